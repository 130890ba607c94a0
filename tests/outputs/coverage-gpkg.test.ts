/** coverage.gpkg against coverage.json, and against what GIS programs need of such a file. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { readGeoPackageBlob } from '../../src/inputs/geopackage-blob.ts';
import { command, report, reportOn, type Reported } from '../support/command.ts';
import { CHECKLIST, facility, line, feature, settlement, writeProject } from '../support/project.ts';
import { rowsOf } from './geopackage-rows.ts';
import { ODD_TOWN } from './odd-town.ts';

const LAYERS = ['settlements', 'gaps', 'facilities', 'townships', 'snaps', 'network'] as const;
let town: Reported;
beforeAll(async () => {
  const folder = writeProject(ODD_TOWN, mkdtempSync(join(tmpdir(), 'lifecircle-gpkg-')));
  town = await reportOn(folder, ['--formats', 'json,geojson,gpkg']);
});
afterAll(() => { rmSync(town.folder, { recursive: true }); });

const geometryOf = (blob: unknown): unknown => readGeoPackageBlob(blob).geometry;
/** A row as it is in the file, without what only a database has. */
const plainRows = (table: string): Record<string, unknown>[] => rowsOf(town, `SELECT * FROM "${table}" ORDER BY fid`).map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => column !== 'fid' && column !== 'geom')));

test('settlements have the numbers of coverage.json, and NULL for services of the other table', () => {
  const { settlements } = town.coverage, rows = plainRows('settlements');
  expect(rows).toHaveLength(settlements.length);
  rows.forEach((row, i) => {
    const { services, gaps, snapMetres, lon, lat, snaps, ...attributes } = settlements[i], found = Object.values(services);
    const expected: Record<string, unknown> = {
      ...attributes, snap_metres: snapMetres, gaps_required: gaps.required, gaps_pilot: gaps.pilot, gaps_advisory: gaps.advisory,
      covered: found.filter((s) => s.status === 'covered').length, unknown: found.filter((s) => s.status === 'unknown').length,
    };
    for (const [id, { status, minutes }] of Object.entries(services)) Object.assign(expected, { [`status_${id}`]: status, [`minutes_${id}`]: minutes });
    expect(row).toEqual(expected);
    expect([lon === null, snaps.length === 0]).toEqual([lat === null, snapMetres === null]);
  });
});

test('there is a row for every gap, with its nearest facility and where that is', () => {
  const { settlements, services, facilities } = town.coverage;
  const expected = settlements.flatMap((s) => Object.entries(s.services).filter(([, found]) => found.severity !== null).map(([id, found]) => {
    const service = services.find((v) => v.table === s.table && v.id === id), nearest = facilities.find((f) => f.id === found.facilityId);
    return {
      settlement_id: s.id, settlement: s.name, township: s.township, village: s.village, kind: s.kind, tier: s.tier, population: s.population, severity: found.severity,
      service_id: id, service: service?.name.en, task: service?.task, dimensions: service?.dimensions.join(' '), class: service?.class, limit_minutes: service?.limitMinutes, limit_metres: service?.limitMetres, limit_status: service?.valueStatus,
      nearest_minutes: found.minutes, nearest_metres: found.metres, shortfall_minutes: found.shortfallMinutes, shortfall_metres: found.shortfallMetres,
      facility_id: found.facilityId, facility: nearest?.name ?? null, mode: found.mode, facility_lon: nearest?.lon ?? null, facility_lat: nearest?.lat ?? null,
    };
  }));
  expect(expected.length).toBeGreaterThan(3);
  expect(plainRows('gaps')).toEqual(expected);
});

test('facilities, services and townships have the numbers of coverage.json', () => {
  const { facilities, services, summary } = town.coverage;
  expect(plainRows('facilities')).toEqual(facilities.map(({ id, name, type, provides, status, open, capacity, areaSquareMetres, owner, updated, snapMetres }) =>
    ({ id, name, type, provides: provides.join(' '), status, open: Number(open), capacity, area_square_metres: areaSquareMetres, owner, updated, snap_metres: snapMetres })));
  expect(plainRows('services').map((r) => [r.table, r.id, r.limit_minutes, r.value_status, r.settlements_covered, r.settlements_gap, r.settlements_unknown, r.population_covered, r.population_gap, r.population_unknown, r.coverage, r.denominator]))
    .toEqual(services.map((s) => [s.table, s.id, s.limitMinutes, s.valueStatus, s.settlements.covered, s.settlements.gap, s.settlements.unknown, s.population.covered, s.population.gap, s.population.unknown, s.coverage, s.denominator]));
  expect(plainRows('townships')).toEqual(summary.townships.map((t) => ({
    name: t.name, area: 'hull', settlements: t.settlementCount, population: t.populationTotal, gaps_required: t.gaps.required, gaps_pilot: t.gaps.pilot, gaps_advisory: t.gaps.advisory, unknown: t.checks.unknown,
    ...Object.fromEntries(['market', 'clinic', 'library', 'pool'].map((id) => [`coverage_${id}`, t.services[id].coverage])),
  })));
});

test('snaps and network are those of coverage.json', () => {
  const { settlements, facilities, network } = town.coverage, edges = plainRows('network');
  const legs = [...settlements.map((s) => ({ layer: 'settlements', ...s })), ...facilities.map((f) => ({ layer: 'facilities', ...f }))].flatMap(({ layer, id, snaps }) => snaps.map((s) => ({ layer, id, ...s })));
  // A leg of no length has no line to draw.
  expect(plainRows('snaps')).toEqual(legs.filter((s) => s.metres > 0).map((s) => ({ layer: s.layer, id: s.id, status: s.metres > 100 ? 'far' : 'ok', metres: s.metres, line: s.line, component: s.component, avoided_island_metres: s.avoidedIslandMetres })));
  expect(edges.map((e) => e.edge)).toEqual([...Array(network.edges).keys()]);
  expect(edges.reduce((sum, e) => sum + Number(e.length_metres), 0) / 1000).toBeCloseTo(network.kilometres, 1);
  expect(edges.filter((e) => e.speed_factor === 0.5).map((e) => e.lines)).toEqual(['back']);
});

test('points are where coverage.json has them, lines lead from place to network', () => {
  const places = rowsOf(town, 'SELECT id, geom FROM settlements ORDER BY fid').map(({ id, geom }) => [id, geometryOf(geom)]);
  expect(places).toEqual(town.coverage.settlements.map(({ id, lon, lat }) => [id, lon === null ? null : { type: 'Point', coordinates: [lon, lat] }]));
  const s1 = town.coverage.settlements.find(({ id }) => id === 's1');
  const [{ geom }] = rowsOf(town, 'SELECT geom FROM snaps WHERE id = \'s1\'');
  expect(geometryOf(geom)).toEqual({ type: 'LineString', coordinates: [[s1?.lon, s1?.lat], [s1?.snaps[0].lon, s1?.snaps[0].lat]] });
});

test('it is a GeoPackage in journal mode DELETE, whole and alone', () => {
  const bytes = readFileSync(join(town.out, 'coverage.gpkg'));
  expect([bytes.toString('latin1', 68, 72), bytes.readUInt32BE(60), bytes[18], bytes[19]]).toEqual(['GPKG', 10300, 1, 1]);
  expect(rowsOf(town, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(rowsOf(town, 'PRAGMA foreign_key_check')).toEqual([]);
  expect(readdirSync(town.out).sort()).toEqual(['coverage.gpkg', 'coverage.json', 'settlements.geojson', 'settlements.qml']);
});

for (const layer of LAYERS) {
  test(`${layer} has its index, extent, count, triggers and a style that QGIS finds`, () => {
    const [{ n, placed }] = rowsOf(town, `SELECT count(*) AS n, count(geom) AS placed FROM ${layer}`);
    expect(rowsOf(town, `SELECT count(*) AS indexed, min(minx) AS w, max(maxx) AS e FROM rtree_${layer}_geom`)[0].indexed).toBe(placed);
    expect(rowsOf(town, `SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = '${layer}'`)).toEqual([{ feature_count: n }]);
    const [{ min_x, max_x, min_y, max_y }] = rowsOf(town, `SELECT min_x, max_x, min_y, max_y FROM gpkg_contents WHERE table_name = '${layer}'`);
    const [box] = rowsOf(town, `SELECT min(minx) AS w, max(maxx) AS e, min(miny) AS s, max(maxy) AS n FROM rtree_${layer}_geom`);
    // The index has 32-bit numbers, rounded outwards.
    [[min_x, box.w], [max_x, box.e], [min_y, box.s], [max_y, box.n]].forEach(([a, b]) => { expect(a).toBeCloseTo(b as number, 4); });
    expect(rowsOf(town, `SELECT count(*) AS n FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '${layer}'`)).toEqual([{ n: 8 }]);
    const styles = rowsOf(town, `SELECT f_table_catalog, f_table_schema, f_geometry_column, useAsDefault, styleQML FROM layer_styles WHERE f_table_name = '${layer}'`);
    expect(styles).toMatchObject([{ f_table_catalog: '', f_table_schema: '', f_geometry_column: 'geom', useAsDefault: 1 }]);
    expect(styles[0].styleQML).toMatch(/^<!DOCTYPE qgis[^>]*>\n<qgis [\s\S]*<\/qgis>\n$/);
  });
}

test('every column has a name for people, and every status one for each value', async () => {
  const folder = writeProject(), zh = await reportOn(folder, ['--formats', 'gpkg', '--lang', 'zh']);
  for (const layer of [...LAYERS, 'services']) {
    const named = new Map(rowsOf(zh, `SELECT column_name, title FROM gpkg_data_columns WHERE table_name = '${layer}'`).map((r) => [r.column_name, r.title]));
    for (const { name } of rowsOf(zh, `PRAGMA table_info("${layer}")`)) if (name !== 'fid' && name !== 'geom') expect(named.get(name), `${layer}.${String(name)}`).toBeTruthy();
  }
  expect(rowsOf(zh, 'SELECT title, constraint_name FROM gpkg_data_columns WHERE column_name = \'status_market\'')).toEqual([{ title: '菜场：状态', constraint_name: 'status' }]);
  expect(rowsOf(zh, 'SELECT value, description FROM gpkg_data_column_constraints WHERE constraint_name = \'status\'')).toEqual([{ value: 'covered', description: '覆盖' }, { value: 'gap', description: '缺口' }, { value: 'unknown', description: '未知' }]);
});

test('two services of one name have two columns that can be told apart', async () => {
  const [urban, rural] = CHECKLIST.tables, namesake = { ...urban.services[1], name: urban.services[0].name };
  const told = await report({ checklist: { tables: [{ ...urban, services: [urban.services[0], namesake] }, rural] } }, ['--formats', 'gpkg']);
  expect(rowsOf(told, 'SELECT name FROM gpkg_data_columns WHERE column_name IN (\'status_market\', \'status_clinic\')')).toEqual([{ name: 'Market: status' }, { name: 'Market: status (status_clinic)' }]);
});

test('the manifest is in the metadata', () => {
  const [{ metadata }] = rowsOf(town, 'SELECT metadata FROM gpkg_metadata');
  expect(JSON.parse(String(metadata))).toEqual(town.coverage.manifest);
});

test('the same input gives the same bytes, another day and under another name', async () => {
  const files = ['coverage.gpkg', 'coverage.qgz', 'settlements.qml'], first = await report(ODD_TOWN), now = Date.now;
  onTestFinished(() => { Date.now = now; });
  Date.now = () => 4e12;
  const second = await report(ODD_TOWN);
  for (const file of files) expect(readFileSync(join(first.out, file)).equals(readFileSync(join(second.out, file))), file).toBe(true);
});

test('with --catchments it has the ground that each service serves, as `lifecircle catchments` draws it', async () => {
  const told = await report({}, ['--formats', 'json', '--catchments']);
  expect(told.code, told.stderr).toBe(0);
  expect(readdirSync(told.out).sort()).toEqual(['coverage.gpkg', 'coverage.json']);
  expect((await command(['catchments', told.folder, '--out', told.out])).code).toBe(0);
  for (const layer of ['catchments', 'served']) {
    const { features } = JSON.parse(told.text(`${layer}.geojson`)) as { features: { properties: Record<string, unknown>; geometry: unknown }[] };
    const rows = rowsOf(told, `SELECT * FROM ${layer} ORDER BY fid`);
    expect(rows.map((r) => [r.table, r.service_id, r.facility_id ?? null, r.limit_minutes, r.square_metres, r.shared_square_metres, r.population ?? null, geometryOf(r.geom)]))
      .toEqual(features.map(({ properties: p, geometry }) => [p.table, p.service, p.facilityId ?? null, p.limitMinutes, p.squareMetres, p.sharedSquareMetres, p.population ?? null, geometry]));
    expect(rows.length).toBe(4); // a market and a clinic for two tables; nobody has a library
  }
});

const HOSTILE = ['\'; DROP TABLE settlements; --', '"quoted" & <script>alert(1)</script>', '𠮷野家 👩‍👩‍👧', ']]> \r\n\t end'];

test('names survive as they are, whatever is in them; a NUL becomes U+FFFD, for GIS programs end text at it', async () => {
  const told = await report({
    settlements: [...HOSTILE, 'a\u0000b'].map((name, i) => settlement(`s${i}`, [100 * i, 0], { name, township: name })),
    facilities: HOSTILE.map((name, i) => ({ ...facility(`f${i}`, 'market', [5000, 0], { name }) })),
    walk: [feature(HOSTILE[1], line([0, 0], [5000, 0]))],
    project: { name: { zh: HOSTILE[1], en: HOSTILE[1] } },
  }, ['--formats', 'json,gpkg,qgz']);
  expect(told.code, told.stderr).toBe(0);
  const kept = [...HOSTILE, 'a\ufffdb'];
  expect(rowsOf(told, 'SELECT name FROM settlements ORDER BY fid').map((r) => r.name)).toEqual(kept);
  expect(new Set(rowsOf(told, 'SELECT township FROM gaps').map((r) => r.township))).toEqual(new Set(kept));
  expect(rowsOf(told, 'SELECT name FROM facilities ORDER BY fid').map((r) => r.name)).toEqual(HOSTILE);
  expect(rowsOf(told, 'SELECT lines FROM network')).toEqual([{ lines: HOSTILE[1] }]);
});
