/** What only the page of a plan has: the switch between today and the plan, and above its map the stage, the colours and the facilities that could go. */
import { el } from './dom.ts';
import { t } from './language.ts';
import { stageName } from './plan-legend.ts';
import type { PlanModel } from './plan-model.ts';
import type { State } from './state.ts';

type Change = (change: Partial<State>) => void;

const VIEWS = ['plan', 'today'] as const;

export class PlanControls {
  readonly #plan: PlanModel;
  readonly #state: State;
  readonly #change: Change;
  readonly #views: HTMLElement;
  readonly #map = el('div', { class: 'planctl ofplan' });

  /** @param views where the switch goes. @param map above which the rest goes. */
  constructor(views: HTMLElement, map: HTMLElement, plan: PlanModel, state: State, change: Change) {
    this.#plan = plan;
    this.#state = state;
    this.#change = change;
    this.#views = views;
    map.before(this.#map);
  }

  /** Made anew in the language of the page and the state; focus stays where it was. */
  follow(): void {
    const { view, stage, colour, spare } = this.#state, focused = document.activeElement?.id ?? '', spareCount = this.#plan.plan.spare.length;
    document.body.dataset['view'] = view;
    this.#views.replaceChildren(el('div', { class: 'views', role: 'group', 'aria-label': t('看什么', 'View') }, ...VIEWS.map((of) => this.#button(`view-${of}`, of === 'plan' ? t('规划', 'Plan') : t('现状', 'Today'), view === of, { view: of }))));
    const box = el('input', { type: 'checkbox', id: 'c-spare', checked: spare });
    box.addEventListener('change', () => { this.#change({ spare: box.checked }); });
    this.#map.replaceChildren(
      this.#group(t('看到', 'At the end of'), this.#plan.plan.stages.map((of, at) => this.#button(`c-stage-${at}`, typeof of === 'number' ? t(`${of}年底`, String(of)) : stageName(this.#plan, at), stage === at, { stage: at }))),
      this.#group(t('颜色', 'Colour'), [this.#button('c-year', t('年度', 'year'), colour === 'year', { colour: 'year' }), this.#button('c-class', t('类别', 'class'), colour === 'class', { colour: 'class' })]),
      spareCount === 0 ? '' : el('label', {}, box, t(`可撤并的设施 ${spareCount}`, `could go: ${spareCount}`)));
    if (focused !== '') document.getElementById(focused)?.focus({ preventScroll: true });
  }

  #group(label: string, buttons: readonly HTMLElement[]): HTMLElement {
    return el('span', { class: 'grp' }, el('span', {}, label), el('span', { class: 'seg', role: 'group', 'aria-label': label }, ...buttons));
  }

  #button(id: string, text: string, isPressed: boolean, change: Partial<State>): HTMLElement {
    const button = el('button', { type: 'button', id, 'aria-pressed': String(isPressed) }, text);
    button.addEventListener('click', () => { this.#change(change); });
    return button;
  }
}
