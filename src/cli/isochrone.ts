/** lifecircle isochrone --walk FILE --from FILE --minutes 5,10,15 */
import { basename, dirname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { settingsAt } from '../core/bus-settings.ts';
import { parsePoint } from '../inputs/points.ts';
import { renderIsochronesGeojson } from '../outputs/isochrones-geojson.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { computeIsochrones, type LineFiles } from '../pipeline-files.ts';
import { fileAt, isFile, positiveUpTo } from './arguments.ts';
import { filesOfBus, type BusOptions } from './bus-options.ts';
import { refuseToOverwrite } from './overwriting.ts';
import { writeNotices, type World } from './streams.ts';

export const DIRECTIONS = ['from', 'to'] as const;

export interface IsochroneOptions extends BusOptions {
  readonly walk: string;
  readonly from: string;
  readonly minutes: readonly number[];
  readonly direction: (typeof DIRECTIONS)[number];
  readonly walkSpeed: number;
  readonly maxSnap: number;
  readonly bufferMetres: number;
  readonly simplifyMetres?: number;
  readonly percentile: number;
  readonly out?: string;
}

/**
 * Write the polygons as they are found, to --out or to standard output.
 * @param bus null to walk.
 * @throws {InputError} for faults of the data.
 */
export async function isochrone({ walk, from, minutes, direction, walkSpeed, maxSnap, bufferMetres, simplifyMetres = 0, depart, percentile, out }: IsochroneOptions, bus: LineFiles | null, { stdout, stderr }: World): Promise<void> {
  const files = { walk: fileAt(walk), from: parsePoint(from) ?? fileAt(from) };
  if (out !== undefined) refuseToOverwrite([...Object.values(files).filter(isFile), ...filesOfBus(bus)], [out]);
  const { isochrones, notices } = await computeIsochrones({ ...files, direction, minutes, bufferMetres, simplifyMetres, riding: bus && { bus, settings: settingsAt(depart, percentile) }, walkMetresPerMinute: walkSpeed, maxSnapMetres: maxSnap });
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
