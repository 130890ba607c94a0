/**
 * A report over GeoPackage, Shapefile or FlatGeobuf is the report over the GeoJSON they were made of. FlatGeobuf is written
 * without its index, which puts the lines in another order: edges have the numbers of their lines.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { CoverageFile } from '../../src/coverage/coverage-schema.ts';
import { renderCoverageJson } from '../../src/outputs/coverage-json.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { FACILITIES, LAYERS as FILES, SETTLEMENTS, temporaryFolder, WALK, writeProject } from '../support/project.ts';
import { ogr2ogr, testWithGdal } from './gis-files.ts';
import { gpkgBlob, writeGpkg, type Geometry, type GpkgTable } from './gis-handmade.ts';

const DEMO = resolve(import.meta.dirname, '../../data/demo');
/** Without boundaries, which no report reads. */
const PROJECT = readFileSync(join(DEMO, 'lifecircle.yaml'), 'utf8').replace(/^crs:.*$/m, '').replace(/^ {2}townships:.*\n/m, '');
/** A Shapefile holds geometries of one kind. */
const LAYERS = { settlements: ['Point', 'MultiPoint', 'Polygon'], facilities: ['Point', 'MultiPoint', 'Polygon'], walk: ['LineString'] };

/** The demo without the facility that has no geometry: GDAL leaves those out of a FlatGeobuf. */
function writeDemo(folder: string): void {
  for (const layer of Object.keys(LAYERS)) {
    const { features, ...rest } = JSON.parse(readFileSync(join(DEMO, `${layer}.geojson`), 'utf8')) as { features: { geometry: unknown }[] };
    writeFileSync(join(folder, `${layer}.geojson`), JSON.stringify({ ...rest, features: features.filter((f) => f.geometry !== null) }));
  }
  for (const buses of ['bus-lines.geojson', 'bus-stops.geojson']) copyFileSync(join(DEMO, buses), join(folder, buses));
  writeFileSync(join(folder, 'lifecircle.yaml'), PROJECT);
}

/** All but the names, places and bytes of files: of the manifest nothing, of the notices their counts, of what was measured no basis. */
async function reportOf(folder: string): Promise<unknown> {
  const { notices, ...rest } = JSON.parse([...renderCoverageJson(await computeCoverage(folder), 'lifecircle')].join(''), (key, value: unknown) => (key === 'basis' ? undefined : value)) as CoverageFile;
  delete (rest as { manifest?: unknown }).manifest;
  const counts = new Map<string, number>();
  for (const { code, count } of notices) counts.set(code, (counts.get(code) ?? 0) + count);
  return { ...rest, counts: [...counts].sort() };
}

for (const { ending, args, crs } of [
  { ending: 'gpkg', args: [], crs: 'EPSG:4326' }, { ending: 'fgb', args: ['-lco', 'SPATIAL_INDEX=NO'], crs: 'EPSG:4490' }, { ending: 'shp', args: ['-lco', 'ENCODING=GBK'], crs: 'EPSG:4490' },
]) {
  testWithGdal(`the demo as .${ending} gives the report of the demo as GeoJSON`, async () => {
    const folder = temporaryFolder(), files = new Map<string, string[]>();
    writeDemo(folder);
    const expected = await reportOf(folder);
    for (const [layer, types] of Object.entries(LAYERS)) {
      files.set(layer, (ending === 'shp' ? types : ['']).map((type) => {
        const file = `${layer}${type}.${ending}`;
        ogr2ogr(...args, ...(type === '' ? [] : ['-where', `OGR_GEOMETRY='${type}'`]), '-mapFieldType', 'StringList=String', '-a_srs', crs, join(folder, file), join(folder, `${layer}.geojson`));
        return file;
      }));
    }
    writeFileSync(join(folder, 'lifecircle.yaml'), PROJECT.replace(/^ {2}(\w+): \w+\.geojson/gm, (_, layer: string) => `  ${layer}: ${JSON.stringify(files.get(layer))}`));
    expect(await reportOf(folder)).toEqual(expected);
  });
}

test('one GeoPackage may hold all three layers, and gives the report of three GeoJSON files', async () => {
  const table = (name: string, columns: readonly string[], features: readonly object[]): GpkgTable => ({
    name, columns: columns.map((c) => `"${c}"`).join(),
    rows: (features as { geometry: Geometry; properties: Record<string, unknown> }[]).map(({ geometry, properties }, i) => [i + 1, gpkgBlob(geometry), ...columns.map((c) => properties[c] ?? null)]),
  });
  const plain = writeProject({ project: { layers: FILES } }), packed = writeProject({ project: { layers: { settlements: { file: 'all.gpkg', layer: '居民点' }, facilities: { file: 'all.gpkg', layer: '设施' }, walk: { file: 'all.gpkg', layer: '道路' } } } });
  writeGpkg(join(packed, 'all.gpkg'), [table('居民点', ['id', 'name', 'township', 'kind', 'tier', 'population'], SETTLEMENTS), table('设施', ['id', 'type', 'name'], FACILITIES), table('道路', ['id'], WALK)]);
  expect(await reportOf(packed)).toEqual(await reportOf(plain));
});
