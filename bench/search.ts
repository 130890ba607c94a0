// The searches: WebAssembly, its twin in TypeScript, and what bounds them. Run: npm run bench:search [-- WALK_FILE]
// Questions: how long does the nearest facility of 20 types take for 100,000 places, how long do 10,000 small searches take, how far are
// both from merely touching the same arcs, and how much does a heap cost? Answers are compared before anything is timed.
// Processor time, best and median of seven interleaved rounds. Without a file: the seeded town of 800,000 vertices.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { Findings } from '../src/core/problems.ts';
import { UNREACHED } from '../src/core/units.ts';
import { allowWasm } from '../src/core/wasm.ts';
import { DEGREES } from '../src/inputs/crs.ts';
import { WalkLinesBuilder } from '../src/inputs/walk-lines.ts';
import { readWalk } from '../src/inputs/walk.ts';
import { buildNetwork } from '../src/network/build-network.ts';
import type { WalkNetwork } from '../src/network/walk-network.ts';
import { BoundedSearch } from '../src/travel/bounded-search.ts';
import { computeWalkCosts, type CostedAccess, type WalkCosts } from '../src/travel/costs.ts';
import { eachEntry } from '../src/travel/edge-ways.ts';
import { findNearest, searchBackwards } from '../src/travel/nearest.ts';
import { compileKernel } from '../tests/support/compile-kernels.ts';
import { searchWithHeap } from '../tests/support/heap-search.ts';
import { seeded } from '../tests/support/random.ts';
import { writeTown } from './seeded-town.ts';

/** As far as it is used here; the whole of it is typed for browsers only. */
declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => object; readonly Instance: new (module: object) => { readonly exports: unknown } };

const TYPES = 20, PLACES = 100_000, SMALL = 10_000, ROUNDS = 7, MINUTE = 60_000;
const random = seeded(20);

const network = await readNetwork(process.argv[2]);
const walk = computeWalkCosts(network, { id: 'adult', metresPerMinute: 60 });
console.log(`Node ${process.version}, ${cpus()[0].model} × ${cpus().length}; ${network.shapeLon.length} shape points, ${network.nodeCount} nodes, ${walk.arcNode.length} arcs`);
const places = placesOnEdges(PLACES), types = Array.from({ length: TYPES }, (_, t) => placesOnEdges(50 + Math.round(t * 1950 / (TYPES - 1))));
const origins = placesOnEdges(SMALL).sort(([a], [b]) => network.edgeFrom[a.edge] - network.edgeFrom[b.edge]);
for (const minutes of [15, 60]) benchNearest(minutes * MINUTE);
benchSmall(15 * MINUTE);

async function readNetwork(given: string | undefined): Promise<WalkNetwork> {
  const folder = mkdtempSync(join(tmpdir(), 'lifecircle-bench-')), path = given === undefined ? join(folder, 'walk.geojson') : resolve(given), lines = new WalkLinesBuilder();
  if (given === undefined) writeTown(folder, { vertices: 800_000, settlements: 1, facilitiesPerType: 1 });
  await readWalk({ file: { name: basename(path), path }, attributes: new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null }, lines, new Findings());
  rmSync(folder, { recursive: true });
  return buildNetwork(lines.finish(), 0.5, new Findings());
}

/** Anywhere on the edges, with a leg of up to half a minute. */
function placesOnEdges(count: number): CostedAccess[][] {
  return Array.from({ length: count }, () => {
    const edge = Math.floor(network.edgeCount * random()), share = random(), leg = Math.floor(30_000 * random()), ms = Math.round(walk.edgeMs[edge] * share), mm = Math.round(walk.edgeMm[edge] * share);
    return [{ edge, legMs: leg, legMm: leg, fromMs: ms, toMs: ms, fromMm: mm, toMm: mm }];
  });
}

/** Costs of their own, so that nothing is ready that another kernel prepared. */
function costsBy(kernel: 'wasm' | 'plain'): WalkCosts {
  allowWasm(kernel === 'wasm');
  return { ...walk };
}

function benchNearest(limitMs: number): void {
  const oneShot = (kernel: 'wasm' | 'plain') => { const costs = costsBy(kernel), fresh = places.slice(); return types.map((destinations) => findNearest(costs, fresh, destinations, limitMs)); };
  const one = oneShot('wasm'), other = oneShot('plain');
  types.forEach((_, t) => { for (const key of ['ms', 'mm', 'destination'] as const) checkEqual(one[t][key], other[t][key]); });
  const costs = { wasm: costsBy('wasm'), plain: costsBy('plain') }, searchAll = (kernel: 'wasm' | 'plain') => { allowWasm(kernel === 'wasm'); return types.map((destinations) => searchBackwards(costs[kernel], destinations, limitMs).reached.length); };
  const counts = searchAll('wasm'), starts = types.map(startsOf), floor = breadthFirst(walk);
  for (const t of [0, TYPES - 1]) checkHeap(t, limitMs);
  searchAll('plain');
  compare(`nearest of ${TYPES} types for ${PLACES} places, ${limitMs / MINUTE} min (${counts.reduce((a, b) => a + b, 0)} nodes)`, {
    'wasm, preparation and reading off in it': () => oneShot('wasm'), 'TypeScript, the same': () => oneShot('plain'),
    'wasm, searches alone': () => searchAll('wasm'), 'TypeScript, searches alone': () => searchAll('plain'),
    'breadth first, as many nodes (wasm)': () => counts.map((count, t) => floor(starts[t].map(({ node }) => node), count)),
  });
  const heapStart = process.cpuUsage();
  searchWithHeap(walk, starts[TYPES >> 1], limitMs);
  console.log(`  the heap of the tests, one type: ${((process.cpuUsage(heapStart).user) / 1000).toFixed(0)} ms`);
}

function benchSmall(limitMs: number): void {
  const search = { wasm: new BoundedSearch(costsBy('wasm'), limitMs), plain: new BoundedSearch(costsBy('plain'), limitMs) }, floor = breadthFirst(walk);
  const counts = origins.map((origin) => {
    search.wasm.run(origin);
    search.plain.run(origin);
    checkEqual(search.wasm.reached(), search.plain.reached());
    for (const node of search.wasm.reached()) if (search.wasm.msOf(node) !== search.plain.msOf(node)) throw new Error('the twins differ');
    return search.wasm.reached().length;
  });
  const starts = origins.map((origin) => startsOf([origin]).map(({ node }) => node));
  compare(`${SMALL} searches of ${limitMs / MINUTE} min, ${Math.round(counts.reduce((a, b) => a + b, 0) / SMALL)} nodes each`, {
    'wasm': () => { for (const origin of origins) search.wasm.run(origin); }, 'TypeScript': () => { for (const origin of origins) search.plain.run(origin); },
    'breadth first, as many nodes (wasm)': () => counts.map((count, i) => floor(starts[i], count)),
  });
}

function startsOf(destinations: readonly (readonly CostedAccess[])[]): { node: number; ms: number; destination: number; mm: number }[] {
  const starts: ReturnType<typeof startsOf> = [];
  destinations.forEach((accesses, destination) => { for (const access of accesses) eachEntry(walk, access, (node, ms, mm) => { starts.push({ node, ms, destination, mm }); }); });
  return starts;
}

function checkHeap(t: number, limitMs: number): void {
  const { labels } = searchBackwards(costsBy('wasm'), types[t], limitMs);
  searchWithHeap(walk, startsOf(types[t]), limitMs).forEach((label, node) => {
    if (labels.msOf(node) !== (label?.ms ?? UNREACHED) || (label !== undefined && (labels.destinationOf(node) !== label.destination || labels.mmOf(node) !== label.mm))) throw new Error(`the heap differs at node ${node}`);
  });
}

function checkEqual(a: Uint32Array, b: Uint32Array): void {
  if (a.length !== b.length || a.some((value, i) => value !== b[i])) throw new Error('the twins differ');
}

/** A traversal from some nodes of as many nodes as there are, or as are asked for, over the same arcs in the same layout. */
function breadthFirst({ nodeCount, firstArc, arcNode }: WalkCosts): (starts: readonly number[], count: number) => number {
  interface Floor { memory: { buffer: ArrayBuffer; grow: (pages: number) => void }; layOut: (firstArc: number, marks: number, reached: number) => void; clear: () => void; offer: (node: number) => void; run: (most: number) => number }
  const floor = new WebAssembly.Instance(new WebAssembly.Module(compileKernel('bench/breadth-first.ts'))).exports as Floor;
  const arcsAt = 4 * (nodeCount + 1), marksAt = arcsAt + 12 * arcNode.length, reachedAt = marksAt + 4 * nodeCount;
  floor.memory.grow(Math.ceil((reachedAt + 4 * nodeCount) / 65_536));
  new Uint32Array(floor.memory.buffer, 0, nodeCount + 1).set(firstArc.map((a) => arcsAt + 12 * a));
  const arcs = new Uint32Array(floor.memory.buffer, arcsAt, 3 * arcNode.length);
  arcNode.forEach((node, a) => { arcs[3 * a] = node; });
  floor.layOut(0, marksAt, reachedAt);
  return (starts, count) => {
    floor.clear();
    starts.forEach(floor.offer);
    return floor.run(count);
  };
}

function compare(label: string, works: Readonly<Record<string, () => unknown>>): void {
  const times = Object.keys(works).map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    Object.values(works).forEach((work, i) => {
      const start = process.cpuUsage();
      work();
      times[i].push(process.cpuUsage(start).user / 1000);
    });
  }
  console.log(`\n${label}`);
  Object.keys(works).forEach((name, i) => {
    const sorted = times[i].sort((a, b) => a - b);
    console.log(`  ${name.padEnd(42)} best ${sorted[0].toFixed(1).padStart(8)} ms  median ${sorted[ROUNDS >> 1].toFixed(1).padStart(8)} ms`);
  });
}
