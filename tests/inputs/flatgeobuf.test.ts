import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/project.ts';
import { put, readGis, type Read } from './gis-files.ts';
import { fgb, flatCell, STRIP_PRJ, XIAN_PRJ, type FlatFeature, type Geometry } from './gis-handmade.ts';

const AT: Geometry = { type: 'Point', coordinates: [121.4, 31.6] };
const COLUMNS = [{ name: 'id', type: 11 }, { name: '人口', type: 5 }, { name: 'share', type: 10 }, { name: 'open', type: 2 }];
const ONE: FlatFeature = { geometry: AT, cells: [flatCell.text(0, 'a')] };
const read = async (bytes: Uint8Array | string, options: Parameters<typeof readGis>[1] = {}): Promise<Read> => await readGis(put(temporaryFolder(), { 'f.fgb': bytes }), options);

test('cells come out as what their columns are, and what is absent is absent', async () => {
  const cells = [flatCell.text(0, '崇明东村'), flatCell.int(1, -12), flatCell.double(2, 1.5), flatCell.flag(3, true)];
  const { features, faults, notices, count } = await read(fgb(COLUMNS, [{ geometry: AT, cells }, { geometry: null, cells: [flatCell.text(0, 'b')] }]));
  expect([faults, notices, count]).toEqual([[], [], 2]);
  expect(features.map(({ where, id, geometry, properties }) => ({ where, id, geometry, properties }))).toEqual([
    { where: 'f.fgb:1', id: undefined, geometry: AT, properties: { id: '崇明东村', 人口: -12, share: 1.5, open: true } },
    { where: 'f.fgb:2', id: undefined, geometry: null, properties: { id: 'b' } },
  ]);
});

test('geometries of every type come out as they went in', async () => {
  const geometries: Geometry[] = [
    AT, { type: 'MultiPoint', coordinates: [[1, 2], [3, 4]] }, { type: 'LineString', coordinates: [[1, 2], [3, 4], [5, 6]] },
    { type: 'MultiLineString', coordinates: [[[1, 2], [3, 4]], [[5, 6], [7, 8]]] }, { type: 'Polygon', coordinates: [[[0, 0], [9, 0], [9, 9], [0, 0]]] },
    { type: 'Polygon', coordinates: [[[0, 0], [9, 0], [9, 9], [0, 0]], [[4, 1], [5, 1], [5, 2], [4, 1]]] },
    { type: 'MultiPolygon', coordinates: [[[[0, 0], [9, 0], [9, 9], [0, 0]]], [[[20, 0], [29, 0], [29, 9], [20, 0]], [[24, 1], [25, 1], [25, 2], [24, 1]]]] },
  ];
  const { features, faults } = await read(fgb(COLUMNS, geometries.map((geometry) => ({ geometry, cells: [] }))));
  expect([faults, features.map((f) => f.geometry)]).toEqual([[], geometries]);
});

test('heights are left out, with a notice', async () => {
  const { features, notices } = await read(fgb(COLUMNS, [{ geometry: { type: 'LineString', coordinates: [[1, 2, 3], [4, 5, 6]] }, cells: [] }]));
  expect([features[0].geometry, notices[0]]).toEqual([{ type: 'LineString', coordinates: [[1, 2], [4, 5]] }, expect.stringMatching(/^heights-left-out × 1/)]);
});

test('the system is that of the file, by its code or its text', async () => {
  const strip: FlatFeature = { geometry: { type: 'Point', coordinates: [632867.4966, 3498349.7892] }, cells: [] };
  for (const options of [{ epsg: 4549 }, { epsg: 0, wkt: STRIP_PRJ }]) {
    const { features } = await read(fgb(COLUMNS, [strip], options));
    expect((features[0].geometry as Geometry).coordinates).toEqual([expect.closeTo(121.4, 7), expect.closeTo(31.6, 7)]);
  }
  expect((await read(fgb(COLUMNS, [ONE], { epsg: 1234 }))).faults[0]).toMatch(/"EPSG:1234", which is not read/);
  expect((await read(fgb(COLUMNS, [ONE], { epsg: 4610, wkt: XIAN_PRJ }))).faults[0]).toMatch(/of another datum/);
  expect((await read(fgb(COLUMNS, [ONE], { epsg: 4549 }), { crs: 'EPSG:4326' })).faults[0]).toMatch(/its own coordinate system is "EPSG:4549", the project says EPSG:4326/);
  expect((await read(fgb(COLUMNS, [ONE], { epsg: null }))).faults[0]).toMatch(/does not say which coordinate system/);
  expect((await read(fgb(COLUMNS, [ONE], { epsg: null }), { crs: 'EPSG:4326' })).count).toBe(1);
});

test('wherever the file is cut off, that is a fault', async () => {
  const bytes = fgb(COLUMNS, [ONE, { geometry: { type: 'LineString', coordinates: [[1, 2], [3, 4]] }, cells: [flatCell.text(0, 'b')] }]);
  for (let length = 0; length < bytes.length; length++) expect((await read(bytes.subarray(0, length))).faults.join(), `${length} bytes`).toMatch(/is empty|is no FlatGeobuf|cut off/);
});

test('a file that does not know how many features it has is read to its end', async () => {
  expect((await read(fgb(COLUMNS, [ONE, ONE], { count: 0 }))).count).toBe(2);
  expect((await read(fgb(COLUMNS, [], {}))).count).toBe(0);
});

test('what is broken or of another version is a fault with its place', async () => {
  const bytes = fgb(COLUMNS, [ONE, ONE]), old = Buffer.from(bytes);
  old[3] = 2;
  expect((await read(old)).faults[0]).toMatch(/is FlatGeobuf of version 2, expected 3/);
  expect((await read('{"type":"FeatureCollection"}')).faults[0]).toMatch(/is no FlatGeobuf file/);
  const broken = Buffer.from(bytes), last = fgb(COLUMNS, [ONE]).length;
  broken.writeUInt32LE(0x7fffffff, last + 4); // where the second feature begins: the way to its table
  expect((await read(broken)).faults[0]).toBe('f.fgb:2: the feature is damaged. Get the whole file again.');
  expect((await read(fgb([], [ONE]))).faults[0]).toMatch(/^f\.fgb:1: the feature is damaged/); // a cell of no column
  const huge = Buffer.from(bytes);
  huge.writeUInt32LE(0xfffffff0, 8); // the length of the header
  expect((await read(huge)).faults[0]).toMatch(/is damaged in the header/);
});
