/** One line on a terminal that says what is being done; nothing where standard error is a file. */
import type { Lang } from '../outputs/words.ts';
import type { World } from './streams.ts';

const STEPS = {
  zh: { read: '读取数据', build: '建立步行网络', snap: '匹配到网络', measure: '计算时间', write: '写出结果' },
  en: { read: 'reading', build: 'building the network', snap: 'snapping', measure: 'measuring', write: 'writing' },
} as const;

const ERASE_LINE = '\r\u001b[2K';

export function showStep(lang: Lang, { stderr }: World): { begin: (step: keyof (typeof STEPS)['zh']) => void; end: () => void } {
  let isShown = false;
  return {
    begin: (step) => {
      if (!stderr.isTTY) return;
      stderr.write(`${ERASE_LINE}${STEPS[lang][step]} …`);
      isShown = true;
    },
    end: () => {
      if (isShown) stderr.write(ERASE_LINE);
      isShown = false;
    },
  };
}
