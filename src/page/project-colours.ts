/** The colour of a project: by the year in which it begins, or by the class of its service. */
import type { PagePlan, PageProject } from '../outputs/html/page-shape.ts';
import { colourOfYear } from '../outputs/year-colours.ts';
import type { State } from './state.ts';

export const CLASS_COLOURS = { basic: '#2d1e5f', quality: '#1f8f86', none: '#687077' } as const;

export function colourOfProject({ years }: PagePlan, { year, class: of }: PageProject, { colour }: Pick<State, 'colour'>): string {
  return colour === 'year' ? colourOfYear(years, year) : CLASS_COLOURS[of ?? 'none'];
}
