/**
 * stop_times.txt: when each trip halts where. The rows of the trips that run around the date are kept in
 * columns of numbers, 33 bytes a row: a country has tens of millions.
 */
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import type { Feed } from './gtfs-feed.ts';
import type { FeedStops } from './gtfs-stops.ts';
import { readTable } from './gtfs-table.ts';
import { BLANK, parseCount, parseTime } from './gtfs-times.ts';
import type { FeedTrips } from './gtfs-trips.ts';

const COLUMNS = {
  required: ['trip_id', 'stop_id', 'stop_sequence', 'arrival_time', 'departure_time'],
  optional: ['pickup_type', 'drop_off_type', 'shape_dist_traveled'],
} as const;

/** Of a stop that stops.txt does not have, and of a time or sequence that cannot be read. */
export const UNKNOWN = -1, UNREADABLE = -2;

/** One row, as the columns have it. */
export interface StopTime {
  /** Index of the stop, or UNKNOWN. */
  readonly stop: number;
  /** Or UNREADABLE. */
  readonly sequence: number;
  /** Seconds from midnight of the service day, BLANK or UNREADABLE. */
  readonly arrival: number;
  readonly departure: number;
  readonly canBoard: boolean;
  readonly canAlight: boolean;
  /** NaN where it is not given. */
  readonly distance: number;
  readonly line: number;
}

/** Rows by trip. */
export class StopTimes {
  #length = 0;
  #trip = new Uint32Array(1024);
  #stop = new Int32Array(1024);
  #sequence = new Int32Array(1024);
  #arrival = new Int32Array(1024);
  #departure = new Int32Array(1024);
  #line = new Uint32Array(1024);
  #flags = new Uint8Array(1024);
  #distance = new Float64Array(1024);
  #order: Uint32Array | null = null;
  #starts = new Uint32Array(0);

  add(trip: number, row: StopTime): void {
    const i = this.#length++;
    if (i === this.#trip.length) this.#grow();
    this.#trip[i] = trip;
    this.#stop[i] = row.stop;
    this.#sequence[i] = row.sequence;
    this.#arrival[i] = row.arrival;
    this.#departure[i] = row.departure;
    this.#line[i] = row.line;
    this.#flags[i] = (row.canBoard ? 1 : 0) | (row.canAlight ? 2 : 0);
    this.#distance[i] = row.distance;
  }

  /** The rows of a trip by stop_sequence, those of one sequence as in the file. */
  of(trip: number): StopTime[] {
    const order = this.#order ?? this.#sortByTrip();
    const rows: StopTime[] = [];
    for (let k = this.#starts[trip]; k < this.#starts[trip + 1]; k++) {
      const i = order[k];
      rows.push({
        stop: this.#stop[i], sequence: this.#sequence[i], arrival: this.#arrival[i], departure: this.#departure[i],
        canBoard: (this.#flags[i] & 1) !== 0, canAlight: (this.#flags[i] & 2) !== 0, distance: this.#distance[i], line: this.#line[i],
      });
    }
    return rows.sort((a, b) => a.sequence - b.sequence);
  }

  /** Where the rows of each trip are, in the order of the file. */
  #sortByTrip(): Uint32Array {
    const trips = this.#trip.subarray(0, this.#length), tripCount = trips.reduce((most, trip) => Math.max(most, trip + 1), 0);
    const starts = new Uint32Array(tripCount + 2), next = new Uint32Array(tripCount), order = new Uint32Array(this.#length);
    for (const trip of trips) starts[trip + 1]++;
    for (let trip = 0; trip < tripCount; trip++) { starts[trip + 1] += starts[trip]; next[trip] = starts[trip]; }
    starts[tripCount + 1] = starts[tripCount];
    for (let i = 0; i < trips.length; i++) order[next[trips[i]]++] = i;
    this.#starts = starts;
    this.#order = order;
    return order;
  }

  #grow(): void {
    const grown = <T extends Uint32Array | Int32Array | Uint8Array | Float64Array>(column: T): T => {
      const longer = new (column.constructor as new (length: number) => T)(2 * column.length);
      longer.set(column);
      return longer;
    };
    this.#trip = grown(this.#trip);
    this.#stop = grown(this.#stop);
    this.#sequence = grown(this.#sequence);
    this.#arrival = grown(this.#arrival);
    this.#departure = grown(this.#departure);
    this.#line = grown(this.#line);
    this.#flags = grown(this.#flags);
    this.#distance = grown(this.#distance);
  }
}

/** Read the rows of the trips that run on one of the days. @throws {InputError} if the table cannot be read. */
export async function readStopTimes({ tables: { stop_times: table } }: Feed, trips: FeedTrips, stops: FeedStops, findings: Findings): Promise<StopTimes> {
  const stopTimes = new StopTimes(), unknownTrips = new UnknownIds(), unknownStops = new UnknownIds();
  let lastId = '', trip: number | undefined;
  const rows = await readTable(table, COLUMNS, findings, (row, line) => {
    if (row.trip_id !== lastId) {
      lastId = row.trip_id;
      trip = trips.index.get(lastId);
    }
    if (trip === undefined) { unknownTrips.add(lastId, line); return; }
    if (trips.list[trip].days.length === 0) return;
    const stop = stops.index.get(row.stop_id);
    if (stop === undefined) unknownStops.add(row.stop_id, line);
    const arrival = parseTime(row.arrival_time) ?? UNREADABLE, departure = row.departure_time === row.arrival_time ? arrival : parseTime(row.departure_time) ?? UNREADABLE;
    stopTimes.add(trip, {
      stop: stop ?? UNKNOWN, sequence: parseCount(row.stop_sequence) ?? UNREADABLE, line,
      arrival: arrival === BLANK ? departure : arrival, departure: departure === BLANK ? arrival : departure,
      canBoard: row.pickup_type !== '1', canAlight: row.drop_off_type !== '1',
      distance: row.shape_dist_traveled === '' ? NaN : Number(row.shape_dist_traveled),
    });
  });
  if (rows === 0) findings.notice('no-rows', table.name, 'has headings and no rows');
  unknownTrips.note('gtfs-unknown-trip', table.name, 'rows of trips that are not in trips.txt are left out', findings);
  unknownStops.note('gtfs-unknown-stop', table.name, 'stops that are not in stops.txt are passed over', findings);
  return stopTimes;
}

/** Ids that lead nowhere: how often, and where first. */
class UnknownIds {
  readonly #ids = new Map<string, { count: number; readonly line: number }>();

  add(id: string, line: number): void {
    const known = this.#ids.get(id);
    if (known === undefined) this.#ids.set(id, { count: 1, line });
    else known.count++;
  }

  note(kind: string, file: string, what: string, findings: Findings): void {
    for (const [id, { count, line }] of this.#ids) findings.notice(kind, file, what, quote(id), count, { id, where: `${file}:${line}` });
  }
}
