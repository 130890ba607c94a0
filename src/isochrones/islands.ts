/**
 * The parts of the ground that walks can cover: one around the place, others around far stops. Each is traced by itself,
 * so that nothing is computed for the ground that buses only cross.
 */
import type { NearSegment, SnapIndex } from '../network/snap.ts';
import type { WalkCosts } from '../travel/costs.ts';
import type { WalkStart } from '../travel/stops-by-bus.ts';
import type { Pieces } from './distance-grid.ts';
import type { Plane } from './plane.ts';

/** Metres of the plane. */
interface Box { readonly west: number; readonly south: number; readonly east: number; readonly north: number }

/** What is reached within the box is reached from a start in it: no walk leaves it. */
export interface Island {
  readonly box: Box;
  /** All that may come within the box. */
  readonly segments: readonly NearSegment[];
}

/** Lengths in the plane err by less than this far off. */
const PLANE_ERROR = 1.01;

/** Boxes that do not overlap, around the starts. @param marginMetres around what can be walked to. */
export function findIslands({ network, profile }: WalkCosts, starts: readonly WalkStart[], limitMs: number, marginMetres: number, { toPlane }: Plane): Box[] {
  const fastest = network.edgeSpeedFactor.reduce((most, factor) => Math.max(most, factor), 1), metresPerMs = fastest * profile.metresPerMinute / 60_000, boxes: Box[] = [];
  for (const { access, ms } of starts) {
    const [x, y] = toPlane(access.placeLon, access.placeLat), reach = PLANE_ERROR * ((limitMs - ms) * metresPerMs + access.legMetres) + marginMetres;
    let box: Box = { west: x - reach, south: y - reach, east: x + reach, north: y + reach };
    for (let i = boxes.findIndex((b) => overlap(b, box)); i >= 0; i = boxes.findIndex((b) => overlap(b, box))) box = unite(box, boxes.splice(i, 1)[0]);
    boxes.push(box);
  }
  return boxes;
}

export function segmentsIn(index: SnapIndex, { west, south, east, north }: Box, { toDegrees }: Plane): NearSegment[] {
  return index.segmentsIn(...toDegrees([west, south]), ...toDegrees([east, north]));
}

/** Of pieces that are reached: each lies within one box, or leads out of it where lines are said to be shorter than they are drawn. */
export function piecesWithin(box: Box, pieces: Pieces): Pieces {
  const within: Pieces = [];
  for (let p = 0; p < pieces.length; p += 4) {
    const [x1, y1, x2, y2] = pieces.slice(p, p + 4);
    if (overlap(box, { west: Math.min(x1, x2), south: Math.min(y1, y2), east: Math.max(x1, x2), north: Math.max(y1, y2) })) within.push(x1, y1, x2, y2);
  }
  return within;
}

function overlap(a: Box, b: Box): boolean {
  return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;
}

function unite(a: Box, b: Box): Box {
  return { west: Math.min(a.west, b.west), south: Math.min(a.south, b.south), east: Math.max(a.east, b.east), north: Math.max(a.north, b.north) };
}
