// Isochrones of many places together and of long limits. Run: npm run bench:isochrones [vertices]
// Questions: how long does a union over a whole district take, how much memory more than the network, and is anything held from one place to the next?
// Record a figure in bench/RESULTS.md only with the commit, machine and Node version beside it.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Findings } from '../src/core/problems.ts';
import { DEGREES } from '../src/inputs/crs.ts';
import { WalkLinesBuilder } from '../src/inputs/walk-lines.ts';
import { readWalk } from '../src/inputs/walk.ts';
import { findIsochrones, type IsochroneShape } from '../src/isochrones/isochrone.ts';
import { buildNetwork } from '../src/network/build-network.ts';
import { SnapIndex } from '../src/network/snap.ts';
import { pointOn, type WalkNetwork } from '../src/network/walk-network.ts';
import { BoundedSearch, turnRound } from '../src/travel/bounded-search.ts';
import { computeWalkCosts } from '../src/travel/costs.ts';
import type { WalkStart } from '../src/travel/stops-by-bus.ts';
import { seeded } from '../tests/support/random.ts';
import { writeTown } from './seeded-town.ts';

const MINUTE = 60_000, folder = mkdtempSync(join(tmpdir(), 'lifecircle-bench-'));
const vertices = writeTown(folder, { vertices: Number(process.argv[2] ?? 800_000), settlements: 0, facilitiesPerType: 0 });
const network = await readNetwork(join(folder, 'walk.geojson'));
rmSync(folder, { recursive: true });
const index = new SnapIndex(network), costs = computeWalkCosts(turnRound(network), { id: 'adult', metresPerMinute: 60 }), random = seeded(7);

console.log(`Node ${process.version}, ${cpus()[0].model} × ${cpus().length}; ${vertices.toLocaleString('en')} vertices`);
for (const [count, minutes, simplifyMetres] of [[1, 15, 0], [1, 60, 0], [500, 15, 0], [500, 15, 10], [1, 600, 0], [10_000, 5, 0]]) {
  const starts = placesOnStreets(count), usedBefore = usedMegabytes(), began = process.cpuUsage();
  const [{ polygons, areaSquareMetres }] = draw(starts, { limitsMs: [minutes * MINUTE], bufferMetres: 50, simplifyMetres }), { user, system } = process.cpuUsage(began);
  const rings = polygons.flat(1), points = rings.reduce((sum, ring) => sum + ring.length, 0);
  console.log(`${count} places together, ${minutes} min, simplified by ${simplifyMetres} m: ${((user + system) / 1e6).toFixed(2)} s of processor time; ${(areaSquareMetres / 1e6).toFixed(1)} km², ${rings.length} rings, ${points} points; ${usedBefore} MB held before, largest resident size so far ${megabytes(process.resourceUsage().maxRSS * 1024)} MB`);
}
const many = placesOnStreets(2000), search = new BoundedSearch(costs, 5 * MINUTE);
for (let done = 0; done < many.length; done += 500) {
  for (const start of many.slice(done, done + 500)) findIsochrones(costs, search, index, [start], { limitsMs: [5 * MINUTE], bufferMetres: 50, simplifyMetres: 0 });
  console.log(`one after the other, ${done + 500} places of 5 min: ${usedMegabytes()} MB held`);
}

async function readNetwork(path: string): Promise<WalkNetwork> {
  const builder = new WalkLinesBuilder();
  await readWalk({ file: { name: 'walk', path }, attributes: new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null }, builder, new Findings());
  return buildNetwork(builder.finish(), 0.5, new Findings());
}

function placesOnStreets(count: number): WalkStart[] {
  return Array.from({ length: count }, () => {
    const { lon, lat } = pointOn(network, network.firstShape[Math.floor(network.edgeCount * random())], random()), access = index.nearest(lon + 1e-4, lat + 5e-5, 300);
    if (access === null) throw new RangeError('a place beside a street is off the network');
    return { access, ms: 0 };
  });
}

function draw(starts: WalkStart[], shape: IsochroneShape) {
  return findIsochrones(costs, new BoundedSearch(costs, shape.limitsMs[shape.limitsMs.length - 1]), index, starts, shape);
}

function usedMegabytes(): number {
  global.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return megabytes(heapUsed + arrayBuffers);
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
