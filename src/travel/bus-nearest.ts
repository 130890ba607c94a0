/** What both kinds of bus data answer: the nearest destination on foot and by bus, for many origins. */
import type { BusWay } from './bus-way.ts';
import type { CostedAccess } from './costs.ts';
import type { Nearest } from './nearest.ts';

/** One question to a bus service. */
export interface BusDemand {
  /** For each destination the accesses it may be reached at. */
  readonly destinations: readonly (readonly CostedAccess[])[];
  /** The same question answered on foot, for the same origins. */
  readonly walk: Nearest;
  /** Longest time to look for, inclusive. */
  readonly searchMs: number;
  /** In which the destination should be reached, inclusive. */
  readonly limitMs: number;
}

/** Never slower than on foot: where the bus gains nothing, the answer is the one on foot. Millimetres are those on foot. */
export interface NearestByBus extends Nearest {
  /** How an origin gets there by bus; null where it walks, or gets nowhere. */
  readonly wayOf: (origin: number) => BusWay | null;
  /** Share of the departures that make it within the limit, by origin; null where only headways are known. */
  readonly share: Float64Array | null;
}

export function copyOf({ ms, mm, destination }: Nearest): { ms: Uint32Array; mm: Uint32Array; destination: Uint32Array } {
  return { ms: ms.slice(), mm: mm.slice(), destination: destination.slice() };
}
