import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Checklist } from '../../src/inputs/checklist.ts';
import { command } from '../support/command.ts';
import { CHECKLIST, temporaryFolder } from '../support/project.ts';

/** The default checklist of the tests with some of it replaced, in a file of its own. */
function checklistFile(content: object | string): string {
  const path = join(temporaryFolder(), 'list.yaml');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify({ ...CHECKLIST, ...content }, null, 1));
  return path;
}

const urban = CHECKLIST.tables[0], market = urban.services[0];
const withService = (change: object): object => ({ tables: [{ ...urban, services: [{ ...market, ...change }] }, CHECKLIST.tables[1]] });

test('checklist list prints one line for each built-in list, with the size of its tables', async () => {
  const { code, stdout, stderr } = await command(['checklist', 'list', '--lang', 'en']);
  expect(code).toBe(0);
  expect(stderr).toBe('');
  expect(stdout.trimEnd().split('\n').map((row) => row.split('\t')[0])).toEqual(['chongming', 'gb50180']);
  expect(stdout).toMatch(/^chongming\tChongming.*\tTown communities: 47, Village communities: 47$/m);
});

test('checklist list is Chinese where the locale is', async () => {
  const { stdout } = await command(['checklist', 'list'], { env: { LANG: 'zh_CN.UTF-8' } });
  expect(stdout).toMatch(/^chongming\t崇明区/m);
});

test('checklist show prints every service with its limits, their status and their source', async () => {
  const { stdout } = await command(['checklist', 'show', checklistFile({})]);
  expect(stdout).toContain('small 1  Small list');
  expect(stdout).toContain('## urban  Towns (urban)');
  expect(stdout.match(/^(market|clinic|library) {2}/gm)).toHaveLength(6); // three services in two tables
  expect(stdout).toContain('  10 min walk, adult [seen]; basic [seen]; task 5; 宜居');
  expect(stdout.match(/^ {2}invented for tests$/gm)).toHaveLength(6);
  expect(stdout).toMatch(/## not measured\nbookshop {2}Bookshop: a trade\n$/);
});

for (const id of ['chongming', 'gb50180']) {
  test(`checklist show ${id} --json is the whole checklist`, async () => {
    const { code, stdout } = await command(['checklist', 'show', id, '--json']);
    expect(code).toBe(0);
    const shown = JSON.parse(stdout) as Checklist;
    const yaml = readFileSync(new URL(`../../data/checklists/${id}.yaml`, import.meta.url), 'utf8');
    expect(shown.id).toBe(id);
    expect(shown.tables.flatMap((t) => t.services).length).toBe(yaml.match(/^ {6}- id: /gm)?.length);
  });

  test(`the built-in checklist ${id} passes its own validation`, async () => {
    const path = new URL(`../../data/checklists/${id}.yaml`, import.meta.url).pathname;
    const { code, stdout, stderr } = await command(['checklist', 'validate', path]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`is a sound checklist: ${id} 0.1.0`);
  });
}

test('checklist validate praises a sound list and counts its services', async () => {
  const path = checklistFile({});
  expect(await command(['checklist', 'validate', path])).toEqual({
    code: 0, stdout: `${path} is a sound checklist: small 1, 3 services in table urban, 3 services in table rural\n`, stderr: '',
  });
});

test('checklist validate names keys that mean nothing, and passes', async () => {
  const { code, stderr } = await command(['checklist', 'validate', checklistFile(withService({ colour: 'red' }))]);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^notice: list\.yaml: keys that mean nothing here are ignored: "colour" \(line \d+\)\n$/);
});

const FAULTS: [string, object | string, RegExp][] = [
  ['a limit that is text', withService({ limitMinutes: 'ten' }), /list\.yaml:\d+:\d+: tables\.0\.services\.0\.limitMinutes is "ten", expected a number above 0/],
  ['a service without any limit', withService({ limitMinutes: null }), /limitMinutes is null\. needs limitMinutes, limitMetres or both/],
  ['a status that is none', withService({ valueStatus: 'sen' }), /valueStatus is "sen"\. Did you mean "seen"/],
  ['a key left out', withService({ source: undefined }), /tables\.0\.services\.0\.source is missing\. Add it/],
  ['a reference that leads nowhere', withService({ satisfiedBy: ['libary'] }), /"libary" is no service of this checklist\. Did you mean "library"/],
  ['a service that stands in for itself', withService({ satisfiedBy: ['market'] }), /"market" refers to itself/],
  ['a service that is there twice', { tables: [{ ...urban, services: [market, market] }, CHECKLIST.tables[1]] }, /the service "market" is twice in the table urban/],
  ['a kind without a table', { tables: [urban] }, /no table is for settlements of kind rural/],
  ['a kind in two tables', { tables: [urban, { ...urban, id: 'again' }] }, /settlements of kind urban are in the tables urban and again/],
  ['two tables of one name', { tables: [urban, { ...CHECKLIST.tables[1], id: 'urban' }] }, /two tables have the same id/],
  ['an id with capitals', withService({ id: 'Market' }), /id is "Market", expected small letters, digits and _/],
  ['a task beyond the twelve', withService({ task: 13 }), /task is 13, expected 1 to 12/],
  ['a list for a map', '- a\n', /list\.yaml:1:1: the file is a list, expected a map with id/],
  ['an empty file', '', /list\.yaml: is empty/],
];
for (const [what, content, said] of FAULTS) {
  test(`checklist validate refuses ${what} with exit code 2`, async () => {
    const { code, stdout, stderr } = await command(['checklist', 'validate', checklistFile(content)]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/^ +at /m);
  });
}

test('checklist validate shows all faults of a list at once', async () => {
  const { stderr } = await command(['checklist', 'validate', checklistFile(withService({ task: 0, class: 'best', limitMinutes: -1 }))]);
  expect(stderr.match(/^error: /gm)).toHaveLength(3);
  expect(stderr).toContain('3 faults; nothing was written.');
});

test('an unknown built-in checklist is met with the nearest one', async () => {
  expect(await command(['checklist', 'show', 'chonming'])).toEqual({
    code: 2, stdout: '', stderr: 'error: checklist: there is no built-in checklist "chonming". Did you mean "chongming", or name a .yaml file.\n',
  });
});

test('an id that is a path is no built-in checklist', async () => {
  for (const id of ['../indicators', '../checklists/chongming', '/etc/passwd', '__proto__', '']) {
    const { code, stderr } = await command(['checklist', 'show', id]);
    expect(code).toBe(2);
    expect(stderr).toContain('there is no built-in checklist');
  }
});

test('a checklist file that is missing, or a folder, is refused with exit code 2', async () => {
  const folder = temporaryFolder(), absent = join(folder, 'absent.yaml');
  for (const args of [['validate', absent], ['show', absent]]) {
    expect((await command(['checklist', ...args])).stderr).toBe(`error: absent.yaml: there is no such file. Check the path ${absent}.\n`);
  }
  const { code, stderr } = await command(['checklist', 'validate', folder]);
  expect(code).toBe(2);
  expect(stderr).toContain('is a folder, expected a file');
});
