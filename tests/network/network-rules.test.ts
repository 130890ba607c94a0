/** Islands, traps, dangling ends and crossing boundaries, on drawn networks and against slow twins. */
import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { checkDanglingEnds } from '../../src/network/dangling-ends.ts';
import { crossesItself } from '../../src/network/polygon-rules.ts';
import { SnapIndex } from '../../src/network/snap.ts';
import { checkIslands, checkTraps } from '../../src/network/traps.ts';
import { BACKWARD, FORWARD, type WalkNetwork } from '../../src/network/walk-network.ts';
import { seeded } from '../support/random.ts';
import { drawLines, type Metres, type Street } from '../support/town.ts';

function build(streets: readonly (Street | readonly Metres[])[]): { network: WalkNetwork; found: (check: (network: WalkNetwork, findings: Findings) => void) => string[]; dangling: string[] } {
  const lines = drawLines(streets), network = buildNetwork(lines, 0.5, new Findings());
  const found = (check: (n: WalkNetwork, findings: Findings) => void): string[] => {
    const findings = new Findings();
    check(network, findings);
    return findings.problems().map(({ featureId, what }) => `${featureId ?? '?'} ${what.split(':')[0]}`);
  };
  return { network, found, dangling: found((_, findings) => { checkDanglingEnds(new SnapIndex(network), lines.level, findings); }).map((t) => t.split(' ')[0]) };
}
const MAIN: Street[] = [{ id: 'main', path: [[0, 0], [100, 0], [200, 0], [300, 0]] }, { id: 'loop', path: [[100, 0], [100, 100], [200, 100], [200, 0]] }];

test('a court that only a one-way leads into is a trap, named by that one-way; the town around it is none', () => {
  const court: Street = { id: 'court', path: [[150, 300], [200, 300], [200, 350], [150, 300]] };
  expect(build([...MAIN, court, { id: 'in', path: [[100, 100], [150, 300]], oneway: true }]).found(checkTraps)).toEqual(['in ways that people can walk into and not out of']);
  expect(build([...MAIN, court, { id: 'out', path: [[150, 300], [100, 100]], oneway: true }]).found(checkTraps)).toEqual(['out ways that people can walk out of and not into']);
  expect(build([...MAIN, court, { id: 'in', path: [[100, 100], [150, 300]], oneway: true }, { id: 'out', path: [[200, 300], [200, 100]], oneway: true }]).found(checkTraps)).toEqual([]);
});

/** By following every way from every node. */
function slowTraps({ nodeCount, edgeCount, edgeFrom, edgeTo, edgeDirection, nodeComponent }: WalkNetwork): number {
  const reach = Array.from({ length: nodeCount }, (_, start) => {
    const seen = new Set([start]);
    for (let size = 0; size !== seen.size;) {
      size = seen.size;
      for (let e = 0; e < edgeCount; e++) {
        if (edgeDirection[e] & FORWARD && seen.has(edgeFrom[e])) seen.add(edgeTo[e]);
        if (edgeDirection[e] & BACKWARD && seen.has(edgeTo[e])) seen.add(edgeFrom[e]);
      }
    }
    return seen;
  });
  const parts = new Map<string, number[]>();
  for (let n = 0; n < nodeCount; n++) {
    const members = [...reach[n]].filter((m) => reach[m].has(n)).sort((a, b) => a - b);
    parts.set(members.join(), members);
  }
  let traps = 0;
  for (const members of parts.values()) {
    const rivals = [...parts.values()].filter((other) => nodeComponent[other[0]] === nodeComponent[members[0]]);
    const largest = rivals.reduce((best, other) => (other.length > best.length ? other : best)); // the one of the lowest node first
    if (members === largest) continue;
    const canLeave = reach[members[0]].size > members.length, canEnter = reach.some((r, n) => !members.includes(n) && r.has(members[0]));
    if (canLeave !== canEnter) traps++;
  }
  return traps;
}

test('traps are those that following every way from every node shows', () => {
  const random = seeded(5);
  let total = 0;
  for (let i = 0; i < 150; i++) {
    const at = (): Metres => [100 * Math.floor(4 * random()), 100 * Math.floor(4 * random())];
    const streets = Array.from({ length: 12 }, (): Street => {
      const [x, y] = at(), toEast = random() < 0.5, to: Metres = toEast ? [x + 100, y] : [x, y + 100];
      return { path: random() < 0.5 ? [[x, y], to] : [to, [x, y]], oneway: random() < 0.6 };
    });
    const { network, found } = build(streets), expected = slowTraps(network);
    expect(found(checkTraps)).toHaveLength(expected);
    total += expected;
  }
  expect(total).toBeGreaterThan(100);
});

test('every part of fewer than 40 vertices is an island, but for the largest part', () => {
  expect(build([...MAIN, [[900, 0], [950, 0]], [[900, 900], [950, 900]]]).found(checkIslands).map((t) => t.slice(0, 8))).toEqual(['street 2', 'street 3']);
});

test('a dead end 4 m before a street is told, one 6 m before it is not', () => {
  expect(build([...MAIN, { id: 'd', path: [[50, 200], [50, 4]] }]).dangling).toEqual(['d']);
  expect(build([...MAIN, { id: 'd', path: [[50, 200], [50, 6]] }]).dangling).toEqual([]);
});

test('a dead end over a street, on a bridge, is left alone, and so is a stub beside its own street', () => {
  expect(build([...MAIN, { id: 'd', path: [[50, 200], [50, 4]], level: 1 }]).dangling).toEqual([]);
  // 10 m along the stub and back along the street: far below 30 m.
  expect(build([...MAIN, { id: 'stub', path: [[100, 0], [110, -4]] }]).dangling).toEqual([]);
});

test('a boundary crosses itself where two of its sides do, each tried with each', () => {
  const random = seeded(11), sign = (a: Metres, b: Metres, c: Metres): number => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
  const seen = { yes: 0, no: 0 };
  for (let i = 0; i < 400; i++) {
    const ring = Array.from({ length: 4 + Math.floor(3 * random()) }, (): [number, number] => [Math.floor(9 * random()), Math.floor(9 * random())]);
    ring.push(ring[0]);
    let crosses = false;
    for (let a = 1; a < ring.length; a++) for (let b = 1; b < a; b++) {
      const [p, q, r, s] = [ring[a - 1], ring[a], ring[b - 1], ring[b]];
      crosses ||= sign(p, q, r) * sign(p, q, s) < 0 && sign(r, s, p) * sign(r, s, q) < 0;
    }
    expect(crossesItself([...ring])).toBe(crosses);
    seen[crosses ? 'yes' : 'no']++;
  }
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(40);
});
