/** A journey by timetable as a row of numbers, and back. */
import type { TimetableJourney, TimetableRide } from './range-raptor.ts';

const RIDE_NUMBERS = 7;

/** When it arrives, what it walks, its last walk and the number of its rides; the walks before each ride and after the last; the rides. */
export function packJourney({ rides, walksMs, walkMm, arrivalMs, egress }: TimetableJourney): number[] {
  return [
    arrivalMs, walkMm, egress, rides.length, ...walksMs,
    ...rides.flatMap(({ trip, fromStop, toStop, fromIndex, toIndex, departureMs, arrivalMs: thereMs }) => [trip, fromStop, toStop, fromIndex, toIndex, departureMs, thereMs]),
  ];
}

/** @param at where it begins. @returns the journey, and where the next numbers begin. */
export function unpackJourney(numbers: Float64Array, at: number): { journey: TimetableJourney; end: number } {
  const [arrivalMs, walkMm, egress, count] = numbers.subarray(at, at + 4), walksAt = at + 4, ridesAt = walksAt + count + 1;
  const rides = Array.from({ length: count }, (_, r): TimetableRide => {
    const [trip, fromStop, toStop, fromIndex, toIndex, departureMs, thereMs] = numbers.subarray(ridesAt + r * RIDE_NUMBERS, ridesAt + (r + 1) * RIDE_NUMBERS);
    return { trip, fromStop, toStop, fromIndex, toIndex, departureMs, arrivalMs: thereMs };
  });
  return { journey: { rides, walksMs: [...numbers.subarray(walksAt, ridesAt)], walkMm, arrivalMs, egress }, end: ridesAt + count * RIDE_NUMBERS };
}
