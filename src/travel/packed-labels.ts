/** Labels as kernels/label-search.ts packs them: 64 bits a node, milliseconds first, then the destination, then millimetres. */
import { UNREACHED } from '../core/units.ts';
import type { NodeLabels } from './node-labels.ts';

/** Of the 64 bits, those to the right of the milliseconds, 32 to 63; of these, those of the millimetres, at most 32. */
export interface LabelWidths { readonly shift: number; readonly mmBits: number }

/** The narrowest milliseconds, and the widest millimetres beside so many destinations. */
export function widthsFor(limitMs: number, destinationCount: number): LabelWidths {
  // One more, so that no label within the limit looks as if there were none.
  const shift = 64 - bitsOf(limitMs + 1);
  return { shift, mmBits: Math.min(32, shift - bitsOf(Math.max(0, destinationCount - 1))) };
}

export class PackedLabels implements NodeLabels {
  readonly words: Uint32Array;
  readonly widths: LabelWidths;
  readonly #recordAt: Uint32Array;

  /** @param recordAt by node, where in the memory its label stands. */
  constructor(words: Uint32Array, recordAt: Uint32Array, widths: LabelWidths) {
    this.words = words;
    this.#recordAt = recordAt;
    this.widths = widths;
  }

  msOf(node: number): number {
    const ms = this.#highOf(node) >>> (this.widths.shift - 32), none = UNREACHED >>> (this.widths.shift - 32);
    return ms === none ? UNREACHED : ms;
  }

  destinationOf(node: number): number {
    const { shift, mmBits } = this.widths, high = this.#highOf(node) & (2 ** (shift - 32) - 1);
    return high * 2 ** (32 - mmBits) + (mmBits === 32 ? 0 : this.#lowOf(node) >>> mmBits);
  }

  mmOf(node: number): number {
    const { mmBits } = this.widths, low = this.#lowOf(node);
    return mmBits === 32 ? low : low & (2 ** mmBits - 1);
  }

  #lowOf(node: number): number { return this.words[this.#recordAt[node] >>> 2]; }

  #highOf(node: number): number { return this.words[(this.#recordAt[node] >>> 2) + 1]; }
}

function bitsOf(value: number): number {
  return 32 - Math.clz32(value);
}
