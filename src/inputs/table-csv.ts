/** Features out of a CSV file, row by row; its encoding and delimiter are found out. */
import { createHash } from 'node:crypto';
import type { Findings } from '../core/problems.ts';
import { readCsvRows } from './csv-rows.ts';
import { readChunks, type NamedFile } from './files.ts';
import type { FileFacts } from './geojson.ts';
import { findCoordinateColumns } from './table-headings.ts';
import { HEADING_ROWS, TableRows, type TableFeature } from './table-rows.ts';
import { decode, findEncoding, type Encoding } from './text-encoding.ts';

const DELIMITERS = [',', ';', '\t'] as const;

/**
 * Read every row as a feature; faults go to `findings`.
 * @throws {InputError} if the file cannot be read or is no text.
 */
export async function readCsvFeatures(file: NamedFile, findings: Findings, each: (feature: TableFeature) => void): Promise<FileFacts> {
  const { name } = file, hash = createHash('sha256');
  const encoding = findEncoding({ name, chunks: () => readChunks(file) });
  if (encoding === 'gb18030') findings.notice('gb18030', name, 'is in GB18030 (GBK), not in UTF-8; it was read as that');
  const rows = new TableRows(file, findings, each);
  const isRead = await findings.collectLater(async () => {
    await readCsvRows({ name, chunks: () => readChunks(file, hash) }, { encoding, delimiter: findDelimiter(file, encoding) }, (cells, line) => { rows.add(cells, line); });
    return true;
  });
  return { sha256: hash.digest('hex'), features: isRead === true ? rows.finish() : 0 };
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
