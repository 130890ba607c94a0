/**
 * The parts of a zip archive on disk, each unfolded piece by piece so that memory does not grow with it
 * (APPNOTE 6.3.10: central directory, zip64, stored and deflated parts). fflate inflates; its own reader
 * of archives goes by the local headers, takes the sizes on trust and wants the whole archive in memory.
 */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { Inflate } from 'fflate';
import { quote } from '../core/printable.ts';
import { InputError } from '../core/problems.ts';
import { crc32 } from './crc32.ts';
import { unreadable, type NamedFile } from './files.ts';

/** A part as the central directory describes it. */
export interface ZipPart {
  /** Path in the archive. Where it is not said to be UTF-8, it is taken as that or as GB18030. */
  readonly path: string;
  readonly bytes: number;
  readonly packedBytes: number;
  readonly crc: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly offset: number;
}

const END = 0x06054b50, END_BYTES = 22, END_64 = 0x06064b50, LOCATOR_64 = 0x07064b50, LOCATOR_64_BYTES = 20;
const ENTRY = 0x02014b50, ENTRY_BYTES = 46, LOCAL = 0x04034b50, LOCAL_BYTES = 30, LONGEST_COMMENT_BYTES = 0xffff;
const LONGEST_DIRECTORY_BYTES = 2 ** 26;
/** Packed bytes read in one step: deflate makes a thousand of one at most. */
const STEP_BYTES = 1 << 14;

/** @throws {InputError} if the file cannot be read, is no zip archive, or is cut off. */
export function listZipParts(file: NamedFile): ZipPart[] {
  return withFile(file, (read, size) => {
    if (size === 0) throw new InputError({ code: 'empty-file', where: file.name, what: 'is empty', fix: 'Get the file again' });
    const { offset, length, count } = findDirectory(read, size, file);
    if (length > LONGEST_DIRECTORY_BYTES || offset + length > size) throw damaged(file, 'is no zip archive, or a broken one');
    return readDirectory(read(offset, length), count, file);
  });
}

/**
 * The bytes of a part. A chunk is not reused.
 * @throws {InputError} if the part is encrypted or packed in another way than deflate, is broken, or is not of the length and checksum that the directory says.
 */
export function* readZipPart(file: NamedFile, part: ZipPart): Generator<Buffer> {
  if (part.isEncrypted) throw new InputError({ code: 'unsupported-format', where: file.name, what: `its part ${quote(part.path)} is encrypted`, fix: 'Pack it without a password' });
  if (part.method !== 0 && part.method !== 8) throw new InputError({ code: 'unsupported-format', where: file.name, what: `its part ${quote(part.path)} is packed by method ${part.method}, which is not read`, fix: 'Pack it as an ordinary zip archive (deflate)' });
  let length = 0, crc = 0;
  for (const piece of part.method === 0 ? packedChunks(file, part) : inflate(packedChunks(file, part), file, part)) {
    length += piece.length;
    if (length > part.bytes) throw damaged(file, `its part ${quote(part.path)} unfolds to more bytes than it says (${part.bytes})`);
    crc = crc32(piece, crc);
    yield piece;
  }
  if (length !== part.bytes || crc !== part.crc) throw damaged(file, `its part ${quote(part.path)} is broken: ${length === part.bytes ? 'the checksum does not fit' : `it has ${length} of ${part.bytes} bytes`}`);
}

function* inflate(chunks: Iterable<Buffer>, file: NamedFile, part: ZipPart): Generator<Buffer> {
  const out: Buffer[] = [];
  const inflater = new Inflate((piece) => { if (piece.length > 0) out.push(Buffer.from(piece.buffer, piece.byteOffset, piece.length)); });
  const step = (bytes: Uint8Array, isLast: boolean): Buffer[] => {
    try {
      inflater.push(bytes, isLast);
    } catch (cause) {
      throw damaged(file, `its part ${quote(part.path)} is broken`, cause);
    }
    return out.splice(0);
  };
  for (const chunk of chunks) yield* step(chunk, false);
  yield* step(new Uint8Array(0), true);
}

function* packedChunks(file: NamedFile, { path, offset, packedBytes }: ZipPart): Generator<Buffer> {
  const descriptor = open(file);
  try {
    const size = statSync(file.path).size, read = readerOf(descriptor, file);
    const cutOff = (): InputError => damaged(file, `its part ${quote(path)} is cut off`);
    if (offset + LOCAL_BYTES > size) throw cutOff();
    const local = read(offset, LOCAL_BYTES);
    if (local.readUInt32LE(0) !== LOCAL) throw damaged(file, `its part ${quote(path)} is not where the directory says`);
    const start = offset + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28), end = start + packedBytes;
    if (end > size) throw cutOff();
    for (let at = start; at < end; at += STEP_BYTES) {
      const bytes = read(at, Math.min(STEP_BYTES, end - at));
      file.onBytes?.(at + bytes.length, size);
      yield bytes;
    }
  } finally {
    closeSync(descriptor);
  }
}

type Read = (offset: number, length: number) => Buffer;

/** Where the central directory is: the end record is the last thing in the file but for a comment. */
function findDirectory(read: Read, size: number, file: NamedFile): { offset: number; length: number; count: number } {
  const from = Math.max(0, size - END_BYTES - LONGEST_COMMENT_BYTES), tail = read(from, size - from);
  let at = tail.length - END_BYTES;
  while (at >= 0 && !(tail.readUInt32LE(at) === END && at + END_BYTES + tail.readUInt16LE(at + 20) === tail.length)) at--;
  if (at < 0) throw damaged(file, tail.length >= 4 && read(0, 4).readUInt32LE(0) === LOCAL ? 'is a zip archive that is cut off' : 'is no zip archive, or a broken one');
  const short = { count: tail.readUInt16LE(at + 10), length: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) };
  if (short.count !== 0xffff && short.length !== 0xffffffff && short.offset !== 0xffffffff) return short;
  const locatorAt = from + at - LOCATOR_64_BYTES, locator = locatorAt < 0 ? null : read(locatorAt, LOCATOR_64_BYTES);
  if (locator?.readUInt32LE(0) !== LOCATOR_64) return short;
  const recordAt = Number(locator.readBigUInt64LE(8));
  if (recordAt + 56 > size) throw damaged(file, 'is a broken zip archive');
  const record = read(recordAt, 56);
  if (record.readUInt32LE(0) !== END_64) throw damaged(file, 'is a broken zip archive');
  return { count: Number(record.readBigUInt64LE(32)), length: Number(record.readBigUInt64LE(40)), offset: Number(record.readBigUInt64LE(48)) };
}

function readDirectory(directory: Buffer, count: number, file: NamedFile): ZipPart[] {
  const parts: ZipPart[] = [];
  for (let at = 0; parts.length < count;) {
    if (at + ENTRY_BYTES > directory.length || directory.readUInt32LE(at) !== ENTRY) throw damaged(file, 'is a broken zip archive');
    const flags = directory.readUInt16LE(at + 8), nameBytes = directory.readUInt16LE(at + 28), extraBytes = directory.readUInt16LE(at + 30);
    const nameAt = at + ENTRY_BYTES, extraAt = nameAt + nameBytes, next = extraAt + extraBytes + directory.readUInt16LE(at + 32);
    if (next > directory.length) throw damaged(file, 'is a broken zip archive');
    const sizes = readSizes(directory, at, directory.subarray(extraAt, extraAt + extraBytes));
    parts.push({
      ...sizes, path: textOf(directory.subarray(nameAt, extraAt)), isEncrypted: (flags & 1) !== 0,
      method: directory.readUInt16LE(at + 10), crc: directory.readUInt32LE(at + 16),
    });
    at = next;
  }
  return parts;
}

function textOf(path: Buffer): string {
  for (const encoding of ['utf-8', 'gb18030']) try { return new TextDecoder(encoding, { fatal: true }).decode(path); } catch { /* not this one */ }
  return path.toString('latin1');
}

/** Sizes and offset of an entry; those that are too large for 32 bits stand in its zip64 field, one after the other. */
function readSizes(directory: Buffer, at: number, extra: Buffer): Pick<ZipPart, 'bytes' | 'packedBytes' | 'offset'> {
  const sizes = { bytes: directory.readUInt32LE(at + 24), packedBytes: directory.readUInt32LE(at + 20), offset: directory.readUInt32LE(at + 42) };
  for (let field = 0; field + 4 <= extra.length; field += 4 + extra.readUInt16LE(field + 2)) {
    if (extra.readUInt16LE(field) !== 1) continue;
    let value = field + 4;
    for (const key of ['bytes', 'packedBytes', 'offset'] as const) {
      if (sizes[key] !== 0xffffffff || value + 8 > extra.length) continue;
      sizes[key] = Number(extra.readBigUInt64LE(value));
      value += 8;
    }
  }
  return sizes;
}

function withFile<T>(file: NamedFile, use: (read: Read, size: number) => T): T {
  const descriptor = open(file);
  try {
    return use(readerOf(descriptor, file), statSync(file.path).size);
  } finally {
    closeSync(descriptor);
  }
}

function open(file: NamedFile): number {
  try {
    return openSync(file.path, 'r');
  } catch (error) {
    throw unreadable(file, error);
  }
}

function readerOf(descriptor: number, file: NamedFile): Read {
  return (offset, length) => {
    const bytes = Buffer.allocUnsafe(length);
    let got = 0;
    while (got < length) {
      const read = readSync(descriptor, bytes, got, length - got, offset + got);
      if (read === 0) throw damaged(file, 'is cut off');
      got += read;
    }
    return bytes;
  };
}

function damaged(file: NamedFile, what: string, cause?: unknown): InputError {
  return new InputError({ code: 'damaged-file', where: file.name, what, fix: 'Get the whole file: it may be cut off' }, cause);
}
