/**
 * Lists of numbers as bytes, one list after the other, to be read in the order they were written.
 *
 * Whole numbers take seven bits a byte, the sign in the lowest (zigzag, LEB128); lists whose neighbours are alike are written as
 * differences. Numbers that must come back to the last bit are written as the eight bytes they are.
 */

const LARGEST = 2 ** 52;

export class NumberPacker {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;

  /** Whole numbers of less than 2^52 either way. */
  ints(values: ArrayLike<number>): void {
    this.#int(values.length);
    for (let i = 0; i < values.length; i++) this.#int(values[i]);
  }

  /** The same, for lists in which each number is near the one before it. */
  deltas(values: ArrayLike<number>): void {
    this.#int(values.length);
    for (let i = 0, last = 0; i < values.length; last = values[i++]) this.#int(values[i] - last);
  }

  /** Any numbers, exactly. */
  floats(values: ArrayLike<number>): void {
    this.#int(values.length);
    this.#reserve(8 * values.length);
    const view = new DataView(this.#bytes.buffer);
    for (let i = 0; i < values.length; i++, this.#length += 8) view.setFloat64(this.#length, values[i], true);
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #int(value: number): void {
    if (!Number.isInteger(value) || Math.abs(value) >= LARGEST) throw new RangeError(`the number is ${value}, expected a whole one below 2^52`);
    let rest = value < 0 ? -2 * value - 1 : 2 * value;
    this.#reserve(8);
    while (rest > 127) {
      this.#bytes[this.#length++] = 128 + (rest % 128);
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length++] = rest;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(2 * (this.#length + more));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

/** Reads the lists back; each call must be the counterpart of the call that wrote. */
export class NumberUnpacker {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  ints(): Float64Array {
    const values = new Float64Array(this.#int());
    for (let i = 0; i < values.length; i++) values[i] = this.#int();
    return values;
  }

  deltas(): Float64Array {
    const values = new Float64Array(this.#int());
    for (let i = 0, last = 0; i < values.length; i++) values[i] = last += this.#int();
    return values;
  }

  floats(): Float64Array {
    const values = new Float64Array(this.#int()), view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength);
    for (let i = 0; i < values.length; i++, this.#at += 8) values[i] = view.getFloat64(this.#at, true);
    return values;
  }

  /** @throws {RangeError} where the bytes end within a number. */
  #int(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      if (this.#at >= this.#bytes.length) throw new RangeError(`the bytes end at ${this.#at}, expected more numbers`);
      const byte = this.#bytes[this.#at++];
      value += (byte & 127) * scale;
      if (byte < 128) break;
    }
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }
}
