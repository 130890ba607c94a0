/** Towns drawn in metres east and north of a point at 31.6 degrees north, as the network room takes them. */
import { degreeMetres } from '../../src/core/geodesy.ts';
import { Findings } from '../../src/core/problems.ts';
import { Measure, STATUS_NAMES, REASON_NAMES, type Demand } from '../../src/coverage/measure.ts';
import type { Facility } from '../../src/inputs/facilities.ts';
import type { Place } from '../../src/inputs/geometry.ts';
import { WalkLinesBuilder, type WalkLines } from '../../src/inputs/walk-lines.ts';
import { findFacilityAccess, findSettlementAccess } from '../../src/network/access.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { insertCrossings } from '../../src/network/crossings.ts';
import { findCutEnds, type Extent } from '../../src/network/cut-ends.ts';
import { SnapIndex } from '../../src/network/snap.ts';
import { BACKWARD, FORWARD } from '../../src/network/walk-network.ts';
import { UNREACHED } from '../../src/core/units.ts';
import { computeWalkCosts } from '../../src/travel/costs.ts';

export type Metres = readonly [x: number, y: number];

const ORIGIN = { lon: 121.5, lat: 31.6 };
const PER = degreeMetres(ORIGIN.lat);

const sevenDecimals = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;

export const toDegrees = ([x, y]: Metres): [number, number] => [sevenDecimals(ORIGIN.lon + x / PER.lon), sevenDecimals(ORIGIN.lat + y / PER.lat)];

export interface Street {
  readonly path: readonly Metres[];
  readonly id?: string;
  readonly oneway?: boolean;
  readonly speedFactor?: number;
  readonly metres?: number;
  readonly level?: number;
  readonly name?: string;
}

export function drawLines(streets: readonly (Street | readonly Metres[])[]): WalkLines {
  const lines = new WalkLinesBuilder();
  streets.forEach((given, i) => {
    const street: Street = 'path' in given ? given : { path: given };
    for (const point of street.path) {
      const [lon, lat] = toDegrees(point);
      lines.addVertex(Math.round(lon * 1e7), Math.round(lat * 1e7));
    }
    lines.endLine(street.id ?? `street ${i}`, street.oneway ? FORWARD : FORWARD | BACKWARD, street.speedFactor ?? 1, street.metres ?? NaN, street.level ?? 0, street.name);
  });
  return lines.finish();
}

export const at = (...points: Metres[]): Place => ({ type: 'points', points: points.map(toDegrees) });
export const area = (...corners: Metres[]): Place => ({ type: 'polygons', polygons: [[[...corners, corners[0]].map(toDegrees)]] });

interface TownOptions {
  readonly streets: readonly (Street | readonly Metres[])[];
  readonly facilities: Readonly<Record<string, Place | { place: Place; type?: string; provides?: string[]; status?: Facility['status']; open?: boolean; areaSquareMetres?: number }>>;
  readonly settlements: Readonly<Record<string, Place>>;
  readonly joinCrossings?: boolean;
  readonly extent?: Extent;
  readonly maxSnapMetres?: number;
}

/** Ask a drawn town: how does a settlement reach a type (by default "shop") within a limit? */
export function town({ streets, facilities, settlements, joinCrossings = false, extent, maxSnapMetres = 300 }: TownOptions) {
  const drawn = drawLines(streets);
  const findings = new Findings();
  const network = buildNetwork(joinCrossings ? insertCrossings(drawn, 0.5).lines : drawn, 0.5, findings);
  const index = new SnapIndex(network);
  const ids = Object.keys(facilities).sort(), names = Object.keys(settlements);
  const list = ids.map((id): Facility => {
    const given = facilities[id], full = 'place' in given ? given : { place: given };
    return { id, type: 'shop', name: '', provides: [], status: 'existing', capacity: null, areaSquareMetres: null, owner: '', open: true, updated: null, ...full };
  });
  const settlementAccess = names.map((name) => findSettlementAccess(index, settlements[name], maxSnapMetres));
  const measure = new Measure({
    facilities: list, facilityAccess: list.map((f) => findFacilityAccess(index, f.place, maxSnapMetres)), settlementAccess,
    cutEnds: findCutEnds(network, extent ?? null), searchMinutes: 60, bus: null,
    costs: { adult: computeWalkCosts(network, { id: 'adult', metresPerMinute: 60 }), elderly: computeWalkCosts(network, { id: 'elderly', metresPerMinute: 48 }) },
  });
  return {
    network, settlementAccess, findings,
    ask: (settlement: string, demand: Partial<Omit<Demand, 'types'>> & { types?: string[] } = {}) => {
      const answer = measure.answer({ profile: 'adult', mode: 'walk', limitMinutes: 15, limitMetres: null, minimumSquareMetres: null, ...demand, types: new Set(demand.types ?? ['shop']) }, Uint32Array.of(names.indexOf(settlement)));
      const isReached = answer.ms[0] !== UNREACHED;
      return {
        status: STATUS_NAMES[answer.status[0]], reason: REASON_NAMES[answer.reason[0]],
        minutes: isReached ? answer.ms[0] / 60_000 : null, metres: isReached ? answer.mm[0] / 1000 : null,
        facility: isReached ? ids[answer.facility[0]] : null,
      };
    },
  };
}
