/** The nearest destinations by timetable: by hand on one street, and in random towns against one walk and one departure at a time. */
import { expect, test } from 'vitest';
import { UNREACHED } from '../../src/core/units.ts';
import type { BusWay } from '../../src/travel/bus-way.ts';
import { departuresIn, percentileIndex, shareWithin } from '../../src/travel/departures.ts';
import { findNearestByTimetable, type TimetableChange, type TimetableRules, type TimetableTravel } from '../../src/travel/timetable-nearest.ts';
import { demandOf, randomTimetableCase, travelOf, type TimetableCase } from '../support/bus-cases.ts';
import { drawBusTown, walkBetween } from '../support/bus-town.ts';
import { seeded } from '../support/random.ts';
import { arriveByDijkstra } from '../support/time-expanded.ts';
import { clock, drawTrip, randomTrips, type TimetableQuestion } from '../support/timetable.ts';

const MINUTE = 60_000;
const RULES: TimetableRules = { slackMs: MINUTE, maxRides: 4, maxLegMs: 30 * MINUTE, maxTransferMs: 10 * MINUTE };

//   0 ---------- 2400 -- 2520 ------ 3000      stops A at 0 and B at 2400, a shop at 2520
//   A              B      shop
const ONE_STREET = { streets: [[[0, 0], [3000, 0]] as const], stops: [[0, 0], [2400, 0]] as const, origins: [[0, 0], [600, 0], [9000, 9000]] as const, destinations: [[2520, 0]] as const };
/** From A at 7:00, 7:10 …, to B in four minutes. */
const EVERY_TEN = [0, 10, 20, 30, 40].map((m) => drawTrip(`A 7:${m === 0 ? '00' : m}, B 7:${m === 0 ? '04' : m + 4}`));
const inMinutes = (ms: number): number => Math.round(ms / 600) / 100;

test('a percentile of what is waited, ridden and walked', () => {
  // At A at 7:00 the bus of 7:10 is caught, and so on to 7:08; at 7:09 that of 7:20.
  // Ten departures: 10 … 2 and 11 minutes of waiting, 4 of riding, 2 of walking: 8, 9 … 17. On foot 42.
  const town = drawBusTown(ONE_STREET), travel = travelOf(town, EVERY_TEN, RULES), demand = demandOf(town, town.destinations, 60 * MINUTE, 10.5 * MINUTE);
  const departures = departuresIn({ startSeconds: clock('7:00'), endSeconds: clock('7:10') });
  const ask = (percentile: number) => findNearestByTimetable(travel, town.origins, [demand], departures, percentile)[0];
  // The ceil(p / 10)-th.
  expect([10, 11, 50, 51, 95, 100].map((p) => inMinutes(ask(p).ms[0]))).toEqual([8, 9, 12, 13, 17, 17]);
  const answer = ask(50), way = answer.wayOf(0);
  // In time are 8, 9 and 10.
  expect(answer.share?.[0]).toBe(0.3);
  expect(answer.destination[0]).toBe(0);
  expect(Math.abs(answer.mm[0] - 120_000)).toBeLessThan(50);
  expect(way).toMatchObject({ ms: answer.ms[0], rides: [{ line: 'line of 1', fromStop: 0, toStop: 1, departureMs: clock('7:10') * 1000, rideMs: 4 * MINUTE, vehicle: 1, fromIndex: 0, toIndex: 1 }] });
  expect([way?.walkMs, way?.waitMs, way?.rideMs].map((ms) => inMinutes(ms ?? NaN))).toEqual([2, 6, 4]);
});

test('where the bus gains nothing, the way is on foot', () => {
  // From 600 m, ten minutes back to A: at A at 7:10, so 7:20, there at 7:26: 26 minutes at best. On foot 1920 m, 32; at worst 35 by bus.
  const town = drawBusTown(ONE_STREET), travel = travelOf(town, EVERY_TEN, RULES), demand = demandOf(town, town.destinations, 60 * MINUTE, 30 * MINUTE);
  const departures = departuresIn({ startSeconds: clock('7:00'), endSeconds: clock('7:10') }), ask = (percentile: number) => findNearestByTimetable(travel, town.origins, [demand], departures, percentile)[0];
  // By bus 26, 25, 24 … 18, and 27 of who leaves at 7:09; all below 32.
  expect([inMinutes(ask(100).ms[1]), ask(100).share?.[1]]).toEqual([27, 1]);
  const near = demandOf(town, [town.origins[0]], 60 * MINUTE, 5 * MINUTE), walking = findNearestByTimetable(travel, town.origins, [near], departures, 50)[0];
  expect([inMinutes(walking.ms[1]), walking.wayOf(1), walking.share?.[1]]).toEqual([10, null, 0]);
  expect([inMinutes(walking.ms[0]), walking.wayOf(0), walking.share?.[0]]).toEqual([0, null, 1]);
});

test('the longest time to look for is inclusive', () => {
  const town = drawBusTown(ONE_STREET), travel = travelOf(town, EVERY_TEN, RULES), at700 = Int32Array.of(clock('7:00') * 1000);
  const within = (searchMs: number): number => findNearestByTimetable(travel, town.origins, [demandOf(town, town.destinations, searchMs, searchMs)], at700, 50)[0].ms[0];
  // 10 of waiting, 4 of riding, 2 of walking; another question of the same search looks further.
  const ms = within(60 * MINUTE), demands = [ms, ms - 1, 60 * MINUTE].map((searchMs) => demandOf(town, town.destinations, searchMs, searchMs));
  expect(inMinutes(ms)).toBe(16);
  expect([within(ms), within(ms - 1)]).toEqual([ms, UNREACHED]);
  expect(findNearestByTimetable(travel, town.origins, demands, at700, 50).map((answer) => answer.ms[0])).toEqual([ms, UNREACHED, ms]);
});

test('whoever is off the network gets nowhere', () => {
  const town = drawBusTown(ONE_STREET), demand = demandOf(town, town.destinations, 60 * MINUTE, 60 * MINUTE);
  const [answer] = findNearestByTimetable(travelOf(town, EVERY_TEN, RULES), town.origins, [demand], Int32Array.of(7 * 60 * MINUTE), 50);
  expect([answer.ms[2], answer.mm[2], answer.destination[2], answer.share?.[2], answer.wayOf(2)]).toEqual([UNREACHED, UNREACHED, UNREACHED, 0, null]);
});

test('a departure a minute, the end of the window not among them', () => {
  expect([...departuresIn({ startSeconds: 60, endSeconds: 240 })]).toEqual([60_000, 120_000, 180_000]);
  expect(departuresIn({ startSeconds: clock('7:00'), endSeconds: clock('9:00') })).toHaveLength(120);
  expect(departuresIn({ startSeconds: 60, endSeconds: 60 })).toHaveLength(0);
});

test('the p-th percentile is the first time that p percent of all do not exceed', () => {
  // Percentiles in tenths, in whole numbers: of sorted times 1 ... n, those that do not exceed k are k.
  for (const n of [1, 2, 7, 10, 60, 90, 120, 1000]) {
    for (let tenths = 1, k = 1; tenths <= 1000; tenths++) {
      while (k * 1000 < tenths * n) k++;
      expect(percentileIndex(tenths / 10, n), `${tenths / 10} of ${n}`).toBe(k - 1);
    }
  }
});

test('the share of departures counts the limit in, and what is not reached out', () => {
  expect(shareWithin(Uint32Array.of(5, 6, 7, UNREACHED), 6)).toBe(0.5);
  expect(shareWithin(Uint32Array.of(5, UNREACHED), UNREACHED)).toBe(0.5);
});

/** Changes of a timetable, told as "from-to: until one is there/on foot", in seconds. */
function tellChanges({ transfers: { first, to, ms, walkMs } }: TimetableTravel): string[] {
  return Array.from(to, (t, e) => `${first.findIndex((f) => f > e) - 1}-${t}: ${Math.round(ms[e] / 1000)}/${Math.round(walkMs[e] / 1000)}`).sort();
}

//   0 == 1 ------ 2 ------------- 3      stops at 0, 60, 300 and 1500 m; the first 60 m are one-way, from 1 to 0
const FOUR_STOPS = drawBusTown({ streets: [{ path: [[60, 0], [0, 0]], oneway: true }, [[60, 0], [1500, 0]]], stops: [[0, 0], [60, 0], [300, 0], [1500, 0]], origins: [], destinations: [] });
const STAY = ['0-0: 0/0', '1-1: 0/0', '2-2: 0/0', '3-3: 0/0'];

test('people change within a limit on foot, along the ways, and at a stop itself', () => {
  expect(tellChanges(travelOf(FOUR_STOPS, [], { ...RULES, maxTransferMs: 270_000 }))).toEqual([...STAY, '1-0: 60/60', '1-2: 240/240', '2-1: 240/240'].sort());
  // 60 m and 240 m are 300 s, give or take what drawing in degrees costs.
  expect(tellChanges(travelOf(FOUR_STOPS, [], { ...RULES, maxTransferMs: 301_000 }))).toContain('2-0: 300/300');
});

test('a least time of a change is from getting off to getting on, and so includes the slack', () => {
  // Slack 60: of 90 s 30 are waited before it, of 400 s 340, of 45 s none.
  const change = (from: number, to: number, minSeconds: number | null): TimetableChange => ({ from, to, minSeconds });
  const changes = [change(0, 0, 90), change(1, 1, 45), change(1, 2, 400), change(2, 1, 250)];
  expect(tellChanges(travelOf(FOUR_STOPS, [], { ...RULES, maxTransferMs: 270_000 }, changes))).toEqual(['0-0: 30/0', '1-0: 60/60', '1-1: 0/0', '1-2: 340/240', '2-1: 240/240', '2-2: 0/0', '3-3: 0/0']);
});

test('a change that is not to be had is none; one between stops that are far apart is, without a walk', () => {
  const changes = [{ from: 1, to: 2, minSeconds: null }, { from: 2, to: 2, minSeconds: null }, { from: 3, to: 0, minSeconds: 300 }, { from: 0, to: 3, minSeconds: null }];
  expect(tellChanges(travelOf(FOUR_STOPS, [], { ...RULES, maxTransferMs: 270_000 }, changes))).toEqual(['0-0: 0/0', '1-0: 60/60', '1-1: 0/0', '2-1: 240/240', '3-0: 240/0', '3-3: 0/0']);
});

test('a least time of years is as long, not short', () => {
  // 4296000 s are 4296000000 ms, which 32 bits would take for 1033 s.
  const { transfers } = travelOf(FOUR_STOPS, [], RULES, [{ from: 3, to: 0, minSeconds: 4_296_000 }]);
  expect(Math.max(...transfers.ms)).toBeGreaterThan(86_400_000);
});

const NO_WALK = { ms: 0, mm: 0 };

/** What one origin would be told, with every walk found alone. Targets are the destinations of all demands. */
function questionOf({ town, trips, rules, changes, departuresMs }: TimetableCase, o: number): TimetableQuestion {
  const { stopAccess, destinations } = town, link = (from: number, to: number, { ms, mm }: { ms: number; mm: number }) => ({ from, to, ms, walkMs: ms, mm }), stops = stopAccess.map((_, s) => s);
  const access = stops.flatMap((stop) => { const { ms } = walkBetween(town, town.origins[o], stopAccess[stop], rules.maxLegMs); return ms === Infinity ? [] : [{ stop, ms }]; });
  const egress = stops.flatMap((from) => destinations.flatMap((to, t) => { const walk = walkBetween(town, stopAccess[from], to, rules.maxLegMs); return walk.ms === Infinity ? [] : [link(from, t, walk)]; }));
  const transfers = stops.flatMap((from) => stops.flatMap((to) => {
    const walk = from === to ? NO_WALK : walkBetween(town, stopAccess[from], stopAccess[to], rules.maxTransferMs), change = changes.find((c) => c.from === from && c.to === to);
    if (change === undefined) return walk.ms === Infinity ? [] : [link(from, to, walk)];
    // What is asked for is from getting off to getting on, and the slack is waited anyway. A bus that leaves at its very end is caught.
    const told = walk.ms === Infinity ? NO_WALK : walk;
    return change.minSeconds === null ? [] : [{ ...link(from, to, told), ms: Math.max(told.ms, change.minSeconds * 1000 - rules.slackMs - 1) }];
  }));
  return { trips, stopCount: stops.length, targetCount: destinations.length, access, transfers, egress, slackMs: rules.slackMs, maxRides: rules.maxRides, departuresMs, limitMs: Infinity };
}

test('on 150 random towns times, destinations, shares and ways are those of one walk and one departure at a time', () => {
  let ridden = 0, walked = 0, nowhere = 0, changed = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const given = randomTimetableCase(seed), { town, trips, rules, changes, departuresMs, demands, percentile } = given;
    const answers = findNearestByTimetable(travelOf(town, trips, rules, changes), town.origins, demands, departuresMs, percentile);
    town.origins.forEach((origin, o) => {
      const question = questionOf(given, o), arrivals = Array.from(departuresMs, (departureMs) => arriveByDijkstra(question, departureMs));
      demands.forEach(({ destinations, searchMs, limitMs }, d) => {
        const answer = answers[d], label = `seed ${seed}, origin ${o}, demand ${d}`, targets = destinations.map((each) => town.destinations.indexOf(each));
        const walkMs = destinations.map((to) => walkBetween(town, origin, to, searchMs).ms), onFoot = Math.min(...walkMs);
        const busMs = arrivals.map((ofTargets, i) => targets.map((t) => (ofTargets[t] - departuresMs[i] <= searchMs ? ofTargets[t] - departuresMs[i] : Infinity)));
        const times = busMs.map((ms) => Math.min(onFoot, ...ms));
        const expected = Math.min(...times.filter((ms) => times.filter((other) => other <= ms).length * 100 >= percentile * times.length));
        const share = times.filter((ms) => ms <= limitMs).length / times.length, way = answer.wayOf(o);
        expect([answer.ms[o], answer.share?.[o]], label).toEqual([expected === Infinity ? UNREACHED : expected, share]);
        expect(way === null, `${label}: rides where that is faster`).toBe(expected === Infinity || expected === onFoot);
        if (expected === Infinity) { expect([answer.mm[o], answer.destination[o]]).toEqual([UNREACHED, UNREACHED]); nowhere++; return; }
        if (way === null) { expect(walkMs[answer.destination[o]]).toBe(onFoot); walked++; return; }
        ridden++;
        if (way.rides.length > 1) changed++;
        expect(busMs[times.indexOf(expected)][answer.destination[o]], `${label}: the destination named is the one reached`).toBe(expected);
        expectReal(given, question, o, departuresMs[times.indexOf(expected)], targets[answer.destination[o]], way, label);
        expect([way.ms, way.walkMm], label).toEqual([expected, answer.mm[o]]);
      });
    });
  }
  expect(Math.min(ridden, walked, nowhere), `${ridden} ridden, ${walked} walked, ${nowhere} nowhere`).toBeGreaterThan(200);
  expect(changed, 'some change').toBeGreaterThan(20);
});

/** A way that can be made: trips as they run, walks as found alone, waits of more than the slack, and all of it adds up. */
function expectReal({ town, trips, rules }: TimetableCase, { transfers, egress }: TimetableQuestion, o: number, departureMs: number, target: number, way: BusWay, label: string): void {
  let nowMs = departureMs, waitMs = 0, rideMs = 0;
  const walks: { ms: number; mm: number }[] = [], walk = (ms = NaN, mm = NaN): void => { walks.push({ ms, mm }); nowMs += ms; };
  way.rides.forEach((ride, i) => {
    const trip = trips[ride.vehicle], first = walkBetween(town, town.origins[o], town.stopAccess[ride.fromStop]), change = i > 0 ? transfers.find((l) => l.from === way.rides[i - 1].toStop && l.to === ride.fromStop) : undefined;
    if (i === 0) walk(first.ms, first.mm); else walk(change?.walkMs, change?.mm);
    expect([ride.line, ride.fromStop, ride.toStop, ride.departureMs, ride.rideMs], label).toEqual([
      `line of ${ride.vehicle}`, trip.stops[ride.fromIndex], trip.stops[ride.toIndex], trip.departureSeconds[ride.fromIndex] * 1000, (trip.arrivalSeconds[ride.toIndex] - trip.departureSeconds[ride.fromIndex]) * 1000,
    ]);
    expect([trip.canBoard[ride.fromIndex], trip.canAlight[ride.toIndex]], label).toEqual([1, 1]);
    expect(ride.waitMs, label).toBe((ride.departureMs ?? NaN) - nowMs);
    expect(ride.waitMs, label).toBeGreaterThan(rules.slackMs);
    nowMs += ride.waitMs + ride.rideMs;
    waitMs += ride.waitMs;
    rideMs += ride.rideMs;
  });
  const last = egress.find((l) => l.from === way.rides[way.rides.length - 1].toStop && l.to === target);
  walk(last?.ms, last?.mm);
  const sum = (of: 'ms' | 'mm'): number => walks.reduce((all, each) => all + each[of], 0);
  expect([way.ms, way.walkMs, way.waitMs, way.rideMs, way.walkMm], label).toEqual([nowMs - departureMs, sum('ms'), waitMs, rideMs, sum('mm')]);
}

test('percentiles never fall, no one is slower than on foot, and adding trips slows no one', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const { town, trips, rules, changes, departuresMs, demands } = randomTimetableCase(seed), before = travelOf(town, trips, rules, changes), label = `seed ${seed}`;
    const after = travelOf(town, [...trips, ...randomTrips(seeded(seed), town.stopAccess.length)], rules, changes);
    let last: Uint32Array[] = demands.map(() => new Uint32Array(town.origins.length));
    for (const percentile of [1, 25, 50, 75, 100]) {
      const answers = findNearestByTimetable(before, town.origins, demands, departuresMs, percentile), more = findNearestByTimetable(after, town.origins, demands, departuresMs, percentile);
      answers.forEach(({ ms, share }, d) => { town.origins.forEach((_, o) => {
        expect(ms[o], label).toBeGreaterThanOrEqual(last[d][o]);
        expect(ms[o], label).toBeLessThanOrEqual(demands[d].walk.ms[o]);
        expect(more[d].ms[o], label).toBeLessThanOrEqual(ms[o]);
        expect(more[d].share?.[o], label).toBeGreaterThanOrEqual(share?.[o] ?? NaN);
      }); });
      last = answers.map(({ ms }) => ms);
    }
  }
});

test('the best of a longer window is never worse', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const { town, trips, rules, changes, departuresMs, demands } = randomTimetableCase(seed), travel = travelOf(town, trips, rules, changes), best = (n: number) => findNearestByTimetable(travel, town.origins, demands, departuresMs.subarray(0, n), 1e-6);
    const short = best(Math.ceil(departuresMs.length / 2)), long = best(departuresMs.length);
    long.forEach(({ ms }, d) => { ms.forEach((each, o) => { expect(each, `seed ${seed}`).toBeLessThanOrEqual(short[d].ms[o]); }); });
  }
});

test('a timetable without trips gives the answers on foot', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { town, rules, changes, departuresMs, demands } = randomTimetableCase(seed);
    findNearestByTimetable(travelOf(town, [], rules, changes), town.origins, demands, departuresMs, 50).forEach((answer, d) => {
      expect({ ms: answer.ms, mm: answer.mm, destination: answer.destination }).toEqual(demands[d].walk);
    });
  }
});
