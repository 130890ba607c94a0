// What a check with a baseline saves by taking over answers. Run: npm run bench:check [number of a town, from 0]
// Questions: how much processor time does a check take that measures only the services whose facilities changed, beside one that measures
// all; where does the rest go; and what does a diff of two result files take?
// Both kinds run in one process in turn, and must find the same; the one that measures all has the same baseline without its bases.
// Record a figure in bench/RESULTS.md only with the commit, machine and Node version beside it.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FeatureCollection } from 'geojson';
import { run } from '../src/cli/main.ts';
import { compare } from '../src/pipeline-comparison.ts';
import { checkProject, type CheckOutcome } from '../src/pipeline-check.ts';
import { computeCoverage } from '../src/pipeline.ts';
import { renderCoverageJson } from '../src/outputs/coverage-json.ts';
import { writeTown } from './seeded-town.ts';

const DATA = resolve(import.meta.dirname, '../../shared/data'), RUNS = 3, CLOSED = 'primary_school', TODAY = '2026-06-30';
const PARTS = ['the baseline', 'the project', 'measuring', 'all'] as const;

/** Seconds of processor time of each part of a check. */
type Seconds = Readonly<Record<(typeof PARTS)[number], number>>;
interface Town { readonly label: string; readonly needs?: string; readonly write: (folder: string) => Promise<void> | void }

const TOWNS: readonly Town[] = [
  { label: 'seeded town, 162,042 vertices, 5,000 settlements, 50 facilities a type', write: (folder) => { writeTown(folder, { vertices: 170_000, settlements: 5000, facilitiesPerType: 50 }); } },
  { label: 'Liechtenstein on foot', needs: 'liechtenstein', write: (folder) => { cpSync(join(DATA, 'liechtenstein'), folder, { recursive: true }); writeProjectFile(folder, {}); } },
  { label: 'Heidelberg with its timetable, all settlements rural', needs: 'heidelberg', write: writeHeidelberg },
];

console.log(`Node ${process.version}, ${cpus()[0].model} × ${cpus().length}; seconds of processor time, the median of ${RUNS} runs\n`);
console.log(`| town | changed | measured | ${PARTS.map((part) => `${part}: full`).join(' | ')} | ${PARTS.map((part) => `${part}: incremental`).join(' | ')} | diff of two files |\n|${'---|'.repeat(4 + 2 * PARTS.length)}`);
for (const { label, needs, write } of process.argv.length > 2 ? TOWNS.slice(Number(process.argv[2]), Number(process.argv[2]) + 1) : TOWNS) {
  if (needs !== undefined && !existsSync(join(DATA, needs))) console.log(`| ${label} | skipped: no shared data |`);
  else await benchTown(label, write);
}

async function benchTown(label: string, write: Town['write']): Promise<void> {
  const top = mkdtempSync(join(tmpdir(), 'lifecircle-bench-')), folder = join(top, 'town'), baseline = join(top, 'baseline.json'), withoutBases = join(top, 'without-bases.json'), after = join(top, 'after.json');
  await write(folder);
  const text = await coverageText(folder);
  writeFileSync(baseline, text);
  writeFileSync(withoutBases, text.replaceAll(/,"basis":"[^"]*"/g, ''));
  for (const changed of ['nothing', `one ${CLOSED} closed`]) {
    if (changed !== 'nothing') closeOne(join(folder, 'facilities.geojson'));
    writeFileSync(after, await coverageText(folder));
    const { full, incremental, measured } = await inTurn(folder, withoutBases, baseline), diff = median(await times(RUNS, () => compare(baseline, after)));
    const row = (seconds: Seconds): string => PARTS.map((part) => seconds[part].toFixed(2)).join(' | ');
    console.log(`| ${label}; baseline of ${(text.length / 1e6).toFixed(1)} MB | ${changed} | ${measured} | ${row(full)} | ${row(incremental)} | ${diff.toFixed(2)} |`);
  }
  rmSync(top, { recursive: true });
}

/** Full and incremental in turn, once each untimed. */
async function inTurn(folder: string, withoutBases: string, baseline: string): Promise<{ full: Seconds; incremental: Seconds; measured: string }> {
  const full: Seconds[] = [], incremental: Seconds[] = [];
  let measured = '';
  for (let i = 0; i <= RUNS; i++) {
    const one = await timedCheck(folder, withoutBases), other = await timedCheck(folder, baseline);
    if (said(one.outcome) !== said(other.outcome)) throw new Error('the two checks differ');
    measured = `${other.outcome.measured?.services.length} of ${other.outcome.measured?.of}`;
    if (i > 0) { full.push(one.seconds); incremental.push(other.seconds); }
  }
  return { full: medians(full), incremental: medians(incremental), measured };
}

function said({ findings, passes, isPassed }: CheckOutcome): string {
  return JSON.stringify([findings, passes, isPassed]);
}

/** The parts end where a step begins: reading the project, then measuring. */
async function timedCheck(folder: string, baseline: string): Promise<{ outcome: CheckOutcome; seconds: Seconds }> {
  const start = process.cpuUsage(), at = new Map<string, number>();
  const outcome = await checkProject(folder, { today: TODAY, baseline }, (step) => { if (!at.has(step)) at.set(step, secondsSince(start)); });
  const all = secondsSince(start), read = at.get('read') ?? NaN, measure = at.get('measure') ?? NaN;
  return { outcome, seconds: { 'the baseline': read, 'the project': measure - read, measuring: all - measure, all } };
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

async function times(runs: number, work: () => Promise<unknown>): Promise<number[]> {
  const all: number[] = [];
  for (let i = 0; i <= runs; i++) {
    const start = process.cpuUsage();
    await work();
    all.push(secondsSince(start));
  }
  return all.slice(1);
}

function medians(all: readonly Seconds[]): Seconds {
  return Object.fromEntries(PARTS.map((part) => [part, median(all.map((seconds) => seconds[part]))])) as unknown as Seconds;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

async function coverageText(folder: string): Promise<string> {
  return [...renderCoverageJson(await computeCoverage(folder), 'lifecircle bench')].join('');
}

function closeOne(path: string): void {
  const layer = JSON.parse(readFileSync(path, 'utf8')) as FeatureCollection, school = layer.features.find(({ properties }) => properties?.['type'] === CLOSED);
  if (!school) throw new Error(`there is no ${CLOSED}`);
  school.properties = { ...school.properties, status: 'closed' };
  rmSync(path); // the real data may not be written to
  writeFileSync(path, JSON.stringify(layer));
}

/** The layers of the extract, with the timetable; only settlements of villages ask for services by bus. */
async function writeHeidelberg(folder: string): Promise<void> {
  const quiet = { write: () => true };
  await run(['import', 'osm', join(DATA, 'heidelberg/heidelberg.osm.pbf'), '--out', folder], { stdout: quiet, stderr: quiet, env: {} });
  const path = join(folder, 'settlements.geojson'), layer = JSON.parse(readFileSync(path, 'utf8')) as FeatureCollection;
  for (const feature of layer.features) feature.properties = { ...feature.properties, kind: 'rural', tier: 'village' };
  writeFileSync(path, JSON.stringify(layer));
  writeProjectFile(folder, { bus: { gtfs: join(DATA, 'heidelberg/vrn-gtfs.zip'), date: '2022-07-04' } });
}

function writeProjectFile(folder: string, layers: object): void {
  writeFileSync(join(folder, 'lifecircle.yaml'), JSON.stringify({ layers: { settlements: 'settlements.geojson', facilities: 'facilities.geojson', walk: 'walk.geojson', ...layers } }));
}
