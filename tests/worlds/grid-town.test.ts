/**
 * A town whose times by bus follow from first principles (after the tests of Conveyal R5).
 *
 * 30 × 30 blocks of 200 m, walked at 1 m/s. One bus line along row 10, both ways, 30 s a block, a stop at every
 * corner, every 10 minutes. The origin is corner (10, 10). A bus passes it at whole minutes, and one must be there
 * for more than a minute; so of the departures at whole minutes a tenth each wait 2, 3, … 11 minutes.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command } from '../support/command.ts';
import { collection, feature, line, point, temporaryFolder } from '../support/project.ts';
import { toDegrees, type Metres } from '../support/town.ts';

const BLOCKS = 30, BLOCK_METRES = 200, ROW = 10, RIDE_SECONDS = 30, HEADWAY_SECONDS = 600;
const corner = (column: number, row: number): Metres => [column * BLOCK_METRES, row * BLOCK_METRES];
const columns = Array.from({ length: BLOCKS + 1 }, (_, i) => i);
const clock = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 19);

/** Predicted percentiles of the seconds: what is waited, ridden and walked. */
const PREDICTED: Readonly<Record<string, { at: Metres; seconds: readonly number[]; onFoot: number }>> = {
  '(14, 10)': { at: corner(14, 10), seconds: [240, 360, 480, 660, 780], onFoot: 800 },
  '(6.4, 10)': { at: corner(6.4, 10), seconds: [320, 440, 560, 720, 720], onFoot: 720 },
  '(14, 13)': { at: corner(14, 13), seconds: [840, 960, 1080, 1260, 1380], onFoot: 1400 },
};

function drawTown(): Record<'walk' | 'from' | 'to', string> {
  const folder = temporaryFolder(), at = (name: string): string => join(folder, name);
  const streets = columns.flatMap((c) => [
    feature(`row ${c}`, line(...columns.map((i) => corner(i, c)))), feature(`column ${c}`, line(...columns.map((i) => corner(c, i)))),
  ]);
  writeFileSync(at('walk.geojson'), collection(streets));
  writeFileSync(at('from.geojson'), collection([feature('origin', point(...corner(10, ROW)))]));
  writeFileSync(at('to.geojson'), collection(Object.entries(PREDICTED).map(([id, { at: place }]) => feature(id, point(...place)))));
  return { walk: at('walk.geojson'), from: at('from.geojson'), to: at('to.geojson') };
}

/** The seconds by percentile of each destination, and those on foot. */
async function measure(...bus: string[]): Promise<Map<string, { seconds: number[]; onFoot: number }>> {
  const { walk, from, to } = drawTown();
  const { code, stdout, stderr } = await command(['matrix', '--walk', walk, '--from', from, '--to', to, '--walk-speed', '60', ...bus]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [header, ...rows] = stdout.trim().split('\n').map((row) => [...(row.match(/"[^"]*"|[^,]+/g) ?? [])]);
  const column = (name: string): number => header.indexOf(name), percentiles = header.flatMap((name, i) => (name.startsWith('seconds_p') ? [i] : []));
  return new Map(rows.map((row) => [row[column('to_id')].replaceAll('"', ''), { seconds: percentiles.map((i) => Number(row[i])), onFoot: Number(row.at(-2)) }]));
}

/** Within -3 and +25 s, as R5 allows. */
function expectWithin(seconds: number, predicted: number, label: string): void {
  expect(seconds, label).toBeGreaterThanOrEqual(predicted - 3);
  expect(seconds, label).toBeLessThanOrEqual(predicted + 25);
}

function writeFeed(): string {
  const folder = temporaryFolder(), tripRows: string[] = [], timeRows: string[] = [];
  for (const direction of ['east', 'west']) {
    for (let departure = 5 * 3600; departure <= 10 * 3600; departure += HEADWAY_SECONDS) {
      const trip = `${direction} ${departure}`, order = direction === 'east' ? columns : [...columns].reverse();
      tripRows.push(`row10,daily,${trip}`);
      order.forEach((c, i) => { const time = clock(departure + i * RIDE_SECONDS); timeRows.push(`${trip},${time},${time},stop ${c},${i}`); });
    }
  }
  const tables = {
    'stops.txt': ['stop_id,stop_name,stop_lat,stop_lon', ...columns.map((c) => { const [lon, lat] = toDegrees(corner(c, ROW)); return `stop ${c},Column ${c},${lat},${lon}`; })],
    'routes.txt': ['route_id,route_short_name,route_type', 'row10,Row 10,3'], 'trips.txt': ['route_id,service_id,trip_id', ...tripRows],
    'stop_times.txt': ['trip_id,arrival_time,departure_time,stop_id,stop_sequence', ...timeRows],
    'calendar.txt': ['service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date', 'daily,1,1,1,1,1,1,1,20240101,20241231'],
  };
  for (const [name, rows] of Object.entries(tables)) writeFileSync(join(folder, name), `${rows.join('\n')}\n`);
  return folder;
}

test('by timetable every predicted percentile of the grid town is met within -3 and +25 seconds', async () => {
  const measured = await measure('--gtfs', writeFeed(), '--date', '2024-06-04', '--depart', '07:00-09:00', '--percentiles', '5,25,50,75,95');
  for (const [id, { seconds, onFoot }] of Object.entries(PREDICTED)) {
    const found = measured.get(id);
    seconds.forEach((predicted, i) => { expectWithin(found?.seconds[i] ?? NaN, predicted, `${id}, percentile ${[5, 25, 50, 75, 95][i]}`); });
    expectWithin(found?.onFoot ?? NaN, onFoot, `${id} on foot`);
  }
});

test('by headway the predicted medians are met within -3 and +25 seconds', async () => {
  const folder = temporaryFolder(), lines = join(folder, 'lines.geojson'), stops = join(folder, 'stops.geojson');
  // 200 m in 30 s are 24 km/h.
  writeFileSync(lines, collection([feature('row 10', line(...columns.map((c) => corner(c, ROW))), { headwayMinutes: 10, speedKmh: 24, stops: columns.map((c) => `stop ${c}`) })]));
  writeFileSync(stops, collection(columns.map((c) => feature(`stop ${c}`, point(...corner(c, ROW))))));
  const measured = await measure('--bus-lines', lines, '--bus-stops', stops, '--percentiles', '50');
  for (const [id, { seconds: [, , median] }] of Object.entries(PREDICTED)) expectWithin(measured.get(id)?.seconds[0] ?? NaN, median, `${id}, median`);
});
