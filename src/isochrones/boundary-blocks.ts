/**
 * The field of an isochrone at the nodes of a grid, but only in the small blocks of it that the boundary can cross.
 *
 * The field max(min(d(early) - B, d(reached) - S), (d(reached) - d(others)) / 2) is made of distances, so that over a
 * metre it changes by a metre at most. Where it is farther from 0 than the middle of a block is from its corners, the
 * whole block is inside or outside, and nothing more is asked of it. The others are cut into quarters:
 *
 *     +-------+---+---+      Each takes over from the block around it the pieces of streets that may be the nearest of
 *     |       |   |   |      their kind to any of its points: those within d + 2 r of its middle, where d is the distance
 *     |       +---+-+-+      of the nearest and r that of the corners; and never those farther than the reach of the
 *     |       |   +-+-+      field from all of it. From the nodes of the smallest blocks, the few pieces that are left
 *     +-------+---+-+-+      are measured.
 *
 * So time and memory are those of the boundary and of the streets, not of the grid. A node gets the very number that
 * all pieces would give it: the nearest is among those left, and is measured in the same way.
 */
import { EARLY, OTHER, PIECE, REACHED, type Box, type Pieces } from './pieces.ts';

/** A grid of square cells; node (column, row) lies at ((column - left) × cell, (row - below) × cell). */
export interface Grid {
  readonly cellMetres: number;
  readonly left: number;
  readonly below: number;
  readonly columns: number;
  readonly rows: number;
}

/** The numbers of the field. */
export interface FieldMetres {
  /** B: of walking off the network. */
  readonly ground: number;
  /** S: off what is reached late. */
  readonly street: number;
  /** Distances count as this at most; more than B and S. */
  readonly reach: number;
}

/** Takes the first column and row of a block and the field at its nodes, row by row, in an array that is written anew for the next block. */
export type VisitBlock = (column: number, row: number, field: Float64Array) => void;

/** Cells and nodes along a side of the smallest blocks. */
export const BLOCK_CELLS = 2, BLOCK_NODES = BLOCK_CELLS + 1;
const NODES = BLOCK_NODES ** 2;
/** More than rounding does to a distance. */
const SURE_METRES = 1e-6;
/** What pieces are, for tables of a row each. */
const BOTH = EARLY | REACHED, KINDS = OTHER + 1;

/** The grid that holds a box with `marginMetres` around it, part of the one endless grid with a node at (0, 0). */
export function gridAround({ west, south, east, north }: Box, cellMetres: number, marginMetres: number): Grid {
  const cells = (metres: number): number => Math.ceil((metres + marginMetres) / cellMetres), left = cells(-west), below = cells(-south);
  return { cellMetres, left, below, columns: left + cells(east) + 1, rows: below + cells(north) + 1 };
}

/**
 * Visit every block in which the field changes its sign, and some others.
 * @param grid with more than the reach around what is reached.
 */
export function visitBoundaryBlocks(grid: Grid, pieces: Pieces, metres: FieldMetres, visit: VisitBlock): void {
  let cells = BLOCK_CELLS;
  while (cells < Math.max(grid.columns, grid.rows)) cells *= 2;
  new Blocks(grid, pieces, metres, visit).descend(0, 0, cells, 0, pieces.count);
}

class Blocks {
  readonly #grid: Grid;
  readonly #pieces: Pieces;
  readonly #metres: FieldMetres;
  readonly #visit: VisitBlock;
  readonly #rods: Float64Array;
  /** Pieces near a block; behind them those near each of its quarters, and so on. */
  #near: Int32Array;
  /** Of each piece near the block in hand: squares of its distances from the middles of the quarters. */
  #squares: Float64Array;
  /** By kind: the least of them, then the most of a piece that is kept. */
  readonly #bounds = new Float64Array(4 * KINDS);
  /** By kind: the least squares from the nodes of a smallest block. */
  readonly #least = new Float64Array(NODES * KINDS);
  readonly #field = new Float64Array(NODES);

  constructor(grid: Grid, pieces: Pieces, metres: FieldMetres, visit: VisitBlock) {
    this.#grid = grid;
    this.#pieces = pieces;
    this.#metres = metres;
    this.#visit = visit;
    this.#rods = rodsOf(pieces);
    this.#near = new Int32Array(5 * pieces.count);
    for (let p = 0; p < pieces.count; p++) this.#near[p] = p;
    this.#squares = new Float64Array(4 * pieces.count);
  }

  /** @param from where the pieces near the block begin; they end at `to`, and nothing behind them is needed any more. */
  descend(column: number, row: number, cells: number, from: number, to: number): void {
    if (cells === BLOCK_CELLS) {
      this.#measureNodes(column, row, from, to);
      return;
    }
    const half = cells / 2, radius = half * this.#grid.cellMetres * Math.SQRT1_2 + SURE_METRES;
    this.#measureMiddles(column, row, half, from, to);
    const first = this.#keepNear(0, radius, from, to, to), second = this.#keepNear(1, radius, from, to, first), third = this.#keepNear(2, radius, from, to, second), fourth = this.#keepNear(3, radius, from, to, third);
    if (fourth > third) this.descend(column + half, row + half, half, third, fourth);
    if (third > second) this.descend(column, row + half, half, second, third);
    if (second > first) this.descend(column + half, row, half, first, second);
    if (first > to) this.descend(column, row, half, to, first);
  }

  /** From the middles of the quarters: lower left, lower right, upper left, upper right. */
  #measureMiddles(column: number, row: number, half: number, from: number, to: number): void {
    this.#reserve(from, to);
    const { cellMetres, left, below } = this.#grid, { sides } = this.#pieces, rods = this.#rods, near = this.#near, squares = this.#squares, least = this.#bounds;
    const x = (column + half - left) * cellMetres, y = (row + half - below) * cellMetres, aside = half * cellMetres / 2;
    least.fill((this.#metres.reach + aside * Math.SQRT2 + SURE_METRES) ** 2);
    for (let i = from, s = 0; i < to; i++, s += 4) {
      const r = PIECE * near[i], px = x - rods[r], py = y - rods[r + 1], dx = rods[r + 2], dy = rods[r + 3], length = rods[r + 4], k = 4 * sides[near[i]];
      const along = px * dx + py * dy, beside = px * dy - py * dx, sum = aside * (dx + dy), difference = aside * (dx - dy);
      const a0 = Math.max(0, Math.abs(along - sum) - length), a1 = Math.max(0, Math.abs(along + difference) - length), a2 = Math.max(0, Math.abs(along - difference) - length), a3 = Math.max(0, Math.abs(along + sum) - length);
      const b0 = beside + difference, b1 = beside + sum, b2 = beside - sum, b3 = beside - difference;
      const s0 = a0 * a0 + b0 * b0, s1 = a1 * a1 + b1 * b1, s2 = a2 * a2 + b2 * b2, s3 = a3 * a3 + b3 * b3;
      squares[s] = s0; squares[s + 1] = s1; squares[s + 2] = s2; squares[s + 3] = s3;
      if (s0 < least[k]) least[k] = s0;
      if (s1 < least[k + 1]) least[k + 1] = s1;
      if (s2 < least[k + 2]) least[k + 2] = s2;
      if (s3 < least[k + 3]) least[k + 3] = s3;
    }
  }

  /** Make room for four lists as long as this one, behind it. */
  #reserve(from: number, to: number): void {
    const length = to + 4 * (to - from);
    if (length <= this.#near.length) return;
    const near = new Int32Array(2 * length);
    near.set(this.#near);
    this.#near = near;
  }

  /**
   * Pieces that may be the nearest of their kind to a point of a quarter, copied behind `end`.
   * @returns the end of the copies; `end` if the quarter is all inside or all outside.
   */
  #keepNear(quarter: number, radius: number, from: number, to: number, end: number): number {
    const bounds = this.#bounds, { ground, street, reach } = this.#metres, { sides } = this.#pieces, near = this.#near, squares = this.#squares;
    const e = 4 * EARLY + quarter, r = 4 * REACHED + quarter, b = 4 * BOTH + quarter, o = 4 * OTHER + quarter;
    const early = Math.sqrt(Math.min(bounds[e], bounds[b])), reached = Math.sqrt(Math.min(bounds[r], bounds[b])), others = Math.sqrt(bounds[o]);
    if (Math.abs(Math.max(Math.min(early - ground, reached - street), (reached - others) / 2)) > radius) return end;
    bounds[e] = Math.min(early + 2 * radius, reach + radius) ** 2; bounds[r] = Math.min(reached + 2 * radius, reach + radius) ** 2;
    bounds[b] = Math.max(bounds[e], bounds[r]); bounds[o] = Math.min(others + 2 * radius, reach + radius) ** 2;
    let last = end;
    for (let i = from, s = quarter; i < to; i++, s += 4) if (squares[s] <= bounds[4 * sides[near[i]] + quarter]) near[last++] = near[i];
    return last;
  }

  #measureNodes(column: number, row: number, from: number, to: number): void {
    const { cellMetres, left, below } = this.#grid, { at, sides } = this.#pieces, { ground, street, reach } = this.#metres, near = this.#near, least = this.#least.fill(reach * reach), field = this.#field;
    for (let i = from; i < to; i++) {
      const p = PIECE * near[i], x1 = at[p], y1 = at[p + 1], dx = at[p + 2], dy = at[p + 3], length2 = at[p + 4];
      for (let n = NODES * sides[near[i]], j = 0; j < BLOCK_NODES; j++) {
        const py = (row + j - below) * cellMetres - y1;
        for (let k = 0; k < BLOCK_NODES; k++, n++) {
          const px = (column + k - left) * cellMetres - x1, along = px * dx + py * dy;
          const t = along <= 0 ? 0 : along < length2 ? along / length2 : 1, ex = px - t * dx, ey = py - t * dy, square = ex * ex + ey * ey;
          if (square < least[n]) least[n] = square;
        }
      }
    }
    for (let n = 0; n < NODES; n++) {
      const both = least[NODES * BOTH + n], early = Math.sqrt(Math.min(both, least[NODES * EARLY + n])), reached = Math.sqrt(Math.min(both, least[NODES * REACHED + n])), others = Math.sqrt(least[NODES * OTHER + n]);
      field[n] = Math.max(Math.min(early - ground, reached - street), (reached - others) / 2);
    }
    this.#visit(column, row, field);
  }
}

/** By piece: its middle, its direction of length 1, and half of its length. With them, the distance of a point takes no division. */
function rodsOf({ at, count }: Pieces): Float64Array {
  const rods = new Float64Array(PIECE * count);
  for (let p = 0; p < rods.length; p += PIECE) {
    const dx = at[p + 2], dy = at[p + 3], length = Math.sqrt(at[p + 4]);
    rods[p] = at[p] + dx / 2; rods[p + 1] = at[p + 1] + dy / 2;
    rods[p + 2] = length === 0 ? 1 : dx / length; rods[p + 3] = length === 0 ? 0 : dy / length;
    rods[p + 4] = length / 2;
  }
  return rods;
}
