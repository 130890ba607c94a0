/** The way to a facility, on foot along the streets or by bus from stop to stop, and the circles one walks in a time. */
import type { Isochrone } from '../isochrones/isochrone.ts';
import { drawTriangle, FACILITY_COLOUR } from './draw-places.ts';
import { pixelX, pixelY, type View } from './view.ts';

export interface DrawnWay {
  /** Metres. */
  readonly parts: readonly { readonly points: readonly (readonly [x: number, y: number])[]; readonly isStraight: boolean }[];
  /** Minutes and metres. */
  readonly label: string;
  readonly facility: string;
}

const FONT_SIZE = 12.5;

/** Straight parts are dashed: they say from where to where, not along which street. */
export function drawWay(c: CanvasRenderingContext2D, { parts, label, facility }: DrawnWay, view: View, family: string): void {
  for (const [colour, width] of [['#fff', 7], [FACILITY_COLOUR, 3.2]] as const) {
    for (const { points, isStraight } of parts) {
      c.beginPath();
      points.forEach(([x, y], i) => { if (i === 0) c.moveTo(pixelX(view, x), pixelY(view, y)); else c.lineTo(pixelX(view, x), pixelY(view, y)); });
      c.strokeStyle = colour;
      c.lineWidth = width;
      c.lineCap = c.lineJoin = 'round';
      c.setLineDash(isStraight && width < 5 ? [1, 7] : []);
      c.stroke();
    }
  }
  c.setLineDash([]);
  const end = parts.at(-1)?.points.at(-1), all = parts.flatMap(({ points }) => points);
  if (end === undefined) return;
  drawTriangle(c, pixelX(view, end[0]), pixelY(view, end[1]), 8);
  const middle = halfWay(all);
  write(c, facility, pixelX(view, end[0]), pixelY(view, end[1]) + 20, family, FACILITY_COLOUR, view);
  write(c, label, pixelX(view, middle[0]), pixelY(view, middle[1]) - 12, family, '#1a1f24', view);
}

/** The widest first; each reached in fewer minutes a little darker. */
export function drawCircles(c: CanvasRenderingContext2D, circles: readonly Isochrone[], toMetres: (lon: number, lat: number) => readonly [number, number], view: View): void {
  for (const { polygons } of [...circles].reverse()) {
    c.beginPath();
    for (const ring of polygons.flat()) {
      ring.forEach(([lon, lat], i) => {
        const [x, y] = toMetres(lon, lat);
        if (i === 0) c.moveTo(pixelX(view, x), pixelY(view, y)); else c.lineTo(pixelX(view, x), pixelY(view, y));
      });
      c.closePath();
    }
    c.fillStyle = 'rgba(11,79,138,.10)';
    c.fill('evenodd');
    c.strokeStyle = 'rgba(11,79,138,.75)';
    c.lineWidth = 1.2;
    c.stroke();
  }
}

function halfWay(points: readonly (readonly [number, number])[]): readonly [number, number] {
  const steps = points.slice(1).map(([x, y], i) => Math.hypot(x - points[i][0], y - points[i][1]));
  let left = steps.reduce((sum, step) => sum + step, 0) / 2;
  for (const [i, step] of steps.entries()) {
    if (left <= step && step > 0) return [points[i][0] + left / step * (points[i + 1][0] - points[i][0]), points[i][1] + left / step * (points[i + 1][1] - points[i][1])];
    left -= step;
  }
  return points[points.length - 1];
}

function write(c: CanvasRenderingContext2D, text: string, x: number, y: number, family: string, colour: string, { width, height }: View): void {
  c.font = `600 ${FONT_SIZE}px ${family}`;
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  const half = c.measureText(text).width / 2 + 4, px = Math.max(half, Math.min(width - half, x)), py = Math.max(10, Math.min(height - 10, y));
  c.lineJoin = 'round';
  c.strokeStyle = 'rgba(255,255,255,.94)';
  c.lineWidth = 4;
  c.strokeText(text, px, py);
  c.fillStyle = colour;
  c.fillText(text, px, py);
}
