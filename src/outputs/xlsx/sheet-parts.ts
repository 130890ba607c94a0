/** What several sheets show in the same way. */
import type { CoverageResult, ServiceResult } from '../../coverage/result.ts';
import { WORDS, type Lang } from '../words.ts';
import { RAMP } from './styles.ts';
import type { Cell, ColourRule } from './workbook.ts';

/** Shares of people covered, by the ramp. */
export const SHARE_CASES: ColourRule['cases'] = [
  { from: 0, below: 0.1, colour: RAMP.most }, { from: 0.1, below: 0.3, colour: RAMP.many }, { from: 0.3, below: 0.6, colour: RAMP.some }, { from: 0.6, below: 0.85, colour: RAMP.few }, { from: 0.85, below: 1.01, colour: RAMP.least },
];

/** "5 分钟 + 300 米". */
export function limitOf({ limitMinutes, limitMetres }: ServiceResult, lang: Lang): string {
  const { minutes, metres } = WORDS[lang];
  return [...(limitMinutes === null ? [] : [`${limitMinutes} ${minutes}`]), ...(limitMetres === null ? [] : [`${limitMetres} ${metres}`])].join(' + ');
}

export function tableName({ table }: ServiceResult, lang: Lang): string {
  return table === 'urban' || table === 'rural' ? WORDS[lang][table] : table;
}

/** How many sheets the gaps of a result take, each with its heading. */
export function gapSheetCount({ summary: { total: { gaps } } }: Pick<CoverageResult, 'summary'>, mostRows: number): number {
  return Math.max(1, Math.ceil((gaps.required + gaps.pilot + gaps.advisory) / (mostRows - 1)));
}

/** The first row in the look of headings. */
export function* withHeading(rows: Iterable<readonly Cell[]>): Generator<readonly Cell[]> {
  let isHeading = true;
  for (const row of rows) {
    yield isHeading ? row.map((cell): Cell => ({ value: cell !== null && typeof cell === 'object' ? cell.value : cell, look: 'heading' })) : row;
    isHeading = false;
  }
}
