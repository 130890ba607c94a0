/** The demand of a plan: every gap of a result, with whom it concerns and what closing it is worth. */
import { UNREACHED } from '../core/units.ts';
import { demandOf, severityOf, type Severity } from '../coverage/assess.ts';
import { needOf, NEGLIGIBLE } from '../coverage/capacity.ts';
import { GAP, type Demand } from '../coverage/measure.ts';
import { capacityRuleOf, type CapacityRule } from '../inputs/capacity-rules.ts';
import type { Checklist, Service } from '../inputs/checklist.ts';
import type { Settlement } from '../inputs/settlements.ts';
import type { RowAnswer } from './row-answers.ts';
import { weighGaps } from './weigh-gaps.ts';

/** A service of a table: what its settlements are measured by. */
export interface PlanRow {
  readonly table: string;
  readonly service: Service;
  readonly demand: Demand;
  /** Indices of the settlements of the table. */
  readonly members: Uint32Array;
  /** Held against it, with what each settlement needs, by its index, 0 beyond the table; null where any facility in time is enough. */
  readonly rule: CapacityRule | null;
  readonly needs: Float64Array;
}

/** A service that a settlement lacks. */
export interface PlanGap {
  readonly settlement: number;
  /** Index of the row. */
  readonly row: number;
  readonly severity: Severity;
  /** Those whom the service is for. */
  readonly people: number;
  /** People × severity × (1 + equity × remoteness), in whole tenths so that sums are exact. */
  readonly weight: number;
  /** Units for each unit needed that have to come into reach; null where any facility in time is enough. */
  readonly lacking: number | null;
}

export interface GapWeighing {
  readonly severityWeights: Readonly<Record<Severity, number>>;
  /** How much more the farthest count: 0 for not at all, 1 for twice as much as those just beyond the limit. */
  readonly equity: number;
  readonly searchMinutes: number;
  readonly metresPerMinute: Readonly<Record<Demand['profile'], number>>;
  /** Services that are for children. */
  readonly forChildren: ReadonlySet<string>;
}

export interface PlanDemand { readonly rows: readonly PlanRow[]; readonly gaps: readonly PlanGap[] }

/** The services of all tables, each with the settlements of its table. */
export function listRows({ tables }: Checklist, settlements: readonly Settlement[]): PlanRow[] {
  return tables.flatMap(({ id, kinds, services }) => {
    const members = Uint32Array.from(settlements.keys()).filter((s) => kinds.includes(settlements[s].kind));
    return services.map((service): PlanRow => {
      const rule = capacityRuleOf(service), needs = new Float64Array(settlements.length);
      if (rule !== null) for (const s of members) needs[s] = needOf(settlements[s], rule);
      return { table: id, service, demand: demandOf(service), members, rule, needs };
    });
  });
}

/**
 * The gaps, row after row. What is unknown is none: missing data is no missing service.
 * @param answers of the rows.
 */
export function findPlanGaps(rows: readonly PlanRow[], answers: readonly RowAnswer[], settlements: readonly Settlement[], weighing: GapWeighing): PlanDemand {
  const counted = countedGroups(settlements);
  const gaps = rows.flatMap(({ service, members, rule, needs }, row) => [...members.keys()].filter((i) => answers[row].status[i] === GAP).map((i): PlanGap => {
    const settlement = settlements[members[i]], people = peopleOf(service, settlement, counted, weighing.forChildren), severity = severityOf(service, settlement);
    const [weight] = weighGaps([people * (1 + weighing.equity * remotenessOf(service, answers[row].ms[i], weighing))], [severity], weighing.severityWeights);
    return { settlement: members[i], row, severity, people, weight: Math.round(10 * weight), lacking: rule === null || needs[members[i]] === 0 ? null : rule.minimumRatio - (answers[row].ratio?.[i] ?? 0) - NEGLIGIBLE / 2 };
  }));
  return { rows, gaps };
}

type Group = 'population' | 'elderly' | 'children';

/** Which groups the data counts anywhere. */
function countedGroups(settlements: readonly Settlement[]): ReadonlySet<Group> {
  return new Set((['population', 'elderly', 'children'] as const).filter((group) => settlements.some((s) => s[group] > 0)));
}

/** The group that the service is for, all people where that group is not counted, one where nobody is. */
function peopleOf({ id, profile }: Service, settlement: Settlement, counted: ReadonlySet<Group>, forChildren: ReadonlySet<string>): number {
  const group = profile === 'elderly' ? 'elderly' : forChildren.has(id) ? 'children' : 'population';
  if (counted.has(group)) return settlement[group];
  return counted.has('population') ? settlement.population : 1;
}

/** From 0 just beyond the limit to 1 where nothing is within the search. */
function remotenessOf({ limitMinutes, limitMetres, profile }: Service, ms: number, { searchMinutes, metresPerMinute }: GapWeighing): number {
  const limit = limitMinutes ?? (limitMetres ?? 0) / metresPerMinute[profile];
  if (ms === UNREACHED || searchMinutes <= limit) return 1;
  return Math.min(1, Math.max(0, (ms / 60_000 - limit) / (searchMinutes - limit)));
}
