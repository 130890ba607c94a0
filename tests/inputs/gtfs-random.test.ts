/** Random feeds against the slow and obvious method: go over every day and every second. */
import { expect, test } from 'vitest';
import { seeded } from '../support/random.ts';
import { readFeeds, table, type Tables } from './gtfs-feeds.ts';

const SEEDS = 150, DAY = 86_400, DAY_MS = DAY * 1000;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

interface RandomFeed {
  readonly services: { readonly id: string; readonly weekdays: boolean[]; readonly first: string; readonly last: string }[];
  readonly exceptions: Map<string, '1' | '2'>;
  /** Minutes from midnight at each stop. */
  readonly trips: { readonly id: string; readonly service: string; readonly minutes: number[]; readonly bands: [number, number, number][] }[];
}

const compact = (date: string): string => date.replaceAll('-', '');
const dayAfter = (date: string, days: number): string => new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
const clock = (seconds: number): string => [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');

function makeFeed(random: () => number): RandomFeed {
  const below = (n: number): number => Math.floor(random() * n);
  const services = Array.from({ length: 3 }, (_, i) => {
    const first = dayAfter('2024-05-27', below(10));
    return { id: `S${i}`, weekdays: WEEKDAYS.map(() => random() < 0.5), first, last: dayAfter(first, below(12)) };
  });
  const exceptions = new Map(Array.from({ length: 6 }, (): [string, '1' | '2'] => [`S${below(3)},${compact(dayAfter('2024-05-30', below(12)))}`, random() < 0.5 ? '1' : '2']));
  const trips = Array.from({ length: 8 }, (_, i) => {
    let minute = below(26 * 60);
    const minutes = Array.from({ length: 2 + below(4) }, () => (minute += below(60)));
    const start = below(24 * 60), end = start + 1 + below(120);
    return { id: `T${i}`, service: `S${below(3)}`, minutes, bands: random() < 0.3 ? [[start, end, 1 + below(1800)], [end, end + 30, 600]] as [number, number, number][] : [] };
  });
  return { services, exceptions, trips };
}

function tablesOf({ services, exceptions, trips }: RandomFeed): Tables {
  return {
    calendar: table('calendar', ...services.map(({ id, weekdays, first, last }) => [id, ...weekdays.map(Number), compact(first), compact(last)].join())),
    calendar_dates: table('calendar_dates', ...[...exceptions].map(([key, type]) => `${key},${type}`)),
    trips: table('trips', ...trips.map(({ id, service }) => `${id},R,${service}`)),
    stop_times: table('stop_times', ...trips.flatMap(({ id, minutes }) => minutes.map((minute, i) => `${id},${'ABC'[i % 3]},${i},${clock(minute * 60)},${clock(minute * 60)}`))),
    frequencies: table('frequencies', ...trips.flatMap(({ id, bands }) => bands.map(([start, end, headway]) => `${id},${clock(start * 60)},${clock(end * 60)},${headway}`))),
  };
}

function runsOn({ services, exceptions }: RandomFeed, id: string, date: string): boolean {
  const exception = exceptions.get(`${id},${compact(date)}`), service = services.find((s) => s.id === id);
  if (exception !== undefined) return exception === '1';
  const weekday = new Date(date).toUTCString().slice(0, 3); // "Tue, 04 Jun 2024 …"
  return service !== undefined && date >= service.first && date <= service.last && service.weekdays[WEEKDAYS.indexOf(weekday)];
}

/** "T3 0 25200 25800": trip, day, and when it is where. */
function expected(feed: RandomFeed, date: string): string[] {
  const found: string[] = [];
  for (const day of [-1, 0, 1]) {
    for (const { id, minutes, bands } of feed.trips.filter((trip) => runsOn(feed, trip.service, dayAfter(date, day)))) {
      const starts: number[] = [];
      for (const [start, end, headway] of bands) for (let second = start * 60; second < end * 60; second++) if ((second - start * 60) % headway === 0) starts.push(second);
      for (const start of bands.length > 0 ? starts : [minutes[0] * 60]) {
        const times = minutes.map((minute) => start + (minute - minutes[0]) * 60 + day * DAY);
        if ((day === -1 && times[times.length - 1] < 0) || (day === 1 && times[0] >= 30 * 3600)) continue;
        found.push(`${id} ${day} ${times.join(' ')}`);
      }
    }
  }
  return found.sort();
}

function spanOf(feed: RandomFeed): string {
  const days = Array.from({ length: 60 }, (_, i) => dayAfter('2024-05-10', i)).filter((day) => feed.trips.some(({ service }) => runsOn(feed, service, day)));
  return days.length === 0 ? 'the feed has no day with service' : `the feed has service from ${days[0]} to ${days[days.length - 1]}`;
}

test('random feeds have the trips that going over every day and second finds', async () => {
  const seen = { trips: 0, beside: 0, none: 0 };
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = seeded(seed), feed = makeFeed(random), date = dayAfter('2024-05-28', Math.floor(random() * 16));
    const { timetable, faults, notices } = await readFeeds({ 'feed.zip': tablesOf(feed) }, date);
    const want = expected(feed, date), said = notices.find((notice) => notice.startsWith('no-service-on-date'));
    expect(faults).toEqual([]);
    expect(timetable?.trips.map((trip) => `${trip.id.split('@')[0]} ${trip.day} ${trip.departureSeconds.join(' ')}`).sort(), `seed ${seed}`).toEqual(want);
    const runs = feed.trips.some(({ service }) => runsOn(feed, service, date));
    expect(said?.replace(/^.*; /, ''), `seed ${seed}`).toEqual(runs ? undefined : spanOf(feed));
    seen.trips += want.length;
    seen.beside += want.filter((text) => !text.includes(' 0 ')).length;
    if (!runs) seen.none++;
  }
  expect(Math.min(seen.trips - 1000, seen.beside - 100, seen.none - 10)).toBeGreaterThan(0);
});
