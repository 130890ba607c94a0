/** Days as YYYY-MM-DD: they sort as text. */

/**
 * The last day of what is written: a year, a month or a day, as 2025, 2025-06, 2025/6/1, 2025年6月1日, or a day with a time behind it.
 * @returns null if it is none.
 */
export function lastDayOf(text: string): string | null {
  const parts = /^(?<year>\d{4})(?:[-/.年](?<month>\d{1,2})(?:[-/.月](?<day>\d{1,2})日?(?:[T ]\d{1,2}:.*)?|月)?|年)?$/.exec(text.trim())?.groups;
  if (parts === undefined) return null;
  const year = Number(parts['year']), month = Number(parts['month'] ?? 12), daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const day = Number(parts['day'] ?? daysInMonth);
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > daysInMonth) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
