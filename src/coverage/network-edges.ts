/** The edges of the walking network as they are published, for maps. */
import { round } from '../core/units.ts';
import { DEGREE_UNITS } from '../inputs/walk-lines.ts';
import { BACKWARD, componentOf, FORWARD, isOnIsland, NO_LINE, type WalkNetwork } from '../network/walk-network.ts';

export interface EdgeResult {
  /** As in `snaps[].edge`. */
  readonly edge: number;
  /** 0 is the largest part of the network. */
  readonly component: number;
  readonly isIsland: boolean;
  readonly lengthMetres: number;
  /** Which ways people may walk, seen along the path. */
  readonly direction: 'both' | 'forward' | 'backward';
  /** Speed on it over walking speed. */
  readonly speedFactor: number;
  /** Ids of the lines that it follows, in their order. */
  readonly lines: readonly string[];
  /** Two or more points, degrees. */
  readonly path: readonly (readonly [number, number])[];
}

/** In the order of the edges. */
export function* describeEdges(network: WalkNetwork): Generator<EdgeResult> {
  const { edgeCount, edgeMetres, edgeDirection, edgeSpeedFactor, firstShape, shapeLon, shapeLat, shapeLine, lineId } = network;
  for (let edge = 0; edge < edgeCount; edge++) {
    const path: [number, number][] = [], lines = new Set<string>();
    for (let s = firstShape[edge]; s < firstShape[edge + 1]; s++) {
      path.push([shapeLon[s] / DEGREE_UNITS, shapeLat[s] / DEGREE_UNITS]);
      if (shapeLine[s] !== NO_LINE) lines.add(lineId[shapeLine[s]]);
    }
    yield {
      edge, component: componentOf(network, edge), isIsland: isOnIsland(network, edge), lengthMetres: round(edgeMetres[edge], 1),
      direction: edgeDirection[edge] === FORWARD ? 'forward' : edgeDirection[edge] === BACKWARD ? 'backward' : 'both', speedFactor: round(edgeSpeedFactor[edge], 4),
      lines: [...lines], path,
    };
  }
}
