/** How people ride buses: the figures, and why these. */

export interface BusSettings {
  /** When people leave, seconds from midnight; the end is not in it. */
  readonly window: { readonly startSeconds: number; readonly endSeconds: number };
  /** Of the times over the window; by timetable. */
  readonly percentile: number;
  /** Share of the headway that people wait; by headway. */
  readonly waitShare: number;
  /** The bus must leave more than this after one is at the stop. */
  readonly boardingSlackSeconds: number;
  /** Longest walk to the first stop and from the last, by timetable. */
  readonly maxLegMinutes: number;
  /** Longest walk from one stop to another, by timetable. */
  readonly maxTransferMinutes: number;
  /** By timetable. */
  readonly maxRides: number;
}

/**
 * The morning peak and its median, as R5 takes them; a minute at the stop; legs up to half an hour, which is
 * twice what the programme walks; changes within ten minutes; four rides, more than anyone makes within an hour.
 */
export const BUS_DEFAULTS: BusSettings = {
  window: { startSeconds: 7 * 3600, endSeconds: 9 * 3600 }, percentile: 50, waitShare: 0.5,
  boardingSlackSeconds: 60, maxLegMinutes: 30, maxTransferMinutes: 10, maxRides: 4,
};

/** Settings for what is asked of one percentile: of the times over the window, and by headway that share of it waited. */
export function settingsAt(window: BusSettings['window'], percentile: number): BusSettings {
  return { ...BUS_DEFAULTS, window, percentile, waitShare: percentile / 100 };
}

/** "07:00-09:00" as seconds from midnight; null if it is no such window, or an empty one. Hours may pass 24, up to 30. */
export function parseWindow(text: string): BusSettings['window'] | null {
  const found = /^(?<h1>\d{1,2}):(?<m1>[0-5]\d)-(?<h2>\d{1,2}):(?<m2>[0-5]\d)$/.exec(text.trim());
  if (!found?.groups) return null;
  const { h1, m1, h2, m2 } = found.groups, startSeconds = Number(h1) * 3600 + Number(m1) * 60, endSeconds = Number(h2) * 3600 + Number(m2) * 60;
  return startSeconds < endSeconds && endSeconds <= 30 * 3600 ? { startSeconds, endSeconds } : null;
}
