import { expect, test } from 'vitest';
import { settingsAt } from '../../src/core/bus-settings.ts';
import { Findings } from '../../src/core/problems.ts';
import { UNREACHED } from '../../src/core/units.ts';
import type { BusLine } from '../../src/inputs/bus-lines.ts';
import type { Timetable } from '../../src/inputs/gtfs.ts';
import { findFacilityAccess } from '../../src/network/access.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { SnapIndex, type Access } from '../../src/network/snap.ts';
import { buildHeadwayService, buildTimetableService, type BusService } from '../../src/travel/bus-service.ts';
import { BusTravel } from '../../src/travel/bus-travel.ts';
import { turnRound } from '../../src/travel/bounded-search.ts';
import { findPairsByHeadway, findPairsByTimetable } from '../../src/travel/bus-matrix.ts';
import { departureOf } from '../../src/travel/bus-way.ts';
import { computeWalkCosts, costAccess } from '../../src/travel/costs.ts';
import { departuresIn, LONGEST_TRIP_MS } from '../../src/travel/departures.ts';
import { explainBusWay, explainFastestWay } from '../../src/travel/explain-bus-way.ts';
import { findNearest } from '../../src/travel/nearest.ts';
import { seeded } from '../support/random.ts';
import { at, drawLines, toDegrees, type Metres, type Street } from '../support/town.ts';
import { randomTrips } from '../support/timetable.ts';

const SEARCH_MS = 120 * 60_000, STOPS = 14;

type ServiceOf = (places: Metres[], index: SnapIndex, random: () => number) => BusService;

/** Some streets are one-way; buses leave within a quarter of an hour. */
function drawTown(seed: number, serviceOf: ServiceOf, percentile: number) {
  const random = seeded(seed * 104_729), side = 5, block = 2000, node = (i: number): Metres => [block * (i % side), block * Math.floor(i / side)];
  const streets = Array.from({ length: side * side }, (_, i) => i).flatMap((i): Street[] => [...(i % side < side - 1 ? [i + 1] : []), ...(i < side * (side - 1) ? [i + side] : [])].map((to) => ({ path: [node(i), node(to)], id: `${i}-${to}`, oneway: random() < 0.1 })));
  const network = buildNetwork(drawLines(streets), 0.5, new Findings()), index = new SnapIndex(network), costs = computeWalkCosts(network, { id: 'adult', metresPerMinute: 60 });
  // Along a street, or beside it.
  const places = (count: number): Metres[] => Array.from({ length: count }, () => { const [x, y] = node(Math.floor(side * side * random())), along = block * random(), beside = 100 * random(); return random() < 0.3 ? [x, y] : random() < 0.5 ? [x + along, y + beside] : [x + beside, y + along]; });
  const snapped = (points: Metres[]): Access[][] => points.map((p) => findFacilityAccess(index, at(p), 300)), costed = (all: Access[][]) => all.map((accesses) => accesses.map((a) => costAccess(costs, a)));
  // Stops lie in pairs, so that it pays to change from one to the other.
  const travel = new BusTravel(serviceOf(places(STOPS / 2).flatMap(([x, y]): Metres[] => [[x, y], [x + 70, y + 10]]), index, random), settingsAt({ startSeconds: 0, endSeconds: 900 }, percentile)), origins = snapped(places(8)), destinations = snapped(places(3));
  return { costs, travel, origins, destinations, costed };
}

/** Explain every way by bus of a random town; how many there were, and how many of them change on foot. */
function explainAll(seed: number, serviceOf: ServiceOf): { ways: number; changes: number } {
  const { costs, travel, origins, destinations, costed } = drawTown(seed, serviceOf, 25);
  const walk = findNearest(costs, costed(origins), costed(destinations), SEARCH_MS), [answer] = travel.nearest(costs, costed(origins), [{ destinations: costed(destinations), walk, searchMs: SEARCH_MS, limitMs: SEARCH_MS }]);
  let ways = 0, changes = 0;
  origins.forEach((origin, o) => {
    const way = answer.wayOf(o), label = `seed ${seed}, origin ${o}`;
    if (way === null) return;
    ways++;
    if (way.rides.slice(1).some(({ walkMs }) => walkMs > 0)) changes++;
    const { ms, mm, legs } = explainBusWay(costs, travel, way, origin, destinations[answer.destination[o]]), sum = (of: (leg: (typeof legs)[0]) => number): number => legs.reduce((all, leg) => all + of(leg), 0);
    expect([ms, mm, sum((leg) => leg.ms), sum((leg) => leg.mm)], label).toEqual([answer.ms[o], answer.mm[o], answer.ms[o], answer.mm[o]]);
    expect([sum((leg) => (leg.kind === 'wait' ? leg.ms : 0)), sum((leg) => (leg.kind === 'ride' ? leg.ms : 0))], label).toEqual([way.waitMs, way.rideMs]);
    for (const [i, leg] of legs.entries()) {
      expect(leg.coordinates.length, `${label}, leg ${i}`).toBeGreaterThanOrEqual(2);
      if (leg.kind === 'ride') expect(leg.line).toBe(way.rides[legs.slice(0, i).filter((l) => l.kind === 'ride').length].line);
      // Each begins where the one before ends.
      const before = legs[i - 1]?.coordinates.at(-1) ?? leg.coordinates[0];
      expect([leg.coordinates[0][0] - before[0], leg.coordinates[0][1] - before[1]].every((d) => Math.abs(d) < 2e-7), `${label}, leg ${i} of kind ${leg.kind}`).toBe(true);
    }
  });
  return { ways, changes };
}

function byHeadway(places: Metres[], index: SnapIndex, random: () => number): BusService {
  const stops = places.map((p, i) => ({ id: `s${i}`, name: '', lines: [], at: toDegrees(p), where: 'stops:1' }));
  const lines = Array.from({ length: 9 }, (_, l): BusLine => {
    const called = Array.from({ length: 4 }, () => Math.floor(STOPS * random())).filter((s, i, all) => s !== all[i - 1]);
    return { id: `L${l}`, name: '', direction: random() < 0.5 ? 'both' : 'forward', headwayMinutes: 2 + 4 * random(), speedKmh: 80, runMinutes: null, firstDepartureSeconds: null, lastDepartureSeconds: null, where: 'lines:1', stops: called.map((s) => `s${s}`), path: called.map((s) => toDegrees(places[s])) };
  }).filter(({ path }) => path.length > 1);
  return buildHeadwayService(lines, stops, index, 300, new Findings());
}

function byTimetable(places: Metres[], index: SnapIndex, random: () => number): BusService {
  const trips = Array.from({ length: 12 }, () => randomTrips(random, STOPS)).flat().map((trip, t) => ({ ...trip, id: String(t), line: `line ${t}`, shape: null, day: 0 as const }));
  const timetable: Timetable = { trips, transfers: [{ from: 0, to: 1, minSeconds: 120 }], shapes: new Map(), stops: places.map((p, i) => { const [lon, lat] = toDegrees(p); return { id: `s${i}`, name: '', lon, lat, where: 'stops:1' }; }) };
  return buildTimetableService(timetable, index, 300, new Findings());
}

for (const [kind, serviceOf] of [['headway', byHeadway], ['timetable', byTimetable]] as const) {
  test(`by ${kind}, on 100 random towns the legs of every way add up to its milliseconds and millimetres, and join`, () => {
    const all = Array.from({ length: 100 }, (_, i) => explainAll(i + 1, serviceOf));
    expect(all.reduce((sum, { ways }) => sum + ways, 0)).toBeGreaterThan(100);
    expect(all.reduce((sum, { changes }) => sum + changes, 0), 'some change on foot').toBeGreaterThan(1);
  });
}

/** Every pair of a random town alone, against the matrix; how many ride, walk, and get nowhere. */
function explainPairs(seed: number, serviceOf: ServiceOf): Record<'ridden' | 'walked' | 'none', number> {
  const percentile = [5, 25, 50, 75, 100][seed % 5], { costs, travel, origins, destinations, costed } = drawTown(seed, serviceOf, percentile), turned = computeWalkCosts(turnRound(costs.network), costs.profile);
  const starts = costed(origins), ends = costed(destinations), departures = departuresIn(travel.settings.window), count = { ridden: 0, walked: 0, none: 0 };
  const pairs = [...(travel.service.kind === 'timetable' ? findPairsByTimetable(travel.timetable(costs), starts, ends, departures, [percentile], LONGEST_TRIP_MS, UNREACHED - 1)
    : findPairsByHeadway(turned, [travel.turnedHeadway(turned, percentile / 100)], starts, ends, UNREACHED - 1))];
  origins.forEach((accesses, o) => {
    destinations.forEach((targets, d) => {
      const pair = pairs.find(({ origin, destination }) => origin === o && destination === d), label = `seed ${seed}, ${o} to ${d}`;
      if (accesses.length === 0 || targets.length === 0) { expect(pair, label).toBe(undefined); return; } // off the network
      const { route, way, share } = explainFastestWay(costs, travel, accesses[0], targets[0]);
      expect(route?.ms, label).toBe(pair?.ms[0]);
      count[pair === undefined ? 'none' : way === null ? 'walked' : 'ridden']++;
      if (pair === undefined || route === null) return;
      expect([route.legs.reduce((sum, leg) => sum + leg.ms, 0), share], label).toEqual([route.ms, pair.share]);
      if (way === null) expect([route.ms, route.mm], label).toEqual([pair.walkMs, pair.walkMm]);
      else expect(way.ms, label).toBeLessThan(pair.walkMs);
      if (way !== null && travel.service.kind === 'timetable') expect([...departures], label).toContain(departureOf(way));
    });
  });
  return count;
}

for (const [kind, serviceOf] of [['headway', byHeadway], ['timetable', byTimetable]] as const) {
  test(`by ${kind}, on 60 random towns every pair alone takes what it takes in the matrix, at percentiles from 5 to 100`, () => {
    const all = Array.from({ length: 60 }, (_, i) => explainPairs(i + 1, serviceOf)), total = (of: keyof (typeof all)[0]): number => all.reduce((sum, count) => sum + count[of], 0);
    expect([total('ridden'), total('walked')].every((n) => n > 60), JSON.stringify([total('ridden'), total('walked'), total('none')])).toBe(true);
  });
}
