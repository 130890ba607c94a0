/** A way by bus, leg by leg: on foot as `explainRoute` tells it, with the wait and the ride of each bus between. */
import type { Position } from 'geojson';
import { UNREACHED } from '../core/units.ts';
import type { Access } from '../network/snap.ts';
import type { BusTravel } from './bus-travel.ts';
import type { BusWay } from './bus-way.ts';
import { costAccess, type WalkCosts } from './costs.ts';
import { LONGEST_TRIP_MS } from './departures.ts';
import { explainRoute, type Leg, type Route } from './explain-route.ts';
import { findNearest } from './nearest.ts';
import { ridePath } from './ride-path.ts';

/** A way by bus, or on foot where that is as fast. */
export interface FastestWay {
  /** null if there is none. */
  readonly route: Route | null;
  /** null on foot. */
  readonly way: BusWay | null;
  /** Share of the departures that get there; null where only headways are known. */
  readonly share: number | null;
}

/**
 * The way between two places whose milliseconds the matrix has: of the departures, the first that takes the time of the
 * percentile of the settings; by headway, with their share of it waited.
 * @param costs on foot, not turned round.
 */
export function explainFastestWay(costs: WalkCosts, travel: BusTravel, from: Access, to: Access): FastestWay {
  const origins = [[costAccess(costs, from)]], destinations = [[costAccess(costs, to)]], limitMs = UNREACHED - 1;
  const walk = findNearest(costs, origins, destinations, limitMs), searchMs = travel.service.kind === 'timetable' ? LONGEST_TRIP_MS : limitMs;
  const [{ wayOf, share }] = travel.nearest(costs, origins, [{ destinations, walk, searchMs, limitMs }]), way = wayOf(0);
  return { route: way === null ? explainRoute(costs, [from], [to], limitMs) : explainBusWay(costs, travel, way, [from], [to]), way, share: share?.[0] ?? null };
}

/**
 * @param costs on foot, not turned round.
 * @returns legs whose milliseconds add up to those of the way.
 */
export function explainBusWay(costs: WalkCosts, travel: BusTravel, way: BusWay, from: readonly Access[], to: readonly Access[]): Route {
  const { stops, stopAccess } = travel.service, legs: Leg[] = [];
  const toPoints = (positions: readonly Position[]): Leg['coordinates'] => positions.map(([lon, lat]) => [lon, lat]);
  way.rides.forEach((ride, i) => {
    const left = i === 0 ? null : way.rides[i - 1].toStop, isWalked = left === null || ride.walkMs > 0;
    if (isWalked) legs.push(...walkLegs(costs, left === null ? from : stopAccess[left], stopAccess[ride.fromStop]));
    // Where the timetable gives a time for a change between two stops, it is spent within the wait.
    const [waitFrom, waitTo] = [isWalked ? ride.fromStop : left, ride.fromStop].map((s) => stops[s].at ?? []);
    legs.push({ kind: 'wait', line: ride.line, name: null, ms: ride.waitMs, mm: 0, coordinates: toPoints([waitFrom, waitTo]) }, { kind: 'ride', line: ride.line, name: null, ms: ride.rideMs, mm: 0, coordinates: toPoints(ridePath(travel, ride)) });
  });
  legs.push(...walkLegs(costs, stopAccess[way.rides[way.rides.length - 1].toStop], to));
  return { ms: way.ms, mm: way.walkMm, legs };
}

/** @throws {RangeError} where no way joins them. */
function walkLegs(costs: WalkCosts, from: readonly Access[], to: readonly Access[]): readonly Leg[] {
  const route = explainRoute(costs, from, to, UNREACHED - 1);
  if (route === null) throw new RangeError('a leg on foot leads nowhere, expected the way that was measured');
  return route.legs;
}
