/** The plane in which isochrones are drawn. */
import { degreeMetres } from '../core/geodesy.ts';

export interface Plane {
  readonly per: { readonly lon: number; readonly lat: number };
  readonly toPlane: (lon: number, lat: number) => readonly [number, number];
  readonly toDegrees: (at: readonly [x: number, y: number]) => readonly [number, number];
}

/** Metres east and north of a place, by one scale: streets stay where they are, only distances off them err, by less than 1 % at 50 km. */
export function planeAt(lon0: number, lat0: number): Plane {
  const per = degreeMetres(lat0), sevenDecimals = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
  return {
    per,
    toPlane: (lon, lat) => [(lon - lon0) * per.lon, (lat - lat0) * per.lat],
    toDegrees: ([x, y]) => [sevenDecimals(lon0 + x / per.lon), sevenDecimals(lat0 + y / per.lat)],
  };
}
