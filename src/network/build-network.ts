/**
 * From lines to the walking network: vertices are identified, near-misses joined, duplicate segments
 * dropped, and every chain of vertices with nothing to choose becomes one edge.
 *
 *   lines -> vertices -> segments (+ joins) -> chains -> edges, nodes, components
 *
 * On real walking networks a fifth of the vertices are left as nodes. They are numbered along a
 * Hilbert curve: many small searches on real networks take a fifth less time than in the order of the file.
 */
import type { Findings } from '../core/problems.ts';
import type { WalkLines } from '../inputs/walk-lines.ts';
import { collapseChains, type Edges } from './chains.ts';
import { labelComponents } from './components.ts';
import { rankAlongHilbert } from './hilbert-order.ts';
import { joinNearMisses } from './near-misses.ts';
import { cutSegments, dropDuplicates, linkSegments } from './segments.ts';
import { identifyVertices } from './vertices.ts';
import type { WalkNetwork } from './walk-network.ts';

/**
 * @param joinToleranceMetres ends and vertices of different lines no further apart are joined.
 * @param findings told of joins, duplicates and lines without length.
 */
export function buildNetwork(lines: WalkLines, joinToleranceMetres: number, findings: Findings): WalkNetwork {
  const edges = buildEdges(lines, joinToleranceMetres, findings), { nodeComponent, componentVertices } = labelComponents(edges);
  return orderNodes({ ...edges, lineId: lines.id, lineName: lines.nameOf, names: lines.names, nodeComponent, componentVertices });
}

function buildEdges(lines: WalkLines, joinToleranceMetres: number, findings: Findings): Edges {
  const vertices = identifyVertices(lines, joinToleranceMetres), joins = joinNearMisses(lines, vertices, joinToleranceMetres);
  const segments = cutSegments(lines, vertices, joins, findings);
  if (joins.length > 0) findings.notice('near-miss-joined', 'walk', `places where lines come within ${joinToleranceMetres} m of each other were joined`, '', joins.length / 2);

  const adjacency = linkSegments(segments, vertices.count), { isDropped, count } = dropDuplicates(lines, segments, adjacency, vertices.count);
  if (count > 0) findings.notice('duplicate-line', 'walk', 'pieces of lines drawn twice count once', '', count);
  return collapseChains(lines, vertices, segments, adjacency, isDropped);
}

/** The same network with its nodes numbered along a Hilbert curve, so that a search finds what is near in the same cache lines. */
function orderNodes(network: WalkNetwork): WalkNetwork {
  const { nodeCount, edgeCount, firstShape, shapeLon, shapeLat } = network, lon = new Int32Array(nodeCount), lat = new Int32Array(nodeCount);
  const place = (node: number, shape: number): void => { lon[node] = shapeLon[shape]; lat[node] = shapeLat[shape]; };
  for (let e = 0; e < edgeCount; e++) {
    place(network.edgeFrom[e], firstShape[e]);
    place(network.edgeTo[e], firstShape[e + 1] - 1);
  }
  const rank = rankAlongHilbert(lon, lat), nodeComponent = new Uint32Array(nodeCount), edgeFrom = new Uint32Array(edgeCount), edgeTo = new Uint32Array(edgeCount);
  for (let n = 0; n < nodeCount; n++) nodeComponent[rank[n]] = network.nodeComponent[n];
  for (let e = 0; e < edgeCount; e++) {
    edgeFrom[e] = rank[network.edgeFrom[e]];
    edgeTo[e] = rank[network.edgeTo[e]];
  }
  return { ...network, nodeComponent, edgeFrom, edgeTo };
}
