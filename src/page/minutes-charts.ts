/** How the minutes to the nearest facility are spread over people: a small histogram for each service. */
import { CELL, FIRST_UNKNOWN } from '../outputs/html/page-shape.ts';
import { shortName } from '../outputs/html/page-words.ts';
import { el, svg } from './dom.ts';
import { nameOf, t } from './language.ts';
import type { Model } from './model.ts';
import type { Selection } from './selection.ts';

const WIDTH = 160, HEIGHT = 56, BINS = 24;
/** As many are shown unasked; those that most people lack. */
const SHOWN = 15;
/** Figures closer than this, in units of the drawing, would touch. */
const NEAR = 18;
const REACHED = '#2f5f83', BEYOND = '#d9a878';

/** People by time, within the limit and beyond it; those with nothing within the search aside. */
interface Spread { readonly service: number; readonly within: number[]; readonly beyond: number[]; readonly none: number; readonly total: number; readonly lacking: number; readonly median: number | null }

export function showMinutes(host: HTMLElement, model: Model, selection: Selection, showsAll: boolean, toggle: () => void): void {
  const spreads = selection.services.map((s) => spreadOf(model, selection, s)).filter(({ total }) => total > 0), most = [...spreads].sort((a, b) => b.lacking / b.total - a.lacking / a.total).slice(0, SHOWN);
  const shown = showsAll ? spreads : spreads.filter((spread) => most.includes(spread)), who = model.countsPeople ? t('人数', 'residents') : t('居民点数', 'settlements'), rest = spreads.length - most.length;
  const button = el('button', { type: 'button', class: 'txt' }, showsAll ? t(`只看缺得最多的 ${SHOWN} 项`, `Only the ${SHOWN} most lacked`) : t(`看全部 ${spreads.length} 项`, `Show all ${spreads.length}`));
  button.addEventListener('click', toggle);
  host.replaceChildren(
    el('p', { class: 'sub' }, t(`每格一项服务${rest > 0 && !showsAll ? `（缺得最多的 ${SHOWN} 项）` : ''}：横轴 0–${model.data.searchMinutes} 分钟，柱高＝${who}，各格纵轴不同，看形状。蓝色在限时内，褐色超出；竖线为限时。`,
      `One panel a service${rest > 0 && !showsAll ? ` (the ${SHOWN} most lacked)` : ''}: 0–${model.data.searchMinutes} minutes across, ${who} up, each to its own maximum. Blue is within the limit, brown beyond; ticks are limits.`), ' ', rest > 0 ? button : null),
    el('div', { class: 'sm' }, ...shown.map((spread) => drawSpread(model, spread))));
}

function spreadOf({ columns, weight, data: { searchMinutes } }: Model, { isIn }: Selection, service: number): Spread {
  const { code, hundredths } = columns[service], within = new Array<number>(BINS).fill(0), beyond = new Array<number>(BINS).fill(0), times: [number, number][] = [];
  let none = 0, total = 0, lacking = 0;
  for (let n = 0; n < isIn.length; n++) {
    if (isIn[n] === 0 || code[n] === CELL.absent || code[n] >= FIRST_UNKNOWN) continue;
    total += weight[n];
    if (code[n] !== CELL.covered) lacking += weight[n];
    if (hundredths[n] < 0) { none += weight[n]; continue; }
    const bin = Math.min(BINS - 1, Math.floor(hundredths[n] / 100 / searchMinutes * BINS));
    (code[n] === CELL.covered ? within : beyond)[bin] += weight[n];
    times.push([hundredths[n], weight[n]]);
  }
  let below = 0;
  const median = times.sort((a, b) => a[0] - b[0]).find(([, w]) => (below += w) >= total / 2)?.[0] ?? null;
  return { service, within, beyond, none, total, lacking, median };
}

function drawSpread({ data }: Model, { service, within, beyond, none, total, median }: Spread): HTMLElement {
  const { name, limits } = data.services[service], highest = Math.max(1e-9, ...within.map((w, i) => w + beyond[i])), barWidth = WIDTH / BINS, bars: SVGElement[] = [];
  within.forEach((w, i) => {
    const low = w / highest * HEIGHT, high = beyond[i] / highest * HEIGHT;
    if (low > 0) bars.push(svg('rect', { x: i * barWidth, y: HEIGHT - low, width: barWidth - 1, height: low, fill: REACHED }));
    if (high > 0) bars.push(svg('rect', { x: i * barWidth, y: HEIGHT - low - high, width: barWidth - 1, height: high, fill: BEYOND }));
  });
  const ticks = [...new Set(limits.flatMap((limit) => limit?.limitMinutes ?? []))].filter((minutes) => minutes < data.searchMinutes).sort((a, b) => a - b), at = (minutes: number): number => minutes / data.searchMinutes * WIDTH;
  const label = (x: number, text: string | number, attributes: Record<string, string | number> = {}): SVGElement => svg('text', { x, y: HEIGHT + 14, 'font-size': 10.5, fill: '#51585f', 'text-anchor': 'middle', ...attributes }, String(text));
  const share = none / total, said = median === null ? t(`过半人超 ${data.searchMinutes} 分钟`, `Over half: beyond ${data.searchMinutes} min`)
    : t(`中位 ${Math.round(median / 100)} 分钟`, `Median ${Math.round(median / 100)} min`) + (share >= 0.005 ? t(`，${Math.round(100 * share)}% 超 ${data.searchMinutes}`, `; ${Math.round(100 * share)}% over ${data.searchMinutes}`) : '');
  return el('div', {}, el('h3', { title: nameOf(name) }, nameOf(shortName(name))), el('p', {}, said),
    svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT + 17}`, role: 'img', 'aria-label': `${nameOf(name)}: ${said}` }, ...bars, svg('path', { d: `M0 ${HEIGHT + 0.5}H${WIDTH}`, stroke: '#b9b5aa' }),
      ...ticks.map((minutes) => svg('path', { d: `M${at(minutes)} 0V${HEIGHT + 3}`, stroke: '#1a1f24' })),
      label(0, 0, { 'text-anchor': 'start' }), ...ticks.map((minutes, i) => label(at(minutes), minutes, { fill: '#1a1f24', 'font-weight': 600, 'text-anchor': at(ticks[i + 1] ?? Infinity) - at(minutes) < NEAR ? 'end' : at(minutes) - at(ticks[i - 1] ?? -Infinity) < NEAR ? 'start' : 'middle' })), label(WIDTH, data.searchMinutes, { 'text-anchor': 'end' })));
}
