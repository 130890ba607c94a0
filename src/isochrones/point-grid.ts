/** Points in square cells, each cell a list that is linked both ways. */
import { isBeside, type PointNumbers } from './point-numbers.ts';

const NONE = -1;
/** Cells for each point, at most. Points lie in lines, so that most cells are empty, and those along a line hold a few. */
const CELLS_PER_POINT = 4;

export class PointGrid {
  readonly #points: PointNumbers;
  readonly #cellMetres: number;
  /** The first point of each cell, row by row. */
  readonly #head: Int32Array;
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  readonly #west: number;
  readonly #south: number;
  readonly #columns: number;
  readonly #rows: number;

  /** @param cellMetres the least side of a cell. */
  constructor(points: PointNumbers, cellMetres: number) {
    this.#points = points;
    const { x, y, count } = points;
    let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
    for (let p = 0; p < count; p++) { west = Math.min(west, x[p]); south = Math.min(south, y[p]); east = Math.max(east, x[p]); north = Math.max(north, y[p]); }
    this.#cellMetres = Math.max(cellMetres, Math.sqrt((east - west) * (north - south) / (CELLS_PER_POINT * count)));
    this.#west = west;
    this.#south = south;
    this.#columns = Math.floor((east - west) / this.#cellMetres) + 1;
    this.#rows = Math.floor((north - south) / this.#cellMetres) + 1;
    this.#head = new Int32Array(this.#columns * this.#rows).fill(NONE);
    this.#next = new Int32Array(count).fill(NONE);
    this.#previous = new Int32Array(count).fill(NONE);
    for (let p = 0; p < count; p++) this.#add(p);
  }

  #add(p: number): void {
    const cell = this.#cellOf(p), head = this.#head[cell];
    this.#next[p] = head;
    if (head !== NONE) this.#previous[head] = p;
    this.#head[cell] = p;
  }

  remove(p: number): void {
    const next = this.#next[p], previous = this.#previous[p];
    if (next !== NONE) this.#previous[next] = previous;
    if (previous !== NONE) this.#next[previous] = next;
    else this.#head[this.#cellOf(p)] = next;
  }

  /** Whether no other point lies in a triangle, its sides included (one whose corners lie on one line holds nothing), nor within a distance of its side a c. */
  isEmpty(a: number, b: number, c: number, apartMetres: number): boolean {
    const { x, y } = this.#points, head = this.#head, next = this.#next, columns = this.#columns, size = this.#cellMetres;
    const ax = x[a], ay = y[a], bx = x[b], by = y[b], cx = x[c], cy = y[c], dx = cx - ax, dy = cy - ay, square = dx * dx + dy * dy, whole = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    const west = Math.min(ax, bx, cx) - apartMetres, east = Math.max(ax, bx, cx) + apartMetres, south = Math.min(ay, by, cy) - apartMetres, north = Math.max(ay, by, cy) + apartMetres;
    const firstColumn = Math.max(0, Math.floor((west - this.#west) / size)), lastColumn = Math.min(columns - 1, Math.floor((east - this.#west) / size));
    const firstRow = Math.max(0, Math.floor((south - this.#south) / size)), lastRow = Math.min(this.#rows - 1, Math.floor((north - this.#south) / size));
    for (let row = firstRow; row <= lastRow; row++) for (let column = firstColumn; column <= lastColumn; column++) {
      for (let p = head[row * columns + column]; p !== NONE; p = next[p]) {
        const px = x[p], py = y[p];
        if (px < west || px > east || py < south || py > north || p === a || p === b || p === c) continue;
        const isWithin = whole !== 0 && ((bx - ax) * (py - ay) - (by - ay) * (px - ax)) * whole >= 0 && ((cx - bx) * (py - by) - (cy - by) * (px - bx)) * whole >= 0 && ((ax - cx) * (py - cy) - (ay - cy) * (px - cx)) * whole >= 0;
        if (isWithin || isBeside(px - ax, py - ay, dx, dy, square, apartMetres)) return false;
      }
    }
    return true;
  }

  #cellOf(p: number): number {
    return Math.floor((this.#points.y[p] - this.#south) / this.#cellMetres) * this.#columns + Math.floor((this.#points.x[p] - this.#west) / this.#cellMetres);
  }
}
