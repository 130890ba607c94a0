/**
 * The nearest of many destinations for every origin at once.
 *
 * Method: one search from all destinations together, backwards along the ways (so that one-ways count
 * in the direction people walk), bounded in time. Its cost does not grow with the number of origins.
 * Labels (milliseconds, destination, millimetres) are compared in that order, so that ties go to the
 * lowest destination and the answer does not depend on the order of the search: label correcting
 * over a bucket queue (Dijkstra 1959; Meyer & Sanders 2003).
 *
 * Origins and destinations lie on edges, not at nodes:
 *
 *   origin            node            node             destination
 *     |  leg            o-------...-----o                 |  leg
 *     +----- along -----+               +----- along -----+
 *
 * and an origin and a destination on the same edge are joined along it as well.
 */
import { BucketQueue } from '../core/bucket-queue.ts';
import { UNREACHED } from '../core/units.ts';
import type { CostedAccess, WalkCosts } from './costs.ts';
import { eachDirect, eachEntry, eachExit } from './edge-ways.ts';

/** For each of O origins: the nearest destination. */
export interface Nearest {
  /** Length O. Milliseconds; UNREACHED if no destination is within the limit. */
  readonly ms: Uint32Array;
  /** Length O. Millimetres of the way taken; UNREACHED where `ms` is. */
  readonly mm: Uint32Array;
  /** Length O. Index of the destination; UNREACHED where `ms` is. */
  readonly destination: Uint32Array;
}

/** A destination's place on an edge. */
interface Arrival { readonly destination: number; readonly access: CostedAccess }

/**
 * @param costs network and walking profile of origins and destinations alike.
 * @param origins for each origin the accesses it may begin with; none if it is off the network.
 * @param destinations for each destination the accesses it may be reached at.
 * @param limitMs longest time to look for, inclusive; below UNREACHED.
 */
export function findNearest(
  costs: WalkCosts, origins: readonly (readonly CostedAccess[])[], destinations: readonly (readonly CostedAccess[])[], limitMs: number,
): Nearest {
  const arrivals = listArrivals(destinations);
  const labels = searchBackwards(costs, arrivals, limitMs);
  const result = { ms: new Uint32Array(origins.length).fill(UNREACHED), mm: new Uint32Array(origins.length).fill(UNREACHED), destination: new Uint32Array(origins.length).fill(UNREACHED) };
  origins.forEach((accesses, origin) => {
    for (const access of accesses) readOff(costs, labels, arrivals.get(access.edge) ?? [], access, origin, limitMs, result);
  });
  return result;
}

/** Where destinations are reached, by edge. */
export function listArrivals(destinations: readonly (readonly CostedAccess[])[]): Map<number, Arrival[]> {
  const arrivals = new Map<number, Arrival[]>();
  destinations.forEach((accesses, destination) => {
    for (const access of accesses) {
      const there = arrivals.get(access.edge);
      if (there) there.push({ destination, access }); else arrivals.set(access.edge, [{ destination, access }]);
    }
  });
  return arrivals;
}

/**
 * Label every node with its nearest destination.
 * @param next if given, receives for each labelled node the node that its way leads to; UNREACHED where that is the destination.
 */
export function searchBackwards(costs: WalkCosts, arrivals: ReadonlyMap<number, Arrival[]>, limitMs: number, next?: Uint32Array): Nearest {
  if (!(limitMs < UNREACHED)) throw new RangeError(`limitMs is ${limitMs}, expected less than ${UNREACHED}`);
  const { nodeCount, firstArc, arcNode, arcMs, arcMm } = costs;
  const ms = new Uint32Array(nodeCount).fill(UNREACHED), mm = new Uint32Array(nodeCount).fill(UNREACHED), destination = new Uint32Array(nodeCount).fill(UNREACHED);
  const queue = new BucketQueue(limitMs);
  const offer = (node: number, newMs: number, newDestination: number, newMm: number, to: number): void => {
    const oldMs = ms[node];
    if (newMs > limitMs || newMs > oldMs) return;
    if (newMs === oldMs && (newDestination > destination[node] || (newDestination === destination[node] && newMm >= mm[node]))) return;
    ms[node] = newMs;
    destination[node] = newDestination;
    mm[node] = newMm;
    if (next !== undefined) next[node] = to;
    queue.push(newMs, node);
  };
  for (const there of arrivals.values()) {
    for (const { destination: d, access } of there) eachEntry(costs, access, (node, toMs, toMm) => { offer(node, toMs, d, toMm, UNREACHED); });
  }
  for (let node = queue.pop(); node >= 0; node = queue.pop()) {
    const atMs = queue.poppedKey;
    if (atMs > ms[node]) continue; // improved since it was pushed
    const d = destination[node], atMm = mm[node];
    for (let a = firstArc[node]; a < firstArc[node + 1]; a++) offer(arcNode[a], atMs + arcMs[a], d, atMm + arcMm[a], node);
  }
  return { ms, mm, destination };
}

/**
 * Improve `result[origin]` by what can be reached from one access: over the edge's ends, or along the edge itself.
 * @param first if given, receives the node that the way leads to first; UNREACHED where it leads along the edge to the destination.
 */
export function readOff(
  costs: WalkCosts, nodes: Nearest, onEdge: readonly Arrival[], access: CostedAccess, origin: number, limitMs: number, result: Nearest, first?: Uint32Array,
): void {
  const offer = (ms: number, destination: number, mm: number, node: number): void => {
    const oldMs = result.ms[origin];
    if (ms > limitMs || ms > oldMs) return;
    if (ms === oldMs && (destination > result.destination[origin] || (destination === result.destination[origin] && mm >= result.mm[origin]))) return;
    result.ms[origin] = ms;
    result.destination[origin] = destination;
    result.mm[origin] = mm;
    if (first !== undefined) first[origin] = node;
  };
  eachExit(costs, access, (node, ms, mm) => {
    if (nodes.ms[node] !== UNREACHED) offer(ms + nodes.ms[node], nodes.destination[node], mm + nodes.mm[node], node);
  });
  for (const { destination, access: there } of onEdge) eachDirect(costs, access, there, (ms, mm) => { offer(ms, destination, mm, UNREACHED); });
}
