/**
 * Tables of FlatBuffers (flatbuffers.dev/internals), read where they lie. A reader of our own: that of
 * the package takes every offset on trust, so that broken bytes yield wrong values and endless lists.
 */

/** A table, string or list reaches out of its buffer. */
export class FlatBufferFault extends Error { override readonly name = 'FlatBufferFault'; }

/** One table; fields are known by their number in the schema. */
export class FlatTable {
  readonly #view: DataView;
  readonly #at: number;
  readonly #slots: number;
  readonly #slotsEnd: number;

  /** @throws {FlatBufferFault} if there is no table at `at`. */
  private constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
    check(view, at, 4);
    this.#slots = at - view.getInt32(at, true);
    check(view, this.#slots, 4);
    this.#slotsEnd = this.#slots + view.getUint16(this.#slots, true);
    check(view, this.#slots, this.#slotsEnd - this.#slots);
  }

  /** The root of a buffer. @throws {FlatBufferFault} if it is none. */
  static rootOf(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, follow(view, 0));
  }

  /** A number of one of the fixed types, the default where it is absent. */
  number(field: number, type: 'Uint8' | 'Uint16' | 'Int32', absent: number): number {
    const at = this.#find(field, type === 'Uint8' ? 1 : type === 'Uint16' ? 2 : 4);
    if (at === 0) return absent;
    return type === 'Uint8' ? this.#view.getUint8(at) : type === 'Uint16' ? this.#view.getUint16(at, true) : this.#view.getInt32(at, true);
  }

  /** A whole number of 64 bits. */
  long(field: number): number {
    const at = this.#find(field, 8);
    return at === 0 ? 0 : Number(this.#view.getBigUint64(at, true));
  }

  /** '' where it is absent. */
  text(field: number): string {
    return new TextDecoder().decode(this.bytes(field));
  }

  /** A list of bytes. */
  bytes(field: number): Uint8Array {
    const { at, count } = this.#list(field, 1);
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + at, count);
  }

  /** A list of numbers. */
  numbers(field: number, type: 'Uint32' | 'Float64'): number[] {
    const size = type === 'Uint32' ? 4 : 8, { at, count } = this.#list(field, size);
    return Array.from({ length: count }, (_, i) => (type === 'Uint32' ? this.#view.getUint32(at + 4 * i, true) : this.#view.getFloat64(at + 8 * i, true)));
  }

  /** How long a list of elements of `size` bytes is. */
  countOf(field: number, size: number): number {
    return this.#list(field, size).count;
  }

  /** A table within the table, null where it is absent. */
  table(field: number): FlatTable | null {
    const at = this.#find(field, 4);
    return at === 0 ? null : new FlatTable(this.#view, follow(this.#view, at));
  }

  /** A list of tables. */
  tables(field: number): FlatTable[] {
    const { at, count } = this.#list(field, 4);
    return Array.from({ length: count }, (_, i) => new FlatTable(this.#view, follow(this.#view, at + 4 * i)));
  }

  #list(field: number, size: number): { at: number; count: number } {
    const at = this.#find(field, 4);
    if (at === 0) return { at: 0, count: 0 };
    const start = follow(this.#view, at);
    check(this.#view, start, 4);
    const count = this.#view.getUint32(start, true);
    check(this.#view, start + 4, count * size);
    return { at: start + 4, count };
  }

  /** Where a field is, 0 if it is absent. */
  #find(field: number, size: number): number {
    const slot = this.#slots + 4 + 2 * field;
    if (slot + 2 > this.#slotsEnd) return 0;
    const offset = this.#view.getUint16(slot, true);
    if (offset === 0) return 0;
    check(this.#view, this.#at + offset, size);
    return this.#at + offset;
  }
}

function follow(view: DataView, at: number): number {
  check(view, at, 4);
  return at + view.getUint32(at, true);
}

function check(view: DataView, at: number, length: number): void {
  if (at < 0 || length < 0 || at + length > view.byteLength) throw new FlatBufferFault('reaches out of its buffer');
}
