/**
 * The slow and obvious twin of `findIsochrones`: the field at every node of the grid around all that is reached, row by row,
 * from all pieces of streets that come near; a list of pieces for each kind; holes given to polygons by asking one after the other.
 */
import { DEGREE_UNITS } from '../../src/inputs/walk-lines.ts';
import type { Isochrone, IsochroneShape } from '../../src/isochrones/isochrone.ts';
import { planeAt, type Plane } from '../../src/isochrones/plane.ts';
import type { PlaneRing } from '../../src/isochrones/ring-owners.ts';
import { findGaps, findReachedStretches, type Stretch } from '../../src/isochrones/reached-stretches.ts';
import type { OpenRing } from '../../src/isochrones/simplify-rings.ts';
import type { NearSegment, SnapIndex } from '../../src/network/snap.ts';
import type { BoundedSearch } from '../../src/travel/bounded-search.ts';
import type { CostedAccess, WalkCosts } from '../../src/travel/costs.ts';
import { costStart, type WalkStart } from '../../src/travel/stops-by-bus.ts';
import { traceContours } from './full-grid-contours.ts';
import { simplifyRingsPlainly } from './plain-simplify-rings.ts';

const CELL_METRES = 2.5;

/** What `findIsochrones` gives. */
export function findIsochronesOnFullGrid(costs: WalkCosts, search: BoundedSearch, index: SnapIndex, starts: readonly WalkStart[], { limitsMs, bufferMetres, simplifyMetres }: IsochroneShape): Isochrone[] {
  const costed = starts.map((start) => costStart(costs, start)), places = starts.filter(({ ms }) => ms === starts[0].ms).map(({ access }) => [access.placeLon, access.placeLat] as const), plane = planeAt(places);
  search.run(costed);
  const startsOnEdge = groupByEdge(costed), metresPerMs = costs.profile.metresPerMinute / 60_000;
  const islands = findIslands(costs, starts, limitsMs[limitsMs.length - 1], 2 * bufferMetres + 2 * CELL_METRES, plane).map((box): Island => ({ box, segments: segmentsIn(index, box, plane) }));
  const stretchesAt = (limitMs: number): ((edge: number) => readonly Stretch[]) => {
    const known = new Map<number, readonly Stretch[]>();
    return (edge) => {
      const stretches = known.get(edge) ?? findReachedStretches(costs, search, startsOnEdge.get(edge) ?? [], edge, limitMs);
      known.set(edge, stretches);
      return stretches;
    };
  };
  const edges = new Set(islands.flatMap(({ segments }) => segments.map(({ edge }) => edge)));
  const traced = limitsMs.filter((limitMs) => costed.some(({ legMs }) => legMs <= limitMs)).map((limitMs) => {
    const reachedOf = stretchesAt(limitMs), groundMetres = Math.min(bufferMetres, limitMs * metresPerMs), earlyMs = limitMs - groundMetres / metresPerMs, earlyOf = stretchesAt(earlyMs);
    const legs = legsOf(starts, limitMs, metresPerMs, plane), earlyLegs = legsOf(starts, earlyMs, metresPerMs, plane);
    const rings = islands.flatMap(({ box, segments }) => {
      const within = (pieces: Pieces): Pieces => piecesWithin(box, pieces);
      const reached = within([...piecesOf(segments, reachedOf, plane, costs), ...legs]), early = within([...piecesOf(segments, earlyOf, plane, costs), ...earlyLegs]);
      return reached.length === 0 ? [] : traceOnFullGrid(early, reached, piecesOf(segments, (edge) => findGaps(reachedOf(edge)), plane, costs), groundMetres);
    });
    return { limitMs, rings, streetMetres: streetMetresOf(edges, reachedOf, costs) };
  });
  const all = traced.flatMap(({ rings }) => rings), drawn = simplifyMetres === 0 ? all : simplifyRingsPlainly(all, places.map(([lon, lat]) => plane.toPlane(lon, lat)), simplifyMetres);
  let first = 0;
  return traced.map(({ limitMs, rings, streetMetres }): Isochrone => {
    const { polygons, area } = assemblePolygons(drawn.slice(first, first += rings.length).map((ring) => [...ring, ring[0]]));
    return { limitMs, polygons: polygons.map((rs) => rs.map((r) => r.map(plane.toDegrees))), areaSquareMetres: area, streetMetres };
  });
}

function groupByEdge(starts: readonly CostedAccess[]): Map<number, CostedAccess[]> {
  const groups = new Map<number, CostedAccess[]>();
  for (const start of starts) groups.set(start.edge, [...(groups.get(start.edge) ?? []), start]);
  return groups;
}

/** What of the straight ways from the starts to the network is walked in time. */
function legsOf(starts: readonly WalkStart[], limitMs: number, metresPerMs: number, { toPlane }: Plane): Pieces {
  return starts.flatMap(({ access, ms }) => {
    const leftMetres = (limitMs - ms) * metresPerMs;
    if (leftMetres < 0) return [];
    const share = access.legMetres === 0 ? 1 : Math.min(1, leftMetres / access.legMetres), [x1, y1] = toPlane(access.placeLon, access.placeLat), [x2, y2] = toPlane(access.lon, access.lat);
    return [x1, y1, x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
  });
}

/** Rings in metres, for pieces of streets reached with time left for all of B, reached, and not reached. */
export function traceOnFullGrid(early: Pieces, reached: Pieces, others: Pieces, groundMetres: number): OpenRing[] {
  const streetMetres = Math.min(CELL_METRES, groundMetres), reach = groundMetres + 2 * CELL_METRES, grid = gridAround(reached, CELL_METRES, reach + CELL_METRES);
  const toEarly = new DistanceRows(grid, early, reach), toReached = new DistanceRows(grid, reached, reach), toOthers = new DistanceRows(grid, others, reach);
  const e = new Float64Array(grid.columns), r = new Float64Array(grid.columns), o = new Float64Array(grid.columns);
  const rings = traceContours(grid.columns, grid.rows, (row, field) => {
    toEarly.next(row, e); toReached.next(row, r); toOthers.next(row, o);
    for (let column = 0; column < grid.columns; column++) field[column] = Math.max(Math.min(e[column] - groundMetres, r[column] - streetMetres), (r[column] - o[column]) / 2);
  });
  return rings.map((ring) => ring.map(([column, row]) => [(column - grid.left) * CELL_METRES, (row - grid.below) * CELL_METRES]));
}

/** The parts of segments that lie in the stretches of their edges. */
function piecesOf(segments: readonly NearSegment[], stretchesOf: (edge: number) => readonly Stretch[], { toPlane }: Plane, { network }: WalkCosts): Pieces {
  const { shapeLon, shapeLat } = network, pieces: Pieces = [];
  for (const { edge, shape } of segments) {
    const [x1, y1] = toPlane(shapeLon[shape] / DEGREE_UNITS, shapeLat[shape] / DEGREE_UNITS), [x2, y2] = toPlane(shapeLon[shape + 1] / DEGREE_UNITS, shapeLat[shape + 1] / DEGREE_UNITS);
    for (const [from, to] of cut(segmentSpan(network, edge, shape), stretchesOf(edge))) pieces.push(x1 + from * (x2 - x1), y1 + from * (y2 - y1), x1 + to * (x2 - x1), y1 + to * (y2 - y1));
  }
  return pieces;
}

function streetMetresOf(edges: Iterable<number>, stretchesOf: (edge: number) => readonly Stretch[], { network }: WalkCosts): number {
  let metres = 0;
  for (const edge of edges) for (const [from, to] of stretchesOf(edge)) metres += (to - from) * network.edgeMetres[edge];
  return metres;
}

/** Where a segment begins and ends, as shares of its edge. */
function segmentSpan({ edgeMetres, shapeMetres }: WalkCosts['network'], edge: number, shape: number): Stretch {
  return edgeMetres[edge] === 0 ? [0, 1] : [shapeMetres[shape] / edgeMetres[edge], shapeMetres[shape + 1] / edgeMetres[edge]];
}

/** What of a span lies in stretches, as shares of the span. */
function cut([begin, end]: Stretch, stretches: readonly Stretch[]): Stretch[] {
  const length = end - begin;
  return stretches.flatMap(([from, to]): Stretch[] => {
    const first = Math.max(from, begin), last = Math.min(to, end);
    if (first > last) return [];
    return length === 0 ? [[0, 1]] : [[(first - begin) / length, (last - begin) / length]];
  });
}

/** Metres of the plane. */
interface Box { readonly west: number; readonly south: number; readonly east: number; readonly north: number }

/** What is reached within the box is reached from a start in it: no walk leaves it. */
interface Island {
  readonly box: Box;
  /** All that may come within the box. */
  readonly segments: readonly NearSegment[];
}

/** Lengths in the plane err by less than this far off. */
const PLANE_ERROR = 1.01;

/** Boxes that do not overlap, around the starts. @param marginMetres around what can be walked to. */
function findIslands({ network, profile }: WalkCosts, starts: readonly WalkStart[], limitMs: number, marginMetres: number, { toPlane }: Plane): Box[] {
  const fastest = network.edgeSpeedFactor.reduce((most, factor) => Math.max(most, factor), 1), metresPerMs = fastest * profile.metresPerMinute / 60_000, boxes: Box[] = [];
  for (const { access, ms } of starts) {
    const [x, y] = toPlane(access.placeLon, access.placeLat), reach = PLANE_ERROR * ((limitMs - ms) * metresPerMs + access.legMetres) + marginMetres;
    let box: Box = { west: x - reach, south: y - reach, east: x + reach, north: y + reach };
    for (let i = boxes.findIndex((b) => overlap(b, box)); i >= 0; i = boxes.findIndex((b) => overlap(b, box))) box = unite(box, boxes.splice(i, 1)[0]);
    boxes.push(box);
  }
  return boxes;
}

function segmentsIn(index: SnapIndex, { west, south, east, north }: Box, { toDegrees }: Plane): NearSegment[] {
  return index.segmentsIn(...toDegrees([west, south]), ...toDegrees([east, north]));
}

/** Of pieces that are reached: each lies within one box, or leads out of it where lines are said to be shorter than they are drawn. */
function piecesWithin(box: Box, pieces: Pieces): Pieces {
  const within: Pieces = [];
  for (let p = 0; p < pieces.length; p += 4) {
    const [x1, y1, x2, y2] = pieces.slice(p, p + 4);
    if (overlap(box, { west: Math.min(x1, x2), south: Math.min(y1, y2), east: Math.max(x1, x2), north: Math.max(y1, y2) })) within.push(x1, y1, x2, y2);
  }
  return within;
}

function overlap(a: Box, b: Box): boolean {
  return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;
}

function unite(a: Box, b: Box): Box {
  return { west: Math.min(a.west, b.west), south: Math.min(a.south, b.south), east: Math.max(a.east, b.east), north: Math.max(a.north, b.north) };
}

/** Straight pieces in metres of a plane: four numbers each, x and y of both ends. */
type Pieces = number[];

/** A grid of square cells; node (column, row) lies at ((column - left) × cell, (row - below) × cell). */
interface Grid {
  readonly cellMetres: number;
  readonly left: number;
  readonly below: number;
  readonly columns: number;
  readonly rows: number;
}

/** The grid that holds all pieces with `marginMetres` around them, part of the one endless grid with a node at (0, 0). */
function gridAround(pieces: Pieces, cellMetres: number, marginMetres: number): Grid {
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
  for (let i = 0; i < pieces.length; i += 2) {
    west = Math.min(west, pieces[i]); east = Math.max(east, pieces[i]);
    south = Math.min(south, pieces[i + 1]); north = Math.max(north, pieces[i + 1]);
  }
  const cells = (metres: number): number => Math.ceil((metres + marginMetres) / cellMetres);
  const left = cells(-west), below = cells(-south);
  return { cellMetres, left, below, columns: left + cells(east) + 1, rows: below + cells(north) + 1 };
}

/** Asked for one row after the other. */
class DistanceRows {
  readonly #grid: Grid;
  readonly #pieces: Pieces;
  readonly #reachMetres: number;
  /** Pieces by the first row they come near. */
  readonly #beginning: number[][];
  #active: number[] = [];
  readonly #squares: Float64Array;

  /** @param reachMetres what lies farther counts as this far. */
  constructor(grid: Grid, pieces: Pieces, reachMetres: number) {
    this.#grid = grid;
    this.#pieces = pieces;
    this.#reachMetres = reachMetres;
    this.#squares = new Float64Array(grid.columns);
    this.#beginning = Array.from({ length: grid.rows }, () => []);
    for (let p = 0; p < pieces.length; p += 4) {
      const first = Math.max(0, Math.ceil((Math.min(pieces[p + 1], pieces[p + 3]) - reachMetres) / grid.cellMetres + grid.below));
      if (first < grid.rows) this.#beginning[first].push(p);
    }
  }

  /** Metres from each node of the row, the reach at most; the array is written anew for the next row. @param row one more than the last asked for. */
  next(row: number, metres: Float64Array): void {
    const { cellMetres, left, below, columns } = this.#grid, pieces = this.#pieces, reach = this.#reachMetres, squares = this.#squares;
    const y = (row - below) * cellMetres;
    squares.fill(reach * reach);
    this.#active = [...this.#active, ...this.#beginning[row]].filter((p) => Math.max(pieces[p + 1], pieces[p + 3]) + reach >= y);
    for (const p of this.#active) {
      const x1 = pieces[p], y1 = pieces[p + 1], dx = pieces[p + 2] - x1, dy = pieces[p + 3] - y1, length2 = dx * dx + dy * dy;
      const first = Math.max(0, Math.ceil((Math.min(x1, x1 + dx) - reach) / cellMetres + left)), last = Math.min(columns - 1, Math.floor((Math.max(x1, x1 + dx) + reach) / cellMetres + left));
      for (let column = first; column <= last; column++) {
        const px = (column - left) * cellMetres - x1, py = y - y1;
        const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length2)), ex = px - t * dx, ey = py - t * dy, square = ex * ex + ey * ey;
        if (square < squares[column]) squares[column] = square;
      }
    }
    for (let column = 0; column < columns; column++) metres[column] = Math.sqrt(squares[column]);
  }
}

/** Twice the area that a closed ring holds; negative for a hole. */
function doubleArea(ring: PlaneRing): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return sum;
}

/** @returns each outer ring with its holes, the largest first, and the area of all. */
function assemblePolygons(rings: readonly PlaneRing[]): { polygons: PlaneRing[][]; area: number } {
  const measured = rings.map((ring) => ({ ring, area: doubleArea(ring) / 2 }));
  const outers = measured.filter(({ area }) => area > 0).sort((a, b) => a.area - b.area).map((outer) => ({ ...outer, holes: [] as PlaneRing[] }));
  for (const { ring, area } of measured) {
    if (area > 0) continue;
    const around = outers.find((outer) => outer.area > -area && holds(outer.ring, ring[0]));
    if (around === undefined) throw new RangeError('a hole lies in no polygon');
    around.holes.push(ring);
  }
  return { polygons: outers.reverse().map(({ ring, holes }) => [ring, ...holes]), area: measured.reduce((sum, { area }) => sum + area, 0) };
}

function holds(ring: PlaneRing, [x, y]: readonly [number, number]): boolean {
  let isInside = false;
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1], [x2, y2] = ring[i];
    if ((y1 > y) !== (y2 > y) && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) isInside = !isInside;
  }
  return isInside;
}
