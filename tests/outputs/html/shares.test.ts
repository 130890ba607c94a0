import { expect, test } from 'vitest';
import { classOfPercent, percentOf, percentText, tenths } from '../../../src/outputs/html/shares.ts';

test('shares are whole percents, but nobody and everybody only where it is so', () => {
  expect([0, 0.0001, 0.004, 0.0149, 0.345, 0.994, 0.9999, 1, null].map((share) => percentText(percentOf(share)))).toEqual(['0', '<1', '<1', '1', '35', '>99', '>99', '100', '']);
  expect([0, 0.0001, 0.3214, 0.9999, 1].map(tenths)).toEqual(['0.0', '<0.1', '32.1', '>99.9', '100.0']);
});

test('what is unknown has no class of the ramp', () => {
  expect([0, 10, 29, 30, 85, 100].map(classOfPercent)).toEqual(['c4', 'c3', 'c3', 'c2', 'c0', 'c0']);
  expect([percentOf(null), -2].map(classOfPercent)).toEqual(['unknown', 'nobody']);
});
