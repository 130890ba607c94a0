/** When the points of an edge are reached from a place, to the millisecond, by the labels of its search. */
import { UNREACHED } from '../core/units.ts';
import { BACKWARD, FORWARD } from '../network/walk-network.ts';
import type { BoundedSearch } from '../travel/bounded-search.ts';
import type { CostedAccess, WalkCosts } from '../travel/costs.ts';

/** From and to as shares of an edge's length, and the milliseconds at both; in between they rise or fall evenly. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Where walks along an edge begin: in milliseconds of the edge, a span of it, and whether they lead to its start or its end. */
interface Source { readonly first: number; readonly last: number; readonly ms: number; readonly leadsDown: boolean; readonly leadsUp: boolean }

const NONE: readonly Stretch[] = [];

/**
 * @param costs those of the search.
 * @param starts those of the accesses the search began at that lie on the edge.
 * @returns what is reached in time, in the order of the edge; stretches may touch, and one has no length where a single point is reached.
 */
export function findReachedStretches({ network, edgeMs, edgeMm }: WalkCosts, search: BoundedSearch, starts: readonly CostedAccess[], edge: number, limitMs: number): readonly Stretch[] {
  const whole = edgeMs[edge], direction = network.edgeDirection[edge], leadsDown = (direction & FORWARD) !== 0, leadsUp = (direction & BACKWARD) !== 0;
  const atEnd = leadsDown ? search.msOf(network.edgeTo[edge]) : UNREACHED, atStart = leadsUp ? search.msOf(network.edgeFrom[edge]) : UNREACHED;
  if (starts.length === 0 && edgeMm[edge] > 0) return betweenEnds(atStart, atEnd, whole, limitMs);
  const sources: Source[] = [];
  if (atEnd <= limitMs) sources.push({ first: whole, last: whole, ms: atEnd, leadsDown: true, leadsUp: false });
  if (atStart <= limitMs) sources.push({ first: 0, last: 0, ms: atStart, leadsDown: false, leadsUp: true });
  for (const { fromMs, toMs, legMs } of starts) if (legMs <= limitMs) sources.push({ first: fromMs, last: toMs, ms: legMs, leadsDown, leadsUp });
  if (sources.length === 0) return NONE;
  const least = sources.reduce((best, { ms }) => Math.min(best, ms), Infinity);
  if (edgeMm[edge] === 0) return [{ from: 0, to: 1, fromMs: least, toMs: least }];
  return stretchesOf(sources, whole, limitMs);
}

/** Most edges: walks come from their ends alone. @param atStart UNREACHED where none leads up from there, as `atEnd` where none leads down. */
function betweenEnds(atStart: number, atEnd: number, whole: number, limitMs: number): readonly Stretch[] {
  const up = atStart > limitMs ? -1 : Math.min(whole, limitMs - atStart), down = atEnd > limitMs ? Infinity : Math.max(0, whole - (limitMs - atEnd));
  if (up < 0 && down > whole) return NONE;
  // Where both have taken the same time, or where the one that is ahead ends.
  const meeting = up < down ? NaN : Math.max(0, Math.min(whole, (whole + atEnd - atStart) / 2)), upTo = up < 0 ? 0 : Number.isNaN(meeting) ? up : meeting, downTo = down > whole ? whole : Number.isNaN(meeting) ? down : meeting;
  const rising = { from: 0, to: upTo / whole, fromMs: atStart, toMs: atStart + upTo }, falling = { from: downTo / whole, to: 1, fromMs: atEnd + whole - downTo, toMs: atEnd };
  if (down > whole || (meeting === whole && up >= 0)) return [rising];
  return up < 0 || meeting === 0 ? [falling] : [rising, falling];
}

/** The lowest of the sources' lines, cut where another takes over and where the time runs out. */
function stretchesOf(sources: readonly Source[], whole: number, limitMs: number): Stretch[] {
  const cuts = new Set([0, whole]), add = (at: number): void => { if (at > 0 && at < whole) cuts.add(at); };
  for (const up of sources) {
    add(up.first); add(up.last); add(up.first - (limitMs - up.ms)); add(up.last + limitMs - up.ms);
    // A walk up from one source meets the walk down from another where both have taken the same time.
    for (const down of sources) if (down !== up && down.first > up.last) add((down.ms + down.first - up.ms + up.last) / 2);
  }
  const at = [...cuts].sort((a, b) => a - b), stretches: Stretch[] = [], singles = sources.filter(({ first, last, ms }) => first === last && ms <= limitMs);
  for (let i = 1, before: Source | null = null; i < at.length; i++) {
    const middle = (at[i - 1] + at[i]) / 2, source = sources.reduce((best, one) => (msAt(one, middle) < msAt(best, middle) ? one : best));
    const isReached = msAt(source, middle) <= limitMs, goesOn = isReached && source === before && at[i - 1] !== source.first && at[i - 1] !== source.last;
    if (goesOn) stretches[stretches.length - 1] = { ...stretches[stretches.length - 1], to: at[i] / whole, toMs: msAt(source, at[i]) };
    else if (isReached) stretches.push({ from: at[i - 1] / whole, to: at[i] / whole, fromMs: msAt(source, at[i - 1]), toMs: msAt(source, at[i]) });
    before = isReached ? source : null;
  }
  // Where no way leads on from a source, or no time is left, it alone is reached.
  for (const { first, ms } of singles) {
    const share = first / whole;
    if (!stretches.some(({ from, to }) => from <= share && share <= to)) stretches.push({ from: share, to: share, fromMs: ms, toMs: ms });
  }
  return stretches.sort((a, b) => a.from - b.from || a.to - b.to);
}

function msAt({ first, last, ms, leadsDown, leadsUp }: Source, at: number): number {
  if (at < first) return leadsDown ? ms + first - at : Infinity;
  if (at > last) return leadsUp ? ms + at - last : Infinity;
  return ms;
}

/** What of an edge is in none of the stretches. */
export function findGaps(stretches: readonly Stretch[]): (readonly [from: number, to: number])[] {
  const gaps: [number, number][] = [];
  let end = 0;
  for (const { from, to } of stretches) {
    if (from > end) gaps.push([end, from]);
    end = Math.max(end, to);
  }
  if (end < 1) gaps.push([end, 1]);
  return gaps;
}

/** The length of what is reached within a limit, as a share of the edge's. @param stretches of a limit no shorter. */
export function shareWithin(stretches: readonly Stretch[], limitMs: number): number {
  return stretches.reduce((sum, { from, to, fromMs, toMs }) => {
    const least = Math.min(fromMs, toMs), most = Math.max(fromMs, toMs);
    return sum + (to - from) * (most <= limitMs ? 1 : least > limitMs ? 0 : (limitMs - least) / (most - least));
  }, 0);
}
