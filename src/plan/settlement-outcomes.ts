/** What a plan leaves each settlement with: its gaps before, and when all is built. */
import { round } from '../core/units.ts';
import { severityOf, type Severity } from '../coverage/assess.ts';
import { COVERED, GAP } from '../coverage/measure.ts';
import type { Settlement } from '../inputs/settlements.ts';
import { pointFor } from '../network/access.ts';
import type { ProjectEffect, Statuses } from './plan-effect.ts';
import type { PlanRow } from './plan-gaps.ts';
import type { SettlementOutcome } from './plan-result.ts';

/** @param effects in the order in which projects open. */
export function describeOutcomes(settlements: readonly Settlement[], rows: readonly PlanRow[], before: Statuses, effects: readonly ProjectEffect[]): SettlementOutcome[] {
  const counts = settlements.map(() => ({ before: noServices(), after: noServices() })), after = before.map((status) => status.slice()), placeOf = rows.map(({ members }) => new Map(Array.from(members, (s, i) => [s, i])));
  for (const { steps } of effects) for (const { row, settlement, to } of steps) after[row][placeOf[row].get(settlement) ?? -1] = to;
  rows.forEach(({ service, members }, row) => {
    members.forEach((s, i) => {
      for (const [when, statuses] of [['before', before], ['after', after]] as const) {
        const count = counts[s][when], status = statuses[row][i];
        if (status === GAP) count.gaps[severityOf(service, settlements[s])]++; else count[status === COVERED ? 'covered' : 'unknown']++;
      }
    });
  });
  return settlements.map(({ id, name, township, kind, population, place }, s) => {
    const point = pointFor(place);
    return { id, name, township, kind, population, lon: point && round(point[0], 7), lat: point && round(point[1], 7), before: counts[s].before, after: counts[s].after };
  });
}

function noServices(): { covered: number; unknown: number; gaps: Record<Severity, number> } {
  return { covered: 0, unknown: 0, gaps: { required: 0, pilot: 0, advisory: 0 } };
}
