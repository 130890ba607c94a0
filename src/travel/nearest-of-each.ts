/**
 * The nearest destinations of several questions, for every origin at once, on a network that is ready for it.
 *
 * Method: two sweeps over the arcs of the hierarchy, as PHAST does (Delling, Goldberg, Nowatzyk & Werneck 2011).
 * Every best way leads up, then down. From the destinations backwards, the first sweep carries labels from
 * the lowest rank up, the second from the highest down; there is no queue. Answers are those of `findNearest`
 * to the last bit: labels (milliseconds, destination, millimetres) are compared in that order, which adding
 * the cost of an arc to both sides does not change.
 */
import { UNREACHED } from '../core/units.ts';
import type { CostedAccess } from './costs.ts';
import { eachDirect, eachEntry, eachExit } from './edge-ways.ts';
import type { Hierarchy } from './hierarchy.ts';
import type { Nearest } from './nearest.ts';

export interface NearestQuestion {
  /** For each destination the accesses it may be reached at. */
  readonly destinations: readonly (readonly CostedAccess[])[];
  /** Longest time to look for, inclusive; below UNREACHED. */
  readonly limitMs: number;
}

/**
 * @param origins for each origin the accesses it may begin with; none if it is off the network.
 * @returns an answer to each question.
 */
export function findNearestOfEach(hierarchy: Hierarchy, origins: readonly (readonly CostedAccess[])[], questions: readonly NearestQuestion[]): Nearest[] {
  const exits = listExits(hierarchy, origins), onEdge = listOriginsByEdge(origins), labels = unreached(hierarchy.costs.nodeCount);
  return questions.map(({ destinations, limitMs }) => {
    if (!(limitMs < UNREACHED)) throw new RangeError(`limitMs is ${limitMs}, expected less than ${UNREACHED}`);
    labels.ms.fill(UNREACHED);
    enter(hierarchy, destinations, limitMs, labels);
    sweepUp(hierarchy, limitMs, labels);
    sweepDown(hierarchy, limitMs, labels);
    const result = readOff(exits, labels, limitMs);
    destinations.forEach((accesses, destination) => {
      for (const there of accesses) for (const { origin, access } of onEdge.get(there.edge) ?? []) eachDirect(hierarchy.costs, access, there, (ms, mm) => { improve(result, origin, ms, destination, mm, limitMs); });
    });
    return result;
  });
}

function unreached(length: number): Nearest {
  const empty = (): Uint32Array<ArrayBuffer> => new Uint32Array(length).fill(UNREACHED);
  return { ms: empty(), mm: empty(), destination: empty() };
}

/** @param ms is beyond the limit where there is no way: UNREACHED is, whatever is added to it. */
function improve(labels: Nearest, at: number, ms: number, destination: number, mm: number, limitMs: number): void {
  const oldMs = labels.ms[at];
  if (ms > limitMs || ms > oldMs) return;
  if (ms === oldMs && (destination > labels.destination[at] || (destination === labels.destination[at] && mm >= labels.mm[at]))) return;
  labels.ms[at] = ms;
  labels.destination[at] = destination;
  labels.mm[at] = mm;
}

/** Labels are by rank. */
function enter({ costs, elimination: { rank } }: Hierarchy, destinations: NearestQuestion['destinations'], limitMs: number, labels: Nearest): void {
  destinations.forEach((accesses, destination) => {
    for (const access of accesses) eachEntry(costs, access, (node, ms, mm) => { improve(labels, rank[node], ms, destination, mm, limitMs); });
  });
}

function sweepUp({ elimination: { firstArc, arcHead }, downMs, downMm }: Hierarchy, limitMs: number, labels: Nearest): void {
  for (let rank = 0; rank < firstArc.length - 1; rank++) {
    const ms = labels.ms[rank], destination = labels.destination[rank], mm = labels.mm[rank];
    if (ms === UNREACHED) continue;
    for (let arc = firstArc[rank]; arc < firstArc[rank + 1]; arc++) improve(labels, arcHead[arc], ms + downMs[arc], destination, mm + downMm[arc], limitMs);
  }
}

function sweepDown({ elimination: { firstArc, arcHead }, upMs, upMm }: Hierarchy, limitMs: number, labels: Nearest): void {
  for (let rank = firstArc.length - 2; rank >= 0; rank--) {
    for (let arc = firstArc[rank]; arc < firstArc[rank + 1]; arc++) {
      const head = arcHead[arc];
      improve(labels, rank, labels.ms[head] + upMs[arc], labels.destination[head], labels.mm[head] + upMm[arc], limitMs);
    }
  }
}

/** How origins leave their edges: the exits of origin o are first[o] .. first[o + 1] - 1. */
interface Exits { readonly first: Uint32Array; readonly rank: Uint32Array; readonly ms: Uint32Array; readonly mm: Uint32Array }

function listExits({ costs, elimination: { rank } }: Hierarchy, origins: readonly (readonly CostedAccess[])[]): Exits {
  const first = new Uint32Array(origins.length + 1), ranks: number[] = [], legMs: number[] = [], legMm: number[] = [];
  origins.forEach((accesses, o) => {
    for (const access of accesses) eachExit(costs, access, (node, ms, mm) => { ranks.push(rank[node]); legMs.push(ms); legMm.push(mm); });
    first[o + 1] = ranks.length;
  });
  return { first, rank: Uint32Array.from(ranks), ms: Uint32Array.from(legMs), mm: Uint32Array.from(legMm) };
}

function readOff({ first, rank, ms, mm }: Exits, labels: Nearest, limitMs: number): Nearest {
  const result = unreached(first.length - 1);
  for (let origin = 0; origin < result.ms.length; origin++) {
    for (let i = first[origin]; i < first[origin + 1]; i++) {
      const r = rank[i];
      improve(result, origin, labels.ms[r] + ms[i], labels.destination[r], labels.mm[r] + mm[i], limitMs);
    }
  }
  return result;
}

/** Which origins begin on an edge. */
function listOriginsByEdge(origins: readonly (readonly CostedAccess[])[]): Map<number, { origin: number; access: CostedAccess }[]> {
  const onEdge = new Map<number, { origin: number; access: CostedAccess }[]>();
  origins.forEach((accesses, origin) => {
    for (const access of accesses) {
      const there = onEdge.get(access.edge);
      if (there) there.push({ origin, access }); else onEdge.set(access.edge, [{ origin, access }]);
    }
  });
  return onEdge;
}
