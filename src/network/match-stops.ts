/**
 * Where along its path a line serves each of its stops.
 *
 * The stops get positions that never go back along the path, so that the sum of the squared distances between stop and
 * position is least. The nearest point of each stop for itself would be wrong where a line passes a place twice, and
 * taking one stop after the other would let one early mistake push all that follow it.
 *
 * The method is exact: dynamic programming over functions. least_i(x) is the least sum of the first i stops with the i-th at or
 * before x. It is known on the whole path: constant, or falling along a parabola,
 *
 *     least_i  ──╮            ╭ constant: the i-th stop is best left where the constant began (`at`)
 *                 ╲          ╱
 *                  ╰────────╮
 *                   falling: ╰───      the i-th stop is at x itself
 *
 * and least_i+1 is the running minimum of least_i + the squared distance of the next stop, which is a parabola over each segment.
 * Candidates at the local minima of the distance to each stop alone do not suffice: two stops that are a few metres out of order
 * share a place between their minima.
 */
import type { Position } from 'geojson';
import { distancesTo, nearestOn, type LinePath, type SegmentDistance } from './line-path.ts';

export interface StopMatch {
  /** Where each place is served, never decreasing. */
  readonly positions: readonly number[];
  /** Distance from each place to its position. */
  readonly metres: readonly number[];
  /** Root of the sum of the squared distances. */
  readonly misfitMetres: number;
}

/** A stretch of a least sum: square × (x - lowest)² + height; constant where `square` is 0. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly square: number;
  readonly lowest: number;
  readonly height: number;
  /** Of a constant: where the sum reached it. */
  readonly at: number;
}

/** Sums within this many square metres are equal: the earlier position is taken. They are where a line passes a stop twice. */
const TIE = 1e-6;

/**
 * Match places to a path in order. Where a place fits equally well twice, it is served at the first passing; the first
 * place at the last passing before the second place, so that nobody rides a loop for nothing.
 * @param places one or more, degrees.
 */
export function matchInOrder(path: LinePath, places: readonly Position[]): StopMatch {
  const segmentCount = path.points.length - 1, distances = places.map((at) => distancesTo(path, at));
  const least: Piece[][] = [];
  distances.forEach((distance, i) => { least.push(runningMinimum(least[i - 1] ?? [constant(0, segmentCount, 0, 0)], distance)); });
  const positions = new Array<number>(places.length);
  for (let i = places.length - 1, x = segmentCount; i >= 0; i--) x = positions[i] = bestUpTo(least[i], x);
  if (places.length > 1) positions[0] = lastBefore(distances[0], positions[0], positions[1]);
  const squares = positions.map((x, i) => squaredAt(distances[i], x));
  return { positions, metres: squares.map(Math.sqrt), misfitMetres: Math.sqrt(squares.reduce((sum, square) => sum + square, 0)) };
}

const constant = (from: number, to: number, height: number, at: number): Piece => ({ from, to, square: 0, lowest: 0, height, at });

/** The least of (`before` + `distance`) up to each position. */
function runningMinimum(before: readonly Piece[], distance: readonly SegmentDistance[]): Piece[] {
  const pieces: Piece[] = [];
  let least = Infinity, at = 0, flatFrom = 0;
  for (const piece of before) {
    for (let s = Math.floor(piece.from); s < piece.to; s++) {
      const from = Math.max(piece.from, s), to = Math.min(piece.to, s + 1), sum = add(piece, s, distance[s]);
      const bottom = Math.max(from, Math.min(to, sum.lowest)), lowest = valueOf(sum, bottom);
      if (lowest >= least - TIE) continue;
      const fall = least === Infinity ? from : Math.max(from, Math.min(bottom, sum.lowest - Math.sqrt(Math.max(0, least - sum.height) / sum.square)));
      if (fall > flatFrom) pieces.push(constant(flatFrom, fall, least, at));
      if (bottom > fall) pieces.push({ ...sum, from: fall, to: bottom });
      least = lowest; at = flatFrom = bottom;
    }
  }
  const end = distance.length;
  if (flatFrom < end || pieces.length === 0) pieces.push(constant(flatFrom, end, least, at));
  return pieces;
}

/** The sum of a piece and a distance on segment s, as one parabola. */
function add(piece: Piece, s: number, distance: SegmentDistance): Omit<Piece, 'from' | 'to'> {
  const square = piece.square + distance.square, apart = s + distance.lowest - piece.lowest;
  if (piece.square === 0) return { square, lowest: s + distance.lowest, height: piece.height + distance.height, at: NaN };
  return { square, lowest: piece.lowest + apart * distance.square / square, height: piece.height + distance.height + apart * apart * piece.square * distance.square / square, at: NaN };
}

function valueOf({ square, lowest, height }: Pick<Piece, 'square' | 'lowest' | 'height'>, x: number): number {
  return square * (x - lowest) ** 2 + height;
}

/** Where the sum is least at or before x. */
function bestUpTo(pieces: readonly Piece[], x: number): number {
  const piece = pieces.find(({ to }) => x <= to) ?? pieces[pieces.length - 1];
  return piece.square === 0 ? piece.at : x;
}

/** The last position up to `limit` that is as near as `position` is. */
function lastBefore(distance: readonly SegmentDistance[], position: number, limit: number): number {
  const enough = squaredAt(distance, position) + TIE;
  for (let s = Math.min(Math.floor(limit), distance.length - 1); s > position; s--) {
    const { share, squared } = nearestOn(distance[s], Math.min(1, limit - s));
    if (squared <= enough) return s + share;
  }
  return position;
}

function squaredAt(distance: readonly SegmentDistance[], x: number): number {
  const s = Math.min(Math.floor(x), distance.length - 1);
  return valueOf(distance[s], x - s);
}
