// One and several threads. Run: npm run bench:threads [rounds [threads …]]
// Questions: how much faster do two threads answer what one does, by the clock and in processor time of all of them; how much memory does
// each take; from how much work on do they pay, started for it as the commands do?
// Each job of each number of threads is a process of its own, for its memory; by turns, medians of the rounds. The threads are started
// when the job finds that it pays, which is in the time. The thread that asks works until the end: where others work beside, its own
// processor time (of Linux) says better than the clock what sharing gains. Porto Alegre is skipped, visibly, where it is absent.
// Record a figure in bench/RESULTS.md only with the commit, machine, load and Node version beside it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BUS_DEFAULTS } from '../src/core/bus-settings.ts';
import { ALONE, type Crew } from '../src/core/crew.ts';
import { Findings } from '../src/core/problems.ts';
import { minutesToMs } from '../src/core/units.ts';
import { DEGREES } from '../src/inputs/crs.ts';
import { readGtfs } from '../src/inputs/gtfs.ts';
import { WalkLinesBuilder } from '../src/inputs/walk-lines.ts';
import { readWalk } from '../src/inputs/walk.ts';
import { CatchmentPen } from '../src/isochrones/draw-catchments.ts';
import { isochronesAround } from '../src/isochrones/isochrones-around.ts';
import { buildNetwork } from '../src/network/build-network.ts';
import { SnapIndex, type Access } from '../src/network/snap.ts';
import { pointOn } from '../src/network/walk-network.ts';
import { renderMatrixCsv } from '../src/outputs/matrix-csv.ts';
import { ThreadCrew } from '../src/threads/thread-crew.ts';
import { travelByTimetable } from '../src/travel/bus-travel.ts';
import { computeWalkCosts, costAll } from '../src/travel/costs.ts';
import { findNearest } from '../src/travel/nearest.ts';
import { pairsOnFoot } from '../src/travel/pairs-between.ts';
import { seeded } from '../tests/support/random.ts';
import { writeTown } from './seeded-town.ts';

const DATA = resolve('../shared/data'), PORTO_ALEGRE = join(DATA, 'porto-alegre'), PROFILE = { id: 'adult', metresPerMinute: 60 } as const;
const folder = process.env['LIFECIRCLE_BENCH_TOWN'] ?? mkdtempSync(join(tmpdir(), 'lifecircle-bench-'));

interface Town { readonly index: SnapIndex; readonly places: readonly (readonly Access[])[] }
/** @returns a number that shows when an answer changed. */
type Job = (town: Town, crew: Crew) => Promise<number> | number;
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((all, n) => all + n, 0);

const JOBS: Record<string, { readonly walk: string; readonly places: number; readonly job: Job }> = {
  'by timetable, 40 services, Porto Alegre, feeds read': { walk: join(PORTO_ALEGRE, 'walk.geojson'), places: 1500, job: nearestByTimetable },
  'isochrones of 15 min': { walk: join(folder, 'walk.geojson'), places: 400, job: isochrones },
  'catchments of 15 min, simplified by 2 m': { walk: join(folder, 'walk.geojson'), places: 200, job: catchments },
  'matrix within 30 min, as CSV': { walk: join(folder, 'walk.geojson'), places: 12_000, job: matrix },
};

const args = process.argv.slice(2), [first, second] = [args.at(0), args.at(1)];
if (first === 'one') console.log(await runJob(Object.keys(JOBS)[Number(second)], ...args.slice(2).map(Number) as [number, number]));
else if (first === 'break-even') console.log(await breakEven(args.slice(1).map(Number)));
else {
  const rounds = Number(first ?? 3), counts = [1, ...(second === undefined ? [2] : args.slice(1).map(Number))];
  writeTown(folder, { vertices: 170_000, settlements: 0, facilitiesPerType: 0 });
  const child = (...args: (string | number)[]): string => execFileSync(process.execPath, [process.argv[1], ...args.map(String)], { encoding: 'utf8', env: { ...process.env, LIFECIRCLE_BENCH_TOWN: folder } });
  console.log(`Node ${process.version}, ${cpus()[0].model} × ${cpus().length}, load ${loadavg()[0].toFixed(1)}; medians of ${rounds} by turns`);
  console.log('job | threads | clock s | processor s | of the thread that asks | largest resident size MB | times as fast by the clock | check');
  Object.entries(JOBS).forEach(([name, { walk, places }], j) => {
    if (!walk.startsWith(folder) && !existsSync(walk)) { console.log(`${name} | skipped: no shared data`); return; }
    const runs = Array.from({ length: rounds }, () => counts.map((threads) => child('one', j, threads, places).trim().split(' ').map(Number)));
    counts.forEach((threads, c) => {
      const column = (k: number, of = c): number => runs.map((run) => run[of][k]).sort((a, b) => a - b)[rounds >> 1];
      console.log([name, threads, column(0).toFixed(2), column(1).toFixed(2), column(2).toFixed(2), column(3).toFixed(0), (column(0, 0) / column(0)).toFixed(2), column(4)].join(' | '));
    });
  });
  console.log('\nthreads started at once, for so many isochrones of 15 min: ms by the clock with one thread, and with two');
  console.log(child('break-even', 5, 10, 20, 40, 80));
  rmSync(folder, { recursive: true });
}

/** Seconds of the job, the town being ready: by the clock, of the processors, of this thread; megabytes of the process at most; check. */
async function runJob(name: string, threads: number, count: number): Promise<string> {
  const { walk, job } = JOBS[name], town = await readTown(walk, count), began = performance.now(), used = process.cpuUsage(), usedHere = secondsOfThread();
  const check = await job(town, threads === 1 ? ALONE : new ThreadCrew(threads)), { user, system } = process.cpuUsage(used);
  return [(performance.now() - began) / 1000, (user + system) / 1e6, secondsOfThread() - usedHere, process.resourceUsage().maxRSS / 1000, Math.round(check)].join(' ');
}

/** Processor time of this thread alone; NaN where it is not known. */
function secondsOfThread(): number {
  const path = `/proc/self/task/${process.pid}/stat`;
  if (!existsSync(path)) return NaN;
  const [user, system] = readFileSync(path, 'latin1').replace(/^.*\) /s, '').split(' ').slice(11, 13).map(Number);
  return (user + system) / 100; // ticks of 10 ms
}

/** Warmed up here, as after the first items of a job; the other thread is started cold. */
async function breakEven(counts: readonly number[]): Promise<string> {
  const { index, places } = await readTown(join(folder, 'walk.geojson'), 100), rows: string[] = [];
  isochrones({ index, places: places.slice(80) }, ALONE);
  for (const count of counts) {
    const timed = async (crew: Crew): Promise<number> => {
      const began = performance.now();
      isochrones({ index, places: places.slice(0, count) }, crew);
      const ms = performance.now() - began;
      await new Promise(setImmediate); // the threads end
      return ms;
    };
    const alone: number[] = [], together: number[] = [];
    for (let round = 0; round < 5; round++) { alone.push(await timed(ALONE)); together.push(await timed(new ThreadCrew(2, { doneMs: 0, startMs: 0, joinMs: 0 }))); }
    const median = (ms: number[]): string => ms.sort((a, b) => a - b)[2].toFixed(0);
    rows.push(`${count}: ${median(alone)}, ${median(together)}`);
  }
  return rows.join('\n');
}

async function readTown(walk: string, count: number): Promise<Town> {
  const builder = new WalkLinesBuilder(), random = seeded(7);
  await readWalk({ file: { name: 'walk', path: walk }, attributes: new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null }, builder, new Findings());
  const network = buildNetwork(builder.finish(), 0.5, new Findings()), index = new SnapIndex(network);
  const places = Array.from({ length: count }, () => {
    const { lon, lat } = pointOn(network, network.firstShape[Math.floor(network.edgeCount * random())], random());
    return [index.nearest(lon + 1e-4, lat + 5e-5, 300) ?? []].flat();
  });
  return { index, places };
}

async function nearestByTimetable({ index, places }: Town, crew: Crew): Promise<number> {
  const timetable = await readGtfs(['eptc-gtfs.zip', 'trensurb-gtfs.zip'].map((name) => ({ name, path: join(PORTO_ALEGRE, name) })), '2019-05-13', new Findings());
  const travel = travelByTimetable(timetable, index, 300, BUS_DEFAULTS, new Findings(), crew), costs = computeWalkCosts(index.network, PROFILE), origins = costAll(costs, places);
  const demands = Array.from({ length: 40 }, (_, d) => {
    const destinations = origins.filter((__, o) => o % 40 === d), searchMs = minutesToMs(60);
    return { destinations, walk: findNearest(costs, origins, destinations, searchMs), searchMs, limitMs: minutesToMs(15) };
  });
  return sum(travel.nearest(costs, origins, demands).map(({ share }) => sum(share ?? [])));
}

function isochrones({ index, places }: Town, crew: Crew): number {
  const drawn = isochronesAround({ index, profile: PROFILE, direction: 'from', minutes: [15], bufferMetres: 50, simplifyMetres: 0, travel: null }, places, () => undefined, crew);
  let area = 0;
  for (const { areaSquareMetres } of drawn) area += areaSquareMetres;
  return area;
}

function catchments({ index, places }: Town, crew: Crew): number {
  const pen = new CatchmentPen({ costs: computeWalkCosts(index.network, PROFILE), boxes: index.boxes, rides: null, settlements: places, limitMs: minutesToMs(15), bufferMetres: 300, simplifyMetres: 2 }, places.keys(), (f) => places[f], crew);
  const found = sum(places.map((_, f) => pen.draw(f).settlements.length));
  pen.putDown();
  return found;
}

function matrix({ index, places }: Town, crew: Crew): number {
  const ids = places.map((_, i) => `p${i}`), pairs = pairsOnFoot({ network: index.network, profile: PROFILE, origins: places, destinations: places, maxMinutes: 30 }, crew);
  let length = 0;
  for (const piece of renderMatrixCsv(pairs, ids, ids)) length += piece.length;
  return length;
}
