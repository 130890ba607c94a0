/** The isochrones of many places, one after the other, whoever asks: points of files, or settlements and facilities of a project. */
import { minutesToMs, type WalkProfile } from '../core/units.ts';
import { spreadSpans } from '../network/spread-spans.ts';
import type { Access, SnapIndex } from '../network/snap.ts';
import { BoundedSearch, turnRound } from '../travel/bounded-search.ts';
import type { BusTravel } from '../travel/bus-travel.ts';
import { computeWalkCosts } from '../travel/costs.ts';
import type { HeadwayCosts } from '../travel/headway-costs.ts';
import { StopsByBus } from '../travel/stops-by-bus.ts';
import { findIsochrones, type Isochrone } from './isochrone.ts';

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

/**
 * Computed as they are taken, place after place, then by limit.
 * @param places the accesses of each: one begins at all of them. None for one off the network, which has no isochrone.
 * @param onEmpty told of each place and how many of its limits are shorter than the way to the network, and have none.
 */
export function* isochronesAround(
  { index, profile, direction, minutes, bufferMetres, simplifyMetres, travel }: AroundQuestion, places: readonly (readonly Access[])[], onEmpty: (place: number, limits: number) => void,
): Generator<Isochrone & { readonly place: number }> {
  const costs = computeWalkCosts(direction === 'from' ? turnRound(index.network) : index.network, profile), limitsMs = minutes.map(minutesToMs);
  const longestMs = Math.max(...limitsMs), search = new BoundedSearch(costs, longestMs), walkMetres = longestMs * profile.metresPerMinute / 60_000;
  const ridesOf = (bus: BusTravel): HeadwayCosts => (direction === 'from' ? bus.turnedHeadway(costs, bus.settings.waitShare) : bus.headway(costs));
  const stops = travel && new StopsByBus(ridesOf(travel), travel.service.stopAccess, search, longestMs);
  for (const [place, accesses] of places.entries()) {
    if (accesses.length === 0) continue;
    const starts = spreadSpans(index.network, accesses, walkMetres), byBus = stops?.around(starts) ?? [];
    const found = findIsochrones(costs, search, index, [...starts.map((access) => ({ access, ms: 0 })), ...byBus], { limitsMs, bufferMetres, simplifyMetres });
    if (found.length < limitsMs.length) onEmpty(place, limitsMs.length - found.length);
    for (const isochrone of found) yield { ...isochrone, place };
  }
}
