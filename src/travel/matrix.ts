/**
 * The times between all pairs of many origins and destinations, one origin after the other.
 *
 * Each origin has a search of its own, bounded in time, forwards along the ways: the search that
 * `nearest.ts` runs backwards, on a network whose one-ways are turned round. It corrects labels over a
 * bucket queue, and clears only the labels it set, so that a short limit on a large network is cheap.
 * Times and lengths are those of `findNearest` for the same two places.
 */
import { BucketQueue } from '../core/bucket-queue.ts';
import { UNREACHED } from '../core/units.ts';
import { BACKWARD, FORWARD, type WalkNetwork } from '../network/walk-network.ts';
import type { CostedAccess, WalkCosts } from './costs.ts';

/** One origin and one destination that it reaches. */
export interface Pair {
  readonly origin: number;
  readonly destination: number;
  readonly ms: number;
  readonly mm: number;
}

/** The network with every one-way turned round: what was reached backwards is reached forwards. */
export function turnRound(network: WalkNetwork): WalkNetwork {
  return { ...network, edgeDirection: network.edgeDirection.map((d) => ((d & FORWARD) ? BACKWARD : 0) | ((d & BACKWARD) ? FORWARD : 0)) };
}

/**
 * @param turned costs on the network turned round by `turnRound`.
 * @param origins,destinations the accesses of each; none if it is off the network.
 * @param limitMs longest time, inclusive; below UNREACHED.
 * @returns the pairs within the limit, by origin, then by destination.
 */
export function* findPairs(
  turned: WalkCosts, origins: readonly (readonly CostedAccess[])[], destinations: readonly (readonly CostedAccess[])[], limitMs: number,
): Generator<Pair> {
  const search = new BoundedSearch(turned, limitMs);
  for (const [origin, accesses] of origins.entries()) {
    if (accesses.length === 0) continue;
    search.run(accesses);
    for (const [destination, there] of destinations.entries()) {
      const best = search.readOff(there);
      if (best.ms !== UNREACHED) yield { origin, destination, ...best };
    }
  }
}

/** The labels of one search at a time, in arrays that all searches share. */
class BoundedSearch {
  /** Length N: milliseconds to each node; UNREACHED where it is not reached within the limit. */
  readonly #ms: Uint32Array;
  readonly #mm: Float64Array;
  readonly #costs: WalkCosts;
  readonly #limitMs: number;
  readonly #queue: BucketQueue;
  /** Nodes that have a label. */
  #touched = new Uint32Array(1 << 10);
  #touchedCount = 0;
  #starts: readonly CostedAccess[] = [];

  constructor(costs: WalkCosts, limitMs: number) {
    if (!(limitMs < UNREACHED)) throw new RangeError(`limitMs is ${limitMs}, expected less than ${UNREACHED}`);
    this.#ms = new Uint32Array(costs.network.nodeCount).fill(UNREACHED);
    this.#mm = new Float64Array(costs.network.nodeCount);
    this.#costs = costs;
    this.#limitMs = limitMs;
    this.#queue = new BucketQueue(limitMs);
  }

  /** Search from the accesses of one place. */
  run(starts: readonly CostedAccess[]): void {
    for (const node of this.#touched.subarray(0, this.#touchedCount)) this.#ms[node] = UNREACHED;
    this.#touchedCount = 0;
    this.#starts = starts;
    this.#queue.reset();
    const { network: { edgeFrom, edgeTo, edgeDirection }, edgeMs, edgeMm, firstArc, arcNode, arcMs, arcMm } = this.#costs, ms = this.#ms, mm = this.#mm;
    for (const { edge, legMs, legMm, fromMs, toMs, fromMm, toMm } of starts) {
      // A place at the very end of an edge is at the node, whichever way the edge runs.
      if (edgeDirection[edge] & FORWARD || fromMs === 0) this.#offer(edgeFrom[edge], legMs + fromMs, legMm + fromMm);
      if (edgeDirection[edge] & BACKWARD || toMs === edgeMs[edge]) this.#offer(edgeTo[edge], legMs + edgeMs[edge] - toMs, legMm + edgeMm[edge] - toMm);
    }
    for (let node = this.#queue.pop(); node >= 0; node = this.#queue.pop()) {
      const atMs = this.#queue.poppedKey;
      if (atMs > ms[node]) continue; // improved since it was pushed
      const atMm = mm[node];
      for (let a = firstArc[node]; a < firstArc[node + 1]; a++) this.#offer(arcNode[a], atMs + arcMs[a], atMm + arcMm[a]);
    }
  }

  /** The fastest, then the shortest, way to one of the accesses of a place; UNREACHED if none is within the limit. */
  readOff(accesses: readonly CostedAccess[]): { ms: number; mm: number } {
    const { network, edgeMs, edgeMm } = this.#costs, limitMs = this.#limitMs;
    let bestMs = UNREACHED, bestMm = UNREACHED;
    const offer = (ms: number, mm: number): void => {
      if (ms <= limitMs && (ms < bestMs || (ms === bestMs && mm < bestMm))) { bestMs = ms; bestMm = mm; }
    };
    for (const { edge, legMs, legMm, fromMs, toMs, fromMm, toMm } of accesses) {
      const direction = network.edgeDirection[edge], from = network.edgeFrom[edge], to = network.edgeTo[edge];
      if ((direction & FORWARD || toMs === edgeMs[edge]) && this.#ms[to] !== UNREACHED) offer(legMs + edgeMs[edge] - toMs + this.#ms[to], legMm + edgeMm[edge] - toMm + this.#mm[to]);
      if ((direction & BACKWARD || fromMs === 0) && this.#ms[from] !== UNREACHED) offer(legMs + fromMs + this.#ms[from], legMm + fromMm + this.#mm[from]);
      for (const start of this.#starts) {
        if (start.edge !== edge) continue;
        const legs = legMs + start.legMs, legsMm = legMm + start.legMm, ahead = start.fromMs >= toMs, behind = start.toMs <= fromMs;
        if (!ahead && !behind) offer(legs, legsMm);
        if (ahead && direction & FORWARD) offer(legs + start.fromMs - toMs, legsMm + start.fromMm - toMm);
        if (behind && direction & BACKWARD) offer(legs + fromMs - start.toMs, legsMm + fromMm - start.toMm);
      }
    }
    return { ms: bestMs, mm: bestMm };
  }

  #offer(node: number, newMs: number, newMm: number): void {
    const oldMs = this.#ms[node];
    if (newMs > this.#limitMs || newMs > oldMs || (newMs === oldMs && newMm >= this.#mm[node])) return;
    if (oldMs === UNREACHED) this.#touch(node);
    this.#ms[node] = newMs;
    this.#mm[node] = newMm;
    this.#queue.push(newMs, node);
  }

  #touch(node: number): void {
    if (this.#touchedCount === this.#touched.length) {
      const grown = new Uint32Array(2 * this.#touched.length);
      grown.set(this.#touched);
      this.#touched = grown;
    }
    this.#touched[this.#touchedCount++] = node;
  }
}
