/** Bytes broken at random, for readers to survive. */
import fc from 'fast-check';

export interface Change { readonly kind: string; readonly at: number; readonly length: number; readonly byte: number }

/** Anywhere in the file: doubles would nearly always be at its beginning. */
const place = fc.noBias(fc.nat(999_999)).map((millionths) => millionths / 1e6);

/** One to four changes. */
export const changes = fc.array(fc.record({ kind: fc.constantFrom('delete', 'duplicate', 'truncate', 'flip', 'insert', 'digit'), at: place, length: fc.integer({ min: 1, max: 40 }), byte: fc.integer({ min: 0, max: 255 }) }), { minLength: 1, maxLength: 4 });

export function mutate(bytes: Uint8Array, list: readonly Change[]): Uint8Array {
  return list.reduce((old, { kind, at, length, byte }) => {
    const from = Math.floor(at * old.length), before = old.subarray(0, from), piece = old.subarray(from, from + length), after = old.subarray(from + length);
    switch (kind) {
      case 'delete': return Buffer.concat([before, after]);
      case 'duplicate': return Buffer.concat([before, piece, piece, after]);
      case 'truncate': return Buffer.from(before);
      case 'insert': return Buffer.concat([before, Uint8Array.of(byte), piece, after]);
      case 'digit': return Buffer.concat([before, Uint8Array.of(0x30 + byte % 10), old.subarray(from + 1)]);
      default: return Buffer.concat([before, Uint8Array.of((old[from] ?? 0) ^ (1 << byte % 8)), old.subarray(from + 1)]);
    }
  }, bytes);
}
