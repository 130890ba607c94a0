/** What may be built where, whom it would serve, what it costs: the choices of a plan. */
import { round } from '../core/units.ts';
import { capacityFor } from '../coverage/capacity.ts';
import type { Holding, NewCapacities } from './new-capacity.ts';
import type { PlanDemand } from './plan-gaps.ts';
import type { PlanSite } from './plan-sites.ts';

/** A service at a site. */
export interface PlanChoice {
  /** Type of the facility that it would be. */
  readonly type: string;
  /** Index of the site. */
  readonly site: number;
  /** Indices of the gaps that it would close or help to close, ascending: of its own service, and of those that its type counts for as well. */
  readonly covers: readonly number[];
  /** For each of these what it gives of what the gap lacks, up to all of it, `WHOLE`. */
  readonly shares: readonly number[];
  readonly holds: Holding;
  /** Of the service alone. */
  readonly cost: number;
  /** What would be asked without the saving of standing beside others. */
  readonly listCost: number;
  readonly months: number;
}

/** What a gap lacks: shares of it are whole trillionths, cut down, so that their sums are exact and promise nothing that is not there. */
export const WHOLE = 1e12;

export interface Pricing {
  /** By type; a type without a cost is not planned. */
  readonly costs: ReadonlyMap<string, { readonly cost: number; readonly months: number }>;
  /** What is left of cost and months inside a facility that is there, or that is only opened. */
  readonly shares: Readonly<Record<PlanSite['kind'], number>>;
  /** Types that are nothing on their own. */
  readonly onlyHosted: ReadonlySet<string>;
  /** The share saved by a type at a site, because of what it stands beside. */
  readonly savingAt: (type: string, site: number) => number;
}

/** Finds choices at sites, one site after the other. */
export class ChoiceFinder {
  readonly #demand: PlanDemand;
  readonly #pricing: Pricing;
  readonly #holdsAt: NewCapacities['at'];
  /** By type that has a cost: the rows it counts for. */
  readonly #rowsOfType: ReadonlyMap<string, readonly number[]>;
  /** By row, by settlement: its gap. */
  readonly #gapOf: readonly Map<number, number>[];

  constructor(demand: PlanDemand, pricing: Pricing, holdsAt: NewCapacities['at']) {
    const { rows, gaps } = demand;
    this.#demand = demand;
    this.#pricing = pricing;
    this.#holdsAt = holdsAt;
    this.#rowsOfType = new Map([...pricing.costs.keys()].sort().map((type) => [type, [...rows.keys()].filter((row) => rows[row].demand.types.has(type))]));
    this.#gapOf = rows.map(() => new Map<number, number>());
    gaps.forEach(({ row, settlement }, g) => this.#gapOf[row].set(settlement, g));
  }

  /** Types that may be planned and that a row counts. */
  typesFor(row: number): string[] {
    return [...this.#rowsOfType].filter(([, rows]) => rows.includes(row)).map(([type]) => type);
  }

  /**
   * The choices at one site, by type.
   * @param reached by row the settlements within its limits.
   * @param asked if given, only choices that close one of these gaps.
   */
  at(site: PlanSite, index: number, reached: ReadonlyMap<number, readonly number[]>, asked?: ReadonlySet<number>): PlanChoice[] {
    const choices: PlanChoice[] = [], share = this.#pricing.shares[site.kind];
    for (const [type, rows] of this.#rowsOfType) {
      const figures = this.#pricing.costs.get(type);
      if (figures === undefined || (site.allows === null ? this.#pricing.onlyHosted.has(type) : !site.allows.has(type))) continue;
      const holds = this.#holdsAt(type, site), given = rows.flatMap((row) => this.#closes(row, { type, ...holds }, reached)).sort((a, b) => a.gap - b.gap), covers = given.map(({ gap }) => gap);
      if (covers.length === 0 || (asked !== undefined && !covers.some((g) => asked.has(g)))) continue;
      const listCost = round(figures.cost * share, 2);
      choices.push({ type, site: index, covers, shares: given.map(({ share }) => share), holds, listCost, cost: round(listCost * (1 - this.#pricing.savingAt(type, index)), 2), months: Math.max(1, Math.ceil(figures.months * share)) });
    }
    return choices;
  }

  /** The gaps of a row that a facility would close, or its share of what they lack: as two-step catchments have it, it is parted among all who reach it. */
  #closes(row: number, facility: Holding & { readonly type: string }, reached: ReadonlyMap<number, readonly number[]>): { gap: number; share: number }[] {
    const { rows, gaps } = this.#demand, { rule, service, demand } = rows[row], found = (reached.get(row) ?? []).flatMap((s) => this.#gapOf[row].get(s) ?? []);
    const offered = rule === null ? null : capacityFor(facility, demand.types, rule), sharing = (this.#rowsOfType.get(facility.type) ?? []).filter((r) => rows[r].service.id === service.id);
    const need = rule === null || found.length === 0 ? 0 : sharing.reduce((sum, r) => sum + (reached.get(r) ?? []).reduce((all, s) => all + rows[r].needs[s], 0), 0);
    return found.flatMap((gap) => {
      const { lacking } = gaps[gap];
      if (lacking === null) return [{ gap, share: WHOLE }];
      const share = offered === null ? 0 : Math.min(WHOLE, Math.floor(WHOLE * (offered / need) / lacking));
      return share > 0 ? [{ gap, share }] : [];
    });
  }
}
