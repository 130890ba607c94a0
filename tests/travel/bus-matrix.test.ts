/** All pairs on foot and by bus have the times that each pair has alone. */
import { expect, test } from 'vitest';
import { UNREACHED } from '../../src/core/units.ts';
import { findPairsByHeadway, findPairsByTimetable, type BusPair } from '../../src/travel/bus-matrix.ts';
import { findNearestByHeadway } from '../../src/travel/headway-nearest.ts';
import { findNearest } from '../../src/travel/nearest.ts';
import { findNearestByTimetable } from '../../src/travel/timetable-nearest.ts';
import { graphOf, randomHeadwayCase, randomTimetableCase, travelOf, turnedGraphOf } from '../support/bus-cases.ts';

const MINUTE = 60_000;
/** By origin and destination. */
const listed = (pairs: Iterable<BusPair>): Map<string, BusPair> => new Map(Array.from(pairs, (pair) => [`${pair.origin} ${pair.destination}`, pair]));

test('by timetable, percentiles and shares of the departures, on 50 random towns', () => {
  let byBus = 0, missing = 0;
  for (let seed = 1; seed <= 50; seed++) {
    const { town, trips, rules, changes, departuresMs } = randomTimetableCase(seed), travel = travelOf(town, trips, rules, changes), percentiles = [5, 50, 100];
    // Buses up to half an hour; on foot as far as it takes, or up to an hour.
    const limitMs = 30 * MINUTE, walkLimitMs = (seed % 2 === 0 ? 60 : 600) * MINUTE, pairs = listed(findPairsByTimetable(travel, town.origins, town.destinations, departuresMs, percentiles, limitMs, walkLimitMs));
    town.destinations.forEach((destination, d) => {
      const walk = findNearest(town.costs, town.origins, [destination], walkLimitMs), demand = { destinations: [destination], walk, searchMs: limitMs, limitMs: walkLimitMs };
      const alone = percentiles.map((percentile) => findNearestByTimetable(travel, town.origins, [demand], departuresMs, percentile)[0]);
      town.origins.forEach((_, o) => {
        const pair = pairs.get(`${o} ${d}`), ms = alone.map((answer) => answer.ms[o]), label = `seed ${seed}, ${o} to ${d}`;
        expect(pair?.ms ?? percentiles.map(() => UNREACHED), label).toEqual(ms);
        if (pair === undefined) { missing++; return; }
        expect([pair.walkMs, pair.walkMm, pair.share], label).toEqual([walk.ms[o], walk.mm[o], alone[0].share?.[o]]);
        if (ms[0] < walk.ms[o]) byBus++;
      });
    });
  }
  expect([byBus, missing].map((count) => count > 50), `${byBus} by bus, ${missing} not at all`).toEqual([true, true]);
});

test('by headway, each percentile waiting its share, on 50 random towns', () => {
  let byBus = 0, missing = 0;
  for (let seed = 1; seed <= 50; seed++) {
    const { town, patterns, rules, limitMs } = randomHeadwayCase(seed), shares = [0.05, 0.5, 1], graphs = shares.map((waitShare) => graphOf(town, patterns, { ...rules, waitShare }));
    const pairs = listed(findPairsByHeadway(town.turned, shares.map((waitShare) => turnedGraphOf(town, patterns, { ...rules, waitShare })), town.origins, town.destinations, limitMs));
    town.destinations.forEach((destination, d) => {
      const walk = findNearest(town.costs, town.origins, [destination], limitMs), alone = graphs.map((graph) => findNearestByHeadway(graph, town.origins, [destination], limitMs).ms);
      town.origins.forEach((_, o) => {
        const pair = pairs.get(`${o} ${d}`), ms = alone.map((of) => of[o]), label = `seed ${seed}, ${o} to ${d}`;
        expect(pair?.ms ?? shares.map(() => UNREACHED), label).toEqual(ms);
        if (pair === undefined) { missing++; return; }
        expect([pair.walkMs, pair.walkMm, pair.share], label).toEqual([walk.ms[o], walk.mm[o], null]);
        if (ms[0] < walk.ms[o]) byBus++;
      });
    });
  }
  expect([byBus, missing].map((count) => count > 50), `${byBus} by bus, ${missing} not at all`).toEqual([true, true]);
});
