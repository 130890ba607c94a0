/** The straight pieces of lines, and which of them meet at each vertex. */
import { geodesicMetres } from '../core/geodesy.ts';
import type { Findings } from '../core/problems.ts';
import { DEGREE_UNITS, type WalkLines } from '../inputs/walk-lines.ts';
import type { Vertices } from './vertices.ts';
import { BACKWARD, FORWARD, NO_LINE } from './walk-network.ts';

/** Straight pieces between two different vertices, in the order of the lines. */
export interface Segments {
  count: number;
  readonly u: Uint32Array;
  readonly v: Uint32Array;
  readonly metres: Float64Array;
  readonly line: Uint32Array;
}

const BOTH = FORWARD | BACKWARD;

/** @param joins pairs of vertices [u0, v0, u1, v1, ...] that are joined beside the lines; their segments come last. */
export function cutSegments(lines: WalkLines, vertices: Vertices, joins: readonly number[], findings: Findings): Segments {
  const most = Math.max(0, lines.lon.length - lines.lineCount) + joins.length / 2, { of } = vertices;
  const segments: Segments = { count: 0, u: new Uint32Array(most), v: new Uint32Array(most), metres: new Float64Array(most), line: new Uint32Array(most) };
  for (let line = 0; line < lines.lineCount; line++) {
    const start = segments.count, end = lines.firstVertex[line + 1];
    let drawn = 0;
    for (let i = lines.firstVertex[line] + 1; i < end; i++) if (of[i - 1] !== of[i]) drawn += addSegment(segments, vertices, of[i - 1], of[i], line);
    if (segments.count === start) findings.notice('zero-length-line', 'walk', 'lines whose points are all the same are left out', lines.id[line], 1, { id: lines.id[line] });
    const given = lines.givenMetres[line];
    if (!Number.isNaN(given)) for (let s = start; s < segments.count; s++) segments.metres[s] *= given / drawn;
  }
  for (let i = 0; i < joins.length; i += 2) addSegment(segments, vertices, joins[i], joins[i + 1], NO_LINE);
  return segments;
}

function addSegment(segments: Segments, { lon, lat }: Vertices, u: number, v: number, line: number): number {
  const s = segments.count++;
  segments.u[s] = u;
  segments.v[s] = v;
  segments.line[s] = line;
  return segments.metres[s] = geodesicMetres(lon[u] / DEGREE_UNITS, lat[u] / DEGREE_UNITS, lon[v] / DEGREE_UNITS, lat[v] / DEGREE_UNITS);
}

/** The segments at vertex n are segment[first[n]] .. segment[first[n + 1] - 1]. */
export interface Adjacency { readonly first: Uint32Array; readonly segment: Uint32Array }

export function linkSegments({ count, u, v }: Segments, vertexCount: number): Adjacency {
  // first[n + 1] is counted up from where the segments of n begin to where they end.
  const first = new Uint32Array(vertexCount + 2), segment = new Uint32Array(2 * count);
  for (let s = 0; s < count; s++) { first[u[s] + 2]++; first[v[s] + 2]++; }
  for (let n = 0; n < vertexCount; n++) first[n + 2] += first[n + 1];
  for (let s = 0; s < count; s++) { segment[first[u[s] + 1]++] = s; segment[first[v[s] + 1]++] = s; }
  return { first: first.subarray(0, vertexCount + 1), segment };
}

/** How the segments of a line may be walked, as WalkLines.direction; joins both ways. */
export function directionOf(lines: WalkLines, line: number): number { return line === NO_LINE ? BOTH : lines.direction[line]; }
export function speedOf(lines: WalkLines, line: number): number { return line === NO_LINE ? 1 : lines.speedFactor[line]; }
/** The direction of the same from its other end. */
export function reversed(direction: number): number { return direction === BOTH ? BOTH : BOTH - direction; }

/** Of segments between the same two vertices, walkable alike, only the shortest is kept. @returns by segment whether it is dropped, and how many are. */
export function dropDuplicates(lines: WalkLines, { u, v, metres, line, count: segmentCount }: Segments, { first, segment }: Adjacency, vertexCount: number) {
  const isDropped = new Uint8Array(segmentCount);
  let count = 0;
  const directionFrom = (s: number, n: number): number => (u[s] === n ? directionOf(lines, line[s]) : reversed(directionOf(lines, line[s])));
  for (let n = 0; n < vertexCount; n++) {
    const begin = first[n], stop = first[n + 1];
    for (let i = begin + 1; i < stop; i++) {
      const a = segment[i], end = u[a] === n ? v[a] : u[a];
      if (end < n) continue;
      for (let j = begin; j < i && isDropped[a] === 0; j++) {
        const b = segment[j];
        if ((u[b] === n ? v[b] : u[b]) !== end || isDropped[b] || speedOf(lines, line[a]) !== speedOf(lines, line[b]) || directionFrom(a, n) !== directionFrom(b, n)) continue;
        isDropped[metres[a] < metres[b] ? b : a] = 1;
        count++;
      }
    }
  }
  return { isDropped, count };
}
