/** The last sheet of a workbook: what the figures rest on. */
import type { CoverageResult } from '../../coverage/result.ts';
import type { PlanResult } from '../../plan/plan-result.ts';
import type { Lang } from '../words.ts';
import { PARAMETER_NAMES, SHEET_WORDS } from './sheet-words.ts';
import type { Cell, Sheet } from './workbook.ts';

type Row = readonly Cell[];

/** @param tool name and version of the program. */
export function notesSheet(result: CoverageResult, lang: Lang, tool: string): Sheet {
  const w = SHEET_WORDS[lang];
  return sheetOfNotes([...notesTable(w.meaning, [], w.meanings.map(([word, meaning]) => [word, meaning])), ...originRows(result, lang, tool)], lang);
}

/** Parameters, checklist, files and notices of a result. */
export function originRows({ parameters, checklist, inputs, notices }: Pick<PlanResult, 'parameters' | 'checklist' | 'inputs' | 'notices'>, lang: Lang, tool: string): Row[] {
  const w = SHEET_WORDS[lang];
  return [
    ...notesTable(w.parameters, [], [[w.tool, tool], ...Object.entries(parameters).map(([key, value]): Row => [PARAMETER_NAMES.get(key)?.[lang] ?? key, parameterCell(value, lang)])]),
    ...notesTable(w.checklist, [], [[checklist.id, checklist.version], [w.checklist, checklist.name[lang]], [w.note, checklist.note[lang]]]),
    ...notesTable(w.data, [w.layer, w.file, w.features, 'SHA-256'], inputs.map(({ layer, file, features, sha256 }) => [layer, file, { value: features, look: 'count' }, sha256])),
    ...notesTable(w.notices, [w.noticeCode, w.what, w.count, w.where], notices.map(({ code, what, count, where }) => [code, what, { value: count, look: 'count' }, where])),
  ];
}

export function sheetOfNotes(rows: readonly Row[], lang: Lang): Sheet {
  return { name: SHEET_WORDS[lang].sheets.notes, headingRow: null, columns: [{ look: 'note', width: 36 }, { look: 'note', width: 72 }, { look: 'note', width: 10 }, { look: 'note', width: 74 }], rows };
}

/** A title, headings if there are any, the rows, and an empty one. */
export function notesTable(title: string, headings: readonly string[], rows: readonly Row[]): Row[] {
  const width = Math.max(2, headings.length);
  return [
    Array.from({ length: width }, (_, c): Cell => ({ value: c === 0 ? title : null, look: 'section' })),
    ...(headings.length === 0 ? [] : [headings.map((value): Cell => ({ value, look: 'firstHeading' }))]),
    ...rows, [],
  ];
}

function parameterCell(value: unknown, lang: Lang): Cell {
  if (typeof value === 'number') return { value, look: 'text' };
  const { yes, no } = SHEET_WORDS[lang];
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? value.join(', ') : Object.entries(value).map(([key, part]) => `${key}: ${String(part)}`).join(', ');
}
