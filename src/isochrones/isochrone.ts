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
 * d(S) - B is all of it; only beside lines that are faster than walking that is not so, and R itself is taken
 * in by the width of a cell. The field is traced over a grid anchored at the place; the fields of longer times
 * are nowhere larger, so that their polygons contain those of shorter ones.
 */
import { degreeMetres } from '../core/geodesy.ts';
import { DEGREE_UNITS } from '../inputs/walk-lines.ts';
import type { Access, NearSegment, SnapIndex } from '../network/snap.ts';
import type { BoundedSearch } from '../travel/bounded-search.ts';
import { costAccess, type WalkCosts } from '../travel/costs.ts';
import { DistanceRows, gridAround, type Pieces } from './distance-grid.ts';
import { assemblePolygons, type PlaneRing } from './polygons.ts';
import { findGaps, findReachedStretches, type Stretch } from './reached-stretches.ts';
import { traceContours } from './trace-contours.ts';

/** Side of a cell of the grid; streets closer together than this may not be told apart. */
const CELL_METRES = 2.5;

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
 * @param search over the same costs, with a limit no shorter than the longest of `limitsMs`.
 * @param limitsMs ascending.
 * @param bufferMetres longest straight way off the network, B above.
 * @returns one for each limit in which some of the network is reached.
 */
export function findIsochrones(costs: WalkCosts, search: BoundedSearch, index: SnapIndex, access: Access, limitsMs: readonly number[], bufferMetres: number): Isochrone[] {
  const start = costAccess(costs, access), plane = planeAt(access.placeLon, access.placeLat);
  search.run([start]);
  const longestMs = limitsMs[limitsMs.length - 1], { network, profile } = costs, metresPerMs = profile.metresPerMinute / 60_000;
  const fastest = network.edgeSpeedFactor.reduce((most, factor) => Math.max(most, factor), 1);
  const around = (metres: number): [number, number, number, number] => [access.placeLon - metres / plane.per.lon, access.placeLat - metres / plane.per.lat, access.placeLon + metres / plane.per.lon, access.placeLat + metres / plane.per.lat];
  const segments = index.segmentsIn(...around(longestMs * metresPerMs * fastest + access.legMetres + 2 * bufferMetres + 2 * CELL_METRES));
  const stretchesAt = (limitMs: number): ((edge: number) => Stretch[]) => {
    const known = new Map<number, Stretch[]>();
    return (edge) => {
      const stretches = known.get(edge) ?? findReachedStretches(costs, search, [start], edge, limitMs);
      known.set(edge, stretches);
      return stretches;
    };
  };
  const leg = (limitMs: number): number[] => {
    const share = start.legMs === 0 ? 1 : Math.min(1, limitMs / start.legMs), [x, y] = plane.toPlane(access.lon, access.lat);
    return [0, 0, share * x, share * y];
  };
  return limitsMs.flatMap((limitMs): Isochrone[] => {
    if (limitMs < start.legMs) return [];
    const reachedOf = stretchesAt(limitMs), groundMetres = Math.min(bufferMetres, limitMs * metresPerMs), earlyMs = limitMs - groundMetres / metresPerMs, earlyOf = stretchesAt(earlyMs);
    const reached = [...piecesOf(segments, reachedOf, plane, costs), ...leg(limitMs)], early = [...piecesOf(segments, earlyOf, plane, costs), ...leg(earlyMs)];
    const others = piecesOf(segments, (edge) => findGaps(reachedOf(edge)), plane, costs);
    const { rings, grid } = trace(early, reached, others, groundMetres);
    const { polygons, area } = assemblePolygons(rings.map((ring): PlaneRing => [...ring, ring[0]].map(([column, row]) => [(column - grid.left) * CELL_METRES, (row - grid.below) * CELL_METRES])));
    return [{ limitMs, polygons: polygons.map((rs) => rs.map((r) => r.map(plane.toDegrees))), areaSquareMetres: area, streetMetres: streetMetresOf(segments, reachedOf, costs) }];
  });
}

function trace(early: Pieces, reached: Pieces, others: Pieces, groundMetres: number) {
  const streetMetres = Math.min(CELL_METRES, groundMetres), reach = groundMetres + 2 * CELL_METRES, grid = gridAround(reached, CELL_METRES, reach + CELL_METRES);
  const toEarly = new DistanceRows(grid, early, reach), toReached = new DistanceRows(grid, reached, reach), toOthers = new DistanceRows(grid, others, reach);
  const e = new Float64Array(grid.columns), r = new Float64Array(grid.columns), o = new Float64Array(grid.columns);
  const rings = traceContours(grid.columns, grid.rows, (row, field) => {
    toEarly.next(row, e); toReached.next(row, r); toOthers.next(row, o);
    for (let column = 0; column < grid.columns; column++) field[column] = Math.max(Math.min(e[column] - groundMetres, r[column] - streetMetres), (r[column] - o[column]) / 2);
  });
  return { rings, grid };
}

interface Plane {
  readonly per: { readonly lon: number; readonly lat: number };
  readonly toPlane: (lon: number, lat: number) => readonly [number, number];
  readonly toDegrees: (at: readonly [x: number, y: number]) => readonly [number, number];
}

/** Metres east and north of a place, by one scale: streets stay where they are, only distances off them err, by less than 1 % at 50 km. */
function planeAt(lon0: number, lat0: number): Plane {
  const per = degreeMetres(lat0), sevenDecimals = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
  return {
    per,
    toPlane: (lon, lat) => [(lon - lon0) * per.lon, (lat - lat0) * per.lat],
    toDegrees: ([x, y]) => [sevenDecimals(lon0 + x / per.lon), sevenDecimals(lat0 + y / per.lat)],
  };
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

function streetMetresOf(segments: readonly NearSegment[], stretchesOf: (edge: number) => readonly Stretch[], { network }: WalkCosts): number {
  let metres = 0;
  for (const edge of new Set(segments.map((s) => s.edge))) for (const [from, to] of stretchesOf(edge)) metres += (to - from) * network.edgeMetres[edge];
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
