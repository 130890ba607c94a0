import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeatureCollection, MultiPolygon } from 'geojson';
import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { demandOf } from '../../src/coverage/assess.ts';
import { cutLandIntoCells } from '../../src/coverage/land-cells.ts';
import { COVERED, Measure } from '../../src/coverage/measure.ts';
import { CATCHMENT_FILES } from '../../src/outputs/catchments-geojson.ts';
import { computeCatchments } from '../../src/pipeline-catchments.ts';
import { prepareProject } from '../../src/pipeline-prepare.ts';
import { partsOf, TUESDAY } from '../inputs/gtfs-feeds.ts';
import { command } from '../support/command.ts';
import { area, CHECKLIST, collection, facility, feature, LAYERS, settlement, writeProject, type ProjectParts } from '../support/project.ts';

type Collection = FeatureCollection<MultiPolygon | null, Record<string, unknown>>;

async function catchments(parts: ProjectParts = {}, ...options: string[]) {
  const folder = writeProject(parts), out = join(folder, '服务范围'), outcome = await command(['catchments', folder, '--out', out, '--buffer-metres', '20', '--simplify-metres', '0.2', ...options]);
  const read = (name: (typeof CATCHMENT_FILES)[number]) => (JSON.parse(readFileSync(join(out, name), 'utf8')) as Collection).features;
  return { ...outcome, folder, out, read };
}

/** The townships of the small project: Reedham to the west of 1000 m, Saltby to the east of it. */
const TOWNSHIPS: ProjectParts = {
  project: { layers: { ...LAYERS, townships: 't.geojson' } },
  files: { 't.geojson': collection([feature(1, area([-50, -50], [1000, -50], [1000, 50], [-50, 50]), { name: 'Reedham' }), feature(2, area([1000, -50], [2050, -50], [2050, 50], [1000, 50]), { name: 'Saltby' })]) },
};

// Markets: 10 min are 600 m, from 0 to 1100 m around the one at 500 m, and to 2000 m with a second at 1600 m: 1000 to 1100 m are shared.
test('there is a catchment for each table, service and facility, with the people that the times name', async () => {
  const { code, stdout, stderr, read } = await catchments({ ...TOWNSHIPS, facilities: [facility('m1', 'market', [500, 0]), facility('m2', 'market', [1600, 0], { name: '东集' })] }, '--service', 'market');
  expect([code, stdout]).toEqual([0, '']);
  expect(read('catchments.geojson').map(({ properties: p }) => [p.table, p.service, p.facilityId, p.facility, p.settlements, p.population, p.sharedPopulation])).toEqual([
    ['urban', 'market', 'm1', 'The market', 1, 300, 0], ['urban', 'market', 'm2', '东集', 0, 0, 0], ['rural', 'market', 'm1', 'The market', 0, 0, 0], ['rural', 'market', 'm2', '东集', 1, 100, 0],
  ]);
  const [served] = read('served.geojson'), [shared] = read('shared.geojson');
  expect(served.properties).toMatchObject({ service: 'market', facilities: 2, limitMinutes: 10, mode: 'walk', nameZh: '菜场' });
  // 20 m on either side of the street; the last 20 m of each catchment are a triangle.
  expect(Number(shared.properties.squareMetres) / (60 * 40 + 2 * 400)).toBeCloseTo(1, 1);
  expect(stderr).toMatch(/urban +Market +10 min +walk +2 +0\.08/);
});

// Of Reedham 100 x 1050 m, the market at 500 m serves the street from -50 to 1000 m: 20 m on either side of it.
test('what is uncovered is a township\'s own, by its boundary', async () => {
  const { read } = await catchments(TOWNSHIPS, '--service', 'market');
  const [reedham, saltby] = [read('uncovered.geojson').find((f) => f.properties.township === 'Reedham'), read('uncovered.geojson').find((f) => f.properties.township === 'Saltby')];
  expect(reedham?.properties).toMatchObject({ table: 'urban', squareMetres: expect.closeTo(105_000, -3) as number, settlements: 1, uncoveredSettlements: 0, uncoveredPopulation: 0 });
  expect(reedham?.properties.uncoveredShare).toBeCloseTo(1 - (1000 * 40 + 20 * 20 * Math.PI / 2) / 105_000, 2);
  expect(saltby?.properties).toMatchObject({ table: 'rural', settlements: 1, population: 100, uncoveredSettlements: 1, uncoveredPopulation: 100 });
});

// The estate reaches from 1000 to 1400 m along the street, 0 to 20 m off it: 100 m of its 400 m are within 600 m of the market.
test('where settlements are areas, it is their land', async () => {
  const { read } = await catchments({ settlements: [feature('e', area([1000, 0], [1400, 0], [1400, 20], [1000, 20]), { township: 'Reedham', population: 10 })], facilities: [facility('m1', 'market', [500, 0])] }, '--service', 'market');
  const [{ properties }] = read('uncovered.geojson');
  expect(properties).toMatchObject({ township: 'Reedham', squareMetres: expect.closeTo(8000, -2) as number, uncoveredSettlements: 1 });
  expect(properties.uncoveredShare).toBeCloseTo(0.76, 1);
});

test('without boundaries and areas nothing can be called uncovered, and it says so', async () => {
  const { read, stderr } = await catchments({ settlements: [settlement('a', [0, 0])] }, '--service', 'market');
  expect(read('uncovered.geojson')).toEqual([]);
  expect(stderr).toContain('notice: lifecircle.yaml: townships without a boundary have no ground to be uncovered: Reedham (1)');
});

test('services without facilities are passed over, and named when they were asked for', async () => {
  const all = await catchments(TOWNSHIPS), asked = await catchments(TOWNSHIPS, '--service', 'library');
  expect(new Set(all.read('catchments.geojson').map(({ properties }) => properties.service))).toEqual(new Set(['market', 'clinic']));
  expect(asked.read('served.geojson')).toEqual([]);
  expect(asked.stderr).toContain('services whose types are nowhere in the data are unknown, not missing: urban/library');
});

test('an unknown service ends with 2 and a suggestion, and nothing is written', async () => {
  const { code, stderr, out } = await catchments({}, '--service', 'markt');
  expect(code).toBe(2);
  expect(stderr).toContain('there is no service "markt"');
  expect(stderr).toContain('"market"');
  expect(existsSync(out)).toBe(false);
});

test('it is never written over a layer', async () => {
  const folder = writeProject({ project: { layers: { ...LAYERS, townships: 'served.geojson' } }, files: { 'served.geojson': collection([]) } });
  const { code, stderr } = await command(['catchments', folder, '--out', folder]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('is the input served.geojson and would be overwritten') as string]);
});

test('where buses by timetable count, catchments are drawn on foot and it says so', async () => {
  const parts = { project: { layers: { ...LAYERS, bus: { gtfs: 'feed', date: TUESDAY } }, checklist: 'checklist.yaml' }, files: Object.fromEntries(Object.entries(partsOf({})).map(([name, bytes]) => [`feed/${name}`, bytes])) };
  const { stderr, read } = await catchments({ ...parts, checklist: { tables: CHECKLIST.tables.map((t) => ({ ...t, services: t.services.map((s) => ({ ...s, mode: 'walk+bus' })) })) } }, '--service', 'market');
  expect(stderr).toContain('catchments of services that buses by timetable count for are drawn on foot: urban/market, rural/market (2)');
  expect(read('served.geojson').map(({ properties }) => properties.mode)).toEqual(['walk', 'walk']);
});

// Two counts of the same thing that share nothing but the times: cells of 20 m one by one, and polygons cut by polygons.
test('the land that polygons leave uncovered is what the cells of the indicators lack', async () => {
  const demo = 'data/demo', findings = new Findings(), { settlements, facilities, facilityAccess, index, costs, project } = await prepareProject(demo, findings, () => undefined);
  const urban = settlements.filter(({ kind }) => kind === 'urban'), cells = cutLandIntoCells(urban), landAccess = cells.middle.map(([lon, lat]) => [index.nearest(lon, lat, project.travel.maxSnapMetres) ?? []].flat());
  const { services } = await computeCatchments(demo, { services: ['primary_school'], ground: 'residential', bufferMetres: null, simplifyMetres: 0.5 });
  const [{ service, uncovered }] = services, { status } = new Measure({ facilities, facilityAccess, settlementAccess: landAccess, costs, bus: null, cutEnds: [], searchMinutes: 60 }).answer(demandOf(service), Uint32Array.from(landAccess.keys()));
  const land = cells.squareMetres.reduce((sum, a) => sum + a, 0), lacking = cells.squareMetres.reduce((sum, a, i) => sum + (status[i] === COVERED ? 0 : a), 0), drawn = uncovered.reduce((sum, u) => sum + u.uncoveredSquareMetres, 0);
  expect(lacking / land).toBeGreaterThan(0.2);
  expect(Math.abs(drawn / land - lacking / land)).toBeLessThan(0.01);
}, 120_000);
