/** Polygons out of rings that do not touch each other: outer rings run against the clock, holes with it (RFC 7946). */

/** Points of a plane; the first is repeated at the end. */
export type PlaneRing = (readonly [x: number, y: number])[];

/** Twice the area that a closed ring holds; negative for a hole. */
function doubleArea(ring: PlaneRing): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return sum;
}

/** @returns each outer ring with its holes, the largest first, and the area of all. */
export function assemblePolygons(rings: readonly PlaneRing[]): { polygons: PlaneRing[][]; area: number } {
  const measured = rings.map((ring) => ({ ring, area: doubleArea(ring) / 2 }));
  const outers = measured.filter(({ area }) => area > 0).sort((a, b) => a.area - b.area).map((outer) => ({ ...outer, holes: [] as PlaneRing[] }));
  for (const { ring, area } of measured) {
    if (area > 0) continue;
    const around = outers.find((outer) => outer.area > -area && holds(outer.ring, ring[0]));
    if (around === undefined) throw new RangeError('a hole lies in no polygon');
    around.holes.push(ring);
  }
  return { polygons: outers.reverse().map(({ ring, holes }) => [ring, ...holes]), area: measured.reduce((sum, { area }) => sum + area, 0) };
}

function holds(ring: PlaneRing, [x, y]: readonly [number, number]): boolean {
  let isInside = false;
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1], [x2, y2] = ring[i];
    if ((y1 > y) !== (y2 > y) && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) isInside = !isInside;
  }
  return isInside;
}
