import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { computeCoverage } from '../../src/pipeline.ts';
import { command } from '../support/command.ts';
import { writeProject } from '../support/project.ts';

const gcoord = createRequire(import.meta.url)('gcoord') as { transform(position: number[], from: string, to: string): [number, number]; WGS84: string; GCJ02: string };

const WALK = [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [[121.5, 31.6], [121.51, 31.6]] } }];
const SETTLEMENTS = '\ufeff编号,名称,乡镇,城乡,人口,经度,纬度\r\ns1,"东村, 一组",堡镇,乡村, 120 ,121.5,31.6\r\ns2,西村,堡镇,乡村,80,121.505,31.6\r\n';

/** A project whose settlements and facilities are tables. */
function tableProject(facilities: string, source: object): string {
  const folder = writeProject({ walk: WALK, project: { layers: { settlements: 'settlements.csv', facilities: { file: 'poi.csv', ...source }, walk: 'walk.geojson' }, checklist: 'chongming' } });
  writeFileSync(join(folder, 'settlements.csv'), SETTLEMENTS);
  writeFileSync(join(folder, 'poi.csv'), facilities);
  return folder;
}

test('a table of settlements with Chinese headings and a table of facilities make a report', async () => {
  const result = await computeCoverage(tableProject('id,type,name,lon,lat\nf1,pharmacy,药店,121.504,31.6\n', {}));
  const settlements = [...result.settlements];
  expect(settlements.map((s) => [s.id, s.name, s.township, s.kind, s.population])).toEqual([['s1', '东村, 一组', '堡镇', 'rural', 120], ['s2', '西村', '堡镇', 'rural', 80]]);
  expect(settlements.map((s) => s.services.get('pharmacy')?.facilityId)).toEqual(['f1', 'f1']);
});

test('a number in a table that is none is a fault with its line', async () => {
  const folder = tableProject('id,type,lon,lat\nf1,pharmacy,121.504,31.6\n', {});
  writeFileSync(join(folder, 'settlements.csv'), SETTLEMENTS.replace(' 120 ', '约120'));
  await expect(computeCoverage(folder)).rejects.toThrow(/settlements\.csv:2: "population" is "约120", expected a number from 0 /);
});

test('an export of 高德 goes in as it is: types by mapping, coordinates by declaration, doubts into a file for review', async () => {
  const at = (lon: number): string => gcoord.transform([lon, 31.6], gcoord.WGS84, gcoord.GCJ02).map((d) => d.toFixed(6)).join();
  const folder = tableProject([
    'id,name,type,typecode,location',
    `B001,堡镇菜市场,购物服务;综合市场;农副产品市场,060703,"${at(121.503)}"`,
    `B002,停车场,交通设施服务;停车场,150900,"${at(121.504)}"`,
  ].join('\n'), { crs: 'gcj02', mapping: 'amap' });
  const out = join(folder, 'out');
  const { code, stderr } = await command(['report', folder, '--out', out]);
  expect([code, stderr.includes('poi-unmatched × 1')]).toEqual([0, true]);
  const { facilities } = JSON.parse(readFileSync(join(out, 'coverage.json'), 'utf8')) as { facilities: { id: string; type: string; lon: number }[] };
  expect(facilities.map((f) => [f.id, f.type])).toEqual([['B001', 'wet_market']]);
  expect(Math.abs(facilities[0].lon - 121.503)).toBeLessThan(1e-5);
  expect(readFileSync(join(out, 'poi-review.csv'), 'utf8').split('\r\n').slice(0, 2).join('\n')).toMatch(/^\ufeffwhere,id,name,code,type,confidence,why\npoi\.csv:3,B002,停车场,150900,,,/);
});

test('a mapping that does not exist is a fault that suggests one', async () => {
  await expect(computeCoverage(tableProject('id,name,location\nB1,x,"121.5,31.6"\n', { mapping: 'amab' }))).rejects.toThrow(/amab.*amap/s);
});
