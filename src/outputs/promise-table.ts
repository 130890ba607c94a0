/** 规划目标: what a plan promised by the end of each year beside what its projects bring by the data of today: the rows of promises.csv and of its sheet. */
import type { PromiseComparison } from '../checks/plan-promises.ts';
import { ASSESSMENT_WORDS } from './assessment-table.ts';
import type { Lang } from './words.ts';

export const PROMISE_WORDS = {
  zh: {
    promises: '规划目标', columns: ['年度', '乡镇', '指标', '规划目标', '按现有数据重算', '是否一致'], kept: '一致', differs: '不一致',
    same: '规划目标与按现有数据重算的结果一致', other: (count: number) => `规划目标有 ${count} 处与按现有数据重算的结果不一致`,
    files: (names: string) => `编制规划后数据有变化：${names}`, projects: (ids: string) => `与规划不同的项目：${ids}`, tool: '规划由其他版本的程序编制', unexplained: '原因不明',
  },
  en: {
    promises: 'Promises', columns: ['year', 'township', 'indicator', 'promised', 'by_the_data_of_today', 'same'], kept: 'same', differs: 'differs',
    same: 'The plan promised what its projects bring by the data of today', other: (count: number) => `${count} promises of the plan differ from what its projects bring by the data of today`,
    files: (names: string) => `the data changed since the plan: ${names}`, projects: (ids: string) => `projects that are not those of the plan: ${ids}`, tool: 'another version of the program made the plan', unexplained: 'nothing says why',
  },
} as const;

/** The heading first. */
export function* promiseRows({ rows }: PromiseComparison, lang: Lang): Generator<(string | number | null)[]> {
  const w = PROMISE_WORDS[lang], a = ASSESSMENT_WORDS[lang];
  yield [...w.columns];
  for (const { year, township, indicator, promised, measured, isKept } of rows) yield [year, township === null ? a.district : township === '' ? a.none : township, a[indicator], promised, measured, isKept ? w.kept : w.differs];
}

/** In a line whether the plan's promise is what is measured today, and if not, what changed since. */
export function describePromises({ rows, changes: { files, projects, isOtherTool } }: PromiseComparison, lang: Lang): string {
  const w = PROMISE_WORDS[lang], broken = rows.filter(({ isKept }) => !isKept).length, listed = (names: readonly string[]): string => names.slice(0, 5).join(', ') + (names.length > 5 ? ' …' : '');
  if (broken === 0) return w.same;
  const why = [...(files.length === 0 ? [] : [w.files(listed(files))]), ...(projects.length === 0 ? [] : [w.projects(listed(projects))]), ...(isOtherTool ? [w.tool] : [])];
  return `${w.other(broken)}: ${why.length === 0 ? w.unexplained : why.join('; ')}`;
}
