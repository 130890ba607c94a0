// Time, size and memory of each format of a report. Run: npm run bench:outputs
// Question: what does writing each format take for 5,000 settlements of the Chongming checklist, beside computing the result?
// Each format is written in a process of its own, so that its largest resident size is its own. Rows are Markdown.
// Record a figure in bench/RESULTS.md only with the commit, machine and Node version beside it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pictureFiles, readyPng } from '../src/cli/pictures.ts';
import { FORMATS, filesOf } from '../src/cli/report.ts';
import { writeFiles } from '../src/outputs/write-files.ts';
import { computeCoverage } from '../src/pipeline.ts';
import { writeTown } from './seeded-town.ts';

const SETTLEMENTS = 5000;

if (process.argv[2] === 'write') await write(process.argv[3], process.argv[4]);
else compare();

function compare(): void {
  const folder = mkdtempSync(join(tmpdir(), 'lifecircle-bench-')), town = join(folder, 'town');
  const vertices = writeTown(town, { vertices: 170_000, settlements: SETTLEMENTS, facilitiesPerType: 50 });
  console.log(`Node ${process.version}, ${cpus()[0].model} × ${cpus().length}; ${vertices.toLocaleString('en')} vertices, ${SETTLEMENTS.toLocaleString('en')} settlements\n`);
  console.log('| format | files | processor time | time | largest resident size |\n|---|---|---|---|---|');
  for (const format of FORMATS) {
    const out = join(folder, format);
    const figures = execFileSync(process.execPath, ['--import', 'tsx', import.meta.filename, 'write', format, town], { encoding: 'utf8', env: { ...process.env, OUT: out } }).trim();
    const sizes = readdirSync(out).sort().map((name) => `${name} ${(statSync(join(out, name)).size / 1e6).toFixed(1)} MB`);
    const [processor, elapsed, megabytes] = figures.split(' ');
    console.log(`| ${format} | ${sizes.join(', ')} | ${processor} s | ${elapsed} s | ${megabytes} MB |`);
  }
  rmSync(folder, { recursive: true });
}

/** One format in a process of its own; the result is computed first and its time not counted. */
async function write(format: string, town: string): Promise<void> {
  const result = await computeCoverage(town), start = performance.now(), before = process.cpuUsage();
  writeFiles(process.env.OUT ?? 'out', filesOf(result, null, [format], 'en', pictureFiles(result, 'en', format === 'png' ? await readyPng() : null, () => undefined)));
  const { user, system } = process.cpuUsage(before);
  console.log(`${((user + system) / 1e6).toFixed(1)} ${((performance.now() - start) / 1000).toFixed(1)} ${(process.resourceUsage().maxRSS / 1000).toFixed(0)}`);
}
