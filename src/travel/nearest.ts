/**
 * The nearest of many destinations for every origin at once.
 *
 * Method: one search from all destinations together, backwards along the ways (so that one-ways count
 * in the direction people walk), bounded in time: `label-search.ts`. Its cost does not grow with the
 * number of origins. Ties go to the lowest destination, then to the shortest way.
 *
 * Origins and destinations lie on edges, not at nodes:
 *
 *   origin            node            node             destination
 *     |  leg            o-------...-----o                 |  leg
 *     +----- along -----+               +----- along -----+
 *
 * and an origin and a destination on the same edge are joined along it as well.
 */
import { UNREACHED } from '../core/units.ts';
import type { CostedAccess, WalkCosts } from './costs.ts';
import { eachDirect, eachEntry, eachExit } from './edge-ways.ts';
import { LabelSearch } from './label-search.ts';
import type { NodeLabels } from './node-labels.ts';

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
  const { labels } = searchBackwards(costs, arrivals, limitMs);
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

/** One for all questions about the same costs: what it holds of the network is the same. */
const searches = new WeakMap<WalkCosts, LabelSearch>();

/**
 * Label every node with its nearest destination.
 * @param withNext whether to note for each labelled node the node that its way leads to.
 * @returns the search, which keeps the labels until the next question about the same costs.
 */
export function searchBackwards(costs: WalkCosts, arrivals: ReadonlyMap<number, Arrival[]>, limitMs: number, withNext = false): LabelSearch {
  const search = searches.get(costs) ?? new LabelSearch(costs);
  searches.set(costs, search);
  search.run(limitMs, (offer) => {
    for (const there of arrivals.values()) {
      for (const { destination, access } of there) eachEntry(costs, access, (node, ms, mm) => { offer(node, ms, destination, mm); });
    }
  }, withNext);
  return search;
}

/**
 * Improve `result[origin]` by what can be reached from one access: over the edge's ends, or along the edge itself.
 * @param first if given, receives the node that the way leads to first; UNREACHED where it leads along the edge to the destination.
 */
export function readOff(
  costs: WalkCosts, nodes: NodeLabels, onEdge: readonly Arrival[], access: CostedAccess, origin: number, limitMs: number, result: Nearest, first?: Uint32Array,
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
    const nodeMs = nodes.msOf(node);
    if (nodeMs !== UNREACHED) offer(ms + nodeMs, nodes.destinationOf(node), mm + nodes.mmOf(node), node);
  });
  for (const { destination, access: there } of onEdge) eachDirect(costs, access, there, (ms, mm) => { offer(ms, destination, mm, UNREACHED); });
}
