/**
 * A good selection at once, and a bound that no selection can pass. Adds what brings the most for its cost, again and again, and
 * tries the same by weight alone: for one of the two the best is not far off (Khuller, Moss & Naor 1999, Information Processing Letters 70:39).
 * Where several choices are needed for one demand, what each gives towards it counts (Wolsey 1982, Combinatorica 2:385).
 * A site not yet open is looked at with one, two, three … of its choices at once, because they share its cost.
 */
import { purse, Selection, type CoverProblem } from './cover-problem.ts';

export interface GreedyCover {
  readonly selection: Selection;
  /** Not below the weight of any selection within the budget. */
  readonly bound: number;
}

export function coverGreedily(problem: CoverProblem): GreedyCover {
  const nothing = new Selection(problem), frugal = fill(problem, (cost) => cost), bold = fill(problem, () => 1);
  const selection = bold.value() > frugal.value() ? bold : frugal;
  return { selection, bound: Math.max(selection.value(), Math.min(boundFrom(problem, nothing), boundFrom(problem, selection))) };
}

interface Step { readonly choices: readonly number[]; readonly gain: number; readonly cost: number }

/** @param priceOf what a gain is divided by, from the cost. */
function fill(problem: CoverProblem, priceOf: (cost: number) => number): Selection {
  const selection = new Selection(problem), { purses = [] } = problem, choicesOf = Array.from(problem.siteCosts, (): number[] => []);
  problem.siteOf.forEach((site, c) => choicesOf[site].push(c));
  let left = purse(problem.budget), leftIn = purses.map(({ budget }) => purse(budget));
  const fits = (site: number, { choices, cost }: Step): boolean => cost <= left && purses.every((part, p) => choices.reduce((sum, c) => sum + part.costs[c], selection.isOpen(site) ? 0 : part.siteCosts[site]) <= leftIn[p]);
  for (;;) {
    let best: Step | null = null;
    for (const [site, choices] of choicesOf.entries()) for (const step of stepsAt(problem, selection, site, choices)) {
      // a/b > c/d without dividing by what may be 0; ties stay with the lowest site.
      if ((best === null || step.gain * priceOf(best.cost) > best.gain * priceOf(step.cost)) && fits(site, step)) best = step;
    }
    if (best === null) return selection;
    for (const choice of best.choices) selection.take(choice);
    left = purse(problem.budget) - selection.cost();
    leftIn = purses.map((part) => purse(part.budget) - selection.cost(part));
  }
}

/** What can be added at one site: each choice alone, or, where the site must be paid first, its best, its best two … */
function stepsAt({ costs, siteCosts }: CoverProblem, selection: Selection, site: number, choices: readonly number[]): Step[] {
  const single = choices.filter((c) => !selection.has(c) && costs[c] < Infinity).map((c) => ({ choices: [c], gain: selection.progress(c), cost: costs[c] })).filter(({ gain }) => gain > 0);
  if (selection.isOpen(site) || siteCosts[site] === 0) return single;
  const together: Step[] = [];
  let sum: Step = { choices: [], gain: 0, cost: siteCosts[site] };
  for (const { choices: [choice], cost } of single.sort((a, b) => b.gain * a.cost - a.gain * b.cost)) {
    // Some of what it covers, those before it may cover as well.
    const gain = selection.progress(choice);
    if (gain === 0) continue;
    selection.take(choice);
    sum = { choices: [...sum.choices, choice], gain: sum.gain + gain, cost: sum.cost + cost };
    together.push(sum);
  }
  for (const choice of sum.choices) selection.drop(choice);
  // The cheap one alone may still fit where the best does not.
  return [...together, ...single.map((step) => ({ ...step, cost: step.cost + siteCosts[site] }))];
}

/**
 * Covered weight plus what the best choices would add if none of them overlapped, the last of them in part: covered weight, with what is
 * covered in part, is submodular, so that nothing adds more to a larger selection than to a smaller one.
 */
function boundFrom(problem: CoverProblem, selection: Selection): number {
  const { costs, sets } = problem, most = purse(problem.budget);
  const open = Array.from({ length: sets.siteCount }, (_, c) => ({ gain: selection.progress(c), cost: costs[c] })).filter(({ gain, cost }) => gain > 0 && cost <= most);
  open.sort((a, b) => b.gain * a.cost - a.gain * b.cost);
  let bound = selection.partialValue(), left = most;
  for (const { gain, cost } of open) {
    if (cost >= left && cost > 0) return bound + gain * (left / cost);
    bound += gain;
    left -= cost;
  }
  return bound;
}
