/**
 * The small town: a (300 people, Reedham, core town) has the market m1 at 500 m and the clinic c1; b (100, Saltby, village) has neither.
 * Planned: a library for each (10 minutes at 60 m/min, so within 600 m of them) and a market for b.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assessTownships } from '../../src/checks/assess-townships.ts';
import type { PlannedProject } from '../../src/inputs/action-plan.ts';
import { assessPlan } from '../../src/pipeline-assess.ts';
import { readCoverage } from '../../src/pipeline-comparison.ts';
import { command } from '../support/command.ts';
import { facility, FACILITIES, writeProject } from '../support/project.ts';
import { toDegrees } from '../support/town.ts';

const HEADING = '序号,建设项目,任务,五宜,类别,位置,规模,实施主体,责任部门,资金来源,金额（万元）,年度,时间节点,状态,新增覆盖人口,重复率,项目编号,服务代码,乡镇,场地编号,经度,纬度';
const row = (number: number, id: string, service: string, township: string, x: number, milestone: string, status: string, site = ''): string =>
  [number, `${id}项目`, '', '', '', '', '', '', '', '', 10, 2025, milestone, status, '', '', id, service, township, site, ...toDegrees([x, 0])].join(',');
const LIBRARIES = [facility('lib', 'library', [1200, 0], { status: 'closed' })];
/** The library of Reedham is built, the market of Saltby is late, its library not due. */
const ROWS = [
  row(1, 'p1', 'library', 'Reedham', 100, '2025年1月启动，2025年6月底前建成', '已建'), row(2, 'p2', 'market', 'Saltby', 1900, '2025年1月启动，2025年12月底前建成', '在建'),
  row(3, 'p3', 'library', 'Saltby', 2000, '2026年1月启动，2026年12月底前建成', '拟建'),
];

function plan(rows: readonly string[] = ROWS, facilities: readonly object[] = [...FACILITIES, ...LIBRARIES]): [folder: string, table: string] {
  const folder = writeProject({ facilities }), table = join(folder, 'projects.csv');
  writeFileSync(table, `\ufeff${[HEADING, ...rows].join('\r\n')}\r\n`);
  return [folder, table];
}

/** "township indicator baseline target actual completion". */
async function assessed(date: string, given = plan()): Promise<string[]> {
  const { assessment } = await assessPlan(given[0], { actual: given[1], baseline: null, date });
  return assessment.rows.map(({ township, indicator, baseline, target, actual, completion }) => `${township} ${indicator.kind === 'service' ? indicator.service : indicator.kind} ${baseline} ${target} ${actual} ${completion}`);
}

test('each township against what was due: projects, required gaps, coverage, the services that were to come', async () => {
  // Of a the basic market and library count as required; the clinic is of quality. Coverage of all three services in Reedham: 2 of 3, then 3 of 3.
  // Saltby: none of 3, with the market 1 of 3. District, in people once for each service: 600 of 1200, target 900 + 100 of 1200, actual 900.
  expect(await assessed('2025-12-31')).toEqual([
    'Reedham due-projects 0 1 1 1', 'Reedham required-gaps 1 0 0 1', 'Reedham coverage 0.6667 1 1 1', 'Reedham library 0 1 1 1',
    'Saltby due-projects 0 1 0 0', 'Saltby required-gaps 0 0 0 null', 'Saltby coverage 0 0.3333 0 0', 'Saltby market 0 1 0 0',
    'null due-projects 0 2 1 0.5', 'null required-gaps 1 0 0 1', 'null coverage 0.5 0.8333 0.75 0.75', 'null library 0 0.75 0.75 1', 'null market 0.75 1 0.75 0',
  ]);
});

test('before anything is due there is nothing to complete; what is built early counts', async () => {
  expect((await assessed('2025-06-29')).slice(0, 3)).toEqual(['Reedham due-projects 0 0 0 null', 'Reedham required-gaps 1 1 0 null', 'Reedham coverage 0.6667 0.6667 1 null']);
});

test('late is what was due before the day and does not stand, the longest late first', async () => {
  const [folder, table] = plan(), late = async (date: string) => (await assessPlan(folder, { actual: table, baseline: null, date })).assessment.late.map(({ id, due, daysLate, status }) => `${id} ${due} ${daysLate} ${status}`);
  expect(await late('2025-12-31')).toEqual([]);
  expect(await late('2026-01-10')).toEqual(['p2 2025-12-31 10 under-way']);
  expect(await late('2027-01-01')).toEqual(['p2 2025-12-31 366 under-way', 'p3 2026-12-31 1 not-begun']);
});

test('what is done and in the data already is not built twice, and a baseline says how it was before', async () => {
  const [before] = plan(), [folder, table] = plan(ROWS, [...FACILITIES, ...LIBRARIES, facility('p1', 'library', [100, 0])]), baseline = join(folder, 'old.json');
  writeFileSync(baseline, JSON.stringify(await readCoverage(before, () => undefined)));
  const { assessment } = await assessPlan(folder, { actual: table, baseline, date: '2025-12-31' });
  expect(assessment.rows.filter(({ township }) => township === 'Reedham').map(({ baseline: was, target, actual }) => [was, target, actual])).toEqual([[0, 1, 1], [1, 0, 0], [0.6667, 1, 1], [0, 1, 1]]);
});

test('a project inside a facility stands where that is, whatever coordinates the table has', async () => {
  const rows = [row(1, 'p1', 'library', 'Reedham', 5000, '2025年6月底前建成', '已建', 'm1')];
  expect((await assessed('2025-12-31', plan(rows)))[3]).toBe('Reedham library 0 1 1 1');
});

test('the target is the baseline with the due projects in it, as if they were in the data', async () => {
  const [folder, table] = plan(), { assessment } = await assessPlan(folder, { actual: table, baseline: null, date: '2027-12-31' });
  const [all] = plan([], [...FACILITIES, ...LIBRARIES, facility('p1', 'library', [100, 0]), facility('p2', 'market', [1900, 0]), facility('p3', 'library', [2000, 0])]), byHand = await readCoverage(all, () => undefined);
  const { assessment: other } = { assessment: assessTownships([], { baseline: byHand, target: byHand, actual: byHand }, '2027-12-31') };
  const coverage = (of: typeof assessment): unknown[] => of.rows.filter(({ indicator: { kind } }) => kind === 'coverage').map(({ township, target }) => [township, target]);
  expect(coverage(assessment)).toEqual(coverage(other));
});

test('the command writes both tables and a workbook, in either language', async () => {
  const [folder, table] = plan(), out = join(folder, 'results'), { code, stdout, stderr } = await command(['assess', folder, '--actual', table, '--date', '2026-02-01', '--out', out, '--lang', 'zh']);
  expect([code, stdout]).toEqual([0, '']);
  const text = (name: string): string[] => readFileSync(join(out, name), 'utf8').replace(/^\ufeff/, '').split('\r\n');
  expect(text('assessment.csv').slice(0, 5)).toEqual(['乡镇,指标,基线,目标,实际,完成率', 'Reedham,到期项目建成数（个）,0,1,1,1', 'Reedham,必须补缺口数（个）,1,0,0,1', 'Reedham,全部服务覆盖率,0.6667,1,1,1', 'Reedham,图书馆覆盖率,0,1,1,1']);
  expect(text('late.csv').slice(0, 2)).toEqual(['序号,建设项目,乡镇,时间节点,状态,逾期天数,项目编号,服务代码', '2,p2项目,Saltby,2025-12-31,在建,32,p2,market']);
  expect(readFileSync(join(out, 'assessment.xlsx')).subarray(0, 2).toString()).toBe('PK');
  expect(stderr).toContain('逾期项目: 1\n');
});

test('rows without an id or a service, and ids twice, are faults; words that are no status, and no day, are notices', async () => {
  const [folder, table] = plan([row(1, '', 'market', 'Saltby', 0, '', '拟建'), row(2, 'p', '', 'Saltby', 0, '', '拟建'), row(3, 'q', 'market', 'Saltby', 0, '', '拟建'), row(4, 'q', 'market', 'Saltby', 0, '', '拟建')]);
  const { code, stderr } = await command(['assess', folder, '--actual', table]);
  expect([code, stderr.match(/(?<=error: ).*?(?=\. )/g)]).toEqual([2, ['projects.csv:2: the project has no 项目编号 (id)', 'projects.csv:3: the project "p" has no 服务代码 (service_id)', 'projects.csv:5: the project "q" is there already at projects.csv:4']]);
  const [odd, oddTable] = plan([row(1, 'p1', 'library', 'Reedham', 100, 'soon', 'maybe').replace(',2025,', ',,')]), { notices, assessment } = await assessPlan(odd, { actual: oddTable, baseline: null, date: '2030-01-01' });
  expect(notices.map(({ code: of, what }) => `${of}: ${what.split(': ').at(-1)}`)).toEqual(['unknown-value: p1 "maybe"', 'unreadable-value: p1']);
  expect(assessment.late).toEqual([]);
});

test('townships of a table that are not in the data have their projects and nothing else', async () => {
  const coverage = await readCoverage(writeProject(), () => undefined), one: PlannedProject = { number: '1', name: '', id: 'p', service: 'market', township: 'Elsewhere', site: '', capacity: '', area: '', status: 'not-begun', due: '2025-01-01', feature: { where: '', id: 'p', properties: {}, geometry: null } };
  expect(assessTownships([one], { baseline: coverage, target: coverage, actual: coverage }, '2025-06-01').rows.slice(0, 3).map(({ township, target, actual }) => [township, target, actual])).toEqual([['Elsewhere', 1, 0], ['Elsewhere', null, null], ['Elsewhere', null, null]]);
});
