/** The times between all pairs of many origins and destinations on foot and by bus, one origin after the other. */
import { ALONE, askOnce, type Crew, type Task } from '../core/crew.ts';
import { UNREACHED } from '../core/units.ts';
import { nameless, type CostedAccess, type WalkCosts } from './costs.ts';
import { percentileIndex, shareWithin } from './departures.ts';
import { orderLinks, type FootLinks } from './foot-links.ts';
import { lineless, type HeadwayCosts } from './headway-costs.ts';
import { findPairs } from './matrix.ts';
import { PlaceSearch, type ReachedPlace } from './near-places.ts';
import { NEVER, RangeRaptor } from './range-raptor.ts';
import { ridingGround, searchForStops, timesOf, type RidingGround, type TimetableTravel } from './timetable-nearest.ts';

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
/** A pair whose origin is known. */
type ToDestination = Omit<BusPair, 'origin'>;

/** Where the ways of a matrix by timetable may lead. */
interface DestinationsByTimetable {
  readonly ground: RidingGround;
  readonly egress: FootLinks;
  readonly destinations: Points;
  readonly departuresMs: Int32Array;
  readonly percentiles: readonly number[];
  readonly limitMs: number;
  readonly walkLimitMs: number;
}

/** The destinations that an origin on the network reaches. */
export const PAIRS_BY_TIMETABLE: Task<DestinationsByTimetable, readonly CostedAccess[], readonly ToDestination[], Float64Array> = {
  name: 'pairs-by-timetable',
  open: ({ ground, egress, destinations, departuresMs, percentiles, limitMs, walkLimitMs }) => {
    const raptor = new RangeRaptor(ground.patterns, ground.transfers, ground.rules), walkToStops = searchForStops(ground, limitMs);
    const onFoot = new PlaceSearch(ground.turned, destinations, walkLimitMs), times = new Uint32Array(departuresMs.length);
    return (accesses) => {
      const walked = rowOf(onFoot, accesses), reached: ToDestination[] = [];
      raptor.run(walkToStops(accesses), egress, destinations.length, departuresMs, limitMs);
      for (let destination = 0; destination < destinations.length; destination++) {
        const { ms: walkMs, mm: walkMm } = walked.get(destination) ?? { ms: UNREACHED, mm: UNREACHED };
        if (walkMs === UNREACHED && raptor.arrivalMs(0, destination) === NEVER) continue;
        timesOf(raptor, destination, departuresMs, walkMs, limitMs, times);
        const sorted = times.slice().sort(), ms = percentiles.map((p) => sorted[percentileIndex(p, sorted.length)]);
        if (ms.some((value) => value !== UNREACHED)) reached.push({ destination, ms, walkMs, walkMm, share: shareWithin(times, walkLimitMs) });
      }
      return reached;
    };
  },
  pack: packRow, unpack: unpackRow,
};

/**
 * By timetable: percentiles of the times over the departures.
 * @param limitMs longest time, inclusive; walks alone may take up to `walkLimitMs`.
 * @returns the pairs of which a percentile is within the limit, by origin, then by destination.
 */
export function findPairsByTimetable(
  travel: TimetableTravel, origins: Points, destinations: Points, departuresMs: Int32Array, percentiles: readonly number[], limitMs: number, walkLimitMs: number, crew: Crew = ALONE,
): Generator<BusPair> {
  const { costs, stopAccess, rules } = travel;
  const legs = [...findPairs(costs, destinations, stopAccess, Math.min(limitMs, rules.maxLegMs), crew)].map(({ origin: to, destination: from, ms, mm }) => ({ from, to, ms, walkMs: ms, mm }));
  return pairsOf(origins, crew, PAIRS_BY_TIMETABLE, { ground: ridingGround(travel), egress: orderLinks(stopAccess.length, legs), destinations, departuresMs, percentiles, limitMs, walkLimitMs });
}

/** Where the ways of a matrix by headway may lead. */
interface DestinationsByHeadway {
  readonly walk: WalkCosts;
  readonly rides: readonly HeadwayCosts[];
  readonly destinations: Points;
  readonly limitMs: number;
}

/** As by timetable. */
export const PAIRS_BY_HEADWAY: Task<DestinationsByHeadway, readonly CostedAccess[], readonly ToDestination[], Float64Array> = {
  name: 'pairs-by-headway',
  open: ({ walk, rides, destinations, limitMs }) => {
    const onFoot = new PlaceSearch(walk, destinations, limitMs), riding = rides.map((costs) => new PlaceSearch(costs, destinations, limitMs));
    return (accesses) => {
      const walked = rowOf(onFoot, accesses), ridden = riding.map((search) => rowOf(search, accesses)), reached: ToDestination[] = [];
      for (let destination = 0; destination < destinations.length; destination++) {
        const ms = ridden.map((row) => row.get(destination)?.ms ?? UNREACHED);
        if (ms.every((value) => value === UNREACHED)) continue;
        const { ms: walkMs, mm: walkMm } = walked.get(destination) ?? { ms: UNREACHED, mm: UNREACHED };
        reached.push({ destination, ms, walkMs, walkMm, share: null });
      }
      return reached;
    };
  },
  pack: packRow, unpack: unpackRow,
};

/**
 * By headway: each percentile waits that share of the headway.
 * @param walk costs on the network turned round; @param rides the same with the lines, one for each percentile.
 */
export function findPairsByHeadway(walk: WalkCosts, rides: readonly HeadwayCosts[], origins: Points, destinations: Points, limitMs: number, crew: Crew = ALONE): Generator<BusPair> {
  return pairsOf(origins, crew, PAIRS_BY_HEADWAY, { walk: nameless(walk), rides: rides.map(lineless), destinations, limitMs });
}

/** Origins off the network are in no pair. */
function* pairsOf<Question, Packed>(origins: Points, crew: Crew, task: Task<Question, readonly CostedAccess[], readonly ToDestination[], Packed>, question: Question): Generator<BusPair> {
  const onNetwork = [...origins.keys()].filter((o) => origins[o].length > 0);
  let i = 0;
  for (const reached of askOnce(crew, task, question, onNetwork.length, (o) => origins[onNetwork[o]])) {
    for (const pair of reached) yield { origin: onNetwork[i], ...pair };
    i++;
  }
}

/** A share that is not known is not between 0 and 1. */
const NO_SHARE = -1;

/** How many percentiles there are, then four numbers a destination and those. */
function packRow(row: readonly ToDestination[]): Float64Array {
  const percentiles = row.length === 0 ? 0 : row[0].ms.length;
  return Float64Array.from([percentiles, ...row.flatMap(({ destination, ms, walkMs, walkMm, share }) => [destination, walkMs, walkMm, share ?? NO_SHARE, ...ms])]);
}

function unpackRow(numbers: Float64Array): ToDestination[] {
  const width = 4 + numbers[0];
  return Array.from({ length: (numbers.length - 1) / width }, (_, i) => {
    const [destination, walkMs, walkMm, share, ...ms] = numbers.subarray(1 + i * width, 1 + (i + 1) * width);
    return { destination, ms, walkMs, walkMm, share: share === NO_SHARE ? null : share };
  });
}

/** What is reached from an origin, by destination. */
function rowOf(search: PlaceSearch, origin: readonly CostedAccess[]): Map<number, ReachedPlace> {
  return new Map(search.from(origin).map((reached) => [reached.place, reached]));
}
