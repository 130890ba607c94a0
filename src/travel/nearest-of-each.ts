/**
 * The nearest destinations of several questions, for every origin at once.
 *
 * Few questions are searched one by one (`nearest.ts`). For many it pays to prepare the network: two sweeps over
 * the arcs of its hierarchy, as PHAST does (Delling, Goldberg, Nowatzyk & Werneck 2011), then answer eight at a
 * time, wherever the destinations are and however far the limit reaches. The answers are the same to the last bit.
 */
import { UNREACHED } from '../core/units.ts';
import type { CostedAccess, WalkCosts } from './costs.ts';
import { eachDirect, eachEntry, eachExit } from './edge-ways.ts';
import type { Hierarchy } from './hierarchy.ts';
import type { Entries, Exits, LabelSweep } from './label-sweep.ts';
import { findNearest, type Nearest } from './nearest.ts';
import { sweepFor } from './prepared.ts';

export interface NearestQuestion {
  /** For each destination the accesses it may be reached at. */
  readonly destinations: readonly (readonly CostedAccess[])[];
  /** Longest time to look for, inclusive; below UNREACHED. */
  readonly limitMs: number;
}

/**
 * @param costs on foot.
 * @param origins for each origin the accesses it may begin with; none if it is off the network.
 * @returns an answer to each question.
 */
export function findNearestOfEach(costs: WalkCosts, origins: readonly (readonly CostedAccess[])[], questions: readonly NearestQuestion[]): Nearest[] {
  const sweep = sweepFor(costs, questions.filter(({ destinations }) => destinations.some((accesses) => accesses.length > 0)).length);
  return sweep === null ? questions.map(({ destinations, limitMs }) => findNearest(costs, origins, destinations, limitMs)) : sweepToOrigins(sweep, origins, questions);
}

/** The same on a network that is prepared. */
export function sweepToOrigins(sweep: Pick<LabelSweep, 'hierarchy' | 'answer'>, origins: readonly (readonly CostedAccess[])[], questions: readonly NearestQuestion[]): Nearest[] {
  const { hierarchy } = sweep, beside = listOriginsBeside(questions, origins);
  const answers = sweep.answer(listExits(hierarchy, origins), questions.map((question) => listEntries(hierarchy, question)));
  questions.forEach(({ destinations, limitMs }, q) => {
    destinations.forEach((accesses, destination) => {
      for (const there of accesses) {
        for (const { origin, access } of beside.get(there.edge) ?? []) eachDirect(hierarchy.costs, access, there, (ms, mm) => { if (ms <= limitMs) improve(answers[q], origin, ms, destination, mm); });
      }
    });
  });
  return answers;
}

function improve(answer: Nearest, origin: number, ms: number, destination: number, mm: number): void {
  const oldMs = answer.ms[origin], oldDestination = answer.destination[origin];
  if (ms > oldMs || (ms === oldMs && (destination > oldDestination || (destination === oldDestination && mm >= answer.mm[origin])))) return;
  answer.ms[origin] = ms;
  answer.destination[origin] = destination;
  answer.mm[origin] = mm;
}

/** Where a question enters the hierarchy. */
export function listEntries({ costs, elimination }: Hierarchy, { destinations, limitMs }: NearestQuestion): Entries {
  if (!(limitMs < UNREACHED)) throw new RangeError(`limitMs is ${limitMs}, expected less than ${UNREACHED}`);
  const rank: number[] = [], legMs: number[] = [], destination: number[] = [], legMm: number[] = [];
  let number = 0;
  const add = (node: number, ms: number, mm: number): void => {
    if (ms > limitMs) return;
    rank.push(elimination.rank[node]);
    legMs.push(ms);
    destination.push(number);
    legMm.push(mm);
  };
  for (const accesses of destinations) {
    for (const access of accesses) eachEntry(costs, access, add);
    number++;
  }
  return { limitMs, rank, ms: legMs, destination, mm: legMm };
}

function listExits({ costs, elimination }: Hierarchy, origins: readonly (readonly CostedAccess[])[]): Exits {
  // Two ends an edge at most: costs on foot have no stops.
  const first = new Uint32Array(origins.length + 1), most = 2 * origins.reduce((sum, accesses) => sum + accesses.length, 0);
  const exits = { rank: new Uint32Array(most), ms: new Uint32Array(most), mm: new Float64Array(most) };
  let count = 0;
  const add = (node: number, ms: number, mm: number): void => {
    exits.rank[count] = elimination.rank[node];
    exits.ms[count] = Math.min(ms, UNREACHED);
    exits.mm[count++] = mm;
  };
  origins.forEach((accesses, o) => {
    for (const access of accesses) eachExit(costs, access, add);
    first[o + 1] = count;
  });
  return { first, rank: exits.rank.subarray(0, count), ms: exits.ms.subarray(0, count), mm: exits.mm.subarray(0, count) };
}

/** By each edge that has destinations: the origins that begin on it. */
function listOriginsBeside(questions: readonly NearestQuestion[], origins: readonly (readonly CostedAccess[])[]): Map<number, { origin: number; access: CostedAccess }[]> {
  const beside = new Map<number, { origin: number; access: CostedAccess }[]>();
  for (const { destinations } of questions) for (const accesses of destinations) for (const { edge } of accesses) beside.set(edge, []);
  origins.forEach((accesses, origin) => { for (const access of accesses) beside.get(access.edge)?.push({ origin, access }); });
  return beside;
}
