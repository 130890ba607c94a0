import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeatureCollection, MultiPolygon } from 'geojson';
import { expect, test } from 'vitest';
import { command } from '../support/command.ts';
import { collection, feature, line, point, writeProject } from '../support/project.ts';
import { toDegrees } from '../support/town.ts';

type Isochrones = FeatureCollection<MultiPolygon, { from_id: string; minutes: number; direction: string; areaSquareMetres: number; streetMetres: number }>;
const parse = (text: string): Isochrones => JSON.parse(text) as Isochrones;

/** The street of the small project and points of our own. */
function isochroneOf(points: readonly object[], ...options: string[]) {
  const folder = writeProject({ files: { '点.geojson': collection(points) } }), walk = join(folder, 'walk.geojson'), from = join(folder, '点.geojson');
  return { folder, walk, from, run: () => command(['isochrone', '--walk', walk, '--from', from, ...options]) };
}
const home = (id: string, x: number, y = 0): object => feature(id, point(x, y));

test('there is a feature for each point and limit, by point and ascending, and a point off the network has none and is named', async () => {
  const { code, stdout, stderr } = await isochroneOf([home('b', 200), home('a', 100), home('z', 100, 900)], '--minutes', '10, 2.5').run();
  const { features } = parse(stdout);
  expect(code).toBe(0);
  expect(features.map(({ properties: { from_id, minutes, direction } }) => [from_id, minutes, direction])).toEqual([['a', 2.5, 'from'], ['a', 10, 'from'], ['b', 2.5, 'from'], ['b', 10, 'from']]);
  expect(features[0].properties.streetMetres).toBeCloseTo(250, 0); // from the end of the street 100 m away to 150 m the other way
  expect(stderr).toContain('points further than 300 m from the network are left out: z');
});

test('a point may be written as LON,LAT, and the file is what GDAL reads as valid polygons', async () => {
  const { walk, folder } = isochroneOf([]), out = join(folder, 'out', '等时圈.geojson');
  const { code, stdout } = await command(['isochrone', '--walk', walk, '--from', '121.5,31.6', '--out', out]);
  expect([code, stdout]).toEqual([0, '']);
  expect(parse(readFileSync(out, 'utf8')).features.map((f) => [f.properties.from_id, f.properties.minutes])).toEqual([['121.5,31.6', 5], ['121.5,31.6', 10], ['121.5,31.6', 15]]);
  if (spawnSync('ogrinfo', ['--version']).status === 0) {
    expect(execFileSync('ogrinfo', ['-q', '-dialect', 'SQLite', '-sql', 'SELECT COUNT(*) AS n, SUM(ST_IsValid(geometry)) AS valid FROM "等时圈"', out], { encoding: 'utf8' })).toMatch(/n \(Integer\) = 3\s+valid \(Integer\) = 3/);
  }
});

test('limits shorter than the way to the network have no polygon and are told', async () => {
  const { code, stdout, stderr } = await isochroneOf([home('a', 100, 120)], '--minutes', '1,3').run();
  expect([code, parse(stdout).features.map((f) => f.properties.minutes)]).toEqual([0, [3]]);
  expect(stderr).toContain('limits shorter than the way from the point to the network have no polygon: a');
});

const WRONG: readonly (readonly [fact: string, options: readonly string[], said: string])[] = [
  ['a limit of 0', ['--minutes', '0'], 'above 0 and up to 600'],
  ['a limit of 601 minutes', ['--minutes', '5,601'], 'above 0 and up to 600'],
  ['a limit given twice', ['--minutes', '5,10,5.0'], 'Give each limit once'],
  ['no limit', ['--minutes', ''], 'above 0 and up to 600'],
  ['a direction that is none', ['--direction', 'fro'], 'Allowed choices are from, to'],
  ['no ground', ['--buffer-metres', '0'], 'above 0 and up to 1000'],
];
for (const [fact, options, said] of WRONG) test(`${fact} is refused`, async () => {
  const { code, stdout, stderr } = await isochroneOf([home('a', 100)], ...options).run();
  expect([code, stdout, stderr.includes(said)], stderr).toEqual([2, '', true]);
});

test('isochrones are never written over their inputs', async () => {
  const { walk, from } = isochroneOf([home('a', 100)]), before = readFileSync(from, 'utf8');
  expect((await command(['isochrone', '--walk', walk, '--from', from, '--out', from])).code).toBe(2);
  expect(readFileSync(from, 'utf8')).toBe(before);
});

test('a limit of ten hours on a small town is that town', async () => {
  const { code, stdout } = await isochroneOf([home('a', 100)], '--minutes', '600').run(), [only] = parse(stdout).features;
  expect([code, only.geometry.coordinates.length]).toEqual([0, 1]);
});

test('the agreement with the matrix holds to the second: a point just inside the time is inside, one just outside is not', async () => {
  const { folder, walk } = isochroneOf([]);
  const { stdout } = await command(['isochrone', '--walk', walk, '--from', '121.5,31.6', '--minutes', '5']);
  const east = Math.max(...parse(stdout).features[0].geometry.coordinates.flat(2).map(([lon]) => lon));
  writeFileSync(join(folder, 'to.geojson'), JSON.stringify({ type: 'Feature', properties: { id: 'rim' }, geometry: { type: 'Point', coordinates: [east, 31.6] } }));
  const matrix = await command(['matrix', '--walk', walk, '--from', '121.5,31.6', '--to', join(folder, 'to.geojson')]);
  expect(Math.abs(Number(matrix.stdout.trimEnd().split('\n')[1].split(',').at(-2)) - 300)).toBeLessThan(1);
});

/** The street of 2 km, and a bus every two minutes that takes two from its west end to its east end, from ten o'clock on. */
function isochroneByBus(...options: string[]) {
  const run = { direction: 'forward', headwayMinutes: 2, runMinutes: 2, stops: ['w', 'e'], firstDeparture: '10:00', lastDeparture: '20:00' };
  const folder = writeProject({ files: { 'l.geojson': collection([feature('L1', line([0, 0], [2000, 0]), run)]), 's.geojson': collection([feature('w', point(0, 0)), feature('e', point(2000, 0))]) } }), at = (name: string): string => join(folder, name);
  return command(['isochrone', '--walk', at('walk.geojson'), '--bus-lines', at('l.geojson'), '--bus-stops', at('s.geojson'), '--depart', '11:00-12:00', '--minutes', '5', ...options.map((o) => o.replace('FOLDER', folder))]);
}

test('by bus there is an island around the stop it takes one to, of the time that is left', async () => {
  const west = toDegrees([0, 0]).join(), east = toDegrees([2000, 0]).join();
  const partsOf = async (...options: string[]): Promise<number[]> => { const { features: [{ geometry, properties }] } = parse((await isochroneByBus(...options)).stdout); return [geometry.coordinates.length, Math.round(properties.streetMetres)]; };
  expect(await partsOf('--from', west)).toEqual([2, 360]); // 1 min at the stop, 1 min of wait, 2 min of ride: 60 m and the 300 m on foot
  expect(await partsOf('--from', west, '--percentile', '75')).toEqual([2, 330]);
  expect(await partsOf('--from', east)).toEqual([1, 300]);
  expect(await partsOf('--from', east, '--direction', 'to')).toEqual([2, 360]);
});

test('a bus that does not run at the time takes nobody anywhere, and is named', async () => {
  const { stdout, stderr } = await isochroneByBus('--from', '121.5,31.6', '--depart', '07:00-09:00');
  expect([parse(stdout).features[0].geometry.coordinates.length, stderr]).toEqual([1, expect.stringMatching(/^notice: l\.geojson: bus lines whose hours do not include the middle of the window.*: L1 \(1\)\n$/)]);
});

const BUS_USAGE: [string[], RegExp][] = [
  [['--gtfs', 'feed.zip', '--date', '2024-06-04'], /^error: there are no isochrones by timetable: give --bus-lines and --bus-stops, or ask matrix for the times/],
  [['--bus-lines', 'l.geojson'], /^error: give --bus-lines and --bus-stops together/],
  [['--percentile', '25,50'], /Give one number above 0 and up to 100/],
];
for (const [options, said] of BUS_USAGE) test(`isochrones with ${options.join(' ')} are refused`, async () => {
  const { code, stdout, stderr } = await isochroneOf([home('a', 100)], ...options).run();
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(said);
});

test('isochrones are never written over their bus data', async () => {
  expect(await isochroneByBus('--from', '121.5,31.6', '--out', 'FOLDER/s.geojson')).toMatchObject({ code: 2, stderr: expect.stringContaining('is the input s.geojson and would be overwritten') as string });
});
