/** Stops that a round of a search has to look at. */

/** A set of stops that is cheap to clear. */
export class StopSet {
  readonly stops: Uint32Array;
  count = 0;
  readonly #has: Uint8Array;

  constructor(stopCount: number) {
    this.stops = new Uint32Array(stopCount);
    this.#has = new Uint8Array(stopCount);
  }

  add(s: number): void {
    if (this.#has[s] === 1) return;
    this.#has[s] = 1;
    this.stops[this.count++] = s;
  }

  clear(): void {
    for (let i = 0; i < this.count; i++) this.#has[this.stops[i]] = 0;
    this.count = 0;
  }
}
