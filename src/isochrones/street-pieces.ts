/** Streets around the places that walks begin at, cut where the time runs out. */
import { DEGREE_UNITS } from '../inputs/walk-lines.ts';
import type { NearSegment, SnapIndex } from '../network/snap.ts';
import type { WalkNetwork } from '../network/walk-network.ts';
import type { BoundedSearch } from '../travel/bounded-search.ts';
import type { CostedAccess, WalkCosts } from '../travel/costs.ts';
import type { Island } from './islands.ts';
import { NEVER, Pieces } from './pieces.ts';
import type { Plane } from './plane.ts';
import { findGaps, findReachedStretches, type Stretch } from './reached-stretches.ts';

/** A search that has run, and the plane it is drawn in. */
export interface DrawnSearch {
  readonly costs: WalkCosts;
  readonly search: BoundedSearch;
  readonly startsOnEdge: ReadonlyMap<number, readonly CostedAccess[]>;
  readonly plane: Plane;
}

const NONE: readonly CostedAccess[] = [];
/** How many numbers a segment has in `Streets.at`. */
const SEGMENT = 6;

/** All segments that may come within an island. */
export class Streets {
  readonly #drawn: DrawnSearch;
  readonly #island: Island;
  /** By segment, those of an edge together: the edge; x and y of both ends in the plane, where it begins and ends as shares of the edge. */
  readonly #edge: Uint32Array;
  readonly #at: Float64Array;

  constructor(drawn: DrawnSearch, island: Island, index: SnapIndex) {
    this.#drawn = drawn;
    this.#island = island;
    const { west, south, east, north } = island.box, { plane, costs: { network } } = drawn, segments = index.segmentsIn(...plane.toDegrees([west, south]), ...plane.toDegrees([east, north]));
    this.#edge = Uint32Array.from(segments, ({ edge }) => edge);
    this.#at = segmentsInPlane(segments, network, plane);
  }

  /**
   * @param limitMs what is reached later counts as not reached.
   * @param visitEdge told of each edge and what of it is reached.
   */
  cut(limitMs: number, visitEdge: (edge: number, stretches: readonly Stretch[]) => void): Pieces {
    const { costs, search, startsOnEdge } = this.#drawn, edges = this.#edge, pieces = new Pieces(), metresPerMs = costs.profile.metresPerMinute / 60_000;
    for (let s = 0; s < edges.length; ) {
      const edge = edges[s], reached = findReachedStretches(costs, search, startsOnEdge.get(edge) ?? NONE, edge, limitMs), gaps = findGaps(reached);
      visitEdge(edge, reached);
      for (; s < edges.length && edges[s] === edge; s++) {
        for (const { from, to, fromMs, toMs } of reached) this.#add(s, from, to, fromMs * metresPerMs, toMs * metresPerMs, pieces);
        for (const [from, to] of gaps) this.#add(s, from, to, NEVER, NEVER, pieces);
      }
    }
    this.#addLegs(limitMs, metresPerMs, pieces);
    return pieces;
  }

  /** What of a segment lies in a stretch of its edge. @param spentFrom metres of walking at the ends of the stretch; NEVER where it is not reached. */
  #add(segment: number, from: number, to: number, spentFrom: number, spentTo: number, pieces: Pieces): void {
    const at = this.#at, s = SEGMENT * segment, begin = at[s + 4], end = at[s + 5], length = end - begin, first = Math.max(from, begin), last = Math.min(to, end);
    if (first > last) return;
    const x1 = at[s], y1 = at[s + 1], x2 = at[s + 2], y2 = at[s + 3], a = length === 0 ? 0 : (first - begin) / length, b = length === 0 ? 1 : (last - begin) / length;
    // Whole segments keep the very ends that those beside them have.
    const px = a === 0 ? x1 : x1 + a * (x2 - x1), py = a === 0 ? y1 : y1 + a * (y2 - y1), qx = b === 1 ? x2 : x1 + b * (x2 - x1), qy = b === 1 ? y2 : y1 + b * (y2 - y1);
    // Of what is reached, each piece lies within one island, or leads out of it where lines are said to be shorter than they are drawn.
    const { west, south, east, north } = this.#island.box, rise = to === from ? 0 : (spentTo - spentFrom) / (to - from);
    if (spentFrom !== NEVER && (Math.max(px, qx) < west || Math.min(px, qx) > east || Math.max(py, qy) < south || Math.min(py, qy) > north)) return;
    pieces.addStreet(px, py, qx, qy, first === from ? spentFrom : spentFrom + (first - from) * rise, last === to ? spentTo : spentFrom + (last - from) * rise);
  }

  /** What of the straight ways from the starts to the network is walked in time. */
  #addLegs(limitMs: number, metresPerMs: number, pieces: Pieces): void {
    const { plane: { toPlane } } = this.#drawn;
    for (const { access, ms } of this.#island.starts) {
      const leftMetres = (limitMs - ms) * metresPerMs, spent = ms * metresPerMs;
      if (leftMetres < 0) continue;
      const walked = Math.min(leftMetres, access.legMetres), share = access.legMetres === 0 ? 1 : walked / access.legMetres, [x1, y1] = toPlane(access.placeLon, access.placeLat), [x2, y2] = toPlane(access.lon, access.lat);
      pieces.addLeg(x1, y1, x1 + share * (x2 - x1), y1 + share * (y2 - y1), spent, spent + walked);
    }
  }
}

function segmentsInPlane(segments: readonly NearSegment[], { shapeLon, shapeLat, shapeMetres, edgeMetres }: WalkNetwork, { toPlane }: Plane): Float64Array {
  const at = new Float64Array(SEGMENT * segments.length);
  segments.forEach(({ edge, shape }, s) => {
    const [x1, y1] = toPlane(shapeLon[shape] / DEGREE_UNITS, shapeLat[shape] / DEGREE_UNITS), [x2, y2] = toPlane(shapeLon[shape + 1] / DEGREE_UNITS, shapeLat[shape + 1] / DEGREE_UNITS);
    const metres = edgeMetres[edge], i = SEGMENT * s;
    at[i] = x1; at[i + 1] = y1; at[i + 2] = x2; at[i + 3] = y2;
    at[i + 4] = metres === 0 ? 0 : shapeMetres[shape] / metres; at[i + 5] = metres === 0 ? 1 : shapeMetres[shape + 1] / metres;
  });
  return at;
}
