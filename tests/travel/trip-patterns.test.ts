/** Trips gathered into patterns: which share one, which may not, and where each pattern can be boarded. */
import { expect, test } from 'vitest';
import { buildTripPatterns, type PatternTrip, type TripPatterns } from '../../src/travel/trip-patterns.ts';
import { seeded } from '../support/random.ts';
import { drawTrip, randomTrips, stopOf } from '../support/timetable.ts';

/** The trips of each pattern, the earliest first. */
const tripsOf = ({ patternCount, firstTrip, trip }: TripPatterns): number[][] => Array.from({ length: patternCount }, (_, p) => [...trip.subarray(firstTrip[p], firstTrip[p + 1])]);
const build = (...drawings: string[]): TripPatterns => buildTripPatterns(drawings.map(drawTrip), 5);

test('trips of the same stops share a pattern, the earliest first, whatever their order in the feed', () => {
  expect(tripsOf(build('A 8:20, B 8:25', 'A 8:00, B 8:05', 'A 8:10, B 8:15', 'B 8:00, A 8:05'))).toEqual([[1, 2, 0], [3]]);
});

test('a pattern has its stops and times in milliseconds, trip after trip', () => {
  const p = build('A 0:02, B 0:04/0:05, C 0:06', 'A -0:01, B 0:00, C 0:03');
  expect(tripsOf(p)).toEqual([[1, 0]]);
  expect([...p.stop]).toEqual([0, 1, 2]);
  expect([...p.firstTime]).toEqual([0, 3]);
  expect([...p.arrivalMs]).toEqual([-60_000, 0, 180_000, 120_000, 240_000, 360_000]);
  expect([...p.departureMs]).toEqual([-60_000, 0, 180_000, 120_000, 300_000, 360_000]);
});

test('a trip that overtakes another is in a pattern of its own', () => {
  // The second leaves A later and is at C sooner; the third is behind both everywhere, and stays with the first.
  expect(tripsOf(build('A 8:00, B 8:10, C 8:20', 'A 8:05, B 8:10, C 8:15', 'A 8:10, B 8:20, C 8:30'))).toEqual([[0, 2], [1]]);
});

test('overtaking while both wait at a stop is overtaking too', () => {
  // The second comes to B after the first, and leaves it before.
  expect(tripsOf(build('A 8:00, B 8:10/8:20, C 8:30', 'A 8:05, B 8:12/8:15, C 8:30'))).toEqual([[0], [1]]);
});

test('meeting at a stop is not overtaking', () => {
  expect(tripsOf(build('A 8:00, B 8:10, C 8:20', 'A 8:05, B 8:10, C 8:20'))).toEqual([[0, 1]]);
});

test('equal trips share a pattern, the first of the feed first', () => {
  expect(tripsOf(build('A 8:10, B 8:15', 'A 8:00, B 8:05', 'A 8:00, B 8:05'))).toEqual([[1, 2, 0]]);
});

test('trips that differ in where one may get on or off do not share a pattern', () => {
  const p = build('A 8:00, B 8:05, C 8:10', 'A 8:20, -B 8:25, C 8:30', 'A 8:40, B- 8:45, C 8:50', 'A 8:50, B 8:55, C 9:00');
  expect(tripsOf(p)).toEqual([[0, 3], [1], [2]]);
  // Nobody gets on at a last stop.
  expect([...p.canBoard]).toEqual([1, 1, 0, 1, 0, 0, 1, 1, 0]);
  expect([...p.canAlight]).toEqual([1, 1, 1, 1, 1, 1, 1, 0, 1]);
});

test('stop numbers of several digits do not run into each other', () => {
  const trip = (...stops: number[]): PatternTrip => ({ ...drawTrip('A 8:00, B 8:00'), stops: Uint32Array.from(stops) });
  expect(tripsOf(buildTripPatterns([trip(1, 12), trip(11, 2)], 13))).toEqual([[0], [1]]);
});

test('a loop is boarded at each place where it passes a stop, but not at its end', () => {
  const { firstBoarding, boarding, boardingPattern } = build('D 8:00, A 8:05', 'A 8:00, B 8:05, A 8:10, C 8:15, A 8:20');
  const boardings = (letter: string): number[][] => { const s = stopOf(letter), from = firstBoarding[s], to = firstBoarding[s + 1]; return [[...boarding.subarray(from, to)], [...boardingPattern.subarray(from, to)]]; };
  // Pattern 0 is at positions 0 and 1, the loop at 2 to 6.
  expect(boardings('A')).toEqual([[2, 4], [1, 1]]);
  expect(boardings('B')).toEqual([[3], [1]]);
  expect(boardings('D')).toEqual([[0], [0]]);
  expect(boardings('E')).toEqual([[], []]);
});

test('a slip of the pen such as 900:05 for 9:05 is later than all else, never earlier', () => {
  // 900 h are 3240 million ms, which 32 bits would take for a time long before midnight.
  const { arrivalMs, departureMs } = build('A 9:00, B 900:05/901:05, C 902:00');
  expect([...arrivalMs]).toEqual([32_400_000, 0x7fffffff, 0x7fffffff]);
  expect([...departureMs]).toEqual([32_400_000, 0x7fffffff, 0x7fffffff]);
});

test('no trips are no patterns', () => {
  const p = buildTripPatterns([], 3);
  expect([p.patternCount, p.stopCount, ...p.firstBoarding]).toEqual([0, 3, 0, 0, 0, 0]);
});

test('trips of one stop and times that decrease are refused', () => {
  expect(() => build('A 8:00, B 8:05', 'A 8:00')).toThrow(new RangeError('trip 1 has 1 stops, expected at least 2'));
  expect(() => build('A 8:00, B 8:05, C 8:04')).toThrow(new RangeError('trip 0 has times that decrease at its stop 2'));
  expect(() => build('A 8:00, B 8:05/8:04, C 8:06')).toThrow(/trip 0 has times that decrease at its stop 1/);
});

test('on 300 random feeds every trip is in one pattern, as it was, and nothing overtakes within a pattern', () => {
  let together = 0, split = 0;
  for (let seed = 1; seed <= 300; seed++) {
    const trips = randomTrips(seeded(seed * 7919), 4), p = buildTripPatterns(trips, 4), patterns = tripsOf(p), label = `seed ${seed}`;
    expect(patterns.flat().sort((a, b) => a - b), label).toEqual(trips.map((_, t) => t));
    patterns.forEach((members, pattern) => {
      const from = p.firstPosition[pattern], to = p.firstPosition[pattern + 1];
      members.forEach((t, i) => {
        const trip = trips[t], at = p.firstTime[p.firstTrip[pattern] + i], seconds = (ms: Int32Array): number[] => [...ms.subarray(at, at + to - from)].map((each) => each / 1000);
        expect([...p.stop.subarray(from, to)], label).toEqual([...trip.stops]);
        expect([...p.canAlight.subarray(from, to)], label).toEqual([...trip.canAlight]);
        expect([...p.canBoard.subarray(from, to)], label).toEqual([...trip.canBoard.subarray(0, -1), 0]);
        expect(seconds(p.arrivalMs), label).toEqual([...trip.arrivalSeconds]);
        expect(seconds(p.departureMs), label).toEqual([...trip.departureSeconds]);
        for (const earlier of members.slice(0, i).map((m) => trips[m])) {
          together++;
          expect(trip.arrivalSeconds.every((s, k) => s >= earlier.arrivalSeconds[k]) && trip.departureSeconds.every((s, k) => s >= earlier.departureSeconds[k]), `${label}: trip ${t} overtakes`).toBe(true);
        }
      });
    });
    split += patterns.length - new Set(trips.map((t) => `${t.stops.join()} ${t.canBoard.join()} ${t.canAlight.join()}`)).size;
  }
  expect(together, 'many trips share a pattern').toBeGreaterThan(2000);
  expect(split, 'many overtake').toBeGreaterThan(300);
});
