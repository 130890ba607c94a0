/** transfers.txt: how long a change takes at least, and where there is none. */
import { quote } from '../core/printable.ts';
import { InputError, type Findings } from '../core/problems.ts';
import type { Feed } from './gtfs-feed.ts';
import type { FeedStops } from './gtfs-stops.ts';
import { readTable } from './gtfs-table.ts';
import { parseCount } from './gtfs-times.ts';

/** A change between two stops of the feed, by their indices. */
export interface FeedTransfer {
  readonly from: number;
  readonly to: number;
  /** null: there is none. */
  readonly minSeconds: number | null;
}

const MOST_PAIRS = 2_000_000;

/**
 * The changes that take longer than walking, or are not to be had. Those of a station are of each of its
 * stops; rows between two stops go before rows of a station, and of equal rows the longer counts.
 * @param served indices of the stops that count.
 * @throws {InputError} if the table cannot be read, or is of more pairs than are allowed.
 */
export async function readTransfers({ tables: { transfers: table } }: Feed, stops: FeedStops, served: ReadonlySet<number>, findings: Findings): Promise<FeedTransfer[]> {
  if (table === undefined) return [];
  const stopsOf = stopsOfStations(stops, served), found = new Map<number, { seconds: number; rank: number }>();
  let limited = 0;
  const columns = { required: ['from_stop_id', 'to_stop_id', 'transfer_type'], optional: ['min_transfer_time', 'from_route_id', 'to_route_id', 'from_trip_id', 'to_trip_id'] } as const;
  await readTable(table, columns, findings, (row, line) => {
    const type = row.transfer_type, pair = `${row.from_stop_id} to ${row.to_stop_id}`;
    if (type === '4' || type === '5') return;
    if (row.from_route_id + row.to_route_id + row.from_trip_id + row.to_trip_id !== '') { limited++; return; }
    const seconds = secondsOf(type, row.min_transfer_time), [from, to] = [row.from_stop_id, row.to_stop_id].map((id) => stops.index.get(id));
    if (from === undefined || to === undefined || seconds === null) {
      findings.notice('gtfs-transfer', table.name, 'rows of stops that are not in stops.txt, or whose type or time cannot be read, are left out', from === undefined || to === undefined ? pair : `${pair} ${quote(type === '2' ? row.min_transfer_time : type)}`, 1, { where: `${table.name}:${line}` });
      return;
    }
    const fromStops = stopsOf(from), toStops = stopsOf(to), rank = Number(fromStops.isStation) + Number(toStops.isStation);
    for (const a of fromStops.stops) for (const b of toStops.stops) {
      const key = a * stops.list.length + b, known = found.get(key);
      if (known === undefined || rank < known.rank || (rank === known.rank && seconds > known.seconds)) found.set(key, { seconds, rank });
      if (found.size > MOST_PAIRS) throw new InputError({ code: 'too-large', where: table.name, what: `is of more than ${MOST_PAIRS} pairs of stops`, fix: 'Check its stations' });
    }
  });
  if (limited > 0) findings.notice('gtfs-transfer-limited', table.name, 'rows that are for certain routes or trips only are left out', '', limited);
  return [...found].filter(([, { seconds }]) => seconds > 0).sort(([a], [b]) => a - b)
    .map(([key, { seconds }]) => ({ from: Math.floor(key / stops.list.length), to: key % stops.list.length, minSeconds: seconds === Infinity ? null : seconds }));
}

/** Infinity where there is no change; null if it cannot be read. */
function secondsOf(type: string, minTime: string): number | null {
  switch (type) {
    case '': case '0': case '1': return 0;
    case '2': return parseCount(minTime);
    case '3': return Infinity;
    default: return null;
  }
}

/** The served stops that a stop stands for: those of a station, else itself. */
function stopsOfStations({ list, index }: FeedStops, served: ReadonlySet<number>): (stop: number) => { isStation: boolean; stops: readonly number[] } {
  const children = new Map<number, number[]>();
  for (const stop of served) {
    const station = index.get(list[stop].station);
    if (station === undefined) continue;
    const ofStation = children.get(station);
    if (ofStation === undefined) children.set(station, [stop]);
    else ofStation.push(stop);
  }
  return (stop) => {
    const ofStation = children.get(stop);
    return ofStation === undefined ? { isStation: false, stops: served.has(stop) ? [stop] : [] } : { isStation: true, stops: ofStation };
  };
}
