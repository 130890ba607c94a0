/** The slow and obvious twin of `Contours`: marching squares over every cell of a grid, row by row. */

/** A closed ring of columns and rows, fractions of them; the first point is not repeated. Inside lies to the left. */
export type Ring = [column: number, row: number][];

/** A crossing keeps this share of an edge away from its ends. */
const KEEP = 0.02;

/**
 * @param fillRow writes the field of a row; asked for one row after the other, from 0.
 * The field must be outside on the border of the grid.
 */
export function traceContours(columns: number, rows: number, fillRow: (row: number, field: Float64Array) => void): Ring[] {
  let lower = new Float64Array(columns), upper = new Float64Array(columns);
  const next = new Map<number, number>(), points = new Map<number, [number, number]>();
  const crossing = (a: number, b: number): number => Math.max(KEEP, Math.min(1 - KEEP, a / (a - b)));
  /** Of the edge from node (column, row) to the right. */
  const along = (column: number, row: number, field: Float64Array): number => {
    const key = 2 * (row * columns + column);
    if (!points.has(key)) points.set(key, [column + crossing(field[column], field[column + 1]), row]);
    return key;
  };
  /** Of the edge from node (column, row) upwards. */
  const up = (column: number, row: number): number => {
    const key = 2 * (row * columns + column) + 1;
    if (!points.has(key)) points.set(key, [column, row + crossing(lower[column], upper[column])]);
    return key;
  };
  fillRow(0, lower);
  for (let row = 0; row < rows - 1; row++) {
    fillRow(row + 1, upper);
    for (let column = 0; column < columns - 1; column++) {
      const corners = (lower[column] <= 0 ? 1 : 0) | (lower[column + 1] <= 0 ? 2 : 0) | (upper[column + 1] <= 0 ? 4 : 0) | (upper[column] <= 0 ? 8 : 0);
      if (corners === 0 || corners === 15) continue;
      const edges = [() => along(column, row, lower), () => up(column + 1, row), () => along(column, row + 1, upper), () => up(column, row)];
      for (const [from, to] of LINKS[corners]) next.set(edges[from](), edges[to]());
    }
    [lower, upper] = [upper, lower];
  }
  return collectRings(next, points);
}

/** By the corners inside (1 lower left, 2 lower right, 4 upper right, 8 upper left): from which edge to which (0 below, 1 right, 2 above, 3 left), inside to the left. */
const LINKS: readonly (readonly (readonly [number, number])[])[] = [
  [], [[0, 3]], [[1, 0]], [[1, 3]], [[2, 1]], [[0, 3], [2, 1]], [[2, 0]], [[2, 3]],
  [[3, 2]], [[0, 2]], [[1, 0], [3, 2]], [[1, 2]], [[3, 1]], [[0, 1]], [[3, 0]], [],
];

function collectRings(next: Map<number, number>, points: ReadonlyMap<number, [number, number]>): Ring[] {
  const rings: Ring[] = [];
  for (const first of next.keys()) {
    const ring: Ring = [];
    for (let key: number | undefined = first; key !== undefined; ) {
      const point = points.get(key), following = next.get(key);
      if (point === undefined || following === undefined) throw new RangeError('a ring does not close: the field is inside on the border of the grid');
      ring.push(point);
      next.delete(key);
      key = following === first ? undefined : following;
    }
    rings.push(ring);
  }
  return rings;
}
