/**
 * The nearest destinations on foot and by timetable, for many origins and several questions at once.
 *
 * Each stop knows its walk to the nearest destination of each question, from one backward search a
 * question. One range search from an origin over the departures then answers all its questions.
 */
import { ALONE, askOnce, type Crew, type Task } from '../core/crew.ts';
import { UNREACHED } from '../core/units.ts';
import { copyOf, type BusDemand, type NearestByBus } from './bus-nearest.ts';
import type { BusWay } from './bus-way.ts';
import { nameless, type CostedAccess, type WalkCosts } from './costs.ts';
import { percentileIndex, shareWithin } from './departures.ts';
import { orderLinks, type FootLink, type FootLinks } from './foot-links.ts';
import { findPairs } from './matrix.ts';
import { findNearestOfEach } from './nearest-of-each.ts';
import { PlaceSearch } from './near-places.ts';
import { packJourney, unpackJourney } from './packed-journey.ts';
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

export function prepareTimetable(parts: Omit<TimetableTravel, 'transfers'>, changes: readonly TimetableChange[], crew: Crew = ALONE): TimetableTravel {
  const { turned, stopAccess, rules: { maxTransferMs, slackMs } } = parts, links = new Map<string, FootLink>();
  const put = (link: FootLink): void => { links.set(`${link.from} ${link.to}`, link); };
  for (const { origin: from, destination: to, ms, mm } of findPairs(turned, stopAccess, stopAccess, maxTransferMs, crew)) if (from !== to) put({ from, to, ms, walkMs: ms, mm });
  stopAccess.forEach((_, s) => { put({ from: s, to: s, ms: 0, walkMs: 0, mm: 0 }); });
  for (const { from, to, minSeconds } of changes) {
    const key = `${from} ${to}`, { walkMs, mm } = links.get(key) ?? { walkMs: 0, mm: 0 };
    // The slack is waited after every change, and is part of the time that the timetable asks for. A bus that leaves when that
    // is over is caught, where one that leaves when the slack is over is not: hence the millisecond.
    if (minSeconds === null) links.delete(key); else put({ from, to, walkMs, mm, ms: Math.min(LONGEST_MS, Math.max(walkMs, minSeconds * 1000 - slackMs - 1)) });
  }
  return { ...parts, transfers: orderLinks(stopAccess.length, [...links.values()]) };
}

/** What of it journeys are searched on. */
export type RidingGround = Pick<TimetableTravel, 'patterns' | 'transfers' | 'rules' | 'turned' | 'stopAccess'>;

export function ridingGround({ patterns, transfers, rules, turned, stopAccess }: TimetableTravel): RidingGround {
  return { patterns, transfers, rules, turned: nameless(turned), stopAccess };
}

/** Walks to the stops around origins. */
export function searchForStops({ turned, stopAccess, rules }: RidingGround, limitMs: number): (origin: readonly CostedAccess[]) => AccessLegs {
  const search = new PlaceSearch(turned, stopAccess, Math.min(limitMs, rules.maxLegMs));
  return (origin) => {
    const reached = search.from(origin);
    return { stop: reached.map(({ place }) => place), ms: reached.map(({ ms }) => ms), mm: reached.map(({ mm }) => mm), count: reached.length };
  };
}

/** Several questions to a timetable. */
interface TimetableQuestion {
  readonly ground: RidingGround;
  /** The targets are the questions. */
  readonly egress: FootLinks;
  readonly demands: readonly Pick<BusDemand, 'searchMs' | 'limitMs'>[];
  readonly departuresMs: Int32Array;
  readonly percentile: number;
}

/** An origin, and how long it walks by question; UNREACHED where that is beyond its search. */
interface TimetableOrigin { readonly accesses: readonly CostedAccess[]; readonly walkMs: readonly number[] }

/** By question: the share of the departures that make it, and the journey on the departure of that index; null where walking is as fast. */
interface TimetableAnswer { readonly share: number; readonly ridden: { readonly departure: number; readonly ms: number; readonly journey: TimetableJourney } | null }

export const NEAREST_BY_TIMETABLE: Task<TimetableQuestion, TimetableOrigin, readonly TimetableAnswer[], Float64Array> = {
  name: 'nearest-by-timetable',
  open: ({ ground, egress, demands, departuresMs, percentile }) => {
    const limitMs = longestSearch(demands), raptor = new RangeRaptor(ground.patterns, ground.transfers, ground.rules), walkToStops = searchForStops(ground, limitMs);
    const times = new Uint32Array(departuresMs.length);
    return ({ accesses, walkMs }) => {
      const legs = walkToStops(accesses);
      if (legs.count > 0) raptor.run(legs, egress, demands.length, departuresMs, limitMs);
      return demands.map(({ limitMs: within, searchMs }, d): TimetableAnswer => {
        if (legs.count === 0) return { share: walkMs[d] !== UNREACHED && walkMs[d] <= within ? 1 : 0, ridden: null };
        timesOf(raptor, d, departuresMs, walkMs[d], searchMs, times);
        const share = shareWithin(times, within), ms = times.slice().sort()[percentileIndex(percentile, times.length)];
        if (ms >= walkMs[d]) return { share, ridden: null };
        const departure = times.indexOf(ms);
        return { share, ridden: { departure, ms, journey: raptor.journey(departure, d) } };
      });
    };
  },
  pack: (answers) => Float64Array.from(answers.flatMap(({ share, ridden }) => (ridden === null ? [share, NOT_RIDDEN] : [share, ridden.departure, ridden.ms, ...packJourney(ridden.journey)]))),
  unpack: (numbers) => {
    const answers: TimetableAnswer[] = [];
    for (let at = 0; at < numbers.length;) {
      const share = numbers[at], departure = numbers[at + 1];
      if (departure === NOT_RIDDEN) { answers.push({ share, ridden: null }); at += 2; continue; }
      const { journey, end } = unpackJourney(numbers, at + 3);
      answers.push({ share, ridden: { departure, ms: numbers[at + 2], journey } });
      at = end;
    }
    return answers;
  },
};

/** In place of a departure. */
const NOT_RIDDEN = -1;

/**
 * @param departuresMs ascending, from midnight.
 * @param percentile of the times over the departures.
 * @returns an answer to each question.
 */
export function findNearestByTimetable(travel: TimetableTravel, origins: readonly (readonly CostedAccess[])[], demands: readonly BusDemand[], departuresMs: Int32Array, percentile: number, crew: Crew = ALONE): NearestByBus[] {
  const { egress, destinationOf } = findEgress(travel, demands, longestSearch(demands));
  const answers = demands.map(({ walk }) => ({ ...copyOf(walk), share: new Float64Array(origins.length), ways: new Map<number, BusWay>() }));
  const question = { ground: ridingGround(travel), egress, demands: demands.map(({ searchMs, limitMs }) => ({ searchMs, limitMs })), departuresMs, percentile };
  let o = 0;
  for (const found of askOnce(crew, NEAREST_BY_TIMETABLE, question, origins.length, (i) => ({ accesses: origins[i], walkMs: demands.map(({ walk }) => walk.ms[i]) }))) {
    found.forEach(({ share, ridden }, d) => {
      const answer = answers[d];
      answer.share[o] = share;
      if (ridden === null) return;
      const { departure, ms, journey } = ridden;
      answer.ms[o] = ms;
      answer.mm[o] = journey.walkMm;
      answer.destination[o] = destinationOf[journey.egress];
      answer.ways.set(o, describeJourney(journey, departuresMs[departure], travel));
    });
    o++;
  }
  return answers.map(({ ways, ...answer }) => ({ ...answer, wayOf: (origin) => ways.get(origin) ?? null }));
}

function longestSearch(demands: readonly Pick<BusDemand, 'searchMs'>[]): number {
  return demands.reduce((most, { searchMs }) => Math.max(most, searchMs), 0);
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
