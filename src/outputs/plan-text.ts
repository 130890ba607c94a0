/** The summary of a plan, for a terminal. */
import { printable } from '../core/printable.ts';
import type { PlanResult } from '../plan/plan-result.ts';
import { PLAN_WORDS } from './plan-words.ts';
import { renderTable } from './text-table.ts';
import { WORDS, type Lang } from './words.ts';

const TEXT = {
  zh: {
    head: (projects: number, sites: number, cost: number, budget: number) => `${projects} 个项目，${sites} 处场地，共 ${cost} 万元（财政预算 ${budget} 万元）`, social: (cost: number) => `其中社会资本 ${cost} 万元，不占财政预算`,
    proven: '已证明最优', gap: (percent: string) => `与已证明上界相差不超过 ${percent} %`,
    year: '年度', projects: '项目', income: '预算', spent: '安排', left: '结余', due: '计划报送期限', overdue: '已过期', coverage: '覆盖率', stage: '阶段',
    unmet: (count: number, reason: string) => `${count} 项缺口未满足：${reason}`, spare: (count: number) => `${count} 处现有设施单独撤除不影响任何居民点`,
  },
  en: {
    head: (projects: number, sites: number, cost: number, budget: number) => `${projects} projects at ${sites} sites for ${cost}, public budgets of ${budget} (10,000 yuan)`, social: (cost: number) => `${cost} of it is private money and in no public budget`,
    proven: 'proven the best', gap: (percent: string) => `within ${percent} % of the proven bound`,
    year: 'year', projects: 'projects', income: 'budget', spent: 'spent', left: 'left', due: 'plan due', overdue: 'overdue', coverage: 'coverage', stage: 'stage',
    unmet: (count: number, reason: string) => `${count} gaps stay: ${reason}`, spare: (count: number) => `${count} facilities could go, each alone, and no settlement would miss them`,
  },
} as const;

export function renderPlanSummary({ project, solution, years, stages, unmet, spare }: PlanResult, lang: Lang): string {
  const t = TEXT[lang], w = PLAN_WORDS[lang], words = WORDS[lang], count = years.reduce((sum, y) => sum + y.projects, 0), percent = (share: number | null): string => (share === null ? '–' : `${(100 * share).toFixed(1)} %`);
  const reasons = [...new Set(unmet.map(({ reason }) => reason))].map((reason) => t.unmet(unmet.filter((u) => u.reason === reason).length, w.reasons[reason]));
  const nameOf = (stage: (typeof stages)[number]['stage']): string => (typeof stage === 'number' ? w.yearEnd(stage) : w[stage]);
  return [
    `${printable(project[lang])}: ${t.head(count, solution.openedSites, solution.cost, solution.budget)}; ${solution.isProven ? t.proven : t.gap((100 * solution.gap).toFixed(2))}`,
    ...(solution.privateCost === 0 ? [] : [t.social(solution.privateCost)]),
    ...renderTable([t.year, t.projects, t.income, t.spent, t.left, t.due], years.map((y) => [y.year, y.projects, y.income, y.spent, y.left, y.isOverdue ? `${y.due} (${t.overdue})` : y.due]), 1),
    ...renderTable([t.stage, t.projects, t.coverage, words.required, words.pilot, words.advisory], stages.map(({ stage, projects, total }) => [nameOf(stage), projects, percent(total.coverage), total.gaps.required, total.gaps.pilot, total.gaps.advisory]), 1),
    ...reasons, ...(spare.length === 0 ? [] : [t.spare(spare.length)]),
  ].join('\n');
}
