/** The last sheet: what the figures rest on. */
import type { CoverageResult } from '../../coverage/result.ts';
import type { Lang } from '../words.ts';
import { PARAMETER_NAMES, SHEET_WORDS } from './sheet-words.ts';
import type { Cell, Sheet } from './workbook.ts';

type Row = readonly Cell[];

/** @param tool name and version of the program. */
export function notesSheet({ parameters, checklist, inputs, notices }: CoverageResult, lang: Lang, tool: string): Sheet {
  const w = SHEET_WORDS[lang];
  const rows: Row[] = [
    ...table(w.meaning, [], w.meanings.map(([word, meaning]) => [word, meaning])),
    ...table(w.parameters, [], [[w.tool, tool], ...Object.entries(parameters).map(([key, value]): Row => [PARAMETER_NAMES.get(key)?.[lang] ?? key, parameterCell(value, lang)])]),
    ...table(w.checklist, [], [[checklist.id, checklist.version], [w.checklist, checklist.name[lang]], [w.note, checklist.note[lang]]]),
    ...table(w.data, [w.layer, w.file, w.features, 'SHA-256'], inputs.map(({ layer, file, features, sha256 }) => [layer, file, { value: features, look: 'count' }, sha256])),
    ...table(w.notices, [w.noticeCode, w.what, w.count, w.where], notices.map(({ code, what, count, where }) => [code, what, { value: count, look: 'count' }, where])),
  ];
  return { name: w.sheets.notes, headingRow: null, columns: [{ look: 'note', width: 36 }, { look: 'note', width: 72 }, { look: 'note', width: 10 }, { look: 'note', width: 74 }], rows };
}

function table(title: string, headings: readonly string[], rows: readonly Row[]): Row[] {
  const width = Math.max(2, headings.length);
  return [
    Array.from({ length: width }, (_, c): Cell => ({ value: c === 0 ? title : null, look: 'section' })),
    ...(headings.length === 0 ? [] : [headings.map((value): Cell => ({ value, look: 'firstHeading' }))]),
    ...rows, [],
  ];
}

function parameterCell(value: CoverageResult['parameters'][string], lang: Lang): Cell {
  if (typeof value === 'number') return { value, look: 'text' };
  const { yes, no } = SHEET_WORDS[lang];
  return typeof value === 'boolean' ? (value ? yes : no) : Array.isArray(value) ? value.join(', ') : (value as string | null);
}
