/** The steps that led to the labels of a search by timetable, in arrays that grow. */

/** Steps of journeys, each with the one before it. */
export class JourneySteps {
  /** What the search calls it: the number of a trip, or what kind of leg on foot it is. */
  kind = new Int32Array(1 << 12);
  /** Where a ride begins and ends, as positions; or the leg on foot. */
  a = new Int32Array(1 << 12);
  b = new Int32Array(1 << 12);
  before = new Int32Array(1 << 12);
  #count = 0;

  add(kind: number, a: number, b: number, before: number): number {
    if (this.#count === this.kind.length) this.#grow();
    const step = this.#count++;
    this.kind[step] = kind;
    this.a[step] = a;
    this.b[step] = b;
    this.before[step] = before;
    return step;
  }

  clear(): void { this.#count = 0; }

  #grow(): void {
    const longer = (old: Int32Array): Int32Array<ArrayBuffer> => { const grown = new Int32Array(2 * old.length); grown.set(old); return grown; };
    this.kind = longer(this.kind);
    this.a = longer(this.a);
    this.b = longer(this.b);
    this.before = longer(this.before);
  }
}
