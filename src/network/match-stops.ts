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
import { nearestPosition, nearestShare, squaredAt, type PathDistances } from './line-path.ts';

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
/** Most lines fit so well that the sum exceeds that of the nearest points by less; what must exceed it by more need not be followed. */
const USUAL_EXCESS = 100 ** 2;

/**
 * Match places to a path in order. Where a place fits equally well twice, it is served at the first passing; the first
 * place at the last passing before the second place, so that nobody rides a loop for nothing.
 * @param distances from one or more places to every segment of the path.
 */
export function matchInOrder(distances: readonly PathDistances[]): StopMatch {
  const nearest = distances.map((distance) => nearestPosition(distance).metres ** 2), usual = nearest.reduce((sum, squared) => sum + squared, USUAL_EXCESS);
  const positions = findPositions(distances, nearest, usual) ?? findPositions(distances, nearest, Infinity) ?? [];
  if (positions.length > 1) positions[0] = lastBefore(distances[0], positions[0], positions[1]);
  const squares = positions.map((x, i) => squaredAtPosition(distances[i], x));
  return { positions, metres: squares.map(Math.sqrt), misfitMetres: Math.sqrt(squares.reduce((sum, square) => sum + square, 0)) };
}

/** The positions of the least sum, null if that is over `most`. */
function findPositions(distances: readonly PathDistances[], nearest: readonly number[], most: number): number[] | null {
  const end = distances[0].length / 3, sums: Piece[][] = [];
  let left = nearest.reduce((rest, squared) => rest - squared, most), before = [constant(0, end, 0, 0)];
  for (const [i, distance] of distances.entries()) {
    left += nearest[i]; // what comes after costs at least the rest
    const pieces = runningMinimum(before, distance), first = pieces.findIndex((piece) => valueOf(piece, piece.to) <= left);
    if (first < 0) return null;
    before = first === 0 ? pieces : pieces.slice(first); // sums only fall along the path: too large ones are in front
    sums.push(before);
  }
  let x = end;
  return sums.reverse().map((pieces) => { x = bestUpTo(pieces, x); return x; }).reverse();
}

/** The least of `before` + `distance` up to each position, from where `before` begins. */
function runningMinimum(before: readonly Piece[], distance: PathDistances): Piece[] {
  const pieces: Piece[] = [], end = distance.length / 3;
  let least = Infinity, at = 0, flatFrom = before[0].from;
  for (const piece of before) {
    for (let s = Math.floor(piece.from); s < piece.to; s++) {
      // The sum of two parabolas is one.
      const own = distance[3 * s], square = piece.square + own, apart = piece.square === 0 ? 0 : s + distance[3 * s + 1] - piece.lowest;
      const lowest = piece.square === 0 ? s + distance[3 * s + 1] : piece.lowest + apart * own / square;
      const height = piece.height + distance[3 * s + 2] + apart * apart * piece.square * own / square;
      const from = Math.max(piece.from, s), bottom = Math.max(from, Math.min(piece.to, s + 1, lowest)), sum = square * (bottom - lowest) ** 2 + height;
      if (sum >= least - TIE) continue;
      const fall = least === Infinity ? from : Math.max(from, Math.min(bottom, lowest - Math.sqrt(Math.max(0, least - height) / square)));
      if (fall > flatFrom) pieces.push(constant(flatFrom, fall, least, at));
      if (bottom > fall) pieces.push({ from: fall, to: bottom, square, lowest, height, at: NaN });
      least = sum;
      at = flatFrom = bottom;
    }
  }
  if (flatFrom < end || pieces.length === 0) pieces.push(constant(flatFrom, end, least, at));
  return pieces;
}

function constant(from: number, to: number, height: number, at: number): Piece {
  return { from, to, square: 0, lowest: 0, height, at };
}

function valueOf({ square, lowest, height }: Piece, x: number): number {
  return square * (x - lowest) ** 2 + height;
}

/** Where the sum is least at or before x. */
function bestUpTo(pieces: readonly Piece[], x: number): number {
  const piece = pieces.find(({ to }) => x <= to) ?? pieces[pieces.length - 1];
  return piece.square === 0 ? piece.at : x;
}

/** The last position up to `limit` that is as near as `position` is. */
function lastBefore(distance: PathDistances, position: number, limit: number): number {
  const enough = squaredAtPosition(distance, position) + TIE;
  for (let s = Math.min(Math.floor(limit), distance.length / 3 - 1); s > position; s--) {
    const share = nearestShare(distance, s, Math.min(1, limit - s));
    if (squaredAt(distance, s, share) <= enough) return s + share;
  }
  return position;
}

function squaredAtPosition(distance: PathDistances, x: number): number {
  const s = Math.min(Math.floor(x), distance.length / 3 - 1);
  return squaredAt(distance, s, x - s);
}
