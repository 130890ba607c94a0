/**
 * Draws the picture of the README from the demo district: docs/demo.svg and docs/demo.zh.svg.
 * Every number in it comes from a run over data/demo; nothing is typed in.
 *
 *   npm run picture
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Feature, FeatureCollection, Position } from 'geojson';
import { degreeMetres } from '../src/core/geodesy.ts';
import { computeCoverage, type CoverageResult, type SettlementResult } from '../src/index.ts';
import { footAccess } from '../src/inputs/foot-access.ts';
import type { Lang } from '../src/outputs/words.ts';

const DEMO = new URL('../data/demo/', import.meta.url);
const WIDTH = 1200, MARGIN = 26, MAP_TOP = 104, SERVICES_SHOWN = 5;

/** Darker: more is missing. The classes are rounded so that each holds a fair part of the demo. */
const CLASSES = [
  { from: 0, colour: '#f4ead6' }, { from: 10, colour: '#e8c797' }, { from: 15, colour: '#d2935a' }, { from: 20, colour: '#a9552c' }, { from: 25, colour: '#652413' },
];
const INK = '#1a1f24', GREY = '#51585f', HAIRLINE = '#d8d4c9', PAPER = '#fcfbf8', SEA = '#e6edf0', SHORE = '#a9bcc4', CANAL = '#bfd3db', WAY = '#d9d4c7', ROAD = '#c3bcab', BUS = '#2f6f96';
/** A bus that comes as often is worth waiting for within a quarter of an hour. */
const OFTEN_MINUTES = 10;

const WORDS = {
  en: {
    title: 'Basic services out of reach',
    subtitle: (places: string, people: string, pace: number, elderlyPace: number) => `Demo island (invented): ${places} settlements, ${people} residents; on foot at ${pace} m/min, the elderly at ${elderlyPace}`,
    legend: 'Basic services missing, and residents concerned', unknown: 'unknown: no way near',
    urban: (services: number) => `town, of ${services} services`, rural: (services: number) => `village, of ${services} services`, size: 'residents',
    table: 'Basic services most lacked', people: 'residents', share: 'share', km: 'km', walk: ' min on foot',
    note: (minutes: number) => ['Limits and classes are drafts, none is official.', `Where the checklist lets villagers take the bus, a ride counts as well. Blue: buses that come every ${minutes} minutes or more often.`],
    fonts: "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans', 'Noto Sans CJK SC', sans-serif",
  },
  zh: {
    title: '够不到的基础服务',
    subtitle: (places: string, people: string, pace: number, elderlyPace: number) => `虚构的示范岛县：${places} 个居民点，${people} 人；步行每分钟 ${pace} 米，老年人 ${elderlyPace} 米`,
    legend: '缺几项基础保障类服务，涉及多少人', unknown: '未知：附近无路',
    urban: (services: number) => `城镇，共 ${services} 项`, rural: (services: number) => `乡村，共 ${services} 项`, size: '人',
    table: '缺少人数最多的基础服务', people: '人数', share: '占比', km: '公里', walk: ' 分钟步行',
    note: (minutes: number) => ['限值与分类均为草案，不是官方数据。', `清单里乡村可以乘车的服务，已计入乘车。蓝线：每 ${minutes} 分钟一班或更密的公交。`],
    fonts: "'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
  },
} as const satisfies Record<Lang, object>;

/** Pixels of a place in degrees, and pixels of a metre. */
interface Plane { readonly at: (position: Position) => [number, number]; readonly perMetre: number; readonly bottom: number }

function drawPicture(result: CoverageResult, lang: Lang): string {
  const w = WORDS[lang], settlements = [...result.settlements];
  const coast = readLayer('coast.geojson'), plane = fitPlane(coast.flatMap(linesOf).flat());
  const below = plane.bottom + 40, height = below + 232;
  const pace = Number(result.parameters['walkMetresPerMinute']);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${px(height)}" width="${WIDTH}" height="${px(height)}" role="img" font-family="${w.fonts}" fill="${INK}">`,
    `<title>${escape(w.title)}</title>`,
    `<rect width="${WIDTH}" height="${px(height)}" fill="${PAPER}"/>`,
    text(MARGIN, 48, 34, w.title, 'font-weight="600"'),
    text(MARGIN, 82, 21, w.subtitle(thousands(settlements.length), thousands(result.population), pace, Number(result.parameters['elderlyMetresPerMinute'])), `fill="${GREY}"`),
    `<rect y="${MAP_TOP}" width="${WIDTH}" height="${px(plane.bottom - MAP_TOP)}" fill="${SEA}"/>`,
    drawGround(coast, plane),
    drawSettlements(settlements, plane),
    drawScale(plane, pace, lang),
    drawLegend(result, settlements, below, lang),
    drawTable(result, settlements, below, lang),
    ...w.note(OFTEN_MINUTES).map((line, i) => text(MARGIN, height - 40 + 24 * i, 17, line, `fill="${GREY}"`)),
    '</svg>\n',
  ].join('\n');
}

/** Coast, canals, the ways that are open on foot and the buses that come often: each kind of line is one path. */
function drawGround(coast: readonly Feature[], plane: Plane): string {
  const canals = readLayer('canals.geojson').flatMap(linesOf);
  const open = readLayer('walk.geojson').filter(isWalkable);
  const isRoad = ({ properties }: Feature): boolean => /^(primary|secondary|tertiary)$/.test(String(properties?.['highway']));
  const stroke = (lines: readonly Position[][], colour: string, width: number): string =>
    `<path d="${pathOf(lines, plane)}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round"/>`;
  return [
    `<path d="${pathOf(coast.flatMap(linesOf), plane)}" fill="${PAPER}" stroke="${SHORE}" stroke-width="1.4" stroke-linejoin="round"/>`,
    stroke(canals, CANAL, 2.4),
    stroke(open.filter((f) => !isRoad(f)).flatMap(linesOf), WAY, 0.9),
    stroke(open.filter(isRoad).flatMap(linesOf), ROAD, 1.5),
    stroke(readLayer('bus-lines.geojson').filter(({ properties }) => Number(properties?.['headwayMinutes']) <= OFTEN_MINUTES).flatMap(linesOf), BUS, 2.2),
  ].join('\n');
}

/** Large ones first, so that small ones stay in sight. */
function drawSettlements(settlements: readonly SettlementResult[], plane: Plane): string {
  const sorted = [...settlements].sort((a, b) => b.population - a.population);
  const marks = sorted.flatMap((s) => {
    if (s.lon === null || s.lat === null) return [];
    const [x, y] = plane.at([s.lon, s.lat]);
    return [isUnknown(s) ? cross(x, y, 6) : mark(s.kind, x, y, radiusOf(s.population), CLASSES[classOf(s)].colour)];
  });
  return `<g stroke="${INK}" stroke-width="0.7">\n${marks.join('\n')}\n</g>`;
}

/** A bar of two quarters of an hour, with kilometres below. */
function drawScale({ perMetre, bottom }: Plane, pace: number, lang: Lang): string {
  const { km, walk } = WORDS[lang], quarter = 15 * pace * perMetre;
  const x = WIDTH - MARGIN - 2 * quarter - 108, y = bottom - 42;
  const kilometres = (quarters: number): string => (15 * quarters * pace / 1000).toFixed(1);
  return [
    ...[0, 1].map((i) => `<rect x="${px(x + i * quarter)}" y="${px(y)}" width="${px(quarter)}" height="7" fill="${i === 0 ? INK : PAPER}" stroke="${INK}"/>`),
    text(x, y - 8, 17, '0', 'text-anchor="middle"'), text(x + quarter, y - 8, 17, '15', 'text-anchor="middle"'), text(x + 2 * quarter - 9, y - 8, 17, `30${walk}`),
    text(x + quarter, y + 26, 17, kilometres(1), 'text-anchor="middle"'), text(x + 2 * quarter - 12, y + 26, 17, `${kilometres(2)} ${km}`),
  ].join('\n');
}

/** The classes with the residents in each, as bars; the marks and what their size says. */
function drawLegend({ services }: CoverageResult, settlements: readonly SettlementResult[], top: number, lang: Lang): string {
  const w = WORDS[lang], known = settlements.filter((s) => !isUnknown(s));
  const people = CLASSES.map((_, c) => known.filter((s) => classOf(s) === c).reduce((sum, s) => sum + s.population, 0));
  const rows = CLASSES.map(({ from, colour }, c) => {
    const y = top + 36 + 27 * c, next = c + 1 < CLASSES.length ? CLASSES[c + 1].from : null;
    const bar = Math.max(1, 140 * people[c] / Math.max(...people, 1));
    return [
      text(MARGIN + 58, y, 18, next === null ? `${from}+` : `${from}–${next - 1}`, 'text-anchor="end"'),
      `<rect x="${MARGIN + 70}" y="${y - 16}" width="${px(bar)}" height="20" fill="${colour}" stroke="${INK}" stroke-width="0.7"/>`,
      text(MARGIN + 78 + bar, y, 18, thousands(people[c]), `fill="${GREY}"`),
    ].join('\n');
  });
  const basic = (table: string): number => services.filter((s) => s.table === table && s.class === 'basic').length;
  const x = MARGIN + 334, line = (i: number): number => top + 36 + 27 * i, words = (i: number, label: string): string => text(x + 20, line(i), 18, label);
  return [
    text(MARGIN, top, 19, w.legend, 'font-weight="600"'), ...rows,
    `<g stroke="${INK}" stroke-width="0.9">`, mark('urban', x, line(0) - 6, 7.5, PAPER), mark('rural', x, line(1) - 6, 7.5, PAPER), cross(x, line(2) - 6, 6),
    mark('urban', x, line(3) - 6, radiusOf(500), PAPER), mark('urban', x, line(4) - 6, radiusOf(100), PAPER), '</g>',
    words(0, w.urban(basic('urban'))), words(1, w.rural(basic('rural'))), words(2, w.unknown), words(3, `500 ${w.size}`), words(4, `100 ${w.size}`),
  ].join('\n');
}

/** Residents without a basic service, the largest numbers first. */
function drawTable(result: CoverageResult, settlements: readonly SettlementResult[], top: number, lang: Lang): string {
  const w = WORDS[lang], x = 620, names = new Map(result.services.map((s) => [s.id, s.name[lang]]));
  const lacking = new Map<string, number>();
  for (const { population, services } of settlements) {
    for (const [id, { severity }] of services) if (severity === 'required' || severity === 'pilot') lacking.set(id, (lacking.get(id) ?? 0) + population);
  }
  const most = [...lacking].sort(([, a], [, b]) => b - a).slice(0, SERVICES_SHOWN);
  const right = WIDTH - MARGIN;
  const rows = most.map(([id, people], i) => {
    const y = top + 36 + 27 * i;
    return [
      `<path d="M${x} ${y + 8}H${right}" stroke="${HAIRLINE}"/>`,
      text(x, y, 18, names.get(id) ?? id), text(right - 68, y, 18, thousands(people), 'text-anchor="end"'),
      text(right, y, 18, `${Math.round(100 * people / result.population)} %`, 'text-anchor="end"'),
    ].join('\n');
  });
  return [text(x, top, 19, w.table, 'font-weight="600"'), text(right - 68, top, 17, w.people, `text-anchor="end" fill="${GREY}"`), text(right, top, 17, w.share, `text-anchor="end" fill="${GREY}"`), ...rows].join('\n');
}

function gapsOf({ gaps }: SettlementResult): number {
  return gaps.required + gaps.pilot;
}

function classOf(settlement: SettlementResult): number {
  return CLASSES.findLastIndex(({ from }) => from <= gapsOf(settlement));
}

/** Whether nothing at all is known of a settlement. */
function isUnknown({ services }: SettlementResult): boolean {
  return [...services.values()].every(({ status }) => status === 'unknown');
}

const radiusOf = (population: number): number => Math.max(2.2, 0.32 * Math.sqrt(population));

/** A circle for towns, a square of the same area for villages. */
function mark(kind: SettlementResult['kind'], x: number, y: number, radius: number, fill: string): string {
  const side = radius * Math.sqrt(Math.PI);
  return kind === 'urban' ? `<circle cx="${px(x)}" cy="${px(y)}" r="${px(radius)}" fill="${fill}"/>`
    : `<rect x="${px(x - side / 2)}" y="${px(y - side / 2)}" width="${px(side)}" height="${px(side)}" fill="${fill}"/>`;
}

function cross(x: number, y: number, arm: number): string {
  return `<path d="M${px(x - arm)} ${px(y - arm)}L${px(x + arm)} ${px(y + arm)}M${px(x - arm)} ${px(y + arm)}L${px(x + arm)} ${px(y - arm)}" stroke-width="2.6" fill="none"/>`;
}

/** The plane that fits the coast between the margins. */
function fitPlane(coast: readonly Position[]): Plane {
  const lon = coast.map((p) => p[0]), lat = coast.map((p) => p[1]);
  const [west, east, south, north] = [Math.min(...lon), Math.max(...lon), Math.min(...lat), Math.max(...lat)];
  const per = degreeMetres((south + north) / 2);
  const perMetre = (WIDTH - 2 * MARGIN) / ((east - west) * per.lon);
  const top = MAP_TOP + 22;
  return {
    perMetre, bottom: top + (north - south) * per.lat * perMetre + 22,
    at: ([x, y]) => [MARGIN + (x - west) * per.lon * perMetre, top + (north - y) * per.lat * perMetre],
  };
}

/** Lines as one path: steps in tenths of a pixel, those too short to see left out. */
function pathOf(lines: readonly Position[][], plane: Plane): string {
  return lines.map((line) => {
    let [lastX, lastY] = plane.at(line[0]).map(tenths), path = `M${lastX / 10} ${lastY / 10}`, step = 'l';
    line.slice(1).forEach((position, i) => {
      const [x, y] = plane.at(position).map(tenths), dx = x - lastX, dy = y - lastY;
      if (Math.abs(dx) + Math.abs(dy) < 6 && i < line.length - 2) return;
      path += `${step}${dx / 10}${dy < 0 ? '' : ' '}${dy / 10}`;
      [lastX, lastY, step] = [x, y, ' '];
    });
    return path;
  }).join('');
}

const tenths = (pixels: number): number => Math.round(10 * pixels);
const px = (pixels: number): string => String(tenths(pixels) / 10);

function linesOf({ geometry }: Feature): Position[][] {
  return geometry.type === 'LineString' ? [geometry.coordinates] : geometry.type === 'Polygon' ? geometry.coordinates : [];
}

function isWalkable({ properties }: Feature): boolean {
  const { forward, backward } = footAccess((key) => String(properties?.[key] ?? ''), () => undefined);
  return forward || backward;
}

function readLayer(name: string): Feature[] {
  return (JSON.parse(readFileSync(new URL(name, DEMO), 'utf8')) as FeatureCollection).features;
}

function text(x: number, y: number, size: number, words: string, attributes = ''): string {
  return `<text x="${px(x)}" y="${px(y)}" font-size="${size}"${attributes === '' ? '' : ` ${attributes}`}>${escape(words)}</text>`;
}

function escape(words: string): string {
  return words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

const thousands = (count: number): string => Math.round(count).toLocaleString('en');

const result = await computeCoverage(fileURLToPath(DEMO));
for (const [name, lang] of [['demo.svg', 'en'], ['demo.zh.svg', 'zh']] as const) writeFileSync(new URL(name, import.meta.url), drawPicture(result, lang));
