/** Feeds that are faulty in their rows: what is refused, what is left out and counted, and that the rest stands. */
import { expect, test } from 'vitest';
import { BASE, halts, readFeeds, table, timetableOf, tripTexts, TUESDAY, type Tables } from './gtfs-feeds.ts';

const T = 'T day 0: A 07:00:00, B 07:10:00-07:11:00, C 07:20:00';
const ROWS = halts('T', 'A 07:00:00', 'B 07:10:00 07:11:00', 'C 07:20:00');
/** Trips beside T, with their rows. */
const withTrips = (ids: readonly string[], rows: readonly string[]): Tables => ({ trips: table('trips', 'T,R,WK', ...ids.map((id) => `${id},R,WK`)), stop_times: table('stop_times', ...ROWS, ...rows) });
const stopsWith = (row: string): Tables => ({ stops: table('stops', 'A,Alder,31.6,121.50', row, 'C,Cedar,31.6,121.52') });
const STOP_TIMES = 'feed.zip/stop_times.txt', PASSED_OVER = 'T day 0: A 07:00:00, C 07:20:00';
const UNLOCATED = 'gtfs-unlocated-stop × 1  feed.zip/stops.txt: stops without coordinates, or with such as cannot be, are passed over: nobody gets on or off there: B';
const BACKWARDS = `gtfs-time-backwards × 1  ${STOP_TIMES}: trips whose times go backwards are left out: X`;
const UNREADABLE = `gtfs-unreadable-time × 1  ${STOP_TIMES}: trips with a time that is no time such as 07:30:00 are left out: X`;
const BLANK = `gtfs-blank-time × 1  ${STOP_TIMES}: trips without a time at their first or last stop are left out: X`;
const SEQUENCE = `gtfs-stop-sequence × 1  ${STOP_TIMES}: trips with a stop_sequence that is there twice, or is no whole number, are left out: X`;
const SHORT = `gtfs-short-trip × 1  ${STOP_TIMES}: trips with fewer than two known stops are left out: X`;
const FREQUENCY = 'feed.zip/frequencies.txt: rows whose headway is 0 or no number, whose times cannot be read or are none, or that overlap an earlier row of the trip are left out';
const LAID = 'gtfs-frequency-laid-out × 1  feed.zip/frequencies.txt: rows give a headway and no exact times: the departures are laid evenly from the start of each';

/** What it is, the tables, the trips that are there, the notices. */
const CASES: [string, Tables, string[], string[]][] = [
  ['a trip of one stop', withTrips(['X'], halts('X', 'A 08:00:00')), [T], [SHORT]],
  ['a trip of no stop', withTrips(['X'], []), [T], [SHORT]],
  ['a trip that goes backwards between stops', withTrips(['X'], halts('X', 'A 08:00:00', 'B 07:59:59')), [T], [BACKWARDS]],
  ['a trip that goes backwards at a stop', withTrips(['X'], halts('X', 'A 08:00:00', 'B 08:10:00 08:09:00', 'C 08:20:00')), [T], [BACKWARDS]],
  ['a trip that goes backwards at its first stop', withTrips(['X'], halts('X', 'A 08:00:00 07:59:00', 'B 08:10:00')), [T], [BACKWARDS]],
  ['a trip that goes backwards at its last stop', withTrips(['X'], halts('X', 'A 08:00:00', 'B 08:10:00 08:09:59')), [T], [BACKWARDS]],
  ['a trip that goes backwards over a blank time', withTrips(['X'], halts('X', 'A 08:00:00', 'B', 'C 07:00:00')), [T], [BACKWARDS]],
  ['a time without seconds', withTrips(['X'], halts('X', 'A 08:00', 'B 08:10:00')), [T], [UNREADABLE]],
  ['a time in words', withTrips(['X'], halts('X', 'A 08:00:00', 'B soon', 'C 08:10:00')), [T], [UNREADABLE]],
  ['a time of 60 minutes', withTrips(['X'], halts('X', 'A 08:60:00', 'B 09:10:00')), [T], [UNREADABLE]],
  ['a time below 0', withTrips(['X'], halts('X', 'A -1:00:00', 'B 09:10:00')), [T], [UNREADABLE]],
  ['a time that cannot be read beside one that can', withTrips(['X'], halts('X', 'A 08:00:00 x', 'B 09:10:00')), [T], [UNREADABLE]],
  ['a first time that is blank', withTrips(['X'], halts('X', 'A', 'B 08:10:00')), [T], [BLANK]],
  ['a last time that is blank', withTrips(['X'], halts('X', 'A 08:00:00', 'B')), [T], [BLANK]],
  ['a stop_sequence twice', withTrips(['X'], ['X,A,1,08:00:00,08:00:00', 'X,B,1,08:10:00,08:10:00']), [T], [SEQUENCE]],
  ['a stop_sequence twice at one time', withTrips(['X'], ['X,A,1,08:00:00,08:00:00', 'X,B,1,08:00:00,08:00:00', 'X,C,2,08:10:00,08:10:00']), [T], [SEQUENCE]],
  ['a stop_sequence that is none', withTrips(['X'], ['X,A,1,08:00:00,08:00:00', 'X,B,1.5,08:10:00,08:10:00']), [T], [SEQUENCE]],
  ['a stop_sequence that is blank', withTrips(['X'], ['X,A,,08:00:00,08:00:00', 'X,B,1,08:10:00,08:10:00']), [T], [SEQUENCE]],
  ['rows of a trip twice', { stop_times: table('stop_times', ...ROWS, ...ROWS) }, [T], [`gtfs-repeated-row × 3  ${STOP_TIMES}: rows that are there twice count once`]],
  ['a stop that is not there', { stop_times: table('stop_times', ...ROWS.map((row) => row.replace(',B,', ',Q,'))) }, [PASSED_OVER], [`gtfs-unknown-stop × 1  ${STOP_TIMES}: stops that are not in stops.txt are passed over: "Q"`]],
  ['a stop without coordinates', stopsWith('B,Birch,,'), [PASSED_OVER], [UNLOCATED]],
  ['a stop with one coordinate', stopsWith('B,Birch,31.6,'), [PASSED_OVER], [UNLOCATED]],
  ['a stop at 0, 0', stopsWith('B,Birch,0.0,0'), [PASSED_OVER], [UNLOCATED]],
  ['a stop out of range', stopsWith('B,Birch,121.51,31.6'), [PASSED_OVER], [UNLOCATED]],
  ['a coordinate in words', stopsWith('B,Birch,north,121.51'), [PASSED_OVER], [UNLOCATED]],
  ['a coordinate without end', stopsWith('B,Birch,31.6,1e999'), [PASSED_OVER], [UNLOCATED]],
  ['a stop that no trip serves and is nowhere', { stops: `${BASE['stops']}N,Nowhere,,\n` }, [T], []],
  ['a trip with one stop that is somewhere', { ...withTrips(['X'], halts('X', 'A 08:00:00', 'N 08:10:00')), stops: `${BASE['stops']}N,Nowhere,,\n` }, [T], [SHORT, UNLOCATED.replace(/B$/, 'N')]],
  ['rows of a trip that is not there', { stop_times: table('stop_times', ...ROWS, ...halts('Q', 'A 08:00:00', 'B 08:10:00')) }, [T], [`gtfs-unknown-trip × 2  ${STOP_TIMES}: rows of trips that are not in trips.txt are left out: "Q"`]],
  ['a trip of a route that is not there', { ...withTrips([], []), routes: table('routes', 'S,2路,') }, [T], ['gtfs-unknown-route × 1  feed.zip/trips.txt: trips of routes that are not in routes.txt are named by their route_id: "R" of T']],
  ['a trip of a service that is not there', { ...withTrips([], halts('X', 'A 08:00:00', 'B 08:10:00')), trips: table('trips', 'T,R,WK', 'X,R,no') }, [T], ['gtfs-unknown-service × 1  feed.zip/trips.txt: trips of services that no calendar has are left out: "no" of X']],
  ['a stop twice with the same values', { stops: `${BASE['stops']}A,Alder,31.6,121.5\n` }, [T], ['gtfs-repeated-row × 1  feed.zip/stops.txt: rows that are there twice count once: A']],
  ['a trip twice with the same values', { trips: table('trips', 'T,R,WK', 'T,R,WK') }, [T], ['gtfs-repeated-row × 1  feed.zip/trips.txt: rows that are there twice count once: T']],
  ['a route twice with the same values', { routes: table('routes', 'R,1路,', 'R,1路,') }, [T], ['gtfs-repeated-row × 1  feed.zip/routes.txt: rows that are there twice count once: R']],
  ['a service twice with the same values', { calendar: table('calendar', 'WK,1,1,1,1,1,0,0,20240601,20240630', 'WK,1,1,1,1,1,0,0,20240601,20240630') }, [T], ['gtfs-repeated-row × 1  feed.zip/calendar.txt: rows that are there twice count once: WK']],
  ['a service with a day that is none', { calendar: table('calendar', 'WK,1,1,1,1,1,0,0,20240601,20240630', 'SU,1,1,yes,1,1,0,0,20240601,20240630') }, [T], ['gtfs-unreadable-service × 1  feed.zip/calendar.txt: services whose days or dates cannot be read run on no day, but for what calendar_dates.txt adds: SU "yes"']],
  ['a service with a date that is none', { calendar: table('calendar', 'WK,1,1,1,1,1,0,0,20240601,20240630', 'SU,1,1,1,1,1,0,0,20240601,20240631') }, [T], ['gtfs-unreadable-service × 1  feed.zip/calendar.txt: services whose days or dates cannot be read run on no day, but for what calendar_dates.txt adds: SU "20240631"']],
  ['an exception with a date that is none', { calendar_dates: table('calendar_dates', 'WK,2024-06-04,2', 'WK,20240604,3') }, [T], ['gtfs-unreadable-service × 2  feed.zip/calendar_dates.txt: rows whose date or exception_type cannot be read are left out: WK "2024-06-04", WK "3"']],
  ['an exception twice', { calendar_dates: table('calendar_dates', 'WK,20240604,1', 'WK,20240604,1') }, [T], []],
  ['a headway of 0', { frequencies: table('frequencies', 'T,08:00:00,08:10:00,600', 'T,09:00:00,10:00:00,0') }, ['T@08:00:00 day 0: A 08:00:00, B 08:10:00-08:11:00, C 08:20:00'], [LAID, `gtfs-frequency × 1  ${FREQUENCY}: T 09:00:00-10:00:00 every 0 s`].reverse()],
  ['a headway below 0', { frequencies: table('frequencies', 'T,09:00:00,10:00:00,-600') }, [], [`gtfs-frequency × 1  ${FREQUENCY}: T 09:00:00-10:00:00 every -600 s`]],
  ['frequencies that end before they begin', { frequencies: table('frequencies', 'T,09:00:00,09:00:00,600', 'T,9h,10:00:00,600', 'T,,10:00:00,600') }, [], [`gtfs-frequency × 3  ${FREQUENCY}: T 09:00:00-09:00:00 every 600 s, T 9h-10:00:00 every 600 s, T -10:00:00 every 600 s`]],
  ['frequencies that overlap', { frequencies: table('frequencies', 'T,08:59:59,10:00:00,300', 'T,08:00:00,09:00:00,3600', 'T,09:00:00,09:10:00,600') }, [
    'T@08:00:00 day 0: A 08:00:00, B 08:10:00-08:11:00, C 08:20:00', 'T@09:00:00 day 0: A 09:00:00, B 09:10:00-09:11:00, C 09:20:00',
  ], [LAID.replace('× 1', '× 3'), `gtfs-frequency × 1  ${FREQUENCY}: T 08:59:59-10:00:00 overlaps`]],
  ['frequencies of a trip that is not there', { frequencies: table('frequencies', 'Q,08:00:00,09:00:00,600') }, [T], ['gtfs-unknown-trip × 1  feed.zip/frequencies.txt: rows of trips that are not in trips.txt are left out: "Q"']],
  ['changes that cannot be read', { transfers: table('transfers', 'A,Q,2,60', 'A,B,2,', 'A,B,2,-5', 'A,B,9,') }, [T], ['gtfs-transfer × 4  feed.zip/transfers.txt: rows of stops that are not in stops.txt, or whose type or time cannot be read, are left out: A to Q, A to B "", A to B "-5", A to B "9"']],
  ['changes of certain trips', { transfers: 'from_stop_id,to_stop_id,transfer_type,from_trip_id\nA,B,3,T\n' }, [T], ['gtfs-transfer-limited × 1  feed.zip/transfers.txt: rows that are for certain routes or trips only are left out']],
  ['a point of a shape that cannot be', { trips: 'trip_id,route_id,service_id,shape_id\nT,R,WK,s\n', shapes: table('shapes', 's,31.6,121.5,1', 's,x,121.5,2', 's,31.6,121.6,3') }, [T], ['gtfs-shape-point × 1  feed.zip/shapes.txt: points of shapes whose place or sequence cannot be are left out: s "x,121.5"']],
  ['rows that are blank', Object.fromEntries(Object.entries(BASE).map(([name, text]) => [name, `\n${text.replaceAll('\n', '\n\n,,,\n  \n')}`])), [T], []],
  ['short rows', { stop_times: `trip_id,stop_id,stop_sequence,arrival_time,departure_time,pickup_type\n${ROWS.join('\n')}\n` }, [T], [`short-row × 3  ${STOP_TIMES}: rows have fewer cells than there are headings; the rest is taken as empty`]],
  ['a heading twice', { routes: 'route_id,route_short_name,route_short_name\nR,1路,2路\n' }, [T], ['duplicate-heading × 1  feed.zip/routes.txt: headings that are there twice; the first of the columns counts: "route_short_name"']],
  ['headings and values with blanks', Object.fromEntries(Object.entries(BASE).map(([name, text]) => [name, text.replaceAll(',', ' , ')])), [T], []],
  ['line ends of Windows', Object.fromEntries(Object.entries(BASE).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')])), [T], []],
  ['line ends of old Macs', Object.fromEntries(Object.entries(BASE).map(([name, text]) => [name, text.replaceAll('\n', '\r')])), [T], []],
  ['no line end at the end', Object.fromEntries(Object.entries(BASE).map(([name, text]) => [name, text.trimEnd()])), [T], []],
  ['a byte order mark', Object.fromEntries(Object.entries(BASE).map(([name, text]) => [name, `\ufeff${text}`])), [T], []],
  ['values in quotes', Object.fromEntries(Object.entries(BASE).map(([name, text]) => [name, text.trimEnd().split('\n').map((row) => row.split(',').map((cell) => `"${cell}"`).join()).join('\n')])), [T], []],
];
for (const [what, tables, trips, notices] of CASES) {
  test(`${what}: the rest stands`, async () => {
    const read = await timetableOf(tables);
    expect(tripTexts(read.timetable)).toEqual(trips);
    expect([...read.notices].sort()).toEqual([...notices].sort());
  });
}

test('a service that is added and removed on a day does not run', async () => {
  for (const rows of [['WK,20240604,1', 'WK,20240604,2', 'WK,20240604,1'], ['WK,20240604,2', 'WK,20240604,1']]) {
    const { timetable, notices } = await timetableOf({ calendar_dates: table('calendar_dates', ...rows) });
    expect(timetable.trips).toEqual([]);
    expect(notices[0]).toMatch(/^gtfs-contradiction × \d  feed\.zip\/calendar_dates\.txt: services that are both added and removed on a day do not run on it: WK 20240604/);
  }
});

test('headings without rows are told, where rows must be', async () => {
  const { timetable, notices } = await timetableOf({ stops: table('stops'), trips: table('trips'), stop_times: table('stop_times'), frequencies: table('frequencies'), transfers: table('transfers') });
  expect(timetable.trips).toEqual([]);
  expect(notices.map((notice) => notice.replace(/;.*/, ''))).toEqual([
    'no-rows × 1  feed.zip/stops.txt: has headings and no rows', 'no-rows × 1  feed.zip/trips.txt: has headings and no rows', `no-service-on-date × 1  feed.zip: no trip runs on ${TUESDAY}`, `no-rows × 1  ${STOP_TIMES}: has headings and no rows`,
  ]);
});

const FAULTS: [string, Tables, RegExp[]][] = [
  ...['stops', 'routes', 'trips', 'stop_times'].map((name): [string, Tables, RegExp[]] => [`no ${name}.txt`, { [name]: null }, [new RegExp(`^feed\\.zip: has no ${name}\\.txt\\. Get the whole GTFS feed\\.$`)]]),
  ['no calendar at all', { calendar: null }, [/^feed\.zip: has no calendar\.txt or calendar_dates\.txt/]],
  ['several tables missing', { stops: null, trips: null, calendar: null }, [/has no stops\.txt/, /has no trips\.txt/, /has no calendar\.txt or/]],
  ['no column of coordinates', { stops: 'stop_id,stop_name\nA,Alder\n' }, [/^feed\.zip\/stops\.txt: has no column "stop_lat"/, /has no column "stop_lon"/]],
  ['columns missing in several tables', { trips: 'trip_id;route_id;service_id\n', calendar_dates: 'service,date,exception_type\nWK,20240604,1\n', stops: 'stop_id,stop_lat\n' }, [/calendar_dates\.txt: has no column "service_id"/, /stops\.txt: has no column "stop_lon"/]],
  ['no column of times', { stop_times: 'trip_id,stop_id,stop_sequence,arrival_time\n' }, [/^feed\.zip\/stop_times\.txt: has no column "departure_time"/]],
  ['no column of frequencies', { frequencies: 'trip_id,start_time,end_time\n' }, [/^feed\.zip\/frequencies\.txt: has no column "headway_secs"/]],
  ['no column of changes', { transfers: 'from_stop_id,to_stop_id\n' }, [/^feed\.zip\/transfers\.txt: has no column "transfer_type"/]],
  ['no column of shapes', { shapes: 'shape_id\n' }, [/"shape_pt_lat"/, /"shape_pt_lon"/, /"shape_pt_sequence"/]],
  ['an empty table', { stop_times: '' }, [/^feed\.zip\/stop_times\.txt: is empty/]],
  ['a table of blank lines', { trips: '\n\n' }, [/^feed\.zip\/trips\.txt: is empty/]],
  ['a stop twice', { stops: `${BASE['stops']}A,Ash,31.7,121.5\n` }, [/^feed\.zip\/stops\.txt:5: the stop_id "A" is used already at feed\.zip\/stops\.txt:2/]],
  ['a trip twice', { trips: table('trips', 'T,R,WK', 'T,R,SU') }, [/^feed\.zip\/trips\.txt:3: the trip_id "T" is used already at feed\.zip\/trips\.txt:2/]],
  ['a route twice', { routes: table('routes', 'R,1路,', 'R,2路,') }, [/^feed\.zip\/routes\.txt:3: the route_id "R" is used already, by "1路"/]],
  ['a service twice', { calendar: table('calendar', 'WK,1,1,1,1,1,0,0,20240601,20240630', 'WK,1,1,1,1,1,1,0,20240601,20240630') }, [/^feed\.zip\/calendar\.txt:3: the service_id "WK" is used already in line 2/]],
  ['a stop without an id', { stops: `${BASE['stops']},Nameless,31.6,121.5\n` }, [/^feed\.zip\/stops\.txt:5: the stop has no stop_id/]],
  ['a trip without an id', { trips: table('trips', 'T,R,WK', ',R,WK') }, [/^feed\.zip\/trips\.txt:3: the trip has no trip_id/]],
  ['a comma that moves the coordinates', { stops: table('stops', 'A,Alder,31.6,121.5', 'B,Birch, North,31.6,121.51') }, [/^feed\.zip\/stops\.txt:3: has 5 cells, and there are 4 headings/]],
  ['an open quote', { stops: table('stops', 'A,"Alder,31.6,121.5') }, [/^feed\.zip\/stops\.txt:2: the file ends within the quotes of this row/]],
  ['a quote within a value', { stops: table('stops', 'A,Al"der,31.6,121.5') }, [/^feed\.zip\/stops\.txt:2: a quote stands within a value/]],
  ['a table in UTF-16', { routes: Buffer.from('\ufeffroute_id\nR\n', 'utf16le') }, [/^feed\.zip\/routes\.txt: is UTF-16 text/]],
  ['a table that is no text', { routes: Uint8Array.of(1, 0, 2) }, [/^feed\.zip\/routes\.txt: is no text/]],
  ['a table cut within a character', { routes: Buffer.concat([Buffer.from('route_id,route_short_name\nR,示范路\nS,'), Buffer.from('示').subarray(0, 2), Buffer.from('\n')]) }, [/^feed\.zip\/routes\.txt:3: has bytes that are not UTF-8/]],
  ['more departures than a day has', { frequencies: table('frequencies', 'T,00:00:00,200:00:00,1') }, [/^feed\.zip\/frequencies\.txt: makes more than 500000 departures/]],
];
for (const [what, tables, said] of FAULTS) {
  test(`${what} is refused`, async () => {
    const { faults } = await readFeeds({ 'feed.zip': tables });
    expect(faults).toHaveLength(said.length);
    said.forEach((pattern, i) => { expect(faults[i]).toMatch(pattern); });
  });
}

test('where stops or trips are faulty, nothing is said of the tables that name them', async () => {
  const { timetable, faults, notices } = await readFeeds({ 'feed.zip': { stops: table('stops', 'A,Alder, North,31.6,121.5'), stop_times: table('stop_times', ...ROWS, 'Q,A,1,,') } });
  expect([timetable?.trips, faults.length, notices]).toEqual([[], 1, []]);
});

test('the faults of all feeds are told together', async () => {
  const { faults, timetable } = await readFeeds({ 'a.zip': { stops: null }, 'b.zip': {}, 'c.zip': { trips: '' } });
  expect([timetable, faults.map((fault) => fault.split(':')[0])]).toEqual([null, ['a.zip', 'c.zip/trips.txt']]);
});

test('a table in GB18030 is found out', async () => {
  // 村庄 twice: B4 E5 D7 AF.
  const name = Uint8Array.of(0xb4, 0xe5, 0xd7, 0xaf, 0xb4, 0xe5, 0xd7, 0xaf), rows = table('stops', 'A,#,31.6,121.5', 'B,#,31.6,121.51', 'C,#,31.6,121.52').split('#');
  const { timetable, notices } = await timetableOf({ stops: Buffer.concat(rows.flatMap((row, i) => (i === 0 ? [Buffer.from(row)] : [name, Buffer.from(row)]))) });
  expect(timetable.stops.map((stop) => stop.name)).toEqual(['村庄村庄', '村庄村庄', '村庄村庄']);
  expect(notices).toEqual(['gb18030 × 1  feed.zip/stops.txt: is in GB18030 (GBK), not in UTF-8; it was read as that']);
});

test('names of the data are no keys of objects', async () => {
  const { timetable } = await timetableOf({
    stops: table('stops', '__proto__,constructor,31.6,121.5', 'toString,x,31.6,121.51'), routes: table('routes', 'hasOwnProperty,__proto__,'),
    trips: 'trip_id,route_id,service_id,shape_id,__proto__\nvalueOf,hasOwnProperty,__proto__,__proto__,1\n', calendar: table('calendar', '__proto__,1,1,1,1,1,1,1,20240601,20240630'),
    stop_times: table('stop_times', ...halts('valueOf', '__proto__ 07:00:00', 'toString 07:10:00')), shapes: table('shapes', '__proto__,31.6,121.5,1', '__proto__,31.6,121.51,2'),
  });
  expect(tripTexts(timetable)).toEqual(['valueOf day 0: __proto__ 07:00:00, toString 07:10:00']);
  expect([timetable.trips[0].line, timetable.trips[0].shape, timetable.shapes.size]).toEqual(['__proto__', '__proto__', 1]);
});
