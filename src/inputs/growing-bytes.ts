/** Bytes gathered piece by piece in one array that grows by doubling: a piece costs its own length, however many there are. */
import { constants } from 'node:buffer';
import { InputError } from '../core/problems.ts';

/** A text cannot be longer. */
const MOST_BYTES = constants.MAX_STRING_LENGTH;
/** So many are copied one by one in the time in which a view of them is made. */
const FEW_BYTES = 32;

export class GrowingBytes {
  #array: Buffer = Buffer.alloc(0);
  length = 0;

  /**
   * Add a copy of the piece, or of what of it is between two places.
   * @param where what is gathered begins here.
   * @throws {InputError} if all of it is too long for one text (512 MiB).
   */
  append(piece: Uint8Array, where: string, from = 0, to = piece.length): void {
    const length = this.length + to - from;
    refuseTooLong(length, where);
    if (length > this.#array.length) {
      const grown = Buffer.allocUnsafe(Math.max(256, length, 2 * this.#array.length));
      grown.set(this.bytes);
      this.#array = grown;
    }
    if (to - from > FEW_BYTES) this.#array.set(piece.subarray(from, to), this.length);
    else for (let i = from; i < to; i++) this.#array[this.length + i - from] = piece[i];
    this.length = length;
  }

  /** What is there, without a copy: it holds until the next step. */
  get bytes(): Buffer { return this.#array.subarray(0, this.length); }

  clear(): void { this.length = 0; }
}

/** @throws {InputError} if so many bytes are too long for one text. */
export function refuseTooLong(bytes: number, where: string): void {
  if (bytes > MOST_BYTES) throw new InputError({ code: 'too-large', where, what: 'has more than 512 MiB in one piece', fix: 'A quote or a brace may not be closed; else split it into several features' });
}
