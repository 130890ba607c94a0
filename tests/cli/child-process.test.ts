/** Every command once as its users run it: bin/lifecircle.js of a package built from this source. */
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toXml, TOWN } from '../inputs/osm-town.ts';
import { buildPackage } from '../support/built-package.ts';
import { temporaryFolder, writeProject } from '../support/project.ts';

let built: string;
beforeAll(() => { built = buildPackage(); });
afterAll(() => { rmSync(built, { recursive: true, force: true }); });

function lifecircle(args: string[], cwd = built): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(built, 'bin/lifecircle.js'), ...args], { cwd, encoding: 'utf8', env: { ...process.env, LC_ALL: 'en_GB.UTF-8' } });
}

test('report, in a process, writes its files below the working folder', () => {
  const folder = writeProject();
  const { status, stdout, stderr } = lifecircle(['report', '.'], folder);
  expect(stderr).toContain('2 settlements, 400 people');
  expect([status, stdout]).toEqual([0, '']);
  expect(readdirSync(join(folder, 'lifecircle-results')).sort()).toEqual(['coverage.gpkg', 'coverage.json', 'coverage.qgz', 'coverage.xlsx', 'gaps.csv', 'report.html', 'settlements.geojson', 'settlements.qml', 'townships.csv']);
});

test('report, in a process, ends with 2 and without a stack on bad data', () => {
  const { status, stdout, stderr } = lifecircle(['report', writeProject({ walk: [] })]);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toBe('error: walk.geojson: has no lines. Give the walkable network.\n');
});

test('route, in a process, prints GeoJSON', () => {
  const { status, stdout } = lifecircle(['route', writeProject(), '--settlement', 'a', '--service', 'market']);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ type: 'FeatureCollection', properties: { facility: 'm1', metres: 500 } });
});

test('matrix, in a process, prints CSV', () => {
  const folder = writeProject();
  const { status, stdout } = lifecircle(['matrix', '--walk', 'walk.geojson', '--from', 'settlements.geojson', '--to', 'facilities.geojson'], folder);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^from_id,to_id,seconds,metres\na,c1,[\d.]+,600\na,m1,[\d.]+,500\nb,c1,[\d.]+,1400\nb,m1,[\d.]+,1500\n$/);
});

test('checklist list, in a process, finds the data of the package', () => {
  const { status, stdout } = lifecircle(['checklist', 'list'], tmpdir());
  expect(status).toBe(0);
  expect(stdout).toMatch(/^chongming\t.*\ngb50180\t.*\n$/);
});

test('checklist show, in a process, prints more than a pipe holds at once', () => {
  const { status, stdout } = lifecircle(['checklist', 'show', 'chongming', '--json']);
  expect(status).toBe(0);
  expect(stdout.length).toBeGreaterThan(65_536);
  expect(JSON.parse(stdout)).toMatchObject({ id: 'chongming' });
});

test('checklist validate, in a process, ends with 2 for a list with faults', () => {
  const folder = writeProject({ checklist: { tables: [] } });
  expect(lifecircle(['checklist', 'validate', 'checklist.yaml'], folder)).toMatchObject({ status: 2, stdout: '' });
  writeProject({}, folder);
  expect(lifecircle(['checklist', 'validate', 'checklist.yaml'], folder)).toMatchObject({ status: 0, stderr: '' });
});

test('a reader that stops early is no bug of ours', () => {
  const { stderr, status } = spawnSync('sh', ['-c', `"${process.execPath}" bin/lifecircle.js checklist show chongming --json | head -c 10; exit 0`], { cwd: built, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

test('validate, in a process, ends with 2 for bad data and lists it on standard output alone', () => {
  const { status, stdout, stderr } = lifecircle(['validate', writeProject({ settlements: [] }), '--format', 'json']);
  expect([status, stderr]).toEqual([2, '']);
  expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, counts: { error: 1 }, problems: [{ code: 'empty-layer' }] });
});

test('import osm, in a process, writes a project that runs', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '小镇.osm'), toXml(TOWN));
  expect(lifecircle(['import', 'osm', '小镇.osm', '--out', '小镇'], folder)).toMatchObject({ status: 0, stdout: '' });
  expect(lifecircle(['report', '小镇', '--out', 'results'], folder)).toMatchObject({ status: 0, stdout: '' });
});

test('--help and --version work in a process', () => {
  expect(lifecircle(['--version'])).toMatchObject({ status: 0, stderr: '' });
  expect(lifecircle(['--help']).stdout).toContain('Usage: lifecircle');
});
