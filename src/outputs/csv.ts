/** Tables for Excel: UTF-8 with a byte order mark, rows after RFC 4180, and cells that a spreadsheet would run as a formula made text. */

type Cell = string | number | null;

const ROWS_AT_ONCE = 500;

/** @param rows the heading first. */
export function* renderCsv(rows: Iterable<readonly Cell[]>): Generator<string> {
  yield '\ufeff';
  // Joined, not added up: a long text that grows by its cells is a tree of them, which lives long enough to be copied again and again.
  let lines: string[] = [];
  for (const row of rows) {
    lines.push(row.map(csvCell).join(','));
    if (lines.length < ROWS_AT_ONCE) continue;
    yield `${lines.join('\r\n')}\r\n`;
    lines = [];
  }
  if (lines.length > 0) yield `${lines.join('\r\n')}\r\n`;
}

/** A cell of a row. A text that begins as a formula does, in full width too, gets an apostrophe. */
export function csvCell(value: Cell): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const text = /^[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
