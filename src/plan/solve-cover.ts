/** The best selection and the proof of it: greedy first, then the solver from there, then the lowest indices among equals. */
import { purse, Selection, type CoverProblem } from './cover-problem.ts';
import { coverGreedily } from './greedy-cover.ts';
import { preferLow } from './prefer-low.ts';
import { solveProgram, type Program, type Solver } from './program.ts';
import { reduceCover, type DemandGroup, type ReducedCover } from './reduce-cover.ts';

export interface SolvedCover extends Proof { readonly selection: Selection }

/** How good an answer is known to be. */
export interface Proof {
  /** No answer is better than this, in the unit of the value. */
  readonly bound: number;
  /** What may be missing to the best: (bound − value) / bound, or (value − bound) / value of what is to be small; 0 where proven. */
  readonly gap: number;
  /** Whether no answer is better. */
  readonly isProven: boolean;
}

/** @throws RangeError if the time is not above 0. */
export function solveCover(solver: Solver, problem: CoverProblem, timeLimitSeconds: number): SolvedCover {
  requireTime(timeLimitSeconds);
  const greedy = coverGreedily(problem);
  const { selection: found, bound } = greedy.selection.value() >= greedy.bound ? greedy : improve(solver, problem, greedy, timeLimitSeconds);
  const selection = preferLow(problem, found);
  return { selection, ...proofOf(selection.value(), bound) };
}

export function requireTime(timeLimitSeconds: number): void {
  if (!(timeLimitSeconds > 0)) throw new RangeError(`timeLimitSeconds is ${timeLimitSeconds}, expected more than 0`);
}

/** Sums of weights in different orders differ by less than this share. */
const SUMMING = 1e-9;

function proofOf(value: number, bound: number): Proof {
  const isProven = Math.abs(value - bound) <= SUMMING * bound;
  return { bound: isProven ? value : bound, gap: isProven ? 0 : (bound - value) / bound, isProven };
}

function improve(solver: Solver, problem: CoverProblem, greedy: { selection: Selection; bound: number }, timeLimitSeconds: number): { selection: Selection; bound: number } {
  const reduced = reduceCover(problem), program = writeProgram(problem, reduced, greedy.selection);
  const { values, bound } = solveProgram(solver, program, timeLimitSeconds);
  const found = new Selection(problem, values === null ? [] : reduced.choices.filter((_, i) => values[i] > 0.5));
  const isBetter = found.value() > greedy.selection.value() && found.isPayable();
  return { selection: isBetter ? found : greedy.selection, bound: Math.min(greedy.bound, roundDown(bound, problem.weights)) };
}

/** Where weights are whole, so is what they add up to. */
function roundDown(bound: number, weights: Float64Array): number {
  return weights.every(Number.isInteger) ? Math.floor(bound + Math.max(1e-6, SUMMING * bound)) : bound;
}

/** Columns: choices, then sites that cost something, then groups of demand: first those that may need several choices; the others are whole of themselves where the choices are. */
function writeProgram({ siteOf, siteCosts, purses = [], ...whole }: CoverProblem, { choices, groups, ownWeights }: ReducedCover, start: Selection): Program {
  const columnOf = new Map(choices.map((c, i) => [c, i])), column = (c: number): number => columnOf.get(c) ?? -1;
  const sites = [...new Set(choices.map((c) => siteOf[c]).filter((s) => siteCosts[s] > 0))].sort((a, b) => a - b), siteColumn = new Map(sites.map((s, i) => [s, choices.length + i]));
  const firstGroup = choices.length + sites.length;
  const shared = choices.flatMap((c, i) => { const site = siteColumn.get(siteOf[c]); return site === undefined ? [] : [{ columns: [i, site], values: [1, -1], lower: -Infinity, upper: 0 }]; });
  const covers = groups.map((group, g) => ({ columns: [...group.choices.map(column), firstGroup + g], values: [...group.choices.map((_, i) => -(group.shares?.[i] ?? 1)), 1], lower: -Infinity, upper: 0 }));
  const paid = [{ ...whole, siteCosts }, ...purses].map((part) => ({ columns: [...choices.keys(), ...siteColumn.values()], values: [...choices.map((c) => part.costs[c]), ...sites.map((s) => part.siteCosts[s])], lower: -Infinity, upper: purse(part.budget) }));
  const taken = choices.map((c) => Number(start.has(c))), isMet = (group: DemandGroup): boolean => group.choices.reduce((sum, c, i) => sum + (start.has(c) ? group.shares?.[i] ?? 1 : 0), 0) >= 1;
  return {
    sense: 'maximize', objective: [...choices.map((c) => ownWeights[c]), ...sites.map(() => 0), ...groups.map(({ weight }) => weight)], wholeColumns: firstGroup + groups.filter(({ shares }) => shares !== null).length, rows: [...paid, ...shared, ...covers],
    // What the greedy took and reductions left out is missing here: the start is feasible all the same.
    start: [...taken, ...sites.map((s) => Number(choices.some((c) => siteOf[c] === s && start.has(c)))), ...groups.map((group) => Number(isMet(group)))],
  };
}
