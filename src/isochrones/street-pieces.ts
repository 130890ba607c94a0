/** Streets around the places that walks begin at, cut where the time runs out. */
import { DEGREE_UNITS } from '../inputs/walk-lines.ts';
import type { NearSegment, SnapIndex } from '../network/snap.ts';
import type { WalkNetwork } from '../network/walk-network.ts';
import type { BoundedSearch } from '../travel/bounded-search.ts';
import type { CostedAccess, WalkCosts } from '../travel/costs.ts';
import type { Island } from './islands.ts';
import { EARLY, OTHER, Pieces, REACHED } from './pieces.ts';
import type { Plane } from './plane.ts';
import { findGaps, findReachedStretches, type Stretch } from './reached-stretches.ts';

/** A search that has run, and the plane it is drawn in. */
export interface DrawnSearch {
  readonly costs: WalkCosts;
  readonly search: BoundedSearch;
  readonly startsOnEdge: ReadonlyMap<number, readonly CostedAccess[]>;
  readonly plane: Plane;
}

/** Streets count as EARLY up to the first and as REACHED up to the second. */
export interface Times { readonly earlyMs: number; readonly limitMs: number }

/** The length of what is reached of edges, each counted once. */
export class StreetLength {
  metres = 0;
  readonly #counted = new Set<number>();

  add(edge: number, stretches: readonly Stretch[], edgeMetres: number): void {
    if (stretches.length === 0 || this.#counted.has(edge)) return;
    this.#counted.add(edge);
    for (const [from, to] of stretches) this.metres += (to - from) * edgeMetres;
  }
}

/** How many numbers a segment has in `Streets.at`. */
const SEGMENT = 6;

/** All segments that may come within an island, to be cut at one limit after the other. */
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

  /** @param length takes in the edges reached. */
  cut({ earlyMs, limitMs }: Times, length: StreetLength): Pieces {
    const { costs, search, startsOnEdge } = this.#drawn, { edgeMetres } = costs.network, edges = this.#edge, pieces = new Pieces();
    for (let s = 0; s < edges.length; ) {
      const edge = edges[s], starts = startsOnEdge.get(edge) ?? [];
      const reached = findReachedStretches(costs, search, starts, edge, limitMs), early = findReachedStretches(costs, search, starts, edge, earlyMs), gaps = findGaps(reached);
      length.add(edge, reached, edgeMetres[edge]);
      for (; s < edges.length && edges[s] === edge; s++) {
        this.#add(s, early, EARLY, pieces);
        this.#add(s, reached, REACHED, pieces);
        this.#add(s, gaps, OTHER, pieces);
      }
    }
    this.#addLegs(earlyMs, EARLY, pieces);
    this.#addLegs(limitMs, REACHED, pieces);
    return pieces;
  }

  /** What of a segment lies in stretches of its edge. */
  #add(segment: number, stretches: readonly Stretch[], side: number, pieces: Pieces): void {
    const at = this.#at, s = SEGMENT * segment, x1 = at[s], y1 = at[s + 1], dx = at[s + 2] - x1, dy = at[s + 3] - y1, begin = at[s + 4], end = at[s + 5], length = end - begin;
    for (const stretch of stretches) {
      const first = Math.max(stretch[0], begin), last = Math.min(stretch[1], end);
      if (first > last) continue;
      const from = length === 0 ? 0 : (first - begin) / length, to = length === 0 ? 1 : (last - begin) / length;
      this.#addPiece(x1 + from * dx, y1 + from * dy, x1 + to * dx, y1 + to * dy, side, pieces);
    }
  }

  /** What of the straight ways from the starts to the network is walked in time. */
  #addLegs(limitMs: number, side: number, pieces: Pieces): void {
    const { costs, plane: { toPlane } } = this.#drawn, metresPerMs = costs.profile.metresPerMinute / 60_000;
    for (const { access, ms } of this.#island.starts) {
      const leftMetres = (limitMs - ms) * metresPerMs;
      if (leftMetres < 0) continue;
      const share = access.legMetres === 0 ? 1 : Math.min(1, leftMetres / access.legMetres), [x1, y1] = toPlane(access.placeLon, access.placeLat), [x2, y2] = toPlane(access.lon, access.lat);
      this.#addPiece(x1, y1, x1 + share * (x2 - x1), y1 + share * (y2 - y1), side, pieces);
    }
  }

  /** Of what is reached, each piece lies within one island, or leads out of it where lines are said to be shorter than they are drawn. */
  #addPiece(x1: number, y1: number, x2: number, y2: number, side: number, pieces: Pieces): void {
    const { west, south, east, north } = this.#island.box, isApart = Math.max(x1, x2) < west || Math.min(x1, x2) > east || Math.max(y1, y2) < south || Math.min(y1, y2) > north;
    if (side === OTHER || !isApart) pieces.add(x1, y1, x2, y2, side);
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
