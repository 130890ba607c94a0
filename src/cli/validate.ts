/** lifecircle validate PROJECT */
import { basename, dirname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { lastDayOf } from '../core/calendar.ts';
import type { Problem } from '../core/problems.ts';
import { renderProblemsGithub, renderProblemsJson, renderProblemsJunit } from '../outputs/problems-formats.ts';
import { renderProblemsText } from '../outputs/problems-text.ts';
import { renderSnapsGeojson } from '../outputs/snaps-geojson.ts';
import type { Lang } from '../outputs/words.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { validateProject } from '../pipeline.ts';
import { VERSION } from '../version.ts';
import { refuseToOverwriteInputs } from './overwriting.ts';
import { pathFromHere } from './paths.ts';
import { showStep } from './progress.ts';
import type { World } from './streams.ts';

export const PROBLEM_FORMATS = ['text', 'json', 'junit', 'github'] as const;

export interface ValidateOptions {
  readonly format: (typeof PROBLEM_FORMATS)[number];
  readonly strict?: boolean;
  readonly out?: string;
  readonly snaps?: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly lang: Lang;
}

/** For commander. @throws {InvalidArgumentError} if it is no day. */
export function parseDay(text: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || lastDayOf(text) === null) throw new InvalidArgumentError('Expected a day as 2025-06-30.');
  return text;
}

/**
 * List all problems of a project, on standard output or in --out.
 * @returns whether the data passes: no errors, and with --strict no warnings either.
 * @throws {InputError} if a file cannot be written.
 */
export async function validate(project: string, { format, strict = false, out, snaps, date, lang }: ValidateOptions, world: World): Promise<boolean> {
  const progress = showStep(lang, world);
  try {
    const found = await validateProject(project, date, progress.begin);
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
