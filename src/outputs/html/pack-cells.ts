/** What every settlement has or lacks of every service: status, minutes, metres, facility, and how it is reached by bus. */
import type { FacilityResult, ServiceOfSettlement } from '../../coverage/result.ts';
import type { NumberPacker } from './packed-numbers.ts';

/** The lines and stops that rides speak of, by their place in these lists. */
interface Rides { readonly lines: string[]; readonly stops: string[] }

const SECONDS = [3600, 60, 1];

/**
 * @param codes, cells by service, then by settlement; undefined where the settlement's table does not have the service.
 * @param metresPerMinute by service, then by settlement.
 * Whole hundredths of minutes and places of facilities, each + 1, 0 where there is none; tenths of metres less those that the minutes usually take.
 */
export function packCells(codes: readonly (readonly number[])[], cells: readonly (readonly (ServiceOfSettlement | undefined)[])[], metresPerMinute: (service: number, settlement: number) => number, facilities: readonly FacilityResult[], into: NumberPacker): Rides {
  const placeOf = new Map(facilities.map(({ id }, f) => [id, f])), lines = new Map<string, number>(), stops = new Map<string, number>();
  const next = (list: Map<string, number>, key: string): number => {
    const known = list.get(key) ?? list.size;
    list.set(key, known);
    return known;
  };
  const orNone = (value: number | null | undefined, scale: number): number => (value === null || value === undefined ? 0 : Math.round(value * scale) + 1);
  const hundredths = (minutes: number): number => Math.round(minutes * 100);
  cells.forEach((row, s) => {
    into.ints(codes[s]);
    into.ints(row.map((cell) => orNone(cell?.minutes, 100)));
    into.ints(row.map((cell, n) => (typeof cell?.minutes !== 'number' || cell.metres === null ? 0 : Math.round(cell.metres * 10) - usualTenths(hundredths(cell.minutes), metresPerMinute(s, n)))));
    into.ints(row.map((cell) => (cell?.facilityId ? (placeOf.get(cell.facilityId) ?? -1) + 1 : 0)));
    const ridden: number[] = [];
    row.forEach((cell, n) => {
      if (!cell?.bus) return;
      const { walkMinutes, waitMinutes, rideMinutes, rides } = cell.bus;
      ridden.push(n, hundredths(walkMinutes), hundredths(waitMinutes), hundredths(rideMinutes), orNone(cell.departureShare, 10_000), rides.length);
      for (const ride of rides) ridden.push(next(lines, ride.line), next(stops, ride.fromStop), next(stops, ride.toStop), hundredths(ride.waitMinutes), hundredths(ride.rideMinutes), orNone(secondsOf(ride.departure), 1));
    });
    into.ints(ridden);
  });
  return { lines: [...lines.keys()], stops: [...stops.keys()] };
}

/** Tenths of metres that people walk in a time in hundredths of minutes, where nothing makes them slower. */
export function usualTenths(hundredths: number, metresPerMinute: number): number {
  return Math.round(hundredths * metresPerMinute / 10);
}

/** HH:MM:SS in seconds of the day. */
function secondsOf(clock: string | null): number | null {
  return clock === null ? null : clock.split(':').reduce((sum, part, i) => sum + Number(part) * SECONDS[i], 0);
}
