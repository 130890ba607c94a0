// Time and memory of each stage of a report. Run: npm run bench
// Questions: how long do reading, building, snapping, searching, a matrix, isochrones and the whole report take on a town as large as
// Heidelberg (170,000 walkable vertices), and how do they grow with the town?
// Record a figure in bench/RESULTS.md only with the commit, machine and Node version beside it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Findings } from '../src/core/problems.ts';
import { UNREACHED } from '../src/core/units.ts';
import { UniqueIds } from '../src/inputs/attributes.ts';
import { DEGREES } from '../src/inputs/crs.ts';
import { readFacilities, type Facility } from '../src/inputs/facilities.ts';
import { readSettlements, type Settlement } from '../src/inputs/settlements.ts';
import type { LayerSource } from '../src/inputs/project.ts';
import { WalkLinesBuilder } from '../src/inputs/walk-lines.ts';
import { readWalk } from '../src/inputs/walk.ts';
import { findFacilityAccess, findSettlementAccess } from '../src/network/access.ts';
import { findIsochrones } from '../src/isochrones/isochrone.ts';
import { buildNetwork } from '../src/network/build-network.ts';
import { SnapIndex } from '../src/network/snap.ts';
import { computeCoverage } from '../src/pipeline.ts';
import { computeWalkCosts, costAccess } from '../src/travel/costs.ts';
import { BoundedSearch, turnRound } from '../src/travel/bounded-search.ts';
import { findPairs } from '../src/travel/matrix.ts';
import { findNearest } from '../src/travel/nearest.ts';
import { arrayBytes, measure } from './support.ts';
import { writeTown, type TownSize } from './seeded-town.ts';

const LIMIT_MS = 60 * 60_000;
const SIZES: TownSize[] = [
  { vertices: 17_000, settlements: 500, facilitiesPerType: 5 },
  { vertices: 170_000, settlements: 5000, facilitiesPerType: 50 },
  { vertices: 800_000, settlements: 20_000, facilitiesPerType: 200 },
];
const folder = mkdtempSync(join(tmpdir(), 'lifecircle-bench-'));

console.log(`Node ${process.version}, ${cpus()[0].model} × ${cpus().length}`);
for (const size of SIZES) {
  const town = join(folder, String(size.vertices));
  console.log(`\n## ${writeTown(town, size).toLocaleString('en')} vertices, ${size.settlements} settlements, ${size.facilitiesPerType} facilities of each type`);
  await benchStages(town);
}
rmSync(folder, { recursive: true });

async function benchStages(town: string): Promise<void> {
  const source = (layer: string): LayerSource => ({ file: { name: layer, path: join(town, `${layer}.geojson`) }, attributes: new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null });
  const megabytes = statSync(join(town, 'walk.geojson')).size / 1e6;
  const lines = await measure(`read walk.geojson (${megabytes.toFixed(1)} MB)`, 3, async () => {
    const builder = new WalkLinesBuilder();
    await readWalk(source('walk'), builder, new Findings());
    return builder.finish();
  }, (l) => l.lon.length);
  const network = await measure('build the network', 5, () => buildNetwork(lines, 0.5, new Findings()), (n) => n.edgeCount);
  console.log(`  ${lines.lon.length} points to ${network.nodeCount} nodes, ${network.edgeCount} edges; its arrays hold ${(arrayBytes(network) / 1e6).toFixed(1)} MB`);
  const index = await measure('build the snap index', 5, () => new SnapIndex(network), () => network.edgeCount);
  const settlements: Settlement[] = [], facilities: Facility[] = [];
  await readSettlements(source('settlements'), new UniqueIds(), settlements, new Findings());
  await readFacilities(source('facilities'), new UniqueIds(), facilities, new Findings());
  const from = await measure(`snap ${settlements.length} settlements`, 3, () => settlements.map((s) => findSettlementAccess(index, s.place, 300)), (a) => a.filter((x) => x.length > 0).length);
  const to = facilities.map((f) => findFacilityAccess(index, f.place, 300));
  const costs = computeWalkCosts(network, { id: 'adult', metresPerMinute: 60 });
  const origins = from.map((all) => all.map((a) => costAccess(costs, a)));
  const turned = computeWalkCosts(turnRound(network), costs.profile), some = from.filter((all) => all.length > 0).slice(0, 200).map(([first]) => first), costed = some.map((a) => [costAccess(turned, a)]);
  await measure(`matrix of ${some.length} × ${some.length}, 60 min`, 3, () => [...findPairs(turned, costed, costed, LIMIT_MS)].length, (n) => n);
  const limits = [5, 10, 15].map((minutes) => minutes * 60_000), search = new BoundedSearch(turned, limits[2]);
  const draw = (count: number, limitsMs: number[], by: BoundedSearch) => some.slice(0, count).flatMap((access) => findIsochrones(turned, by, index, [{ access, ms: 0 }], { limitsMs, bufferMetres: 50, simplifyMetres: 0 }));
  await measure('isochrones of 20 places, 5, 10 and 15 min', 3, () => draw(20, limits, search), (all) => all.reduce((sum, { polygons }) => sum + polygons.flat(2).length, 0));
  for (const minutes of [5, 15, 30, 60]) {
    const limitMs = minutes * 60_000, ofLimit = new BoundedSearch(turned, limitMs);
    const pairs = rateOf(() => [...findPairs(turned, costed, origins, limitMs)].length), drawn = rateOf(() => draw(5, [limitMs], ofLimit).length);
    console.log(`  up to ${minutes} min: ${pairs} pairs a second of ${costed.length} × ${origins.length}, ${drawn} isochrones a second`);
  }
  const destinations = to.map((all) => all.map((a) => costAccess(costs, a)));
  const byType = [...new Set(facilities.map((f) => f.type))].map((type) => destinations.filter((_, i) => facilities[i].type === type));
  await measure(`nearest of ${byType.length} types, 60 min search`, 3, () => byType.map((group) => findNearest(costs, origins, group, LIMIT_MS)),
    (all) => all.reduce((sum, { ms }) => sum + ms.reduce((s, t) => s + (t === UNREACHED ? 0 : t), 0), 0));
  await measure('the whole computation (computeCoverage)', 2, () => computeCoverage(town), (r) => r.summary.total.checks.covered);
  const program = resolve(import.meta.dirname, '../bin/lifecircle.js');
  const seconds = performance.now();
  const usage = execFileSync('/usr/bin/env', ['node', '-e', `
    const { run } = await import(${JSON.stringify(resolve(import.meta.dirname, '../dist/cli/main.js'))});
    await run(['report', ${JSON.stringify(town)}, '--out', ${JSON.stringify(join(town, 'out'))}], { ...process, env: {}, stdout: { write() {} }, stderr: { write() {} } });
    console.log(process.resourceUsage().maxRSS);`, '--input-type=module', program], { encoding: 'utf8' });
  console.log(`lifecircle report, files written, as a process   ${((performance.now() - seconds) / 1000).toFixed(2)} s, at most ${(Number(usage) / 1000).toFixed(0)} MB`);
}

/** Results a second of processor time, so that work beside it counts little; three significant figures. */
function rateOf(work: () => number): string {
  work();
  const start = process.cpuUsage(), count = work(), { user, system } = process.cpuUsage(start);
  return Number((count / (user + system) * 1e6).toPrecision(3)).toLocaleString('en');
}
