/** lifecircle validate: its formats, exit codes and the snap report. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { PROBLEMS_SCHEMA_FILE, renderProblemsSchema } from '../../bench/write-schema.ts';
import type { Problem } from '../../src/core/problems.ts';
import { crossesItself } from '../../src/network/polygon-rules.ts';
import { command } from '../support/command.ts';
import { faultsOfJunit, testWithXmllint } from '../support/junit.ts';
import { FACILITIES, feature, LAYERS, line, point, settlement, SETTLEMENTS, temporaryFolder, WALK, writeProject, type ProjectParts } from '../support/project.ts';

const HOSTILE = '坏村 <&">%\r\n::x,y\u0007\ud800';
const SOUND: ProjectParts = {};
const WARNED: ProjectParts = { settlements: [...SETTLEMENTS, settlement(HOSTILE, [0, 900], { name: HOSTILE })] };
const FAULTY: ProjectParts = { ...WARNED, settlements: [...SETTLEMENTS, settlement('x', [0, 900]), settlement('x', [0, 0])], walk: [...WALK, feature('d', line([1000, 300], [1000, 4]))] };
const schema = JSON.parse(readFileSync(PROBLEMS_SCHEMA_FILE, 'utf8')) as object;
const isOfSchema = new Ajv2020().compile(schema);

async function validate(parts: ProjectParts, ...options: string[]) {
  return await command(['validate', writeProject(parts), ...options]);
}
async function problemsOf(parts: ProjectParts): Promise<Problem[]> {
  const { stdout } = await validate(parts, '--format', 'json');
  const listed = JSON.parse(stdout) as { problems: Problem[] };
  expect(isOfSchema(listed), JSON.stringify(isOfSchema.errors)).toBe(true);
  return listed.problems;
}

test('it ends with 0 for warnings, with 2 for errors, and with 2 for warnings where --strict is given', async () => {
  for (const [parts, strict, code] of [[SOUND, true, 0], [WARNED, false, 0], [WARNED, true, 2], [FAULTY, false, 2]] as const) {
    expect((await validate(parts, ...(strict ? ['--strict'] : []))).code).toBe(code);
  }
  expect((await command(['validate', join(temporaryFolder(), 'none')])).code).toBe(2);
});

test('a fault of one layer hides no finding of another', async () => {
  const problems = await problemsOf(FAULTY);
  expect(problems.map((p) => [p.code, p.file, p.line, p.featureId])).toEqual([
    ['settlement-not-on-network', 'settlements.geojson', 4, 'x'],
    ['duplicate-id', 'settlements.geojson', 5, null],
    ['dangling-end', 'walk.geojson', null, 'd'],
    ['network-island', 'walk.geojson', null, 'd'],
  ]);
});

test('the published schema is what npm run schema writes', () => {
  expect(readFileSync(PROBLEMS_SCHEMA_FILE, 'utf8')).toBe(renderProblemsSchema());
});

test('the text names file, line, code and counts', async () => {
  const { stdout, stderr } = await validate(FAULTY);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^settlements\.geojson$/m);
  expect(stdout).toMatch(/^ +5 {2}error +duplicate-id: the id "x" is used already at settlements\.geojson:4\. Give /m);
  expect(stdout).toMatch(/^errors: 1, warnings: 1, infos: 2$/m);
  expect((await validate(SOUND)).stdout).toBe('no problems\n');
  expect((await validate(SOUND, '--lang', 'zh')).stdout).toBe('没有发现问题\n');
  expect((await validate(WARNED)).stdout).not.toMatch(/[\u0007\r]/);
});

test('JUnit XML is well-formed, its counts are those of its cases, and --strict turns warnings into failures', async () => {
  for (const [parts, strict, failures] of [[SOUND, false, 0], [WARNED, false, 0], [WARNED, true, 1], [FAULTY, true, 2]] as const) {
    const { stdout } = await validate(parts, '--format', 'junit', ...(strict ? ['--strict'] : []));
    const suites: { tests: number; failures: number; cases: number; failed: number }[] = [], path: string[] = [];
    let total = { tests: -1, failures: -1 };
    const parser = new SaxesParser();
    parser.on('opentag', ({ name, attributes: a }) => {
      // The order of elements and the required attributes of the Ant/Jenkins format.
      expect([['testsuites', ''], ['testsuite', 'testsuites'], ['testcase', 'testsuite'], ['failure', 'testcase'], ['system-out', 'testcase']]).toContainEqual([name, path.at(-1) ?? '']);
      path.push(name);
      if (name === 'testsuites') total = { tests: Number(a['tests']), failures: Number(a['failures']) };
      if (name === 'testsuite') suites.push({ tests: Number(a['tests']), failures: Number(a['failures']), cases: 0, failed: 0 });
      const suite = suites.at(-1);
      if (name === 'testcase' && suite) { suite.cases++; expect(a['name']).toBeTruthy(); expect(a['classname']).toBeTruthy(); }
      if (name === 'failure' && suite) { suite.failed++; expect(a['type']).toMatch(/^[\w-]+$/); }
    });
    parser.on('closetag', () => { path.pop(); });
    parser.write(stdout).close();
    for (const s of suites) expect([s.cases, s.failed]).toEqual([s.tests, s.failures]);
    expect(total).toEqual({ tests: suites.reduce((n, s) => n + s.tests, 0), failures });
  }
});

testWithXmllint('JUnit XML is valid by its schema, which refuses other things', async () => {
  for (const [parts, strict] of [[SOUND, false], [WARNED, false], [WARNED, true], [FAULTY, false], [FAULTY, true]] as const) {
    expect(faultsOfJunit((await validate(parts, '--format', 'junit', ...(strict ? ['--strict'] : []))).stdout)).toBe('');
  }
  const { stdout } = await validate(FAULTY, '--format', 'junit', '--strict');
  for (const [from, to] of [[/ classname="[^"]*"/, ''], [/ tests="\d+"/, ' tests="x"'], [/<failure type="[^"]*"/, '<failure type=""'], [/<(\/?)system-out>/g, '<$1note>'], [/<testsuite .*<\/testsuite>/s, ''], [/ errors="0"/, '']] as const) {
    expect(stdout).toMatch(from);
    expect(faultsOfJunit(stdout.replace(from, to))).toContain('fails to validate');
  }
});

test('GitHub annotations are one line each, escaped, with paths from the current folder', async () => {
  const folder = writeProject(FAULTY);
  const { stdout } = await command(['validate', folder, '--format', 'github']);
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(4);
  expect(lines.find((l) => l.includes('duplicate-id'))).toMatch(/^::error file=[^:,]*settlements\.geojson,line=5,title=duplicate-id::the id "x" is used/);
  const hostile = (await validate(WARNED, '--format', 'github')).stdout.trimEnd().split('\n');
  expect(hostile).toHaveLength(1);
  expect(hostile[0]).toContain('%25');
  const { stdout: odd } = await validate({ project: { layers: { ...LAYERS, walk: 'a,b:c%.geojson' } }, files: { 'a,b:c%.geojson': '' } }, '--format', 'github');
  expect(odd).toContain('a%2Cb%3Ac%25.geojson,title=empty-file');
});

test('the snap report has a line per place, a point where it is out of reach', async () => {
  const folder = writeProject({ settlements: [settlement('near', [0, 50]), settlement('far', [0, 150]), settlement('off', [0, 900]), feature('none', null)], facilities: FACILITIES });
  const file = join(folder, 'snaps.geojson');
  expect((await command(['validate', folder, '--snaps', file])).code).toBe(0);
  const { features } = JSON.parse(readFileSync(file, 'utf8')) as { features: { properties: Record<string, unknown>; geometry: { type: string } | null }[] };
  expect(features.map(({ properties: p, geometry }) => [p['layer'], p['id'], p['status'], p['metres'], geometry?.type ?? null])).toEqual([
    ['settlements', 'far', 'far', 150, 'LineString'], ['settlements', 'near', 'ok', 50, 'LineString'],
    ['settlements', 'none', 'unlocated', null, null], ['settlements', 'off', 'unreached', null, 'Point'],
    ['facilities', 'c1', 'ok', 0, 'LineString'], ['facilities', 'm1', 'ok', 0, 'LineString'],
  ]);
  if (spawnSync('ogrinfo', ['--version']).status === 0) expect(execFileSync('ogrinfo', ['-so', '-al', file], { encoding: 'utf8' })).toContain('Feature Count: 6');
});

test('no list is written over an input', async () => {
  const folder = writeProject();
  expect((await command(['validate', folder, '--out', join(folder, 'walk.geojson')])).code).toBe(2);
});

test('ten thousand corners that do not cross are looked at in no time to speak of, and a crossing among them is found', () => {
  const ring = Array.from({ length: 10_000 }, (_, i): [number, number] => [Math.cos(i / 10_000 * 2 * Math.PI), Math.sin(i / 10_000 * 2 * Math.PI)]);
  ring.push(ring[0]);
  expect(crossesItself(ring)).toBe(false);
  [ring[5000], ring[5001]] = [ring[5001], ring[5000]];
  expect(crossesItself(ring)).toBe(true);
});

test('mutated projects give a list and 0 or 2', async () => {
  const value = fc.oneof(fc.constantFrom(null, '', 0, -1, '__proto__', [], {}, 1e400, HOSTILE), fc.string(), fc.double());
  const mutated = fc.record({ layer: fc.constantFrom('settlements', 'facilities', 'walk'), key: fc.constantFrom('id', 'type', 'population', 'oneway:foot', 'name', 'layer'), value, at: fc.array(fc.double({ min: -200, max: 200, noNaN: true }), { maxLength: 3 }) });
  await fc.assert(fc.asyncProperty(fc.array(mutated, { minLength: 1, maxLength: 4 }), async (list) => {
    const layers: Record<string, object[]> = { settlements: [...SETTLEMENTS], facilities: [...FACILITIES], walk: [...WALK] };
    for (const m of list) layers[m.layer].push(feature('m', m.at.length > 1 ? { type: 'Point', coordinates: m.at } : m.layer === 'walk' ? line([0, 0], [5, 5]) : point(5, 5), { [m.key]: m.value }));
    const { code, stdout, stderr } = await validate(layers, '--format', 'json');
    expect([0, 2], stderr).toContain(code);
    expect(isOfSchema(JSON.parse(stdout))).toBe(true);
  }), { seed: 7, numRuns: 60 });
});

test('--date says for which day the data may not be too old', async () => {
  const aged: ProjectParts = { checklist: { maxAgeMonths: 12 }, facilities: FACILITIES.map((f) => ({ ...f, properties: { ...(f as { properties: object }).properties, updated: '2024-05' } })) };
  expect((await validate(aged, '--strict', '--date', '2025-05-31')).code).toBe(0);
  const late = await validate(aged, '--strict', '--date', '2025-06-01');
  expect([late.code, late.stdout]).toEqual([2, expect.stringContaining('data-outdated') as string]);
  const wrong = await validate(aged, '--date', '2025-02-30');
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('Expected a day as 2025-06-30') as string]);
});
