/** The slow and obvious search: Dijkstra with a binary heap of whole labels, from many starts at once. */
import { UNREACHED } from '../../src/core/units.ts';
import type { WalkCosts } from '../../src/travel/costs.ts';

export interface HeapLabel { readonly node: number; readonly ms: number; readonly destination: number; readonly mm: number }

const isLess = (a: HeapLabel, b: HeapLabel): boolean => a.ms !== b.ms ? a.ms < b.ms : a.destination !== b.destination ? a.destination < b.destination : a.mm < b.mm;

/** By node its least label (ms, then destination, then mm) within the limit; undefined where there is none. */
export function searchWithHeap({ nodeCount, firstArc, arcNode, arcMs, arcMm }: Pick<WalkCosts, 'nodeCount' | 'firstArc' | 'arcNode' | 'arcMs' | 'arcMm'>, starts: readonly HeapLabel[], limitMs: number): (HeapLabel | undefined)[] {
  if (limitMs >= UNREACHED) throw new RangeError(`limitMs is ${limitMs}`);
  const settled = Array<HeapLabel | undefined>(nodeCount).fill(undefined), heap: HeapLabel[] = [];
  for (const start of starts) push(heap, start);
  for (let label = pop(heap); label !== undefined; label = pop(heap)) {
    const { node, ms, destination, mm } = label;
    if (ms > limitMs || settled[node] !== undefined) continue;
    settled[node] = label;
    for (let a = firstArc[node]; a < firstArc[node + 1]; a++) push(heap, { node: arcNode[a], ms: ms + arcMs[a], destination, mm: mm + arcMm[a] });
  }
  return settled;
}

function push(heap: HeapLabel[], label: HeapLabel): void {
  let i = heap.push(label) - 1;
  for (let parent = (i - 1) >> 1; i > 0 && isLess(label, heap[parent]); i = parent, parent = (i - 1) >> 1) heap[i] = heap[parent];
  heap[i] = label;
}

function pop(heap: HeapLabel[]): HeapLabel | undefined {
  const top = heap[0] as HeapLabel | undefined, last = heap.pop();
  if (last === undefined || heap.length === 0) return top;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isLess(heap[child + 1], heap[child])) child++;
    if (!isLess(heap[child], last)) break;
    heap[i] = heap[child];
    i = child;
  }
  heap[i] = last;
  return top;
}
