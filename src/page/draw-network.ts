/** What lies behind everything, drawn once for a view: boundaries of townships and streets. */
import { DEGREE_UNITS } from '../inputs/walk-lines.ts';
import type { Model } from './model.ts';
import { pixelX, pixelY, type View } from './view.ts';

/** The network in metres, with the box of each edge, for quick drawing. */
export interface Streets { readonly x: Float32Array; readonly y: Float32Array; readonly first: Uint32Array; /** Four numbers an edge: west, south, east, north. */ readonly boxes: Float32Array }

export function prepareStreets({ network: { shapeLon, shapeLat, firstShape, edgeCount }, toMetres }: Model): Streets {
  const x = new Float32Array(shapeLon.length), y = new Float32Array(shapeLon.length), boxes = new Float32Array(4 * edgeCount);
  for (let s = 0; s < x.length; s++) [x[s], y[s]] = toMetres(shapeLon[s] / DEGREE_UNITS, shapeLat[s] / DEGREE_UNITS);
  for (let e = 0; e < edgeCount; e++) {
    let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
    for (let s = firstShape[e]; s < firstShape[e + 1]; s++) {
      if (x[s] < west) west = x[s];
      if (x[s] > east) east = x[s];
      if (y[s] < south) south = y[s];
      if (y[s] > north) north = y[s];
    }
    boxes.set([west, south, east, north], 4 * e);
  }
  return { x, y, first: firstShape, boxes };
}

/** Points nearer to the last than this many pixels change nothing that is seen. */
const LEAST_PIXELS = 1;

export function drawStreets(c: CanvasRenderingContext2D, { x, y, first, boxes }: Streets, view: View): void {
  const halfWidth = view.width / 2 / view.scale, halfHeight = view.height / 2 / view.scale, west = view.x - halfWidth, east = view.x + halfWidth, south = view.y - halfHeight, north = view.y + halfHeight;
  const isClose = view.scale > 0.08;
  c.lineJoin = 'round';
  c.strokeStyle = isClose ? '#d9d6cd' : '#dedbd2';
  c.lineWidth = isClose ? Math.min(6, 1 + view.scale * 8) : 0.8;
  c.beginPath();
  for (let e = 0; e + 1 < first.length; e++) {
    if (boxes[4 * e] > east || boxes[4 * e + 2] < west || boxes[4 * e + 1] > north || boxes[4 * e + 3] < south) continue;
    const end = first[e + 1] - 1;
    let lastX = pixelX(view, x[first[e]]), lastY = pixelY(view, y[first[e]]);
    c.moveTo(lastX, lastY);
    for (let s = first[e] + 1; s <= end; s++) {
      const px = pixelX(view, x[s]), py = pixelY(view, y[s]);
      if (s < end && Math.abs(px - lastX) < LEAST_PIXELS && Math.abs(py - lastY) < LEAST_PIXELS) continue;
      c.lineTo(px, py);
      lastX = px;
      lastY = py;
    }
  }
  c.stroke();
}

export function drawBoundaries(c: CanvasRenderingContext2D, boundaries: Model['boundaries'], view: View): void {
  c.beginPath();
  for (const ring of boundaries) ring.forEach(([x, y], i) => { if (i === 0) c.moveTo(pixelX(view, x), pixelY(view, y)); else c.lineTo(pixelX(view, x), pixelY(view, y)); });
  c.strokeStyle = '#a39e92';
  c.lineWidth = 1;
  c.setLineDash([6, 3, 1, 3]);
  c.stroke();
  c.setLineDash([]);
}
