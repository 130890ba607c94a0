/** Services as they are published: their totals, and how one settlement has or lacks them. */
import { mmToMetres, msToMinutes, round, UNREACHED } from '../core/units.ts';
import type { Settlement } from '../inputs/settlements.ts';
import { severityOf, type ServiceAssessment, type TableAssessment } from './assess.ts';
import { countGained, describeBusWay } from './bus-result.ts';
import type { CoverageParts } from './compose-result.ts';
import { timeEquity } from './equity.ts';
import { CAPACITY_UNKNOWN, GAP, NO_REASON, REASON_NAMES, STATUS_NAMES } from './measure.ts';
import type { ServiceOfSettlement, ServiceResult } from './result.ts';
import { roundEquity, roundOrNull, roundService } from './round-summary.ts';
import type { ServiceSummary } from './summary.ts';

export function describeServices({ table, settlements: members, services }: TableAssessment, summaries: readonly ServiceSummary[], { settlements, project }: CoverageParts): ServiceResult[] {
  const spreadOf = (answer: ServiceAssessment['answer']): Pick<ServiceResult, 'equity' | 'gainedByBus'> => {
    if ('rows' in answer) return { equity: answer.equity, ...(answer.gainedByBus === undefined ? {} : { gainedByBus: answer.gainedByBus }) };
    const equity = timeEquity(answer, members, settlements, project.travel.searchMinutes);
    return { equity: equity && roundEquity(equity), ...(answer.byBus === null ? {} : { gainedByBus: countGained(answer.byBus.isGained, members, settlements) }) };
  };
  return services.map(({ service, answer, basis, supply }, i) => {
    const { id, name, task, dimensions, limitMinutes, limitMetres, mode, profile, satisfiedBy, valueStatus, classStatus, source } = service;
    return {
      table: table.id, id, name, task, dimensions, class: service.class, classStatus, limitMinutes, limitMetres, mode, profile, satisfiedBy, valueStatus, source, ...(basis === undefined ? {} : { basis }),
      ...roundService(summaries[i]), ...spreadOf(answer),
      ...(supply === undefined ? {} : { capacity: { ...supply.rule, short: countGained(supply.isShort, members, settlements) } }),
    };
  });
}

/** Makes the row of one service for a settlement, given the place of the settlement in the answer. */
export function rowMaker({ service, answer, supply }: ServiceAssessment, { facilities, bus }: Pick<CoverageParts, 'facilities' | 'bus'>): (at: number, settlement: Settlement) => ServiceOfSettlement {
  if ('rows' in answer) return (at) => answer.rows[at];
  return (at, settlement) => {
    const severity = answer.status[at] === GAP ? severityOf(service, settlement) : null, isReached = answer.ms[at] !== UNREACHED;
    const minutes = isReached ? msToMinutes(answer.ms[at]) : null, metres = isReached ? mmToMetres(answer.mm[at]) : null;
    const way = answer.byBus?.wayOf(at) ?? null;
    const beyond = (value: number | null, limit: number | null, decimals: number): number | null =>
      severity === null || value === null || limit === null || value <= limit ? null : round(value - limit, decimals);
    return {
      status: STATUS_NAMES[answer.status[at]], severity, reason: REASON_NAMES[answer.reason[at]],
      minutes, metres, facilityId: isReached ? facilities[answer.facility[at]].id : null, mode: !isReached ? null : way === null ? 'walk' : 'walk+bus',
      shortfallMinutes: beyond(minutes, service.limitMinutes, 2), shortfallMetres: beyond(metres, service.limitMetres, 1),
      ...(bus === null || answer.byBus === null ? {} : { bus: way && describeBusWay(way, bus.travel), departureShare: roundOrNull(answer.byBus.share?.[at] ?? null, 4) }),
      ...(supply === undefined ? {} : { supplyRatio: isKnown(answer.reason[at]) && Number.isFinite(supply.ratio[at]) ? round(supply.ratio[at], 4) : null, shortOf: severity === null ? null : supply.isShort[at] ? 'capacity' as const : 'time' as const }),
    };
  };
}

/** Whether a reason leaves the ratio known; of facilities without a capacity it is a lower bound. */
function isKnown(reason: number): boolean {
  return reason === NO_REASON || reason === CAPACITY_UNKNOWN;
}
