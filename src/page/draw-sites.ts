/** Projects on the map: new building as diamonds, facilities that are used as triangles; hollow where the ground is still to be found, or a closed door to be opened. */
import type { Label } from './labels.ts';
import type { Points } from './model.ts';
import type { Site } from './plan-model.ts';
import { pixelX, pixelY, type View } from './view.ts';

export interface SiteMark {
  readonly x: number;
  readonly y: number;
  readonly kind: Site['kind'];
  readonly colour: string;
  /** How many projects stand there. */
  readonly count: number;
  /** Beside the mark, where there is room. */
  readonly label: string;
  /** Not open yet at the stage that is looked at, or beside the choice. */
  readonly isFaint: boolean;
  readonly isChosen: boolean;
}

/** From whom to where; metres. */
export type Link = readonly [from: readonly [x: number, y: number], to: readonly [x: number, y: number]];

export const SPARE_COLOUR = '#687077';
const SITE_RADIUS = 6.5;
/** From this scale on marks bear their years, pixels a metre. */
const LABELS_FROM = 0.05;

/** The outline of a mark, around a place in pixels. */
export function siteOutline(kind: Site['kind'], px: number, py: number, r: number): readonly (readonly [x: number, y: number])[] {
  return kind === 'candidate' || kind === 'junction' ? [[px, py - r * 1.1], [px + r * 1.1, py], [px, py + r * 1.1], [px - r * 1.1, py]] : [[px, py - r], [px + r, py + r * 0.8], [px - r, py + r * 0.8]];
}

export function isHollow(kind: Site['kind']): boolean {
  return kind === 'junction' || kind === 'closed';
}

export function drawLinks(c: CanvasRenderingContext2D, links: readonly Link[], view: View): void {
  for (const [colour, width, dash] of [['rgba(255,255,255,.9)', 4, []], ['#0b4f8a', 1.6, [5, 4]]] as const) {
    c.beginPath();
    for (const [[x, y], [toX, toY]] of links) { c.moveTo(pixelX(view, x), pixelY(view, y)); c.lineTo(pixelX(view, toX), pixelY(view, toY)); }
    c.strokeStyle = colour;
    c.lineWidth = width;
    c.setLineDash([...dash]);
    c.stroke();
  }
  c.setLineDash([]);
}

/** Those that are chosen last, on top. */
export function drawSites(c: CanvasRenderingContext2D, marks: readonly SiteMark[], view: View): void {
  for (const mark of [...marks].sort((a, b) => Number(a.isChosen) - Number(b.isChosen))) {
    const px = pixelX(view, mark.x), py = pixelY(view, mark.y);
    if (!(px > -20 && py > -20 && px < view.width + 20 && py < view.height + 20)) continue;
    drawSite(c, mark, px, py, radiusOfMark(mark, view));
  }
}

/** The years of projects, for those that are not faint; that which is chosen first. */
export function siteLabels(marks: readonly SiteMark[], view: View): Label[] {
  const near = view.scale < LABELS_FROM ? [] : marks.filter(({ isFaint }) => !isFaint);
  return [...near].sort((a, b) => Number(b.isChosen) - Number(a.isChosen)).map((mark) => ({ text: mark.label, x: pixelX(view, mark.x), y: pixelY(view, mark.y), clear: radiusOfMark(mark, view) }));
}

/** Facilities that could go, small and grey. */
export function drawSpare(c: CanvasRenderingContext2D, { x, y }: Points, spare: readonly number[], view: View): void {
  for (const f of spare) drawSite(c, { kind: 'closed', colour: SPARE_COLOUR, isFaint: false, isChosen: false }, pixelX(view, x[f]), pixelY(view, y[f]), 4.2);
}

function radiusOfMark({ count, isChosen }: SiteMark, { width }: View): number {
  return (width < 420 ? 0.75 : 1) * (SITE_RADIUS + Math.min(3, count - 1)) * (isChosen ? 1.4 : 1);
}

function drawSite(c: CanvasRenderingContext2D, { kind, colour, isFaint, isChosen }: Pick<SiteMark, 'kind' | 'colour' | 'isFaint' | 'isChosen'>, px: number, py: number, r: number): void {
  const hollow = isHollow(kind);
  c.globalAlpha = isFaint ? 0.35 : 1;
  c.beginPath();
  siteOutline(kind, px, py, r).forEach(([x, y], i) => { if (i === 0) c.moveTo(x, y); else c.lineTo(x, y); });
  c.closePath();
  c.lineJoin = 'miter';
  c.strokeStyle = '#fff';
  c.lineWidth = hollow ? 5.5 : 3.5;
  c.stroke();
  c.fillStyle = hollow ? '#fff' : colour;
  c.fill();
  c.strokeStyle = hollow ? colour : isChosen ? '#1a1f24' : 'rgba(26,31,36,.75)';
  c.lineWidth = hollow ? 2.6 : isChosen ? 2 : 0.8;
  c.stroke();
  c.globalAlpha = 1;
}
