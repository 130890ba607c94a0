import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { computeCoverage } from '../../src/pipeline.ts';
import { computeProjectMatrix } from '../../src/pipeline-project.ts';
import { UNREACHED } from '../../src/core/units.ts';
import { command } from '../support/command.ts';
import { CHECKLIST, collection, facility, FACILITIES, feature, LAYERS, line, point, settlement, SETTLEMENTS, writeProject } from '../support/project.ts';

const DEMO = join(import.meta.dirname, '../../data/demo');
const rowsOf = (stdout: string): string[] => stdout.trimEnd().split('\n').slice(1).map((row) => row.split(',').map((cell, i) => (i < 2 ? cell : Number(cell).toFixed(0))).join());
const OPEN = { settlements: null, service: null, types: null, profile: null, maxMinutes: null, percentiles: null };

test('without more the matrix is from all settlements to all facilities in use, for adults', async () => {
  const folder = writeProject({ facilities: [...FACILITIES, facility('p', 'market', [100, 0], { status: 'planned' }), facility('q', 'market', [100, 0], { open: false }), facility('r', 'market', [100, 0], { status: 'closed' })] });
  const { code, stdout, stderr } = await command(['matrix', folder]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout.split('\n')[0]).toBe('from_id,to_id,seconds,metres');
  expect(rowsOf(stdout)).toEqual(['a,c1,600,600', 'a,m1,500,500', 'b,c1,1400,1400', 'b,m1,1500,1500']); // metres at 60 m/min are seconds
});

test('a service brings its types, substitutes and walking speed; --profile overrules the speed', async () => {
  const folder = writeProject({ facilities: [...FACILITIES, facility('l1', 'bookshop', [240, 0]), facility('l2', 'museum', [480, 0], { provides: ['library'] })] });
  expect(rowsOf((await command(['matrix', folder, '--service', 'library'])).stdout)).toEqual(['a,l1,240,240', 'a,l2,480,480', 'b,l1,1760,1760', 'b,l2,1520,1520']);
  expect(rowsOf((await command(['matrix', folder, '--service', 'clinic', '--settlement', 'a'])).stdout)).toEqual(['a,c1,750,600']); // 600 m at 48 m/min
  expect(rowsOf((await command(['matrix', folder, '--service', 'clinic', '--settlement', 'a', '--profile', 'adult'])).stdout)).toEqual(['a,c1,600,600']);
  expect(rowsOf((await command(['matrix', folder, '--types', 'museum, market', '--settlement', 'a', 'b', '--max-minutes', '9'])).stdout)).toEqual(['a,l2,480,480', 'a,m1,500,500']);
});

test('tables that ask for a service differently each have their own facilities and speed, in one matrix by settlement', async () => {
  const [urban, rural] = CHECKLIST.tables, tables = [urban, { ...rural, services: rural.services.map((s) => (s.id === 'market' ? { ...s, profile: 'elderly', satisfiedBy: ['clinic'] } : s)) }];
  const folder = writeProject({ checklist: { tables }, settlements: [...SETTLEMENTS, settlement('c', [0, 0], { kind: 'urban' })] });
  expect(rowsOf((await command(['matrix', folder, '--service', 'market'])).stdout)).toEqual(['a,m1,500,500', 'b,c1,1750,1400', 'b,m1,1875,1500', 'c,m1,500,500']); // 1400 and 1500 m at 48 m/min
});

test('a place of several accesses is left and reached by the best of them', async () => {
  // Gates at 0 and 300 m; entrances at 900 and 1900 m: 600 m. The park lies along 1000 to 1200 m of the street.
  const gates = feature('g', { type: 'MultiPoint', coordinates: [[0, 0], [300, 0]].map(([x]) => (point(x, 0) as { coordinates: number[] }).coordinates) }, { township: 'T', population: 1, kind: 'urban' });
  const doors = feature('d', { type: 'MultiPoint', coordinates: [900, 1900].map((x) => (point(x, 0) as { coordinates: number[] }).coordinates) }, { type: 'market' });
  const park = feature('k', { type: 'Polygon', coordinates: [[[1000, -50], [1200, -50], [1200, 50], [1000, 50], [1000, -50]].map(([x, y]) => (point(x, y) as { coordinates: number[] }).coordinates)] }, { type: 'park' });
  const { stdout } = await command(['matrix', writeProject({ settlements: [gates, SETTLEMENTS[1]], facilities: [doors, park] }), '--types', 'market,park']);
  expect(rowsOf(stdout)).toEqual(['b,d,100,100', 'b,k,800,800', 'g,d,600,600', 'g,k,700,700']);
});

/** For every settlement, the least of the matrix is what the report says of a service. */
async function compareWithReport(project: string, services: readonly string[]): Promise<{ compared: number; byBus: number }> {
  const report = new Map([...(await computeCoverage(project)).settlements].map((s) => [s.id, s.services]));
  let compared = 0, byBus = 0;
  for (const service of services) {
    const { percentiles, pairs, fromIds, toIds } = await computeProjectMatrix({ ...OPEN, project, service }), least = new Map<string, { ms: number; to: Set<string> }>();
    for (const { origin, destination, ms } of pairs) {
      const time = typeof ms === 'number' ? ms : ms[0], there = least.get(fromIds[origin]);
      if (time === UNREACHED || (there && there.ms < time)) continue;
      if (there?.ms === time) there.to.add(toIds[destination]); else least.set(fromIds[origin], { ms: time, to: new Set([toIds[destination]]) });
    }
    for (const [id, services_] of report) {
      const said = services_.get(service), found = least.get(id);
      if (said === undefined) continue;
      if (said.minutes === null) { expect(found?.ms ?? Infinity, `${id} ${service}`).toBeGreaterThan(3_600_000); continue; }
      expect([Math.round((found?.ms ?? NaN) / 600) / 100, found?.to.has(said.facilityId ?? '')], `${id} ${service}`).toEqual([said.minutes, true]);
      compared++;
      if (said.mode === 'walk+bus') byBus++;
    }
    expect(percentiles === null || percentiles.join() === '50').toBe(true);
  }
  return { compared, byBus };
}

test('the nearest of the matrix is that of the report on the whole demo, for the elderly and by bus as well', async () => {
  const { compared, byBus } = await compareWithReport(DEMO, ['convenience_store', 'wet_market', 'elder_canteen', 'elder_day_care', 'neighborly_point', 'community_health_center', 'public_toilet']);
  expect(compared).toBeGreaterThan(800);
  expect(byBus).toBeGreaterThan(20);
}, 60_000);

/** The village b rides the 1500 m to the market in 3 min; see tests/worlds/bus-village.test.ts. */
const BY_BUS = { tables: CHECKLIST.tables.map((t) => ({ ...t, services: t.services.map((s) => ({ ...s, mode: s.id === 'market' && t.id === 'rural' ? 'walk+bus' : 'walk' })) })) };
const BUSES = {
  checklist: BY_BUS, project: { layers: { ...LAYERS, bus: { lines: 'l.geojson', stops: 's.geojson' } } },
  files: { 'l.geojson': collection([feature('L1', line([2000, 0], [500, 0]), { headwayMinutes: 10, speedKmh: 30, stops: ['s2', 's1'] })]), 's.geojson': collection([feature('s1', point(500, 0)), feature('s2', point(2000, 0))]) },
};

test('by bus there is a column for the share of the headway that the report waits, or for those asked for; who may not ride walks', async () => {
  const folder = writeProject(BUSES), { stdout, stderr } = await command(['matrix', folder, '--service', 'market']);
  expect(stderr).toBe('');
  expect(stdout.replace(/\d+\.\d+|\d{3,}/g, (n) => Number(n).toFixed(0))).toBe('from_id,to_id,seconds_p50,share,walk_seconds,walk_metres\na,m1,500,,500,500\nb,m1,540,,1500,1500\n'); // 1 + 5 + 3 min
  expect((await command(['matrix', folder, '--service', 'market', '--percentiles', '20,100', '--settlement', 'b'])).stdout).toMatch(/seconds_p20,seconds_p100,.*\nb,m1,360(\.0\d*)?,840(\.0\d*)?,/); // 1 + 2 + 3 and 1 + 10 + 3 min
});

test('where buses are not taken, that is said', async () => {
  const { stderr } = await command(['matrix', writeProject(BUSES), '--types', 'market']);
  expect(stderr).toMatch(/^notice: project: all ways are on foot: the buses of the project are taken for a service that may count them/);
  const noBuses = await command(['matrix', writeProject({ checklist: BY_BUS }), '--service', 'market']);
  expect(noBuses.stderr).toBe('notice: checklist: services asked for on foot or by bus were measured on foot only: rural/market (1)\n');
});

test('places off the network are in no pair and are named; of kinds without the service as well', async () => {
  const [urban, rural] = CHECKLIST.tables, folder = writeProject({
    settlements: [...SETTLEMENTS, settlement('lost', [0, 900], { kind: 'urban' })], facilities: [...FACILITIES, facility('m0', 'market', [0, 900])],
    checklist: { tables: [urban, { ...rural, services: rural.services.filter(({ id }) => id !== 'market') }] },
  });
  const { code, stdout, stderr } = await command(['matrix', folder, '--service', 'market']);
  expect([code, rowsOf(stdout)]).toEqual([0, ['a,m1,500,500']]);
  expect(stderr).toBe(`notice: settlements.geojson: settlements of a kind whose table has no service "market" are left out: b (1)
notice: settlements: settlements further than 300 m from the network are unknown: lost (1)
notice: facilities: facilities further than 300 m from the network cannot be reached: m0 (1)
`);
  expect(await command(['matrix', folder, '--service', 'market', '--settlement', 'b'])).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no service "market" for rural settlements') as string });
});

const WRONG: [string, string[], RegExp][] = [
  ['an unknown service', ['--service', 'markt'], /^error: checklist small: there is no service "markt"\. Did you mean "market"\.\n$/],
  ['an unknown settlement', ['--settlement', 'a', 'x1'], /^error: settlements\.geojson: there is no settlement "x1"\. Did you mean "a"\.\n$/],
  ['an unknown type', ['--types', 'clinc'], /^error: facilities\.geojson: no facility is of the type "clinc"\. Did you mean "clinic"\.\n$/],
  ['a service without facilities', ['--service', 'library'], /^error: facilities\.geojson: no facility of library is in use\./],
  ['an empty type', ['--types', 'market,'], /Write types parted by commas/],
  ['a service beside types', ['--service', 'market', '--types', 'clinic'], /^error: option '--service <id>' cannot be used with option '--types <list>'/],
  ['a group of people that is none', ['--profile', 'old'], /Allowed choices are adult, elderly/],
  ['a network beside a project', ['--walk', 'w.geojson'], /^error: --walk does not go with a project, which has layers, speeds and buses of its own\n/],
  ['a speed beside a project', ['--walk-speed', '60'], /^error: --walk-speed does not go with a project/],
  ['a feed beside a project', ['--gtfs', 'f.zip', '--date', '2024-06-04'], /^error: --gtfs does not go with a project/],
  ['a limit of 0', ['--max-minutes', '0'], /Give a number above 0 and up to 600/],
];
for (const [fact, options, said] of WRONG) test(`${fact} is refused`, async () => {
  const { code, stdout, stderr } = await command(['matrix', writeProject(), ...options]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(said);
});

test('without a project the options of one are refused, and files must be named', async () => {
  expect((await command(['matrix', '--service', 'market'])).stderr).toMatch(/^error: --service asks a project: name its folder\n/);
  expect(await command(['matrix'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^error: give a project, or --walk, --from and --to\n/) as string });
  expect((await command(['matrix', 'no-such-town'])).stderr).toMatch(/^error: no-such-town: there is no such project/);
});

test('a matrix of a project is never written over a layer of it, and Parquet is known by its name', async () => {
  const folder = writeProject(), out = join(folder, 'times.parquet');
  expect(await command(['matrix', folder, '--out', join(folder, 'walk.geojson')])).toMatchObject({ code: 2, stderr: expect.stringContaining('is the input walk.geojson and would be overwritten') as string });
  writeFileSync(out, '');
  expect(await command(['matrix', folder, '--out', out])).toEqual({ code: 0, stdout: '', stderr: '' });
});
