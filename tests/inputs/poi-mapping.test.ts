/** Places of web maps: what the mappings make of them, and what they leave to a person. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Findings, InputError } from '../../src/core/problems.ts';
import { builtIn, readChecklist } from '../../src/inputs/checklist.ts';
import { applyPoiMapping, builtInPoiMapping, builtInPoiMappings, MappedFacilities, readPoiMapping, type PoiMapping } from '../../src/inputs/poi-mapping.ts';
import { temporaryFolder } from '../support/project.ts';
import { readTable } from './table-files.ts';

function builtInMapping(id: string): PoiMapping {
  const findings = new Findings(), mapping = readPoiMapping(builtInPoiMapping(id, 'test'), findings);
  findings.throwIfFaults();
  expect(findings.notices()).toEqual([]);
  if (mapping === null) throw new Error('no mapping');
  return mapping;
}

const AMAP = builtInMapping('amap'), BAIDU = builtInMapping('baidu');

test('every type of a built-in mapping is of the checklist', () => {
  const checklist = readChecklist(builtIn('chongming', 'test'), new Findings())?.checklist;
  const known = new Set([...checklist?.tables.flatMap((t) => t.services.map((s) => s.id)) ?? [], ...checklist?.notMeasured.map((n) => n.id) ?? []]);
  expect(builtInPoiMappings()).toEqual(['amap', 'baidu']);
  for (const { rules } of [AMAP, BAIDU]) for (const { type, provides } of rules) for (const id of [type, ...provides]) expect(known).toContain(id);
});

test.each([
  // name, code, type, confidence
  ['新河幼儿园', '141204', 'kindergarten', 'high'],
  ['新河托育园', '141204', 'childcare', 'high'],
  ['新河中心小学', '141203', 'primary_school', 'high'],
  ['某九年一贯制学校', '', 'junior_middle_school', 'medium'],
  ['新河菜市场', '060705|060700', 'wet_market', 'high'],
  ['华联', '060400', 'fresh_supermarket', 'high'],
  ['华联', '060415', 'fresh_supermarket', 'high'],
  ['公园饭店', '050119', 'breakfast_dining', 'medium'],
  ['某社区食堂', '050100', 'elder_canteen', 'high'],
  ['某睦邻点', '120304', 'neighborly_point', 'high'],
  ['某社区中心', '120304', 'community_service_station', 'low'],
  ['某某村民委员会', '130106', 'community_service_station', 'high'],
  ['养老驿站药房', '090601', 'pharmacy', 'high'],
  ['新河卫生院', '90102', 'community_health_center', 'high'],
  ['停车场(公交站)', '150702', 'bus_stop', 'high'],
  ['某某羽毛球馆', '080118', 'ball_court', 'high'],
  ['新河消防', '', 'fire_station', 'low'],
])('%s with the code %s is %s (%s)', (name, typecode, type, confidence) => {
  expect(applyPoiMapping(AMAP, { id: 'B1', name, typecode })).toMatchObject({ type, confidence });
});

test.each([
  ['新河小学停车场', '141203'], ['新河小学(东出入口)', '141203'], ['某某菜市场管理有限公司', '060700'], ['新河幼儿园宿舍', '141204'],
  ['某某银行', '160100'], ['公园里的银行', '160100'], ['', ''],
])('%s with the code %s is nothing', (name, typecode) => {
  expect(applyPoiMapping(AMAP, { id: 'B1', name, typecode })).toBeNull();
});

test('a school of nine years is a primary school as well', () => {
  expect(applyPoiMapping(AMAP, { name: '某九年一贯制学校', typecode: '141202' })).toEqual({ type: 'junior_middle_school', provides: ['primary_school'], confidence: 'high', why: 'code 141202 and "九年一贯" in the name' });
});

test.each([
  ['东门小学', '教育培训;小学', 'primary_school', 'high'], ['华联', '购物;超市', 'fresh_supermarket', 'high'], ['华联', '购物;超市;大型', 'fresh_supermarket', 'high'],
  ['东门', '购物;超市店', undefined, undefined], ['东门', '教育培训', undefined, undefined], ['长者食堂', '美食;中餐厅', 'elder_canteen', 'high'],
])('for Baidu, %s with the tag %s is %s (%s)', (name, tag, type, confidence) => {
  const match = applyPoiMapping(BAIDU, { uid: '1', name, tag });
  expect([match?.type, match?.confidence]).toEqual([type, confidence]);
});

const EXPORT = `id,name,type,typecode,address,location
B1,新河菜市场,购物服务;综合市场,060700|060705,某路1号,"121.5,31.6"
B2,某社区中心,商务住宅;社区中心,120304,,"121.5,31.6"
B3,某某银行,金融保险,160100,,"121.5,31.6"
B4,新河小学停车场,交通设施,141203,,"121.5,31.6"
`;

test('an export is parted into facilities and rows for review, and nothing is dropped unsaid', async () => {
  const { features } = await readTable('csv', EXPORT), findings = new Findings();
  const mapped = new MappedFacilities(AMAP, { name: 't.csv', path: '' }, findings);
  const facilities = features.map((f) => mapped.add(f)).filter((f) => f !== null);
  mapped.finish();
  expect(facilities).toMatchObject([{ where: 't.csv:2', properties: { id: 'B1', name: '新河菜市场', type: 'wet_market', provides: [], address: '某路1号' }, geometry: { type: 'Point' } }]);
  expect(mapped.review).toEqual([
    { where: 't.csv:3', id: 'B2', name: '某社区中心', code: '120304', type: 'community_service_station', confidence: 'low', why: expect.stringMatching(/^code 120304 is that of community_service_station, community_service_complex$/) as string },
    { where: 't.csv:4', id: 'B3', name: '某某银行', code: '160100', type: '', confidence: '', why: 'no rule has the code, and no word of a rule is in the name' },
    { where: 't.csv:5', id: 'B4', name: '新河小学停车场', code: '141203', type: '', confidence: '', why: 'excluded by "停车" in the name' },
  ]);
  expect(findings.notices().map(({ code, count }) => [code, count])).toEqual([['poi-low-confidence', 1], ['poi-unmatched', 2]]);
});

/** A mapping of the user's own. */
function readOwn(text: string): { mapping: PoiMapping | null; faults: string } {
  const file = { name: 'own.yaml', path: join(temporaryFolder(), 'own.yaml') }, findings = new Findings();
  writeFileSync(file.path, text);
  const mapping = readPoiMapping(file, findings);
  try { findings.throwIfFaults(); } catch (error) { return { mapping, faults: (error as InputError).message }; }
  return { mapping, faults: '' };
}

const OWN = `id: own
version: 1.0.0
name: {zh: 我的, en: Mine}
codesStatus: proposed
codeStyle: digits
codeSeparator: '|'
columns: {id: [id], name: [name], code: [typecode]}
exclude: []
decided: {B2: community_service_complex, B3: none}
rules:
  - {type: wet_market, codes: [{code: '060700'}], codeConfidence: high}
`;

test('what a person decided counts, and what was decided to be none is no longer for review', async () => {
  const { mapping } = readOwn(OWN), { features } = await readTable('csv', EXPORT), findings = new Findings();
  if (mapping === null) throw new Error('no mapping');
  const mapped = new MappedFacilities(mapping, { name: 't.csv', path: '' }, findings);
  expect(features.map((f) => mapped.add(f)?.properties['type'])).toEqual(['wet_market', 'community_service_complex', undefined, undefined]);
  mapped.finish();
  expect(mapped.review.map((row) => row.id)).toEqual(['B4']);
  expect(findings.notices().map(({ code }) => code)).toEqual(['poi-none', 'poi-unmatched']);
});

test('a table without codes is said', () => {
  const findings = new Findings(), mapped = new MappedFacilities(AMAP, { name: 't.csv', path: '' }, findings);
  mapped.add({ where: 't.csv:2', id: undefined, properties: { id: 'x', name: '某睦邻点' }, geometry: null, isFromTable: true });
  mapped.finish();
  expect(findings.notices()).toMatchObject([{ code: 'poi-no-codes' }]);
});

test.each([
  [OWN.replace('wet_market', 'Wet Market'), /^own\.yaml:11:12: rules\.0\.type is "Wet Market", expected small letters, digits and _/],
  [OWN.replace('high}', 'sure}'), /^own\.yaml:11:\d+: rules\.0\.codeConfidence is "sure"\. /],
  [OWN.replace(', codeConfidence: high', ''), /needs codeConfidence: high, medium or low/],
  [OWN.replace(', codes: [{code: \'060700\'}], codeConfidence: high', ''), /needs codes, names or both/],
  [OWN.replace("'060700'", '60700'), /^own\.yaml:11:\d+: rules\.0\.codes\.0\.code is 60700, expected text/],
  ['rules: []', /own\.yaml:1:1: id is missing/],
])('a faulty mapping is a fault with its line and column', (text, fault) => {
  const { mapping, faults } = readOwn(text);
  expect(mapping).toBeNull();
  expect(faults).toMatch(fault);
});

test('an unknown mapping is a fault that names the known ones', () => {
  expect(() => builtInPoiMapping('amapp', 'lifecircle.yaml:5')).toThrow(/^lifecircle\.yaml:5: there is no built-in mapping "amapp"\. Did you mean "amap", or name a \.yaml file\.$/);
  expect(() => builtInPoiMapping('../x', 'p')).toThrow(InputError);
});
