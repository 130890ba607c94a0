/** Which services settlements lost since the baseline, which of these losses are allowed, and which allowances are of no use. */
import { InputError } from '../core/problems.ts';
import { suggest } from '../core/suggest.ts';
import type { Comparison, StatusChange } from '../comparison/compare.ts';
import { severityOf } from '../coverage/assess.ts';
import type { CoverageFile } from '../coverage/coverage-schema.ts';
import type { Allowance } from '../inputs/project-checks.ts';
import { placeOfCause, type FilePlaces } from './cause-places.ts';
import { finding, type CheckFinding } from './check-finding.ts';

export interface LossRules {
  readonly noLostRequired: boolean;
  readonly allow: readonly Allowance[];
  /** YYYY-MM-DD. */
  readonly today: string;
}

/**
 * Findings on losses, and on allowances. A service that can no longer be answered is lost like one that is a gap now.
 * @param comparison null if there is no baseline: then no allowance is of use.
 * @throws {InputError} if an allowance is for a service that the checklist does not have.
 */
export function checkLosses(comparison: Comparison | null, after: CoverageFile, { noLostRequired, allow, today }: LossRules, places: FilePlaces): CheckFinding[] {
  refuseUnknownServices(allow, after);
  const isRequired = requirementsOf(after), used = new Set<Allowance>(), losses = comparison?.changes.filter(({ effect }) => effect === 'worse') ?? [];
  const findings = losses.map((change) => {
    const { where, featureId } = placeOfCause(change, places), about = { settlement: change.settlementId, service: change.service, population: change.population, causes: change.causes, featureId };
    const allowances = allow.filter(({ settlement, service }) => settlement === change.settlementId && service === change.service), valid = allowances.find(({ until }) => today <= until);
    for (const allowance of allowances) used.add(allowance);
    if (!noLostRequired || !isRequired(change)) return finding('lost-service', where, describeLoss(change), about);
    if (valid === undefined) return finding('lost-required', where, `${describeLoss(change)}${allowances.length === 0 ? '' : ` (allowed until ${allowances[0].until}, which is over)`}`, about);
    return finding('allowed-loss', where, `${describeLoss(change)} (allowed until ${valid.until}${valid.why === '' ? '' : `: ${valid.why}`})`, about);
  });
  const removed = comparison?.data.settlementsRemoved.map(({ id, name, population }) => finding('settlement-removed', places.changedFile(['settlements']), `the settlement ${`${id} ${name}`.trim()} (${people(population)}) of the baseline is no more`, { settlement: id, population, featureId: id })) ?? [];
  return [...findings, ...removed, ...allow.flatMap((allowance) => judge(allowance, used.has(allowance), today))];
}

function judge({ settlement, service, until, where }: Allowance, isUsed: boolean, today: string): CheckFinding[] {
  const about = { settlement, service };
  if (until < today) return [finding('allowance-expired', where, `the allowance for ${settlement}/${service} was until ${until}`, about)];
  return isUsed ? [] : [finding('allowance-unused', where, `${settlement} has not lost ${service}: the allowance is for nothing`, about)];
}

/** Whether the service is, or would be, required for the settlement as it is now. */
function requirementsOf({ services, settlements }: CoverageFile): (change: StatusChange) => boolean {
  const rows = new Map(services.map((service) => [`${service.table}/${service.id}`, service])), places = new Map(settlements.map((settlement) => [settlement.id, settlement]));
  return ({ table, service, settlementId }) => {
    const row = rows.get(`${table}/${service}`), settlement = places.get(settlementId);
    return row !== undefined && settlement !== undefined && severityOf(row, settlement) === 'required';
  };
}

/** "s037 Eastgate (514 people) loses primary_school: covered in 9.93 min before, now a gap (required) at 15.08 min; facility removed f001". */
function describeLoss({ settlementId, settlement, population, service, before, after, causes }: StatusChange): string {
  const minutes = (n: number | null, word: string): string => (n === null ? '' : ` ${word} ${n} min`);
  const now = after.status === 'gap' ? `a gap${after.severity === null ? '' : ` (${after.severity})`}${minutes(after.minutes, 'at')}` : `unknown${after.reason === null ? '' : ` (${after.reason})`}`;
  const why = causes.map(({ kind, of }) => [kind.replaceAll('-', ' '), ...of].join(' ')).join('; ');
  return `${`${settlementId} ${settlement}`.trim()} (${people(population)}) loses ${service}: covered${minutes(before.minutes, 'in')} before, now ${now}; ${why}`;
}

function people(count: number): string {
  return `${Math.round(count).toLocaleString('en')} ${Math.round(count) === 1 ? 'person' : 'people'}`;
}

function refuseUnknownServices(allow: readonly Allowance[], { services }: CoverageFile): void {
  const known = [...new Set(services.map(({ id }) => id))], unknown = allow.filter(({ service }) => !known.includes(service));
  if (unknown.length > 0) throw new InputError(unknown.map(({ service, where }) => ({ code: 'unknown-service', where, what: `there is no service "${service}"`, fix: suggest(service, known) })));
}
