import { expect, test } from 'vitest';
import { UNREACHED } from '../../src/core/units.ts';
import { eliminate, type Elimination } from '../../src/network/elimination.ts';
import type { WalkNetwork } from '../../src/network/walk-network.ts';
import { computeWalkCosts, type WalkCosts } from '../../src/travel/costs.ts';
import { customise } from '../../src/travel/hierarchy.ts';
import { networkOf, randomNetwork } from '../support/networks.ts';
import { seeded } from '../support/random.ts';

const ADULT = { id: 'adult', metresPerMinute: 60 } as const, ELDERLY = { id: 'elderly', metresPerMinute: 48 } as const;

// An arc stands for the ways between its ends over nodes of lower rank: relaxed until nothing changes.
test('an arc costs the fastest, then shortest, way over lower ranks, there and back, on 500 random networks', () => {
  const seen = { ways: 0, none: 0, oneWay: 0 };
  for (let seed = 1; seed <= 500; seed++) {
    const random = seeded(seed * 32_452_843), network = randomNetwork(random), costs = computeWalkCosts(network, random() < 0.5 ? ADULT : ELDERLY), order = orderOf(network);
    const { upMs, upMm, downMs, downMm } = customise(order, costs);
    for (let tail = 0; tail < network.nodeCount; tail++) {
      const up = waysFrom(tail, order, costs, false), down = waysFrom(tail, order, costs, true);
      for (let arc = order.firstArc[tail]; arc < order.firstArc[tail + 1]; arc++) {
        const head = order.arcHead[arc], label = `seed ${seed}, from ${tail} to ${head}`;
        expect(upMs[arc] === UNREACHED ? undefined : [upMs[arc], upMm[arc]], label).toEqual(up.get(head));
        expect(downMs[arc] === UNREACHED ? undefined : [downMs[arc], downMm[arc]], label).toEqual(down.get(head));
        seen.ways++;
        if (!up.has(head)) seen.none++;
        if (up.has(head) !== down.has(head)) seen.oneWay++;
      }
    }
  }
  expect(Object.values(seen).every((count) => count > 1000), JSON.stringify(seen)).toBe(true);
});

test('an elimination of another network is refused', () => {
  expect(() => customise(orderOf(networkOf(3, [])), computeWalkCosts(networkOf(2, []), ADULT))).toThrow(/elimination has 3 nodes, expected 2/);
});

function orderOf(network: WalkNetwork): Elimination {
  const order = eliminate(network, Infinity);
  if (order === null) throw new Error('gave up');
  return order;
}

/** By rank above `start`: [ms, mm] of the best way to it, or from it, all between the two lower than `start`. */
function waysFrom(start: number, { rank }: Elimination, { network, edgeMs, edgeMm }: WalkCosts, isBack: boolean): Map<number, number[]> {
  const best = new Map([[start, [0, 0]]]);
  for (let changed = true; changed;) {
    changed = false;
    for (let e = 0; e < network.edgeCount; e++) {
      for (const [from, to, bit] of [[rank[network.edgeFrom[e]], rank[network.edgeTo[e]], 1], [rank[network.edgeTo[e]], rank[network.edgeFrom[e]], 2]]) {
        const [a, b] = isBack ? [to, from] : [from, to], here = best.get(a), there = best.get(b);
        if (!(network.edgeDirection[e] & bit) || here === undefined || a > start) continue;
        const way = [here[0] + edgeMs[e], here[1] + edgeMm[e]];
        if (there !== undefined && (way[0] > there[0] || (way[0] === there[0] && way[1] >= there[1]))) continue;
        best.set(b, way);
        changed = true;
      }
    }
  }
  return best;
}
