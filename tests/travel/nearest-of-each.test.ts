import { afterEach, expect, test, vi } from 'vitest';
import { UNREACHED } from '../../src/core/units.ts';
import { eliminate, type Elimination } from '../../src/network/elimination.ts';
import { FORWARD } from '../../src/network/walk-network.ts';
import { computeWalkCosts, type CostedAccess, type WalkCosts } from '../../src/travel/costs.ts';
import { customise } from '../../src/travel/hierarchy.ts';
import { LabelSweep, type SweepKernel, type SweepQuestion } from '../../src/travel/label-sweep.ts';
import { findNearest } from '../../src/travel/nearest.ts';
import { findNearestOfEach } from '../../src/travel/nearest-of-each.ts';
import { PlainSweep } from '../../src/travel/plain-sweep.ts';
import { sweepFor, takeOrder } from '../../src/travel/prepared.ts';
import { WasmSweep } from '../../src/travel/wasm-sweep.ts';
import { endOf, networkOf, randomNetwork, randomPlaces, startOf, type Edge } from '../support/networks.ts';
import { seeded } from '../support/random.ts';

const ADULT = { id: 'adult', metresPerMinute: 60 } as const, ELDERLY = { id: 'elderly', metresPerMinute: 48 } as const;

afterEach(() => { vi.unstubAllGlobals(); });

// Nine questions are two groups of eight, one of them with one only. What one call left behind would be seen by the next.
test('WebAssembly and TypeScript answer as the search does, to the last bit, on 2,000 random networks', () => {
  const seen = { reached: 0, unreached: 0, ties: 0 };
  for (let seed = 1; seed <= 2000; seed++) {
    const random = seeded(seed * 7919), costs = computeWalkCosts(randomNetwork(random), random() < 0.5 ? ADULT : ELDERLY), elimination = prepare(costs);
    const plain = new PlainSweep(customise(elimination, costs)), wasm = openWasm(elimination, costs);
    for (const count of [1, 9]) {
      const origins = randomPlaces(random, costs, 6), questions = Array.from({ length: count }, (): SweepQuestion => ({ destinations: randomPlaces(random, costs, count === 1 ? 5 : Math.floor(4 * random())), limitMs: Math.floor(random() * 40_000) }));
      const expected = questions.map(({ destinations, limitMs }) => findNearest(costs, origins, destinations, limitMs));
      expect(plain.answer(origins, questions), `seed ${seed}`).toEqual(expected);
      expect(wasm.answer(origins, questions), `seed ${seed}`).toEqual(expected);
      for (const { ms } of expected) for (const time of ms) if (time === UNREACHED) seen.unreached++; else seen.reached++;
      if (count === 1) seen.ties += countTies(costs, origins, questions[0]);
    }
  }
  expect(Object.values(seen).every((n) => n > 200), JSON.stringify(seen)).toBe(true);
});

/** Origins with two destinations at the same time. */
function countTies(costs: WalkCosts, origins: readonly CostedAccess[][], { destinations, limitMs }: SweepQuestion): number {
  const each = destinations.map((destination) => findNearest(costs, origins, [destination], limitMs).ms);
  return origins.filter((_, o) => { const times = each.map((ms) => ms[o]).filter((ms) => ms !== UNREACHED); return new Set(times).size < times.length; }).length;
}

test('changed speeds and closed edges on the order of before are answered as the search does, on 300 random networks', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = seeded(seed * 104_729), network = randomNetwork(random), elimination = prepare(computeWalkCosts(network, ADULT));
    const changed = { ...network, edgeSpeedFactor: network.edgeSpeedFactor.map(() => 0.25 + random()), edgeDirection: network.edgeDirection.map((d) => (random() < 0.2 ? 0 : d)) };
    const costs = computeWalkCosts(changed, ELDERLY), origins = randomPlaces(random, costs, 10), destinations = randomPlaces(random, costs, 3);
    expect(new LabelSweep(elimination, costs).answer(origins, [{ destinations, limitMs: 60_000 }])).toEqual([findNearest(costs, origins, destinations, 60_000)]);
  }
});

test('of two ways as fast the shorter counts, of two destinations as near the first, whatever its length', () => {
  // From 0 to 1: 10 m, and 20 m at twice the speed, 10 s both. On to destination 0 at the end of 60 m at twice the speed, and to 1 at the end of 30 m.
  const costs = computeWalkCosts(networkOf(4, [[0, 1, 20, 3, 2], [0, 1, 10, 3, 1], [1, 2, 60, 3, 2], [1, 3, 30, 3, 1]]), ADULT);
  const [answer] = new LabelSweep(prepare(costs), costs).answer([[startOf(1)]], [{ destinations: [[endOf(costs, 2)], [endOf(costs, 3)]], limitMs: 100_000 }]);
  // 10 s and 30 s; 10 m and 60 m to destination 0, though destination 1 is only 30 m on.
  expect([answer.ms[0], answer.destination[0], answer.mm[0]]).toEqual([40_000, 0, 70_000]);
});

test('limits are inclusive, each question has its own, and one that would not fit is refused', () => {
  const costs = computeWalkCosts(networkOf(3, [[0, 1, 10, FORWARD, 1], [1, 2, 10, FORWARD, 1]]), ADULT), sweep = new LabelSweep(prepare(costs), costs), destinations = [[endOf(costs, 1)]];
  const ask = (...limits: number[]): number[] => sweep.answer([[startOf(0)]], limits.map((limitMs) => ({ destinations, limitMs }))).map(({ ms }) => ms[0]);
  expect(ask(19_999, 20_000, 20_001)).toEqual([UNREACHED, 20_000, 20_000]);
  expect(ask(UNREACHED - 1), 'no label in 64 bits holds so long a limit').toEqual([20_000]);
  expect(() => ask(Infinity)).toThrow(/limitMs is Infinity/);
});

test('numbers too large for 64 bits together are left to TypeScript, and the next question is not', () => {
  // 2^31 mm in 1 s: with 32 bits for them and 22 for an hour, 8 are left for destinations. The last of 300 is the only one on the network.
  const costs = computeWalkCosts(networkOf(2, [[0, 1, 1_000_000, 3, 1_000_000], [0, 1, 10, 3, 1]]), ADULT), elimination = prepare(costs), wasm = openWasm(elimination, costs), sweep = new LabelSweep(elimination, costs);
  const origins = [[startOf(0)]], question = (limitMs: number): SweepQuestion => ({ limitMs, destinations: [...Array<[]>(300).fill([]), [endOf(costs, 0)]] }), answer = [{ ms: Uint32Array.of(1000), destination: Uint32Array.of(300), mm: Uint32Array.of(1_000_000_000) }];
  expect(wasm.answer(origins, [question(3_600_000)])).toBeNull();
  expect(sweep.answer(origins, [question(3_600_000)])).toEqual(answer);
  expect(wasm.answer(origins, [question(2000)])).toEqual(answer);
});

test('a leg too long for 32 bits is left to TypeScript', () => {
  const costs = computeWalkCosts(networkOf(2, [[0, 1, 10, 3, 1]]), ADULT), elimination = prepare(costs), far = [[{ ...startOf(0), legMs: 5e9, legMm: 5e9 }], [startOf(0)]], destinations = [[endOf(costs, 0)]];
  expect(openWasm(elimination, costs).answer(far, [{ destinations, limitMs: 60_000 }])).toBeNull();
  expect(new LabelSweep(elimination, costs).answer(far, [{ destinations, limitMs: 60_000 }])).toEqual([findNearest(costs, far, destinations, 60_000)]);
});

test.each([
  ['is not there', undefined],
  ['has no memory to give', { Module: class { readonly isModule = true; }, Instance: class { readonly exports = { memory: { buffer: new ArrayBuffer(0), grow: () => { throw new RangeError('no memory'); } } }; } }],
])('where WebAssembly %s, the sweeps run in TypeScript', (_, stub) => {
  vi.stubGlobal('WebAssembly', stub);
  const costs = computeWalkCosts(networkOf(2, [[0, 1, 10, 3, 1]]), ADULT), elimination = prepare(costs);
  expect(WasmSweep.open(elimination, costs)).toBeNull();
  expect(new LabelSweep(elimination, costs).answer([[startOf(0)]], [{ destinations: [[endOf(costs, 0)]], limitMs: 60_000 }])[0].ms[0]).toBe(10_000);
});

test('a network is prepared when enough has been asked of it, once for all groups of people and turned round', () => {
  const network = networkOf(3, [[0, 1, 10, 3, 1], [1, 2, 10, 3, 1]]), adult = computeWalkCosts(network, ADULT), elderly = computeWalkCosts({ ...network, edgeDirection: Uint8Array.of(1, 1) }, ELDERLY);
  expect([sweepFor(adult, 12), sweepFor(elderly, 7)]).toEqual([null, null]);
  const sweep = sweepFor(elderly, 1);
  expect(sweep).not.toBeNull();
  expect(sweepFor(elderly, 0)).toBe(sweep);
  expect(sweepFor(adult, 0)?.elimination).toBe(sweep?.elimination);
});

test('without WebAssembly a network is searched, however much is asked of it', () => {
  const costs = computeWalkCosts(networkOf(2, [[0, 1, 10, 3, 1]]), ADULT);
  vi.stubGlobal('WebAssembly', undefined);
  expect(sweepFor(costs, 10_000)).toBeNull();
  vi.unstubAllGlobals();
  expect(sweepFor(costs, 0)).not.toBeNull();
});

test('a grid of streets is searched, however much is asked of it', () => {
  const side = 60, edges: Edge[] = [];
  for (let n = 0; n < side * side; n++) {
    if (n % side < side - 1) edges.push([n, n + 1, 100, 3, 1]);
    if (n < side * (side - 1)) edges.push([n, n + side, 100, 3, 1]);
  }
  expect(sweepFor(computeWalkCosts(networkOf(side * side, edges), ADULT), 10_000)).toBeNull();
});

test('of a network whose order is known, costs are laid out for a few questions', () => {
  const network = networkOf(3, [[0, 1, 10, 3, 1], [1, 2, 10, 3, 1]]), adult = computeWalkCosts(network, ADULT), elimination = prepare(adult);
  takeOrder(network, elimination);
  expect(sweepFor(adult, 4)).toBeNull();
  expect(sweepFor(adult, 1)?.elimination).toBe(elimination);
});

test('a network that is known to have no good order is searched', () => {
  const network = networkOf(2, [[0, 1, 10, 3, 1]]);
  takeOrder(network, null);
  expect(sweepFor(computeWalkCosts(network, ADULT), 10_000)).toBeNull();
});

test('few questions and many are answered alike, and only those count that have a destination', () => {
  const random = seeded(17), costs = computeWalkCosts(randomNetwork(random), ADULT), origins = randomPlaces(random, costs, 20);
  const questions = Array.from({ length: 60 }, (_, q) => ({ destinations: q < 30 ? [[]] : randomPlaces(random, costs, 3), limitMs: 30_000 }));
  const some = findNearestOfEach(costs, origins, questions.slice(0, 40)), unprepared = sweepFor(costs, 0), all = findNearestOfEach(costs, origins, questions);
  expect(unprepared).toBeNull();
  expect(sweepFor(costs, 0)).not.toBeNull();
  expect(all.slice(0, 40)).toEqual(some);
  expect(all).toEqual(questions.map(({ destinations, limitMs }) => findNearest(costs, origins, destinations, limitMs)));
});

function prepare({ network }: WalkCosts): Elimination {
  const order = eliminate(network, Infinity);
  if (order === null) throw new Error('gave up');
  return order;
}

/** Gives null where numbers do not fit, instead of leaving them to the twin. */
function openWasm(elimination: Elimination, costs: WalkCosts): SweepKernel {
  const wasm = WasmSweep.open(elimination, costs);
  if (wasm === null) throw new Error('there is no WebAssembly here');
  return wasm;
}
