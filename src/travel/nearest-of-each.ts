/**
 * The nearest destinations of several questions, for every origin at once.
 *
 * Few questions are searched one by one (`nearest.ts`). For many it pays to prepare the network: two sweeps over
 * the arcs of its hierarchy, as PHAST does (Delling, Goldberg, Nowatzyk & Werneck 2011), then answer eight at a
 * time, wherever the destinations are and however far the limit reaches. The answers are the same to the last bit.
 */
import type { WalkCosts } from './costs.ts';
import type { Places, SweepQuestion } from './label-sweep.ts';
import { findNearest, type Nearest } from './nearest.ts';
import { sweepFor } from './prepared.ts';

/**
 * @param costs on foot.
 * @param origins for each origin the accesses it may begin with; none if it is off the network. Not to be changed afterwards.
 * @returns an answer to each question.
 */
export function findNearestOfEach(costs: WalkCosts, origins: Places, questions: readonly SweepQuestion[]): Nearest[] {
  if (questions.length === 0) return [];
  const sweep = sweepFor(costs, questions.filter(({ destinations }) => destinations.some((accesses) => accesses.length > 0)).length);
  return sweep === null ? questions.map(({ destinations, limitMs }) => findNearest(costs, origins, destinations, limitMs)) : sweep.answer(origins, questions);
}
