/**
 * The slow and obvious twin of `findIsochrones`: the field at every node of the grid around all that is reached, row by row,
 * from all pieces of streets that come near; a list of pieces for each kind; holes given to polygons by asking one after the other.
 * When the points of an edge are reached, it takes from the same function, which has a slow twin of its own.
 */
import { DEGREE_UNITS } from '../../src/inputs/walk-lines.ts';
import type { Isochrone, IsochroneShape } from '../../src/isochrones/isochrone.ts';
import { planeAt, type Plane } from '../../src/isochrones/plane.ts';
import type { PlaneRing } from '../../src/isochrones/ring-owners.ts';
import { findGaps, findReachedStretches, shareWithin, type Stretch } from '../../src/isochrones/reached-stretches.ts';
import type { OpenRing } from '../../src/isochrones/simplify-rings.ts';
import type { NearSegment, SnapIndex } from '../../src/network/snap.ts';
import type { BoundedSearch } from '../../src/travel/bounded-search.ts';
import type { CostedAccess, WalkCosts } from '../../src/travel/costs.ts';
import { costStart, type WalkStart } from '../../src/travel/stops-by-bus.ts';
import { traceContours } from './full-grid-contours.ts';
import { simplifyRingsPlainly } from './plain-simplify-rings.ts';

const CELL_METRES = 2.5, NEVER = 1e12;

/** What `findIsochrones` gives. */
export function findIsochronesOnFullGrid(costs: WalkCosts, search: BoundedSearch, index: SnapIndex, starts: readonly WalkStart[], { limitsMs, bufferMetres, simplifyMetres }: IsochroneShape): Isochrone[] {
  const costed = starts.map((start) => costStart(costs, start)), places = starts.filter(({ ms }) => ms === starts[0].ms).map(({ access }) => [access.placeLon, access.placeLat] as const), plane = planeAt(places);
  search.run(costed);
  const startsOnEdge = groupByEdge(costed), metresPerMs = costs.profile.metresPerMinute / 60_000, longestMs = limitsMs[limitsMs.length - 1], knownMs = longestMs + 2 * CELL_METRES / metresPerMs;
  const islands = findIslands(costs, starts, longestMs, 2 * bufferMetres + 2 * CELL_METRES, plane).map((box): Island => ({ box, segments: segmentsIn(index, box, plane) }));
  const stretchesOf = (edge: number): readonly Stretch[] => findReachedStretches(costs, search, startsOnEdge.get(edge) ?? [], edge, knownMs);
  const edges = new Set(islands.flatMap(({ segments }) => segments.map(({ edge }) => edge)));
  const traced = limitsMs.filter((limitMs) => costed.some(({ legMs }) => legMs <= limitMs)).map((limitMs) => {
    const rings = islands.flatMap(({ box, segments }) => {
      const reached = piecesWithin(box, piecesOf(segments, stretchesOf, metresPerMs, plane, costs)), legs = piecesWithin(box, legsOf(starts, knownMs, metresPerMs, plane));
      return reached.length + legs.length === 0 ? [] : traceOnFullGrid(reached, legs, piecesOf(segments, (edge) => findGaps(stretchesOf(edge)).map(([from, to]) => ({ from, to, fromMs: NEVER / metresPerMs, toMs: NEVER / metresPerMs })), metresPerMs, plane, costs), limitMs * metresPerMs, bufferMetres);
    });
    return { limitMs, rings, streetMetres: streetMetresOf(edges, stretchesOf, limitMs, costs) };
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
function legsOf(starts: readonly WalkStart[], limitMs: number, metresPerMs: number, { toPlane }: Plane): Piece[] {
  return starts.flatMap(({ access, ms }): Piece[] => {
    const leftMetres = (limitMs - ms) * metresPerMs, walked = Math.min(leftMetres, access.legMetres);
    if (leftMetres < 0) return [];
    const share = access.legMetres === 0 ? 1 : walked / access.legMetres, [x1, y1] = toPlane(access.placeLon, access.placeLat), [x2, y2] = toPlane(access.lon, access.lat);
    return [[x1, y1, x1 + share * (x2 - x1), y1 + share * (y2 - y1), ms * metresPerMs, ms * metresPerMs + walked]];
  });
}

/** Rings in metres, for pieces of streets reached, of legs to them, and of streets not reached. */
export function traceOnFullGrid(reached: readonly Piece[], legs: readonly Piece[], others: readonly Piece[], limitMetres: number, groundMetres: number): OpenRing[] {
  const reach = groundMetres + 2 * CELL_METRES, grid = gridAround([...reached, ...legs], CELL_METRES, reach + CELL_METRES);
  const toStreets = new DistanceRows(grid, [...reached, ...others], reach), byLeg = legs.map((leg) => new DistanceRows(grid, [leg], reach)), strip = Math.min(CELL_METRES, groundMetres);
  const rings = traceContours(grid.columns, grid.rows, (row, field) => {
    const fields = [{ ...toStreets.next(row), most: groundMetres }, ...byLeg.map((rows) => ({ ...rows.next(row), most: strip }))];
    for (let column = 0; column < grid.columns; column++) {
      const least = Math.min(...fields.map(({ metres, spent, most }) => Math.max(metres[column] - most, metres[column] + spent[column] - limitMetres)));
      field[column] = Math.max(-CELL_METRES, Math.min(CELL_METRES, least));
    }
  });
  return rings.map((ring) => ring.map(([column, row]) => [(column - grid.left) * CELL_METRES, (row - grid.below) * CELL_METRES]));
}

/** The parts of segments that lie in the stretches of their edges. */
function piecesOf(segments: readonly NearSegment[], stretchesOf: (edge: number) => readonly Stretch[], metresPerMs: number, { toPlane }: Plane, { network }: WalkCosts): Piece[] {
  const { shapeLon, shapeLat } = network, pieces: Piece[] = [];
  for (const { edge, shape } of segments) {
    const [x1, y1] = toPlane(shapeLon[shape] / DEGREE_UNITS, shapeLat[shape] / DEGREE_UNITS), [x2, y2] = toPlane(shapeLon[shape + 1] / DEGREE_UNITS, shapeLat[shape + 1] / DEGREE_UNITS);
    const [begin, end] = segmentSpan(network, edge, shape), length = end - begin;
    for (const { from, to, fromMs, toMs } of stretchesOf(edge)) {
      const first = Math.max(from, begin), last = Math.min(to, end);
      if (first > last) continue;
      const a = length === 0 ? 0 : (first - begin) / length, b = length === 0 ? 1 : (last - begin) / length, rise = to === from ? 0 : (toMs * metresPerMs - fromMs * metresPerMs) / (to - from);
      const spentAt = (share: number): number => fromMs * metresPerMs + (share - from) * rise;
      pieces.push([a === 0 ? x1 : x1 + a * (x2 - x1), a === 0 ? y1 : y1 + a * (y2 - y1), b === 1 ? x2 : x1 + b * (x2 - x1), b === 1 ? y2 : y1 + b * (y2 - y1), spentAt(first), last === to ? toMs * metresPerMs : spentAt(last)]);
    }
  }
  return pieces;
}

function streetMetresOf(edges: Iterable<number>, stretchesOf: (edge: number) => readonly Stretch[], limitMs: number, { network }: WalkCosts): number {
  let metres = 0;
  for (const edge of edges) metres += shareWithin(stretchesOf(edge), limitMs) * network.edgeMetres[edge];
  return metres;
}

/** Where a segment begins and ends, as shares of its edge. */
function segmentSpan({ edgeMetres, shapeMetres }: WalkCosts['network'], edge: number, shape: number): readonly [from: number, to: number] {
  return edgeMetres[edge] === 0 ? [0, 1] : [shapeMetres[shape] / edgeMetres[edge], shapeMetres[shape + 1] / edgeMetres[edge]];
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
function piecesWithin(box: Box, pieces: readonly Piece[]): Piece[] {
  return pieces.filter(([x1, y1, x2, y2]) => overlap(box, { west: Math.min(x1, x2), south: Math.min(y1, y2), east: Math.max(x1, x2), north: Math.max(y1, y2) }));
}

function overlap(a: Box, b: Box): boolean {
  return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;
}

function unite(a: Box, b: Box): Box {
  return { west: Math.min(a.west, b.west), south: Math.min(a.south, b.south), east: Math.max(a.east, b.east), north: Math.max(a.north, b.north) };
}

/** A straight piece in metres of a plane, and the metres of walking spent at both ends. */
export type Piece = readonly [x1: number, y1: number, x2: number, y2: number, spent1: number, spent2: number];

/** A grid of square cells; node (column, row) lies at ((column - left) × cell, (row - below) × cell). */
interface Grid {
  readonly cellMetres: number;
  readonly left: number;
  readonly below: number;
  readonly columns: number;
  readonly rows: number;
}

/** The grid that holds all pieces with `marginMetres` around them, part of the one endless grid with a node at (0, 0). */
function gridAround(pieces: readonly Piece[], cellMetres: number, marginMetres: number): Grid {
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
  for (const [x1, y1, x2, y2] of pieces) {
    west = Math.min(west, x1, x2); east = Math.max(east, x1, x2);
    south = Math.min(south, y1, y2); north = Math.max(north, y1, y2);
  }
  const cells = (metres: number): number => Math.ceil((metres + marginMetres) / cellMetres);
  const left = cells(-west), below = cells(-south);
  return { cellMetres, left, below, columns: left + cells(east) + 1, rows: below + cells(north) + 1 };
}

/** Asked for one row after the other. */
class DistanceRows {
  readonly #grid: Grid;
  readonly #pieces: readonly Piece[];
  readonly #reachMetres: number;
  /** Pieces by the first row they come near. */
  readonly #beginning: Piece[][];
  #active: Piece[] = [];

  /** @param reachMetres what lies farther counts as this far. */
  constructor(grid: Grid, pieces: readonly Piece[], reachMetres: number) {
    this.#grid = grid;
    this.#pieces = pieces;
    this.#reachMetres = reachMetres;
    this.#beginning = Array.from({ length: grid.rows }, () => []);
    for (const piece of this.#pieces) {
      const first = Math.max(0, Math.ceil((Math.min(piece[1], piece[3]) - reachMetres) / grid.cellMetres + grid.below));
      if (first < grid.rows) this.#beginning[first].push(piece);
    }
  }

  /** Metres from each node of the row, the reach at most, and what is spent at the nearest, the least of several. @param row one more than the last asked for. */
  next(row: number): { metres: Float64Array; spent: Float64Array } {
    const { cellMetres, left, below, columns } = this.#grid, reach = this.#reachMetres, squares = new Float64Array(columns).fill(reach * reach), spent = new Float64Array(columns);
    const y = (row - below) * cellMetres;
    this.#active = [...this.#active, ...this.#beginning[row]].filter((piece) => Math.max(piece[1], piece[3]) + reach >= y);
    for (const [x1, y1, x2, y2, spent1, spent2] of this.#active) {
      const dx = x2 - x1, dy = y2 - y1, length2 = dx * dx + dy * dy;
      const first = Math.max(0, Math.ceil((Math.min(x1, x2) - reach) / cellMetres + left)), last = Math.min(columns - 1, Math.floor((Math.max(x1, x2) + reach) / cellMetres + left));
      for (let column = first; column <= last; column++) {
        const x = (column - left) * cellMetres, along = (x - x1) * dx + (y - y1) * dy, t = along <= 0 ? 0 : along < length2 ? along / length2 : 1;
        const ex = t === 1 ? x - x2 : x - x1 - t * dx, ey = t === 1 ? y - y2 : y - y1 - t * dy, square = ex * ex + ey * ey, time = t === 1 ? spent2 : spent1 + t * (spent2 - spent1);
        if (square < squares[column]) { squares[column] = square; spent[column] = time; }
        else if (square === squares[column]) spent[column] = Math.min(spent[column], time);
      }
    }
    return { metres: squares.map(Math.sqrt), spent };
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
