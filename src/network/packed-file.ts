/**
 * Named typed arrays in one binary file, which is loaded by laying views over its bytes: nothing is
 * copied and no number is parsed. It is trusted only as a whole: whose it is, whole and undamaged.
 *
 *   byte 0   magic: 0x89 "LCNET" CR LF, as in PNG, so that a transfer as text shows
 *        8   version of the content        12  0x01020304 in the byte order of the writer, little-endian
 *       16   length of the file in words   20  XXH32 of all that follows
 *       24   key: SHA-256 of what the content was made of
 *       56   bytes of the table            60  0
 *       64   table: JSON of [name, type, byte after the table, elements] by section; then the sections, each at a multiple of 8
 *
 * The sum tells accidents, not intent: who may write the file may change what is in it.
 */
import { xxh32 } from '../core/xxh32.ts';

const TYPES = { Int8Array, Uint8Array, Uint16Array, Int32Array, Uint32Array, Float64Array };

export type PackedArray = Int8Array | Uint8Array | Uint16Array | Int32Array | Uint32Array | Float64Array;

/** By name. */
export type Sections = ReadonlyMap<string, PackedArray>;

/** Why a file is not to be used. */
export type PackedFault = 'foreign' | 'other-version' | 'other-byte-order' | 'other-key' | 'cut-off' | 'damaged';

const MAGIC = [0x89, 0x4c, 0x43, 0x4e, 0x45, 0x54, 0x0d, 0x0a], BYTE_ORDER = 0x01020304;
const SUMMED_FROM = 24, KEY_BYTES = 32, HEAD_BYTES = 64, SUM_WORD = 5, TABLE_WORD = 14;

const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/**
 * The content of a file.
 * @param key SHA-256 as 64 hexadecimal digits.
 * @throws {RangeError} for a key of another form, and where the machine is big-endian.
 */
export function packSections(sections: Sections, version: number, key: string): Uint8Array<ArrayBuffer> {
  let bodyBytes = 0;
  const places = [...sections].map(([name, array]) => {
    const first = bodyBytes;
    bodyBytes += aligned(array.byteLength);
    return { array, first, row: [name, array.constructor.name, first, array.length] };
  });
  const table = new TextEncoder().encode(JSON.stringify(places.map(({ row }) => row))), body = HEAD_BYTES + aligned(table.length);
  const bytes = new Uint8Array(body + bodyBytes), words = new Uint32Array(bytes.buffer);
  bytes.set(MAGIC);
  words.set([version, BYTE_ORDER, words.length], 2);
  if (bytes[12] !== (BYTE_ORDER & 0xff)) throw new RangeError('the machine is big-endian, expected little-endian');
  bytes.set(keyBytes(key), SUMMED_FROM);
  words[TABLE_WORD] = table.length;
  bytes.set(table, HEAD_BYTES);
  for (const { array: { buffer, byteOffset, byteLength }, first } of places) bytes.set(new Uint8Array(buffer, byteOffset, byteLength), body + first);
  words[SUM_WORD] = sumOf(words);
  return bytes;
}

/** The sections of a file, as views of its bytes; or why it cannot be trusted. */
export function unpackSections(buffer: ArrayBuffer, version: number, key: string): Sections | PackedFault {
  const bytes = new Uint8Array(buffer);
  if (bytes.length < HEAD_BYTES) return MAGIC.every((byte, i) => i >= bytes.length || bytes[i] === byte) ? 'cut-off' : 'foreign';
  const head = new Uint32Array(buffer, 0, HEAD_BYTES / 4), expected = keyBytes(key);
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) return 'foreign';
  if (head[2] !== version) return 'other-version';
  if (head[3] !== BYTE_ORDER) return 'other-byte-order';
  if (head[4] * 4 !== bytes.length) return head[4] * 4 > bytes.length ? 'cut-off' : 'damaged';
  if (sumOf(new Uint32Array(buffer)) !== head[SUM_WORD]) return 'damaged';
  if (expected.some((byte, i) => bytes[SUMMED_FROM + i] !== byte)) return 'other-key';
  const tableBytes = head[TABLE_WORD], body = HEAD_BYTES + aligned(tableBytes);
  const table = JSON.parse(new TextDecoder().decode(bytes.subarray(HEAD_BYTES, HEAD_BYTES + tableBytes))) as [string, keyof typeof TYPES, number, number][];
  return new Map(table.map(([name, type, first, elements]) => [name, new TYPES[type](buffer, body + first, elements)]));
}

function sumOf(words: Uint32Array): number {
  return xxh32(words.subarray(SUMMED_FROM / 4));
}

function keyBytes(key: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(key)) throw new RangeError(`key is "${key}", expected 64 hexadecimal digits`);
  return Uint8Array.from({ length: KEY_BYTES }, (_, i) => parseInt(key.slice(2 * i, 2 * i + 2), 16));
}
