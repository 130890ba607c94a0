/**
 * Several services at once, at sites that they may share: what a site costs is paid once, whatever is built there, so that building
 * two services in one place costs less than in two (maximal covering, Church & ReVelle 1974, with fixed costs of sites).
 */
import type { CoverProblem } from './cover-problem.ts';
import { coveredBy, packSets, sitesOfDemand, type CoverageSets } from './coverage-sets.ts';
import type { Solver } from './program.ts';
import { requireNumbers } from './question-numbers.ts';
import { solveCover, type Proof } from './solve-cover.ts';

export interface JointPlanQuestion {
  /** All of them over the same sites; each has its own demand, limit and sets. */
  readonly services: readonly {
    readonly sets: CoverageSets;
    /** What closing each gap is worth, 0 or more, as of `weighGaps`; in one unit for all services. */
    readonly weights: ArrayLike<number>;
    /** Of the service at each site, 0 or more, in the unit of the budget; Infinity where it cannot be built. */
    readonly costs: ArrayLike<number>;
  }[];
  /** Of opening each site, paid once; 0 where it is there already. */
  readonly siteCosts: ArrayLike<number>;
  readonly budget: number;
  /** For the solver, 60 if not given. */
  readonly timeLimitSeconds?: number;
}

export interface JointPlan extends Proof {
  /** What to build where, by service and site, ascending. */
  readonly buildings: readonly { readonly service: number; readonly site: number }[];
  /** Indices of the sites opened, ascending. */
  readonly sites: readonly number[];
  /** Weight covered, of all services; `bound` is in its unit. */
  readonly coveredWeight: number;
  readonly cost: number;
  /** Of each service the indices of demand, ascending: covered; left out though a site could cover it; reached by no site. */
  readonly services: readonly { readonly coveredWeight: number; readonly covered: readonly number[]; readonly uncovered: readonly number[]; readonly unreachable: readonly number[] }[];
}

/**
 * The services and sites that cover the most weight within the budget. Of equal answers it is the cheaper one, then that of lower services and sites, as far as exchanging one building goes.
 * @throws RangeError for lists of another length than the sets, services with different numbers of sites, numbers below 0, or a time that is not above 0.
 */
export function findJointPlan(solver: Solver, question: JointPlanQuestion): JointPlan {
  const { services, siteCosts, timeLimitSeconds = 60 } = question, siteCount = siteCosts.length, problem = problemOf(question);
  const { selection, bound, gap, isProven } = solveCover(solver, problem, timeLimitSeconds);
  const buildings = selection.choices().map((c) => ({ service: Math.floor(c / siteCount), site: c % siteCount }));
  let firstDemand = 0;
  const results = services.map(({ sets, weights }) => {
    const before = firstDemand, reach = sitesOfDemand(sets).map(({ length }) => length), indices = [...reach.keys()], covered = indices.filter((d) => selection.isMet(before + d));
    firstDemand += sets.demandCount;
    return { coveredWeight: covered.reduce((sum, d) => sum + weights[d], 0), covered, uncovered: indices.filter((d) => !selection.isMet(before + d) && reach[d] > 0), unreachable: indices.filter((d) => reach[d] === 0) };
  });
  return { buildings, sites: [...Array(siteCount).keys()].filter((s) => selection.isOpen(s)), coveredWeight: selection.value(), cost: selection.cost(), bound, gap, isProven, services: results };
}

/** Choice `service × sites + site`; the demand of each service follows that of the one before. */
function problemOf({ services, siteCosts, budget }: JointPlanQuestion): CoverProblem {
  const siteCount = siteCosts.length, lists: number[][] = [], weights: number[] = [], costs: number[] = [];
  services.forEach((service, k) => {
    if (service.sets.siteCount !== siteCount) throw new RangeError(`services[${k}].sets has ${service.sets.siteCount} sites, expected ${siteCount}`);
    for (let s = 0; s < siteCount; s++) lists.push(Array.from(coveredBy(service.sets, s), (d) => weights.length + d));
    costs.push(...requireNumbers(`services[${k}].costs`, service.costs, siteCount, { mayBeInfinite: true }));
    weights.push(...requireNumbers(`services[${k}].weights`, service.weights, service.sets.demandCount));
  });
  requireNumbers('budget', [budget], 1);
  return {
    sets: packSets(lists, weights.length), weights: Float64Array.from(weights), costs: Float64Array.from(costs), budget,
    siteOf: Uint32Array.from(lists, (_, c) => c % siteCount), siteCosts: requireNumbers('siteCosts', siteCosts, siteCount),
  };
}
