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
 *     |       |   |   |      to any of its points: those within d + 2 r of its middle, where d is the distance of the
 *     |       +---+-+-+      nearest and r that of the corners; and never those farther than the reach of the field
 *     |       |   +-+-+      from all of it. From the nodes of the smallest blocks, the few pieces that are left are
 *     +-------+---+-+-+      measured.
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

/** The numbers of the field. */
export interface FieldMetres {
  /** L: of walking in all. */
  readonly limit: number;
  /** B: of walking off the network. */
  readonly ground: number;
  /** Distances count as this at most; more than B. */
  readonly reach: number;
}

/** Takes the first column and row of a block and the field at its nodes, row by row, in an array that is written anew for the next block. */
export type VisitBlock = (column: number, row: number, field: Float64Array) => void;

/** Cells and nodes along a side of the smallest blocks. */
export const BLOCK_CELLS = 2, BLOCK_NODES = BLOCK_CELLS + 1;
const NODES = BLOCK_NODES ** 2;
/** More than rounding does to a distance. */
const SURE_METRES = 1e-6;
/** Numbers of a rod: its middle, its direction, half of its length, the time at its middle and how it rises over a metre. */
const ROD = 7;

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
  /** Of each piece near the block in hand: squares of its distances from the middles of the quarters, and the times where it is nearest to them. */
  #squares: Float64Array;
  #spent: Float64Array;
  /** The least squares from the middles of the quarters. */
  readonly #middles = new Float64Array(4);
  /** The least squares from the nodes of a smallest block, and the times there. */
  readonly #least = new Float64Array(NODES);
  readonly #soonest = new Float64Array(NODES);
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
    this.#spent = new Float64Array(4 * pieces.count);
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
    const { cellMetres, left, below } = this.#grid, { isLeg } = this.#pieces, rods = this.#rods, near = this.#near, squares = this.#squares, spent = this.#spent, least = this.#middles;
    const x = (column + half - left) * cellMetres, y = (row + half - below) * cellMetres, aside = half * cellMetres / 2;
    least.fill((this.#metres.reach + aside * Math.SQRT2 + SURE_METRES) ** 2);
    for (let i = from, s = 0; i < to; i++, s += 4) {
      const r = ROD * near[i], px = x - rods[r], py = y - rods[r + 1], dx = rods[r + 2], dy = rods[r + 3], length = rods[r + 4], time = rods[r + 5], rise = rods[r + 6];
      const along = px * dx + py * dy, beside = px * dy - py * dx, sum = aside * (dx + dy), difference = aside * (dx - dy);
      const l0 = along - sum, l1 = along + difference, l2 = along - difference, l3 = along + sum;
      const a0 = Math.max(0, Math.abs(l0) - length), a1 = Math.max(0, Math.abs(l1) - length), a2 = Math.max(0, Math.abs(l2) - length), a3 = Math.max(0, Math.abs(l3) - length);
      const b0 = beside + difference, b1 = beside + sum, b2 = beside - sum, b3 = beside - difference;
      const s0 = a0 * a0 + b0 * b0, s1 = a1 * a1 + b1 * b1, s2 = a2 * a2 + b2 * b2, s3 = a3 * a3 + b3 * b3;
      squares[s] = s0; squares[s + 1] = s1; squares[s + 2] = s2; squares[s + 3] = s3;
      spent[s] = time + rise * clamp(l0, length); spent[s + 1] = time + rise * clamp(l1, length); spent[s + 2] = time + rise * clamp(l2, length); spent[s + 3] = time + rise * clamp(l3, length);
      if (isLeg[near[i]] === 1) continue;
      if (s0 < least[0]) least[0] = s0;
      if (s1 < least[1]) least[1] = s1;
      if (s2 < least[2]) least[2] = s2;
      if (s3 < least[3]) least[3] = s3;
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
   * Pieces that may be the nearest to a point of a quarter, copied behind `end`.
   * @returns the end of the copies; `end` if the quarter is all inside or all outside.
   */
  #keepNear(quarter: number, radius: number, from: number, to: number, end: number): number {
    const { limit, ground, reach } = this.#metres, rods = this.#rods, near = this.#near, squares = this.#squares, spent = this.#spent, nearest = Math.sqrt(this.#middles[quarter]), { isLeg } = this.#pieces, { cellMetres } = this.#grid, strip = Math.min(cellMetres, ground);
    const most = Math.min(nearest + 2 * radius, reach + radius) ** 2;
    let last = end, soonest = Infinity, latest = -Infinity, isByLeg = false;
    for (let i = from, s = quarter; i < to; i++, s += 4) {
      if (isLeg[near[i]] === 1) {
        // Of legs, all that come near are kept.
        if (squares[s] > (strip + cellMetres + radius) ** 2) continue;
        if (squares[s] <= (strip + radius) ** 2) isByLeg = true;
        near[last++] = near[i];
        continue;
      }
      if (squares[s] > most) continue;
      // In the block, t is that of the middle give or take the radius, and within those of the ends.
      const r = ROD * near[i], middle = rods[r + 5], rise = Math.abs(rods[r + 6]), time = spent[s], half = rise * rods[r + 4];
      soonest = Math.min(soonest, Math.max(time - rise * radius, middle - half));
      latest = Math.max(latest, Math.min(time + rise * radius, middle + half));
      near[last++] = near[i];
    }
    const isOutside = !isByLeg && (nearest - ground > radius || nearest + soonest - limit > radius + SURE_METRES), isInside = nearest - ground < -radius && nearest + latest - limit < -radius - SURE_METRES;
    return isOutside || isInside ? end : last;
  }

  #measureNodes(column: number, row: number, from: number, to: number): void {
    const { cellMetres, left, below } = this.#grid, { at, isLeg } = this.#pieces, { reach, limit, ground } = this.#metres, near = this.#near, least = this.#least.fill(reach * reach), soonest = this.#soonest.fill(0), field = this.#field.fill(cellMetres), strip = Math.min(cellMetres, ground);
    for (let i = from; i < to; i++) {
      const p = PIECE * near[i], x1 = at[p], y1 = at[p + 1], x2 = at[p + 2], y2 = at[p + 3], dx = at[p + 4], dy = at[p + 5], length2 = at[p + 6], spent1 = at[p + 7], spent2 = at[p + 8], isOfLeg = isLeg[near[i]] === 1;
      for (let n = 0, j = 0; j < BLOCK_NODES; j++) {
        const y = (row + j - below) * cellMetres;
        for (let k = 0; k < BLOCK_NODES; k++, n++) {
          const x = (column + k - left) * cellMetres, along = (x - x1) * dx + (y - y1) * dy, t = along <= 0 ? 0 : along < length2 ? along / length2 : 1;
          const ex = t === 1 ? x - x2 : x - x1 - t * dx, ey = t === 1 ? y - y2 : y - y1 - t * dy, square = ex * ex + ey * ey;
          if (isOfLeg) { const away = Math.sqrt(square); field[n] = Math.min(field[n], fieldOf(away, t === 1 ? spent2 : spent1 + t * (spent2 - spent1), strip, limit)); continue; }
          if (square > least[n]) continue;
          const time = t === 1 ? spent2 : spent1 + t * (spent2 - spent1);
          soonest[n] = square < least[n] ? time : Math.min(soonest[n], time);
          least[n] = square;
        }
      }
    }
    for (let n = 0; n < NODES; n++) field[n] = clamp(Math.min(field[n], fieldOf(Math.sqrt(least[n]), soonest[n], ground, limit)), cellMetres);
    this.#visit(column, row, field);
  }
}

/** @param away from the nearest street, or a leg, where so much is spent; all in metres. */
function fieldOf(away: number, spent: number, most: number, limit: number): number {
  return Math.max(away - most, away + spent - limit);
}

function clamp(value: number, most: number): number {
  return value > most ? most : value < -most ? -most : value;
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
