/**
 * Features out of a CSV file, row by row, so that memory does not grow with the file. Spreadsheets in
 * China save CSV in GB18030 as well as in UTF-8: what is not strictly UTF-8 and strictly GB18030 is
 * taken as that, unless it is plainly UTF-8 with a few broken bytes.
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { InputError, type Findings } from '../core/problems.ts';
import { readChunks, type NamedFile } from './files.ts';
import type { FileFacts } from './geojson.ts';
import { findCoordinateColumns } from './table-headings.ts';
import { HEADING_ROWS, TableRows, type TableFeature } from './table-rows.ts';

const DELIMITERS = [',', ';', '\t'] as const;
/** A row that is longer is an open quote. */
const LONGEST_ROW_BYTES = 1 << 22;

type Encoding = 'utf-8' | 'gb18030';

/**
 * Read every row as a feature; faults go to `findings`.
 * @throws {InputError} if the file cannot be read or is no text.
 */
export async function readCsvFeatures(file: NamedFile, findings: Findings, each: (feature: TableFeature) => void): Promise<FileFacts> {
  const hash = createHash('sha256');
  const encoding = findEncoding(file);
  if (encoding === 'gb18030') findings.notice('gb18030', file.name, 'is in GB18030 (GBK), not in UTF-8; it was read as that');
  const rows = new TableRows(file, findings, each);
  let lastLine = 0, countedTwice = 0;
  const parser = parse({
    delimiter: findDelimiter(file, encoding), record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, skip_empty_lines: true, max_record_size: LONGEST_ROW_BYTES,
    on_record: (cells: string[], { lines }) => {
      // `lines` is that of the row's end, and counts line ends of two characters twice within quotes.
      const ends = lines === lastLine + 1 ? [] : cells.flatMap((cell) => cell.match(/\r\n|\n|\r/g) ?? []);
      const twice = ends.filter((end) => end.length === 2).length;
      rows.add(cells, lines - countedTwice - twice - ends.length);
      countedTwice += twice;
      lastLine = lines;
      return null;
    },
  });
  try {
    await pipeline(Readable.from(utf8Chunks(file, encoding, hash)), parser);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    takeCsvError(error, file, lastLine - countedTwice + 1, findings);
    return { sha256: hash.digest('hex'), features: 0 };
  }
  return { sha256: hash.digest('hex'), features: rows.finish() };
}

/** The file as UTF-8 without its mark, in chunks of their own. */
function* utf8Chunks(file: NamedFile, encoding: Encoding, hash: ReturnType<typeof createHash>): Generator<Buffer> {
  if (encoding === 'gb18030') {
    for (const text of decode(readChunks(file, hash), encoding)) yield Buffer.from(text);
    return;
  }
  let isFirst = true;
  for (const chunk of readChunks(file, hash)) {
    yield Buffer.from(isFirst && hasMark(chunk) ? chunk.subarray(3) : chunk);
    isFirst = false;
  }
}

/** @throws {TypeError} where a strict decoder meets bytes that are not of the encoding. */
function* decode(chunks: Iterable<Buffer>, encoding: Encoding, fatal = true): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal });
  for (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** @throws {InputError} if the file is no text, or text in neither encoding. */
function findEncoding(file: NamedFile): Encoding {
  const isAll = (encoding: Encoding): boolean => {
    try {
      const pieces = decode(textChunks(file), encoding);
      while (pieces.next().done !== true);
      return true;
    } catch (error) {
      if (error instanceof InputError) throw error;
      return false;
    }
  };
  if (isAll('utf-8')) return 'utf-8';
  const { line, isMostlyUtf8 } = lookAtBroken(file);
  if (!isMostlyUtf8 && isAll('gb18030')) return 'gb18030';
  throw new InputError({
    code: 'encoding', where: `${file.name}:${line}`, what: isMostlyUtf8 ? 'has bytes that are not UTF-8 in a text that otherwise is' : 'is text neither in UTF-8 nor in GB18030',
    fix: isMostlyUtf8 ? 'Mend the line: a value may have been cut within a character' : 'Save it as UTF-8',
  });
}

/** @throws {InputError} at bytes that no text has. */
function* textChunks(file: NamedFile): Generator<Buffer> {
  let isFirst = true;
  for (const chunk of readChunks(file)) {
    if (isFirst && ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff))) throw new InputError({ code: 'encoding', where: file.name, what: 'is UTF-16 text', fix: 'Save it as UTF-8' });
    if (isFirst && chunk[0] === 0x50 && chunk[1] === 0x4b && chunk[2] === 3) throw new InputError({ code: 'wrong-format', where: file.name, what: 'is a zip archive and no CSV', fix: 'If it is an Excel file, end its name in .xlsx' });
    if (chunk.includes(0)) throw new InputError({ code: 'wrong-format', where: file.name, what: 'is no text', fix: 'Save it as CSV in UTF-8' });
    isFirst = false;
    yield chunk;
  }
}

/** Where a file that is not UTF-8 first is not, and whether most of it is: of GB18030 hardly a character is. */
function lookAtBroken(file: NamedFile): { line: number; isMostlyUtf8: boolean } {
  let line = 0, lines = 1, sound = 0, broken = 0;
  for (const text of decode(readChunks(file), 'utf-8', false)) {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 0x0a) lines++;
      else if (code === 0xfffd) { broken++; line ||= lines; }
      else if (code > 0x7f) sound++;
    }
  }
  return { line, isMostlyUtf8: sound > broken };
}

/** The delimiter that yields the most of the coordinates looked for, else the most frequent one of the first rows. */
function findDelimiter(file: NamedFile, encoding: Encoding): string {
  let best: string = DELIMITERS[0], bestScore = 0;
  const lines: string[] = [];
  for (const text of decode(readChunks(file), encoding)) {
    lines.push(...text.slice(0, 1 << 16).split(/\r\n|\n|\r/).filter((line) => line.trim() !== '').slice(0, HEADING_ROWS));
    break;
  }
  for (const delimiter of DELIMITERS) {
    const scores = lines.map((line) => {
      const cells = line.replaceAll(/"[^"]*"/g, (quoted) => quoted.slice(1, -1).replaceAll(delimiter, ' ')).split(delimiter);
      return cells.length + (findCoordinateColumns(cells).length > 0 ? 1e6 : 0);
    });
    const score = Math.max(1, ...scores);
    if (score > bestScore) { best = delimiter; bestScore = score; }
  }
  return best;
}

/** @param row line at which the faulty row begins, blank lines before it included. */
function takeCsvError(error: CsvError, file: NamedFile, row: number, findings: Findings): void {
  const where = `${file.name}:${row}`;
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED': findings.fault('csv', where, 'the file ends within the quotes of this row', 'Close the quote, or get the whole file: it may be cut off'); break;
    case 'CSV_MAX_RECORD_SIZE': findings.fault('csv', where, `the row is longer than ${LONGEST_ROW_BYTES} bytes`, 'A quote in it may not be closed'); break;
    case 'INVALID_OPENING_QUOTE': findings.fault('csv', where, 'a quote stands within a value that does not begin with one', 'Put the value in quotes and double those within it'); break;
    case 'CSV_INVALID_CLOSING_QUOTE': findings.fault('csv', where, 'text follows a closing quote', 'Double the quotes within the value'); break;
    default: findings.fault('csv', where, 'is not CSV', 'Save it as CSV again');
  }
}

const hasMark = (chunk: Buffer): boolean => chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
