/** One line on a terminal that says what is being done; nothing where standard error is a file. */
import type { Lang } from '../outputs/words.ts';
import type { World } from './streams.ts';

const STEPS = {
  zh: { read: '读取数据', build: '建立步行网络', snap: '匹配到网络', measure: '计算时间', write: '写出结果' },
  en: { read: 'reading', build: 'building the network', snap: 'snapping', measure: 'measuring', write: 'writing' },
} as const;

const ERASE_LINE = '\r\u001b[2K';

export function showStep(lang: Lang, { stderr }: World): { begin: (step: keyof (typeof STEPS)['zh']) => void; end: () => void } {
  const show = (text: string): void => { if (stderr.isTTY) stderr.write(ERASE_LINE + text); };
  return { begin: (step) => { show(`${STEPS[lang][step]} …`); }, end: () => { show(''); } };
}
