/**
 * Trips of a timetable gathered into patterns, as RAPTOR wants them: trips of one pattern serve the same
 * stops in the same order, with the same leave to get on and off, and none overtakes another. Where trips
 * would, they are split over several patterns, so that at every stop the earliest trip to be caught is the
 * best one to catch.
 */
import { startsOf } from '../core/ranges.ts';

/** What a pattern needs of a trip. */
export interface PatternTrip {
  /** Length n >= 2: indices of stops; times from midnight in whole seconds, never decreasing. */
  readonly stops: Uint32Array;
  readonly arrivalSeconds: Int32Array;
  readonly departureSeconds: Int32Array;
  /** Length n: 1 where people may get on or off. */
  readonly canBoard: Uint8Array;
  readonly canAlight: Uint8Array;
}

/** P patterns over S stops. Positions of pattern p are firstPosition[p] .. firstPosition[p + 1] - 1. */
export interface TripPatterns {
  readonly patternCount: number;
  readonly stopCount: number;
  /** Length P + 1. */
  readonly firstPosition: Uint32Array;
  /** By position. */
  readonly stop: Uint32Array;
  readonly canBoard: Uint8Array;
  readonly canAlight: Uint8Array;
  /** Length P + 1: trips of pattern p are firstTrip[p] .. firstTrip[p + 1] - 1, the earliest first. */
  readonly firstTrip: Uint32Array;
  /** By trip: index in the timetable. */
  readonly trip: Uint32Array;
  /** By trip: where its times begin in `arrivalMs` and `departureMs`, one for each position. */
  readonly firstTime: Uint32Array;
  /** Milliseconds from midnight. */
  readonly arrivalMs: Int32Array;
  readonly departureMs: Int32Array;
  /** Length S + 1: where stop s may be boarded are boarding[firstBoarding[s]] .. boarding[firstBoarding[s + 1] - 1], positions of `boardingPattern`. */
  readonly firstBoarding: Uint32Array;
  readonly boarding: Uint32Array;
  readonly boardingPattern: Uint32Array;
}

/** Times from here on are one: later than any limit, and still within 32 bits. */
const LATEST_MS = 0x7fffffff;

/** @throws {RangeError} for trips of fewer than two stops, and times that decrease. */
export function buildTripPatterns(trips: readonly PatternTrip[], stopCount: number): TripPatterns {
  const patterns = findPatterns(trips), lengths = patterns.map(([first]) => trips[first].stops.length);
  const firstPosition = startsOf(lengths), firstTrip = startsOf(patterns.map((p) => p.length)), trip = Uint32Array.from(patterns.flat());
  const firstTime = startsOf(Array.from(trip, (t) => trips[t].stops.length)), times = firstTime[trip.length];
  const arrivalMs = new Int32Array(times), departureMs = new Int32Array(times);
  trip.forEach((t, i) => {
    arrivalMs.set(trips[t].arrivalSeconds.map(toMs), firstTime[i]);
    departureMs.set(trips[t].departureSeconds.map(toMs), firstTime[i]);
  });
  const positions = firstPosition[patterns.length], stop = new Uint32Array(positions), canBoard = new Uint8Array(positions), canAlight = new Uint8Array(positions);
  patterns.forEach(([first], p) => {
    stop.set(trips[first].stops, firstPosition[p]);
    canBoard.set(trips[first].canBoard, firstPosition[p]);
    canAlight.set(trips[first].canAlight, firstPosition[p]);
    canBoard[firstPosition[p + 1] - 1] = 0; // nowhere to ride to
  });
  return { patternCount: patterns.length, stopCount, firstPosition, stop, canBoard, canAlight, firstTrip, trip, firstTime: firstTime.subarray(0, trip.length), arrivalMs, departureMs, ...listBoardings(stopCount, firstPosition, stop, canBoard) };
}

function toMs(seconds: number): number { return Math.min(LATEST_MS, seconds * 1000); }

/** The trips of each pattern, in an order that does not depend on that of the trips but for equal ones. */
function findPatterns(trips: readonly PatternTrip[]): number[][] {
  const groups = new Map<string, number[]>();
  trips.forEach(({ stops, arrivalSeconds, departureSeconds, canBoard, canAlight }, t) => {
    if (stops.length < 2) throw new RangeError(`trip ${t} has ${stops.length} stops, expected at least 2`);
    for (let i = 0; i < stops.length; i++) {
      if (departureSeconds[i] < arrivalSeconds[i] || (i > 0 && arrivalSeconds[i] < departureSeconds[i - 1])) throw new RangeError(`trip ${t} has times that decrease at its stop ${i}`);
    }
    const key = `${stops.join()}/${canBoard.join('')}/${canAlight.join('')}`, group = groups.get(key);
    if (group) group.push(t); else groups.set(key, [t]);
  });
  return [...groups.values()].flatMap((group) => splitOvertaking(group.sort((a, b) => compareTrips(trips[a], trips[b]) || a - b), trips));
}

/** By the first departure, then by the first time in which they differ. */
function compareTrips(a: PatternTrip, b: PatternTrip): number {
  for (let i = 0; i < a.stops.length; i++) {
    const difference = a.departureSeconds[i] - b.departureSeconds[i] || a.arrivalSeconds[i] - b.arrivalSeconds[i];
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Each trip goes to the first pattern whose last trip it does not overtake anywhere. */
function splitOvertaking(sorted: readonly number[], trips: readonly PatternTrip[]): number[][] {
  const patterns: number[][] = [];
  for (const t of sorted) {
    const home = patterns.find((pattern) => isNeverBefore(trips[t], trips[pattern[pattern.length - 1]]));
    if (home) home.push(t); else patterns.push([t]);
  }
  return patterns;
}

function isNeverBefore(later: PatternTrip, earlier: PatternTrip): boolean {
  for (let i = 0; i < later.stops.length; i++) {
    if (later.arrivalSeconds[i] < earlier.arrivalSeconds[i] || later.departureSeconds[i] < earlier.departureSeconds[i]) return false;
  }
  return true;
}

function listBoardings(stopCount: number, firstPosition: Uint32Array, stop: Uint32Array, canBoard: Uint8Array): Pick<TripPatterns, 'firstBoarding' | 'boarding' | 'boardingPattern'> {
  const counts = new Uint32Array(stopCount);
  stop.forEach((s, at) => { counts[s] += canBoard[at]; });
  const firstBoarding = startsOf(counts), next = firstBoarding.slice(), boarding = new Uint32Array(firstBoarding[stopCount]), boardingPattern = new Uint32Array(firstBoarding[stopCount]);
  for (let p = 0; p < firstPosition.length - 1; p++) {
    for (let at = firstPosition[p]; at < firstPosition[p + 1]; at++) {
      if (canBoard[at] === 0) continue;
      const b = next[stop[at]]++;
      boarding[b] = at;
      boardingPattern[b] = p;
    }
  }
  return { firstBoarding, boarding, boardingPattern };
}
