/** map.svg: the settlements by how many basic services they lack, over the network, on a sheet of A4. */
import { degreeMetres } from '../../core/geodesy.ts';
import type { EdgeResult } from '../../coverage/network-edges.ts';
import type { CoverageResult, SettlementResult } from '../../coverage/result.ts';
import { findGapClasses } from '../gap-classes.ts';
import type { Lang } from '../words.ts';
import { PICTURE_WORDS, people } from './picture-words.ts';
import { placeLabels } from './place-labels.ts';
import { cross, DOT_RAMP, FACILITY, fit, GREY, HAIRLINE, INK, line, PAPER, picture, px, rect, settlementMark, text, triangle, widthOf } from './svg.ts';

const LONG = 1600, SHORT = 1131, MARGIN = 44, TOP = 122, BOTTOM = 236, PADDING = 30;
const WAY = '#cfc9ba', LABEL_SIZE = 20;

interface Frame { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }
/** Pixels of a place in degrees, and of a metre. */
interface Plane { readonly width: number; readonly height: number; readonly frame: Frame; readonly perMetre: number; readonly at: (lon: number, lat: number) => [x: number, y: number] }
interface Located { readonly settlement: SettlementResult; readonly x: number; readonly y: number; readonly radius: number }

export function renderMapSvg(result: CoverageResult, lang: Lang): string {
  const w = PICTURE_WORDS[lang], settlements = [...result.settlements], edges = [...result.edges];
  const places = settlements.flatMap(({ lon, lat }): [number, number][] => (lon === null || lat === null ? [] : [[lon, lat]]));
  const plane = fitPlane(places, edges);
  const { width, height, frame, at } = plane, isInside = ([lon, lat]: readonly [number, number]): boolean => { const [x, y] = at(lon, lat); return x > frame.left && x < frame.right && y > frame.top && y < frame.bottom; };
  const size = sizeOf(settlements);
  const located = settlements.flatMap((settlement): Located[] => {
    if (settlement.lon === null || settlement.lat === null) return [];
    const [x, y] = at(settlement.lon, settlement.lat);
    return [{ settlement, x, y, radius: size(settlement.population) }];
  }).sort((a, b) => b.settlement.population - a.settlement.population); // large ones first, so that small ones stay in sight
  const classes = classesOf(settlements), labels = labelTownships(located, frame);
  const pace = Number(result.parameters['walkMetresPerMinute']);
  const notes = [w.note(`${result.checklist.name[lang]} ${result.checklist.version}`), ...(places.length < settlements.length ? [w.unlocated(settlements.length - places.length)] : []), ...(labels.dropped > 0 ? [w.dropped(labels.dropped)] : [])];
  return picture(width, height, w.mapTitle, lang, [
    text(MARGIN, 58, w.mapTitle, { size: 34, isBold: true }),
    text(MARGIN, 94, fit(w.mapSubtitle(result.project[lang], settlements.length.toLocaleString('en'), people(result.population, lang), pace, Number(result.parameters['elderlyMetresPerMinute'])), 18, width - 2 * MARGIN), { size: 18, colour: GREY }),
    `<clipPath id="frame">${rect(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top, '')}</clipPath>`,
    rect(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top, `fill="#fff" stroke="${HAIRLINE}"`),
    `<g clip-path="url(#frame)">`,
    `<path d="${edges.filter(({ path }) => path.some(isInside)).map(({ path }) => pathOf(path, plane)).join('')}" fill="none" stroke="${WAY}" stroke-width="1" stroke-linejoin="round"/>`,
    `<path d="${[...result.facilities].map((f) => (f.status !== 'existing' || !f.open || f.lon === null || f.lat === null || !isInside([f.lon, f.lat]) ? '' : triangle(...at(f.lon, f.lat), 3.4))).join('')}" fill="${FACILITY}" fill-opacity="0.55"/>`,
    `<g stroke="${INK}" stroke-width="0.8">`, ...located.map(({ settlement, x, y, radius }) => (isUnknown(settlement) ? cross(x, y, 6) : settlementMark(settlement.kind, x, y, radius, DOT_RAMP[classOf(settlement, classes)]))), '</g>',
    ...labels.marks, '</g>',
    drawNorth(frame, w.north), drawScale(plane, pace, lang),
    drawLegend({ settlements, classes, size, plane, lang }),
    text(MARGIN, height - 26, fit(notes.join(lang === 'zh' ? '' : ' '), 15, width - 2 * MARGIN), { size: 15, colour: GREY }),
  ]);
}

/** The sheet, upright or across, on which the settlements and the network around them are larger. What is far off is outside the frame. */
function fitPlane(settlements: readonly (readonly [number, number])[], edges: readonly EdgeResult[]): Plane {
  let west = Infinity, east = -Infinity, south = Infinity, north = -Infinity;
  const include = (places: readonly (readonly [number, number])[]): void => { for (const [lon, lat] of places) { west = Math.min(west, lon); east = Math.max(east, lon); south = Math.min(south, lat); north = Math.max(north, lat); } };
  include(settlements);
  for (const { path, component } of edges) if (component === 0) include(path);
  const per = degreeMetres((south + north) / 2), metresWide = Math.max(200, (east - west) * per.lon), metresHigh = Math.max(200, (north - south) * per.lat);
  const sheets = [[LONG, SHORT], [SHORT, LONG]].map(([width, height]) => {
    const frame = { left: MARGIN, top: TOP, right: width - MARGIN, bottom: height - BOTTOM };
    return { width, height, frame, perMetre: Math.min((frame.right - frame.left - 2 * PADDING) / metresWide, (frame.bottom - frame.top - 2 * PADDING) / metresHigh) };
  });
  const sheet = sheets[1].perMetre > sheets[0].perMetre ? sheets[1] : sheets[0], { frame, perMetre } = sheet;
  const middleX = (frame.left + frame.right) / 2, middleY = (frame.top + frame.bottom) / 2;
  return { ...sheet, at: (lon, lat) => [middleX + (lon - (west + east) / 2) * per.lon * perMetre, middleY - (lat - (south + north) / 2) * per.lat * perMetre] };
}

/** Steps in tenths of a pixel; those too short to see are left out. */
function pathOf(path: readonly (readonly [number, number])[], { at }: Plane): string {
  let steps = '', lastX = NaN, lastY = NaN;
  for (const [i, [lon, lat]] of path.entries()) {
    const [x, y] = at(lon, lat);
    if (i > 0 && i < path.length - 1 && Math.abs(x - lastX) + Math.abs(y - lastY) < 1.5) continue;
    steps += `${i === 0 ? 'M' : 'L'}${px(x)} ${px(y)}`;
    [lastX, lastY] = [x, y];
  }
  return steps;
}

/** Radius by residents: the area says how many. The largest is 15 pixels, none below 3, and less where settlements are many. */
function sizeOf(settlements: readonly SettlementResult[]): (population: number) => number {
  const most = settlements.reduce((max, s) => Math.max(max, s.population), 0), few = Math.max(0.4, Math.min(1, Math.sqrt(600 / settlements.length)));
  return (population) => few * Math.max(3, most === 0 ? 5 : 15 * Math.sqrt(population / most));
}

function gapsOf({ gaps }: SettlementResult): number {
  return gaps.required + gaps.pilot;
}

/** Whether nothing at all is known of a settlement. */
function isUnknown({ services }: SettlementResult): boolean {
  return [...services.values()].every(({ status }) => status === 'unknown');
}

/** Least number of gaps in each class. */
function classesOf(settlements: readonly SettlementResult[]): number[] {
  const known = settlements.filter((s) => !isUnknown(s)), isAnyoneCounted = settlements.some(({ population }) => population > 0);
  return [0, ...findGapClasses(known.map((s) => ({ missing: gapsOf(s), weight: isAnyoneCounted ? s.population : 1 })))];
}

/** Index of the ramp: the last class is always the darkest. */
function classOf(settlement: SettlementResult, classes: readonly number[]): number {
  const c = classes.findLastIndex((from) => from <= gapsOf(settlement));
  return colourOf(c, classes);
}

function colourOf(c: number, classes: readonly number[]): number {
  return c === 0 ? 0 : DOT_RAMP.length - classes.length + c;
}

/** Township names near the middle of their people, those of most people first. */
function labelTownships(located: readonly Located[], frame: Frame): { marks: string[]; dropped: number } {
  const townships = new Map<string, { people: number; weight: number; x: number; y: number }>();
  for (const { settlement: { township, population }, x, y } of located) {
    if (township === '') continue;
    const sum = townships.get(township) ?? { people: 0, weight: 0, x: 0, y: 0 }, weight = population + 1;
    townships.set(township, { people: sum.people + population, weight: sum.weight + weight, x: sum.x + weight * x, y: sum.y + weight * y });
  }
  const labels = [...townships].sort(([, a], [, b]) => b.people - a.people).map(([name, { weight, x, y }]) => {
    const words = fit(name, LABEL_SIZE, 240);
    return { words, x: x / weight, y: y / weight, width: widthOf(words, LABEL_SIZE), height: LABEL_SIZE };
  });
  // The corners with the scale and the arrow stay free.
  const inside = { left: frame.left + 6, top: frame.top + 6, right: frame.right - 6, bottom: frame.bottom - 70 };
  const at = placeLabels(labels, located, inside);
  return {
    marks: labels.flatMap(({ words }, i) => { const place = at[i]; return place === null ? [] : [text(place.x, place.y + LABEL_SIZE * 0.35, words, { size: LABEL_SIZE, isBold: true, anchor: 'middle', hasHalo: true })]; }),
    dropped: at.filter((place) => place === null).length,
  };
}

function drawNorth({ right, top }: Frame, letter: string): string {
  const x = right - 34, y = top + 46;
  return [`<path d="M${x} ${y - 28}L${x + 9} ${y}L${x} ${y - 6}L${x - 9} ${y}Z" fill="${INK}" stroke="${PAPER}" stroke-width="3" paint-order="stroke"/>`, text(x, y + 20, letter, { size: 17, anchor: 'middle', isBold: true, hasHalo: true })].join('\n');
}

/** A bar of round kilometres, with the minutes on foot beside it. */
function drawScale({ frame, perMetre }: Plane, pace: number, lang: Lang): string {
  const w = PICTURE_WORDS[lang], metres = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000].findLast((m) => m * perMetre <= 260) ?? 100, length = metres * perMetre;
  const x = frame.left + 20, y = frame.bottom - 24, words = `${metres / 1000} ${w.km}（${Math.round(metres / pace)} ${w.walk}）`;
  return [
    rect(x - 8, y - 28, length + 16 + 8, 44, 'fill="#fff" fill-opacity="0.85"'),
    rect(x, y, length / 2, 7, `fill="${INK}" stroke="${INK}"`), rect(x + length / 2, y, length / 2, 7, `fill="${PAPER}" stroke="${INK}"`),
    text(x, y - 9, lang === 'zh' ? words : words.replace('（', ' (').replace('）', ')'), { size: 16, hasHalo: true }),
  ].join('\n');
}

/** The classes with the residents in each as bars, the marks, and what their size says. */
function drawLegend({ settlements, classes, size, plane: { height, width }, lang }: { settlements: readonly SettlementResult[]; classes: readonly number[]; size: (population: number) => number; plane: Plane; lang: Lang }): string {
  const w = PICTURE_WORDS[lang], top = height - BOTTOM + 36, known = settlements.filter((s) => !isUnknown(s)), step = 24;
  const residents = classes.map((from, c) => known.filter((s) => gapsOf(s) >= from && gapsOf(s) < (classes.at(c + 1) ?? Infinity)).reduce((sum, s) => sum + s.population, 0));
  const most = Math.max(1, ...residents), row = (i: number): number => top + 30 + step * i;
  const rows = classes.map((from, c) => {
    const next = classes.at(c + 1), label = next === undefined ? (c === 0 ? '0' : `${from}+`) : next - 1 === from ? String(from) : `${from}–${next - 1}`, bar = 120 * residents[c] / most;
    return [
      settlementMark('urban', MARGIN + 12, row(c) - 5, 8, DOT_RAMP[colourOf(c, classes)]).replace('/>', ` stroke="${INK}" stroke-width="0.8"/>`),
      text(MARGIN + 30, row(c), label, { size: 16 }), rect(MARGIN + 92, row(c) - 13, Math.max(1, bar), 16, `fill="${DOT_RAMP[colourOf(c, classes)]}" stroke="${INK}" stroke-width="0.6"`),
      text(MARGIN + 100 + bar, row(c), people(residents[c], lang), { size: 15, colour: GREY }),
    ].join('\n');
  });
  const x = MARGIN + Math.max(360, width * 0.36, widthOf(w.classes, 17) + 50), far = x + 260, largest = settlements.reduce((max, s) => Math.max(max, s.population), 0);
  const round = (value: number): number => { const unit = 10 ** Math.floor(Math.log10(Math.max(1, value))); return Math.max(1, Math.floor(value / unit)) * unit; };
  const sizes = largest === 0 ? [] : [...new Set([round(largest), round(largest / 4), round(largest / 20)])].filter((n) => n <= largest);
  const words = (i: number, label: string): string => text(x + 26, row(i), label, { size: 16 });
  return [
    text(MARGIN, top, w.classes, { size: 17, isBold: true }), ...rows,
    text(x, top, w.marks, { size: 17, isBold: true }),
    `<g stroke="${INK}" stroke-width="0.8">`, settlementMark('urban', x + 8, row(0) - 5, 7, PAPER), settlementMark('rural', x + 8, row(1) - 5, 7, PAPER), '</g>', cross(x + 8, row(2) - 5, 6),
    `<path d="${triangle(x + 8, row(3) - 5, 6)}" fill="${FACILITY}"/>`, line(x, row(4) - 5, x + 17, row(4) - 5, WAY, 2),
    words(0, w.urban), words(1, w.rural), words(2, w.unknown), words(3, w.facility), words(4, w.way),
    ...(sizes.length === 0 ? [] : [text(far, top, w.size, { size: 17, isBold: true })]),
    ...sizes.map((n, i) => settlementMark('urban', far + 16, row(1.4 * i) - 3, size(n), PAPER).replace('/>', ` stroke="${INK}" stroke-width="0.8"/>`) + text(far + 42, row(1.4 * i) + 2, `${Math.round(n).toLocaleString('en')} ${w.residents}`, { size: 16 })),
  ].join('\n');
}
