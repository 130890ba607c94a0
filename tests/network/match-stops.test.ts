/** Stops matched to a path in order, against a slow twin that tries a point of the path every two metres. */
import { expect, test } from 'vitest';
import { buildLinePath, cutPath, metresAt, pointAt, type LinePath } from '../../src/network/line-path.ts';
import { matchInOrder } from '../../src/network/match-stops.ts';
import { degreeMetres } from '../../src/core/geodesy.ts';
import { seeded } from '../support/random.ts';
import { toDegrees, type Metres } from '../support/town.ts';

const STEP_METRES = 2;

function squaredMetres([lonA, latA]: readonly number[], [lonB, latB]: readonly number[]): number {
  const per = degreeMetres(latA);
  return ((lonB - lonA) * per.lon) ** 2 + ((latB - latA) * per.lat) ** 2;
}

/** Least sum of squares over points of the path at most two metres apart. */
function slowSquares(path: LinePath, places: readonly (readonly number[])[]): number {
  const samples: (readonly number[])[] = [];
  for (let s = 0; s < path.points.length - 1; s++) {
    const count = Math.ceil((path.metres[s + 1] - path.metres[s]) / STEP_METRES);
    for (let k = 0; k <= count; k++) samples.push(pointAt(path, s + k / count));
  }
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
    const { positions, metres, misfitMetres } = matchInOrder(path, places), squares = misfitMetres ** 2, slow = slowSquares(path, places);
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

test('parts of a path add up to it', () => {
  const path = buildLinePath(([[0, 0], [0, 0], [300, 0], [300, 400], [0, 0]] as Metres[]).map(toDegrees));
  expect([0, 1, 1.5, 2, 3].map((at) => Math.round(metresAt(path, at) * 10) / 10)).toEqual([0, 300, 500, 700, 1200]);
  expect([...cutPath(path, 0, 0.5), ...cutPath(path, 0.5, 2).slice(1), ...cutPath(path, 2, 3).slice(1)]).toEqual([path.points[0], pointAt(path, 0.5), ...path.points.slice(1)]);
  expect(cutPath(path, 0, 3)).toEqual(path.points);
  expect(cutPath(path, 1.25, 1.25)).toEqual([pointAt(path, 1.25), pointAt(path, 1.25)]);
});

test('a path of one point is refused', () => {
  expect(() => buildLinePath([[1, 1], [1, 1]])).toThrow(RangeError);
});
