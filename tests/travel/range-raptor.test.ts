/** Earliest arrivals by timetable: by hand in drawn towns, by Dijkstra over events in hundreds of random ones. */
import { expect, test } from 'vitest';
import { NEVER, RangeRaptor, type TimetableJourney } from '../../src/travel/range-raptor.ts';
import { buildTripPatterns } from '../../src/travel/trip-patterns.ts';
import { seeded } from '../support/random.ts';
import { expectRealJourney } from '../support/real-journey.ts';
import { arriveByDijkstra } from '../support/time-expanded.ts';
import { clock, drawTrip, legsOf, linksOf, randomQuestion, randomTrips, stopOf, type TimetableQuestion } from '../support/timetable.ts';

/** Walks in minutes, to and from stops that are letters; targets count from 0. */
interface Drawing {
  trips: string[];
  access: Record<string, number>;
  /** "B": to target 0; "B 1": to target 1. */
  egress: Record<string, number>;
  /** "B C": minutes on foot; and how long until one is there, where that is longer. */
  transfers?: Record<string, number | [walk: number, change: number]>;
  /** Stops where nobody may change. */
  noChange?: string;
  departures?: string;
  limitMinutes?: number;
  slackSeconds?: number;
  maxRides?: number;
}

function draw({ trips, access, egress, transfers = {}, noChange = '', departures = '8:00', limitMinutes = 60, slackSeconds = 60, maxRides = 4 }: Drawing): TimetableQuestion {
  const stopCount = 8, links = (given: Readonly<Record<string, number | [number, number]>>, toOf: (to?: string) => number) => Object.entries(given).map(([key, minutes]) => {
    const [from, to] = key.split(' ') as [string, string?], [walk, change] = [minutes, minutes].flat();
    return { from: stopOf(from), to: toOf(to), ms: change * 60_000, walkMs: walk * 60_000, mm: walk * 60_000 };
  });
  const still = Array.from('ABCDEFGH').filter((letter) => !noChange.includes(letter)).map((letter) => ({ from: stopOf(letter), to: stopOf(letter), ms: 0, walkMs: 0, mm: 0 }));
  return {
    trips: trips.map(drawTrip), stopCount, targetCount: 1 + Math.max(...Object.keys(egress).map((key) => Number(key.split(' ').at(1) ?? 0))),
    access: Object.entries(access).map(([letter, minutes]) => ({ stop: stopOf(letter), ms: minutes * 60_000 })),
    egress: links(egress, (to) => Number(to ?? 0)), transfers: [...still, ...links(transfers, (to = 'A') => stopOf(to))],
    slackMs: slackSeconds * 1000, maxRides, departuresMs: Int32Array.from(departures.split(' '), (at) => clock(at) * 1000), limitMs: limitMinutes * 60_000,
  };
}

function search(question: TimetableQuestion, raptor = raptorOf(question)) {
  const { stopCount, egress, targetCount, departuresMs, limitMs } = question, links = linksOf(stopCount, egress);
  raptor.run(legsOf(question), links, targetCount, departuresMs, limitMs);
  /** Milliseconds on a departure; Infinity beyond the limit. */
  const msOf = (d: number, target: number): number => { const arrival = raptor.arrivalMs(d, target), ms = arrival - departuresMs[d]; return arrival === NEVER || ms > limitMs ? Infinity : ms; };
  const each = <T>(of: (d: number, target: number) => T): T[][] => Array.from(departuresMs, (_, d) => Array.from({ length: targetCount }, (__, target) => of(d, target)));
  return { times: each(msOf), raptor, links };
}
const raptorOf = (question: TimetableQuestion): RangeRaptor => new RangeRaptor(buildTripPatterns(question.trips, question.stopCount), linksOf(question.stopCount, question.transfers), question);

function searchSlowly(question: TimetableQuestion): number[][] {
  return Array.from(question.departuresMs, (departureMs) => arriveByDijkstra(question, departureMs).map((arrival) => (arrival - departureMs > question.limitMs ? Infinity : arrival - departureMs)));
}

/** Minutes to target 0 on each departure, null where it is not reached. The slow search, which the random cases rest on, must say the same. */
function minutes(drawing: Drawing): (number | null)[] {
  const question = draw(drawing), { times } = search(question);
  expect(searchSlowly(question)).toEqual(times);
  return times.map(([ms]) => (ms === Infinity ? null : ms / 60_000));
}

/** How target 0 is reached on a departure: rides as "0 A-B", and the minutes of each walk and of all. */
function tell(drawing: Drawing, departure = 0): { rides: string[]; walk: number[]; total: number } {
  const question = draw(drawing), { raptor, links } = search(question), journey: TimetableJourney = raptor.journey(departure, 0), letter = (s: number): string => String.fromCharCode(65 + s);
  expectRealJourney(question, links, question.departuresMs[departure], 0, journey, 'journey');
  return { rides: journey.rides.map((r) => `${r.trip} ${letter(r.fromStop)}-${letter(r.toStop)}`), walk: journey.walksMs.map((ms) => ms / 60_000), total: (journey.arrivalMs - question.departuresMs[departure]) / 60_000 };
}

test('a bus is walked to, waited for, ridden and left on foot', () => {
  // 8:00 + 2 on foot; the bus rides from 8:05 to 8:15; 3 on foot: 18, of which 3 waiting.
  const line: Drawing = { trips: ['A 8:05, B 8:15'], access: { A: 2 }, egress: { B: 3 } };
  expect(minutes(line)).toEqual([18]);
  expect(tell(line)).toEqual({ rides: ['0 A-B'], walk: [2, 3], total: 18 });
});

test('a bus that leaves exactly the slack after one is there is missed; one that leaves a second later is not', () => {
  // At A at 8:02, so after 8:03.
  const line = (leaves: string): Drawing => ({ trips: [`A ${leaves}, B 8:15`], access: { A: 2 }, egress: { B: 0 } });
  expect([minutes(line('8:03')), minutes(line('8:03:01'))]).toEqual([[null], [15]]);
  expect([minutes({ ...line('8:02'), slackSeconds: 0 }), minutes({ ...line('8:02:01'), slackSeconds: 0 })]).toEqual([[null], [15]]);
});

test('two lines with a change: the slack is waited there too', () => {
  // At B at 8:10, so after 8:11.
  const lines = (leaves: string): Drawing => ({ trips: ['A 8:02, B 8:10', `B ${leaves}, C 8:20`, 'B 8:30, C 8:38'], access: { A: 0 }, egress: { C: 1 } });
  expect([minutes(lines('8:12')), minutes(lines('8:11'))]).toEqual([[21], [39]]);
  expect(tell(lines('8:12'))).toEqual({ rides: ['0 A-B', '1 B-C'], walk: [0, 0, 1], total: 21 });
});

test('whoever sits in the bus waits with it, without a slack', () => {
  expect(minutes({ trips: ['A 8:02, B 8:05/8:05, C 8:05/8:09, D 8:12'], access: { A: 0 }, egress: { D: 0 } })).toEqual([12]);
});

test('a journey that leaves later serves an earlier departure: the wait is at home', () => {
  const line: Drawing = { trips: ['A 8:10, B 8:20'], access: { A: 1 }, egress: { B: 0 }, departures: '8:00 8:03 8:07 8:08 8:09' };
  // Of those who leave at 8:08, the bus leaves exactly the slack after they come.
  expect(minutes(line)).toEqual([20, 17, 13, null, null]);
  expect(tell(line, 0)).toEqual({ rides: ['0 A-B'], walk: [1, 0], total: 20 });
});

test('leaving earlier gains an earlier bus, and then its connections', () => {
  const lines: Drawing = { trips: ['A 8:02, B 8:10', 'A 8:12, B 8:20', 'B 8:15, C 8:20', 'B 8:25, C 8:40'], access: { A: 0 }, egress: { C: 0 }, departures: '8:00 8:01 8:10 8:11' };
  expect(minutes(lines)).toEqual([20, 39, 30, null]);
});

test('a later bus that overtakes is taken, an earlier one that is overtaken is not', () => {
  const lines: Drawing = { trips: ['A 8:02, B 8:10, C 8:30', 'A 8:05, B 8:12, C 8:20'], access: { A: 0 }, egress: { B: 0, 'C 1': 0 } };
  const { times } = search(draw(lines));
  expect(times).toEqual([[10 * 60_000, 20 * 60_000]]);
  expect(searchSlowly(draw(lines))).toEqual(times);
});

test('the limit is inclusive, for rides and for the last walk', () => {
  const line: Drawing = { trips: ['A 8:05, B 8:15'], access: { A: 0 }, egress: { B: 3 } };
  expect([18, 17.999].map((limitMinutes) => minutes({ ...line, limitMinutes }))).toEqual([[18], [null]]);
  expect([15, 14.999].map((limitMinutes) => minutes({ ...line, egress: { B: 0 }, limitMinutes }))).toEqual([[15], [null]]);
});

test('a bus that comes too late is left for one further down its line that does not', () => {
  // The slow trip is at B within the limit, at C not. The fast one passes C only.
  expect(minutes({ trips: ['A 8:02, B 8:10, C 8:50', 'B 8:05, C 8:06'], access: { A: 0, B: 3 }, egress: { C: 0 }, limitMinutes: 20 })).toEqual([6]);
});

test('no more rides than are allowed; fewer rides may be slower', () => {
  const lines: Drawing = { trips: ['A 8:02, B 8:05', 'B 8:07, C 8:10', 'C 8:12, D 8:15', 'A 8:02, D 8:40'], access: { A: 0 }, egress: { D: 0 } };
  expect([0, 1, 2, 3, 4].map((maxRides) => minutes({ ...lines, maxRides })[0])).toEqual([null, 40, 40, 15, 15]);
});

test('a ride saved by an earlier departure is not lost to one that has used more', () => {
  // 8:00 reaches C by 8:30 with one ride. 8:10 needs two, and is there at 8:30 too. With two rides in all, only 8:00 gets on to D.
  const lines: Drawing = { trips: ['A 8:05, C 8:30', 'A 8:12, B 8:20', 'B 8:22, C 8:30', 'C 8:35, D 8:40'], access: { A: 0 }, egress: { D: 0 }, departures: '8:00 8:10', maxRides: 2 };
  expect(minutes(lines)).toEqual([40, null]);
  expect(minutes({ ...lines, maxRides: 3 })).toEqual([40, 30]);
});

test('nobody gets on or off where that is not allowed', () => {
  const line = (b: string): Drawing => ({ trips: [`A 8:02, ${b} 8:10, C 8:20`], access: { A: 0 }, egress: { B: 0 } });
  expect([minutes(line('B')), minutes(line('B-')), minutes(line('-B'))]).toEqual([[10], [null], [10]]);
  const from = (b: string): Drawing => ({ trips: [`A 8:02, ${b} 8:10, C 8:20`], access: { B: 0 }, egress: { C: 0 } });
  expect([minutes(from('B')), minutes(from('-B')), minutes(from('B-'))]).toEqual([[20], [null], [20]]);
});

test('people change on foot where there is a way, and ride on after it; it is no way to a target', () => {
  // At B at 8:10, at C at 8:14, so after 8:15.
  const lines = (leaves: string): Drawing => ({ trips: ['A 8:02, B 8:10', `C ${leaves}, D 8:25`], access: { A: 0 }, egress: { D: 1 }, transfers: { 'B C': 4 } });
  expect([minutes(lines('8:16')), minutes(lines('8:15'))]).toEqual([[26], [null]]);
  expect(tell(lines('8:16'))).toEqual({ rides: ['0 A-B', '1 C-D'], walk: [0, 4, 1], total: 26 });
  expect(minutes({ ...lines('8:16'), egress: { C: 1 } })).toEqual([null]);
  expect(minutes({ ...lines('8:16'), transfers: { 'C B': 4 } })).toEqual([null]);
});

test('two walks are not joined into one change', () => {
  expect(minutes({ trips: ['A 8:02, B 8:10', 'D 8:30, E 8:40'], access: { A: 0 }, egress: { E: 0 }, transfers: { 'B C': 4, 'C D': 4 } })).toEqual([null]);
});

test('a change that takes longer than its walk is waited out, and is no walking', () => {
  // Off at 8:10, ready at 8:19, so after 8:20.
  const lines = (leaves: string): Drawing => ({ trips: ['A 8:02, B 8:10', `C ${leaves}, D 8:30`], access: { A: 0 }, egress: { D: 0 }, transfers: { 'B C': [4, 9] } });
  expect([minutes(lines('8:21')), minutes(lines('8:20'))]).toEqual([[30], [null]]);
  expect(tell(lines('8:21'))).toEqual({ rides: ['0 A-B', '1 C-D'], walk: [0, 4, 0], total: 30 });
});

test('where people cannot change they do not, but may begin and end there', () => {
  const lines: Drawing = { trips: ['A 8:02, B 8:10', 'B 8:20, C 8:30'], access: { A: 0 }, egress: { C: 0 } };
  expect([minutes(lines), minutes({ ...lines, noChange: 'B' })]).toEqual([[30], [null]]);
  expect(minutes({ ...lines, noChange: 'B', access: { B: 0 } })).toEqual([30]);
  expect(minutes({ ...lines, noChange: 'B', egress: { B: 0 } })).toEqual([10]);
});

test('a line that passes a stop twice is left at the first pass, and boarded at the second', () => {
  const loop: Drawing = { trips: ['A 8:02, B 8:05, C 8:10, B 8:15, D 8:20'], access: { A: 0 }, egress: { B: 0 } };
  expect(tell(loop)).toEqual({ rides: ['0 A-B'], walk: [0, 0], total: 5 });
  // At B at 8:06, after the first pass.
  expect(tell({ ...loop, access: { B: 6 }, egress: { D: 0 } })).toEqual({ rides: ['0 B-D'], walk: [6, 0], total: 20 });
  // From C to B is the second pass.
  expect(tell({ ...loop, access: { C: 1 } })).toEqual({ rides: ['0 C-B'], walk: [1, 0], total: 15 });
  // In time for the first pass, whoever stays in the bus passes B again; the wait there would be as long.
  expect(minutes({ ...loop, access: { B: 1 }, egress: { D: 0 } })).toEqual([20]);
});

test('on the way down a line an earlier trip is caught where one walks ahead of the bus', () => {
  // At A at 8:02 only the second trip is caught; at C at 8:03 still the first.
  const line: Drawing = { trips: ['A 8:00, B 8:05, C 8:10, D 8:20', 'A 8:05, B 8:10, C 8:15, D 8:25'], access: { A: 2, C: 3 }, egress: { D: 0 }, maxRides: 1 };
  expect(tell(line)).toEqual({ rides: ['0 C-D'], walk: [3, 0], total: 20 });
});

test('a trip that began the day before is ridden after midnight', () => {
  expect(minutes({ trips: ['A -0:20, B -0:01/0:02, C 0:10'], access: { A: 0, B: 0 }, egress: { C: 0 }, departures: '0:00' })).toEqual([10]);
});

test('rides of no time, several in a row', () => {
  // The second bus leaves 2 after the first, which gets nowhere in no time.
  expect(minutes({ trips: ['A 8:02, B 8:02, C 8:02', 'C 8:04, D 8:04'], access: { A: 0 }, egress: { D: 0 } })).toEqual([4]);
});

test('of walking and riding to a stop, the change at it is what either is in time for', () => {
  // B is 9 on foot, 10 by bus; C is 5 beyond B, further than anyone walks to a first stop, but not than one walks for a change.
  //   8:10 off at B, at C at 8:15, so after 8:16.
  const lines: Drawing = { trips: ['A 8:02, B 8:10', 'C 8:17, D 8:20'], access: { A: 0, B: 9 }, egress: { D: 0 }, transfers: { 'B C': 5 } };
  expect(minutes(lines)).toEqual([20]);
});

test('a way that is not there is not told', () => {
  const { raptor } = search(draw({ trips: ['A 8:02, B 8:10'], access: { A: 0 }, egress: { C: 0 } }));
  expect(() => raptor.journey(0, 0)).toThrow(new RangeError('target 0 is not reached by bus on departure 0'));
});

test('on 600 random feeds every departure reaches every target when Dijkstra over the events says so', () => {
  let byBus = 0, notAtAll = 0, gains = 0;
  for (let seed = 1; seed <= 600; seed++) {
    const question = randomQuestion(seeded(seed * 7919)), { times } = search(question), slow = searchSlowly(question);
    expect(times, `seed ${seed}`).toEqual(slow);
    for (const ms of slow) ms.forEach((each, target) => { if (each === Infinity) notAtAll++; else byBus++; if (each < question.walkMs[target]) gains++; });
  }
  expect(byBus).toBeGreaterThan(5000);
  expect(gains, 'many are faster than on foot').toBeGreaterThan(2000);
  expect(notAtAll).toBeGreaterThan(2000);
});

test('on 600 random feeds every journey told is one that can be made', () => {
  const ridden = [0, 0, 0, 0, 0];
  for (let seed = 1; seed <= 600; seed++) {
    const question = randomQuestion(seeded(seed * 104_729)), { times, raptor, links } = search(question);
    times.forEach((ofTargets, d) => { ofTargets.forEach((ms, target) => {
      if (ms === Infinity) return;
      const journey = raptor.journey(d, target), departureMs = question.departuresMs[d];
      expect(journey.arrivalMs).toBe(departureMs + ms);
      expectRealJourney(question, links, departureMs, target, journey, `seed ${seed}, departure ${d}, target ${target}`);
      ridden[journey.rides.length]++;
    }); });
  }
  expect(Math.min(...ridden.slice(1, 4)), 'journeys of one, two and three rides').toBeGreaterThan(50);
});

test('adding trips never makes anyone slower on any departure', () => {
  let faster = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const random = seeded(seed * 7907), question = randomQuestion(random), before = search(question).times;
    const after = search({ ...question, trips: [...question.trips, ...randomTrips(random, question.stopCount).slice(0, 4)] }).times;
    before.forEach((ofTargets, d) => { ofTargets.forEach((ms, target) => {
      expect(after[d][target], `seed ${seed}`).toBeLessThanOrEqual(ms);
      if (after[d][target] < ms) faster++;
    }); });
  }
  expect(faster).toBeGreaterThan(100);
});

test('what a departure reaches does not depend on the window, so that the best of a longer one is never worse', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const question = randomQuestion(seeded(seed * 6101)), { times } = search(question);
    times.forEach((alone, d) => { expect(search({ ...question, departuresMs: question.departuresMs.subarray(d, d + 1) }).times[0], `seed ${seed}`).toEqual(alone); });
  }
});

test('a longer limit keeps every time within the shorter one', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const question = randomQuestion(seeded(seed * 5003)), long = search(question).times, short = search({ ...question, limitMs: question.limitMs / 2 }).times;
    expect(short, `seed ${seed}`).toEqual(long.map((ofTargets) => ofTargets.map((ms) => (ms > question.limitMs / 2 ? Infinity : ms))));
  }
});

test('one more ride allowed never makes anyone slower', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const question = randomQuestion(seeded(seed * 4001)), fewer = search(question).times, more = search({ ...question, maxRides: question.maxRides + 1 }).times;
    more.forEach((ofTargets, d) => { ofTargets.forEach((ms, target) => { expect(ms, `seed ${seed}`).toBeLessThanOrEqual(fewer[d][target]); }); });
  }
});

test('a search leaves nothing behind for the next, which may be of other legs, targets, departures and limits', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const random = seeded(seed * 3001), first = randomQuestion(random), raptor = raptorOf(first);
    for (let again = 0; again < 3; again++) {
      const other = randomQuestion(random), stops = first.stopCount, inTown = <T extends { readonly from: number }>(links: readonly T[]): T[] => links.filter(({ from }) => from < stops);
      const question = { ...other, stopCount: stops, trips: first.trips, transfers: first.transfers, slackMs: first.slackMs, maxRides: first.maxRides, access: other.access.filter(({ stop }) => stop < stops), egress: inTown(other.egress) };
      expect(search(question, raptor).times, `seed ${seed}`).toEqual(search(question).times);
    }
  }
});
