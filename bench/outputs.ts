// Time, size and memory of the formats of a report, each written by a process of its own. Run: npm run bench:outputs
// Question: what does a format take for 5,000 settlements of the Chongming checklist, beside computing the result?
// Record a figure in bench/RESULTS.md only with the commit, machine and Node version beside it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pictureFiles, readyPng } from '../src/cli/pictures.ts';
import { renderGapsCsv } from '../src/outputs/gaps-csv.ts';
import { writeFiles, type OutputFile } from '../src/outputs/write-files.ts';
import { renderCoverageXlsx } from '../src/outputs/xlsx/coverage-xlsx.ts';
import { computeCoverage, type CoverageResult } from '../src/index.ts';
import { writeTown } from './seeded-town.ts';

/** A function for each format; none writes nothing, and shows what computing takes. */
const FORMATS: Readonly<Record<string, (result: CoverageResult) => OutputFile[] | Promise<OutputFile[]>>> = {
  none: () => [],
  'gaps.csv': (result) => [{ name: 'gaps.csv', pieces: renderGapsCsv(result, 'zh') }],
  xlsx: (result) => [{ name: 'coverage.xlsx', pieces: renderCoverageXlsx(result, 'zh', 'bench') }],
  svg: (result) => pictureFiles(result, 'zh', null, () => undefined).svg,
  png: async (result) => pictureFiles(result, 'zh', await readyPng(), () => undefined).png,
};

if (process.argv[2] === 'write') await write(process.argv[3], process.argv[4], process.argv[5]);
else compare();

function compare(): void {
  const folder = mkdtempSync(join(tmpdir(), 'lifecircle-bench-')), town = join(folder, 'town');
  const vertices = writeTown(town, { vertices: 170_000, settlements: 5000, facilitiesPerType: 50 });
  console.log(`Node ${process.version}, ${cpus()[0].model} × ${cpus().length}; ${vertices.toLocaleString('en')} vertices\n\n| format | clock | processor | size | largest resident size |\n|---|---|---|---|---|`);
  for (const format of Object.keys(FORMATS)) {
    const out = join(folder, format);
    const [milliseconds, processor, megabytes] = execFileSync(process.execPath, ['--import', 'tsx', import.meta.filename, 'write', format, town, out], { encoding: 'utf8' }).trim().split(' ');
    const bytes = readdirSync(out).reduce((sum, name) => sum + statSync(join(out, name)).size, 0);
    console.log(`| ${format} | ${(Number(milliseconds) / 1000).toFixed(1)} s | ${(Number(processor) / 1000).toFixed(1)} s | ${(bytes / 1e6).toFixed(1)} MB | ${megabytes} MB |`);
  }
  rmSync(folder, { recursive: true });
}

/** The result is computed first, and its time not counted. */
async function write(format: string, town: string, out: string): Promise<void> {
  const result = await computeCoverage(town), start = performance.now(), used = process.cpuUsage();
  writeFiles(out, await FORMATS[format](result));
  const { user, system } = process.cpuUsage(used);
  console.log(`${(performance.now() - start).toFixed(0)} ${((user + system) / 1000).toFixed(0)} ${(process.resourceUsage().maxRSS / 1000).toFixed(0)}`);
}
