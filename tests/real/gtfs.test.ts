/**
 * Real feeds against counts and sums of a computation of its own: Python's csv module over every row, each
 * day and departure gone over one by one, blank times laid by geodesics between the stops (pyproj).
 */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { readGtfs, type Timetable } from '../../src/inputs/gtfs.ts';
import { describeReal, SHARED } from './shared.ts';

interface DayCount { readonly trips: number; readonly stopTimes: number; readonly first: number; readonly last: number; readonly lastArrival: number; readonly sum: number }
const NONE: DayCount = { trips: 0, stopTimes: 0, first: Infinity, last: -Infinity, lastArrival: -Infinity, sum: 0 };

/** First and last departure from a first stop, last arrival, and the sum of all arrivals and departures, of one service day. */
function countDay({ trips }: Timetable, day: number): DayCount {
  return trips.filter((trip) => trip.day === day).reduce(({ trips: n, stopTimes, first, last, lastArrival, sum }, { arrivalSeconds, departureSeconds }) => ({
    trips: n + 1, stopTimes: stopTimes + arrivalSeconds.length, first: Math.min(first, departureSeconds[0]), last: Math.max(last, departureSeconds[0]),
    lastArrival: Math.max(lastArrival, arrivalSeconds[arrivalSeconds.length - 1]),
    sum: arrivalSeconds.reduce((total, time) => total + time, sum) + departureSeconds.reduce((total, time) => total + time, 0),
  }), NONE);
}

const FEEDS: [string, string, { stops: number; shapes: number; days: [DayCount, DayCount, DayCount]; notices: string[] }][] = [
  ['heidelberg/vrn-gtfs.zip', '2022-07-04', {
    stops: 336, shapes: 0, notices: [], days: [
      { trips: 22, stopTimes: 543, first: -4620, last: 5760, lastArrival: 6240, sum: 1_311_480 },
      { trips: 748, stopTimes: 22_969, first: 14_160, last: 92_160, lastArrival: 92_640, sum: 2_282_391_060 },
      { trips: 50, stopTimes: 1574, first: 100_560, last: 107_700, lastArrival: 116_040, sum: 338_172_180 },
    ],
  }],
  // Every stop between the first and the last of each trip is blank but for a few.
  ['porto-alegre/eptc-gtfs.zip', '2019-05-13', {
    stops: 3986, shapes: 201, days: [NONE, { trips: 2374, stopTimes: 130_019, first: 40_800, last: 57_600, lastArrival: 64_200, sum: 13_527_017_720 }, NONE],
    notices: ['gtfs-interpolated-time × 125271'],
  }],
  ['porto-alegre/trensurb-gtfs.zip', '2019-05-13', {
    stops: 24, shapes: 3, notices: [], days: [
      NONE,
      { trips: 529, stopTimes: 6347, first: 60, last: 85_020, lastArrival: 86_375, sum: 639_630_002 },
      { trips: 29, stopTimes: 360, first: 86_460, last: 107_820, lastArrival: 110_735, sum: 76_913_268 },
    ],
  }],
  // Each of the six services is twice in its calendar.
  ['sao-paulo-frequencies-gtfs.zip', '2020-03-04', {
    stops: 654, shapes: 36, notices: ['gtfs-repeated-row × 6', 'gtfs-frequency-laid-out × 704'], days: [
      { trips: 197, stopTimes: 4144, first: -8400, last: -240, lastArrival: 8220, sum: -2_538_634 },
      { trips: 7948, stopTimes: 151_051, first: 0, last: 86_160, lastArrival: 94_620, sum: 15_577_028_902 },
      { trips: 502, stopTimes: 9264, first: 86_400, last: 107_820, lastArrival: 116_580, sum: 1_964_701_026 },
    ],
  }],
];

const file = (name: string): { name: string; path: string } => ({ name: name.replace(/.*\//, ''), path: join(SHARED, 'data', name) });

describeReal('GTFS feeds', () => {
  test.each(FEEDS)('%s on %s', async (name, date, { stops, shapes, days, notices }) => {
    const findings = new Findings(), timetable = await readGtfs([file(name)], date, findings);
    findings.throwIfFaults();
    expect([-1, 0, 1].map((day) => countDay(timetable, day))).toEqual(days);
    expect([timetable.stops.length, timetable.shapes.size, timetable.feeds[0].features]).toEqual([stops, shapes, days[1].trips]);
    expect(findings.notices().map(({ code, count }) => `${code} × ${count}`)).toEqual(notices);
  });

  test('the buses and the train of Porto Alegre are one timetable', async () => {
    const { stops, trips, feeds } = await readGtfs(['porto-alegre/eptc-gtfs.zip', 'porto-alegre/trensurb-gtfs.zip'].map(file), '2019-05-13', new Findings());
    expect([stops.length, trips.length, feeds.map(({ features }) => features)]).toEqual([3986 + 24, 2374 + 529 + 29, [2374, 529]]);
  });

  test('a day after the last tells the days of service', async () => {
    const said = new Map<string, string>();
    for (const [name] of FEEDS) {
      const findings = new Findings();
      await readGtfs([file(name)], '2030-01-01', findings);
      said.set(name, findings.notices().find(({ code }) => code === 'no-service-on-date')?.what.replace(/.*service /, '') ?? '');
    }
    expect(Object.fromEntries(said)).toEqual({
      'heidelberg/vrn-gtfs.zip': 'from 2022-06-12 to 2022-12-10', 'porto-alegre/eptc-gtfs.zip': 'from 2019-04-15 to 2019-07-15',
      'porto-alegre/trensurb-gtfs.zip': 'from 2019-03-01 to 2019-12-31', 'sao-paulo-frequencies-gtfs.zip': 'from 2008-01-01 to 2020-05-01',
    });
  });
});
