/** Totals: per service, township, tier, task and dimension (五宜). */
import { compareIds } from '../core/ids.ts';
import { DIMENSIONS, type Service } from '../inputs/checklist.ts';
import { TIERS, type Settlement } from '../inputs/settlements.ts';
import { severityOf, type Severity, type TableAssessment } from './assess.ts';
import { COVERED, GAP, UNKNOWN } from './measure.ts';

/** Amounts by status. */
export interface Tally { covered: number; gap: number; unknown: number }

/** Settlements and the people in them, by status. */
export interface Count { readonly settlements: Tally; readonly population: Tally }

/** A service over all tables it is in. */
export interface ServiceSummary extends Count {
  /** Share covered of what is known: of people, or of settlements where nobody is counted. null if nothing is known. */
  readonly coverage: number | null;
  readonly denominator: 'population' | 'settlements';
}

/**
 * A group of settlements against a group of services. A settlement is a gap if it lacks one of the
 * services, covered if it reaches all of them, and unknown otherwise.
 */
export interface GroupSummary extends Count {
  /** Pairs of a settlement and a service. */
  readonly checks: Tally;
  readonly gaps: Record<Severity, number>;
}

export interface TownshipSummary extends GroupSummary {
  readonly name: string;
  readonly settlementCount: number;
  readonly populationTotal: number;
  readonly services: ReadonlyMap<string, ServiceSummary>;
}

export interface Summary {
  /** By table, in the order of its services. */
  readonly tables: readonly (readonly ServiceSummary[])[];
  /** By service id, all tables together. */
  readonly services: ReadonlyMap<string, ServiceSummary>;
  readonly total: GroupSummary;
  readonly townships: readonly TownshipSummary[];
  readonly tiers: ReadonlyMap<string, GroupSummary>;
  readonly tasks: ReadonlyMap<number, GroupSummary>;
  readonly dimensions: ReadonlyMap<string, GroupSummary>;
}

const STATUS_KEYS = ['covered', 'gap', 'unknown'] as const;

/** Sum up an assessment. Every settlement is counted in each total of its table, township and tier. */
export function summarise(tables: readonly TableAssessment[], settlements: readonly Settlement[]): Summary {
  const services = new Map<string, CountBuilder>();
  const byTable: CountBuilder[][] = [];
  const total = new GroupBuilder(settlements);
  const townships = new Map<string, { group: GroupBuilder; services: Map<string, CountBuilder> }>();
  const tiers = new Map<string, GroupBuilder>(), tasks = new Map<number, GroupBuilder>(), dimensions = new Map<string, GroupBuilder>();
  const groupOf = <K>(groups: Map<K, GroupBuilder>, key: K): GroupBuilder => getOrAdd(groups, key, () => new GroupBuilder(settlements));

  for (const { table, settlements: members, services: assessed } of tables) {
    byTable.push(table.services.map(() => new CountBuilder()));
    assessed.forEach(({ service, answer }, at) => {
      const overall = getOrAdd(services, service.id, () => new CountBuilder());
      members.forEach((s, i) => {
        const settlement = settlements[s], status = answer.status[i], { population } = settlement;
        byTable.at(-1)?.[at].add(status, population);
        overall.add(status, population);
        const township = getOrAdd(townships, settlement.township, () => ({ group: new GroupBuilder(settlements), services: new Map<string, CountBuilder>() }));
        getOrAdd(township.services, service.id, () => new CountBuilder()).add(status, population);
        for (const group of [total, township.group, groupOf(tiers, settlement.tier), groupOf(tasks, service.task), ...service.dimensions.map((d) => groupOf(dimensions, d))]) {
          group.add(s, status, service);
        }
      });
    });
  }
  const summaries = <K>(groups: ReadonlyMap<K, GroupBuilder>, order: readonly K[]): Map<K, GroupSummary> =>
    new Map(order.flatMap((key) => { const group = groups.get(key); return group ? [[key, group.finish()] as const] : []; }));
  const finishAll = (counts: ReadonlyMap<string, CountBuilder>): Map<string, ServiceSummary> => new Map([...counts].map(([id, count]) => [id, count.finish()]));
  return {
    tables: byTable.map((counts) => counts.map((count) => count.finish())),
    services: finishAll(services),
    total: total.finish(),
    townships: [...townships].sort(([a], [b]) => compareIds(a, b)).map(([name, { group, services: counts }]) =>
      ({ name, settlementCount: group.memberCount, populationTotal: group.memberPopulation, ...group.finish(), services: finishAll(counts) })),
    tiers: summaries(tiers, TIERS as readonly string[]),
    tasks: summaries(tasks, Array.from({ length: 12 }, (_, i) => i + 1)),
    dimensions: summaries(dimensions, DIMENSIONS as readonly string[]),
  };
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) { value = make(); map.set(key, value); }
  return value;
}

const emptyTally = (): Tally => ({ covered: 0, gap: 0, unknown: 0 });

class CountBuilder {
  readonly #settlements = emptyTally();
  readonly #population = emptyTally();

  add(status: number, population: number): void {
    this.#settlements[STATUS_KEYS[status]]++;
    this.#population[STATUS_KEYS[status]] += population;
  }

  finish(): ServiceSummary {
    const settlements = this.#settlements, population = this.#population;
    const hasPeople = population.covered + population.gap + population.unknown > 0;
    const { covered, gap } = hasPeople ? population : settlements;
    return { settlements, population, coverage: covered + gap > 0 ? covered / (covered + gap) : null, denominator: hasPeople ? 'population' : 'settlements' };
  }
}

class GroupBuilder {
  readonly #settlements: readonly Settlement[];
  /** Bit 0, 1, 2: the settlement has a covered, missing, unknown service of the group. */
  readonly #seen = new Map<number, number>();
  readonly #checks = emptyTally();
  readonly #gaps: Record<Severity, number> = { required: 0, pilot: 0, advisory: 0 };

  constructor(settlements: readonly Settlement[]) { this.#settlements = settlements; }

  get memberCount(): number { return this.#seen.size; }

  get memberPopulation(): number { return [...this.#seen.keys()].reduce((sum, s) => sum + this.#settlements[s].population, 0); }

  add(settlement: number, status: number, service: Service): void {
    this.#seen.set(settlement, (this.#seen.get(settlement) ?? 0) | (1 << status));
    this.#checks[STATUS_KEYS[status]]++;
    if (status === GAP) this.#gaps[severityOf(service, this.#settlements[settlement])]++;
  }

  finish(): GroupSummary {
    const counts = new CountBuilder();
    for (const [s, seen] of this.#seen) counts.add(seen & (1 << GAP) ? GAP : seen & (1 << UNKNOWN) ? UNKNOWN : COVERED, this.#settlements[s].population);
    const { settlements, population } = counts.finish();
    return { settlements, population, checks: this.#checks, gaps: this.#gaps };
  }
}
