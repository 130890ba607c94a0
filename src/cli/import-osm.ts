/** lifecircle import osm FILE --out DIR */
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { renderImportSummary } from '../outputs/import-summary.ts';
import { renderLayerGeojson } from '../outputs/layer-geojson.ts';
import { renderProjectYaml } from '../outputs/project-yaml.ts';
import { renderReviewCsv } from '../outputs/review-csv.ts';
import type { Lang } from '../outputs/words.ts';
import { writeFiles, type OutputFile } from '../outputs/write-files.ts';
import { importLayers, type ImportedLayers } from '../pipeline-files.ts';
import { fileAt } from './arguments.ts';
import { langOption } from './options.ts';
import { refuseToOverwriteAnything } from './overwriting.ts';
import { showStep } from './progress.ts';
import type { World } from './streams.ts';

interface ImportOptions {
  readonly out: string;
  readonly mapping?: string;
  readonly lang: Lang;
}

export function declareImport(program: Command, world: World): void {
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
}

/** Write the layers of an extract and a project that runs on them. @throws {InputError} for faults of the data, and if a file is there already; nothing is written then. */
async function importOsm(path: string, { out, mapping, lang }: ImportOptions, world: World): Promise<void> {
  const progress = showStep(lang, world);
  try {
    progress.begin('read');
    const file = fileAt(path), layers = await importLayers(file, mapping === undefined ? null : { id: mapping, file: /\.ya?ml$/i.test(mapping) ? fileAt(mapping) : null, where: '--mapping' }, (bytes, totalBytes) => { progress.begin('read', { file: file.name, bytes, totalBytes }); });
    const files = filesOf(layers, basename(path));
    refuseToOverwriteAnything(files.map(({ name }) => join(out, name)));
    progress.begin('write');
    const sizes = writeFiles(out, files);
    progress.end();
    world.stderr.write(renderImportSummary(layers, lang));
    for (const [name, bytes] of sizes) world.stderr.write(`${join(out, name)}  ${(bytes / 1000).toFixed(0)} kB\n`);
  } finally {
    progress.end();
  }
}

function filesOf({ settlements, facilities, walk, bus, review }: ImportedLayers, extract: string): OutputFile[] {
  const hasBus = bus.lines.length > 0;
  return [
    { name: 'settlements.geojson', pieces: renderLayerGeojson(settlements) },
    { name: 'facilities.geojson', pieces: renderLayerGeojson(facilities) },
    { name: 'walk.geojson', pieces: renderLayerGeojson(walk) },
    ...(hasBus ? [{ name: 'bus-lines.geojson', pieces: renderLayerGeojson(bus.lines) }, { name: 'bus-stops.geojson', pieces: renderLayerGeojson(bus.stops) }] : []),
    ...(review.length === 0 ? [] : [{ name: 'poi-review.csv', pieces: renderReviewCsv({ review }) }]),
    { name: 'lifecircle.yaml', pieces: [renderProjectYaml(extract, hasBus)] },
  ];
}
