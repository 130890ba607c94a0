/**
 * Questions to a hierarchy, in its own terms: what they are given, and who answers them. The sweeps run as
 * WebAssembly where that can be had and numbers are small enough for it, else in TypeScript, with the same
 * results to the bit.
 */
import type { Hierarchy } from './hierarchy.ts';
import type { Nearest } from './nearest.ts';
import { PlainSweep } from './plain-sweep.ts';
import { WasmSweep } from './wasm-sweep.ts';

/** The ranks that lead to destinations along their own edges, with the labels that they begin with, within the limit. */
export interface Entries {
  readonly limitMs: number;
  readonly rank: readonly number[];
  readonly ms: readonly number[];
  readonly destination: readonly number[];
  readonly mm: readonly number[];
}

/** The ranks that origins lead to along their own edges: those of origin o are first[o] .. first[o + 1] - 1. */
export interface Exits {
  readonly first: Uint32Array;
  readonly rank: Uint32Array;
  readonly ms: Uint32Array;
  readonly mm: Float64Array;
}

/** Either of the twins. */
export interface SweepKernel {
  /** @returns by question what each origin finds over its exits; null where there is no room for it. */
  answer(exits: Exits, questions: readonly Entries[]): Nearest[] | null;
}

export class LabelSweep {
  readonly hierarchy: Hierarchy;
  readonly #wasm: SweepKernel | null;
  readonly #plain: PlainSweep;

  constructor(hierarchy: Hierarchy) {
    this.hierarchy = hierarchy;
    this.#wasm = WasmSweep.open(hierarchy);
    this.#plain = new PlainSweep(hierarchy);
  }

  answer(exits: Exits, questions: readonly Entries[]): Nearest[] {
    return this.#wasm?.answer(exits, questions) ?? this.#plain.answer(exits, questions);
  }
}
