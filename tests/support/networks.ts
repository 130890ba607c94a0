/** Networks as only searches look at them: nodes and edges without shape. */
import type { WalkNetwork } from '../../src/network/walk-network.ts';
import { BACKWARD, FORWARD } from '../../src/network/walk-network.ts';
import type { CostedAccess, WalkCosts } from '../../src/travel/costs.ts';

export type Edge = readonly [from: number, to: number, metres: number, direction: number, speedFactor: number];

export function networkOf(nodeCount: number, edges: readonly Edge[]): WalkNetwork {
  return {
    nodeCount, edgeCount: edges.length, edgeFrom: Uint32Array.from(edges, (e) => e[0]), edgeTo: Uint32Array.from(edges, (e) => e[1]), edgeMetres: Float64Array.from(edges, (e) => e[2]),
    edgeDirection: Uint8Array.from(edges, (e) => e[3]), edgeSpeedFactor: Float64Array.from(edges, (e) => e[4]),
  } as Partial<WalkNetwork> as WalkNetwork;
}

/** One-ways, closed edges, loops, parallel edges, islands; few lengths and speeds, so that many ways are as fast. */
export function randomNetwork(random: () => number): WalkNetwork {
  const nodeCount = 2 + Math.floor(24 * random()), edgeCount = 1 + Math.floor(nodeCount * 2 * random()), pick = (n: number): number => Math.floor(n * random());
  return networkOf(nodeCount, Array.from({ length: edgeCount }, (): Edge => {
    const from = pick(nodeCount), to = random() < 0.8 ? (from + 1 + pick(3)) % nodeCount : pick(nodeCount);
    return [from, to, 1 + pick(4), random() < 0.7 ? FORWARD | BACKWARD : [FORWARD, BACKWARD, 0][pick(3)], [0.5, 1, 2][pick(3)]];
  }));
}

/** Places along edges, some at their ends, some with two accesses, some with none; half of the legs are 0. */
export function randomPlaces(random: () => number, { edgeMs, edgeMm }: WalkCosts, count: number): CostedAccess[][] {
  const access = (): CostedAccess => {
    const edge = Math.floor(edgeMs.length * random()), share = random() < 0.4 ? Math.round(random()) : random(), to = random() < 0.8 ? share : share + (1 - share) * random();
    const leg = random() < 0.5 ? 0 : 1 + Math.floor(3 * random());
    return { edge, legMs: 1000 * leg, legMm: 1000 * leg, fromMs: Math.round(edgeMs[edge] * share), toMs: Math.round(edgeMs[edge] * to), fromMm: Math.round(edgeMm[edge] * share), toMm: Math.round(edgeMm[edge] * to) };
  };
  return Array.from({ length: count }, () => Array.from({ length: [0, 1, 1, 1, 2][Math.floor(5 * random())] }, access));
}

/** The end of an edge, without a leg. */
export function endOf({ edgeMs, edgeMm }: WalkCosts, edge: number): CostedAccess {
  return { edge, legMs: 0, legMm: 0, fromMs: edgeMs[edge], toMs: edgeMs[edge], fromMm: edgeMm[edge], toMm: edgeMm[edge] };
}

/** Its start. */
export function startOf(edge: number): CostedAccess {
  return { edge, legMs: 0, legMm: 0, fromMs: 0, toMs: 0, fromMm: 0, toMm: 0 };
}
