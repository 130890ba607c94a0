/**
 * The earliest arrivals by timetable from one place, for many departures: range RAPTOR
 * (Delling, Pajor & Werneck, Round-Based Public Transit Routing, 2012).
 *
 * Round k extends what was reached with k - 1 rides by one more: each pattern that serves a stop which
 * improved is ridden once from the first such stop on, then people walk on from where they got off. The
 * departures are taken from the last to the first and keep each other's labels: a journey that leaves
 * later serves an earlier departure too, and only what leaving earlier gains is searched again. Every
 * stop knows the walks from it to the targets, so that arrivals at targets need no search of their own.
 */
import { listAt } from '../core/ranges.ts';
import type { FootLinks } from './foot-links.ts';
import { JourneySteps } from './journey-steps.ts';
import { StopSet } from './stop-set.ts';
import type { TripPatterns } from './trip-patterns.ts';

/** How people ride. */
export interface RideRules {
  /** At a stop, the bus must leave more than this after one is there. */
  readonly slackMs: number;
  readonly maxRides: number;
}

/** Walks from the origin to stops. */
export interface AccessLegs {
  readonly stop: ArrayLike<number>;
  readonly ms: ArrayLike<number>;
  readonly mm: ArrayLike<number>;
  readonly count: number;
}

/** A ride of a journey. */
export interface TimetableRide {
  /** Index in the timetable. */
  readonly trip: number;
  readonly fromStop: number;
  readonly toStop: number;
  /** Index of the stop in the trip. */
  readonly fromIndex: number;
  readonly toIndex: number;
  /** From midnight. */
  readonly departureMs: number;
  readonly arrivalMs: number;
}

/** One way with rides to a target. */
export interface TimetableJourney {
  readonly rides: readonly TimetableRide[];
  /** Milliseconds on foot before each ride, and after the last. */
  readonly walksMs: readonly number[];
  /** Of all of them together. */
  readonly walkMm: number;
  readonly arrivalMs: number;
  /** The walk from the last stop: place in the egress links. */
  readonly egress: number;
}

/** Later than any time; also in results, where a target is not reached by bus. */
export const NEVER = 0x7fffffff;
const NONE = -1;
/** Kinds of steps; rides have the number of their trip instead. */
const ACCESS = -1, TRANSFER = -2, EGRESS = -3;

/** Searches over one timetable, origin after origin, in arrays that all share. */
export class RangeRaptor {
  readonly #patterns: TripPatterns;
  readonly #transfers: FootLinks;
  readonly #rules: RideRules;
  /** By number of rides, then by stop: when one is there, ready to wait; and when one got off there. */
  readonly #ready: Int32Array[];
  readonly #alighted: Int32Array[];
  /** By number of rides, then by stop: the step that led to `ready`. */
  readonly #readyStep: Int32Array[];
  readonly #alightedStep: Int32Array;
  /** By number of rides, then by boarding: the earliest trip that was caught there; NONE if none was. */
  readonly #caught: Int32Array[];
  readonly #marked: StopSet;
  readonly #left: StopSet;
  /** By pattern: the first position to ride from in this round; NONE if it is not queued. */
  readonly #from: Int32Array;
  readonly #queue: number[] = [];
  readonly #steps = new JourneySteps();
  #access: AccessLegs = { stop: [], ms: [], mm: [], count: 0 };
  #egress: FootLinks;
  #targetCount = 0;
  #best = new Int32Array(0);
  #bestStep = new Int32Array(0);
  /** By departure, then by target. */
  #arrival = new Int32Array(0);
  #arrivalStep = new Int32Array(0);

  constructor(patterns: TripPatterns, transfers: FootLinks, rules: RideRules) {
    const { stopCount } = patterns, levels = Array.from({ length: rules.maxRides + 1 }, () => new Int32Array(stopCount));
    this.#patterns = patterns;
    this.#transfers = transfers;
    this.#rules = rules;
    this.#ready = levels;
    this.#alighted = levels.map(() => new Int32Array(stopCount));
    this.#readyStep = levels.map(() => new Int32Array(stopCount));
    this.#alightedStep = new Int32Array(stopCount);
    this.#caught = levels.slice(1).map(() => new Int32Array(patterns.boarding.length));
    this.#marked = new StopSet(stopCount);
    this.#left = new StopSet(stopCount);
    this.#from = new Int32Array(patterns.patternCount).fill(NONE);
    this.#egress = transfers;
  }

  /**
   * Search from one origin.
   * @param egress walks from stops to the targets, `to` in 0 .. targetCount - 1.
   * @param departuresMs ascending, from midnight.
   * @param limitMs longest time, inclusive.
   */
  run(access: AccessLegs, egress: FootLinks, targetCount: number, departuresMs: ArrayLike<number>, limitMs: number): void {
    this.#begin(access, egress, targetCount, departuresMs.length);
    for (let d = departuresMs.length - 1; d >= 0; d--) {
      const departureMs = departuresMs[d], latestMs = departureMs + limitMs;
      this.#leave(departureMs);
      for (let round = 1; round <= this.#rules.maxRides && this.#marked.count > 0; round++) {
        this.#queuePatterns(round);
        for (const pattern of this.#queue) this.#ride(pattern, round, latestMs);
        this.#changeOnFoot(round, latestMs);
      }
      this.#marked.clear();
      this.#arrival.set(this.#best, d * targetCount);
      this.#arrivalStep.set(this.#bestStep, d * targetCount);
    }
  }

  /** Milliseconds from midnight at which a target is reached by bus on the departure of that index, or a later one; NEVER if it is not. */
  arrivalMs(departure: number, target: number): number {
    return this.#arrival[departure * this.#targetCount + target];
  }

  /** The way behind `arrivalMs`. @throws {RangeError} if there is none. */
  journey(departure: number, target: number): TimetableJourney {
    const at = departure * this.#targetCount + target, { firstPosition, stop, firstTime, departureMs, arrivalMs, trip } = this.#patterns, steps = this.#steps, rides: TimetableRide[] = [];
    if (this.#arrival[at] === NEVER) throw new RangeError(`target ${target} is not reached by bus on departure ${departure}`);
    const walksMs = [0];
    let walkMm = 0;
    for (let step = this.#arrivalStep[at]; step !== NONE; step = steps.before[step]) {
      const kind = steps.kind[step], a = steps.a[step], b = steps.b[step];
      if (kind === ACCESS) { walksMs[0] += this.#access.ms[a]; walkMm += this.#access.mm[a]; continue; }
      const links = kind === TRANSFER ? this.#transfers : this.#egress;
      if (kind < 0) { walksMs[0] += links.walkMs[a]; walkMm += links.mm[a]; continue; }
      const start = firstPosition[listAt(firstPosition, a)], fromIndex = a - start, toIndex = b - start, times = firstTime[kind];
      rides.unshift({ trip: trip[kind], fromStop: stop[a], toStop: stop[b], fromIndex, toIndex, departureMs: departureMs[times + fromIndex], arrivalMs: arrivalMs[times + toIndex] });
      walksMs.unshift(0);
    }
    return { rides, walksMs, walkMm, arrivalMs: this.#arrival[at], egress: steps.a[this.#arrivalStep[at]] };
  }

  #begin(access: AccessLegs, egress: FootLinks, targetCount: number, departureCount: number): void {
    for (const labels of [...this.#ready, ...this.#alighted]) labels.fill(NEVER);
    for (const trips of this.#caught) trips.fill(NONE);
    this.#steps.clear();
    this.#access = access;
    this.#egress = egress;
    this.#targetCount = targetCount;
    if (this.#best.length !== targetCount) { this.#best = new Int32Array(targetCount); this.#bestStep = new Int32Array(targetCount); }
    this.#best.fill(NEVER);
    if (this.#arrival.length < departureCount * targetCount) {
      this.#arrival = new Int32Array(departureCount * targetCount);
      this.#arrivalStep = new Int32Array(departureCount * targetCount);
    }
  }

  /** Walk to the stops around the origin. */
  #leave(departureMs: number): void {
    const { stop, ms, count } = this.#access, walked = this.#ready[0];
    for (let i = 0; i < count; i++) {
      const s = stop[i], atMs = departureMs + ms[i];
      if (atMs < walked[s]) this.#beReady(0, s, atMs, this.#steps.add(ACCESS, i, 0, NONE));
    }
  }

  /** Queue the patterns of which an earlier trip can be caught than before, at a stop that improved: the other trips have been ridden. */
  #queuePatterns(round: number): void {
    const { firstBoarding, boarding, boardingPattern, firstPosition, firstTrip, firstTime, departureMs } = this.#patterns, { slackMs } = this.#rules;
    const from = this.#from, queue = this.#queue, marked = this.#marked, ready = this.#ready[round - 1], caught = this.#caught[round - 1];
    queue.length = 0;
    for (let m = 0; m < marked.count; m++) {
      const s = marked.stops[m], after = ready[s] + slackMs;
      for (let b = firstBoarding[s]; b < firstBoarding[s + 1]; b++) {
        const pattern = boardingPattern[b], at = boarding[b], before = caught[b] === NONE ? firstTrip[pattern + 1] : caught[b], index = at - firstPosition[pattern];
        if (before === firstTrip[pattern] || departureMs[firstTime[before - 1] + index] <= after) continue;
        caught[b] = firstAfter(after, departureMs, firstTime, index, firstTrip[pattern], before - 1);
        if (from[pattern] === NONE) queue.push(pattern);
        if (from[pattern] === NONE || at < from[pattern]) from[pattern] = at;
      }
    }
    marked.clear();
  }

  /**
   * Ride a pattern once: get off wherever that is earlier than with as few rides before, change to an earlier trip wherever one can
   * be caught. Where one could have walked in the same time, getting off is not in vain: a change may lead further than the walks
   * from the origin do.
   */
  #ride(pattern: number, round: number, latestMs: number): void {
    const { firstPosition, stop, canBoard, canAlight, firstTrip, firstTime, arrivalMs, departureMs } = this.#patterns, { slackMs } = this.#rules;
    const ready = this.#ready[round - 1], alighted = this.#alighted[round];
    const start = firstPosition[pattern], end = firstPosition[pattern + 1], earliest = firstTrip[pattern], none = firstTrip[pattern + 1];
    let trip = none, boarded = 0, boardedStep = NONE;
    for (let at = this.#from[pattern]; at < end; at++) {
      const s = stop[at];
      if (trip !== none) {
        const arrival = arrivalMs[firstTime[trip] + at - start];
        if (arrival > latestMs) trip = none; // and later yet at the stops that follow
        else if (canAlight[at] === 1 && arrival < alighted[s]) this.#alight(s, round, arrival, this.#steps.add(trip, boarded, at, boardedStep), latestMs);
      }
      if (canBoard[at] === 0 || ready[s] === NEVER) continue;
      const after = ready[s] + slackMs, before = trip;
      if (trip === none) trip = firstAfter(after, departureMs, firstTime, at - start, earliest, none);
      else while (trip > earliest && departureMs[firstTime[trip - 1] + at - start] > after) trip--;
      if (trip !== before) { boarded = at; boardedStep = this.#readyStep[round - 1][s]; }
    }
    this.#from[pattern] = NONE;
  }

  #alight(s: number, round: number, arrival: number, step: number, latestMs: number): void {
    for (let k = round; k < this.#alighted.length && this.#alighted[k][s] > arrival; k++) this.#alighted[k][s] = arrival;
    this.#alightedStep[s] = step;
    this.#left.add(s);
    const { first, to, ms } = this.#egress, best = this.#best;
    for (let e = first[s]; e < first[s + 1]; e++) {
      const there = arrival + ms[e], target = to[e];
      if (there >= best[target] || there > latestMs) continue;
      best[target] = there;
      this.#bestStep[target] = this.#steps.add(EGRESS, e, 0, step);
    }
  }

  #changeOnFoot(round: number, latestMs: number): void {
    const { first, to, ms } = this.#transfers, left = this.#left, ready = this.#ready[round], alighted = this.#alighted[round];
    for (let l = 0; l < left.count; l++) {
      const s = left.stops[l], arrival = alighted[s], step = this.#alightedStep[s];
      for (let e = first[s]; e < first[s + 1]; e++) {
        const atMs = arrival + ms[e];
        if (atMs < ready[to[e]] && atMs <= latestMs) this.#beReady(round, to[e], atMs, this.#steps.add(TRANSFER, e, 0, step));
      }
    }
    left.clear();
  }

  /** @param step how one came there: earlier than with as few rides before. */
  #beReady(rides: number, s: number, atMs: number, step: number): void {
    for (let k = rides; k < this.#ready.length && this.#ready[k][s] > atMs; k++) {
      this.#ready[k][s] = atMs;
      this.#readyStep[k][s] = step;
    }
    this.#marked.add(s);
  }
}

/** The first trip of a pattern that leaves a position after a time; `none` if there is none. */
function firstAfter(afterMs: number, departureMs: Int32Array, firstTime: Uint32Array, index: number, earliest: number, none: number): number {
  let low = earliest, high = none;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (departureMs[firstTime[middle] + index] > afterMs) high = middle; else low = middle + 1;
  }
  return low;
}
