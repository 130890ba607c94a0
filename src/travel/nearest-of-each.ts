/**
 * The nearest destinations of several questions, for every origin at once.
 *
 * Few questions are searched one by one (`nearest.ts`). For many it pays to prepare the network: two sweeps over
 * the arcs of its hierarchy, as PHAST does (Delling, Goldberg, Nowatzyk & Werneck 2011), then answer eight at a
 * time, wherever the destinations are and however far the limit reaches. The answers are the same to the last bit.
 */
import { UNREACHED } from '../core/units.ts';
import type { CostedAccess, WalkCosts } from './costs.ts';
import { eachEntry } from './edge-ways.ts';
import type { Entries, LabelSweep } from './label-sweep.ts';
import { findNearest, type Nearest } from './nearest.ts';
import { sweepFor } from './prepared.ts';
import { SweepOrigins } from './sweep-origins.ts';

export interface NearestQuestion {
  /** For each destination the accesses it may be reached at. */
  readonly destinations: readonly (readonly CostedAccess[])[];
  /** Longest time to look for, inclusive; below UNREACHED. */
  readonly limitMs: number;
}

/** A prepared network, swept by either of the twins. */
export type Sweep = Pick<LabelSweep, 'elimination' | 'costs' | 'answer'>;

/**
 * @param costs on foot.
 * @param origins for each origin the accesses it may begin with; none if it is off the network. Not to be changed afterwards.
 * @returns an answer to each question.
 */
export function findNearestOfEach(costs: WalkCosts, origins: readonly (readonly CostedAccess[])[], questions: readonly NearestQuestion[]): Nearest[] {
  const sweep = sweepFor(costs, questions.filter(({ destinations }) => destinations.some((accesses) => accesses.length > 0)).length);
  return sweep === null ? questions.map(({ destinations, limitMs }) => findNearest(costs, origins, destinations, limitMs)) : sweepToOrigins(sweep, origins, questions);
}

/** The same on a network that is prepared. @param origins not to be changed afterwards. */
export function sweepToOrigins(sweep: Sweep, origins: readonly (readonly CostedAccess[])[], questions: readonly NearestQuestion[]): Nearest[] {
  const packed = packOrigins(sweep, origins), answers = sweep.answer(packed.exits, questions.map((question) => listEntries(sweep, question)));
  questions.forEach(({ destinations, limitMs }, q) => { packed.improveAlongEdges(destinations, limitMs, answers[q]); });
  return answers;
}

/** By list, which is asked about again for other services. */
const packedOrigins = new WeakMap<readonly (readonly CostedAccess[])[], SweepOrigins>();

function packOrigins({ elimination, costs }: Sweep, origins: readonly (readonly CostedAccess[])[]): SweepOrigins {
  const known = packedOrigins.get(origins);
  if (known?.costs === costs && known.elimination === elimination) return known;
  const packed = new SweepOrigins(elimination, costs, origins);
  packedOrigins.set(origins, packed);
  return packed;
}

/** Where a question enters the hierarchy. */
export function listEntries({ elimination, costs }: Pick<Sweep, 'elimination' | 'costs'>, { destinations, limitMs }: NearestQuestion): Entries {
  if (!(limitMs < UNREACHED)) throw new RangeError(`limitMs is ${limitMs}, expected less than ${UNREACHED}`);
  let most = 0, count = 0, number = 0;
  for (const accesses of destinations) most += 2 * accesses.length;
  const rank = new Uint32Array(most), ms = new Uint32Array(most), destination = new Uint32Array(most), mm = new Float64Array(most);
  const add = (node: number, entryMs: number, entryMm: number): void => {
    if (entryMs > limitMs) return;
    rank[count] = elimination.rank[node];
    ms[count] = entryMs;
    destination[count] = number;
    mm[count++] = entryMm;
  };
  for (const accesses of destinations) {
    for (const access of accesses) eachEntry(costs, access, add);
    number++;
  }
  return { limitMs, rank: rank.subarray(0, count), ms: ms.subarray(0, count), destination: destination.subarray(0, count), mm: mm.subarray(0, count) };
}
