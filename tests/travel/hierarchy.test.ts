import { expect, test } from 'vitest';
import { UNREACHED } from '../../src/core/units.ts';
import { eliminate } from '../../src/network/elimination.ts';
import { BACKWARD, FORWARD, type WalkNetwork } from '../../src/network/walk-network.ts';
import { computeWalkCosts, type CostedAccess, type WalkCosts } from '../../src/travel/costs.ts';
import { customise } from '../../src/travel/hierarchy.ts';
import { findNearest } from '../../src/travel/nearest.ts';
import { findNearestOfEach } from '../../src/travel/nearest-of-each.ts';
import { seeded } from '../support/random.ts';

const ADULT = { id: 'adult', metresPerMinute: 60 } as const, ELDERLY = { id: 'elderly', metresPerMinute: 48 } as const;

test('the two sweeps answer as the search does, to the last bit, on 3,000 random networks', () => {
  const seen = { reached: 0, unreached: 0, ties: 0, closed: 0 };
  for (let seed = 1; seed <= 3000; seed++) {
    const random = seeded(seed * 7919), network = randomNetwork(random), profile = random() < 0.5 ? ADULT : ELDERLY, costs = computeWalkCosts(network, profile);
    const origins = randomPlaces(random, costs, 10), questions = [1, 2, 5].map((n) => ({ destinations: randomPlaces(random, costs, n), limitMs: Math.floor(random() * 40_000) }));
    const answers = findNearestOfEach(customise(eliminate(network), costs), origins, questions);
    questions.forEach(({ destinations, limitMs }, q) => {
      const expected = findNearest(costs, origins, destinations, limitMs);
      expect(answers[q], `seed ${seed}, question ${q}`).toEqual(expected);
      for (const ms of expected.ms) if (ms === UNREACHED) seen.unreached++; else seen.reached++;
      seen.ties += countTies(costs, origins, destinations, limitMs);
    });
    seen.closed += network.edgeDirection.filter((d) => d === 0).length;
  }
  expect(Object.values(seen).every((count) => count > 1000), `the cases have some of each: ${JSON.stringify(seen)}`).toBe(true);
});

/** Origins with two destinations at the same time, or with one at the same time by ways of different length. */
function countTies(costs: WalkCosts, origins: readonly CostedAccess[][], destinations: readonly CostedAccess[][], limitMs: number): number {
  const each = destinations.map((destination) => findNearest(costs, origins, [destination], limitMs).ms);
  return origins.filter((_, o) => { const times = each.map((ms) => ms[o]).filter((ms) => ms !== UNREACHED); return new Set(times).size < times.length; }).length;
}

test('changed costs on the same order are as good as a new order', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = seeded(seed * 104_729), network = randomNetwork(random), order = eliminate(network);
    const changed = { ...network, edgeSpeedFactor: network.edgeSpeedFactor.map(() => 0.25 + random()), edgeDirection: network.edgeDirection.map((d) => (random() < 0.2 ? 0 : d)) };
    const costs = computeWalkCosts(changed, ELDERLY), again = customise(order, costs), origins = randomPlaces(random, costs, 10), destinations = randomPlaces(random, costs, 3);
    expect(findNearestOfEach(again, origins, [{ destinations, limitMs: 60_000 }])).toEqual([findNearest(costs, origins, destinations, 60_000)]);
  }
});

test('an elimination of another network, and a limit that would not fit, are refused', () => {
  const network = networkOf(2, [[0, 1, 10, FORWARD, 1]]), costs = computeWalkCosts(network, ADULT);
  expect(() => customise(eliminate(networkOf(3, [])), costs)).toThrow(/elimination has 3 nodes, expected 2/);
  expect(() => findNearestOfEach(customise(eliminate(network), costs), [], [{ destinations: [], limitMs: Infinity }])).toThrow(/limitMs is Infinity/);
});

test('of two ways as fast the shorter counts, of two destinations as near the first, whatever its length', () => {
  // 0 --- 1: 10 m; and 20 m at twice the speed, both 10,000 ms. Destination 0 lies at the end of the long edge, 1 at that of the short one.
  const network = networkOf(4, [[0, 1, 20, 3, 2], [0, 1, 10, 3, 1], [1, 2, 60, 3, 2], [1, 3, 30, 3, 1]]), costs = computeWalkCosts(network, ADULT);
  const at = (edge: number, end: boolean): CostedAccess => ({ edge, legMs: 0, legMm: 0, fromMs: end ? costs.edgeMs[edge] : 0, toMs: end ? costs.edgeMs[edge] : 0, fromMm: end ? costs.edgeMm[edge] : 0, toMm: end ? costs.edgeMm[edge] : 0 });
  const [answer] = findNearestOfEach(customise(eliminate(network), costs), [[at(1, false)]], [{ destinations: [[at(2, true)], [at(3, true)]], limitMs: 100_000 }]);
  // 10 s and 30 s; 10 m to the fork and 60 m on to destination 0, though destination 1 lies 30 m on.
  expect([answer.ms[0], answer.destination[0], answer.mm[0]]).toEqual([40_000, 0, 70_000]);
});

type Edge = readonly [from: number, to: number, metres: number, direction: number, speedFactor: number];

/** Only what searches look at. */
function networkOf(nodeCount: number, edges: readonly Edge[]): WalkNetwork {
  return {
    nodeCount, edgeCount: edges.length, edgeFrom: Uint32Array.from(edges, (e) => e[0]), edgeTo: Uint32Array.from(edges, (e) => e[1]), edgeMetres: Float64Array.from(edges, (e) => e[2]),
    edgeDirection: Uint8Array.from(edges, (e) => e[3]), edgeSpeedFactor: Float64Array.from(edges, (e) => e[4]),
  } as WalkNetwork;
}

/** One-ways, closed edges, loops, parallel edges, islands; few lengths and speeds, so that many ways are as fast. */
function randomNetwork(random: () => number): WalkNetwork {
  const nodeCount = 2 + Math.floor(24 * random()), edgeCount = 1 + Math.floor(nodeCount * 2 * random()), pick = (n: number): number => Math.floor(n * random());
  return networkOf(nodeCount, Array.from({ length: edgeCount }, (): Edge => {
    const from = pick(nodeCount), to = random() < 0.8 ? (from + 1 + pick(3)) % nodeCount : pick(nodeCount);
    return [from, to, 1 + pick(4), random() < 0.7 ? FORWARD | BACKWARD : [FORWARD, BACKWARD, 0][pick(3)], [0.5, 1, 2][pick(3)]];
  }));
}

/** Places along edges, some at their ends, some with two accesses, some with none; half of the legs are 0. */
function randomPlaces(random: () => number, { edgeMs, edgeMm }: WalkCosts, count: number): CostedAccess[][] {
  const access = (): CostedAccess => {
    const edge = Math.floor(edgeMs.length * random()), share = random() < 0.4 ? Math.round(random()) : random(), to = random() < 0.8 ? share : share + (1 - share) * random();
    const leg = random() < 0.5 ? 0 : 1 + Math.floor(3 * random());
    return { edge, legMs: 1000 * leg, legMm: 1000 * leg, fromMs: Math.round(edgeMs[edge] * share), toMs: Math.round(edgeMs[edge] * to), fromMm: Math.round(edgeMm[edge] * share), toMm: Math.round(edgeMm[edge] * to) };
  };
  return Array.from({ length: count }, () => Array.from({ length: [0, 1, 1, 1, 2][Math.floor(5 * random())] }, access));
}
