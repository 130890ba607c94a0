/** Text in HTML: escaped, and in both languages at once, of which the page shows one. */
import type { Bilingual } from './page-shape.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for between tags and within quoted attributes. Characters that no document may hold become U+FFFD. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/g, '\ufffd').replaceAll(/[&<>"']/g, (c: string) => ENTITIES[c]);
}

/** The same in Chinese and English; both are HTML. */
export function both(zh: string, en: string): string {
  return `<span lang="zh-Hans">${zh}</span><span lang="en">${en}</span>`;
}

/** A name of the project or the checklist, which is text. */
export function bothNames({ zh, en }: Bilingual): string {
  return zh === en ? escapeHtml(zh) : both(escapeHtml(zh), escapeHtml(en));
}

/** JSON for a script element: nothing in it can end the element. */
export function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
}
