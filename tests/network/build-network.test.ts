import { expect, test } from 'vitest';
import { geodesicMetres } from '../../src/core/geodesy.ts';
import { Findings } from '../../src/core/problems.ts';
import { DEGREE_UNITS, type WalkLines } from '../../src/inputs/walk-lines.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { joinNearMisses } from '../../src/network/near-misses.ts';
import { identifyVertices } from '../../src/network/vertices.ts';
import { componentOf, lineAt, type WalkNetwork } from '../../src/network/walk-network.ts';
import { seeded } from '../support/random.ts';
import { drawLines, type Metres, type Street } from '../support/town.ts';

const build = (streets: readonly (Street | readonly Metres[])[], tolerance = 0.5) => {
  const findings = new Findings();
  return { network: buildNetwork(drawLines(streets), tolerance, findings), notices: findings.notices() };
};

/** Random polylines on a small grid of points, so that they share vertices, cross themselves and repeat. */
function randomLines(seed: number): Street[] {
  const random = seeded(seed);
  return Array.from({ length: 25 }, () => ({
    path: Array.from({ length: 2 + Math.floor(6 * random()) }, (): Metres => [50 * Math.floor(8 * random()), 50 * Math.floor(8 * random())]),
    ...(random() < 0.15 ? { oneway: true } : {}), ...(random() < 0.15 ? { speedFactor: 0.5 } : {}),
  }));
}

test('junctions are nodes, bends are not', () => {
  //        b
  //  a --.-+-.-- c     dots are bends
  const { network } = build([[[0, 0], [50, 10], [100, 0], [150, 10], [200, 0]], [[100, 0], [100, 100]]]);
  expect([network.nodeCount, network.edgeCount]).toEqual([4, 3]);
  expect([...network.firstShape]).toEqual([0, 3, 6, 8]);
});

test('a chain is broken where the speed or the direction changes', () => {
  const pieces = (second: Partial<Street>) => build([[[0, 0], [100, 0]], { path: [[100, 0], [200, 0]], ...second }]).network.edgeCount;
  expect(pieces({})).toBe(1);
  expect(pieces({ speedFactor: 0.5 })).toBe(2);
  expect(pieces({ oneway: true })).toBe(2);
});

test('a length that is given is spread over the line by its drawing', () => {
  const { network } = build([{ path: [[0, 0], [100, 0], [400, 0]], metres: 800 }]);
  expect(network.edgeMetres[0]).toBeCloseTo(800, 9);
  expect(network.shapeMetres[1]).toBeCloseTo(200, 1);
});

test('every edge says which line it follows, joins follow none', () => {
  const { network } = build([{ path: [[0, 0], [100, 0]], id: 'a' }, { path: [[100.3, 0], [200, 0]], id: 'b' }]);
  expect(network.edgeCount).toBe(1);
  expect([50, 100.15, 150].map((m) => lineAt(network, 0, m))).toEqual(['a', null, 'b']);
});

test('components are numbered from the largest down and count all vertices', () => {
  const { network } = build([[[0, 0], [100, 0]], [[0, 500], [50, 500], [100, 500], [100, 600]]]);
  expect([...network.componentVertices]).toEqual([4, 2]);
  expect(componentOf(network, 0)).toBe(1);
});

test('a line whose points are all one is left out and named', () => {
  const { network, notices } = build([{ path: [[5, 5], [5, 5]], id: 'dot' }, [[0, 0], [100, 0]]]);
  expect([network.nodeCount, network.edgeCount]).toEqual([2, 1]);
  expect(notices).toEqual([{ code: 'zero-length-line', where: 'walk', what: 'lines whose points are all the same are left out: dot', count: 1 }]);
});

test('on 200 random networks, times between all vertices are those of the uncollapsed lines', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const streets = randomLines(seed), lines = drawLines(streets), network = buildNetwork(lines, 0, new Findings());
    const raw = rawTimes(lines), collapsed = networkTimes(network);
    for (const [pair, time] of collapsed) expect(Math.abs(time - (raw.get(pair) ?? Infinity)), `seed ${seed}, ${pair}`).toBeLessThan(1e-6);
    expect(collapsed.size, `seed ${seed}`).toBe([...raw.keys()].filter((pair) => pair.split(' ').every((v) => isNodeOf(network, v))).length);
  }
});

test('on 100 random networks, near-misses are those that comparing all pairs finds', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const random = seeded(seed);
    const streets = Array.from({ length: 40 }, (): Street => {
      const [x, y] = [20 * random(), 20 * random()];
      return { path: [[x, y], [x + 3 * random(), y + 3 * random()], [x + 3 * random(), y - 3 * random()]], level: random() < 0.2 ? 1 : 0 };
    });
    const lines = drawLines(streets), vertices = identifyVertices(lines, 0.5);
    const found = joinNearMisses(lines, vertices, 0.5), pairs = new Set<string>();
    for (let i = 0; i < found.length; i += 2) pairs.add([found[i], found[i + 1]].sort((a, b) => a - b).join());
    expect(pairs.size, 'each pair once').toBe(found.length / 2);
    const expected = new Set<string>();
    for (let a = 0; a < vertices.count; a++) for (let b = a + 1; b < vertices.count; b++) {
      const lineA = Math.floor(vertices.of.indexOf(a) / 3), lineB = Math.floor(vertices.of.indexOf(b) / 3);
      const isEnd = (v: number) => vertices.of.indexOf(v) % 3 !== 1;
      const metres = geodesicMetres(vertices.lon[a] / DEGREE_UNITS, vertices.lat[a] / DEGREE_UNITS, vertices.lon[b] / DEGREE_UNITS, vertices.lat[b] / DEGREE_UNITS);
      const may = lineA === lineB ? isEnd(a) && isEnd(b) : streets[lineA].level === streets[lineB].level || (isEnd(a) && isEnd(b));
      if (metres <= 0.5 && may) expected.add(`${a},${b}`);
    }
    expect(pairs, `seed ${seed}`).toEqual(expected);
    expect(expected.size).toBeGreaterThan(0);
  }
});

type Ways = Map<string, Map<string, number>>;

const addWay = (ways: Ways, from: string, to: string, metres: number): void => {
  const there = ways.get(from) ?? new Map<string, number>();
  there.set(to, Math.min(there.get(to) ?? Infinity, metres));
  ways.set(from, there);
};

/** Times between all pairs by relaxation (Bellman-Ford from each), in metres at walking speed. */
function allPairs(ways: Ways): Map<string, number> {
  const result = new Map<string, number>();
  for (const start of ways.keys()) {
    const best = new Map([[start, 0]]);
    const queue = [start];
    for (let here = queue.shift(); here !== undefined; here = queue.shift()) {
      for (const [next, metres] of ways.get(here) ?? []) {
        const time = (best.get(here) ?? Infinity) + metres;
        if (time < (best.get(next) ?? Infinity) - 1e-12) { best.set(next, time); queue.push(next); }
      }
    }
    for (const [end, time] of best) if (end !== start) result.set(`${start} ${end}`, time);
  }
  return result;
}

function rawTimes({ lineCount, firstVertex, lon, lat, direction, speedFactor }: WalkLines): Map<string, number> {
  const ways: Ways = new Map();
  for (let l = 0; l < lineCount; l++) for (let i = firstVertex[l] + 1; i < firstVertex[l + 1]; i++) {
    const a = `${lon[i - 1]},${lat[i - 1]}`, b = `${lon[i]},${lat[i]}`;
    if (a === b) continue;
    const metres = geodesicMetres(lon[i - 1] / DEGREE_UNITS, lat[i - 1] / DEGREE_UNITS, lon[i] / DEGREE_UNITS, lat[i] / DEGREE_UNITS) / speedFactor[l];
    if (direction[l] & 1) addWay(ways, a, b, metres);
    if (direction[l] & 2) addWay(ways, b, a, metres);
  }
  return allPairs(ways);
}

const nameOf = ({ shapeLon, shapeLat }: WalkNetwork, shape: number): string => `${shapeLon[shape]},${shapeLat[shape]}`;

function isNodeOf(network: WalkNetwork, name: string): boolean {
  for (let e = 0; e < network.edgeCount; e++) if (nameOf(network, network.firstShape[e]) === name || nameOf(network, network.firstShape[e + 1] - 1) === name) return true;
  return false;
}

function networkTimes(network: WalkNetwork): Map<string, number> {
  const ways: Ways = new Map();
  for (let e = 0; e < network.edgeCount; e++) {
    const a = nameOf(network, network.firstShape[e]), b = nameOf(network, network.firstShape[e + 1] - 1), metres = network.edgeMetres[e] / network.edgeSpeedFactor[e];
    if (a === b) continue;
    if (network.edgeDirection[e] & 1) addWay(ways, a, b, metres);
    if (network.edgeDirection[e] & 2) addWay(ways, b, a, metres);
  }
  return allPairs(ways);
}
