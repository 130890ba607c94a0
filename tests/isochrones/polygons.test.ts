/** Holes of many rings within rings, against asking every ring for every point. */
import { expect, test } from 'vitest';
import { assemblePolygons } from '../../src/isochrones/polygons.ts';
import { findRingOwners, type PlaneRing } from '../../src/isochrones/ring-owners.ts';
import { traceContours } from '../support/full-grid-contours.ts';
import { seeded } from '../support/random.ts';

const box = (west: number, south: number, east: number, north: number, isHole = false): PlaneRing => {
  const ring: PlaneRing = [[west, south], [east, south], [east, north], [west, north], [west, south]];
  return isHole ? ring.reverse() : ring;
};
const crossings = (ring: PlaneRing, x: number, y: number): number => ring.slice(1).filter(([x2, y2], i) => { const [x1, y1] = ring[i]; return (y1 > y) !== (y2 > y) && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1); }).length;
const holds = (ring: PlaneRing, [x, y]: readonly [number, number]): boolean => crossings(ring, x, y) % 2 === 1;

test('a polygon in a hole is a polygon of its own, the largest come first, and holes keep their order', () => {
  const outer = box(0, 0, 100, 100), right = box(60, 10, 90, 90, true), left = box(10, 10, 50, 90, true), island = box(70, 20, 80, 30), pond = box(72, 22, 78, 28, true);
  const { polygons, area } = assemblePolygons([island, pond, right, outer, left]);
  expect(polygons).toEqual([[outer, right, left], [island, pond]]);
  expect(area).toBe(10_000 - 30 * 80 - 40 * 80 + 100 - 36);
});

test('the look west may pass through the lowest or highest point of another hole', () => {
  const outer = box(0, 0, 100, 100), hole = box(60, 40, 80, 60, true);
  for (const [low, high] of [[60, 80], [20, 40], [40, 80], [40, 60]]) {
    const middle = (low + high) / 2, other: PlaneRing = [[30, high], [40, middle], [30, low], [20, middle], [30, high]];
    expect(assemblePolygons([hole, outer, other]).polygons).toEqual([[outer, hole, other]]);
    expect(assemblePolygons([[...hole.slice(1), hole[1]], outer, other]).polygons[0]).toHaveLength(3);
  }
});

test('a hole in no polygon is refused', () => {
  for (const west of [20, -30]) expect(() => assemblePolygons([box(0, 0, 10, 10), box(west, 2, west + 10, 8, true)])).toThrow(RangeError);
});

test('on 60 random fields the owner of a hole is the smallest ring around it', () => {
  let holes = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const random = seeded(982_451_653 * seed), side = 10 + Math.floor(40 * random()), share = 0.4 + 0.5 * random();
    const rings = traceContours(side, side, (row, field) => { for (let c = 0; c < side; c++) field[c] = row === 0 || c === 0 || row === side - 1 || c === side - 1 ? 1 : random() - share; }).map((ring): PlaneRing => [...ring, ring[0]]);
    const areas = rings.map((ring) => ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0)), isHole = areas.map((area) => area < 0), owners = findRingOwners(rings, isHole);
    rings.forEach((ring, r) => {
      if (!isHole[r]) { expect(owners[r]).toBe(r); return; }
      holes++;
      const around = rings.map((_, o) => o).filter((o) => !isHole[o] && areas[o] > -areas[r] && holds(rings[o], ring[0])).sort((a, b) => areas[a] - areas[b]);
      expect(owners[r], `seed ${seed}, ring ${r}`).toBe(around[0]);
    });
  }
  expect(holes).toBeGreaterThan(1500);
});
