import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import type { Place } from '../../src/inputs/geometry.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { findLayerOffset } from '../../src/network/layer-offset.ts';
import { SnapIndex } from '../../src/network/snap.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { seeded } from '../support/random.ts';
import { writeProject } from '../support/project.ts';
import { drawLines, toDegrees, type Metres } from '../support/town.ts';

const gcoord = createRequire(import.meta.url)('gcoord') as { transform(position: number[], from: string, to: string): [number, number]; WGS84: string; GCJ02: string; BD09: string };

// A village: one street of 3 km along the x axis, houses 5 to 15 m beside it.
const index = new SnapIndex(buildNetwork(drawLines([[[0, 0], [3000, 0]]]), 0.5, new Findings()));
const random = seeded(4);
const houses = (beside: number): [number, number][] => Array.from({ length: 60 }, () => toDegrees([3000 * random(), beside * (0.5 + random())] satisfies Metres));
const placesOf = (points: [number, number][]): Place[] => points.map((p) => ({ type: 'points', points: [p] }));

test('houses in GCJ-02 or BD-09 that were declared as degrees are found out, and the system is named', () => {
  for (const [system, there] of [['gcj02', gcoord.GCJ02], ['bd09', gcoord.BD09]] as const) {
    const shifted = houses(10).map((p) => gcoord.transform(p, gcoord.WGS84, there));
    const offset = findLayerOffset(index, placesOf(shifted), 1000);
    expect([offset?.system, offset?.shifted]).toEqual([system, 'places']);
    expect(offset?.medianMetres).toBeGreaterThan(100);
    expect(offset?.medianMetresWithout).toBeLessThan(20);
  }
});

test('a street in GCJ-02 or BD-09 beside houses in WGS84 is found out as well', () => {
  for (const [system, there] of [['gcj02', gcoord.GCJ02], ['bd09', gcoord.BD09]] as const) {
    const back = houses(10).map((p) => gcoord.transform(p, there, gcoord.WGS84)); // seen from the network they lie where a right layer would
    expect(findLayerOffset(index, placesOf(back), 1000)).toMatchObject({ system, shifted: 'network' });
  }
});

test('houses where they are, houses far from the street, and a handful of houses are left alone', () => {
  expect(findLayerOffset(index, placesOf(houses(10)), 1000)).toBeNull();
  expect(findLayerOffset(index, placesOf(houses(200)), 1000)).toBeNull();
  expect(findLayerOffset(index, placesOf(houses(10).slice(0, 19).map((p) => gcoord.transform(p, gcoord.WGS84, gcoord.GCJ02))), 1000)).toBeNull();
});

interface Layer { features: { geometry: { type: string; coordinates: number[] } | null }[] }

test('a run over the demo district with its settlements in GCJ-02 stops and says what to write', async () => {
  const demo = join(import.meta.dirname, '../../data/demo');
  const read = (name: string): Layer => JSON.parse(readFileSync(join(demo, `${name}.geojson`), 'utf8')) as Layer;
  const settlements = read('settlements').features.filter((f) => f.geometry?.type === 'Point').map((f) => ({ ...f, geometry: { type: 'Point', coordinates: gcoord.transform(f.geometry?.coordinates ?? [], gcoord.WGS84, gcoord.GCJ02) } }));
  const layers = { settlements, facilities: read('facilities').features, walk: read('walk').features };
  await expect(computeCoverage(writeProject({ ...layers, project: { checklist: 'chongming' } }))).rejects.toThrow(/settlements\.geojson: its places lie systematically off the network.*Give the file "crs: gcj02" in the project/);
  const walk = layers.walk.map((f) => ({ ...f, geometry: { type: 'LineString', coordinates: (f.geometry?.coordinates as unknown as number[][]).map((p) => gcoord.transform(p, gcoord.WGS84, gcoord.GCJ02)) } }));
  await expect(computeCoverage(writeProject({ settlements: read('settlements').features, facilities: layers.facilities, walk, project: { checklist: 'chongming' } }))).rejects.toThrow(/if the network \(walk\.geojson\) is in gcj02.*Give the walk layer "crs: gcj02"/);
  const declared = { layers: { settlements: { file: 'settlements.geojson', crs: 'gcj02' }, facilities: 'facilities.geojson', walk: 'walk.geojson' }, checklist: 'chongming' };
  expect((await computeCoverage(writeProject({ ...layers, project: declared }))).settlementCount).toBe(settlements.length);
});
