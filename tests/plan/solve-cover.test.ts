import { expect, test } from 'vitest';
import { openSolver } from '../../src/pipeline-plan.ts';
import { Selection, type CoverProblem } from '../../src/plan/cover-problem.ts';
import { packSets } from '../../src/plan/coverage-sets.ts';
import { solveCover } from '../../src/plan/solve-cover.ts';
import { seeded } from '../support/random.ts';
import { subsets } from './random-cover.ts';

const solver = await openSolver();

test('what each payer has is not exceeded, though together there is enough', () => {
  // Two choices of cost 10, both paid by the first purse, which has 15; the second has 15 as well and pays the third.
  const problem: CoverProblem = {
    sets: packSets([[0], [1], [2]], 3), weights: Float64Array.of(5, 4, 1), costs: Float64Array.of(10, 10, 10), siteOf: Uint32Array.of(0, 1, 2), siteCosts: new Float64Array(3), budget: 30,
    purses: [{ budget: 15, costs: Float64Array.of(10, 10, 0), siteCosts: new Float64Array(3) }, { budget: 15, costs: Float64Array.of(0, 0, 10), siteCosts: new Float64Array(3) }],
  };
  const { selection, bound, isProven } = solveCover(solver, problem, 10);
  expect([selection.choices(), bound, isProven]).toEqual([[0, 2], 6, true]);
});

test('choices of one site that cover the same, several purses: as much as by looking at every selection, in 150 random cases', () => {
  for (let seed = 1; seed <= 150; seed++) {
    const problem = randomProblem(seed), best = bestOfAll(problem), { selection, bound, isProven } = solveCover(solver, problem, 10);
    expect([selection.value(), bound, isProven, selection.isPayable()], `seed ${seed}`).toEqual([best, best, true, true]);
  }
});

test('what is half full counts for nothing, and two halves for all of it', () => {
  // One demand needs 6: the choices give it 3, 3 and 5, and cost 4, 4 and 6. With 7 none is enough, with 8 the first two are.
  const problem: CoverProblem = {
    sets: packSets([[0], [0], [0]], 1), weights: Float64Array.of(5), costs: Float64Array.of(4, 4, 6), siteOf: Uint32Array.of(0, 1, 2), siteCosts: new Float64Array(3), budget: 7,
    quotas: { given: Float64Array.of(3, 3, 5), needed: Float64Array.of(6) },
  };
  const at = (budget: number): unknown[] => { const { selection, bound, isProven } = solveCover(solver, { ...problem, budget }, 10); return [selection.choices(), bound, isProven]; };
  expect([at(7), at(8)]).toEqual([[[], 0, true], [[0, 1], 5, true]]);
});

test('demand that needs several choices: as much as by looking at every selection, in 300 random cases', () => {
  let shared = 0;
  for (let seed = 1; seed <= 300; seed++) {
    const plain = randomProblem(seed), random = seeded(seed * 32_452_843), { demand } = plain.sets, whole = (below: number): number => Math.floor(random() * below);
    const problem: CoverProblem = { ...plain, quotas: { given: Float64Array.from(demand, () => 1 + whole(4)), needed: plain.weights.map(() => 1 + whole(7)) } };
    const best = bestOfAll(problem), { selection, bound, isProven } = solveCover(solver, problem, 10);
    expect([selection.value(), bound, isProven, selection.isPayable()], `seed ${seed}`).toEqual([best, best, true, true]);
    for (const c of selection.choices()) { selection.drop(c); expect(selection.value(), `seed ${seed} without ${c}`).toBeLessThan(best); selection.take(c); }
    if (best < bestOfAll(plain) && best > 0) shared++;
  }
  expect(shared).toBeGreaterThan(50);
});

function bestOfAll(problem: CoverProblem): number {
  let best = 0;
  for (const choices of subsets(problem.sets.siteCount)) {
    const selection = new Selection(problem, choices);
    if (selection.isPayable()) best = Math.max(best, selection.value());
  }
  return best;
}

/** Three sites with up to three choices each; two payers share every cost. */
function randomProblem(seed: number): CoverProblem {
  const random = seeded(seed * 15_485_863), whole = (below: number): number => Math.floor(random() * below), demand = 1 + whole(9);
  const siteOf = Uint32Array.from({ length: 1 + whole(9) }, () => whole(3)), costs = Float64Array.from(siteOf, () => whole(8)), siteCosts = Float64Array.from({ length: 3 }, () => whole(6));
  const share = 0.25 * whole(5), part = (of: number, budget: number) => ({ budget, costs: costs.map((c) => c * of), siteCosts: siteCosts.map((c) => c * of) }), budgets = [whole(14), whole(14)];
  return {
    sets: packSets(Array.from(siteOf, () => [...Array(demand).keys()].filter(() => random() < 0.4)), demand), weights: Float64Array.from({ length: demand }, () => whole(20)),
    siteOf, costs, siteCosts, budget: budgets[0] + budgets[1], purses: [part(share, budgets[0]), part(1 - share, budgets[1])],
  };
}
