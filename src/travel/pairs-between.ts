/** The matrix of two sets of places, whoever asks: points of files, or settlements and facilities of a project. */
import type { Crew } from '../core/crew.ts';
import { minutesToMs, round, UNREACHED, type WalkProfile } from '../core/units.ts';
import type { Access } from '../network/snap.ts';
import type { WalkNetwork } from '../network/walk-network.ts';
import { turnRound } from './bounded-search.ts';
import { findPairsByHeadway, findPairsByTimetable, type BusPair } from './bus-matrix.ts';
import type { BusTravel } from './bus-travel.ts';
import { computeWalkCosts, costAll } from './costs.ts';
import { departuresIn, LONGEST_TRIP_MS } from './departures.ts';
import { findPairs, type Pair } from './matrix.ts';

export interface PairsQuestion {
  readonly network: WalkNetwork;
  readonly profile: WalkProfile;
  /** The accesses of each place; none for one off the network, which is in no pair. */
  readonly origins: readonly (readonly Access[])[];
  readonly destinations: readonly (readonly Access[])[];
  /** Inclusive; null for no limit. */
  readonly maxMinutes: number | null;
}

/** On foot. Computed as they are taken, by origin, then by destination. */
export function pairsOnFoot({ network, profile, origins, destinations, maxMinutes }: PairsQuestion, crew: Crew): Iterable<Pair> {
  const turned = computeWalkCosts(turnRound(network), profile);
  return findPairs(turned, costAll(turned, origins), costAll(turned, destinations), limitOf(maxMinutes), crew);
}

/**
 * On foot and by bus, in the same order.
 * @param percentiles of the times over the departures; by headway, of the headway that people wait.
 */
export function pairsByBus({ network, profile, origins, destinations, maxMinutes }: PairsQuestion, travel: BusTravel, percentiles: readonly number[]): Iterable<BusPair> {
  const costs = computeWalkCosts(network, profile), turned = computeWalkCosts(turnRound(network), profile);
  const starts = costAll(costs, origins), ends = costAll(costs, destinations), limitMs = limitOf(maxMinutes);
  return travel.service.kind === 'timetable'
    ? findPairsByTimetable(travel.timetable(costs), starts, ends, departuresIn(travel.settings.window), percentiles, Math.min(limitMs, LONGEST_TRIP_MS), limitMs, travel.crew)
    : findPairsByHeadway(turned, percentiles.map((p) => travel.turnedHeadway(turned, p / 100)), starts, ends, limitMs, travel.crew);
}

/** The percentile that a report takes: by headway, the share of it that people wait. */
export function ridingPercentile({ service, settings }: BusTravel): number {
  return service.kind === 'timetable' ? settings.percentile : round(100 * settings.waitShare, 6);
}

/** Pairs on foot beside those by bus: they take the same time at every percentile. */
export function* onFootOnly(pairs: Iterable<Pair>, percentiles: number): Generator<BusPair> {
  for (const { origin, destination, ms, mm } of pairs) yield { origin, destination, ms: Array<number>(percentiles).fill(ms), walkMs: ms, walkMm: mm, share: null };
}

/** Pairs of several matrices as one, by origin: each origin is in one of them only. */
export function* mergeByOrigin<P extends Pick<Pair, 'origin'>>(matrices: readonly Iterable<P>[]): Generator<P> {
  const rests = matrices.map((pairs) => pairs[Symbol.iterator]()), heads = rests.map((rest) => rest.next());
  try {
    for (;;) {
      let first = -1;
      heads.forEach(({ done, value }, i) => { if (done !== true && (first < 0 || value.origin < (heads[first].value as P).origin)) first = i; });
      if (first < 0) return;
      yield heads[first].value as P;
      heads[first] = rests[first].next();
    }
  } finally {
    for (const rest of rests) rest.return?.();
  }
}

function limitOf(maxMinutes: number | null): number {
  return maxMinutes === null ? UNREACHED - 1 : minutesToMs(maxMinutes);
}
