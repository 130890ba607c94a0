/** Several feeds as one timetable. Ids that more than one of them uses have the feed in front: "bus.zip:17". */
import type { Position } from 'geojson';
import type { ReadFeed, Timetable, TimetableStop, TimetableTransfer, TimetableTrip } from './gtfs.ts';
import type { FeedService } from './gtfs-departures.ts';
import type { Run } from './gtfs-runs.ts';

export function combineFeeds(feeds: readonly FeedService[]): Timetable & { readonly feeds: readonly ReadFeed[] } {
  const stops: TimetableStop[] = [], trips: TimetableTrip[] = [], transfers: TimetableTransfer[] = [], shapes = new Map<string, readonly Position[]>(), read: ReadFeed[] = [];
  const labels = labelsOf(feeds);
  const nameStop = namer(feeds.map(({ stops: { list }, served }) => [...served].map((stop) => list[stop].id)), labels);
  const nameTrip = namer(feeds.map(({ departures, trips: { list } }) => departures.map(({ run }) => list[run.trip].id)), labels);
  const nameShape = namer(feeds.map((feed) => [...feed.shapes.keys()]), labels);
  feeds.forEach((feed, f) => {
    const index = new Map<number, number>();
    for (const stop of [...feed.served].sort((a, b) => a - b)) {
      const { id, name, at, where } = feed.stops.list[stop];
      if (at !== null) index.set(stop, stops.push({ id: nameStop(f, id), name, ...at, where }) - 1);
    }
    for (const [id, shape] of feed.shapes) shapes.set(nameShape(f, id), shape);
    const stopsOf = numberedOnce(index);
    for (const { run, id, day, shiftSeconds } of feed.departures) {
      const { id: tripId, line, shape } = feed.trips.list[run.trip];
      trips.push({
        id: nameTrip(f, tripId) + id.slice(tripId.length), line, day, stops: stopsOf(run), canBoard: run.canBoard, canAlight: run.canAlight,
        arrivalSeconds: run.arrivals.map((time) => time + shiftSeconds), departureSeconds: run.departures.map((time) => time + shiftSeconds),
        shape: feed.shapes.has(shape) ? nameShape(f, shape) : null,
      });
    }
    for (const { from, to, minSeconds } of feed.transfers) transfers.push({ from: numberOf(index, from), to: numberOf(index, to), minSeconds });
    read.push({ file: feed.name, sha256: feed.sha256, features: feed.departures.filter(({ day }) => day === 0).length });
  });
  return { stops, trips, transfers, shapes, feeds: read };
}

/** The names of the feeds; one that is there again has its number behind it. */
function labelsOf(feeds: readonly FeedService[]): string[] {
  return feeds.map(({ name }, f) => {
    const before = feeds.slice(0, f).filter((feed) => feed.name === name).length;
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

function namer(idsOfFeeds: readonly (readonly string[])[], labels: readonly string[]): (feed: number, id: string) => string {
  const feedOf = new Map<string, number>(), shared = new Set<string>();
  idsOfFeeds.forEach((ids, f) => { for (const id of ids) if ((feedOf.get(id) ?? f) === f) feedOf.set(id, f); else shared.add(id); });
  return (feed, id) => (shared.has(id) ? `${labels[feed]}:${id}` : id);
}

/** The stops of a run by their new numbers, one array for all departures of it. */
function numberedOnce(index: ReadonlyMap<number, number>): (run: Run) => Uint32Array {
  const known = new Map<Run, Uint32Array>();
  return (run) => {
    const stops = known.get(run) ?? run.stops.map((stop) => numberOf(index, stop));
    known.set(run, stops);
    return stops;
  };
}

function numberOf(index: ReadonlyMap<number, number>, stop: number): number {
  const number = index.get(stop);
  if (number === undefined) throw new RangeError(`stop is ${stop}, expected one that is served`);
  return number;
}
