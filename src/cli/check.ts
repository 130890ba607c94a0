/** lifecircle check PROJECT */
import { basename, dirname, resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { renderCheckJson, renderCheckJunit, renderCheckText } from '../outputs/check-formats.ts';
import { renderCheckSarif } from '../outputs/check-sarif.ts';
import { renderProblemsGithub } from '../outputs/problems-formats.ts';
import type { Lang } from '../outputs/words.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { checkProject } from '../pipeline-check.ts';
import { isResult } from '../pipeline-comparison.ts';
import { VERSION } from '../version.ts';
import { fileAt } from './arguments.ts';
import { cacheOption, type CacheOptions } from './cache.ts';
import { refuseToOverwrite, refuseToOverwriteBaseline, refuseToOverwriteInputs } from './overwriting.ts';
import { dateOption, langOption } from './options.ts';
import { pathFromHere } from './paths.ts';
import { showStep } from './progress.ts';
import type { End, World } from './streams.ts';

const CHECK_FORMATS = ['text', 'json', 'junit', 'sarif', 'github'] as const;

interface CheckOptions extends CacheOptions {
  readonly baseline?: string;
  readonly minCoverage: readonly { readonly of: string; readonly share: number }[];
  readonly maxUnknownShare?: number;
  readonly allowLostRequired?: boolean;
  readonly strict?: boolean;
  readonly format: (typeof CHECK_FORMATS)[number];
  readonly out?: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly lang: Lang;
}

/** For commander: a share from 0 to 1. */
function parseShare(text: string): number {
  const share = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || share > 1) throw new InvalidArgumentError('Give a share from 0 to 1, such as 0.85.');
  return share;
}

/** For commander: "primary_school=0.85", once or several times. */
function parseMinCoverage(text: string, before: CheckOptions['minCoverage']): CheckOptions['minCoverage'] {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write a service and a share, such as primary_school=0.85.');
  return [...before, { of: text.slice(0, at), share: parseShare(text.slice(at + 1)) }];
}

export function declareCheck(program: Command, world: World, end: End): void {
  program.command('check')
    .description('Pass or fail, for CI: the data, the coverage that it must have, and what nobody may lose')
    .argument('<project>', 'folder with a lifecircle.yaml, or the file itself')
    .option('--baseline <file>', "a coverage.json, or a project, to compare with (default: the project's checks.baseline)")
    .addOption(new Option('--min-coverage <service=share>', 'so much of it must be covered; may be given several times').default([], "the project's checks.minCoverage").argParser(parseMinCoverage))
    .addOption(new Option('--max-unknown-share <share>', "so much may be unknown (default: the project's checks.maxUnknownShare)").argParser(parseShare))
    .option('--allow-lost-required', 'settlements may lose required services')
    .option('--strict', 'warnings fail too')
    .addOption(new Option('--format <format>', 'how to tell it').choices(CHECK_FORMATS).default('text'))
    .option('--out <file>', 'file to write (default: standard output)')
    .addOption(dateOption('the day for which the data may not be too old and losses may be allowed'))
    .addOption(cacheOption(world))
    .addOption(langOption(world))
    .addHelpText('after', `
Ends with 0 if all holds, with 1 if something fails: an error of the data, a coverage below its rule, a required service
that a settlement loses. Ends with 2 if the project file, a rule or the baseline is wrong.
Besides services there are rules for table/service, class:basic, township:NAME, township:NAME/service and indicator:NAME.

Example:
  lifecircle check my-town --baseline coverage.json --min-coverage primary_school=0.85 --format junit --out check.xml`)
    .action(async (project: string, options: CheckOptions) => { end(await check(project, options, world) ? 'done' : 'failed'); });
}

/**
 * Check a project, and tell it on standard output or in --out.
 * @returns whether it passes.
 * @throws {InputError} for a faulty project file, rules that speak of nothing, a baseline that cannot be read, a file that cannot be written.
 */
async function check(project: string, { baseline, minCoverage, maxUnknownShare, allowLostRequired, strict, format, out, date, cache, lang }: CheckOptions, world: World): Promise<boolean> {
  if (out !== undefined) {
    refuseToOverwriteInputs(project, [out]);
    refuseToOverwriteBaseline(project, [out]);
    if (baseline !== undefined) if (isResult(baseline)) refuseToOverwrite([fileAt(baseline)], [out]); else refuseToOverwriteInputs(baseline, [out]);
  }
  const progress = showStep(lang, world), question = { today: date, baseline, minCoverage: minCoverage.map((rule) => ({ ...rule, where: '--min-coverage' })), maxUnknownShare, allowLostRequired, strict };
  const checked = await checkProject(project, question, progress.begin, cache).finally(progress.end), pathOf = pathFromHere(checked.files);
  const pieces = {
    text: () => renderCheckText(checked, lang),
    json: () => renderCheckJson(checked, `lifecircle ${VERSION}`),
    junit: () => renderCheckJunit(checked),
    sarif: () => renderCheckSarif(checked, VERSION, pathOf),
    github: () => renderProblemsGithub(checked.findings, pathOf),
  }[format]();
  if (out === undefined) world.stdout.write([...pieces].join(''));
  else writeFiles(dirname(resolve(out)), [{ name: basename(out), pieces }]);
  return checked.isPassed;
}
