/**
 * Searches over one set of costs, one after the other, each from many starts at once and bounded in time.
 * They run as WebAssembly where that can be had and numbers are small enough for it, else in TypeScript, with
 * the same results to the bit.
 */
import { UNREACHED } from '../core/units.ts';
import type { WalkCosts } from './costs.ts';
import type { Exits, Nearest } from './exits.ts';
import type { NodeLabels } from './node-labels.ts';
import { PlainSearch } from './plain-search.ts';
import { WasmSearch } from './wasm-search.ts';

/** Told a node at which a search begins, with the label that it begins with. */
export type Offer = (node: number, ms: number, destination: number, mm: number) => void;
/** Offers every start; may be asked twice. */
export type EachStart = (offer: Offer) => void;

/** Either of the twins. */
export interface SearchKernel {
  /** What the last search found. Another object after it was searched or read off. */
  readonly labels: NodeLabels;
  /** The nodes that it reached. */
  readonly reached: Uint32Array;
  /** By node that it reached, if that was asked for: the node that its way leads to; UNREACHED where it began there. */
  readonly next: Uint32Array;
  /** @returns false where there is no room for it. */
  run(limitMs: number, destinationCount: number, eachStart: EachStart, withNext: boolean): boolean;
  /** What origins find over their exits, by the last search and within its limit; `first` as in exits.ts. */
  readOff(exits: Exits, first?: Uint32Array): Nearest;
}

/** Set by the build of the page, whose policy forbids WebAssembly: its script is bundled without. */
declare const IN_PAGE: boolean | undefined;

export class LabelSearch {
  readonly #costs: WalkCosts;
  readonly #wasm: SearchKernel | null;
  #plain: PlainSearch | null = null;
  /** The one that searched last. */
  #kernel: SearchKernel;

  constructor(costs: WalkCosts) {
    this.#costs = costs;
    this.#wasm = typeof IN_PAGE === 'undefined' ? WasmSearch.open(costs) : null;
    this.#kernel = this.#wasm ?? this.#openPlain();
  }

  /**
   * @param limitMs inclusive; below UNREACHED.
   * @param destinationCount more than any destination that is offered.
   * @param withNext whether `next` will be asked for.
   */
  run(limitMs: number, destinationCount: number, eachStart: EachStart, withNext = false): void {
    if (!(limitMs < UNREACHED)) throw new RangeError(`limitMs is ${limitMs}, expected less than ${UNREACHED}`);
    if (this.#wasm?.run(limitMs, destinationCount, eachStart, withNext) === true) {
      this.#kernel = this.#wasm;
    } else {
      this.#kernel = this.#openPlain();
      this.#kernel.run(limitMs, destinationCount, eachStart, withNext);
    }
  }

  /** Of the last search; valid until the next, or until it is read off. */
  get labels(): NodeLabels { return this.#kernel.labels; }
  get reached(): Uint32Array { return this.#kernel.reached; }
  get next(): Uint32Array { return this.#kernel.next; }
  readOff(exits: Exits, first?: Uint32Array): Nearest { return this.#kernel.readOff(exits, first); }

  #openPlain(): PlainSearch {
    return this.#plain ??= new PlainSearch(this.#costs);
  }
}
