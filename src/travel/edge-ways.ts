/**
 * How places that lie on edges are joined to the nodes of a search, and to each other.
 *
 *   from o---[===place===]----------o to
 *         ->  enters       leaves ->        along a FORWARD edge; the other way round along a BACKWARD one
 *
 * A place at the very end of an edge is at the node, whichever way the edge runs. Stops that are nodes
 * of the search and lie on the edge of a place are joined to it along the edge.
 */
import { BACKWARD, FORWARD } from '../network/walk-network.ts';
import type { CostedAccess, WalkCosts } from './costs.ts';

/** Every node from which a place is reached along its edge alone, with the cost, leg included. */
export function eachEntry(costs: WalkCosts, place: CostedAccess, visit: (node: number, ms: number, mm: number) => void): void {
  const { network: { edgeFrom, edgeTo, edgeDirection }, edgeMs, edgeMm } = costs, { edge, legMs, legMm, fromMs, toMs, fromMm, toMm } = place, direction = edgeDirection[edge];
  if (direction & FORWARD || fromMs === 0) visit(edgeFrom[edge], legMs + fromMs, legMm + fromMm);
  if (direction & BACKWARD || toMs === edgeMs[edge]) visit(edgeTo[edge], legMs + edgeMs[edge] - toMs, legMm + edgeMm[edge] - toMm);
  for (const { node, access } of costs.stopsOnEdge?.get(edge) ?? []) eachDirect(costs, access, place, (ms, mm) => { visit(node, ms, mm); });
}

/** Every node that is reached from a place along its edge alone, with the cost, leg included. */
export function eachExit(costs: WalkCosts, place: CostedAccess, visit: (node: number, ms: number, mm: number) => void): void {
  const { network: { edgeFrom, edgeTo, edgeDirection }, edgeMs, edgeMm } = costs, { edge, legMs, legMm, fromMs, toMs, fromMm, toMm } = place, direction = edgeDirection[edge];
  if (direction & FORWARD || toMs === edgeMs[edge]) visit(edgeTo[edge], legMs + edgeMs[edge] - toMs, legMm + edgeMm[edge] - toMm);
  if (direction & BACKWARD || fromMs === 0) visit(edgeFrom[edge], legMs + fromMs, legMm + fromMm);
  for (const { node, access } of costs.stopsOnEdge?.get(edge) ?? []) eachDirect(costs, place, access, (ms, mm) => { visit(node, ms, mm); });
}

/** The ways from one place to another on the same edge that do not leave it, with their cost, both legs included. None if they lie on different edges. */
export function eachDirect({ network }: WalkCosts, from: CostedAccess, to: CostedAccess, visit: (ms: number, mm: number) => void): void {
  if (from.edge !== to.edge) return;
  const direction = network.edgeDirection[from.edge], ahead = to.fromMs >= from.toMs, behind = to.toMs <= from.fromMs;
  const legs = from.legMs + to.legMs, legsMm = from.legMm + to.legMm;
  if (!ahead && !behind) visit(legs, legsMm);
  if (ahead && direction & FORWARD) visit(legs + to.fromMs - from.toMs, legsMm + to.fromMm - from.toMm);
  if (behind && direction & BACKWARD) visit(legs + from.fromMs - to.toMs, legsMm + from.fromMm - to.toMm);
}
