/** Facilities whose removal would change no status: each alone, for of two that stand beside each other one is needed. */
import { countsFor, COVERED, Measure, UNKNOWN, type Answer, type Ground } from '../coverage/measure.ts';
import type { PlanRow } from './plan-gaps.ts';
import { SiteReach } from './site-reach.ts';

/** A facility in use that nobody needs. */
export interface SpareFacility {
  readonly facility: number;
  /** Indices of the rows that it counts for; in none of them does its removal change a status. */
  readonly rows: readonly number[];
}

/**
 * Whoever has one of them nearest is asked again without it, so that the answer is that of a report. Only those are asked that
 * serve nobody alone, as their catchments say.
 * @param answers of the rows.
 */
export function findSpareFacilities(ground: Ground, rows: readonly PlanRow[], answers: readonly Answer[]): SpareFacility[] {
  const counting = ground.facilities.map((facility) => [...rows.keys()].filter((row) => countsFor(rows[row].demand, facility)));
  const needed = findNeeded(ground, rows, answers, counting);
  return [...ground.facilities.keys()].filter((f) => counting[f].length > 0 && !needed.has(f) && changesNothing(f, counting[f], ground, rows, answers)).map((facility) => ({ facility, rows: counting[facility] }));
}

/** Facilities that are the only ones to reach some settlement that is covered, on foot or by headway, in a row that is asked so. */
function findNeeded({ facilityAccess, settlementAccess, costs, bus }: Ground, rows: readonly PlanRow[], answers: readonly Answer[], counting: readonly (readonly number[])[]): Set<number> {
  const reach = new SiteReach(rows, { settlementAccess, costs, bus }), only = rows.map(() => new Map<number, number | null>());
  counting.forEach((list, f) => {
    if (list.length === 0) return;
    const reached = reach.from(facilityAccess[f]);
    for (const row of list) for (const s of reached.get(row) ?? []) only[row].set(s, only[row].has(s) ? null : f);
  });
  // By timetable more are reached than on foot: there nobody is ruled out.
  return new Set(rows.flatMap(({ demand: { mode }, members }, row) => (mode === 'walk+bus' && bus?.service.kind === 'timetable' ? [] : [...members].flatMap((s, i) => (answers[row].status[i] === COVERED ? only[row].get(s) ?? [] : [])))));
}

function changesNothing(f: number, list: readonly number[], ground: Ground, rows: readonly PlanRow[], answers: readonly Answer[]): boolean {
  const without = new Measure({ ...ground, facilities: ground.facilities.filter((_, i) => i !== f), facilityAccess: ground.facilityAccess.filter((_, i) => i !== f) });
  return list.every((row) => {
    const { demand, members } = rows[row], { status, facility } = answers[row];
    // Without its last facility a service is unknown, and not a gap.
    if (!without.isInData(demand.types)) return status.every((s) => s === UNKNOWN);
    const asked = [...members.keys()].filter((i) => facility[i] === f), settlements = Uint32Array.from(asked, (i) => members[i]);
    if (asked.length === 0) return true;
    const after = without.answer(demand, settlements).status;
    return asked.every((i, at) => after[at] === status[i]);
  });
}
