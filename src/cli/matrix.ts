/** lifecircle matrix --walk FILE --from FILE --to FILE */
import { basename, dirname } from 'node:path';
import { parsePoint } from '../inputs/points.ts';
import { renderMatrixCsv } from '../outputs/matrix-csv.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { computeMatrix } from '../pipeline-files.ts';
import { fileAt, isFile } from './arguments.ts';
import { refuseToOverwrite } from './overwriting.ts';
import { writeNotices, type World } from './streams.ts';

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
  writeNotices(notices, stderr);
  const pieces = renderMatrixCsv(pairs, fromIds, toIds);
  if (out === undefined) for (const piece of pieces) stdout.write(piece);
  else writeFiles(dirname(out), [{ name: basename(out), pieces }]);
}

