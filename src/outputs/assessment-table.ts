/** 考核表, and the list of late projects: the rows of assessment.csv, late.csv and assessment.xlsx. */
import type { Assessment, AssessmentRow, LateProject } from '../checks/assess-townships.ts';
import type { Lang } from './words.ts';

type Cell = string | number | null;
type Names = ReadonlyMap<string, Readonly<Record<Lang, string>>>;

export const ASSESSMENT_WORDS = {
  zh: {
    assessment: '考核表', late: '逾期项目', title: (date: string) => `年度行动计划考核（截至${date}）`, district: '全区', none: '（未填）',
    columns: ['乡镇', '指标', '基线', '目标', '实际', '完成率'], lateColumns: ['序号', '建设项目', '乡镇', '时间节点', '状态', '逾期天数', '项目编号', '服务代码'],
    'due-projects': '到期项目建成数（个）', 'required-gaps': '必须补缺口数（个）', coverage: '全部服务覆盖率', service: (name: string) => `${name}覆盖率`,
    'under-way': '在建', 'not-begun': '未开工',
  },
  en: {
    assessment: 'Assessment', late: 'Late projects', title: (date: string) => `What was built of the plan by ${date}`, district: 'whole district', none: '(none)',
    columns: ['township', 'indicator', 'baseline', 'target', 'actual', 'completion'], lateColumns: ['number', 'project', 'township', 'due', 'status', 'days_late', 'id', 'service_id'],
    'due-projects': 'projects due that are built', 'required-gaps': 'gaps of required services', coverage: 'coverage of all services', service: (name: string) => `coverage: ${name}`,
    'under-way': 'under way', 'not-begun': 'not begun',
  },
} as const;

/** The heading first. */
export function* assessmentRows({ rows }: Assessment, names: Names, lang: Lang): Generator<Cell[]> {
  const w = ASSESSMENT_WORDS[lang];
  yield [...w.columns];
  for (const row of rows) yield [row.township === null ? w.district : row.township === '' ? w.none : row.township, nameOf(row, names, lang), row.baseline, row.target, row.actual, row.completion];
}

/** The heading first. */
export function* lateRows({ late }: Assessment, lang: Lang): Generator<Cell[]> {
  yield [...ASSESSMENT_WORDS[lang].lateColumns];
  for (const project of late) yield lateRow(project, lang);
}

function nameOf({ indicator }: AssessmentRow, names: Names, lang: Lang): string {
  const w = ASSESSMENT_WORDS[lang];
  return indicator.kind === 'service' ? w.service(names.get(indicator.service)?.[lang] ?? indicator.service) : w[indicator.kind];
}

function lateRow({ number, name, township, due, status, daysLate, id, service }: LateProject, lang: Lang): Cell[] {
  return [number, name, township, due, status === 'done' ? '' : ASSESSMENT_WORDS[lang][status], daysLate, id, service];
}
