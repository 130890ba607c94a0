/** The blueprint (社区行动蓝图): what to build with all the money of the plan's years, and then in which year to begin each. */
import type { PlanRule, PlanYear } from '../inputs/project-plan.ts';
import { budgetOf, fromRules, payersOf, purseOf, type Payer, type RuleCase, type Shares } from './plan-budgets.ts';
import { WHOLE, type PlanChoice } from './plan-choices.ts';
import type { PlanDemand } from './plan-gaps.ts';
import type { PlanSite } from './plan-sites.ts';
import { Selection, type CoverProblem, type Purse, type Quotas } from './cover-problem.ts';
import { packSets } from './coverage-sets.ts';
import type { Solver } from './program.ts';
import { solveCover, type Proof } from './solve-cover.ts';
import { orderOverYears } from './yearly-order.ts';

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
  /** Of the order in which they are built: weight × months in service until everything is open. */
  readonly order: Proof & { readonly value: number };
  /** By year, then as chosen. */
  readonly buildings: readonly Building[];
  /** Incomes of private money are Infinity where nothing says how much there is; it is not among the payers where it pays nothing. */
  readonly years: readonly { readonly isProven: boolean; readonly payers: readonly { readonly payer: Payer; readonly income: number; readonly spent: number }[] }[];
}

/** A choice that is to be built. */
export interface Building {
  readonly choice: PlanChoice;
  /** Index of the year in which it begins. */
  readonly year: number;
  /** Of the service, and of making the place ready where this is the first there. */
  readonly cost: number;
  readonly siteCost: number;
  /** What the district pays of what the service costs public money; null where no rule says so: then it pays all of it. */
  readonly districtShare: number | null;
  /** What private money pays of the service. */
  readonly privateShare: number;
}

/** @throws RangeError if there is no year. */
export function findBlueprint(solver: Solver, question: BlueprintQuestion): Blueprint {
  const { choices, years, demand, sites, timeLimitSeconds } = question, shares = { choices: choices.map(({ type, site }) => sharesAt(question, type, site)), sites: sites.map((_, s) => sharesAt(question, null, s)) };
  const payers = payersOf(years, question.townshipOfSite, [...shares.choices, ...shares.sites].some(({ privateShare }) => privateShare > 0)), problem = problemOf(question, payers, shares);
  if (years.length === 0) throw new RangeError('years is empty, expected at least one');
  const { selection, bound, gap, isProven } = solveCover(solver, problem, timeLimitSeconds), chosen = selection.choices();
  const order = orderOverYears(solver, {
    problem, chosen, months: chosen.map((c) => choices[c].months), incomes: years.map((year) => payers.map((payer, p) => finite(budgetOf(year, payer), problem, p))), timeLimitSeconds: Math.min(10, timeLimitSeconds),
    isBasic: demand.gaps.map(({ row }) => demand.rows[row].service.class === 'basic'),
  });
  const buildings = chosen.map((c, i) => ({ c, year: order.yearOf[i] })).sort((a, b) => a.year - b.year || rankOf(demand, choices[a.c]) - rankOf(demand, choices[b.c]) || a.c - b.c);
  const opened = new Set<number>();
  return {
    value: selection.value(), cost: selection.cost(), bound, gap, isProven, order, years: describeYears(problem, payers, question, buildings, order.isProven),
    buildings: buildings.map(({ c, year }) => {
      const choice = choices[c], isFirst = !opened.has(choice.site), siteCost = isFirst ? question.sites[choice.site].cost : 0;
      opened.add(choice.site);
      return { choice, year, siteCost, cost: choice.cost + siteCost, districtShare: fromRules(question.rules, 'districtShare', caseOf(question, choice.type, choice.site)), privateShare: shares.choices[c].privateShare };
    }),
  };
}

/** Basic services before those of quality. */
function rankOf({ gaps, rows }: PlanDemand, { covers }: PlanChoice): number {
  return covers.some((g) => rows[gaps[g].row].service.class === 'basic') ? 0 : 1;
}

/** @param type null for the place itself. */
function caseOf({ taskOf, townshipOfSite }: BlueprintQuestion, type: string | null, site: number): RuleCase {
  return { service: type, task: type === null ? null : taskOf(type), township: townshipOfSite[site] };
}

/** Without a rule the district pays all of it. */
function sharesAt(question: BlueprintQuestion, type: string | null, site: number): Shares {
  const asked = caseOf(question, type, site), { rules } = question;
  return { districtShare: fromRules(rules, 'districtShare', asked) ?? 1, privateShare: fromRules(rules, 'privateShare', asked) ?? 0 };
}

/** As much as all choices together could cost a payer, where there is no limit. */
function finite(budget: number, { purses = [] }: CoverProblem, payer: number): number {
  return budget === Infinity ? purses[payer].budget : budget;
}

function problemOf(question: BlueprintQuestion, payers: readonly Payer[], shares: { readonly choices: readonly Shares[]; readonly sites: readonly Shares[] }): CoverProblem {
  const { demand: { gaps }, sites, choices, years, townshipOfSite } = question;
  const costs = Float64Array.from(choices, ({ cost }) => cost), siteCosts = Float64Array.from(sites, ({ cost }) => cost), siteOf = Uint32Array.from(choices, ({ site }) => site);
  const sumOf = (part: Purse): number => part.costs.reduce((a, b) => a + b, 0) + part.siteCosts.reduce((a, b) => a + b, 0);
  const purses = payers.map((payer) => purseOf(payer, years.reduce((sum, year) => sum + budgetOf(year, payer), 0), { costs, siteCosts, siteOf }, shares, townshipOfSite)).map((part) => (part.budget === Infinity ? { ...part, budget: sumOf(part) } : part));
  return {
    sets: packSets(choices.map(({ covers }) => covers), gaps.length), quotas: quotasOf(choices, gaps.length), weights: Float64Array.from(gaps, ({ weight }) => weight), costs, siteCosts, siteOf, budget: purses.reduce((sum, { budget }) => sum + budget, 0),
    purses: payers.length === 1 ? [] : purses,
  };
}

/** What each choice gives to each gap; none where each closes whatever it covers. @param choices their gaps ascending, as sets have them. */
export function quotasOf(choices: readonly Pick<PlanChoice, 'shares'>[], gapCount: number): Quotas | undefined {
  const given = Float64Array.from(choices.flatMap(({ shares }) => shares));
  return given.every((share) => share === WHOLE) ? undefined : { given, needed: new Float64Array(gapCount).fill(WHOLE) };
}

/** What is spent in each year, by payer. */
function describeYears(problem: CoverProblem, payers: readonly Payer[], { years }: BlueprintQuestion, buildings: readonly { c: number; year: number }[], isProven: boolean): Blueprint['years'] {
  const { purses = [] } = problem, parts = purses.length === 0 ? [problem] : purses;
  const upTo = years.map((_, y) => new Selection(problem, buildings.filter(({ year }) => year <= y).map(({ c }) => c)));
  const spentIn = (y: number, part: (typeof parts)[number]): number => upTo[y].cost(part) - (y === 0 ? 0 : upTo[y - 1].cost(part));
  return years.map((year, y) => ({ isProven, payers: payers.map((payer, p) => ({ payer, income: budgetOf(year, payer), spent: spentIn(y, parts[p]) })) }));
}
