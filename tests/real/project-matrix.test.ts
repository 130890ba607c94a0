/** The matrix over a real project holds the minutes of its report. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeatureCollection } from 'geojson';
import { expect, test } from 'vitest';
import { UNREACHED } from '../../src/core/units.ts';
import { renderLayerGeojson } from '../../src/outputs/layer-geojson.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { importLayers } from '../../src/pipeline-files.ts';
import { computeProjectMatrix } from '../../src/pipeline-project.ts';
import { temporaryFolder } from '../support/project.ts';
import { describeReal, SHARED } from './shared.ts';

const DATA = join(SHARED, 'data/liechtenstein'), SERVICES_APART = 5;

/** Every other settlement a village, whose people may ride the buses of the extract, which come every ten minutes. */
async function villages(): Promise<string> {
  const folder = temporaryFolder(), { features } = JSON.parse(readFileSync(join(DATA, 'settlements.geojson'), 'utf8')) as FeatureCollection;
  writeFileSync(join(folder, 'settlements.geojson'), JSON.stringify({ type: 'FeatureCollection', features: features.map((f, i) => ({ ...f, properties: { ...f.properties, kind: i % 2 === 0 ? 'urban' : 'rural' } })) }));
  const { bus } = await importLayers({ name: 'liechtenstein.osm.pbf', path: join(DATA, 'liechtenstein.osm.pbf') }, null);
  writeFileSync(join(folder, 'stops.geojson'), [...renderLayerGeojson(bus.stops)].join(''));
  writeFileSync(join(folder, 'lines.geojson'), [...renderLayerGeojson(bus.lines.map((l) => ({ ...l, properties: { ...l.properties, headwayMinutes: 10, speedKmh: 25 } })))].join(''));
  writeFileSync(join(folder, 'lifecircle.yaml'), JSON.stringify({ layers: { settlements: 'settlements.geojson', facilities: join(DATA, 'facilities.geojson'), walk: join(DATA, 'walk.geojson'), bus: { lines: 'lines.geojson', stops: 'stops.geojson' } } }));
  return folder;
}

describeReal('the matrix over Liechtenstein', () => {
  test('is to the nearest facility what the report says, on foot and by bus', async () => {
    const folder = await villages(), { settlements } = await computeCoverage(folder), asked = { project: folder, settlements: null, types: null, profile: null, maxMinutes: null, percentiles: null };
    const all = new Set([...settlements].flatMap((s) => [...s.services].flatMap(([id, { minutes }]) => (minutes === null ? [] : [id]))));
    const services = [...all].filter((_, i) => i % SERVICES_APART === 0);
    let compared = 0, byBus = 0;
    for (const service of services) {
      const { pairs, fromIds } = await computeProjectMatrix({ ...asked, service }), least = new Map<string, number>();
      for (const { origin, ms } of pairs) least.set(fromIds[origin], Math.min(least.get(fromIds[origin]) ?? UNREACHED, typeof ms === 'number' ? ms : ms[0]));
      for (const { id, services: said } of settlements) {
        const { minutes = null, mode } = said.get(service) ?? {};
        if (minutes === null) continue;
        expect(Math.round((least.get(id) ?? NaN) / 600) / 100, `${id} ${service}`).toBe(minutes);
        compared++;
        if (mode === 'walk+bus') byBus++;
      }
    }
    console.log(`liechtenstein: ${services.join(', ')}: ${compared} cells, ${byBus} by bus`);
    expect([compared > 1000, byBus > 0]).toEqual([true, true]);
  }, 120_000);
});
