/** The accesses of a place as places to set out from: spans cut so short that the ground around each is ground around its beginning. */
import type { Access } from './snap.ts';
import { pointOn, shapeAt, type WalkNetwork } from './walk-network.ts';

/** However short the way, pieces are not cut shorter. */
const SHORTEST_METRES = 10;

/**
 * @param stepMetres longest piece.
 * @returns the same stretches of the network, the one with the shortest leg first; the end of a span is one more, of no length.
 */
export function spreadSpans(network: WalkNetwork, accesses: readonly Access[], stepMetres: number): Access[] {
  const step = Math.max(SHORTEST_METRES, stepMetres);
  return accesses.flatMap((access): Access[] => {
    const { fromMetres, toMetres } = access;
    if (fromMetres === toMetres) return [access];
    const pieces = Math.ceil((toMetres - fromMetres) / step), at = (i: number): number => (i === pieces ? toMetres : fromMetres + i * step);
    return Array.from({ length: pieces + 1 }, (_, i): Access => ({ ...access, fromMetres: at(i), toMetres: at(Math.min(i + 1, pieces)), ...pointAlong(network, access.edge, at(i)) }));
  }).sort((a, b) => a.legMetres - b.legMetres);
}

/** The leg of a span has no length: where it is entered is where it lies. */
function pointAlong(network: WalkNetwork, edge: number, metres: number): Pick<Access, 'lon' | 'lat' | 'placeLon' | 'placeLat'> {
  const { shapeMetres } = network, shape = shapeAt(network, edge, metres), length = shapeMetres[shape + 1] - shapeMetres[shape];
  const { lon, lat } = pointOn(network, shape, length === 0 ? 0 : (metres - shapeMetres[shape]) / length);
  return { lon, lat, placeLon: lon, placeLat: lat };
}
