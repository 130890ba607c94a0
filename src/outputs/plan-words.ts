/** Words of plans that people read. */
import type { ProjectResult } from '../plan/plan-result.ts';
import type { Lang } from './words.ts';

export const PLAN_WORDS = {
  zh: {
    open: '待定', planned: '拟建', minimum: (amount: number, unit: string) => `不少于${amount}${unit}`, area: (squareMetres: number) => `场地${squareMetres}平方米`,
    kinds: { candidate: '备选场地', host: '既有设施内设', closed: '既有设施开放', junction: '新址' }, near: (name: string) => `${name}附近`,
    milestone: (year: number, opens: string) => `${year}年1月启动，${opens.slice(0, 4)}年${Number(opens.slice(5))}月底前建成`,
    units: { squareMetres: '平方米', seats: '座', beds: '床', places: '个托位', classes: '班' },
    before: '规划前', all: '全部建成后', yearEnd: (year: number) => `${year}年底`, total: '全区合计', district: '区级', township: '镇级', payers: { total: '合计', district: '区财政', township: '镇财政', private: '社会资本' },
    reasons: { 'no-cost': '没有造价，未列入规划', 'no-site': '限值内没有可用场地', 'no-capacity': '没有新建规模，无法承诺学位或床位', 'too-small': '限值内全部场地合计规模不足', nobody: '没有服务人口', budget: '预算不足' },
  },
  en: {
    open: 'to be decided', planned: 'planned', minimum: (amount: number, unit: string) => `at least ${amount} ${unit}`, area: (squareMetres: number) => `site of ${squareMetres} m2`,
    kinds: { candidate: 'candidate', host: 'inside a facility', closed: 'facility opened', junction: 'new place' }, near: (name: string) => `near ${name}`,
    milestone: (year: number, opens: string) => `begins ${year}-01, opens by the end of ${opens}`,
    units: { squareMetres: 'm2', seats: 'seats', beds: 'beds', places: 'places', classes: 'classes' },
    before: 'before', all: 'when all is built', yearEnd: (year: number) => `end of ${year}`, total: 'whole district', district: 'district', township: 'township', payers: { total: 'all together', district: 'district', township: 'township', private: 'private money' },
    reasons: { 'no-cost': 'no cost, not planned', 'no-site': 'no site within the limit', 'no-capacity': 'nothing says what a new one holds', 'too-small': 'all sites within the limit hold too little', nobody: 'nobody to serve', budget: 'beyond the budget' },
  },
} as const;

/** 建设项目: what is built where. */
export function projectName({ name, site, near }: Pick<ProjectResult, 'name' | 'site' | 'near'>, lang: Lang): string {
  const place = site.kind === 'junction' || site.name === '' ? near?.name ?? site.id : site.name;
  return lang === 'zh' ? `${place}${name.zh}` : `${name.en}, ${place}`;
}

/** 位置: township, place and what kind of place it is. */
export function projectPlace({ township, site, near }: Pick<ProjectResult, 'township' | 'site' | 'near'>, lang: Lang): string {
  const w = PLAN_WORDS[lang], place = site.kind === 'junction' || site.name === '' ? (near === null ? site.id : w.near(near.name)) : site.name;
  return lang === 'zh' ? `${township}${place}（${w.kinds[site.kind]}）` : `${township}, ${place} (${w.kinds[site.kind]})`;
}

/** 规模: what the checklist asks for at least, and what the site has; null where neither is known. */
export function projectSize({ minimumSize, site }: Pick<ProjectResult, 'minimumSize' | 'site'>, lang: Lang): string | null {
  const w = PLAN_WORDS[lang], units: Readonly<Record<string, string>> = w.units;
  const parts = [...(minimumSize === null ? [] : [w.minimum(minimumSize.amount, units[minimumSize.unit] ?? minimumSize.unit)]), ...(site.areaSquareMetres === null ? [] : [w.area(site.areaSquareMetres)])];
  return parts.length === 0 ? null : parts.join(lang === 'zh' ? '；' : '; ');
}
