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
  const points = lon.length;
  let size = 16;
  while (size < 2 * points) size *= 2;
  const mask = size - 1, slots = new Int32Array(size).fill(-1);
  const of = new Uint32Array(points), firstPoint = new Uint32Array(points);
  let count = 0;
  for (let i = 0; i < points; i++) {
    let slot = mix(lon[i], lat[i]) & mask;
    for (;;) {
      const vertex = slots[slot];
      if (vertex < 0) {
        slots[slot] = of[i] = count;
        firstPoint[count++] = i;
        break;
      }
      const p = firstPoint[vertex];
      if (lon[p] === lon[i] && lat[p] === lat[i]) { of[i] = vertex; break; }
      slot = (slot + 1) & mask;
    }
  }
  const own = firstPoint.subarray(0, count);
  return { count, of, lon: Int32Array.from(own, (p) => lon[p]), lat: Int32Array.from(own, (p) => lat[p]) };
}

/** A hash of two whole numbers (the finaliser of MurmurHash3, Appleby 2008, public domain). */
export function mix(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
