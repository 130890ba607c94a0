/** The few marks that pictures are made of, as SVG text. Lengths are pixels. */
import stringWidth from 'string-width';
import { printable } from '../../core/printable.ts';
import type { Lang } from '../words.ts';
import { escapeXml } from '../xml.ts';

export const INK = '#1a1f24', GREY = '#51585f', UNKNOWN = '#687077', HAIRLINE = '#e3e0d8', PAPER = '#fcfbf8', FACILITY = '#0b4f8a';
/** One meaning: darker is more missing. */
export const DOT_RAMP = ['#f4ead6', '#e8c797', '#d2935a', '#a9552c', '#652413'] as const;
/** The same for cells, lighter because areas are large; text on the darkest is white. */
export const CELL_RAMP = ['#f4ead6', '#efd9b0', '#e4bd8f', '#cd8f60', '#a85d38'] as const;

const FONTS: Readonly<Record<Lang, string>> = {
  zh: "'Microsoft YaHei', 'PingFang SC', 'Hiragino Sans GB', 'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', sans-serif",
  en: "Arial, 'Helvetica Neue', 'Noto Sans', 'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'Microsoft YaHei', sans-serif",
};

/** @param title what a screen reader says. */
export function picture(width: number, height: number, title: string, lang: Lang, marks: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${px(width)} ${px(height)}" width="${px(width)}" height="${px(height)}" role="img" xml:lang="${lang}" font-family="${FONTS[lang]}" fill="${INK}">`,
    `<title>${escapeXml(title)}</title>`,
    `<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/><path d="M0 0V6" stroke="#b9b5aa" stroke-width="2"/></pattern></defs>`,
    `<rect width="${px(width)}" height="${px(height)}" fill="${PAPER}"/>`,
    ...marks, '</svg>\n',
  ].join('\n');
}

interface TextLook { readonly size: number; readonly anchor?: 'middle' | 'end'; readonly isBold?: boolean; readonly colour?: string; readonly hasHalo?: boolean; readonly turned?: number }

/** @param y of the baseline. */
export function text(x: number, y: number, words: string, { size, anchor, isBold = false, colour, hasHalo = false, turned }: TextLook): string {
  return `<text x="${px(x)}" y="${px(y)}" font-size="${size}"${anchor === undefined ? '' : ` text-anchor="${anchor}"`}${isBold ? ' font-weight="600"' : ''}${colour === undefined ? '' : ` fill="${colour}"`}`
    + `${hasHalo ? ` stroke="${PAPER}" stroke-width="${px(size / 4)}" stroke-linejoin="round" paint-order="stroke"` : ''}${turned === undefined ? '' : ` transform="rotate(${turned} ${px(x)} ${px(y)})"`}>${escapeXml(printable(words))}</text>`;
}

/** How wide a text is, roughly, for fonts differ: Chinese characters are square, letters narrow, middling or broad. */
export function widthOf(words: string, size: number): number {
  return size * lettersOf(words).reduce((sum, letter) => sum + (stringWidth(letter) > 1 ? 1 : /[ijlftr.,:;'|!()[\] ]/.test(letter) ? 0.32 : /[A-Zmw%@…]/.test(letter) ? 0.74 : 0.56), 0);
}

/** The characters of a text, those beyond the first plane whole. */
export function lettersOf(words: string): string[] {
  return Array.from(words);
}

/** A text cut to a width, with … where something is missing. */
export function fit(words: string, size: number, width: number): string {
  if (widthOf(words, size) <= width) return words;
  let kept = lettersOf(words);
  while (kept.length > 1 && widthOf(`${kept.join('')}…`, size) > width) kept = kept.slice(0, -1);
  return `${kept.join('')}…`;
}

export function rect(x: number, y: number, width: number, height: number, attributes: string): string {
  return `<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" ${attributes}/>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, colour: string, width = 1): string {
  return `<path d="M${px(x1)} ${px(y1)}L${px(x2)} ${px(y2)}" stroke="${colour}" stroke-width="${width}"/>`;
}

/** A circle for towns, a square of the same area for villages. */
export function settlementMark(kind: 'urban' | 'rural', x: number, y: number, radius: number, fill: string): string {
  const side = radius * Math.sqrt(Math.PI);
  return kind === 'urban' ? `<circle cx="${px(x)}" cy="${px(y)}" r="${px(radius)}" fill="${fill}"/>` : rect(x - side / 2, y - side / 2, side, side, `fill="${fill}"`);
}

export function cross(x: number, y: number, arm: number): string {
  return `<path d="M${px(x - arm)} ${px(y - arm)}L${px(x + arm)} ${px(y + arm)}M${px(x - arm)} ${px(y + arm)}L${px(x + arm)} ${px(y - arm)}" stroke="${UNKNOWN}" stroke-width="2.4" fill="none"/>`;
}

/** A triangle as path steps, to be joined with others. */
export function triangle(x: number, y: number, radius: number): string {
  return `M${px(x)} ${px(y - radius)}L${px(x + 0.87 * radius)} ${px(y + radius / 2)}H${px(x - 0.87 * radius)}Z`;
}

/** Tenths of a pixel. */
export function px(pixels: number): string {
  return String(Math.round(10 * pixels) / 10);
}
