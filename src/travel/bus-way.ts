/** A way on foot and by bus, as results tell it. */

/** A ride from one stop to another on one line. */
export interface BusRide {
  /** Name or id of the line. */
  readonly line: string;
  /** Indices of the stops. */
  readonly fromStop: number;
  readonly toStop: number;
  /** Before it, since the ride before; 0 also where a timetable lets people change between stops that lie far apart. */
  readonly walkMs: number;
  readonly waitMs: number;
  readonly rideMs: number;
  /** Milliseconds from midnight at which the bus leaves; null where only the headway is known. */
  readonly departureMs: number | null;
  /** Pattern by headway or trip of the timetable, and the places in it where one gets on and off. */
  readonly vehicle: number;
  readonly fromIndex: number;
  readonly toIndex: number;
}

/** All its parts: milliseconds, which add up, and the millimetres on foot. */
export interface BusWay {
  readonly ms: number;
  readonly walkMs: number;
  readonly waitMs: number;
  readonly rideMs: number;
  readonly walkMm: number;
  /** At least one. */
  readonly rides: readonly BusRide[];
}

/** When one sets out, milliseconds from midnight; null where only headways are known. */
export function departureOf({ rides: [{ departureMs, walkMs, waitMs }] }: BusWay): number | null {
  return departureMs === null ? null : departureMs - waitMs - walkMs;
}
