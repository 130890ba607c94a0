/** Polygons out of rings that do not touch each other: outer rings run against the clock, holes with it (RFC 7946). */
import { findRingOwners, type PlaneRing } from './ring-owners.ts';

/** Twice the area that a closed ring holds; negative for a hole. */
function doubleArea(ring: PlaneRing): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return sum;
}

/** @returns each outer ring with its holes, the largest first, and the area of all. */
export function assemblePolygons(rings: readonly PlaneRing[]): { polygons: PlaneRing[][]; area: number } {
  const areas = rings.map((ring) => doubleArea(ring) / 2), isHole = areas.map((area) => area <= 0), polygons = rings.map((ring) => [ring]);
  findRingOwners(rings, isHole).forEach((owner, r) => { if (owner !== r) polygons[owner].push(rings[r]); });
  const outers = polygons.map((polygon, r) => ({ polygon, area: areas[r] })).filter((_, r) => !isHole[r]).sort((a, b) => a.area - b.area).reverse();
  return { polygons: outers.map(({ polygon }) => polygon), area: areas.reduce((sum, area) => sum + area, 0) };
}
