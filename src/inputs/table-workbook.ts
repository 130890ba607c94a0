/**
 * The rows of one sheet of an Office Open XML workbook (ECMA-376), one at a time.
 *
 * The parts are unzipped by fflate, within limits, and read by a streaming XML parser that knows no
 * entities of its own. Libraries for the purpose were left aside: they build the sheet as a full
 * rectangle, so that a few bytes that name the last row and column make them run out of memory, and
 * they give up at the first cell that holds an error.
 */
import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { quote } from '../core/printable.ts';
import { InputError } from '../core/problems.ts';
import { suggest } from '../core/suggest.ts';
import { decodeUtf8 } from './files.ts';
import type { Cell } from './table-rows.ts';

const MOST_UNFOLDED_BYTES = 500 * 2 ** 20, MOST_RATIO = 200;
/** What unfolds to less than this may do so at any ratio. */
const HARMLESS_BYTES = 10 * 2 ** 20;
/** Of the format. */
const MOST_ROWS = 1_048_576, MOST_COLUMNS = 16_384;

/** What a sheet has beside its rows. */
export interface SheetFacts {
  readonly name: string;
  /** Names of the other visible sheets. */
  readonly others: readonly string[];
  /** Cells that hold #N/A and the like, as "D3 #N/A". */
  readonly errors: readonly string[];
  /** Ranges of merged cells, as "A1:C1". */
  readonly merged: readonly string[];
}

/**
 * Read a sheet: the one of the name, else the first visible one.
 * @param each takes a row and its number, from 1.
 * @throws {InputError} if it is no workbook, has no such sheet, or unfolds to too much.
 */
export function readSheet(bytes: Uint8Array, file: string, sheet: string | null, each: (cells: Cell[], row: number) => void): SheetFacts {
  checkKind(bytes, file);
  const archive = new Archive(bytes, file);
  const workbookPath = archive.relations('').find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const relations = archive.relations(workbookPath);
  const { sheets, is1904 } = readWorkbook(archive.text(workbookPath), file);
  const tables = sheets.flatMap(({ id, ...rest }) => relations.filter((r) => r.id === id && r.type === 'worksheet').map(({ target }) => ({ ...rest, target })));
  const chosen = sheet === null ? tables.find((t) => !t.isHidden) ?? tables.at(0) : tables.find((t) => t.name === sheet);
  if (chosen === undefined) {
    throw new InputError({ code: 'no-sheet', where: file, what: sheet === null ? 'has no sheet' : `has no sheet ${quote(sheet)}`, fix: sheet === null || tables.length === 0 ? 'Check that this is the right file' : suggest(sheet, tables.map((t) => t.name)) });
  }
  const part = (type: string): string => { const path = relations.find((r) => r.type === type)?.target; return path === undefined ? '' : archive.text(path, true); };
  const book: Book = { strings: readStrings(part('sharedStrings'), file), isDate: readDateStyles(part('styles'), file), is1904 };
  const found = readRows(archive.text(chosen.target), file, book, each);
  return { name: chosen.name, others: tables.filter((t) => t !== chosen && !t.isHidden).map((t) => t.name), ...found };
}

/** @throws {InputError} with what the file is instead, if it is no zip archive. */
function checkKind(bytes: Uint8Array, where: string): void {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return;
  const fail = (code: string, what: string, fix: string): never => { throw new InputError({ code, where, what, fix }); };
  if (bytes.length === 0) fail('empty-file', 'is empty', 'Check that this is the right file');
  if (Buffer.from(bytes.subarray(0, 4)).toString('hex') === 'd0cf11e0') {
    if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from('EncryptedPackage', 'utf16le'))) fail('unsupported-format', 'is protected by a password', 'Save it without a password');
    fail('unsupported-format', 'is of the old Excel format (.xls)', 'Save it as .xlsx or as CSV in UTF-8');
  }
  fail('wrong-format', 'is no .xlsx file: it is no zip archive', 'Save it as .xlsx, or if it is CSV end its name in .csv');
}

interface Relation { readonly id: string; readonly type: string; readonly target: string }

/** Parts of a zip archive by their path, unfolded on demand and within limits. */
class Archive {
  readonly #bytes: Uint8Array;
  readonly #file: string;
  #unfolded = 0;

  constructor(bytes: Uint8Array, file: string) {
    this.#bytes = bytes;
    this.#file = file;
  }

  /** '' where an optional part is missing. @throws {InputError} if it cannot be had. */
  text(path: string, isOptional = false): string {
    let found: Uint8Array | undefined;
    try {
      const parts = unzipSync(this.#bytes, { filter: ({ name, size, originalSize }) => {
        if (name !== path) return false;
        this.#unfolded += originalSize;
        const isTooFolded = originalSize > HARMLESS_BYTES && originalSize > size * MOST_RATIO;
        if (this.#unfolded > MOST_UNFOLDED_BYTES || isTooFolded) {
          throw new InputError({ code: 'unfolds-too-far', where: this.#file, what: `its part ${quote(name)} unfolds from ${size} to ${originalSize} bytes, more than is allowed`, fix: 'Save the sheet as CSV in UTF-8' });
        }
        return true;
      } });
      if (Object.hasOwn(parts, path)) found = parts[path];
    } catch (cause) {
      if (cause instanceof InputError) throw cause;
      throw new InputError({ code: 'damaged-file', where: this.#file, what: 'is a broken zip archive', fix: 'Get the whole file: it may be cut off' }, cause);
    }
    if (found === undefined && !isOptional) throw new InputError({ code: 'damaged-file', where: this.#file, what: `is no workbook: it has no part ${quote(path)}`, fix: 'Save it as .xlsx again' });
    return found === undefined ? '' : decodeUtf8(found, this.#file);
  }

  /** What a part refers to ('' is the archive itself), its paths from the root. */
  relations(path: string): Relation[] {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const relations: Relation[] = [];
    parseXml(this.text(`${folder}_rels/${path.slice(folder.length)}.rels`, true), this.#file, {
      open: (name, { Id: id = '', Type: type = '', Target: target = '' }) => {
        if (name === 'Relationship') relations.push({ id, type: type.slice(type.lastIndexOf('/') + 1), target: target.startsWith('/') ? target.slice(1) : folder + target });
      },
    });
    return relations;
  }
}

interface Handlers {
  readonly open: (name: string, attributes: Readonly<Record<string, string | undefined>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** Characters at a time: the parser copies what it has not read yet. */
const XML_CHUNK = 1 << 16;

/** Names are handed on without their prefix. @throws {InputError} if it is not XML. */
function parseXml(text: string, file: string, { open, close, text: onText }: Handlers): void {
  if (text === '') return;
  const parser = new SaxesParser();
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.on('error', (cause) => { throw new InputError({ code: 'xml', where: file, what: 'holds XML that is broken', fix: 'Save it as .xlsx again' }, cause); });
  parser.on('opentag', ({ name, attributes }) => { open(local(name), attributes); });
  if (close) parser.on('closetag', ({ name }) => { close(local(name)); });
  if (onText) {
    parser.on('text', onText);
    parser.on('cdata', onText);
  }
  for (let at = 0; at < text.length; at += XML_CHUNK) parser.write(text.slice(at, at + XML_CHUNK));
  parser.close();
}

function readWorkbook(text: string, file: string): { sheets: { name: string; id: string; isHidden: boolean }[]; is1904: boolean } {
  const sheets: { name: string; id: string; isHidden: boolean }[] = [];
  let is1904 = false;
  parseXml(text, file, {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      sheets.push({ name: attributes['name'] ?? '', id, isHidden: attributes['state'] !== undefined && attributes['state'] !== 'visible' });
    },
  });
  return { sheets, is1904 };
}

/** The shared strings; readings in another script (rPh) are no part of them. */
function readStrings(xml: string, file: string): string[] {
  const strings: string[] = [];
  let string = '', inText = false, inReading = false;
  parseXml(xml, file, {
    open: (name) => {
      if (name === 'si') string = '';
      else if (name === 'rPh') inReading = true;
      else if (name === 't') inText = !inReading;
    },
    text: (text) => { if (inText) string += text; },
    close: (name) => {
      if (name === 'si') strings.push(unescape(string));
      else if (name === 'rPh') inReading = false;
      else if (name === 't') inText = false;
    },
  });
  return strings;
}

/** Characters that XML does not allow are written _x000D_ in strings. */
function unescape(text: string): string {
  return text.includes('_x') ? text.replaceAll(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : text;
}

/** Whether numbers of each style are dates (ECMA-376 part 1, 18.8.30). */
function readDateStyles(xml: string, file: string): boolean[] {
  const formats = new Map<number, string>(), styles: boolean[] = [];
  let inCells = false;
  parseXml(xml, file, {
    open: (name, attributes) => {
      if (name === 'numFmt') formats.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) styles.push(isDateFormat(Number(attributes['numFmtId'] ?? 0), formats));
    },
    close: (name) => { if (name === 'cellXfs') inCells = false; },
  });
  return styles;
}

function isDateFormat(id: number, formats: ReadonlyMap<number, string>): boolean {
  const code = formats.get(id);
  if (code === undefined) return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
  return /[ymdhs]/i.test(code.replaceAll(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '').replace(/^General$/i, ''));
}

interface Book { readonly strings: readonly string[]; readonly isDate: readonly boolean[]; readonly is1904: boolean }

function readRows(xml: string, file: string, book: Book, each: (cells: Cell[], row: number) => void): Pick<SheetFacts, 'errors' | 'merged'> {
  const errors: string[] = [], merged: string[] = [];
  let row = 0, column = -1, cells: Cell[] = [], inRow = false;
  let type = '', style = '', value = '', inValue = false, inReading = false;
  const broken = (what: string): never => { throw new InputError({ code: 'damaged-file', where: `${file}:${Math.max(1, row)}`, what, fix: 'Save it as .xlsx again' }); };
  parseXml(xml, file, {
    open: (name, attributes) => {
      if (name === 'row') {
        const next = attributes['r'] === undefined ? row + 1 : Number(attributes['r']);
        if (!Number.isInteger(next) || next <= row || next > MOST_ROWS) broken(`its rows are out of order: ${quote(attributes['r'] ?? next)} follows ${row}`);
        row = next;
        cells = [];
        column = -1;
        inRow = true;
      } else if (name === 'c' && inRow) {
        const next = attributes['r'] === undefined ? column + 1 : columnOf(attributes['r']);
        if (next <= column || next >= MOST_COLUMNS) broken(`its cells are out of order: ${quote(attributes['r'] ?? next)} follows column ${column + 1}`);
        column = next;
        type = attributes['t'] ?? 'n';
        style = attributes['s'] ?? '';
        value = '';
      } else if (name === 'v' || name === 't') inValue = inRow && !inReading;
      else if (name === 'rPh') inReading = true;
      else if (name === 'mergeCell') merged.push(attributes['ref'] ?? '');
    },
    text: (text) => { if (inValue) value += text; },
    close: (name) => {
      if (name === 'v' || name === 't') inValue = false;
      else if (name === 'rPh') inReading = false;
      else if (name === 'c' && inRow && value !== '') {
        if (type === 'e') errors.push(`${value} in row ${row}`);
        else {
          const cell = cellOf(value, type, book.isDate[Number(style)] ?? false, book);
          if (cell === undefined) broken(`a cell holds ${quote(value)}, which is no value of its type ${quote(type)}`);
          while (cells.length < column) cells.push(null);
          cells[column] = cell;
        }
      } else if (name === 'row' && inRow) {
        inRow = false;
        each(cells, row);
      }
    },
  });
  return { errors, merged };
}

/** undefined where the value is not of the type. */
function cellOf(value: string, type: string, isDate: boolean, { strings, is1904 }: Book): Cell {
  switch (type) {
    case 's': return /^\s*\d+\s*$/.test(value) ? strings.at(Number(value)) : undefined;
    case 'b': return value.trim() === '1' || value.trim() === 'true';
    case 'n': {
      const number = Number(value);
      return value.trim() === '' || !Number.isFinite(number) ? undefined : isDate ? isoDate(number, is1904) : number;
    }
    case 'd': return value;
    default: return unescape(value);
  }
}

/** Column of an address such as AB12, from 0; MOST_COLUMNS where it is none. */
function columnOf(address: string): number {
  const found = /^([A-Z]{1,3})\d+$/i.exec(address)?.[1].toUpperCase();
  if (found === undefined) return MOST_COLUMNS;
  let column = 0;
  for (let i = 0; i < found.length; i++) column = column * 26 + found.charCodeAt(i) - 64;
  return column - 1;
}

const DAY_MS = 86_400_000;

/** Days since 1900 or 1904 as 2024-06-04, with the time if there is one; below a day 07:30:00. The number itself where it is no date. */
function isoDate(days: number, is1904: boolean): string | number {
  // The 29 February 1900 that never was is day 60.
  const shifted = is1904 ? days + 1462 : days < 60 && days >= 1 ? days + 1 : days;
  const date = new Date(Math.round(shifted * 86_400) * 1000 + Date.UTC(1899, 11, 30));
  if (days < 0 || Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999) return days;
  const [day, time] = date.toISOString().slice(0, 19).split('T');
  if (days < 1) return time;
  return date.getTime() % DAY_MS === 0 ? day : `${day}T${time}`;
}
