/** The command line: which command, which language, which exit code. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { printable } from '../core/printable.ts';
import { InputError } from '../core/problems.ts';
import type { WalkProfile } from '../core/units.ts';
import type { Lang } from '../outputs/words.ts';
import type { BusFiles } from '../pipeline-files.ts';
import { VERSION } from '../version.ts';
import { lonLat, parseTypes, positiveUpTo } from './arguments.ts';
import { addBusOptions, busOf, parsePercentile, parsePercentiles, type BusOptions } from './bus-options.ts';
import { catchments, type CatchmentsCommandOptions } from './catchments.ts';
import { check, CHECK_FORMATS, parseMinCoverage, parseShare, type CheckOptions } from './check.ts';
import { diff, DIFF_FORMATS, type DiffOptions } from './diff.ts';
import { listChecklists, showChecklist, validateChecklist } from './checklist.ts';
import { DIRECTIONS, isochrone, isochroneOfProject, parseMinutes, type IsochroneOptions } from './isochrone.ts';
import { importOsm, type ImportOptions } from './import-osm.ts';
import { matrix, matrixOfProject, type MatrixOptions } from './matrix.ts';
import { DEFAULT_FORMATS, FORMATS, report, type ReportOptions } from './report.ts';
import { routeOfCell, routeOfPoints, type CellOptions, type WayOptions } from './route.ts';
import { GROUND_KINDS } from '../isochrones/uncovered.ts';
import type { World } from './streams.ts';
import { isGiven, projectOf } from './two-doors.ts';
import { parseDay, PROBLEM_FORMATS, validate, type ValidateOptions } from './validate.ts';

/** Bus data and when people leave: a project has its own. */
const BUS_OPTIONS = ['gtfs', 'date', 'busLines', 'busStops', 'depart'] as const;

/** Places of a project, and who goes. */
interface PlaceOptions { readonly settlement?: string[]; readonly service?: string; readonly profile?: WalkProfile['id'] }

const EXIT = { done: 0, failed: 1, input: 2, bug: 3 } as const;

/**
 * Run one command.
 * @param args what stands after the program's name.
 * @returns the exit code: 0 done, 1 a check failed, 2 the input or the usage is wrong, 3 our own bug.
 */
export async function run(args: readonly string[], world: World): Promise<number> {
  let code: number = EXIT.done;
  const program = describeProgram(world, (end) => { code = EXIT[end]; });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.input;
    if (error instanceof InputError) {
      const { faults } = error;
      for (const { where, what, fix } of faults) world.stderr.write(`error: ${printable(where)}: ${printable(what)}. ${printable(fix)}.\n`);
      if (faults.length > 1) world.stderr.write(`${faults.length} faults; nothing was written.\n`);
      return EXIT.input;
    }
    world.stderr.write(`This is a bug in lifecircle ${VERSION}, not in your data. Please report it with what follows.\n${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
    return EXIT.bug;
  }
}

/** @param end told how a command ended that says so itself. */
function describeProgram(world: World, end: (how: 'done' | 'failed' | 'input') => void): Command {
  const program = new Command('lifecircle')
    .description('Which services does each settlement lack within fifteen minutes, and what should be built first?')
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeOut: (text) => { world.stdout.write(text); }, writeErr: (text) => { world.stderr.write(text); } })
    .showHelpAfterError('(lifecircle --help shows the commands, lifecircle COMMAND --help their options)')
    .addHelpText('after', '\nExit codes: 0 done, 1 a check failed, 2 the input or the usage is wrong, 3 a bug of ours.\n');

  program.command('report')
    .description('Which services each settlement reaches in time, which it lacks, and the totals')
    .argument('<project>', 'folder with a lifecircle.yaml, or the file itself')
    .option('--out <dir>', 'folder for the results', 'lifecircle-results')
    .addOption(new Option('--formats <list>', `what to write, of: ${FORMATS.join(', ')}`).default(DEFAULT_FORMATS, DEFAULT_FORMATS.join(',')).argParser(parseFormats))
    .option('--catchments', 'also draw into coverage.gpkg from where each service is reached in time; takes minutes')
    .option('--public', 'leave residents of single settlements, file names and internal columns out of report.html', false)
    .addOption(langOption(world))
    .addHelpText('after', `
Writes coverage.json, settlements.geojson, gaps.csv, townships.csv, coverage.xlsx, report.html, and coverage.gpkg with coverage.qgz for QGIS; the summary goes to standard error.
svg and png are pictures for papers and slides, map and heatmap, drawn only when they are asked for.

Example:
  lifecircle report my-town --out results --lang zh
  lifecircle report my-town --out results --formats xlsx,png`)
    .action(async (project: string, options: ReportOptions) => { await report(project, options, world); });

  addBusOptions(program.command('route')
    .description('One way, leg by leg: behind a cell of a report, or between two points')
    .argument('[project]', 'folder with a lifecircle.yaml, or the file itself')
    .option('--settlement <id>', 'of the project, where the way begins')
    .option('--service <id>', 'the way leads to the facility that the report names for it')
    .option('--walk <file>', 'without a project: the walkable network, in any format of the walk layer')
    .addOption(new Option('--from <lon,lat>', 'where the way begins').argParser(lonLat))
    .addOption(new Option('--to <lon,lat>', 'where it ends').argParser(lonLat))
    .addOption(new Option('--walk-speed <metres>', 'metres per minute, without a project').default(60).argParser(positiveUpTo(500)))
    .addOption(new Option('--max-snap <metres>', 'longest straight leg to the network, without a project').default(300).argParser(positiveUpTo(5000))))
    .addOption(new Option('--percentile <n>', 'with buses: which of the sorted times over the departures to explain; by headway, the share of it that people wait').default(50).argParser(parsePercentile))
    .option('--out <file>', 'GeoJSON file for the legs (default: standard output)')
    .addHelpText('after', `
Example:
  lifecircle route my-town --settlement s001 --service primary_school --out way.geojson
  lifecircle route --walk walk.geojson --from 121.4737,31.2304 --to 121.4801,31.2333
  lifecircle route --walk walk.geojson --gtfs feed.zip --date 2024-06-04 --from 121.4737,31.2304 --to 121.5201,31.2333`)
    .action(async (project: string | undefined, { settlement, service, walk, from, to, ...rest }: Partial<CellOptions & WayOptions> & BusOptions & Pick<WayOptions, 'walkSpeed' | 'maxSnap' | 'percentile'>, command: Command) => {
      const isOfPoints = project === undefined && settlement === undefined && service === undefined, isOfCell = ['walk', 'from', 'to', 'walkSpeed', 'maxSnap', ...BUS_OPTIONS, 'percentile'].every((name) => !isGiven(command, name));
      if (isOfCell && project !== undefined && settlement !== undefined && service !== undefined) await routeOfCell(project, { settlement, service, ...rest }, world);
      else if (isOfPoints && walk !== undefined && from !== undefined && to !== undefined) await routeOfPoints({ walk, from, to, ...rest }, busFrom(rest, command), world);
      else command.error('error: give a project with --settlement and --service, or --walk with --from and --to');
    });

  program.command('validate')
    .description('All problems of the data at once, and where its places meet the network')
    .argument('<project>', 'folder with a lifecircle.yaml, or the file itself')
    .addOption(new Option('--format <format>', 'how to list them').choices(PROBLEM_FORMATS).default('text'))
    .option('--strict', 'warnings fail too')
    .option('--out <file>', 'file for the list (default: standard output)')
    .addOption(dateOption('the day for which the data may not be too old'))
    .option('--snaps <file>', 'GeoJSON file of the lines from places to the network')
    .addOption(langOption(world))
    .addHelpText('after', `
Ends with 0 if there are no errors, with 2 if there are some (with --strict: or warnings).

Example:
  lifecircle validate my-town --strict --snaps snaps.geojson`)
    .action(async (project: string, options: ValidateOptions) => { end(await validate(project, options, world) ? 'done' : 'input'); });

  addBusOptions(program.command('matrix')
    .description('Times on foot, or on foot and by bus: from the settlements of a project to its facilities, or between all pairs of two sets of points, as CSV or Parquet')
    .argument('[project]', 'folder with a lifecircle.yaml, or the file itself')
    .addOption(new Option('--service <id>', 'of the project: to the facilities that count for it, as the report has it; by bus where it may count buses').conflicts('types'))
    .addOption(new Option('--types <list>', 'of the project: to the facilities of these types, on foot (default: to all in use)').argParser(parseTypes))
    .addOption(profileOption())
    .option('--settlement <id...>', 'of the project: where the ways begin; one or several (default: all)')
    .option('--walk <file>', 'without a project: the walkable network, in any format of the walk layer')
    .option('--from <file>', 'points with an id each, or one point as LON,LAT')
    .option('--to <file>', 'the same for where the ways lead')
    .addOption(new Option('--max-minutes <n>', 'longest time, inclusive (default: no limit)').argParser(positiveUpTo(600)))
    .addOption(new Option('--walk-speed <metres>', 'metres per minute, without a project').default(60).argParser(positiveUpTo(500)))
    .addOption(new Option('--max-snap <metres>', 'longest straight leg to the network, without a project').default(300).argParser(positiveUpTo(5000))))
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
    .action(async (given: string | undefined, { settlement, service, types, profile, ...options }: MatrixOptions & PlaceOptions & { types?: string[] }, command: Command) => {
      const project = projectOf(command, given, { ofProject: ['service', 'types', 'profile', 'settlement'], ofFiles: ['walk', 'from', 'to', 'walkSpeed', 'maxSnap', ...BUS_OPTIONS], needed: ['walk', 'from', 'to'] });
      if (project === null) await matrix(options, busFrom(options, command), world);
      else await matrixOfProject(project, {
        settlements: settlement ?? null, service: service ?? null, types: types ?? null, profile: profile ?? null, maxMinutes: options.maxMinutes ?? null,
        percentiles: isGiven(command, 'percentiles') ? options.percentiles : null, out: options.out,
      }, world);
    });

  addBusOptions(program.command('isochrone')
    .description('Where one gets within a time, on foot, or on foot and by bus, as polygons: around the settlements or facilities of a project, or around points')
    .argument('[project]', 'folder with a lifecircle.yaml, or the file itself')
    .addOption(new Option('--settlement <id...>', 'of the project: around these, one or several (default: all, where no service is named)').conflicts('service'))
    .option('--service <id>', 'of the project: the catchments of the facilities that count for it, in its time; by bus lines with a headway where it may count buses')
    .option('--facility <id...>', 'with --service: only of these facilities, one or several')
    .addOption(profileOption())
    .option('--walk <file>', 'without a project: the walkable network, in any format of the walk layer')
    .option('--from <file>', 'points with an id each, or one point as LON,LAT')
    .addOption(new Option('--minutes <list>', 'limits, inclusive, parted by commas').default([5, 10, 15], '5,10,15; with --service its own').argParser(parseMinutes))
    .addOption(new Option('--direction <way>', 'where one gets from the places, or from where one gets to them').choices(DIRECTIONS).default('from', 'from; with --service to'))
    .addOption(new Option('--walk-speed <metres>', 'metres per minute, without a project').default(60).argParser(positiveUpTo(500)))
    .addOption(new Option('--max-snap <metres>', 'longest straight leg to the network, without a project').default(300).argParser(positiveUpTo(5000)))
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
    .action(async (given: string | undefined, { settlement, service, facility, profile, ...options }: IsochroneOptions & PlaceOptions & { facility?: string[] }, command: Command) => {
      const project = projectOf(command, given, { ofProject: ['settlement', 'service', 'facility', 'profile'], ofFiles: ['walk', 'from', 'walkSpeed', 'maxSnap', 'percentile', ...BUS_OPTIONS], needed: ['walk', 'from'] });
      if (project !== null) {
        if (facility !== undefined && service === undefined) command.error('error: --facility needs --service: whose catchment it is');
        await isochroneOfProject(project, {
          settlements: settlement ?? null, service: service ?? null, facilities: facility ?? null, profile: profile ?? null, direction: isGiven(command, 'direction') ? options.direction : null,
          minutes: isGiven(command, 'minutes') ? options.minutes : null, bufferMetres: options.bufferMetres, simplifyMetres: options.simplifyMetres, out: options.out,
        }, world);
        return;
      }
      const bus = busFrom(options, command);
      if (bus !== null && 'feeds' in bus) command.error('error: there are no isochrones by timetable: give --bus-lines and --bus-stops, or ask matrix for the times');
      else await isochrone(options, bus, world);
    });

  program.command('catchments')
    .description('The ground that each service of a project serves within its limit, what several facilities share, and what is left out')
    .argument('<project>', 'folder with a lifecircle.yaml, or the file itself')
    .requiredOption('--out <dir>', 'folder for the results')
    .option('--service <id...>', 'only these services (default: all that have facilities)', [])
    .addOption(new Option('--ground <kind>', 'what counts as the ground of a township (default: residential land where settlements are areas, else its boundary)').choices(GROUND_KINDS))
    .addOption(new Option('--buffer-metres <metres>', "longest straight way off the network (default: the project's maxSnapMetres)").argParser(positiveUpTo(5000)))
    .addOption(new Option('--simplify-metres <metres>', 'fewer points: how far off the drawn lines may be').default(2).argParser(positiveUpTo(100)))
    .addOption(langOption(world))
    .addHelpText('after', `
Writes catchments.geojson (a facility each), served.geojson (a service each), shared.geojson (served by more than one
facility) and uncovered.geojson (a township and service each); what they amount to goes to standard error.

Example:
  lifecircle catchments my-town --service primary_school clinic --out catchments`)
    .action(async (project: string, options: CatchmentsCommandOptions) => { await catchments(project, options, world); });

  program.command('diff')
    .description('What changed between two results: which services of which settlements, why, and whom it concerns')
    .argument('<before>', 'a coverage.json, or a project')
    .argument('<after>', 'the same')
    .addOption(new Option('--format <format>', 'how to tell it').choices(DIFF_FORMATS).default('text'))
    .option('--out <file>', 'file to write (default: standard output)')
    .addOption(langOption(world))
    .addHelpText('after', `
Example:
  lifecircle diff last-year/coverage.json my-town --format md`)
    .action(async (before: string, after: string, options: DiffOptions) => { await diff(before, after, options, world); });

  program.command('check')
    .description('Pass or fail, for CI: the data, the coverage that it must have, and what nobody may lose')
    .argument('<project>', 'folder with a lifecircle.yaml, or the file itself')
    .option('--baseline <file>', "a coverage.json, or a project, to compare with (default: the project's checks.baseline)")
    .addOption(new Option('--min-coverage <service=share>', 'so much of it must be covered; may be given several times').default([], "the project's checks.minCoverage").argParser(parseMinCoverage))
    .addOption(new Option('--max-unknown-share <share>', "so much may be unknown (default: the project's checks.maxUnknownShare)").argParser(parseShare))
    .option('--allow-lost-required', 'settlements may lose required services')
    .option('--strict', 'warnings fail too')
    .addOption(new Option('--format <format>', 'how to tell it').choices(CHECK_FORMATS).default('text'))
    .option('--out <file>', 'file to write (default: standard output)')
    .addOption(dateOption('the day for which the data may not be too old and losses may be allowed'))
    .addOption(langOption(world))
    .addHelpText('after', `
Ends with 0 if all holds, with 1 if something fails: an error of the data, a coverage below its rule, a required service
that a settlement loses. Ends with 2 if the project file, a rule or the baseline is wrong.
Besides services there are rules for table/service, class:basic, township:NAME, township:NAME/service and indicator:NAME.

Example:
  lifecircle check my-town --baseline coverage.json --min-coverage primary_school=0.85 --format junit --out check.xml`)
    .action(async (project: string, options: CheckOptions) => { end(await check(project, options, world) ? 'done' : 'failed'); });

  program.command('import').description('The layers of a project out of other data')
    .addHelpText('after', '\nExample:\n  lifecircle import osm my-town.osm.pbf --out my-town')
    .command('osm').description('settlements, facilities, ways and bus lines out of an OpenStreetMap extract')
    .argument('<file>', 'an .osm.pbf, .osm or .osm.gz file')
    .requiredOption('--out <dir>', 'folder for the project')
    .option('--mapping <file>', 'which tags are which type, as .yaml (default: the built-in mapping)')
    .addOption(langOption(world))
    .addHelpText('after', `
Writes settlements.geojson, facilities.geojson, walk.geojson and a lifecircle.yaml that runs; bus-lines.geojson and
bus-stops.geojson if there are bus routes, and poi-review.csv if there are places to decide. Files that are there
already are never overwritten.

Example:
  lifecircle import osm my-town.osm.pbf --out my-town
  lifecircle report my-town`)
    .action(async (file: string, options: ImportOptions) => { await importOsm(file, options, world); });

  const checklist = program.command('checklist').description('The checklists: which services, in which time')
    .addHelpText('after', '\nExample:\n  lifecircle checklist show chongming');
  checklist.command('list').description('the built-in checklists').addOption(langOption(world))
    .action((options: { lang: Lang }) => { listChecklists(options.lang, world); });
  checklist.command('show').description('every service of a checklist, with its limits and their status')
    .argument('<id>', 'a built-in id, or a .yaml file').addOption(langOption(world)).option('--json', 'as JSON')
    .action((id: string, options: { lang: Lang; json?: boolean }) => { showChecklist(id, options, world); });
  checklist.command('validate').description('every fault of a checklist of your own').argument('<file>', 'a .yaml file')
    .action((file: string) => { validateChecklist(file, world); });
  return program;
}

/** @throws {CommanderError} where the options do not go together. */
function busFrom(options: BusOptions, command: Command): BusFiles | null {
  const bus = busOf(options);
  return typeof bus === 'string' ? command.error(`error: ${bus}`) : bus;
}

function dateOption(says: string): Option {
  return new Option('--date <day>', says).default(new Date().toISOString().slice(0, 10), 'today').argParser(parseDay);
}

function profileOption(): Option {
  return new Option('--profile <people>', "of the project: whose walking speed (default: the service's, else adult)").choices(['adult', 'elderly']);
}

function langOption({ env }: World): Option {
  return new Option('--lang <lang>', 'language of tables and summaries').choices(['zh', 'en']).default(langOf(env), 'from the locale');
}

/** Chinese where the locale is, else English. */
function langOf(env: World['env']): Lang {
  const given = ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => env[name] ?? '').find((value) => value !== ''); // POSIX: empty is unset
  const locale = given ?? Intl.DateTimeFormat().resolvedOptions().locale;
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

function parseFormats(list: string): string[] {
  const formats = list.split(',').map((f) => f.trim()).filter((f) => f !== '');
  const unknown = formats.find((f) => !(FORMATS as readonly string[]).includes(f));
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is no format; there are: ${FORMATS.join(', ')}.`);
  if (formats.length === 0) throw new InvalidArgumentError(`Name at least one of: ${FORMATS.join(', ')}.`);
  return formats;
}
