import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { UNREACHED } from '../../src/core/units.ts';
import { joinCatchments } from '../../src/isochrones/catchments.ts';
import { CatchmentPen } from '../../src/isochrones/draw-catchments.ts';
import { areaOf } from '../../src/isochrones/clip.ts';
import type { HeadwayPattern } from '../../src/network/bus-patterns.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { SnapIndex, type Access } from '../../src/network/snap.ts';
import { pointOn } from '../../src/network/walk-network.ts';
import { computeWalkCosts, costAccess, costAll } from '../../src/travel/costs.ts';
import { addHeadwayLines } from '../../src/travel/headway-costs.ts';
import { findNearest } from '../../src/travel/nearest.ts';
import { seeded } from '../support/random.ts';
import { drawLines, toDegrees, type Metres, type Street } from '../support/town.ts';
import { holds } from './isochrone-of.ts';

const PROFILE = { id: 'adult', metresPerMinute: 60 } as const;

/** From the first stop to the second in 5 minutes, every 4. */
const LINE: HeadwayPattern = { line: 'L', stops: [0, 1], rideMs: [300_000], paths: [[]], headwayMs: 240_000, firstDepartureSeconds: null, lastDepartureSeconds: null };

/** Catchments of places within so many minutes; 10 m of ground beside the streets. */
function catchmentsOf(streets: readonly (Street | readonly Metres[])[], facilities: readonly Metres[][], homes: readonly Metres[], minutes: number, stops: readonly Metres[] | null = null) {
  const network = buildNetwork(drawLines(streets), 0.5, new Findings()), index = new SnapIndex(network), costs = computeWalkCosts(network, PROFILE);
  const snap = (at: Metres): Access[] => [index.nearest(...toDegrees(at), 100) ?? []].flat();
  const stopAccess = (stops ?? []).map(snap);
  const rides = stops && { stopAccess, costs: addHeadwayLines(costs, costAll(costs, stopAccess), [LINE], { slackMs: 60_000, waitShare: 0.5 }, false) };
  const pen = new CatchmentPen({ costs, boxes: index.boxes, rides, settlements: homes.map(snap), limitMs: minutes * 60_000, bufferMetres: 10, simplifyMetres: 1 }, facilities.keys(), (f) => facilities[f].flatMap(snap));
  return { network, costs, index, ...joinCatchments(facilities.map((_, i) => pen.draw(i))) };
}

const STREET: Metres[] = [[-2000, 0], [3000, 0]];
const at = (x: number, y = 0): [number, number] => toDegrees([x, y]);

// Ten minutes are 600 m: a is reached from -600 to 600, b from 400 to 1600, both from 400 to 600.
test('what two facilities share is the ground between the ends of their catchments', () => {
  const { catchments: [a, b], served, shared } = catchmentsOf([STREET], [[[0, 0]], [[1000, 0]]], [[-500, 5], [500, 5], [700, 0], [2500, 0]], 10);
  expect([...a.settlements, -1, ...b.settlements]).toEqual([0, 1, -1, 1, 2]);
  for (const [x, isA, isB] of [[-610, false, false], [-590, true, false], [390, true, false], [410, true, true], [590, true, true], [610, false, true], [1590, false, true], [1610, false, false]] as const) {
    expect([holds(a.ground, at(x)), holds(b.ground, at(x)), holds(served, at(x)), holds(shared, at(x))]).toEqual([isA, isB, isA || isB, isA && isB]);
  }
  expect(a.squareMetres).toBeCloseTo(areaOf(a.ground), 6);
  expect(a.sharedSquareMetres).toBeCloseTo(areaOf(shared), 0);
  expect(areaOf(served)).toBeCloseTo(a.squareMetres + b.squareMetres - areaOf(shared), 0);
  expect(areaOf(shared) / (200 * 20)).toBeGreaterThan(0.9); // 200 m of street with 10 m on either side, less the tips
  expect(areaOf(shared) / (200 * 20)).toBeLessThan(1);
});

test('a facility of several entrances has one catchment around them all', () => {
  const { catchments: [gates] } = catchmentsOf([STREET], [[[0, 0], [1000, 0]]], [[-500, 0], [500, 0], [1500, 0]], 10);
  expect([...gates.settlements]).toEqual([0, 1, 2]);
  expect([-590, 0, 500, 1590].map((x) => holds(gates.ground, at(x)))).toEqual([true, true, true, true]);
  expect(gates.sharedSquareMetres).toBe(0);
});

test('a facility off the network, and one further from it than the limit, serve nobody and no ground', () => {
  const { catchments: [off, far, near], served } = catchmentsOf([STREET], [[[0, 900]], [[0, 90]], [[0, 0]]], [[0, 0]], 1);
  expect([off, far].map(({ ground, settlements, squareMetres }) => [ground.length, settlements.length, squareMetres])).toEqual([[0, 0, 0], [0, 0, 0]]);
  expect(areaOf(served)).toBeCloseTo(near.squareMetres, 6);
});

// At the stop at 2000 m people wait 1 + 2 minutes and ride 5 to the facility at 0: of 10 minutes 2 are left to walk to it, 120 m.
test('by bus the ground around the stops that lead there in time belongs to the catchment', () => {
  const { catchments: [{ ground, settlements }] } = catchmentsOf([STREET], [[[0, 0]]], [[500, 0], [1000, 0], [1900, 0], [2150, 0]], 10, [[2000, 0], [0, 0]]);
  expect([...settlements]).toEqual([0, 2]);
  expect([-590, 610, 1870, 1890, 2110, 2130].map((x) => holds(ground, at(x)))).toEqual([true, false, false, true, true, false]);
});

test('on 20 random towns, ground on the streets is served by whom, and shared where, the times say', () => {
  const random = seeded(17);
  let asked = 0, both = 0;
  for (let town = 0; town < 20; town++) {
    const corner = new Map<string, Metres>(), cornerAt = (i: number, j: number): Metres => {
      const key = `${i} ${j}`, known = corner.get(key) ?? [220 * i + 60 * random(), 220 * j + 60 * random()] as const;
      corner.set(key, known);
      return known;
    };
    const streets: Street[] = [];
    for (let i = 0; i < 5; i++) for (let j = 0; j < 5; j++) for (const [k, l] of [[i + 1, j], [i, j + 1]]) if (k < 5 && l < 5 && random() < 0.85) streets.push({ path: [cornerAt(i, j), cornerAt(k, l)], oneway: random() < 0.15 });
    const facilities = Array.from({ length: 5 }, (): Metres[] => [[900 * random(), 900 * random()]]), { network, costs, index, catchments, served, shared } = catchmentsOf(streets, facilities, [], 10);
    const destinations = facilities.map(([place]) => [costAll(costs, [[index.nearest(...toDegrees(place), 100) ?? []].flat()])[0]]);
    for (let i = 0; i < 60; i++) {
      const edge = Math.floor(network.edgeCount * random()), shape = network.firstShape[edge], t = 0.1 + 0.8 * random(), { lon, lat } = pointOn(network, shape, t), metres = network.shapeMetres[shape] + t * (network.shapeMetres[shape + 1] - network.shapeMetres[shape]);
      const origin = [[costAccess(costs, { edge, fromMetres: metres, toMetres: metres, legMetres: 0, lon, lat, placeLon: lon, placeLat: lat, avoidedIslandMetres: null })]];
      const times = destinations.map((destination) => findNearest(costs, origin, destination, UNREACHED - 1).ms[0]);
      if (times.some((ms) => ms !== UNREACHED && Math.abs(ms - 600_000) < 30_000)) continue;
      const within = times.map((ms) => ms < 600_000), count = within.filter(Boolean).length;
      asked++;
      if (count > 1) both++;
      expect([...catchments.map(({ ground }) => holds(ground, [lon, lat])), holds(served, [lon, lat]), holds(shared, [lon, lat])]).toEqual([...within, count > 0, count > 1]);
    }
  }
  expect([asked > 600, both > 200]).toEqual([true, true]);
});
