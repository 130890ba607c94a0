/** The twelve tasks of the action plan (重点任务), shortened. */
import type { Lang } from './words.ts';

const NAMES: readonly Readonly<Record<Lang, string>>[] = [
  { zh: '党群服务', en: 'Service centres' }, { zh: '居住保障', en: 'Housing' }, { zh: '便民商业', en: 'Everyday shopping' }, { zh: '就业创业', en: 'Jobs' },
  { zh: '公共空间', en: 'Public space' }, { zh: '文化体育', en: 'Culture and sport' }, { zh: '绿色出行', en: 'Getting about' }, { zh: '社区学习', en: 'Learning' },
  { zh: '社区养老', en: 'Elder care' }, { zh: '社区健康', en: 'Health' }, { zh: '公共安全', en: 'Safety' }, { zh: '数字化', en: 'Digital services' },
];

/** @param task from 1 to 12. */
export function taskName(task: number, lang: Lang): string {
  return `${task} ${NAMES[task - 1][lang]}`;
}
