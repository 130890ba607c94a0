/**
 * Features out of a FlatGeobuf file (flatgeobuf.org, version 3), one at a time in the order of the file;
 * its index is passed over. A reader of our own: the library brings geotiff and OpenLayers along and
 * trusts the sizes it reads.
 */
import { createHash } from 'node:crypto';
import { InputError, type Findings } from '../core/problems.ts';
import { ByteQueue } from './byte-queue.ts';
import { readChunks, type NamedFile } from './files.ts';
import { systemOfCode, systemOfWkt, type CarriedSystem, type Extent } from './file-crs.ts';
import { FlatBufferFault, FlatTable } from './flatbuffer.ts';
import { readFlatGeometry } from './flatgeobuf-geometry.ts';
import { BINARY, readFlatProperties, type FlatColumn } from './flatgeobuf-properties.ts';
import type { FileFacts } from './geojson.ts';
import type { OpenFeatures } from './geopackage.ts';
import { takeGeometry } from './read-geometry.ts';
import { noteUnread } from './unread-columns.ts';

const MAGIC = '66676203666762', MAGIC_BYTES = 8;
/** The library's own limit. */
const LONGEST_HEADER_BYTES = 10 * 2 ** 20, LONGEST_FEATURE_BYTES = 2 ** 28;
const MOST_COLUMNS = 10_000, LONGEST_NAME_BYTES = 1000, MOST_INDEXED = 2 ** 40;
const GET_AGAIN = 'Get the whole file again';

type Fail = (code: string, what: string, fix?: string) => never;

interface Header { readonly columns: readonly FlatColumn[]; readonly geometryType: number; readonly features: number; readonly indexBytes: number; readonly system: CarriedSystem | null; readonly extent: Extent | null }

/**
 * Read every feature; `where` names its number in the file, from 1. Faults go to `findings`.
 * @throws {InputError} if the file cannot be read, is no FlatGeobuf or is cut off.
 */
export function readFlatGeobuf(file: NamedFile, findings: Findings, open: OpenFeatures): FileFacts {
  const hash = createHash('sha256'), bytes = new ByteQueue(readChunks(file, hash));
  const fail: Fail = (code, what, fix = GET_AGAIN) => { throw new InputError({ code, where: file.name, what, fix }); };
  const magic = bytes.take(MAGIC_BYTES);
  if (magic === null) return bytes.rest === 0 ? fail('empty-file', 'is empty') : fail('wrong-format', 'is no FlatGeobuf file', 'Check that this is the right file');
  if (magic.toString('hex', 0, 3) === '666762' && magic[3] !== 3) fail('unsupported-format', `is FlatGeobuf of version ${magic[3]}, expected 3`, 'Write it with a newer GDAL or QGIS');
  if (!magic.toString('hex').startsWith(MAGIC)) fail('wrong-format', 'is no FlatGeobuf file', 'Check that this is the right file');
  /** null at the end of the file. */
  const takeSized = (most: number, of: string): Buffer | null => {
    const at = bytes.taken, head = bytes.take(4), size = head?.readUInt32LE(0) ?? 0;
    if (head === null) return bytes.rest === 0 ? null : fail('cut-off', `is cut off at byte ${at}`);
    if (size < 8 || size > most) fail('damaged-file', `is damaged in the ${of} that begins at byte ${at}`);
    return bytes.take(size) ?? fail('cut-off', `is cut off: it ends in the ${of} that begins at byte ${at}`);
  };
  const header = readHeader(takeSized(LONGEST_HEADER_BYTES, 'header') ?? fail('cut-off', 'is cut off: it ends before its header'), fail);
  passOver(bytes, header.indexBytes, () => fail('cut-off', 'is cut off: it ends in its index'));
  noteUnread(header.columns.filter((column) => column.type === BINARY).map((column) => column.name), file.name, findings);
  const each = open(header.system, header.extent);
  let features = 0;
  for (let piece = takeSized(LONGEST_FEATURE_BYTES, 'feature'); piece !== null; piece = takeSized(LONGEST_FEATURE_BYTES, 'feature')) {
    features++;
    const where = `${file.name}:${features}`;
    try {
      const feature = FlatTable.rootOf(piece), own = feature.table(0);
      const columns = feature.countOf(2, 4) > 0 ? readColumns(feature, 2) : header.columns;
      const geometry = takeGeometry(() => readFlatGeometry(own, header.geometryType, piece.length), where, file.name, findings);
      const properties = readFlatProperties(feature.bytes(1), columns);
      if (geometry !== undefined) each({ where, id: undefined, properties, geometry });
    } catch (error) {
      if (!(error instanceof FlatBufferFault)) throw error;
      findings.fault('damaged-file', where, 'the feature is damaged', GET_AGAIN);
    }
  }
  if (features < header.features) fail('cut-off', `is cut off: it has ${features} of ${header.features} features`);
  return { sha256: hash.digest('hex'), features };
}

function readHeader(piece: Buffer, fail: Fail): Header {
  try {
    const table = FlatTable.rootOf(piece), columns = readColumns(table, 7);
    const features = table.long(8), nodeSize = table.number(9, 'Uint16', 16), crs = table.table(10);
    if (features > MOST_INDEXED || nodeSize === 1) return fail('damaged-file', 'is damaged in its header');
    const envelope = table.numbers(1, 'Float64');
    return {
      columns, features, geometryType: table.number(2, 'Uint8', 0), indexBytes: nodeSize === 0 || features === 0 ? 0 : 40 * nodesOf(features, nodeSize),
      system: crs === null ? null : systemOf(crs), extent: envelope.length === 4 && envelope.every(Number.isFinite) ? envelope as unknown as Extent : null,
    };
  } catch (error) {
    if (error instanceof FlatBufferFault) return fail('damaged-file', 'is damaged in its header');
    throw error;
  }
}

function readColumns(table: FlatTable, field: number): FlatColumn[] {
  if (table.countOf(field, 4) > MOST_COLUMNS) throw new FlatBufferFault('too many columns');
  return table.tables(field).map((column) => {
    if (column.countOf(0, 1) > LONGEST_NAME_BYTES) throw new FlatBufferFault('too long a name');
    return { name: column.text(0), type: column.number(1, 'Uint8', 0) };
  });
}

function systemOf(crs: FlatTable): CarriedSystem | null {
  const organization = crs.text(0) || 'EPSG', code = crs.number(1, 'Int32', 0), wkt = crs.text(4);
  return code > 0 ? systemOfCode(organization, code, wkt) : systemOfWkt(wkt);
}

/** Nodes of the packed Hilbert R-tree over so many items. */
function nodesOf(items: number, nodeSize: number): number {
  let nodes = items;
  for (let level = items; level > 1;) {
    level = Math.ceil(level / nodeSize);
    nodes += level;
  }
  return items === 1 ? 2 : nodes;
}

function passOver(bytes: ByteQueue, length: number, cutOff: () => never): void {
  for (let rest = length; rest > 0; rest -= 1 << 20) if (bytes.take(Math.min(rest, 1 << 20)) === null) cutOff();
}
