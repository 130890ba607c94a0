/** Every settlement against the services of its table. */
import { closest, distance } from 'fastest-levenshtein';
import type { Findings } from '../core/problems.ts';
import type { CapacityRule } from '../inputs/capacity-rules.ts';
import type { Checklist, Service, Table } from '../inputs/checklist.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { Settlement } from '../inputs/settlements.ts';
import type { Bases } from './basis.ts';
import type { EarlierAnswer, EarlierAnswers } from './earlier-answers.ts';
import { isInUse, isOfType, EDGE_OF_DATA, type Answer, type Demand, type Measure } from './measure.ts';

export type Severity = 'required' | 'pilot' | 'advisory';

/** What a rule found, for the settlements of a table. */
export interface Supply {
  readonly rule: CapacityRule;
  /** Units in reach for each unit needed; Infinity where nobody in reach needs any. */
  readonly ratio: Float64Array;
  /** Whether a facility is reached in time, and too little of it falls to the settlement. */
  readonly isShort: Uint8Array;
}

/** One service of a table, answered for the settlements of that table. */
export interface ServiceAssessment {
  readonly service: Service;
  /** Measured, or as an earlier result has it. */
  readonly answer: Answer | EarlierAnswer;
  /** What the answer hangs on; undefined where it is measured in any case. */
  readonly basis: string | undefined;
  /** Of services with a capacity rule that was tested; the answer is then what came out of it. */
  readonly supply?: Supply;
}

/** A table of the checklist and the settlements measured by it. */
export interface TableAssessment {
  readonly table: Table;
  /** Indices of the settlements; the answers are in this order. */
  readonly settlements: Uint32Array;
  readonly services: readonly ServiceAssessment[];
}

/** What a service asks for: its own type and those that always count in its place. */
export function demandOf({ id, satisfiedBy, profile, mode, limitMinutes, limitMetres }: Service): Demand {
  return { types: new Set([id, ...satisfiedBy]), profile, mode, limitMinutes, limitMetres, minimumSquareMetres: null };
}

/**
 * How much a gap weighs. The programme is in full force for basic services in core and central towns;
 * general towns and villages pilot it (action plan, section 3); services of quality are built as needed.
 */
export function severityOf(service: Pick<Service, 'class'>, { kind, tier }: Pick<Settlement, 'kind' | 'tier'>): Severity {
  if (service.class === 'quality') return 'advisory';
  return kind === 'rural' || tier === 'general' || tier === 'village' ? 'pilot' : 'required';
}

/**
 * Answer every service of every table; what cannot be answered, or was answered with less than asked for, is noted.
 * @param earlier a result whose answers are taken where they have the same basis; null to measure all.
 */
export function assess(checklist: Checklist, settlements: readonly Settlement[], measure: Measure, bases: Bases, earlier: EarlierAnswers | null, findings: Findings): TableAssessment[] {
  return checklist.tables.map((table) => {
    const members = Uint32Array.from(settlements.keys()).filter((s) => table.kinds.includes(settlements[s].kind)), ids = Array.from(members, (s) => settlements[s].id);
    const known = table.services.map((service) => {
      const basis = bases.ofService(table, service);
      return { service, basis, answer: basis === undefined ? null : earlier?.answer(table.id, service.id, basis, ids) ?? null };
    });
    const measured = measure.answerAll(known.filter(({ answer }) => answer === null).map(({ service }) => demandOf(service)), members).values();
    const services = known.map(({ answer, ...assessment }): ServiceAssessment => ({ ...assessment, answer: answer ?? taken(measured) }));
    for (const { service, answer } of services) noteAnswer(service, answer, table, members.length > 0, measure, findings);
    return { table, settlements: members, services };
  });
}

function taken<T>(values: Iterator<T, unknown>): T {
  const { value, done } = values.next();
  if (done === true) throw new RangeError('fewer answers than questions');
  return value;
}

function noteAnswer(service: Service, answer: Pick<Answer, 'reason'>, table: Table, isAsked: boolean, measure: Measure, findings: Findings): void {
  const label = `${table.id}/${service.id}`;
  if (isAsked) {
    if (service.mode === 'walk+bus' && !measure.isByBus(demandOf(service))) findings.notice('walked-only', 'checklist', 'services asked for on foot or by bus were measured on foot only', label);
    if (service.valueStatus !== 'seen') findings.notice(`value-${service.valueStatus}`, 'checklist', `limits that are ${service.valueStatus === 'proposed' ? 'our proposal' : 'from memory'}, not an official figure`, label);
    if (!measure.isInData(demandOf(service).types)) findings.notice('no-such-facility-in-data', 'facilities', 'services whose types are nowhere in the data are unknown, not missing', label);
  }
  const atEdge = answer.reason.filter((r) => r === EDGE_OF_DATA).length;
  if (atEdge > 0) findings.notice('edge-of-data', 'walk', 'services whose search ran into the edge of the network and found nothing are unknown', label, atEdge);
}

/** Notices on facilities that count for nothing, or not for what they were meant to. */
export function noteFacilities(facilities: readonly Facility[], checklist: Checklist, file: string, findings: Findings): void {
  const services = new Set(checklist.tables.flatMap((t) => t.services.flatMap((s) => [s.id, ...s.satisfiedBy])));
  const notMeasured = new Set(checklist.notMeasured.map((n) => n.id));
  const known = [...services, ...notMeasured];
  const named = (type: string): string => {
    const near = closest(type, known);
    return distance(type, near) <= Math.max(1, type.length / 5) ? `"${type}" (did you mean "${near}"?)` : `"${type}"`;
  };
  for (const [type, count] of countBy(facilities.map((f) => f.type))) {
    if (services.has(type)) continue;
    if (notMeasured.has(type)) findings.notice('type-not-measured', file, `facilities of types that the checklist ${checklist.id} knows and does not measure`, `"${type}" × ${count}`, count);
    else findings.notice('unknown-facility-type', file, `facilities of types that are not in the checklist ${checklist.id} count for nothing`, `${named(type)} × ${count}`, count);
  }
  for (const [type, count] of countBy(facilities.flatMap((f) => f.provides))) {
    if (!services.has(type) && !notMeasured.has(type)) findings.notice('unknown-facility-type', file, `types under "provides" that are not in the checklist ${checklist.id}`, `${named(type)} × ${count}`, count);
  }
  for (const f of facilities) {
    if (isInUse(f) || !isOfType(f, services)) continue;
    findings.notice('facility-not-in-use', file, 'facilities that are planned, closed or not open do not count', `${f.id} (${f.status === 'existing' ? 'not open' : f.status})`, 1, { id: f.id });
  }
}

function countBy(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const v of values) counts.set(v, (counts.get(v) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

