/** The strip of indicators: value, target, denominator, and what the figures rest on. */
import type { CoverageResult, IndicatorResult } from '../../coverage/result.ts';
import { both, escapeHtml } from './html-text.ts';
import type { Bilingual } from './page-shape.ts';
import { shortName, STATUS_OF_FIGURE } from './page-words.ts';
import { count, tenths } from './shares.ts';

const DENOMINATORS: Readonly<Record<IndicatorResult['denominator'], readonly [zh: string, en: string, unitZh: string, unitEn: string]>> = {
  population: ['常住人口', 'residents', '人', ''], settlements: ['居民点', 'settlements', '个', ''], 'residential-land': ['居住用地', 'residential land', '平方米', ' m²'], elderly: ['老年人口', 'elderly residents', '人', ''], children: ['儿童', 'children', '人', ''],
};

const NAMES_SHOWN = 2;

/** @returns HTML of the strip, a card for each indicator, those with a target first. */
export function renderIndicators({ indicators, services }: Pick<CoverageResult, 'indicators' | 'services'>): string {
  const nameOf = (type: string): Bilingual => { const service = services.find(({ id }) => id === type); return service === undefined ? { zh: type, en: type } : shortName(service.name); };
  const names = [...new Set(indicators.map(({ name }) => name))], cards = names.map((name) => indicators.filter((i) => i.name === name));
  return `<section class="ind" aria-label="指标 Indicators">${cards.sort((a, b) => Number(b[0].target !== null) - Number(a[0].target !== null)).map((rows) => renderCard(rows, nameOf)).join('')}</section>`;
}

function renderCard(rows: readonly IndicatorResult[], nameOf: (type: string) => Bilingual): string {
  const [main] = rows, [zh, en, unitZh, unitEn] = DENOMINATORS[main.denominator], { value, target } = main, isShare = main.kind !== 'supply', definition = STATUS_OF_FIGURE[main.definitionStatus];
  const figure = value === null ? `<div class="v na">${both('未知', 'Unknown')}</div>` : `<div class="v">${isShare ? `${escapeHtml(tenths(value))}<small>%</small>` : value.toFixed(1)}</div>`;
  return `<div class="card"><h2 class="n">${both(escapeHtml(main.name), escapeHtml(main.nameEn))}</h2>${figure}${isShare ? renderBar(value, target) : '<div class="bar"></div>'}<div class="d">`
    + (value === null ? `<p>${reasonOf(main.reason ?? '', nameOf)}</p>` : '')
    + (isShare && (target !== null || value !== null) ? `<p>${target === null ? both('未设目标', 'no target set') : both(`目标约 ${(100 * target).toFixed(0)}%（${main.targetYear ?? ''}，${STATUS_OF_FIGURE[main.targetStatus ?? 'proposed'].zh}）`, `target about ${(100 * target).toFixed(0)}% (${main.targetYear ?? ''}, ${STATUS_OF_FIGURE[main.targetStatus ?? 'proposed'].en})`)}</p>` : '')
    + (value === null ? '' : `<p>${both(`分母${zh} ${count(main.total)} ${unitZh}`, `of ${count(main.total)}${unitEn} ${en}`)}${unknownOf(main)}</p>`)
    + (rows.length > 1 && value !== null ? `<p class="others">${both(rows.slice(1).map((r) => `按${DENOMINATORS[r.denominator][0]} ${percentOrUnknown(r.value, '未知')}`).join('，'), rows.slice(1).map((r) => `${percentOrUnknown(r.value, 'unknown')} of ${DENOMINATORS[r.denominator][1]}`).join(', '))}</p>` : '')
    + `<p class="st">${both(`${main.nameStatus === 'proposed' ? '本项目建议的指标；' : ''}口径${definition.zh}`, `${main.nameStatus === 'proposed' ? 'indicator of ours; ' : ''}definition ${definition.en}`)}</p></div></div>`;
}

/** Widths in an image, because the page allows no style in its elements. */
function renderBar(value: number | null, target: number | null): string {
  if (value === null) return '<div class="bar na"></div>';
  const tick = target === null ? '' : `<rect class="tick" x="${(100 * target - 0.6).toFixed(1)}" y="0" width="1.2" height="12"/>`;
  return `<svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true"><rect class="track" y="3" width="100" height="6"/><rect class="fill" y="3" width="${(100 * value).toFixed(1)}" height="6"/>${tick}</svg>`;
}

function unknownOf({ unknownShare, value }: IndicatorResult): string {
  return value === null || unknownShare === null || unknownShare < 0.0005 ? '' : both(`，未知 ${escapeHtml(tenths(unknownShare))}%`, `, ${escapeHtml(tenths(unknownShare))}% unknown`);
}

function percentOrUnknown(value: number | null, unknown: string): string {
  return value === null ? unknown : `${escapeHtml(tenths(value))}%`;
}

/** The reasons of indicators.ts for people: types by the names of their services, the first of them. */
function reasonOf(reason: string, nameOf: (type: string) => Bilingual): string {
  const absent = /^no facility in the data of: (.+)$/.exec(reason), capacity = /^(\d+) of (\d+) facilities have no capacity/.exec(reason);
  if (capacity) return both(`${capacity[2]} 处设施中 ${capacity[1]} 处没有填写容量`, escapeHtml(reason));
  if (!absent) return both(reason.startsWith('no ') ? '数据中没有这个分母' : '没有可知的居民点', escapeHtml(reason));
  const names = absent[1].split(/; | or /).map(nameOf), some = names.slice(0, NAMES_SHOWN), isMore = names.length > some.length;
  return both(`数据中没有${escapeHtml(some.map(({ zh }) => zh).join('、'))}${isMore ? '等' : ''}，不等于没有服务`, `No ${escapeHtml(some.map(({ en }) => en).join(', '))}${isMore ? ' or the like' : ''} in the data: unknown, not missing`);
}
