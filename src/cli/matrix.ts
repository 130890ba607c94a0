/** lifecircle matrix PROJECT [--service ID], and lifecircle matrix --walk FILE --from FILE --to FILE */
import { basename, dirname } from 'node:path';
import { Option, type Command } from 'commander';
import { BUS_DEFAULTS } from '../core/bus-settings.ts';
import { parsePoint } from '../inputs/points.ts';
import { renderBusMatrixCsv, renderMatrixCsv } from '../outputs/matrix-csv.ts';
import { renderBusMatrixParquet, renderMatrixParquet } from '../outputs/matrix-parquet.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { computeBusMatrix, computeMatrix, type BusFiles, type BusMatrix, type Matrix } from '../pipeline-files.ts';
import { computeProjectMatrix, type ProjectMatrixQuestion } from '../pipeline-project.ts';
import { fileAt, isFile, parseTypes, positiveUpTo } from './arguments.ts';
import { addBusOptions, busFrom, BUS_OPTIONS, filesOfBus, parsePercentiles, type BusOptions } from './bus-options.ts';
import { cacheOption, type CacheOptions } from './cache.ts';
import { maxSnapOption, profileOption, walkSpeedOption, type PlaceOptions } from './options.ts';
import { refuseToOverwrite, refuseToOverwriteInputs } from './overwriting.ts';
import { showStep } from './progress.ts';
import { writeNotices, type World } from './streams.ts';
import { isGiven, projectOf } from './two-doors.ts';

/** null for what the project decides. */
interface ProjectMatrixOptions extends Omit<ProjectMatrixQuestion, 'project'>, CacheOptions { readonly out: string | undefined }

interface MatrixOptions extends BusOptions {
  readonly walk: string;
  readonly from: string;
  readonly to: string;
  readonly maxMinutes?: number;
  readonly walkSpeed: number;
  readonly maxSnap: number;
  readonly percentiles: readonly number[];
  readonly out?: string;
}

export function declareMatrix(program: Command, world: World): void {
  addBusOptions(program.command('matrix')
    .description('Times on foot, or on foot and by bus: from the settlements of a project to its facilities, or between all pairs of two sets of points, as CSV or Parquet')
    .argument('[project]', 'folder with a lifecircle.yaml, or the file itself')
    .addOption(new Option('--service <id>', 'of the project: to the facilities that count for it, as the report has it; by bus where it may count buses').conflicts('types'))
    .addOption(new Option('--types <list>', 'of the project: to the facilities of these types, on foot (default: to all in use)').argParser(parseTypes))
    .addOption(profileOption())
    .addOption(cacheOption(world))
    .option('--settlement <id...>', 'of the project: where the ways begin; one or several (default: all)')
    .option('--walk <file>', 'without a project: the walkable network, in any format of the walk layer')
    .option('--from <file>', 'points with an id each, or one point as LON,LAT')
    .option('--to <file>', 'the same for where the ways lead')
    .addOption(new Option('--max-minutes <n>', 'longest time, inclusive (default: no limit)').argParser(positiveUpTo(600)))
    .addOption(walkSpeedOption())
    .addOption(maxSnapOption()))
    .addOption(new Option('--percentiles <list>', 'with buses: of the times over the departures, one a minute; by headway, the share of it that people wait').default([25, 50, 75], '25,50,75; of a project the one of its report').argParser(parsePercentiles))
    .option('--out <file>', 'CSV file, or Parquet if it ends in .parquet (default: CSV on standard output)')
    .addHelpText('after', `
Columns: from_id, to_id, seconds, metres. With buses: from_id, to_id, seconds_p25 and so on, share (of the departures that
make it within the limit), walk_seconds, walk_metres. Pairs without a way within the limit are left out.
Of a project, facilities that are planned, closed or not open are left out, and the times are those of its report.

Example:
  lifecircle matrix my-town --service wet_market --out times.csv
  lifecircle matrix --walk walk.geojson --from homes.geojson --to schools.geojson --max-minutes 30 --out times.csv
  lifecircle matrix --walk walk.geojson --gtfs feed.zip --date 2024-06-04 --from homes.geojson --to schools.geojson --max-minutes 60`)
    .action(async (given: string | undefined, { settlement, service, types, profile, cache, ...options }: MatrixOptions & PlaceOptions & CacheOptions & { types?: string[] }, command: Command) => {
      const project = projectOf(command, given, { ofProject: ['service', 'types', 'profile', 'settlement', 'cache'], ofFiles: ['walk', 'from', 'to', 'walkSpeed', 'maxSnap', ...BUS_OPTIONS], needed: ['walk', 'from', 'to'] });
      if (project === null) await matrix(options, busFrom(options, command), world);
      else await matrixOfProject(project, {
        settlements: settlement ?? null, service: service ?? null, types: types ?? null, profile: profile ?? null, maxMinutes: options.maxMinutes ?? null,
        percentiles: isGiven(command, 'percentiles') ? options.percentiles : null, cache, out: options.out,
      }, world);
    });
}

/**
 * Write the pairs of a project as they are found, to --out (Parquet where it ends so) or as CSV to standard output.
 * @throws {InputError} for faults of the data and unknown ids.
 */
async function matrixOfProject(project: string, { out, cache, ...question }: ProjectMatrixOptions, world: World): Promise<void> {
  if (out !== undefined) refuseToOverwriteInputs(project, [out]);
  const progress = showStep('en', world), found = await computeProjectMatrix({ project, ...question }, progress.begin, cache).finally(progress.end);
  write(found, found.percentiles === null ? formatsOnFoot(found) : formatsByBus(found, found.percentiles), out, world);
}

/**
 * The same between points of files.
 * @param bus null to walk.
 * @throws {InputError} for faults of the data.
 */
async function matrix({ walk, from, to, maxMinutes, walkSpeed, maxSnap, depart, percentiles, out }: MatrixOptions, bus: BusFiles | null, world: World): Promise<void> {
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
