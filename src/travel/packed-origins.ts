/**
 * Origins in typed arrays: the nodes to which each of them leads, and where it lies on its edges. Reading
 * the nearest destination off for a hundred thousand of them costs more than the search itself otherwise.
 */
import { UNREACHED } from '../core/units.ts';
import type { CostedAccess, WalkCosts } from './costs.ts';
import { eachDirect, eachExit } from './edge-ways.ts';
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
export interface Arrival { readonly destination: number; readonly access: CostedAccess }

export class PackedOrigins {
  readonly costs: WalkCosts;
  /** Length O + 1: the exits of origin o are firstExit[o] .. firstExit[o + 1] - 1. */
  readonly #firstExit: Uint32Array;
  readonly #exitNode: Uint32Array;
  readonly #exitMs: Uint32Array;
  readonly #exitMm: Float64Array;
  /** Length E + 1: the accesses on edge e are place[onEdge[i]] of origin[onEdge[i]], i from firstOnEdge[e] to firstOnEdge[e + 1] - 1. */
  readonly #firstOnEdge: Uint32Array;
  readonly #onEdge: Uint32Array;
  readonly #place: readonly CostedAccess[];
  readonly #origin: Uint32Array;

  /** @param origins for each origin the accesses it may begin with; none if it is off the network. */
  constructor(costs: WalkCosts, origins: readonly (readonly CostedAccess[])[]) {
    const place = origins.flat(), { edgeCount } = costs.network, firstOnEdge = new Uint32Array(edgeCount + 1);
    let mostExits = 0;
    for (const { edge } of place) {
      firstOnEdge[edge + 1]++;
      mostExits += 2 + 2 * (costs.stopsOnEdge?.get(edge)?.length ?? 0);
    }
    for (let e = 0; e < edgeCount; e++) firstOnEdge[e + 1] += firstOnEdge[e];
    const firstExit = new Uint32Array(origins.length + 1), exitNode = new Uint32Array(mostExits), exitMs = new Uint32Array(mostExits), exitMm = new Float64Array(mostExits);
    const origin = new Uint32Array(place.length), onEdge = new Uint32Array(place.length), next = firstOnEdge.slice();
    let exits = 0, p = 0;
    const addExit = (node: number, ms: number, mm: number): void => { exitNode[exits] = node; exitMs[exits] = ms; exitMm[exits++] = mm; };
    for (let o = 0; o < origins.length; o++) {
      for (const access of origins[o]) {
        eachExit(costs, access, addExit);
        origin[p] = o;
        onEdge[next[access.edge]++] = p++;
      }
      firstExit[o + 1] = exits;
    }
    this.costs = costs;
    this.#firstExit = firstExit;
    this.#exitNode = exitNode;
    this.#exitMs = exitMs;
    this.#exitMm = exitMm;
    this.#firstOnEdge = firstOnEdge;
    this.#onEdge = onEdge;
    this.#place = place;
    this.#origin = origin;
  }

  /**
   * The nearest destination of each origin, over the ends of its edges or along an edge itself.
   * @param labels of the nodes, by a search from the same arrivals.
   * @param first if given, receives for each origin the node that its way leads to first; UNREACHED where it leads along the edge to the destination.
   */
  readOff(labels: NodeLabels, arrivals: ReadonlyMap<number, readonly Arrival[]>, limitMs: number, first?: Uint32Array): Nearest {
    const nearest = this.#overNodes(labels, limitMs, first);
    for (const [edge, there] of arrivals) {
      for (let i = this.#firstOnEdge[edge]; i < this.#firstOnEdge[edge + 1]; i++) {
        const place = this.#place[this.#onEdge[i]], origin = this.#origin[this.#onEdge[i]];
        for (const { destination, access } of there) {
          eachDirect(this.costs, place, access, (ms, mm) => { if (ms <= limitMs) improve(nearest, origin, ms, destination, mm, first); });
        }
      }
    }
    return nearest;
  }

  #overNodes({ words, numbers }: NodeLabels, limitMs: number, first?: Uint32Array): Nearest {
    const firstExit = this.#firstExit, exitNode = this.#exitNode, exitMs = this.#exitMs, exitMm = this.#exitMm, count = firstExit.length - 1;
    const ms = new Uint32Array(count), mm = new Uint32Array(count), destination = new Uint32Array(count);
    for (let o = 0; o < count; o++) {
      let bestMs = UNREACHED, bestDestination = UNREACHED, bestMm = UNREACHED, bestNode = UNREACHED;
      for (let e = firstExit[o]; e < firstExit[o + 1]; e++) {
        const node = exitNode[e], nodeMs = words[4 * node];
        if (nodeMs === UNREACHED) continue;
        const newMs = exitMs[e] + nodeMs;
        if (newMs > limitMs || newMs > bestMs) continue;
        const newDestination = words[4 * node + 1], newMm = exitMm[e] + numbers[2 * node + 1];
        if (newMs === bestMs && (newDestination > bestDestination || (newDestination === bestDestination && newMm >= bestMm))) continue;
        bestMs = newMs;
        bestDestination = newDestination;
        bestMm = newMm;
        bestNode = node;
      }
      ms[o] = bestMs;
      destination[o] = bestDestination;
      mm[o] = bestMm;
      if (first !== undefined) first[o] = bestNode;
    }
    return { ms, mm, destination };
  }
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
