/**
 * The ground from where each of many facilities is reached in time: isochrones towards them, of the times that the report
 * has, and the settlements that the times themselves name.
 */
import { ALONE, askOnce, type Crew, type Task } from '../core/crew.ts';
import { UNREACHED } from '../core/units.ts';
import { SnapIndex, type Access, type SegmentBoxes } from '../network/snap.ts';
import { spreadSpans } from '../network/spread-spans.ts';
import { BoundedSearch } from '../travel/bounded-search.ts';
import { costAccess, costAll, nameless, type WalkCosts } from '../travel/costs.ts';
import { lineless, type HeadwayCosts } from '../travel/headway-costs.ts';
import { StopsByBus } from '../travel/stops-by-bus.ts';
import type { Ground } from './clip.ts';
import { findIsochrones } from './isochrone.ts';
import { packGround, unpackGround, type PackedGround } from './packed-isochrones.ts';

/** What catchments are drawn of: all of one walking profile, limit and mode. */
export interface CatchmentGround {
  readonly costs: WalkCosts;
  /** Of the same network. */
  readonly boxes: SegmentBoxes;
  /** Lines by headway over the same network and where their stops are; null to walk. */
  readonly rides: { readonly costs: HeadwayCosts; readonly stopAccess: readonly (readonly Access[])[] } | null;
  readonly settlements: readonly (readonly Access[])[];
  /** Inclusive. */
  readonly limitMs: number;
  readonly bufferMetres: number;
  readonly simplifyMetres: number;
}

/** Of one facility. */
export interface Catchment {
  /** Its index, as it was asked for. */
  readonly facility: number;
  readonly ground: Ground;
  /** Indices of the settlements that reach it in time, ascending. */
  readonly settlements: Uint32Array;
}

/** The catchment of a facility by its accesses; none where it is off the network. */
export const DRAW_CATCHMENTS: Task<CatchmentGround, readonly Access[], Omit<Catchment, 'facility'>, { ground: PackedGround; settlements: Uint32Array }> = {
  name: 'catchments',
  open: ({ costs, boxes, rides, settlements, limitMs, bufferMetres, simplifyMetres }) => {
    const index = new SnapIndex(costs.network, boxes), walk = new BoundedSearch(costs, limitMs), search = rides === null ? walk : new BoundedSearch(rides.costs, limitMs);
    const stops = rides && new StopsByBus(rides.costs, rides.stopAccess, walk, limitMs), homes = costAll(costs, settlements);
    return (accesses) => {
      const places = spreadSpans(costs.network, accesses, limitMs * costs.profile.metresPerMinute / 60_000), starts = [...places.map((access) => ({ access, ms: 0 })), ...(stops?.around(places) ?? [])];
      const isochrone = accesses.length === 0 ? undefined : findIsochrones(costs, walk, index, starts, { limitsMs: [limitMs], bufferMetres, simplifyMetres }).at(0);
      search.run(accesses.map((access) => costAccess(costs, access)));
      return { ground: isochrone?.polygons ?? [], settlements: Uint32Array.from(homes.keys()).filter((s) => search.readOff(homes[s]).ms !== UNREACHED) };
    };
  },
  pack: ({ ground, settlements }) => ({ ground: packGround(ground), settlements }),
  unpack: ({ ground, settlements }) => ({ ground: unpackGround(ground), settlements }),
};

/** Draws catchments; those of a facility that serves several services are drawn once. */
export class CatchmentPen {
  readonly #coming: Generator<Catchment, undefined>;
  readonly #drawn = new Map<number, Catchment>();

  /**
   * @param facilities all that will be asked for, in the order in which they are.
   * @param accessOf where each of them meets the network.
   */
  constructor(ground: CatchmentGround, facilities: Iterable<number>, accessOf: (facility: number) => readonly Access[], crew: Crew = ALONE) {
    this.#coming = drawEach(ground, [...new Set(facilities)], accessOf, crew);
  }

  /** @throws {RangeError} for one that it was not told of. */
  draw(facility: number): Catchment {
    for (;;) {
      const drawn = this.#drawn.get(facility);
      if (drawn !== undefined) return drawn;
      const { done, value } = this.#coming.next();
      if (done === true) throw new RangeError(`facility ${facility} is none of those to be drawn`);
      this.#drawn.set(value.facility, value);
    }
  }

  /** When no more are asked for. */
  putDown(): void {
    this.#coming.return(undefined);
  }
}

function* drawEach({ costs, rides, ...ground }: CatchmentGround, facilities: readonly number[], accessOf: (facility: number) => readonly Access[], crew: Crew): Generator<Catchment, undefined> {
  const question = { ...ground, costs: nameless(costs), rides: rides && { costs: lineless(rides.costs), stopAccess: rides.stopAccess } };
  let i = 0;
  for (const drawn of askOnce(crew, DRAW_CATCHMENTS, question, facilities.length, (f) => accessOf(facilities[f]))) yield { facility: facilities[i++], ...drawn };
}
