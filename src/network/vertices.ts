/** Which points of the lines are the same vertex: those of equal coordinates, to 1e-7 degrees. */
import type { WalkLines } from '../inputs/walk-lines.ts';

export interface Vertices {
  readonly count: number;
  /** Length of all points of the lines: the vertex each of them is; numbered as they first occur. */
  readonly of: Uint32Array;
  /** Length count, 1e-7 degrees. */
  readonly lon: Int32Array;
  readonly lat: Int32Array;
}

export function identifyVertices({ lon, lat }: Pick<WalkLines, 'lon' | 'lat'>): Vertices {
  const points = lon.length, of = new Uint32Array(points), ownLon = new Int32Array(points), ownLat = new Int32Array(points);
  let size = 16;
  while (size < 1.5 * points) size *= 2;
  const mask = size - 1, vertexAt = new Int32Array(size); // of vertices plus 1, 0 where free
  let count = 0;
  for (let i = 0; i < points; i++) {
    const x = lon[i], y = lat[i];
    for (let slot = mix(x, y) & mask; ; slot = (slot + 1) & mask) {
      const vertex = vertexAt[slot] - 1;
      if (vertex < 0) {
        ownLon[count] = x;
        ownLat[count] = y;
        of[i] = count++;
        vertexAt[slot] = count;
        break;
      }
      if (ownLon[vertex] === x && ownLat[vertex] === y) { of[i] = vertex; break; }
    }
  }
  return { count, of, lon: ownLon.slice(0, count), lat: ownLat.slice(0, count) };
}

/** A hash of two whole numbers (the finaliser of MurmurHash3, Appleby 2008, public domain). */
export function mix(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
