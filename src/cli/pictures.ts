/** The pictures of a report as files, and what a reader of them must know. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { CoverageResult } from '../coverage/result.ts';
import { renderHeatmapSvg } from '../outputs/picture/heatmap-svg.ts';
import { renderMapSvg } from '../outputs/picture/map-svg.ts';
import { openRasterizer, type Png } from '../outputs/picture/png.ts';
import type { Lang } from '../outputs/words.ts';
import type { OutputFile } from '../outputs/write-files.ts';
import { readFonts } from './fonts.ts';

const LETTERS_NAMED = 20;

/** The pictures, each drawn when it is written. @param toPng null where none is asked for. @param note told of letters that no font of the machine has. */
export function pictureFiles(result: CoverageResult, lang: Lang, toPng: ((svg: string) => Png) | null, note: (sentence: string) => void): Readonly<Record<'svg' | 'png', OutputFile[]>> {
  const pictures = [{ name: 'map', render: renderMapSvg }, { name: 'heatmap', render: renderHeatmapSvg }];
  return {
    svg: pictures.map(({ name, render }) => ({ name: `${name}.svg`, pieces: later(() => render(result, lang)) })),
    png: toPng === null ? [] : pictures.map(({ name, render }) => ({
      name: `${name}.png`,
      pieces: later(() => {
        const { bytes, missing } = toPng(render(result, lang));
        if (missing.length > 0) note(missingLetters(`${name}.png`, missing, lang));
        return bytes;
      }),
    })),
  };
}

/** What draws PNG, with the fonts of this machine. */
export async function readyPng(): Promise<(svg: string) => Png> {
  return openRasterizer(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')), readFonts());
}

function* later<T>(render: () => T): Generator<T> {
  yield render();
}

function missingLetters(file: string, letters: readonly string[], lang: Lang): string {
  const named = letters.slice(0, LETTERS_NAMED).join('') + (letters.length > LETTERS_NAMED ? '…' : '');
  return lang === 'zh' ? `${file}：本机没有字体能画其中 ${letters.length} 个字（${named}），图上是空框。请安装中文字体（如 fonts-noto-cjk），或改用同名的 SVG。`
    : `${file}: no font on this machine has ${letters.length} of its characters (${named}); they are boxes in it. Install a Chinese font (such as fonts-noto-cjk), or take the SVG of that name.`;
}
