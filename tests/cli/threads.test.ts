/** --threads: every command that shares its work writes the same bytes, whatever the number of threads. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, expect, test, vi } from 'vitest';
import type * as Crews from '../../src/threads/thread-crew.ts';
import { useThreads } from '../../src/threads/threads.ts';
import { Seat } from '../../src/threads/seat.ts';
import { partsOf, TUESDAY } from '../inputs/gtfs-feeds.ts';
import { buildPackage } from '../support/built-package.ts';
import { command } from '../support/command.ts';
import { CHECKLIST, facility, LAYERS, line, settlement, temporaryFolder, writeProject } from '../support/project.ts';

vi.mock('../../src/threads/thread-crew.ts', async (original) => ({ ThreadCrew: (await import('../support/eager-crew.ts')).eager((await original<typeof Crews>()).ThreadCrew) }));

afterEach(async () => { vi.restoreAllMocks(); await new Promise(setImmediate); });

const DEMO = join(import.meta.dirname, '../../data/demo'), SETTLEMENTS = Array.from({ length: 7 }, (_, i) => `s00${i + 1}`);

/** Homes and markets along two kilometres of street with a bus by timetable. */
function townWithBus(): string {
  const ids = Array.from({ length: 12 }, (_, i) => i), services = CHECKLIST.tables[0].services.map((service) => ({ ...service, mode: 'walk+bus', limitMinutes: 30 }));
  return writeProject({
    settlements: ids.map((i) => settlement(`h${i}`, [170 * i, 20], { kind: i % 2 === 0 ? 'urban' : 'rural' })), facilities: ids.slice(0, 5).map((i) => facility(`m${i}`, 'market', [1700 + 60 * i, 10])),
    walk: [{ type: 'Feature', properties: { id: 'street' }, geometry: line([-100, 0], [2100, 0]) }], files: { 'feed.zip': zipSync(partsOf({})) },
    checklist: { tables: CHECKLIST.tables.map((table) => ({ ...table, services })) }, project: { layers: { ...LAYERS, bus: { gtfs: 'feed.zip', date: TUESDAY } }, travel: { depart: '06:30-07:30' } },
  });
}

/** Commands, and the file that each writes into a folder. */
const COMMANDS: Record<string, { args: () => string[]; file: string; into?: 'file' }> = {
  'report by timetable': { args: () => ['report', townWithBus(), '--formats', 'json'], file: 'coverage.json' },
  'matrix by timetable': { args: () => ['matrix', townWithBus(), '--service', 'market'], file: 'm.csv', into: 'file' },
  'matrix by headway, as Parquet': { args: () => ['matrix', DEMO, '--service', 'community_health_center', '--settlement', ...SETTLEMENTS], file: 'm.parquet', into: 'file' },
  'matrix on foot': { args: () => ['matrix', DEMO, '--max-minutes', '30'], file: 'm.csv', into: 'file' },
  'isochrones of settlements': { args: () => ['isochrone', DEMO, '--settlement', ...SETTLEMENTS], file: 'i.geojson', into: 'file' },
  'isochrones by bus towards facilities': { args: () => ['isochrone', DEMO, '--service', 'community_health_center', '--minutes', '6'], file: 'i.geojson', into: 'file' },
  'catchments': { args: () => ['catchments', DEMO, '--service', 'public_square', 'elder_day_care'], file: 'served.geojson' },
};

/** The bytes that a command writes, what it says, and how many items other threads were asked for. */
async function written({ file, into }: (typeof COMMANDS)[string], given: string[], options: readonly string[]): Promise<{ bytes: Buffer; said: string; asked: number }> {
  const out = temporaryFolder(), sent = vi.spyOn(Seat.prototype, 'send');
  const { code, stderr } = await command([...given, '--out', into === 'file' ? join(out, file) : out, ...options]);
  expect(code, stderr).toBe(0);
  const asked = sent.mock.calls.filter(([{ kind }]) => kind === 'ask').length;
  sent.mockRestore();
  return { bytes: readFileSync(join(out, file)), said: stderr.replaceAll(out, 'OUT'), asked };
}

for (const [name, one] of Object.entries(COMMANDS)) {
  test(`${name}: the same bytes and notices with 1, 2, 3 and 8 threads, and without WebAssembly`, async () => {
    const given = one.args(), alone = await written(one, given, ['--threads', '1']);
    expect([alone.asked, alone.bytes.length > 300]).toEqual([0, true]);
    for (const options of [['--threads', '2'], ['--threads', '3'], ['--threads', '8'], ['--threads', '3', '--no-wasm']]) {
      const { bytes, said, asked } = await written(one, given, options);
      expect([bytes.equals(alone.bytes), said], options.join(' ')).toEqual([true, alone.said]);
      expect(asked, options.join(' ')).toBeGreaterThan(0);
    }
  });
}

test('--no-wasm holds in every thread', async () => {
  const sent = vi.spyOn(Seat.prototype, 'send'), out = join(temporaryFolder(), 'm.csv');
  for (const options of [['--no-wasm'], []]) {
    sent.mockClear();
    await command(['matrix', townWithBus(), '--types', 'market', '--threads', '2', '--out', out, ...options]);
    const opened = sent.mock.calls.flatMap(([request]) => (request.kind === 'open' ? [request.isWasmAllowed] : []));
    expect(opened).toEqual([options.length === 0]);
  }
});

for (const bad of ['0', '-1', '1.5', 'two', '', '65', '1e1']) {
  test(`--threads ${JSON.stringify(bad)} is refused with what may be given`, async () => {
    const { code, stderr } = await command(['report', 'town', `--threads=${bad}`]);
    expect(code).toBe(2);
    expect(stderr).toContain('Give a whole number from 1 to 64.');
  });
}

test('a library that asks for an impossible number of threads is told so', () => {
  for (const count of [0, -1, 1.5, NaN, 65]) expect(() => { useThreads(count); }).toThrow(new RangeError(`the number of threads is ${count}, expected a whole number from 1 to 64`));
  expect(() => { useThreads(null); }).not.toThrow();
});

test('in a process: a long job ends by itself, as does one whose results are not taken, with the script of the threads and without', { timeout: 240_000 }, () => {
  const built = buildPackage();
  const isochrones = (threads: string): string => execFileSync(process.execPath, [join(built, 'bin/lifecircle.js'), 'isochrone', DEMO, '--minutes', '5', '--threads', threads], { encoding: 'utf8', maxBuffer: 1e9, stdio: ['ignore', 'pipe', 'ignore'] });
  const alone = isochrones('1');
  expect(isochrones('3') === alone).toBe(true);
  const script = `
    import { computeProjectIsochrones, useThreads } from ${JSON.stringify(join(built, 'dist/index.js'))};
    useThreads(2);
    const { isochrones } = await computeProjectIsochrones({ project: ${JSON.stringify(DEMO)}, settlements: null, service: null, facilities: null, profile: null, direction: null, minutes: [5], bufferMetres: 50, simplifyMetres: 0 });
    const all = isochrones[Symbol.iterator]();
    for (let i = 0; i < 60; i++) all.next();`;
  expect(spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', timeout: 120_000 })).toMatchObject({ status: 0, stdout: '', stderr: '' });
  rmSync(join(built, 'dist/threads/worker.js'));
  expect(isochrones('3') === alone).toBe(true);
  rmSync(built, { recursive: true, force: true });
});
