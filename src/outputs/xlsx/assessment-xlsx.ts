/** assessment.xlsx: 考核表, the late projects and what the plan promised, a sheet each. */
import type { Assessment } from '../../checks/assess-townships.ts';
import type { PromiseComparison } from '../../checks/plan-promises.ts';
import { promiseRows, PROMISE_WORDS } from '../promise-table.ts';
import { assessmentRows, ASSESSMENT_WORDS, lateRows } from '../assessment-table.ts';
import type { Lang } from '../words.ts';
import { withHeading } from './sheet-parts.ts';
import { renderWorkbook, type Cell, type Sheet } from './workbook.ts';

const COMPLETION = 5;

/** @param promises null without a plan.json. */
export function renderAssessmentXlsx(assessment: Assessment, promises: PromiseComparison | null, names: Parameters<typeof assessmentRows>[1], lang: Lang): Iterable<Uint8Array> {
  const w = ASSESSMENT_WORDS[lang], isShare = assessment.rows.map(({ indicator: { kind } }) => kind === 'coverage' || kind === 'service');
  const rows = [...assessmentRows(assessment, names, lang)].map((row, i): Cell[] => (i === 0 ? row : row.map((value, column) => (typeof value === 'number' ? { value, look: column === COMPLETION || isShare[i - 1] ? 'share' : 'count' } : value))));
  const sheets: Sheet[] = [
    { name: w.assessment, headingRow: 0, frozenColumns: 2, rows: withHeading(rows), columns: w.columns.map((_, i) => ({ look: i < 2 ? 'text' : 'general' })) },
    { name: w.late, headingRow: 0, frozenColumns: 2, rows: withHeading([...lateRows(assessment, lang)]), columns: w.lateColumns.map((_, i) => ({ look: i === 5 ? 'count' : 'text' })) },
  ];
  if (promises !== null) sheets.push(promiseSheet(promises, lang));
  return renderWorkbook({ title: w.title(assessment.date), font: lang === 'zh' ? '微软雅黑' : 'Calibri', sheets });
}

function promiseSheet(promises: PromiseComparison, lang: Lang): Sheet {
  const w = PROMISE_WORDS[lang], rows = [...promiseRows(promises, lang)].map((row, i): Cell[] => (i === 0 ? row : row.map((value, column) => (typeof value === 'number' && column > 0 ? { value, look: promises.rows[i - 1].indicator === 'coverage' ? 'share' : 'count' } : value))));
  return { name: w.promises, headingRow: 0, frozenColumns: 3, rows: withHeading(rows), columns: w.columns.map((_, i) => ({ look: i === 1 || i === 2 || i === 5 ? 'text' : 'general' })) };
}
