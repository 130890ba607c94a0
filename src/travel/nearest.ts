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
import type { CostedAccess, WalkCosts } from './costs.ts';
import { eachEntry } from './edge-ways.ts';
import type { Nearest } from './exits.ts';
import { LabelSearch } from './label-search.ts';
import { PackedOrigins } from './packed-origins.ts';

export type { Nearest } from './exits.ts';

/**
 * @param costs network and walking profile of origins and destinations alike.
 * @param origins for each origin the accesses it may begin with; none if it is off the network. Not to be changed afterwards.
 * @param destinations for each destination the accesses it may be reached at.
 * @param limitMs longest time to look for, inclusive; below UNREACHED.
 */
export function findNearest(
  costs: WalkCosts, origins: readonly (readonly CostedAccess[])[], destinations: readonly (readonly CostedAccess[])[], limitMs: number,
): Nearest {
  return packOrigins(costs, origins).readOff(searchBackwards(costs, destinations, limitMs), destinations, limitMs);
}

const packed = new WeakMap<readonly (readonly CostedAccess[])[], PackedOrigins>();

/** A list that is asked about again, for another service, is packed once. */
export function packOrigins(costs: WalkCosts, origins: readonly (readonly CostedAccess[])[]): PackedOrigins {
  const known = packed.get(origins);
  if (known?.costs === costs) return known;
  const fresh = new PackedOrigins(costs, origins);
  packed.set(origins, fresh);
  return fresh;
}

/** One for all questions about the same costs: what it holds of the network is the same. */
const searches = new WeakMap<WalkCosts, LabelSearch>();

/**
 * Label every node with its nearest destination.
 * @param withNext whether to note for each labelled node the node that its way leads to.
 * @returns the search, which keeps the labels until the next question about the same costs.
 */
export function searchBackwards(costs: WalkCosts, destinations: readonly (readonly CostedAccess[])[], limitMs: number, withNext = false): LabelSearch {
  const search = searches.get(costs) ?? new LabelSearch(costs);
  searches.set(costs, search);
  search.run(limitMs, destinations.length, (offer) => {
    destinations.forEach((accesses, destination) => {
      for (const access of accesses) eachEntry(costs, access, (node, ms, mm) => { offer(node, ms, destination, mm); });
    });
  }, withNext);
  return search;
}
