import { expect, test } from 'vitest';
import { openSolver } from '../../src/pipeline-plan.ts';
import { packSets } from '../../src/plan/coverage-sets.ts';
import { findMostCoverage } from '../../src/plan/most-coverage.ts';
import { seeded } from '../support/random.ts';
import { randomCover, subsets, sum, weightOf } from './random-cover.ts';

const solver = await openSolver();

test('two sites that together cover more than the best one and what it leaves', () => {
  // Greed: 0 1 2 3 of site 2 (4), then one of the others adds 1: 5. The best: 0 1 4 and 2 3 5: 6.
  const sets = packSets([[0, 1, 4], [2, 3, 5], [0, 1, 2, 3]], 7);
  expect(findMostCoverage(solver, { sets, weights: Array(7).fill(1) as number[], limit: { sites: 2 } })).toEqual({
    sites: [0, 1], coveredWeight: 6, cost: 2, bound: 6, gap: 0, isProven: true, covered: [0, 1, 2, 3, 4, 5], uncovered: [], unreachable: [6],
  });
});

test('two sites that together use up a budget which the best one for its cost and weight leaves in part', () => {
  // Greed, by cost and by weight: 7 for 5, and the 3 left buy nothing. The best: 4 + 4 for 4 + 4. The bound by hand is 7 + 4 × 3/4 = 10.
  expect(findMostCoverage(solver, { sets: packSets([[0], [1], [2]], 3), weights: [7, 4, 4], limit: { budget: 8, costs: [5, 4, 4] } })).toMatchObject({ sites: [1, 2], coveredWeight: 8, bound: 8, isProven: true });
});

test('as much as by looking at every selection, by number and by budget, in 300 random cases', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const { sets, weights, costs, random } = randomCover(seed), p = Math.floor(random() * 5), budget = Math.floor(random() * 20);
    let byNumber = 0, byBudget = 0;
    for (const sites of subsets(sets.siteCount)) {
      const weight = weightOf(sets, weights, sites);
      if (sites.length <= p) byNumber = Math.max(byNumber, weight);
      if (sum(sites.map((s) => costs[s])) <= budget) byBudget = Math.max(byBudget, weight);
    }
    for (const [limit, best, within] of [[{ sites: p }, byNumber, p], [{ budget, costs }, byBudget, budget]] as const) {
      const answer = findMostCoverage(solver, { sets, weights, limit });
      expect([answer.coveredWeight, answer.bound, answer.gap, answer.isProven, weightOf(sets, weights, answer.sites)], `seed ${seed}`).toEqual([best, best, 0, true, best]);
      expect(answer.cost, `seed ${seed}`).toBeLessThanOrEqual(within);
      expect([...answer.covered, ...answer.uncovered, ...answer.unreachable].sort((a, b) => a - b)).toEqual([...weights.keys()]);
    }
  }
});

test('more money never covers less', () => {
  for (let seed = 301; seed <= 330; seed++) {
    const { sets, weights, costs } = randomCover(seed);
    let before = 0;
    for (let budget = 0; budget <= 24; budget += 2) {
      const { coveredWeight } = findMostCoverage(solver, { sets, weights, limit: { budget, costs } });
      expect(coveredWeight, `seed ${seed}, budget ${budget}`).toBeGreaterThanOrEqual(before);
      before = coveredWeight;
    }
  }
});

test('a budget of 0 builds what is free, and nothing else', () => {
  const sets = packSets([[0], [1]], 2);
  expect(findMostCoverage(solver, { sets, weights: [5, 7], limit: { budget: 0, costs: [0, 1] } })).toMatchObject({ sites: [0], coveredWeight: 5, uncovered: [1], isProven: true });
  expect(findMostCoverage(solver, { sets, weights: [5, 7], limit: { sites: 0 } })).toMatchObject({ sites: [], coveredWeight: 0, cost: 0, bound: 0, gap: 0, uncovered: [0, 1], isProven: true });
});

test('nothing is built that adds nothing, of equals the cheaper, then the first', () => {
  const sets = packSets([[0], [0], [0], [1]], 2);
  expect(findMostCoverage(solver, { sets, weights: [3, 0], limit: { sites: 4 } }).sites).toEqual([0]);
  expect(findMostCoverage(solver, { sets, weights: [3, 0], limit: { budget: 9, costs: [4, 2, 2, 1] } })).toMatchObject({ sites: [1], cost: 2 });
});

test('decimals that add up to the budget fit into it, as do yuan by the million', () => {
  const sets = packSets([[0], [1], [2]], 3), weights = [1, 1, 1];
  expect(findMostCoverage(solver, { sets, weights, limit: { budget: 0.3, costs: [0.1, 0.2, 5] } }).sites).toEqual([0, 1]);
  expect(findMostCoverage(solver, { sets, weights, limit: { budget: 4_999_999, costs: [2_000_000, 3_000_000, 2_999_999] } }).sites).toEqual([0, 2]);
});

test('weights need not be whole', () => {
  const sets = packSets([[0, 1], [2], [1, 2]], 3);
  expect(findMostCoverage(solver, { sets, weights: [0.1, 0.2, 0.25], limit: { sites: 1 } })).toMatchObject({ sites: [2], isProven: true });
});

test('the same question has the same answer, and one second is enough for some answer with its gap', () => {
  const random = seeded(11), question = { sets: packSets(Array.from({ length: 120 }, () => [...Array(900).keys()].filter(() => random() < 0.04)), 900), weights: Array.from({ length: 900 }, () => Math.floor(1 + random() * 500)), limit: { sites: 25 } };
  const hasty = findMostCoverage(solver, { ...question, timeLimitSeconds: 1 });
  expect(hasty.sites.length).toBe(25);
  expect(hasty.bound).toBeGreaterThanOrEqual(hasty.coveredWeight);
  expect(hasty.gap).toBeCloseTo((hasty.bound - hasty.coveredWeight) / hasty.bound, 12);
  expect(hasty.isProven).toBe(hasty.gap === 0);
  const small = { ...question, limit: { sites: 3 } };
  expect(findMostCoverage(solver, small)).toEqual(findMostCoverage(solver, small));
});

test('what cannot be is refused by name', () => {
  const sets = packSets([[0]], 1), ask = (over: object) => () => findMostCoverage(solver, { sets, weights: [1], limit: { sites: 1 }, ...over });
  expect(ask({ weights: [1, 2] })).toThrow(new RangeError('weights has 2 numbers, expected 1'));
  expect(ask({ weights: [-1] })).toThrow(RangeError);
  expect(ask({ weights: [Infinity] })).toThrow(RangeError);
  expect(ask({ limit: { sites: 1.5 } })).toThrow(new RangeError('limit.sites is 1.5, expected a whole number of 0 or more'));
  expect(ask({ limit: { budget: -1, costs: [1] } })).toThrow(new RangeError('limit.budget is -1, expected 0 or more'));
  expect(ask({ limit: { budget: 1, costs: [-3] } })).toThrow(RangeError);
  expect(ask({ limit: { budget: NaN, costs: [1] } })).toThrow(RangeError);
  expect(ask({ timeLimitSeconds: 0 })).toThrow(RangeError);
});
