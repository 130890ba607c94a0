/** The page's data, unpacked into arrays. N settlements, F facilities, S services. */
import { inflateSync } from 'fflate';
import { degreeMetres } from '../core/geodesy.ts';
import { DEGREE_UNITS } from '../inputs/walk-lines.ts';
import type { Access } from '../network/snap.ts';
import type { WalkNetwork } from '../network/walk-network.ts';
import { usualTenths } from '../outputs/html/pack-cells.ts';
import { NumberUnpacker } from '../outputs/html/packed-numbers.ts';
import type { PageData, PageLimit } from '../outputs/html/page-shape.ts';
import { unpackAccesses, unpackBoundaries, unpackNetwork } from './unpack-ground.ts';
import { unpackPlan, type UnpackedPlan } from './unpack-plan.ts';

/** A ride by bus: line and stops by their places in the lists of the data; hundredths of minutes. */
export interface Ride { readonly line: number; readonly from: number; readonly to: number; readonly wait: number; readonly ride: number; /** Seconds of the day; null by headway. */ readonly departure: number | null }

/** How the minutes of a way by bus are spent, in hundredths. */
export interface BusWay { readonly walk: number; readonly wait: number; readonly ride: number; /** Share of departures within the limit, 0 to 1; null by headway. */ readonly share: number | null; readonly rides: readonly Ride[] }

/** All settlements and one service. */
export interface Column {
  /** Length N: a CELL. */
  readonly code: Uint8Array;
  /** Length N: hundredths of minutes, tenths of metres, place of the facility; -1 where nothing is within the search. */
  readonly hundredths: Int32Array;
  readonly tenths: Int32Array;
  readonly facility: Int32Array;
  /** By settlement; only where a bus is faster. */
  readonly bus: ReadonlyMap<number, BusWay>;
}

/** Places in metres east and north of the middle of the district; NaN where the data gives none. */
export interface Points { readonly x: Float64Array; readonly y: Float64Array }

export interface Model {
  readonly data: PageData;
  readonly count: number;
  /** Length N: residents, or 1 where they are not counted or not told. */
  readonly weight: Float64Array;
  readonly countsPeople: boolean;
  readonly settlements: Points;
  readonly facilities: Points;
  readonly stops: Points;
  readonly columns: readonly Column[];
  readonly network: WalkNetwork;
  readonly settlementAccess: readonly (readonly Access[])[];
  readonly facilityAccess: readonly (readonly Access[])[];
  /** Rings around townships; empty where their boundaries are not in the data. */
  readonly boundaries: readonly (readonly (readonly [x: number, y: number])[])[];
  readonly toMetres: (lon: number, lat: number) => readonly [x: number, y: number];
  /** null in a page of today alone. */
  readonly plan: UnpackedPlan | null;
}

/** @param deflated what the page carries as base64. */
export function readModel(data: PageData, deflated: Uint8Array): Model {
  const from = new NumberUnpacker(inflateSync(deflated)), settlements = readPlaces(from), facilities = readPlaces(from), columns = data.services.map((service) => readColumn(from, (n) => { const profile = service.limits[data.settlements.table[n]]?.profile; return profile === 'elderly' ? data.elderlyMetresPerMinute : data.walkMetresPerMinute; }));
  const network = unpackNetwork(from, data.streets), settlementAccess = unpackAccesses(from), facilityAccess = unpackAccesses(from), boundaries = unpackBoundaries(from), stops = readPlaces(from), count = data.settlements.id.length, plan = data.plan === undefined ? null : unpackPlan(from, data.plan.reasons);
  const middle = middleOf(network), per = degreeMetres(middle.lat), toMetres = (lon: number, lat: number): readonly [number, number] => [(lon - middle.lon) * per.lon, (lat - middle.lat) * per.lat];
  const toPoints = ({ lon, lat }: Degrees): Points => ({ x: lon.map((l) => toMetres(l, 0)[0]), y: lat.map((l) => toMetres(0, l)[1]) });
  const { population } = data.settlements, countsPeople = population !== undefined && data.countsPeople;
  return {
    data, count, countsPeople, weight: countsPeople ? Float64Array.from(population) : new Float64Array(count).fill(1), settlements: toPoints(settlements), facilities: toPoints(facilities), stops: toPoints(stops),
    columns, network, settlementAccess, facilityAccess, toMetres, plan, boundaries: boundaries.map((ring) => ring.map(([lon, lat]) => toMetres(lon, lat))),
  };
}

/** The limit of a service for a settlement; null where its table does not have the service. */
export function limitFor({ data }: Model, service: number, settlement: number): PageLimit | null {
  return data.services[service].limits[data.settlements.table[settlement]];
}

/** A name for people: the settlement's own, else its id. */
export function settlementName({ data: { settlements } }: Model, n: number): string {
  return settlements.name[n].trim() || settlements.id[n];
}

interface Degrees { readonly lon: Float64Array; readonly lat: Float64Array }

function readPlaces(from: NumberUnpacker): Degrees {
  const isThere = from.ints(), degrees = (units: Float64Array): Float64Array => units.map((unit, i) => (isThere[i] === 1 ? unit / DEGREE_UNITS : NaN));
  return { lon: degrees(from.deltas()), lat: degrees(from.deltas()) };
}

function readColumn(from: NumberUnpacker, metresPerMinute: (settlement: number) => number): Column {
  const orNone = (): Int32Array => Int32Array.from(from.ints(), (value) => value - 1), code = Uint8Array.from(from.ints()), hundredths = orNone(), more = from.ints();
  const tenths = hundredths.map((time, n) => (time < 0 ? -1 : more[n] + usualTenths(time, metresPerMinute(n))));
  return { code, hundredths, tenths, facility: orNone(), bus: readBus(from.ints()) };
}

function readBus(numbers: Float64Array): Map<number, BusWay> {
  const ways = new Map<number, BusWay>();
  for (let i = 0; i < numbers.length;) {
    const [settlement, walk, wait, ride, share, rides] = numbers.subarray(i, i += 6);
    ways.set(settlement, { walk, wait, ride, share: share === 0 ? null : (share - 1) / 10_000, rides: Array.from({ length: rides }, (): Ride => {
      const [line, start, end, waiting, riding, departure] = numbers.subarray(i, i += 6);
      return { line, from: start, to: end, wait: waiting, ride: riding, departure: departure === 0 ? null : departure - 1 };
    }) });
  }
  return ways;
}

function middleOf({ shapeLon, shapeLat }: WalkNetwork): { lon: number; lat: number } {
  const middle = (units: Int32Array): number => {
    let low = Infinity, high = -Infinity;
    for (const unit of units) { low = Math.min(low, unit); high = Math.max(high, unit); }
    return (low + high) / 2 / DEGREE_UNITS;
  };
  return { lon: middle(shapeLon), lat: middle(shapeLat) };
}
