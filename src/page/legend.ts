/** The legend of the map, which is a small histogram of people as well; and the heading above the map. */
import { shortName } from '../outputs/html/page-words.ts';
import { el, mark, svg } from './dom.ts';
import { DOT_COLOURS, FACILITY_COLOUR } from './draw-places.ts';
import { countText, SEVERITY_NAMES } from './filters.ts';
import { nameOf, roughly, t } from './language.ts';
import type { Model } from './model.ts';
import { UNKNOWN_DOT, type Selection } from './selection.ts';
import { SEVERITIES, type State } from './state.ts';

const BAR_PIXELS = 40;

export function showLegend(host: HTMLElement, { countsPeople, data }: Model, { service, severities }: State, selection: Selection): void {
  const { breaks, people } = selection;
  const chosen = service >= 0, most = Math.max(1, ...people.slice(0, UNKNOWN_DOT)), who = countsPeople ? t('人数', 'residents') : t('居民点数', 'settlements');
  const texts = chosen ? [t('限时内', 'in time'), t('2 倍内', 'up to 2×'), t('3 倍内', 'up to 3×'), t('3 倍以上', 'over 3×'), t(`${data.searchMinutes} 分钟内无`, `none in ${data.searchMinutes} min`)]
    : ['0', ...breaks.map((from, i) => (i === breaks.length - 1 ? `${from}+` : breaks[i + 1] - 1 === from ? String(from) : `${from}–${breaks[i + 1] - 1}`))];
  const dot = (i: number): SVGSVGElement => svg('svg', { width: 14, height: 14, 'aria-hidden': 'true' }, svg('circle', { cx: 7, cy: 7, r: 5.5, fill: DOT_COLOURS[i], stroke: '#6b5a45', 'stroke-width': 0.8 }));
  const rows = texts.map((text, i) => el('div', { class: 'k' }, dot(i), el('span', {}, text),
    el('span', { class: 'bar' }, svg('svg', { width: BAR_PIXELS, height: 8, 'aria-hidden': 'true' }, svg('rect', { width: people[i] / most * BAR_PIXELS, height: 8, fill: '#b9b5aa' })), el('em', {}, roughly(people[i])))));
  const square = svg('svg', { width: 14, height: 14, 'aria-hidden': 'true' }, svg('rect', { x: 3, y: 3, width: 8, height: 8, fill: DOT_COLOURS[2], stroke: '#6b5a45', 'stroke-width': 0.8 }));
  const triangle = svg('svg', { width: 14, height: 14, 'aria-hidden': 'true' }, svg('path', { d: 'M7 2l5 9H2z', fill: FACILITY_COLOUR }));
  host.replaceChildren(el('b', {}, chosen ? t(`到最近设施（${who}）`, `To the nearest (${who})`) : t(`缺几项（${who}）`, `Services missing (${who})`)), el('div', {}, ...rows), el('div', { class: 'o' },
    people[UNKNOWN_DOT] > 0 ? el('div', {}, mark('unknown'), t(`未知 ${roughly(people[UNKNOWN_DOT])}`, `unknown ${roughly(people[UNKNOWN_DOT])}`)) : null,
    el('div', {}, dot(2), t('城镇', 'urban'), square, t('乡村', 'rural')), chosen ? el('div', {}, triangle, t('设施', 'facility')) : null));
  const names = SEVERITIES.filter((severity) => severities[severity]).map((severity) => nameOf(SEVERITY_NAMES[severity]));
  document.getElementById('map-title')?.replaceChildren(chosen ? t(`${nameOf(shortName(data.services[service].name))}：够得着吗`, `${nameOf(shortName(data.services[service].name))}: who reaches it`) : t('每个居民点缺几项', 'How many services each settlement lacks'));
  document.getElementById('map-sub')?.replaceChildren(chosen ? t('颜色按分钟与限时之比。', 'Colour: minutes against the limit.')
    : t(`${countText({ countsPeople }, selection)}；数的是“${names.join('、') || '无'}”的缺项。`, `${countText({ countsPeople }, selection)}. Counts gaps of severity ${names.join(', ').toLowerCase() || 'none'}.`),
    el('span', { class: 'scr' }, t('', ' '), chosen ? t('点居民点看走法，点设施看服务范围。', 'Choose a settlement for the way, a facility for its catchment.') : t('点居民点看明细。', 'Choose a settlement for details.')));
}
