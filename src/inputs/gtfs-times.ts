/** Times of day and dates as GTFS writes them. */

/** Of a time that is not given. */
export const BLANK = -1;

const DAY_MS = 86_400_000;

/**
 * Seconds from midnight of the service day; hours may pass 24.
 * @returns BLANK for '', null if it is no time.
 */
export function parseTime(text: string): number | null {
  if (text === '') return BLANK;
  const found = /^(\d{1,3}):([0-5]\d):([0-5]\d)$/.exec(text);
  return found === null ? null : Number(found[1]) * 3600 + Number(found[2]) * 60 + Number(found[3]);
}

/** Days from 1970-01-01 to the day of "20240604"; null if there is none. */
export function parseDay(text: string): number | null {
  const found = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (found === null) return null;
  const day = Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3])) / DAY_MS;
  return dayText(day).replaceAll('-', '') === text ? day : null;
}

/** "2024-06-04" of the days from 1970-01-01. */
export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** 0 for Monday. */
export function weekdayOf(day: number): number {
  return ((day + 3) % 7 + 7) % 7;
}

/** A whole number from 0; null if it is none. */
export function parseCount(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
