/** lifecircle isochrone PROJECT [--service ID], and lifecircle isochrone --walk FILE --from FILE */
import { basename, dirname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { settingsAt } from '../core/bus-settings.ts';
import { parsePoint } from '../inputs/points.ts';
import { renderIsochronesGeojson } from '../outputs/isochrones-geojson.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { computeIsochrones, type Isochrones, type LineFiles } from '../pipeline-files.ts';
import { computeProjectIsochrones, type ProjectIsochroneQuestion, type ProjectIsochrones } from '../pipeline-project.ts';
import { fileAt, isFile, positiveUpTo } from './arguments.ts';
import { filesOfBus, type BusOptions } from './bus-options.ts';
import { refuseToOverwrite, refuseToOverwriteInputs } from './overwriting.ts';
import { showStep } from './progress.ts';
import { writeNotices, type World } from './streams.ts';

export const DIRECTIONS = ['from', 'to'] as const;

/** null for what the project decides. */
export interface ProjectIsochroneOptions extends Omit<ProjectIsochroneQuestion, 'project' | 'simplifyMetres'> { readonly simplifyMetres: number | undefined; readonly out: string | undefined }

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
 * Write the polygons of a project as they are found, to --out or to standard output.
 * @throws {InputError} for faults of the data and unknown ids.
 */
export async function isochroneOfProject(project: string, { simplifyMetres = 0, out, ...question }: ProjectIsochroneOptions, world: World): Promise<void> {
  if (out !== undefined) refuseToOverwriteInputs(project, [out]);
  const progress = showStep('en', world), found = await computeProjectIsochrones({ project, simplifyMetres, ...question }, progress.begin).finally(progress.end);
  write(found, found.direction, out, world);
}

/**
 * The same around points of files.
 * @param bus null to walk.
 * @throws {InputError} for faults of the data.
 */
export async function isochrone({ walk, from, minutes, direction, walkSpeed, maxSnap, bufferMetres, simplifyMetres = 0, depart, percentile, out }: IsochroneOptions, bus: LineFiles | null, world: World): Promise<void> {
  const files = { walk: fileAt(walk), from: parsePoint(from) ?? fileAt(from) };
  if (out !== undefined) refuseToOverwrite([...Object.values(files).filter(isFile), ...filesOfBus(bus)], [out]);
  const found = await computeIsochrones({ ...files, direction, minutes, bufferMetres, simplifyMetres, riding: bus && { bus, settings: settingsAt(depart, percentile) }, walkMetresPerMinute: walkSpeed, maxSnapMetres: maxSnap });
  write(found, direction, out, world);
}

function write({ isochrones, notices }: Isochrones | ProjectIsochrones, direction: 'from' | 'to', out: string | undefined, { stdout, stderr }: World): void {
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
