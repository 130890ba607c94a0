/** Isochrones of real networks: points of the network at random lie on the side of their time, and GEOS finds the polygons valid. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { geodesicMetres } from '../../src/core/geodesy.ts';
import { Findings } from '../../src/core/problems.ts';
import { DEGREES } from '../../src/inputs/crs.ts';
import { WalkLinesBuilder, type WalkLines } from '../../src/inputs/walk-lines.ts';
import { readWalk } from '../../src/inputs/walk.ts';
import type { Isochrone } from '../../src/isochrones/isochrone.ts';
import type { HeadwayPattern } from '../../src/network/bus-patterns.ts';
import { pointOn } from '../../src/network/walk-network.ts';
import { renderIsochronesGeojson } from '../../src/outputs/isochrones-geojson.ts';
import { holds, walkOf, type Buses } from '../isochrones/isochrone-of.ts';
import { seeded } from '../support/random.ts';
import { describeReal, SHARED } from './shared.ts';

const NETWORKS = ['liechtenstein/liechtenstein.osm.pbf', 'heidelberg/heidelberg.osm.pbf', 'china/shenzhen-pinghu.osm'];

async function linesOf(name: string): Promise<WalkLines> {
  const builder = new WalkLinesBuilder(), path = join(SHARED, 'data', name);
  await readWalk({ file: { name, path }, attributes: new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null }, builder, new Findings());
  return builder.finish();
}

/** Lines of five stops, kilometres apart, every six to fifteen minutes at 30 km/h; the stops some 10 m off the network. */
function randomBuses({ network }: ReturnType<typeof walkOf>, random: () => number): Buses {
  const stops = Array.from({ length: 60 }, () => { const { lon, lat } = pointOn(network, network.firstShape[Math.floor(network.edgeCount * random())], random()); return [lon + 1e-4, lat] as const; });
  return { stops, patterns: Array.from({ length: 20 }, (_, l): HeadwayPattern => {
    const called = Array.from({ length: 5 }, () => Math.floor(stops.length * random()));
    const rideMs = called.slice(1).map((s, i) => Math.round(geodesicMetres(...stops[called[i]], ...stops[s]) * 120));
    return { line: `L${l}`, stops: called, rideMs, paths: [], headwayMs: 60_000 * (6 + 9 * random()), firstDepartureSeconds: null, lastDepartureSeconds: null };
  }) };
}

/** Valid by the rules of OGC, and each within that of the next limit. */
function expectSound(isochrones: readonly (Isochrone & { fromId: string })[], stepMinutes: number): void {
  if (spawnSync('ogrinfo', ['--version']).status !== 0) { console.log('ogrinfo is not installed: the polygons are not checked by GEOS'); return; }
  const file = join(mkdtempSync(join(tmpdir(), 'lifecircle-')), 'iso.geojson');
  writeFileSync(file, [...renderIsochronesGeojson(isochrones, 'from')].join(''));
  const sql = `SELECT SUM(NOT ST_IsValid(a.geometry)) AS invalid, SUM(b.geometry IS NOT NULL AND NOT ST_Covers(a.geometry, b.geometry)) AS apart FROM iso a LEFT JOIN iso b ON a.from_id = b.from_id AND b.minutes = a.minutes - ${stepMinutes}`;
  expect(execFileSync('ogrinfo', ['-q', '-dialect', 'SQLite', '-sql', sql, file], { encoding: 'utf8' })).toMatch(/invalid \(Integer\) = 0\s+apart \(Integer\) = 0/);
}

describeReal('isochrones of real networks', () => {
  for (const name of NETWORKS) test(`${name}: 99.9 % of points more than 30 m from a limit lie on their side of it`, async () => {
    const random = seeded(5), walk = walkOf(await linesOf(name)), all: (Isochrone & { fromId: string })[] = [];
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
    expectSound(all, 5);
  });

  for (const name of NETWORKS) test(`${name}: ground is inside where a settlement there would be in time`, async () => {
    const random = seeded(11), walk = walkOf(await linesOf(name));
    let wrong = 0, asked = 0, inside = 0;
    for (const bufferMetres of [50, 200]) for (let i = 0; i < 3; i++) {
      const { lon, lat } = pointOn(walk.network, walk.network.firstShape[Math.floor(walk.network.edgeCount * random())], random()), found = walk.isochrones([lon, lat], [300, 600, 900], bufferMetres), of = walk.groundDisagreements([lon, lat], found, random, 2000, 0.006, bufferMetres);
      wrong += of.wrong; asked += of.asked; inside += found.reduce((sum, { areaSquareMetres }) => sum + areaSquareMetres, 0);
    }
    console.log(`${name}: ${wrong} of ${asked} points of the ground on the wrong side`);
    expect(asked).toBeGreaterThan(20_000);
    expect(inside).toBeGreaterThan(1e6);
    expect(wrong / asked).toBeLessThan(0.005);
  });

  for (const name of NETWORKS) test(`${name}: so do those of isochrones by bus`, async () => {
    const random = seeded(7), lines = await linesOf(name), buses = randomBuses(walkOf(lines), random), walk = walkOf(lines, 'from', buses);
    let wrong = 0, asked = 0, polygons = 0;
    const all: (Isochrone & { fromId: string })[] = [];
    for (let i = 0; i < 3; i++) {
      const [lon, lat] = buses.stops[buses.patterns[i].stops[0]], found = walk.isochrones([lon, lat], [600, 1200, 1800]), of = walk.disagreements([lon, lat], found, random, 1000, 0.06);
      wrong += of.wrong; asked += of.asked;
      all.push(...walk.isochrones([lon, lat], [600, 1200, 1800], 50, 10).map((isochrone) => ({ ...isochrone, fromId: String(i) })));
      polygons += found.reduce((sum, isochrone) => sum + isochrone.polygons.length, 0);
    }
    expectSound(all, 10); // simplified by 10 m
    console.log(`${name}: by bus ${wrong} of ${asked} points on the wrong side, ${polygons} polygons`);
    expect(asked).toBeGreaterThan(8000);
    expect(wrong / asked).toBeLessThan(0.001);
  });
});
