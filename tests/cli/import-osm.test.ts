/** Layers of a project out of an OpenStreetMap extract, and the report that must come out of them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { computeCoverage } from '../../src/pipeline.ts';
import { toPbf, toXml, TOWN, type TownObject } from '../inputs/osm-town.ts';
import { command } from '../support/command.ts';
import { temporaryFolder } from '../support/project.ts';
import { withoutBasis } from '../support/without-basis.ts';

type Imported = Awaited<ReturnType<typeof command>> & { extract: string; out: string; text: (name: string) => string };

async function importTown(content: string | Uint8Array = toXml(TOWN), name = 'town.osm', options: readonly string[] = []): Promise<Imported> {
  const folder = temporaryFolder(), out = join(folder, 'town'), extract = join(folder, name);
  writeFileSync(extract, content);
  return { ...await command(['import', 'osm', extract, '--out', out, ...options]), extract, out, text: (file) => readFileSync(join(out, file), 'utf8') };
}

/** A project straight on the extract. */
function straight(extract: string, name: string, layers = `{settlements: ${name}, facilities: ${name}, walk: ${name}}`): string {
  const project = join(extract, '..', 'lifecircle.yaml');
  writeFileSync(project, `layers: ${layers}\n`);
  return project;
}

/** Ways whose tags decide: closed ones, a motorway open on foot, a one-way, a bridge, a plaza drawn as a multipolygon with a direction it cannot have. */
const WAYS: readonly TownObject[] = [
  { kind: 'way', id: 70, refs: [1, 4], tags: { highway: 'motorway' } }, { kind: 'way', id: 71, refs: [4, 3], tags: { highway: 'motorway', foot: 'yes', name: '高架' } },
  { kind: 'way', id: 72, refs: [2, 3], tags: { highway: 'footway', 'oneway:foot': 'yes', bridge: 'yes' } }, { kind: 'way', id: 73, refs: [6, 404, 7, 8], tags: { highway: 'path' } },
  { kind: 'way', id: 74, refs: [8, 41], tags: { public_transport: 'platform' } },
  { kind: 'relation', id: 75, members: [{ type: 'way', ref: 24, role: 'outer' }], tags: { type: 'multipolygon', highway: 'pedestrian', 'oneway:foot': 'yes', layer: '1' } },
];

for (const [kind, content, name] of [['XML', toXml([...TOWN, ...WAYS]), 'town.osm'], ['PBF', toPbf([...TOWN, ...WAYS]), '小镇.osm.pbf']] as const) {
  test(`a report on layers imported from ${kind} says the same as one straight from the extract`, async () => {
    const { code, stdout, stderr, extract, out } = await importTown(content, name);
    expect([code, stdout], stderr).toEqual([0, '']);
    expect(readdirSync(out).sort()).toEqual(['facilities.geojson', 'lifecircle.yaml', 'settlements.geojson', 'walk.geojson']);
    const [ours, theirs] = [await computeCoverage(out), await computeCoverage(straight(extract, name))];
    expect([...ours.settlements]).toEqual([...theirs.settlements]);
    expect([ours.network, withoutBasis(ours.indicators), [...ours.facilities]]).toEqual([theirs.network, withoutBasis(theirs.indicators), [...theirs.facilities]]);
    expect([...ours.settlements].some((s) => [...s.services.values()].some(({ minutes }) => minutes !== null))).toBe(true);
  });
}

test('ways keep the tags that say who may walk on them', async () => {
  const { text } = await importTown(toXml([...TOWN, ...WAYS]));
  const { features } = JSON.parse(text('walk.geojson')) as { features: { properties: object; geometry: { coordinates: number[][] } }[] };
  expect(features.map((f) => f.properties)).toEqual([
    { id: 'w10', highway: 'residential' }, { id: 'w71', name: '高架', highway: 'motorway', foot: 'yes' }, { id: 'w72', highway: 'footway', 'oneway:foot': 'yes', bridge: 'yes' },
    { id: 'w73', highway: 'path' }, { id: 'w74' }, { id: 'r75', highway: 'pedestrian', layer: '1' }, // w73 is drawn from node 7 on
  ]);
  expect(features[0].geometry.coordinates).toEqual([[121, 31], [121.004, 31], [121.006, 31], [121.008, 31], [121.01, 31], [121.016, 31]]);
});

test('counts, notices and files go to standard error, in the language asked for', async () => {
  const { stderr } = await importTown();
  expect(stderr).toMatch(/^2 settlements, 4 facilities, 1 walk lines, 0 bus lines, 0 places to decide\n\nNotices:\n {2}osm-place-label × 1 {2}town\.osm: /);
  expect(stderr).toMatch(/walk\.geojson {2}\d+ kB\n/);
  expect((await importTown(toXml(TOWN), 'town.osm', ['--lang', 'zh'])).stderr).toMatch(/^2 个居民点，4 个设施，1 条步行线，0 条公交线路，0 处待核\n\n提示：\n/);
});

test('the project names its source, and its comments are in the file', async () => {
  const { text } = await importTown(toXml(TOWN), '小镇\u0007.osm');
  expect(text('lifecircle.yaml')).toMatch(/^# Layers out of 小镇\\u0007\.osm\. Map data © OpenStreetMap contributors, ODbL 1\.0/);
});

test('a mapping of the user decides types, and what it is not sure of is for review', async () => {
  const path = join(temporaryFolder(), '我的.yaml');
  writeFileSync(path, 'id: own\nversion: "1"\nname: {zh: 我, en: Me}\ntagsStatus: proposed\nrules:\n  - {type: wet_market, tags: [amenity=bench], confidence: high}\n  - {type: pharmacy, tags: [shop=*], confidence: low}\n');
  const { text, out, extract } = await importTown(toXml(TOWN), 'town.osm', ['--mapping', path]);
  expect(text('facilities.geojson')).toMatch(/"id":"n46","type":"wet_market"/);
  expect(text('poi-review.csv')).toContain('town.osm,n45,,shop=*,pharmacy,low,shop=*');
  const theirs = await computeCoverage(straight(extract, 'town.osm', `{settlements: town.osm, facilities: {file: town.osm, mapping: ${path}}, walk: town.osm}`));
  expect([...(await computeCoverage(out)).settlements]).toEqual([...theirs.settlements]);
});

test('nothing that is there is written over, and every such file is named', async () => {
  const { extract, out, text } = await importTown();
  writeFileSync(join(out, 'walk.geojson'), 'corrected by hand');
  const { code, stderr } = await command(['import', 'osm', extract, '--out', out]);
  expect([code, text('walk.geojson')]).toEqual([2, 'corrected by hand']);
  for (const name of ['settlements.geojson', 'walk.geojson', 'lifecircle.yaml']) expect(stderr).toContain(`error: ${join(out, name)}: is there already. Remove it, or write somewhere else with --out.\n`);
});

const WRONG: [string, (folder: string) => string[], RegExp][] = [
  ['a missing file', (folder) => [join(folder, '没有.osm')], /^error: 没有\.osm: there is no such file\. /],
  ['a file of another kind', (folder) => { writeFileSync(join(folder, '小镇.geojson'), '{}'); return [join(folder, '小镇.geojson')]; }, /^error: 小镇\.geojson: is no OpenStreetMap extract by its ending\. Give an \.osm\.pbf, \.osm or \.osm\.gz file\.\n$/],
  ['a file that only bears the name', (folder) => { writeFileSync(join(folder, 'a.osm'), '<html></html>'); return [join(folder, 'a.osm')]; }, /^error: a\.osm:1: begins with <html>, expected <osm>/],
  ['a folder', (folder) => { mkdirSync(join(folder, 'a.osm')); return [join(folder, 'a.osm')]; }, /^error: a\.osm: is a folder, expected a file/],
  ['an extract without settlements and ways', (folder) => { writeFileSync(join(folder, 'a.osm'), toXml(TOWN.filter((o) => o.id === 46))); return [join(folder, 'a.osm')]; }, /^error: a\.osm: has no settlements\. .*\nerror: a\.osm: has no line that is open to people on foot\. .*\n2 faults; nothing was written\.\n$/],
  ['a mapping that is none', (folder) => { writeFileSync(join(folder, 'a.osm'), toXml(TOWN)); return [join(folder, 'a.osm'), '--mapping', 'amap']; }, /^error: --mapping: the mapping "amap" is none for OpenStreetMap files/],
  ['a mapping that is not there', (folder) => { writeFileSync(join(folder, 'a.osm'), toXml(TOWN)); return [join(folder, 'a.osm'), '--mapping', join(folder, 'no.yaml')]; }, /^error: no\.yaml: there is no such file/],
];
for (const [what, argsIn, said] of WRONG) {
  test(`${what} ends with exit code 2, and nothing is written`, async () => {
    const folder = temporaryFolder(), out = join(folder, 'out');
    const { code, stdout, stderr } = await command(['import', 'osm', ...argsIn(folder), '--out', out]);
    expect([code, stdout, existsSync(out)]).toEqual([2, '', false]);
    expect(stderr).toMatch(said);
  });
}
