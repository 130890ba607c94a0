/** Which nodes hang together, by whatever direction. */
import type { WalkNetwork } from './walk-network.ts';

/** Weak components, numbered from the one of most vertices down. */
export function labelComponents({ nodeCount, edgeFrom, edgeTo, firstShape }: Pick<WalkNetwork, 'nodeCount' | 'edgeFrom' | 'edgeTo' | 'firstShape'>): Pick<WalkNetwork, 'nodeComponent' | 'componentVertices'> {
  const parent = new Uint32Array(nodeCount);
  for (let n = 0; n < nodeCount; n++) parent[n] = n;
  const rootOf = (n: number): number => {
    while (parent[n] !== n) n = parent[n] = parent[parent[n]];
    return n;
  };
  for (let e = 0; e < edgeFrom.length; e++) {
    const a = rootOf(edgeFrom[e]), b = rootOf(edgeTo[e]);
    if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
  }
  const size = new Float64Array(nodeCount);
  for (let n = 0; n < nodeCount; n++) size[rootOf(n)]++;
  for (let e = 0; e < edgeFrom.length; e++) size[rootOf(edgeFrom[e])] += firstShape[e + 1] - firstShape[e] - 2;
  const roots: number[] = [];
  for (let n = 0; n < nodeCount; n++) if (parent[n] === n) roots.push(n);
  roots.sort((a, b) => size[b] - size[a] || a - b);
  const numberOf = new Uint32Array(nodeCount), nodeComponent = new Uint32Array(nodeCount);
  roots.forEach((root, i) => { numberOf[root] = i; });
  for (let n = 0; n < nodeCount; n++) nodeComponent[n] = numberOf[rootOf(n)];
  return { nodeComponent, componentVertices: Uint32Array.from(roots, (root) => size[root]) };
}
