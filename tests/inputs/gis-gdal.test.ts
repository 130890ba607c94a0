/** GeoPackage, Shapefile and FlatGeobuf as GDAL writes them, against the GeoJSON they were made of. */
import { join } from 'node:path';
import { expect } from 'vitest';
import type { RawFeature } from '../../src/inputs/geojson.ts';
import { collection, temporaryFolder } from '../support/project.ts';
import { seeded } from '../support/random.ts';
import { featureCount, ogr2ogr, put, readGis, testWithGdal } from './gis-files.ts';

type Positions = number[][];
const random = seeded(11);
const near = (west = 121.3, spread = 0.2): number[] => [west + spread * random(), 31.5 + spread * random()].map((d) => Math.round(d * 1e5) / 1e5);
const path = (): Positions => Array.from({ length: 2 + Math.floor(random() * 6) }, () => near());
/** A square, turning against the clock, as RFC 7946 wants it of areas; `size` below 0 turns it round. */
const square = ([x, y]: number[], size: number): Positions => {
  const r = Math.abs(size), ring = [[x, y], [x + r, y], [x + r, y + r], [x, y + r], [x, y]].map((p) => p.map((d) => Math.round(d * 1e5) / 1e5));
  return size < 0 ? ring.reverse() : ring;
};
const polygon = (west?: number): Positions[] => { const [x, y] = near(west); return [square([x, y], 0.02), square([x + 0.002, y + 0.002], -0.004), square([x + 0.01, y + 0.01], -0.004)]; };

const KINDS: Readonly<Record<string, () => { type: string; coordinates: unknown }>> = {
  points: () => ({ type: 'Point', coordinates: near() }),
  multipoints: () => ({ type: 'MultiPoint', coordinates: path() }),
  lines: () => ({ type: 'LineString', coordinates: path() }),
  multilines: () => ({ type: 'MultiLineString', coordinates: [path(), path(), path()] }),
  polygons: () => ({ type: 'Polygon', coordinates: polygon() }),
  multipolygons: () => ({ type: 'MultiPolygon', coordinates: [polygon(), [square([120, 30], 0.01)], polygon(121.6)] }),
};
const layerOf = (kind: string): string => collection(Array.from({ length: 40 }, (_, i) => ({
  type: 'Feature', geometry: i === 7 ? null : KINDS[kind](),
  properties: { id: `f${i}`, 名称: i % 5 === 0 ? null : `崇明东村${i}号`, 人口: Math.floor(random() * 1000), share: Math.round(random() * 1e6) / 1e4, 老年人: i === 3 ? null : i },
})));

/** Rings begin anywhere and turn either way: they are compared as the least of their turns. */
const canonical = (ring: Positions): string => {
  const open = ring.slice(0, -1).map((p) => p.map((d) => d.toFixed(5)).join(' '));
  return [open, [...open].reverse()].flatMap((r) => r.map((_, i) => [...r.slice(i), ...r.slice(0, i)].join())).sort()[0];
};
const shapeOf = ({ geometry }: RawFeature): unknown => {
  if (geometry === null) return null;
  const { type, coordinates } = geometry as { type: string; coordinates: unknown };
  const rounded = (value: unknown): unknown => (Array.isArray(value) ? value.map(rounded) : (value as number).toFixed(5));
  if (!type.endsWith('Polygon')) return { type, coordinates: rounded(coordinates) };
  return { type, coordinates: (type === 'Polygon' ? [coordinates] : coordinates as Positions[][]).map((rings) => (rings as Positions[]).map(canonical)).map(([outer, ...holes]) => [outer, ...holes.sort()]) };
};
const rowsOf = (features: readonly RawFeature[]): unknown[] => features
  .map((f) => ({ id: f.properties['id'], name: f.properties['名称'] ?? null, people: f.properties['人口'], share: f.properties['share'], old: f.properties['老年人'] ?? null, shape: shapeOf(f) }))
  .sort((a, b) => Number(String(a.id).slice(1)) - Number(String(b.id).slice(1)));

const ALL = Object.keys(KINDS), SOME = ['lines', 'multipolygons'];
const FORMATS: readonly { name: string; file: string; args: readonly string[]; kinds: readonly string[] }[] = [
  { name: 'GeoPackage', file: 'out.gpkg', args: ['-f', 'GPKG'], kinds: ALL },
  { name: 'Shapefile in UTF-8', file: 'out.shp', args: ['-f', 'ESRI Shapefile', '-lco', 'ENCODING=UTF-8'], kinds: SOME },
  { name: 'Shapefile in GBK', file: 'out.shp', args: ['-f', 'ESRI Shapefile', '-lco', 'ENCODING=CP936'], kinds: ALL },
  { name: 'zipped Shapefile', file: 'out.shp.zip', args: ['-f', 'ESRI Shapefile', '-lco', 'ENCODING=UTF-8'], kinds: SOME },
  { name: 'FlatGeobuf', file: 'out.fgb', args: ['-f', 'FlatGeobuf', '-lco', 'SPATIAL_INDEX=NO'], kinds: ALL },
  { name: 'FlatGeobuf with an index', file: 'out.fgb', args: ['-f', 'FlatGeobuf'], kinds: SOME },
];

for (const { name, file, args, kinds } of FORMATS) {
  for (const [i, kind] of kinds.entries()) {
    testWithGdal(`a ${name} of ${kind} holds what the GeoJSON it was made of holds`, async () => {
      const folder = temporaryFolder(), given = put(folder, { 'given.geojson': layerOf(kind) });
      const expected = rowsOf((await readGis(given)).features);
      const made = join(folder, file);
      ogr2ogr(...args, '-t_srs', i % 2 === 0 ? 'EPSG:4549' : 'EPSG:4326', made, given, ...(file === 'out.shp.zip' ? ['-nln', 'layer'] : []));
      const read = await readGis(made);
      expect(read.faults).toEqual([]);
      // GDAL leaves features without a geometry out of a FlatGeobuf.
      expect(rowsOf(read.features)).toEqual(file === 'out.fgb' ? expected.filter((r) => (r as { shape: unknown }).shape !== null) : expected);
      expect(read.count).toBe(read.features.length);
      expect(read.count).toBe(featureCount(made));
    });
  }
}

const SYSTEMS = ['EPSG:4490', 'EPSG:4528', 'EPSG:4549', 'EPSG:4498', 'EPSG:32651', 'EPSG:3857'];
for (const file of ['s.gpkg', 's.shp', 's.fgb']) {
  testWithGdal(`${file}: the file's own system is used if the project declares none, and must be the one declared`, async () => {
    const folder = temporaryFolder(), given = put(folder, { 'given.geojson': collection([{ type: 'Feature', properties: { id: 'a' }, geometry: { type: 'Point', coordinates: [121.4, 31.6] } }]) });
    for (const code of SYSTEMS) {
      const made = join(folder, `${code.slice(5)}-${file}`);
      ogr2ogr('-t_srs', code, made, given);
      for (const crs of [undefined, code]) {
        const { features, faults } = await readGis(made, { crs });
        expect([code, faults]).toEqual([code, []]);
        const [lon, lat] = (features[0].geometry as { coordinates: number[] }).coordinates;
        expect(Math.hypot((lon - 121.4) * 94_800, (lat - 31.6) * 110_900), `${code}, metres`).toBeLessThan(0.01);
      }
      const { faults } = await readGis(made, { crs: code === 'EPSG:4549' ? 'EPSG:4548' : 'EPSG:4549' });
      expect(faults.join()).toMatch(/its own coordinate system is .*, the project says EPSG:454/);
    }
  });

  testWithGdal(`${file}: systems of older datums are refused, with the reason`, async () => {
    const folder = temporaryFolder(), given = put(folder, { 'given.geojson': collection([{ type: 'Feature', properties: { id: 'a' }, geometry: { type: 'Point', coordinates: [121.4, 31.6] } }]) });
    for (const code of ['EPSG:2385', 'EPSG:4610', 'EPSG:2437']) { // Xian 1980 projected and in degrees, Beijing 1954
      const made = join(folder, `${code.slice(5)}-${file}`);
      ogr2ogr('-a_srs', code, made, given);
      expect((await readGis(made)).faults.join()).toMatch(/of another datum than WGS84 and CGCS2000.* not in the file\. Transform it to CGCS2000/);
    }
  });
}

testWithGdal('heights and measures are left out and told of, in every format', async () => {
  const folder = temporaryFolder(), given = put(folder, { 'given.geojson': collection([{ type: 'Feature', properties: { id: 'a' }, geometry: { type: 'LineString', coordinates: [[121.4, 31.6, 5], [121.5, 31.6, 7]] } }]) });
  for (const file of ['z.gpkg', 'z.shp', 'z.fgb']) {
    for (const dimension of ['XYZ', 'XYM', 'XYZM']) {
      const made = join(folder, `${dimension}-${file}`);
      ogr2ogr('-dim', dimension, made, given);
      const { features, notices } = await readGis(made);
      expect(features[0].geometry).toEqual({ type: 'LineString', coordinates: [[121.4, 31.6], [121.5, 31.6]] });
      expect(notices.join()).toMatch(/heights-left-out × 1/);
    }
  }
});
