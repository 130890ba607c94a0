/**
 * The parts of the ground that walks can cover: one around the place, others around far stops. Each is traced by itself,
 * so that nothing is computed for the ground that buses only cross.
 */
import type { WalkNetwork } from '../network/walk-network.ts';
import type { WalkCosts } from '../travel/costs.ts';
import type { WalkStart } from '../travel/stops-by-bus.ts';
import type { Box } from './pieces.ts';
import type { Plane } from './plane.ts';

/** What is reached within the box is reached from a start in it: no walk leaves it. */
export interface Island {
  readonly box: Box;
  readonly starts: readonly WalkStart[];
}

/** Lengths in the plane err by less than this far off. */
const PLANE_ERROR = 1.01;

/** Boxes that do not overlap, around the starts. @param marginMetres around what can be walked to. */
export function findIslands({ network, profile }: WalkCosts, starts: readonly WalkStart[], limitMs: number, marginMetres: number, { toPlane }: Plane): Island[] {
  const metresPerMs = fastestOf(network) * profile.metresPerMinute / 60_000;
  const islands: { box: Box; starts: WalkStart[] }[] = [];
  for (const start of starts) {
    const { access, ms } = start, [x, y] = toPlane(access.placeLon, access.placeLat), reach = PLANE_ERROR * ((limitMs - ms) * metresPerMs + access.legMetres) + marginMetres;
    let island = { box: { west: x - reach, south: y - reach, east: x + reach, north: y + reach }, starts: [start] };
    const next = (): number => islands.findIndex(({ box }) => overlap(box, island.box));
    for (let i = next(); i >= 0; i = next()) {
      const [{ box, starts: together }] = islands.splice(i, 1);
      for (const other of island.starts) together.push(other);
      island = { box: unite(box, island.box), starts: together };
    }
    islands.push(island);
  }
  return islands;
}

/** Of networks asked before, so that a small isochrone does not pay for all edges of a large network. */
const fastestKnown = new WeakMap<WalkNetwork, number>();

/** Largest speed on an edge over walking speed, 1 at least. */
function fastestOf(network: WalkNetwork): number {
  const fastest = fastestKnown.get(network) ?? network.edgeSpeedFactor.reduce((most, factor) => Math.max(most, factor), 1);
  fastestKnown.set(network, fastest);
  return fastest;
}

function overlap(a: Box, b: Box): boolean {
  return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;
}

function unite(a: Box, b: Box): Box {
  return { west: Math.min(a.west, b.west), south: Math.min(a.south, b.south), east: Math.max(a.east, b.east), north: Math.max(a.north, b.north) };
}
