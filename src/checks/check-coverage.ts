/** Whether a result holds to the rules of a project. */
import { InputError, type Fault } from '../core/problems.ts';
import type { Comparison } from '../comparison/compare.ts';
import type { CoverageFile } from '../coverage/coverage-schema.ts';
import type { MinCoverage, ProjectChecks } from '../inputs/project-checks.ts';
import type { FilePlaces } from './cause-places.ts';
import { finding, pass, percent, type CheckFinding, type CheckPass } from './check-finding.ts';
import { checkLosses, type LossRules } from './check-losses.ts';
import { coverageShareOf, type CoverageShare } from './coverage-shares.ts';

export interface CheckRules extends LossRules, Pick<ProjectChecks, 'minCoverage' | 'maxUnknownShare'> {}

/** What was found, and which rules hold. */
export interface Verdict { readonly findings: readonly CheckFinding[]; readonly passes: readonly CheckPass[] }

/**
 * @param comparison with the baseline; null without one.
 * @throws {InputError} with every rule that speaks of something that is not there.
 */
export function checkCoverage(after: CoverageFile, comparison: Comparison | null, rules: CheckRules, places: FilePlaces): Verdict {
  const findings: CheckFinding[] = [], passes: CheckPass[] = [];
  for (const { rule, found } of sharesOf(rules.minCoverage, after)) {
    const { of, share: least, where } = rule, is = describeShare(of, found, least), at = where.startsWith('--') ? places.project : where;
    if (found.share !== null && found.share >= least) passes.push(pass('min-coverage', at, is));
    else findings.push(finding('min-coverage', at, is, { service: found.service, population: found.lacking }));
  }
  if (rules.maxUnknownShare !== null) {
    const { share: most, where } = rules.maxUnknownShare, { covered, gap, unknown } = after.summary.total.checks, all = covered + gap + unknown, at = where.startsWith('--') ? places.project : where;
    const is = `${unknown} of ${all} pairs of a settlement and a service are unknown (${percent(all === 0 ? 0 : unknown / all)}), at most ${percent(most)} may be`;
    if (all === 0 || unknown / all <= most) passes.push(pass('max-unknown-share', at, is));
    else findings.push(finding('max-unknown-share', at, is));
  }
  const losses = checkLosses(comparison, after, rules, places);
  findings.push(...losses);
  if (comparison !== null && rules.noLostRequired && !losses.some(({ code }) => code === 'lost-required')) passes.push(pass('lost-required', places.project, 'no settlement loses a required service, but what is allowed'));
  return { findings, passes };
}

/** Every rule with the share it speaks of; rules that speak of nothing are told together. */
function sharesOf(rules: readonly MinCoverage[], after: CoverageFile): { rule: MinCoverage; found: CoverageShare }[] {
  const faults: Fault[] = [], shares = rules.flatMap((rule) => {
    try {
      return [{ rule, found: coverageShareOf(rule.of, after, rule.where) }];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
      return [];
    }
  });
  if (faults.length > 0) throw new InputError(faults);
  return shares;
}

/** Where nothing is known the check fails: data that went missing must not pass. */
function describeShare(of: string, { share, lacking }: CoverageShare, least: number): string {
  const asked = `at least ${percent(least)} is asked for`;
  if (share === null) return `nothing is known of ${of}, and ${asked}`;
  return `${percent(share)} of ${of} is covered, ${asked}${lacking === null || share >= least ? '' : `; ${Math.round(lacking).toLocaleString('en')} people lack it`}`;
}
