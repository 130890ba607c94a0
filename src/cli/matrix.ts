/** lifecircle matrix --walk FILE --from FILE --to FILE */
import { basename, dirname, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { NamedFile } from '../inputs/files.ts';
import { parsePoint, type NamedPoint } from '../inputs/points.ts';
import { renderMatrixCsv } from '../outputs/matrix-csv.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { computeMatrix } from '../pipeline.ts';
import { refuseToOverwrite } from './overwriting.ts';
import type { World } from './streams.ts';

export interface MatrixOptions {
  readonly walk: string;
  readonly from: string;
  readonly to: string;
  readonly maxMinutes?: number;
  readonly walkSpeed: number;
  readonly maxSnap: number;
  readonly out?: string;
}

/** Write the pairs as they are found, to --out or to standard output. @throws {InputError} for faults of the data. */
export async function matrix({ walk, from, to, maxMinutes, walkSpeed, maxSnap, out }: MatrixOptions, { stdout, stderr }: World): Promise<void> {
  const files = { walk: fileAt(walk), from: parsePoint(from) ?? fileAt(from), to: parsePoint(to) ?? fileAt(to) };
  if (out !== undefined) refuseToOverwrite(Object.values(files).filter(isFile), [out]);
  const { pairs, fromIds, toIds, notices } = await computeMatrix({ ...files, maxMinutes: maxMinutes ?? null, walkMetresPerMinute: walkSpeed, maxSnapMetres: maxSnap });
  for (const { where, what, count } of notices) stderr.write(`notice: ${where}: ${what} (${count})\n`);
  const pieces = renderMatrixCsv(pairs, fromIds, toIds);
  if (out === undefined) for (const piece of pieces) stdout.write(piece);
  else writeFiles(dirname(out), [{ name: basename(out), pieces }]);
}

/** A number above 0 and up to `most`, for an option. */
export function positiveUpTo(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+(\.\d+)?$/.test(text) || value <= 0 || value > most) throw new InvalidArgumentError(`Give a number above 0 and up to ${most}.`);
    return value;
  };
}

function fileAt(path: string): NamedFile {
  return { name: basename(path), path: resolve(path) };
}

function isFile(given: NamedFile | NamedPoint): given is NamedFile {
  return 'path' in given;
}
