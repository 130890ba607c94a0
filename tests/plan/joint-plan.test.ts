import { expect, test } from 'vitest';
import { openSolver } from '../../src/pipeline-plan.ts';
import { packSets } from '../../src/plan/coverage-sets.ts';
import { findJointPlan, type JointPlanQuestion } from '../../src/plan/joint-plan.ts';
import { findMostCoverage } from '../../src/plan/most-coverage.ts';
import { weighGaps } from '../../src/plan/weigh-gaps.ts';
import { seeded } from '../support/random.ts';
import { subsets, sum, weightOf } from './random-cover.ts';

const solver = await openSolver();

test('two services share a site, because the second saves its cost', () => {
  // Apart: site 0 for the first (10 + 1), site 1 for the second (10 + 1): 22, over 12. Together at site 2: 10 + 1 + 1 = 12, for 4 + 4 of the 5 + 5.
  const sets = packSets([[0], [], [1]], 2), other = packSets([[], [0], [1]], 2);
  const answer = findJointPlan(solver, { services: [{ sets, weights: [5, 4], costs: [1, 1, 1] }, { sets: other, weights: [5, 4], costs: [1, 1, 1] }], siteCosts: [10, 10, 10], budget: 12 });
  expect(answer).toEqual({
    buildings: [{ service: 0, site: 2 }, { service: 1, site: 2 }], sites: [2], coveredWeight: 8, cost: 12, bound: 8, gap: 0, isProven: true,
    services: Array(2).fill({ coveredWeight: 4, covered: [1], uncovered: [0], unreachable: [] }),
  });
});

test('as much as by looking at every selection, and never less than the same money spent service by service, in 200 random cases', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const question = randomQuestion(seed), { services, siteCosts, budget } = question, sites = siteCosts.length;
    let best = 0;
    for (const choices of subsets(services.length * sites)) {
      const open = new Set(choices.map((c) => c % sites)), of = (k: number): number[] => choices.filter((c) => Math.floor(c / sites) === k).map((c) => c % sites);
      const cost = sum([...open].map((s) => siteCosts[s])) + sum(services.map(({ costs }, k) => sum(of(k).map((s) => costs[s]))));
      if (cost <= budget) best = Math.max(best, sum(services.map(({ sets, weights }, k) => weightOf(sets, Array.from(weights), of(k)))));
    }
    const joint = findJointPlan(solver, question);
    expect([joint.coveredWeight, joint.bound, joint.isProven, sum(joint.services.map((s) => s.coveredWeight))], `seed ${seed}`).toEqual([best, best, true, best]);
    expect(joint.cost, `seed ${seed}`).toBeLessThanOrEqual(budget);
    // Half the budget to each service, sites paid by each.
    const apart = services.map(({ sets, weights, costs }) => findMostCoverage(solver, { sets, weights, limit: { budget: budget / services.length, costs: Array.from(costs, (cost, s) => cost + siteCosts[s]) } }).coveredWeight);
    expect(joint.coveredWeight, `seed ${seed}`).toBeGreaterThanOrEqual(sum(apart));
  }
});

test('a service that cannot be built at a site is not', () => {
  const sets = packSets([[0], [0]], 1);
  expect(findJointPlan(solver, { services: [{ sets, weights: [1], costs: [Infinity, 2] }], siteCosts: [0, 1], budget: 9 })).toMatchObject({ buildings: [{ service: 0, site: 1 }], cost: 3 });
});

test('required gaps weigh more than pilot ones, these more than advisory ones', () => {
  expect([...weighGaps([10, 10, 10], ['advisory', 'required', 'pilot'])]).toEqual([10, 90, 30]);
  expect([...weighGaps([10], ['pilot'], { required: 1, pilot: 0.5, advisory: 0 })]).toEqual([5]);
  expect(() => weighGaps([1], [])).toThrow(RangeError);
});

test('what cannot be is refused by name', () => {
  const service = { sets: packSets([[0]], 1), weights: [1], costs: [1] };
  expect(() => findJointPlan(solver, { services: [service], siteCosts: [1, 1], budget: 1 })).toThrow(new RangeError('services[0].sets has 1 sites, expected 2'));
  expect(() => findJointPlan(solver, { services: [{ ...service, costs: [-1] }], siteCosts: [1], budget: 1 })).toThrow(RangeError);
  expect(() => findJointPlan(solver, { services: [service], siteCosts: [-1], budget: 1 })).toThrow(RangeError);
  expect(() => findJointPlan(solver, { services: [service], siteCosts: [1], budget: -1 })).toThrow(new RangeError('budget is -1, expected 0 or more'));
  expect(findJointPlan(solver, { services: [], siteCosts: [], budget: 1 })).toMatchObject({ buildings: [], isProven: true });
});

function randomQuestion(seed: number): JointPlanQuestion {
  const random = seeded(seed * 104_729), whole = (below: number): number => Math.floor(random() * below), sites = 1 + whole(5);
  const services = Array.from({ length: 2 }, () => {
    const demand = 1 + whole(8), lists = Array.from({ length: sites }, () => [...Array(demand).keys()].filter(() => random() < 0.4));
    return { sets: packSets(lists, demand), weights: Array.from({ length: demand }, () => whole(20)), costs: lists.map(() => whole(6)) };
  });
  return { services, siteCosts: Array.from({ length: sites }, () => whole(8)), budget: whole(30) };
}
