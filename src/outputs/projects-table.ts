/** 年度行动计划: a row for each project, the columns of the plan's own words first; shown by projects.csv and plan.xlsx. What nobody has said stands there as 待定. */
import type { PlanResult, ProjectResult } from '../plan/plan-result.ts';
import { PLAN_WORDS, projectName, projectPlace, projectSize } from './plan-words.ts';
import { taskName } from './task-names.ts';
import { WORDS, type Lang } from './words.ts';

type Cell = string | number | null;

interface ProjectColumn { readonly heading: Readonly<Record<Lang, string>>; readonly of: (project: ProjectResult, lang: Lang) => Cell }

const decided = (text: string | null, lang: Lang): string => text ?? PLAN_WORDS[lang].open;

const PROJECT_COLUMNS: readonly ProjectColumn[] = [
  { heading: { zh: '序号', en: 'number' }, of: ({ number }) => number },
  { heading: { zh: '建设项目', en: 'project' }, of: projectName },
  { heading: { zh: '任务', en: 'task' }, of: ({ task }, lang) => (task === null ? '' : taskName(task, lang)) },
  { heading: { zh: '五宜', en: 'dimensions' }, of: ({ dimensions }) => dimensions.join(' ') },
  { heading: { zh: '类别', en: 'class' }, of: (p, lang) => (p.class === null ? '' : WORDS[lang][p.class]) },
  { heading: { zh: '位置', en: 'place' }, of: projectPlace },
  { heading: { zh: '规模', en: 'size' }, of: (p, lang) => decided(projectSize(p, lang), lang) },
  { heading: { zh: '实施主体', en: 'implementer' }, of: ({ implementer }, lang) => decided(implementer, lang) },
  { heading: { zh: '责任部门', en: 'department' }, of: ({ department }, lang) => decided(department, lang) },
  { heading: { zh: '资金来源', en: 'funding' }, of: ({ funding }, lang) => decided(funding, lang) },
  { heading: { zh: '金额（万元）', en: 'cost_10000_yuan' }, of: ({ cost }) => cost },
  { heading: { zh: '年度', en: 'year' }, of: ({ year }) => year },
  { heading: { zh: '时间节点', en: 'milestone' }, of: ({ year, opens }, lang) => PLAN_WORDS[lang].milestone(year, opens) },
  { heading: { zh: '状态', en: 'status' }, of: (_, lang) => PLAN_WORDS[lang].planned },
  { heading: { zh: '新增覆盖人口', en: 'newly_covered' }, of: ({ newlyCovered }) => newlyCovered },
  { heading: { zh: '重复率', en: 'duplication' }, of: ({ duplication }) => duplication },
  { heading: { zh: '项目编号', en: 'id' }, of: ({ id }) => id },
  { heading: { zh: '服务代码', en: 'service_id' }, of: ({ service }) => service },
  { heading: { zh: '乡镇', en: 'township' }, of: ({ township }) => township },
  { heading: { zh: '场地编号', en: 'site_id' }, of: ({ site }) => site.id },
  { heading: { zh: '经度', en: 'lon' }, of: ({ lon }) => lon },
  { heading: { zh: '纬度', en: 'lat' }, of: ({ lat }) => lat },
  { heading: { zh: '容量', en: 'capacity' }, of: ({ capacity }) => capacity },
  { heading: { zh: '面积（平方米）', en: 'area_square_metres' }, of: ({ areaSquareMetres }) => areaSquareMetres },
];

/** The heading first. */
export function* projectRows({ projects }: PlanResult, lang: Lang): Generator<Cell[]> {
  yield PROJECT_COLUMNS.map(({ heading }) => heading[lang]);
  for (const project of projects) yield PROJECT_COLUMNS.map(({ of }) => of(project, lang));
}
