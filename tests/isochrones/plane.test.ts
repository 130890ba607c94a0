import { expect, test } from 'vitest';
import { geodesicMetres } from '../../src/core/geodesy.ts';
import { planeAt } from '../../src/isochrones/plane.ts';

test('the first place is the origin, and places come back where they were', () => {
  const places = [[121.2, 31.9], [121.9, 31.3], [121.5, 31.6]] as const, { toPlane, toDegrees } = planeAt(places);
  expect(toPlane(121.2, 31.9)).toEqual([0, 0]);
  for (const [lon, lat] of places) expect(toDegrees(toPlane(lon, lat))).toEqual([lon, lat]);
});

test('over 70 km from south to north lengths err by less than half a percent, and by nothing from south to north', () => {
  // Midway at 31.6 degrees; 35 km are 0.315 degrees, and tan(31.6) × 35 / 6371 is 0.0034.
  const { toPlane } = planeAt([[121.5, 31.285], [121.5, 31.915]]);
  for (const lat of [31.285, 31.4, 31.6, 31.915]) {
    const [x] = toPlane(121.501, lat), [x0, y0] = toPlane(121.5, lat), [, y] = toPlane(121.5, lat + 0.001);
    expect(Math.abs((x - x0) / geodesicMetres(121.5, lat, 121.501, lat) - 1), `${lat}`).toBeLessThan(0.0035);
    expect(Math.abs((y - y0) / geodesicMetres(121.5, lat, 121.5, lat + 0.001) - 1), `${lat}`).toBeLessThan(0.0001);
  }
});
