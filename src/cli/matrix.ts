/** lifecircle matrix --walk FILE --from FILE --to FILE */
import { basename, dirname } from 'node:path';
import { BUS_DEFAULTS } from '../core/bus-settings.ts';
import { parsePoint } from '../inputs/points.ts';
import { renderBusMatrixCsv, renderMatrixCsv } from '../outputs/matrix-csv.ts';
import { renderBusMatrixParquet, renderMatrixParquet } from '../outputs/matrix-parquet.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { computeBusMatrix, computeMatrix, type BusFiles } from '../pipeline-files.ts';
import { fileAt, isFile } from './arguments.ts';
import { filesOfBus, type BusOptions } from './bus-options.ts';
import { refuseToOverwrite } from './overwriting.ts';
import { writeNotices, type World } from './streams.ts';

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
 * Write the pairs as they are found, to --out (Parquet where it ends so) or as CSV to standard output.
 * @param bus null to walk.
 * @throws {InputError} for faults of the data.
 */
export async function matrix({ walk, from, to, maxMinutes, walkSpeed, maxSnap, depart, percentiles, out }: MatrixOptions, bus: BusFiles | null, { stdout, stderr }: World): Promise<void> {
  const files = { walk: fileAt(walk), from: parsePoint(from) ?? fileAt(from), to: parsePoint(to) ?? fileAt(to) };
  if (out !== undefined) refuseToOverwrite([...Object.values(files).filter(isFile), ...filesOfBus(bus)], [out]);
  const question = { ...files, maxMinutes: maxMinutes ?? null, walkMetresPerMinute: walkSpeed, maxSnapMetres: maxSnap };
  const { notices, csv, parquet } = bus === null ? await walked(question) : await ridden({ ...question, bus, settings: { ...BUS_DEFAULTS, window: depart }, percentiles });
  writeNotices(notices, stderr);
  if (out === undefined) for (const piece of csv()) stdout.write(piece);
  else writeFiles(dirname(out), [{ name: basename(out), pieces: /\.parquet$/i.test(out) ? parquet() : csv() }]);
}

async function walked(question: Parameters<typeof computeMatrix>[0]) {
  const { pairs, fromIds, toIds, notices } = await computeMatrix(question);
  return { notices, csv: () => renderMatrixCsv(pairs, fromIds, toIds), parquet: () => renderMatrixParquet(pairs, fromIds, toIds) };
}

async function ridden(question: Parameters<typeof computeBusMatrix>[0]) {
  const { pairs, fromIds, toIds, notices } = await computeBusMatrix(question), { percentiles } = question;
  return { notices, csv: () => renderBusMatrixCsv(pairs, fromIds, toIds, percentiles), parquet: () => renderBusMatrixParquet(pairs, fromIds, toIds, percentiles) };
}
