import { expect, test } from 'vitest';
import { simplifyRings, type OpenRing } from '../../src/isochrones/simplify-rings.ts';
import { traceContours } from '../support/full-grid-contours.ts';
import { simplifyRingsPlainly } from '../support/plain-simplify-rings.ts';
import { seeded } from '../support/random.ts';

type XY = readonly [number, number];

test('points on a straight side leave, corners stay', () => {
  const side = (a: XY, b: XY): XY[] => Array.from({ length: 10 }, (_, i) => [a[0] + (b[0] - a[0]) * i / 10, a[1] + (b[1] - a[1]) * i / 10]);
  const corners: XY[] = [[0, 0], [100, 0], [100, 100], [0, 100]], [ring] = simplifyRings([corners.flatMap((c, i) => side(c, corners[(i + 1) % 4]))], [], 0.01);
  expect([...ring].sort(([a, b], [c, d]) => a - c || b - d)).toEqual([[0, 0], [0, 100], [100, 0], [100, 100]]);
});

test('a tooth leaves if it is lower than the tolerance, unless something stands in it', () => {
  const tooth: XY[] = [[0, 0], [100, 0], [100, 100], [55, 100], [50, 103], [45, 100], [0, 100]];
  const has = (rings: OpenRing[]): boolean => rings[0].some(([x, y]) => x === 50 && y === 103);
  expect(has(simplifyRings([tooth], [], 2.9))).toBe(true);
  expect(has(simplifyRings([tooth], [], 3.1))).toBe(false);
  expect(has(simplifyRings([tooth], [[50, 101]], 3.1))).toBe(true); // a point that is inside stays there
});

test('never fewer than four points', () => {
  expect(simplifyRings([[[0, 0], [1, 0], [2, 1], [1, 2], [0, 1]]], [], 1000)[0]).toHaveLength(4);
});

/** Nested rings of a random field at several levels, each level inside the next. */
function randomRings(seed: number): OpenRing[] {
  const random = seeded(seed), hills = Array.from({ length: 5 }, () => ({ x: 20 + 20 * random(), y: 20 + 20 * random(), r: 3 + 9 * random() })), noise = Array.from({ length: 61 * 61 }, () => random());
  return [0, 1.5, 3].flatMap((level) => traceContours(61, 61, (row, field) => {
    for (let column = 0; column < 61; column++) field[column] = Math.min(...hills.map(({ x, y, r }) => Math.hypot(column - x, row - y) - r)) + 0.8 * noise[61 * row + column] - level;
  }).map((ring): OpenRing => ring.map(([column, row]) => [2.5 * column, 2.5 * row])));
}

const edgesOf = (ring: OpenRing): [XY, XY][] => ring.map((p, i) => [p, ring[(i + 1) % ring.length]]);
const side = ([ax, ay]: XY, [bx, by]: XY, [x, y]: XY): number => Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
const cross = ([a, b]: [XY, XY], [c, d]: [XY, XY]): boolean => side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
const holds = (ring: OpenRing, [x, y]: XY): boolean => edgesOf(ring).filter(([[x1, y1], [x2, y2]]) => (y1 > y) !== (y2 > y) && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)).length % 2 === 1;
const distance = ([x, y]: XY, [[ax, ay], [bx, by]]: [XY, XY]): number => {
  const dx = bx - ax, dy = by - ay, t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
};
/** Which rings hold a point of each ring, and each fixed point. */
const nesting = (rings: readonly OpenRing[], fixed: readonly XY[]): boolean[][] => [...rings.map((ring, i) => rings.map((around, j) => i !== j && holds(around, ring[0]))), ...fixed.map((p) => rings.map((around) => holds(around, p)))];

test('on 60 random fields nothing crosses, nesting and fixed points stay, and no point is further off than the tolerance', () => {
  let before = 0, after = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const rings = randomRings(seed), random = seeded(seed + 1000), fixed = Array.from({ length: 20 }, (): XY => [150 * random(), 150 * random()]), tolerance = [1, 3, 10, 40][seed % 4];
    const simple = simplifyRings(rings, fixed, tolerance), edges = simple.flatMap((ring, r) => edgesOf(ring).map((edge, i) => ({ edge, r, i, n: ring.length })));
    before += rings.flat().length;
    after += simple.flat().length;
    for (const [e, p] of edges.entries()) for (const q of edges.slice(e + 1)) {
      const isNext = p.r === q.r && (Math.abs(p.i - q.i) === 1 || Math.abs(p.i - q.i) === p.n - 1);
      if (!isNext && cross(p.edge, q.edge)) expect.fail(`seed ${seed}: ${JSON.stringify([p, q])} cross`);
    }
    expect(nesting(simple, fixed), `seed ${seed}`).toEqual(nesting(rings, fixed));
    rings.forEach((ring, r) => { for (const p of ring) expect(Math.min(...edgesOf(simple[r]).map((edge) => distance(p, edge))), `seed ${seed}`).toBeLessThanOrEqual(tolerance + 1e-9); });
  }
  expect(after).toBeLessThan(before / 2);
});

test('on 100 random fields, every point is that of the plain twin', () => {
  let shared = 0;
  for (let seed = 1; seed <= 100; seed++) {
    const rings = randomRings(7919 * seed), random = seeded(seed + 1000), fixed = Array.from({ length: 20 }, (): XY => [150 * random(), 150 * random()]), tolerance = [0.5, 1, 3, 10, 40][seed % 5];
    // Limits whose rings run along each other: one with all points of another, and one of its own points more.
    const along = rings.slice(0, 3).map((ring): OpenRing => ring.flatMap((p, i): XY[] => (i === seed % ring.length ? [p, [p[0] + 0.3, p[1] + 0.3]] : [p])));
    expect(simplifyRings([...rings, ...along], fixed, tolerance), `seed ${seed}`).toEqual(simplifyRingsPlainly([...rings, ...along], fixed, tolerance));
    shared += along.flat().length;
  }
  expect(shared).toBeGreaterThan(4000);
});
