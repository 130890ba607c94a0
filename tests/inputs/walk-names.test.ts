import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { DEGREES } from '../../src/inputs/crs.ts';
import { WalkLinesBuilder, type WalkLines } from '../../src/inputs/walk-lines.ts';
import { readWalk } from '../../src/inputs/walk.ts';
import { temporaryFolder } from '../support/project.ts';
import { DEGREES_PRJ, dbf, fgb, flatCell, GB_NAME, GB_VILLAGE, gpkg, gpkgBlob, shape, shp, type Geometry } from './gis-handmade.ts';
import { workbook } from './table-files.ts';

const STREET: Geometry = { type: 'LineString', coordinates: [[121.5, 31.6], [121.51, 31.6]] }, WKT = 'LINESTRING (121.5 31.6, 121.51 31.6)';
const feature = (properties: object, geometry: object = STREET): object => ({ type: 'Feature', properties, geometry });
const geojson = (...features: object[]): string => JSON.stringify({ type: 'FeatureCollection', features });

async function read(files: Readonly<Record<string, string | Uint8Array>>, attributes: Readonly<Record<string, string>> = {}): Promise<{ lines: WalkLines; names: (string | undefined)[]; notices: string[] }> {
  const folder = temporaryFolder(), findings = new Findings(), builder = new WalkLinesBuilder(), [name] = Object.keys(files);
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  await readWalk({ file: { name, path: join(folder, name) }, attributes: new Map(Object.entries(attributes)), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null }, builder, findings);
  findings.throwIfFaults();
  const lines = builder.finish();
  return { lines, names: Array.from(lines.nameOf, (n) => lines.names.at(n)), notices: findings.notices().map(({ what }) => what) };
}

const FORMATS: Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>> = {
  'GeoJSON': { 'w.geojson': geojson(feature({ name: '崇明东村' })) },
  'GeoJSON with a Chinese heading': { 'w.geojson': geojson(feature({ 名称: '崇明东村' })) },
  'newline-delimited GeoJSON': { 'w.ndjson': `${JSON.stringify(feature({ name: '崇明东村' }))}\n` },
  'a CSV table': { 'w.csv': `编号,名称,wkt\n1,崇明东村,"${WKT}"\n` },
  'a workbook': { 'w.xlsx': workbook({ 道路: [['编号', '名称', 'wkt'], [1, '崇明东村', WKT]] }) },
  'a GeoPackage': { 'w.gpkg': gpkg([{ name: 'w', columns: 'name TEXT', rows: [[1, gpkgBlob(STREET), '崇明东村']] }]) },
  'a Shapefile': { 'w.shp': shp([shape(STREET)]), 'w.dbf': dbf([{ name: GB_NAME }], [[GB_VILLAGE]], { language: 0x4d }), 'w.prj': DEGREES_PRJ },
  'a FlatGeobuf': { 'w.fgb': fgb([{ name: 'name', type: 11 }], [{ geometry: STREET, cells: [flatCell.text(0, '崇明东村')] }]) },
  'OpenStreetMap': { 'w.osm': '<osm><node id="1" lon="121.5" lat="31.6"/><node id="2" lon="121.51" lat="31.6"/><way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="path"/><tag k="name" v="崇明东村"/></way></osm>' },
};
for (const [format, files] of Object.entries(FORMATS)) test(`the name of a street is read out of ${format}`, async () => {
  expect((await read(files)).names).toEqual(['崇明东村']);
});

test('each name is kept once, and lines without one have none', async () => {
  const parts = { type: 'MultiLineString', coordinates: [STREET.coordinates, [[121.5, 31.7], [121.51, 31.7]]] };
  const { lines, names, notices } = await read({ 'w.geojson': geojson(feature({ name: ' Main ' }), feature({}), feature({ name: null }), feature({ name: '  ' }), feature({ name: 5 }), feature({ name: 'Main' }, parts)) });
  expect([names, lines.names, notices]).toEqual([['Main', '', '', '', '5', 'Main', 'Main'], ['', 'Main', '5'], []]);
});

test('a project may say which column holds the names', async () => {
  expect((await read({ 'w.geojson': geojson(feature({ road: 'Main', name: 'w1' })) }, { name: 'road' })).names).toEqual(['Main']);
});

test('a name that is no text is left out, and that is told', async () => {
  const { names, notices } = await read({ 'w.geojson': geojson(feature({ name: ['Main'] })) });
  expect([names, notices]).toEqual([[''], [expect.stringMatching(/^"name" is not text and is left empty/) as string]]);
});
