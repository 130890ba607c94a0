import { expect, test } from 'vitest';
import type { CoverageResult } from '../../src/coverage/result.ts';
import { readMapFacts } from '../../src/outputs/map-facts.ts';

const resultOf = (missing: readonly number[]): CoverageResult => ({
  settlements: missing.map((required, i) => ({ lon: i, lat: null, population: 10 * i, gaps: { required, pilot: 1, advisory: 99 } })), facilities: [{ lon: 3, lat: 4 }, { lon: 5, lat: -1 }, { lon: null, lat: null }],
  settlementPlaces: [{ type: 'polygons', polygons: [] }, { type: 'points', points: [] }, { type: 'unlocated' }],
}) as unknown as CoverageResult;

test('classes hold about as many settlements each: of 1 to 8 missing a quarter ends at 2, 4, 6 and 8', () => {
  expect(readMapFacts(resultOf([7, 3, 5, 0, 6, 2, 4, 1])).gapClasses).toEqual([2, 4, 6, 8]); // one pilot gap more each
});

test('classes that would be empty are left out', () => {
  expect(readMapFacts(resultOf([2, 2, 2, 2, 9])).gapClasses).toEqual([3, 10]);
  expect(readMapFacts(resultOf([])).gapClasses).toEqual([]);
});

test('the box is around what has a place, the most people are found, and points win a draw', () => {
  expect(readMapFacts(resultOf([1, 1]))).toMatchObject({ box: [3, 5, -1, 4], mostPeople: 10, isOfAreas: false });
});
