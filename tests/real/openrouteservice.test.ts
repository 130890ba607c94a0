/** The two ways on foot through Heidelberg that openrouteservice publishes, straight from the extract. It leaves out the legs to the network. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { readOsm } from '../../src/inputs/osm-data.ts';
import { walkLinesOfOsm } from '../../src/inputs/osm-walk.ts';
import { WalkLinesBuilder, type WalkLines } from '../../src/inputs/walk-lines.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { SnapIndex } from '../../src/network/snap.ts';
import { computeWalkCosts } from '../../src/travel/costs.ts';
import { explainRoute } from '../../src/travel/explain-route.ts';
import { describeReal, SHARED } from './shared.ts';

const METRES_PER_SECOND = 5000 / 3600;

type Point = readonly [lon: number, lat: number];
interface Published {
  readonly openrouteservice_heidelberg: {
    readonly matrix_foot_walking: { readonly from: Point; readonly to: Point; readonly seconds: number };
    readonly route_foot_walking: { readonly from: Point; readonly to: Point; readonly metres: number };
  };
}

describeReal('ways on foot that openrouteservice publishes for Heidelberg', () => {
  let lines: WalkLines, published: Published['openrouteservice_heidelberg'];

  beforeAll(async () => {
    const file = { name: 'heidelberg.osm.pbf', path: join(SHARED, 'data/heidelberg/heidelberg.osm.pbf') }, findings = new Findings(), builder = new WalkLinesBuilder();
    const osm = await readOsm(file, findings);
    walkLinesOfOsm(osm, file, builder, findings);
    findings.throwIfFaults();
    lines = builder.finish();
    published = (JSON.parse(readFileSync(join(SHARED, 'oracles/published-expectations.json'), 'utf8')) as Published).openrouteservice_heidelberg;
  });

  /** Metres of the fastest way, with its two legs and without them. */
  function walk([fromLon, fromLat]: Point, [toLon, toLat]: Point): { whole: number; onNetwork: number } {
    const network = buildNetwork(lines, 0.5, new Findings()), index = new SnapIndex(network);
    const start = index.nearest(fromLon, fromLat, 300), end = index.nearest(toLon, toLat, 300);
    if (start === null || end === null) throw new RangeError('a point is off the network');
    const route = explainRoute(computeWalkCosts(network, { id: 'adult', metresPerMinute: 60 * METRES_PER_SECOND }), [start], [end], 3_600_000);
    if (route === null) throw new RangeError('there is no way');
    return { whole: route.mm / 1000, onNetwork: route.mm / 1000 - start.legMetres - end.legMetres };
  }

  test('the route of 2,097.2 m comes out within 0.1 % on the network and within 1.5 % with its legs', () => {
    const { from, to, metres } = published.route_foot_walking, { whole, onNetwork } = walk(from, to);
    console.log(`route: ${metres} m published, ${onNetwork.toFixed(1)} m on the network, ${whole.toFixed(1)} m with the legs`);
    expect(Math.abs(onNetwork / metres - 1)).toBeLessThan(0.001);
    expect(Math.abs(whole / metres - 1)).toBeLessThan(0.015);
  });

  test('the time of 607.28 s comes out within 1.5 %', () => {
    const { from, to, seconds } = published.matrix_foot_walking;
    const fastest = walk(from, to);
    const secondsOf = (metres: number): number => metres / METRES_PER_SECOND;
    console.log(`matrix: ${seconds} s published, ${secondsOf(fastest.onNetwork).toFixed(2)} s on the network, ${secondsOf(fastest.whole).toFixed(2)} s with the legs`);
    expect(Math.abs(secondsOf(fastest.onNetwork) / seconds - 1)).toBeLessThan(0.015);
    expect(Math.abs(secondsOf(fastest.whole) / seconds - 1)).toBeLessThan(0.015);
  });
});
