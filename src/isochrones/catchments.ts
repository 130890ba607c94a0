/**
 * The ground from where a service is reached in time: of each facility, of all together, and what more than one of them
 * serves. Catchments are isochrones towards the facilities, of the times that the report has; what they share and cover is
 * counted twice over: as ground, and as the settlements that the times themselves name.
 */
import Flatbush from 'flatbush';
import { UNREACHED } from '../core/units.ts';
import type { Access, SnapIndex } from '../network/snap.ts';
import { spreadSpans } from '../network/spread-spans.ts';
import { BoundedSearch } from '../travel/bounded-search.ts';
import { costAccess, costAll, type CostedAccess, type WalkCosts } from '../travel/costs.ts';
import type { HeadwayCosts } from '../travel/headway-costs.ts';
import { StopsByBus } from '../travel/stops-by-bus.ts';
import { areaOf, intersect, unite, type Ground } from './clip.ts';
import { findIsochrones } from './isochrone.ts';

/** What catchments are drawn of: all of one walking profile, limit and mode. */
export interface CatchmentGround {
  readonly costs: WalkCosts;
  readonly index: SnapIndex;
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

/** Draws catchments; those of a facility that serves several services are drawn once. */
export class CatchmentPen {
  readonly #question: CatchmentGround;
  readonly #walk: BoundedSearch;
  /** On foot and by bus, where buses count. */
  readonly #search: BoundedSearch;
  readonly #stops: StopsByBus | null;
  readonly #homes: readonly (readonly CostedAccess[])[];
  readonly #drawn = new Map<number, Catchment>();

  constructor(question: CatchmentGround) {
    const { costs, rides, settlements, limitMs } = question;
    this.#question = question;
    this.#walk = new BoundedSearch(costs, limitMs);
    this.#search = rides === null ? this.#walk : new BoundedSearch(rides.costs, limitMs);
    this.#stops = rides && new StopsByBus(rides.costs, rides.stopAccess, this.#walk, limitMs);
    this.#homes = costAll(costs, settlements);
  }

  /** @param accesses of the facility; none where it is off the network. */
  draw(facility: number, accesses: readonly Access[]): Catchment {
    const known = this.#drawn.get(facility), { costs, index, limitMs, bufferMetres, simplifyMetres } = this.#question;
    if (known) return known;
    const places = spreadSpans(index.network, accesses, limitMs * costs.profile.metresPerMinute / 60_000), starts = [...places.map((access) => ({ access, ms: 0 })), ...(this.#stops?.around(places) ?? [])];
    const isochrone = accesses.length === 0 ? undefined : findIsochrones(costs, this.#walk, index, starts, { limitsMs: [limitMs], bufferMetres, simplifyMetres }).at(0);
    this.#search.run(accesses.map((access) => costAccess(costs, access)));
    const settlements = Uint32Array.from(this.#homes.keys()).filter((s) => this.#search.readOff(this.#homes[s]).ms !== UNREACHED);
    const catchment = { facility, settlements, ground: isochrone?.polygons ?? [] };
    this.#drawn.set(facility, catchment);
    return catchment;
  }
}

/** Catchments of the facilities of one service, laid over each other. */
export interface JoinedCatchments {
  readonly catchments: readonly (Catchment & {
    readonly squareMetres: number;
    /** From where another facility is reached in time as well. */
    readonly sharedSquareMetres: number;
  })[];
  /** From where at least one facility is reached, and from where more than one is. */
  readonly served: Ground;
  readonly shared: Ground;
}

export function joinCatchments(catchments: readonly Catchment[]): JoinedCatchments {
  const neighbours = findNeighbours(catchments.map(({ ground }) => ground));
  const shared = catchments.map(({ ground }, i) => (neighbours[i].length === 0 ? [] : intersect([ground], neighbours[i].map((n) => catchments[n].ground))));
  return {
    catchments: catchments.map((catchment, i) => ({ ...catchment, squareMetres: areaOf(catchment.ground), sharedSquareMetres: areaOf(shared[i]) })),
    served: unite(catchments.map(({ ground }) => ground)), shared: unite(shared),
  };
}

/** Which pieces of ground may overlap which others, by their boxes. */
function findNeighbours(grounds: readonly Ground[]): number[][] {
  if (grounds.length === 0) return [];
  const boxes = new Flatbush(grounds.length), of = grounds.map(boxOf);
  for (const box of of) boxes.add(...box);
  boxes.finish();
  return of.map((box, i) => boxes.search(...box, (n) => n !== i && grounds[n].length > 0).sort((a, b) => a - b));
}

function boxOf(ground: Ground): [west: number, south: number, east: number, north: number] {
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
  for (const [outer] of ground) for (const [lon, lat] of outer) {
    west = Math.min(west, lon); east = Math.max(east, lon);
    south = Math.min(south, lat); north = Math.max(north, lat);
  }
  return [west, south, east, north];
}
