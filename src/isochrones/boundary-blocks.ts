/**
 * The field of an isochrone at the nodes of a grid, but only in the small blocks of it that the boundary can cross.
 *
 * The field max(min(d(early) - B, d(reached) - S), (d(reached) - d(others)) / 2) is made of distances, so that over a
 * metre it changes by a metre at most. Where it is farther from 0 than the middle of a block is from its corners, the
 * whole block is inside or outside, and nothing more is asked of it. The others are cut into quarters:
 *
 *     +-------+---+---+      Each takes over from the block around it the pieces of streets that may be the nearest of
 *     |       |   |   |      their kind to any of its points: those within d + 2 r of its middle, where d is the distance
 *     |       +---+-+-+      of the nearest and r that of the corners. From the nodes of the smallest blocks, only the
 *     |       |   +-+-+      few pieces that are left are measured.
 *     +-------+---+-+-+
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
  /** Distances count as this at most. */
  readonly reach: number;
}

/** Takes the first column and row of a block and the field at its nodes, row by row, in an array that is written anew for the next block. */
export type VisitBlock = (column: number, row: number, field: Float64Array) => void;

/** Cells and nodes along a side of the smallest blocks. */
export const BLOCK_CELLS = 4, BLOCK_NODES = BLOCK_CELLS + 1;
/** More than rounding does to a distance. */
const SURE_METRES = 1e-6;

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
  /** Pieces near a block, behind those near the block around it, and so on. */
  #near: Int32Array;
  /** Squares of their distances from the middle of the block. */
  #squares: Float64Array;
  /** By node of a smallest block: the square of the distance to what is early, reached, not reached; the field. */
  readonly #early = new Float64Array(BLOCK_NODES ** 2);
  readonly #reached = new Float64Array(BLOCK_NODES ** 2);
  readonly #others = new Float64Array(BLOCK_NODES ** 2);
  readonly #field = new Float64Array(BLOCK_NODES ** 2);

  constructor(grid: Grid, pieces: Pieces, metres: FieldMetres, visit: VisitBlock) {
    this.#grid = grid;
    this.#pieces = pieces;
    this.#metres = metres;
    this.#visit = visit;
    this.#near = Int32Array.from({ length: pieces.count }, (_, p) => p);
    this.#squares = new Float64Array(pieces.count);
  }

  /** @param from where the pieces near the block around this one begin; they end at `to`. */
  descend(column: number, row: number, cells: number, from: number, to: number): void {
    const { cellMetres, left, below } = this.#grid, half = cells * cellMetres / 2, x = (column - left) * cellMetres + half, y = (row - below) * cellMetres + half, radius = half * Math.SQRT2 + SURE_METRES;
    this.#reserve(2 * to - from);
    const end = radius < this.#metres.reach ? this.#keepNearest(x, y, radius, from, to) : this.#keepAround(x, y, half + this.#metres.reach + SURE_METRES, from, to);
    if (end === to) return;
    if (cells === BLOCK_CELLS) { this.#measure(column, row, to, end); return; }
    const quarter = cells / 2;
    this.descend(column, row, quarter, to, end);
    this.descend(column + quarter, row, quarter, to, end);
    this.descend(column, row + quarter, quarter, to, end);
    this.descend(column + quarter, row + quarter, quarter, to, end);
  }

  #reserve(length: number): void {
    if (length <= this.#near.length) return;
    const near = new Int32Array(2 * length), squares = new Float64Array(2 * length);
    near.set(this.#near);
    squares.set(this.#squares);
    this.#near = near;
    this.#squares = squares;
  }

  /** Pieces whose box comes within a square of a block that is too large to be one of a kind. @returns the end of their list; `to` if none of them is reached. */
  #keepAround(x: number, y: number, half: number, from: number, to: number): number {
    const { at, sides } = this.#pieces, near = this.#near;
    let end = to, found = 0;
    for (let i = from; i < to; i++) {
      const p = near[i], x1 = at[PIECE * p] - x, y1 = at[PIECE * p + 1] - y, x2 = x1 + at[PIECE * p + 2], y2 = y1 + at[PIECE * p + 3];
      if ((x1 > half && x2 > half) || (x1 < -half && x2 < -half) || (y1 > half && y2 > half) || (y1 < -half && y2 < -half)) continue;
      near[end++] = p;
      found |= sides[p];
    }
    return found & REACHED ? end : to;
  }

  /** Pieces that may be the nearest of their kind to a point of the block. @returns the end of their list; `to` if the block is all inside or all outside. */
  #keepNearest(x: number, y: number, radius: number, from: number, to: number): number {
    const { at, sides } = this.#pieces, near = this.#near, squares = this.#squares, { ground, street, reach } = this.#metres;
    let early = reach * reach, reached = early, others = early;
    for (let i = from; i < to; i++) {
      const p = near[i], square = squareOf(at, PIECE * p, x, y), side = sides[p];
      squares[i] = square;
      if (side & EARLY && square < early) early = square;
      if (side & REACHED && square < reached) reached = square;
      if (side & OTHER && square < others) others = square;
    }
    early = Math.sqrt(early); reached = Math.sqrt(reached); others = Math.sqrt(others);
    if (Math.abs(fieldOf(early, reached, others, ground, street)) > radius) return to;
    early = (early + 2 * radius) ** 2; reached = (reached + 2 * radius) ** 2; others = (others + 2 * radius) ** 2;
    let end = to;
    for (let i = from; i < to; i++) {
      const side = sides[near[i]], square = squares[i];
      if ((side & EARLY && square <= early) || (side & REACHED && square <= reached) || (side & OTHER && square <= others)) near[end++] = near[i];
    }
    return end;
  }

  /** The field at the nodes of a smallest block. */
  #measure(column: number, row: number, from: number, to: number): void {
    const { cellMetres, left, below } = this.#grid, { at, sides } = this.#pieces, { ground, street, reach } = this.#metres, near = this.#near;
    const early = this.#early.fill(reach * reach), reached = this.#reached.fill(reach * reach), others = this.#others.fill(reach * reach), field = this.#field;
    for (let i = from; i < to; i++) {
      const p = near[i], side = sides[p];
      for (let n = 0, j = 0; j < BLOCK_NODES; j++) {
        const y = (row + j - below) * cellMetres;
        for (let k = 0; k < BLOCK_NODES; k++, n++) {
          const square = squareOf(at, PIECE * p, (column + k - left) * cellMetres, y);
          if (side & EARLY && square < early[n]) early[n] = square;
          if (side & REACHED && square < reached[n]) reached[n] = square;
          if (side & OTHER && square < others[n]) others[n] = square;
        }
      }
    }
    for (let n = 0; n < field.length; n++) field[n] = fieldOf(Math.sqrt(early[n]), Math.sqrt(reached[n]), Math.sqrt(others[n]), ground, street);
    this.#visit(column, row, field);
  }
}

function fieldOf(early: number, reached: number, others: number, ground: number, street: number): number {
  return Math.max(Math.min(early - ground, reached - street), (reached - others) / 2);
}

/** Square of the distance from (x, y) to the piece that begins at `p`. */
function squareOf(at: Float64Array, p: number, x: number, y: number): number {
  const px = x - at[p], py = y - at[p + 1], dx = at[p + 2], dy = at[p + 3], length2 = at[p + 4];
  const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length2)), ex = px - t * dx, ey = py - t * dy;
  return ex * ex + ey * ey;
}
