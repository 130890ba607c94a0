/** Names and ids are text, whatever they hold. */
import { expect, test } from 'vitest';
import { noticesOf, report, reportOn } from '../support/command.ts';
import { CHECKLIST, collection, facility, FACILITIES, LAYERS, settlement, SETTLEMENTS, WALK, writeProject } from '../support/project.ts';

const NAMES = [
  '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', '0', 'a"b', "a'b", 'a\nb', 'a\r\nb', 'a,b;c\td', '<script>alert(1)</script>', '&amp;', '𠮷野家🏠', 'é\u0301', '\ud800',
  '=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1+1', '../../etc/passwd', 'C:\\x', '%s', '${x}', '{}', '[]', '\u0000', '\u202eabc', 'x'.repeat(5000),
];

test('every name comes out of coverage.json and settlements.geojson as it went in, as id and as name', async () => {
  const { code, coverage, text } = await report({ settlements: NAMES.map((name) => settlement(name, [0, 0], { name, township: name, village: name })) });
  expect(code).toBe(0);
  expect(coverage.settlements.map((s) => s.id)).toEqual([...NAMES].sort());
  for (const { id, name, township, village } of coverage.settlements) expect([name, township, village]).toEqual([id, id, id]);
  expect(coverage.summary.townships.map((t) => t.name)).toEqual([...NAMES].sort());
  const { features } = JSON.parse(text('settlements.geojson')) as { features: { properties: Record<string, unknown> }[] };
  expect(features.map((f) => f.properties['id'])).toEqual([...NAMES].sort());
});

test('a facility of any name can be the nearest one', async () => {
  const { coverage } = await report({ facilities: NAMES.map((name, i) => facility(name, 'market', [i, 0], { name, owner: name })) });
  expect(coverage.settlements[0].services['market'].facilityId).toBe(NAMES[0]);
  expect(coverage.facilities.map((f) => [f.name, f.owner])).toEqual([...NAMES].sort().map((name) => [name, name]));
});

test('a facility type named like a member of Object is an unknown type', async () => {
  const { notices, coverage } = await noticesOf({ facilities: [...FACILITIES, ...['__proto__', 'constructor', 'toString'].map((type) => facility(`f-${type}`, type, [0, 0], { provides: [type] }))] });
  expect(notices.map((n) => n.split('  ')[0])).toEqual(['unknown-facility-type × 3', 'unknown-facility-type × 3']);
  expect(coverage.facilities.map((f) => f.type)).toContain('__proto__');
});

test('services and tables named like a member of Object are services and tables', async () => {
  const [service] = CHECKLIST.tables[0].services;
  const { coverage, stderr } = await report({
    checklist: { tables: [{ id: 'constructor', name: { zh: '全', en: 'All' }, kinds: ['urban', 'rural'], services: [{ ...service, id: 'constructor' }, { ...service, id: 'valueof' }] }], notMeasured: [] },
    facilities: [facility('f', 'constructor', [500, 0])],
  });
  expect(coverage.settlements[0]).toMatchObject({ table: 'constructor', services: { constructor: { status: 'covered', metres: 500 }, valueof: { status: 'unknown' } } });
  expect(stderr).toMatch(/^constructor +Market +10 min +75\.0 %/m); // 300 of 400 people
});

test('a numeric id is the text of its number', async () => {
  const { coverage } = await report({ settlements: [settlement(7, [0, 0]), settlement(0, [0, 0]), settlement(-1.5, [0, 0]), settlement(1e21, [0, 0])] });
  expect(coverage.settlements.map((s) => s.id)).toEqual(['-1.5', '0', '1e+21', '7']);
});

test('an id may stand in the GeoJSON member instead of the properties', async () => {
  const settlements = [{ type: 'Feature', id: 12, properties: null, geometry: null }, { type: 'Feature', id: 'x', geometry: null }, { type: 'Feature', id: 'outer', properties: { id: 'inner' }, geometry: null }];
  const { coverage } = await report({ settlements });
  expect(coverage.settlements.map((s) => s.id)).toEqual(['12', 'inner', 'x']);
});

test('Chinese headings and values are understood', async () => {
  const rename = (features: readonly object[], headings: Record<string, string>): string =>
    Object.entries(headings).reduce((text, [name, heading]) => text.replaceAll(`"${name}":`, `"${heading}":`), collection(features));
  const settlements = rename([settlement('s1', [0, 0], { name: '东村', township: '港西镇', village: '一村', kind: '农村', tier: '村庄', population: 12, elderly: 3, children: 2, households: 5 })],
    { id: '编号', name: '名称', township: '乡镇', village: '村居', kind: '城乡', tier: '层级', population: '人口', elderly: '老年人口', children: '儿童', households: '户数' });
  const facilities = rename([facility('f1', 'market', [500, 0], { name: '菜场', provides: 'library、clinic', status: '已建', capacity: 9, areaSquareMetres: 80, owner: '镇', open: '是' })],
    { id: '标识码', name: '设施名称', type: '设施类型', provides: '兼有', status: '现状', capacity: '规模', areaSquareMetres: '建筑面积', owner: '权属', open: '对外开放' }).replace('"设施类型":"FeatureCollection"', '"type":"FeatureCollection"')
    .replace('"设施类型":"Feature"', '"type":"Feature"').replace('"设施类型":"Point"', '"type":"Point"');
  const { notices, coverage } = await noticesOf({ settlements, facilities });
  expect(notices).toEqual([]);
  expect(coverage.settlements[0]).toMatchObject({ id: 's1', name: '东村', township: '港西镇', village: '一村', kind: 'rural', tier: 'village', population: 12, elderly: 3, children: 2, households: 5 });
  expect(coverage.facilities[0]).toMatchObject({ id: 'f1', name: '菜场', type: 'market', provides: ['library', 'clinic'], status: 'existing', capacity: 9, areaSquareMetres: 80, owner: '镇', open: true });
});

test('the own name of an attribute is preferred to a heading, and a mapped column to both', async () => {
  const settlements = [settlement('a', [0, 0], { population: 1, 人口: 2, POP: 3 })];
  const population = async (attributes?: object): Promise<number> =>
    (await report({ settlements, project: { layers: { ...LAYERS, settlements: { file: 'settlements.geojson', ...(attributes && { attributes }) } } } })).coverage.settlements[0].population;
  expect([await population(), await population({ population: 'POP' }), await population({ population: '人口' })]).toEqual([1, 3, 2]);
});

for (const provides of [['library', 'clinic'], 'library,clinic', ' library ; clinic ', 'library|clinic', 'library、clinic', 'library；clinic，']) {
  test(`provides as ${JSON.stringify(provides)} are two types`, async () => {
    const { notices, coverage } = await noticesOf({ facilities: [facility('m', 'market', [0, 0], { provides })] });
    expect(notices).toEqual([]);
    expect(coverage.facilities[0].provides).toEqual(['library', 'clinic']);
    expect(coverage.settlements[0].services['library'].status).toBe('covered');
  });
}

test('files and folders may have Chinese names, blanks and quotes', async () => {
  const layers = { settlements: '数据/居民点 "2024".geojson', facilities: ['数据/设施.geojson'], walk: "walk's.geojson" };
  const folder = writeProject({
    project: { name: undefined, layers, checklist: '清单/我的 清单.yaml' },
    files: { [layers.settlements]: collection(SETTLEMENTS), '数据/设施.geojson': collection(FACILITIES), [layers.walk]: collection(WALK), '清单/我的 清单.yaml': JSON.stringify(CHECKLIST) },
  });
  const { code, coverage } = await reportOn(folder);
  expect(code).toBe(0);
  expect(coverage.manifest.inputs.map((i) => i.file)).toEqual(['lifecircle.yaml', '清单/我的 清单.yaml', layers.settlements, '数据/设施.geojson', "walk's.geojson"]);
  expect(folder).toContain(coverage.manifest.project.zh); // the folder's name where the project has none
});
