/** Tables read from bytes, and workbooks to read. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { Findings } from '../../src/core/problems.ts';
import { readCsvFeatures } from '../../src/inputs/table-csv.ts';
import type { TableFeature } from '../../src/inputs/table-rows.ts';
import { readXlsxFeatures } from '../../src/inputs/table-xlsx.ts';
import { faultsIn } from '../support/faults.ts';
import { temporaryFolder } from '../support/project.ts';

export interface ReadTable { readonly features: TableFeature[]; readonly notices: string[]; readonly faults: string[] }

/** Read a file of the bytes, named by its ending. */
export async function readTable(ending: 'csv' | 'xlsx', bytes: string | Uint8Array, sheet: string | null = null, folder = temporaryFolder()): Promise<ReadTable> {
  const file = { name: `t.${ending}`, path: join(folder, `t.${ending}`) };
  writeFileSync(file.path, bytes);
  const findings = new Findings(), features: TableFeature[] = [];
  const take = (feature: TableFeature): void => { features.push(feature); };
  const facts = await findings.collectLater(async () => (ending === 'csv' ? await readCsvFeatures(file, findings, take) : readXlsxFeatures(file, findings, take, sheet)));
  if (facts !== undefined && !findings.hasFaults && facts.features !== features.length) throw new Error('the features are miscounted');
  const faults = faultsIn(findings);
  return { features, faults, notices: findings.notices().map(({ code, what, count }) => `${code} × ${count}: ${what}`) };
}

/** Text and numbers; {date: serial}, {shared: text}, {error: '#N/A'}, true and false. */
export type TestCell = string | number | boolean | null | { date: number } | { shared: string } | { error: string };

/** A workbook of sheets by their name. */
export function workbook(sheets: Readonly<Record<string, readonly (readonly TestCell[])[]>>, { merged = [], extra = {} }: { merged?: string[]; extra?: Record<string, Uint8Array> } = {}): Uint8Array {
  const strings: string[] = [], names = Object.keys(sheets);
  const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const cell = (value: TestCell, ref: string): string => {
    if (value === null) return '';
    if (typeof value === 'number') return `<c r="${ref}"><v>${value}</v></c>`;
    if (typeof value === 'boolean') return `<c r="${ref}" t="b"><v>${value ? 1 : 0}</v></c>`;
    if (typeof value === 'string') return `<c r="${ref}" t="inlineStr"><is><t>${escape(value)}</t></is></c>`;
    if ('date' in value) return `<c r="${ref}" s="1"><v>${value.date}</v></c>`;
    if ('error' in value) return `<c r="${ref}" t="e"><v>${value.error}</v></c>`;
    return `<c r="${ref}" t="s"><v>${strings.push(value.shared) - 1}</v></c>`;
  };
  const parts = names.map((name) => sheets[name].map((row, r) => `<row r="${r + 1}">${row.map((value, c) => cell(value, `${String.fromCharCode(65 + c)}${r + 1}`)).join('')}</row>`).join(''));
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main', office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relations = (list: [string, string, string][]): Uint8Array => strToU8(`<?xml version="1.0"?><Relationships>${list.map(([id, type, target]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`).join('')}</Relationships>`);
  return zipSync({
    '_rels/.rels': relations([['r', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': strToU8(`<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names.map((name, i) => `<sheet name="${escape(name)}" sheetId="${i + 1}" r:id="s${i}"/>`).join('')}</sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': relations([...names.map((_, i): [string, string, string] => [`s${i}`, 'worksheet', `worksheets/sheet${i + 1}.xml`]), ['st', 'styles', '/xl/styles.xml'], ['ss', 'sharedStrings', 'sharedStrings.xml']]),
    'xl/styles.xml': strToU8(`<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/></cellXfs></styleSheet>`),
    ...Object.fromEntries(parts.map((rows, i) => [`xl/worksheets/sheet${i + 1}.xml`, strToU8(`<worksheet xmlns="${main}"><sheetData>${rows}</sheetData><mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells></worksheet>`)])),
    'xl/sharedStrings.xml': strToU8(`<sst>${strings.map((text) => `<si><r><t>${escape(text)}</t></r><rPh><t>reading</t></rPh></si>`).join('')}</sst>`),
    ...extra,
  });
}
