import { expect, test } from 'vitest';
import { coveredBy, coverageWithin, sitesOfDemand } from '../../src/plan/coverage-sets.ts';

const SIZE = { siteCount: 2, demandCount: 3, limit: 900 };

test('a pair at the limit is within, one beyond it or unreached is not', () => {
  const sets = coverageWithin([{ site: 0, demand: 2, value: 900 }, { site: 0, demand: 1, value: 901 }, { site: 1, demand: 0, value: Infinity }], SIZE);
  expect([[...coveredBy(sets, 0)], [...coveredBy(sets, 1)]]).toEqual([[2], []]);
  expect(sitesOfDemand(sets)).toEqual([[], [], [0]]);
});

test('pairs given twice and in any order count once, ascending', () => {
  const sets = coverageWithin([2, 0, 2].map((demand) => ({ site: 1, demand, value: 5 })), SIZE);
  expect([...coveredBy(sets, 1)]).toEqual([0, 2]);
});

test('nothing is unreached by an infinite limit but what has no way', () => {
  const sets = coverageWithin([{ site: 0, demand: 0, value: 1e12 }, { site: 0, demand: 1, value: Infinity }], { ...SIZE, limit: Infinity });
  expect([...coveredBy(sets, 0)]).toEqual([0]);
});

test('indices, values and limits that cannot be are refused by name', () => {
  const pair = { site: 0, demand: 0, value: 0 };
  for (const [bad, message] of [[{ site: 2 }, 'site is 2, expected a whole number below 2'], [{ demand: -1 }, 'demand is -1'], [{ value: NaN }, 'value is NaN'], [{ value: -1 }, 'value is -1']] as const) {
    expect(() => coverageWithin([{ ...pair, ...bad }], SIZE)).toThrow(new RegExp(`^${message}`));
  }
  expect(() => coverageWithin([], { ...SIZE, limit: -1 })).toThrow(RangeError);
});
