/**
 * One question for many settlements: is a facility of these types reached within this limit, and which
 * is the nearest? Services and indicators are both answered here, so that they cannot disagree.
 */
import { minutesToMs, UNREACHED, walkMs, type WalkProfile } from '../core/units.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { Access } from '../network/snap.ts';
import type { NearestByBus } from '../travel/bus-nearest.ts';
import type { BusTravel } from '../travel/bus-travel.ts';
import { costAccess, costAll, type CostedAccess, type WalkCosts } from '../travel/costs.ts';
import { findPairs } from '../travel/matrix.ts';
import { findNearest, type Nearest } from '../travel/nearest.ts';
import { findNearestOfEach } from '../travel/nearest-of-each.ts';
import { pairsByBus, ridingPercentile } from '../travel/pairs-between.ts';
import type { Reach } from './two-step-catchments.ts';

export const COVERED = 0, GAP = 1, UNKNOWN = 2;
export const STATUS_NAMES = ['covered', 'gap', 'unknown'] as const;

const NOT_ON_NETWORK = 1, NO_SUCH_FACILITY = 2;
export const NO_REASON = 0, EDGE_OF_DATA = 3, CAPACITY_UNKNOWN = 4;
export const REASON_NAMES = [null, 'settlement-not-on-network', 'no-such-facility-in-data', 'edge-of-data', 'capacity-not-in-data'] as const;

/** What is asked for. */
export interface Demand {
  /** A facility counts if its type, or a type it provides, is one of these. */
  readonly types: ReadonlySet<string>;
  readonly profile: WalkProfile['id'];
  /** Whether buses count, where there are some. */
  readonly mode: 'walk' | 'walk+bus';
  /** Inclusive limits; null where there is none. */
  readonly limitMinutes: number | null;
  readonly limitMetres: number | null;
  /** Facilities known to be smaller do not count; null where size does not matter. */
  readonly minimumSquareMetres: number | null;
}

/** The answer for S settlements. */
export interface Answer {
  /** Length S: COVERED, GAP or UNKNOWN. */
  readonly status: Uint8Array;
  /** Length S: why UNKNOWN. */
  readonly reason: Uint8Array;
  /** Length S: milliseconds, millimetres on foot and index of the nearest facility; UNREACHED where none is within the search. */
  readonly ms: Uint32Array;
  readonly mm: Uint32Array;
  readonly facility: Uint32Array;
  /** How buses are taken, and which settlements (length S) they cover that walking does not; null where they do not count. */
  readonly byBus: Pick<NearestByBus, 'wayOf' | 'share'> & { readonly isGained: Uint8Array } | null;
}

/** A demand as the searches see it. */
interface Question {
  readonly demand: Demand;
  /** The facilities that count. */
  readonly counting: readonly number[];
  readonly limitMs: number;
  readonly limitMm: number;
  readonly searchMs: number;
  readonly walk: Nearest;
}

/** The ground on which questions are answered: everything that does not depend on the question. */
export interface Ground {
  readonly facilities: readonly Facility[];
  readonly facilityAccess: readonly (readonly Access[])[];
  readonly settlementAccess: readonly (readonly Access[])[];
  /** Dead ends at the edge of the data. */
  readonly cutEnds: readonly Access[];
  readonly costs: Readonly<Record<WalkProfile['id'], WalkCosts>>;
  readonly searchMinutes: number;
  /** null where there is no bus data. */
  readonly bus: BusTravel | null;
}

/** Whether a facility stands and may be used. */
export function isInUse({ status, open }: Facility): boolean {
  return status === 'existing' && open;
}

/** Whether a facility is of one of the types, or provides one of them. */
export function isOfType({ type, provides }: Facility, types: ReadonlySet<string>): boolean {
  return types.has(type) || provides.some((p) => types.has(p));
}

/** Whether any facility of the types is in the data with a place, in use or not. */
export function isInData(facilities: readonly Facility[], types: ReadonlySet<string>): boolean {
  return facilities.some((f) => f.place.type !== 'unlocated' && isOfType(f, types));
}

/** Whether a facility counts for a demand. */
export function countsFor({ types, minimumSquareMetres }: Pick<Demand, 'types' | 'minimumSquareMetres'>, facility: Facility): boolean {
  return isInUse(facility) && isOfType(facility, types) && isLargeEnough(facility, minimumSquareMetres);
}

/** Answers questions on one ground; what all questions share is computed once. */
export class Measure {
  readonly #ground: Ground;
  readonly #facilities: Readonly<Record<WalkProfile['id'], CostedAccess[][]>>;
  readonly #settlements: Readonly<Record<WalkProfile['id'], CostedAccess[][]>>;
  /** One list for each list asked about, which is packed for its searches once. */
  readonly #origins = { adult: new WeakMap<Uint32Array, CostedAccess[][]>(), elderly: new WeakMap<Uint32Array, CostedAccess[][]>() };
  /** By profile and limit, each settlement's way to the edge of the data. */
  readonly #toEdge = new Map<string, Nearest>();

  constructor(ground: Ground) {
    this.#ground = ground;
    const costBoth = (accesses: Ground['facilityAccess']) => ({ adult: costAll(ground.costs.adult, accesses), elderly: costAll(ground.costs.elderly, accesses) });
    this.#facilities = costBoth(ground.facilityAccess);
    this.#settlements = costBoth(ground.settlementAccess);
  }

  /** Whether any facility of the types is in the data with a place, in use or not. */
  isInData(types: ReadonlySet<string>): boolean {
    return isInData(this.#ground.facilities, types);
  }

  /** Whether buses count for a demand. */
  isByBus({ mode }: Demand): boolean {
    return mode === 'walk+bus' && this.#ground.bus !== null;
  }

  /** @param settlements indices of the settlements asked about; the answer is in their order. */
  answer(demand: Demand, settlements: Uint32Array): Answer {
    return this.answerAll([demand], settlements)[0];
  }

  /** The answers to several demands, which are found together. */
  answerAll(demands: readonly Demand[], settlements: Uint32Array): Answer[] {
    const questions = this.#askOnFoot(demands, settlements), ridden = new Map<Question, NearestByBus>();
    for (const profile of ['adult', 'elderly'] as const) {
      const byBus = questions.filter(({ demand }) => demand.profile === profile && this.isByBus(demand));
      this.#askByBus(profile, byBus, settlements).forEach((nearest, i) => { ridden.set(byBus[i], nearest); });
    }
    return questions.map((question) => this.#judge(question, ridden.get(question) ?? null, settlements));
  }

  /**
   * Every facility that counts and is within the limit, not only the nearest. By bus a way is held to the limit in minutes only.
   * @returns pairs of a place in `settlements` and a facility; a pair may come twice.
   */
  *reach(demand: Demand, settlements: Uint32Array): Generator<Reach> {
    const { facilityAccess, settlementAccess, costs, bus } = this.#ground, cost = costs[demand.profile], { counting, limitMs, limitMm, searchMs } = this.#frame(demand);
    const onFoot = findPairs(cost, counting.map((i) => this.#facilities[demand.profile][i]), this.#originsOf(demand.profile, settlements), demand.limitMinutes === null ? searchMs : limitMs);
    for (const { origin, destination, mm } of onFoot) if (mm <= limitMm) yield { settlement: destination, facility: counting[origin] };
    if (bus === null || demand.mode !== 'walk+bus' || demand.limitMinutes === null || demand.limitMetres !== null) return;
    const places = { network: cost.network, profile: cost.profile, origins: Array.from(settlements, (s) => settlementAccess[s]), destinations: counting.map((i) => facilityAccess[i]), maxMinutes: demand.limitMinutes };
    for (const { origin, destination, ms: [ms] } of pairsByBus(places, bus, [ridingPercentile(bus)])) if (ms <= limitMs) yield { settlement: origin, facility: counting[destination] };
  }

  #askOnFoot(demands: readonly Demand[], settlements: Uint32Array): Question[] {
    const frames = demands.map((demand) => ({ demand, ...this.#frame(demand) })), walks: Nearest[] = [];
    for (const profile of ['adult', 'elderly'] as const) {
      const asked = [...frames.keys()].filter((i) => demands[i].profile === profile), facilities = this.#facilities[profile];
      const questions = asked.map((i) => ({ destinations: frames[i].counting.map((f) => facilities[f]), limitMs: frames[i].searchMs }));
      findNearestOfEach(this.#ground.costs[profile], this.#originsOf(profile, settlements), questions).forEach((walk, q) => { walks[asked[q]] = walk; });
    }
    return frames.map((frame, i) => ({ ...frame, walk: walks[i] }));
  }

  #frame(demand: Demand): Pick<Question, 'counting' | 'limitMs' | 'limitMm' | 'searchMs'> {
    const { facilities, costs, searchMinutes } = this.#ground, cost = costs[demand.profile];
    const limitMs = demand.limitMinutes === null ? UNREACHED - 1 : minutesToMs(demand.limitMinutes);
    const limitMm = demand.limitMetres === null ? UNREACHED - 1 : Math.floor(demand.limitMetres * 1000 + 1e-6);
    const searchMs = Math.max(minutesToMs(searchMinutes), demand.limitMinutes === null ? 0 : limitMs, demand.limitMetres === null ? 0 : walkMs(demand.limitMetres, cost.profile.metresPerMinute));
    const counting: number[] = [];
    facilities.forEach((f, i) => { if (countsFor(demand, f)) counting.push(i); });
    return { counting, limitMs, limitMm, searchMs };
  }

  #askByBus(profile: WalkProfile['id'], questions: readonly Question[], settlements: Uint32Array): NearestByBus[] {
    const { bus, costs } = this.#ground;
    if (bus === null || questions.length === 0) return [];
    return bus.nearest(costs[profile], this.#originsOf(profile, settlements), questions.map(({ counting, ...question }) => ({ ...question, destinations: counting.map((i) => this.#facilities[profile][i]) })));
  }

  #originsOf(profile: WalkProfile['id'], settlements: Uint32Array): CostedAccess[][] {
    const known = this.#origins[profile].get(settlements) ?? Array.from(settlements, (s) => this.#settlements[profile][s]);
    this.#origins[profile].set(settlements, known);
    return known;
  }

  #judge({ demand, counting, limitMs, limitMm, searchMs, walk }: Question, ridden: NearestByBus | null, settlements: Uint32Array): Answer {
    const nearest = ridden ?? walk, isInData = this.isInData(demand.types);
    const isWithin = ({ ms, mm }: Nearest, i: number): boolean => ms[i] !== UNREACHED && ms[i] <= limitMs && mm[i] <= limitMm;
    const status = new Uint8Array(settlements.length), reason = new Uint8Array(settlements.length), isGained = new Uint8Array(settlements.length);
    settlements.forEach((settlement, i) => {
      reason[i] = this.#ground.settlementAccess[settlement].length === 0 ? NOT_ON_NETWORK
        : !isInData ? NO_SUCH_FACILITY
        : nearest.ms[i] === UNREACHED && isWithin(this.#findEdge(demand.profile, searchMs), settlement) ? EDGE_OF_DATA : NO_REASON;
      status[i] = reason[i] !== NO_REASON ? UNKNOWN : isWithin(nearest, i) ? COVERED : GAP;
      if (status[i] === COVERED && !isWithin(walk, i)) isGained[i] = 1;
    });
    return { status, reason, ms: nearest.ms, mm: nearest.mm, facility: nearest.destination.map((d) => (d === UNREACHED ? UNREACHED : counting[d])), byBus: ridden && { wayOf: ridden.wayOf, share: ridden.share, isGained } };
  }

  #findEdge(profile: WalkProfile['id'], limitMs: number): Nearest {
    const key = `${profile} ${limitMs}`, known = this.#toEdge.get(key);
    if (known) return known;
    const { costs, cutEnds } = this.#ground;
    const nearest = findNearest(costs[profile], this.#settlements[profile], [cutEnds.map((end) => costAccess(costs[profile], end))], limitMs);
    this.#toEdge.set(key, nearest);
    return nearest;
  }
}

function isLargeEnough({ areaSquareMetres }: Facility, least: number | null): boolean {
  return least === null || areaSquareMetres === null || areaSquareMetres >= least;
}
