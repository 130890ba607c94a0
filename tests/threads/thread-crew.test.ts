/** Several threads answer as one does: the same, in the same order, with the same faults. */
import { afterEach, expect, test, vi } from 'vitest';
import { ALONE, type Crew } from '../../src/core/crew.ts';
import { Findings } from '../../src/core/problems.ts';
import { UNREACHED } from '../../src/core/units.ts';
import { CatchmentPen } from '../../src/isochrones/draw-catchments.ts';
import { isochronesAround } from '../../src/isochrones/isochrones-around.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { SnapIndex, type Access } from '../../src/network/snap.ts';
import { Seat } from '../../src/threads/seat.ts';
import { Seats } from '../../src/threads/seats.ts';
import { ThreadCrew } from '../../src/threads/thread-crew.ts';
import { findPairsByHeadway, findPairsByTimetable } from '../../src/travel/bus-matrix.ts';
import { computeWalkCosts, type CostedAccess } from '../../src/travel/costs.ts';
import { findPairs, PAIRS_ON_FOOT } from '../../src/travel/matrix.ts';
import { findNearestByTimetable } from '../../src/travel/timetable-nearest.ts';
import { randomHeadwayCase, randomTimetableCase, travelOf, turnedGraphOf } from '../support/bus-cases.ts';
import { eager } from '../support/eager-crew.ts';
import { seeded } from '../support/random.ts';
import { drawLines, toDegrees, type Metres, type Street } from '../support/town.ts';

const EagerCrew = eager(ThreadCrew);

afterEach(async () => { vi.restoreAllMocks(); await new Promise(setImmediate); });

const MINUTE = 60_000, COUNTS = [2, 3, 8], { town, trips, rules, changes, departuresMs, demands } = randomTimetableCase(5), travel = travelOf(town, trips, rules, changes);
/** More of them than a town has, so that every thread has some. */
const many = (places: readonly (readonly CostedAccess[])[]): (readonly CostedAccess[])[] => Array.from({ length: 60 }, (_, i) => places[i % places.length]);
const origins = many(town.origins);

/** The whole of what comes, as text: numbers to the last bit. */
const JOBS: Record<string, (crew: Crew) => unknown> = {
  'pairs on foot': (crew) => [...findPairs(town.turned, origins, town.destinations, 60 * MINUTE, crew)],
  'pairs by timetable': (crew) => [...findPairsByTimetable(travel, origins, town.destinations, departuresMs, [5, 50, 100], 60 * MINUTE, 90 * MINUTE, crew)],
  'pairs by headway': (crew) => {
    const { town: { turned, origins: from, destinations }, patterns, rules: waiting, limitMs } = randomHeadwayCase(3), [half, whole] = [0.5, 1].map((waitShare) => turnedGraphOf(randomHeadwayCase(3).town, patterns, { ...waiting, waitShare }));
    return [...findPairsByHeadway(turned, [half, whole], many(from), destinations, limitMs, crew)];
  },
  'the nearest by timetable': (crew) => {
    const walked = demands.map((demand) => ({ ...demand, walk: { ms: spread(demand.walk.ms), mm: spread(demand.walk.mm), destination: spread(demand.walk.destination) } }));
    return findNearestByTimetable(travel, origins, walked, departuresMs, 50, crew).map(({ wayOf, ...answer }) => ({ ...answer, ways: origins.map((_, o) => wayOf(o)) }));
  },
  'isochrones': (crew) => {
    const empty: number[][] = [];
    return [[...isochronesAround({ index: drawn.index, profile: PROFILE, direction: 'from', minutes: [0.2, 2, 4], bufferMetres: 50, simplifyMetres: 3, travel: null }, drawn.places, (...of) => empty.push(of), crew)], empty];
  },
  'catchments': (crew) => {
    const pen = new CatchmentPen({ costs: drawn.costs, boxes: drawn.index.boxes, rides: null, settlements: drawn.places, limitMs: 4 * MINUTE, bufferMetres: 50, simplifyMetres: 2 }, drawn.places.keys(), (f) => drawn.places[f], crew);
    const all = drawn.places.map((_, f) => pen.draw(f));
    pen.putDown();
    return all;
  },
};
const spread = (of: Uint32Array): Uint32Array => Uint32Array.from(origins, (_, o) => of[o % town.origins.length]);
const PROFILE = { id: 'adult', metresPerMinute: 60 } as const, drawn = drawTown();

/** A grid of streets with gaps, some one-way, and places, of which some are too far off. */
function drawTown() {
  const random = seeded(11), corner = (i: number): Metres => [150 * (i % 8), 150 * Math.floor(i / 8)];
  const streets = Array.from({ length: 64 }, (_, i) => i).flatMap((i): Street[] => [...(i % 8 < 7 ? [i + 1] : []), ...(i < 56 ? [i + 8] : [])].filter(() => random() > 0.1).map((to) => ({ path: [corner(i), corner(to)], oneway: random() < 0.1 })));
  const network = buildNetwork(drawLines(streets), 0.5, new Findings()), index = new SnapIndex(network);
  const places = Array.from({ length: 24 }, (_, i): Access[] => [index.nearest(...toDegrees(i % 9 === 0 ? [5000, 5000] : [1050 * random(), 1050 * random()]), 100) ?? []].flat());
  return { index, places, costs: computeWalkCosts(network, PROFILE) };
}

for (const [name, job] of Object.entries(JOBS)) {
  test(`${name}: 2, 3 and 8 threads answer as one, to the bit, and all of them work`, () => {
    const alone = job(ALONE), asked = vi.spyOn(Seat.prototype, 'send');
    for (const threads of COUNTS) {
      asked.mockClear();
      expect(job(new EagerCrew(threads)), `${threads} threads`).toEqual(alone);
      const seats = new Set(asked.mock.calls.flatMap(([request], i) => (request.kind === 'ask' ? [asked.mock.contexts[i]] : [])));
      expect(seats.size, 'threads that were asked').toBe(threads - 1);
    }
    expect(JSON.stringify(alone).length).toBeGreaterThan(2000);
  });
}

const question = { turned: town.turned, destinations: town.destinations, limitMs: 60 * MINUTE };
/** What comes of items until all are there or one fails, and how it fails. */
function taken(crew: Crew, asked: typeof question, items: readonly (readonly CostedAccess[])[]): { answers: unknown[]; error: unknown } {
  const session = crew.open(PAIRS_ON_FOOT, asked), answers: unknown[] = [];
  try {
    for (const answer of session.answers(items.length, (i) => items[i])) answers.push(answer);
    return { answers, error: null };
  } catch (error) {
    return { answers, error };
  } finally {
    session.close();
  }
}

test('a single item is never sent to another thread, nor is any where there is none', () => {
  const ask = vi.spyOn(Seats.prototype, 'ask'), crew = new EagerCrew(4);
  expect(taken(crew, question, [])).toEqual({ answers: [], error: null });
  expect(taken(crew, question, origins.slice(0, 1))).toEqual(taken(ALONE, question, origins.slice(0, 1)));
  expect(ask).not.toHaveBeenCalled();
});

test('more threads than items are as good as one', () => {
  expect(taken(new EagerCrew(8), question, origins.slice(0, 3))).toEqual(taken(ALONE, question, origins.slice(0, 3)));
});

test('an item that fails throws what it throws in one thread, after the answers before it', () => {
  const items = origins.map((origin, i) => (i === 20 || i === 33 ? null as unknown as typeof origin : origin));
  const alone = taken(ALONE, question, items), shared = taken(new EagerCrew(3), question, items);
  expect(alone.answers).toHaveLength(20);
  expect(shared).toEqual(alone);
  expect([shared.error, (shared.error as Error).message]).toEqual([expect.any(TypeError), (alone.error as Error).message]);
});

test('a question that cannot be asked is a RangeError, whoever asks it', () => {
  const shared = taken(new EagerCrew(3), { ...question, limitMs: UNREACHED }, origins);
  expect([shared.answers, shared.error]).toEqual([[], expect.any(RangeError)]);
  expect(shared).toEqual(taken(ALONE, { ...question, limitMs: UNREACHED }, origins));
});

test('one may stop taking answers, and ask again in the same session and in others between', () => {
  const crew = new EagerCrew(3), session = crew.open(PAIRS_ON_FOOT, question), alone = taken(ALONE, question, origins).answers;
  const firstTwo: unknown[] = [];
  for (const answer of session.answers(60, (i) => origins[i])) if (firstTwo.push(answer) === 2) break;
  expect(firstTwo).toEqual(alone.slice(0, 2));
  const [a, b] = [session, crew.open(PAIRS_ON_FOOT, { ...question, limitMs: MINUTE })].map((of) => of.answers(60, (i) => origins[i])[Symbol.iterator]());
  const near = taken(ALONE, { ...question, limitMs: MINUTE }, origins).answers;
  expect(near).not.toEqual(alone);
  for (let i = 0; i < 60; i++) expect([a.next().value, b.next().value], `item ${i}`).toEqual([alone[i], near[i]]);
});

test('threads that fall silent are not waited for longer than a chunk may take', () => {
  const crew = new EagerCrew(3);
  crew.start();
  vi.spyOn(Seat.prototype, 'receive').mockReturnValue([]);
  vi.spyOn(Seats.prototype, 'wait').mockReturnValue(false);
  expect(taken(crew, question, origins)).toEqual(taken(ALONE, question, origins));
});

test('short work starts no thread, and long work does', () => {
  const start = vi.spyOn(Seats.prototype, 'start').mockReturnValue(undefined), clock = vi.spyOn(performance, 'now');
  let now = 0, itemMs = 1;
  clock.mockImplementation(() => now += itemMs / 2); // asked twice an item
  for (const [ms, isStarted] of [[1, false], [8, false], [40, true]] as const) {
    itemMs = 2 * ms;
    start.mockClear();
    expect(taken(new ThreadCrew(2), question, origins).answers).toHaveLength(60);
    expect(start.mock.calls.length > 0, `60 items of ${ms} ms`).toBe(isStarted);
  }
});

test('threads end when no question is open and the queue of events is reached', async () => {
  const end = vi.spyOn(Seat.prototype, 'end'), crew = new EagerCrew(3), first = crew.open(PAIRS_ON_FOOT, question), second = crew.open(PAIRS_ON_FOOT, question);
  first.close();
  await new Promise(setImmediate);
  expect(end).not.toHaveBeenCalled();
  second.close();
  const third = crew.open(PAIRS_ON_FOOT, question); // the next of the same job
  await new Promise(setImmediate);
  expect(end).not.toHaveBeenCalled();
  third.close();
  expect(end).not.toHaveBeenCalled();
  await new Promise(setImmediate);
  expect(end).toHaveBeenCalledTimes(2);
});
