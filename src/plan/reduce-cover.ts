/**
 * What need not be asked of the solver, left out without changing the best weight: choices that are too dear or add nothing,
 * choices that another one replaces, demand that is reached from exactly the same choices (counted together).
 */
import { purse, type CoverProblem } from './cover-problem.ts';
import { coveredBy, type CoverageSets } from './coverage-sets.ts';

export interface ReducedCover {
  /** Choices that are left, ascending. */
  readonly choices: readonly number[];
  /** Demand with the same choices: at least two of them. */
  readonly groups: readonly DemandGroup[];
  /** By choice: the weight of what only it covers. */
  readonly ownWeights: Float64Array;
}

export interface DemandGroup { readonly weight: number; readonly choices: readonly number[] }

export function reduceCover(problem: CoverProblem): ReducedCover {
  const choices = leaveDominated(problem, affordable(problem));
  const sites = Array.from(problem.weights, (): number[] => []), ownWeights = new Float64Array(problem.sets.siteCount);
  for (const c of choices) for (const d of coveredBy(problem.sets, c)) sites[d].push(c);
  const groups = new Map<string, { weight: number; choices: number[] }>();
  sites.forEach((list, d) => {
    const weight = problem.weights[d], key = list.join();
    if (weight === 0 || list.length === 0) return;
    const group = groups.get(key);
    if (list.length === 1) ownWeights[list[0]] += weight;
    else if (group) group.weight += weight;
    else groups.set(key, { weight, choices: list });
  });
  return { choices, groups: [...groups.values()], ownWeights };
}

function affordable({ sets, weights, siteOf, purses = [], ...whole }: CoverProblem): number[] {
  const canPay = (c: number): boolean => [whole, ...purses].every(({ costs, siteCosts, budget }) => costs[c] + siteCosts[siteOf[c]] <= purse(budget));
  return Array.from({ length: sets.siteCount }, (_, c) => c).filter((c) => canPay(c) && coveredBy(sets, c).some((d) => weights[d] > 0));
}

/** A choice goes if another covers all that it covers and costs nobody more, even if the other's site has to be paid for it. Of equals the lowest stays. */
function leaveDominated({ sets, weights, siteOf, purses = [], ...whole }: CoverProblem, choices: readonly number[]): number[] {
  const isWorse = (a: number, b: number): boolean => [whole, ...purses].every(({ costs, siteCosts }) => costs[b] + (siteOf[a] === siteOf[b] ? 0 : siteCosts[siteOf[b]]) <= costs[a]);
  return leaveSubsets(sets, choices, (d) => weights[d] > 0, isWorse);
}

/**
 * Leaves out every set that lies within another, if `mayGo` says so of the two as well; `mayGo` must be transitive.
 * @param counts which demand is looked at.
 */
export function leaveSubsets(sets: CoverageSets, choices: readonly number[], counts: (demand: number) => boolean, mayGo: (a: number, b: number) => boolean = () => true): number[] {
  const asked = new Map(choices.map((c) => [c, coveredBy(sets, c).filter(counts)])), members = new Map(choices.map((c) => [c, new Set(asked.get(c))]));
  const holders = Array.from({ length: sets.demandCount }, (): number[] => []);
  for (const [c, list] of asked) for (const d of list) holders[d].push(c);
  const listOf = (c: number): Uint32Array => asked.get(c) ?? new Uint32Array();
  const isWithin = (a: number, b: number): boolean => listOf(a).length <= listOf(b).length && listOf(a).every((d) => members.get(b)?.has(d));
  return choices.filter((a) => {
    // A set that holds this one holds its rarest demand.
    const rarest = listOf(a).reduce((least: number[], d) => (holders[d].length < least.length ? holders[d] : least), choices as number[]);
    return !rarest.some((b) => b !== a && mayGo(a, b) && isWithin(a, b) && (b < a || !(mayGo(b, a) && isWithin(b, a))));
  });
}
