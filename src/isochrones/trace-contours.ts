/**
 * The rings between the nodes of a grid that are inside (0 or less) and those that are outside, by marching
 * squares (Lorensen & Cline 1987, in the plane) with linear interpolation, from the cells that have both.
 *
 * Each ring crosses each edge of the grid once at most, and never at its end: no ring touches itself or
 * another. Where the two inside corners of a cell are opposite, they are kept apart. Both together make the
 * rings of a field that is nowhere larger contain those of a larger one.
 */
import type { Grid } from './boundary-blocks.ts';
import type { OpenRing } from './simplify-rings.ts';

/** A crossing keeps this share of an edge away from its ends. */
const KEEP = 0.02;

/** By the corners inside (1 lower left, 2 lower right, 4 upper right, 8 upper left): from which edge to which (0 below, 1 right, 2 above, 3 left), inside to the left. */
const LINKS: readonly (readonly (readonly [number, number])[])[] = [
  [], [[0, 3]], [[1, 0]], [[1, 3]], [[2, 1]], [[0, 3], [2, 1]], [[2, 0]], [[2, 3]],
  [[3, 2]], [[0, 2]], [[1, 0], [3, 2]], [[1, 2]], [[3, 1]], [[0, 1]], [[3, 0]], [],
];
/** Numbers of a link: the edges of the grid it leads from and to, where it crosses the first, and its place among all links. */
const LINK = 5;

/** Gathers cells in any order. */
export class Contours {
  readonly #grid: Grid;
  #links = new Float64Array(LINK << 8);
  #count = 0;

  constructor(grid: Grid) {
    this.#grid = grid;
  }

  /** A cell by its lower left node, once, with the field at its corners. */
  add(column: number, row: number, lowerLeft: number, lowerRight: number, upperRight: number, upperLeft: number): void {
    const corners = (lowerLeft <= 0 ? 1 : 0) | (lowerRight <= 0 ? 2 : 0) | (upperRight <= 0 ? 4 : 0) | (upperLeft <= 0 ? 8 : 0);
    if (corners === 0 || corners === 15) return;
    const { cellMetres, left, below, columns } = this.#grid, key = 2 * (row * columns + column), links = LINKS[corners];
    for (let l = 0; l < links.length; l++) {
      const [from, to] = links[l];
      const x = column + (from === 0 ? crossing(lowerLeft, lowerRight) : from === 1 ? 1 : from === 2 ? crossing(upperLeft, upperRight) : 0);
      const y = row + (from === 0 ? 0 : from === 1 ? crossing(lowerRight, upperRight) : from === 2 ? 1 : crossing(lowerLeft, upperLeft));
      this.#push(key + edgeOffset(from, columns), key + edgeOffset(to, columns), (x - left) * cellMetres, (y - below) * cellMetres, key + l);
    }
  }

  /**
   * Closed rings in metres; the first point is not repeated, and inside lies to the left. In the order in which their
   * lowest cells come in the grid, row by row, so that it does not depend on that of the cells added.
   * @throws {RangeError} if cells are missing.
   */
  rings(): OpenRing[] {
    const links = this.#links, byEdge = new Map<number, number>(), isTaken = new Uint8Array(this.#count);
    for (let l = 0; l < this.#count; l++) byEdge.set(links[LINK * l], l);
    const found: { first: number; ring: (readonly [number, number])[] }[] = [];
    for (let start = 0; start < this.#count; start++) {
      if (isTaken[start]) continue;
      const ring: (readonly [number, number])[] = [];
      let first = Infinity, firstAt = 0;
      for (let l = start; !isTaken[l]; ) {
        isTaken[l] = 1;
        if (links[LINK * l + 4] < first) { first = links[LINK * l + 4]; firstAt = ring.length; }
        ring.push([links[LINK * l + 2], links[LINK * l + 3]]);
        const next = byEdge.get(links[LINK * l + 1]);
        if (next === undefined) throw new RangeError('a ring does not close: the field is inside on the border of the grid');
        l = next;
      }
      found.push({ first, ring: [...ring.slice(firstAt), ...ring.slice(0, firstAt)] });
    }
    return found.sort((a, b) => a.first - b.first).map(({ ring }) => ring);
  }

  #push(from: number, to: number, x: number, y: number, place: number): void {
    let i = LINK * this.#count++;
    if (i === this.#links.length) {
      const links = new Float64Array(2 * i);
      links.set(this.#links);
      this.#links = links;
    }
    const links = this.#links;
    links[i++] = from; links[i++] = to; links[i++] = x; links[i++] = y; links[i] = place;
  }
}

/** From the key of a cell to that of one of its edges: two keys for each node, of the edges to the right and upwards. */
function edgeOffset(edge: number, columns: number): number {
  return edge === 0 ? 0 : edge === 1 ? 3 : edge === 2 ? 2 * columns : 1;
}

/** Where the field is 0 between two nodes, as a share of the way. */
function crossing(a: number, b: number): number {
  return Math.max(KEEP, Math.min(1 - KEEP, a / (a - b)));
}
