/** Project files with faults: every message has the line and column of the value. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultsOf, report, reportOn } from '../support/command.ts';
import { collection, LAYERS, PROJECT, settlement, temporaryFolder, writeProject } from '../support/project.ts';

const HEAD = `name: Small town
layers:
  settlements: settlements.geojson
  facilities: facilities.geojson
  walk: walk.geojson
checklist: checklist.yaml
`;

const PROJECTS: [string, string, string[]][] = [
  ['tabs', 'layers:\n\twalk: a\n', ['lifecircle.yaml:2:1: is not YAML: Tabs are not allowed as indentation. Mend the line.']],
  ['an open bracket', 'name: [a\n', ['lifecircle.yaml:2:1: is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]. Mend the line.']],
  ['two documents', `${HEAD}---\nname: b\n`, ['lifecircle.yaml:7:1: is not YAML: Source contains multiple documents. Mend the line.']],
  ['a key twice', `${HEAD}name: again\n`, ['lifecircle.yaml:7:1: the key "name" is there twice. Remove one.']],
  ['nothing', '', ['lifecircle.yaml: is empty. Check that this is the right file.']],
  ['comments only', '# name\n', ['lifecircle.yaml: is empty. Check that this is the right file.']],
  ['a list', '- a\n', ['lifecircle.yaml:1:1: the file is a list, expected a map with name, crs, layers, checklist, travel, network, capacity, checks and plan. Correct it.']],
  ['text', 'hello\n', ['lifecircle.yaml:1:1: the file is "hello", expected a map with name, crs, layers, checklist, travel, network, capacity, checks and plan. Correct it.']],
  ['no layers', 'name: a\n', ['lifecircle.yaml:1:1: layers is missing. Add it (expected settlements, facilities and walk).']],
  ['a layer left out', 'layers: {settlements: a, walk: b}\n', ['lifecircle.yaml:1:9: layers.facilities is missing. Add it (expected a file name, {file: ...} or a list of them).']],
  ['numbers for names', HEAD.replace('Small town', '5').replace('walk.geojson', '[7]'), [
    'lifecircle.yaml:1:7: name is 5, expected text or {zh: ..., en: ...}. Correct it.',
    'lifecircle.yaml:5:10: layers.walk.0 is 7, expected a file name or {file: ..., attributes: ...}. Correct it.',
  ]],
  ['half a name', HEAD.replace('Small town', '{zh: 小镇}'), ['lifecircle.yaml:1:7: name.en is missing. Add it (expected text).']],
  ['a layer without files', HEAD.replace('walk.geojson', '[]'), ['lifecircle.yaml:5:9: layers.walk is a list, expected at least one file. Correct it.']],
  ['a source without a file', HEAD.replace('walk.geojson', '{crs: "EPSG:4326"}'), ['lifecircle.yaml:5:9: layers.walk.file is missing. Add it (expected text).']],
  ['speeds of 0, below it and in words', `${HEAD}travel:\n  walkMetresPerMinute: 0\n  elderlyMetresPerMinute: -48\n  maxSnapMetres: far\n  searchMinutes:\n`, [
    'lifecircle.yaml:8:24: travel.walkMetresPerMinute is 0, expected a number above 0. Correct it.',
    'lifecircle.yaml:9:27: travel.elderlyMetresPerMinute is -48, expected a number above 0. Correct it.',
    'lifecircle.yaml:10:18: travel.maxSnapMetres is "far", expected a number above 0. Correct it.',
    'lifecircle.yaml:11:17: travel.searchMinutes is null, expected a number above 0. Correct it.',
  ]],
  ['numbers without end', `${HEAD}travel: {walkMetresPerMinute: .inf, elderlyMetresPerMinute: .nan, searchMinutes: 1e400}\n`, [
    'lifecircle.yaml:7:31: travel.walkMetresPerMinute is Infinity, expected a number above 0. Correct it.',
    'lifecircle.yaml:7:61: travel.elderlyMetresPerMinute is NaN, expected a number above 0. Correct it.',
    'lifecircle.yaml:7:82: travel.searchMinutes is Infinity, expected a number above 0. Correct it.',
  ]],
  ['values past their range', `${HEAD}travel: {walkMetresPerMinute: 501, maxSnapMetres: 5001}\nnetwork: {joinToleranceMetres: 10.5, joinCrossings: "yes", extent: [122, 31, 121, 32]}\n`, [
    'lifecircle.yaml:7:31: travel.walkMetresPerMinute is 501, expected metres per minute, at most 500. Correct it.',
    'lifecircle.yaml:7:51: travel.maxSnapMetres is 5001, expected at most 5000. Correct it.',
    'lifecircle.yaml:8:32: network.joinToleranceMetres is 10.5, expected 0 to 10 metres. Correct it.',
    'lifecircle.yaml:8:53: network.joinCrossings is "yes", expected true or false. Correct it.',
    'lifecircle.yaml:8:68: network.extent is a list, expected [west, south, east, north] in degrees. Correct it.',
  ]],
  ['an unknown coordinate system', `${HEAD}crs: EPSG:2385\n`, [expect.stringMatching(/^lifecircle\.yaml:7:6: crs is "EPSG:2385"\. Name one of: EPSG:4326, .*gcj02, bd09/) as string]],
  ['an unknown coordinate system of one file', HEAD.replace('walk.geojson', '{file: walk.geojson, crs: gjc02}'),
    [expect.stringMatching(/^lifecircle\.yaml:5:35: layers\.walk\.crs is "gjc02"\. Name one of: EPSG:4326, /) as string]],
  ['an unknown checklist', HEAD.replace('checklist.yaml', 'chonming'), ['lifecircle.yaml:6:12: there is no built-in checklist "chonming". Did you mean "chongming", or name a .yaml file.']],
  ['a missing checklist file', HEAD.replace('checklist.yaml', 'lists/absent.yml'), [expect.stringMatching(/^lists\/absent\.yml: there is no such file\. Check the path .*absent\.yml\.$/) as string]],
  ['paths that leave the folder', HEAD.replace('settlements.geojson', '../a.geojson').replace('facilities.geojson', 'x/../../b').replace('walk.geojson', '[walk.geojson, ..]').replace('checklist.yaml', '../c.yaml'), [
    'lifecircle.yaml:3:16: the path "../a.geojson" leaves the project folder. Move the file into the folder or give its absolute path.',
    'lifecircle.yaml:4:15: the path "x/../../b" leaves the project folder. Move the file into the folder or give its absolute path.',
    'lifecircle.yaml:5:9: the path ".." leaves the project folder. Move the file into the folder or give its absolute path.',
    'lifecircle.yaml:6:12: the path "../c.yaml" leaves the project folder. Move the file into the folder or give its absolute path.',
  ]],
  ['an alias to nothing', 'layers: *a\n', ['lifecircle.yaml: its aliases (*name) lead nowhere or unfold to more than is allowed. Write the values out.']],
  ['a loop of aliases', 'layers: &a [*a]\n', ['lifecircle.yaml:1:12: layers is a list, expected settlements, facilities and walk. Correct it.']],
  ['a name with a zero byte', HEAD.replace('walk.geojson', '"w\\0.geojson"'), [expect.stringMatching(/^w\\u0000\.geojson: cannot be read \(ERR_INVALID_ARG_VALUE\)\./) as string]],
];
for (const [what, project, faults] of PROJECTS) {
  test(`a project with ${what} is refused`, async () => {
    expect(await faultsOf({ project })).toEqual(faults);
  });
}

test('a YAML bomb is refused before it unfolds', async () => {
  const bomb = Array.from({ length: 12 }, (_, i) => `k${i}: &a${i} [${Array(10).fill(i === 0 ? 'x' : `*a${i - 1}`).join(', ')}]`).join('\n'); // 10^12 x
  expect(await faultsOf({ project: `${HEAD}${bomb}\n` })).toEqual(['lifecircle.yaml: its aliases (*name) lead nowhere or unfold to more than is allowed. Write the values out.']);
});

test('YAML that is nested without end is refused', async () => {
  for (const project of ['['.repeat(1e5), '- '.repeat(1e5), `{"a":`.repeat(1e5)]) {
    expect((await faultsOf({ project }))[0]).toMatch(/^lifecircle\.yaml:\d+:\d+: is nested too deeply\. Mend the line\.$/);
  }
});

test('a project file of more than a mebibyte is refused', async () => {
  expect(await faultsOf({ project: HEAD + '#'.repeat(1 << 20) })).toEqual(['lifecircle.yaml: is longer than 1048576 bytes. Check that this is the right file.']);
});

test('fifty thousand keys are no trouble', async () => {
  const { code, coverage } = await report({ project: HEAD + Array.from({ length: 50_000 }, (_, i) => `k${i}: 1`).join('\n') });
  expect(code).toBe(0);
  expect(coverage.notices.find((n) => n.code === 'unknown-key')?.count).toBe(50_000);
});

test('a project in UTF-16 or GBK is refused', async () => {
  for (const project of [Buffer.from(`\ufeff${HEAD}`, 'utf16le'), Buffer.from(HEAD.replace('Small', '\u00b2\u00cb'), 'latin1')]) {
    expect(await faultsOf({ project })).toEqual(['lifecircle.yaml: is not UTF-8 text. Save it as UTF-8.']);
  }
});

test('an absolute path may lead anywhere, and results name the file without its folder', async () => {
  const elsewhere = temporaryFolder();
  writeProject({ settlements: [settlement('far away', [0, 0])] }, elsewhere);
  const { code, coverage, text } = await report({ project: { layers: { ...LAYERS, settlements: join(elsewhere, 'settlements.geojson') } } });
  expect(code).toBe(0);
  expect(coverage.settlements.map((s) => s.id)).toEqual(['far away']);
  expect(coverage.manifest.inputs.find((i) => i.layer === 'settlements')?.file).toBe('settlements.geojson');
  expect(text('coverage.json')).not.toContain(elsewhere);
});

test('a path through a folder and back is no way out', async () => {
  const { code } = await reportOn(writeProject({ project: { ...PROJECT, layers: { ...LAYERS, walk: 'a/../b/../walk.geojson' } }, files: { 'a/x': '', 'b/x': '' } }));
  expect(code).toBe(0);
});

test('a column that the project maps and no feature has is refused', async () => {
  const layers = { ...LAYERS, settlements: { file: 'settlements.geojson', attributes: { id: 'OBJECTID', population: 'POP' } } };
  const faults = await faultsOf({ project: { layers } });
  for (const column of ['OBJECTID', 'POP']) expect(faults).toContain(`settlements.geojson: no feature has the column "${column}" that the project names. Correct "attributes" in the project file.`);
});

test('a mapped column is found even if only one feature has it, and also if its line is closed', async () => {
  const settlements = collection([settlement('a', [0, 0]), settlement('b', [0, 0], { POP: 70 })]);
  const mapped = { settlements: { file: 'settlements.geojson', attributes: { population: 'POP' } }, walk: { file: 'walk.geojson', attributes: { sidewalk: 'SW', foot: 'FF' } } };
  const street = { type: 'Feature', properties: { FF: 'yes', SW: 'no' }, geometry: { type: 'LineString', coordinates: [[121.5, 31.6], [121.51, 31.6]] } };
  const { code, coverage } = await report({ settlements, walk: [street], project: { layers: { ...LAYERS, ...mapped } } });
  expect(code).toBe(0);
  expect(coverage.settlements.map((s) => s.population)).toEqual([0, 70]);
});
