/** Straight pieces of streets in metres of a plane, and what each of them is to an isochrone. */

/** Reached with time left for the whole off-network distance; reached; not reached. A piece may be the first two. */
export const EARLY = 1, REACHED = 2, OTHER = 4;

/** How many numbers a piece has in `Pieces.at`. */
export const PIECE = 5;

/** Metres of a plane. */
export interface Box { readonly west: number; readonly south: number; readonly east: number; readonly north: number }

export class Pieces {
  /** PIECE numbers for each piece: x, y, dx, dy, dx² + dy², from its first point to its last. */
  at = new Float64Array(PIECE << 6);
  /** What each is: EARLY, REACHED, OTHER or a sum of them. */
  sides = new Uint8Array(1 << 6);
  count = 0;
  #west = Infinity;
  #south = Infinity;
  #east = -Infinity;
  #north = -Infinity;

  /** What was added as EARLY may be added again as REACHED; right after, it is kept as one piece. */
  add(x1: number, y1: number, x2: number, y2: number, side: number): void {
    if (side === REACHED) {
      this.#west = Math.min(this.#west, x1, x2); this.#east = Math.max(this.#east, x1, x2);
      this.#south = Math.min(this.#south, y1, y2); this.#north = Math.max(this.#north, y1, y2);
    }
    const dx = x2 - x1, dy = y2 - y1, last = PIECE * (this.count - 1);
    if (side === REACHED && last >= 0 && this.sides[this.count - 1] === EARLY && this.at[last] === x1 && this.at[last + 1] === y1 && this.at[last + 2] === dx && this.at[last + 3] === dy) {
      this.sides[this.count - 1] |= side;
      return;
    }
    if (this.count === this.sides.length) this.#grow();
    const at = this.at, p = PIECE * this.count;
    at[p] = x1; at[p + 1] = y1; at[p + 2] = dx; at[p + 3] = dy; at[p + 4] = dx * dx + dy * dy;
    this.sides[this.count++] = side;
  }

  /** Around all that is reached; null if nothing is. */
  reachedBox(): Box | null {
    return this.#west === Infinity ? null : { west: this.#west, south: this.#south, east: this.#east, north: this.#north };
  }

  #grow(): void {
    const at = new Float64Array(2 * this.at.length), sides = new Uint8Array(2 * this.sides.length);
    at.set(this.at);
    sides.set(this.sides);
    this.at = at;
    this.sides = sides;
  }
}
