/** Words of the page that its writer and its script share. */
import type { Bilingual, PageLimit } from './page-shape.ts';

/** The twelve tasks of the action plan, shortened. */
export const TASKS: readonly Bilingual[] = [
  { zh: '党群服务', en: 'Hub' }, { zh: '居住保障', en: 'Housing' }, { zh: '便民商业', en: 'Shopping' }, { zh: '就业创业', en: 'Jobs' }, { zh: '公共空间', en: 'Public space' }, { zh: '文化体育', en: 'Culture, sport' },
  { zh: '绿色出行', en: 'Transport' }, { zh: '社区学习', en: 'Learning' }, { zh: '社区养老', en: 'Elder care' }, { zh: '社区健康', en: 'Health' }, { zh: '公共安全', en: 'Safety' }, { zh: '数字化', en: 'Digital' },
];

/** The five 宜, in English. */
export const DIMENSION_NAMES: ReadonlyMap<string, string> = new Map([['宜居', 'to live (宜居)'], ['宜业', 'to work (宜业)'], ['宜游', 'to enjoy (宜游)'], ['宜学', 'to learn (宜学)'], ['宜养', 'to age (宜养)']]);

export const KIND_NAMES: readonly Bilingual[] = [{ zh: '城镇', en: 'Urban' }, { zh: '乡村', en: 'Rural' }];
export const TIER_NAMES: readonly Bilingual[] = [{ zh: '核心镇', en: 'core town' }, { zh: '中心镇', en: 'central town' }, { zh: '一般镇', en: 'general town' }, { zh: '村', en: 'village' }];
export const NO_TOWNSHIP: Bilingual = { zh: '（未填乡镇）', en: '(no township)' };

export const STATUS_OF_FIGURE: Readonly<Record<PageLimit['valueStatus'], Bilingual & { readonly mark: string }>> = {
  seen: { zh: '见于二手资料', en: 'seen in a secondary source', mark: '' }, memory: { zh: '凭记忆', en: 'from memory', mark: '°' }, proposed: { zh: '本项目建议', en: 'proposed by this project', mark: '*' },
};

/** A name cut where its explanation begins: before brackets and alternatives. */
export function shortName({ zh, en }: Bilingual): Bilingual {
  return { zh: zh.split(/[（(／/]/)[0].trim() || zh, en: en.split(' (')[0].trim() || en };
}

/** The limits of a service in the order of the tables, with the mark of each figure's status: "5° / 15*". */
export function limitText(limits: readonly (PageLimit | null)[]): string {
  const texts = limits.map((limit) => (limit === null ? '–' : (limit.limitMinutes === null ? `${limit.limitMetres ?? ''} m` : String(limit.limitMinutes)) + STATUS_OF_FIGURE[limit.valueStatus].mark));
  return new Set(texts).size === 1 ? texts[0] : texts.join(' / ');
}
