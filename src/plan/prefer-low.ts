/**
 * Among selections of one weight the cheaper one, then the one of lower indices, as far as leaving out a choice or exchanging one
 * for another goes: nothing is built that adds nothing, and of two sites that serve the same people it is the first in the list.
 */
import { Selection, type CoverProblem } from './cover-problem.ts';

/** @returns of at least the weight given, at no higher cost. */
export function preferLow(problem: CoverProblem, given: Selection): Selection {
  const selection = new Selection(problem, given.choices());
  // Each exchange lowers the cost, or keeps it and lowers an index, so that it ends.
  do for (const choice of selection.choices().reverse()) if (selection.isIdle(choice)) selection.drop(choice); while (exchangeEach(problem, selection));
  return selection;
}

/** Below what a difference of costs may be that is none but for the order of sums. */
const SUMMING = 1e-9;

/** One pass over what is taken. @returns whether something was exchanged. */
function exchangeEach(problem: CoverProblem, selection: Selection): boolean {
  const { costs, siteCosts, siteOf } = problem, priceOf = (choice: number): number => costs[choice] + (selection.isOpen(siteOf[choice]) ? 0 : siteCosts[siteOf[choice]]);
  let isChanged = false;
  for (const taken of selection.choices().reverse()) {
    const dear = selection.cost();
    selection.drop(taken);
    const loss = selection.gain(taken), price = priceOf(taken);
    let isKept = true;
    for (let other = 0; isKept && other < problem.sets.siteCount; other++) {
      // Most others cost more: these need no look at what they cover.
      const more = priceOf(other) - price;
      if (selection.has(other) || other === taken || !(more < -SUMMING * price || (more <= SUMMING * price && other < taken)) || selection.gain(other) < loss) continue;
      selection.take(other);
      const cost = selection.cost();
      if ((cost < dear || (cost === dear && other < taken)) && selection.isPayable()) isKept = false;
      else selection.drop(other);
    }
    if (isKept) selection.take(taken); else isChanged = true;
  }
  return isChanged;
}
