/** lifecircle plan PROJECT */
import { join } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { renderBlueprintGeojson } from '../outputs/blueprint-geojson.ts';
import type { CoverageResult } from '../coverage/result.ts';
import { renderReportPage } from '../outputs/html/report-page.ts';
import { renderPlanQgz, writePlanGeoPackage } from '../outputs/plan-qgis.ts';
import { renderPlanJson } from '../outputs/plan-json.ts';
import { renderPlanSummary } from '../outputs/plan-text.ts';
import { renderProjectsCsv } from '../outputs/projects-csv.ts';
import type { Lang } from '../outputs/words.ts';
import { writeFiles, type OutputFile } from '../outputs/write-files.ts';
import { renderPlanXlsx } from '../outputs/xlsx/plan-xlsx.ts';
import { computePlan, computePlanAndCoverage } from '../pipeline-plan.ts';
import type { PlanResult } from '../plan/plan-result.ts';
import { VERSION } from '../version.ts';
import { positiveUpTo } from './arguments.ts';
import { dateOption, langOption } from './options.ts';
import { refuseToOverwriteInputs } from './overwriting.ts';
import { readPageAssets } from './page-assets.ts';
import { showStep } from './progress.ts';
import { writeNotices, type World } from './streams.ts';

const PLAN_FORMATS = ['json', 'csv', 'geojson', 'xlsx', 'html', 'gpkg', 'qgz'] as const;

interface PlanOptions {
  readonly out: string;
  readonly budget?: number;
  readonly years?: readonly [number, number];
  readonly timeLimit?: number;
  readonly formats: readonly string[];
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly lang: Lang;
}

export function declarePlan(program: Command, world: World): void {
  program.command('plan')
    .description('Where to build what, in which year, with which money, and what it brings')
    .argument('<project>', 'folder with a lifecircle.yaml, or the file itself')
    .option('--out <dir>', 'folder for the results', 'lifecircle-plan')
    .addOption(new Option('--budget <amount>', "for each year, whoever pays, in the unit of the costs, 万元 (default: the project's plan.years)").argParser(parseBudget))
    .addOption(new Option('--years <first-last>', "one year or several (default: those of the project, else the year after --date)").argParser(parseYears))
    .addOption(new Option('--time-limit <seconds>', "for the solver (default: the project's, else 60)").argParser(positiveUpTo(3600)))
    .addOption(new Option('--formats <list>', `what to write, of: ${PLAN_FORMATS.join(', ')}`).default(PLAN_FORMATS, PLAN_FORMATS.join(',')).argParser(parsePlanFormats))
    .addOption(dateOption('the day for which plans may be overdue'))
    .addOption(langOption(world))
    .addHelpText('after', `
Writes plan.json, projects.csv (年度行动计划), blueprint.geojson (社区行动蓝图), plan.xlsx (all of it as sheets), plan.html (a page with the state of today and the plan), and plan.gpkg with plan.qgz for QGIS;
the summary goes to standard error.
What nobody has said - who builds, who pays - stands in the plan as 待定, to be decided.

Example:
  lifecircle plan my-town --out plan
  lifecircle plan my-town --budget 1200 --years 2027-2029 --out plan`)
    .action(async (project: string, options: PlanOptions) => { await plan(project, options, world); });
}

/** Compute, write, print the summary. @throws {InputError} with every fault of the data; nothing is written then. */
async function plan(project: string, { out, budget, years, timeLimit, formats, date, lang }: PlanOptions, world: World): Promise<void> {
  const progress = showStep(lang, world);
  try {
    const question = { today: date, budget: budget ?? null, years: years ?? null, timeLimitSeconds: timeLimit ?? null };
    // The page shows the state of today as well.
    const { plan: result, coverage } = formats.includes('html') ? await computePlanAndCoverage(project, question, progress.begin) : { plan: await computePlan(project, question, progress.begin), coverage: null }, files = filesOf(result, coverage, formats, lang);
    refuseToOverwriteInputs(project, files.map(({ name }) => join(out, name)));
    progress.begin('write');
    const sizes = writeFiles(out, files);
    progress.end();
    world.stderr.write(`${renderPlanSummary(result, lang)}\n`);
    writeNotices(result.notices, world.stderr);
    for (const [name, bytes] of sizes) world.stderr.write(`${join(out, name)}  ${(bytes / 1000).toFixed(0)} kB\n`);
  } finally {
    progress.end();
  }
}

/** @param coverage of today, for the page. */
function filesOf(result: PlanResult, coverage: CoverageResult | null, formats: readonly string[], lang: Lang): OutputFile[] {
  const tool = `lifecircle ${VERSION}`, geoPackage: OutputFile = { name: 'plan.gpkg', write: (path) => { writePlanGeoPackage(result, lang, tool, path); } }, files: Record<(typeof PLAN_FORMATS)[number], OutputFile[]> = {
    json: [{ name: 'plan.json', pieces: renderPlanJson(result, tool) }],
    csv: [{ name: 'projects.csv', pieces: renderProjectsCsv(result, lang) }],
    geojson: [{ name: 'blueprint.geojson', pieces: renderBlueprintGeojson(result, lang) }],
    xlsx: [{ name: 'plan.xlsx', pieces: renderPlanXlsx(result, lang, tool) }],
    html: coverage === null ? [] : [{ name: 'plan.html', pieces: renderReportPage(coverage, readPageAssets(), { tool, lang, isPublic: false }, result) }],
    gpkg: [geoPackage],
    qgz: [geoPackage, { name: 'plan.qgz', pieces: renderPlanQgz(result, lang) }], // the project shows the layers of the GeoPackage
  };
  return [...new Map(PLAN_FORMATS.filter((format) => formats.includes(format)).flatMap((format) => files[format]).map((file) => [file.name, file])).values()];
}

function parseBudget(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text) || Number(text) > 1e9) throw new InvalidArgumentError('Give an amount of 0 or more, at most 1000000000.');
  return Number(text);
}

function parseYears(text: string): [number, number] {
  const [first, last = first] = text.split('-').map(Number);
  if (!/^\d{4}(-\d{4})?$/.test(text) || first < 2000 || last < first || last > first + 19) throw new InvalidArgumentError('Give a year or two, the first before the last, at most 20 years: 2027-2029.');
  return [first, last];
}

function parsePlanFormats(list: string): string[] {
  const formats = list.split(',').map((f) => f.trim()), unknown = formats.find((f) => !(PLAN_FORMATS as readonly string[]).includes(f));
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is no format; there are: ${PLAN_FORMATS.join(', ')}.`);
  return formats;
}
