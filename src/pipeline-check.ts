/** Checking a project: the calls in order. */
import { describePlaces } from './checks/cause-places.ts';
import { checkCoverage, type Verdict } from './checks/check-coverage.ts';
import type { CheckFinding } from './checks/check-finding.ts';
import { compareCoverages } from './comparison/compare.ts';
import { Findings, InputError } from './core/problems.ts';
import { EarlierAnswers } from './coverage/earlier-answers.ts';
import type { MinCoverage, ProjectChecks } from './inputs/project-checks.ts';
import { readProject } from './inputs/project.ts';
import type { Measured } from './outputs/check-formats.ts';
import { toCoverageFile } from './outputs/coverage-json.ts';
import { readCoverage } from './pipeline-comparison.ts';
import type { Cache } from './pipeline-network.ts';
import { addCosts, layOut, type OnStep } from './pipeline-prepare.ts';
import { coverageOf, validationOf } from './pipeline.ts';
import { VERSION } from './version.ts';

/** What is added to the checks of the project, or stands in their place. */
export interface CheckQuestion {
  /** YYYY-MM-DD, for the age of the data and the time of allowances. */
  readonly today: string;
  /** A coverage.json, or a project, in place of the project's. */
  readonly baseline?: string;
  /** Added to the project's; those of the same name stand in their place. */
  readonly minCoverage?: readonly MinCoverage[];
  readonly maxUnknownShare?: number;
  /** Whether required services may be lost; else as the project says. */
  readonly allowLostRequired?: boolean;
  /** Whether warnings fail too. */
  readonly strict?: boolean;
}

export interface CheckOutcome extends Verdict {
  /** Those of the data first. */
  readonly findings: readonly CheckFinding[];
  readonly isPassed: boolean;
  /** Whether a coverage could be computed: not where the data has errors. */
  readonly isComputed: boolean;
  /** How much of it was measured in this run; null without a coverage or without a baseline. */
  readonly measured: Measured | null;
  /** Which findings fail the check. */
  readonly isFailure: (finding: Pick<CheckFinding, 'severity'>) => boolean;
  /** The files of the project by their names in it, with their paths. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Check a project: its data, its coverage against its rules and against a baseline. Infos of the data are left to `validateProject`.
 * @throws {InputError} for a faulty project file, a rule that speaks of something that is not there, and a baseline that cannot be read.
 */
export async function checkProject(path: string, question: CheckQuestion, onStep: OnStep = () => undefined, cache: Cache | null = null): Promise<CheckOutcome> {
  const findings = new Findings(), project = readProject(path, findings);
  findings.throwIfFaults();
  const { checks, checklist } = project, rules = combine(checks, question), baseline = question.baseline ?? checks.baseline?.path;
  if (rules.noLostRequired === true && baseline === undefined) throw new InputError({ code: 'schema', where: project.file.name, what: 'checks.noLostRequired is true, but there is no baseline to lose anything of', fix: 'Give checks.baseline or --baseline' });
  const before = baseline === undefined ? null : await readCoverage(baseline, onStep, cache);
  const laidOut = await layOut(project, findings, onStep, cache), { problems, files, whereOf } = validationOf(laidOut, findings.copy(), question.today), isFailure: CheckOutcome['isFailure'] = ({ severity }) => severity === 'error' || (question.strict === true && severity === 'warning');
  const ofData = problems.filter(({ severity }) => severity !== 'info').map((problem): CheckFinding => ({ ...problem, settlement: null, service: null, population: null, causes: [] }));
  if (problems.some(({ severity }) => severity === 'error')) return { findings: ofData, passes: [], isPassed: false, isComputed: false, measured: null, isFailure, files };
  const coverage = coverageOf(addCosts(laidOut), findings, onStep, before && new EarlierAnswers(before)), after = toCoverageFile(coverage, `lifecircle ${VERSION}`);
  const places = describePlaces(whereOf, before, after, checklist.file?.name ?? null);
  const verdict = checkCoverage(after, before && compareCoverages(before, after), { ...rules, noLostRequired: rules.noLostRequired ?? before !== null, today: question.today }, places);
  const all = [...ofData, ...verdict.findings];
  return { findings: all, passes: verdict.passes, isPassed: !all.some(isFailure), isComputed: true, measured: before && { services: coverage.measured, of: coverage.services.length }, isFailure, files };
}

function combine({ minCoverage, maxUnknownShare, noLostRequired, allow }: ProjectChecks, question: CheckQuestion): Pick<ProjectChecks, 'minCoverage' | 'maxUnknownShare' | 'noLostRequired' | 'allow'> {
  const given = question.minCoverage ?? [], names = new Set(given.map(({ of }) => of));
  return {
    allow, minCoverage: [...minCoverage.filter(({ of }) => !names.has(of)), ...given],
    maxUnknownShare: question.maxUnknownShare === undefined ? maxUnknownShare : { share: question.maxUnknownShare, where: '--max-unknown-share' },
    noLostRequired: question.allowLostRequired === true ? false : noLostRequired,
  };
}
