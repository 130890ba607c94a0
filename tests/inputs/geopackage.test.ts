import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/project.ts';
import { readGis, type Read } from './gis-files.ts';
import { DEGREES_PRJ, gpkgBlob, STRIP_PRJ, wkb, writeGpkg, XIAN_PRJ, type Geometry, type GpkgTable } from './gis-handmade.ts';

const AT: Geometry = { type: 'Point', coordinates: [121.4, 31.6] };
const ONE: GpkgTable = { name: 'villages', rows: [[7, gpkgBlob(AT), 'a']] };
const write = (tables: readonly GpkgTable[] = [ONE], ...more: Parameters<typeof writeGpkg> extends [string, unknown, ...infer Rest] ? Rest : never): string => writeGpkg(join(temporaryFolder(), 'g.gpkg'), tables, ...more);
const read = async (tables: readonly GpkgTable[], options: Parameters<typeof readGis>[1] = {}): Promise<Read> => await readGis(write(tables), options);
const head = (srs = 4326): Buffer => gpkgBlob(AT, srs)?.subarray(0, 8) ?? Buffer.alloc(0);

test('a row is a feature, and its place is its key', async () => {
  const { features, faults, notices, count } = await read([{ name: '居民点 "2024"', columns: '"名称" TEXT, n INTEGER, x REAL, big INTEGER, none TEXT, picture BLOB', rows: [[7, gpkgBlob(AT), '崇明东村', 12, 1.5, 2n ** 60n, null, Buffer.of(1)]] }]);
  expect([faults, notices, count]).toEqual([[], ['unread-columns × 1: columns of binary data, memos or times are left out: "picture"'], 1]);
  expect(features).toEqual([{ where: 'g.gpkg:7', id: 7, geometry: AT, properties: { fid: 7, 名称: '崇明东村', n: 12, x: 1.5, big: '1152921504606846976', none: null, picture: null } }]);
});

test('of several layers the project names one', async () => {
  const tables = [ONE, { ...ONE, name: '设施', rows: [] }, { name: 'notes', type: 'attributes', rows: [] }];
  expect((await read(tables)).faults[0]).toMatch(/^g\.gpkg: has 2 layers, and the project names none: "villages", "设施"\. Name one in the project/);
  expect((await read(tables, { layer: 'villages' })).count).toBe(1);
  expect((await read(tables, { layer: '设施' })).count).toBe(0);
  expect((await read(tables, { layer: 'vilages' })).faults[0]).toMatch(/has no layer "vilages"\. Did you mean "villages"/);
  expect((await read(tables, { layer: 'notes' })).faults[0]).toMatch(/its table "notes" has no geometries/);
});

test('tables without geometries are told of, and are no layer', async () => {
  expect((await read([ONE, { name: 'notes', type: 'attributes', rows: [] }])).notices[0]).toMatch(/^other-tables × 1: only the layer "villages" was read/);
  expect((await read([{ name: 'notes', type: 'attributes', rows: [] }])).faults[0]).toMatch(/has no layer with geometries \(only "notes"\)/);
});

const CASES: Readonly<Record<string, Geometry>> = {
  points: AT, multipoints: { type: 'MultiPoint', coordinates: [[1, 2], [3, 4]] }, lines: { type: 'LineString', coordinates: [[1, 2], [3, 4], [5, 6]] },
  multilines: { type: 'MultiLineString', coordinates: [[[1, 2], [3, 4]], [[5, 6], [7, 8]]] }, polygons: { type: 'Polygon', coordinates: [[[0, 0], [9, 0], [9, 9], [0, 0]], [[4, 1], [5, 1], [5, 2], [4, 1]]] },
  multipolygons: { type: 'MultiPolygon', coordinates: [[[[0, 0], [9, 0], [9, 9], [0, 0]]], [[[20, 0], [29, 0], [29, 9], [20, 0]]]] },
};
/** The same coordinates with further numbers. */
const raise = (coordinates: unknown, by: readonly number[]): unknown => (coordinates as unknown[]).every((c) => typeof c === 'number') ? [...coordinates as number[], ...by] : (coordinates as unknown[]).map((c) => raise(c, by));

for (const [kind, geometry] of Object.entries(CASES)) {
  test(`${kind} are read in either byte order, of ISO and PostGIS, and lose heights and measures with a notice`, async () => {
    const variants = [{ more: 0, by: [] }, { more: 1000, by: [5] }, { more: 2000, by: [6] }, { more: 3000, by: [5, 6] }, { more: 0x80000000, by: [5] }, { more: 0x40000000, by: [6] }];
    const blobs = [false, true].flatMap((isBig) => variants.map(({ more, by }) => Buffer.concat([head(), wkb({ ...geometry, coordinates: raise(geometry.coordinates, by) }, isBig, more)])));
    const { features, faults, notices } = await read([{ ...ONE, rows: blobs.map((blob, i) => [i, blob, 'a']) }]);
    expect([faults, features.map((f) => f.geometry), notices.join()]).toEqual([[], blobs.map(() => geometry), expect.stringMatching(/^heights-left-out × 10: .*row 1, row 2, row 3, row 4, row 5, row 7/)]);
  });
}

test('null and empty geometries are features without one', async () => {
  const empty = Buffer.concat([Buffer.from('GP'), Buffer.of(0, 0x11), Buffer.alloc(4)]), noPoint = Buffer.concat([head(), wkb({ type: 'Point', coordinates: [NaN, NaN] })]);
  expect((await read([{ ...ONE, rows: [[1, null, 'a'], [2, empty, 'b'], [3, noPoint, 'c']] }])).features.map((f) => f.geometry)).toEqual([null, null, null]);
});

test('a geometry that cannot be read is a fault with its row', async () => {
  for (const [blob, message] of [
    [Buffer.from('no geometry'), /^g\.gpkg:3: its geometry is no geometry of a GeoPackage/], ['text', /is no binary value/], [head(), /is broken/],
    [Buffer.concat([head(), wkb(AT).subarray(0, 12)]), /is broken/], [Buffer.concat([head(), Buffer.of(1, 8, 0, 0, 0, 0, 0, 0, 0)]), /is a CircularString, which is not read/],
    [Buffer.concat([head(), Buffer.of(1, 2, 0, 0, 0, 255, 255, 255, 255)]), /is broken/], [Buffer.concat([Buffer.from('GP'), Buffer.of(0, 0x21), Buffer.alloc(4), wkb(AT)]), /extended type/],
  ] as const) expect((await read([{ ...ONE, rows: [[3, blob, 'a']] }])).faults[0]).toMatch(message);
});

test('the system is that of the file, by its code or its text, and must be one that is read', async () => {
  const at = { ...ONE, rows: [[1, gpkgBlob({ type: 'Point', coordinates: [632867.4966, 3498349.7892] }), 'a']] };
  for (const [system, srs] of [[[4549, 'EPSG', 4549, 'undefined'], 4549], [[100001, 'NONE', 0, STRIP_PRJ], 100001], [[5, 'epsg', 4549, ''], 5]] as const) {
    const { features, faults } = await readGis(write([{ ...at, srs }], [system]));
    expect([faults, (features[0].geometry as Geometry).coordinates]).toEqual([[], [expect.closeTo(121.4, 7), expect.closeTo(31.6, 7)]]);
  }
  const faultOf = async (srs: number, system: readonly [number, string, number, string], crs?: string): Promise<string> => (await readGis(write([{ ...ONE, srs }], [system]), { crs })).faults[0];
  expect(await faultOf(99, [99, 'EPSG', 1234, 'undefined'])).toMatch(/is in the coordinate system "EPSG:1234", which is not read/);
  expect(await faultOf(99, [99, 'EPSG', 1234, ''], 'EPSG:4326')).toMatch(/"EPSG:1234", which is not read/);
  expect(await faultOf(4610, [4610, 'EPSG', 4610, XIAN_PRJ])).toMatch(/is in "EPSG:4610 \(GCS_Xian_1980\)", of another datum/);
  expect(await faultOf(4549, [4549, 'EPSG', 4549, STRIP_PRJ], 'EPSG:4548')).toMatch(/its own coordinate system is "EPSG:4549", the project says EPSG:4548/);
  for (const srs of [-1, 0]) expect(await faultOf(srs, [99, 'EPSG', 4326, DEGREES_PRJ])).toMatch(/does not say which coordinate system it is in.*it looks like degrees/);
});

test('text and names that are not UTF-8 do no harm', async () => {
  const cell = await readGis(write([ONE], [], ["UPDATE villages SET id = CAST(x'ff41' AS TEXT)"]));
  expect(cell.features[0].properties['id']).toBe('\ufffdA');
  const path = write([{ ...ONE, columns: 'qqqq TEXT', rows: [] }]), bytes = readFileSync(path);
  for (let at = bytes.indexOf('qqqq'); at >= 0; at = bytes.indexOf('qqqq', at)) bytes.fill(0xff, at, at + 4);
  writeFileSync(path, bytes);
  expect((await readGis(path)).faults[0]).toMatch(/has a name that is not UTF-8/);
});

test('reading changes nothing and leaves nothing beside the file', async () => {
  const path = write(), before = readFileSync(path);
  await readGis(path);
  expect([readFileSync(path).equals(before), readdirSync(join(path, '..'))]).toEqual([true, ['g.gpkg']]);
});

test('what another program has saved and not yet moved into the file is read, with a notice', async () => {
  const path = write(), other = new Database(path);
  onTestFinished(() => { other.close(); });
  other.exec('PRAGMA journal_mode = WAL');
  other.prepare('INSERT INTO villages VALUES (8, ?, ?)').run(gpkgBlob(AT), 'b');
  const { features, notices } = await readGis(path);
  expect([features.map((f) => f.id), notices]).toEqual([[7, 8], ['open-elsewhere × 1: is open in another program, or was not closed; it was read with what is saved so far']]);
});

test('a file in the middle of a write is a fault', async () => {
  const path = write();
  writeFileSync(`${path}-journal`, 'x');
  expect((await readGis(path)).faults[0]).toMatch(/is being written by another program/);
});

test('what is no GeoPackage, or not whole, is a fault', async () => {
  const path = write(), bytes = readFileSync(path), folder = temporaryFolder();
  const faultOf = async (content: Uint8Array | string): Promise<string> => { writeFileSync(join(folder, 'x.gpkg'), content); return (await readGis(join(folder, 'x.gpkg'))).faults[0]; };
  expect(await faultOf('')).toMatch(/is empty/);
  expect(await faultOf('{"type":"FeatureCollection"}')).toMatch(/is no GeoPackage/);
  for (let length = 1; length < bytes.length; length += 997) expect(await faultOf(bytes.subarray(0, length)), `${length} bytes`).toMatch(/cut off|is no GeoPackage/);
  const plain = join(folder, 'plain.gpkg'), database = new Database(plain);
  database.exec('CREATE TABLE a (b)');
  database.close();
  expect((await readGis(plain)).faults[0]).toMatch(/is a SQLite database and no GeoPackage/);
  expect((await readGis(write([ONE], [], ['DROP TABLE villages']))).faults[0]).toMatch(/names the layer "villages", and there is no such table/);
  expect((await readGis(write([ONE], [], ['CREATE VIEW v AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) SELECT x FROM c']))).faults[0]).toMatch(/recursive view/);
});

test('the checksum is that of the file', async () => {
  const path = write(), sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  expect((await readGis(path)).sha256).toBe(sha256);
});
