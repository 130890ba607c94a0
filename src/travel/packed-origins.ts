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
    const place: CostedAccess[] = [], firstPlace = new Uint32Array(origins.length + 1);
    for (let o = 0; o < origins.length; o++) {
      for (const access of origins[o]) place.push(access);
      firstPlace[o + 1] = place.length;
    }
    const origin = new Uint32Array(place.length), edge = new Uint32Array(place.length);
    for (let o = 0; o < origins.length; o++) origin.fill(o, firstPlace[o], firstPlace[o + 1]);
    for (let p = 0; p < place.length; p++) edge[p] = place[p].edge;
    const { first: firstOnEdge, order: onEdge } = groupBy(edge, costs.network.edgeCount);
    this.costs = costs;
    this.#exits = packExits(costs, place, firstPlace);
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
    const nearest = search.readOff(this.#exits, first), firstOnEdge = this.#firstOnEdge, onEdge = this.#onEdge;
    let origin = 0, destination = 0;
    const offer = (ms: number, mm: number): void => { if (ms <= limitMs) improve(nearest, origin, ms, destination, mm, first); };
    for (; destination < destinations.length; destination++) {
      for (const access of destinations[destination]) {
        for (let i = firstOnEdge[access.edge]; i < firstOnEdge[access.edge + 1]; i++) {
          origin = this.#origin[onEdge[i]];
          eachDirect(this.costs, this.#place[onEdge[i]], access, offer);
        }
      }
    }
    return nearest;
  }
}

function packExits(costs: WalkCosts, place: readonly CostedAccess[], firstPlace: Uint32Array): Exits {
  const { stopsOnEdge } = costs, stops = stopsOnEdge === undefined ? 0 : place.reduce((sum, { edge }) => sum + (stopsOnEdge.get(edge)?.length ?? 0), 0), most = 2 * (place.length + stops);
  const node = new Uint32Array(most), ms = new Uint32Array(most), mm = new Uint32Array(most), firstExit = new Uint32Array(firstPlace.length), firstNode = new Uint32Array(firstPlace.length - 1);
  let count = 0;
  const add = (toNode: number, toMs: number, toMm: number): void => {
    node[count] = toNode;
    ms[count] = Math.min(toMs, UNREACHED);
    mm[count++] = Math.min(toMm, UNREACHED);
  };
  for (let o = 0; o < firstNode.length; o++) {
    for (let p = firstPlace[o]; p < firstPlace[o + 1]; p++) eachExit(costs, place[p], add);
    firstExit[o + 1] = count;
    if (count > firstExit[o]) firstNode[o] = node[firstExit[o]];
  }
  return inOrder({ node, ms, mm }, firstExit, groupBy(firstNode, costs.nodeCount).order);
}

function inOrder({ node, ms, mm }: Pick<Exits, 'node' | 'ms' | 'mm'>, firstExit: Uint32Array, origins: Uint32Array): Exits {
  const count = firstExit[origins.length], ends = new Uint32Array(origins.length), ordered = { node: new Uint32Array(count), ms: new Uint32Array(count), mm: new Uint32Array(count) };
  for (let i = 0, to = 0; i < origins.length; i++) {
    for (let e = firstExit[origins[i]]; e < firstExit[origins[i] + 1]; e++) {
      ordered.node[to] = node[e];
      ordered.ms[to] = ms[e];
      ordered.mm[to++] = mm[e];
    }
    ends[i] = to;
  }
  return { origins, ends, ...ordered };
}

/** The numbers of things by a key, those of key k at order[first[k]] .. order[first[k + 1] - 1]. */
function groupBy(key: Uint32Array, keyCount: number): { first: Uint32Array; order: Uint32Array } {
  const count = new Uint32Array(keyCount), order = new Uint32Array(key.length);
  for (let i = 0; i < key.length; i++) count[key[i]]++;
  const first = startsOf(count), next = first.slice();
  for (let i = 0; i < key.length; i++) order[next[key[i]]++] = i;
  return { first, order };
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
