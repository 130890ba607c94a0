/**
 * The search of `plain-search.ts` as WebAssembly. The network is copied into its memory once, and all searches
 * over the same costs use it; kernels/label-search.ts says how it lies there.
 *
 * Memory: 32 bytes a node, 12 an arc, 1 MB for the buckets of the longest limit, of which only what is used is ever
 * filled; 16 bytes for each label that is found; 12 an exit and 24 an origin that is read off.
 */
import { startsOf } from '../core/ranges.ts';
import { openWasm, reserve, type KernelMemory } from '../core/wasm.ts';
import type { WalkCosts } from './costs.ts';
import { readOff, type Exits, type Nearest } from './exits.ts';
import type { EachStart, SearchKernel } from './label-search.ts';
import { LABEL_SEARCH_WASM } from './label-search-wasm.ts';
import { PackedLabels, widthsFor } from './packed-labels.ts';

/** What kernels/label-search.ts exports. */
interface Kernel {
  readonly memory: KernelMemory;
  readonly layOut: (buckets: number, slots: number) => void;
  readonly build: (nodeCount: number, firstArc: number, arcNode: number, arcMs: number, arcMm: number, only: number, records: number, recordAt: number) => void;
  readonly mostMm: (limitMs: number) => number;
  readonly clear: (limitMs: number, shift: number, mmBits: number, next: number) => void;
  readonly end: () => number;
  readonly offer: (record: number, ms: number, destination: number, mm: number) => number;
  readonly run: () => number;
  readonly listReached: (reached: number) => number;
  readonly readOff: (count: number, origins: number, ends: number, exits: number, results: number) => void;
}

const BUCKET_BYTES = 4 << 18, RECORD_BYTES = 16, ARC_BYTES = 12, SLOT_BYTES = 16, EXIT_BYTES = 12;

export class WasmSearch implements SearchKernel {
  labels: PackedLabels;
  readonly #kernel: Kernel;
  /** By node: where its record stands. */
  readonly #recordAt: Uint32Array;
  readonly #nextAt: number;
  readonly #reachedAt: number;
  /** Of the last search; those that its labels are as wide as. */
  #limitMs = 0;
  #destinationCount = 1;
  #mostStartMm = 0;
  /** The exits that were read off last, and where they stand while slots have not come that far. */
  #exits: { readonly of: Exits; readonly at: number } | null = null;

  /** null where WebAssembly cannot be had, or not so much memory. */
  static open({ nodeCount, firstArc, arcNode, arcMs, arcMm }: WalkCosts): WasmSearch | null {
    const kernel = openWasm(LABEL_SEARCH_WASM) as Kernel | null;
    if (kernel === null) return null;
    // Labels begin at multiples of 8; a record may be followed by 4 bytes that are free.
    const recordAtAt = BUCKET_BYTES + (RECORD_BYTES + 4) * nodeCount + ARC_BYTES * arcNode.length, nextAt = recordAtAt + 4 * nodeCount, reachedAt = nextAt + 4 * nodeCount, slotsAt = 8 * Math.ceil((reachedAt + 4 * nodeCount) / 8);
    // Where slots will be, for now the network as it comes.
    const lists = [firstArc, arcNode, arcMs, arcMm], at = startsOf(lists.map(({ byteLength }) => byteLength)).map((bytes) => slotsAt + bytes);
    if (!reserve(kernel.memory, Math.max(at[4] + 4 * nodeCount, slotsAt + SLOT_BYTES * nodeCount))) return null;
    lists.forEach((list, i) => { new Uint32Array(kernel.memory.buffer, at[i], list.length).set(list); });
    kernel.build(nodeCount, at[0], at[1], at[2], at[3], at[4], BUCKET_BYTES, recordAtAt);
    kernel.layOut(0, slotsAt);
    return new WasmSearch(kernel, new Uint32Array(kernel.memory.buffer, recordAtAt, nodeCount).slice(), nextAt, reachedAt);
  }

  private constructor(kernel: Kernel, recordAt: Uint32Array, nextAt: number, reachedAt: number) {
    this.#kernel = kernel;
    this.#recordAt = recordAt;
    this.#nextAt = nextAt;
    this.#reachedAt = reachedAt;
    this.labels = new PackedLabels(new Uint32Array(kernel.memory.buffer), recordAt, widthsFor(0, 1));
    this.#setWidths(0, 1);
  }

  get reached(): Uint32Array { return new Uint32Array(this.#kernel.memory.buffer, this.#reachedAt, this.#kernel.listReached(this.#reachedAt)); }

  get next(): Uint32Array { return new Uint32Array(this.#kernel.memory.buffer, this.#nextAt, this.#recordAt.length); }

  run(limitMs: number, destinationCount: number, eachStart: EachStart, withNext: boolean): boolean {
    const kernel = this.#kernel, recordAt = this.#recordAt;
    if (limitMs !== this.#limitMs || destinationCount !== this.#destinationCount) this.#setWidths(limitMs, destinationCount);
    const { shift, mmBits } = this.labels.widths, mostStartMm = this.#mostStartMm;
    let fits = true;
    kernel.clear(limitMs, shift, mmBits, withNext ? this.#nextAt : 0);
    eachStart((node, ms, destination, mm) => { if (fits && ms <= limitMs) fits = mm <= mostStartMm && kernel.offer(recordAt[node], ms, destination, mm) !== 0; });
    fits &&= kernel.run() !== 0;
    // One slot more may have been written.
    if (this.#exits !== null && kernel.end() + SLOT_BYTES > this.#exits.at) this.#exits = null;
    this.#followMemory();
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

  #setWidths(limitMs: number, destinationCount: number): void {
    const widths = widthsFor(limitMs, destinationCount);
    this.#limitMs = limitMs;
    this.#destinationCount = destinationCount;
    this.#mostStartMm = 2 ** widths.mmBits - 1 - this.#kernel.mostMm(limitMs);
    this.labels = new PackedLabels(this.labels.words, this.#recordAt, widths);
  }

  /** Memory that has grown is a new buffer, and views of the old one have no length. */
  #followMemory(): void {
    if (this.labels.words.length === 0) this.labels = new PackedLabels(new Uint32Array(this.#kernel.memory.buffer), this.#recordAt, this.labels.widths);
  }

  /** Behind the slots, with room for more of these; null where there is no memory. */
  #copyExits(exits: Exits): number | null {
    const kernel = this.#kernel, recordAt = this.#recordAt, { origins, ends, node, ms, mm } = exits, count = origins.length;
    const at = kernel.end() + SLOT_BYTES * recordAt.length, exitsAt = at + 8 * count;
    if (!reserve(kernel.memory, exitsAt + EXIT_BYTES * node.length + 16 * count)) return null;
    this.#followMemory();
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
