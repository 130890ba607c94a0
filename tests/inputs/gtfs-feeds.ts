/**
 * Small GTFS feeds. Unless a test says otherwise one line of three stops a kilometre apart, from Monday to
 * Friday in June 2024, with one trip: A 07:00, B 07:10 to 07:11, C 07:20. 2024-06-04 is a Tuesday.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { Findings } from '../../src/core/problems.ts';
import { readGtfs, type Timetable, type TimetableTrip } from '../../src/inputs/gtfs.ts';
import { faultsIn } from '../support/faults.ts';
import { temporaryFolder } from '../support/project.ts';

/** Tables by their names without ".txt"; null leaves one out. */
export type Tables = Readonly<Record<string, string | Uint8Array | null>>;

export const TUESDAY = '2024-06-04';

const HEADS: Readonly<Record<string, string>> = {
  stop_times: 'trip_id,stop_id,stop_sequence,arrival_time,departure_time', calendar: 'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date',
  calendar_dates: 'service_id,date,exception_type', trips: 'trip_id,route_id,service_id', stops: 'stop_id,stop_name,stop_lat,stop_lon', frequencies: 'trip_id,start_time,end_time,headway_secs',
  transfers: 'from_stop_id,to_stop_id,transfer_type,min_transfer_time', routes: 'route_id,route_short_name,route_long_name', shapes: 'shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence',
};

/** A table of rows under its usual headings. */
export function table(name: string, ...rows: string[]): string {
  return [HEADS[name], ...rows, ''].join('\n');
}

/** Rows of stop_times.txt: one a stop, "A 07:00:00" or "A 07:00:00 07:01:00"; "A" alone has no time. */
export function halts(trip: string, ...stops: string[]): string[] {
  return stops.map((text, i) => {
    const [stop, arrival = '', departure = arrival] = text.split(' ');
    return `${trip},${stop},${i + 1},${arrival},${departure}`;
  });
}

export const BASE: Readonly<Record<string, string>> = {
  stops: table('stops', 'A,Alder,31.6,121.50', 'B,Birch,31.6,121.51', 'C,Cedar,31.6,121.52'),
  routes: table('routes', 'R,1路,'),
  trips: table('trips', 'T,R,WK'),
  stop_times: table('stop_times', ...halts('T', 'A 07:00:00', 'B 07:10:00 07:11:00', 'C 07:20:00')),
  calendar: table('calendar', 'WK,1,1,1,1,1,0,0,20240601,20240630'),
};

/** The tables laid over the base as the parts of an archive. */
export function partsOf(tables: Tables, folder = ''): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries({ ...BASE, ...tables }).flatMap(([name, text]) => (text === null ? [] : [[`${folder}${name}.txt`, typeof text === 'string' ? strToU8(text) : text]])));
}

export interface Outcome {
  /** null where the feeds cannot be read. */
  readonly timetable: Timetable & { readonly feeds: readonly { readonly file: string; readonly sha256: string; readonly features: number }[] } | null;
  /** "code × count  where: what" */
  readonly notices: string[];
  /** "where: what. fix." */
  readonly faults: string[];
}

/** Read files that are there already. */
export async function readFiles(folder: string, names: readonly string[], date: string): Promise<Outcome> {
  const findings = new Findings();
  const timetable = await findings.collectLater(() => readGtfs(names.map((name) => ({ name, path: join(folder, name) })), date, findings));
  const faults = faultsIn(findings);
  findings.problems(); // every code is a rule
  return { timetable: timetable ?? null, faults, notices: findings.notices().map(({ code, count, where, what }) => `${code} × ${count}  ${where}: ${what}`) };
}

/** Read the bytes of one archive. */
export async function readArchive(bytes: Uint8Array, date = TUESDAY): Promise<Outcome> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'feed.zip'), bytes);
  return await readFiles(folder, ['feed.zip'], date);
}

/** Read feeds as archives of the tables laid over the base, by name. */
export async function readFeeds(feeds: Readonly<Record<string, Tables>>, date = TUESDAY): Promise<Outcome> {
  const folder = temporaryFolder();
  for (const [name, tables] of Object.entries(feeds)) writeFileSync(join(folder, name), zipSync(partsOf(tables)));
  return await readFiles(folder, Object.keys(feeds), date);
}

/** The timetable of one feed that must be without faults. */
export async function timetableOf(tables: Tables, date = TUESDAY): Promise<{ timetable: Timetable; notices: string[] }> {
  const { timetable, faults, notices } = await readFeeds({ 'feed.zip': tables }, date);
  if (timetable === null || faults.length > 0) throw new Error(faults.join('\n'));
  return { timetable, notices };
}

/** Write the tables as a folder. */
export function writeFeedFolder(folder: string, tables: Tables): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(partsOf(tables))) writeFileSync(join(folder, name), bytes);
}

/** "T day 0: A 07:00:00, B 07:10:00-07:11:00, C 07:20:00" */
function tripText({ stops }: Timetable, trip: TimetableTrip): string {
  return `${trip.id} day ${trip.day}: ${Array.from(trip.stops, (stop, i) => {
    const [arrival, departure] = [trip.arrivalSeconds[i], trip.departureSeconds[i]].map(clock);
    return `${stops[stop].id} ${arrival}${departure === arrival ? '' : `-${departure}`}`;
  }).join(', ')}`;
}

export function tripTexts(timetable: Timetable): string[] {
  return timetable.trips.map((trip) => tripText(timetable, trip));
}

/** "07:00:00", "-00:30:00", "25:10:00" */
function clock(seconds: number): string {
  const at = Math.abs(seconds);
  return (seconds < 0 ? '-' : '') + [at / 3600, (at / 60) % 60, at % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
}
