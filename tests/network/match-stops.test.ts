/** Stops matched to a path in order, against a slow twin that tries a point of the path every two metres. */
import { expect, test } from 'vitest';
import { buildLinePath, cutPath, distancesTo, metresAt, nearestPosition, pointAt, type LinePath } from '../../src/network/line-path.ts';
import { longestOrder } from '../../src/network/longest-order.ts';
import { matchInOrder } from '../../src/network/match-stops.ts';
import { degreeMetres } from '../../src/core/geodesy.ts';
import { seeded } from '../support/random.ts';
import { toDegrees, type Metres } from '../support/town.ts';

const STEP_METRES = 2;

function squaredMetres([lonA, latA]: readonly number[], [lonB, latB]: readonly number[]): number {
  const per = degreeMetres(latA);
  return ((lonB - lonA) * per.lon) ** 2 + ((latB - latA) * per.lat) ** 2;
}

/** Points of the path at most two metres apart. */
function samplesOf(path: LinePath): (readonly number[])[] {
  return path.points.slice(1).flatMap((_, s) => {
    const count = Math.ceil((path.metres[s + 1] - path.metres[s]) / STEP_METRES);
    return Array.from({ length: count + 1 }, (__, k) => pointAt(path, s + k / count));
  });
}

/** Least sum of squares over the points. */
function slowSquares(path: LinePath, places: readonly (readonly number[])[]): number {
  const samples = samplesOf(path);
  let least = new Float64Array(samples.length);
  for (const place of places) {
    const next = least.map((before, i) => before + squaredMetres(place, samples[i]));
    for (let i = 1; i < next.length; i++) next[i] = Math.min(next[i], next[i - 1]);
    least = next;
  }
  return least[samples.length - 1];
}

/** A way about town: it turns at right angles, on a lattice of 100 m or anywhere, and may turn back on itself. */
function randomPath(random: () => number): Metres[] {
  const path: Metres[] = [[0, 0]], corners = 2 + Math.floor(random() * 9), isLattice = random() < 0.6;
  while (path.length < corners) {
    const [x, y] = path[path.length - 1], length = isLattice ? 100 * (1 + Math.floor(random() * 3)) : 5 + random() * 300, turn = Math.floor(random() * 4);
    path.push([x + [length, 0, -length, 0][turn], y + [0, length, 0, -length][turn]]);
  }
  return random() < 0.3 ? [...path, ...path.slice(0, -1).reverse()] : path;
}

test('the sum of squares is that of the slow twin, and positions never go back', () => {
  const random = seeded(20_250_701);
  let pooled = 0;
  for (let round = 0; round < 400; round++) {
    const drawn = randomPath(random), path = buildLinePath(drawn.map(toDegrees));
    const places = Array.from({ length: 1 + Math.floor(random() * 7) }, () => {
      const [x, y] = drawn[Math.floor(random() * drawn.length)], spread = random() < 0.5 ? 40 : 400;
      return toDegrees([x + (random() - 0.5) * spread, y + (random() - 0.5) * spread]);
    });
    const { positions, metres, misfitMetres } = matchInOrder(places.map((at) => distancesTo(path, at))), squares = misfitMetres ** 2, slow = slowSquares(path, places);
    // A sample lies within a metre of each position, so the twin's sum is larger by at most 2 m × distance + 1 m² for each stop.
    expect(squares).toBeLessThanOrEqual(slow + 1e-3);
    expect(slow).toBeLessThanOrEqual(squares + metres.reduce((sum, m) => sum + STEP_METRES * m + 1, 1e-3));
    positions.forEach((position, i) => {
      expect(position).toBeGreaterThanOrEqual(i === 0 ? 0 : positions[i - 1]);
      expect(position).toBeLessThanOrEqual(path.points.length - 1);
      expect(Math.abs(Math.sqrt(squaredMetres(places[i], pointAt(path, position))) - metres[i])).toBeLessThan(1e-4);
    });
    pooled += positions.filter((position, i) => i > 0 && position === positions[i - 1] && position > 0 && position < path.points.length - 1).length;
  }
  expect(pooled).toBeGreaterThan(100); // the hard case occurs: stops that share a place between their minima
});

/** The most places in order, by trying every choice of them at points two metres apart. */
function slowCount(path: LinePath, places: readonly (readonly number[])[], extraMetres: number): number {
  const distances = samplesOf(path).map((at) => places.map((place) => Math.sqrt(squaredMetres(place, at))));
  const enough = places.map((at) => nearestPosition(distancesTo(path, [...at])).metres + extraMetres);
  let most = 0;
  for (let choice = 1; choice < 1 << places.length; choice++) {
    const chosen = places.map((_, i) => i).filter((i) => choice & 1 << i);
    let from = 0;
    const isServed = chosen.every((i) => { while (from < distances.length && distances[from][i] > enough[i]) from++; return from < distances.length; });
    if (isServed) most = Math.max(most, chosen.length);
  }
  return most;
}

test('the most stops in order are as many as trying every choice shows', () => {
  const random = seeded(77);
  let partial = 0;
  for (let round = 0; round < 150; round++) {
    const drawn = randomPath(random), path = buildLinePath(drawn.map(toDegrees));
    const places = Array.from({ length: 1 + Math.floor(random() * 6) }, () => {
      const [x, y] = drawn[Math.floor(random() * drawn.length)];
      return toDegrees([x + (random() - 0.5) * 200, y + (random() - 0.5) * 200]);
    });
    const served = longestOrder(places.map((at) => distancesTo(path, at)), 20);
    expect(served).toEqual([...new Set(served)].sort((a, b) => a - b));
    // A sample lies within a metre of every position.
    expect(served.length).toBeGreaterThanOrEqual(slowCount(path, places, 20 - 1e-6));
    expect(served.length).toBeLessThanOrEqual(slowCount(path, places, 21.001));
    if (served.length < places.length) partial++;
  }
  expect(partial).toBeGreaterThan(30);
});

test('parts of a path add up to it', () => {
  const path = buildLinePath(([[0, 0], [0, 0], [300, 0], [300, 400], [0, 0]] as Metres[]).map(toDegrees));
  expect([0, 1, 1.5, 2, 3].map((at) => Math.round(metresAt(path, at) * 10) / 10)).toEqual([0, 300, 500, 700, 1200]);
  expect([...cutPath(path, 0, 0.5), ...cutPath(path, 0.5, 2).slice(1), ...cutPath(path, 2, 3).slice(1)]).toEqual([path.points[0], pointAt(path, 0.5), ...path.points.slice(1)]);
  expect(cutPath(path, 0, 3)).toEqual(path.points);
  expect(cutPath(path, 1.25, 1.25)).toEqual([pointAt(path, 1.25), pointAt(path, 1.25)]);
});

test('segments of no length to speak of, and the poles, have distances', () => {
  for (const points of [[[0, 0], [1e-300, 0], [0.001, 0]], [[0, 90], [10, 90], [10, 89.999]]]) {
    const path = buildLinePath(points), { positions, misfitMetres } = matchInOrder([distancesTo(path, points[0]), distancesTo(path, points[2])]);
    expect([...positions, ...distancesTo(path, [0, 80])].every(Number.isFinite)).toBe(true);
    expect(misfitMetres).toBeLessThan(1e-3);
  }
});

test('a path of one point is refused', () => {
  expect(() => buildLinePath([[1, 1], [1, 1]])).toThrow(RangeError);
});
