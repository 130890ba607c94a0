/** The network and the accesses out of the page's bytes: the counterpart of outputs/html/pack-ground.ts. */
import { DEGREE_UNITS } from '../inputs/walk-lines.ts';
import type { Access } from '../network/snap.ts';
import type { WalkNetwork } from '../network/walk-network.ts';
import { measureDrawing } from '../outputs/html/drawn-metres.ts';
import type { NumberUnpacker } from '../outputs/html/packed-numbers.ts';

/**
 * The network of the report, but for its lines and components: it is one component, and each street is one line.
 * @param names of the streets; the first is '', which stands for none.
 */
export function unpackNetwork(from: NumberUnpacker, names: readonly string[]): WalkNetwork {
  const [nodeCount, edgeCount] = from.ints(), edgeFrom = Uint32Array.from(from.deltas()), toMinusFrom = from.ints();
  const edgeTo = edgeFrom.map((node, e) => node + toMinusFrom[e]), edgeDirection = Uint8Array.from(from.ints()), edgeSpeedFactor = from.floats(), counts = from.ints();
  const firstShape = new Uint32Array(edgeCount + 1);
  for (let e = 0; e < edgeCount; e++) firstShape[e + 1] = firstShape[e] + counts[e];
  const shapeLon = Int32Array.from(from.deltas()), shapeLat = Int32Array.from(from.deltas()), shapeLine = Uint32Array.from(from.ints()), shapeMetres = new Float64Array(shapeLon.length);
  for (let e = 0; e < edgeCount; e++) measureDrawing(shapeLon, shapeLat, firstShape[e], firstShape[e + 1], shapeMetres);
  const given = from.deltas(), givenMetres = from.floats();
  let next = 0;
  for (const e of given) for (let s = firstShape[e]; s < firstShape[e + 1]; s++) shapeMetres[s] = givenMetres[next++];
  return {
    nodeCount, edgeCount, edgeFrom, edgeTo, edgeDirection, edgeSpeedFactor, firstShape, shapeLon, shapeLat, shapeMetres,
    edgeMetres: Float64Array.from({ length: edgeCount }, (_, e) => shapeMetres[firstShape[e + 1] - 1]),
    shapeLine, lineId: names, lineName: Uint32Array.from(names.keys()), names, nodeComponent: new Uint32Array(nodeCount), componentVertices: Uint32Array.of(shapeLon.length),
  };
}

export function unpackAccesses(from: NumberUnpacker): Access[][] {
  const counts = from.ints(), edge = from.deltas(), fromMetres = from.floats(), legMetres = from.floats(), isSpan = from.ints(), spans = from.floats(), lon = from.deltas(), lat = from.deltas(), east = from.ints(), north = from.ints();
  let next = 0, nextSpan = 0;
  return Array.from(counts, (count) => Array.from({ length: count }, (): Access => {
    const a = next++;
    return {
      edge: edge[a], fromMetres: fromMetres[a], toMetres: isSpan[a] === 1 ? spans[nextSpan++] : fromMetres[a], legMetres: legMetres[a], lon: lon[a] / DEGREE_UNITS, lat: lat[a] / DEGREE_UNITS,
      placeLon: (lon[a] + east[a]) / DEGREE_UNITS, placeLat: (lat[a] + north[a]) / DEGREE_UNITS, avoidedIslandMetres: null,
    };
  }));
}

/** The rings of the boundaries of townships, degrees. */
export function unpackBoundaries(from: NumberUnpacker): (readonly [lon: number, lat: number])[][] {
  const counts = from.ints(), lon = from.deltas(), lat = from.deltas();
  let next = 0;
  return Array.from(counts, (count) => Array.from({ length: count }, () => { const p = next++; return [lon[p] / DEGREE_UNITS, lat[p] / DEGREE_UNITS] as const; }));
}
