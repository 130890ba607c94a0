/** The view of a plan: its projects on the map, in the table and in the panel. */
import { projectName } from '../outputs/plan-words.ts';
import { byId } from './dom.ts';
import type { Link, SiteMark } from './draw-sites.ts';
import { currentLang, t } from './language.ts';
import { settlementName } from './model.ts';
import { PlanControls } from './plan-controls.ts';
import { showPlanLegend } from './plan-legend.ts';
import { isOpenAt, type PlanModel } from './plan-model.ts';
import { showSettlementInPlan } from './plan-panel.ts';
import { selectAt, selectProjects } from './plan-selection.ts';
import { colourOfProject } from './project-colours.ts';
import { showProject, type ProjectEvents } from './project-panel.ts';
import { ProjectTable } from './project-table.ts';
import type { Selection } from './selection.ts';
import type { State } from './state.ts';

type Place = readonly [x: number, y: number];

export class PlanView {
  readonly #plan: PlanModel;
  readonly #state: State;
  readonly #events: ProjectEvents;
  readonly #controls: PlanControls;
  readonly #table: ProjectTable;
  #shown: readonly number[] = [];
  /** Of the marks: places of their sites. */
  #sites: readonly number[] = [];

  constructor(plan: PlanModel, state: State, events: ProjectEvents, change: (change: Partial<State>) => void) {
    this.#plan = plan;
    this.#state = state;
    this.#events = events;
    this.#controls = new PlanControls(byId('views'), byId('map'), plan, state, change);
    this.#table = new ProjectTable(byId('projects') as HTMLTableElement, plan, events.chooseProject);
  }

  select(): Selection {
    return selectAt(this.#plan, this.#state);
  }

  /** Table, controls and switch after the state. */
  follow(): void {
    this.#shown = selectProjects(this.#plan, this.#state);
    this.#controls.follow();
    this.#table.follow(this.#shown, this.#state);
  }

  /** What the map shows of the projects that the filters let through: a mark for each site. */
  marks(): SiteMark[] {
    const { plan: { projects }, plan, sites, siteOf, changesOf } = this.#plan, { stage, project: chosen, settlement } = this.#state, isShown = new Set(chosen < 0 ? this.#shown : [...this.#shown, chosen]);
    this.#sites = sites.flatMap((site, i) => (site.projects.some((p) => isShown.has(p)) ? [i] : []));
    // What is chosen stands out: the project, or those that newly serve the settlement.
    const close = chosen >= 0 ? new Set([chosen]) : settlement >= 0 ? new Set(changesOf(settlement).map(({ project }) => project)) : null;
    return this.#sites.map((i): SiteMark => {
      const { x, y, kind, projects: all } = sites[i], own = all.filter((p) => isShown.has(p)), isChosen = chosen >= 0 && siteOf[chosen] === i, first = isChosen ? chosen : own[0], years = [...new Set(own.map((p) => projects[p].year))];
      return { x, y, kind, colour: colourOfProject(plan, projects[first], this.#state), count: own.length, label: years.join('/'), isFaint: close === null ? own.every((p) => !isOpenAt(plan, p, stage)) : !own.some((p) => close.has(p)), isChosen };
    });
  }

  /** From the project that is chosen to whom it newly serves; from the settlement that is chosen to what newly serves it. */
  links(): Link[] {
    const { project, settlement } = this.#state, changes = project >= 0 ? this.#plan.changes[project] : settlement >= 0 ? this.#plan.changesOf(settlement) : [];
    return changes.filter(({ to }) => to === 'covered').flatMap(({ project: p, settlement: n }): Link[] => { const site = this.#siteOf(p), at = this.#settlementAt(n); return site === null || at === null ? [] : [[site, at]]; });
  }

  /** Settlements that the project which is chosen newly serves. */
  served(): number[] {
    const { project } = this.#state;
    return project < 0 ? [] : [...new Set(this.#plan.changes[project].filter(({ to }) => to === 'covered').map(({ settlement }) => settlement))];
  }

  /** What of the choice should be seen on the map. */
  placesOfChoice(): Place[] {
    const { project } = this.#state, site = project < 0 ? null : this.#siteOf(project);
    return [...(site === null ? [] : [site]), ...this.links().flat()];
  }

  /** The project that a mark stands for; of several the next after the one that is chosen. */
  projectAt(mark: number): number {
    const { projects } = this.#plan.sites[this.#sites[mark]], own = projects.filter((p) => this.#shown.includes(p)), all = own.length > 0 ? own : projects;
    return all[(all.indexOf(this.#state.project) + 1) % all.length];
  }

  describeMark(mark: number): string {
    const { plan: { projects } } = this.#plan, p = this.projectAt(mark), count = this.#plan.sites[this.#sites[mark]].projects.filter((own) => this.#shown.includes(own)).length;
    return `${projectName(projects[p], currentLang())} · ${projects[p].year}${count > 1 ? t(`（此处 ${count} 项）`, ` (${count} projects here)`) : ''}`;
  }

  describeSettlement(n: number, missing: number): string {
    return t(`${settlementName(this.#plan.model, n)}：届时缺 ${missing} 项`, `${settlementName(this.#plan.model, n)}: ${missing} missing then`);
  }

  showLegend(host: HTMLElement, selection: Selection): void {
    showPlanLegend(host, this.#plan, this.#state, selection);
  }

  /** @returns whether there is something to show in the place of the table. */
  showPanel(host: HTMLElement): boolean {
    const { project, settlement } = this.#state;
    if (project >= 0) showProject(host, this.#plan, project, this.#events);
    else if (settlement >= 0) showSettlementInPlan(host, this.#plan, settlement, this.#events);
    else return false;
    return true;
  }

  focusTable(project: number): void {
    this.#table.focus(project);
  }

  #siteOf(p: number): Place | null {
    const { sites, siteOf } = this.#plan, site = siteOf[p] < 0 ? null : sites[siteOf[p]];
    return site && [site.x, site.y];
  }

  #settlementAt(n: number): Place | null {
    const { x, y } = this.#plan.model.settlements;
    return Number.isNaN(x[n]) ? null : [x[n], y[n]];
  }
}
