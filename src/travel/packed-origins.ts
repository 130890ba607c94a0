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
  readonly #onEdge = new Map<number, { readonly origin: number; readonly access: CostedAccess }[]>();

  /** @param origins for each origin the accesses it may begin with; none if it is off the network. */
  constructor(costs: WalkCosts, origins: readonly (readonly CostedAccess[])[]) {
    this.costs = costs;
    const firstExit = new Uint32Array(origins.length + 1);
    origins.forEach((accesses, o) => {
      firstExit[o + 1] = firstExit[o];
      for (const access of accesses) eachExit(costs, access, () => { firstExit[o + 1]++; });
    });
    const exits = firstExit[origins.length], node = new Uint32Array(exits), exitMs = new Uint32Array(exits), exitMm = new Float64Array(exits);
    let e = 0;
    origins.forEach((accesses, origin) => {
      for (const access of accesses) {
        eachExit(costs, access, (n, ms, mm) => { node[e] = n; exitMs[e] = ms; exitMm[e++] = mm; });
        const there = this.#onEdge.get(access.edge);
        if (there) there.push({ origin, access }); else this.#onEdge.set(access.edge, [{ origin, access }]);
      }
    });
    this.#firstExit = firstExit;
    this.#exitNode = node;
    this.#exitMs = exitMs;
    this.#exitMm = exitMm;
  }

  /**
   * The nearest destination of each origin, over the ends of its edges or along an edge itself.
   * @param labels of the nodes, by a search from the same arrivals.
   * @param first if given, receives for each origin the node that its way leads to first; UNREACHED where it leads along the edge to the destination.
   */
  readOff(labels: NodeLabels, arrivals: ReadonlyMap<number, readonly Arrival[]>, limitMs: number, first?: Uint32Array): Nearest {
    const count = this.#firstExit.length - 1, unreached = (): Uint32Array => new Uint32Array(count).fill(UNREACHED);
    const nearest = { ms: unreached(), mm: unreached(), destination: unreached() }, firstExit = this.#firstExit, exitNode = this.#exitNode, exitMs = this.#exitMs, exitMm = this.#exitMm;
    for (let o = 0; o < count; o++) {
      for (let e = firstExit[o]; e < firstExit[o + 1]; e++) {
        const node = exitNode[e], nodeMs = labels.msOf(node);
        if (nodeMs === UNREACHED) continue;
        const ms = exitMs[e] + nodeMs;
        if (ms > limitMs || ms > nearest.ms[o]) continue;
        improve(nearest, o, ms, labels.destinationOf(node), exitMm[e] + labels.mmOf(node), node, first);
      }
    }
    for (const [edge, there] of arrivals) {
      for (const { origin, access } of this.#onEdge.get(edge) ?? []) {
        for (const { destination, access: place } of there) {
          eachDirect(this.costs, access, place, (ms, mm) => { if (ms <= limitMs) improve(nearest, origin, ms, destination, mm, UNREACHED, first); });
        }
      }
    }
    return nearest;
  }
}

function improve({ ms, mm, destination }: Nearest, origin: number, newMs: number, newDestination: number, newMm: number, node: number, first?: Uint32Array): void {
  const oldMs = ms[origin];
  if (newMs > oldMs) return;
  if (newMs === oldMs && (newDestination > destination[origin] || (newDestination === destination[origin] && newMm >= mm[origin]))) return;
  ms[origin] = newMs;
  destination[origin] = newDestination;
  mm[origin] = newMm;
  if (first !== undefined) first[origin] = node;
}
