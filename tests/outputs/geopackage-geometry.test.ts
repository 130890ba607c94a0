import { expect, test } from 'vitest';
import { readGeoPackageBlob } from '../../src/inputs/geopackage-blob.ts';
import { encodeGeometry, joinBoxes, type GeoPackageGeometry } from '../../src/outputs/geopackage-geometry.ts';
import { seeded } from '../support/random.ts';

test('a point is header, srs 4326 and WKB without a box', () => {
  // 'GP', version 0, flags 1 (little-endian, no box), 4326 = 0x10e6; WKB 1, type 1; 1 = 0x3ff0…, -2 = 0xc000…
  expect(encodeGeometry({ type: 'Point', coordinates: [1, -2] }).blob.toString('hex')).toBe('47500001e6100000' + '0101000000' + '000000000000f03f' + '00000000000000c0');
});

test('a line has its box before the WKB: west, east, south, north', () => {
  const { blob, box } = encodeGeometry({ type: 'LineString', coordinates: [[3, 10], [1, 20], [2, 5]] });
  expect(box).toEqual([1, 3, 5, 20]);
  expect([blob[3], ...[0, 1, 2, 3].map((i) => blob.readDoubleLE(8 + 8 * i))]).toEqual([3, 1, 3, 5, 20]);
  expect(blob.length).toBe(8 + 32 + 9 + 3 * 16);
});

test('our own reader reads every geometry back', () => {
  const random = seeded(5), position = (): [number, number] => [360 * random() - 180, 180 * random() - 90];
  const several = <T>(most: number, make: () => T): T[] => Array.from({ length: 1 + Math.floor(most * random()) }, make);
  const ring = (): [number, number][] => { const open = [position(), position(), ...several(5, position)]; return [...open, open[0]]; };
  for (let i = 0; i < 300; i++) {
    const kinds: GeoPackageGeometry[] = [{ type: 'Point', coordinates: position() }, { type: 'LineString', coordinates: [position(), ...several(8, position)] }, { type: 'MultiPolygon', coordinates: several(3, () => several(3, ring)) }];
    for (const geometry of kinds) expect(readGeoPackageBlob(encodeGeometry(geometry).blob)).toEqual({ geometry, hasHeights: false });
  }
});

test('a geometry without a point is a bug of ours', () => {
  expect(() => encodeGeometry({ type: 'LineString', coordinates: [] })).toThrow(RangeError);
});

test('boxes join to the one around them', () => {
  expect(joinBoxes(null, [1, 2, 3, 4])).toEqual([1, 2, 3, 4]);
  expect(joinBoxes([1, 2, 3, 4], [0, 1, 5, 6])).toEqual([0, 2, 3, 6]);
});
