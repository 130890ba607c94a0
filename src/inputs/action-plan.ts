/** 年度行动计划 as it comes back: the projects.csv of a plan, its 状态 filled in by those who build. */
import { lastDayOf } from '../core/calendar.ts';
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import { DEGREES } from './crs.ts';
import type { NamedFile } from './files.ts';
import type { RawFeature } from './geojson.ts';
import { readLayer } from './layer.ts';

/** Headings, Chinese and English, as a plan writes them. */
const HEADINGS = {
  number: ['序号', 'number'], name: ['建设项目', 'project'], year: ['年度', 'year'], milestone: ['时间节点', 'milestone'], status: ['状态', 'status'],
  id: ['项目编号', 'id'], service: ['服务代码', 'service_id'], township: ['乡镇', 'township'], site: ['场地编号', 'site_id'], capacity: ['容量', 'capacity'], area: ['面积（平方米）', 'area_square_metres'],
} as const;
const STATUSES: ReadonlyMap<string, PlannedProject['status']> = new Map([
  ...['已建', '已建成', '建成', '完成', '已完成', '竣工', '已竣工', '投用', '已投用', 'done', 'completed', 'built', 'existing'].map((word) => [word, 'done'] as const),
  ...['在建', '建设中', '已开工', '进行中', 'under way', 'underway', 'in progress', 'begun'].map((word) => [word, 'under-way'] as const),
  ...['', '拟建', '未开工', '未启动', '计划', 'planned', 'not begun'].map((word) => [word, 'not-begun'] as const),
]);

export interface PlannedProject {
  /** As in the table; '' where it has none. */
  readonly number: string;
  readonly name: string;
  readonly id: string;
  readonly service: string;
  readonly township: string;
  /** The facility it is in or beside; '' where it says none. */
  readonly site: string;
  /** What it holds and its area, as attributes of a facility; '' where it says none. */
  readonly capacity: string;
  readonly area: string;
  readonly status: 'done' | 'under-way' | 'not-begun';
  /** YYYY-MM-DD: the last day that 时间节点 names, else the end of 年度; null where neither says. */
  readonly due: string | null;
  readonly feature: RawFeature;
}

/** Read every row; faults and oddities go to `findings`. @throws {InputError} if the file cannot be read. */
export async function readActionPlan(file: NamedFile, findings: Findings): Promise<{ readonly projects: readonly PlannedProject[]; readonly sha256: string }> {
  const projects: PlannedProject[] = [], first = new Map<string, string>();
  const { sha256 } = await readLayer({ file, attributes: new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null }, findings, (feature) => {
    const { where } = feature, text = (column: keyof typeof HEADINGS): string => textOf(feature, HEADINGS[column]);
    const number = text('number'), id = text('id'), service = text('service'), status = STATUSES.get(text('status').toLowerCase());
    if (id === '') { findings.fault('missing-id', where, 'the project has no 项目编号 (id)', 'Leave the columns of projects.csv in it'); return; }
    if (service === '') { findings.fault('missing-type', where, `the project ${quote(id)} has no 服务代码 (service_id)`, 'Leave the columns of projects.csv in it'); return; }
    const before = first.get(id);
    if (before !== undefined) { findings.fault('duplicate-id', where, `the project ${quote(id)} is there already at ${before}`, 'Remove one'); return; }
    first.set(id, where);
    if (status === undefined) findings.notice('unknown-value', file.name, '"状态" is none of 已建, 在建, 拟建 (done, under way, planned); 拟建 is taken', `${id} ${quote(text('status'))}`, 1, { where });
    const due = dueOf(text('milestone'), text('year'));
    if (due === null) findings.notice('unreadable-value', file.name, '"时间节点" and "年度" name no day; such projects are never due', id, 1, { where });
    projects.push({ number, id, service, due, name: text('name'), township: text('township'), site: text('site'), capacity: text('capacity'), area: text('area'), status: status ?? 'not-begun', feature });
  });
  return { projects, sha256 };
}

function textOf({ properties }: RawFeature, names: readonly string[]): string {
  const name = names.find((n) => Object.hasOwn(properties, n)), value = name === undefined ? undefined : properties[name];
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

/** The last day that a text names: "2025年1月启动，2026年6月底前建成" is 2026-06-30. */
function dueOf(milestone: string, year: string): string | null {
  const days = [...milestone.matchAll(/\d{4}(?:年\d{1,2}月(?:\d{1,2}日)?|年|[-/.]\d{1,2}(?:[-/.]\d{1,2})?)/g)].flatMap(([text]) => lastDayOf(text) ?? []);
  return days.sort().at(-1) ?? lastDayOf(year);
}
