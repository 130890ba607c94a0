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
 * Squared distances from a place to a path, three numbers a segment: square × (t - lowest)² + height, with t in [0, 1] along the
 * segment. In square metres, in the plane that touches the ellipsoid at the place.
 */
export type PathDistances = Float64Array;

/** A segment of less than a nanometre has no direction to speak of. */
const LEAST_SQUARE = 1e-18;

/** @throws {RangeError} where the points are all the same. */
export function buildLinePath(drawn: readonly Position[]): LinePath {
  const points = drawn.map(([lon, lat]) => [lon, lat]).filter(([lon, lat], i, all) => i === 0 || lon !== all[i - 1][0] || lat !== all[i - 1][1]);
  if (points.length < 2) throw new RangeError(`the path has ${points.length} different points, expected 2 or more`);
  const metres = new Float64Array(points.length);
  for (let i = 1; i < points.length; i++) metres[i] = metres[i - 1] + geodesicMetres(points[i - 1][0], points[i - 1][1], points[i][0], points[i][1]);
  return { points, metres };
}

/** The index of the segment of a position. */
function segmentOf({ points }: LinePath, position: number): number {
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
export function distancesTo({ points }: LinePath, [lon, lat]: Position): PathDistances {
  const per = degreeMetres(lat), distances = new Float64Array(3 * (points.length - 1));
  let ax = lonDifference(lon, points[0][0]) * per.lon, ay = (points[0][1] - lat) * per.lat;
  for (let s = 0; s < points.length - 1; s++) {
    const x = lonDifference(lon, points[s + 1][0]) * per.lon, y = (points[s + 1][1] - lat) * per.lat;
    const dx = x - ax, dy = y - ay, square = dx * dx + dy * dy, cross = ax * dy - ay * dx, isPoint = square < LEAST_SQUARE;
    distances.set(isPoint ? [LEAST_SQUARE, 0, ax * ax + ay * ay] : [square, -(ax * dx + ay * dy) / square, cross * cross / square], 3 * s);
    ax = x;
    ay = y;
  }
  return distances;
}

/** The share of segment s, up to `most`, that is nearest. */
export function nearestShare(distances: PathDistances, s: number, most = 1): number {
  return Math.max(0, Math.min(most, distances[3 * s + 1]));
}

/** The squared distance at a share of segment s. */
export function squaredAt(distances: PathDistances, s: number, share: number): number {
  return distances[3 * s] * (share - distances[3 * s + 1]) ** 2 + distances[3 * s + 2];
}

/** Where a path is nearest, the first such position, and how far. */
export function nearestPosition(distances: PathDistances): { position: number; metres: number } {
  let position = 0, least = Infinity;
  for (let s = 0; s < distances.length / 3; s++) {
    const share = nearestShare(distances, s), squared = squaredAt(distances, s, share);
    if (squared < least) { position = s + share; least = squared; }
  }
  return { position, metres: Math.sqrt(least) };
}

/** The same path the other way. */
export function reversePath({ points }: LinePath): LinePath { return buildLinePath([...points].reverse()); }

/** A ring begun at another of its positions; where its ends are apart, it is closed straight. */
export function startRingAt(path: LinePath, position: number): LinePath {
  const { points } = path, s = segmentOf(path, position), start = pointAt(path, position);
  return buildLinePath([start, ...points.slice(s + 1), ...points.slice(0, s + 1), start]);
}
