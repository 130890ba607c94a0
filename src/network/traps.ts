/**
 * Parts of the network that are cut off: islands, and parts that one-ways let people into and not out
 * of (or out of and not into). The latter are the strongly connected parts of the directed network
 * that no way leaves or none enters, but for the largest of their component (Tarjan 1972, SIAM J.
 * Comput. 1:146-160, with a stack of its own: networks are deeper than calls may be).
 */
import type { Findings } from '../core/problems.ts';
import { BACKWARD, FORWARD, ISLAND_VERTICES, lineAt, type WalkNetwork } from './walk-network.ts';

/** Note every island, by a line of it. */
export function checkIslands(network: WalkNetwork, findings: Findings): void {
  const isSeen = new Uint8Array(network.componentVertices.length);
  for (let e = 0; e < network.edgeCount; e++) {
    const component = network.nodeComponent[network.edgeFrom[e]], vertices = network.componentVertices[component];
    if (vertices >= ISLAND_VERTICES || component === 0 || isSeen[component] === 1) continue;
    isSeen[component] = 1;
    noteLine('network-island', `parts of the network of fewer than ${ISLAND_VERTICES} vertices`, network, e, `with ${vertices} vertices`, findings);
  }
}

/** Note every trap, by the line that leads into it. */
export function checkTraps(network: WalkNetwork, findings: Findings): void {
  const { edgeCount, edgeFrom, edgeTo, edgeDirection, nodeComponent } = network;
  if (edgeDirection.every((d) => d === (FORWARD | BACKWARD))) return;
  const { part, size } = strongParts(network);
  const largest = new Map<number, number>(); // the largest part of each component
  for (let n = 0; n < network.nodeCount; n++) {
    const best = largest.get(nodeComponent[n]);
    if (best === undefined || size[part[n]] > size[best]) largest.set(nodeComponent[n], part[n]);
  }
  const leave = new Int32Array(size.length).fill(-1), enter = new Int32Array(size.length).fill(-1);
  for (let e = 0; e < edgeCount; e++) {
    const u = part[edgeFrom[e]], v = part[edgeTo[e]];
    if (u === v) continue;
    const [from, to] = (edgeDirection[e] & FORWARD) !== 0 ? [u, v] : [v, u]; // both ways would make it one part
    if (leave[from] < 0) leave[from] = e;
    if (enter[to] < 0) enter[to] = e;
  }
  const isLargest = new Set(largest.values());
  for (let p = 0; p < size.length; p++) {
    if (isLargest.has(p)) continue;
    if (leave[p] < 0 && enter[p] >= 0) noteLine('one-way-trap', 'ways that people can walk into and not out of', network, enter[p], '', findings);
    if (enter[p] < 0 && leave[p] >= 0) noteLine('one-way-trap', 'ways that people can walk out of and not into', network, leave[p], '', findings);
  }
}

function noteLine(code: string, what: string, network: WalkNetwork, edge: number, more: string, findings: Findings): void {
  const id = lineAt(network, edge, 0) ?? lineAt(network, edge, network.edgeMetres[edge] / 2);
  findings.notice(code, 'walk', what, [id ?? 'a join of lines', more].filter((t) => t !== '').join(' '), 1, id === null ? {} : { id });
}

/** The strongly connected part of each node, and the nodes of each part. */
function strongParts({ nodeCount, edgeCount, edgeFrom, edgeTo, edgeDirection }: WalkNetwork): { part: Int32Array; size: number[] } {
  const first = new Uint32Array(nodeCount + 1);
  const eachArc = (visit: (from: number, to: number) => void): void => {
    for (let e = 0; e < edgeCount; e++) {
      if ((edgeDirection[e] & FORWARD) !== 0) visit(edgeFrom[e], edgeTo[e]);
      if ((edgeDirection[e] & BACKWARD) !== 0) visit(edgeTo[e], edgeFrom[e]);
    }
  };
  eachArc((from) => { first[from + 1]++; });
  for (let n = 0; n < nodeCount; n++) first[n + 1] += first[n];
  const head = new Uint32Array(first[nodeCount]), filled = first.slice(0, nodeCount);
  eachArc((from, to) => { head[filled[from]++] = to; });

  const part = new Int32Array(nodeCount).fill(-1), order = new Int32Array(nodeCount).fill(-1), low = new Int32Array(nodeCount);
  const next = first.slice(0, nodeCount), open: number[] = [], way: number[] = [], size: number[] = [];
  let count = 0;
  const visit = (n: number): void => { order[n] = low[n] = count++; open.push(n); way.push(n); };
  for (let root = 0; root < nodeCount; root++) {
    if (order[root] >= 0) continue;
    visit(root);
    while (way.length > 0) {
      const n = way[way.length - 1];
      if (next[n] < first[n + 1]) {
        const m = head[next[n]++];
        if (order[m] < 0) visit(m);
        else if (part[m] < 0) low[n] = Math.min(low[n], order[m]);
        continue;
      }
      way.pop();
      if (way.length > 0) low[way[way.length - 1]] = Math.min(low[way[way.length - 1]], low[n]);
      if (low[n] < order[n]) continue;
      const start = open.lastIndexOf(n);
      for (const m of open.slice(start)) part[m] = size.length;
      size.push(open.length - start);
      open.length = start;
    }
  }
  return { part, size };
}
