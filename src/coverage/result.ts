/** The result as it is published: what coverage.json holds and every other output shows. compose-result.ts makes it. */
import type { Notice } from '../core/problems.ts';
import type { CapacityRule } from '../inputs/capacity-rules.ts';
import type { FigureStatus, Service } from '../inputs/checklist.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { ReviewRow } from '../inputs/poi-mapping.ts';
import type { InputFile } from '../inputs/read-inputs.ts';
import type { Settlement } from '../inputs/settlements.ts';
import type { Townships } from '../inputs/townships.ts';
import type { Access } from '../network/snap.ts';
import type { WalkNetwork } from '../network/walk-network.ts';
import type { ServedStop } from '../travel/bus-service.ts';
import type { Severity } from './assess.ts';
import type { BusResult, BusWayResult, GainResult, StopResult } from './bus-result.ts';
import type { Spread, TimeEquity } from './equity.ts';
import type { Denominator } from './indicators.ts';
import type { REASON_NAMES, STATUS_NAMES } from './measure.ts';
import type { EdgeResult } from './network-edges.ts';
import type { Snap } from './snap-report.ts';
import type { ServiceSummary, Summary } from './summary.ts';
import type { TownshipArea } from './township-areas.ts';

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

export interface PlaceResult {
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

export interface SettlementResults extends Iterable<SettlementResult> {
  /** The one at a place in the order, from 0: for those who want another order and not all in memory. */
  readonly at: (place: number) => SettlementResult;
}

export interface FacilityResult extends PlaceResult, Omit<Facility, 'place' | 'id' | 'name'> {}

export interface ServiceResult extends ServiceSummary, Pick<Service, 'id' | 'name' | 'task' | 'dimensions' | 'class' | 'classStatus' | 'limitMinutes' | 'limitMetres' | 'mode' | 'profile' | 'satisfiedBy' | 'valueStatus' | 'source'> {
  readonly table: string;
  /** Of everything that decides its row in each settlement (basis.ts): the same in two results, the same rows. Left out where it has a capacity rule. */
  readonly basis?: string;
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
  /** Of everything that decides its values (basis.ts); left out of supply, which is counted anew each time. */
  readonly basis?: string;
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
  /** "table/service" of those measured in this run; the others are as an earlier result has them. */
  readonly measured: readonly string[];
  readonly settlementCount: number;
  readonly population: number;
  /** Made one by one as they are asked for: there may be a million. In the order of their ids. */
  readonly settlements: SettlementResults;
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
