/** Dead ends that nearly reach another line: the lines were meant to meet, or a fence stands between them. */
import { degreeMetres } from '../core/geodesy.ts';
import type { Findings } from '../core/problems.ts';
import { DEGREE_UNITS, type WalkLines } from '../inputs/walk-lines.ts';
import type { SnapIndex } from './snap.ts';
import { lineAt, NO_LINE, type WalkNetwork } from './walk-network.ts';

const NEAR_METRES = 5;
/** A dead end no further than this along the ways from what it nearly reaches is a stub beside its own street. */
const STUB_METRES = 30;

/** @param lineLevel of each line that the network was built from. */
export function checkDanglingEnds(index: SnapIndex, lineLevel: WalkLines['level'], findings: Findings): void {
  const { network } = index, { edgeCount, edgeFrom, edgeTo, edgeMetres, firstShape } = network;
  const degree = new Uint32Array(network.nodeCount);
  for (let e = 0; e < edgeCount; e++) { degree[edgeFrom[e]]++; degree[edgeTo[e]]++; }
  for (let e = 0; e < edgeCount; e++) {
    const ends: [node: number, far: number, shape: number, line: number][] = [
      [edgeFrom[e], edgeTo[e], firstShape[e], network.shapeLine[firstShape[e]]],
      [edgeTo[e], edgeFrom[e], firstShape[e + 1] - 1, network.shapeLine[firstShape[e + 1] - 2]],
    ];
    for (const [node, far, shape, line] of ends) {
      if (degree[node] !== 1 || line === NO_LINE) continue;
      const near = nearestOther(index, lineLevel, e, far, shape, line);
      if (near === null) continue;
      const id = network.lineId[line];
      findings.notice('dangling-end', 'walk', `dead ends within ${NEAR_METRES} m of a line they are not joined to`,
        `${id} ends ${near.metres.toFixed(1)} m from ${lineAt(network, near.edge, edgeMetres[near.edge] / 2) ?? 'another line'}`, 1, { id });
    }
  }
}

/** The nearest edge on the same level that a dead end does not lead to within a few steps. */
function nearestOther(index: SnapIndex, level: WalkLines['level'], edge: number, far: number, end: number, line: number): { edge: number; metres: number } | null {
  const { network } = index, { shapeLon, shapeLat, shapeLine, shapeMetres, edgeFrom, edgeTo, edgeMetres } = network;
  const lon = shapeLon[end] / DEGREE_UNITS, lat = shapeLat[end] / DEGREE_UNITS, per = degreeMetres(lat);
  const dLon = NEAR_METRES / per.lon, dLat = NEAR_METRES / per.lat;
  let best: { edge: number; metres: number } | null = null;
  for (const { edge: other, shape } of index.segmentsIn(lon - dLon, lat - dLat, lon + dLon, lat + dLat)) {
    if (other === edge || shapeLine[shape] === NO_LINE || level[shapeLine[shape]] !== level[line]) continue;
    const { metres, t } = foot(network, shape, lon, lat, per);
    if (metres > NEAR_METRES || (best !== null && metres >= best.metres)) continue;
    const along = shapeMetres[shape] + t * (shapeMetres[shape + 1] - shapeMetres[shape]);
    const fromFar = Math.min(edgeFrom[other] === far ? along : Infinity, edgeTo[other] === far ? edgeMetres[other] - along : Infinity);
    if (edgeMetres[edge] + fromFar > STUB_METRES) best = { edge: other, metres };
  }
  return best;
}

function foot({ shapeLon, shapeLat }: WalkNetwork, shape: number, lon: number, lat: number, per: { lon: number; lat: number }): { metres: number; t: number } {
  const x = (shapeLon[shape] / DEGREE_UNITS - lon) * per.lon, y = (shapeLat[shape] / DEGREE_UNITS - lat) * per.lat;
  const dx = (shapeLon[shape + 1] - shapeLon[shape]) / DEGREE_UNITS * per.lon, dy = (shapeLat[shape + 1] - shapeLat[shape]) / DEGREE_UNITS * per.lat;
  const length2 = dx * dx + dy * dy, t = length2 === 0 ? 0 : Math.max(0, Math.min(1, -(x * dx + y * dy) / length2));
  return { metres: Math.hypot(x + t * dx, y + t * dy), t };
}
