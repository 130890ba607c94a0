/** Tests of tags, and what the mapping of OpenStreetMap makes of them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Findings, InputError } from '../../src/core/problems.ts';
import { builtIn, readChecklist } from '../../src/inputs/checklist.ts';
import { DEGREES } from '../../src/inputs/crs.ts';
import { applyOsmMapping, readOsmMapping, type OsmMapping } from '../../src/inputs/osm-mapping.ts';
import type { LayerSource } from '../../src/inputs/project.ts';
import { parseTagTests, passes } from '../../src/inputs/tag-tests.ts';
import { temporaryFolder } from '../support/project.ts';

function fits(expression: string, tags: Record<string, string>, areaSquareMetres: number | null = null): boolean {
  const tests = parseTagTests(expression);
  if (typeof tests === 'string') throw new Error(tests);
  return tests.every((one) => passes(one, new Map(Object.entries(tags)), () => areaSquareMetres));
}

test.each<[string, Record<string, string>, boolean]>([
  ['amenity=clinic', { amenity: 'clinic' }, true],
  ['amenity=clinic', { amenity: 'doctors;clinic' }, true],
  ['amenity=clinic|doctors', { amenity: 'doctors' }, true],
  ['amenity=clinic', { amenity: 'clinics' }, false],
  ['office=*', { office: 'lawyer' }, true],
  ['office=*', {}, false],
  ['leisure=garden & access!=private', { leisure: 'garden' }, true],
  ['leisure=garden & access!=private', { leisure: 'garden', access: 'private' }, false],
  ['amenity=school & name~小学|完小', { amenity: 'school', name: '东门小学' }, true],
  ['amenity=school & name~小学', { amenity: 'school', name: 'East Gate', 'name:zh': '东门小学' }, true],
  ['amenity=school & name~primary school', { amenity: 'school', name: 'East Primary School' }, true],
  ['amenity=school & name!~小学', { amenity: 'school', name: '东门小学' }, false],
  ['amenity=kindergarten & min_age<3', { amenity: 'kindergarten', min_age: '2' }, true],
  ['amenity=kindergarten & min_age<3', { amenity: 'kindergarten' }, false],
  ['amenity=kindergarten & min_age<3', { amenity: 'kindergarten', min_age: 'two' }, false],
])('%s of %j is %s', (expression, tags, is) => { expect(fits(expression, tags)).toBe(is); });

test('the size of a polygon is no tag: a point never fits', () => {
  const park = { leisure: 'park', area: 'yes' };
  expect([3999, 4000, null].map((size) => fits('leisure=park & areaSquareMetres<4000', park, size))).toEqual([true, false, false]);
});

test.each([
  ['amenity=a | amenity=b', 'Write alternatives as entries of the list; | without spaces parts values'],
  ['amenity=school & (name~x)', 'Write no brackets: give each alternative as an entry of the list'],
  ['leisure=park & area<4000', 'The size of a polygon is areaSquareMetres<4000'],
  ['leisure=park & areaSquareMeters<4000', 'The size of a polygon is areaSquareMetres<4000'],
  ['amenity==school', 'Write one sign: amenity=school'],
  ['amenity:school', 'Write "amenity:school" as key=value, key!=value, key~word, key!~word, key<number or key>number'],
  ['amenity=school &', 'Write a test between every &'],
  ['amenity=', 'Give "amenity=" a value'],
  ['amenity=a||b', 'Give "amenity=" a value'],
  ['min_age<three', 'Compare "min_age" with a number'],
  ['amenity=school & name~^(小学)$', 'Write no brackets: give each alternative as an entry of the list'],
  ['amenity=school & name~小学$', '"name~" takes words, one of which is in the value; it is no regular expression'],
  ['access!=private', 'Begin with a test that asks for a tag: key=value or key~word'],
])('%s is refused with its mend', (expression, mend) => { expect(parseTagTests(expression)).toBe(mend); });

function sourceOf(mapping: LayerSource['mapping']): LayerSource {
  return { file: { name: 'a.osm', path: '/a.osm' }, attributes: new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping };
}

function read(text: string | null): { mapping: OsmMapping | null; faults: string } {
  const findings = new Findings();
  const own = (content: string): LayerSource['mapping'] => {
    const file = { name: 'own.yaml', path: join(temporaryFolder(), 'own.yaml') };
    writeFileSync(file.path, content);
    return { id: 'own.yaml', file, where: 'p' };
  };
  const mapping = readOsmMapping(sourceOf(text === null ? null : own(text)), findings);
  expect(findings.notices()).toEqual([]);
  try { findings.throwIfFaults(); } catch (error) { return { mapping, faults: (error as InputError).message }; }
  return { mapping, faults: '' };
}

function builtInMapping(): OsmMapping {
  const { mapping, faults } = read(null);
  if (mapping === null) throw new Error(faults);
  return mapping;
}
const OSM = builtInMapping();
const match = (tags: Record<string, string>, size: number | null = null): ReturnType<typeof applyOsmMapping> => applyOsmMapping(OSM, 'n1', new Map(Object.entries(tags)), () => size);

test('every type of the built-in mapping is of the checklist', () => {
  const checklist = readChecklist(builtIn('chongming', 'test'), new Findings())?.checklist;
  const known = new Set([...checklist?.tables.flatMap((t) => t.services.map((s) => s.id)) ?? [], ...checklist?.notMeasured.map((n) => n.id) ?? []]);
  for (const rules of OSM.byKey.values()) for (const { type, provides } of rules) for (const id of [type, ...provides]) expect(known).toContain(id);
});

test.each<[Record<string, string>, string, string[]]>([
  [{ amenity: 'school', name: '东门小学' }, 'primary_school', []],
  [{ amenity: 'school', 'isced:level': '1;2' }, 'junior_middle_school', ['primary_school']],
  [{ amenity: 'school', name: '某九年一贯制学校' }, 'junior_middle_school', ['primary_school']],
  [{ amenity: 'school', name: '东门中学' }, 'junior_middle_school', []],
  [{ amenity: 'toilets', changing_table: 'yes' }, 'public_toilet', ['mother_baby_room']],
  [{ amenity: 'kindergarten', min_age: '1' }, 'kindergarten', ['childcare']],
  [{ shop: 'convenience', amenity: 'post_office' }, 'convenience_store', ['parcel_station']],
  [{ amenity: 'community_centre', name: '党群服务中心' }, 'party_service_center', []],
  [{ amenity: 'community_centre', name: '某社区居委会' }, 'community_service_station', []],
  [{ amenity: 'restaurant', name: '长者食堂' }, 'elder_canteen', []],
  [{ highway: 'bus_stop', public_transport: 'platform', bus: 'yes' }, 'bus_stop', []],
  [{ 'leisure': 'park' }, 'community_park', []],
])('%j is %s and provides %j', (tags, type, provides) => { expect(match(tags).sure).toMatchObject({ type, provides }); });

test('a small park is a pocket park', () => {
  expect([match({ leisure: 'park' }, 3000).sure?.type, match({ leisure: 'park' }, 5000).sure?.type]).toEqual(['pocket_park', 'community_park']);
});

test.each<Record<string, string>>([
  { amenity: 'shelter', shelter_type: 'public_transport' }, { highway: 'footway' }, { leisure: 'garden' }, { 'disused:amenity': 'school' }, { amenity: '__proto__' }, { ['__proto__']: 'school' },
  { amenity: 'school', name: '东门高级中学' }, { amenity: 'constructor' }, {},
])('%j counts for nothing', (tags) => { expect(match(tags).sure).toBeNull(); });

test('what two rules claim with equal right is for review, with both types', () => {
  const { sure, doubtful } = match({ amenity: 'community_centre', name: '文化中心文化站' });
  expect(sure).toBeNull();
  expect(doubtful).toMatchObject([{ confidence: 'low', why: expect.stringMatching(/ is that of culture_center, culture_room$/) as string }]);
});

test('a school of unknown level is for review', () => {
  expect(match({ amenity: 'school', name: 'East' })).toMatchObject({ sure: null, doubtful: [{ type: 'primary_school', confidence: 'low', tags: 'amenity=school' }] });
});

const OWN = `id: own
version: 1.0.0
name: {zh: 我的, en: Mine}
tagsStatus: proposed
decided: {w2: pharmacy, n3: none}
rules:
  - {type: wet_market, tags: ['amenity=marketplace'], confidence: high}
`;

test('what a person decided counts', () => {
  const { mapping } = read(OWN);
  if (mapping === null) throw new Error('no mapping');
  const tags = new Map([['amenity', 'marketplace']]);
  expect(['n1', 'w2', 'n3'].map((id) => applyOsmMapping(mapping, id, tags, () => null).sure?.type)).toEqual(['wet_market', 'pharmacy', undefined]);
});

test.each([
  [OWN.replace('confidence: high', 'confidence: hig'), /^own\.yaml:7:\d+: rules\.0\.confidence is "hig"\. Did you mean "high"\.$/],
  [OWN.replace('amenity=marketplace', 'leisure=park & area<4000'), /^own\.yaml:7:\d+: rules\.0\.tags\.0 is "leisure=park & area<4000"\. The size of a polygon is areaSquareMetres<4000\.$/],
  [OWN.replace('wet_market', 'Wet Market'), /^own\.yaml:7:\d+: rules\.0\.type is "Wet Market", expected small letters, digits and _/],
  [OWN.replace("['amenity=marketplace']", '[]'), /expected at least one tag test/],
  [OWN.replace("'amenity=marketplace'", '7'), /rules\.0\.tags\.0 is 7, expected text/],
  ['rules: 1', /own\.yaml:1:1: id is missing/],
])('a faulty mapping is a fault with its line and mend', (text, fault) => {
  const { mapping, faults } = read(text);
  expect(mapping).toBeNull();
  expect(faults).toMatch(fault);
});

test('the mapping of a web map is refused for an OpenStreetMap file', () => {
  expect(() => readOsmMapping(sourceOf({ id: 'amap', file: null, where: 'lifecircle.yaml:4' }), new Findings())).toThrow(/^lifecircle\.yaml:4: the mapping "amap" is none for OpenStreetMap files/);
});
