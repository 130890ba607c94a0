/** Services of which a full facility is not enough: what was in time is held against what falls to each settlement. */
import { capacityRuleOf, type CapacityRule } from '../inputs/capacity-rules.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { Settlement } from '../inputs/settlements.ts';
import { demandOf, type ServiceAssessment, type Supply, type TableAssessment } from './assess.ts';
import { CAPACITY_UNKNOWN, COVERED, GAP, UNKNOWN, type Answer, type Demand, type Measure } from './measure.ts';
import { shareCapacities, type Reach } from './two-step-catchments.ts';

/** Sums of shares err by some units of the last place: 0.1 + 0.2 + 0.7 is 1. */
export const NEGLIGIBLE = 1e-9;

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
    return rule === null || 'rows' in answer ? [] : [{ t, members, demand: demandOf(service), answer, rule, service, basis }];
  }));
  const held = holdToRule(asked, settlements, facilities, measure);
  return new Map(asked.map(({ t, service, basis }, i) => [t, { service, basis, ...held[i] }]));
}

/** A service as a table has it, answered by time for the settlements of the table. */
export interface RuledAnswer {
  /** Indices of the settlements. */
  readonly members: Uint32Array;
  readonly demand: Demand;
  readonly answer: Answer;
  readonly rule: CapacityRule;
}

/** What a rule makes of the answers to one service in all tables that have it; in their order. */
export function holdToRule(asked: readonly RuledAnswer[], settlements: readonly Settlement[], facilities: readonly Facility[], measure: Measure): { answer: Answer; supply: Supply }[] {
  const need = new Float64Array(settlements.length), capacity = new Float64Array(facilities.length).fill(NaN), reached: Reach[] = [];
  for (const { members, rule, demand, answer } of asked) {
    for (const s of members) need[s] = needOf(settlements[s], rule);
    for (const pair of findReached(measure, demand, answer, members)) {
      capacity[pair.facility] = capacityFor(facilities[pair.facility], demand.types, rule) ?? NaN;
      reached.push(pair);
    }
  }
  const { ofSettlement, unknown } = shareCapacities(need, capacity, reached);
  return asked.map(({ members, answer, rule }) => {
    const ratio = Float64Array.from(members, (s) => ofSettlement[s]), status = answer.status.slice(), reason = answer.reason.slice(), isShort = new Uint8Array(members.length);
    members.forEach((s, i) => {
      if (status[i] !== COVERED || need[s] === 0 || ratio[i] >= rule.minimumRatio - NEGLIGIBLE) return;
      if (unknown[s] > 0) { status[i] = UNKNOWN; reason[i] = CAPACITY_UNKNOWN; } else { status[i] = GAP; isShort[i] = 1; }
    });
    const byBus = answer.byBus && { ...answer.byBus, isGained: answer.byBus.isGained.map((gained, i) => (status[i] === COVERED ? gained : 0)) };
    return { answer: { ...answer, status, reason, byBus }, supply: { rule, ratio, isShort } };
  });
}

/** What a settlement needs, in the units of the capacity. */
export function needOf(settlement: Settlement, { of, perThousand }: CapacityRule): number {
  return settlement[of] * perThousand / 1000;
}

/** Every facility in time, and in any case the nearest of those who have one in time. */
function findReached(measure: Measure, demand: Demand, answer: Answer, members: Uint32Array): Reach[] {
  const pairs = new Map<number, Set<number>>();
  const add = (i: number, facility: number): void => { const known = pairs.get(i); if (known) known.add(facility); else pairs.set(i, new Set([facility])); };
  for (const { settlement, facility } of measure.reach(demand, members)) add(settlement, facility);
  answer.status.forEach((status, i) => { if (status === COVERED) add(i, answer.facility[i]); });
  return [...pairs].sort(([a], [b]) => a - b).flatMap(([i, found]) => [...found].sort((a, b) => a - b).map((facility) => ({ settlement: members[i], facility })));
}

/** What a facility offers of a service; null where the data does not say. Of one that only provides it the capacity speaks of something else. */
export function capacityFor({ type, capacity, areaSquareMetres }: Pick<Facility, 'type' | 'capacity' | 'areaSquareMetres'>, types: ReadonlySet<string>, { unit }: CapacityRule): number | null {
  if (!types.has(type)) return null;
  return unit === 'squareMetres' ? areaSquareMetres : capacity;
}
