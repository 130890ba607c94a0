/** One way as GeoJSON: a line for each leg, the totals beside them. */
import type { Leg, Route } from '../travel/explain-route.ts';

/**
 * @param route null if there is none: no features, null totals.
 * @param about what the way is for: becomes part of the collection's properties.
 */
export function renderRouteGeojson(route: Route | null, about: Readonly<Record<string, string | number | null>>): string {
  const seconds = (ms: number): number => ms / 1000, metres = (mm: number): number => Math.round(mm / 100) / 10;
  const totals = { ...about, seconds: route === null ? null : seconds(route.ms), metres: route === null ? null : metres(route.mm) };
  const features = (route?.legs ?? []).map((leg, i) => JSON.stringify({
    type: 'Feature',
    properties: { leg: i + 1, mode: modeOf(leg), kind: leg.kind, line: leg.line, name: leg.name, seconds: seconds(leg.ms), metres: metres(leg.mm) },
    geometry: { type: 'LineString', coordinates: leg.coordinates.map(([lon, lat]) => [sevenDecimals(lon), sevenDecimals(lat)]) },
  }));
  return `{"type":"FeatureCollection","properties":${JSON.stringify(totals)},"features":[\n${features.join(',\n')}\n]}\n`;
}

function modeOf({ kind }: Leg): 'walk' | 'wait' | 'bus' {
  return kind === 'wait' ? 'wait' : kind === 'ride' ? 'bus' : 'walk';
}

function sevenDecimals(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
