/**
 * Places on the way for gaps that none of the named sites closes: the junction nearest to each settlement that has such gaps, those
 * with the most at stake first, none within some distance of a site taken before; then, where a gap is still without a site, the
 * place where the settlement itself meets the way.
 */
import { degreeMetres } from '../core/geodesy.ts';
import { DEGREE_UNITS } from '../inputs/walk-lines.ts';
import { pointFor } from '../network/access.ts';
import type { Access } from '../network/snap.ts';
import { isOnIsland, type WalkNetwork } from '../network/walk-network.ts';
import { BoundedSearch, turnRound } from '../travel/bounded-search.ts';
import { computeWalkCosts, costAccess, type WalkCosts } from '../travel/costs.ts';
import type { PlanSite } from './plan-sites.ts';

/** How far from a settlement a junction may be to be its own. */
const NEAR_MS = 10 * 60_000;
/** Where so many ends of ways meet, there is something to choose. */
const JUNCTION_DEGREE = 3;

export interface JunctionGround {
  readonly costs: WalkCosts;
  readonly settlementAccess: readonly (readonly Access[])[];
}

type LonLat = readonly [lon: number, lat: number];

/** Proposes places near settlements. */
export class JunctionFinder {
  readonly #ground: JunctionGround;
  readonly #turned: WalkCosts;
  readonly #search: BoundedSearch;
  readonly #isJunction: Uint8Array;
  readonly #at: readonly LonLat[];

  constructor(ground: JunctionGround) {
    this.#ground = ground;
    const { network, profile } = ground.costs;
    this.#turned = computeWalkCosts(turnRound(network), profile);
    this.#search = new BoundedSearch(this.#turned, NEAR_MS);
    ({ isJunction: this.#isJunction, at: this.#at } = findJunctions(network));
  }

  /**
   * The junctions nearest to settlements, without those that lie too close to a site or to one another.
   * @param settlements in the order in which they are served.
   */
  near(settlements: readonly number[], sites: readonly PlanSite[], metresApart: number): { settlement: number; at: LonLat }[] {
    const taken = sites.flatMap(({ place, access }) => { const point = access.length === 0 ? null : pointFor(place); return point === null ? [] : [[point[0], point[1]] as const]; });
    const found: { settlement: number; at: LonLat }[] = [];
    for (const settlement of settlements) {
      const at = this.#nearestTo(settlement);
      if (at === null || taken.some((other) => metresBetween(at, other) < metresApart)) continue;
      taken.push(at);
      found.push({ settlement, at });
    }
    return found;
  }

  /** Where each settlement meets the way; those off the network are left out. */
  onTheWay(settlements: readonly number[]): { settlement: number; at: LonLat }[] {
    return settlements.flatMap((settlement) => this.#ground.settlementAccess[settlement].slice(0, 1).map(({ lon, lat }) => ({ settlement, at: [lon, lat] as const })));
  }

  #nearestTo(settlement: number): LonLat | null {
    const accesses = this.#ground.settlementAccess[settlement];
    if (accesses.length === 0) return null;
    this.#search.run(accesses.map((access) => costAccess(this.#turned, access)));
    let nearest: number | null = null;
    for (const node of this.#search.reached()) {
      if (this.#isJunction[node] === 0) continue;
      const ms = this.#search.msOf(node), least = nearest === null ? Infinity : this.#search.msOf(nearest);
      if (ms < least || (ms === least && nearest !== null && node < nearest)) nearest = node;
    }
    return nearest === null ? null : this.#at[nearest];
  }
}

function findJunctions(network: WalkNetwork): { isJunction: Uint8Array; at: LonLat[] } {
  const { nodeCount, edgeCount, edgeFrom, edgeTo, firstShape, shapeLon, shapeLat } = network;
  const degree = new Uint32Array(nodeCount), at: LonLat[] = Array.from({ length: nodeCount }, () => [0, 0] as const), onIsland = new Uint8Array(nodeCount);
  for (let e = 0; e < edgeCount; e++) for (const [node, shape] of [[edgeFrom[e], firstShape[e]], [edgeTo[e], firstShape[e + 1] - 1]]) {
    degree[node]++;
    at[node] = [shapeLon[shape] / DEGREE_UNITS, shapeLat[shape] / DEGREE_UNITS];
    if (isOnIsland(network, e)) onIsland[node] = 1;
  }
  return { isJunction: Uint8Array.from(degree, (d, node) => Number(d >= JUNCTION_DEGREE && onIsland[node] === 0)), at };
}

/** Straight: only to keep sites apart, nothing is served by it. */
function metresBetween(a: LonLat, b: LonLat): number {
  const per = degreeMetres(a[1]);
  return Math.hypot((a[0] - b[0]) * per.lon, (a[1] - b[1]) * per.lat);
}
