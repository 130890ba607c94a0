import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { command } from '../support/command.ts';

const COMMANDS = [['report'], ['route'], ['matrix'], ['isochrone'], ['import'], ['import', 'osm'], ['checklist'], ['checklist', 'list'], ['checklist', 'show'], ['checklist', 'validate']];

for (const words of COMMANDS) {
  test(`${words.join(' ')} --help explains itself on standard output`, async () => {
    const { code, stdout, stderr } = await command([...words, '--help']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toContain(`Usage: lifecircle ${words.join(' ')}`);
    expect(stdout).toContain('-h, --help');
  });
}

for (const words of [['report'], ['route'], ['matrix'], ['isochrone'], ['import'], ['checklist']]) {
  test(`${words[0]} --help shows an example that begins like a command`, async () => {
    const { stdout } = await command([...words, '--help']);
    expect(stdout).toMatch(new RegExp(`Example:\\n  lifecircle ${words[0]} \\S`));
  });
}

test('--help names every command and the exit codes', async () => {
  const { code, stdout } = await command(['--help']);
  expect(code).toBe(0);
  for (const name of ['report', 'route', 'matrix', 'import', 'checklist']) expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
  expect(stdout).toMatch(/0 done.*1 a check failed.*2 the input.*3 a bug/);
});

test('report --help names every result file and every format', async () => {
  const { stdout } = await command(['report', '--help']);
  for (const name of ['coverage.json', 'settlements.geojson', 'gaps.csv', 'townships.csv', 'json, csv, geojson', '--lang', '--out']) expect(stdout).toContain(name);
});

test('--version prints the version of the package and nothing else', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  expect(await command(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test('without a command the help goes to standard error', async () => {
  const { code, stdout, stderr } = await command([]);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('Usage: lifecircle');
});

const WRONG: [string, string[], RegExp][] = [
  ['a misspelt command is met with the right one', ['reprot'], /unknown command 'reprot'\n\(Did you mean report\?\)/],
  ['a misspelt subcommand is met with the right one', ['checklist', 'lst'], /unknown command 'lst'\n\(Did you mean list\?\)/],
  ['a misspelt option is met with the right one', ['report', 'town', '--ou', 'x'], /unknown option '--ou'\n\(Did you mean --out\?\)/],
  ['an unknown format is met with the formats there are', ['report', 'town', '--formats', 'json,pdf'], /"pdf" is no format; there are: json, csv, geojson/],
  ['an empty list of formats is refused', ['report', 'town', '--formats', ','], /Name at least one of: json, csv, geojson/],
  ['an unknown language is met with the languages there are', ['report', 'town', '--lang', 'fr'], /Allowed choices are zh, en/],
  ['a report needs a project', ['report'], /missing required argument 'project'/],
  ['a report takes one project', ['report', 'a', 'b'], /too many arguments for 'report'/],
  ['a route needs a settlement', ['route', 'town', '--service', 'market'], /give a project with --settlement and --service, or --walk with --from and --to/],
  ['a route needs a service', ['route', 'town', '--settlement', 'a'], /give a project with --settlement and --service, or --walk with --from and --to/],
  ['a route is of a project or of two points', ['route', 'town', '--walk', 'w.geojson', '--from', '1,2', '--to', '1,3'], /give a project with --settlement and --service, or --walk with --from and --to/],
  ['the speed of a project is in its file', ['route', 'town', '--settlement', 'a', '--service', 'b', '--walk-speed', '50'], /give a project with --settlement and --service, or --walk with --from and --to/],
  ['the buses of a project are in its file', ['route', 'town', '--settlement', 'a', '--service', 'b', '--gtfs', 'feed.zip', '--date', '2024-06-04'], /give a project with --settlement and --service, or --walk with --from and --to/],
  ['a route has both points', ['route', '--walk', 'w.geojson', '--from', '1,2'], /give a project with --settlement and --service, or --walk with --from and --to/],
  ['a point is longitude and latitude', ['route', '--walk', 'w.geojson', '--from', 'home', '--to', '1,3'], /Write longitude first, in degrees/],
  ['a misspelt kind of import is met with the right one', ['import', 'ofm', 'a.osm', '--out', 'x'], /unknown command 'ofm'\n\(Did you mean osm\?\)/],
  ['an import needs a file', ['import', 'osm', '--out', 'x'], /missing required argument 'file'/],
  ['an import needs a folder', ['import', 'osm', 'a.osm'], /required option '--out <dir>' not specified/],
  ['checklist show needs an id', ['checklist', 'show'], /missing required argument 'id'/],
];
for (const [fact, args, said] of WRONG) {
  test(`${fact}, with exit code 2`, async () => {
    const { code, stdout, stderr } = await command(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(said);
    expect(stderr).toContain('--help shows');
    expect(stderr).not.toMatch(/^ +at /m);
  });
}

test('a bug of ours ends with exit code 3, the version and a stack to report', async () => {
  let stderr = '';
  const broken = { stdout: { write: () => { throw new TypeError('planted'); } }, stderr: { write: (text: string) => { stderr += text; } }, env: {} };
  expect(await run(['checklist', 'list'], broken)).toBe(3);
  expect(stderr).toMatch(/^This is a bug in lifecircle \d+\.\d+\.\d+, not in your data\..*\nTypeError: planted\n +at /);
});
