/** Units of the computation: whole milliseconds and whole millimetres. Callers turn them into minutes and metres once, at the end. */

/** A time or length that was not reached. Compare with it; never add to it. */
export const UNREACHED = 0xffffffff;

/** Walking speed and name of a group of people. */
export interface WalkProfile {
  readonly id: 'adult' | 'elderly';
  readonly metresPerMinute: number;
}

/** Whole milliseconds that `metres` take at `metresPerMinute`. */
export function walkMs(metres: number, metresPerMinute: number): number {
  return Math.round((metres * 60_000) / metresPerMinute);
}

/** Milliseconds of a limit in minutes; fractions of a millisecond are cut off. */
export function minutesToMs(minutes: number): number {
  return Math.floor(minutes * 60_000 + 1e-6);
}

/** Minutes with two decimals. */
export function msToMinutes(ms: number): number {
  return Math.round(ms / 600) / 100;
}

/** Metres with one decimal. */
export function mmToMetres(mm: number): number {
  return Math.round(mm / 100) / 10;
}

/** `value` rounded to `decimals` decimals, never -0. */
export function round(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale + 0;
}

/** HH:MM:SS, past 24 h where it is of the next day; "-" before midnight. */
export function clockOf(seconds: number): string {
  const whole = Math.abs(seconds), two = (value: number): string => String(value).padStart(2, '0');
  return `${seconds < 0 ? '-' : ''}${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}
