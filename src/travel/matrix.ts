/**
 * The times between all pairs of many origins and destinations, one origin after the other.
 *
 * Each origin has a search of its own, bounded in time, forwards along the ways. Times and lengths are
 * those of `findNearest` for the same two places.
 */
import { UNREACHED } from '../core/units.ts';
import { BoundedSearch } from './bounded-search.ts';
import type { CostedAccess, WalkCosts } from './costs.ts';
import { NearPlaces } from './near-places.ts';

/** One origin and one destination that it reaches. */
export interface Pair {
  readonly origin: number;
  readonly destination: number;
  readonly ms: number;
  readonly mm: number;
}

/**
 * @param turned costs on the network turned round by `turnRound`.
 * @param origins,destinations the accesses of each; none if it is off the network.
 * @param limitMs longest time, inclusive; below UNREACHED.
 * @returns the pairs within the limit, by origin, then by destination.
 */
export function* findPairs(
  turned: WalkCosts, origins: readonly (readonly CostedAccess[])[], destinations: readonly (readonly CostedAccess[])[], limitMs: number,
): Generator<Pair> {
  const search = new BoundedSearch(turned, limitMs), near = new NearPlaces(turned, destinations);
  for (const [origin, accesses] of origins.entries()) {
    if (accesses.length === 0) continue;
    search.run(accesses);
    for (const destination of near.of(search)) {
      const best = search.readOff(destinations[destination]);
      if (best.ms !== UNREACHED) yield { origin, destination, ...best };
    }
  }
}
