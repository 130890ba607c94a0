import { join } from 'node:path';
import isInPolygon from '@turf/boolean-point-in-polygon';
import type { FeatureCollection, MultiPolygon } from 'geojson';
import { expect, test } from 'vitest';
import { computeCoverage } from '../../src/pipeline.ts';
import { command } from '../support/command.ts';
import { CHECKLIST, collection, facility, FACILITIES, feature, LAYERS, line, point, SETTLEMENTS, writeProject } from '../support/project.ts';

interface Properties { from_id: string; name: string; profile: string; mode: string; table: string; minutes: number; direction: string; streetMetres: number }
const DEMO = join(import.meta.dirname, '../../data/demo');

async function isochronesOf(folder: string, ...options: string[]): Promise<{ stderr: string; features: FeatureCollection<MultiPolygon, Properties>['features']; rows: unknown[][] }> {
  const { code, stdout, stderr } = await command(['isochrone', folder, ...options]);
  expect(code, stderr).toBe(0);
  const { features } = JSON.parse(stdout) as FeatureCollection<MultiPolygon, Properties>;
  return { stderr, features, rows: features.map(({ properties: { from_id, name, profile, mode, table, minutes, direction, streetMetres } }) => [from_id, name, profile, mode, table, minutes, direction, Math.round(streetMetres)]) };
}

test('without more there is one around every settlement for each limit, named, for adults', async () => {
  expect((await isochronesOf(writeProject(), '--minutes', '5,10')).rows).toEqual([
    ['a', 'Alder', 'adult', 'walk', '', 5, 'from', 300], ['a', 'Alder', 'adult', 'walk', '', 10, 'from', 600],
    ['b', 'Birch', 'adult', 'walk', '', 5, 'from', 300], ['b', 'Birch', 'adult', 'walk', '', 10, 'from', 600],
  ]);
  const { rows } = await isochronesOf(writeProject(), '--settlement', 'b', '--profile', 'elderly', '--direction', 'to');
  expect(rows.map(([id, , profile, , , minutes, direction, metres]) => [id, profile, minutes, direction, metres])).toEqual([5, 10, 15].map((m) => ['b', 'elderly', m, 'to', 48 * m]));
});

test('the catchments of a service have its limit and its walking speed, and lead to its facilities', async () => {
  const folder = writeProject({ facilities: [...FACILITIES, facility('c2', 'clinic', [1800, 0]), facility('c0', 'clinic', [100, 0], { status: 'planned' })] });
  expect((await isochronesOf(folder, '--service', 'clinic')).rows).toEqual([
    ['c1', 'The clinic', 'elderly', 'walk', 'urban, rural', 15, 'to', 600 + 720], ['c2', 'The clinic', 'elderly', 'walk', 'urban, rural', 15, 'to', 720 + 200], // 15 min at 48 m/min: 720 m; the street ends at 0 and 2000 m
  ]);
  expect((await isochronesOf(folder, '--service', 'clinic', '--facility', 'c2', '--minutes', '5', '--profile', 'adult', '--direction', 'from')).rows).toEqual([['c2', 'The clinic', 'adult', 'walk', 'urban, rural', 5, 'from', 500]]);
});

test('limits that differ by table are drawn together; where buses count for one table only, each has its own', async () => {
  const [urban, rural] = CHECKLIST.tables, tables = (mode: string): object[] => [urban, { ...rural, services: rural.services.map((s) => (s.id === 'market' ? { ...s, mode, limitMinutes: 15 } : s)) }];
  expect((await isochronesOf(writeProject({ checklist: { tables: tables('walk') } }), '--service', 'market')).rows.map((r) => r.slice(3, 6))).toEqual([['walk', 'urban, rural', 10], ['walk', 'urban, rural', 15]]);
  const { rows } = await isochronesOf(writeProject({
    checklist: { tables: tables('walk+bus') }, project: { layers: { ...LAYERS, bus: { lines: 'l.geojson', stops: 's.geojson' } } },
    files: { 'l.geojson': collection([feature('L1', line([2000, 0], [500, 0]), { headwayMinutes: 10, speedKmh: 30, stops: ['s2', 's1'] })]), 's.geojson': collection([feature('s1', point(500, 0)), feature('s2', point(2000, 0))]) },
  }), '--service', 'market');
  // On foot 900 m to the east and 500 m to the west; with 9 min by bus from 2000 m, 6 min on foot to that stop.
  expect(rows.map((r) => r.slice(3))).toEqual([['walk', 'urban', 10, 'to', 500 + 600], ['walk+bus', 'rural', 15, 'to', 500 + 900 + 360]]);
});

test('a place of several accesses is begun at all of them', async () => {
  // Gates at 0 and 1000 m, 5 minutes: 0 to 300 and 700 to 1300 m. The park lies along 1000 to 1200 m: 700 to 1500 m.
  const at = (...xs: number[]): number[][] => xs.map((x) => (point(x, 0) as { coordinates: number[] }).coordinates), corner = (x: number, y: number): number[] => (point(x, y) as { coordinates: number[] }).coordinates;
  const gates = feature('g', { type: 'MultiPoint', coordinates: at(0, 1000) }, { kind: 'urban', population: 1, township: 'T' });
  const park = feature('k', { type: 'Polygon', coordinates: [[corner(1000, -50), corner(1200, -50), corner(1200, 50), corner(1000, 50), corner(1000, -50)]] }, { type: 'market' });
  const folder = writeProject({ settlements: [gates, SETTLEMENTS[1]], facilities: [park] });
  expect((await isochronesOf(folder, '--settlement', 'g', '--minutes', '5')).rows[0].at(-1)).toBe(300 + 600);
  expect((await isochronesOf(folder, '--service', 'market', '--minutes', '5')).rows[0].at(-1)).toBe(300 + 200 + 300);
  // However short the way around each access, all of the park's stretch is drawn: also where the street has vertices within it.
  const street = feature('w', line(...Array.from({ length: 101 }, (_, i): [number, number] => [20 * i, 0]))), drawn = await isochronesOf(writeProject({ facilities: [park], walk: [street] }), '--service', 'market', '--minutes', '0.1', '--buffer-metres', '1');
  expect(drawn.rows[0].at(-1)).toBe(6 + 200 + 6);
  expect([990, 1000, 1050, 1100, 1150, 1210].map((x) => isInPolygon(corner(x, 0), drawn.features[0].geometry))).toEqual([false, true, true, true, true, false]);
});

test('the farther gate of a place draws what the nearer one is too far off for', async () => {
  // The first gate is 120 m off the street, two minutes; the second is on it.
  const gates = feature('g', { type: 'MultiPoint', coordinates: [[0, 120], [1000, 0]].map(([x, y]) => (point(x, y) as { coordinates: number[] }).coordinates) }, { kind: 'urban', population: 1, township: 'T' });
  const { rows, stderr } = await isochronesOf(writeProject({ settlements: [gates] }), '--minutes', '1');
  expect([rows.map((r) => r.at(-1)), stderr]).toEqual([[120], '']);
});

test('who lives in the catchment is covered by the report, and who is covered lives in it', async () => {
  for (const service of ['elder_canteen', 'wet_market']) {
    const limits = new Map([['urban', 10], ['rural', 15]]), { features } = await isochronesOf(DEMO, '--service', service), { settlements } = await computeCoverage(DEMO);
    let inside = 0, outside = 0;
    for (const { id, table, lon, lat, snapMetres, services } of settlements) {
      const said = services.get(service), limit = limits.get(table) ?? NaN;
      if (lon === null || lat === null || said === undefined || (snapMetres ?? Infinity) > 45 || Math.abs((said.minutes ?? Infinity) - limit) < 0.5) continue;
      const isIn = features.some(({ properties, geometry }) => properties.minutes === limit && properties.table.includes(table) && isInPolygon([lon, lat], geometry));
      expect(isIn, `${id} ${service} ${said.minutes}`).toBe(said.status === 'covered');
      if (isIn) inside++; else outside++;
    }
    expect([inside > 40, outside > 40]).toEqual([true, true]);
  }
}, 120_000);

test('a limit in metres is the time they take, and of two limits the shorter counts', async () => {
  const tables = CHECKLIST.tables.map((t) => ({ ...t, services: t.services.map((s) => ({ ...s, limitMetres: 500, limitMinutes: s.id === 'market' ? 10 : null })) })), folder = writeProject({ checklist: { tables } });
  expect((await isochronesOf(folder, '--service', 'market')).rows.map(([id, , , , , minutes]) => [id, minutes])).toEqual([['m1', 8.33333]]); // 500 m at 60 m/min
  expect((await isochronesOf(folder, '--service', 'clinic')).rows.map(([id, , , , , minutes]) => [id, minutes])).toEqual([['c1', 10.41667]]); // at 48 m/min
});

test('places off the network have no polygon and are named, as are limits too short to reach it', async () => {
  const folder = writeProject({ facilities: [facility('m0', 'market', [0, 900]), facility('m2', 'market', [500, 120])] }), { rows, stderr } = await isochronesOf(folder, '--service', 'market', '--minutes', '1,3');
  expect(rows.map(([id, , , , , minutes]) => [id, minutes])).toEqual([['m2', 3]]);
  expect(stderr).toBe('notice: facilities: facilities further than 300 m from the network cannot be reached: m0 (1)\nnotice: facilities.geojson: limits shorter than the way from the place to the network have no polygon: m2 (1)\n');
});

const WRONG: [string, string[], RegExp][] = [
  ['an unknown service', ['--service', 'markt'], /there is no service "markt"\. Did you mean "market"/],
  ['an unknown settlement', ['--settlement', 'aa'], /^error: settlements\.geojson: there is no settlement "aa"\. Did you mean "a"\.\n$/],
  ['a facility of another service', ['--service', 'market', '--facility', 'c1'], /^error: facilities\.geojson: there is no facility "c1" in use that counts for market\. Did you mean "m1"\.\n$/],
  ['a service without facilities', ['--service', 'library'], /^error: facilities\.geojson: no facility of library is in use\./],
  ['a settlement beside a service', ['--service', 'market', '--settlement', 'a'], /^error: option '--settlement <id\.\.\.>' cannot be used with option '--service <id>'/],
  ['a facility without a service', ['--facility', 'm1'], /^error: --facility needs --service/],
  ['a network beside a project', ['--walk', 'w.geojson'], /^error: --walk does not go with a project/],
  ['a share of the headway beside a project', ['--percentile', '30'], /^error: --percentile does not go with a project/],
  ['a limit given twice', ['--minutes', '5,5'], /Give each limit once/],
];
for (const [fact, options, said] of WRONG) test(`${fact} is refused`, async () => {
  const { code, stdout, stderr } = await command(['isochrone', writeProject(), ...options]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(said);
});

test('without a project its options are refused, and nothing is written over its layers', async () => {
  expect((await command(['isochrone', '--facility', 'm1'])).stderr).toMatch(/^error: --facility asks a project: name its folder\n/);
  expect((await command(['isochrone'])).stderr).toMatch(/^error: give a project, or --walk and --from\n/);
  const folder = writeProject();
  expect(await command(['isochrone', folder, '--out', join(folder, 'walk.geojson')])).toMatchObject({ code: 2, stderr: expect.stringContaining('is the input walk.geojson and would be overwritten') as string });
});
