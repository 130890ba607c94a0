/** stops.txt: where vehicles halt. */
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import type { Feed } from './gtfs-feed.ts';
import { readTable } from './gtfs-table.ts';

export interface FeedStop {
  readonly id: string;
  readonly name: string;
  /** Degrees; null where nobody knows where it is. */
  readonly at: { readonly lon: number; readonly lat: number } | null;
  /** Id of its station, '' if it has none. */
  readonly station: string;
  readonly where: string;
}

/** The stops in the order of the file, and the index of each by its id. */
export interface FeedStops { readonly list: readonly FeedStop[]; readonly index: ReadonlyMap<string, number> }

/** @throws {InputError} if the table cannot be read. */
export async function readStops({ tables: { stops: table } }: Feed, findings: Findings): Promise<FeedStops> {
  const list: FeedStop[] = [], index = new Map<string, number>();
  let swapped = 0;
  const rows = await readTable(table, { required: ['stop_id', 'stop_lat', 'stop_lon'], optional: ['stop_name', 'parent_station'] }, findings, (row, line) => {
    const id = row.stop_id, where = `${table.name}:${line}`;
    const stop = { id, name: row.stop_name, at: placeOf(row.stop_lon, row.stop_lat), station: row.parent_station, where };
    if (stop.at === null && placeOf(row.stop_lat, row.stop_lon) !== null) swapped++;
    if (id === '') { findings.fault('missing-id', where, 'the stop has no stop_id', 'Give every stop its id'); return; }
    const before = index.get(id);
    if (before === undefined) { index.set(id, list.push(stop) - 1); return; }
    if (isSame(list[before], stop)) findings.notice('gtfs-repeated-row', table.name, 'rows that are there twice count once', id, 1, { id, where });
    else findings.fault('duplicate-id', where, `the stop_id ${quote(id)} is used already at ${list[before].where}`, 'Give every stop an id of its own');
  });
  if (swapped > rows / 2) findings.fault('coordinates-swapped', table.name, `latitude and longitude look swapped: of ${rows} stops ${swapped} have a stop_lat beyond 90 that would be a longitude`, 'Exchange the columns stop_lat and stop_lon');
  if (rows === 0) findings.notice('no-rows', table.name, 'has headings and no rows');
  return { list, index };
}

/** null for what is no place on the earth, and for 0, 0: nobody took its coordinates. */
export function placeOf(lonText: string, latText: string): FeedStop['at'] {
  const [lon, lat] = [lonText, latText].map((text) => (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text) ? Number(text) : NaN));
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && (lon !== 0 || lat !== 0) ? { lon, lat } : null;
}

function isSame(a: FeedStop, b: FeedStop): boolean {
  return a.name === b.name && a.station === b.station && a.at?.lon === b.at?.lon && a.at?.lat === b.at?.lat;
}
