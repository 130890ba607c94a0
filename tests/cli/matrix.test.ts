import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command, reportOn } from '../support/command.ts';
import { collection, feature, line, point, settlement, writeProject } from '../support/project.ts';
import { toDegrees } from '../support/town.ts';

const home = (id: string, x: number, y = 0): object => feature(id, point(x, y));

/** The street of the small project with points of our own. */
function matrixOf(from: readonly object[], to: readonly object[], ...options: string[]) {
  const folder = writeProject({ files: { 'from.geojson': collection(from), 'to.geojson': collection(to) } });
  const args = (walk = join(folder, 'walk.geojson')) => ['matrix', '--walk', walk, '--from', join(folder, 'from.geojson'), '--to', join(folder, 'to.geojson'), ...options];
  return { folder, args, run: () => command(args()) };
}

test('a matrix on standard output has every pair, both legs included, sorted by ids', async () => {
  // b is 30 m off the street: 30 s. 500 m at 60 m/min are 500 s. Drawn coordinates are whole 1e-7 degrees: 5 cm.
  const { code, stdout, stderr } = await matrixOf([home('b', 0, 30), home('a', 100)], [home('y', 500), home('x', 600, 10)]).run();
  expect([code, stderr]).toEqual([0, '']);
  const [heading, ...rows] = stdout.trimEnd().split('\n');
  expect(heading).toBe('from_id,to_id,seconds,metres');
  expect(rows.map((r) => r.split(',').slice(0, 2).join())).toEqual(['a,x', 'a,y', 'b,x', 'b,y']);
  rows.map((r) => r.split(',').slice(2).map(Number)).forEach(([seconds, metres], i) => {
    expect(Math.abs(seconds - [510, 400, 640, 530][i])).toBeLessThan(0.05);
    expect(Math.abs(metres - [510, 400, 640, 530][i])).toBeLessThan(0.11);
  });
});

test('--max-minutes leaves out what is beyond it and --walk-speed changes times, not lengths', async () => {
  const limited = await matrixOf([home('a', 0)], [home('x', 290), home('y', 310)], '--max-minutes', '5').run();
  expect(limited.stdout.trimEnd().split('\n').map((r) => r.split(',')[1])).toEqual(['to_id', 'x']);
  const slow = await matrixOf([home('a', 0)], [home('x', 480)], '--walk-speed', '48').run();
  expect(slow.stdout).toMatch(/\na,x,(600|600\.0\d*|599\.9\d*),480\n$/); // 480 m at 48 m/min
});

test('the matrix agrees with the report between the same points', async () => {
  const folder = writeProject({ files: { 'to.geojson': collection([home('m1', 500)]) } }), { coverage } = await reportOn(folder);
  const { stdout } = await command(['matrix', '--walk', join(folder, 'walk.geojson'), '--from', join(folder, 'settlements.geojson'), '--to', join(folder, 'to.geojson')]);
  const rows = stdout.trimEnd().split('\n').slice(1).map((r) => r.split(','));
  expect(rows.map(([id, , seconds, metres]) => [id, Math.round(Number(seconds) / 0.6) / 100, Number(metres)]))
    .toEqual(coverage.settlements.map((s) => [s.id, s.services.market.minutes, s.services.market.metres]));
});

test('one-ways count from --from to --to', async () => {
  const { folder, args } = matrixOf([home('a', 0)], [home('x', 500)]), walk = join(folder, 'one-way.geojson');
  writeFileSync(walk, collection([feature('w', line([0, 0], [1000, 0]), { 'oneway:foot': '-1' }), feature('v', line([0, 0], [0, 200], [1000, 200], [1000, 0]))]));
  const { stdout } = await command(args(walk));
  expect(Number(stdout.split('\n')[1].split(',')[2])).toBeCloseTo(1900, 0); // round by the north, and back along the street: 200 + 1000 + 200 + 500 m
});

test('points may be written as LON,LAT and pairs go to --out', async () => {
  const folder = writeProject(), out = join(folder, 'times', 'matrix.csv');
  const lonLat = (x: number): string => toDegrees([x, 0]).join();
  const { code, stdout } = await command(['matrix', '--walk', join(folder, 'walk.geojson'), '--from', lonLat(0), '--to', lonLat(500), '--out', out]);
  expect([code, stdout]).toEqual([0, '']);
  expect(readFileSync(out, 'utf8')).toMatch(/^from_id,to_id,seconds,metres\n"[\d.,]+","[\d.,]+",(500(\.0\d*)?|499\.9\d*),500\n$/);
});

test('points off the network are in no pair and are named', async () => {
  const { code, stdout, stderr } = await matrixOf([home('a', 0), home('lost', 0, 900)], [home('x', 500)]).run();
  expect(code).toBe(0);
  expect(stdout.trimEnd().split('\n').length).toBe(2);
  expect(stderr).toBe('notice: from.geojson: points further than 300 m from the network are left out: lost (1)\n');
});

test('an id that a spreadsheet would run is made text, and a comma in one is quoted', async () => {
  const { stdout } = await matrixOf([home('=1+1', 0), home('a,b', 0)], [home('x', 500)]).run();
  expect(stdout.split('\n').slice(1, 3).map((r) => r.replace(/,x,.*/, ''))).toEqual(["'=1+1", '"a,b"']);
});

const WRONG: [string, string[], RegExp][] = [
  ['a limit of 0', ['--max-minutes', '0'], /Give a number above 0 and up to 600/],
  ['a limit that is text', ['--max-minutes', 'ten'], /Give a number above 0 and up to 600/],
  ['a limit of 601 minutes', ['--max-minutes', '601'], /Give a number above 0 and up to 600/],
  ['a negative speed', ['--walk-speed', '-60'], /Give a number above 0 and up to 500/],
];
for (const [fact, options, said] of WRONG) test(`${fact} is refused`, async () => {
  const { code, stdout, stderr } = await matrixOf([home('a', 0)], [home('x', 500)], ...options).run();
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(said);
});

test('faults of all files are told together', async () => {
  const { code, stdout, stderr } = await matrixOf([home('a', 0), home('a', 5)], [feature('x', line([0, 0], [5, 0])), settlement(undefined, [0, 0])]).run();
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('from.geojson:3: the id "a" is used already at from.geojson:2');
  expect(stderr).toContain('to.geojson:2: "x" has a geometry of type "LineString"');
  expect(stderr).toContain('to.geojson:3: the feature has no "id"');
});

test('a matrix is never written over its inputs', async () => {
  const { folder, args } = matrixOf([home('a', 0)], [home('x', 500)]);
  const { code, stderr } = await command([...args(), '--out', join(folder, 'from.geojson')]);
  expect(code).toBe(2);
  expect(stderr).toContain('is the input from.geojson and would be overwritten');
});

test('a point that lies nearer to an island than to the network it is put on is named', async () => {
  const street = feature('w', line(...Array.from({ length: 60 }, (_, i): [number, number] => [30 * i, 0])));
  const folder = writeProject({ walk: [street, feature('i', line([0, 60], [50, 60]))], files: { 'p.geojson': collection([home('a', 10, 50)]) } });
  const { code, stderr } = await command(['matrix', '--walk', join(folder, 'walk.geojson'), '--from', join(folder, 'p.geojson'), '--to', join(folder, 'p.geojson')]);
  expect([code, stderr.includes('nearer to an island of the network than to the network itself were put on the network: a')]).toEqual([0, true]);
});

const BUS_USAGE: [string[], RegExp][] = [
  [['--gtfs', 'feed.zip'], /^error: --gtfs needs --date, the day whose buses run/],
  [['--date', '2024-06-04'], /^error: --date is the day of a timetable: give --gtfs with it/],
  [['--date', '2024-02-30', '--gtfs', 'feed.zip'], /--date <day>' argument '2024-02-30' is invalid/],
  [['--bus-lines', 'l.geojson'], /^error: give --bus-lines and --bus-stops together/],
  [['--gtfs', 'feed.zip', '--date', '2024-06-04', '--bus-lines', 'l.geojson'], /^error: give either --gtfs or --bus-lines and --bus-stops/],
  [['--depart', '09:00-07:00'], /Write HH:MM-HH:MM, such as 07:00-09:00/],
  [['--percentiles', '50,101'], /Give numbers above 0 and up to 100, each once/],
  [['--gtfs', 'no-such-feed.zip', '--date', '2024-06-04'], /^error: no-such-feed\.zip: there is no such file/],
];
for (const [options, said] of BUS_USAGE) {
  test(`${options.join(' ')} is refused`, async () => {
    const folder = writeProject();
    const { code, stdout, stderr } = await command(['matrix', '--walk', join(folder, 'walk.geojson'), '--from', '121.5,31.6', '--to', '121.51,31.6', ...options]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(said);
  });
}

test('lines by bus that are no headway, and files that would be overwritten, are refused or noted', async () => {
  const folder = writeProject({ files: { 'l.geojson': collection([feature('L1', line([0, 0], [2000, 0]), { headwayMinutes: 0, stops: [] })]), 's.geojson': collection([feature('s1', point(0, 0))]) } }), at = (name: string): string => join(folder, name);
  const base = ['matrix', '--walk', at('walk.geojson'), '--from', '121.5,31.6', '--to', '121.51,31.6', '--bus-lines', at('l.geojson'), '--bus-stops', at('s.geojson')];
  const zero = await command(base), over = await command([...base, '--out', at('s.geojson')]);
  expect([zero.code, zero.stdout, zero.stderr]).toEqual([2, '', 'error: l.geojson:2: "headwayMinutes" is 0, expected a number above 0 and up to 1440. Correct it or leave it out.\n']);
  expect([over.code, over.stderr]).toEqual([2, expect.stringContaining('is the input s.geojson and would be overwritten')]);
});
