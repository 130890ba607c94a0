/** What docs/architecture.md promises of the source, held to it. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { RULES } from '../src/core/rules.ts';
import { VERSION } from '../src/version.ts';

/** The rooms in the data's order. A file may import from its own room and from rooms before it. */
const ROOMS = ['core', 'inputs', 'network', 'travel', 'coverage', 'isochrones', 'plan', 'comparison', 'checks', 'threads', 'outputs', 'page', 'cli'];
/** Rooms that compute only: same arguments, same answer, nothing read or printed. */
const PURE = new Set(['core', 'network', 'travel', 'coverage', 'isochrones', 'plan', 'comparison', 'checks']);
const IMPURE = /from 'node:|\bconsole\.|\bprocess\.|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.|\bfetch\(|\bsetTimeout\(/;
/** What the page's script must not do: reach out of the page, read a clock, keep anything, or make HTML of text. */
const UNFIT_FOR_PAGE = /from 'node:|\bfetch\(|XMLHttpRequest|WebSocket|\bDate\b|Math\.random|Storage\b|\.cookie|\beval\(|innerHTML|outerHTML|insertAdjacentHTML|document\.write/;
/** Files outside the rooms: they see all of them. */
const TOP = ['index.ts', 'pipeline-assess.ts', 'pipeline-catchments.ts', 'pipeline-check.ts', 'pipeline-comparison.ts', 'pipeline-files.ts', 'pipeline-network.ts', 'pipeline-plan.ts', 'pipeline-prepare.ts', 'pipeline-project.ts', 'pipeline-scenario.ts', 'pipeline.ts', 'version.ts'];

const root = resolve(import.meta.dirname, '..'), src = join(root, 'src');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'));
const roomOf = (file: string): number => ROOMS.indexOf(relative(src, file).split(/[\\/]/)[0]);
const { version, dependencies } = JSON.parse(read('package.json')) as { version: string; dependencies: Record<string, string> };

/** Source without its comments, in which words like "process" are free. */
const codeOf = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');
/** Every import or re-export: what is taken and where from. */
const importsOf = (text: string): { taken: string; from: string }[] =>
  [...codeOf(text).matchAll(/(?:^|\n)(?:import|export)\s([^;]*?)\sfrom '([^']+)'/g)].map(([, taken, from]) => ({ taken, from }));

test('only the known files stand beside the rooms', () => {
  expect(files.filter((f) => dirname(f) === '.').sort()).toEqual(TOP);
});

test('no room has a barrel, and none is a drawer for everything', () => {
  for (const file of files) expect(file).not.toMatch(/[\\/]index\.ts$|util|common|helper|manager|factory/i);
});

for (const file of files.map((f) => join(src, f)).filter((f) => dirname(f) !== src)) {
  const name = relative(src, file), text = readFileSync(file, 'utf8'), room = ROOMS[roomOf(file)];

  test(`${name} imports only from its own room and rooms before it`, () => {
    expect(ROOMS, 'every folder of src is a room').toContain(room);
    for (const { from } of importsOf(text).filter((i) => i.from.startsWith('.'))) {
      const target = resolve(dirname(file), from);
      if (dirname(target) === src) {
        expect(room, `${name} must not import ${basename(target)}`).toBe('cli');
      } else {
        expect(roomOf(target), `${name} must not import ${relative(src, target)}`).toBeLessThanOrEqual(roomOf(file));
        expect(roomOf(target), `${name} imports from no room`).not.toBe(-1);
      }
    }
  });

  test(`${name} imports no package that package.json does not name`, () => {
    for (const { taken, from } of importsOf(text).filter((i) => !/^(\.|node:)/.test(i.from))) {
      const [scope, second] = from.split('/'), known = Object.keys(dependencies);
      const isTypesOnly = taken.startsWith('type ') && from === 'geojson'; // @types/geojson
      if (!isTypesOnly) expect(known).toContain(scope.startsWith('@') ? `${scope}/${second}` : scope);
    }
  });

  if (room === 'page') test(`${name} stays in its page`, () => { expect(codeOf(text)).not.toMatch(UNFIT_FOR_PAGE); });
  else test(`${name} takes nothing from the page's script, which comes as a bundle`, () => { expect(importsOf(text).filter(({ from }) => /\/page\//.test(from))).toEqual([]); });

  if (PURE.has(room)) test(`${name} only computes`, () => { expect(codeOf(text)).not.toMatch(IMPURE); });

  if (room === 'outputs') {
    test(`${name} takes the types of the rooms before it, never their algorithms`, () => {
      for (const { taken, from } of importsOf(text)) {
        const earlier = from.startsWith('.') ? roomOf(resolve(dirname(file), from)) : -1;
        if (earlier > ROOMS.indexOf('core') && earlier < ROOMS.indexOf('outputs')) expect(taken, from).toMatch(/^type /);
      }
    });
  }
}

test('only inputs reads files, only outputs/write-files.ts writes them, and only cli looks at them otherwise', () => {
  const touching = files.filter((f) => /'node:fs'/.test(readFileSync(join(src, f), 'utf8')));
  expect(touching.filter((f) => !/^inputs[\\/]|^cli[\\/]/.test(f))).toEqual([join('outputs', 'write-files.ts')]);
  for (const file of touching.filter((f) => f !== join('outputs', 'write-files.ts'))) {
    expect(readFileSync(join(src, file), 'utf8')).not.toMatch(/\b(write|append|rename|rm|unlink|mkdir|copy)\w*Sync\b|createWriteStream/);
  }
});

test('the version of the source is that of the package', () => {
  expect(VERSION).toBe(version);
});

test('dependencies are pinned', () => {
  for (const [name, wanted] of Object.entries(dependencies)) expect(wanted, name).toMatch(/^\d+\.\d+\.\d+$/);
});

test('docs/architecture.md has one line for every dependency, and none for any other', () => {
  const section = /^## Dependencies$([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(read('docs/architecture.md'))?.[1] ?? '';
  expect([...section.matchAll(/^- `([^`]+)`: \S/gm)].map((m) => m[1]).sort()).toEqual(Object.keys(dependencies).sort());
});

test('docs/inputs.md has a row for every rule, with its severity, and none for any other', () => {
  const rows = [...read('docs/inputs.md').matchAll(/^\| `([\w-]+)` \| (?:(warning|info) \| )?[A-Z`][^|]*\|(?: [A-Z][^|]*\|)?$/gm)].filter(([, code]) => RULES.has(code));
  expect(rows.map(([, code, severity = 'error']) => [code, severity]).sort()).toEqual([...RULES].map(([code, { severity }]) => [code, severity]).sort());
});

test('every code of a fault in the source is a rule', () => {
  const codes = new Set([...files, ...TOP].flatMap((f) => [...readFileSync(join(src, f), 'utf8').matchAll(/\bcode: '([\w-]+)'|\b(?:fault|fail)\('([\w-]+)'/g)].map((m) => m.slice(1).join(''))));
  expect(codes.size).toBeGreaterThan(40);
  for (const code of codes) expect(RULES.get(code)?.severity, code).toBe('error');
});

test('the code of every notice is a rule', () => {
  const codes = new Set([...files, ...TOP].flatMap((f) => [...readFileSync(join(src, f), 'utf8').matchAll(/\.notice\(['`]([\w-]*\w)/g)].map((m) => m[1])));
  expect(codes.size).toBeGreaterThan(20);
  for (const code of codes) expect([...RULES].some(([known, { severity }]) => severity !== 'error' && (known === code || known.startsWith(`${code}-`))), code).toBe(true);
});

test('docs/cli.md speaks of every command', () => {
  const commands = files.filter((f) => f.startsWith('cli')).flatMap((f) => [...readFileSync(join(src, f), 'utf8').matchAll(/\bprogram\.command\('(\w+)'\)/g)]).map((m) => m[1]);
  expect(commands.length).toBeGreaterThan(9);
  for (const name of commands) expect(read('docs/cli.md')).toMatch(new RegExp(`\\b${name}\\b`));
});
