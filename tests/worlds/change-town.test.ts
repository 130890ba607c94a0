/**
 * A town in which one has to change, with answers by arithmetic; streets aslant, walked at 1 m/s.
 *
 *   home --150 m-- V ======= line 1, 6 km, 8 min, every 15 min =======> C1 --120 m-- C2 == line 2, 3 km, 4 min, every 6 min ==> T --90 m-- shop
 *
 * Line 1 leaves V at :00 :15 :30 :45 and is at C1 8 min later; two minutes on foot, and one is at C2 at :10 :25 :40 :55. Line 2 leaves C2
 * at :00 :06 :12 …; more than a minute later that is :12, :30, :42, :00. It is at T four minutes later, and the shop is 1.5 min on:
 *
 *   line 1 at    :00     :15     :30     :45
 *   shop at      :17.5   :35.5   :47.5   :65.5
 *
 * To catch the bus of minute b one leaves home before b - 3.5 min (2.5 min on foot, 1 min at the stop): the last is b - 4, the first is
 * b - 18. So line 1 at :00 and :30 takes 21.5, 22.5, … 35.5 min, line 1 at :15 and :45 takes 24.5, … 38.5 min, each of these 30
 * values four times within two hours. Of the 120 sorted times 21.5, 22.5, 23.5 come four times each, then 24.5 to 35.5 eight times
 * each, then 36.5, 37.5, 38.5 four times each.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { halts, partsOf, table } from '../inputs/gtfs-feeds.ts';
import { command } from '../support/command.ts';
import { collection, feature, line, point, temporaryFolder } from '../support/project.ts';
import { toDegrees, type Metres } from '../support/town.ts';

/** 6 km along (4, 3) from V, then along (-3, 4). */
const along1 = (metres: number): Metres => [0.8 * metres, 0.6 * metres], along2 = (metres: number): Metres => [4800 - 0.6 * metres, 3600 + 0.8 * metres];
const PLACES = { home: along1(-150), V: along1(0), C1: along1(6000), C2: along2(120), T: along2(3120), shop: along2(3210) };

function drawTown(): { folder: string; args: string[] } {
  const folder = temporaryFolder(), { home, C1, shop } = PLACES;
  writeFileSync(join(folder, 'walk.geojson'), collection([feature('one', line(home, C1)), feature('two', line(C1, shop))]));
  return { folder, args: ['--walk', join(folder, 'walk.geojson'), '--walk-speed', '60', '--from', toDegrees(home).join(), '--to', toDegrees(shop).join()] };
}

async function secondsOf(args: readonly string[]): Promise<number[]> {
  const { code, stdout, stderr } = await command(['matrix', ...args]);
  expect([code, stderr]).toEqual([0, '']);
  const [, row] = stdout.trim().split('\n'), cells = row.replaceAll(/"[^"]*"/g, 'id').split(',');
  return cells.slice(2, -3).map(Number);
}

const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00`;
const every = (minutes: number): number[] => Array.from({ length: 5 * 60 / minutes }, (_, i) => 6 * 60 + i * minutes); // 06:00 to 11:00

/** Write the timetable into the folder. @returns the options that take it. */
function withTimetable(folder: string): string[] {
  const { V, C1, C2, T } = PLACES;
  const trips = [...every(15).map((m) => ['one', `one ${m}`, 'V', 'C1', m, m + 8] as const), ...every(6).map((m) => ['two', `two ${m}`, 'C2', 'T', m, m + 4] as const)];
  const parts = partsOf({
    stops: table('stops', ...Object.entries({ V, C1, C2, T }).map(([id, place]) => { const [lon, lat] = toDegrees(place); return `${id},${id},${lat},${lon}`; })),
    routes: table('routes', 'one,1路,', 'two,2路,'), trips: table('trips', ...trips.map(([route, trip]) => `${trip},${route},WK`)),
    stop_times: table('stop_times', ...trips.flatMap(([, trip, from, to, leaves, arrives]) => halts(trip, `${from} ${clock(leaves)}`, `${to} ${clock(arrives)}`))),
  });
  for (const [name, bytes] of Object.entries(parts)) writeFileSync(join(folder, name), bytes);
  return ['--gtfs', folder, '--date', '2024-06-04', '--depart', '07:00-09:00'];
}

/** The same with headways. */
function withHeadways(folder: string): string[] {
  const { V, C1, C2, T } = PLACES, lines = join(folder, 'lines.geojson'), stops = join(folder, 'stops.geojson');
  writeFileSync(lines, collection([
    feature('1路', line(V, C1), { direction: 'forward', headwayMinutes: 15, runMinutes: 8, stops: ['V', 'C1'] }),
    feature('2路', line(C2, T), { direction: 'forward', headwayMinutes: 6, speedKmh: 45, stops: ['C2', 'T'] }), // 3 km in 4 min
  ]));
  writeFileSync(stops, collection(Object.entries({ V, C1, C2, T }).map(([id, place]) => feature(id, point(...place)))));
  return ['--bus-lines', lines, '--bus-stops', stops];
}

test('by timetable the percentiles are those of the sum', async () => {
  const { folder, args } = drawTown(), seconds = await secondsOf([...args, ...withTimetable(folder), '--percentiles', '5,25,50,75,95']);
  // The 6th is 22.5 min, the 30th 26.5, the 60th 29.5, the 90th 33.5, the 114th 37.5.
  expect(seconds.map((s) => Math.round(s))).toEqual([1350, 1590, 1770, 2010, 2250]);
});

test('by headway the way is the sum of its parts, each boarding waited for', async () => {
  const { folder, args } = drawTown(), bus = withHeadways(folder);
  // On foot 150 + 120 + 90 s, at the stops 60 s each, on the buses 480 + 240 s; of the headways 900 + 360 s a half, or a tenth and nine tenths.
  expect((await secondsOf([...args, ...bus, '--percentiles', '10,50,90'])).map((s) => Math.round(s))).toEqual([1200 + 126, 1200 + 630, 1200 + 1134]);
});

test('without the buses it is a walk of over two hours', async () => {
  const { args } = drawTown(), { stdout } = await command(['matrix', ...args]);
  expect(Number(stdout.trim().split('\n')[1].split(',').at(-1))).toBeCloseTo(150 + 6000 + 3210, -1);
});

interface Way { properties: { seconds: number; metres: number; percentile: number; departure: string | null }; features: { properties: { mode: string; line: string | null; seconds: number; metres: number } }[] }

/** One way explained: what is said of it, its totals, and its legs without the walks; the legs add up. */
async function routeOf(args: readonly string[]) {
  const { code, stdout, stderr } = await command(['route', ...args]), { properties, features } = JSON.parse(stdout) as Way;
  expect(code, stderr).toBe(0);
  for (const what of ['seconds', 'metres'] as const) expect(features.reduce((sum, f) => sum + f.properties[what], 0)).toBeCloseTo(properties[what], what === 'seconds' ? 6 : 0);
  return { said: stderr.split('\n')[1], properties, buses: features.map((f) => f.properties).filter(({ mode }) => mode !== 'walk').map(({ mode, line, seconds }) => [mode, line, Math.round(seconds)]) };
}

test('by timetable a route is the first journey that takes the time of the percentile', async () => {
  // 29.5 min: to catch line 1 at :00 and :30 leave 12 min before it, at :15 and :45 nine: the first time at 07:06. At V at 07:08.5, 6.5 min before the
  // bus of 07:15; at C1 at 07:23, at C2 at 07:25, five minutes before the bus of 07:30.
  const { folder, args } = drawTown(), bus = withTimetable(folder), { said, properties, buses } = await routeOf([...args, ...bus]);
  expect(properties).toMatchObject({ percentile: 50, departure: '07:06:00' });
  expect(buses).toEqual([['wait', '1路', 390], ['bus', '1路', 480], ['wait', '2路', 300], ['bus', '2路', 240]]);
  expect(said).toBe('leaving at 07:06:00: 6.00 min on foot, 11.50 min waiting, 12.00 min by bus: 1路, 2路');
  for (const percentile of ['5', '25', '50', '75', '95']) expect([(await routeOf([...args, ...bus, '--percentile', percentile])).properties.seconds], percentile).toEqual(await secondsOf([...args, ...bus, '--percentiles', percentile]));
});

test('by headway a route waits the share of the percentile', async () => {
  const { folder, args } = drawTown(), bus = withHeadways(folder), { said, properties, buses } = await routeOf([...args, ...bus, '--percentile', '10']);
  expect(properties).toMatchObject({ percentile: 10, departure: null });
  expect(buses).toEqual([['wait', '1路', 150], ['bus', '1路', 480], ['wait', '2路', 96], ['bus', '2路', 240]]); // 60 + 90 s, 60 + 36 s
  expect(said).toBe('6.00 min on foot, 4.10 min waiting, 12.00 min by bus: 1路, 2路');
  for (const percentile of ['10', '50', '90']) expect([(await routeOf([...args, ...bus, '--percentile', percentile])).properties.seconds], percentile).toEqual(await secondsOf([...args, ...bus, '--percentiles', percentile]));
});
