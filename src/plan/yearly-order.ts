/**
 * When to begin what has been chosen, so that people wait least: the sum of weight × months until each demand is met, basic services
 * first, with the money that has come in by each year and the time that each project takes to build. A program of its own, over the
 * chosen projects alone:
 *
 *   x[c,t] = 1    project c begins in year t, each once; it opens at month o = 12 t + months of c
 *   y[s,t] >= x[c,0] + … + x[c,t]    the place s is paid by year t where one of its projects has begun
 *   cost of x and y up to t <= money up to t, for every purse
 *   z[d,o] <= what projects that are open by o give of what d needs; worth weight × months from o to the next opening
 *
 * Begun from what `spreadOverYears` fills year after year, which looks neither ahead nor at the time of building.
 */
import { purse, Selection, type CoverProblem } from './cover-problem.ts';
import { solveProgram, type Program, type ProgramRow, type Solver } from './program.ts';
import type { Proof } from './solve-cover.ts';
import { spreadOverYears, type SpreadQuestion } from './yearly-spread.ts';

export interface OrderQuestion extends SpreadQuestion {
  /** Of each chosen building, in the order given: from its beginning to its opening. */
  readonly months: readonly number[];
}

/** Its bound is that of orders that serve basic services as well as this one. */
export interface YearlyOrder extends Proof {
  /** Of each chosen building, in the order given: index of the year in which it begins. */
  readonly yearOf: readonly number[];
  /** `monthsInService` of all demand. */
  readonly value: number;
}

export function orderOverYears(solver: Solver, question: OrderQuestion): YearlyOrder {
  const { isBasic, chosen, incomes } = question, start = spreadOverYears(solver, question);
  if (chosen.length === 0 || incomes.length === 1) { const value = monthsInService(question, start, isBasic.map(() => 1)); return { yearOf: start, value, bound: value, gap: 0, isProven: true }; }
  const basic = improve(solver, question, start, isBasic.map(Number), null), all = improve(solver, question, basic.yearOf, isBasic.map(() => 1), isBasic.map(Number));
  return { ...all, isProven: basic.isProven && all.isProven };
}

/** Weight × months from opening to the end, when everything is open, of the demand that counts. */
export function monthsInService(question: OrderQuestion, yearOf: readonly number[], counts: readonly number[]): number {
  const { problem: { weights } } = question, end = endOf(question);
  return groupDemand(question).reduce((sum, { demands, givers }) => {
    const opened = givers.map(({ at, share }) => ({ share, month: openingOf(question, at, yearOf[at]) })).sort((a, b) => a.month - b.month);
    let given = 0;
    const met = opened.find(({ share }) => (given += share) >= 1 - SUMMING)?.month ?? end;
    return sum + demands.reduce((weight, d) => weight + counts[d] * weights[d], 0) * (end - met);
  }, 0);
}

/** Sums of shares err by some units of the last place. */
const SUMMING = 1e-9;

/** @param kept what must not become less; null for nothing. */
function improve(solver: Solver, question: OrderQuestion, start: readonly number[], counts: readonly number[], kept: readonly number[] | null): YearlyOrder {
  const { program, yearsOf } = writeProgram(question, start, counts, kept), { values, bound } = solveProgram(solver, program, question.timeLimitSeconds);
  const had = monthsInService(question, start, counts), found = values === null ? start : yearsOf(values), value = monthsInService(question, found, counts);
  const isBetter = value > had && isPayable(question, found) && (kept === null || monthsInService(question, found, kept) >= monthsInService(question, start, kept) * (1 - SUMMING)), best = isBetter ? value : had;
  const isProven = bound <= best + Math.max(1e-6, SUMMING * best);
  return { yearOf: isBetter ? found : start, value: best, bound: isProven ? best : bound, gap: isProven ? 0 : (bound - best) / bound, isProven };
}

/** Demand that the same buildings meet alike, and what share each gives of it. */
interface DemandGroup { readonly demands: readonly number[]; readonly givers: readonly { readonly at: number; readonly share: number }[] }

function groupDemand({ problem: { sets: { first, demand }, quotas, weights }, chosen }: OrderQuestion): DemandGroup[] {
  const givers = Array.from(weights, (): { at: number; share: number }[] => []), groups = new Map<string, { demands: number[]; givers: DemandGroup['givers'] }>();
  chosen.forEach((c, at) => { for (let k = first[c]; k < first[c + 1]; k++) givers[demand[k]].push({ at, share: quotas === undefined ? 1 : Math.min(1, quotas.given[k] / quotas.needed[demand[k]]) }); });
  givers.forEach((list, d) => {
    if (weights[d] === 0 || list.reduce((sum, { share }) => sum + share, 0) < 1 - SUMMING) return;
    const key = list.map(({ at, share }) => `${at}:${share}`).join(), group = groups.get(key);
    if (group) group.demands.push(d); else groups.set(key, { demands: [d], givers: list });
  });
  return [...groups.values()];
}

/** Columns: x by building and year, z where several buildings may be needed; then what is whole of itself: y by place and year, the other z. */
function writeProgram(question: OrderQuestion, start: readonly number[], counts: readonly number[], kept: readonly number[] | null): { program: Program; yearsOf: (values: Float64Array) => number[] } {
  const { problem: { weights, siteOf, siteCosts }, chosen, incomes } = question, years = incomes.length, x = (at: number, year: number): number => at * years + year;
  const sites = [...new Set(chosen.map((c) => siteOf[c]))].filter((s) => siteCosts[s] > 0), groups = groupDemand(question), end = endOf(question);
  const steps = groups.map(({ givers }) => [...new Set(givers.flatMap(({ at }) => incomes.map((_, year) => openingOf(question, at, year))))].sort((a, b) => a - b));
  const isShared = groups.map(({ givers }) => givers.some(({ share }) => share < 1)), order = [...groups.keys()].sort((a, b) => Number(isShared[b]) - Number(isShared[a]));
  const z = new Map<number, number>(), objective = new Array<number>(chosen.length * years).fill(0), keeps = new Array<number>(chosen.length * years).fill(0), begun = objective.map((_, i) => Number(start[Math.floor(i / years)] === i % years));
  const rows: ProgramRow[] = chosen.map((_, at) => ({ columns: incomes.map((__, year) => x(at, year)), values: incomes.map(() => 1), lower: 1, upper: 1 }));
  const sumOf = (g: number, of: readonly number[]): number => groups[g].demands.reduce((sum, d) => sum + of[d] * weights[d], 0);
  const openBy = (g: number, month: number): { column: number; share: number }[] => groups[g].givers.flatMap(({ at, share }) => incomes.flatMap((_, year) => (openingOf(question, at, year) <= month ? [{ column: x(at, year), share }] : [])));
  const addSteps = (g: number): void => {
    z.set(g, objective.length);
    steps[g].forEach((month, i) => {
      const open = openBy(g, month), span = (steps[g][i + 1] ?? end) - month;
      rows.push({ columns: [...open.map(({ column }) => column), objective.length], values: [...open.map(({ share }) => -share), 1], lower: -Infinity, upper: 0 });
      begun.push(Number(open.reduce((sum, { column, share }) => sum + share * begun[column], 0) >= 1));
      objective.push(span * sumOf(g, counts));
      keeps.push(kept === null ? 0 : span * sumOf(g, kept));
    });
  };
  for (const g of order.filter((i) => isShared[i])) addSteps(g);
  const wholeColumns = objective.length, y = (s: number, year: number): number => wholeColumns + s * years + year;
  sites.forEach((site, s) => { incomes.forEach((_, year) => {
    objective.push(0);
    keeps.push(0);
    begun.push(Number(chosen.some((c, at) => siteOf[c] === site && start[at] <= year)));
    chosen.forEach((c, at) => { if (siteOf[c] === site) rows.push({ columns: [...upTo(year).map((t) => x(at, t)), y(s, year)], values: [...upTo(year).map(() => 1), -1], lower: -Infinity, upper: 0 }); });
  }); });
  for (const g of order.filter((i) => !isShared[i])) addSteps(g);
  partsOf(question).forEach((part, p) => {
    for (let year = 0; year < years - 1; year++) {
      rows.push({ columns: [...chosen.flatMap((_, at) => upTo(year).map((t) => x(at, t))), ...sites.map((_, s) => y(s, year))], values: [...chosen.flatMap((c) => upTo(year).map(() => part.costs[c])), ...sites.map((site) => part.siteCosts[site])], lower: -Infinity, upper: purse(savedBy(question, p, year)) });
    }
  });
  if (kept !== null) {
    const columns = [...keeps.keys()].filter((i) => keeps[i] > 0), least = monthsInService(question, start, kept);
    if (least > 0) rows.push({ columns, values: columns.map((i) => keeps[i] / least), lower: 1 - SUMMING, upper: Infinity });
  }
  return { program: { sense: 'maximize', objective, wholeColumns, rows, start: begun }, yearsOf: (values) => chosen.map((_, at) => incomes.findIndex((__, year) => values[x(at, year)] > 0.5)) };
}

/** Whether every year is paid by what has come in. */
function isPayable(question: OrderQuestion, yearOf: readonly number[]): boolean {
  const { problem, chosen, incomes } = question;
  return yearOf.every((year) => year >= 0) && incomes.every((_, year) => {
    const begun = new Selection(problem, chosen.filter((__, at) => yearOf[at] <= year));
    return partsOf(question).every((part, p) => begun.cost(part) <= purse(savedBy(question, p, year)));
  });
}

function partsOf({ problem }: OrderQuestion): readonly Pick<CoverProblem, 'costs' | 'siteCosts'>[] {
  return problem.purses === undefined || problem.purses.length === 0 ? [problem] : problem.purses;
}

function savedBy({ incomes }: OrderQuestion, part: number, year: number): number {
  return upTo(year).reduce((sum, t) => sum + incomes[t][part], 0);
}

/** Months from the beginning of the first year. */
function openingOf({ months }: OrderQuestion, at: number, year: number): number {
  return 12 * year + months[at];
}

/** When everything is open, whatever its year. */
function endOf({ incomes, months }: OrderQuestion): number {
  return 12 * (incomes.length - 1) + months.reduce((a, b) => Math.max(a, b), 0);
}

function upTo(year: number): number[] {
  return Array.from({ length: year + 1 }, (_, t) => t);
}
