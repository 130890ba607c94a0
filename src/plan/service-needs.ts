/** What each service alone would need: the fewest sites that close its gaps, and the most people that a number of sites can serve. */
import { quotasOf } from './blueprint.ts';
import type { Quotas } from './cover-problem.ts';
import { packSets, type CoverageSets } from './coverage-sets.ts';
import { findFewestSites } from './fewest-sites.ts';
import { findMostCoverage } from './most-coverage.ts';
import type { PlanChoice } from './plan-choices.ts';
import type { PlanDemand } from './plan-gaps.ts';
import type { Solver } from './program.ts';

export interface FewestNeeded { readonly sites: number; readonly bound: number; readonly gap: number; readonly unreachable: number }

export interface ServiceNeeds {
  readonly service: string;
  /** null where there is no such gap. */
  readonly fewestForBasic: FewestNeeded | null;
  readonly fewestForAll: FewestNeeded | null;
  readonly most: readonly { readonly sites: number; readonly people: number; readonly bound: number; readonly gap: number }[];
}

/** How many sites are asked for, up to those that close all gaps. */
const NUMBERS = [1, 2, 5, 10, 20, 50];

/** Of each service with gaps, in the order of the rows. Only facilities of its own type are looked at. */
export function findServiceNeeds(solver: Solver, { rows, gaps }: PlanDemand, choices: readonly PlanChoice[], timeLimitSeconds: number): ServiceNeeds[] {
  return [...new Set(rows.map(({ service }) => service.id))].flatMap((service): ServiceNeeds[] => {
    const own = [...gaps.keys()].filter((g) => rows[gaps[g].row].service.id === service), basic = own.filter((g) => gaps[g].severity !== 'advisory');
    if (own.length === 0) return [];
    const offered = choices.filter(({ type }) => type === service), fewest = (asked: readonly number[]): FewestNeeded | null => {
      if (asked.length === 0) return null;
      const { sets, quotas } = setsOf(offered, asked), { sites, bound, gap, unreachable } = findFewestSites(solver, sets, { timeLimitSeconds, quotas });
      return { sites: sites.length, bound, gap, unreachable: unreachable.length };
    };
    const forAll = fewest(own), { sets, quotas } = setsOf(offered, own), weights = own.map((g) => gaps[g].people);
    const most = NUMBERS.filter((n) => forAll !== null && n <= forAll.sites).map((n) => {
      const { coveredWeight, bound, gap } = findMostCoverage(solver, { sets, quotas, weights, limit: { sites: n }, timeLimitSeconds });
      return { sites: n, people: coveredWeight, bound, gap };
    });
    return [{ service, fewestForBasic: fewest(basic), fewestForAll: forAll, most }];
  });
}

/** Which of some gaps, ascending, each choice closes or helps to close. */
function setsOf(choices: readonly PlanChoice[], asked: readonly number[]): { sets: CoverageSets; quotas: Quotas | undefined } {
  const place = new Map(asked.map((g, i) => [g, i])), kept = choices.map(({ covers, shares }) => covers.flatMap((g, i) => { const at = place.get(g); return at === undefined ? [] : [{ at, share: shares[i] }]; }));
  return { sets: packSets(kept.map((list) => list.map(({ at }) => at)), asked.length), quotas: quotasOf(kept.map((list) => ({ shares: list.map(({ share }) => share) })), asked.length) };
}
