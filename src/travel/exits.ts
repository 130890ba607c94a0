/** The nodes that origins lead to along their own edges, and what they find over them. */
import { UNREACHED } from '../core/units.ts';
import type { NodeLabels } from './node-labels.ts';

/** The exits of O origins, those of origins beside each other together: a search's labels are then read in the order of the nodes. */
export interface Exits {
  /** Length O: the origins in the order of their exits. */
  readonly origins: Uint32Array;
  /** Length O: where the exits of origins[i] end; they begin where those before them end. */
  readonly ends: Uint32Array;
  /** Length X: the node, and the cost, leg included; UNREACHED for what 32 bits do not hold. */
  readonly node: Uint32Array;
  readonly ms: Uint32Array;
  readonly mm: Uint32Array;
}

/** For each of O origins: the nearest destination. */
export interface Nearest {
  /** Length O. Milliseconds; UNREACHED if no destination is within the limit. */
  readonly ms: Uint32Array;
  /** Length O. Millimetres of the way taken; UNREACHED where `ms` is. */
  readonly mm: Uint32Array;
  /** Length O. Index of the destination; UNREACHED where `ms` is. */
  readonly destination: Uint32Array;
}

/**
 * The best that each origin finds over its exits. The twin of `readOff` in kernels/label-search.ts.
 * @param first if given, receives for each origin the node that its way leads to first; UNREACHED where it finds nothing.
 */
export function readOff(labels: NodeLabels, exits: Exits, limitMs: number, first?: Uint32Array): Nearest {
  const { origins, ends } = exits, count = origins.length, ms = new Uint32Array(count), mm = new Uint32Array(count), destination = new Uint32Array(count);
  for (let i = 0, e = 0; i < count; i++) {
    let bestMs = UNREACHED, bestDestination = UNREACHED, bestMm = UNREACHED, bestNode = UNREACHED;
    for (; e < ends[i]; e++) {
      const node = exits.node[e], nodeMs = labels.msOf(node), newMs = exits.ms[e] + nodeMs;
      if (nodeMs === UNREACHED || newMs > limitMs || newMs > bestMs) continue;
      const newDestination = labels.destinationOf(node), newMm = exits.mm[e] + labels.mmOf(node);
      if (newMs === bestMs && (newDestination > bestDestination || (newDestination === bestDestination && newMm >= bestMm))) continue;
      bestMs = newMs;
      bestDestination = newDestination;
      bestMm = newMm;
      bestNode = node;
    }
    const origin = origins[i];
    ms[origin] = bestMs;
    mm[origin] = bestMm;
    destination[origin] = bestDestination;
    if (first !== undefined) first[origin] = bestNode;
  }
  return { ms, mm, destination };
}
