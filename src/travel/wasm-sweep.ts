/**
 * The sweeps as WebAssembly, eight questions at once: kernels/label-sweep.ts says how labels are packed and lie
 * in memory. The order is copied in once and what arcs cost computed there, again only where a question needs
 * other widths; origins are copied in when others are asked about than before.
 *
 * Memory: 68 bytes a rank, 20 an arc; 12 an exit, 4 a needed rank, 96 an origin, 16 an entry, and while costs are
 * computed 17 an edge.
 */
import { openWasm } from '../core/wasm.ts';
import type { Elimination } from '../network/elimination.ts';
import type { WalkCosts } from './costs.ts';
import type { Entries, SweepKernel } from './label-sweep.ts';
import { LABEL_SWEEP_WASM } from './label-sweep-wasm.ts';
import type { Nearest } from './nearest.ts';
import type { Exits } from './sweep-origins.ts';

/** What kernels/label-sweep.ts exports; all but widths, counts, ranks and limits are addresses. */
interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly layOut: (ranks: number, labels: number, first: number, heads: number, costs: number) => void;
  readonly pointAt: (ranks: number, count: number) => void;
  readonly setWidths: (shift: number, mmBits: number, limitMs: number) => void;
  readonly steepest: (edgeCount: number, ms: number, mm: number, limitMs: number) => number;
  readonly layEdges: (edgeCount: number, from: number, to: number, direction: number, ms: number, mm: number, rank: number) => void;
  readonly layShortcuts: (fromRank: number, toRank: number) => void;
  readonly packExits: (costs: number, count: number) => void;
  readonly clear: () => void;
  readonly offer: (question: number, entries: number, count: number) => void;
  readonly sweepUp: () => void;
  readonly sweepDown: (ranks: number, count: number) => void;
  readonly readOff: (originCount: number, first: number, heads: number, costs: number, limits: number, four: number, results: number) => void;
}

const PAGE_BYTES = 1 << 16, MOST_BYTES = 2 ** 32 - PAGE_BYTES, LABEL_BYTES = 64, COST_BYTES = 16, ENTRY_BYTES = 16, QUESTIONS = 8;
/** Of a label, beside the two that keep sums from running over. */
const BITS = 62;
/** In one call; between calls the engine may go over to better code. */
const RANKS_A_CALL = 2048;

/** How numbers are packed: for limits up to `limitMs`, within which edges have up to `mmOfMs` millimetres a millisecond. */
interface Widths { readonly limitMs: number; readonly mmOfMs: number; readonly shift: number; readonly mmBits: number }
/** Where exits lie that were copied in, and what comes after them. */
interface Held { readonly exits: Exits; readonly widths: Widths; readonly needed: number; readonly first: number; readonly heads: number; readonly costs: number; readonly end: number }

export class WasmSweep implements SweepKernel {
  readonly #kernel: Kernel;
  readonly #elimination: Elimination;
  readonly #costs: WalkCosts;
  /** Addresses; what comes and goes with questions begins at `rest`. */
  readonly #at: { readonly labels: number; readonly first: number; readonly heads: number; readonly costs: number; readonly limits: number; readonly four: number; readonly rest: number };
  #widths: Widths | null = null;
  #held: Held | null = null;

  /** null where WebAssembly cannot be had, or not so much memory. */
  static open(elimination: Elimination, costs: WalkCosts): WasmSweep | null {
    const kernel = openWasm(LABEL_SWEEP_WASM) as Kernel | null;
    if (kernel === null) return null;
    const sweep = new WasmSweep(kernel, elimination, costs);
    return sweep.#copyOrder() ? sweep : null;
  }

  private constructor(kernel: Kernel, elimination: Elimination, costs: WalkCosts) {
    const ranks = elimination.rank.length, arcs = elimination.arcHead.length;
    this.#kernel = kernel;
    this.#elimination = elimination;
    this.#costs = costs;
    // Address 0 stays free, and labels begin with a line of the cache.
    const labels = LABEL_BYTES, costsAt = labels + LABEL_BYTES * ranks, four = costsAt + COST_BYTES * arcs, limits = four + 4 * LABEL_BYTES, first = limits + 4 * QUESTIONS, heads = first + 4 * (ranks + 1);
    this.#at = { labels, costs: costsAt, four, limits, first, heads, rest: aligned(heads + 4 * arcs) };
  }

  answer(exits: Exits, questions: readonly Entries[]): Nearest[] | null {
    const widths = this.#findWidths(exits, questions), held = widths && this.#hold(exits, widths);
    if (held === null) return null;
    const origins = exits.first.length - 1, column = 4 * Math.ceil(origins / 4), entries = held.end, mostEntries = questions.reduce((most, { rank }) => Math.max(most, rank.length), 0), results = entries + ENTRY_BYTES * mostEntries;
    if (!this.#reserve(results + 3 * 4 * QUESTIONS * column)) return null;
    const answers: Nearest[] = [], kernel = this.#kernel, { buffer } = kernel.memory, { limits, four } = this.#at;
    for (let from = 0; from < questions.length; from += QUESTIONS) {
      const group = questions.slice(from, from + QUESTIONS);
      this.#begin(group, entries);
      kernel.sweepUp();
      kernel.sweepDown(held.needed, exits.needed.length);
      kernel.readOff(column, held.first, held.heads, held.costs, limits, four, results);
      group.forEach((_, q) => {
        const own = new Uint32Array(buffer, results + 12 * column * q, 3 * column).slice(), columnOf = (i: number): Uint32Array => own.subarray(i * column, i * column + origins);
        answers.push({ ms: columnOf(0), destination: columnOf(1), mm: columnOf(2) });
      });
    }
    return answers;
  }

  #begin(group: readonly Entries[], entries: number): void {
    const kernel = this.#kernel, { buffer } = kernel.memory, limitOf = new Uint32Array(buffer, this.#at.limits, QUESTIONS);
    kernel.clear();
    group.forEach(({ limitMs, rank, ms, destination, mm }, q) => {
      const words = new Uint32Array(buffer, entries, 4 * rank.length);
      for (let i = 0; i < rank.length; i++) {
        words[4 * i] = rank[i];
        words[4 * i + 1] = ms[i];
        words[4 * i + 2] = destination[i];
        words[4 * i + 3] = mm[i];
      }
      limitOf[q] = limitMs;
      kernel.offer(q, entries, rank.length);
    });
  }

  #copyOrder(): boolean {
    const { labels, first, heads, costs, rest } = this.#at, { firstArc, arcHead } = this.#elimination;
    if (!this.#reserve(rest)) return false;
    const { buffer } = this.#kernel.memory;
    new Uint32Array(buffer, first, firstArc.length).set(firstArc);
    new Uint32Array(buffer, heads, arcHead.length).set(arcHead);
    this.#kernel.layOut(firstArc.length - 1, labels, first, heads, costs);
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

  /** Widths that hold whatever comes up in questions, with the arcs packed so; null where there are none, or no memory. */
  #findWidths(exits: Exits, questions: readonly Entries[]): Widths | null {
    const known = this.#widths, limitMs = questions.reduce((most, entries) => Math.max(most, entries.limitMs), known?.limitMs ?? 0), destinationBits = bitsOf(questions.reduce((most, { destination }) => Math.max(most, destination.at(-1) ?? 0), 0));
    const mmOfMs = known?.limitMs === limitMs ? known.mmOfMs : this.#findSteepest(limitMs);
    if (mmOfMs === null) return null;
    const mmBits = bitsOf(mostMm(exits, questions, limitMs, mmOfMs));
    if (known?.limitMs === limitMs && mmBits <= known.mmBits && destinationBits <= known.shift - known.mmBits) return known;
    // Destinations have all that is left.
    const widths = { limitMs, mmOfMs, mmBits, shift: BITS - bitsOf(limitMs + 1) };
    if (mmBits > 32 || widths.shift - mmBits < destinationBits || !this.#customise(widths)) return null;
    this.#widths = widths;
    return widths;
  }

  #findSteepest(limitMs: number): number | null {
    const edges = this.#copyEdges();
    return edges && this.#kernel.steepest(this.#costs.network.edgeCount, edges.ms, edges.mm, limitMs);
  }

  /** As src/travel/hierarchy.ts does. */
  #customise({ shift, mmBits, limitMs }: Widths): boolean {
    const kernel = this.#kernel, edges = this.#copyEdges(), ranks = this.#elimination.rank.length;
    if (edges === null) return false;
    kernel.setWidths(shift, mmBits, limitMs);
    kernel.layEdges(this.#costs.network.edgeCount, edges.from, edges.to, edges.direction, edges.ms, edges.mm, edges.rank);
    for (let rank = 0; rank < ranks; rank += RANKS_A_CALL) kernel.layShortcuts(rank, Math.min(ranks, rank + RANKS_A_CALL));
    return true;
  }

  /** The edges and the ranks of their nodes, in place of exits; null where there is no memory for them. */
  #copyEdges() {
    const { network: { edgeCount, edgeFrom, edgeTo, edgeDirection }, edgeMs, edgeMm } = this.#costs, { rank } = this.#elimination;
    const from = this.#at.rest, to = from + 4 * edgeCount, ms = to + 4 * edgeCount, mm = ms + 4 * edgeCount, rankAt = mm + 4 * edgeCount, direction = rankAt + 4 * rank.length;
    this.#held = null;
    if (!this.#reserve(direction + edgeCount)) return null;
    const { buffer } = this.#kernel.memory;
    for (const [at, words] of [[from, edgeFrom], [to, edgeTo], [ms, edgeMs], [mm, edgeMm], [rankAt, rank]] as const) new Uint32Array(buffer, at, words.length).set(words);
    new Uint8Array(buffer, direction, edgeCount).set(edgeDirection);
    return { from, to, ms, mm, rank: rankAt, direction };
  }

  /** Copy exits in, unless they are there; null where there is no memory for them. */
  #hold(exits: Exits, widths: Widths): Held | null {
    if (this.#held?.exits === exits && this.#held.widths === widths) return this.#held;
    const { first, rank, ms, mm, needed } = exits, origins = 4 * Math.ceil((first.length - 1) / 4), kernel = this.#kernel;
    const costs = this.#at.rest, firstAt = costs + 8 * rank.length, heads = firstAt + 4 * (origins + 1), neededAt = heads + 4 * rank.length, end = aligned(neededAt + 4 * needed.length);
    this.#held = null;
    if (!this.#reserve(end)) return null;
    const { buffer } = kernel.memory, words = new Uint32Array(buffer, costs, 2 * rank.length);
    for (let i = 0; i < rank.length; i++) {
      words[2 * i] = ms[i];
      words[2 * i + 1] = mm[i]; // where it does not fit, the time is beyond all limits
    }
    kernel.packExits(costs, rank.length);
    new Uint32Array(buffer, firstAt, origins + 1).fill(rank.length).set(first);
    new Uint32Array(buffer, heads, rank.length).set(rank);
    kernel.pointAt(heads, rank.length);
    new Uint32Array(buffer, neededAt, needed.length).set(needed);
    this.#held = { exits, widths, costs, first: firstAt, heads, needed: neededAt, end };
    return this.#held;
  }
}

/** No way within the limit is longer. */
function mostMm({ ms, mm }: Exits, questions: readonly Entries[], limitMs: number, mmOfMs: number): number {
  let entryMm = 0, exitMm = 0;
  for (const entries of questions) for (const length of entries.mm) entryMm = Math.max(entryMm, length);
  for (let i = 0; i < ms.length; i++) if (ms[i] <= limitMs) exitMm = Math.max(exitMm, mm[i]);
  return Math.ceil(entryMm + exitMm + mmOfMs * limitMs) + 1;
}

/** To what is read sixteen bytes at a time. */
function aligned(address: number): number {
  return 16 * Math.ceil(address / 16);
}

/** Of the whole part of a number; 33 for all that 32 do not hold. */
function bitsOf(value: number): number {
  return value >= 2 ** 32 ? 33 : 32 - Math.clz32(value);
}
