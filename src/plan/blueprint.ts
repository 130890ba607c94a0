/** The blueprint (社区行动蓝图): what to build with all the money of the plan's years, and then in which year to begin each. */
import type { PlanRule, PlanYear } from '../inputs/project-plan.ts';
import { budgetOf, fromRules, payersOf, purseOf, type Payer } from './plan-budgets.ts';
import { WHOLE, type PlanChoice } from './plan-choices.ts';
import type { PlanDemand } from './plan-gaps.ts';
import type { PlanSite } from './plan-sites.ts';
import { Selection, type CoverProblem, type Quotas } from './cover-problem.ts';
import { packSets } from './coverage-sets.ts';
import type { Solver } from './program.ts';
import { solveCover, type Proof } from './solve-cover.ts';
import { spreadOverYears } from './yearly-spread.ts';

export interface BlueprintQuestion {
  readonly demand: PlanDemand;
  readonly sites: readonly PlanSite[];
  /** The township that pays for what stands at each site. */
  readonly townshipOfSite: readonly string[];
  readonly choices: readonly PlanChoice[];
  readonly years: readonly PlanYear[];
  readonly rules: readonly PlanRule[];
  /** By type; null for what is in no table. */
  readonly taskOf: (type: string) => number | null;
  readonly timeLimitSeconds: number;
}

export interface Blueprint extends Proof {
  /** Weight covered; `bound` is in its unit. */
  readonly value: number;
  readonly cost: number;
  /** By year, then as chosen. */
  readonly buildings: readonly Building[];
  readonly years: readonly { readonly spent: number; readonly isProven: boolean; readonly payers: readonly { readonly payer: Payer; readonly income: number; readonly spent: number }[] }[];
}

/** A choice that is to be built. */
export interface Building {
  readonly choice: PlanChoice;
  /** Index of the year in which it begins. */
  readonly year: number;
  /** Of the service, and of making the place ready where this is the first there. */
  readonly cost: number;
  readonly siteCost: number;
  /** What the district pays of the service; null where no rule says so: then it pays all of it. */
  readonly districtShare: number | null;
}

/** @throws RangeError if there is no year. */
export function findBlueprint(solver: Solver, question: BlueprintQuestion): Blueprint {
  const { choices, years, demand, timeLimitSeconds } = question, payers = payersOf(years, question.townshipOfSite), problem = problemOf(question, payers);
  if (years.length === 0) throw new RangeError('years is empty, expected at least one');
  const { selection, bound, gap, isProven } = solveCover(solver, problem, timeLimitSeconds), chosen = selection.choices();
  const spread = spreadOverYears(solver, {
    problem, chosen, incomes: years.map((year) => payers.map((payer) => budgetOf(year, payer))), timeLimitSeconds: Math.min(10, timeLimitSeconds),
    isBasic: demand.gaps.map(({ row }) => demand.rows[row].service.class === 'basic'),
  });
  const buildings = chosen.map((c, i) => ({ c, year: spread.yearOf[i] })).sort((a, b) => a.year - b.year || rankOf(demand, choices[a.c]) - rankOf(demand, choices[b.c]) || a.c - b.c);
  const opened = new Set<number>();
  return {
    value: selection.value(), cost: selection.cost(), bound, gap, isProven, years: describeYears(problem, payers, question, buildings, spread.isProven),
    buildings: buildings.map(({ c, year }) => {
      const choice = choices[c], isFirst = !opened.has(choice.site), siteCost = isFirst ? question.sites[choice.site].cost : 0;
      opened.add(choice.site);
      return { choice, year, siteCost, cost: choice.cost + siteCost, districtShare: shareAt(question, choice.type, choice.site) };
    }),
  };
}

/** Basic services before those of quality. */
function rankOf({ gaps, rows }: PlanDemand, { covers }: PlanChoice): number {
  return covers.some((g) => rows[gaps[g].row].service.class === 'basic') ? 0 : 1;
}

/** @param type null for the place itself. */
function shareAt({ rules, taskOf, townshipOfSite }: BlueprintQuestion, type: string | null, site: number): number | null {
  return fromRules(rules, 'districtShare', { service: type, task: type === null ? null : taskOf(type), township: townshipOfSite[site] });
}

function problemOf(question: BlueprintQuestion, payers: readonly Payer[]): CoverProblem {
  const { demand: { gaps }, sites, choices, years, townshipOfSite } = question;
  const costs = Float64Array.from(choices, ({ cost }) => cost), siteCosts = Float64Array.from(sites, ({ cost }) => cost), siteOf = Uint32Array.from(choices, ({ site }) => site);
  const shares = { choices: choices.map(({ type, site }) => shareAt(question, type, site) ?? 1), sites: sites.map((_, s) => shareAt(question, null, s) ?? 1) };
  const budgets = payers.map((payer) => years.reduce((sum, year) => sum + budgetOf(year, payer), 0));
  return {
    sets: packSets(choices.map(({ covers }) => covers), gaps.length), quotas: quotasOf(choices, gaps.length), weights: Float64Array.from(gaps, ({ weight }) => weight), costs, siteCosts, siteOf, budget: budgets.reduce((sum, budget) => sum + budget, 0),
    purses: payers.length === 1 ? [] : payers.map((payer, p) => purseOf(payer, budgets[p], { costs, siteCosts, siteOf }, shares, townshipOfSite)),
  };
}

/** What each choice gives to each gap; none where each closes whatever it covers. @param choices their gaps ascending, as sets have them. */
export function quotasOf(choices: readonly Pick<PlanChoice, 'shares'>[], gapCount: number): Quotas | undefined {
  const given = Float64Array.from(choices.flatMap(({ shares }) => shares));
  return given.every((share) => share === WHOLE) ? undefined : { given, needed: new Float64Array(gapCount).fill(WHOLE) };
}

/** What is spent in each year, by payer. */
function describeYears(problem: CoverProblem, payers: readonly Payer[], { years }: BlueprintQuestion, buildings: readonly { c: number; year: number }[], isProven: readonly boolean[]): Blueprint['years'] {
  const { purses = [] } = problem, parts = purses.length === 0 ? [problem] : purses;
  const upTo = years.map((_, y) => new Selection(problem, buildings.filter(({ year }) => year <= y).map(({ c }) => c)));
  const spentIn = (y: number, part?: (typeof parts)[number]): number => upTo[y].cost(part) - (y === 0 ? 0 : upTo[y - 1].cost(part));
  return years.map((year, y) => ({ spent: spentIn(y), isProven: isProven[y], payers: payers.map((payer, p) => ({ payer, income: budgetOf(year, payer), spent: spentIn(y, parts[p]) })) }));
}
