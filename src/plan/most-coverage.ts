/** Where to build so that most is covered, with so many sites or so much money: the maximal covering location problem (Church & ReVelle 1974, Papers of the Regional Science Association 32:101). */
import type { CoverProblem, Quotas } from './cover-problem.ts';
import { sitesOfDemand, type CoverageSets } from './coverage-sets.ts';
import type { Solver } from './program.ts';
import { requireNumbers } from './question-numbers.ts';
import { solveCover, type Proof } from './solve-cover.ts';

export interface MostCoverageQuestion {
  readonly sets: CoverageSets;
  /** What covering each demand is worth, such as its people; 0 or more. */
  readonly weights: ArrayLike<number>;
  /** At most so many sites; or a budget and what each site costs, 0 or more, in one unit; Infinity where nothing can be built. */
  readonly limit: { readonly sites: number } | { readonly budget: number; readonly costs: ArrayLike<number> };
  /** Where one site may be too little for a demand, as the sets have them. */
  readonly quotas?: Quotas;
  /** For the solver, 60 if not given; when it is over, the answer is the best found and says what it may lack. */
  readonly timeLimitSeconds?: number;
}

export interface MostCoverage extends Proof {
  /** Indices of the sites to open, ascending; none that adds nothing. */
  readonly sites: readonly number[];
  /** Weight covered; `bound` is in its unit. */
  readonly coveredWeight: number;
  /** What the sites cost; their number where they are counted. */
  readonly cost: number;
  /** Indices of demand, ascending: covered; left out though a site could cover it; reached by no site. */
  readonly covered: readonly number[];
  readonly uncovered: readonly number[];
  readonly unreachable: readonly number[];
}

/**
 * The sites that cover the most weight. Of equal answers it is the cheaper one, then that of lower indices, as far as exchanging one site goes.
 * A cost counts as within the budget up to a share of 1e-9, for sums of decimals.
 * @throws RangeError for lists of another length than the sets, numbers below 0, a number of sites that is not whole, or a time that is not above 0.
 */
export function findMostCoverage(solver: Solver, { sets, quotas, weights, limit, timeLimitSeconds = 60 }: MostCoverageQuestion): MostCoverage {
  const problem = { ...problemOf(sets, weights, limit), quotas }, { selection, bound, gap, isProven } = solveCover(solver, problem, timeLimitSeconds);
  const reach = sitesOfDemand(sets).map(({ length }) => length), indices = [...reach.keys()];
  return {
    sites: selection.choices(), coveredWeight: selection.value(), cost: selection.cost(), bound, gap, isProven,
    covered: indices.filter((d) => selection.isMet(d)), uncovered: indices.filter((d) => !selection.isMet(d) && reach[d] > 0), unreachable: indices.filter((d) => reach[d] === 0),
  };
}

function problemOf(sets: CoverageSets, weights: ArrayLike<number>, limit: MostCoverageQuestion['limit']): CoverProblem {
  const isCounted = 'sites' in limit;
  if (isCounted && !(Number.isInteger(limit.sites) && limit.sites >= 0)) throw new RangeError(`limit.sites is ${limit.sites}, expected a whole number of 0 or more`);
  if (!isCounted) requireNumbers('limit.budget', [limit.budget], 1);
  return {
    sets, weights: requireNumbers('weights', weights, sets.demandCount), siteOf: Uint32Array.from({ length: sets.siteCount }, (_, s) => s), siteCosts: new Float64Array(sets.siteCount),
    costs: isCounted ? new Float64Array(sets.siteCount).fill(1) : requireNumbers('limit.costs', limit.costs, sets.siteCount, { mayBeInfinite: true }),
    budget: isCounted ? limit.sites : limit.budget,
  };
}
