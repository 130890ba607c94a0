/** What buses add to the result as it is published; numbers are rounded here as in `result.ts`. */
import { clockOf, mmToMetres, msToMinutes, round, UNREACHED } from '../core/units.ts';
import type { Settlement } from '../inputs/settlements.ts';
import type { BusTravel } from '../travel/bus-travel.ts';
import type { BusWay } from '../travel/bus-way.ts';
import type { NearestStops } from './bus-stops.ts';

/** What runs. */
export interface BusResult {
  readonly by: 'headway' | 'timetable';
  readonly stops: number;
  readonly lines: number;
  /** Of everything that decides the stop of each settlement (basis.ts). */
  readonly basis: string;
}

/** What is covered by bus and would not be on foot. */
export interface GainResult { readonly settlements: number; readonly population: number }

/** A ride of a way by bus. */
export interface RideResult {
  /** Name or id of the line. */
  readonly line: string;
  /** Ids of the stops. */
  readonly fromStop: string;
  readonly toStop: string;
  readonly waitMinutes: number;
  readonly rideMinutes: number;
  /** HH:MM:SS at which the bus leaves, past 24 h where it does; null where only the headway is known. */
  readonly departure: string | null;
}

/** How the minutes of a way by bus are spent. */
export interface BusWayResult {
  readonly walkMinutes: number;
  readonly waitMinutes: number;
  readonly rideMinutes: number;
  readonly rides: readonly RideResult[];
}

/** The bus stop nearest to a settlement. */
export interface StopResult {
  readonly id: string;
  readonly name: string;
  /** On foot. */
  readonly minutes: number;
  readonly metres: number;
  readonly lines: readonly string[];
  /** Departures, all lines and directions together; null where a line does not say its hours. */
  readonly tripsPerDay: number | null;
  /** From the stop to the nearest interchange (transit_hub), waiting included; null where none is within the search. */
  readonly hubMinutes: number | null;
}

/** The settings that the kind of bus data in use looks at. */
export function describeRiding({ service, settings: { window, percentile, waitShare, boardingSlackSeconds, maxLegMinutes, maxTransferMinutes, maxRides } }: BusTravel): Readonly<Record<string, number | string>> {
  const shared = { depart: `${clockOf(window.startSeconds).slice(0, 5)}-${clockOf(window.endSeconds).slice(0, 5)}`, boardingSlackSeconds };
  return service.kind === 'headway' ? { ...shared, waitShare } : { ...shared, percentile, maxLegMinutes, maxTransferMinutes, maxRides };
}

export function describeBus({ service }: BusTravel): Omit<BusResult, 'basis'> {
  const lines = service.kind === 'headway' ? service.patterns.map((p) => p.line) : service.trips.map((t) => t.line);
  return { by: service.kind, stops: service.stops.length, lines: new Set(lines).size };
}

export function describeBusWay({ walkMs, waitMs, rideMs, rides }: BusWay, { service: { stops } }: BusTravel): BusWayResult {
  return {
    walkMinutes: msToMinutes(walkMs), waitMinutes: msToMinutes(waitMs), rideMinutes: msToMinutes(rideMs),
    rides: rides.map((r) => ({
      line: r.line, fromStop: stops[r.fromStop].id, toStop: stops[r.toStop].id, waitMinutes: msToMinutes(r.waitMs), rideMinutes: msToMinutes(r.rideMs),
      departure: r.departureMs === null ? null : clockOf(Math.round(r.departureMs / 1000)),
    })),
  };
}

export function describeStop({ ms, mm, stops, hubMs }: NearestStops, s: number): StopResult | null {
  const stop = stops[s];
  if (stop === null) return null;
  const { id, name, lines, tripsPerDay } = stop;
  return { id, name, minutes: msToMinutes(ms[s]), metres: mmToMetres(mm[s]), lines, tripsPerDay, hubMinutes: hubMs[s] === UNREACHED ? null : msToMinutes(hubMs[s]) };
}

export function countGained(isGained: Uint8Array, members: Uint32Array, settlements: readonly Settlement[]): GainResult {
  const gained = members.filter((_, i) => isGained[i] === 1);
  return { settlements: gained.length, population: round(gained.reduce((sum, s) => sum + settlements[s].population, 0), 2) };
}
