/** Arcs that a search need not follow. */
import type { WalkCosts } from './costs.ts';

const NONE = -1, SEVERAL = -2;

/**
 * By arc: 1 where all arcs of the node that it leads to lead back, so that nothing is found beyond it. On walking
 * networks that is a fifth of the nodes.
 */
export function findDeadEnds({ nodeCount, firstArc, arcNode }: Pick<WalkCosts, 'nodeCount' | 'firstArc' | 'arcNode'>): Uint8Array {
  /** By node: the only one that its arcs lead to; SEVERAL, or NONE. */
  const only = new Int32Array(nodeCount), isDeadEnd = new Uint8Array(arcNode.length);
  for (let n = 0; n < nodeCount; n++) {
    only[n] = firstArc[n] === firstArc[n + 1] ? NONE : arcNode[firstArc[n]];
    for (let a = firstArc[n] + 1; a < firstArc[n + 1]; a++) if (arcNode[a] !== only[n]) only[n] = SEVERAL;
  }
  for (let n = 0; n < nodeCount; n++) for (let a = firstArc[n]; a < firstArc[n + 1]; a++) if (only[arcNode[a]] === n || only[arcNode[a]] === NONE) isDeadEnd[a] = 1;
  return isDeadEnd;
}
