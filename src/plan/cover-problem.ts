/**
 * The question behind every plan here: which choices cover the most weight within a budget? A choice is a service at a site. Sites
 * cost something once, however many of their choices are taken; with these costs at 0 it is the maximal covering location problem
 * (Church & ReVelle 1974, Papers of the Regional Science Association 32:101), with costs of 1 and a budget of p its form for p sites.
 */
import { coveredBy, type CoverageSets } from './coverage-sets.ts';

export interface CoverProblem {
  /** Of choices, which take the place of sites in it. */
  readonly sets: CoverageSets;
  /** Of demand, 0 or more. */
  readonly weights: Float64Array;
  /** Of choices, 0 or more; Infinity where nothing can be built. */
  readonly costs: Float64Array;
  /** The site of each choice. */
  readonly siteOf: Uint32Array;
  /** Paid once for each site with a choice taken. */
  readonly siteCosts: Float64Array;
  readonly budget: number;
  /** Parts of the costs that must fit into budgets of their own, such as what the district and what each township pays; none if left out. */
  readonly purses?: readonly Purse[];
}

/** Who pays what of a selection, of choices and of sites, and how much there is for it. */
export interface Purse { readonly budget: number; readonly costs: Float64Array; readonly siteCosts: Float64Array }

/** Costs may exceed the budget by this share, so that 0.1 and 0.2 fit into 0.3. */
const ROUNDING = 1e-9;

/** Choices taken, with what they cover and cost. */
export class Selection {
  readonly #problem: CoverProblem;
  readonly #taken: Uint8Array;
  readonly #takenAtSite: Uint32Array;
  /** How many taken choices cover each demand. */
  readonly times: Uint32Array;

  constructor(problem: CoverProblem, choices: Iterable<number> = []) {
    this.#problem = problem;
    this.#taken = new Uint8Array(problem.sets.siteCount);
    this.#takenAtSite = new Uint32Array(problem.siteCosts.length);
    this.times = new Uint32Array(problem.sets.demandCount);
    for (const choice of choices) this.take(choice);
  }

  has(choice: number): boolean { return this.#taken[choice] === 1; }

  isOpen(site: number): boolean { return this.#takenAtSite[site] > 0; }

  take(choice: number): void { this.#change(choice, 1); }

  drop(choice: number): void { this.#change(choice, -1); }

  /** Ascending. */
  choices(): number[] {
    return [...this.#taken.keys()].filter((c) => this.#taken[c] === 1);
  }

  /** Weight that this choice would add. */
  gain(choice: number): number {
    const { sets, weights } = this.#problem;
    let sum = 0;
    for (const d of coveredBy(sets, choice)) if (this.times[d] === 0) sum += weights[d];
    return sum;
  }

  /** Weight covered: summed anew, always in the same order. */
  value(): number {
    const { weights } = this.#problem;
    return this.times.reduce((sum, times, d) => (times > 0 ? sum + weights[d] : sum), 0);
  }

  /** What all of it costs, or what of it a purse pays. */
  cost({ costs, siteCosts }: Pick<CoverProblem, 'costs' | 'siteCosts'> = this.#problem): number {
    return this.choices().reduce((sum, c) => sum + costs[c], 0) + siteCosts.reduce((sum, cost, s) => (this.isOpen(s) ? sum + cost : sum), 0);
  }

  /** Whether it can be paid. */
  isPayable(): boolean {
    const { budget, purses = [] } = this.#problem;
    return this.cost() <= purse(budget) && purses.every((part) => this.cost(part) <= purse(part.budget));
  }

  #change(choice: number, by: 1 | -1): void {
    const { sets, siteOf } = this.#problem;
    this.#taken[choice] += by;
    this.#takenAtSite[siteOf[choice]] += by;
    for (const d of coveredBy(sets, choice)) this.times[d] += by;
  }
}

/** What may be spent at most. */
export function purse(budget: number): number {
  return budget * (1 + ROUNDING);
}
