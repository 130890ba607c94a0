/** Where a ride runs. */
import type { Position } from 'geojson';
import { fitLine } from '../network/fit-line.ts';
import { buildLinePath, cutPath } from '../network/line-path.ts';
import type { BusTravel } from './bus-travel.ts';
import type { BusRide } from './bus-way.ts';

/** Degrees, from stop to stop: along the line as drawn, or along the trip's shape; straight where there is none that fits, and between a stop and the line beside it. */
export function ridePath(travel: BusTravel, ride: BusRide): Position[] {
  const { stops } = travel.service, placeOf = (s: number): Position[] => { const { at } = stops[s]; return at === null ? [] : [at]; };
  return [...placeOf(ride.fromStop), ...drivenPath(travel, ride), ...placeOf(ride.toStop)].filter((at, i, all) => all.length === 2 || i === 0 || !isSame(at, all[i - 1]));
}

function isSame(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function drivenPath(travel: BusTravel, { vehicle, fromIndex, toIndex }: BusRide): Position[] {
  const { service } = travel;
  if (service.kind === 'headway') return joinPaths(travel.runningPatterns()[vehicle].paths.slice(fromIndex, toIndex));
  const { stops, shape } = service.trips[vehicle], places = Array.from(stops, (s) => service.stops[s].at ?? []), drawn = shape === null ? undefined : service.shapes.get(shape);
  return alongShape(drawn ?? [], places, fromIndex, toIndex) ?? places.slice(fromIndex, toIndex + 1);
}

function joinPaths(paths: readonly (readonly Position[])[]): Position[] {
  return paths.flatMap((path, i) => (i === 0 ? path : path.slice(1)));
}

/** null where the shape does not pass the stops in their order. */
function alongShape(shape: readonly Position[], places: readonly Position[], from: number, to: number): Position[] | null {
  if (new Set(shape.map((at) => at.join())).size < 2) return null;
  const { path, served, match } = fitLine(buildLinePath(shape), places);
  return served.length < places.length ? null : cutPath(path, match.positions[from], match.positions[to]);
}
