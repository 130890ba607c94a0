/** Where and when buses run, of either kind of data, and what each stop offers. */
import type { Position } from 'geojson';
import { compareIds } from '../core/ids.ts';
import type { Findings } from '../core/problems.ts';
import type { BusLine } from '../inputs/bus-lines.ts';
import type { BusStop } from '../inputs/bus-stops.ts';
import type { Timetable } from '../inputs/gtfs.ts';
import { buildHeadwayPatterns, type HeadwayPattern } from '../network/bus-patterns.ts';
import type { Access, SnapIndex } from '../network/snap.ts';
import { checkStopsOnNetwork } from '../network/stop-rules.ts';

/** A stop, wherever it is from. */
export interface ServedStop {
  readonly id: string;
  readonly name: string;
  /** Degrees; null where it is not drawn. */
  readonly at: Position | null;
}

interface Stops {
  readonly stops: readonly ServedStop[];
  /** Where each stop meets the network; none if it does not. */
  readonly stopAccess: readonly (readonly Access[])[];
}

export interface HeadwayService extends Stops { readonly kind: 'headway'; readonly patterns: readonly HeadwayPattern[] }
export interface TimetableService extends Stops, Pick<Timetable, 'trips' | 'transfers' | 'shapes'> { readonly kind: 'timetable' }
export type BusService = HeadwayService | TimetableService;

/** Stops off the network are noted: people only ride through them, or change there. */
export function buildHeadwayService(lines: readonly BusLine[], stops: readonly BusStop[], index: SnapIndex, maxSnapMetres: number, findings: Findings): HeadwayService {
  checkStopsOnNetwork(stops, index, maxSnapMetres, findings);
  return { kind: 'headway', stops, stopAccess: snapStops(stops, index, maxSnapMetres), patterns: buildHeadwayPatterns(lines, stops, findings) };
}

/** The same for a timetable. */
export function buildTimetableService({ trips, transfers, shapes, stops: listed }: Timetable, index: SnapIndex, maxSnapMetres: number, findings: Findings): TimetableService {
  const stops = listed.map(({ id, name, lon, lat, where }) => ({ id, name, at: [lon, lat], where }));
  checkStopsOnNetwork(stops, index, maxSnapMetres, findings);
  return { kind: 'timetable', stops, stopAccess: snapStops(stops, index, maxSnapMetres), trips, transfers, shapes };
}

function snapStops(stops: readonly ServedStop[], index: SnapIndex, maxSnapMetres: number): Access[][] {
  return stops.map(({ at }) => {
    const access = at === null ? null : index.nearest(at[0], at[1], maxSnapMetres);
    return access === null ? [] : [access];
  });
}

/** What a stop offers on the day. */
export interface StopOffer {
  /** Names or ids of the lines that can be boarded there, sorted. */
  readonly lines: readonly string[];
  /** Departures a day that can be boarded, all lines and directions together; null where a line does not say its hours. */
  readonly tripsPerDay: number | null;
}

/** By stop. */
export function describeOffers(service: BusService): StopOffer[] {
  const lines = service.stops.map(() => new Set<string>()), trips: (number | null)[] = service.stops.map(() => 0);
  const add = (s: number, line: string, count: number | null): void => {
    const before = trips[s];
    lines[s].add(line);
    trips[s] = before === null || count === null ? null : before + count;
  };
  if (service.kind === 'headway') {
    for (const { line, stops, ...pattern } of service.patterns) for (const s of stops.slice(0, -1)) add(s, line, departuresPerDay(pattern));
  } else {
    for (const { stops, canBoard, line, day } of service.trips) {
      if (day === 0) for (let i = 0; i < stops.length - 1; i++) if (canBoard[i] === 1) add(stops[i], line, 1);
    }
  }
  return lines.map((names, s) => ({ lines: [...names].sort(compareIds), tripsPerDay: trips[s] }));
}

function departuresPerDay({ firstDepartureSeconds: first, lastDepartureSeconds: last, headwayMs }: Pick<HeadwayPattern, 'firstDepartureSeconds' | 'lastDepartureSeconds' | 'headwayMs'>): number | null {
  return first === null || last === null ? null : Math.floor((last - first) * 1000 / headwayMs) + 1;
}
