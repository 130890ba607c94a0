/**
 * The search from many starts at once, in TypeScript: labels are corrected over a bucket queue
 * (Dijkstra 1959; Meyer & Sanders 2003), and only those that it set are cleared before the next.
 *
 * Labels (milliseconds, destination, millimetres) are compared in that order, so that ties go to the
 * lowest destination and the answer does not depend on the order of the search. kernels/label-search.ts
 * is the twin, which does the same steps in the same order.
 */
import { BucketQueue } from '../core/bucket-queue.ts';
import { UNREACHED } from '../core/units.ts';
import type { WalkCosts } from './costs.ts';
import type { EachStart, SearchKernel } from './label-search.ts';
import { LABEL_BYTES, NodeLabels } from './node-labels.ts';

export class PlainSearch implements SearchKernel {
  readonly labels: NodeLabels;
  next: Uint32Array = new Uint32Array(0);
  readonly #costs: WalkCosts;
  #queue = new BucketQueue(0);
  #limitMs = 0;
  #touched = new Uint32Array(1 << 10);
  #touchedCount = 0;

  constructor(costs: WalkCosts) {
    this.#costs = costs;
    this.labels = new NodeLabels(new ArrayBuffer(LABEL_BYTES * costs.nodeCount), 0, costs.nodeCount);
    this.labels.clearAll();
  }

  get reached(): Uint32Array { return this.#touched.subarray(0, this.#touchedCount); }

  run(limitMs: number, eachStart: EachStart, withNext: boolean): boolean {
    for (const node of this.reached) this.labels.clear(node);
    this.#touchedCount = 0;
    if (limitMs !== this.#limitMs) this.#queue = new BucketQueue(limitMs);
    this.#limitMs = limitMs;
    this.#queue.reset();
    if (withNext && this.next.length === 0) this.next = new Uint32Array(this.#costs.nodeCount);
    eachStart((node, ms, destination, mm) => { if (ms <= limitMs) this.#offer(node, ms, destination, mm, UNREACHED, withNext); });
    const { firstArc, arcNode, arcMs, arcMm } = this.#costs, labels = this.labels, queue = this.#queue;
    for (let node = queue.pop(); node >= 0; node = queue.pop()) {
      const atMs = queue.poppedKey;
      if (atMs > labels.msOf(node)) continue; // improved since it was pushed
      const destination = labels.destinationOf(node), atMm = labels.mmOf(node), leftMs = limitMs - atMs;
      for (let a = firstArc[node]; a < firstArc[node + 1]; a++) if (arcMs[a] <= leftMs) this.#offer(arcNode[a], atMs + arcMs[a], destination, atMm + arcMm[a], node, withNext);
    }
    return true;
  }

  #offer(node: number, ms: number, destination: number, mm: number, to: number, withNext: boolean): void {
    const labels = this.labels, oldMs = labels.msOf(node);
    if (ms > oldMs) return;
    if (ms === oldMs) {
      const oldDestination = labels.destinationOf(node);
      if (destination > oldDestination || (destination === oldDestination && mm >= labels.mmOf(node))) return;
    } else if (oldMs === UNREACHED) {
      this.#touch(node);
    }
    labels.set(node, ms, destination, mm);
    if (withNext) this.next[node] = to;
    this.#queue.push(ms, node);
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
