/** Report, matrix, route and isochrone of real networks say the same of the same two places. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import isInPolygon from '@turf/boolean-point-in-polygon';
import type { FeatureCollection, Point } from 'geojson';
import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { DEGREES } from '../../src/inputs/crs.ts';
import { WalkLinesBuilder } from '../../src/inputs/walk-lines.ts';
import { readWalk } from '../../src/inputs/walk.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { SnapIndex } from '../../src/network/snap.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { computeIsochrones, computeMatrix, explainWay } from '../../src/pipeline-files.ts';
import { temporaryFolder } from '../support/project.ts';
import { describeReal, realProject, SHARED } from './shared.ts';

/** Walking metres, which are seconds, around a limit in which a polygon may be on either side. */
const DOUBTFUL_SECONDS = 30, BUFFER_METRES = 50, LIMIT_MINUTES = 15;
const WALKING = { walkMetresPerMinute: 60, maxSnapMetres: 300 };

describeReal('what real networks are asked', () => {
  for (const name of ['liechtenstein', 'porto-alegre'] as const) test(`${name}: report, matrix, route and isochrone agree`, async () => {
    const file = (layer: string): FeatureCollection<Point> => JSON.parse(readFileSync(join(SHARED, 'data', name, `${layer}.geojson`), 'utf8')) as FeatureCollection<Point>;
    const homes = file('settlements').features.filter((_, i) => i % 19 === 0), stops = file('facilities').features.filter((f) => f.properties?.type === 'bus_stop');
    const folder = temporaryFolder(), points = (title: string, features: readonly object[]) => { writeFileSync(join(folder, title), JSON.stringify({ type: 'FeatureCollection', features })); return { name: title, path: join(folder, title) }; };
    const walk = { name: 'walk.geojson', path: join(SHARED, 'data', name, 'walk.geojson') }, from = points('from.geojson', homes), to = points('to.geojson', stops);
    const { pairs, fromIds, toIds } = await computeMatrix({ walk, from, to, maxMinutes: 60, ...WALKING }), matrix = new Map(fromIds.map((id) => [id, new Map<string, { ms: number; mm: number }>()]));
    for (const { origin, destination, ms, mm } of pairs) matrix.get(fromIds[origin])?.set(toIds[destination], { ms, mm });

    // The nearest of the matrix is that of the report, to its two decimals.
    const report = new Map([...(await computeCoverage(realProject(name))).settlements].map((s) => [s.id, s]));
    let compared = 0;
    for (const [id, row] of matrix) {
      const found = report.get(id)?.services.get('bus_stop'), least = Math.min(...[...row.values()].map(({ ms }) => ms));
      expect(found?.minutes ?? Infinity, id).toBe(Number.isFinite(least) ? Math.round(least / 600) / 100 : Infinity);
      if (found?.facilityId) { expect(row.get(found.facilityId)?.ms).toBe(least); compared++; }
    }
    expect(compared).toBeGreaterThan(20);

    // A route has the milliseconds and millimetres of the matrix, and so have its legs together.
    const placeOf = new Map([...homes, ...stops].map((f) => [String(f.properties?.id), f.geometry.coordinates])), named = (id: string) => ({ id, lon: (placeOf.get(id) ?? [])[0], lat: (placeOf.get(id) ?? [])[1] });
    for (const [id, row] of [...matrix].filter(([, r]) => r.size > 0).slice(0, 4)) {
      const [stop, { ms, mm }] = [...row][row.size >> 1], { route } = await explainWay({ walk, from: named(id), to: named(stop), riding: null, ...WALKING });
      expect([route?.ms, route?.mm, route?.legs.reduce((sum, leg) => sum + leg.ms, 0)], `${id} to ${stop}`).toEqual([ms, mm, ms]);
    }

    // What the matrix reaches in time lies in the isochrone, what it does not lies outside.
    const some = points('some.geojson', homes.slice(0, 15)), { isochrones } = await computeIsochrones({ walk, from: some, direction: 'from', minutes: [LIMIT_MINUTES], bufferMetres: BUFFER_METRES, ...WALKING, riding: null });
    // A place on an island is joined to the network beyond it, while the ground it stands on belongs to the island.
    const builder = new WalkLinesBuilder();
    await readWalk({ file: walk, attributes: new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null }, builder, new Findings());
    const index = new SnapIndex(buildNetwork(builder.finish(), 0.5, new Findings())), onNetwork = stops.filter(({ geometry: { coordinates: [lon, lat] } }) => index.nearest(lon, lat, WALKING.maxSnapMetres)?.avoidedIslandMetres === null);
    expect(onNetwork.length).toBeGreaterThan(stops.length * 0.9);
    let inside = 0, outside = 0;
    const wrong: string[] = [];
    for (const { fromId, polygons } of isochrones) {
      for (const [stop, coordinates] of onNetwork.map((f) => [String(f.properties?.id), f.geometry.coordinates] as const)) {
        const seconds = (matrix.get(fromId)?.get(stop)?.ms ?? Infinity) / 1000, isReached = seconds < LIMIT_MINUTES * 60;
        if (seconds === Infinity || Math.abs(seconds - LIMIT_MINUTES * 60) <= DOUBTFUL_SECONDS) continue;
        if (isReached) inside++; else outside++;
        if (isInPolygon(coordinates, { type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [lon, lat]))) }) !== isReached) wrong.push(`${fromId} ${stop} ${seconds}`);
      }
    }
    console.log(`${name}: ${compared} nearest stops; ${inside} places in time, ${outside} not; on the wrong side: ${wrong.join(', ') || 'none'}`);
    expect(inside).toBeGreaterThan(20);
    expect(outside).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });
});
