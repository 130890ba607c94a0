/** The nearest destinations by lines with a headway: by hand on one street, and in random towns by plain relaxation over single walks and rides. */
import { expect, test } from 'vitest';
import { UNREACHED } from '../../src/core/units.ts';
import type { HeadwayPattern } from '../../src/network/bus-patterns.ts';
import { BoundedSearch } from '../../src/travel/bounded-search.ts';
import type { BusWay } from '../../src/travel/bus-way.ts';
import { addHeadwayLines, type HeadwayRules } from '../../src/travel/headway-costs.ts';
import { findNearestByHeadway } from '../../src/travel/headway-nearest.ts';
import { findPairs } from '../../src/travel/matrix.ts';
import { findNearest } from '../../src/travel/nearest.ts';
import { graphOf, randomHeadwayCase, turnedGraphOf, type HeadwayCase } from '../support/bus-cases.ts';
import { drawBusTown, walkBetween, type BusTown } from '../support/bus-town.ts';
import { stopOf } from '../support/timetable.ts';
import type { Metres } from '../support/town.ts';

const MINUTE = 60_000, HOUR = 60 * MINUTE;
const RULES: HeadwayRules = { slackMs: MINUTE, waitShare: 0.5 };

/** "A 4 B 3 C" rides four minutes from A to B, three on to C. */
function drawPattern(drawing: string, headwayMinutes: number): HeadwayPattern {
  const parts = drawing.split(' ');
  return {
    line: drawing, stops: parts.filter((_, i) => i % 2 === 0).map(stopOf), rideMs: parts.filter((_, i) => i % 2 === 1).map((minutes) => Number(minutes) * MINUTE),
    paths: [], headwayMs: headwayMinutes * MINUTE, firstDepartureSeconds: null, lastDepartureSeconds: null,
  };
}

/** From one place to another on a street along the x-axis, 60 m a minute, with stops A, B … on it: minutes in all, and of each part. */
function ride(from: number, to: number, stops: readonly number[], patterns: readonly HeadwayPattern[], { oneway = false, rules = RULES, limitMs = HOUR }: { oneway?: boolean; rules?: HeadwayRules; limitMs?: number } = {}) {
  const point = (x: number): Metres => [x, 0], town = drawBusTown({ streets: [{ path: [point(0), point(6000)], oneway }], stops: stops.map(point), origins: [point(from)], destinations: [point(to)] });
  const { ms: [ms], wayOf } = findNearestByHeadway(graphOf(town, patterns, rules), town.origins, town.destinations, limitMs), way = wayOf(0), minutes = (value: number): number => Math.round(value / 600) / 100;
  const letter = (stop: number): string => String.fromCharCode(65 + stop);
  if (ms === UNREACHED) return null;
  return way === null ? { total: minutes(ms) } : { total: minutes(ms), walk: minutes(way.walkMs), wait: minutes(way.waitMs), ride: minutes(way.rideMs), rides: way.rides.map((r) => `${letter(r.fromStop)}-${letter(r.toStop)}`).join(' ') };
}

test('boarding costs the slack and a share of the headway, riding its time, alighting nothing', () => {
  // 1 + 10 / 2 of waiting, 4 of riding, 120 m on foot.
  const line = drawPattern('A 4 B', 10);
  expect(ride(0, 2520, [0, 2400], [line])).toEqual({ total: 12, walk: 2, wait: 6, ride: 4, rides: 'A-B' });
  // A quarter of 10; no slack.
  expect(ride(0, 2520, [0, 2400], [line], { rules: { slackMs: MINUTE, waitShare: 0.25 } })).toMatchObject({ total: 9.5, wait: 3.5 });
  expect(ride(0, 2520, [0, 2400], [line], { rules: { slackMs: 0, waitShare: 1 } })).toMatchObject({ total: 16, wait: 10 });
});

test('stops, origin and destination on one edge are joined along it', () => {
  // 60 m back to A, 60 m back from B; the edge is 6000 m long.
  expect(ride(660, 2340, [600, 2400], [drawPattern('A 4 B', 10)])).toEqual({ total: 12, walk: 2, wait: 6, ride: 4, rides: 'A-B' });
});

test('a change boards again, and may be walked', () => {
  // 6 + 4, then 1 + 20 / 2 and 3. With 120 m between B and C two more.
  expect(ride(0, 5400, [0, 2400, 5400], [drawPattern('A 4 B', 10), drawPattern('B 3 C', 20)])).toEqual({ total: 24, walk: 0, wait: 17, ride: 7, rides: 'A-B B-C' });
  expect(ride(0, 5400, [0, 2400, 2520, 5400], [drawPattern('A 4 B', 10), drawPattern('C 3 D', 20)])).toEqual({ total: 26, walk: 2, wait: 17, ride: 7, rides: 'A-B C-D' });
  expect(ride(0, 5400, [0, 2520, 2400, 5400], [drawPattern('A 4 C', 10), drawPattern('B 3 D', 20)])).toEqual({ total: 26, walk: 2, wait: 17, ride: 7, rides: 'A-C B-D' });
});

test('whoever stays in the bus does not board again', () => {
  expect(ride(0, 5400, [0, 2400, 5400], [drawPattern('A 4 B 3 C', 10)])).toEqual({ total: 13, walk: 0, wait: 6, ride: 7, rides: 'A-C' });
});

test('of two lines the one that is sooner there is taken, wait and ride together', () => {
  // 6 + 9 or 16 + 2: 15. With a headway of 40, 21 + 2 is slower yet.
  expect(ride(0, 5400, [0, 5400], [drawPattern('A 9 B', 10), drawPattern('A 2 B', 30)])).toMatchObject({ total: 15, ride: 9 });
  expect(ride(0, 5400, [0, 5400], [drawPattern('A 9 B', 10), drawPattern('A 2 B', 10)])).toMatchObject({ total: 8, ride: 2 });
});

test('a line runs in its direction only', () => {
  // Back from B to A it would be 6 + 4; on foot 2400 m are 40.
  expect(ride(2400, 0, [0, 2400], [drawPattern('A 4 B', 10)])).toEqual({ total: 40 });
});

test('a loop is ridden on past its first stop, and boarded at either pass', () => {
  // A, B, C, A, D: from B to D is 3 + 3 + 4; from A to D directly 4, not 13.
  const loop = [drawPattern('A 3 B 3 C 3 A 4 D', 10)], stops = [0, 1200, 2400, 5400];
  expect(ride(1200, 5400, stops, loop)).toMatchObject({ total: 16, ride: 10, rides: 'B-D' });
  expect(ride(0, 5400, stops, loop)).toMatchObject({ total: 10, ride: 4, rides: 'A-D' });
});

test('where riding gains nothing, the way is on foot', () => {
  // 300 m: 5, and a bus is waited for longer than that.
  expect(ride(0, 300, [0, 300], [drawPattern('A 0 B', 10)])).toEqual({ total: 5 });
});

test('a stop in a one-way street is reached and left along it only', () => {
  const line = [drawPattern('A 4 B', 10)];
  // From 480 forward to A, 120 m; from B forward to 5000, 200 m.
  expect(ride(480, 5000, [600, 4800], line, { oneway: true })).toEqual({ total: 15.33, walk: 5.33, wait: 6, ride: 4, rides: 'A-B' });
  // A lies behind 660, so 4340 m on foot are 72.33; and 4700 lies behind B, so 4220 m from 480.
  expect(ride(660, 5000, [600, 4800], line, { oneway: true, limitMs: 2 * HOUR })).toEqual({ total: 72.33 });
  expect(ride(480, 4700, [600, 4800], line, { oneway: true, limitMs: 2 * HOUR })).toEqual({ total: 70.33 });
  // By both, the bus goes back where people may not walk.
  expect(ride(4800, 600, [600, 4800], [drawPattern('B 4 A', 10)], { oneway: true })).toEqual({ total: 10, walk: 0, wait: 6, ride: 4, rides: 'B-A' });
  expect(ride(4800, 600, [600, 4800], [], { oneway: true })).toBeNull();
});

test('the limit is inclusive', () => {
  const line = [drawPattern('A 4 B', 10)], within = (limitMs: number) => ride(0, 6000, [0, 6000], line, { limitMs });
  expect([within(10 * MINUTE)?.total, within(10 * MINUTE - 1)]).toEqual([10, null]);
});

test('a limit that would not fit is refused', () => {
  expect(() => ride(0, 6000, [0, 6000], [], { limitMs: Infinity })).toThrow(new RangeError('limitMs is Infinity, expected less than 4294967295'));
});

interface Label { ms: number; mm: number }
const FAR: Label = { ms: Infinity, mm: Infinity };
const plus = (a: Label, b: Label): Label => ({ ms: a.ms + b.ms, mm: a.mm + b.mm });
const isLess = (a: Label, b: Label): boolean => a.ms < b.ms || (a.ms === b.ms && a.mm < b.mm);

/** Walks from everywhere one can come from to everywhere one can go, each found alone; none from a stop to itself. */
function walksOf(town: BusTown) {
  const all = (from: BusTown['origins'], to: BusTown['origins']) => from.map((a) => to.map((b) => walkBetween(town, a, b)));
  return { toStop: all(town.origins, town.stopAccess), direct: all(town.origins, town.destinations), change: all(town.stopAccess, town.stopAccess).map((row, s) => row.with(s, { ms: 0, mm: 0 })), fromStop: all(town.stopAccess, town.destinations) };
}

/** The best way from an origin to each destination: relaxed until nothing changes. */
function relax(o: number, { town, patterns, rules: { slackMs, waitShare } }: HeadwayCase, walks: ReturnType<typeof walksOf>): Label[] {
  const atStop = town.stopAccess.map((_, s) => walks.toStop[o][s]), aboard = patterns.map(({ stops }) => stops.map(() => FAR));
  for (let changed = true; changed;) {
    changed = false;
    const improve = (labels: Label[], i: number, label: Label): void => { if (isLess(label, labels[i])) { labels[i] = label; changed = true; } };
    patterns.forEach(({ stops, rideMs, headwayMs }, p) => {
      stops.forEach((s, i) => {
        improve(aboard[p], i, plus(atStop[s], { ms: slackMs + Math.round(waitShare * headwayMs), mm: 0 }));
        if (i > 0) improve(aboard[p], i, plus(aboard[p][i - 1], { ms: rideMs[i - 1], mm: 0 }));
        improve(atStop, s, aboard[p][i]);
      });
    });
    walks.change.forEach((row, from) => { row.forEach((walk, to) => { improve(atStop, to, plus(atStop[from], walk)); }); });
  }
  return town.destinations.map((_, d) => [walks.direct[o][d], ...atStop.map((label, s) => plus(label, walks.fromStop[s][d]))].reduce((best, label) => (isLess(label, best) ? label : best)));
}

const orFar = ({ ms, mm }: Label, limitMs: number): Label => (ms <= limitMs ? { ms, mm } : { ms: UNREACHED, mm: UNREACHED });

test('on 150 random towns times, metres, destinations and ways are those of plain relaxation', () => {
  let ridden = 0, walked = 0, nowhere = 0, changed = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const given = randomHeadwayCase(seed), { town, patterns, rules, limitMs } = given, walks = walksOf(town), { ms, mm, destination, wayOf } = findNearestByHeadway(graphOf(town, patterns, rules), town.origins, town.destinations, limitMs);
    town.origins.forEach((_, o) => {
      const labels = relax(o, given, walks), label = `seed ${seed}, origin ${o}`, best = Math.min(...labels.map((l) => l.ms)), nearest = labels.findIndex((l) => l.ms === best), way = wayOf(o);
      expect({ ms: ms[o], mm: mm[o] }, label).toEqual(orFar(labels[nearest], limitMs));
      expect(destination[o], `${label}: the lowest of the nearest`).toBe(best <= limitMs ? nearest : UNREACHED);
      if (best > limitMs) { expect(way).toBeNull(); nowhere++; return; }
      const onFoot = walks.direct[o][nearest];
      expect(way === null, `${label}: on foot where that is the way`).toBe(onFoot.ms === best && onFoot.mm === labels[nearest].mm);
      if (way === null) { walked++; return; }
      ridden++;
      if (way.rides.length > 1) changed++;
      expectReal(given, walks, o, nearest, way, label);
      expect([way.ms, way.walkMm], label).toEqual([ms[o], mm[o]]);
    });
  }
  expect(Math.min(ridden, walked, nowhere), `${ridden} ridden, ${walked} walked, ${nowhere} nowhere`).toBeGreaterThan(80);
  expect(changed, 'some change').toBeGreaterThan(20);
});

/** Rides of patterns as they run, each boarded anew, with walks found alone between them; and all of it adds up. */
function expectReal({ patterns, rules: { slackMs, waitShare } }: HeadwayCase, walks: ReturnType<typeof walksOf>, o: number, d: number, way: BusWay, label: string): void {
  let walked: Label = walks.toStop[o][way.rides[0].fromStop], waitMs = 0, rideMs = 0;
  way.rides.forEach((ride, i) => {
    const { line, stops, rideMs: times, headwayMs } = patterns[ride.vehicle];
    expect([ride.line, ride.departureMs, ride.fromStop, ride.toStop], label).toEqual([line, null, stops[ride.fromIndex], stops[ride.toIndex]]);
    expect(ride.fromIndex, label).toBeLessThan(ride.toIndex);
    expect([ride.waitMs, ride.rideMs], label).toEqual([slackMs + Math.round(waitShare * headwayMs), times.slice(ride.fromIndex, ride.toIndex).reduce((sum, each) => sum + each, 0)]);
    waitMs += ride.waitMs;
    rideMs += ride.rideMs;
    walked = plus(walked, i + 1 < way.rides.length ? walks.change[ride.toStop][way.rides[i + 1].fromStop] : walks.fromStop[ride.toStop][d]);
  });
  expect([way.walkMs, way.walkMm, way.waitMs, way.rideMs], label).toEqual([walked.ms, walked.mm, waitMs, rideMs]);
  expect(way.ms, label).toBe(way.walkMs + way.waitMs + way.rideMs);
}

test('on 100 random towns forwards on the turned graph every pair takes what backwards it takes alone', () => {
  let pairs = 0;
  for (let seed = 1; seed <= 100; seed++) {
    const { town, patterns, rules, limitMs } = randomHeadwayCase(seed), graph = graphOf(town, patterns, rules), label = `seed ${seed}`;
    const found = new Map([...findPairs(turnedGraphOf(town, patterns, rules), town.origins, town.destinations, limitMs)].map(({ origin, destination, ms, mm }) => [`${origin} ${destination}`, { ms, mm }]));
    town.origins.forEach((origin, o) => { town.destinations.forEach((destination, d) => {
      const { ms: [ms], mm: [mm] } = findNearestByHeadway(graph, [origin], [destination], limitMs);
      if (ms !== UNREACHED) pairs++;
      expect(found.get(`${o} ${d}`) ?? { ms: UNREACHED, mm: UNREACHED }, `${label}, ${o} to ${d}`).toEqual({ ms, mm });
    }); });
  }
  expect(pairs).toBeGreaterThan(400);
});

test('on 100 random towns the places near a search are all that it reaches, by bus too', () => {
  let pairs = 0;
  for (let seed = 1; seed <= 100; seed++) {
    const { town, patterns, rules, limitMs } = randomHeadwayCase(seed), turned = turnedGraphOf(town, patterns, rules), search = new BoundedSearch(turned, limitMs);
    // Stops are asked for as well: of them some lie where others are, at the origin, or at no street.
    const places = [...town.destinations, ...town.stopAccess, ...town.origins];
    const all = town.origins.flatMap((accesses, origin) => {
      search.run(accesses);
      return places.flatMap((place, destination) => { const best = search.readOff(place); return best.ms === UNREACHED ? [] : [{ origin, destination, ...best }]; });
    });
    expect([...findPairs(turned, town.origins, places, limitMs)], `seed ${seed}`).toEqual(all);
    pairs += all.length;
  }
  expect(pairs).toBeGreaterThan(3000);
});

test('without lines, and with lines that serve nothing, the answers are those on foot', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const { town, patterns, limitMs } = randomHeadwayCase(seed), onFoot = findNearest(town.costs, town.origins, town.destinations, limitMs);
    for (const graph of [graphOf(town, [], RULES), addHeadwayLines(town.costs, town.stopAccess.map(() => []), patterns, RULES, false)]) {
      const { ms, mm, destination, wayOf } = findNearestByHeadway(graph, town.origins, town.destinations, limitMs);
      expect({ ms, mm, destination }, `seed ${seed}`).toEqual(onFoot);
      expect(town.origins.map((_, o) => wayOf(o)).every((way) => way === null)).toBe(true);
    }
  }
});

test('one more line never makes anyone slower, and waiting less neither', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const { town, patterns, rules, limitMs } = randomHeadwayCase(seed), find = (lines: readonly HeadwayPattern[], waitShare: number) => findNearestByHeadway(graphOf(town, lines, { ...rules, waitShare }), town.origins, town.destinations, limitMs).ms;
    const all = find(patterns, 0.5), fewer = find(patterns.slice(1), 0.5), shorter = find(patterns, 0.3);
    all.forEach((ms, o) => {
      expect(ms, `seed ${seed}`).toBeLessThanOrEqual(fewer[o]);
      expect(shorter[o], `seed ${seed}`).toBeLessThanOrEqual(ms);
    });
  }
});
