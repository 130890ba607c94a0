/**
 * The sweeps as WebAssembly, eight questions at once: kernels/label-sweep.ts says how labels are packed and
 * lie in memory. The arcs of a hierarchy are copied in once, and their costs packed again only where a
 * question needs other widths.
 *
 * Memory: 68 bytes a rank, 20 an arc; while it answers 12 bytes an exit and 100 an origin.
 */
import { openWasm } from '../core/wasm.ts';
import type { Hierarchy } from './hierarchy.ts';
import type { Entries, Exits, SweepKernel } from './label-sweep.ts';
import { LABEL_SWEEP_WASM } from './label-sweep-wasm.ts';
import type { Nearest } from './nearest.ts';

/** What kernels/label-sweep.ts exports; all but widths, counts and limits are addresses. */
interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly setWidths: (shift: number, mmBits: number) => void;
  readonly pack: (costs: number, count: number, limitMs: number) => void;
  readonly clear: (labels: number, count: number) => void;
  readonly offer: (number: number, ms: number, destination: number, mm: number) => void;
  readonly sweepUp: (rankCount: number, first: number, heads: number, costs: number, labels: number) => void;
  readonly sweepDown: (rankCount: number, first: number, heads: number, costs: number, labels: number) => void;
  readonly readOff: (originCount: number, first: number, heads: number, costs: number, limits: number, label: number, ms: number, destination: number, mm: number) => void;
}

const PAGE_BYTES = 1 << 16, MOST_BYTES = 2 ** 32 - PAGE_BYTES, LABEL_BYTES = 64, QUESTIONS = 8;
/** Of a label, beside the two that keep sums from running over. */
const BITS = 62;

interface Widths { readonly limitMs: number; readonly shift: number; readonly mmBits: number }

export class WasmSweep implements SweepKernel {
  readonly #kernel: Kernel;
  readonly #hierarchy: Hierarchy;
  /** Addresses; what is asked for with a question begins at `rest`. */
  readonly #at: { readonly first: number; readonly heads: number; readonly up: number; readonly down: number; readonly labels: number; readonly limits: number; readonly rest: number };
  #packed: Widths | null = null;

  /** null where WebAssembly cannot be had, or not so much memory. */
  static open(hierarchy: Hierarchy): WasmSweep | null {
    const kernel = openWasm(LABEL_SWEEP_WASM) as Kernel | null;
    if (kernel === null) return null;
    const sweep = new WasmSweep(kernel, hierarchy);
    return sweep.#copyArcs() ? sweep : null;
  }

  private constructor(kernel: Kernel, hierarchy: Hierarchy) {
    const { firstArc, arcHead } = hierarchy.elimination, ranks = firstArc.length - 1, arcs = arcHead.length;
    this.#kernel = kernel;
    this.#hierarchy = hierarchy;
    // Address 0 stays free, and labels begin with a line of the cache.
    const labels = LABEL_BYTES, up = labels + LABEL_BYTES * ranks, down = up + 8 * arcs, first = down + 8 * arcs, heads = first + 4 * (ranks + 1), limits = heads + 4 * arcs;
    this.#at = { labels, up, down, first, heads, limits, rest: limits + 4 * QUESTIONS };
  }

  answer(exits: Exits, questions: readonly Entries[]): Nearest[] | null {
    const widths = this.#packArcs(exits, questions), origins = exits.first.length - 1, exitCount = exits.rank.length;
    if (widths === null) return null;
    const label = this.#at.rest, costs = label + LABEL_BYTES, heads = costs + 8 * exitCount, first = heads + 4 * exitCount;
    const ms = first + 4 * (origins + 1), destination = ms + 4 * QUESTIONS * origins, mm = destination + 4 * QUESTIONS * origins;
    if (!this.#reserve(mm + 4 * QUESTIONS * origins)) return null;
    this.#copyExits(exits, widths, { costs, heads, first });
    const results: Nearest[] = [], kernel = this.#kernel, { buffer } = kernel.memory;
    for (let from = 0; from < questions.length; from += QUESTIONS) {
      const group = questions.slice(from, from + QUESTIONS);
      this.#sweep(group);
      kernel.readOff(origins, first, heads, costs, this.#at.limits, label, ms, destination, mm);
      group.forEach((_, q) => {
        const resultAt = (at: number): Uint32Array => new Uint32Array(buffer, at + 4 * q * origins, origins).slice();
        results.push({ ms: resultAt(ms), destination: resultAt(destination), mm: resultAt(mm) });
      });
    }
    return results;
  }

  #sweep(group: readonly Entries[]): void {
    const kernel = this.#kernel, { labels, limits, first, heads, up, down } = this.#at, ranks = this.#hierarchy.costs.nodeCount;
    kernel.clear(labels, ranks);
    const limitOf = new Uint32Array(kernel.memory.buffer, limits, QUESTIONS);
    group.forEach(({ limitMs, rank, ms, destination, mm }, q) => {
      limitOf[q] = limitMs;
      for (let i = 0; i < rank.length; i++) kernel.offer(labels + LABEL_BYTES * rank[i] + 8 * q, ms[i], destination[i], mm[i]);
    });
    kernel.sweepUp(ranks, first, heads, down, labels);
    kernel.sweepDown(ranks, first, heads, up, labels);
  }

  #copyArcs(): boolean {
    const { first, heads, labels, rest } = this.#at, { firstArc, arcHead } = this.#hierarchy.elimination;
    if (!this.#reserve(rest)) return false;
    const { buffer } = this.#kernel.memory, headAt = new Uint32Array(buffer, heads, arcHead.length);
    new Uint32Array(buffer, first, firstArc.length).set(firstArc);
    for (let a = 0; a < arcHead.length; a++) headAt[a] = labels + LABEL_BYTES * arcHead[a];
    return true;
  }

  /** Whether there is memory up to an address. */
  #reserve(end: number): boolean {
    const { memory } = this.#kernel, missing = end - memory.buffer.byteLength;
    if (end > MOST_BYTES) return false;
    try {
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
      return true;
    } catch {
      return false;
    }
  }

  /** Pack the arcs as wide as questions need, if they are not yet; null where that is more than there is. */
  #packArcs(exits: Exits, questions: readonly Entries[]): Widths | null {
    const { upMs, upMm, downMs, downMm } = this.#hierarchy, { up, down } = this.#at, packed = this.#packed;
    const limitMs = questions.reduce((most, entries) => Math.max(most, entries.limitMs), 0), destinationBits = bitsOf(questions.reduce((most, { destination }) => Math.max(most, destination.at(-1) ?? 0), 0));
    const isEnough = packed !== null && packed.limitMs >= limitMs;
    const widest = isEnough ? packed.limitMs : limitMs, mmBits = bitsOf(this.#mostMm(exits, questions, widest));
    if (isEnough && mmBits <= packed.mmBits && destinationBits <= packed.shift - packed.mmBits) return packed;
    // Destinations have all that is left.
    const widths = { limitMs: widest, mmBits, shift: BITS - bitsOf(widest + 1) };
    if (mmBits > 32 || widths.shift - mmBits < destinationBits) return null;
    this.#kernel.setWidths(widths.shift, mmBits);
    this.#pack(up, upMs, upMm, widest);
    this.#pack(down, downMs, downMm, widest);
    this.#packed = widths;
    return widths;
  }

  /** No way within the limit is longer. */
  #mostMm({ ms, mm }: Exits, questions: readonly Entries[], limitMs: number): number {
    const { edgeMs, edgeMm } = this.#hierarchy.costs;
    let entryMm = 0, exitMm = 0, mmOfMs = 0;
    for (const entries of questions) for (const length of entries.mm) entryMm = Math.max(entryMm, length);
    for (let i = 0; i < ms.length; i++) if (ms[i] <= limitMs) exitMm = Math.max(exitMm, mm[i]);
    for (let e = 0; e < edgeMs.length; e++) if (edgeMs[e] <= limitMs) mmOfMs = Math.max(mmOfMs, edgeMm[e] / edgeMs[e]);
    return Math.ceil(entryMm + exitMm + mmOfMs * limitMs) + 1;
  }

  /** Of times beyond the limit the millimetres do not matter; the others fit. */
  #pack(at: number, ms: Uint32Array, mm: Float64Array, limitMs: number): void {
    const words = new Uint32Array(this.#kernel.memory.buffer, at, 2 * ms.length);
    for (let i = 0; i < ms.length; i++) {
      words[2 * i] = ms[i];
      words[2 * i + 1] = mm[i];
    }
    this.#kernel.pack(at, ms.length, limitMs);
  }

  #copyExits({ first, rank, ms, mm }: Exits, { limitMs }: Widths, at: { readonly costs: number; readonly heads: number; readonly first: number }): void {
    const { buffer } = this.#kernel.memory, heads = new Uint32Array(buffer, at.heads, rank.length);
    new Uint32Array(buffer, at.first, first.length).set(first);
    for (let i = 0; i < rank.length; i++) heads[i] = this.#at.labels + LABEL_BYTES * rank[i];
    this.#pack(at.costs, ms, mm, limitMs);
  }
}

/** Of the whole part of a number; 33 for all that 32 do not hold. */
function bitsOf(value: number): number {
  return value >= 2 ** 32 ? 33 : 32 - Math.clz32(value);
}
