import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { geodesicMetres } from '../../src/core/geodesy.ts';
import { findCoordinateSystem, needsShift, type CoordinateSystem } from '../../src/inputs/crs.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { seeded } from '../support/random.ts';
import { writeProject } from '../support/project.ts';
import { XIAN_PRJ } from './gis-handmade.ts';

const gcoord = createRequire(import.meta.url)('gcoord') as { transform(position: number[], from: string, to: string): [number, number]; WGS84: string; GCJ02: string; BD09: string };

function system(name: string): CoordinateSystem {
  const found = findCoordinateSystem(name);
  if (!found) throw new Error(`${name} is not known`);
  return found;
}

// Computed with PROJ 9 (pyproj), always_xy.
const KNOWN: [string, number, number, number, number][] = [
  ['EPSG:4549', 632867.4966, 3498349.7892, 121.4, 31.6], ['EPSG:4549', 680519.5465, 3487975.4707, 121.9, 31.5], ['EPSG:4528', 40632867.4966, 3498349.7892, 121.4, 31.6],
  ['EPSG:4534', 543313.3176, 4318622.9216, 75.5, 39], ['EPSG:4554', 440299.9174, 5318737.3367, 134.2, 48], ['EPSG:4513', 25543313.3176, 4318622.9216, 75.5, 39],
  ['EPSG:4533', 45440299.9174, 5318737.3367, 134.2, 48], ['EPSG:4509', 613885.0595, 3498124.0701, 118.2, 31.6], ['EPSG:4498', 20613885.0595, 3498124.0701, 118.2, 31.6],
  ['EPSG:32651', 357697.9593, 3497076.2896, 121.5, 31.6], ['EPSG:3857', 13525318.1314, 3710918.182, 121.5, 31.6],
];

for (const [name, x, y, lon, lat] of KNOWN) {
  test(`${name} [${x}, ${y}] is [${lon}, ${lat}], to a centimetre`, () => {
    const found = system(name).toDegrees?.(x, y) ?? [NaN, NaN];
    expect(geodesicMetres(found[0], found[1], lon, lat)).toBeLessThan(0.01);
  });
}

test('GCJ-02 and BD-09 come back within a metre, all over China', () => {
  const random = seeded(5);
  for (let i = 0; i < 2000; i++) {
    const lon = 75 + 55 * random(), lat = 20 + 30 * random();
    for (const [name, there] of [['gcj02', gcoord.GCJ02], ['bd09', gcoord.BD09]] as const) {
      const shifted = gcoord.transform([lon, lat], gcoord.WGS84, there), back = system(name).toDegrees?.(...shifted) ?? [NaN, NaN];
      expect(geodesicMetres(back[0], back[1], lon, lat)).toBeLessThan(1);
    }
  }
});

test('degrees stay as they are, under every name they have', () => {
  for (const name of ['EPSG:4326', 'epsg:4490', 'OGC:CRS84', 'WGS84', 'CGCS2000']) expect(system(name).toDegrees).toBeNull();
});

test('proj4 and WKT definitions are read, nonsense is not', () => {
  const wkt = 'PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 120E",GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",120],PARAMETER["scale_factor",1],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1]]';
  for (const name of [wkt, '+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m']) {
    const [lon, lat] = system(name).toDegrees?.(632867.4966, 3498349.7892) ?? [NaN, NaN];
    expect(geodesicMetres(lon, lat, 121.4, 31.6)).toBeLessThan(0.01);
  }
  for (const name of ['EPSG:2385', 'EPSG:99999', 'gcj', '', '+proj=nonsense', 'PROJCS["broken"', '+proj=longlat +ellps=clrk66 +nadgrids=nowhere']) expect(findCoordinateSystem(name), name).toBeUndefined();
});

test('a coordinate that cannot be of its system is told from one that can', () => {
  const { findFault } = system('EPSG:4549');
  expect(findFault(632867, 3498349)).toBeNull();
  expect(findFault(121.4, 31.6)?.what).toMatch(/looks like degrees/);
  expect(findFault(3498349, 632867)?.what).toMatch(/easting and northing look swapped/);
  expect(findFault(40632867, 3498349)).toEqual({ what: 'is out of EPSG:4549', fix: 'Declare the system it is in (it looks like EPSG:4528, CGCS2000 3-degree zone 40)' });
});

test('one project may hold layers in three systems', async () => {
  const point = (id: string, coordinates: number[], more: object): object => ({ type: 'Feature', properties: { id, ...more }, geometry: { type: 'Point', coordinates } });
  const folder = writeProject({
    settlements: [point('home', [13525318.1314, 3710918.182], { kind: 'urban' })],
    facilities: [point('shop', gcoord.transform([121.503, 31.6], gcoord.WGS84, gcoord.GCJ02), { type: 'clinic' })],
    walk: [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [[121.5, 31.6], [121.503, 31.6]] } }],
    project: { layers: { settlements: { file: 'settlements.geojson', crs: 'EPSG:3857' }, facilities: { file: 'facilities.geojson', crs: 'gcj02' }, walk: 'walk.geojson' } },
  });
  const [home] = [...(await computeCoverage(folder)).settlements];
  expect([home.lon, home.lat]).toEqual([expect.closeTo(121.5, 6), expect.closeTo(31.6, 6)]);
  const clinic = [...home.services.values()].find((s) => s.facilityId === 'shop');
  expect(Math.abs((clinic?.metres ?? NaN) - geodesicMetres(121.5, 31.6, 121.503, 31.6))).toBeLessThan(1);
});

test('an infinite coordinate is refused in every system, and never reaches the projection', async () => {
  const settlements = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"a"},"geometry":{"type":"Point","coordinates":[1e400,3710918]}}]}';
  for (const crs of ['EPSG:4326', 'EPSG:3857', 'EPSG:4549', 'gcj02', '+proj=utm +zone=51 +datum=WGS84']) {
    const folder = writeProject({ settlements, project: { layers: { settlements: { file: 'settlements.geojson', crs }, facilities: 'facilities.geojson', walk: 'walk.geojson' } } });
    await expect(computeCoverage(folder), crs).rejects.toThrow(/^settlements\.geojson:1: the coordinate \[Infinity, 3710918\] is not a pair of finite numbers/);
  }
});

test('a file of a format that is not read is told by its name', async () => {
  const folder = writeProject({ files: { 'data.kml': '<kml/>' }, project: { layers: { settlements: 'data.kml', facilities: 'facilities.geojson', walk: 'walk.geojson' } } });
  await expect(computeCoverage(folder)).rejects.toThrow(/^data\.kml: is a \.kml file, which this version does not read\. Export it as GeoPackage, Shapefile, GeoJSON, CSV or XLSX\.$/);
});

test('a definition on another datum needs its shift, or is a fault of the project', async () => {
  for (const crs of ['+proj=longlat +ellps=krass', XIAN_PRJ, '+proj=tmerc +lon_0=120 +x_0=500000 +a=6378140 +rf=298.257 +units=m']) {
    const folder = writeProject({ project: { crs } });
    await expect(computeCoverage(folder), crs).rejects.toThrow(/another datum than WGS84 and CGCS2000: add \+towgs84/);
  }
  expect(needsShift('+proj=longlat +ellps=krass +towgs84=15.8,-154.4,-82.3')).toBe(false);
  for (const ours of ['+proj=utm +zone=51 +datum=WGS84', '+proj=tmerc +lon_0=120 +ellps=GRS80 +units=m']) expect(needsShift(ours), ours).toBe(false);
});
