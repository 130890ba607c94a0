/** Bus stops that lie where they cannot be meant: off the line that serves them, or off the walkable network. */
import type { Position } from 'geojson';
import { partsOf, type Findings } from '../core/problems.ts';
import type { BusLine } from '../inputs/bus-lines.ts';
import { stopsOfLines } from '../inputs/bus-references.ts';
import type { BusStop } from '../inputs/bus-stops.ts';
import { buildLinePath, distancesTo, nearestPosition } from './line-path.ts';
import type { SnapIndex } from './snap.ts';

/** The pole of a wide road, or of a bay beside it, is nearer. */
const OFF_LINE_METRES = 50;
/** How far to look for how far away stops are. */
const FURTHEST_METRES = 200_000;

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

/** Note the stops that nobody can walk to; a file of which that are all, such as a feed of another city, in one line. */
export function checkStopsOnNetwork(stops: readonly Pick<BusStop, 'id' | 'at' | 'where'>[], index: SnapIndex, maxSnapMetres: number, findings: Findings): void {
  const isOff = ([lon, lat]: Position): boolean => index.nearest(lon, lat, maxSnapMetres) === null;
  for (const [file, places] of placesByFile(stops)) {
    const off = places.filter(({ at }) => isOff(at));
    if (off.length === places.length) noteApart(file, places.map(({ at }) => at), index, maxSnapMetres, findings);
    else for (const { id, where } of off) findings.notice('stop-not-on-network', file, `bus stops further than ${maxSnapMetres} m from the network; nobody can walk to them`, id, 1, { id, where });
  }
}

interface PlacedStop { readonly id: string; readonly at: Position; readonly where: string }

function placesByFile(stops: readonly Pick<BusStop, 'id' | 'at' | 'where'>[]): Map<string, PlacedStop[]> {
  const byFile = new Map<string, PlacedStop[]>();
  for (const { id, at, where } of stops) {
    if (at === null) continue;
    const { file } = partsOf(where), places = byFile.get(file) ?? [];
    places.push({ id, at, where });
    byFile.set(file, places);
  }
  return byFile;
}

function noteApart(file: string, places: readonly Position[], index: SnapIndex, maxSnapMetres: number, findings: Findings): void {
  const away = distanceText(places, index, maxSnapMetres);
  findings.notice('layer-apart', file, `none of its ${places.length} bus stops is within ${maxSnapMetres} m of the network, the nearest is some ${away} away: nobody can ride from them`, '', places.length);
}

/** How far the nearest place is, roughly: one of those within the first reach that any of them has, for each reach is twice the one before. */
function distanceText(places: readonly Position[], index: SnapIndex, maxSnapMetres: number): string {
  for (let reach = 2 * maxSnapMetres; reach <= FURTHEST_METRES; reach *= 2) {
    for (const [lon, lat] of places) {
      const access = index.nearest(lon, lat, reach);
      if (access !== null) return access.legMetres < 2000 ? `${(Math.round(access.legMetres / 100) * 100).toFixed(0)} m` : `${(access.legMetres / 1000).toFixed(0)} km`;
    }
  }
  return `${FURTHEST_METRES / 2000} km or more`;
}
