/** Settlements as dots, facilities as triangles. */
import type { Model } from './model.ts';
import { UNKNOWN_DOT, type Selection } from './selection.ts';
import { pixelX, pixelY, type View } from './view.ts';

/** Darker: more is missing. Lightness falls steadily, for all colour vision. */
export const DOT_COLOURS = ['#f4ead6', '#e8c797', '#d2935a', '#a9552c', '#652413'] as const;
export const FACILITY_COLOUR = '#0b4f8a';

const OUTLINE_OF_LIGHT = '#6b5a45', ASIDE = '#d0ccc2', UNKNOWN = '#687077', ROUND = 0;

/** Up to so many settlements have room for dots of full size. */
const UNCROWDED = 700;

/** Radius of a dot in pixels. */
export function radiusOf({ weight, countsPeople, count }: Model, n: number, view: View): number {
  const size = Math.max(0.75, Math.min(2.4, Math.sqrt(view.scale / 0.033))) * (view.width < 420 ? 0.8 : 1) * Math.min(1, Math.sqrt(UNCROWDED / count));
  return (countsPeople ? 1.9 + Math.min(9, Math.sqrt(weight[n]) / 3.6) : 3.6) * size;
}

/** Settlements that are not selected are small and grey; the largest are drawn first, so that they hide no other. */
export function drawSettlements(c: CanvasRenderingContext2D, model: Model, { isIn, dot }: Selection, order: Uint32Array, view: View): void {
  const { x, y } = model.settlements, { kind } = model.data.settlements;
  c.fillStyle = ASIDE;
  c.beginPath();
  for (let n = 0; n < model.count; n++) if (isIn[n] === 0) { const px = pixelX(view, x[n]), py = pixelY(view, y[n]); c.moveTo(px, py); c.arc(px, py, 1.6, 0, 7); }
  c.fill();
  for (const n of order) {
    if (isIn[n] === 0) continue;
    const px = pixelX(view, x[n]), py = pixelY(view, y[n]);
    if (!(px > -20 && py > -20 && px < view.width + 20 && py < view.height + 20)) continue;
    drawSettlement(c, px, py, radiusOf(model, n, view), dot[n], kind[n] === ROUND);
  }
}

/** A circle in town, a square in the country, a cross where nothing is known. */
function drawSettlement(c: CanvasRenderingContext2D, px: number, py: number, r: number, dot: number, isUrban: boolean): void {
  c.beginPath();
  if (dot === UNKNOWN_DOT) {
    c.moveTo(px - 3.5, py - 3.5); c.lineTo(px + 3.5, py + 3.5); c.moveTo(px + 3.5, py - 3.5); c.lineTo(px - 3.5, py + 3.5);
    c.strokeStyle = UNKNOWN;
    c.lineWidth = 1.6;
    c.stroke();
    return;
  }
  if (isUrban) c.arc(px, py, r, 0, 7); else c.rect(px - r * 0.88, py - r * 0.88, r * 1.76, r * 1.76);
  c.fillStyle = DOT_COLOURS[dot];
  c.fill();
  c.strokeStyle = dot > 2 ? '#fff' : OUTLINE_OF_LIGHT;
  c.lineWidth = 0.7;
  c.stroke();
}

export function drawTriangle(c: CanvasRenderingContext2D, px: number, py: number, r: number): void {
  c.beginPath();
  c.moveTo(px, py - r); c.lineTo(px + r * 0.95, py + r * 0.75); c.lineTo(px - r * 0.95, py + r * 0.75);
  c.closePath();
  c.fillStyle = FACILITY_COLOUR;
  c.fill();
  c.strokeStyle = '#fff';
  c.lineWidth = 1;
  c.stroke();
}
