/** Workbooks read back: by our own reader of tables, and by openpyxl and LibreOffice, which know nothing of ours. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { readSheet } from '../../src/inputs/table-workbook.ts';
import { temporaryFolder } from '../support/project.ts';

export type Value = string | number | boolean | null;

/** The rows of a sheet, empty cells as null. */
export function rowsOf(path: string, sheet: string): Value[][] {
  const rows: Value[][] = [];
  readSheet(readFileSync(path), path, sheet, (cells, row) => { rows[row - 1] = Array.from(cells, (cell) => (cell === '' || cell === undefined ? null : cell)); });
  return Array.from(rows, (row: Value[] | undefined) => row ?? []);
}

/** The rows of a sheet by its headings. */
export function recordsOf(path: string, sheet: string): Record<string, Value>[] {
  const [headings, ...rows] = rowsOf(path, sheet);
  return rows.map((row) => Object.fromEntries(headings.map((heading, c) => [String(heading), row[c] ?? null])));
}

const python = process.env['LIFECIRCLE_PYTHON'] ?? 'python3';
const canRun = (program: string, ...args: string[]): boolean => {
  try { execFileSync(program, args, { stdio: 'ignore' }); return true; } catch { return false; }
};
/** Skipped, visibly, without openpyxl, or without LibreOffice. */
export const testWithOpenpyxl = test.skipIf(!canRun(python, '-c', 'import openpyxl'));
export const testWithLibreOffice = test.skipIf(!canRun('soffice', '--version'));

interface ReadSheet {
  readonly name: string;
  /** Value and type of each cell as openpyxl says: s, n, f (a formula) … */
  readonly rows: readonly (readonly [Value, string, quoted: boolean])[][];
  readonly freeze: string | null;
  readonly filter: string | null;
  readonly titleRows: string | null;
  readonly orientation: string;
  readonly paper: number;
  readonly colours: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
}

const SCRIPT = `
import json, sys, openpyxl
wb = openpyxl.load_workbook(sys.argv[1])
print(json.dumps([{
  "name": ws.title, "rows": [[[c.value, c.data_type, bool(c.quotePrefix)] for c in row] for row in ws.iter_rows()],
  "freeze": ws.freeze_panes, "filter": ws.auto_filter.ref, "titleRows": ws.print_title_rows, "orientation": ws.page_setup.orientation, "paper": ws.page_setup.paperSize,
  "colours": [str(r.sqref) for r in ws.conditional_formatting], "widths": {k: d.width for k, d in ws.column_dimensions.items()},
} for ws in wb]))`;

export function readWithOpenpyxl(path: string): ReadSheet[] {
  return JSON.parse(execFileSync(python, ['-c', SCRIPT, path], { encoding: 'utf8', maxBuffer: 1 << 28 })) as ReadSheet[];
}

/** The n-th sheet, from 1, as LibreOffice shows it: lines of cells parted by tabs, numbers in full. */
export function showWithLibreOffice(path: string, sheet: number): string[][] {
  const folder = temporaryFolder();
  execFileSync('soffice', [`-env:UserInstallation=file://${join(folder, 'profile')}`, '--headless', '--convert-to', `csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,false,false,false,false,${sheet}`, '--outdir', folder, path], { stdio: 'ignore', timeout: 120_000 });
  const name = execFileSync('find', [folder, '-maxdepth', '1', '-name', '*.csv'], { encoding: 'utf8' }).trim();
  return readFileSync(name, 'utf8').trimEnd().split('\n').map((line) => line.split('\t').map((cell) => cell.replace(/^"(.*)"$/, '$1').replaceAll('""', '"')));
}
