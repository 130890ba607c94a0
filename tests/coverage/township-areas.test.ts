import area from '@turf/area';
import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import { expect, test } from 'vitest';
import { describeTownshipAreas, type TownshipArea } from '../../src/coverage/township-areas.ts';
import { seeded } from '../support/random.ts';
import { toDegrees } from '../support/town.ts';

const NONE = new Map<string, never>();
const at = (township: string, x: number, y: number) => ({ township, place: { type: 'points' as const, points: [toDegrees([x, y])] } });
const polygonOf = (hull: TownshipArea) => ({ type: 'MultiPolygon' as const, coordinates: (hull.polygons ?? []) as number[][][][] });

test('the hull of one settlement is an octagon of 200 m around it', () => {
  const [hull] = describeTownshipAreas(['Reedham'], [at('Reedham', 0, 0)], NONE);
  // Eight triangles of two sides of 200 m with 45 degrees between: 4 × 200² × sin 45° = 113,137 m². Turf's sphere is off by up to 0.7 %.
  expect(Math.abs(area(polygonOf(hull)) / 113_137 - 1)).toBeLessThan(0.007);
});

test('settlements in a row give an area as well', () => {
  const [hull] = describeTownshipAreas(['Reedham'], [0, 1000, 2000].map((x) => at('Reedham', x, 0)), NONE);
  // The octagon and a strip of 2000 m × 400 m.
  expect(Math.abs(area(polygonOf(hull)) / (113_137 + 800_000) - 1)).toBeLessThan(0.007);
});

test('a township without a place has no area, and each has its own', () => {
  const nowhere = { township: 'Nowhere', place: { type: 'unlocated' as const } };
  const hulls = [...describeTownshipAreas(['A', 'B', 'Nowhere'], [at('A', 0, 0), at('B', 5000, 0), nowhere], NONE)];
  expect(hulls.map((h) => [h.name, h.polygons === null])).toEqual([['A', false], ['B', false], ['Nowhere', true]]);
});

test('a hull is convex, closed, and has all its settlements inside', () => {
  const random = seeded(3);
  for (let run = 0; run < 100; run++) {
    const settlements = Array.from({ length: 1 + Math.floor(20 * random()) }, () => at('Reedham', 10_000 * random(), 10_000 * random()));
    const [hull] = describeTownshipAreas(['Reedham'], settlements, NONE), polygon = polygonOf(hull), ring = polygon.coordinates[0][0];
    expect(ring[0]).toEqual(ring.at(-1));
    for (const { place: { points } } of settlements) expect(booleanPointInPolygon(points[0], polygon)).toBe(true);
    const turns = ring.slice(0, -1).map((b, i) => {
      const a = ring.at(i === 0 ? -2 : i - 1) ?? b, c = ring[i + 1];
      return Math.sign((b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]));
    });
    expect(new Set(turns).size).toBe(1);
  }
});

test('a boundary that is given takes the place of the hull', () => {
  const square = [[[0, 0], [1000, 0], [1000, 1000], [0, 0]].map(([x, y]) => toDegrees([x, y]))];
  const areas = [...describeTownshipAreas(['A', 'B'], [at('A', 0, 0), at('B', 0, 0)], new Map([['A', [square]], ['of nobody', [square]]]))];
  expect(areas.map((a) => [a.name, a.kind])).toEqual([['A', 'boundary'], ['B', 'hull']]);
  expect(areas[0].polygons).toEqual([square]);
});
