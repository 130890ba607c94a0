/**
 * Layers that lie systematically off the network because they are in a shifted system of Chinese web
 * maps and were declared as degrees.
 *
 * If the median point of a file lies over 30 m off the network, and taking the shift of GCJ-02 or
 * BD-09 out brings it within 30 m and to less than half, nothing but that shift explains it; if
 * putting the shift in does, the network is what is shifted. The
 * shift is 300 to 700 m; streets of a dense town lie closer together than that, so that a shifted
 * point may lie near some other street: there the shift can hide, and is not found.
 */
import type { Position } from 'geojson';
import { findCoordinateSystem, toShifted } from '../inputs/crs.ts';
import type { Place } from '../inputs/geometry.ts';
import type { SnapIndex } from './snap.ts';

const FEWEST_POINTS = 20, MOST_POINTS = 400;
const FAR_METRES = 30, TIMES_NEARER = 2;

/** A shift that explains where the places lie. */
export interface LayerOffset {
  readonly system: 'gcj02' | 'bd09';
  /** Which of the two is in that system. */
  readonly shifted: 'places' | 'network';
  /** Median distance to the network as declared, and without the shift. */
  readonly medianMetres: number;
  readonly medianMetresWithout: number;
}

/** @returns null if no shift explains where the places lie, or there are too few to tell. */
export function findLayerOffset(index: SnapIndex, places: readonly Place[], maxMetres: number): LayerOffset | null {
  const located = places.flatMap((place): Position[] => (place.type === 'points' ? [place.points[0]] : place.type === 'polygons' ? [place.polygons[0][0][0]] : [])).filter(isInChina);
  if (located.length < FEWEST_POINTS) return null;
  const step = Math.max(1, Math.floor(located.length / MOST_POINTS));
  const points = located.filter((_, i) => i % step === 0);
  const median = (toDegrees: (x: number, y: number) => readonly [number, number]): number => {
    const metres = points.map(([x, y]) => index.nearest(...toDegrees(x, y), maxMetres)?.legMetres ?? maxMetres).sort((a, b) => a - b);
    return metres[metres.length >> 1];
  };
  const medianMetres = median((x, y) => [x, y]);
  if (medianMetres <= FAR_METRES) return null;
  const shifts = (['gcj02', 'bd09'] as const).flatMap((system): LayerOffset[] => [
    { system, shifted: 'places', medianMetres, medianMetresWithout: median(findCoordinateSystem(system)?.toDegrees ?? ((x, y) => [x, y])) },
    { system, shifted: 'network', medianMetres, medianMetresWithout: median((x, y) => toShifted(system, x, y)) },
  ]);
  const best = shifts.reduce((a, b) => (b.medianMetresWithout < a.medianMetresWithout ? b : a));
  return best.medianMetresWithout <= FAR_METRES && best.medianMetresWithout * TIMES_NEARER < medianMetres ? best : null;
}

/** Roughly; the shifted systems shift nothing elsewhere. */
function isInChina([lon, lat]: Position): boolean {
  return lon > 72 && lon < 138 && lat > 17 && lat < 55;
}
