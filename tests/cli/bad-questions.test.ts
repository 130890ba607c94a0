/** Questions to matrix and isochrone that cannot be answered, or only in part: a notice, an error or an honest answer, never something made up. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import turfArea from '@turf/area';
import type { FeatureCollection, MultiPolygon } from 'geojson';
import { expect, test } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { computeIsochrones } from '../../src/pipeline-files.ts';
import { command } from '../support/command.ts';
import { area, collection, feature, line, point, temporaryFolder, writeProject } from '../support/project.ts';
import { toDegrees, type Metres } from '../support/town.ts';

const home = (id: unknown, x: number, y = 0): object => feature(id, point(x, y));
const COMMANDS = ['matrix', 'isochrone'] as const;

/** Ask about points on the street of the small project, or on a network of one's own. */
function ask(name: (typeof COMMANDS)[number], points: readonly object[] | string, options: readonly string[] = [], { walk, file = 'p.geojson' }: { walk?: readonly object[]; file?: string } = {}) {
  const folder = writeProject({ ...(walk && { walk }), files: { [file]: typeof points === 'string' ? points : collection(points), 'there.geojson': collection([home('t', 500)]) } });
  return command([name, '--walk', join(folder, 'walk.geojson'), '--from', join(folder, file), ...(name === 'matrix' ? ['--to', join(folder, 'there.geojson')] : []), ...options]);
}
const idsOf = (name: string, stdout: string): string[] => (name === 'matrix' ? stdout.trimEnd().split('\n').slice(1).map((row) => row.split(',')[0]) : (JSON.parse(stdout) as FeatureCollection<MultiPolygon, { from_id: string }>).features.map((f) => f.properties.from_id));

for (const name of COMMANDS) {
  const once = name === 'isochrone' ? ['--minutes', '10'] : [];

  test(`${name}: points off the network and far outside its extent have no answer, and each is named`, async () => {
    const { code, stdout, stderr } = await ask(name, [home('far', 90_000, 40_000), home('here', 400), home('near', 0, 301), home('sea', -1_000)], once);
    expect([code, idsOf(name, stdout)]).toEqual([0, ['here']]);
    expect(stderr).toBe('notice: p.geojson: points further than 300 m from the network are left out: far, near, sea (3)\n');
  });

  test(`${name}: if no point is on the network, the answer is empty and whole`, async () => {
    const { code, stdout, stderr } = await ask(name, [home('far', 90_000)], once);
    expect([code, stdout]).toEqual([0, name === 'matrix' ? 'from_id,to_id,seconds,metres\n' : '{"type":"FeatureCollection","features":[\n]}\n']);
    expect(stderr).toContain('are left out: far (1)');
  });

  test(`${name}: an empty file of points is refused`, async () => {
    expect(await ask(name, [])).toMatchObject({ code: 2, stdout: '', stderr: 'error: p.geojson: has no points. Give at least one.\n' });
    expect(await ask(name, '')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^error: p\.geojson: .*empty/) as string });
  });

  test(`${name}: areas, lines, several points in one, and points without a geometry are refused or named`, async () => {
    const { code, stdout, stderr } = await ask(name, [feature('a', area([0, 0], [9, 0], [9, 9])), feature('l', line([0, 0], [9, 0])), feature('m', { type: 'MultiPoint', coordinates: [toDegrees([0, 0]), toDegrees([9, 0])] })]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.split('\n').map((l) => l.slice(0, 22))).toEqual(['error: p.geojson:2: "a', 'error: p.geojson:3: "l', 'error: p.geojson:4: "m', '3 faults; nothing was ', '']);
    const none = await ask(name, [feature('n', null), home('h', 0)], once);
    expect([none.code, idsOf(name, none.stdout), none.stderr]).toEqual([0, ['h'], expect.stringMatching(/p\.geojson: .*without a geometry.*: n \(1\)/)]);
  });

  test(`${name}: ids that are twice, missing, or not in degrees are refused, all of them at once`, async () => {
    const { code, stdout, stderr } = await ask(name, [home('a', 0), home('a', 5), home(undefined, 5), feature('x', { type: 'Point', coordinates: [500_000, 3_500_000] })]);
    expect([code, stdout]).toEqual([2, '']);
    for (const said of ['the id "a" is used already at p.geojson:2', 'the feature has no "id"', 'p.geojson:5:', '3 faults']) expect(stderr).toContain(said);
  });

  test(`${name}: Chinese names of files and ids stay as they are`, async () => {
    const { code, stdout } = await ask(name, [home('张家宅，一组', 0)], once, { file: '起点 （新）.geojson' });
    expect([code, idsOf(name, stdout)]).toEqual([0, ['张家宅，一组']]);
  });
}

const LIMITS: [string, string, RegExp][] = [
  ['0', 'matrix', /Give a number above 0 and up to 600/], ['0', 'isochrone', /Give a number above 0 and up to 600/], ['600.1', 'matrix', /up to 600/], ['5,600.1', 'isochrone', /up to 600/],
  ['1e9', 'matrix', /up to 600/], ['-5', 'isochrone', /above 0/], ['5,,10', 'isochrone', /above 0/], ['10,5,10', 'isochrone', /Give each limit once/], ['10,10.0', 'isochrone', /Give each limit once/], ['5,10', 'matrix', /above 0/],
];
for (const [limit, name, said] of LIMITS) test(`${name}: a limit of ${limit} is refused`, async () => {
  const { code, stdout, stderr } = await ask(name as 'matrix', [home('a', 0)], [name === 'matrix' ? '--max-minutes' : '--minutes', limit]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(said);
});

/** Two thousand metres of street, and 1200 m north of it an island of one short line. */
const ISLAND = [feature('street', line(...Array.from({ length: 81 }, (_, i): Metres => [25 * i, 0]))), feature('i', line([0, 1200], [30, 1200]))];

test('a place on an island reaches the island and nothing else', async () => {
  const { stdout } = await ask('matrix', [home('i', 10, 1210), home('s', 0)], [], { walk: ISLAND });
  expect(idsOf('matrix', stdout)).toEqual(['s']);
  const isochrones = JSON.parse((await ask('isochrone', [home('i', 10, 1200)], ['--minutes', '5,600'], { walk: ISLAND })).stdout) as FeatureCollection<MultiPolygon, { streetMetres: number; minutes: number }>;
  expect(isochrones.features.map(({ properties: { minutes, streetMetres } }) => [minutes, Math.round(streetMetres)])).toEqual([[5, 30], [600, 30]]);
  // All the ground within 50 m of 30 m of street: 30 x 100 + 50² x pi = 10,854 m². A square around it has 13,000.
  for (const { geometry } of isochrones.features) expect(Math.abs(turfArea(geometry) - 10_854)).toBeLessThan(150);
});

test('a time that ends at the street is no square around the point: the ground is what the time reaches', async () => {
  // 60 m off the street: 60 s are the leg, 61 s a metre of street to either side. The ground is a strip along the leg.
  const { stdout, stderr } = await ask('isochrone', [home('a', 500, 60)], ['--minutes', '0.9,1.02,1.1'], { walk: ISLAND }), { features } = JSON.parse(stdout) as FeatureCollection<MultiPolygon, { minutes: number; areaSquareMetres: number; streetMetres: number }>;
  expect(features.map(({ properties: { minutes, streetMetres } }) => [minutes, Math.round(streetMetres)])).toEqual([[1.02, 2], [1.1, 12]]);
  expect(stderr).toBe('notice: p.geojson: limits shorter than the way from the point to the network have no polygon: a (1)\n');
  for (const { geometry, properties: { areaSquareMetres } } of features) {
    expect(areaSquareMetres).toBeLessThan(8_000);
    expect(Math.max(...geometry.coordinates.flat(2).map(([, lat]) => lat))).toBeGreaterThan(toDegrees([0, 59])[1]); // the point is within
  }
});

test('a time of a hundredth of a minute reaches sixty centimetres, not a cell', async () => {
  const { features } = JSON.parse((await ask('isochrone', [home('a', 500)], ['--minutes', '0.001,0.01'])).stdout) as FeatureCollection<MultiPolygon, { minutes: number; areaSquareMetres: number }>;
  expect(features.map(({ properties: { minutes } }) => minutes)).toEqual([0.001, 0.01]);
  for (const { geometry } of features) expect(turfArea(geometry)).toBeLessThan(Math.PI * 0.65 ** 2);
});

test('600 minutes on a small network are the network', async () => {
  expect(idsOf('matrix', (await ask('matrix', [home('a', 0)], ['--max-minutes', '600'])).stdout)).toEqual(['a']);
  const { features } = JSON.parse((await ask('isochrone', [home('a', 0)], ['--minutes', '600'])).stdout) as FeatureCollection<MultiPolygon, { streetMetres: number }>;
  expect(features.map(({ properties: { streetMetres } }) => Math.round(streetMetres))).toEqual([2000]);
});

const MANY = 10_000;
/** Points along the street of the small project, a tenth of a metre apart. */
function manyPoints(folder: string): string {
  const path = join(folder, 'many.csv');
  writeFileSync(path, `id,lon,lat\n${Array.from({ length: MANY }, (_, i) => { const [lon, lat] = toDegrees([0.1 * i, 0]); return `p${String(i).padStart(5, '0')},${lon},${lat}`; }).join('\n')}\n`);
  return path;
}

test('ten thousand origins go through the matrix piece by piece, none held back and none lost', async () => {
  const folder = writeProject({ files: { 'to.geojson': collection([home('x', 0), home('y', 900), home('z', 2000)]) } }), pieces: string[] = [];
  const code = await run(['matrix', '--walk', join(folder, 'walk.geojson'), '--from', manyPoints(folder), '--to', join(folder, 'to.geojson')], { stdout: { write: (text) => pieces.push(text) }, stderr: { write: () => undefined }, env: {} });
  expect(code).toBe(0);
  expect(Math.max(...pieces.map((p) => p.length))).toBeLessThan(1 << 17);
  expect(pieces.length).toBeGreaterThan(10);
  const rows = pieces.join('').trimEnd().split('\n').slice(1);
  expect([rows.length, new Set(rows.map((row) => row.split(',')[0])).size]).toEqual([3 * MANY, MANY]);
});

test('of ten thousand isochrones each is drawn when it is taken, not before', async () => {
  const folder = temporaryFolder(), walk = join(folder, 'walk.geojson');
  writeFileSync(walk, collection([feature('street', line([0, 0], [100, 0]))]));
  const { isochrones, notices } = await computeIsochrones({
    walk: { name: 'walk.geojson', path: walk }, from: { name: 'many.csv', path: manyPoints(folder) }, direction: 'from', minutes: [0.5, 1], bufferMetres: 10, simplifyMetres: 0, riding: null, walkMetresPerMinute: 60, maxSnapMetres: 40.05,
  });
  const taken: string[] = [];
  for (const { fromId, limitMs } of isochrones) {
    taken.push(`${fromId} ${limitMs / 1000}`);
    if (taken.length === 5) break;
  }
  expect(taken).toEqual(['p00000 30', 'p00000 60', 'p00001 30', 'p00001 60', 'p00002 30']);
  expect(notices()).toMatchObject([{ code: 'point-not-on-network', count: MANY - 1401 }]); // the street and 40 m beyond its end
});
