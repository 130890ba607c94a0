/** What every settlement has or lacks of every service: status, minutes, metres, facility, and how it is reached by bus. */
import type { BusWayResult } from '../../coverage/bus-result.ts';
import type { ServiceOfSettlement } from '../../coverage/result.ts';
import type { NumberPacker } from './packed-numbers.ts';
import { CELL } from './page-shape.ts';

/** All settlements and one service, as the page is told of them; 0 in each where the settlement's table does not have the service. */
export interface CellColumn {
  /** A CELL. */
  readonly codes: Uint8Array;
  /** Whole hundredths of minutes, and the place of the facility, each + 1; 0 where there is none. */
  readonly minutes: Int32Array;
  readonly facility: Int32Array;
  /** Tenths of metres less those that the minutes usually take. */
  readonly metres: Int32Array;
  readonly rides: { readonly settlement: number; readonly bus: BusWayResult; readonly departureShare: number | null }[];
}

/** The lines and stops that rides speak of, by their place in these lists. */
interface Rides { readonly lines: string[]; readonly stops: string[] }

const SECONDS = [3600, 60, 1];

export function emptyColumn(settlementCount: number): CellColumn {
  return { codes: new Uint8Array(settlementCount), minutes: new Int32Array(settlementCount), facility: new Int32Array(settlementCount), metres: new Int32Array(settlementCount), rides: [] };
}

/** @param facilityPlaces of their ids. */
export function fillCell({ codes, minutes, facility, metres, rides }: CellColumn, settlement: number, cell: ServiceOfSettlement, metresPerMinute: number, facilityPlaces: ReadonlyMap<string, number>): void {
  codes[settlement] = codeOf(cell);
  minutes[settlement] = orNone(cell.minutes, 100);
  facility[settlement] = cell.facilityId === null ? 0 : (facilityPlaces.get(cell.facilityId) ?? -1) + 1;
  if (cell.minutes !== null && cell.metres !== null) metres[settlement] = Math.round(cell.metres * 10) - usualTenths(hundredths(cell.minutes), metresPerMinute);
  if (cell.bus) rides.push({ settlement, bus: cell.bus, departureShare: cell.departureShare ?? null });
}

export function packCells(columns: readonly CellColumn[], into: NumberPacker): Rides {
  const lines = new Map<string, number>(), stops = new Map<string, number>();
  const next = (list: Map<string, number>, key: string): number => {
    const known = list.get(key) ?? list.size;
    list.set(key, known);
    return known;
  };
  for (const { codes, minutes, metres, facility, rides } of columns) {
    for (const numbers of [codes, minutes, metres, facility]) into.ints(numbers);
    const ridden: number[] = [];
    for (const { settlement, bus: { walkMinutes, waitMinutes, rideMinutes, rides: parts }, departureShare } of rides) {
      ridden.push(settlement, hundredths(walkMinutes), hundredths(waitMinutes), hundredths(rideMinutes), orNone(departureShare, 10_000), parts.length);
      for (const ride of parts) ridden.push(next(lines, ride.line), next(stops, ride.fromStop), next(stops, ride.toStop), hundredths(ride.waitMinutes), hundredths(ride.rideMinutes), orNone(secondsOf(ride.departure), 1));
    }
    into.ints(ridden);
  }
  return { lines: [...lines.keys()], stops: [...stops.keys()] };
}

function codeOf({ status, severity, reason }: ServiceOfSettlement): number {
  if (status === 'covered') return CELL.covered;
  if (severity !== null) return CELL[severity];
  return reason === 'settlement-not-on-network' ? CELL.offNetwork : reason === 'no-such-facility-in-data' ? CELL.notInData : reason === 'capacity-not-in-data' ? CELL.noCapacity : CELL.edgeOfData;
}

function orNone(value: number | null, scale: number): number {
  return value === null ? 0 : Math.round(value * scale) + 1;
}

function hundredths(minutes: number): number {
  return Math.round(minutes * 100);
}

/** Tenths of metres that people walk in a time in hundredths of minutes, where nothing makes them slower. */
export function usualTenths(hundredths: number, metresPerMinute: number): number {
  return Math.round(hundredths * metresPerMinute / 10);
}

/** HH:MM:SS in seconds of the day. */
function secondsOf(clock: string | null): number | null {
  return clock === null ? null : clock.split(':').reduce((sum, part, i) => sum + Number(part) * SECONDS[i], 0);
}
