import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { UNREACHED } from '../../src/core/units.ts';
import type { WalkCosts } from '../../src/travel/costs.ts';
import type { Exits } from '../../src/travel/exits.ts';
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
  const seen = { reached: 0, unreached: 0, ties: 0, tooWide: 0, readOff: 0 };
  for (let seed = 1; seed <= 3000; seed++) {
    const random = seeded(seed * 104_729), costs = randomCosts(random), plain = new PlainSearch(costs), wasm = openWasmSearch(costs);
    for (let search = 0; search < 3; search++) {
      const starts = randomStarts(random, costs.nodeCount), limitMs = random() < 0.1 ? UNREACHED - 1 : Math.floor(random() * random() * 200_000), withNext = random() < 0.7;
      const found = run(plain, starts, limitMs, withNext), foundByWasm = run(wasm, starts, limitMs, withNext), slow = searchWithHeap(costs, starts, limitMs);
      expect(foundByWasm === null, `seed ${seed}`).toBe(isTooWide(costs, starts, limitMs));
      if (foundByWasm === null) seen.tooWide++; else expect(foundByWasm, `seed ${seed}`).toEqual(found);
      const { labels, next } = foundByWasm === null ? plain : wasm;
      slow.forEach((label, node) => {
        expect(labels.msOf(node), `seed ${seed}, node ${node}`).toBe(label?.ms ?? UNREACHED);
        if (label === undefined) { seen.unreached++; return; }
        seen.reached++;
        expect([labels.destinationOf(node), labels.mmOf(node)], `seed ${seed}, node ${node}`).toEqual([label.destination, label.mm]);
        if (withNext) followNext(costs, { labels, next }, starts, node, `seed ${seed}, node ${node}`);
      });
      if (foundByWasm !== null) seen.readOff += compareReadOff(wasm, plain, randomExits(random, costs.nodeCount), `seed ${seed}`);
      seen.ties += slow.filter((label) => label !== undefined && starts.some((s) => s.node === label.node && s.ms === label.ms && s.destination > label.destination)).length;
    }
  }
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(500);
});

test('labels outgrow the memory, and it grows; what was to be read off is copied again', () => {
  // Node 0 reaches 5000 others, each in its own time, and all of them are improved over every way after it.
  const spokes = 5000, ways = Array.from({ length: 20 }, (_, way) => Array.from({ length: spokes }, (__, i) => ({ from: way, to: i + 20, ms: 2_000_000 - 90_000 * way + i, mm: 1 }))).flat();
  const costs = costsOf(spokes + 20, [...ways, ...Array.from({ length: 19 }, (_, way) => ({ from: way, to: way + 1, ms: 20_000, mm: 1 }))]), starts = [{ node: 0, ms: 0, destination: 0, mm: 0 }];
  const exits = exitsOf(Array.from({ length: 500 }, (_, i) => [{ node: i + 20, ms: 1, mm: 2 }])), wasm = openWasmSearch(costs);
  run(wasm, starts, 10_000, false);
  expect(new Set(wasm.readOff(exits).ms)).toEqual(new Set([UNREACHED]));
  const before = wasm.labels.words.buffer;
  run(wasm, starts, 3_000_000, false);
  expect(wasm.labels.words.buffer).not.toBe(before);
  // 19 ways of 20 s to node 19, then 2,000 - 19 * 90 = 290 s on.
  expect([20, 21, spokes + 19].map((node) => wasm.labels.msOf(node))).toEqual([670_000, 670_001, 670_000 + spokes - 1]);
  expect([...wasm.readOff(exits).ms]).toEqual(Array.from({ length: 500 }, (_, i) => 670_001 + i));
});

test('WebAssembly takes labels up to the last bit, and leaves wider ones to TypeScript', () => {
  // A limit of 2^20 - 2 takes 20 bits, 2^12 destinations 12, so that 32 are left for millimetres: one way of 2^31 - 1 and a start of 2^31 are 2^32 - 1 together.
  const arcs = [{ from: 0, to: 1, ms: 2 ** 20 - 2, mm: 0x7fffffff }], costs = costsOf(2, arcs), limitMs = 2 ** 20 - 2, start = (mm: number) => [{ node: 0, ms: 0, destination: 2 ** 12 - 1, mm }];
  const full = openWasmSearch(costs), plain = new PlainSearch(costs);
  expect(run(full, start(2 ** 31), limitMs, true, 2 ** 12)).toEqual(run(plain, start(2 ** 31), limitMs, true, 2 ** 12));
  expect([full.labels.msOf(1), full.labels.destinationOf(1), full.labels.mmOf(1)]).toEqual([limitMs, 2 ** 12 - 1, 2 ** 32 - 1]);
  expect(run(full, start(2 ** 31 + 1), limitMs, true, 2 ** 12)).toBeNull();
  expect(run(full, start(2 ** 31), limitMs, true, 2 ** 12 + 1), 'a bit more of destinations').toBeNull();
  expect(run(full, start(2 ** 31), limitMs + 1, true, 2 ** 12), 'a bit more of milliseconds').toBeNull();
  const search = new LabelSearch(costs), again = (mm: number): number[] => { search.run(limitMs, 2 ** 12, (offer) => { offer(0, 0, 2 ** 12 - 1, mm); }); return [search.labels.mmOf(0), search.labels.mmOf(1)]; };
  expect([again(2 ** 31 + 1), again(7)], 'one question too wide, and the next').toEqual([[2 ** 31 + 1, 2 ** 32], [7, 0x7fffffff + 7]]);
});

test('arcs that would lead beyond 32 bits in time are not followed', () => {
  const far = 0x7fffffff, costs = costsOf(4, [0, 1, 2].map((from) => ({ from, to: from + 1, ms: from < 2 ? 0x60000000 : far, mm: 0 })));
  for (const search of [new PlainSearch(costs), openWasmSearch(costs)]) {
    run(search, [{ node: 0, ms: 0, destination: 0, mm: 0 }], UNREACHED - 1, false);
    expect([search.labels.msOf(2), search.labels.msOf(3)]).toEqual([2 * 0x60000000, UNREACHED]);
  }
});

test('a way that takes no time adds to the millimetres that may come', () => {
  const most = 2 ** 32 - 1, costs = costsOf(3, [{ from: 0, to: 1, ms: 0, mm: 1000 }, { from: 1, to: 2, ms: 0, mm: 2000 }]), search = openWasmSearch(costs);
  run(search, [{ node: 0, ms: 0, destination: 0, mm: most - 3000 }], 1000, false, 1);
  expect(search.labels.mmOf(2)).toBe(most);
  expect(run(search, [{ node: 0, ms: 0, destination: 0, mm: most - 2999 }], 1000, false, 1)).toBeNull();
});

test.each([
  ['is not there', undefined],
  ['refuses to compile, as under a policy of a page', { Module: function refuse() { throw new Error('refused'); } }],
  ['has no memory to give', { Module: class { readonly isModule = true; }, Instance: class { readonly exports = { memory: { buffer: new ArrayBuffer(0), grow: () => { throw new RangeError('no memory'); } } }; } }],
  ['runs out of memory in the middle of a search', { Module: class { readonly isModule = true; }, Instance: class { readonly exports = exportsThatFail(); } }],
])('where WebAssembly %s, the search runs in TypeScript', (_, stub) => {
  vi.stubGlobal('WebAssembly', stub);
  const costs = costsOf(3, [{ from: 0, to: 1, ms: 5, mm: 6 }, { from: 1, to: 2, ms: 7, mm: 8 }]), search = new LabelSearch(costs);
  search.run(100, 1, (offer) => { offer(0, 1, 0, 2); });
  expect([0, 1, 2].map((node) => [search.labels.msOf(node), search.labels.mmOf(node)])).toEqual([[1, 2], [6, 8], [13, 16]]);
  expect([...search.reached]).toEqual([0, 1, 2]);
});

test('a limit that would not fit is refused', () => {
  expect(() => { new LabelSearch(costsOf(1, [])).run(Infinity, 1, () => undefined); }).toThrow(/limitMs is Infinity/);
});

test('what is compiled is what is carried', () => {
  for (const { path, text } of compileKernels()) expect(readFileSync(path, 'utf8'), `${path}: npm run kernels`).toBe(text);
});

/** A kernel that begins well, and has no room for the first label. */
function exportsThatFail(): object {
  return { memory: { buffer: new ArrayBuffer(1 << 21), grow: () => 32 }, build: () => undefined, layOut: () => undefined, mostMm: () => 0, clear: () => undefined, end: () => 0, offer: () => 0, run: () => 1 };
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

/** All that a search leaves to be read; null where there was no room for it. */
function run(search: SearchKernel, starts: readonly HeapLabel[], limitMs: number, withNext: boolean, destinationCount = starts.length) {
  const eachStart: EachStart = (offer) => { for (const { node, ms, destination, mm } of starts) offer(node, ms, destination, mm); };
  if (!search.run(limitMs, destinationCount, eachStart, withNext)) return null;
  return [...search.reached].map((node) => ({ node, ms: search.labels.msOf(node), destination: search.labels.destinationOf(node), mm: search.labels.mmOf(node), ...(withNext ? { next: search.next[node] } : {}) }));
}

/** Whether the largest numbers there can be take more than 64 bits together, or millimetres more than 32. */
function isTooWide({ arcMs, arcMm }: WalkCosts, starts: readonly HeapLabel[], limitMs: number): boolean {
  let mmPerMs = 0, mmInNoTime = 0;
  arcMs.forEach((ms, a) => { if (ms === 0) mmInNoTime += arcMm[a]; else mmPerMs = Math.max(mmPerMs, arcMm[a] / ms); });
  const bits = (value: number): number => (value === 0 ? 0 : value.toString(2).length), mostMm = Math.ceil(mmPerMs * limitMs + mmInNoTime) + Math.max(0, ...starts.filter(({ ms }) => ms <= limitMs).map(({ mm }) => mm));
  return starts.some(({ ms }) => ms <= limitMs) && (bits(mostMm) > 32 || bits(limitMs + 1) + bits(Math.max(0, starts.length - 1)) + bits(mostMm) > 64);
}

function exitsOf(list: readonly (readonly { readonly node: number; readonly ms: number; readonly mm: number }[])[], origins = list.map((_, o) => o)): Exits {
  const all = origins.flatMap((o) => list[o]), column = (key: 'node' | 'ms' | 'mm'): Uint32Array => Uint32Array.from(all, (exit) => exit[key]);
  let end = 0;
  return { origins: Uint32Array.from(origins), ends: Uint32Array.from(origins, (o) => end += list[o].length), node: column('node'), ms: column('ms'), mm: column('mm') };
}

function randomExits(random: () => number, nodeCount: number): Exits {
  const longest = random() < 0.5 ? 3 : random() < 0.9 ? 60_000 : UNREACHED, pick = (most: number): number => Math.floor(most * random());
  const list = Array.from({ length: pick(6) }, () => Array.from({ length: pick(4) }, () => ({ node: pick(nodeCount), ms: pick(longest), mm: pick(longest) }))), keys = list.map(() => random());
  return exitsOf(list, [...list.keys()].sort((a, b) => keys[a] - keys[b]));
}

/** @returns how many origins found something. */
function compareReadOff(wasm: SearchKernel, plain: SearchKernel, exits: Exits, label: string): number {
  const first = [0, 1].map(() => new Uint32Array(exits.origins.length)), nearest = wasm.readOff(exits, first[0]);
  expect(nearest, label).toEqual(plain.readOff(exits, first[1]));
  expect(first[0], label).toEqual(first[1]);
  return nearest.ms.filter((ms) => ms !== UNREACHED).length;
}

/** From a node to a start, along arcs that take what the labels say. */
function followNext({ firstArc, arcNode, arcMs, arcMm }: WalkCosts, { labels, next }: Pick<SearchKernel, 'labels' | 'next'>, starts: readonly HeapLabel[], node: number, label: string): void {
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
