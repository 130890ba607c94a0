/** projects.csv (年度行动计划): one row for every project, in the order of the plan. */
import type { PlanResult } from '../plan/plan-result.ts';
import { renderCsv } from './csv.ts';
import { projectRows } from './projects-table.ts';
import type { Lang } from './words.ts';

export function renderProjectsCsv(plan: PlanResult, lang: Lang): Generator<string> {
  return renderCsv(projectRows(plan, lang));
}
