/**
 * Rings with fewer points that are as valid as before: none crosses itself or another, rings within rings stay
 * there, and what lay inside lies inside.
 *
 *        b                      b leaves if the triangle a b c holds no other point of any ring, and nothing
 *      / . \                    comes closer to the new edge a c than rounding of coordinates could close. An edge that
 *    a - - - c                  crossed a c would have to end in the triangle, or to cross a b or b c, which none does.
 *
 * Every point that left between a and c is within the tolerance of a c, so that the ring is. Flat corners go first.
 */

/** Points of a plane in metres, not closed. */
export type OpenRing = readonly (readonly [x: number, y: number])[];

/** Seven decimals of a degree move a point by less than a centimetre. */
const APART_METRES = 0.05;
const FEWEST_POINTS = 4;
/** Shares of the tolerance, one pass over all points for each. */
const PASSES = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 1];

/**
 * @param rings that neither touch nor cross each other: all polygons that are to stay apart or nested.
 * @param fixed points that stay on their side of every ring.
 * @returns the same rings in the same order.
 */
export function simplifyRings(rings: readonly OpenRing[], fixed: readonly (readonly [x: number, y: number])[], toleranceMetres: number): OpenRing[] {
  const points = new PointGrid([...rings.flat(), ...fixed], Math.max(4 * toleranceMetres, 1));
  let first = 0;
  const chains = rings.map((ring) => {
    const chain = Array.from(ring, (_, i) => first + i);
    first += ring.length;
    return { points: chain, left: chain.map((): number[] => []) };
  });
  for (const share of PASSES) for (const chain of chains) thin(chain, points, share * toleranceMetres);
  return chains.map((chain) => chain.points.map((p) => points.at(p)));
}

/** The points of a ring by number; and for each those that left between it and the next one. */
interface Chain { points: number[]; left: number[][] }

/** Go round the ring once and drop what may leave; a point stays where the one before it has just left. */
function thin(chain: Chain, grid: PointGrid, toleranceMetres: number): void {
  const { points, left } = chain, kept: number[] = [], keptLeft: number[][] = [];
  let remaining = points.length;
  for (let i = 0; i < points.length; i++) {
    const b = points[i], isFirst = kept.length === 0, a = isFirst ? -1 : kept[kept.length - 1], c = i + 1 < points.length ? points[i + 1] : kept[0];
    const between = isFirst ? [] : [...keptLeft[kept.length - 1], b, ...left[i]];
    if (!isFirst && remaining > FEWEST_POINTS && between.every((p) => grid.distance(p, a, c) <= toleranceMetres) && grid.isEmpty(a, b, c)) {
      grid.remove(b);
      keptLeft[kept.length - 1] = between;
      remaining--;
    } else {
      kept.push(b);
      keptLeft.push(left[i]);
    }
  }
  // The ring begins elsewhere the next time, so that its first point may leave as well.
  chain.points = [...kept.slice(1), kept[0]];
  chain.left = [...keptLeft.slice(1), keptLeft[0]];
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

  at(p: number): readonly [number, number] { return this.#points[p]; }

  remove(p: number): void {
    this.#cells.get(this.#keyOf(...this.#points[p]))?.delete(p);
  }

  /** Distance of a point to the segment between two others. */
  distance(p: number, a: number, c: number): number {
    return distanceTo(this.#points[p], this.#points[a], this.#points[c]);
  }

  /** Whether no other point lies in a triangle, nor near its side a c. */
  isEmpty(a: number, b: number, c: number): boolean {
    const corners = [this.#points[a], this.#points[b], this.#points[c]], xs = corners.map(([x]) => x), ys = corners.map(([, y]) => y), size = this.#cellMetres;
    for (let column = Math.floor((Math.min(...xs) - APART_METRES) / size); column <= Math.floor((Math.max(...xs) + APART_METRES) / size); column++) {
      for (let row = Math.floor((Math.min(...ys) - APART_METRES) / size); row <= Math.floor((Math.max(...ys) + APART_METRES) / size); row++) {
        for (const p of this.#cells.get(`${column} ${row}`) ?? []) {
          if (p === a || p === b || p === c) continue;
          if (isInTriangle(this.#points[p], corners) || distanceTo(this.#points[p], corners[0], corners[2]) < APART_METRES) return false;
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
