/** lifecircle assess PROJECT --actual projects.csv */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { assessmentRows, ASSESSMENT_WORDS, lateRows } from '../outputs/assessment-table.ts';
import { printable } from '../core/printable.ts';
import { describePromises, promiseRows } from '../outputs/promise-table.ts';
import { renderCsv } from '../outputs/csv.ts';
import { renderTable } from '../outputs/text-table.ts';
import type { Lang } from '../outputs/words.ts';
import { writeFiles } from '../outputs/write-files.ts';
import { renderAssessmentXlsx } from '../outputs/xlsx/assessment-xlsx.ts';
import { assessPlan } from '../pipeline-assess.ts';
import { fileAt } from './arguments.ts';
import { dateOption, langOption } from './options.ts';
import { refuseToOverwrite, refuseToOverwriteInputs } from './overwriting.ts';
import { isResult } from '../pipeline-comparison.ts';
import { showStep } from './progress.ts';
import { writeNotices, type World } from './streams.ts';

interface AssessOptions { readonly actual: string; readonly plan?: string; readonly baseline?: string; readonly date: string; readonly out: string; readonly lang: Lang }

export function declareAssess(program: Command, world: World): void {
  program.command('assess')
    .description('考核: what was built of a plan, township by township: baseline, target, actual, and the projects that are late')
    .argument('<project>', 'folder with a lifecircle.yaml, or the file itself')
    .requiredOption('--actual <file>', 'the projects.csv of the plan, 状态 filled in: 已建, 在建 or 拟建 (done, under way, planned)')
    .option('--baseline <file>', 'a coverage.json, or a project, of before (default: the data of the project as they are)')
    .option('--plan <file>', 'the plan.json of the plan, for what it promised (default: the one beside --actual, if it is there)')
    .addOption(dateOption('the day by which projects are due'))
    .option('--out <dir>', 'folder for assessment.csv, late.csv, assessment.xlsx, and with a plan promises.csv', 'lifecircle-assessment')
    .addOption(langOption(world))
    .addHelpText('after', `
The target is the project with all planned projects in it that are due by the day, the actual one that with those that are done.
With a plan.json its promise for each township and year stands beside what its projects bring by the data of today.

Example:
  lifecircle assess my-town --actual projects.csv --baseline last-year/coverage.json --date 2025-12-31 --out assessment`)
    .action(async (project: string, options: AssessOptions) => { await assess(project, options, world); });
}

/** Compute, write, print the table of the district. @throws {InputError} with every fault; nothing is written then. */
async function assess(project: string, { actual, baseline: before, plan: given, date, out, lang }: AssessOptions, world: World): Promise<void> {
  const baseline = before ?? null, beside = join(dirname(actual), 'plan.json'), plan = given ?? (existsSync(beside) ? beside : null);
  const paths = ['assessment.csv', 'late.csv', 'promises.csv', 'assessment.xlsx'].map((name) => join(out, name));
  refuseToOverwriteInputs(project, paths);
  refuseToOverwrite([fileAt(actual), ...(plan === null ? [] : [fileAt(plan)]), ...(baseline !== null && isResult(baseline) ? [fileAt(baseline)] : [])], paths);
  const progress = showStep(lang, world), { assessment, promises, names, notices } = await assessPlan(project, { actual, baseline, date, plan }, progress.begin).finally(progress.end);
  const sizes = writeFiles(out, [
    { name: 'assessment.csv', pieces: renderCsv(assessmentRows(assessment, names, lang)) }, { name: 'late.csv', pieces: renderCsv(lateRows(assessment, lang)) },
    ...(promises === null ? [] : [{ name: 'promises.csv', pieces: renderCsv(promiseRows(promises, lang)) }]), { name: 'assessment.xlsx', pieces: renderAssessmentXlsx(assessment, promises, names, lang) },
  ]);
  const w = ASSESSMENT_WORDS[lang], [heading, ...rows] = [...assessmentRows({ ...assessment, rows: assessment.rows.filter(({ township }) => township === null) }, names, lang)].map((row) => row.map((cell) => cell ?? ''));
  world.stderr.write(`${w.title(date)}\n${renderTable(heading.map(String), rows, 2).join('\n')}\n${w.late}: ${assessment.late.length}\n${promises === null ? '' : `${printable(describePromises(promises, lang))}\n`}`);
  writeNotices(notices, world.stderr);
  for (const [name, bytes] of sizes) world.stderr.write(`${join(out, name)}  ${(bytes / 1000).toFixed(0)} kB\n`);
}
