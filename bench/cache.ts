// The kept network. Run: npm run bench:cache [an .osm.pbf]
// Questions: how long from opening the file to the first search's answer, in a process that runs already, and what does that save of preparing a project?
// Record a figure in bench/RESULTS.md only with the commit, machine and Node version beside it.
import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Findings } from '../src/core/problems.ts';
import { readProject } from '../src/inputs/project.ts';
import { keyOfWalk } from '../src/inputs/walk-key.ts';
import { findGround } from '../src/pipeline-network.ts';
import { prepareProject } from '../src/pipeline-prepare.ts';
import { BoundedSearch } from '../src/travel/bounded-search.ts';
import { computeWalkCosts, costAccess } from '../src/travel/costs.ts';
import { writeTown } from './seeded-town.ts';

const RUNS = 7;
const sizes = [{ vertices: 16_000, settlements: 500, facilitiesPerType: 5 }, { vertices: 162_000, settlements: 5000, facilitiesPerType: 50 }];
console.log(`Node ${process.version}, ${cpus()[0].model} × ${cpus().length}; median of ${RUNS} after one untimed, clock (processor time)`);
for (const size of sizes) await tell((folder) => { writeTown(folder, size); });
if (process.argv.length > 2) await tell((folder) => {
  symlinkSync(resolve(process.argv[2]), join(folder, 'walk.osm.pbf'));
  const at = JSON.stringify({ type: 'Point', coordinates: [8.69, 49.41] }), feature = (properties: string): string => `{"type":"FeatureCollection","features":[{"type":"Feature","properties":${properties},"geometry":${at}}]}`;
  writeFileSync(join(folder, 'settlements.geojson'), feature('{"id":"s"}'));
  writeFileSync(join(folder, 'facilities.geojson'), feature('{"id":"f","type":"pharmacy"}'));
  writeFileSync(join(folder, 'lifecircle.yaml'), 'layers: {settlements: settlements.geojson, facilities: facilities.geojson, walk: walk.osm.pbf}\n');
});

async function tell(write: (folder: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lifecircle-bench-')), cache = { folder: join(folder, 'cache') };
  write(folder);
  const project = readProject(folder, new Findings()), prepare = (kept: typeof cache | null) => prepareProject(folder, new Findings(), () => undefined, kept);
  const { network, settlementAccess } = await prepare(cache), [home] = settlementAccess, kept = join(cache.folder, readdirSync(cache.folder)[0]);
  console.log(`\n${network.componentVertices.reduce((sum, n) => sum + n, 0)} vertices, ${network.nodeCount} nodes; the file has ${(statSync(kept).size / 1e6).toFixed(1)} MB`);
  await measure('hash the walk layer', () => keyOfWalk(project, []));
  await measure('hash, open the file, lay the views', () => findGround(project, cache)?.kept?.ground.index.network.edgeCount);
  await measure('the same, and the first search of 15 min', () => {
    const ground = findGround(project, cache)?.kept?.ground;
    if (ground === undefined) throw new Error('nothing was kept');
    const costs = computeWalkCosts(ground.index.network, { id: 'adult', metresPerMinute: 60 }), search = new BoundedSearch(costs, 900_000);
    search.run(home.map((access) => costAccess(costs, access)));
    return search.reached().length;
  });
  await measure('prepareProject without a cache', async () => (await prepare(null)).network.edgeCount);
  await measure('prepareProject with the network kept', async () => (await prepare(cache)).network.edgeCount);
  rmSync(folder, { recursive: true });
}

/** Prints a checksum too: it shows when an optimisation changed the answer. */
async function measure(label: string, run: () => unknown): Promise<void> {
  const clock: number[] = [], processor: number[] = [];
  let answer = await run();
  for (let i = 0; i < RUNS; i++) {
    const began = performance.now(), before = process.cpuUsage();
    answer = await run();
    const { user, system } = process.cpuUsage(before);
    clock.push(performance.now() - began);
    processor.push((user + system) / 1000);
  }
  const median = (of: number[]): string => of.sort((a, b) => a - b)[RUNS >> 1].toFixed(1);
  console.log(`${label.padEnd(42)} ${median(clock).padStart(8)} ms (${median(processor)} ms)  least ${clock[0].toFixed(1)} ms  ${String(answer).slice(0, 12)}`);
}
