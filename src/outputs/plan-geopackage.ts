/** plan.gpkg: the plan for QGIS. Every value in it is one of plan.json. */
import type { PlanResult, ProjectResult } from '../plan/plan-result.ts';
import { writeGeoPackage, type Table } from './geopackage.ts';
import { PLAN_WORDS, projectName } from './plan-words.ts';
import { choicesOf, type ValueColumn } from './settlement-columns.ts';
import { WORDS, type Lang } from './words.ts';

const TEXT = {
  zh: {
    projects: '建设项目', aboutProjects: '年度行动计划的项目，在其场地', effect: '成效（居民点、服务）', aboutEffect: '每个项目改变的核对，按居民点和服务；用居民点编号与 coverage.gpkg 的居民点相连',
    id: '项目编号', number: '序号', name: '建设项目', service: '服务代码', township: '乡镇', site: '场地编号', siteKind: '场地类别', year: '年度', opens: '建成月份', cost: '金额（万元）', siteCost: '其中场地（万元）', costStatus: '造价依据', costOfProject: '项目文件给出',
    implementer: '实施主体', department: '责任部门', funding: '资金来源', newlyCovered: '新增覆盖人口', duplication: '重复率', settlement: '居民点编号', from: '之前', to: '之后',
  },
  en: {
    projects: 'Projects', aboutProjects: 'The projects of the yearly plan, at their sites', effect: 'Effect (settlement, service)', aboutEffect: 'What each project changes, by settlement and service; the settlement id joins it to the settlements of coverage.gpkg',
    id: 'Id', number: 'Number', name: 'Project', service: 'Service id', township: 'Township', site: 'Site id', siteKind: 'Kind of site', year: 'Year', opens: 'Opens by the end of', cost: 'Cost, 10,000 yuan', siteCost: 'Of it for the place, 10,000 yuan', costStatus: 'Whose figure the cost is', costOfProject: 'given by the project file',
    implementer: 'Implementer', department: 'Department', funding: 'Funding', newlyCovered: 'People newly covered', duplication: 'Share who had it already', settlement: 'Settlement id', from: 'Before', to: 'After',
  },
} as const satisfies Record<Lang, Record<string, string>>;

/**
 * Write projects (points) and effect (a table) into a file that is not there yet.
 * @param tool name and version of the program.
 */
export function writePlanGeoPackage(plan: PlanResult, lang: Lang, tool: string, path: string): void {
  const { project, inputs, parameters, checklist } = plan;
  writeGeoPackage(path, [projectTable(plan, lang), effectTable(plan, lang)], JSON.stringify({ tool, project, inputs, parameters, checklist }));
}

function projectTable({ projects }: PlanResult, lang: Lang): Table {
  const t = TEXT[lang];
  const columns: ValueColumn<ProjectResult>[] = [
    { name: 'id', type: 'TEXT', alias: t.id, valueOf: (p) => p.id }, { name: 'number', type: 'INTEGER', alias: t.number, valueOf: (p) => p.number }, { name: 'name', type: 'TEXT', alias: t.name, valueOf: (p) => projectName(p, lang) },
    { name: 'service', type: 'TEXT', alias: t.service, valueOf: (p) => p.service }, { name: 'township', type: 'TEXT', alias: t.township, valueOf: (p) => p.township }, { name: 'site_id', type: 'TEXT', alias: t.site, valueOf: (p) => p.site.id },
    { name: 'site_kind', type: 'TEXT', alias: t.siteKind, choices: choicesOf('site_kind', ['candidate', 'host', 'closed', 'junction'], PLAN_WORDS[lang].kinds), valueOf: (p) => p.site.kind },
    { name: 'year', type: 'INTEGER', alias: t.year, valueOf: (p) => p.year }, { name: 'opens', type: 'TEXT', alias: t.opens, valueOf: (p) => p.opens },
    { name: 'cost', type: 'DOUBLE', alias: t.cost, valueOf: (p) => p.cost }, { name: 'site_cost', type: 'DOUBLE', alias: t.siteCost, valueOf: (p) => p.siteCost },
    { name: 'cost_status', type: 'TEXT', alias: t.costStatus, choices: choicesOf('cost_status', ['project', 'proposed'], { project: t.costOfProject, proposed: WORDS[lang].proposed }), valueOf: (p) => p.costStatus },
    { name: 'implementer', type: 'TEXT', alias: t.implementer, valueOf: (p) => p.implementer }, { name: 'department', type: 'TEXT', alias: t.department, valueOf: (p) => p.department }, { name: 'funding', type: 'TEXT', alias: t.funding, valueOf: (p) => p.funding },
    { name: 'newly_covered', type: 'DOUBLE', alias: t.newlyCovered, valueOf: (p) => p.newlyCovered }, { name: 'duplication', type: 'DOUBLE', alias: t.duplication, valueOf: (p) => p.duplication },
  ];
  const rows = projects.map((p) => ({ geometry: p.lon === null || p.lat === null ? null : { type: 'Point' as const, coordinates: [p.lon, p.lat] }, values: columns.map(({ valueOf }) => valueOf(p) ?? null) }));
  return { name: 'projects', title: t.projects, description: t.aboutProjects, geometry: 'POINT', columns, rows, qml: null };
}

/** A row for each change. The plan does not hold where settlements are. */
function effectTable({ projects }: PlanResult, lang: Lang): Table {
  const t = TEXT[lang], w = WORDS[lang], choices = choicesOf('reached', ['covered', 'gap', 'unknown'], w);
  const rows = projects.flatMap(({ id, year, opens, changes }) => changes.map(({ settlement, service, from, to }) => ({ geometry: null, values: [settlement, service, from, to, id, year, opens] })));
  return {
    name: 'effect', title: t.effect, description: t.aboutEffect, geometry: null, rows, qml: null,
    columns: [
      { name: 'settlement_id', type: 'TEXT', alias: t.settlement }, { name: 'service', type: 'TEXT', alias: t.service }, { name: 'before', type: 'TEXT', alias: t.from, choices }, { name: 'after', type: 'TEXT', alias: t.to, choices },
      { name: 'project_id', type: 'TEXT', alias: t.id }, { name: 'year', type: 'INTEGER', alias: t.year }, { name: 'opens', type: 'TEXT', alias: t.opens },
    ],
  };
}
