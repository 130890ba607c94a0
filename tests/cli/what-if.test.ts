/** A scenario gives what the same edits by hand give. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareCoverages } from '../../src/comparison/compare.ts';
import type { CoverageFile } from '../../src/coverage/coverage-schema.ts';
import type { CoverageResult } from '../../src/coverage/result.ts';
import { toCoverageFile } from '../../src/outputs/coverage-json.ts';
import { readCoverage } from '../../src/pipeline-comparison.ts';
import { packPage } from '../../src/outputs/html/page-data.ts';
import { renderLead } from '../../src/outputs/html/render-lead.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { computeCatchments, type Catchments } from '../../src/pipeline-catchments.ts';
import type { Cache } from '../../src/pipeline-network.ts';
import { compareScenario, computeScenario, computeScenarioCatchments } from '../../src/pipeline-scenario.ts';
import { VERSION } from '../../src/version.ts';
import { command } from '../support/command.ts';
import { CHECKLIST, collection, facility, feature, FACILITIES, LAYERS, line, point, SETTLEMENTS, settlement, temporaryFolder, WALK, writeProject, type ProjectParts } from '../support/project.ts';
import { seeded } from '../support/random.ts';
import { toDegrees, type Metres } from '../support/town.ts';

const lonLat = (...at: Metres): { lon: number; lat: number } => { const [lon, lat] = toDegrees(at); return { lon, lat }; };
const m1 = facility('m1', 'market', [500, 0]), c1 = facility('c1', 'clinic', [600, 0]);
const BY_BUS = { tables: CHECKLIST.tables.map((table) => ({ ...table, services: table.services.map((service) => ({ ...service, mode: 'walk+bus' })) })) };
const BUS = { checklist: BY_BUS, project: { layers: { ...LAYERS, bus: { lines: 'l.geojson', stops: 's.geojson' } } } };
const busFiles = (lines: readonly object[], stops: readonly object[]): Record<string, string> => ({ 'l.geojson': collection(lines), 's.geojson': collection(stops) });
const L1 = feature('L1', line([0, 0], [500, 0]), { headwayMinutes: 20, speedKmh: 20, stops: ['p', 'q'] }), STOPS = [feature('p', point(0, 0)), feature('q', point(500, 0)), feature('r', point(1500, 0))];

function scenarioFile(scenario: object | string, folder: string): string {
  const path = join(folder, 'scenario.yaml');
  writeFileSync(path, typeof scenario === 'string' ? scenario : JSON.stringify(scenario, null, 1));
  return path;
}

const asFile = (result: CoverageResult): CoverageFile => toCoverageFile(result, `lifecircle ${VERSION}`);
/** Without what is known to differ: which files were read, and digests of them where the ways or the buses change. */
const withoutInputs = ({ manifest, ...rest }: CoverageFile, hasOtherGround: boolean): string =>
  JSON.stringify({ ...rest, manifest: { ...manifest, inputs: [] } }, (key, value: unknown) => (hasOtherGround && key === 'basis' ? undefined : value), 1);

/** The coverage with a scenario, which must be that of the edited copy. */
async function expectSame(before: ProjectParts, scenario: object, edited: ProjectParts): Promise<CoverageFile> {
  const folder = writeProject(before), file = scenarioFile(scenario, folder), copy = writeProject(edited);
  const result = asFile(await computeScenario(folder, file)), byHand = await readCoverage(copy, () => undefined);
  const hasOtherGround = result.manifest.inputs.some(({ layer, file: of }) => of === 'scenario.yaml' && layer !== 'scenario' && layer !== 'facilities');
  expect(withoutInputs(result, hasOtherGround)).toBe(withoutInputs(byHand, hasOtherGround));
  // And so is what changes: told of both worlds as of the project and its copy.
  const { comparison: told } = await compareScenario(folder, file), was = await readCoverage(folder, () => undefined);
  expect(told).toEqual(compareCoverages(was, byHand));
  return result;
}

const EDITS: Readonly<Record<string, [before: ProjectParts, scenario: object, edited: ProjectParts]>> = {
  'a facility that is added': [{}, { facilities: { add: [{ id: 'm2', type: 'market', name: 'The market', ...lonLat(1900, 0), capacity: 7 }] } }, { facilities: [...FACILITIES, facility('m2', 'market', [1900, 0], { capacity: 7 })] }],
  'one that is removed': [{ facilities: [m1, c1, facility('m2', 'market', [1900, 0])] }, { facilities: { remove: ['m1'] } }, { facilities: [c1, facility('m2', 'market', [1900, 0])] }],
  'one that is moved': [{}, { facilities: { move: [{ id: 'm1', ...lonLat(1500, 0) }] } }, { facilities: [facility('m1', 'market', [1500, 0]), c1] }],
  'one of another type': [{ facilities: [m1, c1] }, { facilities: { retype: [{ id: 'm1', type: 'library' }] } }, { facilities: [facility('m1', 'library', [500, 0], { name: 'The market' }), c1] }],
  'one that is moved and of another type': [{}, { facilities: { move: [{ id: 'm1', ...lonLat(1500, 0) }], retype: [{ id: 'm1', type: 'library' }] } }, { facilities: [facility('m1', 'library', [1500, 0], { name: 'The market' }), c1] }],
  'one that opens': [{ facilities: [facility('m1', 'market', [500, 0], { open: false, status: 'planned' }), c1] }, { facilities: { open: ['m1'] } }, { facilities: [m1, c1] }],
  'one that serves as something else too': [{}, { facilities: { provide: [{ id: 'c1', types: ['library'] }] } }, { facilities: [m1, facility('c1', 'clinic', [600, 0], { provides: ['library'] })] }],
  'a type that is in no checklist': [{}, { facilities: { retype: [{ id: 'm1', type: 'markt' }] } }, { facilities: [facility('m1', 'markt', [500, 0], { name: 'The market' }), c1] }],
  'a place off the network': [{}, { facilities: { move: [{ id: 'm1', ...lonLat(500, 900) }] } }, { facilities: [facility('m1', 'market', [500, 900]), c1] }],
  'a footbridge': [
    { walk: [...WALK, feature('far', line([2000, 0], [2000, 800], [0, 800], [0, 300]))], settlements: [...SETTLEMENTS, settlement('x', [0, 300], { population: 50 })] },
    { walk: { add: [{ id: 'bridge', coordinates: [toDegrees([0, 0]), toDegrees([0, 300])], speedFactor: 0.8 }] } },
    { walk: [...WALK, feature('far', line([2000, 0], [2000, 800], [0, 800], [0, 300])), feature('bridge', line([0, 0], [0, 300]), { speedFactor: 0.8 })], settlements: [...SETTLEMENTS, settlement('x', [0, 300], { population: 50 })] },
  ],
  'a bus line along stops that are there and a new one': [
    { ...BUS, files: busFiles([L1], STOPS) }, { bus: { add: [{ id: 'L2', headwayMinutes: 10, speedKmh: 30, stops: ['q', 'r', { id: 't', name: 'East', ...lonLat(2000, 0) }] }] } },
    { ...BUS, files: busFiles([L1, feature('L2', line([500, 0], [1500, 0], [2000, 0]), { headwayMinutes: 10, speedKmh: 30, stops: ['q', 'r', 't'] })], [...STOPS, feature('t', point(2000, 0), { name: 'East' })]) },
  ],
};

for (const [name, [before, scenario, edited]] of Object.entries(EDITS)) {
  test(`as edited by hand: ${name}`, async () => { await expectSame(before, scenario, edited); });
}

test('a scenario is among the inputs, and so are the layers that it changes', async () => {
  const { manifest } = asFile(await computeScenario(...given({ facilities: { remove: ['m1'], open: ['c1'] } })));
  expect(manifest.inputs.slice(-2).map(({ layer, file, features }) => [layer, file, features])).toEqual([['scenario', 'scenario.yaml', 2], ['facilities', 'scenario.yaml', 2]]);
  expect(manifest.inputs.at(-1)?.sha256).toMatch(/^[0-9a-f]{64}$/);
});

function given(scenario: object | string, parts: ProjectParts = {}): [folder: string, file: string] {
  const folder = writeProject(parts);
  return [folder, scenarioFile(scenario, folder)];
}

test('only the services are measured again whose counting facilities change; all of them where ways are added', async () => {
  const measured = async (scenario: object): Promise<readonly string[]> => (await compareScenario(...given(scenario))).measured.services;
  expect(await measured({ facilities: { add: [{ id: 'm2', type: 'market', ...lonLat(1900, 0) }] } })).toEqual(['urban/market', 'rural/market']);
  expect(await measured({ facilities: { provide: [{ id: 'c1', types: ['library'] }] } })).toEqual(['urban/library', 'rural/library']);
  expect(await measured({ facilities: { open: ['m1'] } })).toEqual([]);
  expect(await measured({ walk: { add: [{ id: 'b', coordinates: [toDegrees([2000, 0]), toDegrees([2000, 500])] }] } })).toHaveLength(6);
});

test('long geometry may stand in a file beside the scenario', async () => {
  const [folder, file] = given({ walk: { add: 'bridge.geojson' }, facilities: { add: 'new.geojson' } }, { files: { 'bridge.geojson': collection([feature('bridge', line([2000, 0], [2000, 500]))]), 'new.geojson': collection([facility('m2', 'market', [2000, 500])]) } });
  const { settlements, manifest } = asFile(await computeScenario(folder, file));
  expect(settlements[1].services['market']).toMatchObject({ status: 'covered', metres: 500, facilityId: 'm2' });
  expect(manifest.inputs.slice(-3).map(({ layer, file: of, features }) => [layer, of, features])).toEqual([['scenario', 'scenario.yaml', 2], ['facilities', 'new.geojson', 1], ['walk', 'bridge.geojson', 1]]);
});

// Towns of four streets, edited in one to four ways at once.
test('on 60 random towns and scenarios the same', async () => {
  const random = seeded(41), anywhere = (): Metres => [Math.round(1500 * random()), Math.round(1500 * random())], TYPES = ['market', 'clinic', 'library', 'bookshop', 'bank'], pick = <T>(of: readonly T[]): T => of[Math.floor(of.length * random())];
  let changes = 0;
  for (let town = 0; town < 60; town++) {
    const settlements = Array.from({ length: 8 }, (_, i) => settlement(`h${i}`, anywhere(), { kind: pick(['urban', 'rural']), population: Math.floor(400 * random()) }));
    const walk = [0, 500, 1000, 1500].flatMap((at, i) => [feature(`x${i}`, line([0, at], [500, at], [1000, at], [1500, at])), feature(`y${i}`, line([at, 0], [at, 500], [at, 1000]))]);
    const places = new Map(Array.from({ length: 9 }, (_, i) => [`f${i}`, { type: pick(TYPES), at: anywhere(), open: random() < 0.7 }]));
    const drawn = (): object[] => [...places].map(([id, { type, at, open }]) => facility(id, type, at, { open, name: id })), before = { settlements, walk, facilities: drawn() };
    const edits = { add: [] as object[], remove: [] as string[], move: [] as object[], retype: [] as object[], open: [] as string[] }, added: object[] = [];
    const ids = [...places.keys()].sort(() => random() - 0.5);
    for (let n = 1 + Math.floor(4 * random()); n > 0; n--) {
      const id = ids.pop() ?? '', place = places.get(id), at = anywhere(), type = pick(TYPES);
      if (place === undefined) continue;
      switch (Math.floor(6 * random())) {
        case 0: edits.remove.push(id); places.delete(id); break;
        case 1: edits.move.push({ id, ...lonLat(...at) }); places.set(id, { ...place, at }); break;
        case 2: if (type !== place.type) { edits.retype.push({ id, type }); places.set(id, { ...place, type }); } break;
        case 3: if (!place.open) { edits.open.push(id); places.set(id, { ...place, open: true }); } break;
        case 4: edits.add.push({ id: `n${n}`, type, name: `n${n}`, open: true, ...lonLat(...at) }); places.set(`n${n}`, { type, at, open: true }); break;
        default: added.push(feature(`w${n}`, line([1500, 1000], [1500, 1500])));
      }
    }
    if (added.length + Object.values(edits).flat().length === 0) continue;
    const ways = added.map((way, i) => ({ id: `w${i}`, coordinates: [toDegrees([1500, 1000]), toDegrees([1500, 1500])], way })).map(({ id, coordinates }) => ({ id, coordinates }));
    await expectSame(before, { facilities: edits, walk: { add: ways } }, { settlements, walk: [...walk, ...ways.map(({ id }) => feature(id, line([1500, 1000], [1500, 1500])))], facilities: drawn() });
    changes++;
  }
  expect(changes).toBeGreaterThan(40);
}, 120_000);

test('a kept network changes no byte of a scenario, and is left alone where ways are added', async () => {
  const told: string[] = [], folderOf = temporaryFolder(), cache: Cache = { folder: folderOf, onOutcome: (outcome) => { told.push(outcome.kind === 'not-kept' ? outcome.why : outcome.kind); } };
  const [folder, file] = given({ facilities: { move: [{ id: 'm1', ...lonLat(1500, 0) }] } }), plain = asFile(await computeScenario(folder, file)), told0 = await compareScenario(folder, file);
  for (let run = 0; run < 2; run++) expect(asFile(await computeScenario(folder, file, undefined, cache))).toEqual(plain);
  expect(await compareScenario(folder, file, undefined, cache)).toEqual(told0);
  expect(told).toEqual(['kept', 'taken', 'taken']);
  const ways = scenarioFile({ walk: { add: [{ id: 'b', coordinates: [toDegrees([2000, 0]), toDegrees([2000, 500])] }] } }, folder), withWays = asFile(await computeScenario(folder, ways)), compared = await compareScenario(folder, ways);
  expect(asFile(await computeScenario(folder, ways, undefined, cache))).toEqual(withWays);
  expect(await compareScenario(folder, ways, undefined, cache)).toEqual(compared);
  expect([told.slice(3), readdirSync(folderOf).length]).toEqual([['the scenario adds ways', 'taken'], 1]);
});

test('catchments of a scenario are those of the edited copy', async () => {
  const options = { services: [], ground: null, bufferMetres: null, simplifyMetres: 0 }, drawn = ({ services, notices }: Catchments): string => JSON.stringify([[...services], notices()]);
  const [folder, file] = given({ facilities: { move: [{ id: 'm1', ...lonLat(1500, 0) }] } }), copy = writeProject({ facilities: [facility('m1', 'market', [1500, 0]), c1] });
  const byScenario = drawn(await computeScenarioCatchments(folder, file, options));
  expect(byScenario).toBe(drawn(await computeCatchments(copy, options)));
  expect(byScenario).not.toBe(drawn(await computeCatchments(folder, options)));
});

test('a report of a scenario takes a cache and draws catchments; its page, the public one too, says that it is none of the data', async () => {
  const [folder, file] = given({ facilities: { open: ['m1'], remove: ['c1'] } }), out = join(folder, 'out'), cacheFolder = temporaryFolder();
  const { code, stderr } = await command(['report', folder, '--scenario', file, '--catchments', '--public', '--cache', cacheFolder, '--formats', 'json', '--out', out]);
  expect([code, existsSync(join(out, 'coverage.gpkg')), stderr.match(/cache: /g)?.length], stderr).toEqual([0, true, 2]);
  expect(JSON.parse(readFileSync(join(out, 'coverage.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(asFile(await computeScenario(folder, file)))));
  const lead = (result: CoverageResult): string => renderLead(result, packPage(result, true).data);
  expect(lead(await computeScenario(folder, file))).toContain('A scenario of 2 changes: this is not how things are.');
  expect(lead(await computeScenario(folder, file))).not.toContain('scenario.yaml');
  expect(lead(await computeCoverage(folder))).not.toContain('cenario');
});

test('faults of a scenario name the file and the line, all at once', async () => {
  const faultsOf = async (scenario: object | string, parts: ProjectParts = {}): Promise<string[]> => {
    const [folder, file] = given(scenario, parts), { code, stderr, stdout } = await command(['what-if', folder, '--scenario', file]);
    expect([code, stdout], stderr).toEqual([2, '']);
    return stderr.trimEnd().split('\n').map((fault) => fault.replace(/^error: /, ''));
  };
  expect(await faultsOf('facilities:\n  remove: [m9, m8]\n')).toEqual([
    'scenario.yaml:2:12: there is no facility "m9". Did you mean "m1".', 'scenario.yaml:2:16: there is no facility "m8". Did you mean "m1".', '2 faults; nothing was written.']);
  expect(await faultsOf({ facilities: { add: [{ id: 'm1', type: 'market', ...lonLat(0, 0) }] } })).toEqual([expect.stringMatching(/^scenario\.yaml:4:4: the id "m1" is used already at facilities\.geojson:2\. /)]);
  expect(await faultsOf({ facilities: { add: [{ id: 'm2', type: 'market', lon: 31.6, lat: 121.5 }] } })).toEqual([expect.stringMatching(/^scenario\.yaml:4:4: the coordinate \[31\.6, 121\.5\] .*swapped/)]);
  expect(await faultsOf({ facilities: { add: [{ id: 'm2', ...lonLat(0, 0) }] } })).toEqual([expect.stringMatching(/^scenario\.yaml:4:4: the facility "m2" has no "type"\. /)]);
  expect(await faultsOf('facilities: {remove: [m1], move: [{id: m1, lon: 121.5, lat: 31.6}]}')).toEqual(['scenario.yaml:1:35: the facility "m1" is removed, see scenario.yaml:1:23. Remove one of the edits.']);
  expect(await faultsOf('facilities: {open: [m1, m1]}')).toEqual(['scenario.yaml:1:25: the facility "m1" is under "open" twice, see scenario.yaml:1:21. Remove one of the edits.']);
  expect(await faultsOf('facilities: {}')).toEqual([expect.stringMatching(/^scenario\.yaml: changes nothing\. /)]);
  expect(await faultsOf('facilities: {remov: [m1]}')).toEqual([expect.stringMatching(/^scenario\.yaml:1:21: facilities\.remov is a list\. Did you mean "remove"\.$/)]);
  expect(await faultsOf('facilities: {move: [{id: m1, lon: 121.5}]}')).toEqual([expect.stringMatching(/^scenario\.yaml:1:\d+: facilities\.move\.0\.lat is missing/)]);
});

test('an added line by headway does not go with a timetable', async () => {
  const [folder, file] = given({ bus: { add: [{ id: 'L', headwayMinutes: 5, stops: [{ id: 'p', ...lonLat(0, 0) }, { id: 'q', ...lonLat(500, 0) }] }] } }, { project: { layers: { ...LAYERS, bus: { gtfs: 'feed', date: '2024-06-04' } } } });
  const { code, stderr } = await command(['what-if', folder, '--scenario', file]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('adds a bus line by headway to a project whose buses have a timetable (GTFS)')]);
});

test('what is odd about a scenario is a notice: no effect, a way that joins nothing, an unknown type', async () => {
  const scenario = { facilities: { open: ['m1'], retype: [{ id: 'c1', type: 'clinik' }] }, walk: { add: [{ id: 'b', coordinates: [toDegrees([0, 0]), toDegrees([1000, 5])] }] } };
  const { notices } = asFile(await computeScenario(...given(scenario))), told = notices.map(({ code, where, what }) => `${code} ${where}: ${what}`);
  expect(told).toContain('edit-without-effect scenario.yaml: edits that change nothing: it is so already: open m1');
  expect(told).toContain('unknown-facility-type facilities.geojson: facilities of types that are not in the checklist small count for nothing: "clinik" (did you mean "clinic"?) × 1');
  expect(told.filter((t) => t.startsWith('way-not-joined'))).toEqual([expect.stringMatching(/^way-not-joined scenario\.yaml: .*: b at 121\.51\d+,31\.6\d+, the nearest is 121\.50\d+,31\.6000000, 400\.\d m off$/)]);
});

test('what-if tells it in words and as JSON, and report --scenario says that it is none of the data', async () => {
  const [folder, file] = given({ facilities: { add: [{ id: 'm2', type: 'market', name: 'East', ...lonLat(1900, 0) }] } });
  const text = await command(['what-if', folder, '--scenario', file]);
  expect([text.code, text.stdout]).toEqual([0, expect.stringContaining('facility added m2')]);
  const json = await command(['what-if', folder, '--scenario', file, '--format', 'json']);
  expect(JSON.parse(json.stdout)).toMatchObject({ total: { better: { settlements: 1, population: 100 } }, changes: [{ settlementId: 'b', service: 'market', causes: [{ kind: 'facility-added', of: ['m2'] }] }] });
  const facilities = readFileSync(join(folder, 'facilities.geojson'), 'utf8'), out = join(folder, 'results'), { code, stderr } = await command(['report', folder, '--scenario', file, '--out', out, '--formats', 'json']);
  expect([code, stderr]).toEqual([0, expect.stringContaining('\nScenario scenario.yaml: 1 change; this is not how things are\n')]);
  expect(readFileSync(join(folder, 'facilities.geojson'), 'utf8')).toBe(facilities);
  expect((await command(['what-if', folder, '--scenario', file, '--out', file])).stderr).toContain('is the input scenario.yaml and would be overwritten');
});
