/**
 * The search of `plain-search.ts` as WebAssembly. The network is copied into its memory once, and all searches
 * over the same costs use it; kernels/label-search.ts says how it lies there.
 *
 * Memory: 28 bytes a node, 12 an arc, 1 MB for the buckets of the longest limit, of which only what is used is ever
 * filled; 16 bytes for each label that is found; 12 an exit and 24 an origin that is read off.
 */
import { UNREACHED } from '../core/units.ts';
import { openWasm } from '../core/wasm.ts';
import type { WalkCosts } from './costs.ts';
import { findDeadEnds } from './dead-ends.ts';
import { readOff, type Exits, type Nearest } from './exits.ts';
import type { EachStart, SearchKernel } from './label-search.ts';
import { LABEL_SEARCH_WASM } from './label-search-wasm.ts';
import { PackedLabels, widthsFor, type LabelWidths } from './packed-labels.ts';

/** What kernels/label-search.ts exports. */
interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly layOut: (buckets: number, slots: number) => void;
  readonly clear: (limitMs: number, shift: number, mmBits: number, next: number) => void;
  readonly end: () => number;
  readonly offer: (record: number, ms: number, destination: number, mm: number) => number;
  readonly run: () => number;
  readonly listReached: (reached: number) => number;
  readonly readOff: (count: number, origins: number, ends: number, exits: number, results: number) => void;
}

const PAGE_BYTES = 1 << 16, MOST_BYTES = 2 ** 32 - PAGE_BYTES;
const BUCKET_BYTES = 4 << 18, RECORD_BYTES = 16, ARC_BYTES = 12, SLOT_BYTES = 16, EXIT_BYTES = 12;

export class WasmSearch implements SearchKernel {
  labels: PackedLabels;
  readonly #kernel: Kernel;
  readonly #network: CopiedNetwork;
  readonly #nextAt: number;
  readonly #reachedAt: number;
  #limitMs = 0;
  /** The exits that were read off last, and where they stand while slots have not come that far. */
  #exits: { readonly of: Exits; readonly at: number } | null = null;

  /** null where WebAssembly cannot be had, or not so much memory. */
  static open(costs: WalkCosts): WasmSearch | null {
    const kernel = openWasm(LABEL_SEARCH_WASM) as Kernel | null;
    if (kernel === null) return null;
    const { nodeCount, firstArc } = costs, recordAt = new Uint32Array(nodeCount);
    let at = BUCKET_BYTES;
    for (let n = 0; n < nodeCount; n++) {
      const arcs = firstArc[n + 1] - firstArc[n];
      recordAt[n] = at;
      at += RECORD_BYTES + ARC_BYTES * arcs + 4 * (arcs % 2); // labels begin at multiples of 8
    }
    const nextAt = at, reachedAt = nextAt + 4 * nodeCount, slotsAt = reachedAt + 4 * nodeCount;
    if (!reserve(kernel, slotsAt + SLOT_BYTES * nodeCount)) return null;
    kernel.layOut(0, slotsAt);
    return new WasmSearch(kernel, copyNetwork(costs, recordAt, kernel.memory.buffer), nextAt, reachedAt);
  }

  private constructor(kernel: Kernel, network: CopiedNetwork, nextAt: number, reachedAt: number) {
    this.#kernel = kernel;
    this.#network = network;
    this.#nextAt = nextAt;
    this.#reachedAt = reachedAt;
    this.labels = new PackedLabels(new Uint32Array(kernel.memory.buffer), network.recordAt, widthsFor(0, 1));
  }

  get reached(): Uint32Array { return new Uint32Array(this.#kernel.memory.buffer, this.#reachedAt, this.#kernel.listReached(this.#reachedAt)); }

  get next(): Uint32Array { return new Uint32Array(this.#kernel.memory.buffer, this.#nextAt, this.#network.recordAt.length); }

  run(limitMs: number, destinationCount: number, eachStart: EachStart, withNext: boolean): boolean {
    const kernel = this.#kernel, { recordAt, mmPerMs, mmInNoTime } = this.#network, widths = widthsFor(limitMs, destinationCount);
    // No way within the limit is longer than what is left for it.
    const mostStartMm = 2 ** widths.mmBits - 1 - Math.ceil(mmPerMs * limitMs + mmInNoTime);
    let fits = true;
    this.#limitMs = limitMs;
    kernel.clear(limitMs, widths.shift, widths.mmBits, withNext ? this.#nextAt : 0);
    eachStart((node, ms, destination, mm) => { if (fits && ms <= limitMs) fits = mm <= mostStartMm && kernel.offer(recordAt[node], ms, destination, mm) !== 0; });
    fits &&= kernel.run() !== 0;
    // One slot more may have been written.
    if (this.#exits !== null && kernel.end() + SLOT_BYTES > this.#exits.at) this.#exits = null;
    this.#showLabels(widths);
    return fits;
  }

  readOff(exits: Exits, first?: Uint32Array): Nearest {
    const kernel = this.#kernel, count = exits.origins.length, at = this.#exits?.of === exits ? this.#exits.at : this.#copyExits(exits);
    if (at === null) return readOff(this.labels, exits, this.#limitMs, first);
    const endsAt = at + 4 * count, exitsAt = endsAt + 4 * count, resultsAt = exitsAt + EXIT_BYTES * exits.node.length;
    kernel.readOff(count, at, endsAt, exitsAt, resultsAt);
    const results = new Uint32Array(kernel.memory.buffer, resultsAt, 4 * count), kept = results.slice(0, 3 * count);
    first?.set(results.subarray(3 * count));
    return { ms: kept.subarray(0, count), mm: kept.subarray(count, 2 * count), destination: kept.subarray(2 * count) };
  }

  /** Memory that has grown is a new buffer. */
  #showLabels(widths: LabelWidths): void {
    const { words } = this.labels, { buffer } = this.#kernel.memory;
    this.labels = new PackedLabels(words.buffer === buffer ? words : new Uint32Array(buffer), this.#network.recordAt, widths);
  }

  /** Behind the slots, with room for more of these; null where there is no memory. */
  #copyExits(exits: Exits): number | null {
    const kernel = this.#kernel, { recordAt } = this.#network, { origins, ends, node, ms, mm } = exits, count = origins.length;
    const at = kernel.end() + SLOT_BYTES * recordAt.length, exitsAt = at + 8 * count;
    if (!reserve(kernel, exitsAt + EXIT_BYTES * node.length + 16 * count)) return null;
    this.#showLabels(this.labels.widths);
    const { words } = this.labels;
    words.set(origins, at / 4);
    for (let i = 0, w = at / 4 + count; i < count; i++) words[w++] = exitsAt + EXIT_BYTES * ends[i];
    for (let e = 0, w = exitsAt / 4; e < node.length; e++) {
      words[w++] = recordAt[node[e]];
      words[w++] = ms[e];
      words[w++] = mm[e];
    }
    this.#exits = { of: exits, at };
    return at;
  }
}

/** Where the record of each node stands; the most millimetres of arcs to their milliseconds, and those of arcs that take no time, all together. */
interface CopiedNetwork { readonly recordAt: Uint32Array; readonly mmPerMs: number; readonly mmInNoTime: number }

function copyNetwork(costs: WalkCosts, recordAt: Uint32Array, buffer: ArrayBuffer): CopiedNetwork {
  const { nodeCount, firstArc, arcNode, arcMs, arcMm } = costs, words = new Uint32Array(buffer), isDeadEnd = findDeadEnds(costs);
  let mmPerMs = 0, mmInNoTime = 0;
  for (let n = 0; n < nodeCount; n++) {
    let w = recordAt[n] / 4;
    words[w++] = UNREACHED;
    words[w++] = UNREACHED;
    words[w++] = recordAt[n] + RECORD_BYTES + ARC_BYTES * (firstArc[n + 1] - firstArc[n]);
    words[w++] = n;
    for (let a = firstArc[n]; a < firstArc[n + 1]; a++) {
      const ms = arcMs[a], mm = arcMm[a];
      words[w++] = recordAt[arcNode[a]] + isDeadEnd[a];
      words[w++] = ms;
      words[w++] = mm;
      if (ms === 0) mmInNoTime += mm; else if (mm > mmPerMs * ms) mmPerMs = mm / ms;
    }
  }
  return { recordAt, mmPerMs, mmInNoTime };
}

/** Whether there is memory up to an address. */
function reserve({ memory }: Kernel, end: number): boolean {
  const missing = end - memory.buffer.byteLength;
  if (end > MOST_BYTES) return false;
  try {
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    return true;
  } catch {
    return false;
  }
}
