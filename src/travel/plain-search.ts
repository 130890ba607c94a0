/**
 * The search from many starts at once, in TypeScript: labels are corrected over buckets of 2^14 ms
 * (Dijkstra 1959; Dial 1969, CACM 12:632; Meyer & Sanders 2003, J. Algorithms 49:114), and only those that it
 * set are cleared before the next. Most ways between junctions take longer than the 16 s of a bucket, so that
 * few nodes are followed twice; two to three times as fast as a heap at this.
 *
 * Labels (milliseconds, destination, millimetres) are compared in that order, so that ties go to the
 * lowest destination and the answer does not depend on the order of the search. kernels/label-search.ts
 * is the twin, which does the same steps in the same order.
 *
 *   bucket    -> slot -> slot ...   labels that wait to be followed, those found last first
 *   slot      a node, and whether its label is still the one found then
 */
import { UNREACHED } from '../core/units.ts';
import type { WalkCosts } from './costs.ts';
import { readOff, type Exits, type Nearest } from './exits.ts';
import type { EachStart, SearchKernel } from './label-search.ts';
import type { NodeLabels } from './node-labels.ts';

const BUCKET_BITS = 14, NONE = 0xffffffff, SEVERAL = 0xfffffffe;

export class PlainSearch implements SearchKernel, NodeLabels {
  readonly #costs: WalkCosts;
  readonly #isDeadEnd: Uint8Array;
  /** By node. */
  readonly #ms: Uint32Array;
  readonly #destination: Uint32Array;
  readonly #mm: Float64Array;
  readonly #slotOf: Uint32Array;
  #next: Uint32Array = new Uint32Array(0);
  /** By bucket its first slot; by slot the one behind it in its bucket, and its node. */
  #heads = new Uint32Array(0);
  #slotBehind = new Uint32Array(1 << 10);
  #slotNode = new Uint32Array(1 << 10);
  #slotCount = 0;
  #limitMs = 0;

  constructor(costs: WalkCosts) {
    this.#costs = costs;
    this.#isDeadEnd = findDeadEnds(costs);
    this.#ms = new Uint32Array(costs.nodeCount).fill(UNREACHED);
    this.#destination = new Uint32Array(costs.nodeCount);
    this.#mm = new Float64Array(costs.nodeCount);
    this.#slotOf = new Uint32Array(costs.nodeCount);
  }

  get labels(): NodeLabels { return this; }
  get next(): Uint32Array { return this.#next; }
  get reached(): Uint32Array { return this.#slotNode.subarray(0, this.#slotCount).filter((node, slot) => this.#slotOf[node] === slot); }

  msOf(node: number): number { return this.#ms[node]; }
  destinationOf(node: number): number { return this.#destination[node]; }
  mmOf(node: number): number { return this.#mm[node]; }

  run(limitMs: number, _: number, eachStart: EachStart, withNext: boolean): boolean {
    for (let slot = 0; slot < this.#slotCount; slot++) this.#ms[this.#slotNode[slot]] = UNREACHED;
    this.#slotCount = 0;
    this.#limitMs = limitMs;
    if (this.#heads.length <= limitMs >>> BUCKET_BITS) this.#heads = new Uint32Array((limitMs >>> BUCKET_BITS) + 1).fill(NONE);
    if (withNext && this.#next.length === 0) this.#next = new Uint32Array(this.#costs.nodeCount);
    let lastMs = 0;
    eachStart((node, ms, destination, mm) => {
      if (ms > limitMs || !this.#isBetter(node, ms, destination, mm)) return;
      this.#improve(node, ms, destination, mm, UNREACHED, withNext);
      this.#wait(this.#slotCount - 1, ms);
      lastMs = Math.max(lastMs, ms);
    });
    this.#follow(lastMs, withNext);
    return true;
  }

  readOff(exits: Exits, first?: Uint32Array): Nearest { return readOff(this, exits, this.#limitMs, first); }

  #follow(lastMs: number, withNext: boolean): void {
    const { firstArc, arcNode, arcMs, arcMm } = this.#costs, heads = this.#heads, slotOf = this.#slotOf, labelMs = this.#ms, limitMs = this.#limitMs;
    let last = lastMs >>> BUCKET_BITS;
    for (let bucket = 0; bucket <= last; bucket++) {
      for (let list = heads[bucket]; list !== NONE; list = heads[bucket]) {
        heads[bucket] = NONE;
        do {
          const slot = list, node = this.#slotNode[slot];
          list = this.#slotBehind[slot];
          if (slotOf[node] !== slot) continue; // improved since
          const atMs = labelMs[node], destination = this.#destination[node], atMm = this.#mm[node];
          for (let a = firstArc[node]; a < firstArc[node + 1]; a++) {
            const ms = atMs + arcMs[a], to = arcNode[a];
            if (ms > limitMs || ms > labelMs[to] || !this.#isBetter(to, ms, destination, atMm + arcMm[a])) continue;
            this.#improve(to, ms, destination, atMm + arcMm[a], node, withNext);
            if (this.#isDeadEnd[a] === 1) continue;
            this.#wait(this.#slotCount - 1, ms);
            last = Math.max(last, ms >>> BUCKET_BITS);
          }
        } while (list !== NONE);
      }
    }
  }

  #isBetter(node: number, ms: number, destination: number, mm: number): boolean {
    const oldMs = this.#ms[node], oldDestination = this.#destination[node];
    return ms < oldMs || (ms === oldMs && (destination < oldDestination || (destination === oldDestination && mm < this.#mm[node])));
  }

  /** A node gets a label, which takes a slot. */
  #improve(node: number, ms: number, destination: number, mm: number, to: number, withNext: boolean): void {
    this.#ms[node] = ms;
    this.#destination[node] = destination;
    this.#mm[node] = mm;
    if (withNext) this.#next[node] = to;
    if (this.#slotCount === this.#slotNode.length) this.#growSlots();
    this.#slotOf[node] = this.#slotCount;
    this.#slotNode[this.#slotCount++] = node;
  }

  #wait(slot: number, ms: number): void {
    const bucket = ms >>> BUCKET_BITS;
    this.#slotBehind[slot] = this.#heads[bucket];
    this.#heads[bucket] = slot;
  }

  #growSlots(): void {
    const longer = (old: Uint32Array): Uint32Array<ArrayBuffer> => { const grown = new Uint32Array(2 * old.length); grown.set(old); return grown; };
    this.#slotBehind = longer(this.#slotBehind);
    this.#slotNode = longer(this.#slotNode);
  }
}

/**
 * By arc: 1 where all arcs of the node that it leads to lead back, so that nothing is found beyond it. On walking
 * networks that is a fifth of the nodes.
 */
function findDeadEnds({ nodeCount, firstArc, arcNode }: WalkCosts): Uint8Array {
  /** By node: the only one that its arcs lead to, NONE or SEVERAL. */
  const only = new Uint32Array(nodeCount).fill(NONE), isDeadEnd = new Uint8Array(arcNode.length);
  for (let n = 0; n < nodeCount; n++) for (let a = firstArc[n]; a < firstArc[n + 1]; a++) only[n] = only[n] === NONE || only[n] === arcNode[a] ? arcNode[a] : SEVERAL;
  for (let n = 0; n < nodeCount; n++) for (let a = firstArc[n]; a < firstArc[n + 1]; a++) if (only[arcNode[a]] === n || only[arcNode[a]] === NONE) isDeadEnd[a] = 1;
  return isDeadEnd;
}
