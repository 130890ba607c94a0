/** Bus stops that lie where they cannot be meant: off the line that serves them, or off the walkable network. */
import type { Position } from 'geojson';
import { degreeMetres, lonDifference } from '../core/geodesy.ts';
import { partsOf, type Findings } from '../core/problems.ts';
import type { BusLine } from '../inputs/bus-lines.ts';
import type { BusStop } from '../inputs/bus-stops.ts';
import type { SnapIndex } from './snap.ts';

/** The pole of a wide road, or of a bay beside it, is nearer. */
const OFF_LINE_METRES = 50;

/** Note the stops of each line that lie over 50 m from it. */
export function checkStopsOnLines(lines: readonly BusLine[], stops: readonly BusStop[], findings: Findings): void {
  const placeOf = new Map(stops.map(({ id, at }) => [id, at]));
  for (const { id, stops: named, path, where } of lines) {
    for (const stop of new Set(named)) {
      const at = placeOf.get(stop) ?? null, metres = at === null ? 0 : metresToPath(at, path);
      if (metres > OFF_LINE_METRES) findings.notice('stop-off-line', partsOf(where).file, `bus lines with a stop over ${OFF_LINE_METRES} m from them`, `${stop} is ${metres.toFixed(0)} m from ${id}`, 1, { id, where });
    }
  }
}

/** Note the stops that nobody can walk to. */
export function checkStopsOnNetwork(stops: readonly BusStop[], index: SnapIndex, maxSnapMetres: number, findings: Findings): void {
  for (const { id, at, where } of stops) {
    if (at !== null && index.nearest(at[0], at[1], maxSnapMetres) === null) findings.notice('stop-not-on-network', partsOf(where).file, `bus stops further than ${maxSnapMetres} m from the network; nobody can walk to them`, id, 1, { id, where });
  }
}

/** Distance to the nearest point of a path, in the plane that touches the ellipsoid at the point. */
function metresToPath([lon, lat]: Position, path: readonly Position[]): number {
  const per = degreeMetres(lat), plane = path.map(([x, y]) => [lonDifference(lon, x) * per.lon, (y - lat) * per.lat]);
  let least = Infinity;
  for (let i = 1; i < plane.length; i++) {
    const [ax, ay] = plane[i - 1], dx = plane[i][0] - ax, dy = plane[i][1] - ay, square = dx * dx + dy * dy;
    const along = square === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / square));
    least = Math.min(least, Math.hypot(ax + along * dx, ay + along * dy));
  }
  return least;
}
