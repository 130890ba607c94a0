import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command, reportOn } from '../support/command.ts';
import { seeded } from '../support/random.ts';
import { collection, facility, feature, line, point, settlement, SETTLEMENTS, writeProject } from '../support/project.ts';
import { toDegrees } from '../support/town.ts';

interface Way { properties: { seconds: number | null; metres: number | null; facility: string | null }; features: { properties: { seconds: number; metres: number } }[] }

const wayTo = (folder: string, service: string, from: string, ...options: string[]) => command(['route', folder, '--settlement', from, '--service', service, ...options]);

test('a route on standard output is GeoJSON alone', async () => {
  const { code, stdout, stderr } = await wayTo(writeProject(), 'market', 'b');
  expect(code).toBe(0);
  const { properties } = JSON.parse(stdout) as Way;
  expect(properties).toEqual({ settlement: 'b', service: 'market', facility: 'm1', limitMinutes: 10, limitMetres: null, seconds: expect.closeTo(1500, 1) as number, metres: 1500 }); // 1500 m at 60 m/min
  expect(stderr).toBe('b to m1 (market): 25.00 min, 1500.0 m\n');
});

test('--out takes the route, and standard output stays empty', async () => {
  const folder = writeProject(), out = join(folder, 'ways', 'way.geojson');
  const { code, stdout } = await wayTo(folder, 'clinic', 'a', '--out', out);
  expect([code, stdout]).toEqual([0, '']);
  expect((JSON.parse(readFileSync(out, 'utf8')) as Way).properties).toMatchObject({ facility: 'c1', seconds: expect.closeTo(750, 1) as number, metres: 600 }); // 600 m at 48 m/min
});

test('the legs of a route add up to its totals, and these to the report', async () => {
  const folder = writeProject(), { coverage } = await reportOn(folder);
  for (const { id, services } of coverage.settlements) {
    for (const service of ['market', 'clinic']) {
      const { properties, features } = JSON.parse((await wayTo(folder, service, id)).stdout) as Way;
      expect(features.reduce((sum, f) => sum + f.properties.seconds, 0)).toBeCloseTo(properties.seconds ?? NaN, 2);
      expect(properties.seconds).toBeCloseTo((services[service].minutes ?? NaN) * 60, 0);
      expect(properties.metres).toBeCloseTo(services[service].metres ?? NaN, 0);
      expect(properties.facility).toBe(services[service].facilityId);
    }
  }
});

test('a service with nothing in reach gives no legs and a notice', async () => {
  const { code, stdout, stderr } = await wayTo(writeProject(), 'library', 'a');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ properties: { facility: null, seconds: null, metres: null }, features: [] });
  expect(stderr).toBe('notice: no facility for library is reached from a within the search\n');
});

test('an unknown settlement or service is met with the nearest one, with exit code 2', async () => {
  const folder = writeProject({ settlements: [...SETTLEMENTS, settlement('birchwood', [0, 0])] });
  expect(await wayTo(folder, 'market', 'birchwod')).toMatchObject({ code: 2, stdout: '', stderr: 'error: settlements.geojson: there is no settlement "birchwod". Did you mean "birchwood".\n' });
  expect(await wayTo(folder, 'markt', 'a')).toMatchObject({ code: 2, stdout: '', stderr: 'error: checklist small: there is no service "markt" for urban settlements. Did you mean "market".\n' });
});

test('a route is never written over a layer it was found on', async () => {
  const folder = writeProject(), walk = join(folder, 'walk.geojson'), before = readFileSync(walk, 'utf8');
  expect(await wayTo(folder, 'market', 'a', '--out', walk)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('is the input walk.geojson and would be overwritten') as string });
  expect(readFileSync(walk, 'utf8')).toBe(before);
});

/** Names as of a street that would like to be more than that. */
const HOSTILE = ['=HYPERLINK("http://x")', '<script>alert(1)</script>', 'red\u001b[31m\u202eback\nline', '__proto__', '长'.repeat(300)];

test('streets are named leg by leg and listed once, and a hostile name is text', async () => {
  const walk: [name: string, from: number, to: number][] = [['High Street', 0, 200], ['High Street', 200, 400], ['', 400, 500], ...HOSTILE.map((name, i): [string, number, number] => [name, 500 + 100 * i, 600 + 100 * i]), ['Mill Lane', 1000, 1100], ['High Street', 1100, 1200], ['Last Lane', 1200, 1300]];
  const folder = writeProject({ facilities: [facility('m1', 'market', [1300, 0])], walk: walk.map(([name, from, to], i) => feature(`w${i}`, line([from, 0], [to, 0]), name === '' ? {} : { name })) });
  const { stdout, stderr } = await wayTo(folder, 'market', 'a'), { features } = JSON.parse(stdout) as { features: { properties: { kind: string; line: string; name: string | null; metres: number } }[] };
  expect(features.map(({ properties: { kind, name } }) => [kind, name])).toEqual([['access', null], ...walk.map(([name]) => ['network', name === '' ? null : name]), ['egress', null]]);
  expect(stderr).toBe(`a to m1 (market): 21.67 min, 1300.0 m\nalong High Street 400 m, =HYPERLINK("http://x") 100 m, <script>alert(1)</script> 100 m, red\\u001b[31m\\u202eback\\u000aline 100 m, __proto__ 100 m, ${'长'.repeat(60)}… (300 characters) 100 m, Mill Lane 100 m, High Street 100 m, and 1 more\n`);
});

test('the streets to the stop and from it are named as well', async () => {
  const { stdout, stderr } = await command(['route', join(import.meta.dirname, '../../data/demo'), '--settlement', 's007', '--service', 'wet_market']), { features } = JSON.parse(stdout) as { features: { properties: { mode: string; kind: string; name: string | null; metres: number } }[] };
  expect(features.filter(({ properties }) => properties.name !== null).every(({ properties: { kind } }) => kind === 'network')).toBe(true);
  expect(new Set(features.map(({ properties: { mode } }) => mode))).toEqual(new Set(['walk', 'wait', 'bus']));
  expect(stderr).toMatch(/\nalong 中沙村中路 4 m, 晴沙银杏街 6 m, 晴沙海棠路 57 m\n$/);
});

const DEMO_WALK = join(import.meta.dirname, '../../data/demo/walk.geojson');

test('between two points the legs add up to the totals, and these are those of the matrix', async () => {
  const random = seeded(3), point = (): string => `${(123.08 + 0.05 * random()).toFixed(6)},${(31.37 + 0.03 * random()).toFixed(6)}`;
  let found = 0;
  for (let i = 0; i < 8; i++) {
    const ends = ['--from', point(), '--to', point(), '--max-snap', '2000'], way = JSON.parse((await command(['route', '--walk', DEMO_WALK, ...ends])).stdout) as Way;
    const [, row] = (await command(['matrix', '--walk', DEMO_WALK, ...ends])).stdout.split('\n'), [seconds, metres] = row === '' ? [null, null] : row.split(',').slice(-2).map(Number);
    expect([way.properties.seconds, way.properties.metres]).toEqual([seconds, metres]);
    if (seconds === null) continue;
    found++;
    expect(way.features.reduce((sum, f) => sum + f.properties.seconds, 0)).toBeCloseTo(seconds, 2);
  }
  expect(found).toBeGreaterThan(3);
});

test('a point off the network has no way, and is named', async () => {
  const { code, stdout, stderr } = await command(['route', '--walk', join(writeProject(), 'walk.geojson'), '--from', '121.5,31.6', '--to', '121.5,32']);
  expect([code, (JSON.parse(stdout) as Way).features]).toEqual([0, []]);
  expect(stderr).toBe('notice: 121.5,32: points further than 300 m from the network are left out: 121.5,32 (1)\nnotice: there is no way from 121.5,31.6 to 121.5,32\n');
});

const BUS_USAGE: [string[], RegExp][] = [
  [['--gtfs', 'feed.zip'], /^error: --gtfs needs --date, the day whose buses run/],
  [['--bus-stops', 's.geojson'], /^error: give --bus-lines and --bus-stops together/],
  [['--percentile', '25,50'], /Give one number above 0 and up to 100/],
  [['--percentile', '0'], /above 0 and up to 100/],
];
for (const [options, said] of BUS_USAGE) {
  test(`a route with ${options.join(' ')} is refused`, async () => {
    const { code, stdout, stderr } = await command(['route', '--walk', join(writeProject(), 'walk.geojson'), '--from', '121.5,31.6', '--to', '121.51,31.6', ...options]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(said);
  });
}

test('a route is never written over its bus data, and what is odd in it is told', async () => {
  const folder = writeProject({ files: { 'l.geojson': collection([feature('L1', line([2000, 0], [0, 0]), { headwayMinutes: 5, speedKmh: 20, stops: ['s2', 's1'], firstDeparture: '10:00', lastDeparture: '20:00' })]), 's.geojson': collection([feature('s1', point(0, 0)), feature('s2', point(2000, 0))]) } }), at = (name: string): string => join(folder, name);
  const base = ['route', '--walk', at('walk.geojson'), '--from', toDegrees([0, 0]).join(), '--to', toDegrees([2000, 0]).join(), '--bus-lines', at('l.geojson'), '--bus-stops', at('s.geojson')];
  const over = await command([...base, '--out', at('s.geojson')]), early = await command(base), later = await command([...base, '--depart', '11:00-12:00', '--percentile', '100']);
  expect([over.code, over.stderr]).toEqual([2, expect.stringContaining('is the input s.geojson and would be overwritten')]);
  expect(early.stderr).toMatch(/^notice: l\.geojson: bus lines whose hours do not include the middle of the window.*L1 \(1\)\n.*: 33\.33 min, 2000\.0 m\n$/);
  expect(later.stderr).toMatch(/: 12\.00 min, 0\.0 m\n0\.00 min on foot, 6\.00 min waiting, 6\.00 min by bus: L1\n$/); // 1 + 5 min at the stop, 2 km at 20 km/h
});
