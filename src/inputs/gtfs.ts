/**
 * Timetables out of GTFS feeds (gtfs.org/schedule): what runs on one day, and what of the days beside it
 * reaches into that day. Trips that cannot be trusted are left out and counted.
 */
import type { Position } from 'geojson';
import { lastDayOf } from '../core/calendar.ts';
import { Findings } from '../core/problems.ts';
import type { NamedFile } from './files.ts';
import { readCalendar } from './gtfs-calendar.ts';
import { combineFeeds } from './gtfs-combine.ts';
import { planDepartures, type FeedService } from './gtfs-departures.ts';
import { openFeed } from './gtfs-feed.ts';
import { readFrequencies } from './gtfs-frequencies.ts';
import { buildRuns } from './gtfs-runs.ts';
import { readShapes } from './gtfs-shapes.ts';
import { readStopTimes } from './gtfs-stop-times.ts';
import { readStops } from './gtfs-stops.ts';
import { parseDay } from './gtfs-times.ts';
import { readTransfers } from './gtfs-transfers.ts';
import { readTrips } from './gtfs-trips.ts';

/** The service of one day (and what reaches into it from the days beside it), of all feeds together. */
export interface Timetable {
  /** Stops that a trip of the timetable serves; in the order of feeds and files. */
  readonly stops: readonly TimetableStop[];
  readonly trips: readonly TimetableTrip[];
  readonly transfers: readonly TimetableTransfer[];
  /** By id, which has the feed in front where several feeds use it; only those of the trips. Degrees. */
  readonly shapes: ReadonlyMap<string, readonly Position[]>;
}

export interface TimetableStop {
  readonly id: string;
  readonly name: string;
  /** Degrees. */
  readonly lon: number;
  readonly lat: number;
  /** "feed.zip/stops.txt:12" */
  readonly where: string;
}

export interface TimetableTrip {
  /** trip_id; of a trip of frequencies.txt "trip_id@07:30:00". The days beside the date may have a trip of the same id. */
  readonly id: string;
  /** route_short_name, else route_long_name, else route_id. */
  readonly line: string;
  /** Length n >= 2: indices into `stops`; times from midnight of the date in whole seconds, may be negative or pass 24 h; never decreasing. */
  readonly stops: Uint32Array;
  readonly arrivalSeconds: Int32Array;
  readonly departureSeconds: Int32Array;
  /** Length n: 1 where people may get on / off (pickup_type / drop_off_type is not 1). */
  readonly canBoard: Uint8Array;
  readonly canAlight: Uint8Array;
  /** Key in `shapes`, null if it has none. */
  readonly shape: string | null;
  /** Service day it belongs to: 0 the date, -1 the day before (times already moved by -24 h), 1 the day after (+24 h). */
  readonly day: -1 | 0 | 1;
}

/** minSeconds: least time from getting off at `from` to getting on at `to`; null: people cannot change there. `from` may equal `to`. */
export interface TimetableTransfer { readonly from: number; readonly to: number; readonly minSeconds: number | null }

export interface ReadFeed {
  readonly file: string;
  readonly sha256: string;
  /** Trips on the date. */
  readonly features: number;
}

/**
 * Read the service of a day out of feeds, each a zip archive or a folder. Notices and faults of single rows go to `findings`.
 * @param date YYYY-MM-DD.
 * @throws {InputError} where a feed cannot be read.
 */
export async function readGtfs(feeds: readonly NamedFile[], date: string, findings: Findings): Promise<Timetable & { readonly feeds: readonly ReadFeed[] }> {
  const day = parseDay(date.replaceAll('-', ''));
  if (day === null || lastDayOf(date) !== date) throw new RangeError(`date is "${date}", expected YYYY-MM-DD`);
  const services: FeedService[] = [], faults = new Findings();
  for (const file of feeds) {
    const service = await faults.collectLater(() => readFeed(file, day, findings));
    if (service) services.push(service);
  }
  faults.throwIfFaults();
  return combineFeeds(services);
}

/** null where stops or trips have faults, which are noted: the other tables would seem to be faulty too. */
async function readFeed(file: NamedFile, date: number, findings: Findings): Promise<FeedService | null> {
  const feed = openFeed(file), faults = new Findings(), { faultCount } = findings;
  const calendar = await faults.collectLater(() => readCalendar(feed, findings)), stops = await faults.collectLater(() => readStops(feed, findings));
  const trips = calendar && await faults.collectLater(() => readTrips(feed, calendar, date, findings));
  faults.throwIfFaults();
  if (findings.faultCount > faultCount) return null;
  if (stops === undefined || trips === undefined) throw new RangeError('a table was not read, without a fault');
  const stopTimes = await faults.collectLater(() => readStopTimes(feed, trips, stops, findings)), frequencies = await faults.collectLater(() => readFrequencies(feed, trips, findings));
  faults.throwIfFaults();
  if (stopTimes === undefined || frequencies === undefined) throw new RangeError('a table was not read, without a fault');
  const departures = planDepartures(buildRuns(feed, trips, stops, stopTimes, findings), frequencies, trips);
  const served = new Set<number>(), shapeIds = new Set<string>();
  for (const { run } of departures) {
    for (const stop of run.stops) served.add(stop);
    shapeIds.add(trips.list[run.trip].shape);
  }
  const transfers = await faults.collectLater(() => readTransfers(feed, stops, served, findings));
  const shapes = await faults.collectLater(() => readShapes(feed, shapeIds, findings));
  faults.throwIfFaults();
  return { name: feed.name, sha256: feed.sha256, stops, trips, departures, served, transfers: transfers ?? [], shapes: shapes ?? new Map<string, Position[]>() };
}
