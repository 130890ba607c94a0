/**
 * The times between all pairs of many origins and destinations, one origin after the other.
 *
 * Each origin has a search of its own, bounded in time, forwards along the ways. Times and lengths are
 * those of `findNearest` for the same two places.
 */
import type { CostedAccess, WalkCosts } from './costs.ts';
import { PlaceSearch } from './near-places.ts';

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
  const search = new PlaceSearch(turned, destinations, limitMs);
  for (const [origin, accesses] of origins.entries()) {
    for (const { place: destination, ms, mm } of search.from(accesses)) yield { origin, destination, ms, mm };
  }
}
