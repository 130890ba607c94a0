/** Facilities whose data is older than the checklist asks for, and those that do not say how old it is. */
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import type { Facility } from '../inputs/facilities.ts';

/**
 * @param facilities sorted by id.
 * @param maxAgeMonths calendar months; data of the very day so many months ago is still young enough.
 * @param today YYYY-MM-DD.
 */
export function checkDataAge(facilities: readonly Facility[], maxAgeMonths: number, today: string, file: string, findings: Findings): void {
  const oldest = monthsBefore(today, maxAgeMonths);
  for (const { id, updated } of facilities) {
    if (updated === null) findings.notice('data-undated', file, 'facilities do not say when their data was last checked ("updated")', id, 1, { id });
    else if (updated < oldest) findings.notice('data-outdated', file, `facilities were last checked before ${oldest}, more than the ${maxAgeMonths} months ago that the checklist allows`, `${id} ${quote(updated)}`, 1, { id });
  }
}

/** The same day of an earlier month, or the last of that month if it has no such day. */
function monthsBefore(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 - months, 1)), lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, lastDay));
  return first.toISOString().slice(0, 10);
}
