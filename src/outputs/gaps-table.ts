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
export function gapValues(result: CoverageResult, lang: Lang): Readonly<Record<GapColumn, (gap: Gap) => string | number | null>> {
  const w = WORDS[lang], facilityName = new Map<string, string>();
  for (const { id, name } of result.facilities) facilityName.set(id, name);
  return {
    id: (g) => g.settlement.id, settlement: (g) => g.settlement.name, township: (g) => g.settlement.township, village: (g) => g.settlement.village, kind: (g) => w[g.settlement.kind], tier: (g) => w[g.settlement.tier], population: (g) => g.settlement.population,
    severity: (g) => (g.found.severity === null ? '' : w[g.found.severity]),
    serviceId: (g) => g.service.id, service: (g) => g.service.name[lang], task: (g) => g.service.task, dimensions: (g) => g.service.dimensions.join(' '), class: (g) => w[g.service.class],
    limitMinutes: (g) => g.service.limitMinutes, limitMetres: (g) => g.service.limitMetres, valueStatus: (g) => w[g.service.valueStatus],
    nearestMinutes: (g) => g.found.minutes, nearestMetres: (g) => g.found.metres, shortfallMinutes: (g) => g.found.shortfallMinutes, shortfallMetres: (g) => g.found.shortfallMetres,
    facilityId: (g) => g.found.facilityId, facility: (g) => (g.found.facilityId === null ? null : facilityName.get(g.found.facilityId) ?? null), mode: (g) => (g.found.mode === null ? null : w[g.found.mode]),
    walkMinutes: (g) => g.found.bus?.walkMinutes ?? null, waitMinutes: (g) => g.found.bus?.waitMinutes ?? null, rideMinutes: (g) => g.found.bus?.rideMinutes ?? null, busLines: (g) => g.found.bus?.rides.map((r) => r.line).join(' → ') ?? null,
    shortOf: (g) => (g.found.shortOf === 'capacity' ? w.isFull : g.found.shortOf === 'time' ? w.isFar : null), supplyRatio: (g) => g.found.supplyRatio ?? null,
    lon: (g) => g.settlement.lon, lat: (g) => g.settlement.lat,
  };
}

/** Sorted by severity, then by people, then by settlement and checklist order. Settlements are described anew for each severity: all of their services together would be most of the memory of a large report. */
export function* collectGaps({ services, settlements, settlementCount }: CoverageResult): Generator<Gap> {
  const ofTable = new Map<string, Map<string, ServiceResult>>(), people = new Float64Array(settlementCount), has = SEVERITIES.map(() => new Uint8Array(settlementCount));
  for (const service of services) ofTable.set(service.table, (ofTable.get(service.table) ?? new Map<string, ServiceResult>()).set(service.id, service));
  let place = 0;
  for (const { population, gaps } of settlements) {
    people[place] = population;
    SEVERITIES.forEach((severity, s) => { has[s][place] = gaps[severity] > 0 ? 1 : 0; });
    place++;
  }
  const order = Uint32Array.from(people.keys()).sort((a, b) => people[b] - people[a] || a - b);
  for (const [s, severity] of SEVERITIES.entries()) {
    for (const at of order) {
      if (has[s][at] === 0) continue;
      const settlement = settlements.at(at), byId = ofTable.get(settlement.table);
      for (const [id, found] of settlement.services) {
        const service = byId?.get(id);
        if (found.severity === severity && service) yield { settlement, service, found };
      }
    }
  }
}
