/** Timetables for tests, drawn by hand or at random, on walks that can be walked: points in the plane. */
import type { PatternTrip } from '../../src/travel/trip-patterns.ts';
import { orderLinks, type FootLink, type FootLinks } from '../../src/travel/foot-links.ts';
import type { AccessLegs } from '../../src/travel/range-raptor.ts';

/** Stops are letters in drawings, A is stop 0. */
export const stopOf = (letter: string): number => letter.charCodeAt(0) - 65;

/** Seconds of "8:05", "8:05:30"; "-0:05" is before midnight. */
export function clock(text: string): number {
  const [hours, minutes, seconds = 0] = text.replace('-', '').split(':').map(Number);
  return (text.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds);
}

/**
 * A trip of a drawing: "A 8:00, B 8:05/8:06, C 8:10" arrives at B at 8:05 and leaves at 8:06.
 * A stop with "-" before it cannot be boarded at, with "-" after it not be alighted at: "A 8:00, -B 8:05, C- 8:10".
 */
export function drawTrip(drawing: string): PatternTrip {
  const calls = drawing.split(', ').map((call) => {
    const [stop, time] = call.split(' '), [arrival, departure = arrival] = time.split('/');
    return { stop: stopOf(stop.replaceAll('-', '')), arrival: clock(arrival), departure: clock(departure), canBoard: Number(!stop.startsWith('-')), canAlight: Number(!stop.endsWith('-')) };
  });
  return {
    stops: Uint32Array.from(calls, (c) => c.stop), arrivalSeconds: Int32Array.from(calls, (c) => c.arrival), departureSeconds: Int32Array.from(calls, (c) => c.departure),
    canBoard: Uint8Array.from(calls, (c) => c.canBoard), canAlight: Uint8Array.from(calls, (c) => c.canAlight),
  };
}

/** One origin's question to a timetable: everything that a search is told. */
export interface TimetableQuestion {
  readonly trips: readonly PatternTrip[];
  readonly stopCount: number;
  readonly targetCount: number;
  /** Walks from the origin to stops. */
  readonly access: readonly { readonly stop: number; readonly ms: number }[];
  /** Changes; none from a stop to itself where people cannot change there. */
  readonly transfers: readonly FootLink[];
  /** Walks from stops to targets. */
  readonly egress: readonly FootLink[];
  readonly slackMs: number;
  readonly maxRides: number;
  readonly departuresMs: Int32Array;
  readonly limitMs: number;
}

export const legsOf = ({ access }: TimetableQuestion): AccessLegs => ({ stop: access.map((a) => a.stop), ms: access.map((a) => a.ms), mm: access.map((a) => a.ms), count: access.length });
export const linksOf = (stopCount: number, links: readonly FootLink[]): FootLinks => orderLinks(stopCount, links);

/** A question, and how long its targets take on foot alone. */
export interface RandomQuestion extends TimetableQuestion { readonly walkMs: readonly number[] }

/**
 * A small town: lines of 3 to 8 trips through few stops, with loops, waits, rides of no time, trips that overtake, trips that
 * began before midnight, and stops where one may not get on or off. Everything lies on a coarse grid in space and time, so that ties abound.
 */
export function randomQuestion(random: () => number): RandomQuestion {
  const below = (n: number): number => Math.floor(n * random()), oneOf = <T>(...choices: T[]): T => choices[below(choices.length)];
  const point = (): [number, number] => [240 * below(21), 240 * below(21)];
  const stopCount = 4 + below(5), targetCount = 1 + below(4), stops = Array.from({ length: stopCount }, point);
  const nearby = (): [number, number] => { const [x, y] = stops[below(stopCount)]; return random() < 0.3 ? point() : [x + 60 * below(5), y + 60 * below(5)]; };
  const origin = nearby(), targets = Array.from({ length: targetCount }, nearby);
  // 1 m/s, rounded up: no detour is ever shorter than the direct way.
  const walk = (a: readonly number[], b: readonly number[]): number => Math.ceil(Math.hypot(a[0] - b[0], a[1] - b[1]) * 1000);
  const legMs = oneOf(Infinity, 1_800_000, 900_000, 500_000), transferMs = oneOf(1_800_000, 600_000, 0), slackMs = oneOf(0, 60_000, 30_000);
  const link = (from: number, to: number, ms: number): FootLink => ({ from, to, ms, walkMs: ms, mm: ms });
  const walks = stops.flatMap((a, from) => stops.flatMap((b, to) => (from === to || walk(a, b) <= transferMs ? [link(from, to, walk(a, b))] : [])));
  return {
    trips: randomTrips(random, stopCount), stopCount, targetCount, slackMs, maxRides: 1 + below(4),
    access: stops.flatMap((s, stop) => (walk(origin, s) <= legMs ? [{ stop, ms: walk(origin, s) }] : [])),
    egress: stops.flatMap((s, from) => targets.flatMap((t, to) => (walk(s, t) <= legMs ? [link(from, to, walk(s, t))] : []))),
    transfers: random() < 0.5 ? walks : changeSome(walks, random, stopCount),
    departuresMs: Int32Array.from({ length: 1 + below(16) }, (_, i) => (5 + i) * 60_000), limitMs: oneOf(1500, 2400, 4000) * 1000,
    walkMs: targets.map((t) => walk(origin, t)),
  };
}

/** Some changes take longer than the walk, some are not to be had, and some are told of stops that are too far apart to walk. */
function changeSome(walks: readonly FootLink[], random: () => number, stopCount: number): FootLink[] {
  const kept = walks.filter(() => random() < 0.85).map((walk) => (random() < 0.3 ? { ...walk, ms: walk.ms + 30_000 * Math.floor(8 * random()) } : walk));
  const from = Math.floor(stopCount * random()), to = Math.floor(stopCount * random());
  return walks.some((w) => w.from === from && w.to === to) ? kept : [...kept, { from, to, ms: 30_000 * Math.floor(10 * random()), walkMs: 0, mm: 0 }];
}

export function randomTrips(random: () => number, stopCount: number): PatternTrip[] {
  const below = (n: number): number => Math.floor(n * random());
  return Array.from({ length: 3 + below(4) }, () => {
    const length = 2 + below(4), stops = Uint32Array.from({ length }, () => below(stopCount)), hops = Array.from({ length }, () => 30 * below(9)), mayOvertake = random() < 0.5;
    const flags = (): Uint8Array => Uint8Array.from({ length }, () => Number(random() > 0.1));
    const canBoard = flags(), canAlight = flags();
    return Array.from({ length: 3 + below(6) }, (): PatternTrip => {
      let now = 30 * (below(100) - 15);
      const arrivalSeconds = new Int32Array(length), departureSeconds = new Int32Array(length);
      for (let i = 0; i < length; i++) {
        now += mayOvertake ? 30 * below(9) : hops[i];
        arrivalSeconds[i] = now;
        if (random() < 0.2) now += 30 * below(5);
        departureSeconds[i] = now;
      }
      return { stops, arrivalSeconds, departureSeconds, canBoard: random() < 0.1 ? flags() : canBoard, canAlight };
    });
  }).flat();
}
