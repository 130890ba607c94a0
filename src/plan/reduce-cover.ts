/**
 * What need not be asked of the solver, left out without changing the best weight: choices that are too dear or add nothing,
 * choices that another one replaces, demand that is reached from exactly the same choices (counted together). Demand that may need
 * several choices stands by itself, and no choice that gives it a part replaces another that gives it something.
 */
import { purse, type CoverProblem } from './cover-problem.ts';
import { coveredBy, type CoverageSets } from './coverage-sets.ts';

export interface ReducedCover {
  /** Choices that are left, ascending. */
  readonly choices: readonly number[];
  /** Demand with the same choices: at least two of them. */
  readonly groups: readonly DemandGroup[];
  /** By choice: the weight of what only it covers, and covers alone. */
  readonly ownWeights: Float64Array;
}

export interface DemandGroup {
  readonly weight: number;
  readonly choices: readonly number[];
  /** By choice the share that it gives, up to 1; null where each is enough. */
  readonly shares: readonly number[] | null;
}

export function reduceCover(problem: CoverProblem): ReducedCover {
  const choices = leaveDominated(problem, affordable(problem));
  const sites = Array.from(problem.weights, (): number[] => []), shares = Array.from(problem.weights, (): number[] => []), ownWeights = new Float64Array(problem.sets.siteCount);
  for (const c of choices) {
    coveredBy(problem.sets, c).forEach((d, at) => {
      sites[d].push(c);
      shares[d].push(shareOf(problem, problem.sets.first[c] + at));
    });
  }
  const groups = new Map<string, { weight: number; choices: number[]; shares: null }>(), shared: DemandGroup[] = [];
  sites.forEach((list, d) => {
    const weight = problem.weights[d], key = list.join(), isEnough = shares[d].every((share) => share === 1);
    if (weight === 0 || list.length === 0) return;
    const group = groups.get(key);
    if (!isEnough) shared.push({ weight, choices: list, shares: shares[d] });
    else if (list.length === 1) ownWeights[list[0]] += weight;
    else if (group) group.weight += weight;
    else groups.set(key, { weight, choices: list, shares: null });
  });
  return { choices, groups: [...shared, ...groups.values()], ownWeights };
}

/** @param entry of `sets.demand`. */
function shareOf({ sets, quotas }: CoverProblem, entry: number): number {
  return quotas === undefined ? 1 : Math.min(1, quotas.given[entry] / quotas.needed[sets.demand[entry]]);
}

function affordable({ sets, weights, siteOf, purses = [], ...whole }: CoverProblem): number[] {
  const canPay = (c: number): boolean => [whole, ...purses].every(({ costs, siteCosts, budget }) => costs[c] + siteCosts[siteOf[c]] <= purse(budget));
  return Array.from({ length: sets.siteCount }, (_, c) => c).filter((c) => canPay(c) && coveredBy(sets, c).some((d) => weights[d] > 0));
}

/** A choice goes if another covers all that it covers and costs nobody more, even if the other's site has to be paid for it. Of equals the lowest stays. */
function leaveDominated(problem: CoverProblem, choices: readonly number[]): number[] {
  const { sets, weights, siteOf, purses = [], ...whole } = problem, givenInPart = choices.map((c): [number, number[]] => [c, [...coveredBy(sets, c)].filter((_, at) => shareOf(problem, sets.first[c] + at) < 1)]);
  const inPart = new Map(givenInPart.filter(([, list]) => list.length > 0)), asks = (a: number, d: number): boolean => coveredBy(sets, a).includes(d);
  const isWorse = (a: number, b: number): boolean => !(inPart.get(b)?.some((d) => asks(a, d)) ?? false) && [whole, ...purses].every(({ costs, siteCosts }) => costs[b] + (siteOf[a] === siteOf[b] ? 0 : siteCosts[siteOf[b]]) <= costs[a]);
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
