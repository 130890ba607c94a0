/** Which trips leave when, seen from midnight of the date: those of the date, and of the days beside it what reaches into it. */
import type { Position } from 'geojson';
import { clockOf } from '../core/units.ts';
import type { Run } from './gtfs-runs.ts';
import type { FeedStops } from './gtfs-stops.ts';
import type { FeedTransfer } from './gtfs-transfers.ts';
import type { Day, FeedTrips } from './gtfs-trips.ts';

const DAY_SECONDS = 86_400;
/** Trips of the day after are there for people who come late: those that begin before six in the morning. */
const LATEST_OF_NEXT_DAY_SECONDS = 6 * 3600;

export interface Departure {
  readonly run: Run;
  readonly id: string;
  readonly day: Day;
  /** To add to the times of the run. */
  readonly shiftSeconds: number;
}

/** What a feed has for the date. */
export interface FeedService {
  readonly name: string;
  readonly sha256: string;
  readonly stops: FeedStops;
  readonly trips: FeedTrips;
  readonly departures: readonly Departure[];
  /** Indices of the stops of the departures. */
  readonly served: ReadonlySet<number>;
  readonly transfers: readonly FeedTransfer[];
  readonly shapes: ReadonlyMap<string, readonly Position[]>;
}

/** In the order of trips.txt; of one trip by its times. @param frequencies when trips of frequencies.txt leave their first stop. */
export function planDepartures(runs: readonly Run[], frequencies: ReadonlyMap<number, readonly number[]>, trips: FeedTrips): Departure[] {
  return runs.flatMap((run) => {
    const { id, days } = trips.list[run.trip], times = frequencies.get(run.trip);
    const ofDay = times === undefined ? [{ id, moved: 0 }] : times.map((time) => ({ id: `${id}@${clockOf(time)}`, moved: time - run.firstDeparture }));
    return days.flatMap((day) => ofDay.map((one): Departure => ({ run, id: one.id, day, shiftSeconds: day * DAY_SECONDS + one.moved })).filter(reachesTheDate));
  });
}

function reachesTheDate({ run: { arrivals, departures }, day, shiftSeconds }: Departure): boolean {
  if (day === -1) return arrivals[arrivals.length - 1] + shiftSeconds >= 0;
  return day === 0 || departures[0] + shiftSeconds < DAY_SECONDS + LATEST_OF_NEXT_DAY_SECONDS;
}
