/**
 * The question behind every plan here: which choices cover the most weight within a budget? A choice is a service at a site. Sites
 * cost something once, however many of their choices are taken; with these costs at 0 it is the maximal covering location problem
 * (Church & ReVelle 1974, Papers of the Regional Science Association 32:101), with costs of 1 and a budget of p its form for p sites.
 */
import type { CoverageSets } from './coverage-sets.ts';

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
  /** Where one choice may be too little; left out where any choice that covers a demand is enough for it. */
  readonly quotas?: Quotas;
}

/** A demand is met by choices that give as much as it needs together. Whole numbers, so that their sums are exact. */
export interface Quotas {
  /** For each entry of `sets.demand` what its choice gives, above 0. */
  readonly given: Float64Array;
  /** By demand, above 0. */
  readonly needed: Float64Array;
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
  /** By demand: how many taken choices cover it; with quotas what they give it. */
  readonly #supply: Float64Array;

  constructor(problem: CoverProblem, choices: Iterable<number> = []) {
    this.#problem = problem;
    this.#taken = new Uint8Array(problem.sets.siteCount);
    this.#takenAtSite = new Uint32Array(problem.siteCosts.length);
    this.#supply = new Float64Array(problem.sets.demandCount);
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

  isMet(demand: number): boolean { return this.#supply[demand] >= (this.#problem.quotas?.needed[demand] ?? 1); }

  /** What is still needed of a demand; 0 where it is met. */
  lacks(demand: number): number { return Math.max(0, (this.#problem.quotas?.needed[demand] ?? 1) - this.#supply[demand]); }

  /** Weight that this choice would add. */
  gain(choice: number): number {
    const { sets: { first, demand }, weights, quotas } = this.#problem, supply = this.#supply;
    let sum = 0;
    for (let k = first[choice]; k < first[choice + 1]; k++) {
      const d = demand[k];
      if (quotas === undefined ? supply[d] === 0 : supply[d] < quotas.needed[d] && supply[d] + quotas.given[k] >= quotas.needed[d]) sum += weights[d];
    }
    return sum;
  }

  /** As `gain`, where a demand that is met in part counts in part: submodular, and not below what is really added by all that follows. */
  progress(choice: number): number {
    const { sets: { first, demand }, weights, quotas } = this.#problem;
    if (quotas === undefined) return this.gain(choice);
    let sum = 0;
    for (let k = first[choice]; k < first[choice + 1]; k++) sum += weights[demand[k]] * Math.min(quotas.given[k], this.lacks(demand[k])) / quotas.needed[demand[k]];
    return sum;
  }

  /** Whether a taken choice may go and every demand that is met stays met, but for those without weight. */
  isIdle(choice: number): boolean {
    const { sets: { first, demand }, weights, quotas } = this.#problem;
    for (let k = first[choice]; k < first[choice + 1]; k++) {
      const d = demand[k];
      if (weights[d] > 0 && this.isMet(d) && this.#supply[d] - (quotas?.given[k] ?? 1) < (quotas?.needed[d] ?? 1)) return false;
    }
    return true;
  }

  /** Weight covered: summed anew, always in the same order. */
  value(): number {
    return this.#problem.weights.reduce((sum, weight, d) => (this.isMet(d) ? sum + weight : sum), 0);
  }

  /** Weight covered, where a demand that is met in part counts in part. */
  partialValue(): number {
    const { weights, quotas } = this.#problem;
    return weights.reduce((sum, weight, d) => sum + weight * (1 - this.lacks(d) / (quotas?.needed[d] ?? 1)), 0);
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
    const { sets: { first, demand }, siteOf, quotas } = this.#problem;
    this.#taken[choice] += by;
    this.#takenAtSite[siteOf[choice]] += by;
    for (let k = first[choice]; k < first[choice + 1]; k++) this.#supply[demand[k]] += by * (quotas?.given[k] ?? 1);
  }
}

/** What may be spent at most. */
export function purse(budget: number): number {
  return budget * (1 + ROUNDING);
}
