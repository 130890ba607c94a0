/**
 * A plan and what it promised, held against the data of a later day. The street of two kilometres: a (300 people, Reedham, core town) at 0 m,
 * b (100, Saltby, village) at 2000 m; market at 500 m, clinic at 600 m. Planned for b: a market in 2027 and a clinic, which opens in 2028.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command } from '../support/command.ts';
import { area, collection, facility, feature, FACILITIES, LAYERS, settlement, SETTLEMENTS, writeProject, type ProjectParts } from '../support/project.ts';

const TOWN: ProjectParts = {
  project: {
    layers: { ...LAYERS, candidates: 'candidates.geojson' }, capacity: { market: { of: 'population', perThousand: 100 } },
    plan: { years: [{ year: 2027, total: 60 }, { year: 2028, total: 60 }], costs: { market: { cost: 20, months: 6 }, clinic: { cost: 40, months: 12 } }, junctions: false, capacities: { market: 10 } },
  },
  facilities: [facility('m1', 'market', [500, 0], { capacity: 30 }), facility('c1', 'clinic', [600, 0])],
  // The street runs along an area up to 1410 m, 590 m from b: in 10 minutes. The place that the table has for it is its middle, 640 m off.
  files: { 'candidates.geojson': collection([feature('c1x', area([1310, 0], [1410, 0], [1410, 40], [1310, 40]), { name: 'Old school', cost: 5 })]) },
};

async function planned(parts = TOWN): Promise<string> {
  const folder = writeProject(parts), { code, stderr } = await command(['plan', folder, '--out', join(folder, 'plan'), '--date', '2026-11-01']);
  expect(code, stderr).toBe(0);
  return folder;
}

async function assessed(folder: string, ...options: string[]): Promise<{ code: number; stderr: string; rows: string[] }> {
  const out = join(folder, 'assessment'), { code, stderr } = await command(['assess', folder, '--actual', join(folder, 'plan', 'projects.csv'), '--date', '2027-12-31', '--out', out, '--lang', 'en', ...options]);
  return { code, stderr, rows: code === 0 ? readFileSync(join(out, 'promises.csv'), 'utf8').replace(/^\ufeff/, '').trimEnd().split('\r\n') : [] };
}

test('the promise of each township and year is that of the plan, and what its projects bring by the data of today', async () => {
  const { stderr, rows } = await assessed(await planned());
  // Of b the basic market is only piloted: no required gap. Of two services known b has one with the market, then both; a has both all the time.
  expect(rows).toEqual([
    'year,township,indicator,promised,by_the_data_of_today,same',
    '2027,Reedham,gaps of required services,0,0,same', '2027,Reedham,coverage of all services,1,1,same', '2027,Saltby,gaps of required services,0,0,same', '2027,Saltby,coverage of all services,0.5,0.5,same',
    '2027,whole district,gaps of required services,0,0,same', '2027,whole district,coverage of all services,0.875,0.875,same',
    '2028,Reedham,gaps of required services,0,0,same', '2028,Reedham,coverage of all services,1,1,same', '2028,Saltby,gaps of required services,0,0,same', '2028,Saltby,coverage of all services,1,1,same',
    '2028,whole district,gaps of required services,0,0,same', '2028,whole district,coverage of all services,1,1,same',
  ]);
  expect(stderr).toContain('\nThe plan promised what its projects bring by the data of today\n');
});

test('where they differ, it says which data changed and which projects are others', async () => {
  const folder = await planned(), table = join(folder, 'plan', 'projects.csv');
  // More people in b: the market of 10 places is too small for 110 of them.
  writeFileSync(join(folder, 'settlements.geojson'), collection([SETTLEMENTS[0], settlement('b', [2000, 0], { name: 'Birch', township: 'Saltby', kind: 'rural', population: 110 })]));
  const changed = await assessed(folder);
  expect(changed.rows.filter((row) => row.endsWith('differs'))).toEqual([
    '2027,Saltby,coverage of all services,0.5,0,differs', '2027,whole district,coverage of all services,0.875,0.7317,differs', // 600 / 820
    '2028,Saltby,coverage of all services,1,0.5,differs', '2028,whole district,coverage of all services,1,0.8659,differs', // 710 / 820
  ]);
  expect(changed.stderr).toContain('4 promises of the plan differ from what its projects bring by the data of today: the data changed since the plan: settlements.geojson\n');
  writeFileSync(join(folder, 'settlements.geojson'), collection(SETTLEMENTS));
  writeFileSync(table, readFileSync(table, 'utf8').replace('2027-06', '2029-06'));
  const late = await assessed(folder);
  expect(late.stderr).toContain('projects that are not those of the plan: plan-market-c1x\n');
  expect(late.rows.filter((row) => row.endsWith('differs')).length).toBe(4);
});

test('what is built already and stands in the data breaks no promise', async () => {
  const folder = await planned();
  writeFileSync(join(folder, 'facilities.geojson'), collection([...(TOWN.facilities as object[]), facility('plan-market-c1x', 'market', [1410, 0], { capacity: 10 })]));
  expect((await assessed(folder)).rows.filter((row) => row.endsWith('differs'))).toEqual([]);
});

test('the plan beside the table is taken, another by name, and without one there are no promises', async () => {
  const folder = await planned(), table = join(folder, 'projects.csv');
  writeFileSync(table, readFileSync(join(folder, 'plan', 'projects.csv')));
  const alone = await command(['assess', folder, '--actual', table, '--out', join(folder, 'alone'), '--lang', 'en']);
  expect([alone.code, alone.stderr.includes('promise')]).toEqual([0, false]);
  expect((await command(['assess', folder, '--actual', table, '--plan', join(folder, 'plan', 'plan.json'), '--out', join(folder, 'named'), '--lang', 'zh'])).stderr).toContain('\n规划目标与按现有数据重算的结果一致\n');
  const wrong = await command(['assess', folder, '--actual', table, '--plan', join(folder, 'facilities.geojson')]);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('facilities.geojson: is no plan.json of this version: ')]);
  const over = await command(['assess', folder, '--actual', table, '--plan', join(folder, 'alone', 'promises.csv'), '--out', join(folder, 'alone')]);
  expect(over.code).toBe(2);
});

test('a plan without projects promises that all stays as it is', async () => {
  const folder = await planned({ ...TOWN, facilities: FACILITIES, project: { ...(TOWN.project as object), plan: { years: [{ year: 2027, total: 0 }], junctions: false } } });
  const { code, stderr } = await assessed(folder);
  expect([code, stderr.includes('Late projects: 0')], stderr).toEqual([0, true]);
});
