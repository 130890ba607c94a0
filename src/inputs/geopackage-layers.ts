/** Which table of a GeoPackage is the layer: told by its table of contents and the name in the project. */
import type Database from 'libsql';
import { quote } from '../core/printable.ts';
import { InputError, type Findings } from '../core/problems.ts';
import type { NamedFile } from './files.ts';
import { chooseLayer } from './layer-names.ts';
import { noteUnread } from './unread-columns.ts';

/** A table or view with one geometry a row. */
export interface FeatureTable {
  readonly name: string;
  readonly geometryColumn: string;
  readonly srsId: number;
  readonly columns: readonly string[];
  /** Column of the primary key, null if there is none of one column. */
  readonly key: string | null;
}

type Fail = (code: string, what: string, fix: string) => never;

/** Columns that a table has at most (of SQLite). */
const MOST_COLUMNS = 1990;

/** @throws {InputError} if there is no feature layer, none of the name, or several and no name. */
export function findTable(database: Database.Database, file: NamedFile, wanted: string | null, findings: Findings): FeatureTable {
  const fail: Fail = (code, what, fix) => { throw new InputError({ code, where: file.name, what, fix }); };
  for (const table of ['gpkg_contents', 'gpkg_geometry_columns', 'gpkg_spatial_ref_sys']) {
    if (namesOf(database, 'SELECT CAST(name AS BLOB) AS a FROM sqlite_master WHERE name = ?', table).length === 0) fail('wrong-format', `is a SQLite database and no GeoPackage: it has no table ${table}`, 'Export the layer as GeoPackage');
  }
  const tables = database.prepare(`SELECT CAST(c.table_name AS BLOB) AS a, CAST(g.column_name AS BLOB) AS b, +g.srs_id AS c
    FROM gpkg_contents c JOIN gpkg_geometry_columns g ON g.table_name = c.table_name WHERE c.data_type = 'features' ORDER BY c.table_name`).raw().all() as unknown[][];
  const names = tables.map(([name]) => textOf(name));
  const others = namesOf(database, "SELECT CAST(table_name AS BLOB) AS a FROM gpkg_contents WHERE data_type <> 'features'");
  if (names.length === 0) fail('no-layer', `has no layer with geometries${others.length > 0 ? ` (only ${others.slice(0, 8).map((n) => quote(n)).join(', ')})` : ''}`, 'Export the layer into it, or check that this is the right file');
  if (wanted !== null && others.includes(wanted)) fail('no-layer', `its table ${quote(wanted)} has no geometries`, `Name a layer that has some: ${names.slice(0, 8).map((n) => quote(n)).join(', ')}`);
  const at = chooseLayer(names, wanted, file);
  const [, geometryColumn, srsId] = tables[at], name = names[at];
  if (wanted === null && others.length > 0) findings.notice('other-tables', file.name, `only the layer ${quote(name)} was read; there are tables without geometries`, others.slice(0, 8).map((n) => quote(n)).join(', '), others.length);
  checkViews(database, fail);
  const { columns, key, ofBytes } = columnsOf(database, name, fail), geometryName = textOf(geometryColumn);
  noteUnread(ofBytes.filter((column) => column !== geometryName), file.name, findings);
  return { columns, key, name, geometryColumn: geometryName, srsId: Number(srsId) };
}

/** `ofBytes` are those declared for binary data. */
function columnsOf(database: Database.Database, name: string, fail: Fail): { columns: string[]; key: string | null; ofBytes: string[] } {
  const rows = database.prepare('SELECT CAST(name AS BLOB) AS a, +pk AS b, CAST(type AS BLOB) AS c FROM pragma_table_info(?)').raw().all(name) as unknown[][];
  if (rows.length === 0) fail('damaged-file', `its table of contents names the layer ${quote(name)}, and there is no such table`, 'Export the layer as GeoPackage again');
  if (rows.length > MOST_COLUMNS) fail('too-large', `the layer ${quote(name)} has ${rows.length} columns`, 'Leave out columns that are not needed');
  const columns = rows.map(([column]) => textOf(column));
  const odd = columns.find((column) => column.includes('\ufffd') || column.includes('\0'));
  if (odd !== undefined) fail('encoding', `the column ${quote(odd)} of the layer ${quote(name)} has a name that is not UTF-8`, 'Rename it');
  const keys = columns.filter((_, i) => Number(rows[i][1]) > 0);
  return { columns, key: keys.length === 1 ? keys[0] : null, ofBytes: columns.filter((_, i) => /^BLOB/i.test(textOf(rows[i][2]))) };
}

/** Views are read like tables, but for those that could run for ever. */
function checkViews(database: Database.Database, fail: Fail): void {
  const views = namesOf(database, "SELECT CAST(sql AS BLOB) AS a FROM sqlite_master WHERE type = 'view'");
  if (views.some((sql) => /\brecursive\b/i.test(sql))) fail('unsupported-format', 'has a recursive view, which could run for ever', 'Export the layer into a GeoPackage of its own');
}

function namesOf(database: Database.Database, sql: string, ...parameters: string[]): string[] {
  return (database.prepare(sql).raw().all(...parameters) as unknown[][]).map(([name]) => textOf(name));
}

/** Text that was taken as bytes; what is not UTF-8 in it is replaced. */
export function textOf(bytes: unknown): string {
  return bytes instanceof Uint8Array || bytes instanceof ArrayBuffer ? new TextDecoder().decode(bytes) : '';
}

/** A name as SQL spells it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
