/** Pictures as PNG, drawn with given fonts. */
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { lettersOf } from './svg.ts';

/** A sheet of A4 at this width is good to print and small enough to mail. */
const WIDTH = 1600;

export interface Png {
  readonly bytes: Uint8Array;
  /** Characters of the picture that none of the fonts has: they are boxes or gaps in it. */
  readonly missing: readonly string[];
}

let started: Promise<void> | undefined;

/**
 * Make ready what draws.
 * @param wasm the module of @resvg/resvg-wasm; taken once in a process.
 * @param fonts whole font files. Text goes to the first family of the picture that is among them, else to the first of them.
 */
export async function openRasterizer(wasm: Uint8Array, fonts: readonly Uint8Array[]): Promise<(svg: string) => Png> {
  await (started ??= initWasm(Uint8Array.from(wasm)));
  const font = { fontBuffers: [...fonts], loadSystemFonts: false };
  return (svg) => ({ bytes: new Resvg(svg, { font, fitTo: { mode: 'width', value: WIDTH } }).render().asPng(), missing: findMissing(svg, font) });
}

const CELL = 16, NOBODY_HAS = '\u{10fffd}';

/** Draws each character of the texts once, beside one that no font has: those that look like it are missing. */
function findMissing(svg: string, font: { fontBuffers: Uint8Array[]; loadSystemFonts: boolean }): string[] {
  const letters = [...new Set([...svg.matchAll(/>([^<]+)<\/text>/g)].flatMap(([, words]) => lettersOf(words.replace(/&\w+;/g, ''))))].filter((letter) => letter.trim() !== '').sort();
  const family = /font-family="([^"]+)"/.exec(svg)?.[1] ?? '';
  const cells = [NOBODY_HAS, ...letters].map((letter, i) => `<svg x="0" y="${CELL * i}" width="${CELL}" height="${CELL}"><text x="1" y="${CELL - 4}" font-size="${CELL - 4}">${letter}</text></svg>`);
  const { pixels } = new Resvg(`<svg xmlns="http://www.w3.org/2000/svg" width="${CELL}" height="${CELL * cells.length}" font-family="${family}">${cells.join('')}</svg>`, { font }).render();
  const bytesOfCell = CELL * CELL * 4, cellOf = (i: number): string => pixels.subarray(i * bytesOfCell, (i + 1) * bytesOfCell).join();
  const nobodyHas = cellOf(0);
  return letters.filter((_, i) => cellOf(i + 1) === nobodyHas);
}
