/** 需求清单: every missing service with all that is known of it, the most pressing first; shown by gaps.csv and coverage.xlsx. */
import type { CoverageResult, ServiceOfSettlement, ServiceResult, SettlementResult } from '../coverage/result.ts';
import { WORDS, type Lang } from './words.ts';

export interface Gap { readonly settlement: SettlementResult; readonly service: ServiceResult; readonly found: ServiceOfSettlement }

export type GapColumn = 'id' | 'settlement' | 'township' | 'village' | 'kind' | 'tier' | 'population' | 'severity' | 'serviceId' | 'service' | 'task' | 'dimensions' | 'class' | 'limitMinutes' | 'limitMetres' | 'valueStatus'
  | 'nearestMinutes' | 'nearestMetres' | 'shortfallMinutes' | 'shortfallMetres' | 'facilityId' | 'facility' | 'mode' | 'walkMinutes' | 'waitMinutes' | 'rideMinutes' | 'busLines' | 'shortOf' | 'supplyRatio' | 'lon' | 'lat';

export const SEVERITIES = ['required', 'pilot', 'advisory'] as const;

/** How the minutes of a way by bus are spent: only with bus data. */
const BUS_COLUMNS = ['walkMinutes', 'waitMinutes', 'rideMinutes', 'busLines'] as const satisfies GapColumn[];

/** What a gap is short of: only where a service has a capacity rule. */
const CAPACITY_COLUMNS = ['shortOf', 'supplyRatio'] as const satisfies GapColumn[];

/** The columns that some results have. */
export function furtherColumns({ bus, services }: CoverageResult): GapColumn[] {
  return [...(bus === undefined ? [] : BUS_COLUMNS), ...(services.some(({ capacity }) => capacity !== undefined) ? CAPACITY_COLUMNS : [])];
}

/** What stands in each column for a gap; null where nothing does. */
export function gapCells(result: CoverageResult, lang: Lang): (gap: Gap) => Record<GapColumn, string | number | null> {
  const w = WORDS[lang], facilityName = new Map<string, string>();
  for (const { id, name } of result.facilities) facilityName.set(id, name);
  return ({ settlement: s, service, found }) => {
    const { bus = null } = found;
    return {
      id: s.id, settlement: s.name, township: s.township, village: s.village, kind: w[s.kind], tier: w[s.tier], population: s.population, severity: found.severity === null ? '' : w[found.severity],
      serviceId: service.id, service: service.name[lang], task: service.task, dimensions: service.dimensions.join(' '), class: w[service.class],
      limitMinutes: service.limitMinutes, limitMetres: service.limitMetres, valueStatus: w[service.valueStatus],
      nearestMinutes: found.minutes, nearestMetres: found.metres, shortfallMinutes: found.shortfallMinutes, shortfallMetres: found.shortfallMetres,
      facilityId: found.facilityId, facility: found.facilityId === null ? null : facilityName.get(found.facilityId) ?? null, mode: found.mode === null ? null : w[found.mode],
      walkMinutes: bus && bus.walkMinutes, waitMinutes: bus && bus.waitMinutes, rideMinutes: bus && bus.rideMinutes, busLines: bus && bus.rides.map((r) => r.line).join(' → '),
      shortOf: found.shortOf === 'capacity' ? w.isFull : found.shortOf === 'time' ? w.isFar : null, supplyRatio: found.supplyRatio ?? null,
      lon: s.lon, lat: s.lat,
    };
  };
}

/** Sorted by severity, then by people, then by settlement and checklist order. */
export function* collectGaps(result: CoverageResult): Generator<Gap> {
  const services = new Map(result.services.map((s) => [`${s.table}/${s.id}`, s]));
  const bySeverity = new Map(SEVERITIES.map((s) => [s, [] as Gap[]]));
  for (const settlement of result.settlements) {
    for (const [id, found] of settlement.services) {
      const service = services.get(`${settlement.table}/${id}`);
      if (found.severity !== null && service) bySeverity.get(found.severity)?.push({ settlement, service, found });
    }
  }
  for (const severity of SEVERITIES) {
    // The sort is stable: settlements of equal population stay in the order of their ids.
    yield* (bySeverity.get(severity) ?? []).sort((a, b) => b.settlement.population - a.settlement.population);
  }
}
