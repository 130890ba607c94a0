import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { UNREACHED } from '../../src/core/units.ts';
import { findGaps, findReachedStretches, shareWithin, type Stretch } from '../../src/isochrones/reached-stretches.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { SnapIndex } from '../../src/network/snap.ts';
import { BoundedSearch } from '../../src/travel/bounded-search.ts';
import { computeWalkCosts, costAccess } from '../../src/travel/costs.ts';
import { findNearest } from '../../src/travel/nearest.ts';
import { seeded } from '../support/random.ts';
import { drawLines, toDegrees, type Metres } from '../support/town.ts';

const stretch = (from: number, to: number, fromMs = 0, toMs = 0): Stretch => ({ from, to, fromMs, toMs });
const rounded = (stretches: readonly Stretch[]) => stretches.map(({ from, to, fromMs, toMs }) => [...[from, to].map((share) => Math.round(1000 * share) / 1000), ...[fromMs, toMs].map((ms) => 100 * Math.round(ms / 100))]); // drawn lengths err by a centimetre

/** Of a street of 1 km from west to east, one metre a second: what is reached of places on it, towards them. */
function reached(places: readonly Metres[], seconds: number, oneway = false) {
  const network = buildNetwork(drawLines([{ path: [[0, 0], [1000, 0]], oneway }]), 0.5, new Findings()), index = new SnapIndex(network), costs = computeWalkCosts(network, { id: 'adult', metresPerMinute: 60 }), search = new BoundedSearch(costs, 10_000_000);
  const starts = places.map((place) => { const access = index.nearest(...toDegrees(place), 300); if (access === null) throw new RangeError('off the network'); return costAccess(costs, access); });
  search.run(starts);
  return rounded(findReachedStretches(costs, search, starts, 0, 1000 * seconds));
}

test('times rise evenly away from a place, up to where the limit is', () => {
  expect(reached([[400, 0]], 100)).toEqual([[0.3, 0.4, 100_000, 0], [0.4, 0.5, 0, 100_000]]);
  expect(reached([[400, 30]], 100)).toEqual([[0.33, 0.4, 100_000, 30_000], [0.4, 0.47, 30_000, 100_000]]);
  expect(reached([[0, 0]], 2000)).toEqual([[0, 1, 0, 1_000_000]]);
});

test('between two places they meet where both take as long', () => {
  expect(reached([[200, 0], [800, 100]], 1000)).toEqual([[0, 0.2, 200_000, 0], [0.2, 0.55, 0, 350_000], [0.55, 0.8, 350_000, 100_000], [0.8, 1, 100_000, 300_000]]);
});

test('on a one-way only the side that leads to the place is reached', () => {
  expect(reached([[400, 0]], 100, true)).toEqual([[0.3, 0.4, 100_000, 0]]);
  expect(reached([[400, 0]], 0)).toEqual([[0.4, 0.4, 0, 0]]);
});

test('gaps are what stretches leave', () => {
  expect(findGaps([])).toEqual([[0, 1]]);
  expect(findGaps([stretch(0, 0.4), stretch(0.4, 1)])).toEqual([]);
  expect(findGaps([stretch(0.2, 0.4), stretch(0.5, 0.5)])).toEqual([[0, 0.2], [0.4, 0.5], [0.5, 1]]);
});

test('the share within a shorter limit ends where the times pass it', () => {
  expect(shareWithin([stretch(0, 0.5, 0, 100), stretch(0.5, 1, 100, 300)], 200)).toBeCloseTo(0.75, 12);
  expect(shareWithin([stretch(0, 0.5, 0, 100), stretch(0.6, 0.6, 50, 50)], 500)).toBe(0.5);
});

test('on 60 random towns, points of every edge are reached when a search of their own says', () => {
  let asked = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const random = seeded(7_919 * seed), node = (): Metres => [100 * Math.floor(5 * random()), 100 * Math.floor(5 * random())];
    const network = buildNetwork(drawLines(Array.from({ length: 14 }, (_, i) => ({ path: [node(), node()], id: `s${i}`, oneway: random() < 0.3, speedFactor: random() < 0.2 ? 2 : 1 }))), 0.5, new Findings()), index = new SnapIndex(network);
    const costs = computeWalkCosts(network, { id: 'adult', metresPerMinute: 60 }), limitMs = 1000 * Math.round(50 + 400 * random()), search = new BoundedSearch(costs, limitMs);
    const starts = Array.from({ length: 1 + Math.floor(3 * random()) }, () => index.nearest(...toDegrees([400 * random(), 400 * random()]), 300)).flatMap((access) => (access === null ? [] : [costAccess(costs, access)]));
    search.run(starts);
    for (let edge = 0; edge < network.edgeCount; edge++) {
      const stretches = findReachedStretches(costs, search, starts.filter((s) => s.edge === edge), edge, limitMs);
      for (let i = 0; i < 4; i++) {
        const share = random(), fromMs = Math.round(share * costs.edgeMs[edge]), at = fromMs / costs.edgeMs[edge], fromMm = Math.round(at * costs.edgeMm[edge]);
        const { ms: [ms] } = findNearest(costs, [[{ edge, legMs: 0, legMm: 0, fromMs, toMs: fromMs, fromMm, toMm: fromMm }]], [starts], limitMs);
        const holding = stretches.filter(({ from, to }) => from <= at && at <= to), times = holding.map((s) => s.fromMs + (s.to === s.from ? 0 : ((at - s.from) / (s.to - s.from)) * (s.toMs - s.fromMs)));
        asked++;
        if (ms === UNREACHED) expect(holding, `seed ${seed}, edge ${edge} at ${at}`).toEqual([]);
        else expect(Math.abs(Math.min(...times) - ms), `seed ${seed}, edge ${edge} at ${at}`).toBeLessThan(1e-6);
      }
    }
  }
  expect(asked).toBeGreaterThan(2500);
});
