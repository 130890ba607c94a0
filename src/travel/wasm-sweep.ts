/**
 * The sweeps as WebAssembly, eight questions at once: kernels/label-sweep.ts says how labels are packed and things
 * lie in memory. The order is copied in once and what arcs cost computed there, again only where a question needs
 * other widths; origins are copied in when others are asked about than before.
 *
 * Memory: 68 bytes a rank, 20 an arc, 17 an edge. Of origins 76 an access, 4 a rank they need, 4 an edge, 100 each with
 * the answers to eight questions; of the destinations of these 32 an access.
 */
import { UNREACHED } from '../core/units.ts';
import { openWasm, reserve, type KernelMemory } from '../core/wasm.ts';
import type { Elimination } from '../network/elimination.ts';
import type { WalkCosts } from './costs.ts';
import type { Places, SweepKernel, SweepQuestion } from './label-sweep.ts';
import { LABEL_SWEEP_WASM } from './label-sweep-wasm.ts';
import type { Nearest } from './nearest.ts';

/** What kernels/label-sweep.ts exports; all but widths, counts, ranks and limits are addresses. */
interface Kernel {
  readonly memory: KernelMemory;
  readonly layOut: (ranks: number, labels: number, first: number, heads: number, costs: number) => void;
  readonly layOutEdges: (count: number, edges: number, rank: number) => void;
  readonly setWidths: (shift: number, mmBits: number, limitMs: number) => void;
  readonly steepest: (limitMs: number) => number;
  readonly layEdges: () => void;
  readonly layShortcuts: (fromRank: number, toRank: number) => void;
  readonly mostMm: (places: number, count: number, limitMs: number) => number;
  readonly leave: (places: number, count: number, originCount: number, exitFirst: number, exitHeads: number, exitCosts: number) => void;
  readonly need: (exitHeads: number, exitCount: number, marks: number, needed: number) => number;
  readonly sortByEdge: (places: number, count: number, firstOnEdge: number, onEdge: number) => void;
  readonly clear: () => void;
  readonly enter: (question: number, places: number, count: number, limitMs: number) => void;
  readonly sweepUp: () => void;
  readonly sweepDown: (needed: number, count: number) => void;
  readonly readOff: (originCount: number, exitFirst: number, exitHeads: number, exitCosts: number, limits: number, four: number, results: number) => void;
  readonly goAlong: (places: number, count: number, limitMs: number, firstOnEdge: number, onEdge: number, result: number, originCount: number) => void;
}

const LABEL_BYTES = 64, COST_BYTES = 16, EDGE_BYTES = 17, PLACE_BYTES = 32, PLACE_WORDS = 8, QUESTIONS = 8;
/** Of a label, beside the two that keep sums from running over. */
const BITS = 62;
/** In one call; between calls the engine may go over to better code. */
const RANKS_A_CALL = 2048;

/** How numbers are packed: for limits up to `limitMs`, within which edges have up to `mmOfMs` millimetres a millisecond. */
interface Widths { readonly limitMs: number; readonly mmOfMs: number; readonly shift: number; readonly mmBits: number }
/** The accesses of places, copied in: from where to where and how many. */
interface Copied { readonly at: number; readonly count: number; readonly end: number }
/** Origins, copied in; all but counts are addresses. */
interface Held { readonly origins: Places; readonly places: Copied; readonly exitFirst: number; readonly exitHeads: number; readonly exitCosts: number; readonly firstOnEdge: number; readonly onEdge: number; readonly needed: number; readonly neededCount: number; readonly end: number }

export class WasmSweep implements SweepKernel {
  readonly #kernel: Kernel;
  readonly #elimination: Elimination;
  readonly #costs: WalkCosts;
  /** Addresses; what comes and goes with questions begins at `rest`. */
  readonly #at: { readonly labels: number; readonly costs: number; readonly four: number; readonly limits: number; readonly first: number; readonly heads: number; readonly edges: number; readonly rest: number };
  #widths: Widths | null = null;
  #held: Held | null = null;
  /** Of the origins held, the longest way to the ends of their edges within a limit. */
  #leaving = { limitMs: -1, mm: 0 };

  /** null where WebAssembly cannot be had, or not so much memory. */
  static open(elimination: Elimination, costs: WalkCosts): WasmSweep | null {
    const kernel = openWasm(LABEL_SWEEP_WASM) as Kernel | null;
    if (kernel === null) return null;
    const sweep = new WasmSweep(kernel, elimination, costs);
    return sweep.#copyNetwork() ? sweep : null;
  }

  private constructor(kernel: Kernel, elimination: Elimination, costs: WalkCosts) {
    const ranks = elimination.rank.length, arcs = elimination.arcHead.length;
    this.#kernel = kernel;
    this.#elimination = elimination;
    this.#costs = costs;
    // Address 0 stays free, and labels begin with a line of the cache.
    const labels = LABEL_BYTES, costsAt = labels + LABEL_BYTES * ranks, four = costsAt + COST_BYTES * arcs, limits = four + 4 * LABEL_BYTES, first = limits + 4 * QUESTIONS, heads = first + 4 * (ranks + 1), edges = heads + 4 * arcs;
    this.#at = { labels, costs: costsAt, four, limits, first, heads, edges, rest: aligned(edges + EDGE_BYTES * costs.network.edgeCount) };
  }

  answer(origins: Places, questions: readonly SweepQuestion[]): Nearest[] | null {
    const held = this.#hold(origins);
    if (held === null) return null;
    const answers: Nearest[] = [], longestMs = questions.reduce((most, { limitMs }) => Math.max(most, limitMs), 0);
    for (let from = 0; from < questions.length; from += QUESTIONS) {
      const found = this.#answerGroup(held, questions.slice(from, from + QUESTIONS), longestMs);
      if (found === null) return null;
      answers.push(...found);
    }
    return answers;
  }

  /** @param longestMs the longest limit of all that is asked now. */
  #answerGroup(held: Held, group: readonly SweepQuestion[], longestMs: number): Nearest[] | null {
    const kernel = this.#kernel, { limits, four } = this.#at, { exitFirst, exitHeads, exitCosts, firstOnEdge, onEdge, needed, neededCount } = held, originCount = held.origins.length, column = padded(originCount), places: Copied[] = [];
    let { end } = held;
    for (const { destinations } of group) {
      const copied = this.#copyPlaces(destinations, end);
      if (copied === null) return null;
      places.push(copied);
      ({ end } = copied);
    }
    const results = aligned(end);
    if (!reserve(this.#kernel.memory, results + 12 * QUESTIONS * column) || !this.#fit(held, group, places, longestMs)) return null;
    const { buffer } = kernel.memory;
    new Uint32Array(buffer, limits, QUESTIONS).set(group.map(({ limitMs }) => limitMs));
    kernel.clear();
    group.forEach(({ limitMs }, q) => { kernel.enter(q, places[q].at, places[q].count, limitMs); });
    kernel.sweepUp();
    kernel.sweepDown(needed, neededCount);
    kernel.readOff(column, exitFirst, exitHeads, exitCosts, limits, four, results);
    return group.map(({ limitMs }, q) => {
      const result = results + 12 * column * q;
      kernel.goAlong(places[q].at, places[q].count, limitMs, firstOnEdge, onEdge, result, column);
      const own = new Uint32Array(buffer, result, 3 * column).slice(), columnOf = (i: number): Uint32Array => own.subarray(i * column, i * column + originCount);
      return { ms: columnOf(0), destination: columnOf(1), mm: columnOf(2) };
    });
  }

  #copyNetwork(): boolean {
    const { labels, costs, first, heads, edges, rest } = this.#at, { rank, firstArc, arcHead } = this.#elimination, { network: { edgeCount, edgeFrom, edgeTo, edgeDirection }, edgeMs, edgeMm } = this.#costs;
    if (!reserve(this.#kernel.memory, rest + 4 * rank.length)) return false;
    const { buffer } = this.#kernel.memory, copy = (at: number, words: Uint32Array): void => { new Uint32Array(buffer, at, words.length).set(words); };
    copy(first, firstArc);
    copy(heads, arcHead);
    [edgeFrom, edgeTo, edgeMs, edgeMm].forEach((column, i) => { copy(edges + 4 * edgeCount * i, column); });
    new Uint8Array(buffer, edges + 16 * edgeCount, edgeCount).set(edgeDirection);
    copy(rest, rank);
    this.#kernel.layOut(rank.length, labels, first, heads, costs);
    this.#kernel.layOutEdges(edgeCount, edges, rest);
    return true;
  }

  /** Copy origins in, unless they are there; null where they do not fit. */
  #hold(origins: Places): Held | null {
    if (this.#held?.origins === origins) return this.#held;
    this.#held = null;
    this.#leaving.limitMs = -1;
    const kernel = this.#kernel, places = this.#copyPlaces(origins, this.#at.rest), { network: { edgeCount }, nodeCount } = this.#costs;
    if (places === null) return null;
    const exitFirst = places.end, exitHeads = exitFirst + 4 * (padded(origins.length) + 1), exitCosts = exitHeads + 8 * places.count, firstOnEdge = exitCosts + 16 * places.count, onEdge = firstOnEdge + 4 * (edgeCount + 1), needed = onEdge + 4 * places.count;
    const marks = needed + 4 * nodeCount;
    if (!reserve(this.#kernel.memory, marks + nodeCount)) return null;
    kernel.sortByEdge(places.at, places.count, firstOnEdge, onEdge);
    const held = { origins, places, exitFirst, exitHeads, exitCosts, firstOnEdge, onEdge, needed };
    this.#leave(held);
    const exitCount = new Uint32Array(kernel.memory.buffer, exitFirst, origins.length + 1)[origins.length], neededCount = kernel.need(exitHeads, exitCount, marks, needed);
    this.#held = { ...held, neededCount, end: aligned(needed + 4 * neededCount) };
    return this.#held;
  }

  #leave({ origins, places, exitFirst, exitHeads, exitCosts }: Pick<Held, 'origins' | 'places' | 'exitFirst' | 'exitHeads' | 'exitCosts'>): void {
    this.#kernel.leave(places.at, places.count, padded(origins.length), exitFirst, exitHeads, exitCosts);
  }

  /** The accesses of places as the kernel has them; null where there is no memory, or a leg too long for it. */
  #copyPlaces(places: Places, at: number): Copied | null {
    const count = places.reduce((sum, accesses) => sum + accesses.length, 0), end = at + PLACE_BYTES * count;
    if (!reserve(this.#kernel.memory, end)) return null;
    const words = new Uint32Array(this.#kernel.memory.buffer, at, PLACE_WORDS * count);
    let w = 0, owner = 0;
    for (const accesses of places) {
      for (const { edge, legMs, legMm, fromMs, toMs, fromMm, toMm } of accesses) {
        if (legMs >= UNREACHED || legMm >= UNREACHED) return null;
        words[w] = owner;
        words[w + 1] = edge;
        words[w + 2] = legMs;
        words[w + 3] = legMm;
        words[w + 4] = fromMs;
        words[w + 5] = toMs;
        words[w + 6] = fromMm;
        words[w + 7] = toMm;
        w += PLACE_WORDS;
      }
      owner++;
    }
    return { at, count, end };
  }

  /** Pack the arcs as widely as questions need, if they are not yet; false where that is more than there is. */
  #fit(held: Held, group: readonly SweepQuestion[], places: readonly Copied[], longestMs: number): boolean {
    const kernel = this.#kernel, known = this.#widths, limitMs = Math.max(longestMs, known?.limitMs ?? 0), mmOfMs = known?.limitMs === limitMs ? known.mmOfMs : kernel.steepest(limitMs);
    // No way within the limit is longer than what leads to its edges, and all that can be walked on them.
    const mmAtEnds = ({ at, count }: Copied): number => kernel.mostMm(at, count, limitMs);
    if (this.#leaving.limitMs !== limitMs) this.#leaving = { limitMs, mm: mmAtEnds(held.places) };
    const mmBits = bitsOf(this.#leaving.mm + places.reduce((most, copied) => Math.max(most, mmAtEnds(copied)), 0) + Math.ceil(mmOfMs * limitMs) + 1);
    const destinationBits = bitsOf(group.reduce((most, { destinations }) => Math.max(most, destinations.length - 1), 0));
    if (known?.limitMs === limitMs && mmBits <= known.mmBits && destinationBits <= known.shift - known.mmBits) return true;
    const shift = BITS - bitsOf(limitMs + 1), spare = shift - mmBits - destinationBits;
    if (mmBits > 32 || spare < 0) return false;
    // Half of what is left for each, so that the next questions fit as well.
    this.#widths = { limitMs, mmOfMs, shift, mmBits: Math.min(32, mmBits + (spare >> 1)) };
    this.#customise(this.#widths);
    this.#leave(held);
    return true;
  }

  /** As src/travel/hierarchy.ts does. */
  #customise({ shift, mmBits, limitMs }: Widths): void {
    const kernel = this.#kernel, { nodeCount } = this.#costs;
    kernel.setWidths(shift, mmBits, limitMs);
    kernel.layEdges();
    for (let rank = 0; rank < nodeCount; rank += RANKS_A_CALL) kernel.layShortcuts(rank, Math.min(nodeCount, rank + RANKS_A_CALL));
  }
}

/** Origins are read off four at a time. */
function padded(origins: number): number {
  return 4 * Math.ceil(origins / 4);
}

/** To what is read sixteen bytes at a time. */
function aligned(address: number): number {
  return 16 * Math.ceil(address / 16);
}

/** Of the whole part of a number; 33 for all that 32 do not hold. */
function bitsOf(value: number): number {
  return value >= 2 ** 32 ? 33 : 32 - Math.clz32(value);
}
