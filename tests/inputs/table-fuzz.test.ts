/** Tables broken at random: features or faults come out, and nothing else. */
import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { changes, mutate } from '../support/mutations.ts';
import { temporaryFolder } from '../support/project.ts';
import { readTable, workbook } from './table-files.ts';

const SEED = 20240604, RUNS = 400;
const CSV = Buffer.from('编号,名称,经度,纬度,wkt\r\n1,"示范, ""菜""\n市场",121.5,31.6,POINT(121.5 31.6)\r\n2,x,,,"POLYGON((0 0,1 0,1 1,0 0))"\r\n');
const XLSX = workbook({ S: [['清单'], ['编号', '名称', '经度', '纬度', '日期'], [1, { shared: '示范' }, 121.5, 31.6, { date: 45447 }], [2, 'x', null, null, true]] });

/** Every mutation ends in features or faults; some of both. */
async function check(ending: 'csv' | 'xlsx', broken: (list: Parameters<typeof mutate>[1]) => Uint8Array): Promise<void> {
  const folder = temporaryFolder(), seen = { sound: 0, faulty: 0 };
  await fc.assert(fc.asyncProperty(changes, async (list) => {
    const { features, faults } = await readTable(ending, broken(list), null, folder);
    seen[faults.length > 0 ? 'faulty' : 'sound']++;
    for (const fault of faults) expect(fault.length).toBeLessThan(2000);
    for (const { geometry } of features) expect(JSON.stringify(geometry)).not.toMatch(/null[,\]]/);
  }), { numRuns: RUNS, seed: SEED });
  expect(Math.min(seen.sound, seen.faulty)).toBeGreaterThan(0);
}

test('a broken CSV yields features or faults', async () => { await check('csv', (list) => mutate(CSV, list)); });

test('a broken workbook yields features or faults', async () => { await check('xlsx', (list) => mutate(XLSX, list)); });

test('a workbook with broken parts yields features or faults', async () => {
  const parts = unzipSync(XLSX), names = Object.keys(parts);
  await check('xlsx', (list) => {
    const name = names[Math.floor(list[0].at * 1e6) % names.length];
    return zipSync({ ...parts, [name]: mutate(parts[name], list) }, { level: 0 });
  });
});
