/** coverage.qgz and the styles: what QGIS needs of them, without QGIS. tests/real/qgis.test.ts opens them in the real one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { overviewStyle } from '../../src/outputs/coverage-styles.ts';
import { escapeXml } from '../../src/outputs/qgis-xml.ts';
import { report, type Reported } from '../support/command.ts';
import { CHECKLIST, facility, feature, line, settlement } from '../support/project.ts';
import { rowsOf } from './geopackage-rows.ts';
import { ODD_TOWN } from './odd-town.ts';

interface Tag { readonly name: string; readonly attributes: Readonly<Record<string, string>>; text: string; readonly path: string }

/** Every element, in order. @throws where it is no XML. */
function tagsOf(xml: string): Tag[] {
  const parser = new SaxesParser(), open: Tag[] = [], all: Tag[] = [];
  parser.on('error', (error) => { throw error; });
  parser.on('opentag', ({ name, attributes }) => { const tag = { name, attributes, text: '', path: `${open.at(-1)?.path ?? ''}/${name}` }; open.push(tag); all.push(tag); });
  parser.on('text', (text) => { const tag = open.at(-1); if (tag !== undefined) tag.text += text; });
  parser.on('closetag', () => { open.pop(); });
  parser.write(xml).close();
  return all;
}

function projectOf({ out }: Reported): Tag[] {
  const entries = Object.entries(unzipSync(readFileSync(join(out, 'coverage.qgz'))));
  expect(entries.map(([name]) => name)).toEqual(['coverage.qgs']);
  return tagsOf(new TextDecoder().decode(entries[0][1]));
}

test('every layer of the tree is in the project, with a long id of its own and a relative path to a layer of the GeoPackage', async () => {
  const told = await report(ODD_TOWN, ['--formats', 'qgz']), tags = projectOf(told);
  const inTree = tags.filter((t) => t.name === 'layer-tree-layer').map((t) => t.attributes.id), inProject = tags.filter((t) => t.path.endsWith('/maplayer/id')).map((t) => t.text);
  expect(inTree).toEqual(inProject);
  expect(new Set(inTree).size).toBe(inTree.length);
  for (const id of inTree) expect(id.length).toBeGreaterThanOrEqual(14); // QGIS replaces shorter ones
  const tables = new Set(rowsOf(told, 'SELECT table_name FROM gpkg_contents').map((r) => r.table_name));
  for (const { text } of tags.filter((t) => t.name === 'datasource')) {
    const [path, layer] = text.split('|layername=');
    expect([path, tables.has(layer)]).toEqual(['./coverage.gpkg', true]);
  }
});

test('services stand below their tasks, each with its limits and where these are from', async () => {
  const tags = projectOf(await report(ODD_TOWN, ['--formats', 'qgz', '--lang', 'zh']));
  const names = tags.filter((t) => /^layer-tree-(group|layer)$/.test(t.name) && 'name' in t.attributes).map((t) => t.attributes.name);
  expect(names).toEqual([
    '居民点（一次看一项）', '缺少的基本服务数（必须补＋试点补）', '任务 3 便民商业', '诊所（15 分钟）', '任务 5 公共空间', '菜场（10 分钟）', '任务 6 文化体育', '图书馆（10 分钟）', '任务 7 绿色出行', '泳池（10 分钟 *）',
    '缺口', '设施', '乡镇', '接入线', '步行路网', '服务清单',
  ]);
});

test('with --catchments a service is shown together with the ground it serves', async () => {
  const tags = projectOf(await report({}, ['--formats', 'qgz', '--catchments']));
  const shown = tags.filter((t) => /^layer-tree-(group|layer)$/.test(t.name) && 'name' in t.attributes).map((t) => [t.attributes.name, t.attributes.checked]), at = shown.findIndex(([name]) => name === 'Market (10 min)');
  expect(shown.slice(at, at + 3)).toEqual([['Market (10 min)', 'Qt::Unchecked'], ['Settlements', 'Qt::Checked'], ['Ground served', 'Qt::Checked']]);
  expect(tags.filter((t) => t.name === 'datasource').map((t) => t.text)).toContain('./coverage.gpkg|layername=served|subset="service_id" = \'market\'');
  expect(shown.some(([name]) => name === 'Library (10 min)')).toBe(true); // of which nothing is known, and which has no ground
});

test('at first the overview is shown over facilities, townships and the network, and no view of a single service', async () => {
  const tags = projectOf(await report(ODD_TOWN, ['--formats', 'qgz']));
  expect(tags.filter((t) => t.name === 'layer-tree-layer' && t.attributes.checked === 'Qt::Checked').map((t) => t.attributes.id)).toEqual(['settlements', 'facilities', 'townships', 'network'].map((name) => `lifecircle_layer_${name}`));
});

test('the map begins with all settlements and facilities in view', async () => {
  const told = await report({}, ['--formats', 'json,qgz']), tags = projectOf(told);
  const sideOf = (name: string): number => Number(tags.find((t) => t.path === `/qgis/mapcanvas/extent/${name}`)?.text);
  // Web Mercator: x = R × lon in radians; the street of 2 km is 2 km / cos 31.6° wide there, and the margin 5 % on either side.
  const { settlements } = told.coverage, x = settlements.map((s) => (6_378_137 * (s.lon ?? NaN) * Math.PI) / 180), width = x[1] - x[0];
  expect(sideOf('xmin')).toBeCloseTo(x[0] - Math.max(200, 0.05 * width), 0);
  expect(sideOf('xmax')).toBeCloseTo(x[1] + Math.max(200, 0.05 * width), 0);
  expect(sideOf('ymax') - sideOf('ymin')).toBeCloseTo(400, 0);
});

test('each service has a colour for every status, and one for settlements that are not asked', async () => {
  const [urban, rural] = CHECKLIST.tables, tags = projectOf(await report({ checklist: { tables: [urban, { ...rural, services: rural.services.slice(0, 1) }] } }, ['--formats', 'qgz']));
  const renderers = tags.filter((t) => t.path === '/qgis/projectlayers/maplayer/renderer-v2' && 'attr' in t.attributes && t.attributes.attr.startsWith('status_'));
  expect(renderers.map((t) => t.attributes.attr)).toEqual(['status_clinic', 'status_market', 'status_library']); // by task: 3, 5, 6
  const values = tags.filter((t) => t.name === 'category').map((t) => t.attributes.value), statuses = ['gap', 'covered', 'unknown'];
  // Villages are asked for a market only.
  expect(values.slice(0, 11)).toEqual([...statuses, '', ...statuses, ...statuses, '']);
});

test('the classes of the overview hold every number of missing services once, and what is unknown is none of them', () => {
  const { renderer } = overviewStyle({ box: null, mostPeople: 100, gapClasses: [1, 2, 17, 22], isOfAreas: false }, 'marker', 'en'), [unknown, none, ...classes] = renderer.type === 'rules' ? renderer.rules : [];
  expect([unknown.filter, none.filter]).toEqual(['"covered" + "gaps_required" + "gaps_pilot" + "gaps_advisory" = 0', '"gaps_required" + "gaps_pilot" = 0 AND NOT ("covered" + "gaps_required" + "gaps_pilot" + "gaps_advisory" = 0)']);
  expect(classes.map((c) => c.label)).toEqual(['missing 1', 'missing 2–16', 'missing 17–21', 'missing 22+']);
  const bounds = classes.map(({ filter }) => [...String(filter).matchAll(/"gaps_required" \+ "gaps_pilot" [<>]= (\d+)/g)].map((m) => Number(m[1])));
  for (let missing = 1; missing <= 27; missing++) expect(bounds.filter(([least, most = Infinity]) => missing >= least && missing <= most), String(missing)).toHaveLength(1);
});

test('where all lack as many, there is one class', async () => {
  const services = Array.from({ length: 8 }, (_, i) => ({ ...CHECKLIST.tables[0].services[0], id: `market_${i}`, satisfiedBy: [] }));
  const facilities = services.flatMap(({ id }, i) => [facility(`f${i}`, id, [i * 5000, 0])]), settlements = services.map((_, i) => settlement(`s${i}`, [i * 5000, 0], { kind: 'urban', tier: 'core' }));
  const told = await report({ checklist: { tables: [{ ...CHECKLIST.tables[0], services }, CHECKLIST.tables[1]] }, facilities, settlements, walk: [feature('w', line([0, 0], [40_000, 0]))] }, ['--formats', 'json,geojson']);
  expect(told.coverage.settlements.map((s) => s.gaps.required)).toEqual(Array(8).fill(7)); // each reaches its own only
  expect(tagsOf(told.text('settlements.qml')).filter((t) => t.name === 'rule').map((t) => t.attributes.label)).toEqual(['unknown: off the network, or no data', 'none missing', 'missing 1+']);
});

test('settlements.qml names every column of settlements.geojson, and its values', async () => {
  const told = await report(ODD_TOWN, ['--formats', 'geojson', '--lang', 'zh']), tags = tagsOf(told.text('settlements.qml'));
  const columns = new Set((JSON.parse(told.text('settlements.geojson')) as { features: { properties: object }[] }).features.flatMap(({ properties }) => Object.keys(properties)));
  const aliases = new Map(tags.filter((t) => t.name === 'alias').map((t) => [t.attributes.field, t.attributes.name]));
  expect(new Set(aliases.keys())).toEqual(columns);
  expect([aliases.get('status_market'), aliases.get('minutes_market')]).toEqual(['菜场：状态', '菜场：最近 (分钟)']);
  expect(tags.filter((t) => t.path.startsWith('/qgis/fieldConfiguration/field') && t.attributes.value === 'gap').every((t) => t.attributes.name === '缺口')).toBe(true);
});

test('settlements that are mostly areas are styled as areas', async () => {
  const yard = { type: 'Polygon', coordinates: [[[121.5, 31.6], [121.501, 31.6], [121.501, 31.601], [121.5, 31.6]]] };
  const told = await report({ settlements: [{ type: 'Feature', properties: { id: 'a' }, geometry: yard }] }, ['--formats', 'geojson']), tags = tagsOf(told.text('settlements.qml'));
  expect(tags.find((t) => t.name === 'layerGeometryType')?.text).toBe('2');
  expect(new Set(tags.filter((t) => t.name === 'symbol').map((t) => t.attributes.type))).toEqual(new Set(['fill']));
});

test('names cannot break out of the XML, and what XML cannot hold becomes U+FFFD', async () => {
  const name = '"/><script>\u0000\u001b]]>𠮷&', told = await report({ project: { name: { zh: name, en: name } } }, ['--formats', 'qgz']), tags = projectOf(told);
  expect(tags.find((t) => t.path === '/qgis/title')?.text).toBe('"/><script>\ufffd\ufffd]]>𠮷&');
  expect(tags.some((t) => t.name === 'script')).toBe(false);
  expect(escapeXml('a\ud800b\n')).toBe('a\ufffdb&#10;');
});
