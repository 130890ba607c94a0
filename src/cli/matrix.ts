/** lifecircle matrix --walk FILE --from FILE --to FILE */
import { basename, dirname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { BUS_DEFAULTS, parseWindow, type BusSettings } from '../core/bus-settings.ts';
import { parsePoint } from '../inputs/points.ts';
import { renderBusMatrixCsv, renderMatrixCsv } from '../outputs/matrix-csv.ts';
import { renderBusMatrixParquet, renderMatrixParquet } from '../outputs/matrix-parquet.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { computeBusMatrix, computeMatrix, type BusFiles } from '../pipeline-files.ts';
import { fileAt, isFile } from './arguments.ts';
import { refuseToOverwrite } from './overwriting.ts';
import { writeNotices, type World } from './streams.ts';

/** Bus data as the options name it; see `busOf`. */
export interface BusOptions {
  readonly gtfs?: readonly string[];
  readonly date?: string;
  readonly busLines?: string;
  readonly busStops?: string;
  readonly depart: BusSettings['window'];
}

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
  const busFiles = bus === null ? [] : 'feeds' in bus ? bus.feeds : [bus.lines, bus.stops];
  if (out !== undefined) refuseToOverwrite([...Object.values(files).filter(isFile), ...busFiles], [out]);
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

/** The bus files that options name together; null for none, or what is wrong with them. */
export function busOf({ gtfs, date, busLines, busStops }: BusOptions): BusFiles | null | string {
  if (gtfs !== undefined && (busLines !== undefined || busStops !== undefined)) return 'give either --gtfs or --bus-lines and --bus-stops';
  if (gtfs !== undefined) return date === undefined ? '--gtfs needs --date, the day whose buses run' : { feeds: gtfs.map(fileAt), date };
  if (date !== undefined) return '--date is the day of a timetable: give --gtfs with it';
  if ((busLines === undefined) !== (busStops === undefined)) return 'give --bus-lines and --bus-stops together';
  return busLines === undefined || busStops === undefined ? null : { lines: fileAt(busLines), stops: fileAt(busStops) };
}

/** A window of departures, for an option. */
export function parseDepart(text: string): BusSettings['window'] {
  const window = parseWindow(text);
  if (window === null) throw new InvalidArgumentError('Write HH:MM-HH:MM, such as 07:00-09:00.');
  return window;
}

/** Percentiles, ascending, for an option. */
export function parsePercentiles(text: string): number[] {
  const percentiles = text.split(',').map((part) => Number(part.trim()));
  if (percentiles.some((p) => !(p > 0 && p <= 100)) || new Set(percentiles).size < percentiles.length) throw new InvalidArgumentError('Give numbers above 0 and up to 100, each once.');
  return percentiles.sort((a, b) => a - b);
}
