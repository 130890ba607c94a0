/**
 * What projects bring, measured as a report measures: each is added to the facilities and the services that it counts for are asked
 * again. So what a plan promises is what `report` gives when its projects stand among the facilities.
 */
import { compareIds } from '../core/ids.ts';
import { COVERED, GAP, type Ground } from '../coverage/measure.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { Settlement } from '../inputs/settlements.ts';
import type { Access } from '../network/snap.ts';
import type { PlanRow } from './plan-gaps.ts';
import { answersByTime, answersOf, rowsCounting } from './row-answers.ts';

/** A project as the facility that it will be. */
export interface ProjectFacility { readonly facility: Facility; readonly access: readonly Access[] }

/** A service of a settlement whose status a project changes. */
export interface StatusStep { readonly settlement: number; readonly row: number; readonly from: number; readonly to: number }

export interface ProjectEffect {
  /** In the order of rows and settlements, given that the projects before it stand. */
  readonly steps: readonly StatusStep[];
  /** People of the settlements that get a service that they lacked. */
  readonly newlyCovered: number;
  /** People within the limits of the project's own service, whatever it holds; and of these those who had it already, from facilities or projects before it. */
  readonly catchment: number;
  readonly alreadyServed: number;
}

/** Statuses by row, by the place of the settlement in the row. */
export type Statuses = readonly Uint8Array[];

export interface EffectGround { readonly ground: Ground; readonly rows: readonly PlanRow[]; readonly settlements: readonly Settlement[] }

/** The ground with projects among its facilities, in the order of the ids, as a report would read them. */
function withProjects(ground: Ground, projects: readonly ProjectFacility[]): Ground {
  const all = [...ground.facilities.map((facility, f): ProjectFacility => ({ facility, access: ground.facilityAccess[f] })), ...projects].sort((a, b) => compareIds(a.facility.id, b.facility.id));
  return { ...ground, facilities: all.map(({ facility }) => facility), facilityAccess: all.map(({ access }) => access) };
}

/**
 * The effect of each project in the order in which they open.
 * @param before the statuses without any of them.
 */
export function measureEffects(projects: readonly ProjectFacility[], before: Statuses, { ground, rows, settlements }: EffectGround): ProjectEffect[] {
  const now = before.map((status) => status.slice()), standing: ProjectFacility[] = [];
  return projects.map((project) => {
    const { facility } = project, asked = rowsCounting(facility.type, rows), own = asked.filter((row) => rows[row].service.id === facility.type);
    const alone = answersByTime({ ...ground, facilities: [facility], facilityAccess: [project.access] }, own.map((row) => rows[row]));
    let catchment = 0, alreadyServed = 0;
    own.forEach((row, i) => {
      rows[row].members.forEach((s, at) => {
        if (alone[i].status[at] !== COVERED) return;
        catchment += settlements[s].population;
        if (now[row][at] === COVERED) alreadyServed += settlements[s].population;
      });
    });
    standing.push(project);
    const after = answersOf(withProjects(ground, standing), asked.map((row) => rows[row]), settlements).map(({ status }) => status), steps: StatusStep[] = [];
    asked.forEach((row, i) => {
      rows[row].members.forEach((settlement, at) => { if (after[i][at] !== now[row][at]) steps.push({ settlement, row, from: now[row][at], to: after[i][at] }); });
      now[row].set(after[i]);
    });
    const gaining = new Set(steps.filter(({ from, to }) => from === GAP && to === COVERED).map(({ settlement }) => settlement));
    return { steps, newlyCovered: [...gaining].reduce((sum, s) => sum + settlements[s].population, 0), catchment, alreadyServed };
  });
}
