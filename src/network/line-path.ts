/**
 * The drawing of a bus line as a path to measure along.
 *
 * A position on it is a number: the index of a segment and the share of it that lies behind. 2.25 is a quarter of the way from
 * the third point to the fourth. Lengths are geodesic.
 */
import type { Position } from 'geojson';
import { degreeMetres, geodesicMetres, lonDifference } from '../core/geodesy.ts';

export interface LinePath {
  /** Two or more, degrees, no two alike in a row. */
  readonly points: readonly Position[];
  /** Metres from the start to each point. */
  readonly metres: Float64Array;
}

/**
 * Squared distance from a place to one segment: `square` × (t - `lowest`)² + `height`, with t in [0, 1] along the segment. In square
 * metres, in the plane that touches the ellipsoid at the place.
 */
export interface SegmentDistance { readonly square: number; readonly lowest: number; readonly height: number }

/** @throws {RangeError} where the points are all the same. */
export function buildLinePath(drawn: readonly Position[]): LinePath {
  const points = drawn.map(([lon, lat]) => [lon, lat]).filter(([lon, lat], i, all) => i === 0 || lon !== all[i - 1][0] || lat !== all[i - 1][1]);
  if (points.length < 2) throw new RangeError(`the path has ${points.length} different points, expected 2 or more`);
  const metres = new Float64Array(points.length);
  for (let i = 1; i < points.length; i++) metres[i] = metres[i - 1] + geodesicMetres(points[i - 1][0], points[i - 1][1], points[i][0], points[i][1]);
  return { points, metres };
}

/** The index of the segment of a position. */
export function segmentOf({ points }: LinePath, position: number): number {
  return Math.min(Math.floor(position), points.length - 2);
}

/** Metres from the start to a position. */
export function metresAt(path: LinePath, position: number): number {
  const s = segmentOf(path, position);
  return path.metres[s] + (position - s) * (path.metres[s + 1] - path.metres[s]);
}

/** The path between two positions, `from` <= `to`, as two or more points. */
export function cutPath(path: LinePath, from: number, to: number): Position[] {
  return [pointAt(path, from), ...path.points.slice(Math.floor(from) + 1, Math.ceil(to)), pointAt(path, to)];
}

/** Degrees of a position. */
export function pointAt(path: LinePath, position: number): Position {
  const s = segmentOf(path, position), t = position - s, a = path.points[s], b = path.points[s + 1];
  return t === 0 ? a : t === 1 ? b : [a[0] + t * lonDifference(a[0], b[0]), a[1] + t * (b[1] - a[1])];
}

/** Squared distances from a place to every segment. */
export function distancesTo({ points }: LinePath, [lon, lat]: Position): SegmentDistance[] {
  const per = degreeMetres(lat), plane = points.map(([x, y]) => [lonDifference(lon, x) * per.lon, (y - lat) * per.lat]);
  return plane.slice(1).map(([x, y], i) => {
    const [ax, ay] = plane[i], dx = x - ax, dy = y - ay, square = dx * dx + dy * dy, cross = ax * dy - ay * dx;
    return { square, lowest: -(ax * dx + ay * dy) / square, height: cross * cross / square };
  });
}

/** The nearest share of the segment, and the squared distance there. */
export function nearestOn({ square, lowest, height }: SegmentDistance, most = 1): { share: number; squared: number } {
  const share = Math.max(0, Math.min(most, lowest));
  return { share, squared: square * (share - lowest) ** 2 + height };
}

/** Where the path is nearest to a place, the first such position, and how far. */
export function nearestPosition(path: LinePath, at: Position): { position: number; metres: number } {
  const { position, squared } = distancesTo(path, at).reduce((best, segment, s) => {
    const next = nearestOn(segment);
    return next.squared < best.squared ? { position: s + next.share, squared: next.squared } : best;
  }, { position: 0, squared: Infinity });
  return { position, metres: Math.sqrt(squared) };
}

/** The same path the other way. */
export function reversePath({ points }: LinePath): LinePath { return buildLinePath([...points].reverse()); }

/** A ring begun at another of its positions; where its ends are apart, it is closed straight. */
export function startRingAt(path: LinePath, position: number): LinePath {
  const { points } = path, s = segmentOf(path, position), start = pointAt(path, position);
  return buildLinePath([start, ...points.slice(s + 1), ...points.slice(0, s + 1), start]);
}
