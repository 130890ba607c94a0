/**
 * OpenStreetMap PBF (wiki.openstreetmap.org/wiki/PBF_Format), block by block.
 *
 * The framing is read here, so that a damaged or cut-off file is told with the place of its fault and no
 * block unfolds beyond the 32 MiB the format allows; osm-pbf-parser-node decodes what is in a block.
 */
import { inflateSync } from 'node:zlib';
import { parse } from 'osm-pbf-parser-node';
import { InputError } from '../core/problems.ts';
import { ByteQueue } from './byte-queue.ts';
import type { OsmMember, OsmSink } from './osm-store.ts';

const MAX_HEADER_BYTES = 64 * 1024, MAX_BLOCK_BYTES = 32 * 1024 * 1024;
const GET_AGAIN = 'Get the file again';

interface PbfObject {
  readonly type: 'node' | 'way' | 'relation';
  readonly id: number;
  readonly lon: number;
  readonly lat: number;
  readonly refs: number[];
  readonly members: OsmMember[];
  readonly tags?: Record<string, string>;
}

/** @throws {InputError} if the file is none, cut off, damaged or packed in a way that is not read. */
export function readPbf(chunks: Iterable<Buffer>, name: string, keys: readonly string[], sink: OsmSink): void {
  const bytes = new ByteQueue(chunks);
  for (let first = true; ; first = false) {
    const at = bytes.taken;
    const head = bytes.take(4);
    if (head === null) {
      if (first) throw new InputError({ code: 'empty-file', where: name, what: 'is empty', fix: GET_AGAIN });
      if (bytes.rest > 0) throw cutOff(name, at);
      return;
    }
    const headerBytes = head.readUInt32BE(0);
    if (headerBytes === 0 || headerBytes > MAX_HEADER_BYTES) throw first ? noPbf(name) : damaged(name, at);
    const header = bytes.take(headerBytes);
    if (header === null) throw first ? noPbf(name) : cutOff(name, at);
    const fields = findFields(header), type = fields?.bytes.get(1)?.[0]?.toString('latin1');
    const size = fields?.numbers.get(3) ?? -1;
    if (first && type !== 'OSMHeader') throw noPbf(name);
    if (size < 0 || size > MAX_BLOCK_BYTES) throw damaged(name, at);
    const blob = bytes.take(size);
    if (blob === null) throw cutOff(name, at);
    const block = type === 'OSMHeader' || type === 'OSMData' ? unpack(blob, name, at) : null;
    if (block === null) continue; // of a type that readers are to pass over
    if (type === 'OSMHeader') checkHeader(block, name, at);
    else handOver(block, name, at, keys, sink);
  }
}

const noPbf = (where: string): InputError => new InputError({ code: 'wrong-format', where, what: 'is no OpenStreetMap PBF file', fix: 'Check that this is the right file, and name it .osm if it is XML' });
const cutOff = (where: string, at: number): InputError => new InputError({ code: 'cut-off', where, what: `is cut off: it ends in the middle of the block that begins at byte ${at}`, fix: GET_AGAIN });
const damaged = (where: string, at: number, cause?: unknown): InputError => new InputError({ code: 'damaged-file', where, what: `is damaged in the block that begins at byte ${at}`, fix: GET_AGAIN }, cause);

function unpack(blob: Buffer, name: string, at: number): Buffer {
  const fields = findFields(blob)?.bytes;
  const raw = fields?.get(1)?.[0], zlib = fields?.get(3)?.[0];
  if (raw) return raw;
  if (!zlib) throw fields && fields.size > 0 ? new InputError({ code: 'unsupported-format', where: name, what: 'is packed by a method that is not read', fix: 'Convert it: osmium cat IN -o OUT.osm.pbf -f pbf,pbf_compression=zlib' }) : damaged(name, at);
  try {
    return inflateSync(zlib, { maxOutputLength: MAX_BLOCK_BYTES });
  } catch (cause) {
    throw damaged(name, at, cause);
  }
}

function checkHeader(block: Buffer, name: string, at: number): void {
  const fields = findFields(block)?.bytes;
  if (!fields) throw damaged(name, at);
  const features = [...fields.get(4) ?? [], ...fields.get(5) ?? []].map((f) => f.toString('latin1'));
  if (features.includes('HistoricalInformation')) throw new InputError({ code: 'unsupported-format', where: name, what: 'holds every version of its objects', fix: 'Give an extract of one day: osmium time-filter' });
  if (features.includes('LocationsOnWays')) throw new InputError({ code: 'unsupported-format', where: name, what: 'holds the coordinates of ways at the ways', fix: 'Give a plain extract' });
}

function handOver(block: Buffer, name: string, at: number, keys: readonly string[], sink: OsmSink): void {
  if (!hasWholeTags(block)) throw damaged(name, at);
  let objects: PbfObject[];
  try {
    objects = parse(block, { node: keys, way: keys, relation: keys } as object) as PbfObject[];
  } catch (cause) {
    throw damaged(name, at, cause);
  }
  for (const { type, id, lon, lat, refs, members, tags = {} } of objects) {
    if (type === 'node') sink.node(id, lon, lat, Object.entries(tags));
    else if (type === 'way') sink.way(id, refs, Object.entries(tags));
    else sink.relation(id, members, Object.entries(tags));
  }
}

/** Whether every dense node has its end of tags: the library would look for a missing one for ever. */
function hasWholeTags(block: Buffer): boolean {
  for (const group of findFields(block, [2])?.bytes.get(2) ?? []) {
    for (const dense of findFields(group, [2])?.bytes.get(2) ?? []) {
      const fields = findFields(dense, [1, 10])?.bytes;
      const tags = Buffer.concat(fields?.get(10) ?? []), ids = Buffer.concat(fields?.get(1) ?? []);
      if (tags.length === 0) continue;
      let nodes = 0, ends = 0, isKey = true;
      for (const byte of ids) if (byte < 0x80) nodes++;
      for (let i = 0; i < tags.length; i++) {
        const isEnd = tags[i] === 0 && isKey && (i === 0 || tags[i - 1] < 0x80);
        if (isEnd) ends++;
        else if (tags[i] < 0x80) isKey = !isKey;
      }
      if (ends < nodes) return false;
    }
  }
  return true;
}

interface Fields { readonly bytes: Map<number, Buffer[]>; readonly numbers: Map<number, number> }

/**
 * The fields of a protobuf message by number; null if it is none.
 * @param wanted those of bytes that are asked for, of which a group may have thousands; else all of them.
 */
function findFields(message: Buffer, wanted: readonly number[] | null = null): Fields | null {
  const bytes = new Map<number, Buffer[]>(), numbers = new Map<number, number>();
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; at < message.length; scale *= 128) {
      const byte = message[at++];
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    return NaN;
  };
  while (at < message.length) {
    const key = varint(), field = Math.floor(key / 8), wire = key % 8;
    if (wire === 0) numbers.set(field, varint());
    else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else if (wire === 2) {
      const length = varint();
      if (!(at + length <= message.length)) return null;
      if (wanted === null || wanted.includes(field)) {
        const known = bytes.get(field), value = message.subarray(at, at + length);
        if (known === undefined) bytes.set(field, [value]); else known.push(value);
      }
      at += length;
    } else return null;
  }
  return { bytes, numbers };
}
