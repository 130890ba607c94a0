/** Where townships are, for maps: nothing is computed from it. */
import convex from '@turf/convex';
import type { Position } from 'geojson';
import { degreeMetres } from '../core/geodesy.ts';
import { round } from '../core/units.ts';
import type { Settlement } from '../inputs/settlements.ts';
import { pointFor } from '../network/access.ts';

/** So far a hull reaches beyond its settlements: one of a single settlement is an area as well, and no settlement is on its edge. */
const MARGIN_METRES = 200;

export interface TownshipArea {
  readonly name: string;
  /** Degrees. null if none of its settlements has a place. */
  readonly polygons: readonly (readonly Position[][])[] | null;
}

/** The convex hull of each township's settlements and a margin, for the names in `names`. */
export function* hullsOfTownships(names: readonly string[], settlements: readonly Pick<Settlement, 'township' | 'place'>[]): Generator<TownshipArea> {
  const corners = new Map<string, Position[]>(names.map((name) => [name, []]));
  for (const { township, place } of settlements) {
    const point = pointFor(place);
    if (point !== null) corners.get(township)?.push(...octagonAround(point));
  }
  for (const [name, points] of corners) {
    const hull = points.length === 0 ? null : convex({ type: 'MultiPoint', coordinates: points });
    yield { name, polygons: hull && [hull.geometry.coordinates.map((ring) => ring.map(([lon, lat]) => [round(lon, 7), round(lat, 7)]))] };
  }
}

function octagonAround([lon, lat]: Position): Position[] {
  const per = degreeMetres(lat);
  return Array.from({ length: 8 }, (_, i) => [lon + (MARGIN_METRES * Math.cos(i * Math.PI / 4)) / per.lon, lat + (MARGIN_METRES * Math.sin(i * Math.PI / 4)) / per.lat]);
}
