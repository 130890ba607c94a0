/** What one settlement has and lacks, with the way to each: in the place of the table. */
import { CELL } from '../outputs/html/page-shape.ts';
import { KIND_NAMES, NO_TOWNSHIP, shortName, TIER_NAMES } from '../outputs/html/page-words.ts';
import { el, mark, svg } from './dom.ts';
import { SEVERITY_NAMES } from './filters.ts';
import { nameOf, t } from './language.ts';
import { limitFor, settlementName, type BusWay, type Model } from './model.ts';
import { LIMITS_OF_CIRCLES, type State } from './state.ts';

export interface PanelEvents {
  readonly close: () => void;
  readonly showWay: (service: number) => void;
  readonly showCircle: (minutes: number) => void;
}

/** The bars end here, in minutes; what takes longer has an arrow. */
const BAR_MINUTES = 30, BAR_WIDTH = 168;
const GROUPS = [['required', CELL.required], ['pilot', CELL.pilot], ['advisory', CELL.advisory], ['covered', CELL.covered]] as const;

/** @param steps how the way that is shown is walked, once it is known. */
export function showPanel(host: HTMLElement, model: Model, state: State, events: PanelEvents, steps: string, circleText: string): void {
  const { settlement: n } = state, { data, columns } = model, byCode = (code: number): number[] => data.services.map((_, s) => s).filter((s) => columns[s].code[n] === code);
  const unknown = [CELL.offNetwork, CELL.notInData, CELL.edgeOfData, CELL.noCapacity].map((code) => byCode(code));
  const close = el('button', { type: 'button', class: 'txt', id: 'close' }, t('关闭，回到表格', 'Close, back to the table'));
  close.addEventListener('click', events.close);
  const chips = GROUPS.map(([kind, code]) => el('span', {}, mark(kind), el('b', {}, String(byCode(code).length)), kind === 'covered' ? t('已达到', 'reached') : nameOf(SEVERITY_NAMES[kind])));
  const body = el('tbody');
  for (const [kind, code] of GROUPS) {
    const services = byCode(code).sort((a, b) => (code === CELL.covered ? 1 : -1) * (minutesFor(model, a, n) - minutesFor(model, b, n)));
    if (services.length === 0) continue;
    body.append(el('tr', { class: 'hd' }, el('th', { colspan: 6, scope: 'rowgroup' }, `${kind === 'covered' ? t('已达到', 'Reached') : nameOf(SEVERITY_NAMES[kind])} ${services.length}`)));
    for (const s of services) body.append(rowOf(model, state, s, kind, events, steps));
  }
  host.replaceChildren(
    el('header', {}, el('div', {}, el('h2', {}, settlementName(model, n)), el('p', { class: 'sub' }, describeSettlement(model, n))), close),
    el('div', { class: 'chips' }, ...chips, el('span', {}, mark('unknown'), el('b', {}, String(unknown.flat().length)), t('未知', 'unknown'))),
    stopOf(model, n), circlesOf(state, events, circleText),
    el('table', { class: 'pt' }, el('caption', { class: 'sr' }, t('各项服务与最近设施', 'Services and nearest facilities')), el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, el('span', { class: 'sr' }, t('状态', 'Status'))), el('th', { scope: 'col' }, t('服务', 'Service')), el('th', { scope: 'col', class: 'bars' }, t(`0–${BAR_MINUTES} 分钟（竖线＝限时）`, `0–${BAR_MINUTES} min (tick: limit)`)),
      el('th', { scope: 'col', class: 'num' }, t('分钟 / 限时', 'min / limit')), el('th', { scope: 'col', class: 'num mo' }, t('步行路程', 'On foot')), el('th', { scope: 'col', class: 'mo' }, t('最近设施', 'Nearest')))), body),
    unknownOf(model, unknown), el('p', { class: 'sub' }, t('选一项服务，在地图上看走法。', 'Choose a service to see the way on the map.')));
}

function minutesFor({ columns }: Model, s: number, n: number): number {
  const { hundredths } = columns[s];
  return hundredths[n] < 0 ? Infinity : hundredths[n];
}

function describeSettlement({ data: { settlements, townships }, settlementAccess }: Model, n: number): string {
  const { population, elderly, children } = settlements, township = townships[settlements.township[n]], access = settlementAccess[n];
  const people = population === undefined ? '' : t(`，${Math.round(population[n]).toLocaleString('en')} 人`, `, ${Math.round(population[n]).toLocaleString('en')} residents`);
  const ages = elderly === undefined || children === undefined || elderly[n] + children[n] === 0 ? '' : t(`（老人 ${Math.round(elderly[n])}，儿童 ${Math.round(children[n])}）`, ` (${Math.round(elderly[n])} elderly, ${Math.round(children[n])} children)`);
  const metres = access.length === 0 ? null : Math.round(Math.min(...access.map((a) => a.legMetres)));
  const place = [township === '' ? nameOf(NO_TOWNSHIP) : township, settlements.village[n]].filter((name) => name !== '').join(' ');
  return t(`${place} · ${nameOf(KIND_NAMES[settlements.kind[n]])}（${nameOf(TIER_NAMES[settlements.tier[n]])}）${people}${ages}，${metres === null ? '不在路网上' : `距路网 ${metres} 米`}`,
    `${place} · ${nameOf(KIND_NAMES[settlements.kind[n]]).toLowerCase()} (${nameOf(TIER_NAMES[settlements.tier[n]])})${people}${ages}, ${metres === null ? 'off the network' : `${metres} m from the network`}`) + ` · ${settlements.id[n]}`;
}

function stopOf({ data }: Model, n: number): HTMLElement {
  const stop = data.settlements.stop[n] as (typeof data.settlements.stop)[number] | undefined;
  if (stop === undefined) return el('span');
  if (stop === null) return el('p', { class: 'stop' }, t(`公交：${data.searchMinutes} 分钟内没有站点`, `Bus: no stop within ${data.searchMinutes} minutes`));
  const trips = stop.tripsPerDay === null ? t('班次未知', 'departures unknown') : t(`每天 ${stop.tripsPerDay} 班次`, `${stop.tripsPerDay} departures a day`), hub = stop.hubMinutes === null ? '' : t(`，到枢纽 ${stop.hubMinutes} 分钟`, `, ${stop.hubMinutes} min to an interchange`);
  return el('p', { class: 'stop' }, t(`最近的公交站：${stop.name}，走 ${stop.minutes} 分钟（${Math.round(stop.metres)} 米），${stop.lines.join('、')}，${trips}${hub}`, `Nearest stop: ${stop.name}, ${stop.minutes} min on foot (${Math.round(stop.metres)} m), ${stop.lines.join(', ')}, ${trips}${hub}`));
}

function circlesOf({ circle }: State, { showCircle }: PanelEvents, text: string): HTMLElement {
  const button = (minutes: number): HTMLElement => {
    const made = el('button', { type: 'button', 'aria-pressed': String(circle === minutes) }, minutes === 0 ? t('不显示', 'none') : t(`${minutes} 分钟`, `${minutes} min`));
    made.addEventListener('click', () => { showCircle(minutes); });
    return made;
  };
  return el('div', { class: 'circles' }, el('span', {}, t('步行圈', 'Walking circle')), el('div', { class: 'seg', role: 'group', 'aria-label': t('步行圈', 'Walking circle') }, ...[0, ...LIMITS_OF_CIRCLES].map(button)), el('span', { class: 'what' }, text));
}

function rowOf(model: Model, state: State, s: number, kind: (typeof GROUPS)[number][0], { showWay }: PanelEvents, steps: string): DocumentFragment {
  const { settlement: n, way } = state, { data, columns } = model, { hundredths, tenths, facility, bus } = columns[s], { name } = data.services[s], limit = limitFor(model, s, n), isReached = hundredths[n] >= 0, byBus = bus.get(n);
  const button = el('button', { type: 'button', title: nameOf(name), disabled: !isReached, 'aria-pressed': String(s === way), 'data-way': data.services[s].id }, nameOf(shortName(name)));
  const limitText = limit === null ? '' : limit.limitMinutes === null ? `${limit.limitMetres ?? ''} ${t('米', 'm')}` : String(limit.limitMinutes);
  const minutes = isReached ? el('td', { class: 'num' }, el('b', {}, (hundredths[n] / 100).toFixed(1)), ` / ${limitText}`) : el('td', { class: 'num far' }, t(`${data.searchMinutes} 分钟内无 / ${limitText}`, `none in ${data.searchMinutes} / ${limitText}`));
  const row = el('tr', { class: s === way ? 'on' : '' }, el('td', {}, mark(kind)), el('th', { scope: 'row' }, button, byBus === undefined ? null : el('span', { class: 'mode' }, t('公交', 'bus')), kind !== 'covered' && isWithin(limit, hundredths[n], tenths[n]) ? el('span', { class: 'mode' }, t('满员', 'full')) : null), el('td', { class: 'bars' }, barOf(isReached ? hundredths[n] / 100 : null, limit?.limitMinutes ?? null, kind === 'covered')),
    minutes, el('td', { class: 'num mo' }, isReached ? t(`${Math.round(tenths[n] / 10).toLocaleString('en')} 米`, `${Math.round(tenths[n] / 10).toLocaleString('en')} m`) : '–'), el('td', { class: 'mo name' }, isReached ? data.facilities.name[facility[n]] || t('（无名称）', '(no name)') : ''));
  if (isReached) row.addEventListener('click', () => { showWay(s); });
  const fragment = new DocumentFragment();
  fragment.append(row);
  if (s === way && isReached) fragment.append(el('tr', { class: 'steps' }, el('td', {}), el('td', { colspan: 5 }, byBus === undefined ? steps : describeRides(model, byBus))));
  return fragment;
}

/** Whether the nearest is in time: a gap then lacks places, not a facility. */
function isWithin(limit: ReturnType<typeof limitFor>, hundredths: number, tenths: number): boolean {
  if (limit === null || hundredths < 0) return false;
  return (limit.limitMinutes === null || hundredths / 100 < limit.limitMinutes) && (limit.limitMetres === null || tenths / 10 < limit.limitMetres);
}

/** Line by line; the drawing is straight from stop to stop, and says so. */
function describeRides({ data }: Model, { walk, wait, ride, share, rides }: BusWay): string {
  const minutes = (hundredths: number): string => (hundredths / 100).toFixed(1), clock = (seconds: number): string => `${String(Math.floor(seconds / 3600)).padStart(2, '0')}:${String(Math.floor(seconds / 60) % 60).padStart(2, '0')}`;
  const each = rides.map((r) => t(`${data.lines[r.line]}：${data.stops[r.from]} → ${data.stops[r.to]}，候 ${minutes(r.wait)} 乘 ${minutes(r.ride)} 分钟${r.departure === null ? '' : `（${clock(r.departure)} 开）`}`, `${data.lines[r.line]}: ${data.stops[r.from]} → ${data.stops[r.to]}, wait ${minutes(r.wait)}, ride ${minutes(r.ride)} min${r.departure === null ? '' : ` (leaves ${clock(r.departure)})`}`));
  const made = share === null ? '' : t(`；${Math.round(100 * share)}% 的出发时刻能按时到`, `; ${Math.round(100 * share)}% of departures make it in time`);
  return t(`步行 ${minutes(walk)}，候车 ${minutes(wait)}，乘车 ${minutes(ride)} 分钟。${each.join('；')}${made}。图上虚线为站间直线，不是线路走向。`, `Walk ${minutes(walk)}, wait ${minutes(wait)}, ride ${minutes(ride)} min. ${each.join('; ')}${made}. Dashed on the map: straight from stop to stop, not the bus's road.`);
}

/** Length is time; a tick is the limit; an arrow leads beyond the end; dashes mean nothing was found. */
function barOf(minutes: number | null, limit: number | null, isCovered: boolean): SVGSVGElement {
  const x = (value: number): number => Math.min(BAR_MINUTES, value) / BAR_MINUTES * (BAR_WIDTH - 12), shapes: SVGElement[] = [], colour = isCovered ? '#2f5f83' : '#c07a45';
  if (minutes === null) shapes.push(svg('path', { d: `M0 7H${BAR_WIDTH - 12}`, stroke: colour, 'stroke-width': 2, 'stroke-dasharray': '2 3' }), svg('path', { d: `M${BAR_WIDTH - 14} 3l5 4-5 4`, fill: 'none', stroke: colour, 'stroke-width': 1.5 }));
  else {
    shapes.push(svg('rect', { x: 0, y: 5, width: BAR_WIDTH - 12, height: 4, fill: '#e9e6dd' }), svg('rect', { x: 0, y: 3, width: x(minutes), height: 8, fill: colour }));
    if (minutes > BAR_MINUTES) shapes.push(svg('path', { d: `M${BAR_WIDTH - 12} 1l9 6-9 6z`, fill: colour }));
  }
  if (limit !== null) shapes.push(svg('rect', { x: x(limit) - 1, y: 0, width: 2, height: 14, fill: '#1a1f24' }));
  return svg('svg', { width: BAR_WIDTH, height: 14, viewBox: `0 0 ${BAR_WIDTH} 14`, 'aria-hidden': 'true' }, ...shapes);
}

/** Each reason by itself, with what mends it. */
function unknownOf({ data }: Model, [offNetwork, notInData, edgeOfData, noCapacity]: readonly (readonly number[])[]): HTMLElement {
  const names = (services: readonly number[]): string => services.map((s) => nameOf(shortName(data.services[s].name))).join(t('、', ', '));
  const line = (services: readonly number[], text: string): HTMLElement | null => (services.length === 0 ? null : el('li', {}, mark('unknown'), text));
  return el('ul', { class: 'why' },
    line(offNetwork, t(`${offNetwork.length} 项未知：居民点不在路网上。检查坐标，补上缺的路。`, `${offNetwork.length} unknown: the settlement is off the network. Check its coordinates; add the missing way.`)),
    line(notInData, t(`${notInData.length} 项未知：数据中没有这类设施，不等于没有服务（${names(notInData)}）。请收集。`, `${notInData.length} unknown: no such facility in the data, which is not the same as no service (${names(notInData)}). Collect them.`)),
    line(edgeOfData, t(`${edgeOfData.length} 项未知：搜索碰到了数据边缘（${names(edgeOfData)}）。请把数据向区外延伸。`, `${edgeOfData.length} unknown: the search ran into the edge of the data (${names(edgeOfData)}). Extend the data.`)),
    line(noCapacity, t(`${noCapacity.length} 项未知：够得到的设施没有填写容量（${names(noCapacity)}）。请填写。`, `${noCapacity.length} unknown: facilities in reach have no capacity in the data (${names(noCapacity)}). Fill it in.`)));
}
