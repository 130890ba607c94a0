import { expect, test } from 'vitest';
import { eliminate } from '../../src/network/elimination.ts';
import { networkOf, randomNetwork } from '../support/networks.ts';
import { seeded } from '../support/random.ts';

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

test('it gives up where it would leave more arcs than asked for', () => {
  const everyone = networkOf(6, [0, 1, 2, 3, 4, 5].flatMap((a) => [0, 1, 2, 3, 4, 5].filter((b) => a < b).map((b) => [a, b, 10, 3, 1] as const)));
  expect(eliminate(everyone, 15)?.arcHead.length).toBe(15);
  expect(eliminate(everyone, 14)).toBeNull();
});
