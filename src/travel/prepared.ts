/** Which networks are prepared for many questions, and from when on that pays. */
import { openWasm } from '../core/wasm.ts';
import { eliminate, type Elimination } from '../network/elimination.ts';
import type { WalkCosts } from './costs.ts';
import { LabelSweep } from './label-sweep.ts';
import { LABEL_SWEEP_WASM } from './label-sweep-wasm.ts';

/**
 * The first time in a process preparing takes as long as a hundred searches or so, later as twenty. A report asks about a
 * hundred, too few to gain by it; a second one on the same network, or a plan that asks what each facility is worth, does.
 */
const WORTHWHILE_QUESTIONS = 150;
/** With more, searches are as fast as sweeps until hundreds are asked. */
const MOST_ARCS_PER_NODE = 8;

/** By the ends of its edges, which all networks share that differ in direction and speed only. */
const orders = new WeakMap<Uint32Array, { asked: number; elimination?: Elimination | null }>();
const sweeps = new WeakMap<WalkCosts, LabelSweep>();

/**
 * The sweep for questions about these costs, as soon as enough have been asked of the network.
 * @param questions how many are asked now.
 * @returns null where searching is as good.
 */
export function sweepFor(costs: WalkCosts, questions: number): LabelSweep | null {
  const known = sweeps.get(costs), { network } = costs;
  if (known !== undefined) return known;
  const order = orders.get(network.edgeFrom) ?? { asked: 0 };
  orders.set(network.edgeFrom, order);
  order.asked += questions;
  if (order.asked < WORTHWHILE_QUESTIONS) return null;
  // In TypeScript the sweeps are no faster than searches.
  if (openWasm(LABEL_SWEEP_WASM) === null) return null;
  if (order.elimination === undefined) order.elimination = eliminate(network, MOST_ARCS_PER_NODE * network.nodeCount);
  if (order.elimination === null) return null;
  const sweep = new LabelSweep(order.elimination, costs);
  sweeps.set(costs, sweep);
  return sweep;
}
