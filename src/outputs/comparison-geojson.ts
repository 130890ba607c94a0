/** A comparison for a map: a point for each service of a settlement that changed, and for each facility that did. */
import type { Comparison } from '../comparison/compare.ts';
import { describeCauses } from './comparison-words.ts';

/** Without a geometry where the data gives no place. */
export function* renderComparisonGeojson({ changes, data }: Comparison): Generator<string> {
  yield '{"type":"FeatureCollection","features":[';
  let separator = '\n';
  const feature = function* (lon: number | null, lat: number | null, properties: object): Generator<string> {
    yield `${separator}${JSON.stringify({ type: 'Feature', properties, geometry: lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] } })}`;
    separator = ',\n';
  };
  for (const { settlementId, settlement, township, population, table, service, effect, before, after, causes, lon, lat } of changes) {
    yield* feature(lon, lat, {
      layer: 'change', settlement: settlementId, name: settlement, township, population, table, service, effect, before: before.status, after: after.status,
      minutesBefore: before.minutes, minutesAfter: after.minutes, facilityBefore: before.facilityId, facilityAfter: after.facilityId, cause: causes[0].kind, why: describeCauses(causes, 'en'),
    });
  }
  for (const { id, name, type, changes: done, lon, lat } of data.facilities.values()) yield* feature(lon, lat, { layer: 'facility', facility: id, name, type, changed: done.join(', ') });
  yield '\n]}\n';
}
