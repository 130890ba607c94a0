/** The texts of a workbook's cells: each is written once, and cells name it by its number. Most cells of a report repeat others. */
import { escapeXml } from '../xml.ts';
import { styleOf, type CellLook } from './styles.ts';

/** A cell cannot hold more. */
const LONGEST_TEXT = 32_767;

/** What a spreadsheet would take for a formula if it was typed in. */
const LIKE_FORMULA = /^[=+\-@\t\r＝＋－＠']/;

export class SharedTexts {
  readonly #known = new Map<string, number>();
  /** By look and text: most cells repeat one before them. */
  readonly #cells = new Map<CellLook, Map<string, string>>();

  /** What follows "<c" in the cell of a text. */
  cellOf(text: string, look: CellLook): string {
    let ofLook = this.#cells.get(look);
    if (ofLook === undefined) this.#cells.set(look, ofLook = new Map<string, string>());
    let cell = ofLook.get(text);
    if (cell === undefined) ofLook.set(text, cell = ` s="${styleOf(look, LIKE_FORMULA.test(text))}" t="s"><v>${this.#numberOf(text)}</v></c>`);
    return cell;
  }

  /** The `si` elements, in the order of the numbers. */
  * render(): Generator<string> {
    for (const text of this.#known.keys()) yield `<si><t${/^\s|\s$/.test(text) ? ' xml:space="preserve"' : ''}>${cellText(text)}</t></si>`;
  }

  #numberOf(text: string): number {
    const number = this.#known.get(text) ?? this.#known.size;
    this.#known.set(text, number);
    return number;
  }
}

/** Characters that XML cannot hold, or would change, are written _xHHHH_, as Excel does; a text that looks so already has its first _ written so. */
function cellText(text: string): string {
  const cut = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
  return escapeXml(cut.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_').replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`));
}
