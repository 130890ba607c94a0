/** Isochrones of real networks: points of the network at random lie on the side of their time, and GEOS finds the polygons valid. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { DEGREES } from '../../src/inputs/crs.ts';
import { WalkLinesBuilder } from '../../src/inputs/walk-lines.ts';
import { readWalk } from '../../src/inputs/walk.ts';
import type { Isochrone } from '../../src/isochrones/isochrone.ts';
import { pointOn } from '../../src/network/walk-network.ts';
import { renderIsochronesGeojson } from '../../src/outputs/isochrones-geojson.ts';
import { holds, walkOf } from '../isochrones/isochrone-of.ts';
import { seeded } from '../support/random.ts';
import { describeReal, SHARED } from './shared.ts';

const NETWORKS = ['liechtenstein/liechtenstein.osm.pbf', 'heidelberg/heidelberg.osm.pbf', 'china/shenzhen-pinghu.osm'];

describeReal('isochrones of real networks', () => {
  for (const name of NETWORKS) test(`${name}: 99.9 % of points more than 30 m from a limit lie on their side of it`, async () => {
    const builder = new WalkLinesBuilder(), path = join(SHARED, 'data', name), random = seeded(5);
    await readWalk({ file: { name, path }, attributes: new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null }, builder, new Findings());
    const walk = walkOf(builder.finish()), all: (Isochrone & { fromId: string })[] = [];
    let wrong = 0, asked = 0;
    for (let i = 0; i < 3; i++) {
      // Some 10 m off the network.
      const { lon, lat } = pointOn(walk.network, walk.network.firstShape[Math.floor(walk.network.edgeCount * random())], random()), from = [lon + 1e-4, lat + 1e-4] as const, found = walk.isochrones(from, [300, 600, 900]);
      for (const { polygons } of found) expect(holds(polygons, from)).toBe(true);
      const of = walk.disagreements(from, found, random, 2000, 0.012);
      wrong += of.wrong; asked += of.asked;
      all.push(...found.map((isochrone) => ({ ...isochrone, fromId: String(i) })));
    }
    console.log(`${name}: ${wrong} of ${asked} points on the wrong side`);
    expect(asked).toBeGreaterThan(10_000);
    expect(wrong / asked).toBeLessThan(0.001);
    if (spawnSync('ogrinfo', ['--version']).status !== 0) { console.log('ogrinfo is not installed: the polygons are not checked by GEOS'); return; }
    const file = join(mkdtempSync(join(tmpdir(), 'lifecircle-')), 'iso.geojson');
    writeFileSync(file, [...renderIsochronesGeojson(all, 'from')].join(''));
    const sql = `SELECT SUM(NOT ST_IsValid(a.geometry)) AS invalid, SUM(b.geometry IS NOT NULL AND NOT ST_Covers(a.geometry, b.geometry)) AS apart FROM iso a LEFT JOIN iso b ON a.from_id = b.from_id AND b.minutes = a.minutes - 5`;
    expect(execFileSync('ogrinfo', ['-q', '-dialect', 'SQLite', '-sql', sql, file], { encoding: 'utf8' })).toMatch(/invalid \(Integer\) = 0\s+apart \(Integer\) = 0/);
  });
});
