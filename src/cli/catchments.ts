/** lifecircle catchments PROJECT --out DIR */
import { join } from 'node:path';
import type { GroundKind } from '../isochrones/uncovered.ts';
import { CATCHMENT_FILES, renderCatchments, renderCollection } from '../outputs/catchments-geojson.ts';
import { renderCatchmentLine, renderCatchmentLines } from '../outputs/catchments-text.ts';
import type { Lang } from '../outputs/words.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { computeCatchments } from '../pipeline-catchments.ts';
import { refuseToOverwriteInputs } from './overwriting.ts';
import { showStep } from './progress.ts';
import { writeNotices, type World } from './streams.ts';

export interface CatchmentsCommandOptions {
  readonly out: string;
  readonly service: readonly string[];
  readonly ground?: GroundKind;
  readonly bufferMetres?: number;
  readonly simplifyMetres: number;
  readonly lang: Lang;
}

/** Compute, write, print what each service serves and leaves out. @throws {InputError} for faults of the data and unknown services; nothing is written then. */
export async function catchments(project: string, { out, service, ground, bufferMetres, simplifyMetres, lang }: CatchmentsCommandOptions, world: World): Promise<void> {
  refuseToOverwriteInputs(project, CATCHMENT_FILES.map((name) => join(out, name)));
  const progress = showStep(lang, world);
  try {
    const { services, notices } = await computeCatchments(project, { services: service, ground: ground ?? null, bufferMetres: bufferMetres ?? null, simplifyMetres }, progress.begin);
    progress.begin('measure');
    const features = new Map(CATCHMENT_FILES.map((name) => [name, [] as string[]])), lines: (string | number)[][] = [];
    for (const found of services) {
      const rendered = renderCatchments(found);
      for (const name of CATCHMENT_FILES) for (const text of rendered[name]) features.get(name)?.push(text);
      lines.push(renderCatchmentLine(found, lang));
    }
    progress.begin('write');
    const sizes = writeFiles(out, [...features].map(([name, texts]) => ({ name, pieces: renderCollection(texts) })));
    progress.end();
    world.stderr.write(renderCatchmentLines(lines, lang));
    writeNotices(notices(), world.stderr);
    for (const [name, bytes] of sizes) world.stderr.write(`${join(out, name)}  ${(bytes / 1000).toFixed(0)} kB\n`);
  } finally {
    progress.end();
  }
}
