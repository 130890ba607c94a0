/** Shapefiles, GeoPackages and FlatGeobufs made by hand, byte by byte, so that the readers are tested without GDAL. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';

export type Ring = readonly (readonly number[])[];
export interface Geometry { readonly type: string; readonly coordinates: unknown }

export const DEGREES_PRJ = 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';
export const XIAN_PRJ = 'GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';
/** EPSG:4549 as ArcGIS writes it. */
export const STRIP_PRJ = 'PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';
/** 崇明东村 and 名称 in GB18030. */
export const GB_VILLAGE = Buffer.from([0xb3, 0xe7, 0xc3, 0xf7, 0xb6, 0xab, 0xb4, 0xe5]), GB_NAME = Buffer.from([0xc3, 0xfb, 0xb3, 0xc6]);

const doubles = (values: readonly number[], isBig = false): Buffer => {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((v, i) => { if (isBig) bytes.writeDoubleBE(v, 8 * i); else bytes.writeDoubleLE(v, 8 * i); });
  return bytes;
};
const int32 = (value: number, isBig = false): Buffer => { const bytes = Buffer.alloc(4); if (isBig) bytes.writeInt32BE(value); else bytes.writeInt32LE(value); return bytes; };
const uint16 = (value: number): Buffer => Buffer.of(value & 255, value >> 8);

// Shapefile -------------------------------------------------------------------------------------

/** The content of a record; null is a record without a shape. */
export function shape(geometry: Geometry | null): Buffer {
  if (geometry === null) return int32(0);
  const { type, coordinates } = geometry;
  if (type === 'Point') return Buffer.concat([int32(1), doubles(coordinates as number[])]);
  const box = Buffer.alloc(32);
  if (type === 'MultiPoint') return Buffer.concat([int32(8), box, int32((coordinates as Ring).length), doubles((coordinates as Ring).flat())]);
  const parts = type === 'LineString' ? [coordinates as Ring] : type === 'MultiPolygon' ? (coordinates as Ring[][]).flat() : coordinates as Ring[];
  const firsts = parts.map((_, i) => int32(parts.slice(0, i).reduce((n, p) => n + p.length, 0)));
  return Buffer.concat([int32(type.endsWith('Polygon') ? 5 : 3), box, int32(parts.length), int32(parts.flat().length), ...firsts, doubles(parts.flat(2))]);
}

export function shp(records: readonly Buffer[]): Buffer {
  const body = records.flatMap((record, i) => [int32(i + 1, true), int32(record.length / 2, true), record]);
  const length = 100 + body.reduce((sum, b) => sum + b.length, 0), kind = records.find((r) => r.readInt32LE(0) !== 0)?.readInt32LE(0) ?? 1;
  return Buffer.concat([int32(9994, true), Buffer.alloc(20), int32(length / 2, true), int32(1000), int32(kind), Buffer.alloc(64), ...body]);
}

export interface DbfColumn { readonly name: string | Buffer; readonly type?: 'C' | 'N' | 'L' | 'D' | 'F' | '@'; readonly length?: number }

/** Cells are written as they stand; `deleted` are numbers of rows. */
export function dbf(columns: readonly DbfColumn[], rows: readonly (readonly (string | Buffer)[])[], { language = 0, deleted = [] }: { language?: number; deleted?: readonly number[] } = {}): Buffer {
  const lengths = columns.map((c) => c.length ?? 20), padded = (value: string | Buffer, length: number, fill: number): Buffer => Buffer.concat([Buffer.from(value), Buffer.alloc(length, fill)]).subarray(0, length);
  const fields = columns.map(({ name, type = 'C' }, i) => Buffer.concat([padded(name, 11, 0), Buffer.from(type), Buffer.alloc(4), Buffer.of(lengths[i], 0), Buffer.alloc(14)]));
  const head = Buffer.concat([Buffer.of(3, 124, 1, 1), int32(rows.length), uint16(33 + 32 * columns.length), uint16(1 + lengths.reduce((a, b) => a + b, 0)), Buffer.alloc(17), Buffer.of(language, 0, 0)]);
  const body = rows.map((row, i) => Buffer.concat([Buffer.from(deleted.includes(i) ? '*' : ' '), ...row.map((cell, j) => padded(cell, lengths[j], 0x20))]));
  return Buffer.concat([head, ...fields, Buffer.of(0x0d), ...body, Buffer.of(0x1a)]);
}

// Well-known binary and GeoPackage --------------------------------------------------------------

const WKB_TYPES = ['', 'Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon'];

/** @param more added to the type: 1000 for Z, 2000 for M, or the flags of PostGIS. Positions must have as many numbers. */
export function wkb({ type, coordinates }: Geometry, isBig = false, more = 0): Buffer {
  const number = WKB_TYPES.indexOf(type), count = (list: readonly unknown[]): Buffer => int32(list.length, isBig);
  const path = (ring: Ring): Buffer => Buffer.concat([count(ring), doubles(ring.flat(), isBig)]);
  const members = coordinates as unknown[];
  const body = number === 1 ? [doubles(coordinates as number[], isBig)] : number === 2 ? [path(coordinates as Ring)] : number === 3 ? [count(members), ...(members as Ring[]).map(path)]
    : [count(members), ...members.map((m) => wkb({ type: WKB_TYPES[number - 3], coordinates: m }, isBig, more))];
  return Buffer.concat([Buffer.of(isBig ? 0 : 1), int32(number + more | 0, isBig), ...body]);
}

/** A geometry as a GeoPackage stores it, without an envelope. */
export function gpkgBlob(geometry: Geometry | null, srs = 4326): Buffer | null {
  return geometry === null ? null : Buffer.concat([Buffer.from('GP'), Buffer.of(0, 1), int32(srs), wkb(geometry)]);
}

export interface GpkgTable { readonly name: string; readonly srs?: number; readonly columns?: string; readonly rows: readonly (readonly unknown[])[]; readonly type?: string }

/**
 * Write a GeoPackage; the rows are those of fid, geom and the further columns.
 * @param systems srs_id, organization, its code and text beside that of EPSG:4326.
 * @returns the path.
 */
export function writeGpkg(path: string, tables: readonly GpkgTable[], systems: readonly (readonly [number, string, number, string])[] = [], more: readonly string[] = []): string {
  rmSync(path, { force: true });
  const database = new Database(path);
  database.exec(`CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT);
    CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT)`);
  for (const [id, organization, code, definition] of [[4326, 'EPSG', 4326, DEGREES_PRJ] as const, ...systems]) database.prepare('INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)').run(String(id), id, organization, code, definition);
  for (const { name, srs = 4326, columns = 'id TEXT', rows, type = 'features' } of tables) {
    const table = `"${name.replaceAll('"', '""')}"`;
    database.exec(`CREATE TABLE ${table} (fid INTEGER PRIMARY KEY, geom BLOB, ${columns})`);
    database.prepare('INSERT INTO gpkg_contents VALUES (?, ?, ?, 121, 31, 122, 32, ?)').run(name, type, name, srs);
    if (type === 'features') database.prepare("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', ?, 2, 2)").run(name, srs);
    for (const row of rows) database.prepare(`INSERT INTO ${table} VALUES (${row.map(() => '?').join()})`).run(...row);
  }
  for (const sql of more) database.exec(sql);
  database.close();
  return path;
}

/** The bytes of such a file. */
export function gpkg(...[tables, systems, more]: Parameters<typeof writeGpkg> extends [string, ...infer Rest] ? Rest : never): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'lifecircle-test-')), bytes = readFileSync(writeGpkg(join(folder, 'g.gpkg'), tables, systems, more));
  rmSync(folder, { recursive: true });
  return bytes;
}

// FlatGeobuf ------------------------------------------------------------------------------------

/** A piece of a FlatBuffer and where in it references point. */
interface Piece { readonly bytes: Buffer; readonly entry: number }

const list = (count: number, content: Buffer): Piece => ({ bytes: Buffer.concat([int32(count), content]), entry: 0 });
const flatText = (value: string): Piece => list(Buffer.byteLength(value), Buffer.from(`${value}\0`));

/** Fields by number: inline bytes, or a piece to refer to. */
function flatTable(fields: Readonly<Record<number, Buffer | Piece | undefined>>): Piece {
  const most = Math.max(-1, ...Object.keys(fields).map(Number)), entry = 4 + 2 * (most + 1), slots = Buffer.alloc(entry);
  const inline: Buffer[] = [int32(entry)], pieces: { at: number; piece: Piece }[] = [];
  let at = 4;
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    slots.writeUInt16LE(at, 4 + 2 * Number(field));
    if (Buffer.isBuffer(value)) inline.push(value);
    else { pieces.push({ at: entry + at, piece: value }); inline.push(int32(0)); }
    at += Buffer.isBuffer(value) ? value.length : 4;
  }
  slots.writeUInt16LE(entry, 0);
  slots.writeUInt16LE(at, 2);
  return { bytes: joinPieces(Buffer.concat([slots, ...inline]), pieces), entry };
}

function flatTables(members: readonly Piece[]): Piece {
  return { bytes: joinPieces(Buffer.concat([int32(members.length), Buffer.alloc(4 * members.length)]), members.map((piece, i) => ({ at: 4 + 4 * i, piece }))), entry: 0 };
}

/** Append pieces and write the way to each at its place. */
function joinPieces(head: Buffer, pieces: readonly { at: number; piece: Piece }[]): Buffer {
  let all = head;
  for (const { at, piece } of pieces) {
    all.writeUInt32LE(all.length + piece.entry - at, at);
    all = Buffer.concat([all, piece.bytes]);
  }
  return all;
}

const sized = ({ bytes, entry }: Piece): Buffer => Buffer.concat([int32(bytes.length + 4), int32(entry + 4), bytes]);

const FLAT_TYPES = ['', 'Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon'];

function flatGeometry({ type, coordinates }: Geometry): Piece {
  if (type === 'MultiPolygon') return flatTable({ 6: Buffer.of(6), 7: flatTables((coordinates as Ring[][]).map((c) => flatGeometry({ type: 'Polygon', coordinates: c }))) });
  const parts = type === 'Point' ? [[coordinates as number[]]] : /^(LineString|MultiPoint)$/.test(type) ? [coordinates as Ring] : coordinates as Ring[];
  const xy = parts.flat(), ends = parts.map((_, i) => int32(parts.slice(0, i + 1).flat().length));
  const heights = xy[0]?.length === 3 ? list(xy.length, doubles(xy.map((p) => p[2]))) : undefined;
  return flatTable({ 0: ends.length > 1 ? list(ends.length, Buffer.concat(ends)) : undefined, 1: list(2 * xy.length, doubles(xy.flatMap((p) => [p[0], p[1]]))), 2: heights, 6: Buffer.of(FLAT_TYPES.indexOf(type)) });
}

/** A cell of a feature: the number of its column, then its value. */
export const flatCell = { text: (column: number, value: string): Buffer => Buffer.concat([uint16(column), int32(Buffer.byteLength(value)), Buffer.from(value)]), int: (column: number, value: number): Buffer => Buffer.concat([uint16(column), int32(value)]), double: (column: number, value: number): Buffer => Buffer.concat([uint16(column), doubles([value])]), flag: (column: number, value: boolean): Buffer => Buffer.concat([uint16(column), Buffer.of(Number(value))]) };

export interface FlatFeature { readonly geometry: Geometry | null; readonly cells: readonly Buffer[] }

/**
 * Without an index. Types of columns: 2 Bool, 5 Int, 10 Double, 11 String.
 * @param count as the header says it, the true one if not given.
 */
export function fgb(columns: readonly { readonly name: string; readonly type: number }[], features: readonly FlatFeature[], { epsg = 4326, count = features.length, wkt = '' }: { epsg?: number | null; count?: number; wkt?: string } = {}): Buffer {
  const crs = epsg === null ? undefined : flatTable({ 0: flatText('EPSG'), 1: int32(epsg), 4: wkt === '' ? undefined : flatText(wkt) });
  const header = flatTable({ 7: flatTables(columns.map(({ name, type }) => flatTable({ 0: flatText(name), 1: Buffer.of(type) }))), 8: Buffer.concat([int32(count), int32(0)]), 9: uint16(0), 10: crs });
  const body = features.map(({ geometry, cells }) => flatTable({ 0: geometry === null ? undefined : flatGeometry(geometry), 1: list(Buffer.concat(cells).length, Buffer.concat(cells)) }));
  return Buffer.concat([Buffer.from('6667620366676201', 'hex'), sized(header), ...body.map(sized)]);
}
