/**
 * How few sites serve everyone: the location set covering problem (Toregas, Swain, ReVelle & Bergman 1971, Operations Research 19:1363).
 * Demand that no site reaches cannot be closed by building; it is listed, and the others are solved.
 */
import { Selection, type CoverProblem } from './cover-problem.ts';
import { coveredBy, sitesOfDemand, type CoverageSets } from './coverage-sets.ts';
import { preferLow } from './prefer-low.ts';
import { solveProgram, type Solver } from './program.ts';
import { leaveSubsets } from './reduce-cover.ts';
import { requireTime, type Proof } from './solve-cover.ts';

export interface FewestSites extends Proof {
  /** Indices of the sites to open, ascending. `bound` says how many are needed at least. */
  readonly sites: readonly number[];
  /** Indices of demand that none of the candidates reaches, ascending. */
  readonly unreachable: readonly number[];
}

/**
 * The fewest sites that cover all demand that any site covers. Of equal answers it is that of lower indices, as far as exchanging one site goes.
 * @param timeLimitSeconds for the solver; when it is over, the answer is the best found and says what it may lack.
 * @throws RangeError if the time is not above 0.
 */
export function findFewestSites(solver: Solver, sets: CoverageSets, { timeLimitSeconds = 60 }: { readonly timeLimitSeconds?: number } = {}): FewestSites {
  requireTime(timeLimitSeconds);
  const sitesOf = sitesOfDemand(sets), unreachable = [...sitesOf.keys()].filter((d) => sitesOf[d].length === 0);
  const core = reduceToCore(sets, sitesOf), greedy = [...core.forced, ...coverGreedily(sets, core)];
  const atLeast = core.forced.length + countApart(core.demand.map((d) => core.sitesOf[d]));
  const { sites, bound } = greedy.length === atLeast ? { sites: greedy, bound: atLeast } : improve(solver, core, greedy, atLeast, timeLimitSeconds);
  const chosen = preferLow(unitProblem(sets), new Selection(unitProblem(sets), sites)).choices();
  const isProven = chosen.length === bound;
  return { sites: chosen, unreachable, bound: isProven ? chosen.length : bound, gap: isProven ? 0 : (chosen.length - bound) / chosen.length, isProven };
}

/** What is left to decide. */
interface Core {
  /** Sites that are the only ones for some demand. */
  readonly forced: readonly number[];
  readonly sites: readonly number[];
  readonly demand: readonly number[];
  /** By demand: those of `sites` that cover it. */
  readonly sitesOf: readonly (readonly number[])[];
}

/** Until nothing changes: a site within another goes; the only site of a demand is taken, with all it covers. */
function reduceToCore(sets: CoverageSets, all: readonly (readonly number[])[]): Core {
  const forced: number[] = [];
  let sites = [...Array(sets.siteCount).keys()], open = new Set([...all.keys()].filter((d) => all[d].length > 0));
  for (;;) {
    const before = open.size;
    sites = leaveSubsets(sets, sites.filter((s) => coveredBy(sets, s).some((d) => open.has(d))), (d) => open.has(d));
    const isLeft = new Set(sites), sitesOf = all.map((list) => list.filter((s) => isLeft.has(s)));
    const only = new Set([...open].filter((d) => sitesOf[d].length === 1).map((d) => sitesOf[d][0]));
    forced.push(...only);
    for (const s of only) for (const d of coveredBy(sets, s)) open.delete(d);
    if (open.size === before) return { forced, sites, demand: [...open], sitesOf };
    open = new Set(open);
  }
}

/** Again and again the site that covers most of what is left (Chvátal 1979, Mathematics of Operations Research 4:233). */
function coverGreedily(sets: CoverageSets, { sites, demand }: Core): number[] {
  const isLeft = new Set(demand), selection = new Selection({ ...unitProblem(sets), weights: Float64Array.from({ length: sets.demandCount }, (_, d) => Number(isLeft.has(d))) });
  for (;;) {
    const gains = sites.map((s) => selection.gain(s)), most = gains.reduce((a, b) => Math.max(a, b), 0);
    if (most === 0) return selection.choices();
    selection.take(sites[gains.indexOf(most)]);
  }
}

/** How many of the lists have no site in common, counted from the shortest: each of them needs a site of its own. */
function countApart(lists: readonly (readonly number[])[]): number {
  const used = new Set<number>();
  return [...lists].sort((a, b) => a.length - b.length).filter((list) => !list.some((s) => used.has(s)) && (list.forEach((s) => used.add(s)), true)).length;
}

function improve(solver: Solver, { forced, sites, demand, sitesOf }: Core, greedy: readonly number[], atLeast: number, timeLimitSeconds: number): { sites: readonly number[]; bound: number } {
  const columnOf = new Map(sites.map((s, i) => [s, i])), isTaken = new Set(greedy), rows = new Map<string, number[]>();
  for (const d of demand) rows.set(sitesOf[d].join(), sitesOf[d].map((s) => columnOf.get(s) ?? -1));
  const { values, bound } = solveProgram(solver, {
    sense: 'minimize', objective: sites.map(() => 1), wholeColumns: sites.length, start: sites.map((s) => Number(isTaken.has(s))),
    rows: [...rows.values()].map((columns) => ({ columns, values: columns.map(() => 1), lower: 1, upper: Infinity })),
  }, timeLimitSeconds);
  const found = values === null ? greedy : [...forced, ...sites.filter((_, i) => values[i] > 0.5)];
  return { sites: found.length < greedy.length ? found : greedy, bound: Math.max(atLeast, forced.length + Math.ceil(bound - 1e-6)) };
}

/** Each site costs one and each demand weighs one, within any budget. */
function unitProblem(sets: CoverageSets): CoverProblem {
  return { sets, weights: new Float64Array(sets.demandCount).fill(1), costs: new Float64Array(sets.siteCount).fill(1), siteOf: Uint32Array.from({ length: sets.siteCount }, (_, s) => s), siteCosts: new Float64Array(sets.siteCount), budget: sets.siteCount };
}
