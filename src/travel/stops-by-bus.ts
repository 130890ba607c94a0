/** The stops where one is sooner by bus than on foot, place after place: walks go on from them as from the place itself. */
import type { Access } from '../network/snap.ts';
import { BoundedSearch } from './bounded-search.ts';
import { costAccess, type CostedAccess, type WalkCosts } from './costs.ts';
import type { HeadwayCosts } from './headway-costs.ts';

/** A place that walks begin at, and how long after one set out. */
export interface WalkStart {
  readonly access: Access;
  readonly ms: number;
}

export class StopsByBus {
  readonly #rides: HeadwayCosts;
  readonly #stopAccess: readonly (readonly Access[])[];
  readonly #search: BoundedSearch;
  readonly #walk: BoundedSearch;

  /**
   * @param rides on the network turned round for where one gets from a place, as it is for where one gets to it from.
   * @param walk a search over the same network, to be run anew.
   */
  constructor(rides: HeadwayCosts, stopAccess: readonly (readonly Access[])[], walk: BoundedSearch, limitMs: number) {
    this.#rides = rides;
    this.#stopAccess = stopAccess;
    this.#search = new BoundedSearch(rides, limitMs);
    this.#walk = walk;
  }

  /** @param place its accesses. Of stops that are as soon reached on foot nothing is gained. In the order of the stops. */
  around(place: readonly Access[]): WalkStart[] {
    const start = place.map((access) => costAccess(this.#rides, access)), { firstStopNode } = this.#rides, later: WalkStart[] = [];
    this.#search.run(start);
    this.#walk.run(start);
    this.#stopAccess.forEach((accesses, s) => {
      const ms = this.#search.msOf(firstStopNode + s);
      for (const access of accesses) if (ms < this.#walk.readOff([costAccess(this.#rides, access)]).ms) later.push({ access, ms });
    });
    return later;
  }
}

/** The start as a search takes it: what has passed is as good as a leg. */
export function costStart(costs: WalkCosts, { access, ms }: WalkStart): CostedAccess {
  const costed = costAccess(costs, access);
  return { ...costed, legMs: ms + costed.legMs };
}
