/** Services of which a full facility is not enough: what was in time is held against what falls to each settlement. */
import { capacityRuleOf, type CapacityRule } from '../inputs/capacity-rules.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { Settlement } from '../inputs/settlements.ts';
import { demandOf, type ServiceAssessment, type TableAssessment } from './assess.ts';
import { CAPACITY_UNKNOWN, COVERED, GAP, UNKNOWN, type Answer, type Measure } from './measure.ts';
import { shareCapacities, type Reach } from './two-step-catchments.ts';

/** Sums of shares err by some units of the last place: 0.1 + 0.2 + 0.7 is 1. */
const NEGLIGIBLE = 1e-9;

/** Hold every service with a rule to it. Tables share a facility: the children of towns and of villages go to the same school. */
export function testCapacities(tables: readonly TableAssessment[], settlements: readonly Settlement[], facilities: readonly Facility[], measure: Measure): TableAssessment[] {
  const ids = new Set(tables.flatMap((table) => table.services.filter(({ service }) => capacityRuleOf(service) !== null).map(({ service }) => service.id)));
  const tested = new Map<string, ReturnType<typeof testService>>();
  for (const id of ids) tested.set(id, testService(id, tables, settlements, facilities, measure));
  return tables.map((table, t) => ({ ...table, services: table.services.map((assessed) => tested.get(assessed.service.id)?.get(t) ?? assessed) }));
}

/** By table, of those whose service has a rule. */
function testService(id: string, tables: readonly TableAssessment[], settlements: readonly Settlement[], facilities: readonly Facility[], measure: Measure): Map<number, ServiceAssessment> {
  const asked = tables.flatMap(({ settlements: members, services }, t) => services.flatMap(({ service, answer, basis }) => {
    const rule = service.id === id ? capacityRuleOf(service) : null;
    return rule === null || 'rows' in answer ? [] : [{ t, members, service, answer, basis, rule, reached: findReached(measure, service, answer, members) }];
  }));
  const need = new Float64Array(settlements.length), capacity = new Float64Array(facilities.length).fill(NaN);
  for (const { members, rule, service, reached } of asked) {
    for (const s of members) need[s] = settlements[s][rule.of] * rule.perThousand / 1000;
    for (const { facility } of reached) capacity[facility] = capacityFor(facilities[facility], demandOf(service).types, rule) ?? NaN;
  }
  const { ofSettlement, unknown } = shareCapacities(need, capacity, asked.flatMap(({ reached }) => reached));
  return new Map(asked.map(({ t, members, service, answer, basis, rule }) => {
    const ratio = Float64Array.from(members, (s) => ofSettlement[s]), status = answer.status.slice(), reason = answer.reason.slice(), isShort = new Uint8Array(members.length);
    members.forEach((s, i) => {
      if (status[i] !== COVERED || need[s] === 0 || ratio[i] >= rule.minimumRatio - NEGLIGIBLE) return;
      if (unknown[s] > 0) { status[i] = UNKNOWN; reason[i] = CAPACITY_UNKNOWN; } else { status[i] = GAP; isShort[i] = 1; }
    });
    const byBus = answer.byBus && { ...answer.byBus, isGained: answer.byBus.isGained.map((gained, i) => (status[i] === COVERED ? gained : 0)) };
    return [t, { service, basis, answer: { ...answer, status, reason, byBus }, supply: { rule, ratio, isShort } }];
  }));
}

/** Every facility in time, and in any case the nearest of those who have one in time. */
function findReached(measure: Measure, service: ServiceAssessment['service'], answer: Answer, members: Uint32Array): Reach[] {
  const pairs = new Map<number, Set<number>>();
  const add = (i: number, facility: number): void => { const known = pairs.get(i); if (known) known.add(facility); else pairs.set(i, new Set([facility])); };
  for (const { settlement, facility } of measure.reach(demandOf(service), members)) add(settlement, facility);
  answer.status.forEach((status, i) => { if (status === COVERED) add(i, answer.facility[i]); });
  return [...pairs].sort(([a], [b]) => a - b).flatMap(([i, found]) => [...found].sort((a, b) => a - b).map((facility) => ({ settlement: members[i], facility })));
}

/** What a facility offers of a service; null where the data does not say. Of one that only provides it the capacity speaks of something else. */
export function capacityFor({ type, capacity, areaSquareMetres }: Facility, types: ReadonlySet<string>, { unit }: CapacityRule): number | null {
  if (!types.has(type)) return null;
  return unit === 'squareMetres' ? areaSquareMetres : capacity;
}
