/** The times between all pairs of many origins and destinations on foot and by bus, one origin after the other. */
import { UNREACHED } from '../core/units.ts';
import type { CostedAccess, WalkCosts } from './costs.ts';
import { percentileIndex, shareWithin } from './departures.ts';
import { orderLinks } from './foot-links.ts';
import type { HeadwayCosts } from './headway-costs.ts';
import { findPairs } from './matrix.ts';
import { PlaceSearch, type ReachedPlace } from './near-places.ts';
import { NEVER, RangeRaptor } from './range-raptor.ts';
import { searchForStops, timesOf, type TimetableTravel } from './timetable-nearest.ts';

/** One origin and one destination that it reaches on foot or by bus. */
export interface BusPair {
  readonly origin: number;
  readonly destination: number;
  /** By percentile, on foot or by bus; UNREACHED where it is not within the limit. */
  readonly ms: readonly number[];
  /** On foot alone; UNREACHED if that is not within the limit. */
  readonly walkMs: number;
  readonly walkMm: number;
  /** Share of the departures that reach it within the limit; null where only headways are known. */
  readonly share: number | null;
}

/** The accesses of points; none for one off the network. */
type Points = readonly (readonly CostedAccess[])[];

/**
 * By timetable: percentiles of the times over the departures.
 * @param limitMs longest time, inclusive; walks alone may take up to `walkLimitMs`.
 * @returns the pairs of which a percentile is within the limit, by origin, then by destination.
 */
export function* findPairsByTimetable(
  travel: TimetableTravel, origins: Points, destinations: Points, departuresMs: Int32Array, percentiles: readonly number[], limitMs: number, walkLimitMs: number,
): Generator<BusPair> {
  const { costs, turned, stopAccess, patterns, transfers, rules } = travel;
  const legs = [...findPairs(costs, destinations, stopAccess, Math.min(limitMs, rules.maxLegMs))].map(({ origin: to, destination: from, ms, mm }) => ({ from, to, ms, walkMs: ms, mm }));
  const egress = orderLinks(stopAccess.length, legs), raptor = new RangeRaptor(patterns, transfers, rules), walkToStops = searchForStops(travel, limitMs);
  const onFoot = new PlaceSearch(turned, destinations, walkLimitMs), times = new Uint32Array(departuresMs.length);
  for (const [origin, accesses] of origins.entries()) {
    if (accesses.length === 0) continue;
    const walked = rowOf(onFoot, accesses), around = walkToStops(accesses);
    raptor.run(around, egress, destinations.length, departuresMs, limitMs);
    for (let destination = 0; destination < destinations.length; destination++) {
      const { ms: walkMs, mm: walkMm } = walked.get(destination) ?? { ms: UNREACHED, mm: UNREACHED };
      if (walkMs === UNREACHED && raptor.arrivalMs(0, destination) === NEVER) continue;
      timesOf(raptor, destination, departuresMs, walkMs, limitMs, times);
      const sorted = times.slice().sort(), ms = percentiles.map((p) => sorted[percentileIndex(p, sorted.length)]);
      if (ms.some((value) => value !== UNREACHED)) yield { origin, destination, ms, walkMs, walkMm, share: shareWithin(times, walkLimitMs) };
    }
  }
}

/**
 * By headway: each percentile waits that share of the headway.
 * @param walk costs on the network turned round; @param rides the same with the lines, one for each percentile.
 */
export function* findPairsByHeadway(walk: WalkCosts, rides: readonly HeadwayCosts[], origins: Points, destinations: Points, limitMs: number): Generator<BusPair> {
  const onFoot = new PlaceSearch(walk, destinations, limitMs), riding = rides.map((costs) => new PlaceSearch(costs, destinations, limitMs));
  for (const [origin, accesses] of origins.entries()) {
    if (accesses.length === 0) continue;
    const walked = rowOf(onFoot, accesses), ridden = riding.map((search) => rowOf(search, accesses));
    for (let destination = 0; destination < destinations.length; destination++) {
      const ms = ridden.map((row) => row.get(destination)?.ms ?? UNREACHED);
      if (ms.every((value) => value === UNREACHED)) continue;
      const { ms: walkMs, mm: walkMm } = walked.get(destination) ?? { ms: UNREACHED, mm: UNREACHED };
      yield { origin, destination, ms, walkMs, walkMm, share: null };
    }
  }
}

/** What is reached from an origin, by destination. */
function rowOf(search: PlaceSearch, origin: readonly CostedAccess[]): Map<number, ReachedPlace> {
  return new Map(search.from(origin).map((reached) => [reached.place, reached]));
}
