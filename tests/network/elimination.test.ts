import { afterEach, expect, test, vi } from 'vitest';
import { eliminate } from '../../src/network/elimination.ts';
import { eliminatePlainly } from '../../src/network/plain-elimination.ts';
import { eliminateInWasm } from '../../src/network/wasm-elimination.ts';
import { networkOf, randomNetwork } from '../support/networks.ts';
import { seeded } from '../support/random.ts';

afterEach(() => { vi.unstubAllGlobals(); });

test('a chain is eliminated from its ends and leaves an arc a node, a ring one shortcut for each node but three', () => {
  const chain = eliminate(networkOf(5, [0, 1, 2, 3].map((n) => [n, n + 1, 10, 3, 1])), Infinity), ring = eliminate(networkOf(5, [0, 1, 2, 3, 4].map((n) => [n, (n + 1) % 5, 10, 3, 1])), Infinity);
  // Five nodes, four edges, and no node has more than one neighbour when it goes.
  expect(chain?.arcHead.length).toBe(4);
  // Five edges, and shortcuts for two nodes: three that are left are joined to each other.
  expect(ring?.arcHead.length).toBe(7);
});

// Nodes are taken out in the order of their ranks, and all their neighbours joined: with sets, nothing else.
test('the arcs are those that elimination by hand leaves, in an order of the tree, on 1,000 random networks', () => {
  for (let seed = 1; seed <= 1000; seed++) {
    const network = randomNetwork(seeded(seed * 15_485_863)), elimination = eliminate(network, Infinity), { nodeCount, edgeFrom, edgeTo } = network;
    if (elimination === null) throw new Error('gave up');
    expect(elimination, `seed ${seed}`).toEqual(eliminatePlainly(network, Infinity));
    const { rank, firstArc, arcHead } = elimination, neighbours = Array.from({ length: nodeCount }, () => new Set<number>());
    expect([...rank].sort((a, b) => a - b)).toEqual([...Array(nodeCount).keys()]);
    edgeFrom.forEach((from, e) => { const a = rank[from], b = rank[edgeTo[e]]; if (a !== b) { neighbours[a].add(b); neighbours[b].add(a); } });
    neighbours.forEach((all, r) => {
      const left = [...all].filter((other) => other > r).sort((a, b) => a - b);
      expect([...arcHead.subarray(firstArc[r], firstArc[r + 1])], `seed ${seed}, rank ${r}`).toEqual(left);
      for (const a of left) for (const b of left) if (a !== b) neighbours[a].add(b);
    });
    // Postorder: all below a node stand right before it, so that the node before one is its child, or it has none.
    const parent = Array.from({ length: nodeCount }, (_, r) => (firstArc[r] < firstArc[r + 1] ? arcHead[firstArc[r]] : nodeCount));
    for (let r = 1; r < nodeCount; r++) if (parent.includes(r)) expect(parent[r - 1], `seed ${seed}, rank ${r}`).toBe(r);
  }
});

// 800 nodes, each joined to five others: lists outgrow their room again and again, and the memory that WebAssembly begins with.
test('WebAssembly and TypeScript leave the same of a network that grows dense', () => {
  const random = seeded(29), any = (): number => Math.floor(800 * random()), network = networkOf(800, Array.from({ length: 2000 }, () => [any(), any(), 10, 3, 1] as const)), elimination = eliminateInWasm(network, Infinity);
  expect(elimination).toEqual(eliminatePlainly(network, Infinity));
  expect(elimination?.arcHead.length).toBeGreaterThan(20_000);
});

test.each([['WebAssembly', eliminateInWasm], ['TypeScript', eliminatePlainly]])('in %s it gives up where it would leave more arcs than asked for', (_, eliminateBy) => {
  const everyone = networkOf(6, [0, 1, 2, 3, 4, 5].flatMap((a) => [0, 1, 2, 3, 4, 5].filter((b) => a < b).map((b) => [a, b, 10, 3, 1] as const)));
  expect(eliminateBy(everyone, 15)?.arcHead.length).toBe(15);
  expect(eliminateBy(everyone, 14)).toBeNull();
});

test('a network without nodes has no ranks', () => {
  expect(eliminateInWasm(networkOf(0, []), Infinity)).toEqual({ rank: new Uint32Array(0), firstArc: new Uint32Array(1), arcHead: new Uint32Array(0) });
});

test.each([
  ['is not there', undefined],
  ['has no memory to give', { Module: class { readonly isModule = true; }, Instance: class { readonly exports = { memory: { buffer: new ArrayBuffer(0), grow: () => { throw new RangeError('no memory'); } } }; } }],
])('where WebAssembly %s, TypeScript eliminates', (_, stub) => {
  const network = networkOf(3, [[0, 1, 10, 3, 1], [1, 2, 10, 3, 1]]), before = eliminate(network, Infinity);
  vi.stubGlobal('WebAssembly', stub);
  expect(eliminateInWasm(network, Infinity)).toBeUndefined();
  expect(eliminate(network, Infinity)).toEqual(before);
});
