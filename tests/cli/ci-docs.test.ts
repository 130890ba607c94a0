/** The workflows of docs/ci.md, line by line in a shell, over the demo as it is and over the demo without a school. */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { buildPackage } from '../support/built-package.ts';
import { temporaryFolder } from '../support/project.ts';

/** Eight processes one after the other, on a machine that may be busy. */
const PATIENCE_MS = 240_000;
const root = resolve(import.meta.dirname, '../..');
const blocks = [...readFileSync(join(root, 'docs/ci.md'), 'utf8').matchAll(/^```(yaml|sh)\n([\s\S]*?)^```$/gm)].map(([, kind, text]) => ({ kind, text }));
const yamlWith = (key: string): unknown => parse(blocks.find(({ kind, text }) => kind === 'yaml' && text.includes(key))?.text ?? '');
const shell = blocks.filter(({ kind }) => kind === 'sh').map(({ text }) => text.trim());
const isOurs = (line: string): boolean => !line.startsWith('npm install');

const github = (yamlWith('jobs:') as { jobs: { check: { steps: { run?: string }[] } } }).jobs.check.steps.flatMap(({ run }) => run ?? []).filter(isOurs);
const gitlab = (yamlWith('.gitlab-ci.yml') as { lifecircle: { script: string[] } }).lifecircle.script.filter(isOurs);
const [hook] = (yamlWith('hooks:') as { repos: { hooks: { entry: string; files: string }[] }[] }).repos[0].hooks;

let built: string;
beforeAll(() => {
  built = buildPackage();
  mkdirSync(join(built, 'path'));
  writeFileSync(join(built, 'path/lifecircle'), `#!/bin/sh\nexec '${process.execPath}' '${join(built, 'bin/lifecircle.js')}' "$@"\n`, { mode: 0o755 });
});
afterAll(() => { rmSync(built, { recursive: true, force: true }); });

/** A repository with the demo as my-town, the rules of the page and the baseline that its command makes, committed as main. */
function repository(): { folder: string; sh: (line: string) => { status: number | null; stdout: string; stderr: string }; summary: () => string } {
  const outer = temporaryFolder(), folder = join(outer, 'data'), town = join(folder, 'my-town'), summary = join(outer, 'summary.md');
  mkdirSync(folder);
  cpSync(join(root, 'data/demo'), town, { recursive: true });
  appendFileSync(join(town, 'lifecircle.yaml'), blocks.find(({ text }) => text.startsWith('checks:'))?.text ?? '');
  const env = { ...process.env, PATH: `${join(built, 'path')}${delimiter}${process.env['PATH'] ?? ''}`, GITHUB_STEP_SUMMARY: summary, LC_ALL: 'C.UTF-8' };
  const sh = (line: string) => spawnSync('bash', ['-e', '-c', line], { cwd: folder, encoding: 'utf8', env });
  expect(sh(shell[0]).status).toBe(0);
  for (const args of [['init', '-q', '-b', 'main'], ['add', '.'], ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false', 'commit', '-q', '-m', 'Begin']]) execFileSync('git', args, { cwd: folder });
  return { folder, sh, summary: () => readFileSync(summary, 'utf8') };
}

/** The school f001 is removed: 4 required losses and 2 others. */
function closeSchool(folder: string): void {
  const file = join(folder, 'my-town/facilities.geojson');
  writeFileSync(file, readFileSync(file, 'utf8').split('\n').filter((line) => !line.includes('"id":"f001"')).join('\n'));
}

test('the page has a workflow for each, with commands of ours', () => {
  expect([github.length, gitlab.length, hook.entry, shell.length]).toEqual([3, 2, 'lifecircle check my-town', 2]);
  for (const line of [...github, ...gitlab]) expect(line).toMatch(/^lifecircle (check|diff) my-town/);
  expect('my-town/facilities.geojson').toMatch(new RegExp(hook.files));
});

test('over data that did not change every line ends with 0', () => {
  const { folder, sh, summary } = repository();
  for (const line of [...github, ...gitlab, hook.entry, shell[1]]) {
    const { status, stderr, stdout } = sh(line);
    expect(status, `${line}\n${stderr}${stdout}`).toBe(0);
  }
  expect(summary()).toContain('better 0 (0 people), worse 0 (0 people)');
  expect(JSON.parse(readFileSync(join(folder, 'check.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
}, PATIENCE_MS);

test('over data without a school every check ends with 1, every comparison with 0, and what they write is there', () => {
  const { folder, sh, summary } = repository();
  closeSchool(folder);
  for (const line of [...github, ...gitlab, hook.entry, shell[1]]) {
    const { status, stderr, stdout } = sh(line);
    expect(status, `${line}\n${stderr}${stdout}`).toBe(line.startsWith('lifecircle diff') ? 0 : 1);
    if (line.includes('--format github')) expect(stdout.split('\n').filter((l) => l.startsWith('::error file=my-town/facilities.geojson,title=lost-required::'))).toHaveLength(4);
  }
  expect(summary()).toContain('worse 6 (2,176 people)');
  const { runs: [{ results }] } = JSON.parse(readFileSync(join(folder, 'check.sarif'), 'utf8')) as { runs: { results: { ruleId: string; locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[] };
  expect(results.filter(({ ruleId }) => ruleId === 'lost-required').map(({ locations: [{ physicalLocation }] }) => physicalLocation.artifactLocation.uri)).toEqual(Array(4).fill('my-town/facilities.geojson'));
  expect(readFileSync(join(folder, 'check.xml'), 'utf8')).toMatch(/<testsuites name="lifecircle check" tests="\d+" failures="4" errors="0">/);
  expect(existsSync(join(folder, 'changes.md'))).toBe(true);
}, PATIENCE_MS);

test('renewed by the command of the page, the baseline takes what is meant', () => {
  const { folder, sh } = repository();
  closeSchool(folder);
  expect(sh(shell[0]).status).toBe(0);
  expect(sh(hook.entry).status).toBe(0);
});

test('a rule that is wrong ends with 2', () => {
  const { folder, sh } = repository(), file = join(folder, 'my-town/lifecircle.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('urban/primary_school', 'urban/primary_shool'));
  const { status, stderr } = sh(hook.entry);
  expect([status, stderr]).toEqual([2, expect.stringMatching(/lifecircle\.yaml:\d+:\d+: there is no service "urban\/primary_shool"\. Did you mean "urban\/primary_school"/) as string]);
});
