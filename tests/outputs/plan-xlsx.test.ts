import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderPlanJson } from '../../src/outputs/plan-json.ts';
import { renderPlanXlsx } from '../../src/outputs/xlsx/plan-xlsx.ts';
import { computePlan } from '../../src/pipeline-plan.ts';
import type { PlanResult } from '../../src/plan/plan-result.ts';
import { command } from '../support/command.ts';
import { collection, facility, feature, LAYERS, point, temporaryFolder, writeProject, type ProjectParts } from '../support/project.ts';
import { readWithOpenpyxl, recordsOf, rowsOf, testWithOpenpyxl, type Value } from './workbooks.ts';

type PlanFile = PlanResult & { readonly manifest: Pick<PlanResult, 'inputs' | 'parameters'> };

const SHEETS = { en: ['Projects', 'Years', 'Effect', 'Unmet', 'Spare', 'Notes'], zh: ['年度行动计划', '年度', '成效', '未能满足', '可撤并', '说明'] };
const shown = (value: unknown): Value => (value === '' || value === undefined ? null : value as Value);
const result = await computePlan(join(import.meta.dirname, '../../data/demo'), { today: '2026-11-26', budget: null, years: null, timeLimitSeconds: 2 });

/** The plan of the demo district, in English. */
function demo(): { readonly path: string; readonly plan: PlanFile } {
  const path = join(temporaryFolder(), 'plan.xlsx');
  writeFileSync(path, Buffer.concat([...renderPlanXlsx(result, 'en', 'lifecircle')]));
  return { path, plan: JSON.parse([...renderPlanJson(result, 'lifecircle')].join('')) as PlanFile };
}

/** What the command writes for the small town below. */
async function poorTown(...options: string[]): Promise<{ readonly path: string; readonly headings: string[] }> {
  const out = join(temporaryFolder(), 'out'), { code, stderr } = await command(['plan', writeProject(POOR), '--out', out, '--date', '2026-11-26', ...options]);
  expect(code, stderr).toBe(0);
  return { path: join(out, 'plan.xlsx'), headings: readFileSync(join(out, 'projects.csv'), 'utf8').replace(/^\ufeff/, '').split('\r\n')[0].split(',') };
}

// a reaches market and clinic, b neither. Two markets stand beside each other; the township cannot pay for the clinic.
const POOR: ProjectParts = {
  project: {
    layers: { ...LAYERS, candidates: 'candidates.geojson' },
    plan: { years: [{ year: 2026, district: 30, eachTownship: 5 }], junctions: false, costs: { market: { cost: 20, months: 6 }, clinic: { cost: 40, months: 14 } }, rules: [{ services: ['clinic'], districtShare: 0 }] },
  },
  facilities: [facility('m1', 'market', [500, 0]), facility('m2', 'market', [510, 0]), facility('c1', 'clinic', [600, 0])],
  files: { 'candidates.geojson': collection([feature('c1', point(1900, 0), { name: '=Old school', cost: 5 })]) },
};

test('the projects are those of plan.json, with its numbers', () => {
  const { path, plan } = demo(), rows = recordsOf(path, 'Projects');
  expect(rows.length).toBeGreaterThan(50);
  expect(rows.map((r) => [r['number'], r['cost_10000_yuan'], r['year'], r['newly_covered'], r['duplication'], r['id'], r['service_id'], r['township'], r['lon'], r['lat']]))
    .toEqual(plan.projects.map((p) => [p.number, p.cost, p.year, p.newlyCovered, p.duplication, p.id, p.service, shown(p.township), p.lon, p.lat]));
});

test('the effect is that of every stage, in the whole district and in each township', () => {
  const { path, plan: { stages } } = demo();
  const expected = stages.flatMap(({ stage, projects, total, townships }) => [{ name: 'whole district', built: projects, ...total }, ...townships.map((t) => ({ built: null, ...t }))].map((t) => [
    typeof stage === 'number' ? `end of ${stage}` : stage === 'all' ? 'when all is built' : stage, t.name === '' ? '(no township)' : t.name, t.built, t.coverage ?? 'Unknown', t.gaps.required, t.gaps.pilot, t.gaps.advisory, t.pairs.covered, t.pairs.gap, t.pairs.unknown, t.people.covered, t.people.gap, t.people.unknown,
  ]));
  expect(rowsOf(path, 'Effect').slice(1)).toEqual(expected);
  expect(expected.length).toBeGreaterThan(10);
});

test('each gap that stays and each facility that could go has its row', () => {
  const { path, plan: { unmet, spare } } = demo();
  expect(recordsOf(path, 'Unmet').map((r) => [r['Severity'], r['Township'], r['Settlement id'], r['Service id'], r['Residents']])).toEqual(unmet.map((u) => [u.severity, shown(u.township), u.settlement, u.service, u.people]));
  expect(recordsOf(path, 'Spare').map((r) => [r['Facility'], r['Type'], r['Facility id'], r['Longitude'], r['Latitude']])).toEqual(spare.map((f) => [shown(f.name), f.type, f.id, f.lon, f.lat]));
  expect([unmet.length > 0, spare.length > 0]).toEqual([true, true]);
});

test('every number of every sheet is one of plan.json', () => {
  const { path, plan } = demo(), known = new Set([...JSON.stringify(plan).matchAll(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g)].map(([number]) => Number(number)));
  let count = 0;
  for (const sheet of SHEETS.en) {
    for (const value of rowsOf(path, sheet).flat()) if (typeof value === 'number') { expect(known, `${sheet}: ${value}`).toContain(value); count++; }
  }
  expect(count).toBeGreaterThan(500);
});

test('the notes have the proof, every file, notice and parameter, and whose figure each cost is', () => {
  const { path, plan: { solution, manifest, notices, projects } } = demo(), rows = rowsOf(path, 'Notes');
  for (const row of [['Weight of the gaps closed', solution.value], ['Proven bound', solution.bound], ['Gap to the bound, share', solution.gap], ['Proven the best', solution.isProven ? 'yes' : 'no']]) expect(rows).toContainEqual(row);
  for (const { file, sha256 } of manifest.inputs) expect(rows).toContainEqual(expect.arrayContaining([file, sha256]));
  for (const { code, where, count } of notices) expect(rows).toContainEqual(expect.arrayContaining([code, count, where]));
  expect(rows).toContainEqual(['Weights of gaps', 'required: 9, pilot: 3, advisory: 1']);
  const costs = rows.slice(rows.findIndex(([first]) => first === 'Project') + 1).filter((row) => row.length > 0);
  expect(costs.map(([, basis, cost, siteCost]) => [basis, cost, siteCost])).toEqual(projects.map((p) => [p.costStatus === 'proposed' ? 'proposed' : 'given by the project file', p.cost, p.siteCost]));
});

test('in Chinese: the columns of projects.csv, each payer of a year, what is late, what stays and why, what could go', async () => {
  const { path, headings } = await poorTown('--lang', 'zh');
  expect(SHEETS.zh.map((name) => rowsOf(path, name).length > 1)).toEqual(SHEETS.zh.map(() => true));
  expect(rowsOf(path, '年度行动计划')[0]).toEqual(headings);
  // The market costs 20 and its place 5, all of it the district's; the plan of 2026 was due a year ago. 30 + 5 - 25 = 10.
  expect(rowsOf(path, '年度').slice(1)).toEqual([[2026, '合计', null, 1, 35, 25, 10, '2025-11-30', '已过期', '是'], [2026, '区财政', null, null, 30, 25], [2026, '镇财政', 'Saltby', null, 5, 0]]);
  expect(recordsOf(path, '未能满足').map((r) => [r['居民点编号'], r['服务代码'], r['原因']])).toEqual([['b', 'clinic', '预算不足']]);
  expect(recordsOf(path, '可撤并').map((r) => r['设施编号'])).toEqual(['m1', 'm2']);
  expect(rowsOf(path, '说明').flat()).toContain('项目文件给出');
});

test('the workbook goes back to assess as it is', async () => {
  const { path } = await poorTown('--lang', 'zh'), project = writeProject(POOR), { code, stderr } = await command(['assess', project, '--actual', path, '--out', join(temporaryFolder(), 'out'), '--date', '2026-12-31']);
  expect([code, stderr.match(/Late projects: \d+/)?.[0]]).toEqual([0, 'Late projects: 1']);
});

testWithOpenpyxl('openpyxl reads the same sheets, headings that stay in sight, and a name like a formula as text', async () => {
  const { path } = await poorTown('--lang', 'en', '--formats', 'csv,xlsx'), sheets = readWithOpenpyxl(path);
  expect(sheets.map(({ name, freeze }) => [name, freeze])).toEqual([['Projects', 'C2'], ['Years', 'B2'], ['Effect', 'C2'], ['Unmet', 'D2'], ['Spare', 'B2'], ['Notes', null]]);
  expect(sheets.flatMap(({ rows }) => rows.flat()).filter(([, type]) => type === 'f')).toEqual([]);
});
