/** lifecircle diff A B */
import { basename, dirname, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { renderComparisonGeojson } from '../outputs/comparison-geojson.ts';
import { renderComparisonJson } from '../outputs/comparison-json.ts';
import { renderComparisonMarkdown } from '../outputs/comparison-md.ts';
import { renderComparisonText } from '../outputs/comparison-text.ts';
import type { Lang } from '../outputs/words.ts';
import { writeFiles } from '../outputs/write-files.ts';
import type { Comparison } from '../comparison/compare.ts';
import { compare, isResult } from '../pipeline-comparison.ts';
import { VERSION } from '../version.ts';
import { fileAt } from './arguments.ts';
import { cacheOption, type CacheOptions } from './cache.ts';
import { langOption } from './options.ts';
import { refuseToOverwrite, refuseToOverwriteInputs } from './overwriting.ts';
import { showStep } from './progress.ts';
import type { World } from './streams.ts';

export const DIFF_FORMATS = ['text', 'json', 'md', 'geojson'] as const;
export type DiffFormat = (typeof DIFF_FORMATS)[number];

interface DiffOptions extends CacheOptions {
  readonly format: DiffFormat;
  readonly lang: Lang;
  readonly out?: string;
}

export function declareDiff(program: Command, world: World): void {
  program.command('diff')
    .description('What changed between two results: which services of which settlements, why, and whom it concerns')
    .argument('<before>', 'a coverage.json, or a project')
    .argument('<after>', 'the same')
    .addOption(new Option('--format <format>', 'how to tell it').choices(DIFF_FORMATS).default('text'))
    .option('--out <file>', 'file to write (default: standard output)')
    .addOption(cacheOption(world))
    .addOption(langOption(world))
    .addHelpText('after', `
Example:
  lifecircle diff last-year/coverage.json my-town --format md`)
    .action(async (before: string, after: string, options: DiffOptions) => { await diff(before, after, options, world); });
}

/** Compare two results, to --out or to standard output. @throws {InputError} for faults of the data. */
async function diff(before: string, after: string, { format, lang, cache, out }: DiffOptions, world: World): Promise<void> {
  if (out !== undefined) for (const path of [before, after]) {
    if (isResult(path)) refuseToOverwrite([fileAt(path)], [out]);
    else refuseToOverwriteInputs(path, [out]);
  }
  const progress = showStep(lang, world), comparison = await compare(before, after, progress.begin, cache).finally(progress.end);
  writeComparison(comparison, { format, lang, out }, world);
}

/** To a file, or to standard output. */
export function writeComparison(comparison: Comparison, { format, lang, out }: { readonly format: DiffFormat; readonly lang: Lang; readonly out: string | undefined }, world: World): void {
  const pieces = render(comparison, format, lang);
  if (out !== undefined) writeFiles(dirname(resolve(out)), [{ name: basename(out), pieces }]);
  else for (const piece of pieces) world.stdout.write(piece);
}

function render(comparison: Comparison, format: DiffFormat, lang: Lang): Iterable<string> {
  switch (format) {
    case 'text': return [renderComparisonText(comparison, lang)];
    case 'json': return renderComparisonJson(comparison, `lifecircle ${VERSION}`);
    case 'md': return [renderComparisonMarkdown(comparison, lang)];
    case 'geojson': return renderComparisonGeojson(comparison);
  }
}
