/** Takes pieces of a wanted length out of chunks of any length. */
export class ByteQueue {
  readonly #chunks: Iterator<Buffer>;
  #buffer: Buffer = Buffer.alloc(0);
  /** Bytes taken so far. */
  taken = 0;

  constructor(chunks: Iterable<Buffer>) { this.#chunks = chunks[Symbol.iterator](); }

  /** Bytes left of a piece that the file is too short for. */
  get rest(): number { return this.#buffer.length; }

  /** null where the file ends before; what is left stays. */
  take(length: number): Buffer | null {
    const parts = [this.#buffer];
    let held = this.#buffer.length;
    while (held < length) {
      const next = this.#chunks.next();
      if (next.done === true) break;
      parts.push(Buffer.from(next.value));
      held += next.value.length;
    }
    if (parts.length > 1) this.#buffer = Buffer.concat(parts);
    if (held < length) return null;
    const piece = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length);
    this.taken += length;
    return piece;
  }
}
