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
import { BACKWARD, FORWARD } from '../network/walk-network.ts';
import type { CostedAccess, WalkCosts } from './costs.ts';

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
  if (!(limitMs < UNREACHED)) throw new RangeError(`limitMs is ${limitMs}, expected less than ${UNREACHED}`);
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

/** Label every node with its nearest destination. */
export function searchBackwards({ network, firstArc, arcNode, arcMs, arcMm, edgeMs, edgeMm }: WalkCosts, arrivals: ReadonlyMap<number, Arrival[]>, limitMs: number): Nearest {
  const { nodeCount, edgeFrom, edgeTo, edgeDirection } = network;
  const ms = new Uint32Array(nodeCount).fill(UNREACHED), mm = new Uint32Array(nodeCount).fill(UNREACHED), destination = new Uint32Array(nodeCount).fill(UNREACHED);
  const queue = new BucketQueue(limitMs);
  const offer = (node: number, newMs: number, newDestination: number, newMm: number): void => {
    const oldMs = ms[node];
    if (newMs > limitMs || newMs > oldMs) return;
    if (newMs === oldMs && (newDestination > destination[node] || (newDestination === destination[node] && newMm >= mm[node]))) return;
    ms[node] = newMs;
    destination[node] = newDestination;
    mm[node] = newMm;
    queue.push(newMs, node);
  };
  for (const [edge, there] of arrivals) {
    for (const { destination: d, access: { legMs, legMm, fromMs, toMs, fromMm, toMm } } of there) {
      // A place at the very end of an edge is at the node, whichever way the edge runs.
      if (edgeDirection[edge] & FORWARD || fromMs === 0) offer(edgeFrom[edge], legMs + fromMs, d, legMm + fromMm);
      if (edgeDirection[edge] & BACKWARD || toMs === edgeMs[edge]) offer(edgeTo[edge], legMs + edgeMs[edge] - toMs, d, legMm + edgeMm[edge] - toMm);
    }
  }
  for (let node = queue.pop(); node >= 0; node = queue.pop()) {
    const atMs = queue.poppedKey;
    if (atMs > ms[node]) continue; // improved since it was pushed
    const d = destination[node], atMm = mm[node];
    for (let a = firstArc[node]; a < firstArc[node + 1]; a++) offer(arcNode[a], atMs + arcMs[a], d, atMm + arcMm[a]);
  }
  return { ms, mm, destination };
}

/** Improve `result[origin]` by what can be reached from one access: over the edge's ends, or along the edge itself. */
function readOff(
  { network, edgeMs, edgeMm }: WalkCosts, nodes: Nearest, onEdge: readonly Arrival[], access: CostedAccess, origin: number, limitMs: number, result: Nearest,
): void {
  const { edge, legMs, legMm } = access;
  const offer = (ms: number, destination: number, mm: number): void => {
    const oldMs = result.ms[origin];
    if (ms > limitMs || ms > oldMs) return;
    if (ms === oldMs && (destination > result.destination[origin] || (destination === result.destination[origin] && mm >= result.mm[origin]))) return;
    result.ms[origin] = ms;
    result.destination[origin] = destination;
    result.mm[origin] = mm;
  };
  const goesOn = (node: number, alongMs: number, alongMm: number): void => {
    if (nodes.ms[node] !== UNREACHED) offer(legMs + alongMs + nodes.ms[node], nodes.destination[node], legMm + alongMm + nodes.mm[node]);
  };
  const direction = network.edgeDirection[edge];
  if (direction & FORWARD || access.toMs === edgeMs[edge]) goesOn(network.edgeTo[edge], edgeMs[edge] - access.toMs, edgeMm[edge] - access.toMm);
  if (direction & BACKWARD || access.fromMs === 0) goesOn(network.edgeFrom[edge], access.fromMs, access.fromMm);
  for (const { destination, access: there } of onEdge) {
    const ahead = there.fromMs >= access.toMs, behind = there.toMs <= access.fromMs;
    const legs = legMs + there.legMs, legsMm = legMm + there.legMm;
    if (!ahead && !behind) offer(legs, destination, legsMm);
    if (ahead && (direction & FORWARD)) offer(legs + there.fromMs - access.toMs, destination, legsMm + there.fromMm - access.toMm);
    if (behind && (direction & BACKWARD)) offer(legs + access.fromMs - there.toMs, destination, legsMm + access.fromMm - there.toMm);
  }
}
