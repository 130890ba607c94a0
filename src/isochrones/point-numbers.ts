/** Points of a plane, each once, in typed arrays: a table of numbers looked up by place (open addressing, half empty). */
export class PointNumbers {
  /** By number. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  count = 0;
  readonly #sameMetres: number;
  /** A number by the place it is looked for first, or one behind it; 0 for none, else one more. */
  readonly #table: Int32Array;

  /** @param most points that will be asked for. */
  constructor(most: number, sameMetres: number) {
    this.x = new Float64Array(most);
    this.y = new Float64Array(most);
    this.#sameMetres = sameMetres;
    this.#table = new Int32Array(2 ** Math.ceil(Math.log2(2 * most + 1)));
  }

  /** The number of a point: that of the one in its place, or the next. */
  numberOf(x: number, y: number): number {
    const same = this.#sameMetres, table = this.#table, column = Math.round(x / same), row = Math.round(y / same);
    let at = (Math.imul(column, 0x9e3779b1) ^ Math.imul(row, 0x85ebca6b)) >>> 0;
    at = (at ^ (at >>> 15)) & (table.length - 1);
    for (; table[at] !== 0; at = (at + 1) & (table.length - 1)) {
      const p = table[at] - 1;
      if (Math.round(this.x[p] / same) === column && Math.round(this.y[p] / same) === row) return p;
    }
    this.x[this.count] = x;
    this.y[this.count] = y;
    table[at] = ++this.count;
    return this.count - 1;
  }
}

/** Distances this close to a bound are no farther than it. Corners of rings lie on a lattice, so that many are at a bound exactly: rounding must not decide. */
const TIE_METRES = 1e-9;

/** Whether (px, py) is no farther than a bound from the straight piece between (0, 0) and (dx, dy). @param square of the piece's length. */
export function isBeside(px: number, py: number, dx: number, dy: number, square: number, mostMetres: number): boolean {
  const most = (mostMetres + TIE_METRES) ** 2, along = px * dx + py * dy, beside = px * dy - py * dx;
  if (along > 0 && along < square) return beside * beside <= most * square;
  return (along <= 0 ? px * px + py * py : (px - dx) ** 2 + (py - dy) ** 2) <= most;
}
