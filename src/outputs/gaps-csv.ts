/** gaps.csv (需求清单): every missing service, the most pressing first. */
import type { CoverageResult, ServiceOfSettlement, ServiceResult, SettlementResult } from '../coverage/result.ts';
import { renderCsv } from './csv.ts';
import { WORDS, type Lang } from './words.ts';

interface Gap { readonly settlement: SettlementResult; readonly service: ServiceResult; readonly found: ServiceOfSettlement }

const SEVERITIES = ['required', 'pilot', 'advisory'] as const;

/** Sorted by severity, then by people, then by settlement and checklist order. */
export function renderGapsCsv(result: CoverageResult, lang: Lang): Generator<string> {
  const w = WORDS[lang];
  const heading = ['id', w.settlement, w.township, w.village, w.kind, w.tier, w.population, w.severity, w.serviceId, w.service, w.task, w.dimensions, w.class,
    w.limitMinutes, w.limitMetres, w.valueStatus, w.nearestMinutes, w.nearestMetres, w.shortfallMinutes, w.shortfallMetres, w.facilityId, w.facility, w.mode, ...(result.bus === undefined ? [] : [w.walkMinutes, w.waitMinutes, w.rideMinutes, w.busLines]), w.lon, w.lat];
  const facilityName = new Map<string, string>();
  for (const { id, name } of result.facilities) facilityName.set(id, name);
  function* rows() {
    yield heading;
    for (const { settlement: s, service, found } of collectGaps(result)) {
      yield [
        s.id, s.name, s.township, s.village, w[s.kind], w[s.tier], s.population, found.severity === null ? '' : w[found.severity], service.id, service.name[lang], service.task, service.dimensions.join(' '), w[service.class],
        service.limitMinutes, service.limitMetres, w[service.valueStatus], found.minutes, found.metres, found.shortfallMinutes, found.shortfallMetres,
        found.facilityId, found.facilityId === null ? null : facilityName.get(found.facilityId) ?? null, found.mode === null ? null : w[found.mode], ...(result.bus === undefined ? [] : partsOf(found)), s.lon, s.lat,
      ];
    }
  }
  return renderCsv(rows());
}

/** How the minutes of a way by bus are spent; empty on foot. */
function partsOf({ bus }: ServiceOfSettlement): (number | string | null)[] {
  return bus === undefined || bus === null ? [null, null, null, null] : [bus.walkMinutes, bus.waitMinutes, bus.rideMinutes, bus.rides.map((r) => r.line).join(' → ')];
}

function* collectGaps(result: CoverageResult): Generator<Gap> {
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
