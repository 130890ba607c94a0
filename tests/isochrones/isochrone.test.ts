import { expect, test } from 'vitest';
import { degreeMetres } from '../../src/core/geodesy.ts';
import type { Isochrone } from '../../src/isochrones/isochrone.ts';
import { seeded } from '../support/random.ts';
import { drawLines, toDegrees, type Metres, type Street } from '../support/town.ts';
import { holds, walkOf } from './isochrone-of.ts';

const per = degreeMetres(31.6);
/** Metres east and north of the origin of drawn towns. */
const inMetres = (polygons: Isochrone['polygons']): Metres[] => polygons.flat(2).map(([lon, lat]) => [(lon - 121.5) * per.lon, (lat - 31.6) * per.lat]);
const extent = (points: readonly Metres[]) => [0, 1].map((axis) => [Math.min(...points.map((p) => p[axis])), Math.max(...points.map((p) => p[axis]))]);
const area = (ring: readonly (readonly [number, number])[]): number => ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0) / 2;

test('on a straight street the polygon ends where the time does and reaches off it as far as the buffer', () => {
  const [{ polygons, areaSquareMetres, streetMetres }] = walkOf(drawLines([[[-1000, 0], [1000, 0]]])).isochrones(toDegrees([0, 0]), [300]);
  const [[west, east], [south, north]] = extent(inMetres(polygons));
  for (const [found, expected] of [[west, -300], [east, 300], [south, -50], [north, 50]]) expect(Math.abs(found - expected)).toBeLessThan(1);
  expect(streetMetres).toBeCloseTo(600, 0);
  // 500 m by 100 m, and two triangles: from 250 m on the way off the street takes what is left.
  expect(areaSquareMetres / (500 * 100 + 50 * 100)).toBeCloseTo(1, 2);
});

test('off the street is walked too: along it and off it, 30 m make a square on its corner', () => {
  const [{ areaSquareMetres }] = walkOf(drawLines([[[-1000, 0], [1000, 0]]])).isochrones(toDegrees([0, 0]), [30]);
  expect(areaSquareMetres / (2 * 30 ** 2)).toBeCloseTo(1, 1);
});

test('the way to the network costs time, is inside, and begins at the point', () => {
  const { isochrones } = walkOf(drawLines([[[-1000, 0], [1000, 0]]])), from = toDegrees([0, 200]);
  const [first, second] = isochrones(from, [199, 250, 400]);
  expect([first.limitMs, second.limitMs]).toEqual([250_000, 400_000]); // 199 s do not reach the street
  expect(first.streetMetres).toBeCloseTo(100, 0); // 50 m each way
  for (const { polygons } of [first, second]) for (const y of [200, 100, 0]) expect(holds(polygons, toDegrees([0, y - 0.01]))).toBe(true);
});

test('ground that belongs to a street that is not reached is left out, however near', () => {
  // A canal between two streets 40 m apart, bridged 1 km to the east.
  const { isochrones } = walkOf(drawLines([[[0, 0], [1000, 0]], [[0, 40], [1000, 40]], [[1000, 0], [1000, 40]]]));
  const [{ polygons }] = isochrones(toDegrees([300, 0]), [300]);
  const [, [, north]] = extent(inMetres(polygons));
  expect(Math.abs(north - 20)).toBeLessThanOrEqual(1.25); // half a cell
  const [{ polygons: round }] = isochrones(toDegrees([300, 0]), [1000]); // 700 m, the bridge of 40 m, 260 m back to 740
  expect([730, 750].map((x) => holds(round, toDegrees([x, 40])))).toEqual([false, true]);
});

test('a hole between streets is kept, runs with the clock, and the rings around it against it', () => {
  const [{ polygons }] = walkOf(drawLines([[[0, 0], [300, 0], [300, 300], [0, 300], [0, 0]]])).isochrones(toDegrees([0, 0]), [900]);
  expect(polygons.map((rings) => rings.length)).toEqual([2]);
  expect(polygons[0].map((ring) => Math.sign(area(ring)))).toEqual([1, -1]);
  for (const ring of polygons[0]) expect(ring[0]).toEqual(ring.at(-1));
  expect(holds(polygons, toDegrees([150, 150]))).toBe(false); // 200 m by 200 m are farther than 50 m from any street
});

test('a line faster than walking is taken in to the point where the time ends', () => {
  // A ferry: 2 km in 200 s.
  const lines = drawLines([[[0, 0], [100, 0]], { path: [[100, 0], [2100, 0]], speedFactor: 10 }, [[2100, 0], [2200, 0]]]);
  const [{ polygons }] = walkOf(lines).isochrones(toDegrees([50, 0]), [290]);
  expect(holds(polygons, toDegrees([2110, 0]))).toBe(true); // 50 s, 200 s, 40 s more
  expect(holds(polygons, toDegrees([2150, 0]))).toBe(false);
});

test('one-ways count: a catchment is where one can come from', () => {
  const lines = drawLines([{ path: [[-1000, 0], [1000, 0]], oneway: true }]);
  const [there] = walkOf(lines, 'from').isochrones(toDegrees([0, 0]), [300]), [from] = walkOf(lines, 'to').isochrones(toDegrees([0, 0]), [300]);
  const west = ({ polygons }: Isochrone): number => extent(inMetres(polygons))[0][0], east = ({ polygons }: Isochrone): number => extent(inMetres(polygons))[0][1];
  expect(Math.abs(east(there) - 300)).toBeLessThan(1);
  expect(Math.abs(west(from) + 300)).toBeLessThan(1);
  for (const metres of [-west(there), east(from)]) expect(metres).toBeLessThan(6); // the cell around the point itself
});

test('on random towns shorter limits lie inside longer ones, the point inside all, and points of the network on the side of their time', () => {
  let wrong = 0, asked = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const random = seeded(seed), node = (): Metres => [150 * Math.floor(8 * random()), 150 * Math.floor(8 * random())];
    const walk = walkOf(drawLines(Array.from({ length: 40 }, (_, i): Street => ({ path: [node(), node(), node()], id: `s${i}`, oneway: random() < 0.2 }))));
    const from = toDegrees([1050 * random(), 1050 * random()]), found = walk.isochrones(from, [120, 300, 600]);
    found.forEach(({ polygons, areaSquareMetres }, i) => {
      expect(holds(polygons, from), `seed ${seed}`).toBe(true);
      expect(areaSquareMetres).toBeGreaterThan(0);
      if (i > 0) for (const point of found[i - 1].polygons.flat(2)) expect(holds(polygons, point), `seed ${seed}: ${point.join()}`).toBe(true);
    });
    const of = walk.disagreements(from, found, random, 1000, 0.02);
    wrong += of.wrong; asked += of.asked;
  }
  expect(asked).toBeGreaterThan(20_000);
  expect(wrong / asked).toBeLessThan(0.02); // streets of random towns cross on many levels, so that one lies over another
});

test('simplified, polygons have fewer points, stay nested around the point, and keep their holes', () => {
  for (let seed = 1; seed <= 8; seed++) {
    const random = seeded(seed), node = (): Metres => [150 * Math.floor(8 * random()), 150 * Math.floor(8 * random())];
    const walk = walkOf(drawLines(Array.from({ length: 40 }, (_, i): Street => ({ path: [node(), node(), node()], id: `s${i}` })))), from = toDegrees([1050 * random(), 1050 * random()]);
    const exact = walk.isochrones(from, [120, 300, 600]), simple = walk.isochrones(from, [120, 300, 600], 50, 5), countOf = (all: typeof exact): number => all.reduce((sum, { polygons }) => sum + polygons.flat(2).length, 0);
    expect(countOf(simple)).toBeLessThan(countOf(exact) / 3);
    simple.forEach(({ polygons, areaSquareMetres, streetMetres }, i) => {
      expect(holds(polygons, from), `seed ${seed}`).toBe(true);
      expect(polygons.map((rings) => rings.length), `seed ${seed}: holes`).toEqual(exact[i].polygons.map((rings) => rings.length));
      expect(streetMetres).toBe(exact[i].streetMetres);
      expect(Math.abs(areaSquareMetres / exact[i].areaSquareMetres - 1)).toBeLessThan(0.2); // 5 m on either side of strips 100 m wide are a tenth
      if (i > 0) for (const point of simple[i - 1].polygons.flat(2)) expect(holds(polygons, point), `seed ${seed}: ${point.join()}`).toBe(true);
    });
  }
});

test('of several places together, the polygons hold those of each, whichever is first', () => {
  const { isochrones, union } = walkOf(drawLines([[[-1000, 0], [1000, 0]], [[0, 0], [0, 1000]]])), places = [[-900, 200], [500, 0], [0, 800]].map(([x, y]) => toDegrees([x, y]));
  for (const first of [0, 1, 2]) {
    const together = union([...places.slice(first), ...places.slice(0, first)], [100, 240]);
    expect(together.map(({ limitMs }) => limitMs)).toEqual([100_000, 240_000]); // 100 s do not take the first place to a street, but the others are on one
    expect(together[0].streetMetres).toBeCloseTo(200 + 200, 0);
    expect(together[1].streetMetres).toBeCloseTo(80 + 480 + 440, 0); // 40 s of the first are left; the street ends 200 m north of the last
    for (const [i, place] of places.entries()) for (const { limitMs, polygons } of isochrones(place, [100, 240])) {
      const around = together[limitMs === 100_000 ? 0 : 1].polygons;
      expect(holds(around, place), `place ${i}`).toBe(true);
      for (const [lon, lat] of polygons.flat(2)) expect([[5e-5, 0], [-5e-5, 0], [0, 5e-5], [0, -5e-5]].some(([x, y]) => holds(around, [lon + x, lat + y])), `place ${i}`).toBe(true); // grids differ by less than 5 m
    }
  }
});
