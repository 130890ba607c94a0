/** Tables for Excel: UTF-8 with a byte order mark, and cells that a spreadsheet would run as a formula made text. */
import { stringify } from 'csv-stringify/sync';

type Cell = string | number | null;

const ROWS_AT_ONCE = 1000;

/** @param rows the heading first. */
export function* renderCsv(rows: Iterable<readonly Cell[]>): Generator<string> {
  let some: (readonly Cell[])[] = [];
  const flush = (): string => {
    const text = stringify(some, { escape_formulas: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ });
    some = [];
    return text;
  };
  yield '\ufeff';
  for (const row of rows) {
    some.push(row);
    if (some.length === ROWS_AT_ONCE) yield flush();
  }
  if (some.length > 0) yield flush();
}
