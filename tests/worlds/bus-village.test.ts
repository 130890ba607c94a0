/**
 * A village that reaches its town by bus, with answers by arithmetic.
 *
 *   0 m a      500 m market, s1    600 m clinic, hub            2000 m b, s2
 *   o----------------+--------------------+-----------------------------o
 *
 * On foot (60 m/min; 48 m/min to the clinic) the village b has 25 min to the market, 29.17 min to the clinic and
 * 23.33 min to the hub. The bus runs the 1500 m between the stops in 3 min (30 km/h).
 *
 *   by headway of 10 min: 1 min slack + 5 min + 3 min ride = 9 min to the market
 *                         and 100 m more on foot: 2.08 min at 48 m/min to the clinic, 1.67 min at 60 m/min to the hub
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CoverageFile } from '../../src/coverage/coverage-schema.ts';
import { halts, partsOf, table } from '../inputs/gtfs-feeds.ts';
import { command, faultsOf, noticesOf, reportOn } from '../support/command.ts';
import { CHECKLIST, collection, facility, FACILITIES, feature, LAYERS, line, point, temporaryFolder, writeProject, type ProjectParts } from '../support/project.ts';
import { toDegrees } from '../support/town.ts';

const gcoord = createRequire(import.meta.url)('gcoord') as { transform(position: number[], from: string, to: string): [number, number]; WGS84: string; GCJ02: string };
const BY_BUS = { ...CHECKLIST, tables: CHECKLIST.tables.map((t) => ({ ...t, services: t.services.map((s) => ({ ...s, mode: s.id === 'market' || s.id === 'clinic' ? 'walk+bus' : 'walk' })) })) };
const PLACES = [...FACILITIES, facility('h1', 'transit_hub', [600, 0])];
const STOPS = [feature('s1', point(500, 0), { name: 'Market' }), feature('s2', point(2000, 0), { name: 'Birch' })];
const HEADWAY = { headwayMinutes: 10, speedKmh: 30, firstDeparture: '06:00', lastDeparture: '19:00', stops: ['s2', 's1'] };

const byHeadway = (properties: object = {}, travel: object = {}): ProjectParts => ({
  checklist: BY_BUS, facilities: PLACES, project: { layers: { ...LAYERS, bus: { lines: 'l.geojson', stops: 's.geojson' } }, travel },
  files: { 'l.geojson': collection([feature('L1', line([2000, 0], [500, 0]), { ...HEADWAY, ...properties })]), 's.geojson': collection(STOPS) },
});

/** A line from s2 to s1 in 3 min at these times, on a Tuesday in June. */
function byTimetable(departures: readonly string[], travel: object = {}): ProjectParts {
  const at = (x: number): string => { const [lon, lat] = toDegrees([x, 0]); return `${lat},${lon}`; };
  const feed = partsOf({
    stops: table('stops', `s1,Market,${at(500)}`, `s2,Birch,${at(2000)}`), trips: table('trips', ...departures.map((_, i) => `t${i},R,WK`)),
    stop_times: table('stop_times', ...departures.flatMap((time, i) => halts(`t${i}`, `s2 ${time}:00`, `s1 ${time.slice(0, 3)}${String(Number(time.slice(3)) + 3).padStart(2, '0')}:00`))),
  });
  return {
    checklist: BY_BUS, facilities: PLACES, project: { layers: { ...LAYERS, bus: { gtfs: 'feed', date: '2024-06-04' } }, travel },
    files: Object.fromEntries(Object.entries(feed).map(([name, bytes]) => [`feed/${name}`, bytes])),
  };
}

const village = ({ settlements }: CoverageFile): CoverageFile['settlements'][0] => settlements[1];

test('by headway the village is covered by bus, and every part of the way is told', async () => {
  const { notices, coverage } = await noticesOf(byHeadway()), { services: { market, clinic, library }, busStop } = village(coverage);
  expect(notices.filter((n) => !n.startsWith('unknown-facility-type'))).toEqual([]);
  expect(market).toEqual({
    status: 'covered', severity: null, reason: null, minutes: 9, metres: 0, facilityId: 'm1', mode: 'walk+bus', shortfallMinutes: null, shortfallMetres: null, departureShare: null,
    bus: { walkMinutes: 0, waitMinutes: 6, rideMinutes: 3, rides: [{ line: 'L1', fromStop: 's2', toStop: 's1', waitMinutes: 6, rideMinutes: 3, departure: null }] },
  });
  expect(clinic).toMatchObject({ status: 'covered', minutes: 11.08, metres: 100, mode: 'walk+bus', bus: { walkMinutes: 2.08, waitMinutes: 6, rideMinutes: 3 } });
  expect(library).not.toHaveProperty('bus'); // asked for on foot
  // 13 h of departures every 10 min, both ends counted; the other direction ends at s2.
  expect(busStop).toEqual({ id: 's2', name: 'Birch', minutes: 0, metres: 0, lines: ['L1'], tripsPerDay: 79, hubMinutes: 10.67 });
  expect(coverage.settlements[0].services.market).toMatchObject({ minutes: 8.33, mode: 'walk', bus: null });
  expect(coverage.services.filter((s) => s.table === 'rural').map((s) => s.gainedByBus)).toEqual([{ settlements: 1, population: 100 }, { settlements: 1, population: 100 }, undefined]);
});

test('a line by headway is not ridden out of its hours, and a share of the headway is waited', async () => {
  const late = await noticesOf(byHeadway({ firstDeparture: '08:01' })), patient = await noticesOf(byHeadway({}, { waitShare: 1, boardingSlackSeconds: 0 }));
  expect(village(late.coverage).services.market).toMatchObject({ status: 'gap', minutes: 25, mode: 'walk', bus: null });
  expect(late.notices.filter((n) => n.startsWith('line-out-of-hours'))).toEqual(['line-out-of-hours × 1  l.geojson: bus lines whose hours do not include the middle of the window of departures; nobody rides them in this run: L1']);
  expect(village(patient.coverage).services.market).toMatchObject({ minutes: 13, bus: { waitMinutes: 10, rideMinutes: 3 } });
});

test('by timetable the median of the departures decides, and the share of them that make it is told', async () => {
  // Buses at 07:02, 07:12 … 08:52, and 09:02. Leaving at minute m one boards the first bus later than m + 1: from 07:01 on the waits
  // are 11, 10, … 2 min again and again. The median of 120 is the 60th: 6 min and 3 min ride. The market (10 min) is made with
  // waits up to 7 min: 6 of 10.
  const departures = ['07', '08'].flatMap((hour) => ['02', '12', '22', '32', '42', '52'].map((minute) => `${hour}:${minute}`));
  const { coverage } = await noticesOf(byTimetable([...departures, '09:02', '09:12'])), { services: { market }, busStop } = village(coverage);
  expect(market).toMatchObject({ status: 'covered', minutes: 9, metres: 0, mode: 'walk+bus', departureShare: 0.6, bus: { walkMinutes: 0, waitMinutes: 6, rideMinutes: 3 } });
  expect(market.bus?.rides).toEqual([{ line: '1路', fromStop: 's2', toStop: 's1', waitMinutes: 6, rideMinutes: 3, departure: '07:12:00' }]);
  expect(busStop).toMatchObject({ id: 's2', lines: ['1路'], tripsPerDay: 14 });
  const late = await noticesOf(byTimetable([...departures, '09:02', '09:12'], { percentile: 90 }));
  expect(village(late.coverage).services.market).toMatchObject({ status: 'gap', minutes: 13, shortfallMinutes: 3 }); // the 108th of 120: 10 min wait
});

test('a bus that comes once an hour leaves the median on foot', async () => {
  const { coverage } = await noticesOf(byTimetable(['07:30', '08:30', '09:30']));
  // Waits of 2 to 61 min: with 22 min or less the bus is faster than 25 min on foot: 20 of 60 departures; with 7 or less in time: 6 of 60.
  expect(village(coverage).services.market).toMatchObject({ status: 'gap', minutes: 25, mode: 'walk', bus: null, departureShare: 0.1 });
});

test('on a day without service all is on foot, and the span of the feed is named', async () => {
  const parts = byTimetable(['07:30']), sunday = { ...parts, project: { layers: { ...LAYERS, bus: { gtfs: 'feed', date: '2024-06-09' } } } };
  const { notices, coverage } = await noticesOf(sunday);
  expect(notices.filter((n) => /^(no-service|walked-only)/.test(n))).toEqual([
    expect.stringMatching(/^no-service-on-date × 1 {2}feed: .*2024-06-09.*2024-06-03.*2024-06-28/), expect.stringMatching(/^walked-only/),
  ]);
  expect(village(coverage).services.market).toEqual({ status: 'gap', severity: 'pilot', reason: null, minutes: 25, metres: 1500, facilityId: 'm1', mode: 'walk', shortfallMinutes: 15, shortfallMetres: null });
  expect(village(coverage)).not.toHaveProperty('busStop');
});

test('a feed of which no bus leaves within the window is named, with its hours', async () => {
  const of = async (parts: ProjectParts): Promise<string[]> => (await noticesOf(parts)).notices.filter((n) => n.startsWith('no-departure'));
  expect(await of(byTimetable(['11:00', '22:47']))).toEqual(['no-departure-in-window × 1  feed: no bus leaves a stop from 07:00 to 09:00, when people leave; those of the date leave from 11:00 to 22:47']);
  expect(await of(byTimetable(['06:50', '09:00']))).toEqual([expect.stringMatching(/leave from 06:50 to 09:00$/)]);
  expect(await of(byTimetable(['08:50']))).toEqual([]);
});

test('adding a bus never makes anything slower in a report', async () => {
  const onFoot = await noticesOf({ checklist: BY_BUS, facilities: PLACES }), ridden = await noticesOf(byHeadway());
  onFoot.coverage.settlements.forEach(({ services }, s) => {
    for (const [id, { minutes }] of Object.entries(services)) if (minutes !== null) expect(ridden.coverage.settlements[s].services[id].minutes, id).toBeLessThanOrEqual(minutes);
  });
});

test('the route behind a cell by bus has the minutes of the report', async () => {
  const folder = writeProject(byHeadway()), out = join(temporaryFolder(), 'way.geojson');
  writeFileSync(out, '');
  const { code, stdout, stderr } = await command(['route', folder, '--settlement', 'b', '--service', 'clinic']);
  expect(code, stderr).toBe(0);
  const { properties, features } = JSON.parse(stdout) as { properties: { seconds: number }; features: { properties: { mode: string; line: string | null; seconds: number } }[] };
  expect(properties.seconds).toBeCloseTo(665, 1); // 125 s on foot, 360 s and 180 s
  expect(features.map((f) => f.properties).filter((p) => p.mode !== 'walk').map((p) => [p.mode, p.line, Math.round(p.seconds)])).toEqual([['wait', 'L1', 360], ['bus', 'L1', 180]]);
  expect(features.reduce((sum, f) => sum + f.properties.seconds, 0)).toBeCloseTo(properties.seconds, 6);
});

test('the route between the village and the market without a project has the minutes of the report', async () => {
  const ends = (folder: string): string[] => ['--walk', join(folder, 'walk.geojson'), '--from', toDegrees([2000, 0]).join(), '--to', toDegrees([500, 0]).join()];
  const byLines = writeProject(byHeadway()), byFeed = writeProject(byTimetable(['07:02', '07:12', '07:22', '07:32', '07:42', '07:52', '08:02'])), at = (name: string): string => join(byLines, name);
  const routeOf = async (args: string[]): Promise<string> => (await command(['route', ...args])).stderr.split('\n').slice(0, -1).map((said) => said.replace(/.* to [^:]*: /, '')).join('; ');
  expect(await routeOf([...ends(byLines), '--bus-lines', at('l.geojson'), '--bus-stops', at('s.geojson')])).toBe('9.00 min, 0.0 m; 0.00 min on foot, 6.00 min waiting, 3.00 min by bus: L1');
  const feed = [...ends(byFeed), '--gtfs', join(byFeed, 'feed'), '--date', '2024-06-04', '--depart', '07:01-08:01'];
  // Waits of 2 to 11 min, six times each: the median is 6 min, the first time for the bus of 07:12.
  expect(await routeOf(feed)).toBe('9.00 min, 0.0 m; leaving at 07:06:00: 0.00 min on foot, 6.00 min waiting, 3.00 min by bus: 1路');
  expect(await routeOf(ends(byLines))).toBe('25.00 min, 1500.0 m');
});

test('a place that few departures reach has a route at the percentiles that do', async () => {
  // Another island beyond the end of the bus: the bus of 07:30 takes people there who leave up to 07:28, from 07:00 on 29 of 60; the
  // 48th percentile is the 29th and longest of their times.
  const [lon, lat] = toDegrees([5000, 0]), folder = writeProject(byTimetable(['07:30'])), feed = join(folder, 'feed'), walk = join(folder, 'walk.geojson');
  writeFileSync(join(feed, 'stops.txt'), table('stops', `s1,Market,${lat},${lon}`, `s2,Birch,${toDegrees([2000, 0]).reverse().join()}`));
  writeFileSync(walk, collection([feature('here', line([0, 0], [2000, 0])), feature('there', line([5000, 0], [6000, 0]))]));
  const args = ['route', '--walk', walk, '--from', toDegrees([2000, 0]).join(), '--to', [lon, lat].join(), '--gtfs', feed, '--date', '2024-06-04', '--depart', '07:00-08:00', '--percentile'];
  const half = await command([...args, '50']), some = await command([...args, '48']);
  expect([half.code, (JSON.parse(half.stdout) as { properties: { seconds: null } }).properties.seconds]).toEqual([0, null]);
  expect(half.stderr).toContain(' at percentile 50; 48.3 % of the departures get there\n');
  expect(some.stderr).toContain(': 33.00 min, 0.0 m\nleaving at 07:00:00: 0.00 min on foot, 30.00 min waiting, 3.00 min by bus');
});

test('a feed whose stops are in GCJ-02 is refused, and so is one with latitude and longitude exchanged', async () => {
  const rows = Array.from({ length: 25 }, (_, i) => toDegrees([80 * i, 0]));
  const feedOf = (places: readonly (readonly number[])[]): ProjectParts => {
    const halting = places.map((_, i) => `s${i} 07:${String(i).padStart(2, '0')}:00`);
    const feed = partsOf({ stops: table('stops', ...places.map(([lon, lat], i) => `s${i},,${lat},${lon}`)), trips: table('trips', 't,R,WK'), stop_times: table('stop_times', ...halts('t', ...halting)) });
    return { checklist: BY_BUS, project: { layers: { ...LAYERS, bus: { gtfs: 'feed', date: '2024-06-04' } } }, files: Object.fromEntries(Object.entries(feed).map(([name, bytes]) => [`feed/${name}`, bytes])) };
  };
  expect(await faultsOf(feedOf(rows.map((at) => gcoord.transform([...at], gcoord.WGS84, gcoord.GCJ02))))).toEqual([expect.stringMatching(/^feed: its places lie systematically off the network: .* if it is in gcj02 \(GCJ-02, as of 高德\)\. Bring stop_lat and stop_lon of its stops\.txt to WGS84\.$/)]);
  expect(await faultsOf(feedOf(rows.map(([lon, lat]) => [lat, lon])))).toEqual(['feed/stops.txt: latitude and longitude look swapped: of 25 stops 25 have a stop_lat beyond 90 that would be a longitude. Exchange the columns stop_lat and stop_lon.']);
});

test('the matrix over the project has the minutes of its report by timetable, and the share of departures that make it; isochrones are on foot, which is told', async () => {
  const departures = ['07', '08'].flatMap((hour) => ['02', '12', '22', '32', '42', '52'].map((minute) => `${hour}:${minute}`)), folder = writeProject(byTimetable([...departures, '09:02', '09:12'])), { coverage } = await reportOn(folder);
  const { code, stdout, stderr } = await command(['matrix', folder, '--service', 'market', '--settlement', 'b', '--max-minutes', '10']);
  expect([code, stderr, stdout]).toEqual([0, '', 'from_id,to_id,seconds_p50,share,walk_seconds,walk_metres\nb,m1,540,0.6,,\n']); // 6 min of waiting and 3 of riding, as above
  expect(village(coverage).services.market).toMatchObject({ minutes: 9, departureShare: 0.6 });
  const isochrones = await command(['isochrone', folder, '--service', 'market']);
  expect([isochrones.code, isochrones.stderr]).toEqual([0, 'notice: checklist: services asked for on foot or by bus were measured on foot only: urban/market, rural/market (2)\n']);
});
