/** Rows of CSV, one at a time, so that memory does not grow with the text; each with the line it begins on. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { InputError } from '../core/problems.ts';
import { utf8Chunks, type Encoding, type TextSource } from './text-encoding.ts';

/** A row that is longer is an open quote. */
const LONGEST_ROW_BYTES = 1 << 22;

/**
 * Hand every row that is not empty to `each`.
 * @param hasQuotes false if it is known that there is no quote in the text: then it is cut at line ends and
 * delimiters, which comes to the same and takes a tenth of the time.
 * @throws {InputError} where it is not CSV.
 */
export async function readCsvRows(source: TextSource, { encoding, delimiter, hasQuotes = true }: { encoding: Encoding; delimiter: string; hasQuotes?: boolean }, each: (cells: string[], line: number) => void): Promise<void> {
  if (!hasQuotes) { cutRows(source, encoding, delimiter, each); return; }
  let lastLine = 0, countedTwice = 0;
  const parser = parse({
    delimiter, record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, skip_empty_lines: true, max_record_size: LONGEST_ROW_BYTES,
    on_record: (cells: string[], { lines }) => {
      // `lines` is that of the row's end, and counts line ends of two characters twice within quotes.
      const ends = lines === lastLine + 1 ? [] : cells.flatMap((cell) => cell.match(/\r\n|\n|\r/g) ?? []);
      const twice = ends.filter((end) => end.length === 2).length;
      each(cells, lines - countedTwice - twice - ends.length);
      countedTwice += twice;
      lastLine = lines;
      return null;
    },
  });
  try {
    await pipeline(Readable.from(utf8Chunks(source, encoding)), parser);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw faultOf(error, `${source.name}:${lastLine - countedTwice + 1}`);
  }
}

function cutRows(source: TextSource, encoding: Encoding, delimiter: string, each: (cells: string[], line: number) => void): void {
  const decoder = new TextDecoder('utf-8');
  let line = 0, rest = '';
  const take = (row: string): void => {
    line++;
    if (row !== '') each(row.split(delimiter), line);
  };
  for (const chunk of utf8Chunks(source, encoding)) {
    const text = rest + decoder.decode(chunk, { stream: true });
    // A CR at the end may be the first half of a line end.
    const rows = (text.endsWith('\r') ? text.slice(0, -1) : text).split(/\r\n|\n|\r/);
    rest = (rows.pop() ?? '') + (text.endsWith('\r') ? '\r' : '');
    for (const row of rows) take(row);
    if (rest.length > LONGEST_ROW_BYTES) throw tooLong(`${source.name}:${line + 1}`);
  }
  for (const row of (rest + decoder.decode()).split('\r')) take(row);
}

/** @param where line at which the faulty row begins, blank lines before it included. */
function faultOf(error: CsvError, where: string): InputError {
  const fault = (what: string, fix: string): InputError => new InputError({ code: 'csv', where, what, fix }, error);
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED': return fault('the file ends within the quotes of this row', 'Close the quote, or get the whole file: it may be cut off');
    case 'CSV_MAX_RECORD_SIZE': return tooLong(where);
    case 'INVALID_OPENING_QUOTE': return fault('a quote stands within a value that does not begin with one', 'Put the value in quotes and double those within it');
    case 'CSV_INVALID_CLOSING_QUOTE': return fault('text follows a closing quote', 'Double the quotes within the value');
    default: return fault('is not CSV', 'Save it as CSV again');
  }
}

function tooLong(where: string): InputError {
  return new InputError({ code: 'csv', where, what: `the row is longer than ${LONGEST_ROW_BYTES} bytes`, fix: 'A quote in it may not be closed' });
}
