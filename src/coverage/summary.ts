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
  const everyone = [...settlements.keys()];
  // Townships and tiers look at all services of their settlements: one record of what was seen serves them all.
  const seenOfAll = new Uint8Array(settlements.length);
  const groupOf = <K>(groups: Map<K, Group>, key: K, seen: () => Uint8Array): Group => getOrAdd(groups, key, () => new Group(settlements, seen()));
  const ownRecord = (): Uint8Array => new Uint8Array(settlements.length), sharedRecord = (): Uint8Array => seenOfAll;

  const total = new Group(settlements, seenOfAll), services = new Map<string, CountBuilder>(), byTable: CountBuilder[][] = [];
  const townships = new Map<string, Township>(), tiers = new Map<string, Group>(), tasks = new Map<number, Group>(), dimensions = new Map<string, Group>();
  const townshipOf = settlements.map(({ township }) => getOrAdd(townships, township, () => ({ group: new Group(settlements, seenOfAll), members: [], services: new Map<string, CountBuilder>() })));
  townshipOf.forEach(({ members }, s) => members.push(s));
  const tierOf = settlements.map(({ tier }) => groupOf(tiers, tier, sharedRecord));

  for (const { settlements: members, services: assessed } of tables) {
    byTable.push(assessed.map(({ service, answer }) => {
      const ofTable = new CountBuilder(), overall = getOrAdd(services, service.id, () => new CountBuilder());
      const groups = [total, groupOf(tasks, service.task, ownRecord), ...service.dimensions.map((d) => groupOf(dimensions, d, ownRecord))];
      members.forEach((s, i) => {
        const status = answer.status[i], { population } = settlements[s], township = townshipOf[s];
        ofTable.add(status, population);
        overall.add(status, population);
        getOrAdd(township.services, service.id, () => new CountBuilder()).add(status, population);
        for (const group of groups) group.add(s, status, service);
        township.group.add(s, status, service);
        tierOf[s].add(s, status, service);
      });
      return ofTable;
    }));
  }
  const summaries = <K>(groups: ReadonlyMap<K, Group>, order: readonly K[]): Map<K, GroupSummary> =>
    new Map(order.flatMap((key) => { const group = groups.get(key); return group ? [[key, group.finish(everyone)] as const] : []; }));
  const ofTier = (tier: string): number[] => everyone.filter((s) => settlements[s].tier === tier);
  const finishAll = (counts: ReadonlyMap<string, CountBuilder>): Map<string, ServiceSummary> => new Map([...counts].map(([id, count]) => [id, count.finish()]));
  return {
    tables: byTable.map((counts) => counts.map((count) => count.finish())),
    services: finishAll(services),
    total: total.finish(everyone),
    townships: [...townships].sort(([a], [b]) => compareIds(a, b)).map(([name, { group, members, services: counts }]) => ({
      name, settlementCount: members.length, populationTotal: members.reduce((sum, s) => sum + settlements[s].population, 0), ...group.finish(members), services: finishAll(counts),
    })),
    tiers: new Map(TIERS.flatMap((tier) => { const group = tiers.get(tier); return group ? [[tier, group.finish(ofTier(tier))] as const] : []; })),
    tasks: summaries(tasks, Array.from({ length: 12 }, (_, i) => i + 1)),
    dimensions: summaries(dimensions, DIMENSIONS as readonly string[]),
  };
}

interface Township { readonly group: Group; readonly members: number[]; readonly services: Map<string, CountBuilder> }

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

/** Settlements against a group of services. */
class Group {
  readonly #settlements: readonly Settlement[];
  /** By settlement, bits 0, 1, 2: it has a covered, missing, unknown service of the group. 0: it is not in the group. */
  readonly #seen: Uint8Array;
  readonly #checks = emptyTally();
  readonly #gaps: Record<Severity, number> = { required: 0, pilot: 0, advisory: 0 };

  constructor(settlements: readonly Settlement[], seen: Uint8Array) {
    this.#settlements = settlements;
    this.#seen = seen;
  }

  add(settlement: number, status: number, service: Service): void {
    this.#seen[settlement] |= 1 << status;
    this.#checks[STATUS_KEYS[status]]++;
    if (status === GAP) this.#gaps[severityOf(service, this.#settlements[settlement])]++;
  }

  finish(members: readonly number[]): GroupSummary {
    const counts = new CountBuilder();
    for (const s of members) {
      const seen = this.#seen[s];
      if (seen !== 0) counts.add(seen & (1 << GAP) ? GAP : seen & (1 << UNKNOWN) ? UNKNOWN : COVERED, this.#settlements[s].population);
    }
    const { settlements, population } = counts.finish();
    return { settlements, population, checks: this.#checks, gaps: this.#gaps };
  }
}
