/** The bus stop that each settlement walks to, what it offers, and how well it leads to an interchange. */
import { minutesToMs, UNREACHED } from '../core/units.ts';
import { describeOffers, type ServedStop, type StopOffer } from '../travel/bus-service.ts';
import type { BusTravel } from '../travel/bus-travel.ts';
import { costAll, type CostedAccess } from '../travel/costs.ts';
import { findNearest, type Nearest } from '../travel/nearest.ts';
import { COVERED, GAP, isInUse, isOfType, UNKNOWN, type Ground } from './measure.ts';

/** The checklist's type for where lines meet: railways, long-distance buses, ferries. */
export const HUB_TYPES: ReadonlySet<string> = new Set(['transit_hub']);

/** The answer for S settlements. */
export interface NearestStops {
  /** Length S: milliseconds and millimetres on foot; UNREACHED where no stop is within the search. */
  readonly ms: Uint32Array;
  readonly mm: Uint32Array;
  /** Length S: what stands there; null where none is. */
  readonly stops: readonly (ServedStop & StopOffer | null)[];
  /** Length S: milliseconds from the stop to the nearest interchange on foot and by bus, waiting included; UNREACHED where none is within the search. */
  readonly hubMs: Uint32Array;
}

/** Stops that at least one line serves, on the ground of a measure. Everybody walks at the speed of adults. */
export class StopMeasure {
  readonly #ground: Ground;
  readonly #bus: BusTravel;
  readonly #offers: readonly StopOffer[];
  readonly #settlements: CostedAccess[][];

  constructor(ground: Ground, bus: BusTravel) {
    this.#ground = ground;
    this.#bus = bus;
    this.#offers = describeOffers(bus.service);
    this.#settlements = costAll(ground.costs.adult, ground.settlementAccess);
  }

  nearestStops(): NearestStops {
    const { stops } = this.#bus.service, served = this.#stopsWith(({ lines }) => lines.length > 0);
    const { ms, mm, destination } = this.#walkTo(served, minutesToMs(this.#ground.searchMinutes)), found = destination.map((d) => (d === UNREACHED ? UNREACHED : served[d]));
    const distinct = [...new Set(found)].filter((s) => s !== UNREACHED), hubs = this.#fromStopsToHub(distinct), position = new Map(distinct.map((s, i) => [s, i]));
    return { ms, mm, stops: Array.from(found, (s) => (s === UNREACHED ? null : { ...stops[s], ...this.#offers[s] })), hubMs: found.map((s) => hubs[position.get(s) ?? -1] ?? UNREACHED) };
  }

  /**
   * Which settlements have a stop with so many departures a day within a time. Unknown are those off the network, and those
   * that only a stop with unknown hours could cover.
   */
  statusOf(settlements: Uint32Array, limitMinutes: number, leastTrips: number): Uint8Array {
    const limitMs = minutesToMs(limitMinutes);
    const sure = this.#walkTo(this.#stopsWith(({ tripsPerDay }) => tripsPerDay !== null && tripsPerDay >= leastTrips), limitMs), perhaps = this.#walkTo(this.#stopsWith(({ tripsPerDay }) => tripsPerDay === null), limitMs);
    return Uint8Array.from(settlements, (s) => (sure.ms[s] !== UNREACHED ? COVERED : perhaps.ms[s] !== UNREACHED || this.#settlements[s].length === 0 ? UNKNOWN : GAP));
  }

  #stopsWith(isMeant: (offer: StopOffer) => boolean): number[] {
    return [...this.#offers.keys()].filter((s) => isMeant(this.#offers[s]));
  }

  #walkTo(stops: readonly number[], limitMs: number): Nearest {
    return findNearest(this.#ground.costs.adult, this.#settlements, this.#accessOf(stops), limitMs);
  }

  #accessOf(stops: readonly number[]): CostedAccess[][] {
    return costAll(this.#ground.costs.adult, stops.map((s) => this.#bus.service.stopAccess[s]));
  }

  #fromStopsToHub(stops: readonly number[]): Uint32Array {
    const { facilities, facilityAccess, costs: { adult }, searchMinutes } = this.#ground, searchMs = minutesToMs(searchMinutes), origins = this.#accessOf(stops);
    const destinations = costAll(adult, facilityAccess.filter((_, i) => isInUse(facilities[i]) && isOfType(facilities[i], HUB_TYPES)));
    const walk = findNearest(adult, origins, destinations, searchMs);
    return this.#bus.nearest(adult, origins, [{ destinations, walk, searchMs, limitMs: searchMs }])[0].ms;
  }
}
