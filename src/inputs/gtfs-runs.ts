/** The run of a trip out of its rows: blank times laid between those given, and trips left out that cannot be trusted. */
import { geodesicMetres } from '../core/geodesy.ts';
import type { Findings } from '../core/problems.ts';
import type { Feed } from './gtfs-feed.ts';
import { UNKNOWN, UNREADABLE, type StopTime, type StopTimes } from './gtfs-stop-times.ts';
import type { FeedStops } from './gtfs-stops.ts';
import { BLANK } from './gtfs-times.ts';
import type { FeedTrips } from './gtfs-trips.ts';

/** Where and when one trip halts, in seconds from midnight of its service day. All have one length, 2 or more. */
export interface Run {
  /** Index of the trip. */
  readonly trip: number;
  /** Indices of the feed's stops. */
  readonly stops: Uint32Array;
  readonly arrivals: Int32Array;
  readonly departures: Int32Array;
  readonly canBoard: Uint8Array;
  readonly canAlight: Uint8Array;
  /** When it leaves its first stop, which may be one that is passed over. */
  readonly firstDeparture: number;
}

/** Why a trip is left out. */
const REASONS = {
  'gtfs-stop-sequence': 'trips with a stop_sequence that is there twice, or is no whole number, are left out',
  'gtfs-unreadable-time': 'trips with a time that is no time such as 07:30:00 are left out',
  'gtfs-blank-time': 'trips without a time at their first or last stop are left out',
  'gtfs-time-backwards': 'trips whose times go backwards are left out',
  'gtfs-short-trip': 'trips with fewer than two known stops are left out',
} as const;
type Reason = keyof typeof REASONS;

/** The runs of the trips that run on one of the days, in the order of trips.txt. */
export function buildRuns({ tables: { stop_times: table } }: Feed, trips: FeedTrips, stops: FeedStops, stopTimes: StopTimes, findings: Findings): Run[] {
  const runs: Run[] = [], unlocated = new Set<number>();
  let laid = 0, repeated = 0;
  for (let trip = 0; trip < trips.list.length; trip++) {
    const { id, days, where } = trips.list[trip];
    if (days.length === 0) continue;
    const all = stopTimes.of(trip), rows = all.filter((row, i) => i === 0 || !isRepeated(row, all[i - 1]));
    const reason = findReason(rows);
    const leaveOut = (why: Reason): void => { findings.notice(why, table.name, REASONS[why], id, 1, { id, where: rows.length === 0 ? where : `${table.name}:${rows[0].line}` }); };
    if (reason !== null) { leaveOut(reason); continue; }
    repeated += all.length - rows.length;
    const times = layTimes(rows, stops);
    if (times === null) { leaveOut('gtfs-time-backwards'); continue; }
    for (const { stop } of rows) if (stop !== UNKNOWN && stops.list[stop].at === null) unlocated.add(stop);
    const kept = rows.flatMap(({ stop }, i) => (stop === UNKNOWN || stops.list[stop].at === null ? [] : [i]));
    if (kept.length < 2) { leaveOut('gtfs-short-trip'); continue; }
    laid += rows.filter(({ arrival }) => arrival === BLANK).length;
    runs.push({
      trip, firstDeparture: times.departures[0],
      stops: new Uint32Array(kept.map((i) => rows[i].stop)), arrivals: new Int32Array(kept.map((i) => times.arrivals[i])), departures: new Int32Array(kept.map((i) => times.departures[i])),
      canBoard: new Uint8Array(kept.map((i) => Number(rows[i].canBoard))), canAlight: new Uint8Array(kept.map((i) => Number(rows[i].canAlight))),
    });
  }
  for (const stop of [...unlocated].sort((a, b) => a - b)) {
    const { id, where } = stops.list[stop];
    findings.notice('gtfs-unlocated-stop', where.replace(/:\d+$/, ''), 'stops without coordinates, or with such as cannot be, are passed over: nobody gets on or off there', id, 1, { id, where });
  }
  if (laid > 0) findings.notice('gtfs-interpolated-time', table.name, 'times that are blank were laid between those given', '', laid);
  if (repeated > 0) findings.notice('gtfs-repeated-row', table.name, 'rows that are there twice count once', '', repeated);
  return runs;
}

function isRepeated(a: StopTime, b: StopTime): boolean {
  return a.sequence === b.sequence && a.stop === b.stop && a.arrival === b.arrival && a.departure === b.departure && a.canBoard === b.canBoard && a.canAlight === b.canAlight;
}

/** Why the rows cannot be trusted; null if they can. */
function findReason(rows: readonly StopTime[]): Reason | null {
  if (rows.length < 2) return 'gtfs-short-trip';
  if (rows.some(({ sequence }, i) => sequence === UNREADABLE || (i > 0 && sequence === rows[i - 1].sequence))) return 'gtfs-stop-sequence';
  if (rows.some(({ arrival, departure }) => arrival === UNREADABLE || departure === UNREADABLE)) return 'gtfs-unreadable-time';
  return rows[0].arrival === BLANK || rows[rows.length - 1].arrival === BLANK ? 'gtfs-blank-time' : null;
}

/** All times, none of them blank; null if they go backwards. */
function layTimes(rows: readonly StopTime[], stops: FeedStops): { arrivals: number[]; departures: number[] } | null {
  const arrivals = rows.map(({ arrival }) => arrival), departures = rows.map(({ departure }) => departure);
  for (let from = 0, to = 1; to < rows.length; to++) {
    if (arrivals[to] === BLANK) continue;
    if (departures[from] < arrivals[from] || arrivals[to] < departures[from]) return null;
    const gap = rows.slice(from, to + 1), shares = gap.length > 2 ? sharesOf(gap, stops) : [];
    for (let i = from + 1; i < to; i++) arrivals[i] = departures[i] = Math.round(departures[from] + (arrivals[to] - departures[from]) * shares[i - from]);
    from = to;
  }
  return departures[rows.length - 1] < arrivals[rows.length - 1] ? null : { arrivals, departures };
}

/**
 * How much of the time between the first and the last row has gone at each: as much as of the way, by the distances that all
 * of them give, else straight from stop to stop where all have a place; else each stop takes the same.
 */
function sharesOf(rows: readonly StopTime[], stops: FeedStops): number[] {
  return sharesOfWay(rows.map(({ distance }) => distance - rows[0].distance)) ?? sharesOfWay(straightMetres(rows, stops)) ?? rows.map((_, i) => i / (rows.length - 1));
}

/** @param metres from the first row, in any unit; NaN where it is not known. @returns null if they are not all known, go back or lead nowhere. */
function sharesOfWay(metres: readonly number[]): number[] | null {
  const way = metres[metres.length - 1];
  return metres.every((m, i) => i === 0 || m >= metres[i - 1]) && way > 0 && Number.isFinite(way) ? metres.map((m) => m / way) : null;
}

function straightMetres(rows: readonly StopTime[], stops: FeedStops): number[] {
  let metres = 0;
  return rows.map(({ stop }, i) => {
    const at = stop === UNKNOWN ? null : stops.list[stop].at, before = i === 0 ? at : rows[i - 1].stop === UNKNOWN ? null : stops.list[rows[i - 1].stop].at;
    metres += at === null || before === null ? NaN : geodesicMetres(before.lon, before.lat, at.lon, at.lat);
    return metres;
  });
}
