/** The row of filters: what of the checklist and of the district is looked at. */
import { DIMENSION_NAMES, KIND_NAMES, NO_TOWNSHIP, shortName, TASKS } from '../outputs/html/page-words.ts';
import { el, mark } from './dom.ts';
import { nameOf, t } from './language.ts';
import type { Model } from './model.ts';
import type { Selection } from './selection.ts';
import { SEVERITIES, type State } from './state.ts';

export const SEVERITY_NAMES = { required: { zh: '必须补', en: 'Required' }, pilot: { zh: '试点补', en: 'Pilot' }, advisory: { zh: '按需补', en: 'Advisory' } } as const;

type Change = (change: Partial<State>) => void;

export class Filters {
  readonly #model: Model;
  readonly #state: State;
  readonly #change: Change;
  readonly #host: HTMLElement;
  readonly #count = el('span', { class: 'cnt', role: 'status' });

  constructor(host: HTMLElement, model: Model, state: State, change: Change, search: HTMLElement) {
    this.#model = model;
    this.#state = state;
    this.#change = change;
    this.#host = el('div', { class: 'filt' });
    host.append(this.#host);
    this.#host.append(el('div', { class: 'fields' }), search, this.#count);
    this.relabel();
  }

  /** Made anew in the language of the page; focus stays where it was. */
  relabel(): void {
    const { data } = this.#model, { task } = this.#state, focused = document.activeElement?.id ?? '', tasks = [...new Set(data.services.map((s) => s.task))], dimensions = [...new Set(data.services.flatMap((s) => s.dimensions))].sort((a, b) => [...DIMENSION_NAMES.keys()].indexOf(a) - [...DIMENSION_NAMES.keys()].indexOf(b));
    const services = data.services.map((service, s) => ({ service, s })).filter(({ service }) => task === 0 || service.task === task);
    const fields = el('div', { class: 'fields' },
      this.#select('f-service', t('服务', 'Service'), [[-1, t('全部服务', 'All services')], ...services.map(({ service, s }): [number, string] => [s, nameOf(shortName(service.name))])], this.#state.service, (value) => { this.#change({ service: Number(value) }); }),
      this.#select('f-task', t('任务', 'Task'), [[0, t('全部任务', 'All tasks')], ...tasks.map((n): [number, string] => [n, `${n} ${nameOf(TASKS[n - 1])}`])], task, (value) => { this.#change({ task: Number(value), service: -1 }); }),
      dimensions.length < 2 ? null : this.#select('f-dimension', t('五宜', 'Goal'), [['', t('全部', 'All')], ...dimensions.map((d): [string, string] => [d, t(d, DIMENSION_NAMES.get(d) ?? d)])], this.#state.dimension, (value) => { this.#change({ dimension: value }); }),
      data.townships.length < 2 ? null : this.#select('f-township', t('乡镇', 'Township'), [[-1, t('全区', 'Whole district')], ...data.townships.map((name, i): [number, string] => [i, name === '' ? nameOf(NO_TOWNSHIP) : name])], this.#state.township, (value) => { this.#change({ township: Number(value) }); }),
      this.#state.view === 'today' || data.plan === undefined ? null : this.#select('f-year', t('年度', 'Year'), [[0, t('全部年度', 'All years')], ...data.plan.years.map((year): [number, string] => [year, String(year)])], this.#state.year, (value) => { this.#change({ year: Number(value) }); }),
      this.#kinds(), this.#severities());
    this.#host.firstElementChild?.replaceWith(fields);
    if (focused !== '') document.getElementById(focused)?.focus();
  }

  /** Follow the state: how much is selected, and which filter is to blame if nothing is. */
  follow(selection: Selection): void {
    this.relabel();
    const { settlementCount, services } = selection, isNone = settlementCount === 0 || services.length === 0;
    this.#count.classList.toggle('none', isNone);
    this.#count.textContent = settlementCount === 0 ? t('没有符合的居民点：请放宽乡镇或城乡', 'No settlement matches: widen township or kind')
      : services.length === 0 ? t('没有符合的服务：请放宽任务、五宜或级别', 'No service matches: widen task, goal or severity') : countText(this.#model, selection);
  }

  #select(id: string, label: string, options: readonly (readonly [string | number, string])[], chosen: string | number, change: (value: string) => void): HTMLElement {
    const select = el('select', { id }, ...options.map(([value, text]) => el('option', { value, selected: value === chosen }, text)));
    select.addEventListener('change', () => { change(select.value); });
    return el('label', {}, el('span', {}, label), select);
  }

  #kinds(): HTMLElement {
    const button = (kind: number, text: string): HTMLElement => {
      const made = el('button', { type: 'button', id: `f-kind-${kind}`, 'aria-pressed': String(this.#state.kind === kind) }, text);
      made.addEventListener('click', () => { this.#change({ kind }); });
      return made;
    };
    return el('div', { class: 'seg', role: 'group', 'aria-label': t('城乡', 'Kind') }, button(-1, t('城乡', 'All')), ...KIND_NAMES.map((name, kind) => button(kind, nameOf(name))));
  }

  #severities(): HTMLElement {
    return el('div', { class: 'sev', role: 'group', 'aria-label': t('级别', 'Severity') }, ...SEVERITIES.map((severity) => {
      const box = el('input', { type: 'checkbox', id: `f-${severity}`, checked: this.#state.severities[severity] });
      box.addEventListener('change', () => { this.#change({ severities: { ...this.#state.severities, [severity]: box.checked } }); });
      return el('label', {}, box, mark(severity), nameOf(SEVERITY_NAMES[severity]));
    }));
  }
}

/** How many settlements and people are looked at. */
export function countText({ countsPeople }: Pick<Model, 'countsPeople'>, { settlementCount, weight }: Selection): string {
  const settlements = settlementCount.toLocaleString('en'), people = Math.round(weight).toLocaleString('en');
  return countsPeople ? t(`${settlements} 个居民点，${people} 人`, `${settlements} settlements, ${people} residents`) : t(`${settlements} 个居民点`, `${settlements} settlements`);
}
