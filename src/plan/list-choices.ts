/** All that may be built, and where: named sites first, then junctions for the gaps that none of them closes. */
import type { Settlement } from '../inputs/settlements.ts';
import type { Access } from '../network/snap.ts';
import type { WalkCosts } from '../travel/costs.ts';
import { costAll } from '../travel/costs.ts';
import { findNearest } from '../travel/nearest.ts';
import { UNREACHED } from '../core/units.ts';
import { JunctionFinder } from './junction-sites.ts';
import type { NewCapacities } from './new-capacity.ts';
import { ChoiceFinder, WHOLE, type PlanChoice, type Pricing } from './plan-choices.ts';
import type { PlanDemand } from './plan-gaps.ts';
import { siteAt, type PlanSite, type SiteGround } from './plan-sites.ts';
import { SiteReach, type ReachGround } from './site-reach.ts';

export interface ChoicesQuestion {
  readonly demand: PlanDemand;
  readonly settlements: readonly Settlement[];
  /** Those of the project and of its facilities. */
  readonly named: readonly PlanSite[];
  readonly reach: ReachGround;
  readonly sites: SiteGround;
  /** null where places on the way are not wanted. */
  readonly junctionMetres: number | null;
  /** What a type saves at each of some sites. */
  readonly pricingAt: (sites: readonly PlanSite[]) => Pricing;
  readonly holdsAt: NewCapacities['at'];
}

export interface ChoiceList { readonly sites: readonly PlanSite[]; readonly choices: readonly PlanChoice[]; /** By site: the settlement from which it is reached fastest; null where none is near. */ readonly nearOf: readonly (number | null)[] }

export function listChoices({ demand, settlements, named, reach, sites: ground, junctionMetres, pricingAt, holdsAt }: ChoicesQuestion): ChoiceList {
  const search = new SiteReach(demand.rows, reach), sites = [...named], choices: PlanChoice[] = [];
  const build = (from: number, asked?: ReadonlySet<number>): void => {
    const finder = new ChoiceFinder(demand, pricingAt(sites), holdsAt);
    for (let s = from; s < sites.length; s++) choices.push(...finder.at(sites[s], s, search.from(sites[s].access), asked));
  };
  build(0);
  if (junctionMetres !== null) {
    const finder = new JunctionFinder({ costs: reach.costs.adult, settlementAccess: reach.settlementAccess }), plannable = new ChoiceFinder(demand, pricingAt(sites), holdsAt);
    const planned = demand.rows.map((_, row) => plannable.typesFor(row).length > 0);
    for (const propose of [(list: number[]) => finder.near(list, sites, junctionMetres), (list: number[]) => finder.onTheWay(list)]) {
      const open = openGaps(demand, choices, planned), from = sites.length;
      for (const { settlement, at } of propose(bySum(open, demand))) {
        const { id, name, township } = settlements[settlement];
        sites.push(siteAt({ id: `junction-${id}${sites.some((s) => s.id === `junction-${id}`) ? '-2' : ''}`, kind: 'junction', name, cost: ground.siteCost, areaSquareMetres: null, capacity: null, township, allows: null }, { type: 'points', points: [[...at]] }, ground));
      }
      build(from, open);
    }
  }
  return { sites, choices, nearOf: nearest(sites, reach) };
}

/** For each gap what all choices together would give it, in `WHOLE` where that closes it. */
export function suppliesOf({ gaps }: PlanDemand, choices: readonly PlanChoice[]): Float64Array {
  const supplies = new Float64Array(gaps.length);
  for (const { covers, shares } of choices) covers.forEach((g, i) => { supplies[g] = Math.min(WHOLE, supplies[g] + shares[i]); });
  return supplies;
}

/** The gaps that all choices together do not close, of services that may be planned. */
function openGaps(demand: PlanDemand, choices: readonly PlanChoice[], planned: readonly boolean[]): Set<number> {
  const { gaps } = demand, supplies = suppliesOf(demand, choices);
  return new Set([...gaps.keys()].filter((g) => planned[gaps[g].row] && gaps[g].weight > 0 && supplies[g] < WHOLE));
}

/** The settlements of some gaps, those with the most at stake first. */
function bySum(open: ReadonlySet<number>, { gaps }: PlanDemand): number[] {
  const sums = new Map<number, number>();
  for (const g of open) sums.set(gaps[g].settlement, (sums.get(gaps[g].settlement) ?? 0) + gaps[g].weight);
  return [...sums].sort(([s, a], [t, b]) => b - a || s - t).map(([s]) => s);
}

/** Looked for within an hour. */
const NEAR_MS = 60 * 60_000;

function nearest(sites: readonly PlanSite[], { costs, settlementAccess }: ReachGround): (number | null)[] {
  return nearestAmong(costs.adult, sites.map(({ access }) => access), settlementAccess, NEAR_MS).map(({ destination }) => destination);
}

/** For each place the destination that is reached first from it, and the metres; null where none is within the limit. */
export function nearestAmong(costs: WalkCosts, places: readonly (readonly Access[])[], destinations: readonly (readonly Access[])[], limitMs: number): { destination: number | null; metres: number }[] {
  const { destination, mm } = findNearest(costs, costAll(costs, places), costAll(costs, destinations), limitMs);
  return Array.from(destination, (d, i) => ({ destination: d === UNREACHED ? null : d, metres: mm[i] / 1000 }));
}
