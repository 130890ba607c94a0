/** The plain twin of `simplifyRings`: a set for each point and each cell, a list for each edge of the points that left between its ends. */
import type { OpenRing } from '../../src/isochrones/simplify-rings.ts';

/** Seven decimals of a degree move a point by less than a centimetre. */
const APART_METRES = 0.05;
const FEWEST_POINTS = 4;
/** Points this close are one. */
const SAME_METRES = 1e-6;
/** Distances this close to a bound are no farther than it. */
const TIE_METRES = 1e-9;
/** Shares of the tolerance, one pass over all points for each. */
const PASSES = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 1];

/** What `simplifyRings` gives. */
export function simplifyRingsPlainly(rings: readonly OpenRing[], fixed: readonly (readonly [x: number, y: number])[], toleranceMetres: number): OpenRing[] {
  const net = new RingNet(rings, fixed, Math.max(4 * toleranceMetres, 1));
  for (const share of PASSES) net.thin(share * toleranceMetres);
  return net.rings();
}

/** The points of all rings, each once, and how the rings join them. */
class RingNet {
  readonly #points: (readonly [number, number])[] = [];
  readonly #rings: number[][];
  /** By ring: how many points it has left. */
  readonly #remaining: number[];
  /** By point: its neighbours on all rings, and the rings it is on; a point that has left has no neighbours. */
  readonly #neighbours: Set<number>[] = [];
  readonly #ringsOf: Set<number>[] = [];
  /** By the two ends of an edge: the points that left between them. */
  readonly #left = new Map<string, number[]>();
  readonly #grid: PointGrid;

  constructor(rings: readonly OpenRing[], fixed: readonly (readonly [number, number])[], cellMetres: number) {
    const numbers = new Map<string, number>();
    const numberOf = ([x, y]: readonly [number, number]): number => {
      const key = `${Math.round(x / SAME_METRES)} ${Math.round(y / SAME_METRES)}`, known = numbers.get(key) ?? this.#points.length;
      numbers.set(key, known);
      if (known === this.#points.length) { this.#points.push([x, y]); this.#neighbours.push(new Set()); this.#ringsOf.push(new Set()); }
      return known;
    };
    this.#rings = rings.map((ring) => ring.map(numberOf));
    this.#remaining = this.#rings.map((ring) => ring.length);
    this.#rings.forEach((ring, r) => {
      ring.forEach((p, i) => {
        const next = ring[(i + 1) % ring.length];
        this.#neighbours[p].add(next);
        this.#neighbours[next].add(p);
        this.#ringsOf[p].add(r);
      });
    });
    fixed.forEach(numberOf);
    this.#grid = new PointGrid(this.#points, cellMetres);
  }

  rings(): OpenRing[] {
    return this.#rings.map((ring) => ring.filter((p) => this.#neighbours[p].size > 0).map((p) => this.#points[p]));
  }

  /** Drop what may leave, once along all rings. */
  thin(toleranceMetres: number): void {
    for (const ring of this.#rings) for (const p of ring) this.#tryToDrop(p, toleranceMetres);
  }

  #tryToDrop(b: number, toleranceMetres: number): void {
    if (this.#neighbours[b].size !== 2) return;
    const [a, c] = this.#neighbours[b], between = [...this.#leftOf(a, b), b, ...this.#leftOf(b, c)];
    if (this.#neighbours[a].has(c) || [...this.#ringsOf[b]].some((r) => this.#remaining[r] <= FEWEST_POINTS)) return;
    if (!between.every((p) => distanceTo(this.#points[p], this.#points[a], this.#points[c]) <= toleranceMetres + TIE_METRES) || !this.#grid.isEmpty(a, b, c)) return;
    this.#neighbours[b].clear();
    for (const [end, other] of [[a, c], [c, a]]) { this.#neighbours[end].delete(b); this.#neighbours[end].add(other); }
    for (const r of this.#ringsOf[b]) this.#remaining[r]--;
    this.#left.set(edgeKey(a, c), between);
    this.#grid.remove(b);
  }

  #leftOf(a: number, b: number): readonly number[] { return this.#left.get(edgeKey(a, b)) ?? []; }
}

function edgeKey(a: number, b: number): string {
  return `${Math.min(a, b)} ${Math.max(a, b)}`;
}

/** Points in cells of a grid. */
class PointGrid {
  readonly #points: readonly (readonly [number, number])[];
  readonly #cells = new Map<string, Set<number>>();
  readonly #cellMetres: number;

  constructor(points: readonly (readonly [number, number])[], cellMetres: number) {
    this.#points = points;
    this.#cellMetres = cellMetres;
    points.forEach(([x, y], p) => {
      const key = this.#keyOf(x, y), cell = this.#cells.get(key);
      if (cell) cell.add(p); else this.#cells.set(key, new Set([p]));
    });
  }

  remove(p: number): void {
    this.#cells.get(this.#keyOf(...this.#points[p]))?.delete(p);
  }

  /** Whether no other point lies in a triangle, nor near its side a c. */
  isEmpty(a: number, b: number, c: number): boolean {
    const corners = [this.#points[a], this.#points[b], this.#points[c]], xs = corners.map(([x]) => x), ys = corners.map(([, y]) => y), size = this.#cellMetres;
    for (let column = Math.floor((Math.min(...xs) - APART_METRES) / size); column <= Math.floor((Math.max(...xs) + APART_METRES) / size); column++) {
      for (let row = Math.floor((Math.min(...ys) - APART_METRES) / size); row <= Math.floor((Math.max(...ys) + APART_METRES) / size); row++) {
        for (const p of this.#cells.get(`${column} ${row}`) ?? []) {
          if (p === a || p === b || p === c) continue;
          if (isInTriangle(this.#points[p], corners) || distanceTo(this.#points[p], corners[0], corners[2]) <= APART_METRES + TIE_METRES) return false;
        }
      }
    }
    return true;
  }

  #keyOf(x: number, y: number): string {
    return `${Math.floor(x / this.#cellMetres)} ${Math.floor(y / this.#cellMetres)}`;
  }
}

function distanceTo([x, y]: readonly [number, number], [ax, ay]: readonly [number, number], [cx, cy]: readonly [number, number]): number {
  const dx = cx - ax, dy = cy - ay, square = dx * dx + dy * dy, t = square === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / square));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

/** Sides included; a triangle whose corners lie on one line holds nothing. */
function isInTriangle([x, y]: readonly [number, number], [a, b, c]: readonly (readonly [number, number])[]): boolean {
  const turn = ([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number], px: number, py: number): number => (bx - ax) * (py - ay) - (by - ay) * (px - ax);
  const whole = turn(a, b, c[0], c[1]);
  if (whole === 0) return false;
  return [turn(a, b, x, y), turn(b, c, x, y), turn(c, a, x, y)].every((part) => part * whole >= 0);
}
