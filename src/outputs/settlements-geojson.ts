/** settlements.geojson: the settlements with their statuses as columns, for QGIS. */
import { createRequire } from 'node:module';
import type { Feature, Geometry, Position } from 'geojson';
import type { CoverageResult } from '../coverage/result.ts';
import { settlementColumns } from './settlement-columns.ts';

/** The package `geojson` makes features of table rows. The types of that name are the format's, so it is loaded by hand. */
const tables = createRequire(import.meta.url)('geojson') as { parse(row: object, columns: { GeoJSON: string }): Feature };

type PlaceOf = CoverageResult['settlementPlaces'][number];

/**
 * One feature a line; per service a column with its status and one with the minutes to the nearest facility;
 * with bus data also the nearest stop, and the mode of services that may be reached by bus.
 * The limits, with the status of each figure, stand beside the features.
 */
export function* renderSettlementsGeojson(result: CoverageResult): Generator<string> {
  const limits = result.services.map(({ table, id, limitMinutes, limitMetres, valueStatus }) => ({ table, service: id, limitMinutes, limitMetres, valueStatus }));
  const columns = settlementColumns(result, 'en');
  let separator = `{"type":"FeatureCollection","limits":${JSON.stringify(limits)},"features":[\n`, at = 0;
  for (const settlement of result.settlements) {
    const feature = tables.parse({ ...Object.fromEntries(columns.map(({ name, valueOf }) => [name, valueOf(settlement)])), geometry: geometryOf(result.settlementPlaces[at++]) }, { GeoJSON: 'geometry' });
    yield separator + JSON.stringify(feature);
    separator = ',\n';
  }
  yield '\n]}\n';
}

function geometryOf(place: PlaceOf): Geometry | null {
  if (place.type === 'unlocated') return null;
  if (place.type === 'points') {
    const points = place.points.map(toDegrees);
    return points.length === 1 ? { type: 'Point', coordinates: points[0] } : { type: 'MultiPoint', coordinates: points };
  }
  const polygons = place.polygons.map((rings) => rings.map((ring) => ring.map(toDegrees)));
  return polygons.length === 1 ? { type: 'Polygon', coordinates: polygons[0] } : { type: 'MultiPolygon', coordinates: polygons };
}

/** Seven decimals: a centimetre. */
function toDegrees([lon, lat]: Position): Position {
  return [Math.round(lon * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
}
