/**
 * The field of an isochrone at the nodes of a grid, but only in the small blocks of it that the boundary can cross.
 *
 * With d the distance to the nearest street, and t the time at the point of it that is nearest, in metres of walking, the field
 * of a point is the greater of d - B and d + t - L: 0 or less where the way there takes no more than L, and no more than B of
 * it off the street. What is more than a cell from 0 counts as a cell, so that where streets meet half-way that are reached
 * at different times, the boundary runs half-way between the nodes. The field depends on nothing but t: it is nowhere larger where
 * L is larger, or where streets are reached sooner. The straight legs from the places to the streets are no streets that ground
 * could belong to; they are inside themselves, as a strip of the width of two cells, or of twice B.
 *
 * Over a metre, d changes by a metre at most. So does t along a street (more on slow ones), but it jumps where another
 * street becomes the nearest: what it can be in a block is read off all streets that may be the nearest there. Where the
 * field cannot change its sign, nothing more is asked of a block. The others are cut into quarters:
 *
 *     +-------+---+---+      Each takes over from the block around it the pieces of streets that may be the nearest
 *     |       |   |   |      to any of its points; and never those farther than the reach of the field from all of it.
 *     |       +---+-+-+      From the nodes of the smallest blocks, the few pieces that are left are measured.
 *     |       |   +-+-+
 *     +-------+---+-+-+
 *
 * With m the middle of a quarter, r the distance of its corners, p the nearest piece to m, its distance d and the unit vector g from
 * it to m, a point m + v is no farther from p than d + g v + r² / 2d. It is no nearer to a piece q, with d' and g', than
 * d' + g' v, as distances to what is straight are convex. So q is nowhere the nearest if d' - d is more than r |g' - g| + r² / 2d:
 * from far off, of the pieces of one street those few that lie straight ahead are left.
 *
 * So time and memory are those of the boundary and of the streets, not of the grid. A node gets the very number that
 * all pieces would give it: the nearest is among those left, and is measured in the same way. Of several that are nearest,
 * as at corners, the one reached first counts.
 */
import { PIECE, type Box, type Pieces } from './pieces.ts';

/** A grid of square cells; node (column, row) lies at ((column - left) × cell, (row - below) × cell). */
export interface Grid {
  readonly cellMetres: number;
  readonly left: number;
  readonly below: number;
  readonly columns: number;
  readonly rows: number;
}

/** What bounds the field beside the limit. */
export interface GroundMetres {
  /** B: of walking off the network. */
  readonly ground: number;
  /** Distances count as this at most; more than B. */
  readonly reach: number;
}

/** Takes the first column and row of a block and the field at its nodes, row by row, in an array that is written anew for the next block. */
export type VisitBlock = (column: number, row: number, field: Float64Array) => void;

/** Cells and nodes along a side of the smallest blocks. */
export const BLOCK_CELLS = 2, BLOCK_NODES = BLOCK_CELLS + 1;
/** How often the largest blocks are cut. */
const CUTS = 5;
/** More than rounding does to a distance. */
const SURE_METRES = 1e-6;
/** Numbers of a rod: its middle, its direction, half of its length, the time at its middle and how it rises over a metre. */
const ROD = 7;

/** The grid that holds a box with `marginMetres` around it, part of the one endless grid with a node at (0, 0). */
export function gridAround({ west, south, east, north }: Box, cellMetres: number, marginMetres: number): Grid {
  const cells = (metres: number): number => Math.ceil((metres + marginMetres) / cellMetres), left = cells(-west), below = cells(-south);
  return { cellMetres, left, below, columns: left + cells(east) + 1, rows: below + cells(north) + 1 };
}

/** The blocks of a grid around pieces of streets, for any limit. */
export class BoundaryBlocks {
  readonly #grid: Grid;
  readonly #pieces: Pieces;
  readonly #rods: Float64Array;
  readonly #ground: number;
  readonly #reach: number;
  readonly #largest: LargestBlocks;
  /** Pieces near a block, streets before legs; behind them those near the quarter of it that is looked into, and so on. */
  readonly #near: Int32Array;
  /** By the cuts still to come: where the pieces near the block begin and end, and where the legs among them begin. */
  readonly #from = new Int32Array(CUTS + 1);
  readonly #legs = new Int32Array(CUTS + 1);
  readonly #to = new Int32Array(CUTS + 1);
  /** Of each piece near a block, the squares of its distances from the middles of the quarters: lower left, lower right, upper left, upper right. */
  readonly #squares: Float64Array;
  readonly #field = new Float64Array(BLOCK_NODES ** 2);
  #limit = 0;
  #visit: VisitBlock = () => undefined;

  /** @param grid with more than the reach around what is reached. */
  constructor(grid: Grid, pieces: Pieces, { ground, reach }: GroundMetres) {
    this.#grid = grid;
    this.#pieces = pieces;
    this.#rods = rodsOf(pieces);
    this.#ground = ground;
    this.#reach = reach;
    this.#largest = findLargestBlocks(grid, pieces, reach + SURE_METRES);
    this.#near = new Int32Array((CUTS + 1) * this.#largest.most);
    this.#squares = new Float64Array(4 * CUTS * this.#largest.most);
  }

  /** Visit every block in which the field changes its sign. @param limit L: of walking in all. */
  visit(limit: number, visit: VisitBlock): void {
    const { columns, first, near } = this.#largest, cells = BLOCK_CELLS << CUTS, { streetCount } = this.#pieces;
    this.#limit = limit;
    this.#visit = visit;
    for (let b = 0; b < first.length - 1; b++) {
      if (first[b] === first[b + 1]) continue;
      let to = 0, legs = 0;
      for (let i = first[b]; i < first[b + 1]; i++) {
        this.#near[to++] = near[i];
        if (near[i] < streetCount) legs = to;
      }
      this.#legs[CUTS] = legs;
      this.#to[CUTS] = to;
      this.#cut(cells * (b % columns), cells * Math.floor(b / columns), CUTS);
    }
  }

  /** Cut a block into quarters, and those again that the boundary may cross. The pieces that may be the nearest to points of a quarter are laid behind those of the block. */
  #cut(column: number, row: number, cuts: number): void {
    const { cellMetres, left, below } = this.#grid, rods = this.#rods, near = this.#near, squares = this.#squares, from = this.#from[cuts], legs = this.#legs[cuts], to = this.#to[cuts], half = BLOCK_CELLS << cuts - 1;
    const x = (column + half - left) * cellMetres, y = (row + half - below) * cellMetres, aside = half * cellMetres / 2, radius = half * cellMetres * Math.SQRT1_2 + SURE_METRES;
    let least0 = Infinity, least1 = Infinity, least2 = Infinity, least3 = Infinity, nearest0 = -1, nearest1 = -1, nearest2 = -1, nearest3 = -1;
    for (let i = from; i < to; i++) {
      const r = ROD * near[i], px = x - rods[r], py = y - rods[r + 1], dx = rods[r + 2], dy = rods[r + 3], length = rods[r + 4];
      const along = px * dx + py * dy, beside = px * dy - py * dx, sum = aside * (dx + dy), difference = aside * (dx - dy);
      const s0 = squareOf(along - sum, beside + difference, length), s1 = squareOf(along + difference, beside + sum, length), s2 = squareOf(along - difference, beside - sum, length), s3 = squareOf(along + sum, beside - difference, length), s = 4 * i;
      squares[s] = s0; squares[s + 1] = s1; squares[s + 2] = s2; squares[s + 3] = s3;
      if (i >= legs) continue;
      if (s0 < least0) { least0 = s0; nearest0 = i; }
      if (s1 < least1) { least1 = s1; nearest1 = i; }
      if (s2 < least2) { least2 = s2; nearest2 = i; }
      if (s3 < least3) { least3 = s3; nearest3 = i; }
    }
    const ground = this.#ground, limit = this.#limit, reach = this.#reach + radius;
    for (let q = 0; q < 4; q++) {
      const n = q === 0 ? nearest0 : q === 1 ? nearest1 : q === 2 ? nearest2 : nearest3, nearest = Math.sqrt(q === 0 ? least0 : q === 1 ? least1 : q === 2 ? least2 : least3), isByLeg = legs < to && this.#isByLeg(q, radius, legs, to);
      if (!isByLeg && nearest - ground > radius) continue;
      const mx = (q & 1) === 0 ? x - aside : x + aside, my = (q & 2) === 0 ? y - aside : y + aside, most = nearest + 2 * radius < reach ? nearest + 2 * radius : reach, mostSquare = most * most, bend = radius * radius / (2 * nearest) + SURE_METRES;
      let last = to, soonest = Infinity, latest = -Infinity, nearestX = 0, nearestY = 0;
      if (n >= 0) {
        const r = ROD * near[n], px = mx - rods[r], py = my - rods[r + 1], dx = rods[r + 2], dy = rods[r + 3], length = rods[r + 4], along = px * dx + py * dy, foot = (Math.abs(along + length) - Math.abs(along - length)) / 2;
        nearestX = (px - foot * dx) / nearest; nearestY = (py - foot * dy) / nearest;
      }
      for (let i = from, s = 4 * from + q; i < legs; i++, s += 4) {
        const square = squares[s];
        if (square > mostSquare) continue;
        const r = ROD * near[i], px = mx - rods[r], py = my - rods[r + 1], dx = rods[r + 2], dy = rods[r + 3], length = rods[r + 4], along = px * dx + py * dy, foot = (Math.abs(along + length) - Math.abs(along - length)) / 2;
        // |g' - g|² is 2 - 2 g' g.
        const away = Math.sqrt(square), farther = away - nearest - bend;
        if (farther > 0 && farther * farther * away > 2 * radius * radius * (away - (px - foot * dx) * nearestX - (py - foot * dy) * nearestY)) continue;
        near[last++] = near[i];
        // In the block, t is that of the middle give or take the radius.
        const rise = rods[r + 6], time = rods[r + 5] + rise * foot, off = Math.abs(rise) * radius;
        if (time - off < soonest) soonest = time - off;
        if (time + off > latest) latest = time + off;
      }
      if (!isByLeg && nearest + soonest - limit > radius + SURE_METRES) continue;
      if (nearest - ground < -radius && nearest + latest - limit < -radius - SURE_METRES) continue;
      this.#from[cuts - 1] = to;
      this.#legs[cuts - 1] = last;
      if (legs < to) last = this.#keepLegs(q, radius, legs, to, last);
      this.#to[cuts - 1] = last;
      const quarterColumn = (q & 1) === 0 ? column : column + half, quarterRow = (q & 2) === 0 ? row : row + half;
      if (cuts === 1) this.#measureNodes(quarterColumn, quarterRow);
      else this.#cut(quarterColumn, quarterRow, cuts - 1);
    }
  }

  #keepLegs(quarter: number, radius: number, legs: number, to: number, end: number): number {
    const { cellMetres } = this.#grid, most = Math.min(cellMetres, this.#ground) + cellMetres + radius;
    let last = end;
    for (let i = legs; i < to; i++) if (this.#squares[4 * i + quarter] <= most * most) this.#near[last++] = this.#near[i];
    return last;
  }

  /** Whether a leg's strip comes into a quarter. */
  #isByLeg(quarter: number, radius: number, legs: number, to: number): boolean {
    const most = Math.min(this.#grid.cellMetres, this.#ground) + radius;
    for (let i = legs; i < to; i++) if (this.#squares[4 * i + quarter] <= most * most) return true;
    return false;
  }

  #measureNodes(column: number, row: number): void {
    const { cellMetres, left, below } = this.#grid, { at } = this.#pieces, reach = this.#reach, limit = this.#limit, ground = this.#ground, near = this.#near, field = this.#field, from = this.#from[0], legs = this.#legs[0], to = this.#to[0], strip = Math.min(cellMetres, ground);
    let inside = 0;
    for (let n = 0, j = 0; j < BLOCK_NODES; j++) {
      const y = (row + j - below) * cellMetres;
      for (let k = 0; k < BLOCK_NODES; k++, n++) {
        const x = (column + k - left) * cellMetres;
        let least = reach * reach, soonest = 0;
        for (let i = from; i < legs; i++) {
          const p = PIECE * near[i], dx = at[p + 4], dy = at[p + 5], length2 = at[p + 6], x1 = x - at[p], y1 = y - at[p + 1], along = x1 * dx + y1 * dy;
          const t = along <= 0 ? 0 : along < length2 ? along / length2 : 1, ex = t === 1 ? x - at[p + 2] : x1 - t * dx, ey = t === 1 ? y - at[p + 3] : y1 - t * dy, square = ex * ex + ey * ey;
          if (square > least) continue;
          const time = t === 1 ? at[p + 8] : at[p + 7] + t * (at[p + 8] - at[p + 7]);
          if (square < least || time < soonest) soonest = time;
          least = square;
        }
        let value = fieldOf(Math.sqrt(least), soonest, ground, limit);
        for (let i = legs; i < to; i++) {
          const p = PIECE * near[i], dx = at[p + 4], dy = at[p + 5], length2 = at[p + 6], x1 = x - at[p], y1 = y - at[p + 1], along = x1 * dx + y1 * dy;
          const t = along <= 0 ? 0 : along < length2 ? along / length2 : 1, ex = t === 1 ? x - at[p + 2] : x1 - t * dx, ey = t === 1 ? y - at[p + 3] : y1 - t * dy;
          value = Math.min(value, fieldOf(Math.sqrt(ex * ex + ey * ey), t === 1 ? at[p + 8] : at[p + 7] + t * (at[p + 8] - at[p + 7]), strip, limit));
        }
        field[n] = Math.max(-cellMetres, Math.min(cellMetres, value));
        if (value <= 0) inside++;
      }
    }
    if (inside > 0 && inside < field.length) this.#visit(column, row, field);
  }
}

/** @param away from the nearest street, or a leg, where so much is spent; all in metres. */
function fieldOf(away: number, spent: number, most: number, limit: number): number {
  return Math.max(away - most, away + spent - limit);
}

/** The square of the distance from a rod of what lies so far along it from its middle, and beside it. @param length half of the rod's. */
function squareOf(along: number, beside: number, length: number): number {
  const past = Math.abs(along) - length, beyond = (past + Math.abs(past)) / 2;
  return beyond * beyond + beside * beside;
}

/** With rods, the distance of a point takes no division. */
function rodsOf({ at, count }: Pieces): Float64Array {
  const rods = new Float64Array(ROD * count);
  for (let i = 0; i < count; i++) {
    const p = PIECE * i, r = ROD * i, dx = at[p + 4], dy = at[p + 5], length = Math.sqrt(at[p + 6]);
    rods[r] = at[p] + dx / 2; rods[r + 1] = at[p + 1] + dy / 2;
    rods[r + 2] = length === 0 ? 1 : dx / length; rods[r + 3] = length === 0 ? 0 : dy / length;
    rods[r + 4] = length / 2;
    rods[r + 5] = (at[p + 7] + at[p + 8]) / 2; rods[r + 6] = length === 0 ? 0 : (at[p + 8] - at[p + 7]) / length;
  }
  return rods;
}

/** Blocks side by side that together hold the grid, row by row. */
interface LargestBlocks {
  readonly columns: number;
  /** The pieces that may come within reach of block b are near[first[b]] .. near[first[b + 1] - 1], ascending. */
  readonly first: Int32Array;
  readonly near: Int32Array;
  /** The most of a block. */
  readonly most: number;
}

function findLargestBlocks({ cellMetres, left, below, columns, rows }: Grid, { at, count }: Pieces, reach: number): LargestBlocks {
  const cells = BLOCK_CELLS << CUTS, metres = cells * cellMetres, across = Math.ceil(columns / cells), up = Math.ceil(rows / cells), first = new Int32Array(across * up + 1);
  const eachBlock = (visit: (block: number, piece: number) => void): void => {
    for (let i = 0, p = 0; i < count; i++, p += PIECE) {
      const x = left * cellMetres, y = below * cellMetres, west = Math.min(at[p], at[p + 2]) + x - reach, east = Math.max(at[p], at[p + 2]) + x + reach, south = Math.min(at[p + 1], at[p + 3]) + y - reach, north = Math.max(at[p + 1], at[p + 3]) + y + reach;
      const firstColumn = Math.max(0, Math.floor(west / metres)), lastColumn = Math.min(across - 1, Math.floor(east / metres)), lastRow = Math.min(up - 1, Math.floor(north / metres));
      for (let row = Math.max(0, Math.floor(south / metres)); row <= lastRow; row++) for (let column = firstColumn; column <= lastColumn; column++) visit(row * across + column, i);
    }
  };
  eachBlock((block) => { first[block + 1]++; });
  const most = first.reduce((greatest, here) => Math.max(greatest, here), 0);
  for (let b = 1; b < first.length; b++) first[b] += first[b - 1];
  const next = first.slice(), near = new Int32Array(first[first.length - 1]);
  eachBlock((block, piece) => { near[next[block]++] = piece; });
  return { columns: across, first, near, most };
}
