// Load time and peak memory of GTFS feeds, per rows of stop_times.txt. Run: npm run bench:gtfs [FEED DATE]
// Each feed is read in a process of its own; the checksums of a size must be equal.
// Record a figure in bench/RESULTS.md only with the commit, machine and Node version beside it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { zipSync } from 'fflate';
import { Findings } from '../src/core/problems.ts';
import { readGtfs } from '../src/inputs/gtfs.ts';
import { seeded } from '../tests/support/random.ts';

const SIZES = [100_000, 1_000_000], STOPS = 5000, HALTS = 25, DATE = '2024-06-04';

if (process.argv[2] === 'read') await read(process.argv[3], process.argv[4]);
else if (process.argv.length > 3) console.log(measure(process.argv[2], process.argv[3]));
else compare();

function compare(): void {
  console.log(`Node ${process.version}, ${cpus()[0].model} × ${cpus().length}`);
  const top = mkdtempSync(join(tmpdir(), 'lifecircle-bench-'));
  for (const rows of SIZES) {
    console.log(`\n## ${rows.toLocaleString('en')} stop times`);
    const tables = makeFeed(rows), quoted = { ...tables, 'stop_times.txt': tables['stop_times.txt'].replaceAll(/[^,\n]+/g, '"$&"') };
    for (const [name, feed] of [['feed.zip', tables], ['quoted.zip', quoted]] as const) {
      writeFileSync(join(top, name), zipSync(Object.fromEntries(Object.entries(feed).map(([table, text]) => [table, Buffer.from(text)]))));
      console.log(`${name.padEnd(12)} ${measure(join(top, name), DATE)}`);
    }
    mkdirSync(join(top, String(rows)));
    for (const [table, text] of Object.entries(tables)) writeFileSync(join(top, String(rows), table), text);
    console.log(`${'a folder'.padEnd(12)} ${measure(join(top, String(rows)), DATE)}`);
  }
  rmSync(top, { recursive: true });
}

function measure(path: string, date: string): string {
  return execFileSync(process.execPath, ['--import', 'tsx', import.meta.filename, 'read', path, date], { encoding: 'utf8' }).trim();
}

async function read(path: string, date: string): Promise<void> {
  const start = performance.now(), findings = new Findings(), { stops, trips } = await readGtfs([{ name: basename(path), path }], date, findings);
  findings.throwIfFaults();
  const milliseconds = performance.now() - start, sum = trips.reduce((total, { departureSeconds }) => departureSeconds.reduce((all, time) => (Math.imul(all, 31) + time) | 0, total), 0);
  console.log(`${milliseconds.toFixed(0).padStart(6)} ms  at most ${(process.resourceUsage().maxRSS / 1000).toFixed(0).padStart(5)} MB  check ${stops.length} stops ${trips.length} trips ${sum}`);
}

/** Trips of 25 halts a minute or two apart, all on every day. */
function makeFeed(rows: number): Record<`${'stops' | 'routes' | 'trips' | 'calendar' | 'stop_times'}.txt`, string> {
  const random = seeded(rows), below = (n: number): number => Math.floor(random() * n), trips = Array.from({ length: rows / HALTS }, (_, t) => `trip_${t}`);
  const clock = (seconds: number): string => [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
  const halts = trips.map((trip, t) => {
    let at = 5 * 3600 + below(18 * 3600);
    return Array.from({ length: HALTS }, (_, i) => {
      at += 40 + below(120);
      return `${trip},${clock(at)},${clock(at)},stop_${(t * 7 + i * 13) % STOPS},${i},0,0,${400 * i}`;
    }).join('\n');
  });
  const text = (head: string, list: readonly string[]): string => `${head}\n${list.join('\n')}\n`;
  return {
    'stops.txt': text('stop_id,stop_name,stop_lat,stop_lon', Array.from({ length: STOPS }, (_, i) => `stop_${i},Stop ${i},${31 + (i % 70) / 100},${121 + Math.floor(i / 70) / 100}`)),
    'routes.txt': text('route_id,route_short_name', Array.from({ length: 800 }, (_, i) => `r${i},${i}`)),
    'trips.txt': text('trip_id,route_id,service_id', trips.map((trip, t) => `${trip},r${t % 800},all`)),
    'calendar.txt': text('service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date', ['all,1,1,1,1,1,1,1,20240101,20241231']),
    'stop_times.txt': text('trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type,shape_dist_traveled', halts),
  };
}
