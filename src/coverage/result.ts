/**
 * The result as it is published: what coverage.json holds and every other output shows. Numbers are
 * rounded here and nowhere else, so that no two outputs can differ.
 */
import type { Notice } from '../core/problems.ts';
import { mmToMetres, msToMinutes, round, UNREACHED } from '../core/units.ts';
import type { CapacityRule } from '../inputs/capacity-rules.ts';
import type { Checklist, FigureStatus, Service } from '../inputs/checklist.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { ReviewRow } from '../inputs/poi-mapping.ts';
import type { Project } from '../inputs/project.ts';
import type { InputFile } from '../inputs/read-inputs.ts';
import type { Settlement } from '../inputs/settlements.ts';
import type { Townships } from '../inputs/townships.ts';
import { pointFor } from '../network/access.ts';
import type { Access } from '../network/snap.ts';
import { componentOf, ISLAND_VERTICES, lineAt, type WalkNetwork } from '../network/walk-network.ts';
import type { ServedStop } from '../travel/bus-service.ts';
import type { BusTravel } from '../travel/bus-travel.ts';
import { severityOf, type Severity, type TableAssessment } from './assess.ts';
import { countGained, describeBus, describeBusWay, describeRiding, describeStop, type BusResult, type BusWayResult, type GainResult, type StopResult } from './bus-result.ts';
import type { NearestStops } from './bus-stops.ts';
import { timeEquity, type Spread, type TimeEquity } from './equity.ts';
import type { Denominator, IndicatorValue } from './indicators.ts';
import { CAPACITY_UNKNOWN, GAP, NO_REASON, REASON_NAMES, STATUS_NAMES } from './measure.ts';
import { describeEdges, type EdgeResult } from './network-edges.ts';
import { snapsOf, type Snap } from './snap-report.ts';
import type { GroupSummary, ServiceSummary, Summary, Tally } from './summary.ts';
import { describeTownshipAreas, type TownshipArea } from './township-areas.ts';

interface Bilingual { readonly zh: string; readonly en: string }

/** Where a place meets the network. */
export interface SnapResult {
  readonly metres: number;
  readonly lon: number;
  readonly lat: number;
  readonly edge: number;
  /** Id of the line snapped to; null on a join between lines. */
  readonly line: string | null;
  /** 0 is the largest component. */
  readonly component: number;
  readonly avoidedIslandMetres: number | null;
}

interface PlaceResult {
  readonly id: string;
  readonly name: string;
  /** null where the data gives no place. */
  readonly lon: number | null;
  readonly lat: number | null;
  /** Shortest straight leg to the network; null where it is out of reach. */
  readonly snapMetres: number | null;
  readonly snaps: readonly SnapResult[];
}

/** A service as a settlement has or lacks it. Minutes, metres, facility and mode are null together. */
export interface ServiceOfSettlement {
  readonly status: (typeof STATUS_NAMES)[number];
  /** Of a gap; null otherwise. */
  readonly severity: Severity | null;
  /** Why the status is unknown; null otherwise. */
  readonly reason: (typeof REASON_NAMES)[number];
  readonly minutes: number | null;
  readonly metres: number | null;
  readonly facilityId: string | null;
  readonly mode: 'walk' | 'walk+bus' | null;
  /** By how much a gap misses its limits; null where it does not or nothing was found. */
  readonly shortfallMinutes: number | null;
  readonly shortfallMetres: number | null;
  /** Of services on foot or by bus, where there is bus data: the way, null on foot; and the share of departures within the limits, null by headway. */
  readonly bus?: BusWayResult | null;
  readonly departureShare?: number | null;
  /** Of services with a capacity rule: units in reach for each unit needed, null where nobody in reach needs any; and what a gap is short of, null where it is none. */
  readonly supplyRatio?: number | null;
  readonly shortOf?: 'time' | 'capacity' | null;
}

export interface SettlementResult extends PlaceResult, Omit<Settlement, 'place' | 'id' | 'name'> {
  readonly table: string;
  readonly gaps: Readonly<Record<Severity, number>>;
  /** null where no stop is within the search; left out where there is no bus data. */
  readonly busStop?: StopResult | null;
  /** By service id, in the order of the table. */
  readonly services: ReadonlyMap<string, ServiceOfSettlement>;
}

export interface FacilityResult extends PlaceResult, Omit<Facility, 'place' | 'id' | 'name'> {}

export interface ServiceResult extends ServiceSummary, Pick<Service, 'id' | 'name' | 'task' | 'dimensions' | 'class' | 'classStatus' | 'limitMinutes' | 'limitMetres' | 'mode' | 'profile' | 'satisfiedBy' | 'valueStatus' | 'source'> {
  readonly table: string;
  readonly equity: TimeEquity | null;
  /** Of services on foot or by bus, where there is bus data: what is covered by bus and would not be on foot. */
  readonly gainedByBus?: GainResult;
  /** Left out where the service has no capacity rule. `short`: in time of a facility, but not of enough. */
  readonly capacity?: CapacityRule & { readonly short: GainResult };
}

export interface IndicatorResult {
  readonly name: string;
  readonly nameEn: string;
  readonly kind: 'reach' | 'stop' | 'supply';
  readonly denominator: Denominator;
  readonly value: number | null;
  readonly reason: string | null;
  readonly total: number;
  readonly unknownShare: number | null;
  readonly target: number | null;
  readonly targetYear: number | null;
  readonly targetStatus: FigureStatus | null;
  readonly nameStatus: FigureStatus;
  readonly definitionStatus: FigureStatus;
  readonly note: Bilingual;
}

export interface CoverageResult {
  readonly project: Bilingual;
  readonly inputs: readonly InputFile[];
  readonly parameters: Readonly<Record<string, number | boolean | string | readonly number[] | null>>;
  readonly checklist: { readonly id: string; readonly version: string; readonly name: Bilingual; readonly note: Bilingual };
  /** What runs; left out where there is no bus data. */
  readonly bus?: BusResult;
  readonly network: { readonly nodes: number; readonly edges: number; readonly kilometres: number; readonly components: number; readonly islands: number };
  readonly services: readonly ServiceResult[];
  readonly settlementCount: number;
  readonly population: number;
  /** Made one by one as they are asked for: there may be a million. In the order of their ids. */
  readonly settlements: Iterable<SettlementResult>;
  readonly facilities: Iterable<FacilityResult>;
  /** For maps: the network, where settlements and facilities are joined to it, and the townships of `summary`. Made as they are asked for, too. */
  readonly edges: Iterable<EdgeResult>;
  readonly snaps: Iterable<Snap>;
  readonly townshipAreas: Iterable<TownshipArea>;
  /** Places as given, in the order of `settlements`. */
  readonly settlementPlaces: readonly Settlement['place'][];
  readonly summary: Summary;
  readonly basicServiceEquity: Spread | null;
  readonly indicators: readonly IndicatorResult[];
  readonly notices: readonly Notice[];
  /** Places of web maps that count for nothing until somebody decides what they are. */
  readonly review: readonly ReviewRow[];
  readonly ground: GroundResult;
}

/** The network itself, for outputs that draw ways on it. Not rounded. */
export interface GroundResult {
  readonly network: WalkNetwork;
  /** Where settlements and facilities meet it, in the order of `settlements` and `facilities`. */
  readonly settlementAccess: readonly (readonly Access[])[];
  readonly facilityAccess: readonly (readonly Access[])[];
  /** Empty where there is no bus data. */
  readonly busStops: readonly ServedStop[];
  /** Boundaries; empty where the project has none. */
  readonly townships: Townships;
}

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
  /** null where there is no bus data. */
  readonly bus: { readonly travel: BusTravel; readonly nearest: NearestStops } | null;
  readonly tables: readonly TableAssessment[];
  readonly summary: Summary;
  readonly basicServiceEquity: Spread | null;
  readonly indicators: readonly IndicatorValue[];
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
    ...(parts.bus === null ? {} : { bus: describeBus(parts.bus.travel) }),
    network: describeNetwork(network),
    services: tables.flatMap((table, t) => describeServices(table, parts.summary.tables[t], parts)),
    settlementCount: settlements.length,
    population: round(settlements.reduce((sum, s) => sum + s.population, 0), 2),
    settlements: { [Symbol.iterator]: () => describeSettlements(parts) },
    facilities: {
      *[Symbol.iterator]() {
        for (const [f, { place, id: facilityId, name: facilityName, ...rest }] of facilities.entries()) {
          yield { ...describePlace(facilityId, facilityName, place, parts.facilityAccess[f], network), ...rest, areaSquareMetres: roundOrNull(rest.areaSquareMetres, 1) };
        }
      },
    },
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
    indicators: parts.indicators.map(describeIndicator),
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

function describeServices({ table, settlements: members, services }: TableAssessment, summaries: readonly ServiceSummary[], parts: CoverageParts): ServiceResult[] {
  return services.map(({ service, answer, supply }, i) => {
    const { id, name, task, dimensions, limitMinutes, limitMetres, mode, profile, satisfiedBy, valueStatus, classStatus, source } = service;
    const equity = timeEquity(answer, members, parts.settlements, parts.project.travel.searchMinutes);
    return {
      table: table.id, id, name, task, dimensions, class: service.class, classStatus, limitMinutes, limitMetres, mode, profile, satisfiedBy, valueStatus, source,
      ...roundService(summaries[i]),
      equity: equity && { ...roundSpread(equity, 2), median: round(equity.median, 2), unreachedShare: round(equity.unreachedShare, 4) },
      ...(answer.byBus === null ? {} : { gainedByBus: countGained(answer.byBus.isGained, members, parts.settlements) }),
      ...(supply === undefined ? {} : { capacity: { ...supply.rule, short: countGained(supply.isShort, members, parts.settlements) } }),
    };
  });
}

function* describeSettlements({ settlements, settlementAccess, facilities, tables, network, bus }: CoverageParts): Generator<SettlementResult> {
  const tableOf = new Uint32Array(settlements.length), positionOf = new Uint32Array(settlements.length);
  tables.forEach(({ settlements: members }, t) => { members.forEach((s, i) => { tableOf[s] = t; positionOf[s] = i; }); });
  for (const [s, settlement] of settlements.entries()) {
    const { table, services } = tables[tableOf[s]], at = positionOf[s];
    const { place, id, name, ...attributes } = settlement;
    const gaps: Record<Severity, number> = { required: 0, pilot: 0, advisory: 0 };
    const ofSettlement = new Map<string, ServiceOfSettlement>();
    for (const { service, answer, supply } of services) {
      const severity = answer.status[at] === GAP ? severityOf(service, settlement) : null;
      if (severity !== null) gaps[severity]++;
      const isReached = answer.ms[at] !== UNREACHED;
      const minutes = isReached ? msToMinutes(answer.ms[at]) : null, metres = isReached ? mmToMetres(answer.mm[at]) : null;
      const way = answer.byBus?.wayOf(at) ?? null;
      const beyond = (value: number | null, limit: number | null, decimals: number): number | null =>
        severity === null || value === null || limit === null || value <= limit ? null : round(value - limit, decimals);
      ofSettlement.set(service.id, {
        status: STATUS_NAMES[answer.status[at]], severity, reason: REASON_NAMES[answer.reason[at]],
        minutes, metres, facilityId: isReached ? facilities[answer.facility[at]].id : null, mode: !isReached ? null : way === null ? 'walk' : 'walk+bus',
        shortfallMinutes: beyond(minutes, service.limitMinutes, 2), shortfallMetres: beyond(metres, service.limitMetres, 1),
        ...(bus === null || answer.byBus === null ? {} : { bus: way && describeBusWay(way, bus.travel), departureShare: roundOrNull(answer.byBus.share?.[at] ?? null, 4) }),
        ...(supply === undefined ? {} : { supplyRatio: isKnown(answer.reason[at]) && Number.isFinite(supply.ratio[at]) ? round(supply.ratio[at], 4) : null, shortOf: severity === null ? null : supply.isShort[at] ? 'capacity' as const : 'time' as const }),
      });
    }
    yield { ...describePlace(id, name, place, settlementAccess[s], network), ...attributes, table: table.id, gaps, ...(bus === null ? {} : { busStop: describeStop(bus.nearest, s) }), services: ofSettlement };
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

function describeIndicator({ indicator, denominator, value, reason, total, unknownShare }: IndicatorValue): IndicatorResult {
  const { name, kind, target, nameStatus, definitionStatus, note } = indicator;
  return {
    name: name.zh, nameEn: name.en, kind, denominator, value: roundOrNull(value, 4), reason, total: round(total, 1), unknownShare: roundOrNull(unknownShare, 4),
    target: target?.share ?? null, targetYear: target?.year ?? null, targetStatus: target?.status ?? null, nameStatus, definitionStatus, note,
  };
}

/** Whether a reason leaves the ratio known; of facilities without a capacity it is a lower bound. */
function isKnown(reason: number): boolean {
  return reason === NO_REASON || reason === CAPACITY_UNKNOWN;
}

function roundOrNull(value: number | null, decimals: number): number | null {
  return value === null ? null : round(value, decimals);
}

const roundTally = ({ covered, gap, unknown }: Tally): Tally => ({ covered: round(covered, 2), gap: round(gap, 2), unknown: round(unknown, 2) });

function roundService({ settlements, population, coverage, denominator }: ServiceSummary): ServiceSummary {
  return { settlements, population: roundTally(population), coverage: roundOrNull(coverage, 4), denominator };
}

function roundGroup<G extends GroupSummary>(group: G): G {
  return { ...group, population: roundTally(group.population) };
}

function roundSpread({ mean, worstDecile, gini }: Spread, decimals: number): Spread {
  return { mean: round(mean, decimals), worstDecile: round(worstDecile, decimals), gini: round(gini, 4) };
}

function roundSummary(summary: Summary): Summary {
  const roundAll = <K, V>(map: ReadonlyMap<K, V>, one: (value: V) => V): Map<K, V> => new Map([...map].map(([key, value]) => [key, one(value)]));
  return {
    tables: summary.tables.map((t) => t.map(roundService)),
    services: roundAll(summary.services, roundService),
    total: roundGroup(summary.total),
    townships: summary.townships.map((t) => ({ ...roundGroup(t), populationTotal: round(t.populationTotal, 2), services: roundAll(t.services, roundService) })),
    tiers: roundAll(summary.tiers, roundGroup), tasks: roundAll(summary.tasks, roundGroup), dimensions: roundAll(summary.dimensions, roundGroup),
  };
}
