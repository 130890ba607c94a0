/** Isochrones of real networks are those of the slow and obvious twin, to the last digit. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { DEGREES } from '../../src/inputs/crs.ts';
import { WalkLinesBuilder } from '../../src/inputs/walk-lines.ts';
import { readWalk } from '../../src/inputs/walk.ts';
import { pointOn } from '../../src/network/walk-network.ts';
import { walkOf } from '../isochrones/isochrone-of.ts';
import { findIsochronesOnFullGrid } from '../support/full-grid-isochrones.ts';
import { seeded } from '../support/random.ts';
import { describeReal, SHARED } from './shared.ts';

describeReal('isochrones of real networks on the full grid', () => {
  for (const name of ['liechtenstein', 'porto-alegre']) test(`${name}: 20 places, 3 limits each, and some of them together`, async () => {
    const builder = new WalkLinesBuilder(), random = seeded(11);
    await readWalk({ file: { name, path: join(SHARED, 'data', name, 'walk.geojson') }, attributes: new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null }, builder, new Findings());
    const walk = walkOf(builder.finish()), { network } = walk;
    // Some 10 m off the network.
    const places = Array.from({ length: 20 }, () => { const { lon, lat } = pointOn(network, network.firstShape[Math.floor(network.edgeCount * random())], random()); return [lon + 1e-4, lat + 5e-5] as const; });
    let points = 0;
    for (const [i, place] of places.entries()) {
      const found = walk.isochrones(place, [240, 600, 900], [50, 100][i % 2]);
      expect(found, `place ${i}`).toEqual(walk.isochrones(place, [240, 600, 900], [50, 100][i % 2], 0, findIsochronesOnFullGrid));
      points += found.reduce((sum, { polygons }) => sum + polygons.flat(2).length, 0);
    }
    for (const some of [places.slice(0, 3), places.slice(3, 6)]) expect(walk.union(some, [300, 480])).toEqual(walk.union(some, [300, 480], 50, 0, findIsochronesOnFullGrid));
    console.log(`${name}: ${points} points of ${places.length} places are the same`);
    expect(points).toBeGreaterThan(50_000);
  });
});
