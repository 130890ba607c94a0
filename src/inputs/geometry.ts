/** Geometries out of GeoJSON: coordinates checked, types told apart, oddities noted. */
import type { Position } from 'geojson';
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import { describeGuess } from './crs.ts';
import type { RawFeature } from './geojson.ts';

/** Where a settlement or facility is. */
export type Place =
  | { readonly type: 'points'; readonly points: readonly Position[] }
  | { readonly type: 'polygons'; readonly polygons: readonly (readonly Position[][])[] }
  /** Nowhere known: a null or broken geometry. */
  | { readonly type: 'unlocated' };

const UNLOCATED: Place = { type: 'unlocated' };

/**
 * The place of a settlement or facility. Null, empty and broken geometries give an unlocated place and
 * a notice; a wrong type of geometry or an impossible coordinate is a fault.
 */
export function readPlace(feature: RawFeature, id: string, layer: string, file: string, findings: Findings): Place {
  const { geometry, where } = feature;
  const odd = (what: string): Place => {
    findings.notice('unlocated', file, `${layer} ${what}; they are kept but cannot be reached`, id, 1, { id, where });
    return UNLOCATED;
  };
  if (geometry === null) return odd('without a geometry');
  const { type, coordinates } = geometry as { type: unknown; coordinates: unknown };
  if (type !== 'Point' && type !== 'MultiPoint' && type !== 'Polygon' && type !== 'MultiPolygon') {
    findings.fault('geometry-type', where, `${quote(id)} has a geometry of type ${quote(type)}, expected Point, MultiPoint, Polygon or MultiPolygon`, `Put only points and polygons into ${layer}`);
    return UNLOCATED;
  }
  if (!Array.isArray(coordinates) || coordinates.length === 0) return odd('with an empty geometry');
  if (type === 'Point' || type === 'MultiPoint') {
    const points = type === 'Point' ? [coordinates] : coordinates;
    return points.every((p) => checkPosition(p, where, findings)) ? { type: 'points', points } : UNLOCATED;
  }
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates) as Position[][][];
  for (const rings of polygons) {
    if (!Array.isArray(rings) || rings.length === 0) return odd('with an empty polygon');
    for (const ring of rings) {
      if (!Array.isArray(ring)) return odd('with a broken polygon');
      if (!ring.every((p) => checkPosition(p, where, findings))) return UNLOCATED;
      const first = ring.at(0), last = ring.at(-1);
      if (first && last && (first[0] !== last[0] || first[1] !== last[1])) {
        findings.notice('open-ring', file, `${layer} with a polygon whose ring is not closed; it was closed`, id, 1, { id, where });
        ring.push(first);
      }
      if (ring.length < 4) return odd('with a polygon of fewer than three corners');
    }
  }
  return { type: 'polygons', polygons };
}

/** Whether this is a position in degrees; a fault that names the likely mistake if not. */
export function checkPosition(position: unknown, where: string, findings: Findings): position is Position {
  if (!Array.isArray(position) || position.length < 2 || !Number.isFinite(position[0]) || !Number.isFinite(position[1])) {
    findings.fault('coordinate-not-a-number', where, `the coordinate ${quote(position)} is not a pair of finite numbers`, 'Correct or remove the feature');
    return false;
  }
  const lon = position[0] as number, lat = position[1] as number;
  if (isInDegrees(lon, lat)) return true;
  const pair = `[${lon}, ${lat}]`;
  if (Math.abs(lon) <= 90 && Math.abs(lat) <= 180) {
    findings.fault('coordinates-swapped', where, `the coordinate ${pair} has a latitude beyond 90 degrees: latitude and longitude look swapped`, 'Write longitude first');
  } else if (Math.abs(lon) > 1000 || Math.abs(lat) > 1000) {
    findings.fault('coordinates-in-metres', where, `the coordinate ${pair} is not in degrees: it looks like metres of a projected system`, `Declare its system in the project with crs${describeGuess(lon, lat)}`);
  } else {
    findings.fault('coordinate-range', where, `the coordinate ${pair} is out of the range of longitude and latitude`, 'Correct it');
  }
  return false;
}

/** Whether two numbers can be a longitude and a latitude. */
export function isInDegrees(lon: number, lat: number): boolean {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}
