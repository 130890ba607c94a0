/** lifecircle report PROJECT */
import { join } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { printable } from '../core/printable.ts';
import { renderCoverageJson } from '../outputs/coverage-json.ts';
import { renderCoverageQgz, renderSettlementsQml, writeCoverageGeoPackage, type GroundOfServices } from '../outputs/coverage-qgis.ts';
import { renderReportPage } from '../outputs/html/report-page.ts';
import { renderGapsCsv } from '../outputs/gaps-csv.ts';
import { renderReviewCsv } from '../outputs/review-csv.ts';
import { renderSettlementsGeojson } from '../outputs/settlements-geojson.ts';
import { renderSummary } from '../outputs/summary-text.ts';
import { renderTownshipsCsv } from '../outputs/townships-csv.ts';
import type { Lang } from '../outputs/words.ts';
import { writeFiles, type OutputFile } from '../outputs/write-files.ts';
import { renderCoverageXlsx } from '../outputs/xlsx/coverage-xlsx.ts';
import type { CoverageResult } from '../coverage/result.ts';
import { computeCoverage } from '../pipeline.ts';
import { computeScenario, computeScenarioCatchments } from '../pipeline-scenario.ts';
import { computeCatchments } from '../pipeline-catchments.ts';
import { VERSION } from '../version.ts';
import { fileAt } from './arguments.ts';
import { cacheOption, type CacheOptions } from './cache.ts';
import { refuseToOverwrite, refuseToOverwriteInputs } from './overwriting.ts';
import { langOption } from './options.ts';
import { readPageAssets } from './page-assets.ts';
import { pictureFiles, readyPng } from './pictures.ts';
import { showStep } from './progress.ts';
import { writeNotices, type World } from './streams.ts';

export const FORMATS = ['json', 'csv', 'geojson', 'gpkg', 'qgz', 'xlsx', 'html', 'svg', 'png'] as const;
/** Pictures take seconds and are for papers: they are drawn when they are asked for. */
const DEFAULT_FORMATS = FORMATS.filter((format) => format !== 'svg' && format !== 'png');

interface ReportOptions extends CacheOptions {
  readonly out: string;
  readonly formats: readonly string[];
  readonly lang: Lang;
  /** Whether the GeoPackage, which is then written in any case, has the ground from where each service is reached. */
  readonly catchments?: boolean;
  /** Whether the page leaves out what is not for everybody. */
  readonly public: boolean;
  readonly scenario?: string;
}

/** As `lifecircle catchments` draws them. */
const CATCHMENTS = { services: [], ground: null, bufferMetres: null, simplifyMetres: 2 };

export function declareReport(program: Command, world: World): void {
  program.command('report')
    .description('Which services each settlement reaches in time, which it lacks, and the totals')
    .argument('<project>', 'folder with a lifecircle.yaml, or the file itself')
    .option('--out <dir>', 'folder for the results', 'lifecircle-results')
    .addOption(new Option('--formats <list>', `what to write, of: ${FORMATS.join(', ')}`).default(DEFAULT_FORMATS, DEFAULT_FORMATS.join(',')).argParser(parseFormats))
    .addOption(new Option('--catchments', 'also draw into coverage.gpkg from where each service is reached in time; takes minutes'))
    .option('--scenario <file>', 'measure the project with these changes in it, as .yaml; its files stay as they are')
    .addOption(new Option('--public', 'leave residents of single settlements, file names and internal columns out of report.html').default(false))
    .addOption(cacheOption(world))
    .addOption(langOption(world))
    .addHelpText('after', `
Writes coverage.json, settlements.geojson, gaps.csv, townships.csv, coverage.xlsx, report.html, and coverage.gpkg with coverage.qgz for QGIS; the summary goes to standard error.
svg and png are pictures for papers and slides, map and heatmap, drawn only when they are asked for.

Example:
  lifecircle report my-town --out results --lang zh
  lifecircle report my-town --out results --formats xlsx,png`)
    .action(async (project: string, options: ReportOptions) => { await report(project, options, world); });
}

/** Compute, write, print the summary. @throws {InputError} with every fault of the data; nothing is written then. */
async function report(project: string, { out, formats, lang, catchments = false, public: isPublic, cache, scenario }: ReportOptions, world: World): Promise<void> {
  const progress = showStep(lang, world);
  try {
    const result = scenario === undefined ? await computeCoverage(project, progress.begin, cache) : await computeScenario(project, scenario, progress.begin, cache);
    const asked = catchments ? [...formats, 'gpkg'] : formats, notes: string[] = [];
    const toPng = formats.includes('png') ? await readyPng() : null, pictures = pictureFiles(result, lang, toPng, (note) => notes.push(note));
    const names = filesOf(result, null, asked, lang, pictures, isPublic).map(({ name }) => join(out, name));
    refuseToOverwriteInputs(project, names);
    if (scenario !== undefined) refuseToOverwrite([fileAt(scenario)], names);
    const drawn = !catchments ? null : scenario === undefined ? await computeCatchments(project, CATCHMENTS, progress.begin, cache) : await computeScenarioCatchments(project, scenario, CATCHMENTS, progress.begin, cache), files = filesOf(result, drawn && [...drawn.services], asked, lang, pictures, isPublic);
    progress.begin('write');
    const sizes = writeFiles(out, files);
    progress.end();
    world.stderr.write(`${renderSummary(result, lang)}\n`);
    const told = new Set(result.notices.map(({ code, where, what }) => `${code} ${where} ${what}`));
    // What is left uncovered is in none of the files of a report.
    writeNotices((drawn?.notices() ?? []).filter(({ code, where, what }) => code !== 'no-ground' && !told.has(`${code} ${where} ${what}`)), world.stderr);
    for (const [name, bytes] of sizes) world.stderr.write(`${join(out, name)}  ${(bytes / 1000).toFixed(0)} kB\n`);
    for (const note of notes) world.stderr.write(`${printable(note)}\n`);
  } finally {
    progress.end();
  }
}

/** The files of each format, in pieces or with what writes them. */
export function filesOf(result: CoverageResult, ground: GroundOfServices, formats: readonly string[], lang: Lang, pictures: ReturnType<typeof pictureFiles>, isPublic = false): OutputFile[] {
  const tool = `lifecircle ${VERSION}`;
  const geoPackage: OutputFile = { name: 'coverage.gpkg', write: (path) => { writeCoverageGeoPackage(result, ground, lang, tool, path); } };
  const files: Record<(typeof FORMATS)[number], OutputFile[]> = {
    json: [{ name: 'coverage.json', pieces: renderCoverageJson(result, tool) }],
    csv: [{ name: 'gaps.csv', pieces: renderGapsCsv(result, lang) }, { name: 'townships.csv', pieces: renderTownshipsCsv(result, lang) },
      ...(result.review.length === 0 ? [] : [{ name: 'poi-review.csv', pieces: renderReviewCsv(result) }])],
    html: formats.includes('html') ? [{ name: 'report.html', pieces: renderReportPage(result, readPageAssets(), { tool, lang, isPublic }) }] : [],
    geojson: [{ name: 'settlements.geojson', pieces: renderSettlementsGeojson(result) }, { name: 'settlements.qml', pieces: renderSettlementsQml(result, lang) }],
    gpkg: [geoPackage],
    qgz: [geoPackage, { name: 'coverage.qgz', pieces: renderCoverageQgz(result, ground, lang) }], // the project shows the layers of the GeoPackage
    xlsx: [{ name: 'coverage.xlsx', pieces: renderCoverageXlsx(result, lang, tool) }],
    ...pictures,
  };
  return [...new Map(FORMATS.filter((f) => formats.includes(f)).flatMap((f) => files[f]).map((file) => [file.name, file])).values()];
}

function parseFormats(list: string): string[] {
  const formats = list.split(',').map((f) => f.trim()).filter((f) => f !== '');
  const unknown = formats.find((f) => !(FORMATS as readonly string[]).includes(f));
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is no format; there are: ${FORMATS.join(', ')}.`);
  if (formats.length === 0) throw new InvalidArgumentError(`Name at least one of: ${FORMATS.join(', ')}.`);
  return formats;
}
