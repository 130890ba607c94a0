/** What spopt publishes of San Francisco: 16 stores, 205 census tracts, distances on the network. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSolver } from '../../src/pipeline-plan.ts';
import { coverageWithin } from '../../src/plan/coverage-sets.ts';
import { findFewestSites } from '../../src/plan/fewest-sites.ts';
import { findMostCoverage } from '../../src/plan/most-coverage.ts';
import { describeReal, SHARED } from './shared.ts';

describeReal('where to build in San Francisco', () => {
  test('four sites within 5,000 m leave 21 tracts, 89.756 % are covered, with 875,247 people; all of them need eight sites', async () => {
    const solver = await openSolver(), { sets, people } = readCity();
    const most = findMostCoverage(solver, { sets, weights: people, limit: { sites: 4 } });
    expect(most).toMatchObject({ coveredWeight: 875_247, bound: 875_247, gap: 0, isProven: true, unreachable: [] });
    expect([most.sites.length, most.uncovered.length, (100 * most.covered.length / people.length).toFixed(3)]).toEqual([4, 21, '89.756']);
    const fewest = findFewestSites(solver, sets);
    expect([fewest.sites.length, fewest.unreachable, fewest.bound, fewest.isProven]).toEqual([8, [], 8, true]);
  });
});

function readCity() {
  const rows = readFileSync(join(SHARED, 'data/facility-location/san-francisco-network-distance.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','));
  const tracts = new Map(rows.map(([, , tract, people]) => [tract, Number(people)])), tractOf = new Map([...tracts.keys()].map((tract, i) => [tract, i])), stores = [...new Set(rows.map(([, store]) => store))];
  const pairs = rows.map(([metres, store, tract]) => ({ site: stores.indexOf(store), demand: tractOf.get(tract) ?? -1, value: Number(metres) }));
  return { sets: coverageWithin(pairs, { siteCount: stores.length, demandCount: tracts.size, limit: 5000 }), people: [...tracts.values()] };
}
