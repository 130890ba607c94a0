/**
 * Coverage that takes the answers of an earlier result where nothing that decides them has changed: the same as measured anew, to
 * the last byte, and no service is measured that need not be.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import type { Feature, FeatureCollection } from 'geojson';
import { expect, test, vi } from 'vitest';
import { Bases } from '../../src/coverage/basis.ts';
import { parseCoverage } from '../../src/coverage/coverage-file.ts';
import type { CoverageFile } from '../../src/coverage/coverage-schema.ts';
import { EarlierAnswers } from '../../src/coverage/earlier-answers.ts';
import { Measure } from '../../src/coverage/measure.ts';
import type { CoverageResult } from '../../src/coverage/result.ts';
import { renderCoverageJson, toCoverageFile } from '../../src/outputs/coverage-json.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { halts, partsOf, table } from '../inputs/gtfs-feeds.ts';
import { command } from '../support/command.ts';
import { area, CHECKLIST, collection, facility, feature, LAYERS, line, point, settlement, temporaryFolder, writeProject, type ProjectParts } from '../support/project.ts';
import { seeded } from '../support/random.ts';
import { toDegrees, type Metres } from '../support/town.ts';

const DEMO = resolve(import.meta.dirname, '../../data/demo');
const textOf = (result: CoverageResult): string => [...renderCoverageJson(result, 'lifecircle 0.1.0')].join('');
const within = (text: string): EarlierAnswers => new EarlierAnswers(parseCoverage(text, 'earlier'));
const step = (): void => undefined;

/** Both ways; which services were measured the second time. */
async function bothWays(folder: string, earlier: string): Promise<{ measured: readonly string[]; all: number }> {
  const full = await computeCoverage(folder), again = await computeCoverage(folder, step, null, within(earlier));
  expect(textOf(again) === textOf(full) ? 'the same bytes' : firstDifference(textOf(again), textOf(full))).toBe('the same bytes');
  expect(full.measured).toHaveLength(full.services.length);
  return { measured: again.measured, all: full.services.length };
}

function firstDifference(a: string, b: string): string {
  const rows = b.split('\n'), at = a.split('\n').findIndex((row, i) => row !== rows[i]);
  return `${a.split('\n')[at]}\nfor\n${rows[at]}`;
}

/** "table/service" of those for which other facilities count, or for which something came into the data or left it: from the files. Those with a capacity rule are always among them. */
function expectedOf(services: CoverageFile['services'], before: readonly Feature[], after: readonly Feature[]): string[] {
  const seen = (features: readonly Feature[], types: ReadonlySet<string>): string => {
    const of = features.filter(({ properties }) => [properties?.['type'], ...((properties?.['provides'] ?? []) as unknown[])].some((type) => types.has(String(type))));
    const counting = of.filter(({ properties }) => (properties?.['status'] ?? 'existing') === 'existing' && properties?.['open'] !== false);
    return JSON.stringify([of.some(({ geometry }) => geometry as unknown !== null), counting.map(({ properties, geometry }) => [properties?.['id'] as unknown, geometry]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))]);
  };
  return services.filter(({ id, satisfiedBy, capacity }) => { const types = new Set([id, ...satisfiedBy]); return capacity !== undefined || seen(before, types) !== seen(after, types); }).map(({ table: of, id }) => `${of}/${id}`);
}

const nudge = (geometry: Feature['geometry']): Feature['geometry'] => JSON.parse(JSON.stringify(geometry), (_, value: unknown) => (Array.isArray(value) && typeof value[0] === 'number' ? [value[0] + 1e-10, ...(value as unknown[]).slice(1)] : value)) as Feature['geometry'];
const shift = (geometry: Feature['geometry']): Feature['geometry'] => JSON.parse(JSON.stringify(geometry), (_, value: unknown) => (Array.isArray(value) && typeof value[0] === 'number' ? [value[0] + 0.004, ...(value as unknown[]).slice(1)] : value)) as Feature['geometry'];
/** What happens to facilities. Some of it matters to nobody: a name, an owner, the order in the file. */
const EDITS: Readonly<Record<string, (features: readonly Feature[], at: number, other: number) => Feature[]>> = {
  close: (features, at) => features.map((f, i) => (i === at ? { ...f, properties: { ...f.properties, status: 'closed' } } : f)),
  shut: (features, at) => features.map((f, i) => (i === at ? { ...f, properties: { ...f.properties, open: false } } : f)),
  remove: (features, at) => features.filter((_, i) => i !== at),
  move: (features, at) => features.map((f, i) => (i === at ? { ...f, geometry: f.geometry as unknown === null ? f.geometry : shift(f.geometry) } : f)),
  nudge: (features, at) => features.map((f, i) => (i === at ? { ...f, geometry: f.geometry as unknown === null ? f.geometry : nudge(f.geometry) } : f)),
  retype: (features, at, other) => features.map((f, i) => (i === at ? { ...f, properties: { ...f.properties, type: features[other].properties?.['type'] as unknown } } : f)),
  provide: (features, at, other) => features.map((f, i) => (i === at ? { ...f, properties: { ...f.properties, provides: [features[other].properties?.['type'] as unknown] } } : f)),
  add: (features, at, other) => [...features, { ...features[at], properties: { ...features[at].properties, id: `0 new ${at}`, type: features[other].properties?.['type'] as unknown } }],
  swap: (features, at, other) => features.map((f, i) => (i === at ? { ...f, properties: { ...f.properties, id: features[other].properties?.['id'] as unknown } } : i === other ? { ...f, properties: { ...f.properties, id: features[at].properties?.['id'] as unknown } } : f)),
  resize: (features, at, other) => features.map((f, i) => (i === at ? { ...f, properties: { ...f.properties, capacity: 10 * (other % 9) } } : f)),
  rename: (features, at) => features.map((f, i) => (i === at ? { ...f, properties: { ...f.properties, name: '改名', owner: '某' } } : f)),
  turn: (features) => [...features].reverse(),
};
const edits = fc.array(fc.record({ kind: fc.constantFrom(...Object.keys(EDITS)), at: fc.nat(), other: fc.nat() }), { minLength: 1, maxLength: 4 });
const apply = (features: readonly Feature[], list: readonly { kind: string; at: number; other: number }[]): Feature[] =>
  list.reduce<Feature[]>((now, { kind, at, other }) => (now.length === 0 ? now : EDITS[kind](now, at % now.length, other % now.length)), [...features]);
const idsAreUnique = (features: readonly Feature[]): boolean => new Set(features.map((f) => f.properties?.['id'] as unknown)).size === features.length;

test('on the demo with random edits of its facilities', async () => {
  const folder = temporaryFolder();
  cpSync(DEMO, folder, { recursive: true });
  const file = join(folder, 'facilities.geojson'), { features, ...members } = JSON.parse(readFileSync(file, 'utf8')) as FeatureCollection;
  const earlier = textOf(await computeCoverage(folder)), { services } = parseCoverage(earlier, 'earlier');
  await fc.assert(fc.asyncProperty(edits, async (list) => {
    const changed = apply(features, list);
    fc.pre(idsAreUnique(changed));
    writeFileSync(file, collection(changed, members));
    const { measured, all } = await bothWays(folder, earlier);
    expect(measured).toEqual(expectedOf(services, features, changed));
    expect(measured.length).toBeLessThan(all / 2);
  }), { seed: 7, numRuns: 6 });
}, 120_000);

const TYPES = ['market', 'clinic', 'library', 'bookshop', 'transit_hub'], BLOCK = 400, SIDE = 4, END = BLOCK * (SIDE - 1);
const corner = (i: number): Metres => [BLOCK * (i % SIDE), BLOCK * Math.floor(i / SIDE)];
const MODES: Readonly<Record<string, string>> = { market: 'walk+bus', clinic: 'walk+bus', library: 'walk' };
const BY_BUS = { ...CHECKLIST, tables: CHECKLIST.tables.map((t) => ({ ...t, services: t.services.map((s) => ({ ...s, mode: MODES[s.id], limitMinutes: 6, ...(s.id === 'library' ? { limitMinutes: null, limitMetres: 500 } : {}) })) })) };

/** A grid with gaps; places at corners, where many are as near, and between; some areas, some off the network, some nowhere. */
function randomTown(seed: number, bus: 'none' | 'headway' | 'timetable', capacity: object): { parts: ProjectParts; facilities: Feature[] } {
  const random = seeded(seed), pick = (n: number): number => Math.floor(n * random());
  const place = (): Metres => (random() < 0.5 ? corner(pick(SIDE * SIDE)) : random() < 0.05 ? [9000, 9000] : [END * random(), END * random()]);
  const square = ([x, y]: Metres): object => area([x, y], [x + 70, y], [x + 70, y + 50], [x, y + 50]);
  const walk = Array.from({ length: SIDE * SIDE }, (_, i) => i).flatMap((i) => [...(i % SIDE < SIDE - 1 ? [i + 1] : []), ...(i < SIDE * (SIDE - 1) ? [i + SIDE] : [])].filter(() => random() > 0.15)
    .map((to) => feature(`${i} ${to}`, line(corner(i), corner(to)), random() < 0.2 ? { 'oneway:foot': 'yes' } : {})));
  const settlements = Array.from({ length: 9 }, (_, i) => ({ ...settlement(`s${i}`, [0, 0], { kind: i % 2 === 0 ? 'urban' : 'rural', tier: i % 4 === 0 ? 'core' : 'general', population: pick(300) }), geometry: random() < 0.2 ? square(place()) : point(...place()) }));
  const facilities = Array.from({ length: 12 }, (_, i) => ({ ...facility(`f${i}`, TYPES[pick(TYPES.length)], [0, 0], { ...(random() < 0.2 ? { provides: [TYPES[pick(3)]] } : {}), ...(random() < 0.8 ? { capacity: pick(60) } : {}) }), geometry: random() < 0.05 ? null : random() < 0.3 ? square(place()) : point(...place()) })) as unknown as Feature[];
  const stops = Array.from({ length: 4 }, () => corner(pick(SIDE * SIDE))), ids = ['A', 'B', 'C', 'D'];
  const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00`;
  const trips = Array.from({ length: 8 }, () => { const start = 420 + pick(110), first = pick(3); return ids.slice(first).map((id, i) => `${id} ${clock(start + 2 * i)}`); });
  const feed = partsOf({
    stops: table('stops', ...stops.map((at, i) => { const [lon, lat] = toDegrees(at); return `${ids[i]},${ids[i]},${lat},${lon}`; })), trips: table('trips', ...trips.map((_, i) => `t${i},R,WK`)),
    stop_times: table('stop_times', ...trips.flatMap((rows, i) => halts(`t${i}`, ...rows))),
  });
  const buses: Readonly<Record<typeof bus, { layers: object; files: NonNullable<ProjectParts['files']> }>> = {
    none: { layers: {}, files: {} },
    headway: { layers: { bus: { lines: 'l.geojson', stops: 's.geojson' } }, files: { 'l.geojson': collection([feature('L1', line(...stops), { headwayMinutes: 4, speedKmh: 40, stops: ids })]), 's.geojson': collection(stops.map((at, i) => feature(ids[i], point(...at)))) } },
    timetable: { layers: { bus: { gtfs: 'feed', date: '2024-06-04' } }, files: Object.fromEntries(Object.entries(feed).map(([name, bytes]) => [`feed/${name}`, bytes])) },
  };
  const { layers, files } = buses[bus];
  return { facilities, parts: { walk, settlements, facilities, checklist: BY_BUS, project: { layers: { ...LAYERS, ...layers }, travel: { searchMinutes: 15 }, capacity }, files } };
}

// In 9 settlements of 300 people at most each needs a place in a market, and a facility has 60 at most: many are short.
const FULL = { market: { of: 'population', perThousand: 1000 } };
for (const [bus, capacity] of [['none', {}], ['headway', {}], ['timetable', {}], ['none', FULL], ['headway', FULL]] as const) {
  test(`on random towns with random edits, buses: ${bus}${capacity === FULL ? ', markets that can be full' : ''}`, async () => {
    let kept = 0, anew = 0, short = 0;
    await fc.assert(fc.asyncProperty(fc.nat({ max: 1e6 }), edits, async (seed, list) => {
      const folder = mkdtempSync(join(tmpdir(), 'lifecircle-town-')), { parts, facilities } = randomTown(seed, bus, capacity), changed = apply(facilities, list);
      fc.pre(idsAreUnique(changed));
      const earlier = textOf(await computeCoverage(writeProject(parts, folder))), { services } = parseCoverage(earlier, 'earlier');
      writeProject({ ...parts, facilities: changed }, folder);
      const { measured, all } = await bothWays(folder, earlier);
      expect(measured).toEqual(expectedOf(services, facilities, changed));
      kept += all - measured.length;
      anew += measured.length;
      short += services.reduce((sum, service) => sum + (service.capacity?.short.settlements ?? 0), 0);
      rmSync(folder, { recursive: true });
    }), { seed: 11, numRuns: 20 });
    expect(Math.min(kept, anew)).toBeGreaterThan(20); // of 120: neither is rare
    expect(short > 5).toBe(capacity === FULL); // of 180 settlements
  }, 120_000);
}

// Of every town its earlier self with one thing else: then nothing may be taken, or only what does not hang on it.
const STREET: ProjectParts = { facilities: [facility('m1', 'market', [500, 0]), facility('c1', 'clinic', [600, 0])] }, ALL = ['market', 'clinic', 'library'].flatMap((id) => [`urban/${id}`, `rural/${id}`]).sort();
const HOMES = [settlement('a', [0, 0], { kind: 'urban', tier: 'core', population: 300 }), settlement('b', [2000, 0], { kind: 'rural', population: 100 })];
const withLimit = (minutes: number): object => ({ ...CHECKLIST, tables: CHECKLIST.tables.map((t) => ({ ...t, services: t.services.map((s) => (s.id === 'market' ? { ...s, limitMinutes: minutes } : s)) })) });
const BEFORE: Readonly<Record<string, [before: ProjectParts | ((text: string) => string), measured: readonly string[]]>> = {
  'the same': [STREET, []],
  'a result of before there were bases': [(text) => text.replaceAll(/,"basis":"[^"]*"/g, ''), ALL],
  'another walking speed': [{ ...STREET, project: { travel: { walkMetresPerMinute: 61 } } }, ALL],
  'crossings that join': [{ ...STREET, project: { network: { joinCrossings: true } } }, ALL],
  'another network': [{ ...STREET, walk: [feature('street', line([0, 0], [500, 0], [2000, 0]))] }, ALL],
  'more people in a settlement': [{ ...STREET, settlements: HOMES }, ALL],
  'a settlement less': [{ ...STREET, settlements: HOMES.slice(0, 1) }, ALL],
  'another name, rules, and version of the checklist': [{ ...STREET, project: { name: 'Elsewhere', checks: { minCoverage: { market: 0.1 } } }, checklist: { version: '2' } }, []],
  'another limit of one service': [{ ...STREET, checklist: withLimit(11) }, ['rural/market', 'urban/market']],
  'the same facilities by other names and in another order': [{ facilities: [facility('c1', 'clinic', [600, 0], { name: 'C' }), facility('m1', 'market', [500, 0])] }, []],
  'a hair away': [{ facilities: [facility('m1', 'market', [500, 0]), facility('c1', 'clinic', [600.02, 0])] }, ['rural/clinic', 'urban/clinic']],
  'a library, which is nowhere now': [{ facilities: [facility('m1', 'market', [500, 0]), facility('c1', 'clinic', [600, 0]), facility('x', 'bookshop', [700, 0], { status: 'closed' })] }, ['rural/library', 'urban/library']],
};
for (const [what, [before, measured]] of Object.entries(BEFORE)) {
  test(`measured anew after: ${what}`, async () => {
    const folder = writeProject(STREET), text = textOf(await computeCoverage(typeof before === 'function' ? folder : writeProject(before)));
    const found = await bothWays(folder, typeof before === 'function' ? before(text) : text);
    expect([...found.measured].sort()).toEqual([...measured].sort());
  });
}

test('each version of the program has its own bases', () => {
  const bases = (tool: string): Bases => new Bases(tool, { settings: '' }, [], []);
  expect(bases('lifecircle 0.1.0').ofStops()).toBe(bases('lifecircle 0.1.0').ofStops());
  expect(bases('lifecircle 0.1.0').ofStops()).not.toBe(bases('lifecircle 0.1.1').ofStops());
});

test('what is not measured is not searched for: neither services, nor indicators, nor the cells of land', async () => {
  const earlier = within(textOf(await computeCoverage(DEMO))), answers = vi.spyOn(Measure.prototype, 'answerAll'), ask = async (from: EarlierAnswers | null): Promise<number> => {
    answers.mockClear();
    await computeCoverage(DEMO, step, null, from);
    return answers.mock.calls.reduce((sum, [demands]) => sum + demands.length, 0);
  };
  expect(await ask(null)).toBeGreaterThan(94); // services; and indicators
  expect(await ask(earlier)).toBe(0);
  answers.mockRestore();
});

test('a result that is compared at once is what would be read from its file', async () => {
  const result = await computeCoverage(DEMO);
  expect(toCoverageFile(result, 'lifecircle 0.1.0')).toStrictEqual(JSON.parse(textOf(result)));
});

test('a check says how many services it measured; without a baseline nothing of it', async () => {
  const folder = writeProject(STREET), baseline = join(folder, 'b.json');
  writeFileSync(baseline, textOf(await computeCoverage(writeProject({ facilities: [facility('m1', 'market', [500, 0])] }))));
  expect((await command(['check', folder, '--baseline', baseline])).stdout).toContain('measured 2 of 6 services anew');
  expect((await command(['check', folder, '--baseline', baseline, '--lang', 'zh'])).stdout).toContain('重新计算 2 / 6 项服务');
  expect((await command(['check', folder])).stdout).not.toContain('measured');
  const { stdout } = await command(['check', folder, '--baseline', baseline, '--format', 'json']);
  expect((JSON.parse(stdout) as { measured: unknown }).measured).toEqual({ services: ['urban/clinic', 'rural/clinic'], of: 6 });
});
