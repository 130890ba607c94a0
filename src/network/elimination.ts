/**
 * The order in which the nodes of a network are eliminated, and the arcs that this leaves: what does not
 * change when the costs of the edges do.
 *
 * Method: the node with the fewest neighbours goes first, and its neighbours are joined to each other, so
 * that every way around it survives (minimum degree; George & Liu 1989). The numbers are then those of the
 * postorder of the elimination tree, which leaves the same arcs and keeps what a sweep reads next close to
 * what it read last. As in customizable contraction hierarchies (Dibbelt, Strasser & Wagner 2014), direction
 * and length of edges play no part.
 *
 *        b            b            the arcs of x lead up, to a and b; that between a and b is either
 *       / \          / |           an edge or a shortcut for the way over x
 *      x   |   ->   x  |
 *       \  |         \ |
 *        a            a
 */
import { eliminatePlainly } from './plain-elimination.ts';
import type { WalkNetwork } from './walk-network.ts';
import { eliminateInWasm } from './wasm-elimination.ts';

/** N nodes; the rank of a node is its place in the order. */
export interface Elimination {
  /** Length N: rank by node. */
  readonly rank: Uint32Array;
  /** Length N + 1: the arcs of rank r are firstArc[r] .. firstArc[r + 1] - 1. */
  readonly firstArc: Uint32Array;
  /** By arc: the rank it leads up to, ascending in each list. Any two of a list are themselves joined by an arc. */
  readonly arcHead: Uint32Array;
}

/**
 * @param mostArcs give up where it leaves more than these.
 * @returns null where it does. Walking networks as they have grown leave four or five arcs a node, grids of streets as far as the eye reaches twenty and more.
 */
export function eliminate(network: Pick<WalkNetwork, 'nodeCount' | 'edgeFrom' | 'edgeTo'>, mostArcs: number): Elimination | null {
  const order = eliminateInWasm(network, mostArcs);
  return order === undefined ? eliminatePlainly(network, mostArcs) : order;
}
