/**
 * How few sites serve everyone: the location set covering problem (Toregas, Swain, ReVelle & Bergman 1971, Operations Research 19:1363).
 * Demand that no site reaches cannot be closed by building; it is listed, and the others are solved.
 */
import { Selection, type CoverProblem, type Quotas } from './cover-problem.ts';
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

export interface FewestSitesOptions {
  /** For the solver; when it is over, the answer is the best found and says what it may lack. */
  readonly timeLimitSeconds?: number;
  /** Where one site may be too little for a demand, as the sets have them. */
  readonly quotas?: Quotas;
}

/**
 * The fewest sites that cover all demand that all sites together cover. Of equal answers it is that of lower indices, as far as exchanging one site goes.
 * @throws RangeError if the time is not above 0.
 */
export function findFewestSites(solver: Solver, sets: CoverageSets, { timeLimitSeconds = 60, quotas }: FewestSitesOptions = {}): FewestSites {
  requireTime(timeLimitSeconds);
  const problem = unitProblem(sets, quotas), everything = new Selection(problem, [...Array(sets.siteCount).keys()]), demand = [...Array(sets.demandCount).keys()], sitesOf = sitesOfDemand(sets);
  const unreachable = demand.filter((d) => !everything.isMet(d)), asked = demand.filter((d) => everything.isMet(d));
  const core = quotas === undefined ? reduceToCore(sets, sitesOf) : { forced: [], sites: [...Array(sets.siteCount).keys()], demand: asked, sitesOf };
  const greedy = [...core.forced, ...coverGreedily(problem, core)], atLeast = core.forced.length + countApart(core.demand.map((d) => core.sitesOf[d]));
  const { sites, bound } = greedy.length === atLeast ? { sites: greedy, bound: atLeast } : improve(solver, problem, core, greedy, atLeast, timeLimitSeconds);
  const chosen = preferLow(problem, new Selection(problem, sites)).choices();
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
function coverGreedily(problem: CoverProblem, { sites, demand }: Core): number[] {
  const isLeft = new Set(demand), selection = new Selection({ ...problem, weights: problem.weights.map((_, d) => Number(isLeft.has(d))) });
  for (;;) {
    const gains = sites.map((s) => (selection.has(s) ? 0 : selection.progress(s))), most = gains.reduce((a, b) => Math.max(a, b), 0);
    if (most === 0) return selection.choices();
    selection.take(sites[gains.indexOf(most)]);
  }
}

/** How many of the lists have no site in common, counted from the shortest: each of them needs a site of its own. */
function countApart(lists: readonly (readonly number[])[]): number {
  const used = new Set<number>();
  return [...lists].sort((a, b) => a.length - b.length).filter((list) => !list.some((s) => used.has(s)) && (list.forEach((s) => used.add(s)), true)).length;
}

function improve(solver: Solver, { sets, quotas }: CoverProblem, { forced, sites, demand, sitesOf }: Core, greedy: readonly number[], atLeast: number, timeLimitSeconds: number): { sites: readonly number[]; bound: number } {
  const columnOf = new Map(sites.map((s, i) => [s, i])), isTaken = new Set(greedy), rows = new Map<string, { columns: number[]; values: number[] }>();
  const shareOf = (s: number, d: number): number => (quotas === undefined ? 1 : Math.min(1, quotas.given[sets.first[s] + coveredBy(sets, s).indexOf(d)] / quotas.needed[d]));
  for (const d of demand) {
    const values = sitesOf[d].map((s) => shareOf(s, d));
    rows.set(`${sitesOf[d].join()} ${quotas === undefined ? '' : values.join()}`, { values, columns: sitesOf[d].map((s) => columnOf.get(s) ?? -1) });
  }
  const { values, bound } = solveProgram(solver, {
    sense: 'minimize', objective: sites.map(() => 1), wholeColumns: sites.length, start: sites.map((s) => Number(isTaken.has(s))),
    rows: [...rows.values()].map((row) => ({ ...row, lower: 1, upper: Infinity })),
  }, timeLimitSeconds);
  const meetsAll = (of: readonly number[]): boolean => { const selection = new Selection(unitProblem(sets, quotas), of); return demand.every((d) => selection.isMet(d)); };
  const found = values === null ? greedy : [...forced, ...sites.filter((_, i) => values[i] > 0.5)];
  return { sites: found.length < greedy.length && meetsAll(found) ? found : greedy, bound: Math.max(atLeast, forced.length + Math.ceil(bound - 1e-6)) };
}

/** Each site costs one and each demand weighs one, within any budget. */
function unitProblem(sets: CoverageSets, quotas: Quotas | undefined): CoverProblem {
  return { sets, quotas, weights: new Float64Array(sets.demandCount).fill(1), costs: new Float64Array(sets.siteCount).fill(1), siteOf: Uint32Array.from({ length: sets.siteCount }, (_, s) => s), siteCosts: new Float64Array(sets.siteCount), budget: sets.siteCount };
}
