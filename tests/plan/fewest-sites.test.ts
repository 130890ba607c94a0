import { expect, test } from 'vitest';
import { openSolver } from '../../src/pipeline-plan.ts';
import { coveredBy, packSets, sitesOfDemand } from '../../src/plan/coverage-sets.ts';
import { findFewestSites } from '../../src/plan/fewest-sites.ts';
import { seeded } from '../support/random.ts';
import { randomCover, subsets, weightOf } from './random-cover.ts';

const solver = await openSolver();

test('two sites where greed takes three', () => {
  // Greed begins with the four in the middle, site 2, and still needs both rows.
  const sets = packSets([[0, 1, 2], [3, 4, 5], [1, 2, 3, 4]], 6);
  expect(findFewestSites(solver, sets)).toEqual({ sites: [0, 1], unreachable: [], bound: 2, gap: 0, isProven: true });
});

test('demand that no site reaches is listed, and the rest is covered', () => {
  expect(findFewestSites(solver, packSets([[1], [1, 3]], 5))).toEqual({ sites: [1], unreachable: [0, 2, 4], bound: 1, gap: 0, isProven: true });
});

test('no candidate, or none within reach: nothing is opened and all demand is listed', () => {
  for (const lists of [[], [[], []]]) expect(findFewestSites(solver, packSets(lists, 2))).toEqual({ sites: [], unreachable: [0, 1], bound: 0, gap: 0, isProven: true });
});

test('of equal candidates the first is opened', () => {
  expect(findFewestSites(solver, packSets([[], [0, 1], [0, 1], [1, 0]], 2)).sites).toEqual([1]);
});

test('as few as by looking at every selection, in 300 random cases', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const { sets } = randomCover(seed), reached = sitesOfDemand(sets).map((sites) => Number(sites.length > 0)), all = reached.filter(Boolean).length;
    let fewest = Infinity;
    for (const sites of subsets(sets.siteCount)) if (weightOf(sets, reached, sites) === all) fewest = Math.min(fewest, sites.length);
    const answer = findFewestSites(solver, sets);
    expect([answer.sites.length, answer.bound, answer.gap, answer.isProven, new Set(answer.sites.flatMap((s) => [...coveredBy(sets, s)])).size], `seed ${seed}`).toEqual([fewest, fewest, 0, true, all]);
  }
});

test('as few as by looking at every selection where no site is the only one for anybody, in 100 random cases of 10 sites', () => {
  let greedFails = 0;
  for (let seed = 1; seed <= 100; seed++) {
    const random = seeded(seed * 6151), site = (): number => Math.floor(10 * random()), lists = Array.from({ length: 10 }, (): number[] => []);
    for (let d = 0; d < 18; d++) for (const s of new Set([site(), site(), site()])) lists[s].push(d);
    const sets = packSets(lists, 18), masks = lists.map((list) => list.reduce((bits, d) => bits | (1 << d), 0)), all = masks.reduce((a, b) => a | b, 0);
    let fewest = Infinity;
    for (const sites of subsets(10)) if (sites.length < fewest && sites.reduce((bits, s) => bits | masks[s], 0) === all) fewest = sites.length;
    const answer = findFewestSites(solver, sets);
    expect([answer.sites.length, answer.bound, answer.isProven], `seed ${seed}`).toEqual([fewest, fewest, true]);
    let left = all, greedy = 0;
    for (; left !== 0; greedy++) left &= ~masks.reduce((a, b) => (ones(b & left) > ones(a & left) ? b : a));
    if (greedy > fewest) greedFails++;
  }
  expect(greedFails).toBeGreaterThan(5);
});

test('where a demand needs several sites: as few as by looking at every selection, in 200 random cases', () => {
  let several = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const { sets, random } = randomCover(seed), whole = (below: number): number => Math.floor(random() * below), reached = sitesOfDemand(sets);
    const quotas = { given: Float64Array.from(sets.demand, () => 1 + whole(4)), needed: Float64Array.from(reached, () => 1 + whole(7)) };
    const givenBy = (sites: readonly number[], d: number): number => sites.reduce((sum, s) => sum + (coveredBy(sets, s).includes(d) ? quotas.given[sets.first[s] + coveredBy(sets, s).indexOf(d)] : 0), 0);
    const asked = [...reached.keys()].filter((d) => givenBy([...Array(sets.siteCount).keys()], d) >= quotas.needed[d]);
    let fewest = Infinity;
    for (const sites of subsets(sets.siteCount)) if (sites.length < fewest && asked.every((d) => givenBy(sites, d) >= quotas.needed[d])) fewest = sites.length;
    const answer = findFewestSites(solver, sets, { quotas });
    expect([answer.sites.length, answer.bound, answer.isProven, answer.unreachable.length], `seed ${seed}`).toEqual([fewest, fewest, true, sets.demandCount - asked.length]);
    expect(asked.every((d) => givenBy(answer.sites, d) >= quotas.needed[d]), `seed ${seed}`).toBe(true);
    if (fewest > findFewestSites(solver, sets).sites.length) several++;
  }
  expect(several).toBeGreaterThan(50);
});

function ones(bits: number): number {
  return bits.toString(2).replaceAll('0', '').length;
}

test('three sites of Fano\'s plane, where no reduction helps and counting apart finds one', () => {
  // Points are sites, lines are demand. Two lines always meet, and a set of points that meets all seven has three at least: a line itself.
  const lines = [[0, 1, 2], [0, 3, 4], [0, 5, 6], [1, 3, 5], [1, 4, 6], [2, 3, 6], [2, 4, 5]];
  const sets = packSets(Array.from({ length: 7 }, (_, point) => [...lines.keys()].filter((l) => lines[l].includes(point))), 7);
  expect(findFewestSites(solver, sets)).toEqual({ sites: [0, 1, 2], unreachable: [], bound: 3, gap: 0, isProven: true });
});

test('a time limit that is not above 0 is refused', () => {
  for (const timeLimitSeconds of [0, -1, NaN]) expect(() => findFewestSites(solver, packSets([[0]], 1), { timeLimitSeconds })).toThrow(RangeError);
});
