/** Features out of an Excel workbook: the rows of one sheet. */
import { createHash } from 'node:crypto';
import { quote } from '../core/printable.ts';
import { InputError, type Findings } from '../core/problems.ts';
import { readChunks, type NamedFile } from './files.ts';
import type { FileFacts } from './geojson.ts';
import { TableRows, type TableFeature } from './table-rows.ts';
import { readSheet } from './table-workbook.ts';

const LONGEST_BYTES = 500 * 2 ** 20;

/**
 * Read every row as a feature; numbers and flags keep their type, dates become ISO text. `where` names
 * the row of the sheet. Faults go to `findings`.
 * @param sheet name of the sheet, null for the first visible one.
 * @throws {InputError} if the file cannot be read, is no workbook or has no such sheet.
 */
export function readXlsxFeatures(file: NamedFile, findings: Findings, each: (feature: TableFeature) => void, sheet: string | null = null): FileFacts {
  const hash = createHash('sha256'), parts: Buffer[] = [];
  let length = 0;
  for (const chunk of readChunks(file, hash)) {
    length += chunk.length;
    if (length > LONGEST_BYTES) throw new InputError({ code: 'too-large', where: file.name, what: `is longer than ${LONGEST_BYTES} bytes`, fix: 'Save it as CSV in UTF-8' });
    parts.push(Buffer.from(chunk));
  }
  const rows = new TableRows(file, findings, each, true);
  const { name, others, errors, merged } = readSheet(Buffer.concat(parts), file.name, sheet, (cells, row) => { rows.add(cells, row); });
  const features = rows.finish();
  if (sheet === null) for (const other of others) findings.notice('other-sheets', file.name, `only the sheet ${quote(name)} was read; there are others`, quote(other));
  for (const error of errors) findings.notice('error-cell', file.name, 'cells that hold an error of the spreadsheet are taken as empty', error);
  for (const range of merged) {
    const last = Number(/\d+$/.exec(range)?.[0] ?? 0);
    if (rows.headingLine > 0 && last > rows.headingLine) findings.notice('merged-cells', file.name, 'of merged cells below the headings only the first has the value, the others are taken as empty', range);
  }
  return { sha256: hash.digest('hex'), features };
}
