// What it costs that a plan is chosen first and then spread over its years. Run: npm run bench:plan-years
// Questions: how much less weight × months in service has the plan, up to a horizon, than the best of all choices and years together? Every choice and year is looked at:
// 150 random cases of six buildings at four places in three years of the same budget, building times of 2 to 24 months.
import { Selection, type CoverProblem } from '../src/plan/cover-problem.ts';
import { coveredBy, packSets } from '../src/plan/coverage-sets.ts';
import { solveCover } from '../src/plan/solve-cover.ts';
import { orderOverYears } from '../src/plan/yearly-order.ts';
import { openSolver } from '../src/pipeline-plan.ts';
import { seeded } from '../tests/support/random.ts';

const YEARS = 3, BUILDINGS = 6, PLACES = 4, CASES = 150, HORIZONS = [36, 60, 120], solver = await openSolver();
const losses = new Map<string, number[]>();
for (let seed = 1; seed <= CASES; seed++) {
  const { problem, months, income, isBasic } = randomCase(seed), payable = [...assignments()].filter((yearOf) => isPayable(problem, yearOf, income)), chosen = solveCover(solver, problem, 10).selection.choices();
  const best = HORIZONS.map((horizon) => payable.reduce((most, yearOf) => Math.max(most, inService(problem, months, yearOf, horizon)), 0));
  for (const [rule, basic] of [['by weight alone', isBasic.map(() => true)], ['basic services first', isBasic]] as const) {
    const order = orderOverYears(solver, { problem, chosen, months: chosen.map((c) => months[c]), incomes: income.map((amount) => [amount]), isBasic: basic, timeLimitSeconds: 10 });
    const yearOf = months.map((_, c) => (chosen.includes(c) ? order.yearOf[chosen.indexOf(c)] : YEARS));
    HORIZONS.forEach((horizon, h) => { if (best[h] > 0) losses.set(`${rule}, ${horizon} months`, [...losses.get(`${rule}, ${horizon} months`) ?? [], 1 - inService(problem, months, yearOf, horizon) / best[h]]); });
  }
}
for (const [label, list] of losses) {
  const sorted = list.toSorted((a, b) => a - b), percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(7);
  console.log(`${label.padEnd(34)} mean ${percent(list.reduce((a, b) => a + b) / list.length)}  half below ${percent(sorted[sorted.length >> 1])}  90 % below ${percent(sorted[Math.floor(0.9 * sorted.length)])}  worst ${percent(sorted[sorted.length - 1])}`);
}

function randomCase(seed: number): { problem: CoverProblem; months: number[]; income: number[]; isBasic: boolean[] } {
  const random = seeded(seed * 15_485_863), whole = (below: number): number => Math.floor(random() * below), demand = 4 + whole(8), sum = (list: Float64Array): number => list.reduce((a, b) => a + b, 0);
  const siteOf = Uint32Array.from({ length: BUILDINGS }, () => whole(PLACES)), costs = Float64Array.from(siteOf, () => 2 + whole(10)), siteCosts = Float64Array.from({ length: PLACES }, () => whole(4));
  const months = Array.from(siteOf, () => 2 + whole(23)), budget = Math.round((0.3 + 0.5 * random()) * (sum(costs) + sum(siteCosts)));
  const sets = packSets(Array.from(siteOf, () => [...Array(demand).keys()].filter(() => random() < 0.3)), demand), weights = Float64Array.from({ length: demand }, () => 1 + whole(20));
  return { problem: { sets, weights, siteOf, costs, siteCosts, budget }, months, income: Array.from({ length: YEARS }, () => budget / YEARS), isBasic: Array.from({ length: demand }, () => random() < 0.5) };
}

/** By building the year in which it begins; YEARS for never. */
function* assignments(): Generator<number[]> {
  for (let code = 0; code < (YEARS + 1) ** BUILDINGS; code++) yield Array.from({ length: BUILDINGS }, (_, c) => Math.floor(code / (YEARS + 1) ** c) % (YEARS + 1));
}

function isPayable(problem: CoverProblem, yearOf: readonly number[], income: readonly number[]): boolean {
  return income.every((_, year) => new Selection(problem, [...yearOf.keys()].filter((c) => yearOf[c] <= year)).cost() <= income.slice(0, year + 1).reduce((a, b) => a + b, 0) * (1 + 1e-9));
}

function inService({ sets, weights }: CoverProblem, months: readonly number[], yearOf: readonly number[], horizon: number): number {
  const longest = new Float64Array(weights.length);
  yearOf.forEach((year, c) => { if (year < YEARS) for (const d of coveredBy(sets, c)) longest[d] = Math.max(longest[d], horizon - 12 * year - months[c]); });
  return longest.reduce((sum, served, d) => sum + weights[d] * served, 0);
}
