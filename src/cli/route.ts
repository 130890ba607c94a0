/** lifecircle route PROJECT --settlement ID --service ID */
import { basename, dirname } from 'node:path';
import { printable } from '../core/printable.ts';
import { renderRouteGeojson } from '../outputs/route-geojson.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { explainService } from '../pipeline.ts';
import { refuseToOverwriteInputs } from './overwriting.ts';
import { showStep } from './progress.ts';
import type { World } from './streams.ts';

export interface RouteOptions {
  readonly settlement: string;
  readonly service: string;
  readonly out?: string;
}

/** Explain one way; GeoJSON goes to --out or to standard output. @throws {InputError} for faults of the data and unknown ids. */
export async function route(project: string, { settlement, service, out }: RouteOptions, world: World): Promise<void> {
  const { stdout, stderr } = world, progress = showStep('en', world);
  const { route: way, facilityId, service: { limitMinutes, limitMetres } } = await explainService(project, settlement, service, progress.begin).finally(progress.end);
  if (way === null) stderr.write(`notice: no facility for ${service} is reached from ${printable(settlement)} within the search\n`);
  else stderr.write(`${printable(settlement)} to ${printable(facilityId ?? '')} (${service}): ${(way.ms / 60_000).toFixed(2)} min, ${(way.mm / 1000).toFixed(1)} m\n`);
  const text = renderRouteGeojson(way, { settlement, service, facility: facilityId, limitMinutes, limitMetres });
  if (out === undefined) stdout.write(text);
  else {
    refuseToOverwriteInputs(project, [out]);
    writeFiles(dirname(out), [{ name: basename(out), pieces: [text] }]);
  }
}
