/** Distances from the nodes of a grid to the nearest of many straight pieces, row by row, so that memory grows with the width and the pieces. */

/** Straight pieces in metres of a plane: four numbers each, x and y of both ends. */
export type Pieces = number[];

/** A grid of square cells; node (column, row) lies at ((column - left) × cell, (row - below) × cell). */
export interface Grid {
  readonly cellMetres: number;
  readonly left: number;
  readonly below: number;
  readonly columns: number;
  readonly rows: number;
}

/** The grid that holds all pieces with `marginMetres` around them, part of the one endless grid with a node at (0, 0). */
export function gridAround(pieces: Pieces, cellMetres: number, marginMetres: number): Grid {
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
  for (let i = 0; i < pieces.length; i += 2) {
    west = Math.min(west, pieces[i]); east = Math.max(east, pieces[i]);
    south = Math.min(south, pieces[i + 1]); north = Math.max(north, pieces[i + 1]);
  }
  const cells = (metres: number): number => Math.ceil((metres + marginMetres) / cellMetres);
  const left = cells(-west), below = cells(-south);
  return { cellMetres, left, below, columns: left + cells(east) + 1, rows: below + cells(north) + 1 };
}

/** Asked for one row after the other. */
export class DistanceRows {
  readonly #grid: Grid;
  readonly #pieces: Pieces;
  readonly #reachMetres: number;
  /** Pieces by the first row they come near. */
  readonly #beginning: number[][];
  #active: number[] = [];
  readonly #squares: Float64Array;

  /** @param reachMetres what lies farther counts as this far. */
  constructor(grid: Grid, pieces: Pieces, reachMetres: number) {
    this.#grid = grid;
    this.#pieces = pieces;
    this.#reachMetres = reachMetres;
    this.#squares = new Float64Array(grid.columns);
    this.#beginning = Array.from({ length: grid.rows }, () => []);
    for (let p = 0; p < pieces.length; p += 4) {
      const first = Math.max(0, Math.ceil((Math.min(pieces[p + 1], pieces[p + 3]) - reachMetres) / grid.cellMetres + grid.below));
      if (first < grid.rows) this.#beginning[first].push(p);
    }
  }

  /** Metres from each node of the row, the reach at most; the array is written anew for the next row. @param row one more than the last asked for. */
  next(row: number, metres: Float64Array): void {
    const { cellMetres, left, below, columns } = this.#grid, pieces = this.#pieces, reach = this.#reachMetres, squares = this.#squares;
    const y = (row - below) * cellMetres;
    squares.fill(reach * reach);
    this.#active = [...this.#active, ...this.#beginning[row]].filter((p) => Math.max(pieces[p + 1], pieces[p + 3]) + reach >= y);
    for (const p of this.#active) {
      const x1 = pieces[p], y1 = pieces[p + 1], dx = pieces[p + 2] - x1, dy = pieces[p + 3] - y1, length2 = dx * dx + dy * dy;
      const first = Math.max(0, Math.ceil((Math.min(x1, x1 + dx) - reach) / cellMetres + left)), last = Math.min(columns - 1, Math.floor((Math.max(x1, x1 + dx) + reach) / cellMetres + left));
      for (let column = first; column <= last; column++) {
        const px = (column - left) * cellMetres - x1, py = y - y1;
        const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length2)), ex = px - t * dx, ey = py - t * dy, square = ex * ex + ey * ey;
        if (square < squares[column]) squares[column] = square;
      }
    }
    for (let column = 0; column < columns; column++) metres[column] = Math.sqrt(squares[column]);
  }
}
