/** Where settlements and facilities meet the network. */
import pointOnFeature from '@turf/point-on-feature';
import area from '@turf/area';
import type { Position } from 'geojson';
import type { Place } from '../inputs/geometry.ts';
import { findAreaAccess } from './area-access.ts';
import type { Access, SnapIndex } from './snap.ts';

/**
 * Where a facility is reached: at its point, at each of its entrances, or where the network touches
 * its area. Empty if nothing is within `maxMetres`.
 */
export function findFacilityAccess(index: SnapIndex, place: Place, maxMetres: number): Access[] {
  if (place.type === 'polygons') return findAreaAccess(index, place.polygons, maxMetres);
  return place.type === 'points' ? snapAll(index, place.points, maxMetres) : [];
}

/**
 * Where the way out of a settlement begins: at its point, at each of its gates (MultiPoint), or at a
 * point in the middle of its residential land. Empty if nothing is within `maxMetres`.
 */
export function findSettlementAccess(index: SnapIndex, place: Place, maxMetres: number): Access[] {
  if (place.type === 'unlocated') return [];
  return snapAll(index, place.type === 'points' ? place.points : [middleOf(place.polygons)], maxMetres);
}

/** The point that stands for a place on a map: its point, its first gate, or a point inside its area. null if unlocated. */
export function pointFor(place: Place): Position | null {
  if (place.type === 'unlocated') return null;
  return place.type === 'points' ? place.points[0] : middleOf(place.polygons);
}

function snapAll(index: SnapIndex, points: readonly Position[], maxMetres: number): Access[] {
  return points.flatMap(([lon, lat]) => index.nearest(lon, lat, maxMetres) ?? []);
}

/** The centre of the largest polygon, or a point on it where the centre lies outside. */
function middleOf(polygons: readonly (readonly Position[][])[]): Position {
  const drawn = polygons.map((rings) => ({ type: 'Polygon' as const, coordinates: [...rings] }));
  const largest = drawn.reduce((best, polygon) => (area(polygon) > area(best) ? polygon : best));
  return pointOnFeature({ type: 'Feature', properties: {}, geometry: largest }).geometry.coordinates;
}
