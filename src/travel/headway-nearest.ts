/** The nearest of many destinations for every origin at once, on foot and by bus lines with a headway. */
import { listAt } from '../core/ranges.ts';
import { UNREACHED } from '../core/units.ts';
import type { BusRide, BusWay } from './bus-way.ts';
import type { CostedAccess } from './costs.ts';
import type { HeadwayCosts } from './headway-costs.ts';
import { packOrigins, searchBackwards, type Nearest } from './nearest.ts';

export interface NearestByHeadway extends Nearest {
  /** How an origin gets there; null if on foot alone, or not at all. */
  readonly wayOf: (origin: number) => BusWay | null;
}

/** As `findNearest`; millimetres are those on foot. */
export function findNearestByHeadway(costs: HeadwayCosts, origins: readonly (readonly CostedAccess[])[], destinations: readonly (readonly CostedAccess[])[], limitMs: number): NearestByHeadway {
  const first = new Uint32Array(origins.length), search = searchBackwards(costs, destinations, limitMs, true);
  const result = packOrigins(costs, origins).readOff(search, destinations, limitMs, first), { labels, next } = search;
  return { ...result, wayOf: tellWays(costs, Uint32Array.from({ length: costs.nodeCount }, (_, node) => labels.msOf(node)), next.slice(), first, result) };
}

/** On its own, so that only these arrays are kept. */
function tellWays(costs: HeadwayCosts, nodeMs: Uint32Array, next: Uint32Array, first: Uint32Array, { ms, mm }: Nearest): NearestByHeadway['wayOf'] {
  return (origin) => {
    const rides = ms[origin] === UNREACHED ? [] : listRides(costs, nodeMs, next, first[origin], ms[origin]);
    if (rides.length === 0) return null;
    const rideMs = rides.reduce((sum, r) => sum + r.rideMs, 0), waitMs = rides.reduce((sum, r) => sum + r.waitMs, 0);
    return { ms: ms[origin], walkMs: ms[origin] - rideMs - waitMs, waitMs, rideMs, walkMm: mm[origin], rides };
  };
}

/** The rides among the nodes of a way, followed to its end. */
function listRides({ patterns, firstStopNode, firstPlaceNode }: HeadwayCosts, ms: Uint32Array, next: Uint32Array, start: number, totalMs: number): BusRide[] {
  const rides: BusRide[] = [], isPlace = (node: number): boolean => node !== UNREACHED && node >= firstPlaceNode[0];
  let leftMs = totalMs; // when the walk to the next ride begins
  for (let node = start, after: number; node !== UNREACHED; node = after) {
    after = next[node];
    if (isPlace(node) || !isPlace(after)) continue;
    // Boards from `node`, a stop, at `after`.
    const vehicle = listAt(firstPlaceNode, after), boarded = after;
    while (isPlace(next[after])) after = next[after];
    const fromIndex = boarded - firstPlaceNode[vehicle], toIndex = after - firstPlaceNode[vehicle], { stops, line } = patterns[vehicle];
    rides.push({ line, fromStop: node - firstStopNode, toStop: stops[toIndex], walkMs: leftMs - ms[node], waitMs: ms[node] - ms[boarded], rideMs: ms[boarded] - ms[after], departureMs: null, vehicle, fromIndex, toIndex });
    leftMs = ms[after];
    after = next[after];
  }
  return rides;
}
