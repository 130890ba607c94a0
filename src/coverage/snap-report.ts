/** The snap report: the straight leg between each place and the network, so that a bad one can be seen on a map. */
import type { Findings } from '../core/problems.ts';
import { round } from '../core/units.ts';
import type { Place } from '../inputs/geometry.ts';
import { pointFor } from '../network/access.ts';
import type { Access } from '../network/snap.ts';
import { componentOf, lineAt, type WalkNetwork } from '../network/walk-network.ts';

/** A place further than this from its way is worth a look: more than a plot is deep. */
const FAR_METRES = 100;

export interface Snap {
  readonly layer: 'settlements' | 'facilities';
  readonly id: string;
  /** unreached: nothing within reach; unlocated: the data gives no place. */
  readonly status: 'ok' | 'far' | 'unreached' | 'unlocated';
  readonly metres: number | null;
  /** Id of the line snapped to; null on a join of lines. */
  readonly line: string | null;
  /** 0 is the largest part of the network. */
  readonly component: number | null;
  readonly avoidedIslandMetres: number | null;
  /** From the place to the network; one point where it is unreached, none where it is unlocated. Degrees. */
  readonly path: readonly (readonly [number, number])[];
}

type Places = readonly { readonly id: string; readonly place: Place }[];

/** The legs of a layer, one for each access; those over 100 m are noted. */
export function describeSnaps(layer: Snap['layer'], places: Places, accesses: readonly (readonly Access[])[], network: WalkNetwork, findings: Findings): Snap[] {
  places.forEach(({ id }, i) => {
    const legs = accesses[i], shortest = legs.reduce((least, { legMetres }) => Math.min(least, legMetres), Infinity);
    if (legs.length > 0 && shortest > FAR_METRES) findings.notice('far-from-network', layer, `${layer} over ${FAR_METRES} m off the network`, `${id} is ${shortest.toFixed(0)} m off`, 1, { id });
  });
  return [...snapsOf(layer, places, accesses, network)];
}

/** The legs of a layer, one for each access, in the order of its places. */
export function* snapsOf(layer: Snap['layer'], places: Places, accesses: readonly (readonly Access[])[], network: WalkNetwork): Generator<Snap> {
  for (const [i, { id, place }] of places.entries()) {
    if (accesses[i].length === 0) {
      const point = pointFor(place);
      yield { layer, id, status: point === null ? 'unlocated' : 'unreached', metres: null, line: null, component: null, avoidedIslandMetres: null, path: point === null ? [] : [degrees(point[0], point[1])] };
    }
    for (const leg of accesses[i]) {
      yield {
        layer, id, status: leg.legMetres > FAR_METRES ? 'far' : 'ok', metres: round(leg.legMetres, 1), line: lineAt(network, leg.edge, leg.fromMetres),
        component: componentOf(network, leg.edge), avoidedIslandMetres: leg.avoidedIslandMetres === null ? null : round(leg.avoidedIslandMetres, 1),
        path: [degrees(leg.placeLon, leg.placeLat), degrees(leg.lon, leg.lat)],
      };
    }
  }
}

function degrees(lon: number, lat: number): [number, number] {
  return [round(lon, 7), round(lat, 7)];
}
