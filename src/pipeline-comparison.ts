/** Comparing results: the calls in order. */
import { basename, resolve } from 'node:path';
import { compareCoverages, type Comparison } from './comparison/compare.ts';
import { parseCoverage } from './coverage/coverage-file.ts';
import type { CoverageFile } from './coverage/coverage-schema.ts';
import { EarlierAnswers } from './coverage/earlier-answers.ts';
import { readText } from './inputs/files.ts';
import { toCoverageFile } from './outputs/coverage-json.ts';
import { computeCoverage } from './pipeline.ts';
import type { Cache } from './pipeline-network.ts';
import type { OnStep } from './pipeline-prepare.ts';
import { VERSION } from './version.ts';

/** The longest text that a program can hold is somewhat longer. */
export const MOST_BYTES = 500 * 1024 * 1024;

/**
 * Compare two results.
 * @param before a coverage.json, or a project that is computed: a folder with a lifecircle.yaml, or the file itself.
 * @throws {InputError} for faults of the data, and for files that are no coverage.json.
 */
export async function compare(before: string, after: string, onStep: OnStep = () => undefined, cache: Cache | null = null): Promise<Comparison> {
  const known = await readCoverage(before, onStep, cache);
  return compareCoverages(known, await readCoverage(after, onStep, cache, new EarlierAnswers(known)));
}

/** Whether a path is of a result, and not of a project. */
export function isResult(path: string): boolean {
  return /\.json$/i.test(path);
}

/**
 * A result as its file holds it, be it read or computed.
 * @param earlier answers that a computed one may take.
 */
export async function readCoverage(path: string, onStep: OnStep, cache: Cache | null = null, earlier: EarlierAnswers | null = null): Promise<CoverageFile> {
  const name = basename(path);
  if (isResult(path)) return parseCoverage(readText({ name, path: resolve(path) }, MOST_BYTES).text, name);
  return toCoverageFile(await computeCoverage(path, onStep, cache, earlier), `lifecircle ${VERSION}`);
}
