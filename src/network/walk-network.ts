/**
 * The walking network: junctions joined by edges whose shape points are not nodes, in typed arrays
 * that never change. N nodes, E edges, P shape points.
 */
import { DEGREE_UNITS } from '../inputs/walk-lines.ts';

export interface WalkNetwork {
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** Length E: the nodes at an edge's start and end; equal for a loop. */
  readonly edgeFrom: Uint32Array;
  readonly edgeTo: Uint32Array;
  /** Length E: walking length in metres. */
  readonly edgeMetres: Float64Array;
  /** Length E: FORWARD from start to end, BACKWARD, or both added. */
  readonly edgeDirection: Uint8Array;
  /** Length E: speed on the edge over walking speed. */
  readonly edgeSpeedFactor: Float64Array;
  /** Length E + 1: the shape of edge e is the points firstShape[e] .. firstShape[e + 1] - 1, start and end included. */
  readonly firstShape: Uint32Array;
  /** Length P, 1e-7 degrees. */
  readonly shapeLon: Int32Array;
  readonly shapeLat: Int32Array;
  /** Length P: walking metres from the edge's start. */
  readonly shapeMetres: Float64Array;
  /** Length P: the line (index into lineId) that the way from this point to the next is part of; NO_LINE on a join and at an edge's end. */
  readonly shapeLine: Uint32Array;
  readonly lineId: readonly string[];
  /** By line: the street it is part of, an index into `names`, of which the first is ''. */
  readonly lineName: Uint32Array;
  readonly names: readonly string[];
  /** Length N: component of each node; 0 is the one of most vertices. */
  readonly nodeComponent: Uint32Array;
  /** Vertices (junctions and shape points) of each component. */
  readonly componentVertices: Uint32Array;
}

export const FORWARD = 1, BACKWARD = 2;
export const NO_LINE = 0xffffffff;

/** A component of fewer vertices is an island: points snap to a real network rather than to it. */
export const ISLAND_VERTICES = 40;

/** Whether an edge belongs to an island. */
export function isOnIsland(network: WalkNetwork, edge: number): boolean {
  return network.componentVertices[componentOf(network, edge)] < ISLAND_VERTICES;
}

/** Component of an edge. */
export function componentOf({ nodeComponent, edgeFrom }: WalkNetwork, edge: number): number {
  return nodeComponent[edgeFrom[edge]];
}

/** The point at share `t` of the segment that begins at a shape point, degrees. */
export function pointOn({ shapeLon, shapeLat }: WalkNetwork, shape: number, t: number): { lon: number; lat: number } {
  return {
    lon: (shapeLon[shape] + t * (shapeLon[shape + 1] - shapeLon[shape])) / DEGREE_UNITS,
    lat: (shapeLat[shape] + t * (shapeLat[shape + 1] - shapeLat[shape])) / DEGREE_UNITS,
  };
}

/** The shape point that begins the segment of an edge in which a distance from its start lies. */
export function shapeAt({ firstShape, shapeMetres }: WalkNetwork, edge: number, metres: number): number {
  let shape = firstShape[edge];
  while (shape < firstShape[edge + 1] - 2 && shapeMetres[shape + 1] <= metres) shape++;
  return shape;
}

/** Name of the street that an edge follows at a distance from its start; null where it has none, and where lines were only joined. */
export function streetAt(network: WalkNetwork, edge: number, metres: number): string | null {
  const line = network.shapeLine[shapeAt(network, edge, metres)], name = line === NO_LINE ? '' : network.names[network.lineName[line]];
  return name === '' ? null : name;
}

/** Id of the line that an edge follows at a distance from its start; null where lines were only joined. */
export function lineAt(network: WalkNetwork, edge: number, metres: number): string | null {
  const line = network.shapeLine[shapeAt(network, edge, metres)];
  return line === NO_LINE ? null : network.lineId[line];
}
