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
  /** 1 for legs. */
  isLeg = new Uint8Array(1 << 6);
  count = 0;
  #west = Infinity;
  #south = Infinity;
  #east = -Infinity;
  #north = -Infinity;

  /** @param spent1 metres of walking; NEVER at both ends where the piece is not reached. */
  add(x1: number, y1: number, x2: number, y2: number, spent1: number, spent2: number, isLeg = 0): void {
    if (spent1 !== NEVER) {
      this.#west = Math.min(this.#west, x1, x2); this.#east = Math.max(this.#east, x1, x2);
      this.#south = Math.min(this.#south, y1, y2); this.#north = Math.max(this.#north, y1, y2);
    }
    if (PIECE * this.count === this.at.length) this.#grow();
    this.isLeg[this.count] = isLeg;
    const at = this.at, dx = x2 - x1, dy = y2 - y1;
    let p = PIECE * this.count++;
    at[p++] = x1; at[p++] = y1; at[p++] = x2; at[p++] = y2; at[p++] = dx; at[p++] = dy; at[p++] = dx * dx + dy * dy; at[p++] = spent1; at[p] = spent2;
  }

  /** Around all that is reached; null if nothing is. */
  reachedBox(): Box | null {
    return this.#west === Infinity ? null : { west: this.#west, south: this.#south, east: this.#east, north: this.#north };
  }

  #grow(): void {
    const at = new Float64Array(2 * this.at.length), isLeg = new Uint8Array(2 * this.isLeg.length);
    at.set(this.at);
    isLeg.set(this.isLeg);
    this.at = at;
    this.isLeg = isLeg;
  }
}
