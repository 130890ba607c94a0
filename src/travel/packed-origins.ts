/**
 * Origins in typed arrays: the nodes to which each of them leads, and where it lies on its edges. Reading
 * the nearest destination off for a hundred thousand of them costs more than the search itself otherwise.
 */
import { startsOf } from '../core/ranges.ts';
import { UNREACHED } from '../core/units.ts';
import type { CostedAccess, WalkCosts } from './costs.ts';
import { eachDirect, eachExit } from './edge-ways.ts';
import type { Exits, Nearest } from './exits.ts';
import type { LabelSearch } from './label-search.ts';

export class PackedOrigins {
  readonly costs: WalkCosts;
  readonly #exits: Exits;
  /** The accesses on edge e are place[onEdge[i]] of origin[onEdge[i]], i from firstOnEdge[e] to firstOnEdge[e + 1] - 1. */
  readonly #firstOnEdge: Uint32Array;
  readonly #onEdge: Uint32Array;
  readonly #place: readonly CostedAccess[];
  readonly #origin: Uint32Array;

  /** @param origins for each origin the accesses it may begin with; none if it is off the network. */
  constructor(costs: WalkCosts, origins: readonly (readonly CostedAccess[])[]) {
    const place: CostedAccess[] = [], onEdgeCount = new Uint32Array(costs.network.edgeCount);
    for (const accesses of origins) {
      for (const access of accesses) {
        place.push(access);
        onEdgeCount[access.edge]++;
      }
    }
    const firstOnEdge = startsOf(onEdgeCount), next = firstOnEdge.slice(), origin = new Uint32Array(place.length), onEdge = new Uint32Array(place.length);
    for (let o = 0, p = 0; o < origins.length; o++) {
      for (const { edge } of origins[o]) {
        origin[p] = o;
        onEdge[next[edge]++] = p++;
      }
    }
    this.costs = costs;
    this.#exits = packExits(costs, origins, place);
    this.#firstOnEdge = firstOnEdge;
    this.#onEdge = onEdge;
    this.#place = place;
    this.#origin = origin;
  }

  /**
   * The nearest destination of each origin, over the ends of its edges or along an edge itself.
   * @param search from the same destinations, within the same limit.
   * @param first if given, receives for each origin the node that its way leads to first; UNREACHED where it leads along the edge to the destination.
   */
  readOff(search: LabelSearch, destinations: readonly (readonly CostedAccess[])[], limitMs: number, first?: Uint32Array): Nearest {
    const nearest = search.readOff(this.#exits, first), firstOnEdge = this.#firstOnEdge;
    destinations.forEach((accesses, destination) => {
      for (const access of accesses) {
        for (let i = firstOnEdge[access.edge]; i < firstOnEdge[access.edge + 1]; i++) {
          const place = this.#place[this.#onEdge[i]], origin = this.#origin[this.#onEdge[i]];
          eachDirect(this.costs, place, access, (ms, mm) => { if (ms <= limitMs) improve(nearest, origin, ms, destination, mm, first); });
        }
      }
    });
    return nearest;
  }
}

function packExits(costs: WalkCosts, list: readonly (readonly CostedAccess[])[], place: readonly CostedAccess[]): Exits {
  const { stopsOnEdge } = costs, stops = stopsOnEdge === undefined ? 0 : place.reduce((sum, { edge }) => sum + (stopsOnEdge.get(edge)?.length ?? 0), 0), most = 2 * (place.length + stops);
  const origins = orderByNode(costs, list), ends = new Uint32Array(list.length), exitNode = new Uint32Array(most), exitMs = new Uint32Array(most), exitMm = new Uint32Array(most);
  let count = 0;
  const add = (node: number, ms: number, mm: number): void => {
    exitNode[count] = node;
    exitMs[count] = Math.min(ms, UNREACHED);
    exitMm[count++] = Math.min(mm, UNREACHED);
  };
  for (let i = 0; i < origins.length; i++) {
    for (const access of list[origins[i]]) eachExit(costs, access, add);
    ends[i] = count;
  }
  return { origins, ends, node: exitNode.subarray(0, count), ms: exitMs.subarray(0, count), mm: exitMm.subarray(0, count) };
}

/** By a node that each of them leads to. */
function orderByNode({ nodeCount, network: { edgeFrom } }: WalkCosts, list: readonly (readonly CostedAccess[])[]): Uint32Array {
  const node = new Uint32Array(list.length), countAt = new Uint32Array(nodeCount), order = new Uint32Array(list.length);
  for (let o = 0; o < list.length; o++) {
    node[o] = list[o].length === 0 ? 0 : edgeFrom[list[o][0].edge];
    countAt[node[o]]++;
  }
  const next = startsOf(countAt);
  for (let o = 0; o < list.length; o++) order[next[node[o]]++] = o;
  return order;
}

/** By a way along an edge. */
function improve({ ms, mm, destination }: Nearest, origin: number, newMs: number, newDestination: number, newMm: number, first?: Uint32Array): void {
  const oldMs = ms[origin];
  if (newMs > oldMs) return;
  if (newMs === oldMs && (newDestination > destination[origin] || (newDestination === destination[origin] && newMm >= mm[origin]))) return;
  ms[origin] = newMs;
  destination[origin] = newDestination;
  mm[origin] = newMm;
  if (first !== undefined) first[origin] = UNREACHED;
}
