/** Feeds broken at random: a sound timetable or faults come out, and nothing else. */
import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { changes, mutate, type Change } from '../support/mutations.ts';
import { temporaryFolder } from '../support/project.ts';
import { BASE, halts, partsOf, readFiles, table, TUESDAY, type Outcome } from './gtfs-feeds.ts';

const SEED = 20240604, RUNS = 400;
const FEED = partsOf({
  trips: 'trip_id,route_id,service_id,shape_id\nT,R,WK,s\nF,R,WK,s\nN,R,WK,\n', shapes: table('shapes', 's,31.6,121.5,1', 's,31.6,121.51,2'),
  stop_times: 'trip_id,stop_id,stop_sequence,arrival_time,departure_time,pickup_type,drop_off_type,shape_dist_traveled\n'
    + [...halts('T', 'A 07:00:00', 'B', 'C 07:20:00'), ...halts('F', 'A 07:00:00', 'B 07:05:00'), ...halts('N', 'C 23:50:00', '"A" 24:20:00')].map((row, i) => `${row},0,${i % 2},${100 * i}`).join('\r\n'),
  stops: `stop_id,stop_name,stop_lat,stop_lon,parent_station\n${BASE['stops'].split('\n').slice(1, 4).map((row) => `${row},S`).join('\n')}\nS,示范站,31.6,121.5,\n`,
  frequencies: table('frequencies', 'F,08:00:00,09:00:00,600'), transfers: table('transfers', 'S,S,2,60', 'A,B,3,'), calendar_dates: table('calendar_dates', 'WK,20240605,2'),
});

/** What every timetable promises, whatever it was read from. */
function expectSound({ timetable, faults, notices }: Outcome): void {
  for (const text of [...faults, ...notices]) expect(text.length).toBeLessThan(2000);
  if (timetable === null) { expect(faults.length).toBeGreaterThan(0); return; }
  const { stops, trips, transfers, shapes } = timetable;
  for (const { lon, lat } of stops) expect(Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && (lon !== 0 || lat !== 0)).toBe(true);
  expect(new Set(trips.flatMap((trip) => [...trip.stops])).size).toBe(stops.length);
  expect(new Set(stops.map(({ id }) => id)).size).toBe(stops.length);
  for (const trip of trips) {
    const { arrivalSeconds, departureSeconds, shape, day } = trip, n = trip.stops.length;
    expect(n).toBeGreaterThan(1);
    expect([arrivalSeconds, departureSeconds, trip.canBoard, trip.canAlight].map(({ length }) => length)).toEqual([n, n, n, n]);
    for (const stop of trip.stops) expect(stop).toBeLessThan(stops.length);
    for (let i = 0; i < n; i++) {
      expect(departureSeconds[i]).toBeGreaterThanOrEqual(arrivalSeconds[i]);
      if (i > 0) expect(arrivalSeconds[i]).toBeGreaterThanOrEqual(departureSeconds[i - 1]);
    }
    if (day === -1) expect(arrivalSeconds[n - 1]).toBeGreaterThanOrEqual(0);
    if (day === 1) expect(departureSeconds[0]).toBeLessThan(30 * 3600);
    if (shape !== null) expect(shapes.get(shape)?.length).toBeGreaterThan(1);
  }
  for (const { from, to, minSeconds } of transfers) expect(from < stops.length && to < stops.length && (minSeconds === null || minSeconds > 0)).toBe(true);
}

/** @returns how many were sound, how many faulty. */
async function check(broken: (list: readonly Change[]) => Uint8Array): Promise<{ sound: number; faulty: number }> {
  const folder = temporaryFolder(), seen = { sound: 0, faulty: 0 };
  await fc.assert(fc.asyncProperty(changes, async (list) => {
    writeFileSync(join(folder, 'feed.zip'), broken(list));
    const outcome = await readFiles(folder, ['feed.zip'], TUESDAY);
    seen[outcome.faults.length > 0 ? 'faulty' : 'sound']++;
    expectSound(outcome);
  }), { numRuns: RUNS, seed: SEED });
  return seen;
}

test('a feed with a broken table yields a sound timetable or faults', async () => {
  const names = Object.keys(FEED);
  const { sound, faulty } = await check((list) => {
    const name = names[Math.floor(list[0].at * 1e6) % names.length];
    return zipSync({ ...FEED, [name]: mutate(FEED[name], list) }, { level: 0 });
  });
  expect(Math.min(sound, faulty)).toBeGreaterThan(50);
});

test('a broken archive yields a sound timetable or faults', async () => {
  const archive = zipSync(FEED);
  const { faulty } = await check((list) => mutate(archive, list));
  expect(faulty).toBeGreaterThan(RUNS / 2); // checksums find nearly all
});
