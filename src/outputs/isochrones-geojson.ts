/** Isochrones as GeoJSON: a feature for each point and limit. */
import { round } from '../core/units.ts';
import type { Isochrone } from '../isochrones/isochrone.ts';

/** An isochrone, the id of its place, and of a project what it is of. */
type Placed = Isochrone & { readonly fromId: string; readonly of?: Readonly<Record<'name' | 'profile' | 'mode' | 'table', string>> };

/** @returns pieces of one FeatureCollection, a feature at a time. */
export function* renderIsochronesGeojson(isochrones: Iterable<Placed>, direction: 'from' | 'to'): Generator<string> {
  yield '{"type":"FeatureCollection","features":[';
  let isFirst = true;
  for (const { fromId, of, limitMs, polygons, areaSquareMetres, streetMetres } of isochrones) {
    const properties = { from_id: fromId, ...of, minutes: round(limitMs / 60_000, 5), direction, areaSquareMetres: round(areaSquareMetres, 0), streetMetres: round(streetMetres, 1) };
    yield `${isFirst ? '' : ','}\n${JSON.stringify({ type: 'Feature', properties, geometry: { type: 'MultiPolygon', coordinates: polygons } })}`;
    isFirst = false;
  }
  yield '\n]}\n';
}
