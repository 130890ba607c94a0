/** lifecircle route PROJECT --settlement ID --service ID, and lifecircle route --walk FILE --from LON,LAT --to LON,LAT */
import { basename, dirname } from 'node:path';
import { Option, type Command } from 'commander';
import { settingsAt } from '../core/bus-settings.ts';
import { printable, shorten } from '../core/printable.ts';
import { clockOf, msToMinutes } from '../core/units.ts';
import type { NamedPoint } from '../inputs/points.ts';
import { renderRouteGeojson } from '../outputs/route-geojson.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { explainWay, type BusFiles } from '../pipeline-files.ts';
import { explainService } from '../pipeline-project.ts';
import { departureOf } from '../travel/bus-way.ts';
import type { Leg, Route } from '../travel/explain-route.ts';
import { fileAt, lonLat } from './arguments.ts';
import { addBusOptions, busFrom, BUS_OPTIONS, filesOfBus, parsePercentile, type BusOptions } from './bus-options.ts';
import { cacheOption, type CacheOptions } from './cache.ts';
import { maxSnapOption, walkSpeedOption } from './options.ts';
import { refuseToOverwrite, refuseToOverwriteInputs } from './overwriting.ts';
import { showStep } from './progress.ts';
import { writeNotices, type World } from './streams.ts';
import { isGiven } from './two-doors.ts';

/** So many streets are named, none at greater length. */
const STREETS_SHOWN = 8, LONGEST_STREET = 60;

interface CellOptions extends CacheOptions {
  readonly settlement: string;
  readonly service: string;
  readonly out?: string;
}

interface WayOptions extends Pick<BusOptions, 'depart'> {
  readonly walk: string;
  readonly from: NamedPoint;
  readonly to: NamedPoint;
  readonly walkSpeed: number;
  readonly maxSnap: number;
  readonly percentile: number;
  readonly out?: string;
}

export function declareRoute(program: Command, world: World): void {
  addBusOptions(program.command('route')
    .description('One way, leg by leg: behind a cell of a report, or between two points')
    .argument('[project]', 'folder with a lifecircle.yaml, or the file itself')
    .option('--settlement <id>', 'of the project, where the way begins')
    .option('--service <id>', 'the way leads to the facility that the report names for it')
    .addOption(cacheOption(world))
    .option('--walk <file>', 'without a project: the walkable network, in any format of the walk layer')
    .addOption(new Option('--from <lon,lat>', 'where the way begins').argParser(lonLat))
    .addOption(new Option('--to <lon,lat>', 'where it ends').argParser(lonLat))
    .addOption(walkSpeedOption())
    .addOption(maxSnapOption()))
    .addOption(new Option('--percentile <n>', 'with buses: which of the sorted times over the departures to explain; by headway, the share of it that people wait').default(50).argParser(parsePercentile))
    .option('--out <file>', 'GeoJSON file for the legs (default: standard output)')
    .addHelpText('after', `
Example:
  lifecircle route my-town --settlement s001 --service primary_school --out way.geojson
  lifecircle route --walk walk.geojson --from 121.4737,31.2304 --to 121.4801,31.2333
  lifecircle route --walk walk.geojson --gtfs feed.zip --date 2024-06-04 --from 121.4737,31.2304 --to 121.5201,31.2333`)
    .action(async (project: string | undefined, { settlement, service, walk, from, to, cache, ...rest }: Partial<CellOptions & WayOptions> & BusOptions & Pick<WayOptions, 'walkSpeed' | 'maxSnap' | 'percentile'>, command: Command) => {
      const isOfPoints = [project, settlement, service, cache].every((given) => given === undefined), isOfCell = ['walk', 'from', 'to', 'walkSpeed', 'maxSnap', ...BUS_OPTIONS, 'percentile'].every((name) => !isGiven(command, name));
      if (isOfCell && project !== undefined && settlement !== undefined && service !== undefined) await routeOfCell(project, { settlement, service, cache, ...rest }, world);
      else if (isOfPoints && walk !== undefined && from !== undefined && to !== undefined) await routeOfPoints({ walk, from, to, ...rest }, busFrom(rest, command), world);
      else command.error('error: give a project with --settlement and --service, or --walk with --from and --to');
    });
}

/** Explain a cell of a report; GeoJSON goes to --out or to standard output. @throws {InputError} for faults of the data and unknown ids. */
async function routeOfCell(project: string, { settlement, service, cache, out }: CellOptions, world: World): Promise<void> {
  const { stdout, stderr } = world, progress = showStep('en', world);
  const { route: way, facilityId, service: { limitMinutes, limitMetres } } = await explainService(project, settlement, service, progress.begin, cache).finally(progress.end);
  if (way === null) stderr.write(`notice: no facility for ${service} is reached from ${printable(settlement)} within the search\n`);
  else stderr.write(`${printable(settlement)} to ${printable(facilityId ?? '')} (${service}): ${describe(way, null)}`);
  const text = renderRouteGeojson(way, { settlement, service, facility: facilityId, limitMinutes, limitMetres });
  if (out !== undefined) refuseToOverwriteInputs(project, [out]);
  write(text, out, stdout);
}

/**
 * Explain the way between two points; GeoJSON goes to --out or to standard output.
 * @param bus null to walk.
 * @throws {InputError} for faults of the data.
 */
async function routeOfPoints({ walk, from, to, walkSpeed, maxSnap, depart, percentile, out }: WayOptions, bus: BusFiles | null, { stdout, stderr }: World): Promise<void> {
  const file = fileAt(walk);
  if (out !== undefined) refuseToOverwrite([file, ...filesOfBus(bus)], [out]);
  const riding = bus && { bus, settings: settingsAt(depart, percentile) };
  const { route, way, share, notices } = await explainWay({ walk: file, from, to, riding, walkMetresPerMinute: walkSpeed, maxSnapMetres: maxSnap });
  writeNotices(notices, stderr);
  const departureMs = way && departureOf(way), departure = departureMs === null ? null : clockOf(departureMs / 1000);
  if (route !== null) stderr.write(`${from.id} to ${to.id}: ${describe(route, departure)}`);
  else stderr.write(`notice: there is no way from ${from.id} to ${to.id}${share === null || share === 0 ? '' : ` at percentile ${percentile}; ${Math.round(1000 * share) / 10} % of the departures get there`}\n`);
  write(renderRouteGeojson(route, { from: from.id, to: to.id, ...(bus === null ? {} : { percentile, departure }) }), out, stdout);
}

/** The totals; where buses are ridden, a second line says how the minutes are spent; where streets have names, a last one which are walked along. */
function describe({ ms, mm, legs }: Route, departure: string | null): string {
  const minutes = (kinds: readonly Leg['kind'][]): string => msToMinutes(legs.filter(({ kind }) => kinds.includes(kind)).reduce((sum, leg) => sum + leg.ms, 0)).toFixed(2);
  const lines = legs.filter(({ kind }) => kind === 'ride').map(({ line }) => printable(line ?? '')), totals = `${(ms / 60_000).toFixed(2)} min, ${(mm / 1000).toFixed(1)} m\n`;
  const ridden = lines.length === 0 ? '' : `${departure === null ? '' : `leaving at ${departure}: `}${minutes(['access', 'network', 'egress'])} min on foot, ${minutes(['wait'])} min waiting, ${minutes(['ride'])} min by bus: ${lines.join(', ')}\n`;
  return `${totals}${ridden}${describeStreets(legs)}`;
}

/** "along Main Street 120 m, Mill Lane 80 m": one after the other; '' where none has a name. */
function describeStreets(legs: readonly Leg[]): string {
  const streets: { name: string; mm: number }[] = [];
  for (const { name, mm } of legs) {
    const last = streets.at(-1);
    if (name !== null && last?.name === name) last.mm += mm;
    else if (name !== null) streets.push({ name, mm });
  }
  const shown = streets.slice(0, STREETS_SHOWN).map(({ name, mm }) => `${printable(shorten(name, LONGEST_STREET))} ${Math.round(mm / 1000)} m`), more = streets.length - shown.length;
  return streets.length === 0 ? '' : `along ${shown.join(', ')}${more === 0 ? '' : `, and ${more} more`}\n`;
}

function write(text: string, out: string | undefined, stdout: World['stdout']): void {
  if (out === undefined) stdout.write(text);
  else writeFiles(dirname(out), [{ name: basename(out), pieces: [text] }]);
}
