/** The colour of a project: by the year in which it begins, dark to light, or by the class of its service. None is of the ramp of gaps. */
import type { PagePlan, PageProject } from '../outputs/html/page-shape.ts';
import type { State } from './state.ts';

/** Dark to light, for all colour vision; years between take what lies between. */
const YEARS = ['#2d1e5f', '#2b5f9e', '#1f8f86', '#6bb04a'];
export const CLASS_COLOURS = { basic: '#2d1e5f', quality: '#1f8f86', none: '#687077' } as const;

export function colourOfYear(years: readonly number[], year: number): string {
  if (years.length < 2) return YEARS[0];
  const at = years.indexOf(year) / (years.length - 1) * (YEARS.length - 1), low = Math.min(YEARS.length - 2, Math.floor(at)), part = at - low;
  const channel = (hex: string, i: number): number => Number.parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16);
  return `#${[0, 1, 2].map((i) => Math.round(channel(YEARS[low], i) * (1 - part) + channel(YEARS[low + 1], i) * part).toString(16).padStart(2, '0')).join('')}`;
}

export function colourOfProject({ years }: PagePlan, { year, class: of }: PageProject, { colour }: Pick<State, 'colour'>): string {
  return colour === 'year' ? colourOfYear(years, year) : CLASS_COLOURS[of ?? 'none'];
}
