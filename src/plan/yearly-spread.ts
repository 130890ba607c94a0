/**
 * A first answer to when to begin what has been chosen: for each year but the last, as much as possible of what the whole plan covers
 * with the money there is up to then, basic services first; the last year takes the rest. What a year leaves may be spent in the next,
 * so that everything chosen can be begun.
 */
import { purse, Selection, type CoverProblem } from './cover-problem.ts';
import { coveredBy, packSets } from './coverage-sets.ts';
import type { Solver } from './program.ts';
import { solveCover } from './solve-cover.ts';

export interface SpreadQuestion {
  readonly problem: CoverProblem;
  /** The buildings of the plan: choices of the problem, payable together. */
  readonly chosen: readonly number[];
  /** By year, by purse of the problem, or of the one budget where it has none: what comes in. */
  readonly incomes: readonly (readonly number[])[];
  /** By demand: whether it is of a basic service. */
  readonly isBasic: readonly boolean[];
  readonly timeLimitSeconds: number;
}

/** @returns of each chosen building, in the order given: index of the year in which it begins. */
export function spreadOverYears(solver: Solver, { problem, chosen, incomes, isBasic, timeLimitSeconds }: SpreadQuestion): number[] {
  const begun = new Selection(problem), yearOf = new Map<number, number>(), saved = incomes[0].map(() => 0);
  incomes.forEach((income, year) => {
    income.forEach((amount, p) => { saved[p] += amount; });
    for (const counts of year === incomes.length - 1 ? [] : [(d: number) => isBasic[d], () => true]) {
      const left = chosen.filter((c) => !begun.has(c)), { selection } = solveCover(solver, restOf(problem, left, begun, saved, counts), timeLimitSeconds);
      for (const at of selection.choices()) { begun.take(left[at]); yearOf.set(left[at], year); }
    }
  });
  return chosen.map((choice) => yearOf.get(choice) ?? incomes.length - 1);
}

/** What is left to begin, with what is left of the money; places that are open are open. */
function restOf(problem: CoverProblem, left: readonly number[], begun: Selection, saved: readonly number[], counts: (demand: number) => boolean): CoverProblem {
  const { sets, weights, quotas, purses = [] } = problem, choices = Uint32Array.from(left);
  const rest = (part: Pick<CoverProblem, 'costs' | 'siteCosts'>, had: number) => ({
    costs: Float64Array.from(choices, (c) => part.costs[c]), siteCosts: part.siteCosts.map((cost, s) => (begun.isOpen(s) ? 0 : cost)), budget: Math.max(0, purse(had) - begun.cost(part)),
  });
  const total = saved.reduce((sum, amount) => sum + amount, 0);
  return {
    // What is met needs nothing more, and weighs nothing.
    quotas: quotas && { given: Float64Array.from(left.flatMap((c) => [...quotas.given.subarray(sets.first[c], sets.first[c + 1])])), needed: quotas.needed.map((needed, d) => begun.lacks(d) || needed) },
    ...rest(problem, total), sets: packSets(left.map((c) => [...coveredBy(sets, c)]), sets.demandCount), siteOf: Uint32Array.from(choices, (c) => problem.siteOf[c]),
    weights: weights.map((weight, d) => (counts(d) && !begun.isMet(d) ? weight : 0)), purses: purses.map((part, p) => rest(part, saved[p])),
  };
}
