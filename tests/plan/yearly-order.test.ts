import { expect, test } from 'vitest';
import { openSolver } from '../../src/pipeline-plan.ts';
import { Selection, type CoverProblem } from '../../src/plan/cover-problem.ts';
import { packSets } from '../../src/plan/coverage-sets.ts';
import { solveCover } from '../../src/plan/solve-cover.ts';
import { monthsInService, orderOverYears, type OrderQuestion } from '../../src/plan/yearly-order.ts';
import { spreadOverYears } from '../../src/plan/yearly-spread.ts';
import { seeded } from '../support/random.ts';

const solver = await openSolver();

test('what takes long to build begins first where everybody waits less that way', () => {
  // Each year pays one of two projects for 10 people each. The one of 2 months first: open after 2 and 12 + 30 = 42 months. The one of 30 months first: 30 and 14. 44 months either way.
  const problem: CoverProblem = { sets: packSets([[0], [1]], 2), weights: Float64Array.of(10, 10), costs: Float64Array.of(5, 5), siteOf: Uint32Array.of(0, 1), siteCosts: new Float64Array(2), budget: 10 };
  const question = { problem, chosen: [0, 1], months: [2, 30], incomes: [[5], [5]], isBasic: [true, true], timeLimitSeconds: 10 };
  expect(monthsInService(question, [0, 1], [1, 1])).toBe(monthsInService(question, [1, 0], [1, 1]));
  // A third year's worth of people behind a project that serves both, in 12 months: begun first, nobody waits for the others.
  const both = { ...question, problem: { ...problem, sets: packSets([[0], [1], [0, 1]], 2), costs: Float64Array.of(5, 5, 5), siteOf: Uint32Array.of(0, 1, 0), budget: 15 }, chosen: [0, 1, 2], months: [2, 30, 12], incomes: [[5], [5], [5]] };
  expect(orderOverYears(solver, both)).toMatchObject({ isProven: true, yearOf: [expect.any(Number), expect.any(Number), 0] });
  // With 12 months for the second and 13 people behind it, it goes first: 10 x 14 + 13 x 12, not 10 x 2 + 13 x 24.
  const heavy = { ...question, problem: { ...problem, weights: Float64Array.of(10, 13) }, months: [2, 12] };
  expect(orderOverYears(solver, heavy)).toEqual({ yearOf: [1, 0], value: 10 * 10 + 13 * 12, bound: 10 * 10 + 13 * 12, gap: 0, isProven: true }); // open after 14 and 12 of 24 months
});

test('nobody waits less in any other order that can be paid, basic services first, in 120 random cases', () => {
  let isBetter = 0, shared = 0;
  for (let seed = 1; seed <= 120; seed++) {
    const question = randomQuestion(seed), { chosen, incomes, isBasic } = question, years = incomes.length, [basic, all] = [isBasic.map(Number), isBasic.map(() => 1)];
    const worthOf = (yearOf: readonly number[]): [number, number] => [monthsInService(question, yearOf, basic), monthsInService(question, yearOf, all)];
    let best = [-1, -1];
    for (let code = 0; code < years ** chosen.length; code++) {
      const yearOf = chosen.map((_, at) => Math.floor(code / years ** at) % years), worth = worthOf(yearOf);
      if ((worth[0] > best[0] || (worth[0] === best[0] && worth[1] > best[1])) && isPaid(question, yearOf)) best = worth;
    }
    const { yearOf, isProven } = orderOverYears(solver, question);
    expect([worthOf(yearOf), isProven, isPaid(question, yearOf)], `seed ${seed}`).toEqual([best, true, true]);
    const byYear = worthOf(spreadOverYears(solver, question));
    if (byYear[0] < best[0] || byYear[1] < best[1]) isBetter++;
    if (question.problem.quotas !== undefined && best[1] > 0) shared++;
  }
  expect(isBetter).toBeGreaterThan(4);
  expect(shared).toBeGreaterThan(20);
});

test('the months in service are those of a count month by month, in 100 random cases', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const question = randomQuestion(seed), { problem, chosen, months, incomes } = question, random = seeded(seed), yearOf = chosen.map(() => Math.floor(incomes.length * random()));
    const end = 12 * (incomes.length - 1) + Math.max(0, ...months), everything = new Selection(problem, chosen);
    let sum = 0;
    for (let month = 1; month <= end; month++) {
      // Open during a month is what has opened at the end of one before it.
      const open = new Selection(problem, chosen.filter((_, at) => 12 * yearOf[at] + months[at] < month));
      problem.weights.forEach((weight, d) => { if (everything.isMet(d) && open.isMet(d)) sum += weight; });
    }
    expect(monthsInService(question, yearOf, question.isBasic.map(() => 1)), `seed ${seed}`).toBe(sum);
  }
});

function isPaid({ problem, chosen, incomes }: OrderQuestion, yearOf: readonly number[]): boolean {
  const parts = problem.purses === undefined ? [problem] : problem.purses;
  return incomes.every((_, year) => {
    const begun = new Selection(problem, chosen.filter((__, at) => yearOf[at] <= year));
    return parts.every((part, p) => begun.cost(part) <= incomes.slice(0, year + 1).reduce((sum, income) => sum + income[p], 0) + 1e-6);
  });
}

/** The best selection of up to six choices at three places, two payers in every second case, demand that needs several choices in every third. */
function randomQuestion(seed: number): OrderQuestion {
  const random = seeded(seed * 49_979_687), whole = (below: number): number => Math.floor(random() * below), demand = 3 + whole(8), siteOf = Uint32Array.from({ length: 3 + whole(4) }, () => whole(3));
  const costs = Float64Array.from(siteOf, () => 1 + whole(9)), siteCosts = Float64Array.from({ length: 3 }, () => whole(5)), sets = packSets(Array.from(siteOf, () => [...Array(demand).keys()].filter(() => random() < 0.35)), demand);
  const incomes = Array.from({ length: 3 }, () => (seed % 2 === 0 ? [whole(12), whole(12)] : [whole(20)])), budgets = incomes[0].map((_, p) => incomes.reduce((sum, income) => sum + income[p], 0));
  const part = (of: number, p: number) => ({ budget: budgets[p], costs: costs.map((c) => c * of), siteCosts: siteCosts.map((c) => c * of) });
  const problem: CoverProblem = {
    sets, weights: Float64Array.from({ length: demand }, () => whole(20)), siteOf, costs, siteCosts, budget: budgets.reduce((a, b) => a + b, 0),
    ...(seed % 2 === 0 ? { purses: [part(0.5, 0), part(0.5, 1)] } : {}),
    ...(seed % 3 === 0 ? { quotas: { given: Float64Array.from(sets.demand, () => 1 + whole(3)), needed: new Float64Array(demand).fill(3) } } : {}),
  };
  const chosen = solveCover(solver, problem, 10).selection.choices();
  return { problem, chosen, months: chosen.map(() => 1 + whole(30)), incomes, isBasic: Array.from({ length: demand }, () => random() < 0.5), timeLimitSeconds: 10 };
}
