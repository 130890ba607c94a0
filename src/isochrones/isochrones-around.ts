/** The isochrones of many places, one after the other, whoever asks: points of files, or settlements and facilities of a project. */
import { askOnce, type Crew, type Task } from '../core/crew.ts';
import { minutesToMs, type WalkProfile } from '../core/units.ts';
import { spreadSpans } from '../network/spread-spans.ts';
import { SnapIndex, type Access, type SegmentBoxes } from '../network/snap.ts';
import { BoundedSearch, turnRound } from '../travel/bounded-search.ts';
import type { BusTravel } from '../travel/bus-travel.ts';
import { computeWalkCosts, nameless, type WalkCosts } from '../travel/costs.ts';
import { lineless, type HeadwayCosts } from '../travel/headway-costs.ts';
import { StopsByBus } from '../travel/stops-by-bus.ts';
import { findIsochrones, type Isochrone, type IsochroneShape } from './isochrone.ts';
import { packIsochrone, unpackIsochrone, type PackedIsochrone } from './packed-isochrones.ts';

export interface AroundQuestion {
  readonly index: SnapIndex;
  readonly profile: WalkProfile;
  /** Where one gets from the places, or from where one gets to them. */
  readonly direction: 'from' | 'to';
  /** Ascending, inclusive. */
  readonly minutes: readonly number[];
  readonly bufferMetres: number;
  readonly simplifyMetres: number;
  /** By headway; null to walk. */
  readonly travel: BusTravel | null;
}

/** What isochrones are drawn on. */
interface Drawing {
  /** On the network turned round for where one gets from the places. */
  readonly costs: WalkCosts;
  /** Of the same network. */
  readonly boxes: SegmentBoxes;
  /** Over the same costs, and where their stops are; null to walk. */
  readonly rides: { readonly costs: HeadwayCosts; readonly stopAccess: readonly (readonly Access[])[] } | null;
  readonly shape: IsochroneShape;
}

/** The isochrones around a place, of which one begins at all accesses. */
export const DRAW_ISOCHRONES: Task<Drawing, readonly Access[], readonly Isochrone[], readonly PackedIsochrone[]> = {
  name: 'isochrones',
  open: ({ costs, boxes, rides, shape }) => {
    const longestMs = Math.max(...shape.limitsMs), walkMetres = longestMs * costs.profile.metresPerMinute / 60_000;
    const index = new SnapIndex(costs.network, boxes), search = new BoundedSearch(costs, longestMs), stops = rides && new StopsByBus(rides.costs, rides.stopAccess, search, longestMs);
    return (accesses) => {
      const starts = spreadSpans(costs.network, accesses, walkMetres), byBus = stops?.around(starts) ?? [];
      return findIsochrones(costs, search, index, [...starts.map((access) => ({ access, ms: 0 })), ...byBus], shape);
    };
  },
  pack: (isochrones) => isochrones.map(packIsochrone),
  unpack: (packed) => packed.map(unpackIsochrone),
};

/**
 * Computed as they are taken, place after place, then by limit.
 * @param places the accesses of each: one begins at all of them. None for one off the network, which has no isochrone.
 * @param onEmpty told of each place and how many of its limits are shorter than the way to the network, and have none.
 */
export function* isochronesAround(
  { index, profile, direction, minutes, bufferMetres, simplifyMetres, travel }: AroundQuestion, places: readonly (readonly Access[])[], onEmpty: (place: number, limits: number) => void, crew: Crew,
): Generator<Isochrone & { readonly place: number }> {
  const costs = nameless(computeWalkCosts(direction === 'from' ? turnRound(index.network) : index.network, profile)), shape = { limitsMs: minutes.map(minutesToMs), bufferMetres, simplifyMetres };
  const ridesOf = (bus: BusTravel): HeadwayCosts => (direction === 'from' ? bus.turnedHeadway(costs, bus.settings.waitShare) : bus.headway(costs));
  const drawing: Drawing = { costs, boxes: index.boxes, rides: travel && { costs: lineless(ridesOf(travel)), stopAccess: travel.service.stopAccess }, shape };
  const onNetwork = [...places.keys()].filter((p) => places[p].length > 0);
  let i = 0;
  for (const found of askOnce(crew, DRAW_ISOCHRONES, drawing, onNetwork.length, (p) => places[onNetwork[p]])) {
    const place = onNetwork[i++];
    if (found.length < minutes.length) onEmpty(place, minutes.length - found.length);
    for (const isochrone of found) yield { ...isochrone, place };
  }
}
