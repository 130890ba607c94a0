import geodesic from 'geographiclib-geodesic';
import { expect, test } from 'vitest';
import { ellipsoidArea, geodesicMetres, lonDifference } from '../../src/core/geodesy.ts';
import { seeded } from '../support/random.ts';

const WGS84 = geodesic.Geodesic.WGS84;
const karney = (lonA: number, latA: number, lonB: number, latB: number): number => WGS84.Inverse(latA, lonA, latB, lonB).s12 ?? NaN;

/** Largest relative error over random pairs no further apart than `degrees` in latitude and longitude. */
function worstError(degrees: number, seed: number): number {
  const random = seeded(seed);
  let worst = 0;
  for (let i = 0; i < 20_000; i++) {
    const lon = 360 * random() - 180, lat = 160 * random() - 80;
    const lonB = lon + degrees * (2 * random() - 1), latB = Math.max(-85, Math.min(85, lat + degrees * (2 * random() - 1)));
    const wrapped = lonB > 180 ? lonB - 360 : lonB < -180 ? lonB + 360 : lonB;
    const exact = karney(lon, lat, wrapped, latB);
    if (exact > 1e-3) worst = Math.max(worst, Math.abs(geodesicMetres(lon, lat, wrapped, latB) - exact) / exact);
  }
  return worst;
}

test('steps of up to a hundredth of a degree err by less than one in ten million', () => {
  expect(worstError(0.01, 1)).toBeLessThan(1e-7);
});

test('steps of up to a degree err by less than 0.01 %', () => {
  expect(worstError(1, 2)).toBeLessThan(1e-4);
});

test('steps of up to sixty degrees err by less than 0.01 %', () => {
  expect(worstError(60, 3)).toBeLessThan(1e-4);
});

test('one degree of the meridian at the equator is 110,574 m, of the equator 111,319 m', () => {
  expect(geodesicMetres(0, -0.5, 0, 0.5)).toBeCloseTo(110_574, 0); // WGS84, NGA.STND.0036
  expect(geodesicMetres(0, 0, 1, 0)).toBeCloseTo(111_319.5, 0);
});

test('the way over the date line is the short one', () => {
  expect(lonDifference(179.9, -179.9)).toBeCloseTo(0.2);
  expect(geodesicMetres(179.999, 10, -179.999, 10)).toBeCloseTo(karney(179.999, 10, -179.999, 10), 2);
});

test('areas of rings of up to a degree are those of Karney within 0.001 %, negative with the clock', () => {
  const random = seeded(4);
  for (let i = 0; i < 300; i++) {
    const lon = 358 * random() - 179, lat = 160 * random() - 80, size = 10 ** (-3 * random());
    // Karney's sides are geodesics, ours straight lines of degrees: many short sides tell them apart by nothing.
    const ring = Array.from({ length: 2000 }, (_, s) => { const angle = s * Math.PI / 1000; return [lon + size * Math.cos(angle), Math.max(-89, Math.min(89, lat + size * Math.sin(angle)))]; });
    const polygon = WGS84.Polygon(false);
    for (const [x, y] of ring) polygon.AddPoint(y, x);
    const exact = polygon.Compute(false, true).area, closed = [...ring, ring[0]];
    expect(Math.abs(ellipsoidArea(closed) / exact - 1)).toBeLessThan(1e-5);
    expect(ellipsoidArea([...closed].reverse())).toBeCloseTo(-ellipsoidArea(closed), 2);
  }
});
