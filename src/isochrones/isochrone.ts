/**
 * Where one can be within a time, as polygons of the very times that the matrix and the report have.
 *
 * The network is cut where the time runs out. A point of the ground belongs to the network nearest to it:
 * it is inside if that is reached, and if the straight way there, up to a documented distance, fits into the
 * time as well. So the polygon ends on every street exactly where the time does, never reaches over a street
 * or water to ground that belongs to a street not reached, and is the same as the answer for one point.
 *
 * With S the points of the network from which time is left for the whole off-network distance B, R those
 * reached and U all others, a point is inside where max(d(S) - B, (d(R) - d(U)) / 2) is 0 or less. Walking
 * off the network from a point with less time left is walking from a point of S earlier on the way, so that
 * d(S) - B is all of it; only beside lines that are faster than walking, and around stops that a bus reaches with
 * less time left, that is not so, and R itself is taken in by the width of a cell. The field is traced over a grid
 * anchored at the place; the fields of longer times are nowhere larger, so that their polygons contain those of
 * shorter ones. Rings of all limits are simplified together, so that this stays so.
 */
import { DEGREE_UNITS } from '../inputs/walk-lines.ts';
import type { NearSegment, SnapIndex } from '../network/snap.ts';
import type { BoundedSearch } from '../travel/bounded-search.ts';
import type { CostedAccess, WalkCosts } from '../travel/costs.ts';
import { costStart, type WalkStart } from '../travel/stops-by-bus.ts';
import { DistanceRows, gridAround, type Pieces } from './distance-grid.ts';
import { findIslands, piecesWithin, segmentsIn, type Island } from './islands.ts';
import { planeAt, type Plane } from './plane.ts';
import { assemblePolygons } from './polygons.ts';
import { findGaps, findReachedStretches, type Stretch } from './reached-stretches.ts';
import { simplifyRings, type OpenRing } from './simplify-rings.ts';
import { traceContours } from './trace-contours.ts';

/** Side of a cell of the grid; streets closer together than this may not be told apart. */
const CELL_METRES = 2.5;

/** What is drawn of a search. */
export interface IsochroneShape {
  /** Ascending. */
  readonly limitsMs: readonly number[];
  /** Longest straight way off the network, B above. */
  readonly bufferMetres: number;
  /** How far the rings may be from those traced; 0 for not at all. */
  readonly simplifyMetres: number;
}

export interface Isochrone {
  readonly limitMs: number;
  /** Degrees; each an outer ring against the clock and its holes with it, closed, 7 decimals. The largest first. */
  readonly polygons: (readonly [lon: number, lat: number])[][][];
  readonly areaSquareMetres: number;
  /** Length of the network reached, each street once whatever its directions. */
  readonly streetMetres: number;
}

/**
 * The isochrones of one place.
 * @param costs on the network turned round for where one gets from the place, as it is for where one gets to it from.
 * @param search over the same costs, with a limit no shorter than the longest of the shape.
 * @param starts the place, and after it the stops that buses take people to.
 * @returns one for each limit in which some of the network is reached.
 */
export function findIsochrones(costs: WalkCosts, search: BoundedSearch, index: SnapIndex, starts: readonly WalkStart[], { limitsMs, bufferMetres, simplifyMetres }: IsochroneShape): Isochrone[] {
  const [{ access: { placeLon, placeLat } }] = starts, costed = starts.map((start) => costStart(costs, start)), plane = planeAt(placeLon, placeLat);
  search.run(costed);
  const startsOnEdge = groupByEdge(costed), metresPerMs = costs.profile.metresPerMinute / 60_000;
  const islands = findIslands(costs, starts, limitsMs[limitsMs.length - 1], 2 * bufferMetres + 2 * CELL_METRES, plane).map((box): Island => ({ box, segments: segmentsIn(index, box, plane) }));
  const stretchesAt = (limitMs: number): ((edge: number) => Stretch[]) => {
    const known = new Map<number, Stretch[]>();
    return (edge) => {
      const stretches = known.get(edge) ?? findReachedStretches(costs, search, startsOnEdge.get(edge) ?? [], edge, limitMs);
      known.set(edge, stretches);
      return stretches;
    };
  };
  const edges = new Set(islands.flatMap(({ segments }) => segments.map(({ edge }) => edge)));
  const soonestMs = costed.reduce((soonest, { legMs }) => Math.min(soonest, legMs), Infinity);
  const traced = limitsMs.filter((limitMs) => limitMs >= soonestMs).map((limitMs) => {
    const reachedOf = stretchesAt(limitMs), groundMetres = Math.min(bufferMetres, limitMs * metresPerMs), earlyMs = limitMs - groundMetres / metresPerMs, earlyOf = stretchesAt(earlyMs);
    const legs = legsOf(starts, limitMs, metresPerMs, plane), earlyLegs = legsOf(starts, earlyMs, metresPerMs, plane);
    const rings = islands.flatMap(({ box, segments }) => {
      const within = (pieces: Pieces): Pieces => piecesWithin(box, pieces);
      const reached = within([...piecesOf(segments, reachedOf, plane, costs), ...legs]), early = within([...piecesOf(segments, earlyOf, plane, costs), ...earlyLegs]);
      return reached.length === 0 ? [] : trace(early, reached, piecesOf(segments, (edge) => findGaps(reachedOf(edge)), plane, costs), groundMetres);
    });
    return { limitMs, rings, streetMetres: streetMetresOf(edges, reachedOf, costs) };
  });
  const all = traced.flatMap(({ rings }) => rings), drawn = simplifyMetres === 0 ? all : simplifyRings(all, [[0, 0]], simplifyMetres);
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

function trace(early: Pieces, reached: Pieces, others: Pieces, groundMetres: number): OpenRing[] {
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
