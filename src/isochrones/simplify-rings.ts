/**
 * Rings with fewer points that are as valid as before: none crosses itself or another, rings within rings stay
 * there, and what lay inside lies inside.
 *
 *        b                      b leaves if the triangle a b c holds no other point of any ring, and nothing
 *      / . \                    comes closer to the new edge a c than rounding of coordinates could close. An edge that
 *    a - - - c                  crossed a c would have to end in the triangle, or to cross a b or b c, which none does.
 *
 * Every point that left between a and c is within the tolerance of a c, so that the ring is. Flat corners go first.
 * Where rings run along each other, as those of two limits do beside a street, their common points leave together; a
 * point where they part stays.
 */
import { PointGrid } from './point-grid.ts';
import { PointNumbers, isBeside } from './point-numbers.ts';

/** Points of a plane in metres, not closed. */
export type OpenRing = readonly (readonly [x: number, y: number])[];

/** Seven decimals of a degree move a point by less than a centimetre. */
const APART_METRES = 0.05;
const FEWEST_POINTS = 4;
/** Points this close are one. */
const SAME_METRES = 1e-6;
/** Shares of the tolerance, one pass over all points for each. */
const PASSES = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 1];
const NONE = -1;
const NO_RINGS: readonly number[] = [];
/** What a point is: between two others on all rings that it is on, left, or where rings part (or on none). */
const BETWEEN = 0, LEFT = 1, STAYING = 2;

/**
 * @param rings that do not cross each other: all polygons that are to stay apart or nested.
 * @param fixed points that stay on their side of every ring.
 * @returns the same rings in the same order.
 */
export function simplifyRings(rings: readonly OpenRing[], fixed: readonly (readonly [x: number, y: number])[], toleranceMetres: number): OpenRing[] {
  const net = new RingNet(rings, fixed, Math.max(4 * toleranceMetres, 1));
  for (const share of PASSES) net.thin(share * toleranceMetres);
  return net.rings();
}

/** The points of all rings, each once, and how the rings join them. */
class RingNet {
  readonly #points: PointNumbers;
  readonly #rings: Int32Array[];
  /** By ring: how many points it has left. */
  readonly #remaining: number[];
  /** By point: the ring it is on, NONE for a fixed one; and the others of a point on several. */
  readonly #ring: Int32Array;
  readonly #otherRings = new Map<number, number[]>();
  readonly #state: Uint8Array;
  /** By point: its neighbours now, and those it had. */
  readonly #first: Int32Array;
  readonly #second: Int32Array;
  readonly #hadFirst: Int32Array;
  readonly #hadSecond: Int32Array;
  /** All neighbours of a point where rings part. */
  readonly #parting = new Map<number, Set<number>>();
  readonly #grid: PointGrid;

  constructor(rings: readonly OpenRing[], fixed: readonly (readonly [number, number])[], cellMetres: number) {
    const points = new PointNumbers(rings.reduce((sum, ring) => sum + ring.length, fixed.length), SAME_METRES);
    this.#points = points;
    this.#rings = rings.map((ring) => {
      const numbers = new Int32Array(ring.length);
      for (let i = 0; i < ring.length; i++) numbers[i] = points.numberOf(ring[i][0], ring[i][1]);
      return numbers;
    });
    this.#remaining = rings.map((ring) => ring.length);
    for (const [x, y] of fixed) points.numberOf(x, y);
    this.#ring = new Int32Array(points.count).fill(NONE);
    this.#state = new Uint8Array(points.count);
    this.#first = new Int32Array(points.count).fill(NONE);
    this.#second = new Int32Array(points.count).fill(NONE);
    this.#rings.forEach((ring, r) => { for (let i = 0; i < ring.length; i++) this.#join(ring[i], ring[i + 1 === ring.length ? 0 : i + 1], r); });
    for (let p = 0; p < points.count; p++) if (this.#second[p] === NONE || this.#parting.has(p)) this.#state[p] = STAYING;
    this.#hadFirst = this.#first.slice();
    this.#hadSecond = this.#second.slice();
    this.#grid = new PointGrid(points, cellMetres);
  }

  rings(): OpenRing[] {
    const { x, y } = this.#points;
    return this.#rings.map((ring) => {
      const left: (readonly [number, number])[] = [];
      for (const p of ring) if (this.#state[p] !== LEFT) left.push([x[p], y[p]]);
      return left;
    });
  }

  /** Drop what may leave, once along all rings. */
  thin(toleranceMetres: number): void {
    for (const ring of this.#rings) for (let i = 0; i < ring.length; i++) if (this.#state[ring[i]] === BETWEEN) this.#tryToDrop(ring[i], toleranceMetres);
  }

  #join(p: number, next: number, r: number): void {
    this.#addNeighbour(p, next);
    this.#addNeighbour(next, p);
    if (this.#ring[p] === NONE) this.#ring[p] = r;
    else if (this.#ring[p] !== r) this.#otherRings.set(p, [...(this.#otherRings.get(p) ?? []), r]);
  }

  #addNeighbour(p: number, other: number): void {
    const all = this.#parting.get(p), first = this.#first[p], second = this.#second[p];
    if (all) all.add(other);
    else if (first === NONE) this.#first[p] = other;
    else if (first !== other && second === NONE) this.#second[p] = other;
    else if (first !== other && second !== other) this.#parting.set(p, new Set([first, second, other]));
  }

  #tryToDrop(b: number, toleranceMetres: number): void {
    const a = this.#first[b], c = this.#second[b];
    if (this.#areNeighbours(a, c) || !this.#isStraight(b, this.#hadFirst, a, c, toleranceMetres) || !this.#isStraight(b, this.#hadSecond, a, c, toleranceMetres) || !this.#mayLose(b) || !this.#grid.isEmpty(a, b, c, APART_METRES)) return;
    this.#state[b] = LEFT;
    this.#replace(a, b, c);
    this.#replace(c, b, a);
    this.#remaining[this.#ring[b]]--;
    for (const r of this.#otherRings.get(b) ?? NO_RINGS) this.#remaining[r]--;
    this.#grid.remove(b);
  }

  /** Whether all rings that a point is on have points to spare. */
  #mayLose(b: number): boolean {
    return this.#remaining[this.#ring[b]] > FEWEST_POINTS && (this.#otherRings.get(b) ?? NO_RINGS).every((r) => this.#remaining[r] > FEWEST_POINTS);
  }

  #areNeighbours(a: number, c: number): boolean {
    return this.#partingAt(a)?.has(c) ?? (this.#first[a] === c || this.#second[a] === c);
  }

  #partingAt(p: number): Set<number> | undefined {
    return this.#state[p] === STAYING ? this.#parting.get(p) : undefined;
  }

  /** Whether a point, and those that left from it on to one side, are close to the straight way from a to c. */
  #isStraight(b: number, side: Int32Array, a: number, c: number, toleranceMetres: number): boolean {
    const { x, y } = this.#points, state = this.#state, hadFirst = this.#hadFirst, hadSecond = this.#hadSecond, ax = x[a], ay = y[a], dx = x[c] - ax, dy = y[c] - ay, square = dx * dx + dy * dy;
    if (!isBeside(x[b] - ax, y[b] - ay, dx, dy, square, toleranceMetres)) return false;
    for (let previous = b, p = side[b]; state[p] === LEFT; ) {
      if (!isBeside(x[p] - ax, y[p] - ay, dx, dy, square, toleranceMetres)) return false;
      const next = hadFirst[p] === previous ? hadSecond[p] : hadFirst[p];
      previous = p;
      p = next;
    }
    return true;
  }

  #replace(end: number, gone: number, other: number): void {
    const all = this.#partingAt(end);
    if (all) {
      all.delete(gone);
      all.add(other);
      return;
    }
    if (this.#first[end] === gone) this.#first[end] = this.#second[end];
    this.#second[end] = other;
  }
}
