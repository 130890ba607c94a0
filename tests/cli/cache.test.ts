import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { toXml, TOWN } from '../inputs/osm-town.ts';
import { removeOldest } from '../../src/outputs/write-files.ts';
import { Findings } from '../../src/core/problems.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { prepareProject } from '../../src/pipeline-prepare.ts';
import { computeWalkCosts } from '../../src/travel/costs.ts';
import { sweepFor } from '../../src/travel/prepared.ts';
import { command } from '../support/command.ts';
import { collection, feature, line, LAYERS, temporaryFolder, WALK, writeProject, type ProjectParts } from '../support/project.ts';

const FILES = ['coverage.json', 'gaps.csv', 'townships.csv', 'settlements.geojson'];

/** A street with something to notice at each stage: reading, building, checking. */
const ODD_WALK = [
  ...WALK, feature('near', line([600, 0.3], [600, 300])), feature('closed', line([0, 50], [100, 50]), { foot: 'no' }), feature('dot', line([5, 5], [5, 5])),
  feature('twice', line([500, 0], [600, 0]), { name: '人民路 \ud800' }), feature('empty', null), feature('dangling', line([1000, 3], [1000, 200])), feature('odd', line([700, 0], [700, 80]), { highway: 'path', foot: 'sometimes' }),
];

async function reported(folder: string, cache: string | null) {
  const out = temporaryFolder(), { code, stderr } = await command(['report', folder, '--out', out, '--formats', 'json,csv,geojson', ...(cache === null ? [] : ['--cache', cache])]);
  const said = stderr.split('\n').filter((text) => text.startsWith('cache: '));
  return { code, said, files: code === 0 ? FILES.map((name) => readFileSync(join(out, name), 'utf8')) : [], rest: stderr.replaceAll(/^cache: .*\n/gm, '').replaceAll(out, 'OUT') };
}

const kept = (cache: string): string[] => readdirSync(cache).filter((name) => name.endsWith('.bin'));
const entryOf = (cache: string): string => join(cache, kept(cache)[0]);

const PROJECTS: Record<string, ProjectParts> = {
  'with odd lines': { walk: ODD_WALK },
  'whose crossings are joined': { walk: [...ODD_WALK, feature('across', line([300, -100], [300, 100]))], project: { network: { joinCrossings: true, joinToleranceMetres: 1 } } },
  'with several walk files': { files: { 'more.geojson': collection([feature('more', line([0, 0], [0, 400])), feature('no', null)]) }, project: { layers: { ...LAYERS, walk: ['walk.geojson', 'more.geojson'] } } },
  'whose extract is only walked on': { files: { 'town.osm': toXml(TOWN) }, project: { layers: { ...LAYERS, walk: ['walk.geojson', 'town.osm', 'town.osm'] } } },
  'whose extract is all layers': { files: { 'town.osm': toXml(TOWN) }, project: { layers: { settlements: 'town.osm', facilities: { file: 'town.osm', mapping: 'osm' }, walk: ['walk.geojson', 'town.osm'], bus: { lines: 'town.osm', stops: 'town.osm' } } } },
  'whose extract is walk and bus': { files: { 'town.osm': toXml(TOWN) }, project: { layers: { ...LAYERS, walk: ['walk.geojson', 'town.osm'], bus: { lines: 'town.osm', stops: 'town.osm' } } } },
};

test.each(Object.entries(PROJECTS))('a report on a project %s is the same without a cache, with an empty one and out of it', async (_, parts) => {
  const folder = writeProject(parts), cache = join(temporaryFolder(), 'new', 'folder'), plain = await reported(folder, null), first = await reported(folder, cache), second = await reported(folder, cache);
  expect(plain.code, plain.rest).toBe(0);
  expect([first.said, second.said]).toEqual([[`cache: the network was built, and kept in ${cache}`], [`cache: the network was taken from ${cache}`]]);
  for (const { files, rest } of [first, second]) expect([files, rest]).toEqual([plain.files, plain.rest]);
});

test('every command that asks a project gives the same out of the cache', async () => {
  const folder = writeProject({ walk: ODD_WALK }), cache = temporaryFolder(), other = writeProject();
  for (const args of [
    ['validate', folder], ['check', folder, '--baseline', other], ['diff', other, folder], ['matrix', folder], ['isochrone', folder, '--minutes', '5'],
    ['route', folder, '--settlement', 'a', '--service', 'market'], ['catchments', folder, '--out', join(temporaryFolder(), 'c')],
  ]) {
    const plain = await command(args), runs = [await command([...args, '--cache', cache]), await command([...args, '--cache', cache])];
    for (const { code, stdout, stderr } of runs) expect([code, stdout, stderr.replaceAll(/^cache: .*\n/gm, '')], args[0]).toEqual([plain.code, plain.stdout, plain.stderr]);
    expect(runs[1].stderr, args[0]).toMatch(/^cache: the network was taken from /m);
    expect(runs[1].stderr, args[0]).not.toMatch(/^cache: the network was built/m);
  }
});

test('a network that is taken is neither read nor built: its file is hashed, and no step speaks of it', async () => {
  const folder = writeProject(), cache = { folder: temporaryFolder() };
  const stepsOf = async (): Promise<string[]> => {
    const steps = new Set<string>();
    await computeCoverage(folder, (step, progress) => { steps.add(progress === undefined ? step : `${step} ${progress.file}`); }, cache);
    return [...steps];
  };
  expect(await stepsOf()).toEqual(['read', 'read settlements.geojson', 'read facilities.geojson', 'read walk.geojson', 'build', 'snap', 'measure']);
  expect(await stepsOf()).toEqual(['read', 'read settlements.geojson', 'read facilities.geojson', 'snap', 'measure']);
});

test('what the network depends on is in its key, and nothing else', async () => {
  const folder = writeProject(), cache = temporaryFolder(), isBuilt = async (parts: ProjectParts): Promise<boolean> => /built/.test((await reported(writeProject(parts, folder), cache)).said[0]);
  expect(await isBuilt({})).toBe(true);
  expect(await isBuilt({ project: { travel: { walkMetresPerMinute: 70 } }, facilities: [] })).toBe(false);
  expect(await isBuilt({ project: { network: { extent: [121, 31, 122, 32] } } })).toBe(false);
  expect(await isBuilt({ walk: [...WALK, feature('more', line([0, 0], [0, 9]))] })).toBe(true);
  expect(await isBuilt({ project: { network: { joinToleranceMetres: 2 } } })).toBe(true);
  expect(await isBuilt({ project: { network: { joinCrossings: true } } })).toBe(true);
  expect(await isBuilt({ project: { layers: { ...LAYERS, walk: { file: 'walk.geojson', attributes: { id: 'id' } } } } })).toBe(true);
  for (const shift of [0, 1e-5]) expect(await isBuilt({ project: { layers: { ...LAYERS, walk: { file: 'walk.geojson', crs: `+proj=longlat +ellps=GRS80 +towgs84=${shift},0,0 +no_defs` } } } })).toBe(true);
  expect(await isBuilt({})).toBe(false);
});

const DAMAGE: readonly [fault: string, spoil: (entry: string) => void][] = [
  ['is cut off', (entry) => { truncateSync(entry, statSync(entry).size - 100); }],
  ['is cut off', (entry) => { truncateSync(entry, 0); }],
  ['is damaged', (entry) => { const bytes = readFileSync(entry); bytes[bytes.length >> 1] ^= 4; writeFileSync(entry, bytes); }],
  ['is of another version', (entry) => { const bytes = readFileSync(entry); bytes[8]++; writeFileSync(entry, bytes); }],
  ['is none of ours', (entry) => { writeFileSync(entry, 'SQLite format 3\0'.repeat(50)); }],
];

test.each(DAMAGE)('a file that %s is built anew', async (fault, spoil) => {
  const folder = writeProject(), cache = temporaryFolder(), before = await reported(folder, cache), whole = readFileSync(entryOf(cache));
  spoil(entryOf(cache));
  const after = await reported(folder, cache);
  expect(after.said).toEqual([`cache: the network was built anew, and kept in ${cache}: the file there ${fault}`]);
  expect(after.files).toEqual(before.files);
  expect(readFileSync(entryOf(cache)).equals(whole)).toBe(true);
});

test('the order of a network is kept with it, with WebAssembly or without, so that few questions are enough to sweep it', async () => {
  const folder = writeProject({ walk: ODD_WALK }), cache = { folder: temporaryFolder() }, other = temporaryFolder();
  const isSwept = async (kept: typeof cache | null): Promise<boolean> => {
    const { network } = await prepareProject(folder, new Findings(), () => undefined, kept), costs = computeWalkCosts(network, { id: 'adult', metresPerMinute: 60 });
    return sweepFor(costs, 5) !== null;
  };
  // The first of three is not kept; the second is, and has its order from then on; the third is taken.
  expect([await isSwept(null), await isSwept(cache), await isSwept(cache)]).toEqual([false, true, true]);
  await command(['validate', folder, '--cache', other, '--no-wasm']);
  expect(readFileSync(entryOf(other)).equals(readFileSync(entryOf(cache.folder)))).toBe(true);
});

test('the network of other data is not taken, whatever its name', async () => {
  const [one, other] = [writeProject(), writeProject({ walk: ODD_WALK })], cache = temporaryFolder(), before = await reported(one, cache), name = kept(cache)[0];
  await reported(other, cache);
  const foreign = kept(cache).find((entry) => entry !== name) ?? '';
  renameSync(join(cache, foreign), join(cache, name));
  const after = await reported(one, cache);
  expect(after.said).toEqual([`cache: the network was built anew, and kept in ${cache}: the file there is of other data`]);
  expect(after.files).toEqual(before.files);
});

test('faults of the walk layer are told each time, and nothing is kept', async () => {
  const folder = writeProject({ walk: [...WALK, feature('p', { type: 'Point', coordinates: [121, 31] })] }), cache = temporaryFolder();
  for (const args of [['report', folder, '--out', join(folder, 'r')], ['validate', folder], ['validate', folder]]) expect((await command([...args, '--cache', cache])).code).toBe(2);
  expect(readdirSync(cache)).toEqual([]);
});

test('a walk layer that is missing is the fault it is without a cache', async () => {
  const folder = writeProject(), cache = temporaryFolder();
  rmSync(join(folder, 'walk.geojson'));
  const [plain, cached] = [await reported(folder, null), await reported(folder, cache)];
  expect([cached.code, cached.rest]).toEqual([2, plain.rest]);
});

test('where the cache cannot be written, the run goes on and says so', async () => {
  const folder = writeProject(), below = join(folder, 'walk.geojson', 'cache'), plain = await reported(folder, null), after = await reported(folder, below);
  expect(after.said).toEqual([`cache: the network was built, and not kept: ${below} lies below a file, expected a folder for the results`]);
  expect(after.files).toEqual(plain.files);
});

test.skipIf(process.getuid?.() === 0)('a folder that may only be read is read', async () => {
  const folder = writeProject(), cache = temporaryFolder();
  chmodSync(cache, 0o500);
  expect((await reported(folder, cache)).said[0]).toMatch(/not kept: .* cannot be written to \(EACCES\)$/);
});

test('an entry that is a folder stands in nobody’s way', async () => {
  const folder = writeProject(), cache = temporaryFolder();
  await reported(folder, cache);
  const entry = entryOf(cache);
  rmSync(entry);
  mkdirSync(entry);
  const { code, said } = await reported(folder, cache);
  expect([code, said[0]]).toEqual([0, expect.stringMatching(/not kept: .*cannot be written to \(E(ISDIR|PERM|EXIST|NOTEMPTY)\)/)]);
});

test('a file in place of the folder is a wrong usage', async () => {
  const folder = writeProject(), { code, stderr } = await command(['report', folder, '--cache', join(folder, 'walk.geojson'), '--out', join(folder, 'results')]);
  expect([code, existsSync(join(folder, 'results'))]).toEqual([2, false]);
  expect(stderr).toContain("walk.geojson' is invalid. It is a file: give a folder.");
});

test('points have no cache', async () => {
  const folder = writeProject(), { code, stderr } = await command(['matrix', '--walk', join(folder, 'walk.geojson'), '--from', '121.5,31.5', '--to', '121.5,31.5', '--cache', folder]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('--cache asks a project')]);
});

test('the files written longest ago go when there are more bytes than allowed; others stay', () => {
  const folder = temporaryFolder();
  for (const [i, name] of ['a.bin', 'b.bin', 'c.bin', 'mine.txt'].entries()) {
    writeFileSync(join(folder, name), 'x'.repeat(100));
    utimesSync(join(folder, name), 1000 + i, 1000 + i);
  }
  removeOldest(folder, /\.bin$/, 250, 'a.bin'); // a stays, as the one just written; then c is the newest: 100 + 100, and b would make 300
  expect(readdirSync(folder).sort()).toEqual(['a.bin', 'c.bin', 'mine.txt']);
  removeOldest(folder, /\.bin$/, 10, 'c.bin');
  expect(readdirSync(folder).sort()).toEqual(['c.bin', 'mine.txt']);
});

test('processes that write and read the same cache at once all have the right result', async () => {
  const folder = writeProject({ walk: ODD_WALK }), cache = temporaryFolder(), plain = await reported(folder, null);
  const script = `import { run } from ${JSON.stringify(resolve('src/cli/main.ts'))}; process.exitCode = await run(process.argv.slice(1), process);`;
  const start = async (i: number): Promise<[number | null, string, string]> => await new Promise((done) => {
    const out = join(cache, `out${i}`);
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, 'report', folder, '--out', out, '--formats', 'json', '--cache', cache], { stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => { stderr += text.toString(); });
    child.on('close', (code) => { done([code, stderr, code === 0 ? readFileSync(join(out, 'coverage.json'), 'utf8') : '']); });
  });
  for (const round of [0, 1]) {
    const ended = await Promise.all([0, 1, 2].map((i) => start(10 * round + i)));
    for (const [code, stderr, coverage] of ended) {
      expect(code, stderr).toBe(0);
      expect(stderr).toMatch(/^cache: the network was (taken from|built, and kept in|built anew, and kept in)/m);
      expect(coverage).toBe(plain.files[0]);
    }
    expect(kept(cache)).toHaveLength(1);
    expect(readdirSync(cache).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    if (round === 0) truncateSync(entryOf(cache), 500);
  }
}, 120_000);
