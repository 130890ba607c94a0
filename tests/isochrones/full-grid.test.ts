/** Isochrones are those of the slow and obvious twin, whatever the streets, the buses and the shape. */
import { expect, test } from 'vitest';
import type { HeadwayPattern } from '../../src/network/bus-patterns.ts';
import { findIsochronesOnFullGrid } from '../support/full-grid-isochrones.ts';
import { seeded } from '../support/random.ts';
import { drawLines, toDegrees, type Metres, type Street } from '../support/town.ts';
import { walkOf, type Buses } from './isochrone-of.ts';

/** Streets between corners of a lattice, so that many lie at equal distances and over one another; some one-way, fast, or of another length than they are drawn. */
function randomStreets(random: () => number): Street[] {
  const step = 20 + 80 * random(), side = 2 + Math.floor(6 * random()), node = (): Metres => [step * Math.floor(side * random()), step * Math.floor(side * random())];
  return Array.from({ length: 3 + Math.floor(40 * random()) }, (_, i): Street => {
    const path = [node(), node(), node()], metres = random() < 0.1 ? 500 * random() : undefined;
    return { path, id: `s${i}`, oneway: random() < 0.2, speedFactor: random() < 0.1 ? 3 : 1, ...(metres === undefined ? {} : { metres }) };
  });
}

/** @param place near a street. */
function randomBuses(random: () => number, place: () => [number, number]): Buses {
  const stops = Array.from({ length: 8 }, place);
  const pattern = (): HeadwayPattern => ({ line: 'L', stops: Array.from({ length: 3 }, () => Math.floor(8 * random())), rideMs: [20_000, 30_000], paths: [], headwayMs: 60_000, firstDepartureSeconds: null, lastDepartureSeconds: null });
  return { stops, patterns: [pattern(), pattern()] };
}

test('on 200 random towns, on foot and by bus, from one place and from several', () => {
  let rings = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const random = seeded(15_485_863 * seed), streets = randomStreets(random);
    const place = (): [number, number] => { const [x, y] = streets[Math.floor(streets.length * random())].path[0]; return toDegrees([x + 20 * random(), y + 20 * random()]); };
    const town = walkOf(drawLines(streets), seed % 3 === 0 ? 'from' : 'to', seed % 4 === 0 ? randomBuses(random, place) : null);
    const limits = [20 + 40 * random(), 60 + 90 * random(), 160 + 140 * random()].map(Math.round), bufferMetres = [0, 3, 20, 50, 150][seed % 5], simplifyMetres = seed % 7 === 0 ? 5 : 0;
    const from = place(), others = Array.from({ length: Math.floor(4 * random()) }, place);
    const draw = (find?: typeof findIsochronesOnFullGrid) => (seed % 2 === 0 ? town.isochrones(from, limits, bufferMetres, simplifyMetres, find) : town.union([from, ...others], limits, bufferMetres, simplifyMetres, find));
    const found = draw();
    expect(found, `seed ${seed}`).toEqual(draw(findIsochronesOnFullGrid));
    rings += found.reduce((sum, { polygons }) => sum + polygons.flat(1).length, 0);
  }
  expect(rings).toBeGreaterThan(1000);
});
