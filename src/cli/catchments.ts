/** lifecircle catchments PROJECT --out DIR */
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { GROUND_KINDS, type GroundKind } from '../isochrones/uncovered.ts';
import { CATCHMENT_FILES, renderCatchments, renderCollection } from '../outputs/catchments-geojson.ts';
import { renderCatchmentLine, renderCatchmentLines } from '../outputs/catchments-text.ts';
import type { Lang } from '../outputs/words.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { computeCatchments } from '../pipeline-catchments.ts';
import { positiveUpTo } from './arguments.ts';
import { cacheOption, type CacheOptions } from './cache.ts';
import { langOption } from './options.ts';
import { refuseToOverwriteInputs } from './overwriting.ts';
import { showStep } from './progress.ts';
import { writeNotices, type World } from './streams.ts';

interface CatchmentsCommandOptions extends CacheOptions {
  readonly out: string;
  readonly service: readonly string[];
  readonly ground?: GroundKind;
  readonly bufferMetres?: number;
  readonly simplifyMetres: number;
  readonly lang: Lang;
}

export function declareCatchments(program: Command, world: World): void {
  program.command('catchments')
    .description('The ground that each service of a project serves within its limit, what several facilities share, and what is left out')
    .argument('<project>', 'folder with a lifecircle.yaml, or the file itself')
    .requiredOption('--out <dir>', 'folder for the results')
    .option('--service <id...>', 'only these services (default: all that have facilities)', [])
    .addOption(new Option('--ground <kind>', 'what counts as the ground of a township (default: residential land where settlements are areas, else its boundary)').choices(GROUND_KINDS))
    .addOption(new Option('--buffer-metres <metres>', "longest straight way off the network (default: the project's maxSnapMetres)").argParser(positiveUpTo(5000)))
    .addOption(new Option('--simplify-metres <metres>', 'fewer points: how far off the drawn lines may be').default(2).argParser(positiveUpTo(100)))
    .addOption(cacheOption(world))
    .addOption(langOption(world))
    .addHelpText('after', `
Writes catchments.geojson (a facility each), served.geojson (a service each), shared.geojson (served by more than one
facility) and uncovered.geojson (a township and service each); what they amount to goes to standard error.

Example:
  lifecircle catchments my-town --service primary_school clinic --out catchments`)
    .action(async (project: string, options: CatchmentsCommandOptions) => { await catchments(project, options, world); });
}

/** Compute, write, print what each service serves and leaves out. @throws {InputError} for faults of the data and unknown services; nothing is written then. */
async function catchments(project: string, { out, service, ground, bufferMetres, simplifyMetres, cache, lang }: CatchmentsCommandOptions, world: World): Promise<void> {
  refuseToOverwriteInputs(project, CATCHMENT_FILES.map((name) => join(out, name)));
  const progress = showStep(lang, world);
  try {
    const { services, notices } = await computeCatchments(project, { services: service, ground: ground ?? null, bufferMetres: bufferMetres ?? null, simplifyMetres }, progress.begin, cache);
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
