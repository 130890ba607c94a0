/**
 * Rows of a table to features: what the readers of CSV and of XLSX share. The headings are in the first
 * row that names coordinates; what stands above it is a title.
 */
import type { Position } from 'geojson';
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import type { NamedFile } from './files.ts';
import type { RawFeature } from './geojson.ts';
import { findCoordinateColumns, suggestHeadings, type CoordinateColumns } from './table-headings.ts';
import { parseWkt, sridOf } from './table-wkt.ts';

/** Text, or what a spreadsheet knows to be something else; an empty cell is null, undefined or ''. */
export type Cell = string | number | boolean | null | undefined;

/** A feature of a table: numbers and flags may be written as text. */
export interface TableFeature extends RawFeature {
  readonly isFromTable: true;
}

/** The headings are looked for in so many rows. */
export const HEADING_ROWS = 10;
const HEADINGS_NAMED = 12;

interface Row { readonly cells: readonly Cell[]; readonly line: number }

/** Takes the rows of one table in order and hands on their features. */
export class TableRows {
  readonly #file: NamedFile;
  readonly #findings: Findings;
  readonly #each: (feature: TableFeature) => void;
  readonly #isRagged: boolean;
  /** Rows before the headings. */
  readonly #above: Row[] = [];
  /** null until they are found; the empty ones are ''. */
  #headings: readonly string[] | null = null;
  #coordinates: CoordinateColumns | null = null;
  #isHopeless = false;
  #features = 0;
  #rows = 0;

  /** @param isRagged whether rows end at their last cell that is not empty, as they do in a workbook. */
  constructor(file: NamedFile, findings: Findings, each: (feature: TableFeature) => void, isRagged = false) {
    this.#isRagged = isRagged;
    this.#file = file;
    this.#findings = findings;
    this.#each = each;
  }

  /** Whether reading on is of no use, because there are no coordinates. */
  get isHopeless(): boolean { return this.#isHopeless; }

  /** Line of the headings, 0 until they are found. */
  headingLine = 0;

  /** @param line of the row's beginning, from 1. */
  add(cells: readonly Cell[], line: number): void {
    if (this.#isHopeless) return;
    if (this.#coordinates !== null && this.#headings !== null) { this.#takeRow(cells, line, this.#headings, this.#coordinates); return; }
    if (cells.every(isEmpty)) return;
    const row = { cells, line };
    const found = findCoordinateColumns(cells.map(textOf));
    if (found.length > 0) this.#takeHeadings(row, found);
    else if (this.#above.push(row) === HEADING_ROWS) this.#giveUp();
  }

  /** Call after the last row. @returns the number of features. */
  finish(): number {
    const { name } = this.#file;
    if (this.#headings === null && !this.#isHopeless) {
      if (this.#above.length > 0) this.#giveUp();
      else this.#findings.fault('empty-file', name, 'is empty', 'Give a table with a row of headings');
    }
    if (this.#headings !== null && this.#rows === 0) this.#findings.notice('no-rows', name, 'has headings and no rows');
    return this.#features;
  }

  #takeHeadings({ cells, line }: Row, found: readonly CoordinateColumns[]): void {
    const { name } = this.#file, findings = this.#findings;
    const where = `${name}:${line}`;
    const upper = this.#upperHeadings();
    const headings = Array.from({ length: Math.max(cells.length, upper.length) }, (_, i) => textOf(cells[i]).trim() || textOf(upper[i]).trim());
    if (this.#above.length > 0) findings.notice('heading-row', name, 'the headings are not in the first row; the rows above them were passed over', `headings in row ${line}`, this.#above.length);
    const [best, ...others] = found;
    const used = columnsOf(best), further = others.map(columnsOf).filter((columns) => !columns.every((c) => used.includes(c)));
    if (further.length > 0) findings.notice('coordinate-columns', name, `has several columns of coordinates; ${used.map((c) => quote(headings[c])).join(' and ')} ${used.length > 1 ? 'are' : 'is'} read`, further.map((columns) => columns.map((c) => quote(headings[c])).join(' and ')).join(', '), further.length);
    const first = new Map<string, number>();
    this.#headings = headings.map((heading, i) => {
      const earlier = heading === '' ? undefined : first.get(heading);
      if (earlier === undefined) { first.set(heading, i); return heading; }
      const what = `the heading ${quote(heading)} is there twice, in columns ${letters(earlier)} and ${letters(i)}`;
      if (used.includes(earlier)) findings.fault('duplicate-coordinate-heading', where, what, 'Rename or remove one');
      else findings.notice('duplicate-heading', name, 'headings that are there twice; the first of the columns counts', `${quote(heading)} (columns ${letters(earlier)} and ${letters(i)})`);
      return '';
    });
    this.#duplicates = headings.map((heading, i) => heading !== '' && this.#headings?.[i] === '');
    this.#coordinates = best;
    this.headingLine = line;
  }

  /** Columns whose heading was there before: nothing of them is read, which has been said. */
  #duplicates: readonly boolean[] = [];

  /** The row above the headings: of a heading merged over two rows it has the text. A title, of one cell, is none. */
  #upperHeadings(): readonly Cell[] {
    const above = this.#above.at(-1)?.cells ?? [];
    return above.filter((cell) => !isEmpty(cell)).length > 1 ? above : [];
  }

  #takeRow(cells: readonly Cell[], line: number, headings: readonly string[], coordinates: CoordinateColumns): void {
    if (cells.every(isEmpty)) return;
    this.#rows++;
    const { name } = this.#file, where = `${name}:${line}`;
    for (let i = headings.length; i < cells.length; i++) {
      if (isEmpty(cells[i])) continue;
      this.#findings.fault('long-row', where, `the row has ${cells.length} cells and the headings are ${headings.length}: ${quote(cells[i])} has none`, 'Put values that hold the delimiter in quotes, or give the column a heading');
      return;
    }
    if (cells.length < headings.length && !this.#isRagged) this.#findings.notice('short-row', name, 'rows with fewer cells than there are headings; the missing ones are taken as empty', `line ${line}`);
    const properties: Record<string, unknown> = {};
    for (let i = 0; i < headings.length; i++) {
      const cell = cells[i], heading = headings[i];
      if (isEmpty(cell)) continue;
      if (heading === '') {
        if (!this.#duplicates[i]) this.#findings.notice('empty-heading', name, 'values in columns without a heading are left out', `column ${letters(i)}, line ${line}`);
      } else if (heading === '__proto__') Object.defineProperty(properties, heading, { value: cell, enumerable: true });
      else properties[heading] = cell;
    }
    const geometry = this.#geometryOf(cells, where, headings, coordinates);
    if (geometry === undefined) return;
    this.#features++;
    this.#each({ where, id: undefined, properties, geometry, isFromTable: true });
  }

  /** null where the cells are empty; undefined, with a fault, where they cannot be read. */
  #geometryOf(cells: readonly Cell[], where: string, headings: readonly string[], coordinates: CoordinateColumns): unknown {
    if (coordinates.kind === 'wkt') return this.#parseWkt(textOf(cells[coordinates.column]).trim(), where, headings[coordinates.column]);
    if (coordinates.kind === 'joined') {
      const text = textOf(cells[coordinates.column]).normalize('NFKC').replace(/^[\s([]+|[\s)\]]+$/g, '');
      if (text === '') return null;
      const parts = text.split(/[\s,;、]+/);
      const lon = parts.length === 2 ? numberOf(parts[0]) : null, lat = parts.length === 2 ? numberOf(parts[1]) : null;
      if (lon !== null && lat !== null) return point(lon, lat);
      this.#findings.fault('coordinate-text', where, `${quote(headings[coordinates.column])} is ${quote(cells[coordinates.column])}, expected "longitude,latitude"`, 'Write it as 121.4737,31.2304');
      return undefined;
    }
    const { lon: x, lat: y } = coordinates;
    if (isEmpty(cells[x]) && isEmpty(cells[y])) return null;
    const lon = numberOf(cells[x]), lat = numberOf(cells[y]);
    if (lon !== null && lat !== null) return point(lon, lat);
    for (const [column, number] of [[x, lon], [y, lat]] as const) {
      if (number !== null) continue;
      const is = isEmpty(cells[column]) ? 'is empty and the other coordinate is not' : `is ${quote(cells[column])}, expected a number`;
      this.#findings.fault('coordinate-text', where, `${quote(headings[column])} ${is}`, 'Write a decimal number such as 121.4737, or leave both cells empty');
    }
    return undefined;
  }

  #parseWkt(text: string, where: string, heading: string): unknown {
    if (text === '') return null;
    const srid = sridOf(text);
    if (srid !== null && srid !== 4326 && srid !== 4490) {
      this.#findings.fault('wkt-srid', where, `${quote(heading)} names the coordinate system ${srid}`, 'Leave "SRID=...;" out and declare the system in the project (crs)');
      return undefined;
    }
    const geometry = parseWkt(text);
    if (geometry === undefined) this.#findings.fault('wkt', where, `${quote(heading)} is ${quote(text)}, expected well-known text`, 'Write it as POINT (121.4737 31.2304), LINESTRING (...) or POLYGON ((...))');
    return geometry;
  }

  /** One fault that lists the headings. */
  #giveUp(): void {
    this.#isHopeless = true;
    const row = this.#above.find(({ cells }) => cells.filter((cell) => !isEmpty(cell)).length > 1) ?? this.#above[0];
    const headings = row.cells.map((cell) => textOf(cell).trim()).filter((heading) => heading !== '');
    const named = headings.slice(0, HEADINGS_NAMED).map((h) => quote(h)).join(', ') + (headings.length > HEADINGS_NAMED ? ` and ${headings.length - HEADINGS_NAMED} more` : '');
    this.#findings.fault('no-coordinate-columns', `${this.#file.name}:${row.line}`, `no column of coordinates is among the headings ${named}`, suggestHeadings(headings));
  }
}

const isEmpty = (cell: Cell): cell is null | undefined | '' => cell === null || cell === undefined || cell === '' || (typeof cell === 'string' && cell.trim() === '');
const textOf = (cell: Cell): string => (cell === null || cell === undefined ? '' : String(cell));
const point = (lon: number, lat: number): { type: 'Point'; coordinates: Position } => ({ type: 'Point', coordinates: [lon, lat] });
const columnsOf = (columns: CoordinateColumns): number[] => (columns.kind === 'pair' ? [columns.lon, columns.lat] : [columns.column]);

/** A decimal number; null for anything else. */
function numberOf(cell: Cell): number | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  if (typeof cell !== 'string') return null;
  let text = cell.trim();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text)) text = text.normalize('NFKC').replace(/°$/, '');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

/** A column as spreadsheets name it: 0 is A, 26 is AA. */
function letters(column: number): string {
  return (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + column % 26);
}
