/** lifecircle diff: its formats, doors, streams and exit codes. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { FeatureCollection, Point } from 'geojson';
import { expect, test } from 'vitest';
import { DIFF_SCHEMA_FILE, renderDiffSchema } from '../../bench/write-schema.ts';
import { command, reportOn } from '../support/command.ts';
import { facility, settlement, SETTLEMENTS, temporaryFolder, writeProject, type ProjectParts } from '../support/project.ts';

// The small project: a (300 people) has the market m1 at 500 m. Moved to 1500 m it is out of reach for a, and at 500 m of b (100 people).
const c1 = facility('c1', 'clinic', [600, 0]), BEFORE: ProjectParts = { facilities: [facility('m1', 'market', [500, 0]), c1] }, AFTER: ProjectParts = { facilities: [facility('m1', 'market', [1500, 0]), c1] };
const HOSTILE = '坏村 |<img src=x>[a](http://x)`*_#@me ~ &\r\n| --- |\u202e';

const diff = (before: string, after: string, ...options: string[]) => command(['diff', before, after, ...options]);
const isOfSchema = new Ajv2020().compile(JSON.parse(readFileSync(DIFF_SCHEMA_FILE, 'utf8')) as object);

test('the text names balances, settlements, causes and what changed in the data, in either language', async () => {
  const before = writeProject(BEFORE), after = writeProject(AFTER), { code, stdout, stderr } = await diff(before, after);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^urban\/Market +0 +0 +1 +300 +0$/m);
  expect(stdout).toMatch(/^Saltby +1 +100 +0 +0 +0$/m);
  expect(stdout).toMatch(/^a Alder +300 +Market +covered 8\.3 min → gap \(required\) 25\.0 min +facility moved m1$/m);
  expect(stdout).toMatch(/^Data:\n {2}facility moved: 1$/m);
  const chinese = (await diff(before, after, '--lang', 'zh')).stdout;
  expect(chinese).toContain('移动设施 m1');
  expect(chinese).not.toMatch(/facility|better/);
});

test('results and projects are the same to it, and nothing changed is said so', async () => {
  const before = await reportOn(writeProject(BEFORE)), after = await reportOn(writeProject(AFTER)), files = [join(before.out, 'coverage.json'), join(after.out, 'coverage.json')];
  for (const format of ['text', 'json', 'md', 'geojson']) expect((await diff(files[0], files[1], '--format', format)).stdout).toBe((await diff(before.folder, after.folder, '--format', format)).stdout);
  expect(await diff(files[0], before.folder)).toEqual({ code: 0, stdout: 'no status changed\n\nthe data is the same\n', stderr: '' });
});

test('JSON follows the published schema, which is what npm run schema writes', async () => {
  expect(readFileSync(DIFF_SCHEMA_FILE, 'utf8')).toBe(renderDiffSchema());
  const pairs: [ProjectParts, ProjectParts][] = [[BEFORE, AFTER], [{}, {}], [{}, { facilities: [], settlements: [settlement('z', [0, 0]), SETTLEMENTS[0]], project: { travel: { walkMetresPerMinute: 50 }, checklist: 'chongming' } }]];
  for (const [before, after] of pairs) {
    const { stdout } = await diff(writeProject(before), writeProject(after), '--format', 'json');
    expect(isOfSchema(JSON.parse(stdout)), JSON.stringify(isOfSchema.errors)).toBe(true);
  }
  expect(isOfSchema({ schemaVersion: 1 })).toBe(false);
});

test('names have no power in Markdown: every row has its cells, and nothing is a link, HTML, code or a mention', async () => {
  const parts = (at: number): ProjectParts => ({ settlements: [settlement('a|b', [0, 0], { name: HOSTILE, township: HOSTILE, kind: 'urban', tier: 'core' }), SETTLEMENTS[1]], facilities: [facility(HOSTILE, 'market', [at, 0]), c1] });
  const { code, stdout } = await diff(writeProject(parts(500)), writeProject(parts(1500)), '--format', 'md');
  expect(code).toBe(0);
  const lines = stdout.split('\n'), details = lines.filter((l) => l.startsWith('|') && l.includes('坏村'));
  expect(details).toHaveLength(2); // of a, and of b, whose cause is the facility
  for (const row of details) expect(row.split('|')).toHaveLength(8);
  expect(stdout).not.toMatch(/<img|\]\(|@me|[`*~\r\u202e]/);
  expect(lines.filter((l) => l.startsWith('<'))).toEqual(['<details>', '<summary>Details</summary>', '</details>']);
});

test('Markdown shows the fifty changes of most people and counts the rest', async () => {
  const many = (at: number): ProjectParts => ({ settlements: Array.from({ length: 60 }, (_, i) => settlement(`s${i}`, [i, 0], { kind: 'urban', tier: 'core', population: 100 + i })), facilities: [facility('m1', 'market', [at, 0]), c1] });
  const { stdout } = await diff(writeProject(many(300)), writeProject(many(1800)), '--format', 'md');
  expect(stdout.match(/^\| s\d/gm)).toHaveLength(50);
  expect(stdout).toContain('| s59 Village s59 |');
  expect(stdout).toContain('And 10 more.');
  expect((await diff(writeProject(many(300)), writeProject(many(1800)))).stdout).toContain('… and 20 more (--format json lists all)');
});

test('GeoJSON has a point for each change and each facility; names are as in the data, and what has no place has no geometry', async () => {
  const parts = (at: number): ProjectParts => ({ settlements: [settlement('a', [0, 0], { name: HOSTILE, kind: 'urban', tier: 'core' }), SETTLEMENTS[1]], facilities: [facility('m1', 'market', [at, 0]), c1, ...(at > 500 ? [{ type: 'Feature', properties: { id: 'n', type: 'market' }, geometry: null }] : [])] });
  const { stdout } = await diff(writeProject(parts(500)), writeProject(parts(1500)), '--format', 'geojson');
  const { type, features } = JSON.parse(stdout) as FeatureCollection<Point | null, Record<string, unknown>>;
  expect(type).toBe('FeatureCollection');
  expect(features.map(({ properties: p, geometry }) => [p['layer'], p['settlement'] ?? p['facility'], p['effect'] ?? p['changed'], p['cause'], geometry?.type])).toEqual([
    ['change', 'a', 'worse', 'facility-moved', 'Point'], ['change', 'b', 'better', 'facility-moved', 'Point'],
    ['facility', 'n', 'added', undefined, undefined], ['facility', 'm1', 'moved', undefined, 'Point'],
  ]);
  expect(features[0].properties['name']).toBe(HOSTILE);
});

test('--out writes the whole file, under a Chinese name too, and standard output stays empty', async () => {
  const before = writeProject(BEFORE), after = writeProject(AFTER), out = join(temporaryFolder(), '变化.md');
  expect(await diff(before, after, '--format', 'md', '--out', out)).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(readFileSync(out, 'utf8')).toBe((await diff(before, after, '--format', 'md')).stdout);
});

test('a result is never written over what it is computed from: files, projects, their layers', async () => {
  const { folder, out } = await reportOn(writeProject(BEFORE)), other = writeProject(AFTER), coverage = join(out, 'coverage.json');
  for (const target of [coverage, join(folder, 'lifecircle.yaml'), join(folder, 'facilities.geojson'), join(other, 'walk.geojson'), join(other, 'checklist.yaml')]) {
    const text = readFileSync(target, 'utf8'), { code, stderr } = await diff(target === coverage ? coverage : folder, other, '--out', target);
    expect([code, stderr]).toEqual([2, expect.stringContaining('would be overwritten') as string]);
    expect(readFileSync(target, 'utf8')).toBe(text);
  }
});

test('a missing file, what is no coverage.json, and a faulty project end with 2 and say which', async () => {
  const folder = temporaryFolder(), sound = writeProject(), named = (name: string, text: string): string => { writeFileSync(join(folder, name), text); return join(folder, name); };
  const cases: [string, string][] = [
    [join(folder, 'none.json'), 'none.json'], [join(folder, 'none'), 'there is no such project'], [named('旧.json', '{'), '旧.json: is not JSON, expected a coverage.json'],
    [named('other.json', '{"type":"FeatureCollection","features":[]}'), 'other.json: is no coverage.json of this version: schemaVersion'], [named('list.json', '[]'), 'list.json: is no coverage.json'],
    [writeProject({ settlements: [settlement('x', [0, 0]), settlement('x', [1, 0])] }), 'the id "x" is used already'],
  ];
  for (const [path, message] of cases) {
    for (const pair of [[path, sound], [sound, path]]) {
      const { code, stdout, stderr } = await diff(pair[0], pair[1], '--out', join(folder, 'out.json'));
      expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(message) as string]);
    }
  }
  expect(existsSync(join(folder, 'out.json'))).toBe(false);
  expect((await diff(sound, sound, '--format', 'xml')).code).toBe(2);
  expect((await command(['diff', sound])).code).toBe(2);
});
