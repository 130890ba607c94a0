/** lifecircle check PROJECT */
import { basename, dirname, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { renderCheckJson, renderCheckJunit, renderCheckText } from '../outputs/check-formats.ts';
import { renderCheckSarif } from '../outputs/check-sarif.ts';
import { renderProblemsGithub } from '../outputs/problems-formats.ts';
import type { Lang } from '../outputs/words.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { checkProject } from '../pipeline-check.ts';
import { isResult } from '../pipeline-comparison.ts';
import { VERSION } from '../version.ts';
import { fileAt } from './arguments.ts';
import { refuseToOverwrite, refuseToOverwriteBaseline, refuseToOverwriteInputs } from './overwriting.ts';
import { pathFromHere } from './paths.ts';
import { showStep } from './progress.ts';
import type { World } from './streams.ts';

export const CHECK_FORMATS = ['text', 'json', 'junit', 'sarif', 'github'] as const;

export interface CheckOptions {
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
export function parseShare(text: string): number {
  const share = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || share > 1) throw new InvalidArgumentError('Give a share from 0 to 1, such as 0.85.');
  return share;
}

/** For commander: "primary_school=0.85", once or several times. */
export function parseMinCoverage(text: string, before: CheckOptions['minCoverage']): CheckOptions['minCoverage'] {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write a service and a share, such as primary_school=0.85.');
  return [...before, { of: text.slice(0, at), share: parseShare(text.slice(at + 1)) }];
}

/**
 * Check a project, and tell it on standard output or in --out.
 * @returns whether it passes.
 * @throws {InputError} for a faulty project file, rules that speak of nothing, a baseline that cannot be read, a file that cannot be written.
 */
export async function check(project: string, { baseline, minCoverage, maxUnknownShare, allowLostRequired, strict, format, out, date, lang }: CheckOptions, world: World): Promise<boolean> {
  if (out !== undefined) {
    refuseToOverwriteInputs(project, [out]);
    refuseToOverwriteBaseline(project, [out]);
    if (baseline !== undefined) if (isResult(baseline)) refuseToOverwrite([fileAt(baseline)], [out]); else refuseToOverwriteInputs(baseline, [out]);
  }
  const progress = showStep(lang, world), question = { today: date, baseline, minCoverage: minCoverage.map((rule) => ({ ...rule, where: '--min-coverage' })), maxUnknownShare, allowLostRequired, strict };
  const checked = await checkProject(project, question, progress.begin).finally(progress.end), pathOf = pathFromHere(checked.files);
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
