/** Where townships are, for maps: nothing is computed from it. */
import convex from '@turf/convex';
import type { Position } from 'geojson';
import { degreeMetres } from '../core/geodesy.ts';
import { round } from '../core/units.ts';
import type { Settlement } from '../inputs/settlements.ts';
import type { Townships } from '../inputs/townships.ts';
import { pointFor } from '../network/access.ts';

/** So far a hull reaches beyond its settlements: one of a single settlement is an area as well, and no settlement is on its edge. */
const MARGIN_METRES = 200;

export interface TownshipArea {
  readonly name: string;
  /** A boundary is as given; a hull is all that is known. */
  readonly kind: 'boundary' | 'hull';
  /** Degrees. null if there is no boundary and none of the settlements has a place. */
  readonly polygons: readonly (readonly Position[][])[] | null;
}

/** The boundary of each of the townships in `names`, or the convex hull of its settlements and a margin. */
export function* describeTownshipAreas(names: readonly string[], settlements: readonly Pick<Settlement, 'township' | 'place'>[], boundaries: Townships): Generator<TownshipArea> {
  const corners = new Map<string, Position[]>(names.map((name) => [name, []]));
  for (const { township, place } of settlements) {
    const point = boundaries.has(township) ? null : pointFor(place);
    if (point !== null) corners.get(township)?.push(...octagonAround(point));
  }
  for (const [name, points] of corners) {
    const boundary = boundaries.get(name), hull = points.length === 0 ? null : convex({ type: 'MultiPoint', coordinates: points });
    yield boundary === undefined ? { name, kind: 'hull', polygons: hull && [hull.geometry.coordinates.map(rounded)] } : { name, kind: 'boundary', polygons: boundary.map((rings) => rings.map(rounded)) };
  }
}

function rounded(ring: readonly Position[]): Position[] {
  return ring.map(([lon, lat]) => [round(lon, 7), round(lat, 7)]);
}

function octagonAround([lon, lat]: Position): Position[] {
  const per = degreeMetres(lat);
  return Array.from({ length: 8 }, (_, i) => [lon + (MARGIN_METRES * Math.cos(i * Math.PI / 4)) / per.lon, lat + (MARGIN_METRES * Math.sin(i * Math.PI / 4)) / per.lat]);
}
