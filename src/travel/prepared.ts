/** Which networks are prepared for many questions, and from when on that pays. */
import { openWasm } from '../core/wasm.ts';
import { eliminate, type Elimination } from '../network/elimination.ts';
import type { WalkNetwork } from '../network/walk-network.ts';
import type { WalkCosts } from './costs.ts';
import { LabelSweep } from './label-sweep.ts';
import { LABEL_SWEEP_WASM } from './label-sweep-wasm.ts';

/**
 * The first time in a process, finding the order of a network takes as long as some ten searches over it, and laying
 * out what its arcs cost a group of people as long as two or three. Asked a little later, each is earned back for certain.
 */
const QUESTIONS_WORTH_AN_ORDER = 20, QUESTIONS_WORTH_COSTS = 5;
/** With more, searches are as fast as sweeps until hundreds are asked. */
const MOST_ARCS_PER_NODE = 8;

/** By the ends of its edges, which all networks share that differ in direction and speed only; null where an order leaves too many arcs. */
const orders = new WeakMap<Uint32Array, { asked: number; elimination?: Elimination | null }>();
const sweeps = new WeakMap<WalkCosts, { asked: number; sweep: LabelSweep | null }>();

/**
 * The sweep for questions about these costs, as soon as enough have been asked of the network.
 * @param questions how many are asked now.
 * @returns null where searching is as good.
 */
export function sweepFor(costs: WalkCosts, questions: number): LabelSweep | null {
  const { network } = costs, own = sweeps.get(costs) ?? { asked: 0, sweep: null }, order = orders.get(network.edgeFrom) ?? { asked: 0 };
  if (own.sweep !== null) return own.sweep;
  sweeps.set(costs, own);
  orders.set(network.edgeFrom, order);
  own.asked += questions;
  order.asked += questions;
  if (own.asked < QUESTIONS_WORTH_COSTS || (order.elimination === undefined && order.asked < QUESTIONS_WORTH_AN_ORDER)) return null;
  // In TypeScript the sweeps are no faster than searches.
  if (order.elimination === null || openWasm(LABEL_SWEEP_WASM) === null) return null;
  if (order.elimination === undefined) order.elimination = findOrder(network);
  if (order.elimination !== null) own.sweep = new LabelSweep(order.elimination, costs);
  return own.sweep;
}

/** The order of a network; null where searching it is always as good. */
export function findOrder(network: Pick<WalkNetwork, 'nodeCount' | 'edgeFrom' | 'edgeTo'>): Elimination | null {
  return eliminate(network, MOST_ARCS_PER_NODE * network.nodeCount);
}

/** Spare a network, and all that share its edges, finding its order: it is kept from before. */
export function takeOrder({ edgeFrom }: Pick<WalkNetwork, 'edgeFrom'>, elimination: Elimination | null): void {
  orders.set(edgeFrom, { asked: 0, elimination });
}
