/**
 * From lines to the walking network: vertices are identified, near-misses joined, duplicate segments
 * dropped, and every chain of vertices with nothing to choose becomes one edge.
 *
 *   lines -> vertices -> segments (+ joins) -> chains -> edges, nodes, components
 *
 * A vertex is a node unless exactly two segments meet there that are walkable both ways at the same
 * speed. On real walking networks this leaves a fifth of the vertices as nodes. They are numbered along a
 * Hilbert curve: many small searches on real networks take a fifth less time than in the order of the file.
 */
import { geodesicMetres } from '../core/geodesy.ts';
import type { Findings } from '../core/problems.ts';
import { DEGREE_UNITS, type WalkLines } from '../inputs/walk-lines.ts';
import { rankAlongHilbert } from './hilbert-order.ts';
import { joinNearMisses } from './near-misses.ts';
import { identifyVertices, type Vertices } from './vertices.ts';
import { BACKWARD, FORWARD, NO_LINE, type WalkNetwork } from './walk-network.ts';

/** Straight pieces between two different vertices, in the order of the lines. */
interface Segments {
  count: number;
  readonly u: Uint32Array;
  readonly v: Uint32Array;
  readonly metres: Float64Array;
  readonly line: Uint32Array;
}

const BOTH = FORWARD | BACKWARD;

/**
 * @param joinToleranceMetres ends and vertices of different lines no further apart are joined.
 * @param findings told of joins, duplicates and lines without length.
 */
export function buildNetwork(lines: WalkLines, joinToleranceMetres: number, findings: Findings): WalkNetwork {
  const vertices = identifyVertices(lines);
  const joins = joinNearMisses(lines, vertices, joinToleranceMetres);
  const segments = cutSegments(lines, vertices, joins.length / 2, findings);
  for (let i = 0; i < joins.length; i += 2) addSegment(segments, vertices, joins[i], joins[i + 1], NO_LINE);
  if (joins.length > 0) findings.notice('near-miss-joined', 'walk', `places where lines come within ${joinToleranceMetres} m of each other were joined`, '', joins.length / 2);

  const adjacency = linkSegments(segments, vertices.count);
  const dropped = dropDuplicates(lines, segments, adjacency, vertices.count);
  if (dropped.count > 0) findings.notice('duplicate-line', 'walk', 'pieces of lines drawn twice count once', '', dropped.count);
  return collapseChains(lines, vertices, segments, adjacency, dropped.isDropped);
}

function cutSegments(lines: WalkLines, vertices: Vertices, extra: number, findings: Findings): Segments {
  const most = Math.max(0, lines.lon.length - lines.lineCount) + extra;
  const segments: Segments = { count: 0, u: new Uint32Array(most), v: new Uint32Array(most), metres: new Float64Array(most), line: new Uint32Array(most) };
  for (let line = 0; line < lines.lineCount; line++) {
    const start = segments.count;
    let drawn = 0;
    for (let i = lines.firstVertex[line] + 1; i < lines.firstVertex[line + 1]; i++) {
      const u = vertices.of[i - 1], v = vertices.of[i];
      if (u !== v) drawn += addSegment(segments, vertices, u, v, line);
    }
    if (segments.count === start) findings.notice('zero-length-line', 'walk', 'lines whose points are all the same are left out', lines.id[line], 1, { id: lines.id[line] });
    const given = lines.givenMetres[line];
    if (!Number.isNaN(given)) for (let s = start; s < segments.count; s++) segments.metres[s] *= given / drawn;
  }
  return segments;
}

function addSegment(segments: Segments, { lon, lat }: Vertices, u: number, v: number, line: number): number {
  const s = segments.count++;
  segments.u[s] = u;
  segments.v[s] = v;
  segments.line[s] = line;
  return segments.metres[s] = geodesicMetres(lon[u] / DEGREE_UNITS, lat[u] / DEGREE_UNITS, lon[v] / DEGREE_UNITS, lat[v] / DEGREE_UNITS);
}

/** The segments at vertex n are segment[first[n]] .. segment[first[n + 1] - 1]. */
interface Adjacency { readonly first: Uint32Array; readonly segment: Uint32Array }

function linkSegments({ count, u, v }: Segments, vertexCount: number): Adjacency {
  const first = new Uint32Array(vertexCount + 1);
  for (let s = 0; s < count; s++) { first[u[s] + 1]++; first[v[s] + 1]++; }
  for (let n = 0; n < vertexCount; n++) first[n + 1] += first[n];
  const next = first.slice(), segment = new Uint32Array(2 * count);
  for (let s = 0; s < count; s++) { segment[next[u[s]]++] = s; segment[next[v[s]]++] = s; }
  return { first, segment };
}

const directionOf = (lines: WalkLines, line: number): number => (line === NO_LINE ? BOTH : lines.direction[line]);
const speedOf = (lines: WalkLines, line: number): number => (line === NO_LINE ? 1 : lines.speedFactor[line]);
const reversed = (direction: number): number => (direction === BOTH ? BOTH : BOTH - direction);

/** Of segments between the same two vertices, walkable alike, only the shortest is kept. */
function dropDuplicates(lines: WalkLines, { u, v, metres, line }: Segments, { first, segment }: Adjacency, vertexCount: number) {
  const isDropped = new Uint8Array(u.length);
  let count = 0;
  const otherEnd = (s: number, n: number): number => (u[s] === n ? v[s] : u[s]);
  const directionFrom = (s: number, n: number): number => (u[s] === n ? directionOf(lines, line[s]) : reversed(directionOf(lines, line[s])));
  for (let n = 0; n < vertexCount; n++) {
    for (let i = first[n] + 1; i < first[n + 1]; i++) {
      const a = segment[i], end = otherEnd(a, n);
      if (end < n) continue;
      for (let j = first[n]; j < i && isDropped[a] === 0; j++) {
        const b = segment[j];
        if (isDropped[b] || otherEnd(b, n) !== end || speedOf(lines, line[a]) !== speedOf(lines, line[b]) || directionFrom(a, n) !== directionFrom(b, n)) continue;
        isDropped[metres[a] < metres[b] ? b : a] = 1;
        count++;
      }
    }
  }
  return { isDropped, count };
}

function collapseChains(lines: WalkLines, vertices: Vertices, segments: Segments, { first, segment }: Adjacency, isDropped: Uint8Array): WalkNetwork {
  const { u, v, metres, line, count } = segments;
  const NOT_A_NODE = 0xffffffff;
  const nodeOf = new Uint32Array(vertices.count).fill(NOT_A_NODE);
  let nodeCount = 0;
  for (let n = 0; n < vertices.count; n++) {
    if (isJunction(n)) nodeOf[n] = nodeCount++;
  }
  /** Whether segments meet here and there is something to choose; see the header. */
  function isJunction(n: number): boolean {
    let a = -1, b = -1;
    for (let i = first[n]; i < first[n + 1]; i++) {
      const s = segment[i];
      if (isDropped[s]) continue;
      if (a < 0) a = s; else if (b < 0) b = s; else return true;
    }
    if (b < 0) return a >= 0;
    return !(directionOf(lines, line[a]) === BOTH && directionOf(lines, line[b]) === BOTH && speedOf(lines, line[a]) === speedOf(lines, line[b]));
  }

  const isDone = isDropped.slice();
  const edgeFrom: number[] = [], edgeTo: number[] = [], edgeMetres: number[] = [], edgeDirection: number[] = [], edgeSpeedFactor: number[] = [];
  const firstShape: number[] = [0];
  const mostShape = 2 * count;
  const shapeLon = new Int32Array(mostShape), shapeLat = new Int32Array(mostShape), shapeMetres = new Float64Array(mostShape), shapeLine = new Uint32Array(mostShape);
  let shapes = 0;

  const addShape = (vertex: number, at: number, along: number): void => {
    shapeLon[shapes] = vertices.lon[vertex];
    shapeLat[shapes] = vertices.lat[vertex];
    shapeMetres[shapes] = at;
    shapeLine[shapes++] = along;
  };
  /** Follow the chain that begins at node `start` with segment `s`. */
  const traceEdge = (start: number, s: number): void => {
    edgeFrom.push(nodeOf[start]);
    edgeDirection.push(u[s] === start ? directionOf(lines, line[s]) : reversed(directionOf(lines, line[s])));
    edgeSpeedFactor.push(speedOf(lines, line[s]));
    let at = 0, here = start;
    for (;;) {
      isDone[s] = 1;
      addShape(here, at, line[s]);
      at += metres[s];
      here = u[s] === here ? v[s] : u[s];
      if (nodeOf[here] !== NOT_A_NODE) break;
      const from = s;
      for (let i = first[here]; s === from; i++) if (segment[i] !== from && !isDropped[segment[i]]) s = segment[i];
    }
    addShape(here, at, NO_LINE);
    edgeTo.push(nodeOf[here]);
    edgeMetres.push(at);
    firstShape.push(shapes);
  };
  const traceFrom = (n: number): void => {
    for (let i = first[n]; i < first[n + 1]; i++) if (!isDone[segment[i]]) traceEdge(n, segment[i]);
  };
  for (let n = 0; n < vertices.count; n++) if (nodeOf[n] !== NOT_A_NODE) traceFrom(n);
  // What is left are rings that touch nothing: their lowest vertex becomes their node.
  for (let n = 0; n < vertices.count; n++) {
    if (nodeOf[n] !== NOT_A_NODE || segment.subarray(first[n], first[n + 1]).every((s) => isDone[s])) continue;
    nodeOf[n] = nodeCount++;
    traceFrom(n);
  }

  const ends = { edgeFrom: Uint32Array.from(edgeFrom), edgeTo: Uint32Array.from(edgeTo), firstShape: Uint32Array.from(firstShape) };
  return orderNodes({
    nodeCount, edgeCount: edgeFrom.length, ...ends,
    edgeMetres: Float64Array.from(edgeMetres), edgeDirection: Uint8Array.from(edgeDirection), edgeSpeedFactor: Float64Array.from(edgeSpeedFactor),
    shapeLon: shapeLon.slice(0, shapes), shapeLat: shapeLat.slice(0, shapes), shapeMetres: shapeMetres.slice(0, shapes), shapeLine: shapeLine.slice(0, shapes),
    lineId: lines.id, lineName: lines.nameOf, names: lines.names, ...labelComponents(nodeCount, ends),
  });
}

/** The same network with its nodes numbered along a Hilbert curve, so that a search finds what is near in the same cache lines. */
function orderNodes(network: WalkNetwork): WalkNetwork {
  const { nodeCount, edgeCount, edgeFrom, edgeTo, firstShape, shapeLon, shapeLat } = network, lon = new Int32Array(nodeCount), lat = new Int32Array(nodeCount);
  const place = (node: number, shape: number): void => { lon[node] = shapeLon[shape]; lat[node] = shapeLat[shape]; };
  for (let e = 0; e < edgeCount; e++) {
    place(edgeFrom[e], firstShape[e]);
    place(edgeTo[e], firstShape[e + 1] - 1);
  }
  const rank = rankAlongHilbert(lon, lat), nodeComponent = new Uint32Array(nodeCount);
  for (let n = 0; n < nodeCount; n++) nodeComponent[rank[n]] = network.nodeComponent[n];
  return { ...network, nodeComponent, edgeFrom: edgeFrom.map((n) => rank[n]), edgeTo: edgeTo.map((n) => rank[n]) };
}

/** Weak components, numbered from the one of most vertices down. */
function labelComponents(nodeCount: number, { edgeFrom, edgeTo, firstShape }: Pick<WalkNetwork, 'edgeFrom' | 'edgeTo' | 'firstShape'>): Pick<WalkNetwork, 'nodeComponent' | 'componentVertices'> {
  const parent = Uint32Array.from({ length: nodeCount }, (_, n) => n);
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
  const numberOf = new Uint32Array(nodeCount);
  roots.forEach((root, i) => { numberOf[root] = i; });
  return {
    nodeComponent: Uint32Array.from({ length: nodeCount }, (_, n) => numberOf[rootOf(n)]),
    componentVertices: Uint32Array.from(roots, (root) => size[root]),
  };
}
