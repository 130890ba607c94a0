/**
 * Features out of a layer of a GeoPackage (OGC 12-128r18), row by row.
 *
 * SQLite (libsql) reads the file, which is opened so that nothing is ever written beside it; only while
 * another program has it open with changes that are still in its journal is it opened as a guest. Text
 * is taken as bytes and decoded here, and every column asked for is an expression: the library ends the
 * process at text, or a declared type, that is not UTF-8, and at a parameter that is an object.
 */
import { createHash } from 'node:crypto';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { printable, quote } from '../core/printable.ts';
import { InputError, type Findings } from '../core/problems.ts';
import { readChunks, type NamedFile } from './files.ts';
import { systemOfCode, type CarriedSystem, type Extent } from './file-crs.ts';
import type { FileFacts, RawFeature } from './geojson.ts';
import { readGeoPackageBlob } from './geopackage-blob.ts';
import { findTable, quoteName, textOf, type FeatureTable } from './geopackage-layers.ts';
import { takeGeometry } from './read-geometry.ts';

const SQLITE_MAGIC = 'SQLite format 3\0';
const LONGEST_GEOMETRY_BYTES = 2 ** 28, MOST_EXACT = Number.MAX_SAFE_INTEGER;

/** Receives the system that the file names and gives back what takes its features. */
export type OpenFeatures = (carried: CarriedSystem | null, extent: Extent | null) => (feature: RawFeature) => void;

/**
 * Read every row of a layer as a feature; `where` names its primary key, else its number. Faults go to `findings`.
 * @param layer name of the layer, null if there is only one.
 * @throws {InputError} if the file cannot be read, is no GeoPackage or has no such layer.
 */
export function readGeoPackage(file: NamedFile, layer: string | null, findings: Findings, open: OpenFeatures): FileFacts {
  const hash = createHash('sha256');
  checkMagic(file, hash);
  const journal = journalOf(file);
  if (journal !== null) {
    for (const chunk of readChunks(journal)) hash.update(chunk);
    findings.notice('open-elsewhere', file.name, 'is open in another program, or was not closed; it was read with what is saved so far');
  }
  try {
    const database = new Database(journal === null ? `${pathToFileURL(realpathSync(file.path)).href}?immutable=1` : realpathSync(file.path), { readonly: true });
    try {
      database.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON');
      const table = findTable(database, file, layer, findings);
      return { sha256: hash.digest('hex'), features: readRows(database, table, file, findings, open(systemOf(database, table), extentOf(database, table))) };
    } finally {
      database.close();
    }
  } catch (error) {
    throw asInputError(error, file);
  }
}

function checkMagic(file: NamedFile, hash: ReturnType<typeof createHash>): void {
  const fail = (code: string, what: string, fix: string): never => { throw new InputError({ code, where: file.name, what, fix }); };
  let length = 0, pages = 0, encoding = 0, head = '';
  for (const chunk of readChunks(file, hash)) {
    if (length === 0) {
      head = chunk.toString('latin1', 0, SQLITE_MAGIC.length);
      encoding = chunk[59];
      if (chunk.length >= 100) pages = chunk.readUInt32BE(28) * (chunk.readUInt16BE(16) === 1 ? 65_536 : chunk.readUInt16BE(16));
    }
    length += chunk.length;
  }
  if (length === 0) fail('empty-file', 'is empty', 'Get the file again');
  if (head !== SQLITE_MAGIC) fail('wrong-format', 'is no GeoPackage: it is no SQLite database, or an encrypted one', 'Check that this is the right file, and export it without encryption');
  if (encoding > 1) fail('encoding', 'holds its text as UTF-16', 'Export the layer as GeoPackage again: that has UTF-8');
  if (length < pages) fail('cut-off', `is cut off: it has ${length} of ${pages} bytes`, 'Get the whole file again');
}

/** The write-ahead log of another program with changes in it; null if there is none. @throws {InputError} in the middle of a write. */
function journalOf(file: NamedFile): NamedFile | null {
  const path = realpathSync(file.path), hasContent = (name: string): boolean => existsSync(name) && statSync(name).size > 0;
  if (hasContent(`${path}-journal`)) throw new InputError({ code: 'file-in-use', where: file.name, what: 'is being written by another program, or was left in the middle of it', fix: 'Save and close it there, or open and close it in QGIS once' });
  return hasContent(`${path}-wal`) ? { name: `${file.name}-wal`, path: `${path}-wal` } : null;
}

function systemOf(database: Database.Database, { srsId }: FeatureTable): CarriedSystem | null {
  if (srsId <= 0) return null; // "undefined", of the format
  const row = database.prepare('SELECT CAST(organization AS BLOB) AS a, +organization_coordsys_id AS b, CAST(definition AS BLOB) AS c FROM gpkg_spatial_ref_sys WHERE srs_id = ?').raw().all(srsId)[0] as unknown[] | undefined;
  return row === undefined ? systemOfCode('EPSG', srsId, '') : systemOfCode(textOf(row[0]), Number(row[1]), textOf(row[2]));
}

/** As the table of contents says. */
function extentOf(database: Database.Database, { name }: FeatureTable): Extent | null {
  const row = database.prepare('SELECT +min_x AS a, +min_y AS b, +max_x AS c, +max_y AS d FROM gpkg_contents WHERE table_name = ?').raw().all(name)[0] as unknown[] | undefined;
  return row?.every((v) => typeof v === 'number' && Number.isFinite(v)) ? row as unknown as Extent : null;
}

function readRows(database: Database.Database, { name, columns, geometryColumn, key }: FeatureTable, file: NamedFile, findings: Findings, each: (feature: RawFeature) => void): number {
  const geometry = quoteName(geometryColumn), others = columns.filter((c) => c !== geometryColumn);
  const values = others.map((column, i) => {
    const c = quoteName(column); // whole numbers that JavaScript cannot hold become text, blobs are no attributes
    return `CASE typeof(${c}) WHEN 'text' THEN CAST(${c} AS BLOB) WHEN 'blob' THEN NULL WHEN 'integer' THEN CASE WHEN ${c} BETWEEN -${MOST_EXACT} AND ${MOST_EXACT} THEN ${c} ELSE CAST(CAST(${c} AS TEXT) AS BLOB) END ELSE ${c} END AS c${i}`;
  });
  const head = [`CASE WHEN length(${geometry}) > ${LONGEST_GEOMETRY_BYTES} THEN 1 WHEN typeof(${geometry}) IN ('blob', 'null') THEN ${geometry} ELSE 0 END AS g`];
  const keyAt = key === null ? -1 : others.indexOf(key);
  const rows = database.prepare(`SELECT ${[...head, ...values].join(', ')} FROM ${quoteName(name)}`).raw().iterate() as Iterable<readonly unknown[]>;
  let features = 0;
  for (const [blob, ...cells] of rows) {
    features++;
    const id = keyAt < 0 ? undefined : decode(cells[keyAt]);
    const where = `${file.name}:${typeof id === 'number' ? id : features}`;
    const read = takeGeometry(() => readGeoPackageBlob(blob), where, file.name, findings);
    if (read === undefined) continue;
    each({ where, id, geometry: read, properties: Object.fromEntries(others.map((column, i) => [column, decode(cells[i])])) });
  }
  return features;
}

function decode(cell: unknown): unknown {
  return cell instanceof Uint8Array || cell instanceof ArrayBuffer ? textOf(cell) : cell ?? null;
}

function asInputError(error: unknown, file: NamedFile): unknown {
  const { code } = error as { code?: unknown };
  if (error instanceof InputError || typeof code !== 'string' || !code.startsWith('SQLITE')) return error;
  const say = (kind: string, what: string, fix: string): InputError => new InputError({ code: kind, where: file.name, what, fix }, error);
  const detail = printable((error as Error).message);
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return say('file-in-use', 'is locked by another program', 'Close it there');
  if (code.startsWith('SQLITE_NOTADB')) return say('wrong-format', 'is no GeoPackage: it is no SQLite database, or an encrypted one', 'Check that this is the right file, and export it without encryption');
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY')) return say('file-in-use', 'cannot be opened while another program has it open', 'Close it there, or copy it');
  if (code.startsWith('SQLITE_ERROR')) return say('wrong-format', `is no GeoPackage that can be read: ${quote(detail)}`, 'Export the layer as GeoPackage again');
  return say('damaged-file', `is damaged (${quote(detail)})`, 'Get the whole file again');
}
