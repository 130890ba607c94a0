import { expect, test } from 'vitest';
import type { CoverageResult } from '../../src/coverage/result.ts';
import { findGapClasses } from '../../src/outputs/gap-classes.ts';
import { readMapFacts } from '../../src/outputs/map-facts.ts';

const resultOf = (missing: readonly number[]): CoverageResult => ({
  settlements: missing.map((required, i) => ({ lon: i, lat: null, population: 10 * i, gaps: { required, pilot: 1, advisory: 99 } })), facilities: [{ lon: 3, lat: 4 }, { lon: 5, lat: -1 }, { lon: null, lat: null }],
  settlementPlaces: [{ type: 'polygons', polygons: [] }, { type: 'points', points: [] }, { type: 'unlocated' }],
}) as unknown as CoverageResult;

test('classes are of one pilot gap more than those that are required', () => {
  expect(readMapFacts(resultOf([0, 1, 2, 3, 4])).gapClasses).toEqual(findGapClasses([1, 2, 3, 4, 5].map((missing, i) => ({ missing, weight: 10 * i }))));
});

test('the box is around what has a place, the most people are found, and points win a draw', () => {
  expect(readMapFacts(resultOf([1, 1]))).toMatchObject({ box: [3, 5, -1, 4], mostPeople: 10, isOfAreas: false });
});
