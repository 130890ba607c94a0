import { expect, test } from 'vitest';
import { findGapClasses } from '../../src/outputs/gap-classes.ts';

const classes = (...lacking: [missing: number, weight: number][]): number[] => findGapClasses(lacking.map(([missing, weight]) => ({ missing, weight })));

test('of 1 to 8 services that as many people lack, each class has a quarter of them', () => {
  expect(classes([7, 5], [3, 5], [5, 5], [1, 5], [6, 5], [2, 5], [4, 5], [8, 5])).toEqual([1, 3, 5, 7]);
});

test('who lacks none is in no quarter, whoever lacks most is in the last', () => {
  expect(classes([0, 1000], [1, 5], [2, 5], [3, 5], [4, 5])).toEqual([1, 2, 3, 4]);
  expect(classes([4, 90], [9, 10])).toEqual([1, 9]); // nine in ten lack four: no number parts them
});

test('nothing known, or nothing missing, makes no class', () => {
  expect(classes()).toEqual([]);
  expect(classes([0, 7])).toEqual([]);
});
