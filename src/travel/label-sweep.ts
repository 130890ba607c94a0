/**
 * Questions to a prepared network. The sweeps that answer them run as WebAssembly where that can be had and numbers
 * are small enough for it, else in TypeScript, with the same results to the bit.
 */
import { UNREACHED } from '../core/units.ts';
import type { Elimination } from '../network/elimination.ts';
import type { CostedAccess, WalkCosts } from './costs.ts';
import { customise } from './hierarchy.ts';
import type { Nearest } from './nearest.ts';
import { PlainSweep } from './plain-sweep.ts';
import { WasmSweep } from './wasm-sweep.ts';

/** For each place the accesses it may be left or reached at; none if it is off the network. */
export type Places = readonly (readonly CostedAccess[])[];

export interface SweepQuestion {
  readonly destinations: Places;
  /** Inclusive; below UNREACHED. */
  readonly limitMs: number;
}

/** Either of the twins. */
export interface SweepKernel {
  /**
   * @param origins what is made of them is kept until others are asked about.
   * @returns by question the nearest destination of each origin; null where there is no room for it.
   */
  answer(origins: Places, questions: readonly SweepQuestion[]): Nearest[] | null;
}

export class LabelSweep {
  readonly elimination: Elimination;
  readonly #costs: WalkCosts;
  readonly #wasm: SweepKernel | null;
  #plain: PlainSweep | null = null;

  /** @param elimination of the network of the costs. */
  constructor(elimination: Elimination, costs: WalkCosts) {
    if (elimination.rank.length !== costs.nodeCount) throw new RangeError(`the elimination has ${elimination.rank.length} nodes, expected ${costs.nodeCount}`);
    this.elimination = elimination;
    this.#costs = costs;
    this.#wasm = WasmSweep.open(elimination, costs);
  }

  /** @param origins not to be changed afterwards. */
  answer(origins: Places, questions: readonly SweepQuestion[]): Nearest[] {
    const wrong = questions.find(({ limitMs }) => !(limitMs < UNREACHED));
    if (wrong !== undefined) throw new RangeError(`limitMs is ${wrong.limitMs}, expected less than ${UNREACHED}`);
    const answers = this.#wasm?.answer(origins, questions);
    if (answers) return answers;
    this.#plain ??= new PlainSweep(customise(this.elimination, this.#costs));
    return this.#plain.answer(origins, questions);
  }
}
