/** Whether the layers lie on one another; if they only would with their axes swapped, that is the fault. */
import type { Position } from 'geojson';
import { degreeMetres } from '../core/geodesy.ts';
import type { Findings } from '../core/problems.ts';
import type { Place } from './geometry.ts';
import { DEGREE_UNITS, type WalkLines } from './walk-lines.ts';

/** Layers further apart than this share of their members are taken for swapped, if swapping brings them together. */
const MOST = 0.5;

/**
 * Compare a layer of places with the walk layer.
 * @param label the layer's name and its files, for the message.
 */
export function checkExtents(places: readonly Place[], lines: WalkLines, label: { layer: string; files: string; walkFiles: string }, maxSnapMetres: number, findings: Findings): void {
  const points = places.flatMap((place): Position[] => place.type === 'points' ? [place.points[0]] : place.type === 'polygons' ? [place.polygons[0][0][0]] : []);
  if (points.length === 0 || lines.lon.length === 0) return;
  const isNear = nearWalk(lines, maxSnapMetres);
  if (points.some(([lon, lat]) => isNear(lon, lat))) return;
  const swapped = points.filter(([lon, lat]) => isNear(lat, lon)).length;
  if (swapped > MOST * points.length) {
    findings.fault('coordinates-swapped', label.files, `no place of the ${label.layer} lies near the walk layer (${label.walkFiles}), but ${swapped} of ${points.length} would with latitude and longitude swapped`,
      'Write longitude first in both layers');
  } else {
    findings.notice('layer-apart', label.files, `no place of the ${label.layer} lies near the walk layer (${label.walkFiles}): check that both are of the same region and coordinate system`, '', points.length);
  }
}

/** Whether a point lies in the bounding box of the lines, or no further outside than points may snap. */
function nearWalk({ lon, lat }: WalkLines, maxSnapMetres: number): (lon: number, lat: number) => boolean {
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
  for (const l of lon) { west = Math.min(west, l); east = Math.max(east, l); }
  for (const l of lat) { south = Math.min(south, l); north = Math.max(north, l); }
  [west, south, east, north] = [west / DEGREE_UNITS, south / DEGREE_UNITS, east / DEGREE_UNITS, north / DEGREE_UNITS];
  const per = degreeMetres(Math.min(89, Math.max(Math.abs(south), Math.abs(north))));
  const padLon = maxSnapMetres / per.lon, padLat = maxSnapMetres / per.lat;
  return (x, y) => x >= west - padLon && x <= east + padLon && y >= south - padLat && y <= north + padLat;
}
