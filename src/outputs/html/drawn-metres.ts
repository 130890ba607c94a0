/** Lengths along an edge as its drawing gives them: what packing leaves out and unpacking puts back. */
import { geodesicMetres } from '../../core/geodesy.ts';

const DEGREE_UNITS = 1e7;

/**
 * Write the metres from the start of an edge to each of its shape points first .. end - 1 into `metres`, summed as `buildNetwork` does.
 * @param lon, lat shape points, 1e-7 degrees.
 */
export function measureDrawing(lon: ArrayLike<number>, lat: ArrayLike<number>, first: number, end: number, metres: Float64Array): void {
  metres[first] = 0;
  for (let s = first + 1; s < end; s++) metres[s] = metres[s - 1] + geodesicMetres(lon[s - 1] / DEGREE_UNITS, lat[s - 1] / DEGREE_UNITS, lon[s] / DEGREE_UNITS, lat[s] / DEGREE_UNITS);
}
