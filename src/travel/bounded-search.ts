/**
 * The times from one place to everywhere within a limit, place after place.
 *
 * The search is that which `nearest.ts` runs backwards. It corrects labels over a bucket queue, and clears
 * only the labels it set, so that a short limit on a large network is cheap. On a network turned round by
 * `turnRound` it runs forwards along the ways.
 */
import { BucketQueue } from '../core/bucket-queue.ts';
import { UNREACHED } from '../core/units.ts';
import { BACKWARD, FORWARD, type WalkNetwork } from '../network/walk-network.ts';
import type { CostedAccess, WalkCosts } from './costs.ts';
import { eachDirect, eachEntry, eachExit } from './edge-ways.ts';

/** The network with every one-way turned round: what was reached backwards is reached forwards. */
export function turnRound(network: WalkNetwork): WalkNetwork {
  return { ...network, edgeDirection: network.edgeDirection.map((d) => ((d & FORWARD) ? BACKWARD : 0) | ((d & BACKWARD) ? FORWARD : 0)) };
}

/** The labels of one search at a time, in arrays that all searches share. */
export class BoundedSearch {
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
    this.#ms = new Uint32Array(costs.nodeCount).fill(UNREACHED);
    this.#mm = new Float64Array(costs.nodeCount);
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
    const { firstArc, arcNode, arcMs, arcMm } = this.#costs, ms = this.#ms, mm = this.#mm;
    for (const start of starts) eachEntry(this.#costs, start, (node, toMs, toMm) => { this.#offer(node, toMs, toMm); });
    for (let node = this.#queue.pop(); node >= 0; node = this.#queue.pop()) {
      const atMs = this.#queue.poppedKey;
      if (atMs > ms[node]) continue; // improved since it was pushed
      const atMm = mm[node];
      for (let a = firstArc[node]; a < firstArc[node + 1]; a++) this.#offer(arcNode[a], atMs + arcMs[a], atMm + arcMm[a]);
    }
  }

  /** The nodes that the search reached. */
  reached(): Uint32Array { return this.#touched.subarray(0, this.#touchedCount); }

  /** What the search began with. */
  get starts(): readonly CostedAccess[] { return this.#starts; }

  /** Milliseconds to a node; UNREACHED where it is not reached within the limit. */
  msOf(node: number): number { return this.#ms[node]; }

  /** The fastest, then the shortest, way to one of the accesses of a place; UNREACHED if none is within the limit. */
  readOff(accesses: readonly CostedAccess[]): { ms: number; mm: number } {
    const limitMs = this.#limitMs;
    let bestMs = UNREACHED, bestMm = UNREACHED;
    const offer = (ms: number, mm: number): void => {
      if (ms <= limitMs && (ms < bestMs || (ms === bestMs && mm < bestMm))) { bestMs = ms; bestMm = mm; }
    };
    for (const access of accesses) {
      eachExit(this.#costs, access, (node, ms, mm) => { if (this.#ms[node] !== UNREACHED) offer(ms + this.#ms[node], mm + this.#mm[node]); });
      for (const start of this.#starts) eachDirect(this.#costs, access, start, offer);
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
