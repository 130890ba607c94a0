/**
 * The nearest destinations on foot and by timetable, for many origins and several questions at once.
 *
 * Each stop knows its walk to the nearest destination of each question, from one backward search a
 * question. One range search from an origin over the departures then answers all its questions.
 */
import { UNREACHED } from '../core/units.ts';
import { copyOf, type BusDemand, type NearestByBus } from './bus-nearest.ts';
import type { BusWay } from './bus-way.ts';
import type { CostedAccess, WalkCosts } from './costs.ts';
import { percentileIndex, shareWithin } from './departures.ts';
import { orderLinks, type FootLink, type FootLinks } from './foot-links.ts';
import { findPairs } from './matrix.ts';
import { findNearestOfEach } from './nearest-of-each.ts';
import { PlaceSearch } from './near-places.ts';
import { NEVER, RangeRaptor, type AccessLegs, type RideRules, type TimetableJourney } from './range-raptor.ts';
import type { TripPatterns } from './trip-patterns.ts';

/** How people walk to, between and from stops. */
export interface TimetableRules extends RideRules {
  /** Longest walk to the first stop, and from the last. */
  readonly maxLegMs: number;
  readonly maxTransferMs: number;
}

/** What a timetable says of a change: the least time from getting off to getting on; null where people cannot change. */
export interface TimetableChange { readonly from: number; readonly to: number; readonly minSeconds: number | null }

/** A timetable on the walking network, for one group of people. */
export interface TimetableTravel {
  readonly patterns: TripPatterns;
  /** By trip of the timetable: name of the line. */
  readonly lines: readonly string[];
  readonly rules: TimetableRules;
  /** On foot; and on the network turned round. */
  readonly costs: WalkCosts;
  readonly turned: WalkCosts;
  readonly stopAccess: readonly (readonly CostedAccess[])[];
  readonly transfers: FootLinks;
}

/** A change that is told to take longer takes this: beyond any limit, and still within 32 bits. */
const LONGEST_MS = 0x7fffffff;

export function prepareTimetable(parts: Omit<TimetableTravel, 'transfers'>, changes: readonly TimetableChange[]): TimetableTravel {
  const { turned, stopAccess, rules: { maxTransferMs, slackMs } } = parts, links = new Map<string, FootLink>();
  const put = (link: FootLink): void => { links.set(`${link.from} ${link.to}`, link); };
  for (const { origin: from, destination: to, ms, mm } of findPairs(turned, stopAccess, stopAccess, maxTransferMs)) if (from !== to) put({ from, to, ms, walkMs: ms, mm });
  stopAccess.forEach((_, s) => { put({ from: s, to: s, ms: 0, walkMs: 0, mm: 0 }); });
  for (const { from, to, minSeconds } of changes) {
    const key = `${from} ${to}`, { walkMs, mm } = links.get(key) ?? { walkMs: 0, mm: 0 };
    // The slack is waited after every change, and is part of the time that the timetable asks for. A bus that leaves when that
    // is over is caught, where one that leaves when the slack is over is not: hence the millisecond.
    if (minSeconds === null) links.delete(key); else put({ from, to, walkMs, mm, ms: Math.min(LONGEST_MS, Math.max(walkMs, minSeconds * 1000 - slackMs - 1)) });
  }
  return { ...parts, transfers: orderLinks(stopAccess.length, [...links.values()]) };
}

/** Walks to the stops around origins. */
export function searchForStops({ turned, stopAccess, rules }: TimetableTravel, limitMs: number): (origin: readonly CostedAccess[]) => AccessLegs {
  const search = new PlaceSearch(turned, stopAccess, Math.min(limitMs, rules.maxLegMs));
  return (origin) => {
    const reached = search.from(origin);
    return { stop: reached.map(({ place }) => place), ms: reached.map(({ ms }) => ms), mm: reached.map(({ mm }) => mm), count: reached.length };
  };
}

/**
 * @param departuresMs ascending, from midnight.
 * @param percentile of the times over the departures.
 * @returns an answer to each question.
 */
export function findNearestByTimetable(travel: TimetableTravel, origins: readonly (readonly CostedAccess[])[], demands: readonly BusDemand[], departuresMs: Int32Array, percentile: number): NearestByBus[] {
  const limitMs = demands.reduce((most, d) => Math.max(most, d.searchMs), 0), raptor = new RangeRaptor(travel.patterns, travel.transfers, travel.rules);
  const { egress, destinationOf } = findEgress(travel, demands, limitMs), walkToStops = searchForStops(travel, limitMs);
  const answers = demands.map(({ walk }) => ({ ...copyOf(walk), share: new Float64Array(origins.length), ways: new Map<number, BusWay>() }));
  const times = new Uint32Array(departuresMs.length);
  origins.forEach((origin, o) => {
    const legs = walkToStops(origin);
    if (legs.count > 0) raptor.run(legs, egress, demands.length, departuresMs, limitMs);
    demands.forEach(({ walk, limitMs: within, searchMs }, d) => {
      const answer = answers[d];
      if (legs.count === 0) { answer.share[o] = walk.ms[o] !== UNREACHED && walk.ms[o] <= within ? 1 : 0; return; }
      timesOf(raptor, d, departuresMs, walk.ms[o], searchMs, times);
      answer.share[o] = shareWithin(times, within);
      const ms = times.slice().sort()[percentileIndex(percentile, times.length)];
      if (ms >= walk.ms[o]) return;
      const departure = times.indexOf(ms), journey = raptor.journey(departure, d);
      answer.ms[o] = ms;
      answer.mm[o] = journey.walkMm;
      answer.destination[o] = destinationOf[journey.egress];
      answer.ways.set(o, describeJourney(journey, departuresMs[departure], travel));
    });
  });
  return answers.map(({ ways, ...answer }) => ({ ...answer, wayOf: (o) => ways.get(o) ?? null }));
}

/** The times to a target over the departures: by bus, or on foot where that is as fast; UNREACHED beyond the limit. */
export function timesOf(raptor: RangeRaptor, target: number, departuresMs: Int32Array, walkMs: number, limitMs: number, times: Uint32Array): void {
  departuresMs.forEach((departureMs, d) => {
    const arrivalMs = raptor.arrivalMs(d, target), ms = arrivalMs === NEVER ? UNREACHED : arrivalMs - departureMs;
    times[d] = Math.min(ms <= limitMs ? ms : UNREACHED, walkMs);
  });
}

/** @param departureMs when one leaves. */
function describeJourney({ rides, walksMs, walkMm, arrivalMs }: TimetableJourney, departureMs: number, { lines }: Pick<TimetableTravel, 'lines'>): BusWay {
  let thereMs = departureMs;
  const described = rides.map(({ trip, departureMs: leavesMs, arrivalMs: arrivesMs, ...ride }, i) => {
    const waitMs = leavesMs - thereMs - walksMs[i];
    thereMs = arrivesMs;
    return { ...ride, line: lines[trip], vehicle: trip, departureMs: leavesMs, walkMs: walksMs[i], waitMs, rideMs: arrivesMs - leavesMs };
  });
  const sum = (values: readonly number[]): number => values.reduce((all, v) => all + v, 0);
  return { ms: arrivalMs - departureMs, walkMs: sum(walksMs), waitMs: sum(described.map((r) => r.waitMs)), rideMs: sum(described.map((r) => r.rideMs)), walkMm, rides: described };
}

/** The walk from each stop to the nearest destination of each question, and which one that is, by link. */
function findEgress({ costs, stopAccess, rules }: TimetableTravel, demands: readonly BusDemand[], limitMs: number): { egress: FootLinks; destinationOf: Uint32Array } {
  const legMs = Math.min(limitMs, rules.maxLegMs), links: (FootLink & { destination: number })[] = [];
  findNearestOfEach(costs, stopAccess, demands.map(({ destinations }) => ({ destinations, limitMs: legMs }))).forEach(({ ms, mm, destination }, to) => {
    ms.forEach((walkMs, from) => { if (walkMs !== UNREACHED) links.push({ from, to, ms: walkMs, walkMs, mm: mm[from], destination: destination[from] }); });
  });
  links.sort((a, b) => a.from - b.from || a.to - b.to);
  return { egress: orderLinks(stopAccess.length, links), destinationOf: Uint32Array.from(links, (l) => l.destination) };
}
