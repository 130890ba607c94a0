/** lifecircle route PROJECT --settlement ID --service ID, and lifecircle route --walk FILE --from LON,LAT --to LON,LAT */
import { basename, dirname } from 'node:path';
import { printable } from '../core/printable.ts';
import type { NamedPoint } from '../inputs/points.ts';
import { renderRouteGeojson } from '../outputs/route-geojson.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { explainService } from '../pipeline.ts';
import { explainWay } from '../pipeline-files.ts';
import { fileAt } from './arguments.ts';
import { refuseToOverwrite, refuseToOverwriteInputs } from './overwriting.ts';
import { showStep } from './progress.ts';
import { writeNotices, type World } from './streams.ts';

export interface CellOptions {
  readonly settlement: string;
  readonly service: string;
  readonly out?: string;
}

export interface WayOptions {
  readonly walk: string;
  readonly from: NamedPoint;
  readonly to: NamedPoint;
  readonly walkSpeed: number;
  readonly maxSnap: number;
  readonly out?: string;
}

/** Explain a cell of a report; GeoJSON goes to --out or to standard output. @throws {InputError} for faults of the data and unknown ids. */
export async function routeOfCell(project: string, { settlement, service, out }: CellOptions, world: World): Promise<void> {
  const { stdout, stderr } = world, progress = showStep('en', world);
  const { route: way, facilityId, service: { limitMinutes, limitMetres } } = await explainService(project, settlement, service, progress.begin).finally(progress.end);
  if (way === null) stderr.write(`notice: no facility for ${service} is reached from ${printable(settlement)} within the search\n`);
  else stderr.write(`${printable(settlement)} to ${printable(facilityId ?? '')} (${service}): ${(way.ms / 60_000).toFixed(2)} min, ${(way.mm / 1000).toFixed(1)} m\n`);
  const text = renderRouteGeojson(way, { settlement, service, facility: facilityId, limitMinutes, limitMetres });
  if (out !== undefined) refuseToOverwriteInputs(project, [out]);
  write(text, out, stdout);
}

/** Explain the way between two points; GeoJSON goes to --out or to standard output. @throws {InputError} for faults of the data. */
export async function routeOfPoints({ walk, from, to, walkSpeed, maxSnap, out }: WayOptions, { stdout, stderr }: World): Promise<void> {
  const file = fileAt(walk);
  if (out !== undefined) refuseToOverwrite([file], [out]);
  const { route: way, notices } = await explainWay({ walk: file, from, to, walkMetresPerMinute: walkSpeed, maxSnapMetres: maxSnap });
  writeNotices(notices, stderr);
  stderr.write(way === null ? `notice: there is no way from ${from.id} to ${to.id}\n` : `${from.id} to ${to.id}: ${(way.ms / 60_000).toFixed(2)} min, ${(way.mm / 1000).toFixed(1)} m\n`);
  write(renderRouteGeojson(way, { from: from.id, to: to.id }), out, stdout);
}

function write(text: string, out: string | undefined, stdout: World['stdout']): void {
  if (out === undefined) stdout.write(text);
  else writeFiles(dirname(out), [{ name: basename(out), pieces: [text] }]);
}
