/**
 * The map: two layers of canvas, streets below and places above, each a little larger than what is seen. A drag only shifts them;
 * they are drawn anew when it ends or their margin is used up.
 */
import { drawCircles, drawWay, type DrawnWay } from './draw-way.ts';
import { drawBoundaries, drawStreets, prepareStreets, type Streets } from './draw-network.ts';
import { drawSettlements, drawTriangle, radiusOf } from './draw-places.ts';
import { drawLinks, drawSites, drawSpare, siteLabels, type Link, type SiteMark } from './draw-sites.ts';
import { el, svg } from './dom.ts';
import { listen } from './gestures.ts';
import { drawLabels, type Label } from './labels.ts';
import { t } from './language.ts';
import { settlementName, type Model, type Points } from './model.ts';
import type { Selection } from './selection.ts';
import type { Isochrone } from '../isochrones/isochrone.ts';
import { boxOf, fitTo, pixelX, pixelY, shiftBy, zoomAt, type View } from './view.ts';

/** What the map shows besides the streets. */
export interface Scene {
  readonly selection: Selection;
  readonly settlement: number;
  /** Facilities to mark. */
  readonly facilities: readonly number[];
  readonly way: DrawnWay | null;
  readonly circles: readonly Isochrone[];
  /** Of a plan: its projects, whom they serve, and the settlements to ring. */
  readonly sites: readonly SiteMark[];
  readonly links: readonly Link[];
  readonly served: readonly number[];
  /** Facilities that could go. */
  readonly spare: readonly number[];
}

/** What somebody points at, or chose: one of the three, the others are -1. A site is a place in the scene's list. */
export interface Chosen { readonly settlement: number; readonly facility: number; readonly site: number }

export interface MapEvents {
  readonly choose: (chosen: Chosen) => void;
  /** Text for what the pointer is over. */
  readonly describe: (chosen: Chosen) => string;
}

/** Pixels of the layers beyond each side of the map. */
const MARGIN = 120;
const HIT_PIXELS = 13;
/** From this scale on settlements are named instead of townships, pixels a metre. */
const NAMES_FROM = 0.09;
const MOST_NAMES = 40;
/** The map as printed, pixels. */
const PRINT = { width: 230, leastHeight: 150, mostHeight: 410 };
/** Pixels that are kept free around all settlements. */
const BORDER = 26;

export class MapView {
  readonly #model: Model;
  readonly #events: MapEvents;
  readonly #box: HTMLElement;
  readonly #layers = el('div', { class: 'layers' });
  readonly #streetLayer = el('canvas');
  readonly #placeLayer = el('canvas');
  readonly #printed = el('canvas', { class: 'printed', 'aria-hidden': 'true' });
  readonly #tip = el('div', { class: 'tip', hidden: true });
  readonly #scaleLine = el('i');
  readonly #scaleText = el('span');
  readonly #streets: Streets;
  /** Settlements from the largest to the smallest. */
  readonly #order: Uint32Array;
  #view: View;
  #printHeight = 0;
  #shiftX = 0;
  #shiftY = 0;
  #scene: Scene | null = null;

  constructor(host: HTMLElement, model: Model, events: MapEvents) {
    this.#model = model;
    this.#events = events;
    this.#streets = prepareStreets(model);
    this.#order = Uint32Array.from({ length: model.count }, (_, n) => n).sort((a, b) => model.weight[b] - model.weight[a] || a - b);
    this.#layers.append(this.#streetLayer, this.#placeLayer);
    const button = (label: string, path: string, press: () => void): HTMLButtonElement => {
      const made = el('button', { type: 'button', 'aria-label': label, title: label }, svg('svg', { width: 16, height: 16, viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { d: path, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6 })));
      made.addEventListener('click', press);
      return made;
    };
    const zoomBy = (factor: number): void => { this.#zoom(factor, this.#view.width / 2, this.#view.height / 2); };
    this.#box = el('div', { class: 'mapbox', tabindex: 0, role: 'application' },
      this.#layers, this.#printed, el('div', { class: 'scale', 'aria-hidden': 'true' }, this.#scaleLine, this.#scaleText), this.#tip,
      el('div', { class: 'zoom' }, button('放大 Zoom in', 'M8 2v12M2 8h12', () => { zoomBy(1.6); }), button('缩小 Zoom out', 'M2 8h12', () => { zoomBy(1 / 1.6); }), button('全区 Whole district', 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4', () => { this.showAll(); })));
    host.prepend(this.#box);
    this.#shape(host);
    this.#view = this.#fitAll(this.#size());
    this.#look(this.#view);
    listen(this.#box, {
      pan: (dx, dy) => { this.#pan(dx, dy); }, panEnded: () => { this.#settle(); }, zoom: (factor, px, py) => { this.#zoom(factor, px, py); },
      choose: (px, py) => { this.#events.choose(this.#at(px, py)); }, hover: (at) => { this.#hover(at); },
    });
    new ResizeObserver(() => { this.#resize(); }).observe(this.#box);
    addEventListener('beforeprint', () => { this.#print(); });
    matchMedia('print').addEventListener('change', ({ matches }) => { if (matches) this.#print(); else this.#drawScale(this.#view); });
  }

  /** Show a scene where the map is. */
  draw(scene: Scene): void {
    this.#scene = scene;
    this.#drawPlaces();
  }

  /** Follow a change of language. */
  relabel(): void {
    this.#box.setAttribute('aria-label', t('居民点地图。方向键移动，加减号缩放，回车选中间的居民点；旁边的表格和搜索框有同样的内容。', 'Map of settlements. Arrows move it, plus and minus zoom, Enter chooses the settlement in the middle. The table and the search box hold the same.'));
    this.#drawScale(this.#view);
  }

  showAll(): void {
    this.#look(this.#fitAll(this.#size()));
  }

  /** Move so that points are seen, no closer than `closest` pixels a metre. */
  showPoints(points: Iterable<readonly [x: number, y: number]>, closest = 0.3): void {
    const box = boxOf(points), { width, height } = this.#size();
    if (box !== null) this.#look(fitTo(box, width, height, Math.min(90, width / 5), closest));
  }

  /** Where a settlement is seen, for tests and for the tip. */
  pixelsOf(n: number): readonly [px: number, py: number] {
    const { x, y } = this.#model.settlements;
    return [pixelX(this.#view, x[n]), pixelY(this.#view, y[n])];
  }

  #size(): { width: number; height: number } {
    return { width: Math.max(50, this.#box.clientWidth), height: Math.max(50, this.#box.clientHeight) };
  }

  #fitAll({ width, height }: { width: number; height: number }): View {
    const { x, y } = this.#model.settlements, box = boxOf(function* () { for (let n = 0; n < x.length; n++) yield [x[n], y[n]] as const; }());
    return box === null ? { x: 0, y: 0, scale: 0.01, width, height } : fitTo(box, width, height, Math.min(BORDER, width / 10));
  }

  #look(view: View): void {
    this.#view = view;
    this.#drawStreets();
    this.#drawPlaces();
    this.#drawScale(view);
  }

  /** As high as the district needs at its width, on screen and on paper; the style sets the bounds. */
  #shape(host: HTMLElement): void {
    const { x, y } = this.#model.settlements, box = boxOf(Array.from(x, (at, n) => [at, y[n]] as const)), ratio = box === null ? 1 : (box.north - box.south) / Math.max(1, box.east - box.west);
    this.#printHeight = Math.round(Math.max(PRINT.leastHeight, Math.min(PRINT.mostHeight, (PRINT.width - 2 * BORDER) * ratio + 3 * BORDER)));
    host.style.setProperty('--map-height', `${Math.round((this.#box.clientWidth - 2 * BORDER) * ratio + 3 * BORDER)}px`);
    host.style.setProperty('--print-height', `${this.#printHeight}px`);
  }

  #resize(): void {
    const { width, height } = this.#size();
    if (width === this.#view.width && height === this.#view.height) return;
    const isWhole = this.#view.scale === this.#fitAll(this.#view).scale;
    this.#look(isWhole ? this.#fitAll({ width, height }) : { ...this.#view, width, height });
  }

  #pan(dx: number, dy: number): void {
    this.#shiftX += dx;
    this.#shiftY += dy;
    if (Math.abs(this.#shiftX) >= MARGIN || Math.abs(this.#shiftY) >= MARGIN) this.#settle();
    else this.#layers.style.transform = `translate(${this.#shiftX}px,${this.#shiftY}px)`;
  }

  #settle(): void {
    if (this.#shiftX === 0 && this.#shiftY === 0) return;
    const view = shiftBy(this.#view, this.#shiftX, this.#shiftY);
    this.#shiftX = this.#shiftY = 0;
    this.#look(view);
  }

  #zoom(factor: number, px: number, py: number): void {
    this.#settle();
    this.#look(zoomAt(this.#view, factor, px, py));
  }

  /** The view of a layer, margin included. */
  #layerView(): View {
    return { ...this.#view, width: this.#view.width + 2 * MARGIN, height: this.#view.height + 2 * MARGIN };
  }

  #drawStreets(): void {
    const view = this.#layerView();
    const c = prepare(this.#streetLayer, view, devicePixelRatio);
    drawStreets(c, this.#streets, view);
    drawBoundaries(c, this.#model.boundaries, view);
    this.#layers.style.transform = '';
  }

  #drawPlaces(): void {
    const view = this.#layerView();
    if (this.#scene !== null) this.#drawScene(prepare(this.#placeLayer, view, devicePixelRatio), this.#scene, view, 12.5);
  }

  #drawScene(c: CanvasRenderingContext2D, { selection, settlement, facilities, way, circles, sites, links, served, spare }: Scene, view: View, fontPixels: number): void {
    const family = getComputedStyle(document.body).fontFamily, { settlements, facilities: places, toMetres } = this.#model;
    drawCircles(c, circles, toMetres, view);
    drawSettlements(c, this.#model, selection, this.#order, view);
    const r = facilities.length > 200 ? 3.4 : 5.2;
    drawSpare(c, places, spare, view);
    for (const f of facilities) drawTriangle(c, pixelX(view, places.x[f]), pixelY(view, places.y[f]), r);
    if (way !== null) drawWay(c, way, view, family);
    drawLinks(c, links, view);
    for (const n of served) drawRing(c, pixelX(view, settlements.x[n]), pixelY(view, settlements.y[n]), radiusOf(this.#model, n, view) + 2);
    drawSites(c, sites, view);
    if (settlement >= 0) drawRing(c, pixelX(view, settlements.x[settlement]), pixelY(view, settlements.y[settlement]), radiusOf(this.#model, settlement, view) + 4);
    const labels = view.scale < NAMES_FROM ? this.#townshipLabels(view) : way === null && circles.length === 0 ? this.#settlementLabels(view, selection, served) : [];
    drawLabels(c, [...siteLabels(sites, view), ...labels], [], view.width, view.height, `600 ${fontPixels}px ${family}`);
  }

  /** In the middle of its people; where they would cover each other, the township of most settlements comes first. */
  #townshipLabels(view: View): Label[] {
    const { data: { townships, settlements: { township } }, settlements: { x, y }, weight, count } = this.#model;
    const sums = townships.map(() => ({ x: 0, y: 0, weight: 0 }));
    for (let n = 0; n < count; n++) {
      if (Number.isNaN(x[n])) continue;
      const sum = sums[township[n]], w = weight[n] + 1e-9;
      sum.x += x[n] * w; sum.y += y[n] * w; sum.weight += w;
    }
    return sums.map((sum, i) => ({ ...sum, text: townships[i] })).filter(({ text, weight: w }) => text !== '' && w > 0).sort((a, b) => b.weight - a.weight)
      .map((sum) => ({ text: sum.text, x: pixelX(view, sum.x / sum.weight), y: pixelY(view, sum.y / sum.weight), clear: 12 }));
  }

  /** Where a project is chosen, only of those whom it serves. */
  #settlementLabels(view: View, { isIn }: Selection, served: readonly number[]): Label[] {
    const { settlements: { x, y } } = this.#model, labels: Label[] = [], only = served.length === 0 ? null : new Set(served);
    for (const n of this.#order) {
      if (labels.length >= MOST_NAMES) break;
      const px = pixelX(view, x[n]), py = pixelY(view, y[n]);
      if (isIn[n] === 1 && (only === null || only.has(n)) && px > MARGIN && py > MARGIN && px < view.width - MARGIN && py < view.height - MARGIN) labels.push({ text: settlementName(this.#model, n), x: px, y: py, clear: radiusOf(this.#model, n, view) });
    }
    return labels;
  }

  /** Length of the bar in round metres, and how long one walks along it. */
  #drawScale({ scale }: View): void {
    const metres = [20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000].find((m) => m * scale > 60) ?? 50_000, minutes = Math.max(1, Math.round(metres / this.#model.data.walkMetresPerMinute));
    this.#scaleLine.style.width = `${metres * scale}px`;
    const length = metres >= 1000 ? `${metres / 1000} ${t('公里', 'km')}` : `${metres} ${t('米', 'm')}`;
    this.#scaleText.textContent = t(`${length}（走 ${minutes} 分钟）`, `${length} (${minutes} min walk)`);
  }

  #at(px: number, py: number): Chosen {
    const distanceTo = (x: number, y: number): number => Math.hypot(pixelX(this.#view, x) - px, pixelY(this.#view, y) - py);
    const near = ({ x, y }: Points, isShown: (i: number) => boolean): { i: number; distance: number } => {
      let best = -1, bestDistance = HIT_PIXELS;
      for (let i = 0; i < x.length; i++) {
        const distance = distanceTo(x[i], y[i]);
        if (distance < bestDistance && isShown(i)) { best = i; bestDistance = distance; }
      }
      return { i: best, distance: bestDistance };
    };
    const scene = this.#scene, settlement = near(this.#model.settlements, (n) => scene?.selection.isIn[n] === 1), marked = new Set([...scene?.facilities ?? [], ...scene?.spare ?? []]), facility = near(this.#model.facilities, (f) => marked.has(f));
    const sites = scene?.sites ?? [], site = sites.reduce((best, { x, y }, i) => { const distance = distanceTo(x, y); return distance < best.distance ? { i, distance } : best; }, { i: -1, distance: HIT_PIXELS });
    if (site.i >= 0 && site.distance <= Math.min(settlement.i < 0 ? Infinity : settlement.distance, facility.i < 0 ? Infinity : facility.distance)) return { settlement: -1, facility: -1, site: site.i };
    return facility.i >= 0 && (settlement.i < 0 || facility.distance < settlement.distance) ? { settlement: -1, facility: facility.i, site: -1 } : { settlement: settlement.i, facility: -1, site: -1 };
  }

  #hover(at: readonly [px: number, py: number] | null): void {
    const chosen = at === null ? null : this.#at(at[0], at[1]), isOver = chosen !== null && (chosen.settlement >= 0 || chosen.facility >= 0 || chosen.site >= 0);
    this.#box.style.cursor = isOver ? 'pointer' : '';
    this.#tip.hidden = !isOver;
    if (!isOver || at === null) return;
    this.#tip.textContent = this.#events.describe(chosen);
    this.#tip.style.left = `${Math.max(4, Math.min(at[0] + 14, this.#view.width - 236))}px`;
    this.#tip.style.top = `${at[1] + (at[1] > this.#view.height - 90 ? -64 : 16)}px`;
  }

  /** On paper the whole district, or what is looked at. */
  #print(): void {
    const paper = { width: PRINT.width, height: this.#printHeight }, isWhole = this.#view.scale === this.#fitAll(this.#view).scale;
    const view = isWhole ? this.#fitAll(paper) : { ...this.#view, ...paper, scale: this.#view.scale * Math.min(paper.width / this.#view.width, paper.height / this.#view.height) };
    const c = prepare(this.#printed, view, 3);
    drawStreets(c, this.#streets, view);
    drawBoundaries(c, this.#model.boundaries, view);
    if (this.#scene !== null) this.#drawScene(c, this.#scene, view, 9);
    this.#drawScale(view);
  }
}

/** A canvas of the size of a view, empty, in pixels of the view. */
function prepare(canvas: HTMLCanvasElement, { width, height }: View, ratio: number): CanvasRenderingContext2D {
  const c = canvas.getContext('2d'), scale = Math.min(3, Math.max(1, ratio));
  if (c === null) throw new RangeError('no canvas, expected a browser that draws');
  const w = Math.round(width * scale), h = Math.round(height * scale);
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  c.setTransform(1, 0, 0, 1, 0, 0);
  c.clearRect(0, 0, w, h);
  c.setTransform(scale, 0, 0, scale, 0, 0);
  return c;
}

function drawRing(c: CanvasRenderingContext2D, px: number, py: number, r: number): void {
  for (const [colour, width] of [['#fff', 5], ['#0b4f8a', 2.5]] as const) {
    c.beginPath();
    c.arc(px, py, r, 0, 7);
    c.strokeStyle = colour;
    c.lineWidth = width;
    c.stroke();
  }
}
