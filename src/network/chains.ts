/**
 * Every chain of segments with nothing to choose becomes one edge.
 *
 * A vertex is a node unless exactly two segments meet there that are walkable both ways at the same speed. Of a ring of
 * other vertices, which touches nothing, the lowest becomes a node.
 */
import type { WalkLines } from '../inputs/walk-lines.ts';
import { directionOf, reversed, speedOf, type Adjacency, type Segments } from './segments.ts';
import type { Vertices } from './vertices.ts';
import { BACKWARD, FORWARD, NO_LINE, type WalkNetwork } from './walk-network.ts';

/** What of a network is of edges and their shapes. */
type EdgeArrays = Pick<WalkNetwork, 'edgeFrom' | 'edgeTo' | 'edgeMetres' | 'edgeDirection' | 'edgeSpeedFactor' | 'firstShape' | 'shapeLon' | 'shapeLat' | 'shapeMetres' | 'shapeLine'>;
/** Nodes in the order of their vertices, those of rings last; edges in the order of the nodes they begin at. */
export type Edges = EdgeArrays & Pick<WalkNetwork, 'nodeCount' | 'edgeCount'>;

const NOT_A_NODE = 0xffffffff;
/** By segment; DROPPED from the beginning. */
const KEPT = 0, DROPPED = 1, TRACED = 2;

/** @param state by segment 1 where it is dropped, else 0; written to. */
export function collapseChains(lines: WalkLines, vertices: Vertices, segments: Segments, adjacency: Adjacency, state: Uint8Array): Edges {
  const { u, v, metres, line } = segments, { first, segment } = adjacency, { lon, lat } = vertices;
  const nodeOf = new Uint32Array(vertices.count);
  let nodeCount = 0, ends = 0, left = 0;
  for (let n = 0; n < vertices.count; n++) {
    const choices = choicesAt(n, lines, segments, adjacency, state);
    nodeOf[n] = choices === 0 ? NOT_A_NODE : nodeCount++;
    ends += choices;
  }
  for (let s = 0; s < segments.count; s++) if (state[s] === KEPT) left++;

  // A shape has one point more than segments. Without rings, all of them lead from node to node.
  let edges = 0, shapes = 0, into = edgeArrays(ends / 2, left + ends / 2);
  const addShape = (vertex: number, at: number, along: number): void => {
    into.shapeLon[shapes] = lon[vertex];
    into.shapeLat[shapes] = lat[vertex];
    into.shapeMetres[shapes] = at;
    into.shapeLine[shapes++] = along;
  };
  /** Follow the chain that begins at node `start` with segment `s`. */
  const traceEdge = (start: number, s: number): void => {
    into.edgeFrom[edges] = nodeOf[start];
    into.edgeDirection[edges] = u[s] === start ? directionOf(lines, line[s]) : reversed(directionOf(lines, line[s]));
    into.edgeSpeedFactor[edges] = speedOf(lines, line[s]);
    let at = 0, here = start;
    for (;;) {
      state[s] = TRACED;
      left--;
      addShape(here, at, line[s]);
      at += metres[s];
      here = u[s] === here ? v[s] : u[s];
      if (nodeOf[here] !== NOT_A_NODE) break;
      const from = s;
      for (let i = first[here]; s === from; i++) if (segment[i] !== from && state[segment[i]] !== DROPPED) s = segment[i];
    }
    addShape(here, at, NO_LINE);
    into.edgeTo[edges] = nodeOf[here];
    into.edgeMetres[edges++] = at;
    into.firstShape[edges] = shapes;
  };
  const traceFrom = (n: number): void => {
    for (let i = first[n]; i < first[n + 1]; i++) if (state[segment[i]] === KEPT) traceEdge(n, segment[i]);
  };
  for (let n = 0; n < vertices.count; n++) if (nodeOf[n] !== NOT_A_NODE) traceFrom(n);
  if (left === 0) return { nodeCount, edgeCount: edges, ...into };

  into = resized(into, edges + left, shapes + 2 * left);
  for (let n = 0; n < vertices.count; n++) {
    if (nodeOf[n] !== NOT_A_NODE || !hasKept(n, adjacency, state)) continue;
    nodeOf[n] = nodeCount++;
    traceFrom(n);
  }
  return { nodeCount, edgeCount: edges, ...resized(into, edges, shapes) };
}

/** How many edges begin or end at a vertex, 0 where there is nothing to choose; see the header. */
function choicesAt(n: number, lines: WalkLines, { line }: Segments, { first, segment }: Adjacency, state: Uint8Array): number {
  let a = -1, b = -1, count = 0;
  for (let i = first[n]; i < first[n + 1]; i++) {
    if (state[segment[i]] !== KEPT) continue;
    count++;
    a = b;
    b = line[segment[i]];
  }
  if (count !== 2) return count;
  return directionOf(lines, a) === (FORWARD | BACKWARD) && (a === b || (directionOf(lines, b) === (FORWARD | BACKWARD) && speedOf(lines, a) === speedOf(lines, b))) ? 0 : 2;
}

function hasKept(n: number, { first, segment }: Adjacency, state: Uint8Array): boolean {
  for (let i = first[n]; i < first[n + 1]; i++) if (state[segment[i]] === KEPT) return true;
  return false;
}

function edgeArrays(edges: number, shapes: number): EdgeArrays {
  return {
    edgeFrom: new Uint32Array(edges), edgeTo: new Uint32Array(edges), edgeMetres: new Float64Array(edges), edgeDirection: new Uint8Array(edges), edgeSpeedFactor: new Float64Array(edges), firstShape: new Uint32Array(edges + 1),
    shapeLon: new Int32Array(shapes), shapeLat: new Int32Array(shapes), shapeMetres: new Float64Array(shapes), shapeLine: new Uint32Array(shapes),
  };
}

/** The same in arrays of other lengths. */
function resized(from: EdgeArrays, edges: number, shapes: number): EdgeArrays {
  const into = edgeArrays(edges, shapes);
  for (const name of Object.keys(into) as (keyof EdgeArrays)[]) into[name].set(from[name].subarray(0, into[name].length));
  return into;
}
