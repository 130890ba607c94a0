/** Boundaries of areas that cannot be meant: they cross themselves, or stay at one point. */
import Flatbush from 'flatbush';
import type { Position } from 'geojson';
import type { Findings } from '../core/problems.ts';
import type { Place } from '../inputs/geometry.ts';

/** Note polygons that cross themselves and points that are there twice in a row. */
export function checkPolygons(layer: string, places: readonly { readonly id: string; readonly place: Place }[], file: string, findings: Findings): void {
  for (const { id, place } of places) {
    if (place.type !== 'polygons') continue;
    const rings = place.polygons.flat();
    if (rings.some(crossesItself)) findings.notice('polygon-crosses-itself', file, `${layer} with a polygon that crosses itself`, id, 1, { id });
    if (rings.some((ring) => ring.some((p, i) => i > 0 && isSame(p, ring[i - 1])))) findings.notice('repeated-point', file, `${layer} with a polygon that has a point twice in a row`, id, 1, { id });
  }
}

/**
 * Whether two sides of a closed ring cross. Each side is tested against those whose boxes meet its own,
 * so that a ring of n corners takes n log n and not n². Sides that only touch do not cross.
 */
export function crossesItself(ring: readonly Position[]): boolean {
  const sides = ring.length - 1;
  if (sides < 4) return false;
  const boxes = new Flatbush(sides);
  for (let i = 0; i < sides; i++) boxes.add(...boxOf(ring, i));
  boxes.finish();
  for (let i = 0; i < sides; i++) {
    const crossing = boxes.search(...boxOf(ring, i), (j) => j > i && doCross(ring[i], ring[i + 1], ring[j], ring[j + 1]));
    if (crossing.length > 0) return true;
  }
  return false;
}

function boxOf(ring: readonly Position[], i: number): [number, number, number, number] {
  const [ax, ay] = ring[i], [bx, by] = ring[i + 1];
  return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)];
}

function doCross(a: Position, b: Position, c: Position, d: Position): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/** 1 if c lies left of the way from a to b, -1 right, 0 on it. */
function turn([ax, ay]: Position, [bx, by]: Position, [cx, cy]: Position): number {
  return Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
}

function isSame(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
