/**
 * The published result out of what was measured. Numbers are rounded here and in the files that this one puts together
 * (service-rows, place-rows, round-summary, bus-result), and nowhere else, so that no two outputs can differ.
 */
import type { Notice } from '../core/problems.ts';
import { round } from '../core/units.ts';
import type { Checklist } from '../inputs/checklist.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { ReviewRow } from '../inputs/poi-mapping.ts';
import type { Project } from '../inputs/project.ts';
import type { InputFile } from '../inputs/read-inputs.ts';
import type { Settlement } from '../inputs/settlements.ts';
import type { Townships } from '../inputs/townships.ts';
import type { Access } from '../network/snap.ts';
import { ISLAND_VERTICES, type WalkNetwork } from '../network/walk-network.ts';
import type { BusTravel } from '../travel/bus-travel.ts';
import type { TableAssessment } from './assess.ts';
import { describeBus, describeRiding, type StopResult } from './bus-result.ts';
import type { Spread } from './equity.ts';
import { describeEdges } from './network-edges.ts';
import { describeFacilities, describeSettlements } from './place-rows.ts';
import type { CoverageResult, IndicatorResult } from './result.ts';
import { roundSpread, roundSummary } from './round-summary.ts';
import { describeServices } from './service-rows.ts';
import { snapsOf } from './snap-report.ts';
import type { Summary } from './summary.ts';
import { describeTownshipAreas } from './township-areas.ts';

/** What a result is made of. */
export interface CoverageParts {
  readonly project: Project;
  readonly inputs: readonly InputFile[];
  readonly checklist: Checklist;
  /** Sorted by id. */
  readonly settlements: readonly Settlement[];
  readonly facilities: readonly Facility[];
  readonly settlementAccess: readonly (readonly Access[])[];
  readonly facilityAccess: readonly (readonly Access[])[];
  readonly network: WalkNetwork;
  readonly townships: Townships;
  /** With the stop of each settlement and the basis of these; null where there is no bus data. */
  readonly bus: { readonly travel: BusTravel; readonly basis: string; readonly stopOf: (settlement: number) => StopResult | null } | null;
  readonly tables: readonly TableAssessment[];
  readonly summary: Summary;
  readonly basicServiceEquity: Spread | null;
  readonly indicators: readonly IndicatorResult[];
  readonly notices: readonly Notice[];
  readonly review: readonly ReviewRow[];
}

/** Compose the published result. */
export function composeResult(parts: CoverageParts): CoverageResult {
  const { project, checklist, network, tables, settlements, facilities } = parts;
  const { id, version, name, note } = checklist;
  return {
    project: project.name, inputs: parts.inputs,
    parameters: { ...project.travel, ...(parts.bus === null ? {} : describeRiding(parts.bus.travel)), joinToleranceMetres: project.network.joinToleranceMetres, joinCrossings: project.network.joinCrossings, extent: project.network.extent ?? null },
    checklist: { id, version, name, note },
    ...(parts.bus === null ? {} : { bus: { ...describeBus(parts.bus.travel), basis: parts.bus.basis } }),
    network: describeNetwork(network),
    services: tables.flatMap((table, t) => describeServices(table, parts.summary.tables[t], parts)),
    measured: tables.flatMap(({ table, services }) => services.flatMap(({ service, answer }) => ('rows' in answer ? [] : [`${table.id}/${service.id}`]))),
    settlementCount: settlements.length,
    population: round(settlements.reduce((sum, s) => sum + s.population, 0), 2),
    settlements: describeSettlements(parts),
    facilities: { [Symbol.iterator]: () => describeFacilities(facilities, parts.facilityAccess, network) },
    edges: { [Symbol.iterator]: () => describeEdges(network) },
    snaps: {
      *[Symbol.iterator]() {
        yield* snapsOf('settlements', settlements, parts.settlementAccess, network);
        yield* snapsOf('facilities', facilities, parts.facilityAccess, network);
      },
    },
    townshipAreas: { [Symbol.iterator]: () => describeTownshipAreas(parts.summary.townships.map((t) => t.name), settlements, parts.townships) },
    settlementPlaces: settlements.map((s) => s.place),
    summary: roundSummary(parts.summary),
    basicServiceEquity: parts.basicServiceEquity && roundSpread(parts.basicServiceEquity, 4),
    indicators: parts.indicators,
    notices: parts.notices,
    review: parts.review,
    ground: { network, settlementAccess: parts.settlementAccess, facilityAccess: parts.facilityAccess, busStops: parts.bus?.travel.service.stops ?? [], townships: parts.townships },
  };
}

function describeNetwork({ nodeCount, edgeCount, edgeMetres, componentVertices }: WalkNetwork): CoverageResult['network'] {
  return {
    nodes: nodeCount, edges: edgeCount, kilometres: round(edgeMetres.reduce((sum, m) => sum + m, 0) / 1000, 1),
    components: componentVertices.length, islands: componentVertices.filter((v) => v < ISLAND_VERTICES).length,
  };
}
