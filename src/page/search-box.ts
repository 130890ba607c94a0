/** A box to find a settlement by its name, id, village or township, by keyboard alone if need be (ARIA combobox with a list). */
import { NO_TOWNSHIP } from '../outputs/html/page-words.ts';
import { el } from './dom.ts';
import { nameOf, t } from './language.ts';
import { settlementName, type Model } from './model.ts';

const MOST_FOUND = 12;

export class SearchBox {
  readonly element: HTMLElement;
  readonly #model: Model;
  readonly #choose: (n: number) => void;
  readonly #input = el('input', { type: 'search', id: 'f-search', role: 'combobox', autocomplete: 'off', spellcheck: 'false', 'aria-expanded': 'false', 'aria-controls': 'found', 'aria-autocomplete': 'list' });
  readonly #list = el('ul', { id: 'found', role: 'listbox', hidden: true });
  readonly #label = el('span');
  /** What is looked through, by settlement. */
  readonly #texts: readonly string[];
  #found: number[] = [];
  #active = -1;

  constructor(model: Model, choose: (n: number) => void) {
    const { settlements, townships } = model.data;
    this.#model = model;
    this.#choose = choose;
    this.#texts = settlements.id.map((id, n) => fold(`${settlements.name[n]}\n${id}\n${settlements.village[n]}\n${townships[settlements.township[n]]}`));
    this.element = el('div', { class: 'search' }, el('label', { for: 'f-search' }, this.#label), this.#input, this.#list);
    this.#input.addEventListener('input', () => { this.#look(); });
    this.#input.addEventListener('focus', () => { if (this.#input.value !== '') this.#look(); });
    this.#input.addEventListener('keydown', (event) => { this.#press(event); });
    this.#input.addEventListener('blur', () => { this.#close(); });
  }

  relabel(): void {
    this.#label.textContent = t('居民点', 'Find');
    this.#input.placeholder = t('名称或编号', 'Settlement');
    this.#list.setAttribute('aria-label', t('找到的居民点', 'Settlements found'));
  }

  #look(): void {
    const words = fold(this.#input.value).split(/\s+/).filter((word) => word !== ''), { settlements, townships } = this.#model.data;
    this.#found = [];
    for (let n = 0; n < this.#texts.length && words.length > 0 && this.#found.length < MOST_FOUND; n++) if (words.every((word) => this.#texts[n].includes(word))) this.#found.push(n);
    this.#active = this.#found.length > 0 ? 0 : -1;
    this.#list.replaceChildren(...this.#found.map((n, i) => {
      const township = townships[settlements.township[n]], option = el('li', { role: 'option', id: `found-${i}` }, el('b', {}, settlementName(this.#model, n)), ` ${township === '' ? nameOf(NO_TOWNSHIP) : township} ${settlements.id[n]}`);
      // Before the box loses focus, which closes the list.
      option.addEventListener('mousedown', (event) => { event.preventDefault(); this.#take(i); });
      return option;
    }));
    if (words.length > 0 && this.#found.length === 0) this.#list.append(el('li', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, t('没有这样的居民点', 'No such settlement')));
    this.#list.hidden = words.length === 0;
    this.#input.setAttribute('aria-expanded', String(!this.#list.hidden));
    this.#show();
  }

  #press(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (this.#list.hidden) this.#look();
      const step = event.key === 'ArrowDown' ? 1 : -1, count = this.#found.length;
      if (count > 0) this.#active = (this.#active + step + count) % count;
      this.#show();
    } else if (event.key === 'Enter' && this.#active >= 0 && !this.#list.hidden) this.#take(this.#active);
    else if (event.key === 'Escape' && !this.#list.hidden) this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #show(): void {
    this.#list.querySelectorAll('[role=option]:not([aria-disabled])').forEach((option, i) => { option.setAttribute('aria-selected', String(i === this.#active)); });
    if (this.#active >= 0 && !this.#list.hidden) this.#input.setAttribute('aria-activedescendant', `found-${this.#active}`); else this.#input.removeAttribute('aria-activedescendant');
  }

  #take(i: number): void {
    const n = this.#found[i];
    this.#input.value = '';
    this.#close();
    this.#choose(n);
  }

  #close(): void {
    this.#list.hidden = true;
    this.#active = -1;
    this.#input.setAttribute('aria-expanded', 'false');
    this.#show();
  }
}

/** Small letters, wide letters as narrow ones. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
