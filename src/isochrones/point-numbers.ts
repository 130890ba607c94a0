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

  /** From a point to the straight piece between two others. */
  distanceTo(p: number, a: number, c: number): number {
    const px = this.x[p] - this.x[a], py = this.y[p] - this.y[a], dx = this.x[c] - this.x[a], dy = this.y[c] - this.y[a], square = dx * dx + dy * dy;
    const t = square === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / square));
    return Math.hypot(px - t * dx, py - t * dy);
  }

  /** Whether a point lies in a triangle, sides included; one whose corners lie on one line holds nothing. */
  isInTriangle(p: number, a: number, b: number, c: number): boolean {
    const whole = this.#turn(a, b, c);
    return whole !== 0 && this.#turn(a, b, p) * whole >= 0 && this.#turn(b, c, p) * whole >= 0 && this.#turn(c, a, p) * whole >= 0;
  }

  /** More than 0 if p lies to the left of the way from a to b. */
  #turn(a: number, b: number, p: number): number {
    const { x, y } = this;
    return (x[b] - x[a]) * (y[p] - y[a]) - (y[b] - y[a]) * (x[p] - x[a]);
  }
}
