/** Ways and walking circles, found in the page by the very code that the report was measured with, on the network that the page carries. */
import { minutesToMs, type WalkProfile } from '../core/units.ts';
import { findIsochrones, type Isochrone } from '../isochrones/isochrone.ts';
import { SnapIndex } from '../network/snap.ts';
import { BoundedSearch, turnRound } from '../travel/bounded-search.ts';
import { computeWalkCosts, type WalkCosts } from '../travel/costs.ts';
import { explainRoute, type Route } from '../travel/explain-route.ts';
import { limitFor, type Model } from './model.ts';

/** As the command `isochrone` draws them by default, but for the points that no eye misses. */
const CIRCLE = { bufferMetres: 50, simplifyMetres: 1 };

export class WayFinder {
  readonly #model: Model;
  readonly #costs = new Map<string, WalkCosts>();
  #index: SnapIndex | null = null;

  constructor(model: Model) {
    this.#model = model;
  }

  /** The way on foot to the facility that a cell names, with its milliseconds; null where nothing is within the search, or a bus is faster. */
  wayOf(settlement: number, service: number): Route | null {
    const { columns, settlementAccess, facilityAccess } = this.#model, { hundredths, facility, bus } = columns[service], limit = limitFor(this.#model, service, settlement);
    if (facility[settlement] < 0 || bus.has(settlement) || limit === null) return null;
    // The longest time that is still rounded to these hundredths of a minute.
    return explainRoute(this.#costsOf(limit.profile, 'as it is'), settlementAccess[settlement], facilityAccess[facility[settlement]], hundredths[settlement] * 600 + 300);
  }

  /** Where one gets on foot from a settlement, for each limit. */
  circlesFrom(settlement: number, minutes: readonly number[]): Isochrone[] {
    return this.#circles(this.#model.settlementAccess[settlement], minutes, this.#costsOf('adult', 'turned round'));
  }

  /** From where one gets on foot to a facility. */
  catchmentOf(facility: number, minutes: number, profile: WalkProfile['id']): Isochrone[] {
    return this.#circles(this.#model.facilityAccess[facility], [minutes], this.#costsOf(profile, 'as it is'));
  }

  #circles(accesses: Model['settlementAccess'][number], minutes: readonly number[], costs: WalkCosts): Isochrone[] {
    if (accesses.length === 0) return [];
    const limitsMs = minutes.map(minutesToMs);
    this.#index ??= new SnapIndex(this.#model.network);
    return findIsochrones(costs, new BoundedSearch(costs, limitsMs[limitsMs.length - 1]), this.#index, accesses.map((access) => ({ access, ms: 0 })), { limitsMs, ...CIRCLE });
  }

  #costsOf(profile: WalkProfile['id'], direction: 'as it is' | 'turned round'): WalkCosts {
    const key = `${profile} ${direction}`, known = this.#costs.get(key), { network, data: { walkMetresPerMinute, elderlyMetresPerMinute } } = this.#model;
    if (known !== undefined) return known;
    const costs = computeWalkCosts(direction === 'as it is' ? network : turnRound(network), { id: profile, metresPerMinute: profile === 'adult' ? walkMetresPerMinute : elderlyMetresPerMinute });
    this.#costs.set(key, costs);
    return costs;
  }
}
