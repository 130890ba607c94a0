/** Polygons and isochrones as few arrays of numbers, and back. */
import type { Ground } from './clip.ts';
import type { Isochrone } from './isochrone.ts';

export interface PackedGround {
  /** By polygon: how many rings it has. */
  readonly rings: Uint32Array;
  /** By ring: how many corners. */
  readonly corners: Uint32Array;
  /** Longitude and latitude of each corner. */
  readonly degrees: Float64Array;
}

export type PackedIsochrone = Omit<Isochrone, 'polygons'> & { readonly ground: PackedGround };

export function packGround(ground: Ground): PackedGround {
  const rings = ground.flat(), corners = Uint32Array.from(rings, (ring) => ring.length), degrees = new Float64Array(2 * corners.reduce((sum, count) => sum + count, 0));
  let at = 0;
  for (const ring of rings) for (const [lon, lat] of ring) { degrees[at++] = lon; degrees[at++] = lat; }
  return { rings: Uint32Array.from(ground, (polygon) => polygon.length), corners, degrees };
}

export function unpackGround({ rings, corners, degrees }: PackedGround): Isochrone['polygons'] {
  let ring = 0, at = 0;
  return Array.from(rings, (count) => Array.from({ length: count }, () => Array.from({ length: corners[ring++] }, () => [degrees[at++], degrees[at++]] as const)));
}

export function packIsochrone({ polygons, ...of }: Isochrone): PackedIsochrone {
  return { ...of, ground: packGround(polygons) };
}

export function unpackIsochrone({ ground, limitMs, ...of }: PackedIsochrone): Isochrone {
  return { limitMs, polygons: unpackGround(ground), ...of };
}
