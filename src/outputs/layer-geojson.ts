/** Layers of the contract as GeoJSON, a feature a line. */
import type { RawFeature } from '../inputs/geojson.ts';

export function* renderLayerGeojson(features: Iterable<RawFeature>): Generator<string> {
  let separator = '{"type":"FeatureCollection","features":[\n';
  for (const { properties, geometry } of features) {
    yield separator + JSON.stringify({ type: 'Feature', properties, geometry });
    separator = ',\n';
  }
  yield separator === ',\n' ? '\n]}\n' : `${separator}]}\n`;
}
