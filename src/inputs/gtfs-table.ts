/** One table of a GTFS feed, row by row, by the names of its columns. */
import { quote } from '../core/printable.ts';
import { InputError, type Findings } from '../core/problems.ts';
import { readCsvRows } from './csv-rows.ts';
import { findEncoding, type TextSource } from './text-encoding.ts';

const QUOTE = 0x22;

/**
 * Hand every row that is not blank to `each`, trimmed; '' where a cell or an optional column is not there.
 * @returns how many rows there are.
 * @throws {InputError} if it is empty, no text or no CSV, or lacks a required column.
 */
export async function readTable<C extends string>(table: TextSource, columns: { readonly required: readonly C[]; readonly optional?: readonly C[] }, findings: Findings, each: (row: Readonly<Record<C, string>>, line: number) => void): Promise<number> {
  const { encoding, hasQuotes } = lookAt(table);
  if (encoding === 'gb18030') findings.notice('gb18030', table.name, 'is in GB18030 (GBK), not in UTF-8; it was read as that');
  const names = [...columns.required, ...columns.optional ?? []];
  let places: number[] | null = null, missing: readonly C[] = [], width = 0, rows = 0, shortRows = 0;
  await readCsvRows(table, { encoding, delimiter: ',', hasQuotes }, (cells, line) => {
    if (places === null) {
      const headings = cells.map((cell) => cell.trim());
      noteTwice(headings, names, table, findings);
      places = names.map((name) => headings.indexOf(name));
      missing = columns.required.filter((name) => !headings.includes(name));
      width = headings.length;
      return;
    }
    if (missing.length > 0 || isBlank(cells)) return;
    rows++;
    if (cells.length < width) shortRows++;
    if (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '')) {
      findings.fault('long-row', `${table.name}:${line}`, `has ${cells.length} cells, and there are ${width} headings`, 'Put values with a comma in quotes');
      return;
    }
    const row = {} as Record<C, string>;
    for (let i = 0; i < names.length; i++) row[names[i]] = places[i] < 0 ? '' : (cells[places[i]] ?? '').trim();
    each(row, line);
  });
  if (width === 0) throw new InputError({ code: 'empty-file', where: table.name, what: 'is empty', fix: 'Get the whole GTFS feed' });
  if (missing.length > 0) throw new InputError(missing.map((name) => ({ code: 'missing-column', where: table.name, what: `has no column ${quote(name)}`, fix: 'Get a feed that keeps to GTFS; its columns are parted by commas' })));
  if (shortRows > 0) findings.notice('short-row', table.name, 'rows have fewer cells than there are headings; the rest is taken as empty', '', shortRows);
  return rows;
}

function lookAt(table: TextSource): { encoding: ReturnType<typeof findEncoding>; hasQuotes: boolean } {
  let hasQuotes = false;
  const chunks = function* (): Generator<Buffer> {
    for (const chunk of table.chunks()) {
      hasQuotes ||= chunk.includes(QUOTE); // no character of GB18030 has this byte in it
      yield chunk;
    }
  };
  const encoding = findEncoding({ name: table.name, chunks });
  return { encoding, hasQuotes };
}

function isBlank(cells: readonly string[]): boolean {
  return cells[0].trim() === '' && cells.every((cell) => cell.trim() === '');
}

function noteTwice(headings: readonly string[], wanted: readonly string[], { name }: TextSource, findings: Findings): void {
  for (const heading of wanted.filter((h) => headings.indexOf(h) !== headings.lastIndexOf(h))) {
    findings.notice('duplicate-heading', name, 'headings that are there twice; the first of the columns counts', quote(heading));
  }
}
