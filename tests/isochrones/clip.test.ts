import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { areaOf, groundOf, intersect, subtract, unite, type Ground } from '../../src/isochrones/clip.ts';
import { temporaryFolder } from '../support/project.ts';
import { seeded } from '../support/random.ts';
import { toDegrees, type Metres } from '../support/town.ts';

const polygon = (...rings: Metres[][]): [number, number][][] => rings.map((ring) => [...ring, ring[0]].map(toDegrees));
const square = (x: number, y: number, side: number): Metres[] => [[x, y], [x + side, y], [x + side, y + side], [x, y + side]];
const hectares = (ground: Ground): number => areaOf(ground) / 10_000;

// Two squares of 100 m that share a quarter: 1 + 1 - 0.25 = 1.75 ha together.
const a = groundOf([polygon(square(0, 0, 100))]), b = groundOf([polygon(square(50, 50, 100))]);

test('areas of what is shared, left and held together add up', () => {
  expect(hectares(intersect([a], [b]))).toBeCloseTo(0.25, 4);
  expect(hectares(unite([a, b]))).toBeCloseTo(1.75, 4);
  expect(hectares(subtract([a], [b]))).toBeCloseTo(0.75, 4);
  expect(hectares(subtract([a, b], [a]))).toBeCloseTo(0.75, 4);
});

test('nothing taken from or laid over nothing is nothing', () => {
  expect(unite([])).toEqual([]);
  expect(intersect([[]], [a])).toEqual([]);
  expect(subtract([a], [a])).toEqual([]);
  expect(subtract([[], a], [[]])).toEqual(a);
});

test('a hole stays a hole, and an island in it a polygon of its own', () => {
  const ring = groundOf([polygon(square(0, 0, 100), square(20, 20, 60))]), island = groundOf([polygon(square(40, 40, 20))]), both = unite([ring, island]);
  expect(both.map((rings) => rings.length)).toEqual([2, 1]);
  expect(hectares(both)).toBeCloseTo(1 - 0.36 + 0.04, 4);
});

test('polygons of others may run with the clock, cross themselves and overlap', () => {
  expect(hectares(groundOf([polygon([...square(0, 0, 100)].reverse())]))).toBeCloseTo(1, 4);
  expect(hectares(groundOf([polygon([[0, 0], [100, 100], [100, 0], [0, 100]])]))).toBeCloseTo(0.5, 4); // a bow-tie: two triangles of 100 x 50 / 2
  expect(hectares(groundOf([polygon(square(0, 0, 100)), polygon(square(50, 0, 100))]))).toBeCloseTo(1.5, 4);
});

test('on random stars with holes, shared and left make up the whole, and GEOS finds every result valid', () => {
  const random = seeded(5), features: object[] = [];
  const star = (x: number, y: number, least: number, most: number): Metres[] => Array.from({ length: 40 }, (_, i) => {
    const r = least + random() * (most - least), angle = i * Math.PI / 20;
    return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
  });
  const ground = (): Ground => groundOf(Array.from({ length: 3 }, () => {
    const x = 400 * random(), y = 400 * random();
    return polygon(star(x, y, 60, 200), star(x, y, 10, 50));
  }));
  for (let i = 0; i < 60; i++) {
    const p = ground(), q = ground(), shared = intersect([p], [q]), left = subtract([p], [q]), all = unite([p, q]);
    expect(Math.abs(areaOf(shared) + areaOf(left) - areaOf(p))).toBeLessThan(30); // some 6 km of sides, moved by up to half a centimetre
    expect(Math.abs(areaOf(all) + areaOf(shared) - areaOf(p) - areaOf(q))).toBeLessThan(30);
    for (const g of [p, shared, left, all]) features.push({ type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates: g } });
  }
  if (spawnSync('ogrinfo', ['--version']).status !== 0) { console.log('ogrinfo is not installed: the polygons are not checked by GEOS'); return; }
  const file = join(temporaryFolder(), 'ground.geojson');
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }));
  expect(execFileSync('ogrinfo', ['-q', '-dialect', 'SQLite', '-sql', 'SELECT COUNT(*) AS n, SUM(NOT ST_IsValid(geometry)) AS invalid FROM ground', file], { encoding: 'utf8' })).toMatch(/n \(Integer\) = 240\s+invalid \(Integer\) = 0/);
});
