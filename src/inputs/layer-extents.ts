/** Whether the layers lie on one another; if they only would with their axes swapped, that is the fault. */
import type { Position } from 'geojson';
import { degreeMetres } from '../core/geodesy.ts';
import type { Findings } from '../core/problems.ts';
import type { Place } from './geometry.ts';
import type { WalkBox } from './walk-layer.ts';
import { DEGREE_UNITS } from './walk-lines.ts';

/** Layers further apart than this share of their members are taken for swapped, if swapping brings them together. */
const MOST = 0.5;

/**
 * Compare a layer of places with the walk layer.
 * @param walk where the lines lie; null where there are none.
 * @param label the layer's name and its files, for the message.
 */
export function checkExtents(places: readonly Place[], walk: WalkBox | null, label: { layer: string; files: string; walkFiles: string }, maxSnapMetres: number, findings: Findings): void {
  const points = places.flatMap((place): Position[] => place.type === 'points' ? [place.points[0]] : place.type === 'polygons' ? [place.polygons[0][0][0]] : []);
  if (points.length === 0 || walk === null) return;
  const isNear = nearWalk(walk, maxSnapMetres);
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
function nearWalk(walk: WalkBox, maxSnapMetres: number): (lon: number, lat: number) => boolean {
  const [west, south, east, north] = [walk.west / DEGREE_UNITS, walk.south / DEGREE_UNITS, walk.east / DEGREE_UNITS, walk.north / DEGREE_UNITS];
  const per = degreeMetres(Math.min(89, Math.max(Math.abs(south), Math.abs(north))));
  const padLon = maxSnapMetres / per.lon, padLat = maxSnapMetres / per.lat;
  return (x, y) => x >= west - padLon && x <= east + padLon && y >= south - padLat && y <= north + padLat;
}
