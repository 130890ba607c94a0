/** What a timetable has of a day: which trips, when, where, and how they are named. */
import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { readGtfs } from '../../src/inputs/gtfs.ts';
import { halts, readFeeds, table, timetableOf, tripTexts, TUESDAY, type Tables } from './gtfs-feeds.ts';

const T = 'T day 0: A 07:00:00, B 07:10:00-07:11:00, C 07:20:00';

test('a trip has its stops, times, line and day', async () => {
  const { timetable, notices } = await timetableOf({});
  expect(notices).toEqual([]);
  expect(tripTexts(timetable)).toEqual([T]);
  expect(timetable.stops).toEqual([['A', 'Alder', 121.5, 2], ['B', 'Birch', 121.51, 3], ['C', 'Cedar', 121.52, 4]].map(([id, name, lon, line]) => ({ id, name, lon, lat: 31.6, where: `feed.zip/stops.txt:${line}` })));
  const [{ line, shape, canBoard, canAlight }] = timetable.trips;
  expect([line, shape, [...canBoard], [...canAlight]]).toEqual(['1路', null, [1, 1, 1], [1, 1, 1]]);
});

test('a line is named by its short name, else the long one, else its id', async () => {
  const { timetable } = await timetableOf({
    routes: table('routes', 'R,1路,', 'S,,South line', 'U,,'), trips: table('trips', 'T,R,WK', 'T2,S,WK', 'T3,U,WK'),
    stop_times: table('stop_times', ...['T', 'T2', 'T3'].flatMap((id) => halts(id, 'A 07:00:00', 'B 07:10:00'))),
  });
  expect(timetable.trips.map(({ line }) => line)).toEqual(['1路', 'South line', 'U']);
});

test('people get on and off where pickup_type and drop_off_type are not 1', async () => {
  const rows = halts('T', 'A 07:00:00', 'B 07:10:00', 'C 07:20:00').map((row, i) => `${row},${['0', '2', '1'][i]},${['1', '', '3'][i]}`);
  const { timetable: { trips: [trip] } } = await timetableOf({ stop_times: ['trip_id,stop_id,stop_sequence,arrival_time,departure_time,pickup_type,drop_off_type', ...rows].join('\n') });
  expect([[...trip.canBoard], [...trip.canAlight]]).toEqual([[1, 1, 0], [0, 1, 1]]);
});

test('rows are taken by stop_sequence, wherever they stand and however the trips are mixed', async () => {
  const rows = [...halts('T', 'A 07:00:00', 'B 07:10:00 07:11:00', 'C 07:20:00'), ...halts('V', 'C 08:00:00', 'A 08:20:00')];
  const { timetable, notices } = await timetableOf({ trips: table('trips', 'V,R,WK', 'T,R,WK'), stop_times: table('stop_times', rows[4], rows[2], rows[0], rows[3], rows[1]) });
  expect([tripTexts(timetable), notices]).toEqual([['V day 0: C 08:00:00, A 08:20:00', T], []]);
});

test('hours may have one digit and pass 24, and a time that stands alone is both', async () => {
  const { timetable } = await timetableOf({ stop_times: table('stop_times', 'T,A,1,,7:00:00', 'T,B,2,24:59:59,25:00:00', 'T,C,3,26:00:00,') });
  expect(tripTexts(timetable).slice(1)).toEqual(['T day 0: A 07:00:00, B 24:59:59-25:00:00, C 26:00:00']);
});

test('only stops that a trip serves are there, in the order of the file', async () => {
  const { timetable: { stops } } = await timetableOf({ stop_times: table('stop_times', ...halts('T', 'C 07:00:00', 'A 07:10:00')) });
  expect(stops.map(({ id }) => id)).toEqual(['A', 'C']);
});

const RUNS: [string, Tables, string, boolean][] = [
  ['runs on a weekday of its calendar', {}, '2024-06-28', true],
  ['does not run on a Saturday', {}, '2024-06-29', false],
  ['runs on the last day of its calendar', { calendar: table('calendar', 'WK,1,1,1,1,1,1,1,20240601,20240630') }, '2024-06-30', true],
  ['does not run the day after the last', { calendar: table('calendar', 'WK,1,1,1,1,1,1,1,20240601,20240630') }, '2024-07-01', false],
  ['does not run on a day that is taken out', { calendar_dates: table('calendar_dates', 'WK,20240604,2') }, TUESDAY, false],
  ['runs on a day that is added', { calendar_dates: table('calendar_dates', 'WK,20240629,1') }, '2024-06-29', true],
  ['runs on a day that is added beyond the calendar', { calendar_dates: table('calendar_dates', 'WK,20250101,1') }, '2025-01-01', true],
  ['runs by calendar_dates.txt alone', { calendar: null, calendar_dates: table('calendar_dates', 'WK,20240604,1') }, TUESDAY, true],
  ['does not run on another day than those of calendar_dates.txt', { calendar: null, calendar_dates: table('calendar_dates', 'WK,20240604,1') }, '2024-06-11', false],
  ['runs by calendar_dates.txt where calendar.txt has headings only', { calendar: table('calendar'), calendar_dates: table('calendar_dates', 'WK,20240604,1') }, TUESDAY, true],
];
for (const [what, tables, date, runs] of RUNS) {
  test(`a service ${what}`, async () => {
    const { timetable, notices } = await timetableOf(tables, date);
    expect(timetable.trips.map(({ id, day }) => [id, day])).toEqual(runs ? [['T', 0]] : []);
    expect(notices.map((notice) => notice.split(' ')[0])).toEqual(runs ? [] : ['no-service-on-date']);
  });
}

test('a date without service is told with the days that have some', async () => {
  const { timetable, notices } = await timetableOf({ calendar_dates: table('calendar_dates', 'WK,20240603,2', 'WK,20240628,2', 'WK,20240706,1', 'X,20300101,1') }, '2024-06-29');
  expect([timetable.stops, timetable.trips]).toEqual([[], []]);
  // Saturday 1 to Sunday 30 June without the first Monday; the added Saturday 6 July is the last. No trip is of service X.
  expect(notices).toEqual(['no-service-on-date × 1  feed.zip: no trip runs on 2024-06-29; the feed has service from 2024-06-04 to 2024-07-06']);
});

test('a feed whose services never run says so', async () => {
  const { notices } = await timetableOf({ calendar: table('calendar', 'WK,0,0,0,0,0,0,0,20240601,20240630') });
  expect(notices).toEqual(['no-service-on-date × 1  feed.zip: no trip runs on 2024-06-04; the feed has no day with service']);
});

test('trips of the day before that still run after midnight are there, moved by a day', async () => {
  // Monday 3 June: 23:30 to 24:30 and 23:30 to 24:00 reach into Tuesday; 23:30 to 23:59:59 does not.
  const { timetable } = await timetableOf({
    trips: table('trips', 'N,R,MO', 'M,R,MO', 'E,R,MO'), calendar: table('calendar', 'MO,1,0,0,0,0,0,0,20240601,20240630'),
    stop_times: table('stop_times', ...halts('N', 'A 23:30:00', 'B 24:30:00'), ...halts('M', 'A 23:30:00', 'B 24:00:00'), ...halts('E', 'A 23:30:00', 'B 23:59:59')),
  });
  expect(tripTexts(timetable)).toEqual(['N day -1: A -00:30:00, B 00:30:00', 'M day -1: A -00:30:00, B 00:00:00']);
});

test('trips of the day after that begin before six are there, moved by a day', async () => {
  const { timetable } = await timetableOf({
    trips: table('trips', 'E,R,WE', 'S,R,WE'), calendar: table('calendar', 'WE,0,0,1,0,0,0,0,20240601,20240630'),
    stop_times: table('stop_times', ...halts('E', 'A 05:59:59', 'B 06:30:00'), ...halts('S', 'A 06:00:00', 'B 06:30:00')),
  });
  expect(tripTexts(timetable)).toEqual(['E day 1: A 29:59:59, B 30:30:00']);
});

test('a trip that runs every day is there for each day it reaches into', async () => {
  const { timetable } = await timetableOf({
    calendar: table('calendar', 'WK,1,1,1,1,1,1,1,20240601,20240630'), stop_times: table('stop_times', ...halts('T', 'A 03:00:00', 'B 25:00:00')),
  });
  expect(tripTexts(timetable)).toEqual(['T day -1: A -21:00:00, B 01:00:00', 'T day 0: A 03:00:00, B 25:00:00', 'T day 1: A 27:00:00, B 49:00:00']);
});

const distances = (...given: string[]): string => ['trip_id,stop_id,stop_sequence,arrival_time,departure_time,shape_dist_traveled', ...given].join('\n');

test('blank times are laid by the straight way from stop to stop', async () => {
  // From leaving A at 07:01 to A at 07:11 by B and C: 1, 1 and 2 of 4 kilometres, hence 2.5, 2.5 and 5 min.
  const { timetable, notices } = await timetableOf({ stop_times: table('stop_times', ...halts('T', 'A 07:00:00 07:01:00', 'B', 'C', 'A 07:11:00 07:12:00', 'B 07:13:00')) });
  expect(tripTexts(timetable)).toEqual(['T day 0: A 07:00:00-07:01:00, B 07:03:30, C 07:06:00, A 07:11:00-07:12:00, B 07:13:00']);
  expect(notices).toEqual(['gtfs-interpolated-time × 2  feed.zip/stop_times.txt: times that are blank were laid between those given']);
});

test('blank times are laid evenly where a stop between has no place, or all are in one', async () => {
  // 10 min / 3 = 200 s each; D is nowhere, and passed over. 9 min / 3 between halts at one stop.
  const stops = table('stops', 'A,Alder,31.6,121.50', 'B,Birch,31.6,121.51', 'C,Cedar,31.6,121.52', 'D,Dogwood,,');
  const { timetable } = await timetableOf({ stops, stop_times: table('stop_times', ...halts('T', 'A 07:01:00', 'B', 'D', 'C 07:11:00', 'C', 'C', 'C 07:20:00')) });
  expect(tripTexts(timetable)).toEqual(['T day 0: A 07:01:00, B 07:04:20, C 07:11:00, C 07:14:00, C 07:17:00, C 07:20:00']);
});

test('blank times are laid by distance where all the stops between have one', async () => {
  // 10 min for 1000: 100 take 60 s, 850 take 510 s.
  const { timetable } = await timetableOf({ stop_times: distances('T,A,1,07:00:00,07:00:00,500', 'T,B,2,,,600', 'T,C,3,,,1350', 'T,A,4,07:10:00,07:10:00,1500') });
  expect(tripTexts(timetable)).toEqual(['T day 0: A 07:00:00, B 07:01:00, C 07:08:30, A 07:10:00']);
});

for (const [what, given] of [['is missing', '600,,1500'], ['goes backwards', '600,400,1500'], ['is no number', '600,far,1500'], ['never changes', '500,500,500']] as const) {
  test(`blank times are laid by the straight way where a distance ${what}`, async () => {
    const [b, c, end] = given.split(',');
    const { timetable } = await timetableOf({ stop_times: distances('T,A,1,07:00:00,07:00:00,500', `T,B,2,,,${b}`, `T,C,3,,,${c}`, `T,A,4,07:09:00,07:09:00,${end}`) });
    expect(tripTexts(timetable)).toEqual(['T day 0: A 07:00:00, B 07:02:15, C 07:04:30, A 07:09:00']); // 1, 1 and 2 of 4 kilometres
  });
}

test('a trip of frequencies leaves at the start and every headway after, before the end', async () => {
  // 08:00, 08:10, 08:20 and not at 08:30; the pattern is that of 07:00.
  const { timetable, notices } = await timetableOf({ frequencies: table('frequencies', 'T,08:00:00,08:30:00,600') });
  expect(tripTexts(timetable)).toEqual([
    'T@08:00:00 day 0: A 08:00:00, B 08:10:00-08:11:00, C 08:20:00', 'T@08:10:00 day 0: A 08:10:00, B 08:20:00-08:21:00, C 08:30:00', 'T@08:20:00 day 0: A 08:20:00, B 08:30:00-08:31:00, C 08:40:00',
  ]);
  expect(notices).toEqual(['gtfs-frequency-laid-out × 1  feed.zip/frequencies.txt: rows give a headway and no exact times: the departures are laid evenly from the start of each']);
});

test('exact times are laid likewise, without a notice', async () => {
  const { timetable, notices } = await timetableOf({ frequencies: 'trip_id,start_time,end_time,headway_secs,exact_times\nT,08:00:00,08:20:01,600,1\n' });
  expect([timetable.trips.map(({ id }) => id), notices]).toEqual([['T@08:00:00', 'T@08:10:00', 'T@08:20:00'], []]);
});

test('a departure of frequencies is that from the first stop, also where it halts there or is passed over', async () => {
  const rows = halts('T', 'A 06:58:00 07:00:00', 'B 07:10:00', 'C 07:20:00'), frequencies = table('frequencies', 'T,08:00:00,08:01:00,600');
  expect(tripTexts((await timetableOf({ stop_times: table('stop_times', ...rows), frequencies })).timetable)).toEqual(['T@08:00:00 day 0: A 07:58:00-08:00:00, B 08:10:00, C 08:20:00']);
  const stops = table('stops', 'A,Alder,,', 'B,Birch,31.6,121.51', 'C,Cedar,31.6,121.52');
  expect(tripTexts((await timetableOf({ stops, stop_times: table('stop_times', ...rows), frequencies })).timetable)).toEqual(['T@08:00:00 day 0: B 08:10:00, C 08:20:00']);
});

test('departures of frequencies reach into the date one by one', async () => {
  // The pattern takes 20 min. On Monday 23:30, 23:40 (arrives 24:00), 23:50; on Tuesday nothing.
  const { timetable } = await timetableOf({ calendar: table('calendar', 'WK,1,0,0,0,0,0,0,20240601,20240630'), frequencies: table('frequencies', 'T,23:30:00,24:00:00,600') });
  expect(timetable.trips.map(({ id, day, arrivalSeconds }) => [id, day, arrivalSeconds[2]])).toEqual([['T@23:40:00', -1, 0], ['T@23:50:00', -1, 600]]);
});

const KINDS = 'A,B,0,\nB,A,1,\nA,C,2,120\nC,A,3,\nB,C,4,\nC,B,5,\nA,A,2,0\nB,B,2,90\n';
test('changes that take time or are not to be had are kept, recommended ones are as any', async () => {
  const { timetable: { transfers }, notices } = await timetableOf({ transfers: table('transfers') + KINDS });
  expect(transfers).toEqual([{ from: 0, to: 2, minSeconds: 120 }, { from: 1, to: 1, minSeconds: 90 }, { from: 2, to: 0, minSeconds: null }]);
  expect(notices).toEqual([]);
});

test('a change of a station is one of each of its stops, and gives way to a row of two stops', async () => {
  const stops = 'stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\nS,Station,31.6,121.5,1,\nA,1,31.6,121.5,,S\nB,2,31.6,121.51,0,S\nC,Cedar,31.6,121.52,,\nD,unserved,31.6,121.52,,S\n';
  const { timetable: { transfers, stops: kept } } = await timetableOf({ stops, transfers: table('transfers', 'S,S,2,180', 'A,B,2,60', 'B,B,0,', 'C,S,3,', 'C,B,2,240', 'C,D,2,99') });
  expect(kept.map(({ id }) => id)).toEqual(['A', 'B', 'C']);
  expect(transfers).toEqual([
    { from: 0, to: 0, minSeconds: 180 }, { from: 0, to: 1, minSeconds: 60 }, { from: 1, to: 0, minSeconds: 180 },
    { from: 2, to: 0, minSeconds: null }, { from: 2, to: 1, minSeconds: 240 },
  ]);
});

test('of two rows for one change the longer counts', async () => {
  for (const [rows, minSeconds] of [[['A,B,2,60', 'A,B,2,300'], 300], [['A,B,3,', 'A,B,2,60'], null], [['A,B,2,60', 'A,B,0,'], 60]] as const) {
    expect((await timetableOf({ transfers: table('transfers', ...rows) })).timetable.transfers).toEqual([{ from: 0, to: 1, minSeconds }]);
  }
});

const SHAPED = { trips: 'trip_id,route_id,service_id,shape_id\nT,R,WK,s\nV,R,WK,none\nW,R,SU,w\n', stop_times: table('stop_times', ...['T', 'V'].flatMap((id) => halts(id, 'A 07:00:00', 'B 07:10:00'))) };
test('shapes are those of the trips, by their sequence', async () => {
  const { timetable: { trips, shapes } } = await timetableOf({
    ...SHAPED, calendar: table('calendar', 'WK,1,1,1,1,1,0,0,20240601,20240630', 'SU,0,0,0,0,0,0,1,20240601,20240630'),
    shapes: table('shapes', 's,31.6,121.51,20', 's,31.6,121.5,3', 'w,31,121,1', 'w,31,122,2', 's,31.61,121.52,100'),
  });
  expect(trips.map(({ shape }) => shape)).toEqual(['s', null]);
  expect([...shapes]).toEqual([['s', [[121.5, 31.6], [121.51, 31.6], [121.52, 31.61]]]]);
});

test('several feeds are one timetable, and ids of more than one have their feed in front', async () => {
  const shapes = { trips: 'trip_id,route_id,service_id,shape_id\nT,R,WK,s\n', shapes: table('shapes', 's,31.6,121.5,1', 's,31.6,121.51,2') };
  const other = { ...shapes, stops: table('stops', 'Z,Zelkova,31.7,121.5', 'A,Ash,31.7,121.6'), stop_times: table('stop_times', ...halts('T', 'Z 08:00:00', 'A 08:10:00')), transfers: table('transfers', 'A,Z,2,77') };
  const { timetable, notices, faults } = await readFeeds({ 'bus.zip': shapes, 'metro.zip': other });
  expect([notices, faults]).toEqual([[], []]);
  expect(timetable?.stops.map(({ id, where }) => `${id} ${where}`)).toEqual(['bus.zip:A bus.zip/stops.txt:2', 'B bus.zip/stops.txt:3', 'C bus.zip/stops.txt:4', 'Z metro.zip/stops.txt:2', 'metro.zip:A metro.zip/stops.txt:3']);
  expect(timetable && tripTexts(timetable)).toEqual(['bus.zip:T day 0: bus.zip:A 07:00:00, B 07:10:00-07:11:00, C 07:20:00', 'metro.zip:T day 0: Z 08:00:00, metro.zip:A 08:10:00']);
  expect(timetable?.transfers).toEqual([{ from: 4, to: 3, minSeconds: 77 }]);
  expect([...timetable?.shapes.keys() ?? []]).toEqual(['bus.zip:s', 'metro.zip:s']);
  expect(timetable?.trips.map(({ shape }) => shape)).toEqual(['bus.zip:s', 'metro.zip:s']);
  expect(timetable?.feeds.map(({ file, features }) => [file, features])).toEqual([['bus.zip', 1], ['metro.zip', 1]]);
});

test('a feed counts its trips on the date, not those beside it', async () => {
  const { timetable } = await readFeeds({ 'feed.zip': { stop_times: table('stop_times', ...halts('T', 'A 03:00:00', 'B 25:00:00')) } });
  expect([timetable?.trips.length, timetable?.feeds[0].features]).toEqual([3, 1]);
});

test('a date that is none is a bug of the caller', async () => {
  for (const date of ['2024-6-4', '2024-02-30', '20240604', 'today']) await expect(readGtfs([], date, new Findings())).rejects.toThrow(RangeError);
});
