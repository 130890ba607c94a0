/** Which stretches of an edge lie within a time of a place, to the millisecond, by the labels of its search. */
import { UNREACHED } from '../core/units.ts';
import { BACKWARD, FORWARD } from '../network/walk-network.ts';
import type { BoundedSearch } from '../travel/bounded-search.ts';
import type { CostedAccess, WalkCosts } from '../travel/costs.ts';

/** From and to, as shares of an edge's length. */
export type Stretch = readonly [from: number, to: number];

/** Most edges are one or the other. */
const NONE: readonly Stretch[] = [], WHOLE: readonly Stretch[] = [[0, 1]];

/**
 * @param costs those of the search.
 * @param starts those of the accesses the search began at that lie on the edge.
 * @returns stretches that do not touch each other, in the order of the edge; one of no length where a single point is reached.
 */
export function findReachedStretches({ network, edgeMs, edgeMm }: WalkCosts, search: BoundedSearch, starts: readonly CostedAccess[], edge: number, limitMs: number): readonly Stretch[] {
  const whole = edgeMs[edge], direction = network.edgeDirection[edge];
  const atEnd = search.msOf(network.edgeTo[edge]), atStart = search.msOf(network.edgeFrom[edge]);
  const fromEnd = direction & FORWARD && atEnd !== UNREACHED ? limitMs - atEnd : -1, fromStart = direction & BACKWARD && atStart !== UNREACHED ? limitMs - atStart : -1;
  if (fromEnd >= whole || fromStart >= whole) return WHOLE;
  if (fromEnd < 0 && fromStart < 0 && starts.length === 0) return NONE;
  const stretches: [number, number][] = [];
  if (fromEnd >= 0) addStretch(stretches, whole - fromEnd, whole, whole);
  if (fromStart >= 0) addStretch(stretches, 0, fromStart, whole);
  for (const start of starts) {
    if (start.legMs > limitMs) continue;
    const left = limitMs - start.legMs;
    addStretch(stretches, direction & FORWARD ? start.fromMs - left : start.fromMs, direction & BACKWARD ? start.toMs + left : start.toMs, whole);
  }
  return edgeMm[edge] === 0 && stretches.length > 0 ? WHOLE : join(stretches);
}

function addStretch(stretches: [number, number][], fromMs: number, toMs: number, wholeMs: number): void {
  if (fromMs <= toMs) stretches.push([Math.max(0, fromMs) / wholeMs, Math.min(wholeMs, toMs) / wholeMs]);
}

/** What of an edge is in none of the stretches. */
export function findGaps(stretches: readonly Stretch[]): readonly Stretch[] {
  if (stretches === NONE) return WHOLE;
  if (stretches === WHOLE) return NONE;
  const gaps: Stretch[] = [];
  let end = 0;
  for (const [from, to] of stretches) {
    if (from > end) gaps.push([end, from]);
    end = to;
  }
  if (end < 1) gaps.push([end, 1]);
  return gaps;
}

function join(stretches: [number, number][]): Stretch[] {
  if (stretches.length === 1) return stretches;
  const joined: [number, number][] = [];
  for (const [from, to] of stretches.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}
