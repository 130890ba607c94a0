/** The attributes of a FlatGeobuf feature: pairs of a column's number and a value of its type. */
import { FlatBufferFault } from './flatbuffer.ts';

export interface FlatColumn {
  readonly name: string;
  /** As in the schema: 0 Byte, 1 UByte, … 14 Binary. */
  readonly type: number;
}

/** Readers of the types of fixed size, by number: Byte to Double. */
const FIXED: readonly { readonly size: number; readonly read: (view: DataView, at: number) => unknown }[] = [
  { size: 1, read: (v, at) => v.getInt8(at) },
  { size: 1, read: (v, at) => v.getUint8(at) },
  { size: 1, read: (v, at) => v.getUint8(at) !== 0 },
  { size: 2, read: (v, at) => v.getInt16(at, true) },
  { size: 2, read: (v, at) => v.getUint16(at, true) },
  { size: 4, read: (v, at) => v.getInt32(at, true) },
  { size: 4, read: (v, at) => v.getUint32(at, true) },
  { size: 8, read: (v, at) => exact(v.getBigInt64(at, true)) },
  { size: 8, read: (v, at) => exact(v.getBigUint64(at, true)) },
  { size: 4, read: (v, at) => v.getFloat32(at, true) },
  { size: 8, read: (v, at) => v.getFloat64(at, true) },
];
/** The type of columns of bytes, which are no attributes. */
export const BINARY = 14;

/** @throws {FlatBufferFault} if they are broken. */
export function readFlatProperties(bytes: Uint8Array, columns: readonly FlatColumn[]): Record<string, unknown> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), pairs: [string, unknown][] = [];
  const need = (at: number, length: number): void => { if (at + length > bytes.length) throw new FlatBufferFault('properties end too early'); };
  for (let at = 0; at < bytes.length;) {
    need(at, 2);
    const column = columns.at(view.getUint16(at, true));
    at += 2;
    if (column === undefined || column.type > BINARY) throw new FlatBufferFault('properties of no column');
    const fixed = FIXED.at(column.type);
    if (fixed !== undefined) {
      need(at, fixed.size);
      pairs.push([column.name, fixed.read(view, at)]);
      at += fixed.size;
    } else {
      need(at, 4);
      const length = view.getUint32(at, true);
      need(at + 4, length);
      if (column.type !== BINARY) pairs.push([column.name, new TextDecoder().decode(bytes.subarray(at + 4, at + 4 + length))]);
      at += 4 + length;
    }
  }
  return Object.fromEntries(pairs);
}

/** Whole numbers that JavaScript cannot hold become text. */
function exact(value: bigint): number | string {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
}
