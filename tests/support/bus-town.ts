/** Random towns with streets, stops and places on them; and the walk between any two, one search each. */
import { Findings } from '../../src/core/problems.ts';
import { findFacilityAccess } from '../../src/network/access.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { SnapIndex } from '../../src/network/snap.ts';
import { turnRound } from '../../src/travel/bounded-search.ts';
import { computeWalkCosts, costAccess, type CostedAccess, type WalkCosts } from '../../src/travel/costs.ts';
import { findNearest } from '../../src/travel/nearest.ts';
import { area, at, drawLines, type Metres, type Street } from './town.ts';

/** The accesses of each of several places. */
export type Accesses = readonly (readonly CostedAccess[])[];

export interface BusTown {
  readonly costs: WalkCosts;
  readonly turned: WalkCosts;
  readonly stopAccess: Accesses;
  readonly origins: Accesses;
  readonly destinations: Accesses;
}

/** Streets, and what lies on them or within 300 m; at 60 m/min, so that a metre takes a second. */
export function drawBusTown({ streets, stops, origins, destinations }: { streets: readonly (Street | readonly Metres[])[]; stops: readonly Metres[]; origins: readonly Metres[]; destinations: readonly (Metres | readonly Metres[])[] }): BusTown {
  const network = buildNetwork(drawLines(streets), 0.5, new Findings()), index = new SnapIndex(network), profile = { id: 'adult', metresPerMinute: 60 } as const;
  const costs = computeWalkCosts(network, profile), turned = computeWalkCosts(turnRound(network), profile), isPoint = (place: Metres | readonly Metres[]): place is Metres => typeof place[0] === 'number';
  const cost = (places: readonly (Metres | readonly Metres[])[]): Accesses => places.map((place) => findFacilityAccess(index, isPoint(place) ? at(place) : area(...place), 300).map((a) => costAccess(costs, a)));
  return { costs, turned, stopAccess: cost(stops), origins: cost(origins), destinations: cost(destinations) };
}

/**
 * A grid of streets with gaps, a fifth of them one-way; some places at corners, many on the same edges, some too far off to be on
 * the network, some destinations areas that edges run through.
 */
export function randomBusTown(random: () => number, stopCount: number): BusTown {
  const block = 500, side = 5, node = (i: number): Metres => [block * (i % side), block * Math.floor(i / side)];
  const streets = Array.from({ length: side * side }, (_, i) => i).flatMap((i): Street[] => [...(i % side < side - 1 ? [i + 1] : []), ...(i < side * (side - 1) ? [i + side] : [])].filter(() => random() > 0.15).map((to) => ({
    path: random() < 0.5 ? [node(i), node(to)] : [node(to), node(i)], oneway: random() < 0.2, ...(random() < 0.2 ? { speedFactor: 0.4 + random() } : {}),
  })));
  const place = (): Metres => (random() < 0.2 ? node(Math.floor(side * side * random())) : random() < 0.04 ? [9000, 9000] : [(side - 1) * block * random(), (side - 1) * block * random()]);
  const square = ([x, y]: Metres): Metres[] => [[x, y], [x + 90, y], [x + 90, y + 60], [x, y + 60]];
  const places = (length: number): Metres[] => Array.from({ length }, place);
  return drawBusTown({ streets, stops: places(stopCount), origins: places(5), destinations: places(5).map((p, i) => (i % 3 === 0 ? square(p) : p)) });
}

/** The walk between two places, found alone; Infinity if it takes longer than the limit. */
export function walkBetween({ costs }: BusTown, from: readonly CostedAccess[], to: readonly CostedAccess[], limitMs = 6 * 3_600_000): { ms: number; mm: number } {
  const { ms: [ms], mm: [mm], destination: [found] } = findNearest(costs, [from], [to], limitMs);
  return found === 0 ? { ms, mm } : { ms: Infinity, mm: Infinity };
}
