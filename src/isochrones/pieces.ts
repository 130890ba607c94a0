/** Straight pieces of streets, and of the straight legs to them, in metres of a plane, with the time that has passed at both ends. */

/** How many numbers a piece has in `Pieces.at`. */
export const PIECE = 9;

/** Metres of walking to what is not reached: more than any limit. */
export const NEVER = 1e12;

/** Metres of a plane. */
export interface Box { readonly west: number; readonly south: number; readonly east: number; readonly north: number }

export class Pieces {
  /** PIECE numbers for each piece: x, y, x2, y2 of its ends, dx, dy, dx² + dy² from one to the other, and the time at both in metres of walking. */
  at = new Float64Array(PIECE << 6);
  count = 0;
  /** Pieces of streets, which come first; the others are legs. */
  streetCount = 0;
  #west = Infinity;
  #south = Infinity;
  #east = -Infinity;
  #north = -Infinity;

  /** Of a street, before all legs. @param spent1 metres of walking; NEVER at both ends where the piece is not reached. */
  addStreet(x1: number, y1: number, x2: number, y2: number, spent1: number, spent2: number): void {
    if (this.streetCount !== this.count) throw new RangeError('a street is added after a leg');
    this.#add(x1, y1, x2, y2, spent1, spent2);
    this.streetCount++;
  }

  addLeg(x1: number, y1: number, x2: number, y2: number, spent1: number, spent2: number): void {
    this.#add(x1, y1, x2, y2, spent1, spent2);
  }

  #add(x1: number, y1: number, x2: number, y2: number, spent1: number, spent2: number): void {
    if (spent1 !== NEVER) {
      this.#west = Math.min(this.#west, x1, x2); this.#east = Math.max(this.#east, x1, x2);
      this.#south = Math.min(this.#south, y1, y2); this.#north = Math.max(this.#north, y1, y2);
    }
    if (PIECE * this.count === this.at.length) this.#grow();
    const at = this.at, dx = x2 - x1, dy = y2 - y1;
    let p = PIECE * this.count++;
    at[p++] = x1; at[p++] = y1; at[p++] = x2; at[p++] = y2; at[p++] = dx; at[p++] = dy; at[p++] = dx * dx + dy * dy; at[p++] = spent1; at[p] = spent2;
  }

  /** Around all that is reached; null if nothing is. */
  reachedBox(): Box | null {
    return this.#west === Infinity ? null : { west: this.#west, south: this.#south, east: this.#east, north: this.#north };
  }

  #grow(): void {
    const at = new Float64Array(2 * this.at.length);
    at.set(this.at);
    this.at = at;
  }
}
