/** Which points of the lines are the same vertex: those of equal coordinates, to 1e-7 degrees. */
import type { WalkLines } from '../inputs/walk-lines.ts';
import { VertexGrid } from './vertex-grid.ts';

export interface Vertices {
  readonly count: number;
  /** Length of all points of the lines: the vertex each of them is; numbered as they first occur. */
  readonly of: Uint32Array;
  /** 1e-7 degrees; length count and more. */
  readonly lon: Int32Array;
  readonly lat: Int32Array;
  /** All of them. */
  readonly grid: VertexGrid;
}

/** @param reachMetres how far the grid will be used to look. */
export function identifyVertices({ lon, lat }: Pick<WalkLines, 'lon' | 'lat'>, reachMetres: number): Vertices {
  const points = lon.length, of = new Uint32Array(points), ownLon = new Int32Array(points), ownLat = new Int32Array(points);
  const grid = new VertexGrid(lat, reachMetres), { head, next, lonBits, latBits } = grid;
  let count = 0;
  for (let i = 0; i < points; i++) {
    const x = lon[i], y = lat[i], slot = grid.slotOf(x >> lonBits, y >> latBits);
    let vertex = head[slot] - 1;
    while (vertex >= 0 && (ownLon[vertex] !== x || ownLat[vertex] !== y)) vertex = next[vertex] - 1;
    if (vertex < 0) {
      vertex = count++;
      ownLon[vertex] = x;
      ownLat[vertex] = y;
      next[vertex] = head[slot];
      head[slot] = count;
    }
    of[i] = vertex;
  }
  return { count, of, lon: ownLon, lat: ownLat, grid };
}
