/** lifecircle isochrone PROJECT [--service ID], and lifecircle isochrone --walk FILE --from FILE */
import { basename, dirname } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { settingsAt } from '../core/bus-settings.ts';
import { parsePoint } from '../inputs/points.ts';
import { renderIsochronesGeojson } from '../outputs/isochrones-geojson.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { computeIsochrones, type Isochrones, type LineFiles } from '../pipeline-files.ts';
import { computeProjectIsochrones, type ProjectIsochroneQuestion, type ProjectIsochrones } from '../pipeline-project.ts';
import { fileAt, isFile, positiveUpTo } from './arguments.ts';
import { addBusOptions, busFrom, BUS_OPTIONS, filesOfBus, parsePercentile, type BusOptions } from './bus-options.ts';
import { cacheOption, type CacheOptions } from './cache.ts';
import { maxSnapOption, profileOption, walkSpeedOption, type PlaceOptions } from './options.ts';
import { refuseToOverwrite, refuseToOverwriteInputs } from './overwriting.ts';
import { showStep } from './progress.ts';
import { writeNotices, type World } from './streams.ts';
import { isGiven, projectOf } from './two-doors.ts';

const DIRECTIONS = ['from', 'to'] as const;

/** null for what the project decides. */
interface ProjectIsochroneOptions extends Omit<ProjectIsochroneQuestion, 'project' | 'simplifyMetres'>, CacheOptions { readonly simplifyMetres: number | undefined; readonly out: string | undefined }

interface IsochroneOptions extends BusOptions {
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

export function declareIsochrone(program: Command, world: World): void {
  addBusOptions(program.command('isochrone')
    .description('Where one gets within a time, on foot, or on foot and by bus, as polygons: around the settlements or facilities of a project, or around points')
    .argument('[project]', 'folder with a lifecircle.yaml, or the file itself')
    .addOption(new Option('--settlement <id...>', 'of the project: around these, one or several (default: all, where no service is named)').conflicts('service'))
    .option('--service <id>', 'of the project: the catchments of the facilities that count for it, in its time; by bus lines with a headway where it may count buses')
    .option('--facility <id...>', 'with --service: only of these facilities, one or several')
    .addOption(profileOption())
    .addOption(cacheOption(world))
    .option('--walk <file>', 'without a project: the walkable network, in any format of the walk layer')
    .option('--from <file>', 'points with an id each, or one point as LON,LAT')
    .addOption(new Option('--minutes <list>', 'limits, inclusive, parted by commas').default([5, 10, 15], '5,10,15; with --service its own').argParser(parseMinutes))
    .addOption(new Option('--direction <way>', 'where one gets from the places, or from where one gets to them').choices(DIRECTIONS).default('from', 'from; with --service to'))
    .addOption(walkSpeedOption())
    .addOption(maxSnapOption())
    .addOption(new Option('--buffer-metres <metres>', 'longest straight way off the network that the polygons take in').default(50).argParser(positiveUpTo(1000)))
    .addOption(new Option('--simplify-metres <metres>', 'fewer points: how far off the drawn lines may be (default: not at all)').argParser(positiveUpTo(100))))
    .addOption(new Option('--percentile <n>', 'with buses: the share of the headway that people wait').default(50).argParser(parsePercentile))
    .option('--out <file>', 'GeoJSON file (default: standard output)')
    .addHelpText('after', `
The ground belongs to the street nearest to it: what is beyond water or a fence that no street crosses is left out.
Buses are those by headway. A timetable (--gtfs) has no polygons: ask matrix for its times.
Around the settlements of a project people walk.

Example:
  lifecircle isochrone my-town --settlement s001 --minutes 15 --out reached.geojson
  lifecircle isochrone my-town --service primary_school --out catchments.geojson
  lifecircle isochrone --walk walk.geojson --from clinics.geojson --direction to --minutes 15 --out catchments.geojson
  lifecircle isochrone --walk walk.geojson --bus-lines lines.geojson --bus-stops stops.geojson --from 121.4737,31.2304`)
    .action(async (given: string | undefined, { settlement, service, facility, profile, cache, ...options }: IsochroneOptions & PlaceOptions & CacheOptions & { facility?: string[] }, command: Command) => {
      const project = projectOf(command, given, { ofProject: ['settlement', 'service', 'facility', 'profile', 'cache'], ofFiles: ['walk', 'from', 'walkSpeed', 'maxSnap', 'percentile', ...BUS_OPTIONS], needed: ['walk', 'from'] });
      if (project !== null) {
        if (facility !== undefined && service === undefined) command.error('error: --facility needs --service: whose catchment it is');
        await isochroneOfProject(project, {
          settlements: settlement ?? null, service: service ?? null, facilities: facility ?? null, profile: profile ?? null, direction: isGiven(command, 'direction') ? options.direction : null,
          minutes: isGiven(command, 'minutes') ? options.minutes : null, bufferMetres: options.bufferMetres, simplifyMetres: options.simplifyMetres, cache, out: options.out,
        }, world);
        return;
      }
      const bus = busFrom(options, command);
      if (bus !== null && 'feeds' in bus) command.error('error: there are no isochrones by timetable: give --bus-lines and --bus-stops, or ask matrix for the times');
      else await isochrone(options, bus, world);
    });
}

/**
 * Write the polygons of a project as they are found, to --out or to standard output.
 * @throws {InputError} for faults of the data and unknown ids.
 */
async function isochroneOfProject(project: string, { simplifyMetres = 0, cache, out, ...question }: ProjectIsochroneOptions, world: World): Promise<void> {
  if (out !== undefined) refuseToOverwriteInputs(project, [out]);
  const progress = showStep('en', world), found = await computeProjectIsochrones({ project, simplifyMetres, ...question }, progress.begin, cache).finally(progress.end);
  write(found, found.direction, out, world);
}

/**
 * The same around points of files.
 * @param bus null to walk.
 * @throws {InputError} for faults of the data.
 */
async function isochrone({ walk, from, minutes, direction, walkSpeed, maxSnap, bufferMetres, simplifyMetres = 0, depart, percentile, out }: IsochroneOptions, bus: LineFiles | null, world: World): Promise<void> {
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
function parseMinutes(text: string): number[] {
  const limits = text.split(',').map((part) => positiveUpTo(600)(part.trim()));
  if (new Set(limits).size < limits.length) throw new InvalidArgumentError('Give each limit once.');
  return limits.sort((a, b) => a - b);
}
