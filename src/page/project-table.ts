/** Makes the table of projects that stands in the page answer to filters, clicks and keys. */
import { el } from './dom.ts';
import { t } from './language.ts';
import type { PlanModel } from './plan-model.ts';
import type { State } from './state.ts';

interface Row { readonly element: HTMLTableRowElement; readonly project: number; readonly button: HTMLButtonElement }

export class ProjectTable {
  readonly #plan: PlanModel;
  readonly #rows: Row[];
  readonly #bodies: HTMLTableSectionElement[];
  readonly #sum = el('p', { class: 'sub pjsum', role: 'status' });

  constructor(table: HTMLTableElement, plan: PlanModel, choose: (project: number) => void) {
    this.#plan = plan;
    this.#bodies = [...table.tBodies];
    this.#rows = [...table.querySelectorAll<HTMLTableRowElement>('tr[data-p]')].map((element) => {
      const project = Number(element.dataset['p']), name = element.querySelector('.pn'), button = el('button', { type: 'button', 'aria-pressed': 'false', tabindex: -1 });
      if (name === null) throw new RangeError('a row of the table of projects has no name');
      button.append(...name.childNodes);
      name.append(button);
      element.addEventListener('click', () => { choose(project); });
      return { element, project, button };
    });
    table.addEventListener('keydown', (event) => { this.#move(event); });
    table.parentElement?.before(this.#sum);
  }

  /** Show the projects that the filters let through, and which of them is chosen. */
  follow(shown: readonly number[], { project }: State): void {
    const isShown = new Set(shown);
    for (const { element, project: p, button } of this.#rows) {
      element.hidden = !isShown.has(p);
      element.classList.toggle('sel', p === project);
      button.setAttribute('aria-pressed', String(p === project));
    }
    for (const body of this.#bodies) if (!body.classList.contains('yr')) body.hidden = [...body.rows].slice(1).every((row) => row.hidden);
    for (const body of this.#bodies) if (body.classList.contains('yr')) body.hidden = this.#bodies.every((other) => other === body || other.dataset['y'] !== body.dataset['y'] || other.hidden);
    this.#keepOneInReach();
    const { projects } = this.#plan.plan, cost = shown.reduce((sum, p) => sum + projects[p].cost, 0).toLocaleString('en', { maximumFractionDigits: 2 });
    this.#sum.textContent = shown.length === 0 ? t('没有符合的项目：请放宽年度、服务、任务、五宜或乡镇', 'No project matches: widen year, service, task, goal or township')
      : t(`${shown.length} 个项目，${cost} 万元。选一个，在地图上看它新覆盖谁。`, `${shown.length} projects, ${cost} (10,000 yuan). Choose one to see on the map whom it newly serves.`);
  }

  /** Where the panel was opened from. */
  focus(project: number): void {
    const row = this.#rows.find((r) => r.project === project && !r.element.hidden) ?? this.#rows.find(({ element }) => !element.hidden);
    if (row === undefined) return;
    this.#reach(row);
    row.button.focus({ preventScroll: true });
    row.element.scrollIntoView({ block: 'nearest' });
  }

  /** Of the buttons one is in the order of the Tab key; arrows move on from it. */
  #keepOneInReach(): void {
    const shown = this.#rows.filter(({ element }) => !element.hidden), now = shown.find(({ button }) => button.tabIndex === 0) ?? shown.at(0);
    if (now !== undefined) this.#reach(now);
  }

  #reach({ button }: Row): void {
    for (const row of this.#rows) row.button.tabIndex = row.button === button ? 0 : -1;
  }

  #move(event: KeyboardEvent): void {
    const shown = this.#rows.filter(({ element }) => !element.hidden), from = shown.findIndex(({ button }) => button === event.target), last = shown.length - 1;
    const to = { ArrowUp: from - 1, ArrowDown: from + 1, Home: 0, End: last }[event.key];
    if (from < 0 || to === undefined) return;
    event.preventDefault();
    const row = shown[Math.max(0, Math.min(last, to))];
    this.#reach(row);
    row.button.focus();
  }
}
