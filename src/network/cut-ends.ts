/**
 * Where the network was cut off: dead ends at the edge of the data, behind which the world goes on.
 *
 * With a declared extent these are the dead ends on or outside it. Without one they are inferred, and
 * only from what nothing but a cut explains: at least three dead ends on the same side of the
 * network's bounding box. The coast of an island or the last house of a lane is not an edge of data.
 */
import { degreeMetres } from '../core/geodesy.ts';
import { DEGREE_UNITS } from '../inputs/walk-lines.ts';
import type { Access } from './snap.ts';
import type { WalkNetwork } from './walk-network.ts';

/** [west, south, east, north] in degrees. */
export type Extent = readonly [number, number, number, number];

const DECLARED_TOLERANCE_METRES = 5, INFERRED_TOLERANCE_METRES = 1;
const ENDS_OF_A_CUT = 3;

/** Dead ends at the edge of the data, as places on the network. */
export function findCutEnds(network: WalkNetwork, extent: Extent | null): Access[] {
  const ends = findDeadEnds(network);
  const box = extent ?? boundingBox(network);
  const per = degreeMetres((box[1] + box[3]) / 2);
  /** Metres by which an end lies inside each side of the box; negative outside. */
  const inside = ({ lon, lat }: Access): number[] => [(lon - box[0]) * per.lon, (lat - box[1]) * per.lat, (box[2] - lon) * per.lon, (box[3] - lat) * per.lat];
  if (extent !== null) return ends.filter((end) => inside(end).some((metres) => metres <= DECLARED_TOLERANCE_METRES));
  const cut = new Set<Access>();
  for (const side of [0, 1, 2, 3]) {
    const there = ends.filter((end) => inside(end)[side] <= INFERRED_TOLERANCE_METRES);
    if (there.length >= ENDS_OF_A_CUT) there.forEach((end) => cut.add(end));
  }
  return ends.filter((end) => cut.has(end));
}

function findDeadEnds({ nodeCount, edgeCount, edgeFrom, edgeTo, edgeMetres, firstShape, shapeLon, shapeLat }: WalkNetwork): Access[] {
  const degree = new Uint32Array(nodeCount);
  for (let e = 0; e < edgeCount; e++) { degree[edgeFrom[e]]++; degree[edgeTo[e]]++; }
  const ends: Access[] = [];
  for (let edge = 0; edge < edgeCount; edge++) {
    const add = (metres: number, shape: number): void => {
      const lon = shapeLon[shape] / DEGREE_UNITS, lat = shapeLat[shape] / DEGREE_UNITS;
      ends.push({ edge, fromMetres: metres, toMetres: metres, legMetres: 0, lon, lat, placeLon: lon, placeLat: lat, avoidedIslandMetres: null });
    };
    if (degree[edgeFrom[edge]] === 1) add(0, firstShape[edge]);
    if (degree[edgeTo[edge]] === 1) add(edgeMetres[edge], firstShape[edge + 1] - 1);
  }
  return ends;
}

function boundingBox({ shapeLon, shapeLat }: WalkNetwork): Extent {
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
  for (const lon of shapeLon) { west = Math.min(west, lon); east = Math.max(east, lon); }
  for (const lat of shapeLat) { south = Math.min(south, lat); north = Math.max(north, lat); }
  return [west / DEGREE_UNITS, south / DEGREE_UNITS, east / DEGREE_UNITS, north / DEGREE_UNITS];
}
