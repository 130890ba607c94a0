import { expect, test } from 'vitest';
import { geodesicMetres } from '../../src/core/geodesy.ts';
import { Findings } from '../../src/core/problems.ts';
import { UNREACHED } from '../../src/core/units.ts';
import { findFacilityAccess, findSettlementAccess } from '../../src/network/access.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { insertCrossings } from '../../src/network/crossings.ts';
import { SnapIndex } from '../../src/network/snap.ts';
import { computeWalkCosts, costAccess } from '../../src/travel/costs.ts';
import { explainRoute } from '../../src/travel/explain-route.ts';
import { findNearest } from '../../src/travel/nearest.ts';
import { seeded } from '../support/random.ts';
import { area, at, drawLines, toDegrees, type Metres, type Street } from '../support/town.ts';

const prepare = (streets: readonly (Street | readonly Metres[])[]) => {
  const network = buildNetwork(drawLines(streets), 0.5, new Findings());
  return { index: new SnapIndex(network), costs: computeWalkCosts(network, { id: 'adult', metresPerMinute: 60 }) };
};

test('the legs of a way follow the lines and add up', () => {
  // home (10, 30) - along "Main" to 100 - along "Side" to (100, 60) - 5 m to the shop
  const { index, costs } = prepare([{ path: [[0, 0], [100, 0], [200, 0]], id: 'Main' }, { path: [[100, 0], [100, 100]], id: 'Side' }]);
  const route = explainRoute(costs, findSettlementAccess(index, at([10, 30]), 300), findFacilityAccess(index, at([105, 60]), 300), 3_600_000);
  expect(route?.legs.map((l) => [l.kind, l.line, Math.round(l.mm / 1000)])).toEqual([['access', null, 30], ['network', 'Main', 90], ['network', 'Side', 60], ['egress', null, 5]]);
  expect(route?.legs[1].coordinates.map(([lon]) => lon)).toEqual([toDegrees([10, 0])[0], toDegrees([100, 0])[0]].map((lon) => expect.closeTo(lon, 6) as number));
});

test('where lines are one edge, the legs end where the line and the street do, and a join has no name', () => {
  // Nothing to choose from 0 to 400 m: one edge. The last line begins 0.4 m beside the end of the one before.
  const { index, costs } = prepare([
    { path: [[0, 0], [50, 0], [100, 0]], id: 'w1', name: 'Main' }, { path: [[200, 0], [100, 0]], id: 'w2', name: 'Main' }, { path: [[200, 0], [250, 0], [300, 0]], id: 'w3' }, { path: [[300.4, 0], [400, 0]], id: 'w4', name: 'Mill' },
  ]);
  expect(costs.network.edgeCount).toBe(1);
  const legs = (from: number, to: number) => explainRoute(costs, findSettlementAccess(index, at([from, 0]), 300), findFacilityAccess(index, at([to, 0]), 300), 3_600_000)?.legs.slice(1, -1).map((l) => [l.line, l.name, Math.round(l.mm / 100) / 10]);
  expect(legs(40, 350)).toEqual([['w1', 'Main', 60], ['w2', 'Main', 100], ['w3', null, 100], [null, null, 0.4], ['w4', 'Mill', 49.6]]);
  expect(legs(350, 220)).toEqual([['w4', 'Mill', 49.6], [null, null, 0.4], ['w3', null, 80]]);
  expect(legs(60, 90)).toEqual([['w1', 'Main', 30]]);
});

test('lines that share an id and not the street are two legs', () => {
  const { index, costs } = prepare([{ path: [[0, 0], [100, 0]], id: 'w', name: 'Main' }, { path: [[100, 0], [200, 0]], id: 'w', name: 'Mill' }, { path: [[200, 0], [300, 0]], id: 'w', name: 'Mill' }]);
  const route = explainRoute(costs, findSettlementAccess(index, at([0, 0]), 300), findFacilityAccess(index, at([300, 0]), 300), 3_600_000);
  expect(route?.legs.slice(1, -1).map(({ line, name, mm }) => [line, name, Math.round(mm / 1000)])).toEqual([['w', 'Main', 100], ['w', 'Mill', 200]]);
});

test('a crossing that is given a vertex leaves the streets their names', () => {
  const lines = insertCrossings(drawLines([{ path: [[0, 0], [200, 0]], id: 'a', name: 'Main' }, { path: [[100, -100], [100, 100]], id: 'b', name: 'Side' }]), 0.5).lines;
  expect([...lines.nameOf].map((n) => lines.names[n])).toEqual(['Main', 'Side']);
});

test('places on parts of the network that do not meet have no way', () => {
  const { index, costs } = prepare([[[0, 0], [100, 0]], [[0, 900], [100, 900]]]);
  expect(explainRoute(costs, findSettlementAccess(index, at([0, 0]), 300), findFacilityAccess(index, at([0, 900]), 300), 3_600_000)).toBeNull();
  expect(explainRoute(costs, [], findFacilityAccess(index, at([0, 900]), 300), 3_600_000)).toBeNull();
});

test('on 200 random towns every way has the time and length of the search, and is drawn without a gap', () => {
  let explained = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const random = seeded(seed), grid = (): Metres => [100 * Math.floor(5 * random()), 100 * Math.floor(5 * random())];
    const streets = Array.from({ length: 14 }, (_, i): Street => ({
      path: Array.from({ length: 2 + Math.floor(3 * random()) }, grid), id: `s${i % 9}`, name: ['', 'A', 'B'][i % 3], oneway: random() < 0.2, ...(random() < 0.2 ? { speedFactor: 0.4 + random() } : {}),
    }));
    const { index, costs } = prepare(streets);
    const place = (): Metres => [400 * random(), 400 * random()];
    for (let pair = 0; pair < 6; pair++) {
      const [x, y] = place();
      const origins = findSettlementAccess(index, at(place(), place()), 300);
      const destinations = findFacilityAccess(index, pair % 2 === 0 ? at([x, y]) : area([x, y], [x + 90, y], [x + 90, y + 60], [x, y + 60]), 300);
      const { ms: [ms], mm: [mm] } = findNearest(costs, [origins.map((a) => costAccess(costs, a))], [destinations.map((a) => costAccess(costs, a))], 3_600_000);
      const route = explainRoute(costs, origins, destinations, 3_600_000), label = `seed ${seed}, pair ${pair}`;
      if (ms === UNREACHED) { expect(route, label).toBeNull(); continue; }
      explained++;
      const sum = (of: 'ms' | 'mm') => route?.legs.reduce((total, leg) => total + leg[of], 0);
      expect([route?.ms, sum('ms')], label).toEqual([ms, ms]);
      expect(route?.mm, label).toBe(mm);
      expect(Math.abs((sum('mm') ?? NaN) - mm), label).toBeLessThanOrEqual(2);
      const drawn = route?.legs.flatMap((l) => l.coordinates) ?? [];
      const length = drawn.slice(1).reduce((total, p, i) => total + geodesicMetres(...drawn[i], ...p), 0);
      expect(Math.abs(length - mm / 1000), `${label}: drawn ${length} m, is ${mm / 1000} m`).toBeLessThan(0.1);
    }
  }
  expect(explained).toBeGreaterThan(500);
});
