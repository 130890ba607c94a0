/** The grid of distances and the rings in it, against slow obvious twins. */
import { expect, test } from 'vitest';
import { DistanceRows, gridAround } from '../../src/isochrones/distance-grid.ts';
import { assemblePolygons, type PlaneRing } from '../../src/isochrones/polygons.ts';
import { findGaps } from '../../src/isochrones/reached-stretches.ts';
import { traceContours, type Ring } from '../../src/isochrones/trace-contours.ts';
import { seeded } from '../support/random.ts';

const COLUMNS = 12, ROWS = 9;
const trace = (field: readonly number[]): Ring[] => traceContours(COLUMNS, ROWS, (row, into) => { for (let c = 0; c < COLUMNS; c++) into[c] = field[row * COLUMNS + c]; });
const isBorder = (i: number): boolean => i % COLUMNS === 0 || i % COLUMNS === COLUMNS - 1 || i < COLUMNS || i >= COLUMNS * (ROWS - 1);
const close = (rings: readonly Ring[]): PlaneRing[] => rings.map((ring) => [...ring, ring[0]]);

/** Whether a point is within an odd number of rings. */
function isWithin(rings: readonly PlaneRing[], x: number, y: number): boolean {
  return rings.filter((ring) => {
    let isInside = false;
    for (let i = 1; i < ring.length; i++) {
      const [x1, y1] = ring[i - 1], [x2, y2] = ring[i];
      if ((y1 > y) !== (y2 > y) && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) isInside = !isInside;
    }
    return isInside;
  }).length % 2 === 1;
}
const cross = (a: readonly number[], b: readonly number[], c: readonly number[]): number => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

test('nodes are within the rings where the field is 0 or less, and no ring meets itself or another', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = seeded(seed), field = Array.from({ length: COLUMNS * ROWS }, (_, i) => (isBorder(i) ? 1 : random() < 0.1 ? 0 : random() - 0.5)), rings = close(trace(field));
    field.forEach((value, i) => { expect(isWithin(rings, i % COLUMNS, Math.floor(i / COLUMNS)), `seed ${seed}, node ${i}`).toBe(value <= 0); });
    const pieces = rings.flatMap((ring) => ring.slice(1).map((to, i) => [ring[i], to] as const));
    const crossing = pieces.flatMap(([a, b]) => pieces.filter(([c, d]) => cross(a, b, c) * cross(a, b, d) < 0 && cross(c, d, a) * cross(c, d, b) < 0));
    expect(crossing, `seed ${seed}`).toEqual([]);
    expect(new Set(pieces.map(([from]) => from.join())).size).toBe(pieces.length);
    expect(assemblePolygons(rings).polygons.flat().length).toBe(rings.length);
  }
});

test('the rings of a field that is nowhere larger contain those of the larger one', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = seeded(seed), larger = Array.from({ length: COLUMNS * ROWS }, (_, i) => (isBorder(i) ? 1 : random() - 0.4)), smaller = larger.map((v, i) => (isBorder(i) ? 1 : v - 0.3 * random()));
    const around = close(trace(smaller));
    const middles = close(trace(larger)).flatMap((ring) => ring.slice(1).map((to, i) => [(ring[i][0] + to[0]) / 2, (ring[i][1] + to[1]) / 2]));
    for (const [x, y] of middles) expect([[1e-9, 0], [-1e-9, 0], [0, 1e-9], [0, -1e-9]].some(([dx, dy]) => isWithin(around, x + dx, y + dy)), `seed ${seed}: ${x},${y}`).toBe(true);
  }
});

test('a field that is inside on the border is refused', () => {
  expect(() => trace(Array.from({ length: COLUMNS * ROWS }, () => -1).fill(1, 0, 50))).toThrow(RangeError);
});

test('distances are those to the nearest piece, the reach at most', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = seeded(seed), pieces = Array.from({ length: 4 * 12 }, () => 400 * random() - 200), grid = gridAround(pieces, 7, 40), rows = new DistanceRows(grid, pieces, 30), metres = new Float64Array(grid.columns);
    let worst = 0;
    for (let row = 0; row < grid.rows; row++) {
      rows.next(row, metres);
      metres.forEach((found, column) => {
        const x = (column - grid.left) * 7, y = (row - grid.below) * 7;
        let least = 30;
        for (let p = 0; p < pieces.length; p += 4) {
          const [x1, y1, x2, y2] = pieces.slice(p, p + 4), dx = x2 - x1, dy = y2 - y1, t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)));
          least = Math.min(least, Math.hypot(x - x1 - t * dx, y - y1 - t * dy));
        }
        worst = Math.max(worst, Math.abs(found - least));
      });
    }
    expect(worst).toBeLessThan(1e-9);
  }
});

test('gaps are what stretches leave', () => {
  expect(findGaps([])).toEqual([[0, 1]]);
  expect(findGaps([[0, 1]])).toEqual([]);
  expect(findGaps([[0.2, 0.4], [0.5, 0.5]])).toEqual([[0, 0.2], [0.4, 0.5], [0.5, 1]]);
});
