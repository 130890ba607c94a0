import { expect, test } from 'vitest';
import { stitchWays } from '../../src/inputs/osm-stitch.ts';
import { seeded } from '../support/random.ts';

/** Node n stands n metres along a straight street. */
const stitch = (...ways: (number[] | null)[]): ReturnType<typeof stitchWays> => stitchWays(ways, (a, b) => Math.abs(a - b));

test('ways join end to end, whichever way they are drawn', () => {
  expect(stitch([2, 1], [2, 3, 4], [6, 5, 4])).toEqual({ pieces: [[1, 2, 3, 4, 5, 6]], gapMetres: [], isReordered: false });
});

test('a way that is driven out and back is there twice', () => {
  expect(stitch([1, 2], [2, 3], [2, 3], [2, 9]).pieces).toEqual([[1, 2, 3, 2, 9]]);
});

test('a roundabout is driven in its direction from where the way before meets it to where the way after does', () => {
  //   1 - 2 ( 2 > 10 > 11 > 12 > 2 ) 11 - 20
  expect(stitch([1, 2], [10, 11, 12, 2, 10], [20, 11]).pieces).toEqual([[1, 2, 10, 11, 20]]);
  expect(stitch([20, 11], [10, 11, 12, 2, 10], [1, 2]).pieces).toEqual([[20, 11, 12, 2, 1]]);
});

test('a route that begins or ends at a loop goes around it', () => {
  expect(stitch([10, 11, 12, 10], [11, 5]).pieces).toEqual([[11, 12, 10, 11, 5]]);
  expect(stitch([5, 11], [10, 11, 12, 10]).pieces).toEqual([[5, 11, 12, 10, 11]]);
});

test('a missing way leaves a gap, and a way alone is driven from its nearer end', () => {
  expect(stitch([1, 2], null, [8, 5], null, [10, 11], [11, 12])).toEqual({ pieces: [[1, 2], [5, 8], [10, 11, 12]], gapMetres: [3, 2], isReordered: false });
});

test('missing ways at the ends leave no gap', () => {
  expect(stitch(null, [1, 2], [2, 3], null).gapMetres).toEqual([]);
});

test('ways out of order are put into one, from an open end on', () => {
  expect(stitch([3, 4], [1, 2], [5, 4], [2, 3])).toEqual({ pieces: [[1, 2, 3, 4, 5]], gapMetres: [], isReordered: true });
});

test('an order whose gaps are no longer than those of another is kept', () => {
  expect(stitch([1, 2], [7, 8])).toMatchObject({ gapMetres: [5], isReordered: false });
});

test('nothing gives nothing', () => {
  expect([stitch(), stitch(null)]).toEqual([{ pieces: [], gapMetres: [], isReordered: false }, { pieces: [], gapMetres: [], isReordered: false }]);
});

test('a street cut into ways, turned and shuffled at random, comes out whole', () => {
  const random = seeded(11);
  for (let round = 0; round < 300; round++) {
    const length = 2 + Math.floor(20 * random()), street = Array.from({ length }, (_, i) => i), ways: number[][] = [];
    for (let at = 0; at < length - 1;) {
      const to = Math.min(length - 1, at + 1 + Math.floor(4 * random()));
      ways.push(street.slice(at, to + 1));
      at = to;
    }
    const shuffled = ways.map((way) => ({ way: random() < 0.5 ? way : [...way].reverse(), key: random() })).sort((a, b) => a.key - b.key).map(({ way }) => way);
    const { pieces } = stitch(...shuffled);
    expect(pieces).toHaveLength(1);
    expect([street, [...street].reverse()]).toContainEqual(pieces[0]);
  }
});
