import { expect, test } from 'vitest';
import { rankAlongHilbert } from '../../src/network/hilbert-order.ts';
import { seeded } from '../support/random.ts';

// Corners of a square in the order of the first curve: up the left side, over, and down the right.
test('four corners come in the order of a horseshoe, and points of one cell in their own', () => {
  expect([...rankAlongHilbert(Int32Array.of(9, 0, 9, 0, 0), Int32Array.of(0, 9, 9, 0, 0))]).toEqual([4, 2, 3, 0, 1]);
});

test('in a full grid each point is beside the one before it', () => {
  const side = 64, random = seeded(3), cells = Array.from({ length: side * side }, (_, i) => ({ i, by: random() })).sort((a, b) => a.by - b.by).map(({ i }) => i);
  const lon = Int32Array.from(cells, (i) => i % side), lat = Int32Array.from(cells, (i) => Math.floor(i / side)), rank = rankAlongHilbert(lon, lat), order = Array.from(rank.keys()).sort((a, b) => rank[a] - rank[b]);
  for (let i = 1; i < order.length; i++) expect(Math.abs(lon[order[i]] - lon[order[i - 1]]) + Math.abs(lat[order[i]] - lat[order[i - 1]])).toBe(1);
});

test('no points have no order, and one comes first', () => {
  expect([...rankAlongHilbert(new Int32Array(0), new Int32Array(0))]).toEqual([]);
  expect([...rankAlongHilbert(Int32Array.of(5), Int32Array.of(-5))]).toEqual([0]);
});
