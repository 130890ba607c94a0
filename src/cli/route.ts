/** lifecircle route PROJECT --settlement ID --service ID, and lifecircle route --walk FILE --from LON,LAT --to LON,LAT */
import { basename, dirname } from 'node:path';
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
import { fileAt } from './arguments.ts';
import { filesOfBus, type BusOptions } from './bus-options.ts';
import { refuseToOverwrite, refuseToOverwriteInputs } from './overwriting.ts';
import { showStep } from './progress.ts';
import { writeNotices, type World } from './streams.ts';

/** So many streets are named, none at greater length. */
const STREETS_SHOWN = 8, LONGEST_STREET = 60;

export interface CellOptions {
  readonly settlement: string;
  readonly service: string;
  readonly out?: string;
}

export interface WayOptions extends Pick<BusOptions, 'depart'> {
  readonly walk: string;
  readonly from: NamedPoint;
  readonly to: NamedPoint;
  readonly walkSpeed: number;
  readonly maxSnap: number;
  readonly percentile: number;
  readonly out?: string;
}

/** Explain a cell of a report; GeoJSON goes to --out or to standard output. @throws {InputError} for faults of the data and unknown ids. */
export async function routeOfCell(project: string, { settlement, service, out }: CellOptions, world: World): Promise<void> {
  const { stdout, stderr } = world, progress = showStep('en', world);
  const { route: way, facilityId, service: { limitMinutes, limitMetres } } = await explainService(project, settlement, service, progress.begin).finally(progress.end);
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
export async function routeOfPoints({ walk, from, to, walkSpeed, maxSnap, depart, percentile, out }: WayOptions, bus: BusFiles | null, { stdout, stderr }: World): Promise<void> {
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
