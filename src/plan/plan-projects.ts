/** The buildings of a blueprint as projects: numbered, named, dated, and as the facilities that they will be. */
import type { Facility } from '../inputs/facilities.ts';
import type { Building } from './blueprint.ts';
import type { ProjectFacility } from './plan-effect.ts';
import type { PlanSite } from './plan-sites.ts';

export interface DatedProject extends Building, ProjectFacility {
  readonly site: PlanSite;
  /** The year in which it begins, and months since year 0 to the end of that in which it opens. */
  readonly beginsIn: number;
  readonly opensAt: number;
}

/** @param years by index of the year. @param taken ids of facilities, which no project may bear. */
export function dateProjects(buildings: readonly Building[], sites: readonly PlanSite[], years: readonly number[], taken: ReadonlySet<string>): DatedProject[] {
  return buildings.map((building) => {
    const { choice: { type, months, site: at, holds }, year } = building, site = sites[at], beginsIn = years[year];
    let id = `plan-${type}-${site.id}`;
    while (taken.has(id)) id += '-new';
    const facility: Facility = { id, type, name: site.name, provides: [], status: 'existing', ...holds, owner: '', open: true, updated: null, place: site.place };
    return { ...building, site, facility, access: site.access, beginsIn, opensAt: 12 * beginsIn + months };
  });
}

/** YYYY-MM of the month that ends so many months after the beginning of year 0. */
export function monthOf(opensAt: number): string {
  return `${Math.floor((opensAt - 1) / 12)}-${String(((opensAt - 1) % 12) + 1).padStart(2, '0')}`;
}

/** Whether it is open when a year ends. */
export function isOpenBy(project: DatedProject, year: number): boolean {
  return project.opensAt <= 12 * (year + 1);
}

/** Of the indices of projects: in the order in which they open, those of one month as in the plan. */
export function openingOrder(projects: readonly DatedProject[]): number[] {
  return [...projects.keys()].sort((a, b) => projects[a].opensAt - projects[b].opensAt || a - b);
}
