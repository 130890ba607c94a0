import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { geodesicMetres } from '../../src/core/geodesy.ts';
import { temporaryFolder } from '../support/project.ts';
import { seeded } from '../support/random.ts';
import { put, readGis, type Read } from './gis-files.ts';
import { dbf, DEGREES_PRJ, GB_NAME, GB_VILLAGE, shape, shp, STRIP_PRJ, XIAN_PRJ, type Geometry, type Ring } from './gis-handmade.ts';

const AT = { type: 'Point', coordinates: [121.4, 31.6] };
const POINT = shp([shape(AT)]);
const ID = dbf([{ name: 'id' }], [['a']]);
/** One village whose name column and name are in the encoding of the bytes given. */
const village = (name: string | Buffer, value: string | Buffer, language = 0): Buffer => dbf([{ name: 'id' }, { name }], [['a', value]], { language });
type Parts = Readonly<Record<string, Uint8Array | string>>;
const read = async (parts: Parts, more: Parameters<typeof readGis>[1] = {}): Promise<Read> => await readGis(put(temporaryFolder(), { 's.shp': POINT, 's.dbf': ID, 's.prj': DEGREES_PRJ, ...parts }), more);
/** The same parts but for those named. */
const readOnly = async (parts: Parts, more: Parameters<typeof readGis>[1] = {}): Promise<Read> => await readGis(put(temporaryFolder(), parts), more);
const polygonsOf = async (...rings: Ring[]): Promise<unknown> => (await read({ 's.shp': shp([shape({ type: 'Polygon', coordinates: rings })]) })).features[0].geometry;
/** Clockwise, as a Shapefile wants it of areas; `size` below 0 turns it round. */
const square = (x: number, y: number, size: number): Ring => {
  const r = Math.abs(size), ring = [[x, y], [x, y + r], [x + r, y + r], [x + r, y], [x, y]];
  return size < 0 ? ring.reverse() : ring;
};

for (const { told, parts, notices } of [
  { told: 'by the .cpg', parts: { 's.dbf': village(GB_NAME, GB_VILLAGE), 's.cpg': 'GBK' }, notices: [] },
  { told: 'by a .cpg of ArcGIS', parts: { 's.dbf': village(GB_NAME, GB_VILLAGE), 's.cpg': '936\r\n' }, notices: [] },
  { told: 'by the language byte', parts: { 's.dbf': village(GB_NAME, GB_VILLAGE, 0x4d) }, notices: [] },
  { told: 'by the text, as GB18030', parts: { 's.dbf': village(GB_NAME, GB_VILLAGE) }, notices: ['gb18030 × 1'] },
  { told: 'by the text, whatever the Western language byte says', parts: { 's.dbf': village(GB_NAME, GB_VILLAGE, 0x57) }, notices: ['gb18030 × 1'] },
  { told: 'by the text, as UTF-8', parts: { 's.dbf': village('名称', '崇明东村') }, notices: [] },
  { told: 'by a .cpg of UTF-8', parts: { 's.dbf': village('名称', '崇明东村'), 's.CPG': 'UTF-8' }, notices: [] },
  { told: 'by the text, where the .cpg is nonsense', parts: { 's.dbf': village('名称', '崇明东村'), 's.cpg': 'klingon' }, notices: ['unknown-encoding × 1'] },
]) {
  test(`Chinese text of a .dbf is read, its encoding told ${told}`, async () => {
    const found = await read(parts);
    expect([found.faults, found.features[0].properties, found.notices.map((n) => n.split(':')[0])]).toEqual([[], { id: 'a', 名称: '崇明东村' }, notices]);
  });
}

test('text in neither encoding is a fault, and a .cpg mends it', async () => {
  const parts = { 's.dbf': village('name', Buffer.from([0xa4, 0x80, 0xff, 0xff])) };
  expect((await read(parts)).faults).toEqual(['s.dbf: holds text neither in UTF-8 nor in GB18030. Put a .cpg beside it that names its encoding, for example BIG5.']);
  expect((await read({ ...parts, 's.cpg': 'BIG5' })).faults).toEqual([]);
});

test('the last character of a full field may be cut in two, and the rest is read', async () => {
  const [{ properties }] = (await read({ 's.dbf': dbf([{ name: 'id' }, { name: 'name', length: 10 }], [['a', Buffer.from('崇明东村')]]), 's.cpg': 'UTF-8' })).features;
  expect(properties['name']).toBe('崇明东'); // three of three bytes and the first of the fourth
});

test('files and folders may have Chinese names, and endings any case', async () => {
  const chinese: Parts = { '崇明东村.shp': POINT, '崇明东村.dbf': ID, '崇明东村.prj': DEGREES_PRJ }, capitals: Parts = { 'A.SHP': POINT, 'A.DBF': ID, 'A.Prj': DEGREES_PRJ };
  for (const given of [chinese, capitals]) {
    const { features, faults, notices } = await readOnly(given);
    expect([features.length, faults, notices]).toEqual([1, [], []]);
  }
});

test('values come out as what their columns are', async () => {
  const columns = [{ name: 'n', type: 'N' as const }, { name: 'f', type: 'F' as const }, { name: 'l', type: 'L' as const, length: 1 }, { name: 'd', type: 'D' as const, length: 8 }, { name: 'c' }];
  const { features } = await read({ 's.shp': shp([shape(AT), shape(AT)]), 's.dbf': dbf(columns, [['   12', '-1.5e2', 'T', '20240131', ' two words '], ['', '****', '?', '', '']]) });
  expect(features.map((f) => f.properties)).toEqual([{ n: 12, f: -150, l: true, d: '2024-01-31', c: ' two words' }, { n: null, f: null, l: null, d: null, c: null }]);
});

test('memos and times are told of', async () => {
  const { features, notices } = await read({ 's.dbf': dbf([{ name: 'id' }, { name: 'when', type: '@' }], [['a', 'x']]) });
  expect([features[0].properties, notices]).toEqual([{ id: 'a' }, ['unread-columns × 1: columns of binary data, memos or times are left out: "when"']]);
});

test('without a .prj the project must declare the system, and the message names a likely one', async () => {
  const bare = { 's.shp': POINT, 's.dbf': ID };
  expect((await readOnly(bare)).faults).toEqual(['s.shp: does not say which coordinate system it is in. Declare it in the project with crs.']);
  expect((await readOnly({ ...bare, 's.prj': ' ' })).faults[0]).toMatch(/does not say/);
  expect((await readOnly({ ...bare, 's.prj': 'LOCAL_CS["Unknown"]' })).faults[0]).toMatch(/does not say/);
  const boxed = Buffer.from(POINT); // the extent of the header, in degrees
  [121.4, 31.6, 121.4, 31.6].forEach((v, i) => boxed.writeDoubleLE(v, 36 + 8 * i));
  expect((await readOnly({ ...bare, 's.shp': boxed })).faults[0]).toMatch(/crs \(it looks like degrees: EPSG:4326, or gcj02 or bd09/);
  const declared = await readOnly(bare, { crs: 'EPSG:4326' });
  expect([declared.faults, declared.features.length]).toEqual([[], 1]);
});

test('coordinates of EPSG:4549 come out as degrees, to a centimetre', async () => {
  // [632867.4966, 3498349.7892] is [121.4, 31.6], by PROJ 9
  const { features, faults } = await read({ 's.shp': shp([shape({ type: 'Point', coordinates: [632867.4966, 3498349.7892] })]), 's.prj': STRIP_PRJ });
  const [lon, lat] = (features[0].geometry as { coordinates: number[] }).coordinates;
  expect([faults, geodesicMetres(lon, lat, 121.4, 31.6) < 0.01]).toEqual([[], true]);
});

test('a declared system must be that of the .prj', async () => {
  expect((await read({ 's.prj': STRIP_PRJ }, { crs: 'EPSG:4326' })).faults[0]).toMatch(/^s\.shp: its own coordinate system is "EPSG:4549 \(CGCS2000_3_Degree_GK_CM_120E\)", the project says EPSG:4326\./);
  expect((await read({}, { crs: 'EPSG:4549' })).faults[0]).toMatch(/its own coordinate system is "GCS_WGS_1984", the project says EPSG:4549/);
  for (const crs of ['EPSG:4326', 'EPSG:4490', '+proj=longlat +datum=WGS84', 'gcj02']) expect((await read({}, { crs })).faults, crs).toEqual([]);
});

test('Xian 1980 is never taken as WGS84: it needs a declared shift', async () => {
  expect((await read({ 's.prj': XIAN_PRJ })).faults[0]).toMatch(/is in "GCS_Xian_1980", of another datum than WGS84 and CGCS2000/);
  expect((await read({ 's.prj': XIAN_PRJ.replace('],PRIMEM', ',TOWGS84[0,0,0,0,0,0,0]],PRIMEM') })).faults[0]).toMatch(/another datum/);
  expect((await read({ 's.prj': XIAN_PRJ }, { crs: 'EPSG:4490' })).faults[0]).toMatch(/another datum/);
  const shifted = await read({ 's.prj': XIAN_PRJ }, { crs: '+proj=longlat +a=6378140 +rf=298.257 +towgs84=100,0,0' });
  const [lon, lat] = (shifted.features[0].geometry as { coordinates: number[] }).coordinates;
  // 100 m along the axis to longitude 0: 100 × sin 121.4° = 85.4 m to the west, 100 × cos 121.4° × sin 31.6° = 27.3 m to the north
  expect(geodesicMetres(lon, lat, 121.4, 31.6)).toBeGreaterThan(85);
  expect(geodesicMetres(lon, lat, 121.4, 31.6)).toBeLessThan(95);
});

test('deleted rows are left out with their shapes, and told of', async () => {
  const { features, notices, count } = await read({ 's.shp': shp([shape(AT), shape({ type: 'Point', coordinates: [121.5, 31.6] })]), 's.dbf': dbf([{ name: 'id' }], [['a'], ['b']], { deleted: [0] }) });
  expect([features.map((f) => f.properties['id']), count, notices]).toEqual([['b'], 1, ['deleted-rows × 1: rows are marked as deleted in the .dbf and left out']]);
});

test('a record without a shape is a feature without a geometry', async () => {
  const { features } = await read({ 's.shp': shp([shape(null), shape(AT)]), 's.dbf': dbf([{ name: 'id' }], [['a'], ['b']]) });
  expect(features.map((f) => [f.where, f.geometry])).toEqual([['s.shp:1', null], ['s.shp:2', AT]]);
});

test('the files must be there and belong together', async () => {
  expect((await readOnly({ 's.dbf': ID })).faults[0]).toMatch(/is part of a Shapefile whose \.shp is not there/);
  expect((await readOnly({ 's.shp': POINT, 's.prj': DEGREES_PRJ })).notices[0]).toMatch(/^no-attributes × 1: has no \.dbf/);
  for (const rows of [[], [['a'], ['b']]]) expect((await read({ 's.dbf': dbf([{ name: 'id' }], rows) })).faults[0]).toMatch(/has [02] rows, and s\.shp has 1 geometries/);
});

test('rings that turn with the clock are areas, the others holes in the smallest area around them', async () => {
  const [outer, hole, island, lake] = [square(0, 0, 9), square(1, 1, -7), square(2, 2, 5), square(3, 3, -1)];
  expect(await polygonsOf(lake, island, hole, outer)).toEqual({ type: 'MultiPolygon', coordinates: [[island, lake], [outer, hole]] });
  const loose = await read({ 's.shp': shp([shape({ type: 'Polygon', coordinates: [outer, square(20, 20, -1)] })]) });
  expect(loose.features[0].geometry).toEqual({ type: 'MultiPolygon', coordinates: [[outer], [square(20, 20, -1)]] });
  expect(loose.notices[0]).toMatch(/^loose-ring × 1/);
});

test('random lines and points come out as they went in', async () => {
  const random = seeded(3), path = (): Ring => Array.from({ length: 2 + Math.floor(8 * random()) }, () => [180 * random(), 90 * random()]);
  const geometries: Geometry[] = Array.from({ length: 100 }, (_, i) => (i % 3 === 0 ? { type: 'LineString', coordinates: path() } : i % 3 === 1 ? { type: 'MultiLineString', coordinates: [path(), path()] } : { type: 'MultiPoint', coordinates: path() }));
  const { features } = await read({ 's.shp': shp(geometries.map(shape)), 's.dbf': dbf([{ name: 'id' }], geometries.map((_, i) => [String(i)])) });
  expect(features.map((f) => f.geometry)).toEqual(geometries);
});

test('wherever the .shp or the .dbf is cut off, that is a fault', async () => {
  const rows = dbf([{ name: 'id' }], [['a'], ['b']]), two = shp([shape(AT), shape({ type: 'LineString', coordinates: [[0, 0], [1, 1]] })]);
  for (let length = 0; length < two.length; length++) expect((await read({ 's.shp': two.subarray(0, length), 's.dbf': rows })).faults.join(), `${length} bytes of the .shp`).toMatch(/is empty|cut off/);
  for (let length = 0; length < rows.length - 1; length++) expect((await read({ 's.shp': two, 's.dbf': rows.subarray(0, length) })).faults.join(), `${length} bytes of the .dbf`).toMatch(/cut off/);
});

const zipped = (parts: Parts): Uint8Array => zipSync(Object.fromEntries(Object.entries(parts).map(([name, content]) => [name, Buffer.from(content)])));
const parts = (stem: string): Parts => ({ [`${stem}.shp`]: POINT, [`${stem}.dbf`]: ID, [`${stem}.prj`]: DEGREES_PRJ });

test('a Shapefile in a zip archive is read, in a folder and with a Chinese name too', async () => {
  for (const stem of ['s', 'folder/deep/s', '数据/居民点']) {
    const { features, faults, notices } = await readOnly({ 'a.zip': zipped(parts(stem)) });
    expect([features.map((f) => f.properties), faults, notices]).toEqual([[{ id: 'a' }], [], []]);
  }
});

test('of several Shapefiles in an archive the project names one, also where their names are in GB18030', async () => {
  // fflate writes names in UTF-8; those of old archives have the bytes of GB18030, here of 名称 (4 bytes) for the 4 of "layr"
  const archive = Buffer.from(zipped({ ...parts('layr'), ...parts('other') }));
  for (let at = archive.indexOf('layr'); at >= 0; at = archive.indexOf('layr', at)) GB_NAME.copy(archive, at);
  expect((await readOnly({ 'a.zip': archive })).faults[0]).toMatch(/^a\.zip: has 2 layers, and the project names none: "other", "名称"\. Name one in the project/);
  expect((await readOnly({ 'a.zip': archive }, { layer: '名称' })).count).toBe(1);
  expect((await readOnly({ 'a.zip': archive }, { layer: 'othr' })).faults[0]).toMatch(/has no layer "othr"\. Did you mean "other"/);
});

test('an archive without a Shapefile, a broken one and one that unfolds too far are faults', async () => {
  expect((await readOnly({ 'a.zip': zipped({ 'a.txt': 'x' }) })).faults[0]).toMatch(/without a Shapefile/);
  expect((await readOnly({ 'a.zip': '' })).faults[0]).toMatch(/is empty/);
  expect((await readOnly({ 'a.zip': 'PK no archive' })).faults[0]).toMatch(/no zip archive/);
  const bomb = Buffer.from(zipped(parts('s'))), entry = bomb.indexOf(Buffer.from('504b0102', 'hex'));
  bomb.writeUInt32LE(600 * 2 ** 20, entry + 24); // the size it says it unfolds to
  expect((await readOnly({ 'a.zip': bomb })).faults[0]).toMatch(/its part "s\.shp" unfolds from \d+ to 629145600 bytes/);
});

test('an archive whose Shapefile does not have its checksum is a fault', async () => {
  const archive = Buffer.from(zipSync(Object.fromEntries(Object.entries(parts('s')).map(([name, content]) => [name, Buffer.from(content)])), { level: 0 }));
  archive[archive.indexOf(Buffer.from(POINT)) + POINT.length - 1] ^= 1; // a bit of the latitude
  expect((await readOnly({ 'a.zip': archive })).faults).toEqual([expect.stringMatching(/^a\.zip: its part "s\.shp" is broken: the checksum does not fit\. Get the whole file/)]);
});
