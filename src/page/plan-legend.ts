/** The legend of a plan's map: what marks and colours of projects mean, and how many people lack how much at the stage that is shown. */
import { shortName } from '../outputs/html/page-words.ts';
import { PLAN_WORDS } from '../outputs/plan-words.ts';
import { colourOfYear } from '../outputs/year-colours.ts';
import { el, mark, svg } from './dom.ts';
import { DOT_COLOURS, FACILITY_COLOUR } from './draw-places.ts';
import { isHollow, siteOutline, SPARE_COLOUR } from './draw-sites.ts';
import { SEVERITY_NAMES } from './filters.ts';
import { currentLang, nameOf, roughly, t } from './language.ts';
import type { PlanModel, Site } from './plan-model.ts';
import { DOT } from './plan-selection.ts';
import { CLASS_COLOURS } from './project-colours.ts';
import { UNKNOWN_DOT, type Selection } from './selection.ts';
import { SEVERITIES, type State } from './state.ts';

const BAR_PIXELS = 34;
const KINDS: readonly Site['kind'][] = ['candidate', 'junction', 'host', 'closed'];
const INK = '#1a1f24';

export function showPlanLegend(host: HTMLElement, plan: PlanModel, state: State, selection: Selection): void {
  const { service, severities } = state, { countsPeople, data } = plan.model, { people, breaks } = selection, stage = stageName(plan, state.stage), who = countsPeople ? t('人数', 'residents') : t('居民点数', 'settlements');
  const texts: [number, string][] = service >= 0 ? [[DOT.reached, t('现在就够得着', 'reached today')], [DOT.gained, t('届时够得着', 'reached by then')], [DOT.gap, t('仍缺', 'missing')]]
    : ['0', ...breaks.map((from, i) => (i === breaks.length - 1 ? `${from}+` : breaks[i + 1] - 1 === from ? String(from) : `${from}–${breaks[i + 1] - 1}`))].map((text, i) => [i, text]);
  const most = Math.max(1, ...people.slice(0, UNKNOWN_DOT));
  const rows = texts.map(([i, text]) => el('div', { class: 'k' }, svg('svg', { width: 14, height: 14, 'aria-hidden': 'true' }, svg('circle', { cx: 7, cy: 7, r: 5.5, fill: DOT_COLOURS[i], stroke: '#6b5a45', 'stroke-width': 0.8 })), el('span', {}, text),
    el('span', { class: 'bar' }, svg('svg', { width: BAR_PIXELS, height: 8, 'aria-hidden': 'true' }, svg('rect', { width: people[i] / most * BAR_PIXELS, height: 8, fill: '#b9b5aa' })), el('em', {}, roughly(people[i])))));
  const unknown = people[UNKNOWN_DOT] > 0 ? el('div', { class: 'k' }, mark('unknown'), el('span', {}, t('未知', 'unknown')), el('em', {}, roughly(people[UNKNOWN_DOT]))) : null;
  host.replaceChildren(el('b', {}, service >= 0 ? t(`${stage}（${who}）`, `${stage} (${who})`) : t(`${stage}缺几项（${who}）`, `Services missing, ${stage} (${who})`)), el('div', {}, ...rows, unknown), el('div', { class: 'o' }, ...colourKeys(plan, state), ...kindKeys(plan), state.spare ? el('div', {}, keyOf('closed', SPARE_COLOUR, 4.2), t('可撤并的设施', 'could go')) : null,
    service >= 0 ? el('div', {}, svg('svg', { width: 14, height: 14, 'aria-hidden': 'true' }, svg('path', { d: 'M7 2l5 9H2z', fill: FACILITY_COLOUR })), t('现有设施', 'facility today')) : null));
  const names = SEVERITIES.filter((severity) => severities[severity]).map((severity) => nameOf(SEVERITY_NAMES[severity])), title = service >= 0 ? nameOf(shortName(data.services[service].name)) : '';
  document.getElementById('map-title')?.replaceChildren(service >= 0 ? t(`${title}：项目和届时够得着的居民点`, `${title}: projects, and who reaches it then`) : t('项目，和届时每个居民点还缺几项', 'Projects, and what each settlement then still lacks'));
  document.getElementById('map-sub')?.replaceChildren(t(`${stage}；数的是“${names.join('、') || '无'}”的缺项。淡的项目届时还没建成。`, `State: ${stage}. Counts gaps of severity ${names.join(', ').toLowerCase() || 'none'}. Pale projects are not open by then.`), el('span', { class: 'scr' }, t('点项目看它新覆盖谁，点居民点看补上什么、留下什么。', ' Choose a project for whom it newly serves, a settlement for what is closed and what stays.')));
}

/** "end of 2027", "before", "when all is built". */
export function stageName({ plan: { stages } }: PlanModel, at: number): string {
  const stage = stages[at], w = PLAN_WORDS[currentLang()];
  return typeof stage === 'number' ? w.yearEnd(stage) : w[stage];
}

function colourKeys({ plan: { years, projects } }: PlanModel, { colour }: State): HTMLElement[] {
  const key = (fill: string, text: string): HTMLElement => el('div', {}, svg('svg', { width: 14, height: 14, 'aria-hidden': 'true' }, svg('rect', { x: 1.5, y: 2.5, width: 11, height: 9, fill, stroke: INK, 'stroke-width': 0.6 })), text);
  if (colour === 'year') return years.map((year) => key(colourOfYear(years, year), t(`${year} 年启动`, `begins ${year}`)));
  return [key(CLASS_COLOURS.basic, t('基础保障类', 'basic')), key(CLASS_COLOURS.quality, t('品质提升类', 'quality')), ...(projects.some((p) => p.class === null) ? [key(CLASS_COLOURS.none, t('不计入清单', 'not measured'))] : [])];
}

function kindKeys({ sites }: PlanModel): HTMLElement[] {
  return KINDS.filter((kind) => sites.some((site) => site.kind === kind)).map((kind) => el('div', {}, keyOf(kind, INK, 5), { candidate: t('新建：备选场地', 'new: candidate site'), junction: t('新建：地点待落实', 'new: land to be found'), host: t('在既有设施内', 'inside a facility'), closed: t('停用设施开放', 'facility opened') }[kind]));
}

function keyOf(kind: Site['kind'], colour: string, r: number): SVGSVGElement {
  const hollow = isHollow(kind);
  return svg('svg', { width: 14, height: 14, 'aria-hidden': 'true' }, svg('polygon', { points: siteOutline(kind, 7, 7, r).map((point) => point.join(',')).join(' '), fill: hollow ? '#fff' : colour, stroke: colour, 'stroke-width': hollow ? 2 : 0.6 }));
}
