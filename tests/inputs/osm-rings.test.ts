/** Rings and polygons out of ways drawn here: letters are nodes on a grid, so that areas can be counted by eye. */
import { expect, test } from 'vitest';
import { joinRings, nestRings, type Ring, type RingWay } from '../../src/inputs/osm-rings.ts';
import { seeded } from '../support/random.ts';

/** Node 1000 x + y lies at [x, y]. */
const at = (node: number): [number, number] => [Math.floor(node / 1000), node % 1000];
const node = (x: number, y: number): number => 1000 * x + y;
const way = (points: [number, number][], isInner = false): RingWay => ({ refs: points.map(([x, y]) => node(x, y)), isInner });
const square = (x: number, y: number, size: number): [number, number][] => [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]];
/** Size of a ring (shoelace). */
const sizeOf = (ring: readonly number[]): number => Math.abs(ring.slice(1).reduce((sum, b, i) => { const [ax, ay] = at(ring[i]), [bx, by] = at(b); return sum + ax * by - bx * ay; }, 0)) / 2;
/** Size of each polygon's rings, the outer one first. */
function polygonsOf(ways: RingWay[]): { sizes: number[][]; openWays: number; strayHoles: number } {
  const { rings, openWays } = joinRings(ways), { polygons, strayHoles } = nestRings(rings, at);
  return { sizes: polygons.map((rs) => rs.map(sizeOf)), openWays, strayHoles };
}

test('ways in any order and direction become one ring', () => {
  const a = way([[0, 0], [4, 0], [4, 4]]), b = way([[0, 4], [4, 4]]), c = way([[0, 4], [0, 0]]);
  for (const ways of [[a, b, c], [c, a, b], [b, c, a]]) expect(polygonsOf(ways)).toEqual({ sizes: [[16]], openWays: 0, strayHoles: 0 });
});

test('a hole goes with the outer ring it lies in, whatever the order', () => {
  const ways = [way(square(21, 1, 2), true), way(square(0, 0, 9)), way(square(20, 0, 5)), way(square(1, 1, 3), true)];
  expect(polygonsOf(ways).sizes).toEqual([[81, 9], [25, 4]]);
});

test('an island in a hole is land of its own', () => {
  expect(polygonsOf([way(square(0, 0, 9)), way(square(1, 1, 6), true), way(square(2, 2, 3)), way(square(3, 3, 1), true)]).sizes).toEqual([[81, 36], [9, 1]]);
});

test('rings that touch at a node are two', () => {
  const ways = [way([[4, 4], [0, 4], [0, 0]]), way([[4, 4], [8, 4], [8, 8]]), way([[0, 0], [4, 0], [4, 4]]), way([[8, 8], [4, 8], [4, 4]])];
  expect(polygonsOf(ways).sizes).toEqual([[16], [16]]);
});

test('a hole that touches its outer ring at two nodes stays a hole', () => {
  // The outer square of 6 and a hole of 2 by 6 in its middle, joined at [2, 0] and [2, 6]: 36 - area of the hole 6.
  const outer = [way([[2, 0], [0, 0], [0, 6], [2, 6]]), way([[2, 6], [6, 6], [6, 0], [2, 0]])];
  const hole = [way([[2, 0], [1, 3], [2, 6]], true), way([[2, 6], [3, 3], [2, 0]], true)];
  for (const ways of [[outer[0], hole[1], hole[0], outer[1]], [hole[0], outer[1], outer[0], hole[1]], [hole[1], hole[0], ...outer]]) expect(polygonsOf(ways).sizes).toEqual([[36, 6]]);
});

test('a ring that passes a node twice is parted there', () => {
  // A bow of two squares that meet in [2, 2].
  expect(polygonsOf([way([[0, 0], [2, 0], [2, 2], [4, 2], [4, 4], [2, 4], [2, 2], [0, 2], [0, 0]])]).sizes).toEqual([[4], [4]]);
});

test('a ring that crosses itself without a node is one ring', () => {
  expect(polygonsOf([way([[0, 0], [4, 4], [4, 0], [0, 4], [0, 0]])]).sizes.length).toBe(1);
});

test('two rings that share all their nodes but not their edges are told apart, and a copy counts once', () => {
  expect(polygonsOf([way(square(0, 0, 4)), way(square(0, 0, 4))]).sizes).toEqual([[16]]);
  // The hole has the corners of the outer ring as its nodes: 16 - 8.
  const outer = way([[0, 0], [2, 0], [4, 0], [4, 2], [4, 4], [2, 4], [0, 4], [0, 2], [0, 0]]), inner = way([[2, 0], [4, 2], [2, 4], [0, 2], [2, 0]], true);
  expect(polygonsOf([inner, outer]).sizes).toEqual([[16, 8]]);
});

test('ways that close nothing are counted, and a dead end does not spoil a ring', () => {
  expect(polygonsOf([way([[0, 0], [4, 0]]), way([[4, 0], [4, 4]])])).toEqual({ sizes: [], openWays: 2, strayHoles: 0 });
  const ring = [way([[0, 0], [4, 0], [4, 4]]), way([[4, 4], [0, 4], [0, 0]])];
  expect(polygonsOf([way([[9, 9], [4, 4]]), ...ring])).toEqual({ sizes: [[16]], openWays: 1, strayHoles: 0 });
});

test('a hole without its outer ring is no land', () => {
  expect(polygonsOf([way(square(0, 0, 4), true)])).toEqual({ sizes: [], openWays: 0, strayHoles: 1 });
});

test('empty ways, single points and there-and-back are no rings', () => {
  expect(polygonsOf([way([]), way([[1, 1]]), way([[0, 0], [1, 0], [0, 0]]), way([[0, 0], [0, 0]])])).toEqual({ sizes: [], openWays: 2, strayHoles: 0 });
});

/** Whether a point is in an odd number of rings: the slow twin, which needs no polygons. */
function isLand(rings: readonly (readonly number[])[], x: number, y: number): boolean {
  let crossings = 0;
  for (const ring of rings) {
    ring.slice(1).forEach((b, i) => {
      const [ax, ay] = at(ring[i]), [bx, by] = at(b);
      if ((ay > y) !== (by > y) && x < ax + (bx - ax) * (y - ay) / (by - ay)) crossings++;
    });
  }
  return crossings % 2 === 1;
}

test('squares in squares, cut into ways at random, hold the points they held before', () => {
  const random = seeded(7);
  const upTo = (n: number): number => Math.floor(random() * n);
  for (let round = 0; round < 200; round++) {
    const drawn: Ring[] = [];
    const draw = (x: number, y: number, size: number, depth: number): void => {
      drawn.push({ nodes: square(x, y, size).map(([a, b]) => node(a, b)), isInner: depth % 2 === 1 });
      if (size < 12 || depth > 4) return;
      for (const [dx, dy] of [[1, 1], [size / 2, size / 2]]) if (random() < 0.6) draw(x + Math.floor(dx), y + Math.floor(dy), Math.floor(size / 2) - 2, depth + 1);
    };
    for (let i = 0; i <= upTo(3); i++) draw(60 * i, upTo(3), 20 + upTo(30), 0);
    const ways = drawn.flatMap(({ nodes, isInner }): RingWay[] => {
      const cut = 1 + upTo(nodes.length - 1);
      return [nodes.slice(0, cut + 1), nodes.slice(cut)].filter((refs) => refs.length > 1).map((refs) => ({ refs: random() < 0.5 ? refs : [...refs].reverse(), isInner }));
    });
    for (let i = ways.length - 1; i > 0; i--) { const j = upTo(i + 1); [ways[i], ways[j]] = [ways[j], ways[i]]; }
    const { rings, openWays } = joinRings(ways), { polygons, strayHoles } = nestRings(rings, at);
    expect([openWays, strayHoles, rings.length]).toEqual([0, 0, drawn.length]);
    for (let i = 0; i < 20; i++) {
      const x = upTo(180) + 0.5, y = upTo(60) + 0.5;
      const land = polygons.filter(([outer, ...holes]) => isLand([outer], x, y) && !isLand(holes, x, y));
      expect(land.length).toBe(isLand(drawn.map((r) => r.nodes), x, y) ? 1 : 0);
    }
  }
});
