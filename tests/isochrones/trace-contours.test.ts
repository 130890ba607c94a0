/** The rings in a grid, against slow obvious twins. */
import { expect, test } from 'vitest';
import { assemblePolygons } from '../../src/isochrones/polygons.ts';
import type { PlaneRing } from '../../src/isochrones/ring-owners.ts';
import type { OpenRing } from '../../src/isochrones/simplify-rings.ts';
import { Contours } from '../../src/isochrones/trace-contours.ts';
import { traceContours } from '../support/full-grid-contours.ts';
import { seeded } from '../support/random.ts';

const COLUMNS = 12, ROWS = 9;
/** Cells in the order of the grid, or shuffled. */
function trace(field: readonly number[], random: (() => number) | null = null): OpenRing[] {
  const contours = new Contours({ cellMetres: 1, left: 0, below: 0, columns: COLUMNS, rows: ROWS });
  const cells = field.flatMap((_, i) => (i % COLUMNS === COLUMNS - 1 || i >= COLUMNS * (ROWS - 1) ? [] : [{ i, place: random === null ? i : random() }])).sort((a, b) => a.place - b.place);
  for (const { i } of cells) contours.add(i % COLUMNS, Math.floor(i / COLUMNS), field[i], field[i + 1], field[i + COLUMNS + 1], field[i + COLUMNS]);
  return contours.rings();
}
const isBorder = (i: number): boolean => i % COLUMNS === 0 || i % COLUMNS === COLUMNS - 1 || i < COLUMNS || i >= COLUMNS * (ROWS - 1);
const close = (rings: readonly OpenRing[]): PlaneRing[] => rings.map((ring) => [...ring, ring[0]]);

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

test('cells in any order make the rings that the whole grid makes row by row, in the same order and from the same points', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const random = seeded(seed), field = Array.from({ length: COLUMNS * ROWS }, (_, i) => (isBorder(i) ? 1 : random() - 0.5));
    const onFullGrid = traceContours(COLUMNS, ROWS, (row, into) => { for (let c = 0; c < COLUMNS; c++) into[c] = field[row * COLUMNS + c]; });
    expect(trace(field, random), `seed ${seed}`).toEqual(onFullGrid);
  }
});
