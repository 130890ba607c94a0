/** Zip archives byte by byte, with what ordinary tools rarely write. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface HandmadePart {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly isStored?: boolean;
  /** Put sizes and offset where only zip64 has room. */
  readonly isZip64?: boolean;
  /** Laid over what the headers should say. */
  readonly says?: Readonly<Partial<Record<'bytes' | 'crc' | 'method' | 'flags' | 'offset' | 'packedBytes', number>>>;
}

/** @param options.isZip64 write the end record of zip64 as well, and 0xffff in the ordinary one. */
export function zip(parts: readonly HandmadePart[], options: { readonly comment?: string; readonly isZip64?: boolean } = {}): Buffer {
  const pieces: Buffer[] = [], directory: Buffer[] = [];
  let at = 0;
  const put = (piece: Buffer): void => { pieces.push(piece); at += piece.length; };
  for (const { path, bytes, isStored = false, isZip64 = false, says = {} } of parts) {
    const name = Buffer.from(path), packed = isStored ? Buffer.from(bytes) : deflateRawSync(bytes);
    const { method, flags, crc, ...sizes } = { bytes: bytes.length, packedBytes: packed.length, offset: at, method: isStored ? 0 : 8, flags: 0, crc: crc32(Buffer.from(bytes)), ...says };
    const local = Buffer.alloc(30), entry = Buffer.alloc(46), extra = Buffer.alloc(isZip64 ? 28 : 0);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    local.writeUInt16LE(4, 28); // an extra field that the directory does not have
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(crc, 16);
    [[sizes.packedBytes, 20], [sizes.bytes, 24], [sizes.offset, 42]].forEach(([value, place]) => { entry.writeUInt32LE(isZip64 ? 0xffffffff : value, place); });
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    if (isZip64) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      [sizes.bytes, sizes.packedBytes, sizes.offset].forEach((value, i) => extra.writeBigUInt64LE(BigInt(value), 4 + 8 * i));
    }
    put(Buffer.concat([local, name, Buffer.from([0x99, 0x99, 0, 0]), packed]));
    directory.push(entry, name, extra);
  }
  const offset = at, length = Buffer.concat(directory).length;
  put(Buffer.concat(directory));
  if (options.isZip64 === true) {
    const record = Buffer.alloc(56), locator = Buffer.alloc(20);
    record.writeUInt32LE(0x06064b50, 0);
    [44, 0, 0, parts.length, parts.length, length, offset].forEach((value, i) => { if (i !== 1 && i !== 2) record.writeBigUInt64LE(BigInt(value), [4, 0, 0, 24, 32, 40, 48][i]); });
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeBigUInt64LE(BigInt(at), 8);
    put(Buffer.concat([record, locator]));
  }
  const end = Buffer.alloc(22), comment = Buffer.from(options.comment ?? '');
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(options.isZip64 === true ? 0xffff : parts.length, 10);
  end.writeUInt32LE(options.isZip64 === true ? 0xffffffff : length, 12);
  end.writeUInt32LE(options.isZip64 === true ? 0xffffffff : offset, 16);
  end.writeUInt16LE(comment.length, 20);
  put(Buffer.concat([end, comment]));
  return Buffer.concat(pieces);
}
