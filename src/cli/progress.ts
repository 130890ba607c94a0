/** One line on a terminal that says what is being done and how far it is; nothing where standard error is a file. */
import stringWidth from 'string-width';
import { printable } from '../core/printable.ts';
import type { FileProgress } from '../inputs/read-inputs.ts';
import type { Lang } from '../outputs/words.ts';
import type { World } from './streams.ts';

const STEPS = {
  zh: { read: '读取数据', build: '建立步行网络', snap: '匹配到网络', measure: '计算时间', write: '写出结果' },
  en: { read: 'reading', build: 'building the network', snap: 'snapping', measure: 'measuring', write: 'writing' },
} as const;

export const ERASE_LINE = '\r\u001b[2K';
const DEFAULT_COLUMNS = 80;

/** The line is written anew only where its text changes: with a file's percents, a hundred times at most. */
export function showStep(lang: Lang, { stderr }: World): { begin: (step: keyof (typeof STEPS)['zh'], progress?: FileProgress) => void; end: () => void } {
  let shown = '';
  return {
    begin: (step, progress) => {
      if (!stderr.isTTY) return;
      const columns = stderr.columns ?? DEFAULT_COLUMNS;
      const line = progress === undefined ? `${STEPS[lang][step]} …` : describe(STEPS[lang][step], progress, columns - 1); // the last column would wrap
      if (line !== shown) stderr.write(`${ERASE_LINE}${line}`);
      shown = line;
    },
    end: () => {
      if (shown !== '') stderr.write(ERASE_LINE);
      shown = '';
    },
  };
}

/** "reading walk.geojson  42 % / 200.0 MB"; the name is cut where the terminal is narrow. */
function describe(step: string, { file, bytes, totalBytes }: FileProgress, columns: number): string {
  const percent = `${Math.floor(100 * Math.min(1, bytes / Math.max(1, totalBytes)))} %`.padStart(5), size = ` / ${(totalBytes / 1e6).toFixed(1)} MB`;
  const room = columns - stringWidth(`${step}  ${percent}${size}`);
  return room >= 4 ? `${step} ${cutToWidth(printable(file), room)} ${percent}${size}` : cutToWidth(`${step} ${percent}`, columns);
}

/** The text, or its beginning and "…", in no more than so many columns. */
function cutToWidth(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  let cut = '', width = 1;
  for (const character of text) {
    width += stringWidth(character);
    if (width > columns) break;
    cut += character;
  }
  return columns < 1 ? '' : `${cut}…`;
}
