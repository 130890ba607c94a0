import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeatureCollection, MultiPolygon } from 'geojson';
import { expect, test } from 'vitest';
import { command } from '../support/command.ts';
import { collection, feature, point, writeProject } from '../support/project.ts';

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
