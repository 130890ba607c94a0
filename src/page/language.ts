/** The language the page is read in. */
import type { Bilingual } from '../outputs/html/page-shape.ts';

export type Lang = keyof Bilingual;

/** The switches stand in the HTML and work by style alone; the script follows them. */
const SWITCHES: Readonly<Record<Lang, string>> = { zh: 'lang-zh', en: 'lang-en' };

function switchOf(lang: Lang): HTMLInputElement {
  return document.getElementById(SWITCHES[lang]) as HTMLInputElement;
}

export function currentLang(): Lang {
  return switchOf('en').checked ? 'en' : 'zh';
}

export function setLang(lang: Lang): void {
  switchOf(lang).checked = true;
  document.documentElement.lang = lang === 'zh' ? 'zh-Hans' : 'en';
}

export function onLangChange(listener: () => void): void {
  for (const lang of ['zh', 'en'] as const) switchOf(lang).addEventListener('change', () => { setLang(lang); listener(); });
}

/** One of two texts. */
export function t(zh: string, en: string): string {
  return currentLang() === 'zh' ? zh : en;
}

/** A name in the language of the page. */
export function nameOf(name: Bilingual): string {
  return name[currentLang()];
}

/** A number of people or settlements: in Chinese 万 from ten thousand. */
export function roughly(value: number): string {
  if (currentLang() === 'zh') return value >= 1e4 ? `${(value / 1e4).toFixed(2)}万` : Math.round(value).toLocaleString('en');
  return value >= 1000 ? `${(value / 1000).toFixed(1)}k` : String(Math.round(value));
}
