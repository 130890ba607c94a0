// Reading and building against JSON.parse of the same file. Run: npm run bench:reading
// Questions: how much longer than the engine's own parser does a walk layer take to become a network, in how much of its memory, and what does a coordinate cost?
// Each measurement is a process of its own, the two by turns, of bundled code as users run it. Record a figure in bench/RESULTS.md only with the commit, machine and Node version beside it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Findings } from '../src/core/problems.ts';
import { DEGREES } from '../src/inputs/crs.ts';
import { WalkLinesBuilder } from '../src/inputs/walk-lines.ts';
import { readWalk } from '../src/inputs/walk.ts';
import { buildNetwork } from '../src/network/build-network.ts';
import { writeTown } from './seeded-town.ts';

/** Processor seconds and megabytes of one process; `check` shows when an optimisation changed the answer. */
interface Cost { readonly read: number; readonly build: number; readonly peak: number; readonly coordinates: number; readonly check: number }

const RUNS = 5;
const [what, path] = process.argv.slice(2);
if (what === 'parse') tell(parse(path));
else if (what === 'network') tell(await makeNetwork(path));
else compare();

function compare(): void {
  const folder = mkdtempSync(join(tmpdir(), 'lifecircle-bench-')), file = join(folder, 'walk.geojson');
  writeTown(folder, { vertices: 800_000, settlements: 1, facilitiesPerType: 1 });
  const run = (kind: string): Cost => JSON.parse(execFileSync(process.execPath, [...process.execArgv, import.meta.filename, kind, file], { encoding: 'utf8' })) as Cost;
  const parsed: Cost[] = [], made: Cost[] = [];
  for (let i = 0; i < RUNS; i++) { parsed.push(run('parse')); made.push(run('network')); }
  const median = (costs: readonly Cost[], of: (cost: Cost) => number): number => costs.map(of).sort((a, b) => a - b)[RUNS >> 1];
  const both = (c: Cost): number => c.read + c.build, { coordinates, check } = made[0];
  const row = (label: string, costs: readonly Cost[]): void => {
    console.log(`${label.padEnd(14)} ${median(costs, both).toFixed(2)} s (read ${median(costs, (c) => c.read).toFixed(2)}, build ${median(costs, (c) => c.build).toFixed(2)}), at most ${median(costs, (c) => c.peak).toFixed(0)} MB`);
  };
  console.log(`Node ${process.version}, ${cpus()[0].model} × ${cpus().length}; ${(statSync(file).size / 1e6).toFixed(1)} MB, ${coordinates} coordinates, check ${check}; processor time, median of ${RUNS} processes`);
  row('JSON.parse', parsed);
  row('read + build', made);
  console.log(`read + build against JSON.parse: ${(median(made, both) / median(parsed, both)).toFixed(2)} of its time, ${(median(made, (c) => c.peak) / median(parsed, (c) => c.peak)).toFixed(2)} of its memory;`
    + ` building ${(median(made, (c) => c.build) / coordinates * 1e6).toFixed(2)} µs per coordinate`);
  rmSync(folder, { recursive: true });
}

function tell(cost: Omit<Cost, 'peak'>): void {
  console.log(JSON.stringify({ ...cost, peak: process.resourceUsage().maxRSS / 1000 }));
}

function parse(file: string): Omit<Cost, 'peak'> {
  const start = process.cpuUsage(), { features } = JSON.parse(readFileSync(file, 'utf8')) as { features: unknown[] };
  return { read: secondsSince(start), build: 0, coordinates: 0, check: features.length };
}

async function makeNetwork(file: string): Promise<Omit<Cost, 'peak'>> {
  const start = process.cpuUsage(), builder = new WalkLinesBuilder();
  await readWalk({ file: { name: 'walk.geojson', path: file }, attributes: new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null }, builder, new Findings());
  const lines = builder.finish(), read = secondsSince(start), between = process.cpuUsage();
  const network = buildNetwork(lines, 0.5, new Findings());
  return { read, build: secondsSince(between), coordinates: lines.lon.length, check: network.edgeCount };
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
