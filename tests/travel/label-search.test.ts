import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { UNREACHED } from '../../src/core/units.ts';
import type { WalkCosts } from '../../src/travel/costs.ts';
import { LabelSearch, type EachStart, type SearchKernel } from '../../src/travel/label-search.ts';
import { PlainSearch } from '../../src/travel/plain-search.ts';
import { WasmSearch } from '../../src/travel/wasm-search.ts';
import { compileKernels } from '../support/compile-kernels.ts';
import { searchWithHeap, type HeapLabel } from '../support/heap-search.ts';
import { seeded } from '../support/random.ts';

afterEach(() => { vi.unstubAllGlobals(); });

// One-ways, arcs drawn twice, loops, arcs that take no time, and times so alike that ways tie; three
// searches over each network, so that what one left behind would be seen by the next.
test('WebAssembly and TypeScript give the same labels, ways and order, those of a heap, on 3000 random networks', () => {
  const seen = { reached: 0, unreached: 0, ties: 0 };
  for (let seed = 1; seed <= 3000; seed++) {
    const random = seeded(seed * 104_729), costs = randomCosts(random), plain = new PlainSearch(costs), wasm = openWasmSearch(costs);
    for (let search = 0; search < 3; search++) {
      const starts = randomStarts(random, costs.nodeCount), limitMs = random() < 0.1 ? UNREACHED - 1 : Math.floor(random() * random() * 200_000), withNext = random() < 0.7;
      expect(run(wasm, starts, limitMs, withNext), `seed ${seed}`).toEqual(run(plain, starts, limitMs, withNext));
      const slow = searchWithHeap(costs, starts, limitMs), { labels } = wasm;
      slow.forEach((label, node) => {
        expect(labels.msOf(node), `seed ${seed}, node ${node}`).toBe(label?.ms ?? UNREACHED);
        if (label === undefined) { seen.unreached++; return; }
        seen.reached++;
        expect([labels.destinationOf(node), labels.mmOf(node)], `seed ${seed}, node ${node}`).toEqual([label.destination, label.mm]);
        if (withNext) followNext(costs, wasm, starts, node, `seed ${seed}, node ${node}`);
      });
      seen.ties += slow.filter((label) => label !== undefined && starts.some((s) => s.node === label.node && s.ms === label.ms && s.destination > label.destination)).length;
    }
  }
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(500);
});

test('labels that wait for their turn outgrow the memory, and it grows', () => {
  // Node 0 reaches 5000 others, each in its own time, and all of them are improved over a second way.
  const spokes = 5000, arcs = Array.from({ length: spokes }, (_, i) => [{ from: 0, to: i + 2, ms: 100_000 + i, mm: 1 }, { from: 1, to: i + 2, ms: 1 + i, mm: 1 }]).flat();
  const costs = costsOf(spokes + 2, [...arcs, { from: 0, to: 1, ms: 20_000, mm: 1 }]), starts = [{ node: 0, ms: 0, destination: 0, mm: 0 }], wasm = openWasmSearch(costs), before = wasm.labels.words.buffer;
  run(wasm, starts, 1_000_000, false);
  expect(wasm.labels.words.buffer).not.toBe(before);
  expect([2, 3, spokes + 1].map((node) => wasm.labels.msOf(node))).toEqual([20_001, 20_002, 20_000 + spokes]);
});

test('millimetres are exact beyond 32 bits, and arcs that would lead beyond them in time are not followed', () => {
  const far = 0x7fffffff, costs = costsOf(4, [0, 1, 2].map((from) => ({ from, to: from + 1, ms: from < 2 ? 0x60000000 : far, mm: far })));
  for (const search of [new PlainSearch(costs), openWasmSearch(costs)]) {
    run(search, [{ node: 0, ms: 0, destination: 0, mm: far }], UNREACHED - 1, false);
    expect([search.labels.msOf(2), search.labels.mmOf(2), search.labels.msOf(3)]).toEqual([2 * 0x60000000, 3 * far, UNREACHED]);
  }
});

test.each([
  ['is not there', undefined],
  ['refuses to compile, as under a policy of a page', { Module: function refuse() { throw new Error('refused'); } }],
  ['has no memory to give', { Module: class { readonly isModule = true; }, Instance: class { readonly exports = { memory: { buffer: new ArrayBuffer(0), grow: () => { throw new RangeError('no memory'); } } }; } }],
  ['runs out of memory in the middle of a search', { Module: class { readonly isModule = true; }, Instance: class { readonly exports = exportsThatFail(); } }],
])('where WebAssembly %s, the search runs in TypeScript', (_, stub) => {
  vi.stubGlobal('WebAssembly', stub);
  const costs = costsOf(3, [{ from: 0, to: 1, ms: 5, mm: 6 }, { from: 1, to: 2, ms: 7, mm: 8 }]), search = new LabelSearch(costs);
  search.run(100, (offer) => { offer(0, 1, 0, 2); });
  expect([0, 1, 2].map((node) => [search.labels.msOf(node), search.labels.mmOf(node)])).toEqual([[1, 2], [6, 8], [13, 16]]);
  expect([...search.reached]).toEqual([0, 1, 2]);
});

test('a limit that would not fit is refused', () => {
  expect(() => { new LabelSearch(costsOf(1, [])).run(Infinity, () => undefined); }).toThrow(/limitMs is Infinity/);
});

test('what is compiled is what is carried', () => {
  for (const { path, text } of compileKernels()) expect(readFileSync(path, 'utf8'), `${path}: npm run kernels`).toBe(text);
});

/** A kernel that begins well, and has no room for the first label. */
function exportsThatFail(): object {
  return { memory: { buffer: new ArrayBuffer(1 << 21), grow: () => 32 }, layOut: () => undefined, clear: () => undefined, touchedCount: () => 0, offer: () => 0, run: () => 1 };
}

interface Way { readonly from: number; readonly to: number; readonly ms: number; readonly mm: number }

function costsOf(nodeCount: number, ways: readonly Way[]): WalkCosts {
  const firstArc = new Uint32Array(nodeCount + 1), sorted = [...ways].sort((a, b) => a.from - b.from);
  for (const { from } of ways) firstArc[from + 1]++;
  for (let n = 0; n < nodeCount; n++) firstArc[n + 1] += firstArc[n];
  const column = (key: 'to' | 'ms' | 'mm'): Uint32Array => Uint32Array.from(sorted, (way) => way[key]);
  // What a search reads; the rest is for those who ask it.
  return { nodeCount, firstArc, arcNode: column('to'), arcMs: column('ms'), arcMm: column('mm') } as Partial<WalkCosts> as WalkCosts;
}

function randomCosts(random: () => number): WalkCosts {
  const nodeCount = 1 + Math.floor(30 * random()), longest = [3, 1000, 40_000, 0x7fffffff][Math.floor(4 * random())], pick = (most: number): number => Math.floor(most * random());
  const ways = Array.from({ length: pick(4 * nodeCount) }, (): Way => ({ from: pick(nodeCount), to: pick(nodeCount), ms: random() < 0.1 ? 0 : pick(longest), mm: pick(random() < 0.5 ? 3 : longest) }));
  return costsOf(nodeCount, [...ways, ...ways.filter(() => random() < 0.2)]);
}

function randomStarts(random: () => number, nodeCount: number): HeapLabel[] {
  const longest = random() < 0.5 ? 3 : 60_000;
  return Array.from({ length: Math.floor(8 * random()) }, (_, i) => ({ node: Math.floor(nodeCount * random()), ms: Math.floor(longest * random()), destination: Math.floor(i / 2), mm: Math.floor(longest * random()) }));
}

function openWasmSearch(costs: WalkCosts): WasmSearch {
  const search = WasmSearch.open(costs);
  if (search === null) throw new Error('there is no WebAssembly here');
  return search;
}

/** All that a search leaves to be read. */
function run(search: SearchKernel, starts: readonly HeapLabel[], limitMs: number, withNext: boolean) {
  const eachStart: EachStart = (offer) => { for (const { node, ms, destination, mm } of starts) offer(node, ms, destination, mm); };
  expect(search.run(limitMs, eachStart, withNext)).toBe(true);
  const reached = [...search.reached];
  return reached.map((node) => ({ node, ms: search.labels.msOf(node), destination: search.labels.destinationOf(node), mm: search.labels.mmOf(node), ...(withNext ? { next: search.next[node] } : {}) }));
}

/** From a node to a start, along arcs that take what the labels say. */
function followNext({ firstArc, arcNode, arcMs, arcMm }: WalkCosts, { labels, next }: SearchKernel, starts: readonly HeapLabel[], node: number, label: string): void {
  const isOf = (n: number, ms: number, mm: number): boolean => labels.msOf(n) === ms && labels.mmOf(n) === mm;
  if (next[node] === UNREACHED) {
    expect(starts.some((s) => s.node === node && isOf(node, s.ms, s.mm) && s.destination === labels.destinationOf(node)), label).toBe(true);
    return;
  }
  const to = next[node];
  let isArc = false;
  for (let a = firstArc[to]; a < firstArc[to + 1]; a++) isArc ||= arcNode[a] === node && isOf(node, labels.msOf(to) + arcMs[a], labels.mmOf(to) + arcMm[a]) && labels.destinationOf(to) === labels.destinationOf(node);
  expect(isArc, label).toBe(true);
}
