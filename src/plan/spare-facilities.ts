/** Facilities whose removal would change no status: each alone, for of two that stand beside each other one is needed. */
import { countsFor, COVERED, Measure, UNKNOWN, type Ground } from '../coverage/measure.ts';
import type { Settlement } from '../inputs/settlements.ts';
import type { PlanRow } from './plan-gaps.ts';
import { answersOf, type RowAnswer } from './row-answers.ts';
import { SiteReach } from './site-reach.ts';

/** A facility in use that nobody needs. */
export interface SpareFacility {
  readonly facility: number;
  /** Indices of the rows that it counts for; in none of them does its removal change a status. */
  readonly rows: readonly number[];
}

/**
 * Whoever has one of them nearest is asked again without it, and everybody where it takes its part of the need, so that the answer is
 * that of a report. Only those are asked that serve nobody alone, as their catchments say.
 * @param answers of the rows.
 */
export function findSpareFacilities(ground: Ground, rows: readonly PlanRow[], answers: readonly RowAnswer[], settlements: readonly Settlement[]): SpareFacility[] {
  const counting = ground.facilities.map((facility) => [...rows.keys()].filter((row) => countsFor(rows[row].demand, facility)));
  const needed = findNeeded(ground, rows, answers, counting);
  return [...ground.facilities.keys()].filter((f) => counting[f].length > 0 && !needed.has(f) && changesNothing(f, counting[f], { ground, rows, answers, settlements })).map((facility) => ({ facility, rows: counting[facility] }));
}

/** Facilities that are the only ones to reach some settlement that is covered, on foot or by headway, in a row that is asked so. */
function findNeeded({ facilityAccess, settlementAccess, costs, bus }: Ground, rows: readonly PlanRow[], answers: readonly RowAnswer[], counting: readonly (readonly number[])[]): Set<number> {
  const reach = new SiteReach(rows, { settlementAccess, costs, bus }), only = rows.map(() => new Map<number, number | null>());
  counting.forEach((list, f) => {
    if (list.length === 0) return;
    const reached = reach.from(facilityAccess[f]);
    for (const row of list) for (const s of reached.get(row) ?? []) only[row].set(s, only[row].has(s) ? null : f);
  });
  // By timetable more are reached than on foot: there nobody is ruled out.
  return new Set(rows.flatMap(({ demand: { mode }, members }, row) => (mode === 'walk+bus' && bus?.service.kind === 'timetable' ? [] : [...members].flatMap((s, i) => (answers[row].status[i] === COVERED ? only[row].get(s) ?? [] : [])))));
}

interface SpareGround { readonly ground: Ground; readonly rows: readonly PlanRow[]; readonly answers: readonly RowAnswer[]; readonly settlements: readonly Settlement[] }

function changesNothing(f: number, list: readonly number[], { ground, rows, answers, settlements }: SpareGround): boolean {
  const rest = { ...ground, facilities: ground.facilities.filter((_, i) => i !== f), facilityAccess: ground.facilityAccess.filter((_, i) => i !== f) }, without = new Measure(rest);
  const ruled = new Set(list.filter((row) => rows[row].rule !== null).map((row) => rows[row].service.id)), shared = [...rows.keys()].filter((row) => ruled.has(rows[row].service.id));
  if (answersOf(rest, shared.map((row) => rows[row]), settlements).some(({ status }, i) => status.some((s, at) => s !== answers[shared[i]].status[at]))) return false;
  return list.every((row) => {
    if (shared.includes(row)) return true;
    const { demand, members } = rows[row], { status, facility } = answers[row];
    // Without its last facility a service is unknown, and not a gap.
    if (!without.isInData(demand.types)) return status.every((s) => s === UNKNOWN);
    const asked = [...members.keys()].filter((i) => facility[i] === f), nearest = Uint32Array.from(asked, (i) => members[i]);
    if (asked.length === 0) return true;
    const after = without.answer(demand, nearest).status;
    return asked.every((i, at) => after[at] === status[i]);
  });
}
