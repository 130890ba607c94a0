/** The texts of a workbook's cells: each is written once, and cells name it by its number. Most cells of a report repeat others. */
import { escapeXml } from '../xml.ts';

/** A cell cannot hold more. */
const LONGEST_TEXT = 32_767;

export interface SharedText {
  /** From 0. */
  readonly number: number;
  /** Whether a spreadsheet would take it for a formula if it was typed in. */
  readonly isLikeFormula: boolean;
}

export class SharedTexts {
  readonly #known = new Map<string, SharedText>();

  of(text: string): SharedText {
    let shared = this.#known.get(text);
    if (shared === undefined) this.#known.set(text, shared = { number: this.#known.size, isLikeFormula: /^[=+\-@\t\r＝＋－＠']/.test(text) });
    return shared;
  }

  /** The `si` elements, in the order of the numbers. */
  * render(): Generator<string> {
    for (const text of this.#known.keys()) yield `<si><t${/^\s|\s$/.test(text) ? ' xml:space="preserve"' : ''}>${cellText(text)}</t></si>`;
  }
}

/** Characters that XML cannot hold, or would change, are written _xHHHH_, as Excel does; a text that looks so already has its first _ written so. */
function cellText(text: string): string {
  const cut = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
  return escapeXml(cut.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_').replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`));
}
