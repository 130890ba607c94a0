/**
 * The slow and obvious search over a timetable: Dijkstra over its events, for one departure after the other.
 *
 * An event is a bus that leaves a stop with someone in it, a bus that comes to one, or someone who is ready to wait at one; each
 * with the rides so far. It knows no patterns, no rounds, no order of trips, and no departure but its own.
 */
import type { TimetableQuestion } from './timetable.ts';

/** When each target is reached by bus, milliseconds from midnight, however late; Infinity where it is not. */
export function arriveByDijkstra({ trips, targetCount, access, transfers, egress, slackMs, maxRides }: Omit<TimetableQuestion, 'departuresMs' | 'limitMs' | 'stopCount'>, departureMs: number): number[] {
  const arrivals = new Array<number>(targetCount).fill(Infinity), done = new Set<string>(), queue: { ms: number; event: string; settle: () => void }[] = [];
  const plan = (ms: number, event: string, settle: () => void): void => {
    if (done.has(event)) return;
    let at = queue.length;
    while (at > 0 && queue[at - 1].ms < ms) at--;
    queue.splice(at, 0, { ms, event, settle }); // the earliest stands last
  };
  const beReady = (stop: number, rides: number, ms: number): void => {
    plan(ms, `ready at ${stop} after ${rides}`, () => {
      if (rides === maxRides) return;
      trips.forEach((trip, t) => {
        trip.stops.forEach((s, i) => { if (s === stop && trip.canBoard[i] === 1 && trip.departureSeconds[i] * 1000 > ms + slackMs) leave(t, i, rides + 1); });
      });
    });
  };
  const leave = (t: number, i: number, rides: number): void => {
    const trip = trips[t];
    plan(trip.departureSeconds[i] * 1000, `${t} leaves ${i} on ride ${rides}`, () => { if (i + 1 < trip.stops.length) come(t, i + 1, rides); });
  };
  const come = (t: number, i: number, rides: number): void => {
    const trip = trips[t], ms = trip.arrivalSeconds[i] * 1000, stop = trip.stops[i];
    plan(ms, `${t} comes to ${i} on ride ${rides}`, () => {
      leave(t, i, rides);
      if (trip.canAlight[i] === 0) return;
      for (const link of egress) if (link.from === stop) plan(ms + link.ms, `target ${link.to}`, () => { arrivals[link.to] = ms + link.ms; });
      for (const link of transfers) if (link.from === stop) beReady(link.to, rides, ms + link.ms);
    });
  };
  for (const { stop, ms } of access) beReady(stop, 0, departureMs + ms);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (done.has(next.event)) continue;
    done.add(next.event);
    next.settle();
  }
  return arrivals;
}
