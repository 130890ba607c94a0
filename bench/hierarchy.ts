// Prepared networks: how long preparing takes, and how much faster than searching the answers then are. Run: npm run bench:hierarchy
// Questions: the order, the costs of one group of people (in WebAssembly, with the first sweep; and in TypeScript), and the nearest of 20 and of 48 services for 5,000 origins, by sweeps, by
// searches and by SciPy (LIFECIRCLE_PYTHON, or python3; skipped, visibly, without) on the same collapsed network; memory.
// Sweeps alone leave the three numbers of every node, as SciPy leaves the times, with destinations listed; what origins read off is in the next column.
// All answers are held to the search first. Processor time, so that work beside it counts little: median (best) of the rounds.
// Bundled before it runs: tsx names every closure when it is made, which makes searches half as fast.
// Record a figure in bench/RESULTS.md only with the commit, machine and Node version beside it.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Findings } from '../src/core/problems.ts';
import { UNREACHED } from '../src/core/units.ts';
import { allowWasm } from '../src/core/wasm.ts';
import { DEGREES } from '../src/inputs/crs.ts';
import { WalkLinesBuilder } from '../src/inputs/walk-lines.ts';
import { readWalk } from '../src/inputs/walk.ts';
import { buildNetwork } from '../src/network/build-network.ts';
import { eliminate, type Elimination } from '../src/network/elimination.ts';
import type { WalkNetwork } from '../src/network/walk-network.ts';
import { computeWalkCosts, type CostedAccess, type WalkCosts } from '../src/travel/costs.ts';
import { customise } from '../src/travel/hierarchy.ts';
import { LabelSweep, type SweepQuestion } from '../src/travel/label-sweep.ts';
import { findNearest, type Nearest } from '../src/travel/nearest.ts';
import { PlainSweep } from '../src/travel/plain-sweep.ts';
import { startOf } from '../tests/support/networks.ts';
import { seeded } from '../tests/support/random.ts';
import { writeTown } from './seeded-town.ts';
import { arrayBytes } from './support.ts';

const DATA = resolve('../shared/data'), ORIGINS = 5000, ROUNDS = 7;
const folder = mkdtempSync(join(tmpdir(), 'lifecircle-bench-'));
const python = process.env['LIFECIRCLE_PYTHON'] ?? 'python3', hasScipy = spawnSync(python, ['-c', 'import scipy']).status === 0;

console.log(`Node ${process.version}, ${cpus()[0].model} × ${cpus().length}${hasScipy ? '' : '; SciPy is not there and left out'}`);
writeTown(folder, { vertices: 170_000, settlements: 1, facilitiesPerType: 1 });
for (const [name, path] of [['Heidelberg', join(DATA, 'heidelberg/heidelberg.osm.pbf')], ['Porto Alegre', join(DATA, 'porto-alegre/walk.geojson')], ['seeded grid', join(folder, 'walk.geojson')]]) {
  if (existsSync(path)) await benchNetwork(name, path); else console.log(`\n## ${name}: skipped, no shared data`);
}
rmSync(folder, { recursive: true });

async function benchNetwork(name: string, path: string): Promise<void> {
  const lines = new WalkLinesBuilder();
  await readWalk({ file: { name, path }, attributes: new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null }, lines, new Findings());
  const network = buildNetwork(lines.finish(), 0.5, new Findings()), costs = computeWalkCosts(network, { id: 'adult', metresPerMinute: 60 });
  const [first, elimination] = timed(() => eliminate(network, Infinity)), [firstCosts] = timed(() => { if (elimination !== null) layCosts(elimination, costs); });
  if (elimination === null) throw new RangeError('gave up');
  const order = rounds(() => eliminate(network, Infinity)), weights = rounds(() => { layCosts(elimination, costs); }), [firstPlain] = timed(() => customise(elimination, costs)), weightsInPlain = rounds(() => customise(elimination, costs)), hierarchy = customise(elimination, costs);
  console.log(`\n## ${name}: ${network.nodeCount} nodes, ${network.edgeCount} edges, ${(elimination.arcHead.length / network.nodeCount).toFixed(1)} arcs a node`);
  console.log(`order ${order} ms, the first time ${first.toFixed(0)}; costs of one group ${weights} ms, the first time ${firstCosts.toFixed(0)}, in TypeScript ${weightsInPlain} ms, the first time ${firstPlain.toFixed(0)}; order ${(arrayBytes(elimination) / network.nodeCount).toFixed(0)} and costs ${(arrayBytes(hierarchy) / network.nodeCount).toFixed(0)} bytes a node, in WebAssembly ${68 + Math.round(20 * elimination.arcHead.length / network.nodeCount)}`);
  console.log('services × places | limit | sweeps alone | sweeps | sweeps in TypeScript | searches | searches in TypeScript | SciPy | SciPy / sweeps alone | SciPy / sweeps | searches / sweeps | check');
  const sweep = new LabelSweep(elimination, costs), plain = new PlainSweep(hierarchy), random = seeded(11), edges = (count: number): number[] => Array.from({ length: count }, () => Math.floor(network.edgeCount * random()));
  for (const [services, places] of [[20, 50], [48, 50], [57, 500]]) {
    for (const limitMs of [900_000, 3_600_000]) {
      const from = edges(ORIGINS), to = Array.from({ length: services }, () => edges(places)), origins = from.map((e): CostedAccess[] => [startOf(e)]);
      const questions = to.map((all): SweepQuestion => ({ destinations: all.map((e) => [startOf(e)]), limitMs }));
      const search = (): Nearest[] => questions.map(({ destinations }) => findNearest(costs, origins, destinations, limitMs)), answers = search();
      hold(sweep.answer(origins, questions), answers);
      const everywhere = [leavesOf(elimination, network)], alone = rounds(() => sweep.answer(everywhere, questions));
      const bySweep = rounds(() => sweep.answer(origins, questions)), bySearch = rounds(search), inTypeScript = rounds(() => plain.answer(origins, questions));
      allowWasm(false);
      const ownCosts = { ...costs }, searchInTypeScript = rounds(() => questions.map(({ destinations }) => findNearest(ownCosts, origins, destinations, limitMs)));
      allowWasm(true);
      const scipy = hasScipy ? askScipy(costs, from, to, limitMs, answers) : null;
      const ratio = (slow: string, fast: string): string => (parseFloat(slow) / parseFloat(fast)).toFixed(1);
      console.log([`${services} × ${places}`, `${limitMs / 60_000} min`, alone, bySweep, inTypeScript, bySearch, searchInTypeScript, scipy ?? 'none', scipy === null ? '' : ratio(scipy, alone), scipy === null ? '' : ratio(scipy, bySweep), ratio(bySearch, bySweep), answers.reduce((sum, { ms }) => sum + ms.reduce((s, t) => s + (t === UNREACHED ? 0 : t), 0), 0)].join(' | '));
    }
  }
}

/** What arcs cost, in WebAssembly; nothing of it is done before the first question. */
function layCosts(elimination: Elimination, costs: WalkCosts): void {
  new LabelSweep(elimination, costs).answer([], [{ limitMs: 3_600_000, destinations: [] }]);
}

/** One origin that needs the label of every node and reads few of them: at the nodes below which there is none in the elimination tree. */
function leavesOf({ rank, firstArc, arcHead }: Elimination, { edgeFrom, edgeCount }: WalkNetwork): CostedAccess[] {
  const parents = new Set(Array.from(rank, (r) => (firstArc[r] < firstArc[r + 1] ? arcHead[firstArc[r]] : -1))), seen = new Set<number>();
  return Array.from({ length: edgeCount }, (_, e) => e).filter((e) => !parents.has(rank[edgeFrom[e]]) && !seen.has(edgeFrom[e]) && seen.add(edgeFrom[e])).map(startOf);
}

/** Milliseconds of processor time. */
function timed<T>(work: () => T): [number, T] {
  const start = process.cpuUsage(), value = work(), { user, system } = process.cpuUsage(start);
  return [(user + system) / 1000, value];
}

/** "median (best)" after two untimed rounds. */
function rounds(work: () => unknown): string {
  work();
  work();
  const times = Array.from({ length: ROUNDS }, () => timed(work)[0]).sort((a, b) => a - b);
  return `${times[ROUNDS >> 1].toFixed(1)} (${times[0].toFixed(1)})`;
}

function hold(given: readonly Nearest[], expected: readonly Nearest[]): void {
  expected.forEach((answer, q) => {
    for (const key of ['ms', 'destination', 'mm'] as const) if (given[q][key].some((value, o) => value !== answer[key][o])) throw new Error(`question ${q}: ${key} differ`);
  });
}

/** The same times by `scipy.sparse.csgraph.dijkstra(min_only=True, limit=…)`, one run a service, on a ready graph of whole milliseconds; of times only, and no read-off. */
function askScipy({ nodeCount, firstArc, arcNode, arcMs, network: { edgeFrom } }: WalkCosts & { readonly network: WalkNetwork }, from: readonly number[], to: readonly (readonly number[])[], limitMs: number, answers: readonly Nearest[]): string {
  const write = (file: string, values: ArrayLike<number>): void => { writeFileSync(join(folder, file), new Uint8Array(Int32Array.from(values).buffer)); };
  write('tail', Array.from({ length: nodeCount }, (_, n) => Array<number>(firstArc[n + 1] - firstArc[n]).fill(n)).flat());
  write('head', arcNode);
  write('ms', arcMs);
  to.forEach((all, q) => { write(`to${q}`, all.map((e) => edgeFrom[e])); });
  write('from', from.map((e) => edgeFrom[e]));
  const said = execFileSync(python, ['-c', `
import time, numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
read = lambda name: np.fromfile('${folder}/' + name, dtype=np.int32)
u, v, w = read('tail'), read('head'), read('ms').astype(float)
o = np.lexsort((w, v, u)); u, v, w = u[o], v[o], w[o]
k = np.r_[True, (u[1:] != u[:-1]) | (v[1:] != v[:-1])]
G = csr_matrix((w[k], (u[k], v[k])), (${nodeCount}, ${nodeCount}))
sources = [np.unique(read('to%d' % q)) for q in range(${to.length})]
times = []
for _ in range(4):
    start = time.process_time()
    found = [dijkstra(G, indices=s, min_only=True, limit=${limitMs}) for s in sources]
    times.append((time.process_time() - start) * 1000)
np.concatenate([np.where(np.isfinite(d), d, 4294967295)[read('from')] for d in found]).astype(np.uint32).tofile('${folder}/found')
times = sorted(times[1:])
print('%.1f (%.1f)' % (times[1], times[0]))`], { encoding: 'utf8' }).trim(), bytes = readFileSync(join(folder, 'found')), found = new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  answers.forEach(({ ms }, q) => { if (ms.some((t, i) => t !== found[q * from.length + i])) throw new Error(`question ${q}: SciPy has other times`); });
  return said;
}
