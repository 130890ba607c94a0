/** Isochrones as GeoJSON: a feature for each point and limit. */
import { msToMinutes, round } from '../core/units.ts';
import type { Isochrone } from '../isochrones/isochrone.ts';

/** @returns pieces of one FeatureCollection, a feature at a time. */
export function* renderIsochronesGeojson(isochrones: Iterable<Isochrone & { readonly fromId: string }>, direction: 'from' | 'to'): Generator<string> {
  yield '{"type":"FeatureCollection","features":[';
  let isFirst = true;
  for (const { fromId, limitMs, polygons, areaSquareMetres, streetMetres } of isochrones) {
    const properties = { from_id: fromId, minutes: msToMinutes(limitMs), direction, areaSquareMetres: round(areaSquareMetres, 0), streetMetres: round(streetMetres, 1) };
    yield `${isFirst ? '' : ','}\n${JSON.stringify({ type: 'Feature', properties, geometry: { type: 'MultiPolygon', coordinates: polygons } })}`;
    isFirst = false;
  }
  yield '\n]}\n';
}
