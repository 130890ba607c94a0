/** People from worst to best served, by the share of basic services they reach in time. */
import { CELL, FIRST_UNKNOWN } from '../outputs/html/page-shape.ts';
import { KIND_NAMES } from '../outputs/html/page-words.ts';
import { el, svg } from './dom.ts';
import { nameOf, t } from './language.ts';
import { limitFor, type Model } from './model.ts';

const WIDTH = 400, HEIGHT = 236, LEFT = 36, BOTTOM = 34, RIGHT = 50, TOP = 12;
const COLOURS = ['#2f5f83', '#a9552c'];

export function showEquity(host: HTMLElement, model: Model): void {
  const lines = KIND_NAMES.map((name, kind) => ({ name, steps: stepsOf(model, kind), colour: COLOURS[kind] })).filter(({ steps }) => steps.length > 0);
  const x = (share: number): number => LEFT + share * (WIDTH - LEFT - RIGHT), y = (share: number): number => HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
  const text = (at: number, down: number, what: string, attributes: Record<string, string | number> = {}): SVGElement => svg('text', { x: at, y: down, 'font-size': 12, fill: '#51585f', ...attributes }, what);
  const who = model.countsPeople ? t('居民，由差到好', 'Residents, worst to best') : t('居民点，由差到好', 'Settlements, worst to best');
  // Labels beside the ends of the lines, pushed apart where these meet.
  const ends = lines.map(({ steps }) => y(steps[steps.length - 1][1]));
  if (ends.length === 2 && Math.abs(ends[0] - ends[1]) < 15) { const middle = (ends[0] + ends[1]) / 2, up = ends[0] <= ends[1] ? 0 : 1; ends[up] = middle - 8; ends[1 - up] = middle + 8; }
  host.replaceChildren(svg('svg', { class: 'eq', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': t('各自够得着的基础保障类服务，由差到好', 'Share of basic services in reach, from worst to best') },
    svg('rect', { x: x(0), y: y(1), width: x(0.1) - x(0), height: y(0) - y(1), fill: '#f4ead6' }),
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((share) => [svg('path', { d: `M${LEFT} ${y(share)}H${x(1)}`, stroke: share === 0 ? '#51585f' : '#e3e0d8' }), text(LEFT - 6, y(share) + 4, share === 1 ? '100%' : String(100 * share), { 'text-anchor': 'end' })]),
    ...lines.map(({ steps, colour }) => svg('path', { d: `M${steps.map(([along, share]) => `${x(along).toFixed(1)} ${y(share).toFixed(1)}`).join('L')}`, fill: 'none', stroke: colour, 'stroke-width': 2 })),
    ...lines.map(({ name, colour }, i) => text(x(1) + 6, ends[i] + 4, nameOf(name), { 'font-size': 13, 'font-weight': 600, fill: colour })),
    text(x(0), HEIGHT - BOTTOM + 17, t('最差 10%', 'Worst 10%')), text(x(0.58), HEIGHT - BOTTOM + 17, who, { 'text-anchor': 'middle' }), text(x(1), HEIGHT - BOTTOM + 17, '100%', { 'text-anchor': 'end' })),
  model.countsPeople ? el('span') : el('p', { class: 'sub' }, model.data.countsPeople ? t('曲线按居民点数，文中的平均值按人口。', 'The lines count settlements; the means in the text count residents.') : ''));
}

/** Corners of the line: shares of the people passed, and of their basic services in reach. */
function stepsOf(model: Model, kind: number): [number, number][] {
  const { count, weight, columns, data: { settlements, services } } = model, people: { share: number; weight: number }[] = [];
  for (let n = 0; n < count; n++) {
    if (settlements.kind[n] !== kind) continue;
    let known = 0, covered = 0;
    for (let s = 0; s < services.length; s++) {
      const code = columns[s].code[n];
      if (code === CELL.absent || code >= FIRST_UNKNOWN || limitFor(model, s, n)?.class !== 'basic') continue;
      known++;
      if (code === CELL.covered) covered++;
    }
    if (known > 0 && weight[n] > 0) people.push({ share: covered / known, weight: weight[n] });
  }
  const total = people.reduce((sum, { weight: w }) => sum + w, 0), steps: [number, number][] = [];
  let passed = 0;
  for (const { share, weight: w } of people.sort((a, b) => a.share - b.share)) {
    steps.push([passed / total, share]);
    passed += w;
    steps.push([passed / total, share]);
  }
  return steps;
}
