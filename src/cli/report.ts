/** lifecircle report PROJECT */
import { join } from 'node:path';
import { printable } from '../core/printable.ts';
import { renderCoverageJson } from '../outputs/coverage-json.ts';
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
import { VERSION } from '../version.ts';
import { refuseToOverwriteInputs } from './overwriting.ts';
import { pictureFiles, readyPng } from './pictures.ts';
import { showStep } from './progress.ts';
import type { World } from './streams.ts';

export const FORMATS = ['json', 'csv', 'geojson', 'xlsx', 'svg', 'png'] as const;
/** Pictures take seconds and are for papers: they are drawn when they are asked for. */
export const DEFAULT_FORMATS = FORMATS.filter((format) => format !== 'svg' && format !== 'png');

export interface ReportOptions {
  readonly out: string;
  readonly formats: readonly string[];
  readonly lang: Lang;
}

/** Compute, write, print the summary. @throws {InputError} with every fault of the data; nothing is written then. */
export async function report(project: string, { out, formats, lang }: ReportOptions, world: World): Promise<void> {
  const progress = showStep(lang, world);
  try {
    const result = await computeCoverage(project, progress.begin);
    const notes: string[] = [];
    const toPng = formats.includes('png') ? await readyPng() : null;
    const pictures = pictureFiles(result, lang, toPng, (note) => notes.push(note));
    const files = filesOf(result, formats, lang, pictures);
    refuseToOverwriteInputs(project, files.map(({ name }) => join(out, name)));
    progress.begin('write');
    const sizes = writeFiles(out, files);
    progress.end();
    world.stderr.write(`${renderSummary(result, lang)}\n`);
    for (const [name, bytes] of sizes) world.stderr.write(`${join(out, name)}  ${(bytes / 1000).toFixed(0)} kB\n`);
    for (const note of notes) world.stderr.write(`${printable(note)}\n`);
  } finally {
    progress.end();
  }
}

function filesOf(result: CoverageResult, formats: readonly string[], lang: Lang, pictures: ReturnType<typeof pictureFiles>): OutputFile[] {
  const files: Record<(typeof FORMATS)[number], OutputFile[]> = {
    json: [{ name: 'coverage.json', pieces: renderCoverageJson(result, `lifecircle ${VERSION}`) }],
    csv: [{ name: 'gaps.csv', pieces: renderGapsCsv(result, lang) }, { name: 'townships.csv', pieces: renderTownshipsCsv(result, lang) },
      ...(result.review.length === 0 ? [] : [{ name: 'poi-review.csv', pieces: renderReviewCsv(result) }])],
    geojson: [{ name: 'settlements.geojson', pieces: renderSettlementsGeojson(result) }],
    xlsx: [{ name: 'coverage.xlsx', pieces: renderCoverageXlsx(result, lang, `lifecircle ${VERSION}`) }],
    ...pictures,
  };
  return FORMATS.filter((f) => formats.includes(f)).flatMap((f) => files[f]);
}
