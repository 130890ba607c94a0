/** Whether the buses of each feed run when people leave. */
import type { BusSettings } from '../core/bus-settings.ts';
import { partsOf, type Findings } from '../core/problems.ts';
import { clockOf } from '../core/units.ts';
import type { Timetable } from '../inputs/gtfs.ts';

/** When buses of a feed leave a stop, seconds from midnight of the date. */
interface Hours { first: number; last: number; isInWindow: boolean }

/** Note the feeds of which no bus leaves a stop within the window: people then walk, and nothing else in a result says why. */
export function noteFeedHours({ stops, trips }: Pick<Timetable, 'stops' | 'trips'>, { startSeconds, endSeconds }: BusSettings['window'], findings: Findings): void {
  const feeds = new Map<string, Hours>();
  for (const { stops: served, departureSeconds } of trips) {
    const feed = partsOf(stops[served[0]].where).file.replace(/\/[^/]*$/, ''), hours = feeds.get(feed) ?? { first: Infinity, last: -Infinity, isInWindow: false };
    feeds.set(feed, hours);
    for (const seconds of departureSeconds.subarray(0, -1)) {
      hours.first = Math.min(hours.first, seconds);
      hours.last = Math.max(hours.last, seconds);
      if (seconds >= startSeconds && seconds < endSeconds) hours.isInWindow = true;
    }
  }
  for (const [feed, { first, last, isInWindow }] of feeds) {
    if (!isInWindow) findings.notice('no-departure-in-window', feed, `no bus leaves a stop from ${clock(startSeconds)} to ${clock(endSeconds)}, when people leave; those of the date leave from ${clock(first)} to ${clock(last)}`);
  }
}

/** HH:MM, beyond 24:00 after midnight; what is left of the day before begins at 00:00. */
function clock(seconds: number): string {
  return clockOf(Math.max(0, seconds)).slice(0, -3);
}
