import area from '@turf/area';
import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import { expect, test } from 'vitest';
import { cutLandIntoCells, residentialLand } from '../../src/coverage/land-cells.ts';
import { at, area as drawn } from '../support/town.ts';
import { seeded } from '../support/random.ts';

const cut = (...places: Parameters<typeof drawn>[]) => cutLandIntoCells(places.map((corners) => ({ place: drawn(...corners) })));

test('cells are at most 20 m wide, and a small area has about a hundred', () => {
  expect(cut([[0, 0], [400, 0], [400, 200], [0, 200]]).middle).toHaveLength(200); // 20 x 10 of 20 m
  expect(cut([[0, 0], [50, 0], [50, 50], [0, 50]]).middle).toHaveLength(100); // 10 x 10 of 5 m
});

test('cells of a settlement share its area, and points have none', () => {
  const places = [{ place: at([0, 0]) }, { place: drawn([0, 0], [90, 0], [40, 70]) }], { settlement, squareMetres } = cutLandIntoCells(places);
  expect(new Set(settlement)).toEqual(new Set([1]));
  expect(squareMetres.reduce((sum, a) => sum + a, 0)).toBeCloseTo(residentialLand(places[1]), 6);
});

test('a sliver between the rows still counts, by one cell', () => {
  const { middle, squareMetres } = cut([[0, 0], [1000, 0.04], [1000, 0.08]]);
  expect(middle).toHaveLength(1);
  expect(squareMetres[0]).toBeGreaterThan(0);
});

test('cells grow where there is very much land, so that there are never many more than 400,000', () => {
  const side = 20_000, { middle } = cut([[0, 0], [side, 0], [side, side], [0, side]]); // a million cells of 20 m
  expect(middle.length).toBeGreaterThan(380_000);
  expect(middle.length).toBeLessThan(420_000);
});

test('on any star-shaped land with a hole, all middles lie on it, and as many as its area has room for', () => {
  const random = seeded(11);
  for (let town = 0; town < 60; town++) {
    const ring = (least: number, most: number) => Array.from({ length: 12 }, (_, i) => {
      const metres = least + random() * (most - least), angle = i * Math.PI / 6;
      return [121 + metres * Math.cos(angle) / 95_000, 31.6 + metres * Math.sin(angle) / 110_900];
    });
    const close = (points: number[][]) => [...points, points[0]], rings = [close(ring(150, 400)), close(ring(30, 120))];
    const { middle, squareMetres } = cutLandIntoCells([{ place: { type: 'polygons', polygons: [rings] } }]);
    const polygon = { type: 'Polygon' as const, coordinates: rings };
    for (const position of middle) expect(booleanPointInPolygon(position, polygon)).toBe(true);
    const sideSquared = Math.min(400, area(polygon) / 100);
    expect(Math.abs(middle.length * sideSquared / area(polygon) - 1)).toBeLessThan(0.06);
    expect(squareMetres[0] * middle.length).toBeCloseTo(area(polygon), 3);
  }
});
