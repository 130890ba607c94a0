/**
 * Searches over one set of costs, one after the other, each from many starts at once and bounded in time.
 * They run as WebAssembly where that can be had, else in TypeScript, with the same results to the bit.
 */
import { UNREACHED } from '../core/units.ts';
import type { WalkCosts } from './costs.ts';
import type { NodeLabels } from './node-labels.ts';
import { PlainSearch } from './plain-search.ts';
import { WasmSearch } from './wasm-search.ts';

/** Told a node at which a search begins, with the label that it begins with. */
export type Offer = (node: number, ms: number, destination: number, mm: number) => void;
/** Offers every start; may be asked twice. */
export type EachStart = (offer: Offer) => void;

/** Either of the twins. */
export interface SearchKernel {
  /** What the last search found. Another object after each search. */
  readonly labels: NodeLabels;
  /** The nodes that it reached. */
  readonly reached: Uint32Array;
  /** By node that it reached, if that was asked for: the node that its way leads to; UNREACHED where it began there. */
  readonly next: Uint32Array;
  /** @returns false where there is no memory for it; the kernel is of no use then. */
  run(limitMs: number, eachStart: EachStart, withNext: boolean): boolean;
}

/** Set by the build of the page, whose policy forbids WebAssembly: its script is bundled without. */
declare const IN_PAGE: boolean | undefined;

export class LabelSearch {
  readonly #costs: WalkCosts;
  #kernel: SearchKernel;

  constructor(costs: WalkCosts) {
    this.#costs = costs;
    this.#kernel = (typeof IN_PAGE === 'undefined' ? WasmSearch.open(costs) : null) ?? new PlainSearch(costs);
  }

  /**
   * @param limitMs inclusive; below UNREACHED.
   * @param withNext whether `next` will be asked for.
   */
  run(limitMs: number, eachStart: EachStart, withNext = false): void {
    if (!(limitMs < UNREACHED)) throw new RangeError(`limitMs is ${limitMs}, expected less than ${UNREACHED}`);
    if (this.#kernel.run(limitMs, eachStart, withNext)) return;
    this.#kernel = new PlainSearch(this.#costs);
    this.#kernel.run(limitMs, eachStart, withNext);
  }

  /** Of the last search; valid until the next. */
  get labels(): NodeLabels { return this.#kernel.labels; }
  get reached(): Uint32Array { return this.#kernel.reached; }
  get next(): Uint32Array { return this.#kernel.next; }
}
