/**
 * The search of `plain-search.ts` as WebAssembly. Arcs are copied into its memory once, and all searches
 * over the same costs use them; kernels/label-search.ts says how they lie there.
 *
 * Memory: 28 bytes a node, 12 an arc, 1 MB for the buckets of the longest limit, of which only what is
 * used is ever filled; 12 bytes for each label that waits to be followed.
 */
import { UNREACHED } from '../core/units.ts';
import { openWasm } from '../core/wasm.ts';
import type { WalkCosts } from './costs.ts';
import type { EachStart, SearchKernel } from './label-search.ts';
import { LABEL_SEARCH_WASM } from './label-search-wasm.ts';
import { LABEL_BYTES, NodeLabels } from './node-labels.ts';

/** What kernels/label-search.ts exports. */
interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly layOut: (buckets: number, firstArc: number, labels: number, touched: number, slots: number) => void;
  readonly clear: (limitMs: number, next: number) => void;
  readonly touchedCount: () => number;
  readonly offer: (node: number, ms: number, destination: number, mm: number, to: number) => number;
  readonly run: () => number;
}

const PAGE_BYTES = 1 << 16, MOST_BYTES = 2 ** 32 - PAGE_BYTES;
const BUCKET_BYTES = 4 << 18, ARC_BYTES = 12, FIRST_SLOTS_BYTES = 12 << 10;

export class WasmSearch implements SearchKernel {
  labels: NodeLabels;
  readonly #kernel: Kernel;
  readonly #nodeCount: number;
  readonly #labelsAt: number;
  readonly #touchedAt: number;
  readonly #nextAt: number;

  /** null where WebAssembly cannot be had, or not so much memory. */
  static open(costs: WalkCosts): WasmSearch | null {
    const kernel = openWasm(LABEL_SEARCH_WASM) as Kernel | null;
    if (kernel === null) return null;
    const firstArcAt = BUCKET_BYTES, arcsAt = firstArcAt + 4 * (costs.nodeCount + 1), labelsAt = 8 * Math.ceil((arcsAt + ARC_BYTES * costs.arcNode.length) / 8);
    const touchedAt = labelsAt + LABEL_BYTES * costs.nodeCount, nextAt = touchedAt + 4 * costs.nodeCount, slotsAt = nextAt + 4 * costs.nodeCount;
    const bytes = slotsAt + FIRST_SLOTS_BYTES;
    if (bytes > MOST_BYTES) return null;
    try {
      kernel.memory.grow(Math.ceil((bytes - kernel.memory.buffer.byteLength) / PAGE_BYTES));
    } catch {
      return null;
    }
    kernel.layOut(0, firstArcAt, labelsAt, touchedAt, slotsAt);
    copyArcs(costs, kernel.memory.buffer, firstArcAt, arcsAt, labelsAt);
    return new WasmSearch(kernel, costs.nodeCount, { labelsAt, touchedAt, nextAt });
  }

  private constructor(kernel: Kernel, nodeCount: number, { labelsAt, touchedAt, nextAt }: { labelsAt: number; touchedAt: number; nextAt: number }) {
    this.#kernel = kernel;
    this.#nodeCount = nodeCount;
    this.#labelsAt = labelsAt;
    this.#touchedAt = touchedAt;
    this.#nextAt = nextAt;
    this.labels = new NodeLabels(kernel.memory.buffer, labelsAt, nodeCount);
    this.labels.clearAll();
  }

  get reached(): Uint32Array { return new Uint32Array(this.#kernel.memory.buffer, this.#touchedAt, this.#kernel.touchedCount()); }

  get next(): Uint32Array { return new Uint32Array(this.#kernel.memory.buffer, this.#nextAt, this.#nodeCount); }

  run(limitMs: number, eachStart: EachStart, withNext: boolean): boolean {
    const kernel = this.#kernel;
    let fits = true;
    kernel.clear(limitMs, withNext ? this.#nextAt : 0);
    eachStart((node, ms, destination, mm) => { if (fits && ms <= limitMs) fits = kernel.offer(node, ms, destination, mm, UNREACHED) !== 0; });
    fits &&= kernel.run() !== 0;
    // Memory that has grown is a new buffer.
    if (this.labels.words.buffer !== kernel.memory.buffer) this.labels = new NodeLabels(kernel.memory.buffer, this.#labelsAt, this.#nodeCount);
    return fits;
  }
}

function copyArcs({ nodeCount, firstArc, arcNode, arcMs, arcMm }: WalkCosts, buffer: ArrayBuffer, firstArcAt: number, arcsAt: number, labelsAt: number): void {
  const first = new Uint32Array(buffer, firstArcAt, nodeCount + 1), arcs = new Uint32Array(buffer, arcsAt, 3 * arcNode.length);
  for (let n = 0; n <= nodeCount; n++) first[n] = arcsAt + ARC_BYTES * firstArc[n];
  for (let a = 0, at = 0; a < arcNode.length; a++) {
    arcs[at++] = labelsAt + LABEL_BYTES * arcNode[a];
    arcs[at++] = arcMs[a];
    arcs[at++] = arcMm[a];
  }
}
