/**
 * Questions to a prepared network, in its own terms: what they are given, and who answers them. The sweeps run
 * as WebAssembly where that can be had and numbers are small enough for it, else in TypeScript, with the same
 * results to the bit.
 */
import type { Elimination } from '../network/elimination.ts';
import type { WalkCosts } from './costs.ts';
import { customise } from './hierarchy.ts';
import type { Nearest } from './nearest.ts';
import { PlainSweep } from './plain-sweep.ts';
import type { Exits } from './sweep-origins.ts';
import { WasmSweep } from './wasm-sweep.ts';

/** The ranks that lead to destinations along their own edges, with the labels that they begin with, within the limit. */
export interface Entries {
  readonly limitMs: number;
  readonly rank: Uint32Array;
  readonly ms: Uint32Array;
  /** Ascending. */
  readonly destination: Uint32Array;
  readonly mm: Float64Array;
}

/** Either of the twins. */
export interface SweepKernel {
  /**
   * @param exits kept by the kernel until others are asked about, and not to be changed.
   * @returns by question what each origin finds over its exits; null where there is no room for it.
   */
  answer(exits: Exits, questions: readonly Entries[]): Nearest[] | null;
}

export class LabelSweep {
  readonly elimination: Elimination;
  readonly costs: WalkCosts;
  readonly #wasm: SweepKernel | null;
  #plain: PlainSweep | null = null;

  /** @param elimination of the network of the costs. */
  constructor(elimination: Elimination, costs: WalkCosts) {
    this.elimination = elimination;
    this.costs = costs;
    this.#wasm = WasmSweep.open(elimination, costs);
  }

  answer(exits: Exits, questions: readonly Entries[]): Nearest[] {
    const answers = this.#wasm?.answer(exits, questions);
    if (answers) return answers;
    this.#plain ??= new PlainSweep(customise(this.elimination, this.costs));
    return this.#plain.answer(exits, questions);
  }
}
