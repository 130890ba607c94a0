/**
 * Isochrones of drawn towns as pictures, to be looked at when they change (UPDATE_GOLDEN=1 writes them anew).
 *
 *   canal   a town on both banks, the quays 40 m apart, one bridge 440 m from where the quay is reached
 *   gate    a walled estate whose near gate is closed to the public, and whose open one is on the far side
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Isochrone } from '../../src/isochrones/isochrone.ts';
import { computeIsochrones } from '../../src/pipeline-files.ts';
import { drawIsochrones, type TownPicture } from '../support/isochrone-picture.ts';
import { collection, feature, line, temporaryFolder } from '../support/project.ts';
import { toDegrees, type Metres } from '../support/town.ts';
import { holds } from './isochrone-of.ts';

const ROOT = join(import.meta.dirname, '../..');
const range = (from: number, to: number, step: number): number[] => Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);

/** Streets along the given lines, with a vertex wherever they cross. */
function grid(xs: readonly number[], ys: readonly number[]): Metres[][] {
  return [...ys.map((y) => xs.map((x): Metres => [x, y])), ...xs.map((x) => ys.map((y): Metres => [x, y]))];
}

const CANAL: TownPicture = {
  title: 'Within 5, 9 and 13 minutes on foot: a canal with one bridge', frame: [[-60, -345], [860, 335]], home: [200, -60],
  streets: [...grid(range(0, 800, 100), [-280, -150, -20]), ...grid([0, 60, 170, 290, 400, 510, 600, 690, 800], [20, 140, 270]), [[600, -20], [600, 20]]], closed: [], walls: [],
  water: [[[-100, -12], [900, -12], [900, 12], [-100, 12]]], labels: [[[612, -4], 'bridge'], [[20, -5], 'canal'], [[212, -72], 'home']],
};

const GATE: TownPicture = {
  title: 'Within 5, 12 and 20 minutes on foot: an estate whose near gate is closed', frame: [[-260, -280], [700, 280]], home: [-100, 0],
  streets: [...grid([-200, -100, 0], [-220, -110, 0, 110, 220]), ...grid([0, 430, 540, 640], [-220, 220]), ...grid([430, 540, 640], [-220, -110, 0, 110, 220]), ...grid([40, 140, 250, 390], [-160, -80, 0, 80, 160]), [[390, 0], [430, 0]]],
  closed: [[[0, 0], [40, 0]]], walls: [[[20, -6], [20, -190], [410, -190], [410, -6]], [[410, 6], [410, 190], [20, 190], [20, 6]]],
  water: [], labels: [[[-88, 12], 'home'], [[44, 12], 'closed gate'], [[318, 12], 'open gate']],
};

/** From the file on, as people ask for it: one of the streets is closed by its tags. */
async function isochronesOf({ streets, closed, home }: TownPicture, minutes: readonly number[]): Promise<Isochrone[]> {
  const folder = temporaryFolder(), path = join(folder, 'walk.geojson'), [lon, lat] = toDegrees(home);
  writeFileSync(path, collection([...streets.map((s, i) => feature(`s${i}`, line(...s))), ...closed.map((s, i) => feature(`c${i}`, line(...s), { highway: 'footway', access: 'private' }))]));
  const { isochrones, notices } = await computeIsochrones({
    walk: { name: 'walk.geojson', path }, from: { id: 'home', lon, lat }, direction: 'from', minutes, bufferMetres: 50, simplifyMetres: 1, riding: null, walkMetresPerMinute: 60, maxSnapMetres: 300,
  });
  const all = [...isochrones];
  expect(notices().filter(({ code }) => code !== 'closed-to-walking' && code !== 'duplicate-line')).toEqual([]);
  return all;
}

function expectGolden(text: string, ...paths: string[]): void {
  for (const path of paths.map((p) => join(ROOT, p))) {
    if (process.env['UPDATE_GOLDEN'] === '1') {
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, text);
    }
    expect(text === readFileSync(path, 'utf8'), `${path} is not what is drawn: look at the difference, then UPDATE_GOLDEN=1`).toBe(true);
  }
}

/** The shortest limit that holds each spot; null where none does. Longer ones hold it as well. */
function minutesOf(isochrones: readonly Isochrone[], spots: readonly Metres[]): (number | null)[] {
  return spots.map((spot) => {
    const holding = isochrones.filter(({ polygons }) => holds(polygons, toDegrees(spot)));
    expect(isochrones.slice(isochrones.length - holding.length)).toEqual(holding);
    return holding.length === 0 ? null : holding[0].limitMs / 60_000;
  });
}

test('a canal is crossed at its bridge only (golden picture)', async () => {
  const isochrones = await isochronesOf(CANAL, [5, 9, 13]);
  // The quay opposite home is 40 m away as the crow flies and 480 + 400 m on foot, beyond 13 minutes; the bridgehead is 480 m away.
  // On the other quay 9 minutes end 60 m from it, 13 minutes 300 m.
  expect(minutesOf(isochrones, [[200, -20], [200, -8], [200, 8], [200, 20]])).toEqual([5, 5, null, null]);
  expect(minutesOf(isochrones, [[600, 20], [545, 20], [535, 20], [600, 140], [305, 20], [295, 20]])).toEqual([9, 9, 13, 13, 13, null]);
  expectGolden(drawIsochrones(CANAL, isochrones), 'tests/golden/isochrone-canal.svg', 'docs/isochrone.svg');
});

test('a closed gate lets nobody in, and the open one is reached around the wall (golden picture)', async () => {
  const isochrones = await isochronesOf(GATE, [5, 12, 20]);
  // Home is 100 m from the street along the wall. Through the closed gate the inner street would be 40 m on; around the
  // wall to the open gate it is 100 + 220 + 430 + 220 + 40 = 1,010 m to (390, 0), and 20 minutes end 190 m beyond.
  expect(minutesOf(isochrones, [[0, 0], [15, 0], [25, 0], [40, 0], [140, 80]])).toEqual([5, 5, null, null, null]);
  expect(minutesOf(isochrones, [[0, 195], [0, 205], [395, 220], [405, 220], [390, 0], [260, 0], [205, 0], [195, 0]])).toEqual([5, 12, 12, 20, 20, 20, 20, null]);
  expectGolden(drawIsochrones(GATE, isochrones), 'tests/golden/isochrone-gate.svg');
});
