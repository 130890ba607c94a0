/** Bus stops that lie where they cannot be meant: off the line that serves them, or off the walkable network. */
import { partsOf, type Findings } from '../core/problems.ts';
import type { BusLine } from '../inputs/bus-lines.ts';
import { stopsOfLines } from '../inputs/bus-references.ts';
import type { BusStop } from '../inputs/bus-stops.ts';
import { buildLinePath, distancesTo, nearestPosition } from './line-path.ts';
import type { SnapIndex } from './snap.ts';

/** The pole of a wide road, or of a bay beside it, is nearer. */
const OFF_LINE_METRES = 50;

/** Note the stops of each line that lie over 50 m from it. */
export function checkStopsOnLines(lines: readonly BusLine[], stops: readonly BusStop[], findings: Findings): void {
  const placeOf = new Map(stops.map(({ id, at }) => [id, at])), stopsOf = stopsOfLines(lines, stops);
  for (const { id, path, where } of lines) {
    const drawn = buildLinePath(path);
    for (const stop of new Set(stopsOf.get(id))) {
      const at = placeOf.get(stop) ?? null, metres = at === null ? 0 : nearestPosition(distancesTo(drawn, at)).metres;
      if (metres > OFF_LINE_METRES) findings.notice('stop-off-line', partsOf(where).file, `bus lines with a stop over ${OFF_LINE_METRES} m from them`, `${stop} is ${metres.toFixed(0)} m from ${id}`, 1, { id, where });
    }
  }
}

/** Note the stops that nobody can walk to. */
export function checkStopsOnNetwork(stops: readonly Pick<BusStop, 'id' | 'at' | 'where'>[], index: SnapIndex, maxSnapMetres: number, findings: Findings): void {
  for (const { id, at, where } of stops) {
    if (at !== null && index.nearest(at[0], at[1], maxSnapMetres) === null) findings.notice('stop-not-on-network', partsOf(where).file, `bus stops further than ${maxSnapMetres} m from the network; nobody can walk to them`, id, 1, { id, where });
  }
}
