/** What a journey must be to be one that a person could make. */
import { expect } from 'vitest';
import type { FootLinks } from '../../src/travel/foot-links.ts';
import type { TimetableJourney } from '../../src/travel/range-raptor.ts';
import type { TimetableQuestion } from './timetable.ts';

/**
 * The trips serve the stops of its rides at its times, and may be boarded and left there; every walk and change is one that is
 * given, done in time.
 * @param egress the links that `journey.egress` counts.
 */
export function expectRealJourney({ trips, access, transfers, slackMs, maxRides }: TimetableQuestion, egress: FootLinks, departureMs: number, target: number, journey: TimetableJourney, label: string): void {
  const { rides } = journey, [{ fromStop }] = rides, start = access.find((a) => a.stop === fromStop);
  expect(rides.length, label).toBeLessThanOrEqual(maxRides);
  expect(start, `${label}: the first stop is one to walk to`).toBeDefined();
  let readyMs = departureMs + (start?.ms ?? NaN);
  const walksMs = [start?.ms];
  rides.forEach((ride, i) => {
    const trip = trips[ride.trip], { fromIndex, toIndex } = ride;
    expect(fromIndex, label).toBeLessThan(toIndex);
    expect([ride.fromStop, ride.toStop, ride.departureMs, ride.arrivalMs], `${label}: ride ${i} is as the trip runs`)
      .toEqual([trip.stops[fromIndex], trip.stops[toIndex], trip.departureSeconds[fromIndex] * 1000, trip.arrivalSeconds[toIndex] * 1000]);
    expect([trip.canBoard[fromIndex], trip.canAlight[toIndex]], `${label}: one may get on and off`).toEqual([1, 1]);
    expect(ride.departureMs, `${label}: ride ${i} leaves more than the slack after one is there`).toBeGreaterThan(readyMs + slackMs);
    if (i === rides.length - 1) return;
    const change = transfers.find((l) => l.from === ride.toStop && l.to === rides[i + 1].fromStop);
    expect(change, `${label}: change ${i} is given`).toBeDefined();
    readyMs = ride.arrivalMs + (change?.ms ?? NaN);
    walksMs.push(change?.walkMs);
  });
  const last = rides[rides.length - 1], e = journey.egress;
  expect(e >= egress.first[last.toStop] && e < egress.first[last.toStop + 1], `${label}: the last walk is from the last stop`).toBe(true);
  expect(egress.to[e], label).toBe(target);
  expect(journey.arrivalMs, label).toBe(last.arrivalMs + egress.ms[e]);
  expect(journey.walksMs, `${label}: the walks are those given`).toEqual([...walksMs, egress.walkMs[e]]);
  expect(journey.walkMm, `${label}: a metre takes a second`).toBe(journey.walksMs.reduce((sum, ms) => sum + ms, 0));
}
