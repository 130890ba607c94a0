/** lifecircle matrix PROJECT [--service ID], and lifecircle matrix --walk FILE --from FILE --to FILE */
import { basename, dirname } from 'node:path';
import { BUS_DEFAULTS } from '../core/bus-settings.ts';
import { parsePoint } from '../inputs/points.ts';
import { renderBusMatrixCsv, renderMatrixCsv } from '../outputs/matrix-csv.ts';
import { renderBusMatrixParquet, renderMatrixParquet } from '../outputs/matrix-parquet.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { computeBusMatrix, computeMatrix, type BusFiles, type BusMatrix, type Matrix } from '../pipeline-files.ts';
import { computeProjectMatrix, type ProjectMatrixQuestion } from '../pipeline-project.ts';
import { fileAt, isFile } from './arguments.ts';
import { filesOfBus, type BusOptions } from './bus-options.ts';
import { refuseToOverwrite, refuseToOverwriteInputs } from './overwriting.ts';
import { showStep } from './progress.ts';
import { writeNotices, type World } from './streams.ts';

/** null for what the project decides. */
export interface ProjectMatrixOptions extends Omit<ProjectMatrixQuestion, 'project'> { readonly out: string | undefined }

export interface MatrixOptions extends BusOptions {
  readonly walk: string;
  readonly from: string;
  readonly to: string;
  readonly maxMinutes?: number;
  readonly walkSpeed: number;
  readonly maxSnap: number;
  readonly percentiles: readonly number[];
  readonly out?: string;
}

/**
 * Write the pairs of a project as they are found, to --out (Parquet where it ends so) or as CSV to standard output.
 * @throws {InputError} for faults of the data and unknown ids.
 */
export async function matrixOfProject(project: string, { out, ...question }: ProjectMatrixOptions, world: World): Promise<void> {
  if (out !== undefined) refuseToOverwriteInputs(project, [out]);
  const progress = showStep('en', world), found = await computeProjectMatrix({ project, ...question }, progress.begin).finally(progress.end);
  write(found, found.percentiles === null ? formatsOnFoot(found) : formatsByBus(found, found.percentiles), out, world);
}

/**
 * The same between points of files.
 * @param bus null to walk.
 * @throws {InputError} for faults of the data.
 */
export async function matrix({ walk, from, to, maxMinutes, walkSpeed, maxSnap, depart, percentiles, out }: MatrixOptions, bus: BusFiles | null, world: World): Promise<void> {
  const files = { walk: fileAt(walk), from: parsePoint(from) ?? fileAt(from), to: parsePoint(to) ?? fileAt(to) };
  if (out !== undefined) refuseToOverwrite([...Object.values(files).filter(isFile), ...filesOfBus(bus)], [out]);
  const question = { ...files, maxMinutes: maxMinutes ?? null, walkMetresPerMinute: walkSpeed, maxSnapMetres: maxSnap };
  if (bus === null) {
    const found = await computeMatrix(question);
    write(found, formatsOnFoot(found), out, world);
  } else {
    const found = await computeBusMatrix({ ...question, bus, settings: { ...BUS_DEFAULTS, window: depart }, percentiles });
    write(found, formatsByBus(found, percentiles), out, world);
  }
}

/** The pairs in either format, whichever is taken. */
interface Formats { readonly csv: () => Iterable<string>; readonly parquet: () => Iterable<Uint8Array> }

function formatsOnFoot({ pairs, fromIds, toIds }: Pick<Matrix, 'pairs' | 'fromIds' | 'toIds'>): Formats {
  return { csv: () => renderMatrixCsv(pairs, fromIds, toIds), parquet: () => renderMatrixParquet(pairs, fromIds, toIds) };
}

function formatsByBus({ pairs, fromIds, toIds }: Pick<BusMatrix, 'pairs' | 'fromIds' | 'toIds'>, percentiles: readonly number[]): Formats {
  return { csv: () => renderBusMatrixCsv(pairs, fromIds, toIds, percentiles), parquet: () => renderBusMatrixParquet(pairs, fromIds, toIds, percentiles) };
}

function write({ notices }: Pick<Matrix, 'notices'>, { csv, parquet }: Formats, out: string | undefined, { stdout, stderr }: World): void {
  writeNotices(notices, stderr);
  if (out === undefined) for (const piece of csv()) stdout.write(piece);
  else writeFiles(dirname(out), [{ name: basename(out), pieces: /\.parquet$/i.test(out) ? parquet() : csv() }]);
}
