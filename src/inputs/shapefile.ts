/**
 * Features out of a Shapefile (ESRI, July 1998): geometries of the .shp side by side with the rows of
 * its .dbf, one at a time. A reader of our own: the libraries read a record's counts on trust, and one
 * of them takes the whole file into memory.
 */
import { InputError, type Findings } from '../core/problems.ts';
import { ByteQueue } from './byte-queue.ts';
import type { NamedFile } from './files.ts';
import { systemOfWkt, type CarriedSystem, type Extent } from './file-crs.ts';
import type { FileFacts } from './geojson.ts';
import type { OpenFeatures } from './geopackage.ts';
import { takeGeometry } from './read-geometry.ts';
import { findDbfEncoding, readDbf, type DbfRow } from './shapefile-dbf.ts';
import { readShape } from './shapefile-geometry.ts';
import { findParts, type Part, type Parts } from './shapefile-parts.ts';

const HEADER_BYTES = 100, FILE_CODE = 9994, VERSION = 1000;
const LONGEST_RECORD_BYTES = 2 ** 28, LONGEST_PRJ_BYTES = 1 << 16;

/**
 * Read every record as a feature; `where` names its number, from 1. Faults go to `findings`.
 * @param layer name of a Shapefile within a zip archive of several, else null.
 * @throws {InputError} if the file cannot be read, is no Shapefile, is cut off or says nowhere what its coordinates are.
 */
export function readShapefile(file: NamedFile, layer: string | null, findings: Findings, open: OpenFeatures): FileFacts {
  const { parts, sha256 } = findParts(file, layer);
  const bytes = new ByteQueue(parts.shp.chunks());
  const { extent, length } = readHeader(bytes, parts.shp.name);
  const each = open(readSystem(parts), extent);
  const rows = openRows(parts, file, findings);
  let features = 0, deleted = 0;
  for (const { shape, at } of records(bytes, length, parts.shp.name)) {
    const row = rows.next(), where = `${file.name}:${++features}`;
    if (row?.isDeleted) { deleted++; continue; }
    const geometry = takeGeometry(() => readShape(shape, at), where, file.name, findings);
    if (geometry !== undefined) each({ where, id: undefined, properties: row?.properties ?? {}, geometry, hasShortNames: true });
  }
  if (deleted > 0) findings.notice('deleted-rows', file.name, 'rows are marked as deleted in the .dbf and left out', '', deleted);
  rows.finish(features);
  return { sha256, features: features - deleted };
}

/** @returns the extent, and how many bytes the file should have. @throws {InputError} if it is no Shapefile. */
function readHeader(bytes: ByteQueue, name: string): { extent: Extent | null; length: number } {
  const head = bytes.take(HEADER_BYTES);
  if (head === null) throw new InputError({ code: bytes.rest === 0 ? 'empty-file' : 'cut-off', where: name, what: bytes.rest === 0 ? 'is empty' : 'is cut off: it ends in its header', fix: 'Get the whole file again' });
  if (head.readInt32BE(0) !== FILE_CODE || head.readInt32LE(28) !== VERSION) throw new InputError({ code: 'wrong-format', where: name, what: 'is no Shapefile', fix: 'Check that this is the right file' });
  const extent = [36, 44, 52, 60].map((at) => head.readDoubleLE(at));
  return { extent: extent.every(Number.isFinite) && extent.some((v) => v !== 0) ? extent as unknown as Extent : null, length: 2 * head.readInt32BE(24) };
}

/** The content of each record and the byte it begins at. */
function* records(bytes: ByteQueue, fileBytes: number, name: string): Generator<{ shape: Buffer; at: number }> {
  for (;;) {
    const at = bytes.taken, head = bytes.take(8);
    if (head === null && bytes.rest === 0 && at >= fileBytes) return;
    const length = (head?.readInt32BE(4) ?? 0) * 2;
    if (head !== null && (length < 4 || length > LONGEST_RECORD_BYTES)) throw new InputError({ code: 'damaged-file', where: name, what: `is damaged in the record that begins at byte ${at}`, fix: 'Get the file again' });
    const shape = head === null ? null : bytes.take(length);
    if (shape === null) throw new InputError({ code: 'cut-off', where: name, what: `is cut off: it ends at byte ${bytes.taken + bytes.rest} of ${fileBytes}`, fix: 'Get the whole file again' });
    yield { shape, at };
  }
}

function readSystem({ prj }: Parts): CarriedSystem | null {
  return prj === null ? null : systemOfWkt(textOf(prj, LONGEST_PRJ_BYTES));
}

/** The rows of the .dbf, where there is one, in step with the records. */
function openRows({ dbf, cpg, shp }: Parts, file: NamedFile, findings: Findings): { next: () => DbfRow | undefined; finish: (records: number) => void } {
  if (dbf === null) {
    findings.notice('no-attributes', file.name, 'has no .dbf beside it, so its features have no attributes');
    return { next: () => undefined, finish: () => undefined };
  }
  const declared = cpg === null ? '' : textOf(cpg, 1000).trim();
  const rows = readDbf(dbf, findDbfEncoding(dbf, declared, findings, file.name), findings, file.name);
  let count = 0, isShort = false;
  return {
    next: () => {
      const { value, done } = rows.next();
      if (done === true) { isShort = true; return undefined; }
      count++;
      return value;
    },
    finish: (shapes) => {
      while (!isShort && rows.next().done !== true) count++;
      if (count !== shapes) throw new InputError({ code: 'shapefile-parts', where: dbf.name, what: `has ${count} rows, and ${shp.name} has ${shapes} geometries`, fix: 'Get the files of one export: they must belong together' });
    },
  };
}

/** ASCII counts in it; names in it may be in any encoding. */
function textOf(part: Part, most: number): string {
  const chunks: Buffer[] = [];
  let length = 0;
  for (const chunk of part.chunks()) {
    length += chunk.length;
    if (length > most) throw new InputError({ code: 'too-large', where: part.name, what: `is longer than ${most} bytes`, fix: 'Check that this is the right file' });
    chunks.push(Buffer.from(chunk));
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
