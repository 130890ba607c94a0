/** Which part of the district a map shows, and how large. */

export interface Box { west: number; south: number; east: number; north: number }

export interface View {
  /** Metres, in the middle of the map. */
  readonly x: number;
  readonly y: number;
  /** Pixels a metre. */
  readonly scale: number;
  readonly width: number;
  readonly height: number;
}

/** Closest and furthest look. */
const CLOSEST = 2, FURTHEST = 1e-4;

/** The box around points; null if there are none. */
export function boxOf(points: Iterable<readonly [x: number, y: number]>): Box | null {
  const box: Box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const [x, y] of points) {
    if (Number.isNaN(x)) continue;
    box.west = Math.min(box.west, x); box.east = Math.max(box.east, x);
    box.south = Math.min(box.south, y); box.north = Math.max(box.north, y);
  }
  return box.west <= box.east ? box : null;
}

/** The view of a box with a margin in pixels, no closer than `closest`. */
export function fitTo({ west, south, east, north }: Box, width: number, height: number, margin: number, closest = 0.3): View {
  const scale = Math.min(closest, (width - 2 * margin) / Math.max(1, east - west), (height - 2 * margin) / Math.max(1, north - south));
  return { x: (west + east) / 2, y: (south + north) / 2, scale: Math.max(FURTHEST, scale), width, height };
}

/** Closer by a factor, with the place at a pixel staying where it is. */
export function zoomAt(view: View, factor: number, px = view.width / 2, py = view.height / 2): View {
  const scale = Math.min(CLOSEST, Math.max(FURTHEST, view.scale * factor)), dx = px - view.width / 2, dy = py - view.height / 2;
  return { ...view, scale, x: view.x + dx / view.scale - dx / scale, y: view.y - dy / view.scale + dy / scale };
}

/** Shifted by pixels, as the hand drags. */
export function shiftBy(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x - dx / view.scale, y: view.y + dy / view.scale };
}

export const pixelX = ({ x, scale, width }: View, at: number): number => (at - x) * scale + width / 2;
export const pixelY = ({ y, scale, height }: View, at: number): number => (y - at) * scale + height / 2;
