/** Shares as people read them: never rounded to nobody or everybody. */
import { NOBODY, NOTHING_KNOWN } from './page-shape.ts';

/** Whole percent of a share; 0.5 and 99.5 stand for less than 1 and more than 99. NOTHING_KNOWN where it is null. */
export function percentOf(share: number | null): number {
  if (share === null) return NOTHING_KNOWN;
  const percent = 100 * share;
  return percent === 0 || percent === 100 ? percent : percent < 1 ? 0.5 : percent > 99 ? 99.5 : Math.round(percent);
}

/** The figure in a cell; empty where there is none. */
export function percentText(percent: number): string {
  return percent < 0 ? '' : percent === 0.5 ? '<1' : percent === 99.5 ? '>99' : String(percent);
}

/** Class of a cell's colour: c0 where nearly all reach the service, c4 where nearly none do. */
export function classOfPercent(percent: number): 'c0' | 'c1' | 'c2' | 'c3' | 'c4' | 'unknown' | 'nobody' {
  if (percent === NOBODY) return 'nobody';
  if (percent === NOTHING_KNOWN) return 'unknown';
  return percent >= 85 ? 'c0' : percent >= 60 ? 'c1' : percent >= 30 ? 'c2' : percent >= 10 ? 'c3' : 'c4';
}

/** A share with one decimal, as in "32.1"; never rounded to nobody or everybody. */
export function tenths(share: number): string {
  const text = (100 * share).toFixed(1);
  return text === '0.0' && share > 0 ? '<0.1' : text === '100.0' && share < 1 ? '>99.9' : text;
}

/** A count of people or settlements, rounded, with commas. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}
