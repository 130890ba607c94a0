/** Reports by bus on real cities: held against the report on foot, against the ways that are explained, and against the matrix. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { FeatureCollection } from 'geojson';
import { beforeAll, expect, test } from 'vitest';
import { BUS_DEFAULTS, parseWindow } from '../../src/core/bus-settings.ts';
import { geodesicMetres } from '../../src/core/geodesy.ts';
import { UNREACHED } from '../../src/core/units.ts';
import type { CoverageResult, ServiceOfSettlement } from '../../src/coverage/result.ts';
import type { NamedFile } from '../../src/inputs/files.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { explainService } from '../../src/pipeline-project.ts';
import { computeBusMatrix } from '../../src/pipeline-files.ts';
import { describeReal, SHARED } from './shared.ts';

const DATA = join(SHARED, 'data'), WINDOW = parseWindow('12:00-14:00') ?? BUS_DEFAULTS.window, SETTLEMENTS_APART = 40;
const PORTO_ALEGRE = { walk: join(DATA, 'porto-alegre/walk.geojson'), feeds: ['eptc-gtfs.zip', 'trensurb-gtfs.zip'].map((name) => join(DATA, 'porto-alegre', name)), date: '2019-05-13' };

/** Villages with pharmacies: every so many of the settlements, and the eleven toilets of the data taken for pharmacies, which may be reached by bus. */
function villages(): { folder: string; facilities: string; settlements: string } {
  const folder = mkdtempSync(join(tmpdir(), 'lifecircle-real-')), read = (name: string): FeatureCollection => JSON.parse(readFileSync(join(DATA, 'porto-alegre', name), 'utf8')) as FeatureCollection;
  const write = (name: string, features: FeatureCollection['features']): string => {
    writeFileSync(join(folder, name), JSON.stringify({ type: 'FeatureCollection', features }));
    return join(folder, name);
  };
  const settlements = write('settlements.geojson', read('settlements.geojson').features.filter((_, i) => i % SETTLEMENTS_APART === 0).map((f) => ({ ...f, properties: { ...f.properties, kind: 'rural' } })));
  const facilities = write('facilities.geojson', read('facilities.geojson').features.filter((f) => f.properties?.['type'] === 'public_toilet').map((f) => ({ ...f, properties: { ...f.properties, type: 'pharmacy' } })));
  return { folder, settlements, facilities };
}

function writeProjectFile(folder: string, layers: object, travel: object = {}): void {
  writeFileSync(join(folder, 'lifecircle.yaml'), JSON.stringify({ layers: { settlements: 'settlements.geojson', facilities: 'facilities.geojson', walk: PORTO_ALEGRE.walk, ...layers }, travel }));
}

/** By settlement, what is said of the one service that has facilities and may be reached by bus. */
function pharmaciesOf({ settlements }: CoverageResult): Map<string, ServiceOfSettlement> {
  return new Map([...settlements].flatMap(({ id, services }) => { const said = services.get('pharmacy'); return said === undefined ? [] : [[id, said]]; }));
}

describeReal('buses of Porto Alegre', () => {
  let folder: string, settlements: string, facilities: string, onFoot: ReturnType<typeof pharmaciesOf>, byBus: typeof onFoot;
  beforeAll(async () => {
    ({ folder, settlements, facilities } = villages());
    writeProjectFile(folder, {});
    onFoot = pharmaciesOf(await computeCoverage(folder));
    writeProjectFile(folder, { bus: { gtfs: PORTO_ALEGRE.feeds, date: PORTO_ALEGRE.date } }, { depart: '12:00-14:00' });
    byBus = pharmaciesOf(await computeCoverage(folder));
  }, 60_000);

  test('nobody is slower than on foot, and many are faster', () => {
    let faster = 0;
    for (const [id, { minutes, mode }] of byBus) {
      const walked = onFoot.get(id)?.minutes ?? null;
      if (walked !== null) expect(minutes, id).toBeLessThanOrEqual(walked);
      if (mode === 'walk+bus') faster++; else expect(minutes, id).toBe(walked);
    }
    expect([byBus.size, faster > 10]).toEqual([onFoot.size, true]);
  });

  test('the parts of a way add up, and half of the departures make it exactly where a settlement is covered', () => {
    for (const [id, { status, minutes, metres, bus, departureShare }] of byBus) {
      expect(status === 'covered', id).toBe((departureShare ?? 0) >= 0.5);
      if (!bus) continue;
      expect(Math.abs(bus.walkMinutes + bus.waitMinutes + bus.rideMinutes - (minutes ?? NaN)), id).toBeLessThan(0.0151); // three roundings of 0.005
      expect(Math.abs(bus.walkMinutes - (metres ?? NaN) / 60), id).toBeLessThan(0.006);
    }
  });

  test('the legs of a way join, add up to the report, and no bus flies', async () => {
    const ids = [...byBus].flatMap(([id, { bus }]) => (bus ? [id] : [])).filter((_, i) => i % 10 === 0);
    expect(ids.length).toBeGreaterThan(1);
    for (const id of ids) {
      const { route, facilityId } = await explainService(folder, id, 'pharmacy'), legs = route?.legs ?? [], said = byBus.get(id);
      expect([facilityId, Math.round(legs.reduce((sum, { ms }) => sum + ms, 0) / 600) / 100], id).toEqual([said?.facilityId, said?.minutes]);
      legs.slice(1).forEach(({ coordinates: [[lon, lat]] }, i) => {
        const [lonBefore, latBefore] = legs[i].coordinates[legs[i].coordinates.length - 1];
        expect(geodesicMetres(lonBefore, latBefore, lon, lat), `${id}, leg ${i + 2}`).toBeLessThan(0.05);
      });
      for (const { kind, ms, coordinates } of legs) {
        const metres = coordinates.slice(1).reduce((sum, [lon, lat], i) => sum + geodesicMetres(coordinates[i][0], coordinates[i][1], lon, lat), 0);
        if (kind === 'ride') expect(metres / ms * 3600, `${id}: km/h`).toBeLessThan(120);
      }
    }
  });

  test('the matrix to each pharmacy is never faster than the report to the nearest, and mostly the same', async () => {
    // The nearest facility may be another one at another minute: the median of the best is at most the best of the medians.
    const { pairs, fromIds } = await computeBusMatrix({
      walk: named(PORTO_ALEGRE.walk), from: named(settlements), to: named(facilities), maxMinutes: 60, walkMetresPerMinute: 60, maxSnapMetres: 300,
      bus: { feeds: PORTO_ALEGRE.feeds.map(named), date: PORTO_ALEGRE.date }, settings: { ...BUS_DEFAULTS, window: WINDOW }, percentiles: [50],
    });
    const best = new Map<string, number>();
    for (const { origin, ms: [median] } of pairs) if (median !== UNREACHED) best.set(fromIds[origin], Math.min(median, best.get(fromIds[origin]) ?? Infinity));
    let same = 0;
    for (const [id, ms] of best) {
      const minutes = byBus.get(id)?.minutes ?? NaN;
      expect(minutes, id).toBeLessThanOrEqual(ms / 60_000 + 0.005);
      if (Math.abs(minutes - ms / 60_000) <= 0.005) same++;
    }
    expect(same / best.size).toBeGreaterThan(0.5);
  });
});

function named(path: string): NamedFile {
  return { name: basename(path), path };
}
