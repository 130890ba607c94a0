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
    const links = this.#links, next = this.#followers(), isTaken = new Uint8Array(this.#count), found: { first: number; ring: OpenRing }[] = [];
    for (let start = 0; start < this.#count; start++) {
      if (isTaken[start] === 1) continue;
      let least = start, length = 0;
      for (let l = start; isTaken[l] === 0; l = next[l]) {
        isTaken[l] = 1;
        length++;
        if (links[LINK * l + 4] < links[LINK * least + 4]) least = l;
      }
      const ring: (readonly [number, number])[] = [];
      for (let l = least; ring.length < length; l = next[l]) ring.push([links[LINK * l + 2], links[LINK * l + 3]]);
      found.push({ first: links[LINK * least + 4], ring });
    }
    return found.sort((a, b) => a.first - b.first).map(({ ring }) => ring);
  }

  /** By link, the one that leads on from the edge it leads to: a table of links looked up by edge (open addressing, half empty at least). */
  #followers(): Int32Array {
    const links = this.#links, count = this.#count, table = new Int32Array(2 ** Math.ceil(Math.log2(2 * count + 1))), mask = table.length - 1, next = new Int32Array(count);
    for (let l = 0; l < count; l++) {
      let at = placeOf(links[LINK * l]) & mask;
      while (table[at] !== 0) at = (at + 1) & mask;
      table[at] = l + 1;
    }
    for (let l = 0; l < count; l++) {
      const edge = links[LINK * l + 1];
      let at = placeOf(edge) & mask;
      while (table[at] !== 0 && links[LINK * (table[at] - 1)] !== edge) at = (at + 1) & mask;
      if (table[at] === 0) throw new RangeError('a ring does not close: the field is inside on the border of the grid');
      next[l] = table[at] - 1;
    }
    return next;
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

/** Edges whose keys have the same lower 32 bits share one. */
function placeOf(key: number): number {
  const mixed = Math.imul(key | 0, 0x9e3779b1);
  return mixed ^ mixed >>> 15;
}

/** From the key of a cell to that of one of its edges: two keys for each node, of the edges to the right and upwards. */
function edgeOffset(edge: number, columns: number): number {
  return edge === 0 ? 0 : edge === 1 ? 3 : edge === 2 ? 2 * columns : 1;
}

/** Where the field is 0 between two nodes, as a share of the way. */
function crossing(a: number, b: number): number {
  return Math.max(KEEP, Math.min(1 - KEEP, a / (a - b)));
}
