/**
 * The walking network and where places meet it, small enough to travel in a page, and exact: searches over what is
 * unpacked give the very milliseconds of the report.
 */
import type { GroundResult } from '../../coverage/result.ts';
import { measureDrawing } from './drawn-metres.ts';
import type { NumberPacker } from './packed-numbers.ts';

const DEGREE_UNITS = 1e7;

/**
 * Nodes and edges, the edges' directions, speeds, shape points, the streets these are part of and, where the data gives a length
 * other than the drawing's, that. Ids of lines and components are left out: they decide no way.
 */
export function packNetwork({ nodeCount, edgeCount, edgeFrom, edgeTo, edgeDirection, edgeSpeedFactor, firstShape, shapeLon, shapeLat, shapeMetres, shapeLine, lineName }: GroundResult['network'], into: NumberPacker): void {
  into.ints([nodeCount, edgeCount]);
  into.deltas(edgeFrom);
  into.ints(Array.from(edgeTo, (to, e) => to - edgeFrom[e]));
  into.ints(edgeDirection);
  into.floats(edgeSpeedFactor);
  into.ints(Array.from({ length: edgeCount }, (_, e) => firstShape[e + 1] - firstShape[e]));
  into.deltas(shapeLon);
  into.deltas(shapeLat);
  into.ints(Array.from(shapeLine, (line) => (line < lineName.length ? lineName[line] : 0)));
  const drawn = new Float64Array(shapeMetres.length), given: number[] = [], givenMetres: number[] = [];
  for (let e = 0; e < edgeCount; e++) {
    measureDrawing(shapeLon, shapeLat, firstShape[e], firstShape[e + 1], drawn);
    let isDrawn = true;
    for (let s = firstShape[e]; s < firstShape[e + 1]; s++) isDrawn &&= drawn[s] === shapeMetres[s];
    if (isDrawn) continue;
    given.push(e);
    for (let s = firstShape[e]; s < firstShape[e + 1]; s++) givenMetres.push(shapeMetres[s]);
  }
  into.deltas(given);
  into.floats(givenMetres);
}

/** Where each place meets the network: lengths exactly, the ends of its leg to 1e-7 degrees. */
export function packAccesses(places: GroundResult['settlementAccess'], into: NumberPacker): void {
  const accesses = places.flat(), spans = accesses.filter(({ fromMetres, toMetres }) => fromMetres !== toMetres), units = (degrees: number): number => Math.round(degrees * DEGREE_UNITS);
  into.ints(places.map(({ length }) => length));
  into.deltas(accesses.map(({ edge }) => edge));
  into.floats(accesses.map(({ fromMetres }) => fromMetres));
  into.floats(accesses.map(({ legMetres }) => legMetres));
  into.ints(accesses.map(({ fromMetres, toMetres }) => (fromMetres === toMetres ? 0 : 1)));
  into.floats(spans.map(({ toMetres }) => toMetres));
  into.deltas(accesses.map(({ lon }) => units(lon)));
  into.deltas(accesses.map(({ lat }) => units(lat)));
  into.ints(accesses.map(({ lon, placeLon }) => units(placeLon) - units(lon)));
  into.ints(accesses.map(({ lat, placeLat }) => units(placeLat) - units(lat)));
}

/** The rings of the boundaries of townships, 1e-7 degrees. */
export function packBoundaries(townships: GroundResult['townships'], into: NumberPacker): void {
  const rings = [...townships.values()].flat(2), points = rings.flat(), units = (degrees: number): number => Math.round(degrees * DEGREE_UNITS);
  into.ints(rings.map(({ length }) => length));
  into.deltas(points.map(([lon]) => units(lon)));
  into.deltas(points.map(([, lat]) => units(lat)));
}
