/** lifecircle validate PROJECT */
import { basename, dirname } from 'node:path';
import { Option, type Command } from 'commander';
import type { Problem } from '../core/problems.ts';
import { renderProblemsGithub, renderProblemsJson, renderProblemsJunit } from '../outputs/problems-formats.ts';
import { renderProblemsText } from '../outputs/problems-text.ts';
import { renderSnapsGeojson } from '../outputs/snaps-geojson.ts';
import type { Lang } from '../outputs/words.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { validateProject } from '../pipeline.ts';
import { VERSION } from '../version.ts';
import { cacheOption, type CacheOptions } from './cache.ts';
import { refuseToOverwriteInputs } from './overwriting.ts';
import { pathFromHere } from './paths.ts';
import { showStep } from './progress.ts';
import { dateOption, langOption } from './options.ts';
import type { End, World } from './streams.ts';

const PROBLEM_FORMATS = ['text', 'json', 'junit', 'github'] as const;

interface ValidateOptions extends CacheOptions {
  readonly format: (typeof PROBLEM_FORMATS)[number];
  readonly strict?: boolean;
  readonly out?: string;
  readonly snaps?: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly lang: Lang;
}

export function declareValidate(program: Command, world: World, end: End): void {
  program.command('validate')
    .description('All problems of the data at once, and where its places meet the network')
    .argument('<project>', 'folder with a lifecircle.yaml, or the file itself')
    .addOption(new Option('--format <format>', 'how to list them').choices(PROBLEM_FORMATS).default('text'))
    .option('--strict', 'warnings fail too')
    .option('--out <file>', 'file for the list (default: standard output)')
    .addOption(dateOption('the day for which the data may not be too old'))
    .option('--snaps <file>', 'GeoJSON file of the lines from places to the network')
    .addOption(cacheOption(world))
    .addOption(langOption(world))
    .addHelpText('after', `
Ends with 0 if there are no errors, with 2 if there are some (with --strict: or warnings).

Example:
  lifecircle validate my-town --strict --snaps snaps.geojson`)
    .action(async (project: string, options: ValidateOptions) => { end(await validate(project, options, world) ? 'done' : 'input'); });
}

/**
 * List all problems of a project, on standard output or in --out.
 * @returns whether the data passes: no errors, and with --strict no warnings either.
 * @throws {InputError} if a file cannot be written.
 */
async function validate(project: string, { format, strict = false, out, snaps, date, cache, lang }: ValidateOptions, world: World): Promise<boolean> {
  const progress = showStep(lang, world);
  try {
    const found = await validateProject(project, date, progress.begin, cache);
    progress.end();
    const isFailure = ({ severity }: Problem): boolean => severity === 'error' || (strict && severity === 'warning');
    const pieces = {
      text: () => renderProblemsText(found.problems, lang),
      json: () => renderProblemsJson(found.problems, `lifecircle ${VERSION}`),
      junit: () => renderProblemsJunit(found.problems, isFailure),
      github: () => renderProblemsGithub(found.problems, pathFromHere(found.files)),
    }[format]();
    if (out === undefined) world.stdout.write([...pieces].join(''));
    else write(project, out, pieces);
    if (snaps !== undefined) write(project, snaps, renderSnapsGeojson(found.snaps));
    return !found.problems.some(isFailure);
  } finally {
    progress.end();
  }
}

function write(project: string, file: string, pieces: Iterable<string>): void {
  refuseToOverwriteInputs(project, [file]);
  writeFiles(dirname(file), [{ name: basename(file), pieces }]);
}
