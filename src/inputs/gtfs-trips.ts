/** trips.txt and routes.txt: what runs, under which name, and on which of the days around the date. */
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import type { Calendar } from './gtfs-calendar.ts';
import type { Feed } from './gtfs-feed.ts';
import { readTable } from './gtfs-table.ts';
import { dayText } from './gtfs-times.ts';

/** The service days whose trips may run on the date: the day before, the date, the day after. */
export const DAYS = [-1, 0, 1] as const;
export type Day = (typeof DAYS)[number];

export interface FeedTrip {
  readonly id: string;
  readonly line: string;
  readonly service: string;
  /** '' if it has none. */
  readonly shape: string;
  /** Those on which it runs; most have none. */
  readonly days: readonly Day[];
  readonly where: string;
}

/** All trips in the order of the file, and the index of each by its id. */
export interface FeedTrips { readonly list: readonly FeedTrip[]; readonly index: ReadonlyMap<string, number> }

/**
 * @param date days from 1970-01-01.
 * @throws {InputError} if a table cannot be read.
 */
export async function readTrips(feed: Feed, calendar: Calendar, date: number, findings: Findings): Promise<FeedTrips> {
  const lines = await readRoutes(feed, findings), table = feed.tables.trips;
  const list: FeedTrip[] = [], index = new Map<string, number>(), days = daysOf(calendar, date);
  const rows = await readTable(table, { required: ['trip_id', 'route_id', 'service_id'], optional: ['shape_id'] }, findings, (row, line) => {
    const id = row.trip_id, service = row.service_id, where = `${table.name}:${line}`;
    if (id === '') { findings.fault('missing-id', where, 'the trip has no trip_id', 'Give every trip its id'); return; }
    const trip = { id, line: lines.get(row.route_id) ?? row.route_id, service, shape: row.shape_id, days: days(service), where };
    const before = index.get(id);
    if (before !== undefined) {
      if (isSame(list[before], trip)) findings.notice('gtfs-repeated-row', table.name, 'rows that are there twice count once', id, 1, { id, where });
      else findings.fault('duplicate-id', where, `the trip_id ${quote(id)} is used already at ${list[before].where}`, 'Give every trip an id of its own');
      return;
    }
    index.set(id, list.push(trip) - 1);
    if (!calendar.has(service)) findings.notice('gtfs-unknown-service', table.name, 'trips of services that no calendar has are left out', `${quote(service)} of ${id}`, 1, { id, where });
    else if (trip.days.length > 0 && !lines.has(row.route_id)) findings.notice('gtfs-unknown-route', table.name, 'trips of routes that are not in routes.txt are named by their route_id', `${quote(row.route_id)} of ${id}`, 1, { id, where });
  });
  if (rows === 0) findings.notice('no-rows', table.name, 'has headings and no rows');
  if (!list.some((trip) => trip.days.includes(0))) noteNoService(feed, list, calendar, date, findings);
  return { list, index };
}

function daysOf(calendar: Calendar, date: number): (service: string) => readonly Day[] {
  const known = new Map<string, readonly Day[]>();
  return (service) => {
    const days = known.get(service) ?? DAYS.filter((day) => calendar.runsOn(service, date + day));
    known.set(service, days);
    return days;
  };
}

function noteNoService({ name }: Feed, trips: readonly FeedTrip[], calendar: Calendar, date: number, findings: Findings): void {
  const span = calendar.span(new Set(trips.map(({ service }) => service)));
  findings.notice('no-service-on-date', name, `no trip runs on ${dayText(date)}; ${span === null ? 'the feed has no day with service' : `the feed has service from ${dayText(span.first)} to ${dayText(span.last)}`}`);
}

/** The name of each route by its id. */
async function readRoutes({ tables: { routes: table } }: Feed, findings: Findings): Promise<Map<string, string>> {
  const lines = new Map<string, string>();
  await readTable(table, { required: ['route_id'], optional: ['route_short_name', 'route_long_name'] }, findings, (row, line) => {
    const id = row.route_id, name = row.route_short_name || row.route_long_name || id, place = { id, where: `${table.name}:${line}` };
    const before = lines.get(id);
    if (before === undefined) lines.set(id, name);
    else if (before === name) findings.notice('gtfs-repeated-row', table.name, 'rows that are there twice count once', id, 1, place);
    else findings.fault('duplicate-id', place.where, `the route_id ${quote(id)} is used already, by ${quote(before)}`, 'Give every route an id of its own');
  });
  return lines;
}

function isSame(a: FeedTrip, b: FeedTrip): boolean {
  return a.line === b.line && a.service === b.service && a.shape === b.shape;
}
