/**
 * Among selections of one weight the cheaper one, then the one of lower indices, as far as leaving out a choice or exchanging one
 * for another goes: nothing is built that adds nothing, and of two sites that serve the same people it is the first in the list.
 */
import { Selection, type CoverProblem } from './cover-problem.ts';

/** @returns of at least the weight given, at no higher cost. */
export function preferLow(problem: CoverProblem, given: Selection): Selection {
  const selection = new Selection(problem, given.choices());
  for (const choice of selection.choices().reverse()) if (losesNothing(problem, selection, choice)) selection.drop(choice);
  // Each exchange lowers the cost, or keeps it and lowers an index, so that it ends.
  while (exchangeOne(problem, selection));
  return selection;
}

function exchangeOne(problem: CoverProblem, selection: Selection): boolean {
  for (const taken of selection.choices().reverse()) {
    const dear = selection.cost();
    selection.drop(taken);
    const loss = selection.gain(taken);
    for (let other = 0; other < problem.sets.siteCount; other++) {
      // Most others gain less: only then is the cost asked.
      if (other === taken || selection.has(other) || problem.costs[other] === Infinity || selection.gain(other) < loss) continue;
      selection.take(other);
      const cost = selection.cost();
      if ((cost < dear || (cost === dear && other < taken)) && selection.isPayable()) return true;
      selection.drop(other);
    }
    selection.take(taken);
  }
  return false;
}

function losesNothing({ weights, sets: { first, demand } }: CoverProblem, selection: Selection, choice: number): boolean {
  return demand.subarray(first[choice], first[choice + 1]).every((d) => selection.times[d] > 1 || weights[d] === 0);
}
