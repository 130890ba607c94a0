/** Makes the table that stands in the page answer to filters, clicks and keys. Its cells stay; their figures change. */
import { NOBODY, NOTHING_KNOWN } from '../outputs/html/page-shape.ts';
import { NO_TOWNSHIP } from '../outputs/html/page-words.ts';
import { classOfPercent, percentText } from '../outputs/html/shares.ts';
import { el } from './dom.ts';
import { nameOf, t } from './language.ts';
import type { Model } from './model.ts';
import { isServiceIn } from './selection.ts';
import type { State } from './state.ts';

/** Columns before those of townships. */
const BEFORE = 4;

interface Row { readonly element: HTMLTableRowElement; readonly service: number; readonly all: HTMLTableCellElement; readonly whole: HTMLElement; readonly chosen: HTMLElement; readonly cells: readonly HTMLTableCellElement[]; readonly bar: SVGRectElement | null; readonly button: HTMLButtonElement }

interface Aside { readonly element: HTMLTableRowElement; readonly text: HTMLElement; readonly task: number }

export class HeatTable {
  readonly #model: Model;
  readonly #state: State;
  readonly #rows: Row[];
  readonly #heads: HTMLButtonElement[];
  readonly #unknown: HTMLTableRowElement[];
  /** By task, a row that stands for services that are not looked at. */
  readonly #aside: Aside[];
  #kind = -1;

  constructor(table: HTMLTableElement, model: Model, state: State, change: (change: Partial<State>) => void) {
    this.#model = model;
    this.#state = state;
    this.#heads = [...table.querySelectorAll<HTMLTableCellElement>('thead th.tw')].map((th, i) => {
      const button = wrapInButton(th);
      button.addEventListener('click', () => { change({ township: state.township === i ? -1 : i }); });
      return button;
    });
    this.#rows = [...table.querySelectorAll<HTMLTableRowElement>('tr[data-s]')].map((row) => this.#prepare(row, change));
    this.#unknown = [...table.querySelectorAll<HTMLTableRowElement>('tr.unk')];
    this.#aside = [...table.tBodies].map((body) => this.#prepareAside(body));
    table.addEventListener('keydown', (event) => { this.#move(event); });
    const first = this.#rows.at(0)?.cells.at(0);
    if (first) first.tabIndex = 0;
  }

  follow(): void {
    const { service, township, kind, task, dimension } = this.#state, shares = this.#model.data.shares[kind + 1];
    for (const { element, service: s, all, whole, chosen, cells, bar, button } of this.#rows) {
      element.hidden = !isServiceIn(this.#model, this.#state, s);
      element.classList.toggle('sel', s === service);
      button.setAttribute('aria-pressed', String(s === service));
      if (this.#kind !== kind) {
        whole.textContent = textOf(shares[s][0]);
        cells.forEach((cell, i) => { showShare(cell, shares[s][i + 1]); });
      }
      const here = shares[s][township + 1];
      chosen.textContent = township < 0 ? '' : textOf(here);
      all.classList.toggle('haschosen', township >= 0);
      bar?.setAttribute('width', String(Math.max(0, here)));
      cells.forEach((cell, i) => { cell.classList.toggle('tsel', i === township); });
    }
    this.#kind = kind;
    this.#heads.forEach((head, i) => { head.setAttribute('aria-pressed', String(i === township)); });
    for (const row of this.#unknown) row.hidden = dimension !== '' || (task !== 0 && Number(row.parentElement?.dataset['task']) !== task);
    for (const { element, text, task: own } of this.#aside) {
      const count = this.#model.data.services.filter((s) => s.task === own).length, others = [...element.parentElement?.children ?? []].filter((row) => row !== element);
      element.hidden = task !== 0 || dimension !== '' || count === 0 || others.some((row) => !(row as HTMLElement).hidden);
      text.textContent = t(`${count} 项，级别未勾选`, `${count} of a severity not ticked`);
    }

  }

  /** What a cell says in words. */
  relabel(): void {
    for (const { service, cells } of this.#rows) cells.forEach((cell, i) => { cell.title = this.#describe(service, i); });
  }

  #describe(s: number, township: number): string {
    const { data } = this.#model, name = data.townships[township] === '' ? nameOf(NO_TOWNSHIP) : data.townships[township], percent = data.shares[this.#state.kind + 1][s][township + 1], who = data.countsPeople ? t('居民', 'of residents') : t('居民点', 'of settlements');
    const share = percent === NOBODY ? t('没有这类居民点', 'no such settlements') : percent === NOTHING_KNOWN ? t('未知', 'unknown') : t(`${percentText(percent)}% 的${who}按时够得着`, `${percentText(percent)}% ${who} reach it in time`);
    return `${name} · ${nameOf(data.services[s].name)}: ${share}`;
  }

  #prepare(element: HTMLTableRowElement, change: (change: Partial<State>) => void): Row {
    const service = Number(element.dataset['s']), [, , , all] = element.cells, cells = [...element.cells].slice(BEFORE, -1), head = element.querySelector<HTMLTableCellElement>('th.svc'), chosen = el('span', { class: 'chosen' });
    if (head === null) throw new RangeError('a row of the table has no heading');
    const button = wrapInButton(head), state = this.#state;
    button.addEventListener('click', () => { change({ service: state.service === service ? -1 : service }); });
    const whole = el('span', { class: 'whole' }, all.textContent);
    all.replaceChildren(whole, chosen);
    cells.forEach((cell, township) => {
      cell.tabIndex = -1;
      const press = (): void => { change(state.service === service && state.township === township ? { service: -1, township: -1 } : { service, township }); };
      cell.addEventListener('click', press);
      cell.addEventListener('keydown', (event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); press(); } });
    });
    return { element, service, all, whole, chosen, cells, bar: element.querySelector('td.ph rect.fill'), button };
  }

  #prepareAside(body: HTMLTableSectionElement): Aside {
    const text = el('th', { scope: 'row', class: 'svc' }), label = body.rows[0].cells[0].cloneNode(true), element = el('tr', { class: 'aside', hidden: true }, label, text, el('td', { colspan: this.#heads.length + 2 }));
    body.append(element);
    return { element, text, task: Number(body.dataset['task']) };
  }

  /** Arrows move from cell to cell, over rows that are shown. */
  #move(event: KeyboardEvent): void {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key], from = event.target;
    if (step === undefined || !(from instanceof HTMLTableCellElement)) return;
    const shown = this.#rows.filter(({ element }) => !element.hidden), row = shown.findIndex(({ cells }) => cells.includes(from)), column = shown[row]?.cells.indexOf(from) ?? -1;
    const to = shown.at(Math.max(0, Math.min(shown.length - 1, row + step[0])))?.cells[Math.max(0, Math.min(this.#heads.length - 1, column + step[1]))];
    if (row < 0 || to === undefined) return;
    event.preventDefault();
    from.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  }
}

function textOf(percent: number): string {
  return percent === NOBODY ? '–' : percent === NOTHING_KNOWN ? '?' : percentText(percent);
}

function showShare(cell: HTMLTableCellElement, percent: number): void {
  cell.className = `c ${classOfPercent(percent)}`;
  if (cell.firstChild !== null) cell.firstChild.textContent = textOf(percent);
}

/** A button around what a cell holds. */
function wrapInButton(cell: HTMLTableCellElement): HTMLButtonElement {
  const button = el('button', { type: 'button', 'aria-pressed': 'false' });
  button.append(...cell.childNodes);
  cell.append(button);
  return button;
}
