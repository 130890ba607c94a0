/** Random towns with buses of either kind, and what the searches need of them. */
import type { HeadwayPattern } from '../../src/network/bus-patterns.ts';
import type { BusDemand } from '../../src/travel/bus-nearest.ts';
import { addHeadwayLines, type HeadwayCosts, type HeadwayRules } from '../../src/travel/headway-costs.ts';
import { findNearest } from '../../src/travel/nearest.ts';
import { prepareTimetable, type TimetableChange, type TimetableRules, type TimetableTravel } from '../../src/travel/timetable-nearest.ts';
import { buildTripPatterns, type PatternTrip } from '../../src/travel/trip-patterns.ts';
import { randomBusTown, type BusTown } from './bus-town.ts';
import { seeded } from './random.ts';
import { randomTrips } from './timetable.ts';

const MINUTE = 60_000;

/** Trip t is of "line of t". */
export function travelOf({ costs, turned, stopAccess }: BusTown, trips: readonly PatternTrip[], rules: TimetableRules, changes: readonly TimetableChange[] = []): TimetableTravel {
  return prepareTimetable({ patterns: buildTripPatterns(trips, stopAccess.length), lines: trips.map((_, t) => `line of ${t}`), rules, costs, turned, stopAccess }, changes);
}

/** A question to all origins of a town, and its answer on foot. */
export const demandOf = ({ costs, origins }: BusTown, destinations: BusTown['destinations'], searchMs: number, limitMs: number): BusDemand => ({ destinations, walk: findNearest(costs, origins, destinations, searchMs), searchMs, limitMs });

/** For searches backwards; and turned, for those forwards. */
export const graphOf = ({ costs, stopAccess }: BusTown, patterns: readonly HeadwayPattern[], rules: HeadwayRules): HeadwayCosts => addHeadwayLines(costs, stopAccess, patterns, rules, false);
export const turnedGraphOf = ({ turned, stopAccess }: BusTown, patterns: readonly HeadwayPattern[], rules: HeadwayRules): HeadwayCosts => addHeadwayLines(turned, stopAccess, patterns, rules, true);

/** A town, its timetable, and questions to it. */
export interface TimetableCase { town: BusTown; trips: PatternTrip[]; rules: TimetableRules; changes: TimetableChange[]; departuresMs: Int32Array; demands: BusDemand[]; percentile: number }

export function randomTimetableCase(seed: number): TimetableCase {
  const random = seeded(seed * 7919), below = (n: number): number => Math.floor(n * random()), oneOf = <T>(...choices: T[]): T => choices[below(choices.length)];
  const stopCount = 5 + below(4), town = randomBusTown(random, stopCount);
  const pairs = new Map(Array.from({ length: below(8) }, () => [`${below(stopCount)} ${below(stopCount)}`, oneOf(null, 30, 90, 300, 600)]));
  return {
    town, trips: [...randomTrips(random, stopCount), ...randomTrips(random, stopCount)], percentile: oneOf(5, 25, 50, 75, 95, 100),
    rules: { slackMs: oneOf(0, 60_000), maxRides: 1 + below(4), maxLegMs: oneOf(10, 20, 30) * MINUTE, maxTransferMs: oneOf(2, 10) * MINUTE },
    changes: [...pairs].map(([key, minSeconds]) => { const [from, to] = key.split(' ').map(Number); return { from, to, minSeconds }; }),
    departuresMs: Int32Array.from({ length: 2 + below(12) }, (_, i) => (5 + i) * MINUTE),
    demands: [town.destinations.slice(0, 3), town.destinations.slice(2), town.destinations.slice(4)].map((destinations) => demandOf(town, destinations, oneOf(30, 60, 90) * MINUTE, oneOf(15, 25) * MINUTE)),
  };
}

/** A town, and lines with a headway. */
export interface HeadwayCase { town: BusTown; patterns: HeadwayPattern[]; rules: HeadwayRules; limitMs: number }

export function randomHeadwayCase(seed: number): HeadwayCase {
  const random = seeded(seed * 7919), below = (n: number): number => Math.floor(n * random()), stopCount = 4 + below(5), drawn = randomBusTown(random, stopCount), town = { ...drawn, destinations: drawn.destinations.slice(0, 1 + below(3)) };
  const patterns = Array.from({ length: 2 + below(6) }, (_, line): HeadwayPattern => {
    const length = 2 + below(4);
    return { line: `line ${line}`, stops: Array.from({ length }, () => below(stopCount)), rideMs: Array.from({ length: length - 1 }, () => 30_000 * below(8)), paths: [], headwayMs: (1 + below(20)) * MINUTE + below(3), firstDepartureSeconds: null, lastDepartureSeconds: null };
  });
  return { town, patterns, rules: { slackMs: below(2) * MINUTE, waitShare: [0, 0.25, 0.5, 1][below(4)] }, limitMs: [10, 30, 120][below(3)] * MINUTE };
}
