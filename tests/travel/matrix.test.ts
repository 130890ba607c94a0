import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { UNREACHED } from '../../src/core/units.ts';
import { findFacilityAccess } from '../../src/network/access.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { SnapIndex } from '../../src/network/snap.ts';
import { computeWalkCosts, costAccess } from '../../src/travel/costs.ts';
import { findPairs, turnRound } from '../../src/travel/matrix.ts';
import { findNearest } from '../../src/travel/nearest.ts';
import { seeded } from '../support/random.ts';
import { area, at, drawLines, type Metres, type Street } from '../support/town.ts';

test('every pair has the time and length that the nearest-facility search gives for it alone, on 100 random towns', () => {
  let reached = 0, unreached = 0;
  for (let seed = 1; seed <= 100; seed++) {
    const random = seeded(seed), grid = (): Metres => [100 * Math.floor(5 * random()), 100 * Math.floor(5 * random())];
    const network = buildNetwork(drawLines(Array.from({ length: 12 }, (_, i): Street => ({
      path: Array.from({ length: 2 + Math.floor(3 * random()) }, grid), id: `s${i}`, oneway: random() < 0.4, ...(random() < 0.2 ? { speedFactor: 0.4 + random() } : {}),
    }))), 0.5, new Findings());
    const profile = { id: 'adult', metresPerMinute: 60 } as const, costs = computeWalkCosts(network, profile), turned = computeWalkCosts(turnRound(network), profile), index = new SnapIndex(network);
    const corner = (): Metres => [400 * random(), 400 * random()];
    const access = (i: number) => {
      const [x, y] = i % 4 === 0 ? grid() : corner();
      return findFacilityAccess(index, i % 3 === 0 ? area([x, y], [x + 90, y], [x + 90, y + 60], [x, y + 60]) : at([x, y]), i % 5 === 0 ? 5 : 300).map((a) => costAccess(costs, a));
    };
    // Origins are points of edges; destinations may be areas that edges run through.
    const origins = Array.from({ length: 8 }, (_, i) => findFacilityAccess(index, at(i % 4 === 0 ? grid() : corner()), 300).map((a) => costAccess(costs, a)));
    const destinations = Array.from({ length: 8 }, (_, i) => access(i));
    for (const limitMs of [UNREACHED - 1, 240_000]) {
      const pairs = new Map([...findPairs(turned, origins, destinations, limitMs)].map((p) => [`${p.origin} ${p.destination}`, p]));
      origins.forEach((from, o) => { destinations.forEach((to, d) => {
        const { ms: [ms], mm: [mm] } = findNearest(costs, [from], [to], limitMs), pair = pairs.get(`${o} ${d}`);
        if (ms === UNREACHED) unreached++; else reached++;
        expect(pair === undefined ? [UNREACHED, UNREACHED] : [pair.ms, pair.mm], `seed ${seed}, ${o} to ${d}`).toEqual([ms, mm]);
      }); });
    }
  }
  expect(reached).toBeGreaterThan(3000);
  expect(unreached).toBeGreaterThan(1000);
});
