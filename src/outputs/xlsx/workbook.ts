/**
 * An Excel workbook, written row by row: nothing of a sheet is kept but its first rows, for their widths, and each
 * different text once. Text is written as text whatever it begins with. No clock: the same sheets give the same bytes.
 */
import stringWidth from 'string-width';
import { SharedTexts } from './shared-texts.ts';
import { conditionalOf, doesWrap, renderStyles, styleOf, type CellLook, type Colour } from './styles.ts';
import { escapeXml } from '../xml.ts';
import { renderZip, type ZipEntry } from './zip.ts';

/** null is an empty cell. */
export type CellValue = string | number | null;
/** A value in the look of its column, or in its own. */
export type Cell = CellValue | { readonly value: CellValue; readonly look: CellLook };

export interface Column {
  readonly look: CellLook;
  /** In characters, Chinese ones counting double; by default what the first rows need. */
  readonly width?: number;
}

/** Colours the cells of some columns by their value. */
export interface ColourRule {
  /** From 0. */
  readonly columns: readonly [first: number, last: number];
  readonly fromRow: number;
  /** By default the last of the sheet. */
  readonly toRow?: number;
  /** A range of numbers (from ≤ value < below), or a text. */
  readonly cases: readonly ((({ readonly from: number; readonly below: number }) | { readonly text: string }) & { readonly colour: Colour })[];
}

export interface Sheet {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Cells of each row; columns left out at its end are empty. */
  readonly rows: Iterable<readonly Cell[]>;
  /** The row of headings, from 0: it and what is above it stay in sight, are printed on every page, and filter what is below. null: none. */
  readonly headingRow: number | null;
  /** So many columns stay in sight. */
  readonly frozenColumns?: number;
  /** Only so many columns are printed. */
  readonly printedColumns?: number;
  readonly colours?: readonly ColourRule[];
  /** In print a page begins with this row, from 0. */
  readonly pageAtRow?: number;
}

export interface Workbook {
  readonly title: string;
  readonly font: string;
  readonly sheets: readonly Sheet[];
}

/** Rows looked at for the widths of columns; and rows a sheet can hold. */
const ROWS_MEASURED = 1000;
export const MOST_ROWS = 1_048_576;
/** Heights in points: of a row, of each line of a wrapped one, and the most that Excel takes. */
const ROW_POINTS = 15, LINE_POINTS = 14, MOST_POINTS = 409;
/** A sheet of headings that is not higher is printed on one page. */
const PAGE_POINTS = 960;
const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main', RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships', PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export function renderWorkbook({ title, font, sheets }: Workbook): Generator<Uint8Array> {
  const lastRows: number[] = [], texts = new SharedTexts();
  function* entries(): Generator<ZipEntry> {
    const whole = (name: string, content: string): ZipEntry => ({ name, pieces: [XML + content] });
    yield whole('[Content_Types].xml', contentTypes(sheets.length));
    yield whole('_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml'], ['extended-properties', 'docProps/app.xml']], `<Relationship Id="rCore" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>`));
    yield whole('docProps/app.xml', '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>lifecircle</Application></Properties>');
    yield whole('docProps/core.xml', `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(title)}</dc:title><dc:creator>lifecircle</dc:creator></cp:coreProperties>`);
    yield { name: 'xl/styles.xml', pieces: [renderStyles(font)] };
    yield whole('xl/_rels/workbook.xml.rels', relationships([...sheets.map((_, i): [string, string] => ['worksheet', `worksheets/sheet${i + 1}.xml`]), ['styles', 'styles.xml'], ['sharedStrings', 'sharedStrings.xml']]));
    for (const [i, sheet] of sheets.entries()) yield { name: `xl/worksheets/sheet${i + 1}.xml`, pieces: renderSheet(sheet, i === 0, title, texts, (rows) => { lastRows[i] = rows; }) };
    // Last, when the texts and the length of each sheet are known.
    yield { name: 'xl/sharedStrings.xml', pieces: renderTexts(texts) };
    yield whole('xl/workbook.xml', `<workbook xmlns="${NAMESPACE}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews><sheets>${sheets.map(({ name }, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="r${i + 1}"/>`).join('')}</sheets><definedNames>${definedNames(sheets, lastRows)}</definedNames></workbook>`);
  }
  return renderZip(entries());
}

/** @param end told how many rows there were. */
function* renderSheet(sheet: Sheet, isFirst: boolean, title: string, texts: SharedTexts, end: (rows: number) => void): Generator<string> {
  const { columns, headingRow, frozenColumns = 0 } = sheet, frozenRows = headingRow === null ? 0 : headingRow + 1;
  const rows = sheet.rows[Symbol.iterator](), first: (readonly Cell[])[] = [];
  let next = rows.next();
  for (; next.done !== true && first.length < ROWS_MEASURED; next = rows.next()) first.push(next.value);
  function* rest(): Generator<readonly Cell[]> {
    yield* first;
    for (; next.done !== true; next = rows.next()) yield next.value;
  }
  const widths = columns.map((column, c) => column.width ?? widthOf(first, c, headingRow));
  const pane = frozenRows + frozenColumns === 0 ? '' : `<pane${frozenColumns > 0 ? ` xSplit="${frozenColumns}"` : ''}${frozenRows > 0 ? ` ySplit="${frozenRows}"` : ''} topLeftCell="${columnName(frozenColumns)}${frozenRows + 1}" activePane="${frozenRows === 0 ? 'topRight' : frozenColumns === 0 ? 'bottomLeft' : 'bottomRight'}" state="frozen"/>`;
  yield `${XML}<worksheet xmlns="${NAMESPACE}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView${headingRow === null ? ' showGridLines="0"' : ''}${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="${ROW_POINTS}"/>`
    + `<cols>${widths.map((width, c) => `<col min="${c + 1}" max="${c + 1}" width="${width}" customWidth="1"/>`).join('')}</cols><sheetData>`;
  let count = 0, points = 0;
  for (const row of rest()) {
    const { xml, height } = renderRow(row, ++count, columns, widths, texts);
    points += height;
    yield xml;
  }
  end(count);
  yield `</sheetData>${headingRow === null ? '' : `<autoFilter ref="A${headingRow + 1}:${columnName(columns.length - 1)}${count}"/>`}${renderColours(sheet.colours ?? [], count)}`
    + `<pageMargins left="0.4" right="0.4" top="0.65" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="${headingRow !== null && points <= PAGE_POINTS ? 1 : 0}"/>`
    + `<headerFooter><oddHeader>&amp;L${headerText(title)}&amp;R${headerText(sheet.name)}</oddHeader><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>${sheet.pageAtRow === undefined ? '' : `<rowBreaks count="1" manualBreakCount="1"><brk id="${sheet.pageAtRow}" max="16383" man="1"/></rowBreaks>`}</worksheet>`;
}

/** Where a cell stands is written of the first of a row, and after an empty one: others follow one another, which is a third of the file. */
function renderRow(cells: readonly Cell[], row: number, columns: readonly Column[], widths: readonly number[], texts: SharedTexts): { xml: string; height: number } {
  let xml = '', follows = false;
  for (let c = 0; c < cells.length; c++) {
    const cell = cells[c], isPlain = cell === null || typeof cell !== 'object', value = isPlain ? cell : cell.value, look = isPlain ? columns[c].look : cell.look;
    if (value === null && look === 'plain') { follows = false; continue; }
    xml += follows ? '<c' : `<c r="${columnName(c)}${row}"`;
    xml += value === null ? ` s="${styleOf(look)}"/>` : typeof value === 'number' ? ` s="${styleOf(look)}"><v>${value}</v></c>` : texts.cellOf(value, look);
    follows = true;
  }
  const height = heightOf(cells, columns, widths);
  return { xml: `<row r="${row}"${height === ROW_POINTS ? '' : ` ht="${height}" customHeight="1"`}>${xml}</row>`, height };
}

function* renderTexts(texts: SharedTexts): Generator<string> {
  yield `${XML}<sst xmlns="${NAMESPACE}">`;
  yield* texts.render();
  yield '</sst>';
}

/** Points that a row needs for its wrapped texts and its title. */
function heightOf(cells: readonly Cell[], columns: readonly Column[], widths: readonly number[]): number {
  let lines = 1;
  for (let c = 0; c < cells.length; c++) {
    const cell = cells[c], isPlain = cell === null || typeof cell !== 'object', value = isPlain ? cell : cell.value, look = isPlain ? columns[c].look : cell.look;
    if (look === 'title') return 24;
    if (doesWrap(look) && typeof value === 'string') lines = Math.max(lines, linesOf(value, widths[c]));
  }
  return Math.min(MOST_POINTS, ROW_POINTS + (lines - 1) * LINE_POINTS);
}

/** Lines that a wrapped text takes; programs that do not measure it themselves would show the first. */
function linesOf(text: string, width: number): number {
  return text.split(/[\r\n]+/).reduce((sum, line) => sum + Math.max(1, Math.ceil(stringWidth(line) / width)), 0);
}

function widthOf(rows: readonly (readonly Cell[])[], column: number, headingRow: number | null): number {
  let width = 6;
  for (const [r, row] of rows.entries()) {
    const cell = row.at(column) ?? null, value = cell !== null && typeof cell === 'object' ? cell.value : cell;
    if (value === null) continue;
    if (r === headingRow) width = Math.max(width, headingWidth(String(value)));
    else width = Math.max(width, typeof value === 'number' ? Math.min(12, String(Math.round(value)).length + 3) : value.split(/[\r\n]+/).reduce((most, line) => Math.max(most, stringWidth(line)), 0));
  }
  return Math.min(40, width + 2);
}

/** Headings are wrapped, up to three lines: no word is cut that is not longer than five Chinese characters. */
function headingWidth(heading: string): number {
  return Math.max(Math.ceil(stringWidth(heading) / 3), ...heading.split(/\s+/).map((word) => Math.min(stringWidth(word), stringWidth(word) === word.length ? 14 : 9)));
}

function renderColours(rules: readonly ColourRule[], rowCount: number): string {
  let priority = 0;
  return rules.filter(({ fromRow }) => fromRow < rowCount).map(({ columns: [firstColumn, lastColumn], fromRow, toRow = rowCount - 1, cases }) => {
    const range = `${columnName(firstColumn)}${fromRow + 1}:${columnName(lastColumn)}${toRow + 1}`, cell = `${columnName(firstColumn)}${fromRow + 1}`;
    return `<conditionalFormatting sqref="${range}">${cases.map((one) => {
      const formula = 'text' in one ? `${cell}="${one.text.replaceAll('"', '""')}"` : `AND(ISNUMBER(${cell}),${cell}>=${one.from},${cell}<${one.below})`;
      return `<cfRule type="expression" dxfId="${conditionalOf(one.colour)}" priority="${++priority}"><formula>${escapeXml(formula)}</formula></cfRule>`;
    }).join('')}</conditionalFormatting>`;
  }).join('');
}

/** Rows that repeat in print, ranges that are filtered or printed: Excel keeps them as names. */
function definedNames(sheets: readonly Sheet[], lastRows: readonly number[]): string {
  return sheets.flatMap(({ name, headingRow, columns, printedColumns }, i) => {
    const sheet = `'${name.replaceAll("'", "''")}'!`, range = (count: number, fromRow: number): string => `${sheet}$A$${fromRow}:$${columnName(count - 1)}$${lastRows[i]}`;
    const define = (what: string, value: string, isHidden = false): string => `<definedName name="_xlnm.${what}" localSheetId="${i}"${isHidden ? ' hidden="1"' : ''}>${escapeXml(value)}</definedName>`;
    return [
      ...(headingRow === null ? [] : [define('_FilterDatabase', range(columns.length, headingRow + 1), true)]),
      ...(printedColumns === undefined ? [] : [define('Print_Area', range(printedColumns, 1))]),
      ...(headingRow === null ? [] : [define('Print_Titles', `${sheet}$1:$${headingRow + 1}`)]),
    ];
  }).join('');
}

/** A, B, …, Z, AA, … */
function columnName(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : columnName(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26));
}

function headerText(text: string): string {
  return escapeXml(text.replaceAll('&', '&&').slice(0, 100));
}

function contentTypes(sheetCount: number): string {
  const part = (name: string, type: string): string => `<Override PartName="/${name}" ContentType="application/vnd.openxmlformats-${type}+xml"/>`, spreadsheet = 'officedocument.spreadsheetml.';
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`
    + part('xl/workbook.xml', `${spreadsheet}sheet.main`) + part('xl/styles.xml', `${spreadsheet}styles`) + part('xl/sharedStrings.xml', `${spreadsheet}sharedStrings`) + part('docProps/core.xml', 'package.core-properties') + part('docProps/app.xml', 'officedocument.extended-properties')
    + Array.from({ length: sheetCount }, (_, i) => part(`xl/worksheets/sheet${i + 1}.xml`, `${spreadsheet}worksheet`)).join('') + '</Types>';
}

function relationships(targets: readonly (readonly [type: string, target: string])[], more = ''): string {
  return `<Relationships xmlns="${PACKAGE}/relationships">${targets.map(([type, target], i) => `<Relationship Id="r${i + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`).join('')}${more}</Relationships>`;
}
