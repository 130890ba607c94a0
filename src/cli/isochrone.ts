/** lifecircle isochrone --walk FILE --from FILE --minutes 5,10,15 */
import { basename, dirname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { parsePoint } from '../inputs/points.ts';
import { renderIsochronesGeojson } from '../outputs/isochrones-geojson.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { computeIsochrones } from '../pipeline-files.ts';
import { fileAt, isFile, positiveUpTo } from './arguments.ts';
import { refuseToOverwrite } from './overwriting.ts';
import { writeNotices, type World } from './streams.ts';

export const DIRECTIONS = ['from', 'to'] as const;

export interface IsochroneOptions {
  readonly walk: string;
  readonly from: string;
  readonly minutes: readonly number[];
  readonly direction: (typeof DIRECTIONS)[number];
  readonly walkSpeed: number;
  readonly maxSnap: number;
  readonly bufferMetres: number;
  readonly out?: string;
}

/** Write the polygons as they are found, to --out or to standard output. @throws {InputError} for faults of the data. */
export async function isochrone({ walk, from, minutes, direction, walkSpeed, maxSnap, bufferMetres, out }: IsochroneOptions, { stdout, stderr }: World): Promise<void> {
  const files = { walk: fileAt(walk), from: parsePoint(from) ?? fileAt(from) };
  if (out !== undefined) refuseToOverwrite(Object.values(files).filter(isFile), [out]);
  const { isochrones, notices } = await computeIsochrones({ ...files, direction, minutes, bufferMetres, walkMetresPerMinute: walkSpeed, maxSnapMetres: maxSnap });
  const pieces = renderIsochronesGeojson(isochrones, direction);
  if (out === undefined) for (const piece of pieces) stdout.write(piece);
  else writeFiles(dirname(out), [{ name: basename(out), pieces }]);
  writeNotices(notices(), stderr);
}

/** Limits in minutes, ascending, for an option. */
export function parseMinutes(text: string): number[] {
  const limits = text.split(',').map((part) => positiveUpTo(600)(part.trim()));
  if (new Set(limits).size < limits.length) throw new InvalidArgumentError('Give each limit once.');
  return limits.sort((a, b) => a - b);
}
