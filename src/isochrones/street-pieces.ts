/** Streets around the places that walks begin at, cut where the time runs out. */
import { DEGREE_UNITS } from '../inputs/walk-lines.ts';
import type { NearSegment } from '../network/snap.ts';
import type { BoundedSearch } from '../travel/bounded-search.ts';
import type { CostedAccess, WalkCosts } from '../travel/costs.ts';
import type { WalkStart } from '../travel/stops-by-bus.ts';
import { overlap, type Island } from './islands.ts';
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

/**
 * @param segments all that may come within the island, each edge's together.
 * @param length takes in the edges reached.
 */
export function cutStreets(drawn: DrawnSearch, { box, starts }: Island, segments: readonly NearSegment[], { earlyMs, limitMs }: Times, length: StreetLength): Pieces {
  const { costs, search, startsOnEdge, plane: { toPlane } } = drawn, { edgeMetres, shapeLon, shapeLat, shapeMetres } = costs.network, pieces = new Pieces();
  /** Of what is reached, each piece lies within one island, or leads out of it where lines are said to be shorter than they are drawn. */
  const add = (x1: number, y1: number, x2: number, y2: number, side: number): void => {
    if (side === OTHER || overlap(box, { west: Math.min(x1, x2), south: Math.min(y1, y2), east: Math.max(x1, x2), north: Math.max(y1, y2) })) pieces.add(x1, y1, x2, y2, side);
  };
  for (let i = 0; i < segments.length; ) {
    const { edge } = segments[i], metres = edgeMetres[edge], on = startsOnEdge.get(edge) ?? [];
    const reached = findReachedStretches(costs, search, on, edge, limitMs), early = findReachedStretches(costs, search, on, edge, earlyMs), gaps = findGaps(reached);
    length.add(edge, reached, metres);
    for (; i < segments.length && segments[i].edge === edge; i++) {
      const { shape } = segments[i], begin = metres === 0 ? 0 : shapeMetres[shape] / metres, end = metres === 0 ? 1 : shapeMetres[shape + 1] / metres;
      const [x1, y1] = toPlane(shapeLon[shape] / DEGREE_UNITS, shapeLat[shape] / DEGREE_UNITS), [x2, y2] = toPlane(shapeLon[shape + 1] / DEGREE_UNITS, shapeLat[shape + 1] / DEGREE_UNITS);
      const addCut = (stretches: readonly Stretch[], side: number): void => {
        eachCut(begin, end, stretches, (from, to) => { add(x1 + from * (x2 - x1), y1 + from * (y2 - y1), x1 + to * (x2 - x1), y1 + to * (y2 - y1), side); });
      };
      addCut(early, EARLY);
      addCut(reached, REACHED);
      addCut(gaps, OTHER);
    }
  }
  addLegs(starts, earlyMs, drawn, EARLY, add);
  addLegs(starts, limitMs, drawn, REACHED, add);
  return pieces;
}

/** What of a span lies in stretches, as shares of the span. */
function eachCut(begin: number, end: number, stretches: readonly Stretch[], take: (from: number, to: number) => void): void {
  const length = end - begin;
  for (const [from, to] of stretches) {
    const first = Math.max(from, begin), last = Math.min(to, end);
    if (first > last) continue;
    if (length === 0) take(0, 1);
    else take((first - begin) / length, (last - begin) / length);
  }
}

/** What of the straight ways from the starts to the network is walked in time. */
function addLegs(starts: readonly WalkStart[], limitMs: number, { costs, plane: { toPlane } }: DrawnSearch, side: number, add: Pieces['add']): void {
  const metresPerMs = costs.profile.metresPerMinute / 60_000;
  for (const { access, ms } of starts) {
    const leftMetres = (limitMs - ms) * metresPerMs;
    if (leftMetres < 0) continue;
    const share = access.legMetres === 0 ? 1 : Math.min(1, leftMetres / access.legMetres), [x1, y1] = toPlane(access.placeLon, access.placeLat), [x2, y2] = toPlane(access.lon, access.lat);
    add(x1, y1, x1 + share * (x2 - x1), y1 + share * (y2 - y1), side);
  }
}
