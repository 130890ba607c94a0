/** lifecircle report PROJECT */
import { join } from 'node:path';
import { renderCoverageJson } from '../outputs/coverage-json.ts';
import { renderCoverageQgz, renderSettlementsQml, writeCoverageGeoPackage, type GroundOfServices } from '../outputs/coverage-qgis.ts';
import { renderGapsCsv } from '../outputs/gaps-csv.ts';
import { renderReviewCsv } from '../outputs/review-csv.ts';
import { renderSettlementsGeojson } from '../outputs/settlements-geojson.ts';
import { renderSummary } from '../outputs/summary-text.ts';
import { renderTownshipsCsv } from '../outputs/townships-csv.ts';
import type { Lang } from '../outputs/words.ts';
import { writeFiles, type OutputFile } from '../outputs/write-files.ts';
import type { CoverageResult } from '../coverage/result.ts';
import { computeCoverage } from '../pipeline.ts';
import { computeCatchments } from '../pipeline-catchments.ts';
import { VERSION } from '../version.ts';
import { refuseToOverwriteInputs } from './overwriting.ts';
import { showStep } from './progress.ts';
import { writeNotices, type World } from './streams.ts';

export const FORMATS = ['json', 'csv', 'geojson', 'gpkg', 'qgz'] as const;

export interface ReportOptions {
  readonly out: string;
  readonly formats: readonly string[];
  readonly lang: Lang;
  /** Whether the GeoPackage, which is then written in any case, has the ground from where each service is reached. */
  readonly catchments?: boolean;
}

/** As `lifecircle catchments` draws them. */
const CATCHMENTS = { services: [], ground: null, bufferMetres: null, simplifyMetres: 2 };

/** Compute, write, print the summary. @throws {InputError} with every fault of the data; nothing is written then. */
export async function report(project: string, { out, formats, lang, catchments = false }: ReportOptions, world: World): Promise<void> {
  const progress = showStep(lang, world);
  try {
    const result = await computeCoverage(project, progress.begin);
    const asked = catchments ? [...formats, 'gpkg'] : formats;
    refuseToOverwriteInputs(project, filesOf(result, null, asked, lang).map(({ name }) => join(out, name)));
    const drawn = catchments ? await computeCatchments(project, CATCHMENTS, progress.begin) : null, files = filesOf(result, drawn && [...drawn.services], asked, lang);
    progress.begin('write');
    const sizes = writeFiles(out, files);
    progress.end();
    world.stderr.write(`${renderSummary(result, lang)}\n`);
    const told = new Set(result.notices.map(({ code, where, what }) => `${code} ${where} ${what}`));
    // What is left uncovered is in none of the files of a report.
    writeNotices((drawn?.notices() ?? []).filter(({ code, where, what }) => code !== 'no-ground' && !told.has(`${code} ${where} ${what}`)), world.stderr);
    for (const [name, bytes] of sizes) world.stderr.write(`${join(out, name)}  ${(bytes / 1000).toFixed(0)} kB\n`);
  } finally {
    progress.end();
  }
}

/** The files of each format, in pieces or with what writes them. */
export function filesOf(result: CoverageResult, ground: GroundOfServices, formats: readonly string[], lang: Lang): OutputFile[] {
  const tool = `lifecircle ${VERSION}`;
  const geoPackage: OutputFile = { name: 'coverage.gpkg', write: (path) => { writeCoverageGeoPackage(result, ground, lang, tool, path); } };
  const files: Record<(typeof FORMATS)[number], OutputFile[]> = {
    json: [{ name: 'coverage.json', pieces: renderCoverageJson(result, tool) }],
    csv: [{ name: 'gaps.csv', pieces: renderGapsCsv(result, lang) }, { name: 'townships.csv', pieces: renderTownshipsCsv(result, lang) },
      ...(result.review.length === 0 ? [] : [{ name: 'poi-review.csv', pieces: renderReviewCsv(result) }])],
    geojson: [{ name: 'settlements.geojson', pieces: renderSettlementsGeojson(result) }, { name: 'settlements.qml', pieces: renderSettlementsQml(result, lang) }],
    gpkg: [geoPackage],
    qgz: [geoPackage, { name: 'coverage.qgz', pieces: renderCoverageQgz(result, ground, lang) }], // the project shows the layers of the GeoPackage
  };
  return [...new Map(FORMATS.filter((f) => formats.includes(f)).flatMap((f) => files[f]).map((file) => [file.name, file])).values()];
}
