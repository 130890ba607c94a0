/**
 * The times between all pairs of many origins and destinations, one origin after the other.
 *
 * Each origin has a search of its own, bounded in time, forwards along the ways. Times and lengths are
 * those of `findNearest` for the same two places.
 */
import { ALONE, askOnce, type Crew, type Task } from '../core/crew.ts';
import { nameless, type CostedAccess, type WalkCosts } from './costs.ts';
import { PlaceSearch, type ReachedPlace } from './near-places.ts';

/** One origin and one destination that it reaches. */
export interface Pair {
  readonly origin: number;
  readonly destination: number;
  readonly ms: number;
  readonly mm: number;
}

/** Where the ways of a matrix may lead. */
interface Destinations {
  readonly turned: WalkCosts;
  readonly destinations: readonly (readonly CostedAccess[])[];
  readonly limitMs: number;
}

/** The destinations that an origin reaches. */
export const PAIRS_ON_FOOT: Task<Destinations, readonly CostedAccess[], readonly ReachedPlace[], Float64Array> = {
  name: 'pairs-on-foot',
  open: ({ turned, destinations, limitMs }) => {
    const search = new PlaceSearch(turned, destinations, limitMs);
    return (origin) => search.from(origin);
  },
  pack: (reached) => {
    const numbers = new Float64Array(3 * reached.length);
    reached.forEach(({ place, ms, mm }, i) => { numbers[3 * i] = place; numbers[3 * i + 1] = ms; numbers[3 * i + 2] = mm; });
    return numbers;
  },
  unpack: (numbers) => Array.from({ length: numbers.length / 3 }, (_, i) => ({ place: numbers[3 * i], ms: numbers[3 * i + 1], mm: numbers[3 * i + 2] })),
};

/**
 * @param turned costs on the network turned round by `turnRound`.
 * @param origins,destinations the accesses of each; none if it is off the network.
 * @param limitMs longest time, inclusive; below UNREACHED.
 * @returns the pairs within the limit, by origin, then by destination.
 */
export function* findPairs(
  turned: WalkCosts, origins: readonly (readonly CostedAccess[])[], destinations: readonly (readonly CostedAccess[])[], limitMs: number, crew: Crew = ALONE,
): Generator<Pair> {
  let origin = 0;
  for (const reached of askOnce(crew, PAIRS_ON_FOOT, { turned: nameless(turned), destinations, limitMs }, origins.length, (i) => origins[i])) {
    for (const { place: destination, ms, mm } of reached) yield { origin, destination, ms, mm };
    origin++;
  }
}
