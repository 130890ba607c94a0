/** Bus lines and stops of a project: what is refused and what is noted. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { readProject } from '../../src/inputs/project.ts';
import { readLayers } from '../../src/inputs/read-inputs.ts';
import { validateProject } from '../../src/pipeline.ts';
import { faultsOf, noticesOf } from '../support/command.ts';
import { collection, feature, LAYERS, line, point, writeProject, type ProjectParts } from '../support/project.ts';
import { toDegrees, type Metres } from '../support/town.ts';
import { withoutBasis } from '../support/without-basis.ts';

const gcoord = createRequire(import.meta.url)('gcoord') as { transform(position: number[], from: string, to: string): [number, number]; WGS84: string; GCJ02: string };
const LINE = { name: '1路', direction: 'both', headwayMinutes: 20, speedKmh: 25, firstDeparture: '05:45', lastDeparture: '25:10', stops: ['s1', 's2'] };
const busLine = (id: unknown, properties: object = {}, path: Metres[] = [[0, 0], [2000, 0]]): object => feature(id, line(...path), { ...LINE, ...properties });
const STOPS = [feature('s1', point(0, 9), { name: '东', lines: ['L1'] }), feature('s2', point(2000, 9), { lines: 'L1' })];

function withBus(lines: readonly object[], stops: readonly object[] = STOPS, bus: object = { lines: 'l.geojson', stops: 's.geojson' }): ProjectParts {
  return { project: { layers: { ...LAYERS, bus } }, files: { 'l.geojson': collection(lines), 's.geojson': collection(stops) } };
}

test('sound lines and stops are read, named in the manifest and change no answer on foot', async () => {
  const [without, { notices, coverage }] = [await noticesOf({}), await noticesOf(withBus([busLine('L1')]))];
  expect(notices).toEqual([]);
  expect(coverage.manifest.inputs.slice(-2).map(({ layer, file, features }) => [layer, file, features])).toEqual([['busLines', 'l.geojson', 1], ['busStops', 's.geojson', 2]]);
  expect(coverage.settlements.map(({ busStop }) => busStop?.id)).toEqual(['s1', 's2']);
  const settlements = coverage.settlements.map((settlement) => Object.fromEntries(Object.entries(settlement).filter(([key]) => key !== 'busStop')));
  expect([settlements, withoutBasis(coverage.services), coverage.summary, coverage.network]).toEqual([without.coverage.settlements, withoutBasis(without.coverage.services), without.coverage.summary, without.coverage.network]);
});

test('lines without a headway are as no bus data at all', async () => {
  const [without, { notices, coverage }] = [await noticesOf({}), await noticesOf(withBus([busLine('L1', { headwayMinutes: null })]))];
  expect(notices).toEqual(['no-headway × 1  l.geojson: bus lines without "headwayMinutes"; nobody can ride them: L1']);
  expect([coverage.settlements, withoutBasis(coverage.services), withoutBasis(coverage.indicators), coverage.manifest.parameters]).toEqual([without.coverage.settlements, withoutBasis(without.coverage.services), withoutBasis(without.coverage.indicators), without.coverage.manifest.parameters]);
});

test('lines and stops may be spread over files, and stops may be a table whose ids are numbers', async () => {
  const parts = withBus([busLine('L1', { stops: [1, 2] })], [], { lines: ['l.geojson', 'm.geojson'], stops: 's.csv' });
  const { notices } = await noticesOf({ ...parts, files: { ...parts.files, 'm.geojson': collection([busLine(2, { stops: '1;2' })]), 's.csv': `id,lines,lon,lat\n1,"L1,2",${toDegrees([0, 9]).join()}\n2,L1,${toDegrees([2000, 9]).join()}\n` } });
  expect(notices).toEqual([]);
});

const FAULTS: [string, object[], object[], RegExp][] = [
  ['a headway of 0', [busLine('L1', { headwayMinutes: 0 })], STOPS, /^l\.geojson:2: "headwayMinutes" is 0, expected a number above 0 and up to 1440/],
  ['a headway in words', [busLine('L1', { headwayMinutes: '20 min' })], STOPS, /^l\.geojson:2: "headwayMinutes" is "20 min"/],
  ['a speed of 0', [busLine('L1', { speedKmh: 0 })], STOPS, /"speedKmh" is 0, expected a number above 0 and up to 200/],
  ['a running time below 0', [busLine('L1', { runMinutes: -5 })], STOPS, /"runMinutes" is -5, expected a number above 0/],
  ['a line twice', [busLine('L1'), busLine('L1')], STOPS, /^l\.geojson:3: the id "L1" is used already at l\.geojson:2/],
  ['a line without an id', [busLine(null)], STOPS, /^l\.geojson:2: the feature has no "id"/],
  ['a line drawn as a point', [feature('L1', point(0, 0), LINE)], STOPS, /"L1" has a geometry of type "Point", expected LineString/],
  ['a line out of range', [feature('L1', { type: 'LineString', coordinates: [[121.5, 31.6], [31.6, 121.5]] }, LINE)], STOPS, /latitude and longitude look swapped/],
  ['a stop twice', [busLine('L1')], [...STOPS, STOPS[0]], /^s\.geojson:4: the id "s1" is used already at s\.geojson:2/],
  ['a stop drawn as a line', [busLine('L1')], [...STOPS, feature('s3', line([0, 0], [9, 0]))], /"s3" has a geometry of type "LineString"/],
  ['a stop of two points', [busLine('L1')], [...STOPS, feature('s3', { type: 'MultiPoint', coordinates: [[0, 0], [9, 0]].map(([x, y]) => toDegrees([x, y])) })], /^s\.geojson:4: "s3" is not one point/],
];
for (const [what, lines, stops, said] of FAULTS) {
  test(`${what} is refused`, async () => {
    const faults = await faultsOf(withBus(lines, stops));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(said);
  });
}

const PROJECTS: [string, unknown, RegExp][] = [
  ['lines without stops', { lines: 'l.geojson' }, /layers\.bus\.stops is missing/],
  ['lines and misspelt stops', { lines: 'l.geojson', stop: 's.geojson' }, /layers\.bus\.stops is missing; "stop" means nothing here/],
  ['a feed without a date', { gtfs: 'feed.zip' }, /layers\.bus/],
  ['text', 'bus.geojson', /layers\.bus is "bus\.geojson", expected \{lines: \.\.\., stops: \.\.\.\} or \{gtfs: \.\.\., date: \.\.\.\}/],
  ['a file that is not there', { lines: 'gone.geojson', stops: 's.geojson' }, /^gone\.geojson: there is no such file/],
  ['a file outside the folder', { lines: '../l.geojson', stops: 's.geojson' }, /the path "\.\.\/l\.geojson" leaves the project folder/],
];
for (const [what, bus, said] of PROJECTS) {
  test(`a bus layer of ${what} is refused`, async () => {
    const faults = await faultsOf(withBus([busLine('L1')], STOPS, bus as object));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(said);
  });
}

const NOTICES: [string, object[], object[], string[]][] = [
  ['a line without a headway', [busLine('L1', { headwayMinutes: null })], STOPS, ['no-headway × 1  l.geojson: bus lines without "headwayMinutes"; nobody can ride them: L1']],
  ['a line without a speed and a running time', [busLine('L1', { speedKmh: null }), busLine('L2', { speedKmh: null, runMinutes: 9 })], STOPS, ['no-speed × 1  l.geojson: bus lines without "speedKmh" and "runMinutes"; they are taken to run at 20 km/h: L1']],
  ['a line whose points are all one', [busLine('L1'), busLine('L2', {}, [[5, 5], [5, 5]])], STOPS, ['no-line × 1  l.geojson: bus lines of fewer than two points are left out: L2']],
  ['a line that names no stops and that one stop names', [busLine('L1', { stops: null })], [STOPS[0], feature('s2', point(9, 9))], [
    'line-without-stops × 1  l.geojson: bus lines with fewer than two known stops; nobody can ride them: L1', 'unserved-stop × 1  s.geojson: bus stops that no line serves: s2',
  ]],
  ['a line that names no stops and that two stops name', [busLine('L1', { stops: null })], STOPS, []],
  ['a stop that is not in the layer', [busLine('L1', { stops: ['s1', 's2', '__proto__', '__proto__'] })], STOPS, ['unknown-stop × 1  l.geojson: stops of bus lines that are not in the stops layer are passed over: "__proto__" of L1']],
  ['a line that is not in the layer', [busLine('L1')], [...STOPS, feature('s3', point(9, 9), { lines: ['L7'] })], [
    'unknown-line × 1  s.geojson: lines of bus stops that are not in the lines layer are passed over: "L7" of s3', 'unserved-stop × 1  s.geojson: bus stops that no line serves: s3',
  ]],
  ['a line with one known stop', [busLine('L1', { stops: ['s1', 'no'] }), busLine('L2')], STOPS, [
    'unknown-stop × 1  l.geojson: stops of bus lines that are not in the stops layer are passed over: "no" of L1', 'line-without-stops × 1  l.geojson: bus lines with fewer than two known stops; nobody can ride them: L1',
  ]],
  ['a line without a path', [busLine('L1'), feature('L2', null, LINE)], STOPS, ['no-line × 1  l.geojson: bus lines of fewer than two points are left out: L2']],
  ['a stop without a place', [busLine('L1', { stops: ['s1', 's2', 's3'] })], [...STOPS, feature('s3', null)], ['unlocated × 1  s.geojson: bus stops without a geometry; they are kept but cannot be reached: s3']],
  ['a time that is none', [busLine('L1', { firstDeparture: 'early' })], STOPS, ['unreadable-value × 1  l.geojson: "firstDeparture" is no time such as 06:30 and is left out: L1 "early"']],
  ['a direction that is none', [busLine('L1', { direction: 'back' })], STOPS, ['unknown-value × 1  l.geojson: "direction" is none of both, forward; both is taken: "back" (line 2)']],
];
for (const [what, lines, stops, said] of NOTICES) {
  test(`${what} is noted`, async () => {
    expect((await noticesOf(withBus(lines, stops))).notices).toEqual(said);
  });
}

test('what a line says of its times, and the names, are kept', async () => {
  const findings = new Findings(), bare = { name: null, direction: null, headwayMinutes: null, speedKmh: null, firstDeparture: null, lastDeparture: null };
  const lines = [busLine('L1', { runMinutes: 12.5 }), busLine('L2', { direction: 'forward', firstDeparture: '6:00:30', lastDeparture: '00:15' }), busLine('L3', bare), busLine('L4', { firstDeparture: null, lastDeparture: '00:15' })];
  const { busLines, busStops } = await readLayers(readProject(writeProject(withBus(lines)), findings), findings, () => undefined);
  expect(busLines).toMatchObject([
    { id: 'L1', name: '1路', direction: 'both', headwayMinutes: 20, speedKmh: 25, runMinutes: 12.5, firstDepartureSeconds: 5.75 * 3600, lastDepartureSeconds: 25 * 3600 + 600, where: 'l.geojson:2' },
    { id: 'L2', direction: 'forward', firstDepartureSeconds: 6 * 3600 + 30, lastDepartureSeconds: 24.25 * 3600 }, // of the next day
    { id: 'L3', name: '', direction: 'both', headwayMinutes: null, speedKmh: null, runMinutes: null, firstDepartureSeconds: null, lastDepartureSeconds: null },
    { id: 'L4', firstDepartureSeconds: null, lastDepartureSeconds: 900 },
  ]);
  expect(busStops.map(({ name }) => name)).toEqual(['东', '']);
});

async function problemsOf(parts: ProjectParts): Promise<string[]> {
  const { problems } = await validateProject(writeProject(parts), '2025-06-30');
  return problems.filter(({ code }) => code.startsWith('stop-') || code === 'layer-apart').map(({ code, file, line: at, featureId, what }) => `${code} ${file}:${at} ${featureId}: ${what}`);
}

test('a stop 50 m from its line is near it, one 51 m from it is not', async () => {
  const at = (metres: number): ProjectParts => withBus([busLine('L1')], [feature('s1', point(700, metres)), STOPS[1]]);
  expect([await problemsOf(at(49.9)), await problemsOf(at(-51))]).toEqual([[], ['stop-off-line l.geojson:2 L1: bus lines with a stop over 50 m from them: s1 is 51 m from L1']]);
});

test('beyond the end of a line the distance is that to its end', async () => {
  // 30 m on and 40 m beside: 50 m; 33 m on and 44 m beside: 55 m.
  const at = (x: number, y: number): ProjectParts => withBus([busLine('L1')], [STOPS[0], feature('s2', point(2000 + x, y))]);
  expect([await problemsOf(at(29.9, 39.9)), await problemsOf(at(33, 44))]).toEqual([[], ['stop-off-line l.geojson:2 L1: bus lines with a stop over 50 m from them: s2 is 55 m from L1']]);
});

test('a stop that nobody can walk to is found', async () => {
  const lines = [busLine('L1', {}, [[0, 0], [2000, 301]])], stops = [STOPS[0], feature('s2', point(2000, 301))];
  expect(await problemsOf(withBus(lines, stops))).toEqual(['stop-not-on-network s.geojson:3 s2: bus stops further than 300 m from the network; nobody can walk to them: s2']);
});

test('stops that are all of another place are told in one line, with how far away they are', async () => {
  const ofAnotherTown = withBus([busLine('L1', {}, [[0, 9000], [2000, 9000]])], [feature('s1', point(0, 9000)), feature('s2', point(2000, 9040))]);
  expect(await problemsOf(ofAnotherTown)).toEqual(['layer-apart s.geojson:null null: none of its 2 bus stops is within 300 m of the network, the nearest is some 9 km away: nobody can ride from them (2)']);
});

test('stops of a web map that are declared as degrees are refused, and taken with its coordinate system', async () => {
  const stops = Array.from({ length: 25 }, (_, i) => feature(`s${i}`, { type: 'Point', coordinates: gcoord.transform(toDegrees([80 * i, 0]), gcoord.WGS84, gcoord.GCJ02) })), lines = [busLine('L1', { stops: ['s0', 's24'] })];
  const faults = await faultsOf(withBus(lines, stops));
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(/^s\.geojson: its places lie systematically off the network: .* if it is in gcj02/);
  const { coverage } = await noticesOf(withBus(lines, stops, { lines: 'l.geojson', stops: { file: 's.geojson', crs: 'gcj02' } }));
  expect(coverage.settlements[0].busStop).toMatchObject({ id: 's0', minutes: 0 });
});

test('where a file of buses cannot be read, nothing is said of the other', async () => {
  const { problems } = await validateProject(writeProject({ ...withBus([], STOPS), files: { 'l.geojson': '{', 's.geojson': collection(STOPS) } }), '2025-06-30');
  expect(problems.map(({ code }) => code).filter((code) => /line|stop/.test(code))).toEqual([]);
});

test('the lines and stops of the demo district are sound, but for the early line', async () => {
  const { problems, files } = await validateProject(join(import.meta.dirname, '../../data/demo'), '2025-06-30');
  expect([...files.keys()].filter((name) => name.startsWith('bus-'))).toEqual(['bus-lines.geojson', 'bus-stops.geojson']);
  expect(problems.filter(({ file }) => file.startsWith('bus-')).map(({ code, featureId }) => `${code} ${featureId}`)).toEqual(['line-out-of-hours L9']);
});
