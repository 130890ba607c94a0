/** The departures that times by timetable are taken over, and what is made of their times. */
import { UNREACHED } from '../core/units.ts';

const MINUTE_MS = 60_000;

/** By timetable nobody travels longer than this. */
export const LONGEST_TRIP_MS = 86_400_000;

/** Part of a day, seconds from midnight; the end is not in it. */
export interface DepartureWindow { readonly startSeconds: number; readonly endSeconds: number }

/** One departure a minute, milliseconds from midnight. */
export function departuresIn({ startSeconds, endSeconds }: DepartureWindow): Int32Array {
  return Int32Array.from({ length: Math.ceil((endSeconds - startSeconds) / 60) }, (_, i) => startSeconds * 1000 + i * MINUTE_MS);
}

/** Place of the p-th percentile in a list of n sorted times: that of the ceil(p / 100 × n)-th. @param percentile above 0, up to 100. */
export function percentileIndex(percentile: number, n: number): number {
  return Math.max(0, Math.ceil(percentile * n / 100 - 1e-9) - 1);
}

/** The share of times within a limit; a time that was not reached is not. */
export function shareWithin(times: Uint32Array, limitMs: number): number {
  return times.filter((ms) => ms !== UNREACHED && ms <= limitMs).length / times.length;
}
