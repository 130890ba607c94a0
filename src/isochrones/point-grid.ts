/** Points in square cells, each cell a list that is linked both ways. */
import type { PointNumbers } from './point-numbers.ts';

const NONE = -1;

export class PointGrid {
  readonly #points: PointNumbers;
  readonly #cellMetres: number;
  /** The first point of each cell that has any. */
  readonly #head = new Map<number, number>();
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  /** Rows and columns are counted from these, so that a cell has one number. */
  readonly #left: number;
  readonly #below: number;
  readonly #rows: number;

  constructor(points: PointNumbers, cellMetres: number) {
    this.#points = points;
    this.#cellMetres = cellMetres;
    let west = Infinity, south = Infinity, north = -Infinity;
    for (let p = 0; p < points.count; p++) { west = Math.min(west, points.x[p]); south = Math.min(south, points.y[p]); north = Math.max(north, points.y[p]); }
    // A cell more on each side, since triangles are looked at with a margin.
    this.#left = Math.floor(west / cellMetres) - 1;
    this.#below = Math.floor(south / cellMetres) - 1;
    this.#rows = Math.floor(north / cellMetres) + 2 - this.#below;
    this.#next = new Int32Array(points.count).fill(NONE);
    this.#previous = new Int32Array(points.count).fill(NONE);
    for (let p = 0; p < points.count; p++) this.#add(p);
  }

  #add(p: number): void {
    const cell = this.#cellOf(p), head = this.#head.get(cell) ?? NONE;
    this.#next[p] = head;
    if (head !== NONE) this.#previous[head] = p;
    this.#head.set(cell, p);
  }

  remove(p: number): void {
    const next = this.#next[p], previous = this.#previous[p];
    if (next !== NONE) this.#previous[next] = previous;
    if (previous !== NONE) this.#next[previous] = next;
    else if (next !== NONE) this.#head.set(this.#cellOf(p), next);
    else this.#head.delete(this.#cellOf(p));
  }

  /** Whether no other point lies in a triangle, nor closer than a distance to its side a c. */
  isEmpty(a: number, b: number, c: number, apartMetres: number): boolean {
    const { x, y } = this.#points, size = this.#cellMetres;
    const firstRow = Math.floor((Math.min(y[a], y[b], y[c]) - apartMetres) / size), lastRow = Math.floor((Math.max(y[a], y[b], y[c]) + apartMetres) / size);
    const lastColumn = Math.floor((Math.max(x[a], x[b], x[c]) + apartMetres) / size);
    for (let column = Math.floor((Math.min(x[a], x[b], x[c]) - apartMetres) / size); column <= lastColumn; column++) {
      for (let row = firstRow; row <= lastRow; row++) {
        for (let p = this.#head.get(this.#numberOf(column, row)) ?? NONE; p !== NONE; p = this.#next[p]) {
          if (p === a || p === b || p === c) continue;
          if (this.#points.isInTriangle(p, a, b, c) || this.#points.distanceTo(p, a, c) < apartMetres) return false;
        }
      }
    }
    return true;
  }

  #cellOf(p: number): number {
    return this.#numberOf(Math.floor(this.#points.x[p] / this.#cellMetres), Math.floor(this.#points.y[p] / this.#cellMetres));
  }

  #numberOf(column: number, row: number): number {
    return (column - this.#left) * this.#rows + row - this.#below;
  }
}
