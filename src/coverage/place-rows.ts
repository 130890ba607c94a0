/** Settlements and facilities as they are published, made one by one as they are asked for. */
import { round } from '../core/units.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { Settlement } from '../inputs/settlements.ts';
import { pointFor } from '../network/access.ts';
import type { Access } from '../network/snap.ts';
import { componentOf, lineAt, type WalkNetwork } from '../network/walk-network.ts';
import type { Severity } from './assess.ts';
import type { CoverageParts } from './compose-result.ts';
import type { FacilityResult, PlaceResult, ServiceOfSettlement, SettlementResult, SettlementResults } from './result.ts';
import { roundOrNull } from './round-summary.ts';
import { rowMaker } from './service-rows.ts';

export function describeSettlements(parts: CoverageParts): SettlementResults {
  const { settlements, settlementAccess, tables, network, bus } = parts;
  const tableOf = new Uint32Array(settlements.length), positionOf = new Uint32Array(settlements.length);
  tables.forEach(({ settlements: members }, t) => { members.forEach((s, i) => { tableOf[s] = t; positionOf[s] = i; }); });
  const makers = tables.map(({ services }) => services.map((assessment) => rowMaker(assessment, parts)));
  const at = (s: number): SettlementResult => {
    const { table, services } = tables[tableOf[s]], { place, id, name, ...attributes } = settlements[s];
    const gaps: Record<Severity, number> = { required: 0, pilot: 0, advisory: 0 }, ofSettlement = new Map<string, ServiceOfSettlement>();
    makers[tableOf[s]].forEach((makeRow, i) => {
      const row = makeRow(positionOf[s], settlements[s]);
      if (row.severity !== null) gaps[row.severity]++;
      ofSettlement.set(services[i].service.id, row);
    });
    return { ...describePlace(id, name, place, settlementAccess[s], network), ...attributes, table: table.id, gaps, ...(bus === null ? {} : { busStop: bus.stopOf(s) }), services: ofSettlement };
  };
  return { at, *[Symbol.iterator]() { for (let s = 0; s < settlements.length; s++) yield at(s); } };
}

export function* describeFacilities(facilities: readonly Facility[], facilityAccess: readonly (readonly Access[])[], network: WalkNetwork): Generator<FacilityResult> {
  for (const [f, { place, id, name, ...rest }] of facilities.entries()) {
    yield { ...describePlace(id, name, place, facilityAccess[f], network), ...rest, areaSquareMetres: roundOrNull(rest.areaSquareMetres, 1) };
  }
}

function describePlace(id: string, name: string, place: Settlement['place'], accesses: readonly Access[], network: WalkNetwork): PlaceResult {
  const point = pointFor(place);
  return {
    id, name, lon: roundOrNull(point?.[0] ?? null, 7), lat: roundOrNull(point?.[1] ?? null, 7),
    snapMetres: accesses.length === 0 ? null : round(accesses.reduce((least, a) => Math.min(least, a.legMetres), Infinity), 1),
    snaps: accesses.map((a) => ({
      metres: round(a.legMetres, 1), lon: round(a.lon, 7), lat: round(a.lat, 7), edge: a.edge, line: lineAt(network, a.edge, a.fromMetres),
      component: componentOf(network, a.edge), avoidedIslandMetres: roundOrNull(a.avoidedIslandMetres, 1),
    })),
  };
}
