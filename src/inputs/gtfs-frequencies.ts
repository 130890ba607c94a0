/** frequencies.txt: trips that leave every so many seconds; their rows in stop_times.txt are a pattern only. */
import { quote } from '../core/printable.ts';
import { InputError, type Findings } from '../core/problems.ts';
import { clockOf } from '../core/units.ts';
import type { Feed } from './gtfs-feed.ts';
import { readTable } from './gtfs-table.ts';
import { BLANK, parseCount, parseTime } from './gtfs-times.ts';
import type { FeedTrips } from './gtfs-trips.ts';

/** A headway of a second all day makes 86,400. */
const MOST_DEPARTURES = 500_000;
const LEFT_OUT = 'rows whose headway is 0 or no number, whose times cannot be read or are none, or that overlap an earlier row of the trip are left out';

interface Band { readonly start: number; readonly end: number; readonly headway: number; readonly line: number }

/**
 * When each trip of the table leaves its first stop, in seconds from midnight of its service day, by the
 * index of the trip: start + k × headway, before the end. Empty where nothing of it can be used.
 * @throws {InputError} if the table cannot be read, or is of more departures than are allowed.
 */
export async function readFrequencies({ tables: { frequencies: table } }: Feed, trips: FeedTrips, findings: Findings): Promise<ReadonlyMap<number, readonly number[]>> {
  const bands = new Map<number, Band[]>();
  if (table === undefined) return new Map();
  let inexact = 0;
  const leaveOut = (id: string, said: string, line: number): void => { findings.notice('gtfs-frequency', table.name, LEFT_OUT, `${id} ${said}`, 1, { id, where: `${table.name}:${line}` }); };
  await readTable(table, { required: ['trip_id', 'start_time', 'end_time', 'headway_secs'], optional: ['exact_times'] }, findings, (row, line) => {
    const id = row.trip_id, trip = trips.index.get(id);
    if (trip === undefined) { findings.notice('gtfs-unknown-trip', table.name, 'rows of trips that are not in trips.txt are left out', quote(id), 1, { id, where: `${table.name}:${line}` }); return; }
    if (trips.list[trip].days.length === 0) return;
    const ofTrip = bands.get(trip) ?? [];
    bands.set(trip, ofTrip);
    const start = parseTime(row.start_time) ?? BLANK, end = parseTime(row.end_time) ?? BLANK, headway = parseCount(row.headway_secs) ?? 0;
    if (start === BLANK || end <= start || headway === 0) { leaveOut(id, `${row.start_time}-${row.end_time} every ${row.headway_secs} s`, line); return; }
    ofTrip.push({ start, end, headway, line });
    if (row.exact_times !== '1') inexact++;
  });
  if (inexact > 0) findings.notice('gtfs-frequency-laid-out', table.name, 'rows give a headway and no exact times: the departures are laid evenly from the start of each', '', inexact);
  let departures = 0;
  return new Map([...bands].map(([trip, ofTrip]) => {
    const kept = withoutOverlaps(ofTrip, ({ start, end, line }) => { leaveOut(trips.list[trip].id, `${clockOf(start)}-${clockOf(end)} overlaps`, line); });
    const times = kept.flatMap(({ start, end, headway }) => {
      const count = Math.ceil((end - start) / headway);
      departures += count;
      if (departures > MOST_DEPARTURES) throw new InputError({ code: 'too-large', where: table.name, what: `makes more than ${MOST_DEPARTURES} departures`, fix: 'Check the headways' });
      return Array.from({ length: count }, (_, k) => start + k * headway);
    });
    return [trip, times];
  }));
}

/** Of bands that overlap that which begins first, or stands first. */
function withoutOverlaps(bands: readonly Band[], leaveOut: (band: Band) => void): Band[] {
  const kept: Band[] = [];
  for (const band of [...bands].sort((a, b) => a.start - b.start || a.line - b.line)) {
    const before = kept.at(-1);
    if (before === undefined || band.start >= before.end) kept.push(band);
    else leaveOut(band);
  }
  return kept;
}
