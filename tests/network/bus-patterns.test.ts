/** Lines by headway on drawn streets: which stops they serve in which order, and how long they ride. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { geodesicMetres } from '../../src/core/geodesy.ts';
import { Findings } from '../../src/core/problems.ts';
import type { BusLine } from '../../src/inputs/bus-lines.ts';
import { checkBusReferences } from '../../src/inputs/bus-references.ts';
import type { BusStop } from '../../src/inputs/bus-stops.ts';
import { readProject } from '../../src/inputs/project.ts';
import { readLayers } from '../../src/inputs/read-inputs.ts';
import { buildHeadwayPatterns, type HeadwayPattern } from '../../src/network/bus-patterns.ts';
import { LAYERS, writeProject } from '../support/project.ts';
import { seeded } from '../support/random.ts';
import { toDegrees, type Metres } from '../support/town.ts';

/** 36 km/h are 10 m/s. Every ride below is its length over that, in seconds. */
const LINE: Omit<BusLine, 'stops' | 'path'> = { id: 'L1', name: '', direction: 'forward', headwayMinutes: 20, speedKmh: 36, runMinutes: null, firstDepartureSeconds: null, lastDepartureSeconds: null, where: 'l.geojson:2' };
const drawLine = (path: readonly Metres[], stops: string, more: Partial<BusLine> = {}): BusLine => ({ ...LINE, path: path.map(toDegrees), stops: stops.split(' ').filter((id) => id !== ''), ...more });
const drawStops = (places: Readonly<Record<string, Metres | null>>, lines: readonly string[] = []): BusStop[] => Object.entries(places).map(([id, at], i) => ({ id, name: '', lines, at: at === null ? null : toDegrees(at), where: `s.geojson:${i + 2}` }));

function build(lines: BusLine | readonly BusLine[], places: Readonly<Record<string, Metres | null>> | BusStop[]): { patterns: HeadwayPattern[]; rides: [stops: string, seconds: number[]][]; notices: string[] } {
  const stops = Array.isArray(places) ? places : drawStops(places), findings = new Findings();
  const patterns = buildHeadwayPatterns([lines].flat(), stops, findings);
  const rides = patterns.map(({ stops: served, rideMs }): [string, number[]] => [served.map((i) => stops[i].id).join(''), rideMs.map((ms) => Math.round(ms / 100) / 10)]);
  return { patterns, rides, notices: findings.problems().map(({ code, what }) => `${code} ${what.split(': ').at(-1)}`) };
}

const STREET: Metres[] = [[0, 0], [1000, 0], [3000, 0]];
const THREE: Record<string, Metres> = { A: [0, 9], B: [1200, -9], C: [3000, 0] };

test('between its stops a line rides the way along its drawing at its speed', () => {
  // 1200 m and 1800 m at 10 m/s.
  expect(build(drawLine(STREET, 'A B C'), THREE)).toMatchObject({ rides: [['ABC', [120, 180]]], notices: [] });
});

test('runMinutes are for the whole drawing, shared out by length, whatever the speed says', () => {
  // 10 min over 3000 m are 0.2 s/m: A to B 240 s. B to D are 600 m, 120 s; the 1200 m behind D ride empty.
  expect(build(drawLine(STREET, 'A B D', { runMinutes: 10 }), { ...THREE, D: [1800, 0] }).rides).toEqual([['ABD', [240, 120]]]);
});

test('a line that says neither rides at 20 km/h', () => {
  // 1200 m at 20 km/h: 216 s; 1800 m: 324 s.
  expect(build(drawLine(STREET, 'A B C', { speedKmh: null }), THREE).rides).toEqual([['ABC', [216, 324]]]);
});

test('a line of both directions has a second pattern, which is the first turned round', () => {
  const { rides, patterns } = build(drawLine(STREET, 'A B C', { direction: 'both', firstDepartureSeconds: 21_600, lastDepartureSeconds: 90_000 }), THREE);
  expect(rides).toEqual([['ABC', [120, 180]], ['CBA', [180, 120]]]);
  expect(patterns[1]).toMatchObject({ line: 'L1', stops: [2, 1, 0], headwayMs: 1_200_000, firstDepartureSeconds: 21_600, lastDepartureSeconds: 90_000 });
  expect(patterns[1].paths).toEqual([...patterns[0].paths].reverse().map((path) => [...path].reverse()));
});

test('the ways between the stops follow the drawing and join', () => {
  const [{ paths }] = build(drawLine(STREET, 'A B C'), THREE).patterns;
  const expected = [[[0, 0], [1000, 0], [1200, 0]], [[1200, 0], [3000, 0]]].map((path) => path.map((at) => toDegrees(at as [number, number])));
  paths.forEach((path, i) => {
    expect(path).toHaveLength(expected[i].length);
    path.forEach(([lon, lat], k) => { expect(geodesicMetres(lon, lat, expected[i][k][0], expected[i][k][1])).toBeLessThan(0.02); });
  });
  expect(paths[0].at(-1)).toEqual(paths[1][0]);
});

test('patterns are in the order of the line ids; lines without a headway have none', () => {
  const ids = ['b', 'B', 'a', 'c'].map((id) => drawLine(STREET, 'A B C', { id, direction: 'both', headwayMinutes: id === 'c' ? null : 5 }));
  expect(build(ids, THREE).patterns.map(({ line, stops }) => `${line}${stops[0]}`)).toEqual(['B0', 'B2', 'a0', 'a2', 'b0', 'b2']);
});

test('hundreds of short rides err by no more than a millisecond together', () => {
  // 401 stops 3.3 m apart at 7 km/h: 1711 ms each and a fraction.
  const places = Array.from({ length: 401 }, (_, i): BusStop => ({ id: `${i}`, name: '', lines: [], at: [121.5, 31.6 + i * 3e-5], where: 's:1' }));
  const line: BusLine = { ...LINE, speedKmh: 7, path: [places[0].at ?? [], places[400].at ?? []], stops: places.map(({ id }) => id) };
  const [{ rideMs }] = build(line, places).patterns, whole = geodesicMetres(121.5, 31.6, 121.5, 31.612) * 3600 / 7;
  for (const [from, to] of [[0, 400], [200, 201], [3, 350]]) {
    expect(Math.abs(rideMs.slice(from, to).reduce((sum, ms) => sum + ms, 0) - whole * (to - from) / 400)).toBeLessThanOrEqual(1.01);
  }
});

/** A square of 1000 m a side, driven round from its corner in the south-west. */
const SQUARE: Metres[] = [[0, 0], [1000, 0], [1000, 1000], [0, 1000], [0, 0]];
const ROUND: Record<string, Metres> = { A: [0, 0], B: [1000, 500], C: [500, 1000], D: [0, 600] };

test('a loop serves its first stop again at its end', () => {
  // A to B 1000 + 500, to C 500 + 500, to D 500 + 400, to A 600.
  expect(build(drawLine(SQUARE, 'A B C D A'), ROUND).rides).toEqual([['ABCDA', [150, 100, 90, 60]]]);
  expect(build(drawLine(SQUARE, 'A B C D A', { direction: 'both' }), ROUND).rides[1]).toEqual(['ADCBA', [60, 90, 100, 150]]);
});

test('a loop drawn from elsewhere than its first stop begins at its first stop', () => {
  // From C: to D 900 m, to A 600, to B 1500, to C 1000.
  expect(build(drawLine(SQUARE, 'C D A B C'), ROUND)).toMatchObject({ rides: [['CDABC', [90, 60, 150, 100]]], notices: [] });
  expect(build(drawLine(SQUARE, 'C D A B'), ROUND).rides).toEqual([['CDAB', [90, 60, 150]]]);
});

test('a loop drawn against its stops runs as its stops do', () => {
  expect(build(drawLine(SQUARE, 'C B A D C'), ROUND)).toMatchObject({ rides: [['CBADC', [100, 150, 60, 90]]], notices: ['line-against-stops L1'] });
});

test('a lollipop passes the stops of its stick on the way out and on the way back', () => {
  // Stick from (0, 0) to (1000, 0), then round a square of 500 m, and back.
  const lollipop: Metres[] = [[0, 0], [1000, 0], [1500, 0], [1500, 500], [1000, 500], [1000, 0], [0, 0]];
  const stops: Record<string, Metres> = { T: [0, 0], S: [400, 5], R: [1500, 250], Q: [1000, 400] };
  // T to S 400, S to R 600 + 500 + 250, R to Q 250 + 500 + 100, Q to S 400 + 600, S to T 400.
  expect(build(drawLine(lollipop, 'T S R Q S T'), stops).rides).toEqual([['TSRQST', [40, 135, 85, 100, 40]]]);
  expect(build(drawLine(lollipop, 'T R Q S T'), stops).rides).toEqual([['TRQST', [175, 85, 100, 40]]]);
  expect(build(drawLine(lollipop, 'T S R Q T'), stops).rides).toEqual([['TSRQT', [40, 135, 85, 140]]]);
});

test('out and back along one street every stop is served on its side of the turn', () => {
  const street: Metres[] = [[0, 0], [1000, 0], [2000, 0], [1000, 0], [0, 0]], stops: Record<string, Metres> = { A: [0, 0], B: [600, 8], C: [2000, 0] };
  expect(build(drawLine(street, 'A B C B A'), stops).rides).toEqual([['ABCBA', [60, 140, 140, 60]]]);
  expect(build(drawLine(street, 'A C B A'), stops).rides).toEqual([['ACBA', [200, 140, 60]]]);
  expect(build(drawLine(street, 'C B A'), stops).rides).toEqual([['CBA', [140, 60]]]);
});

test('where two ways fit equally well, the shorter ride is taken: the first stop is served at the last passing before the second', () => {
  const street: Metres[] = [[0, 0], [2000, 0], [0, 0]], stops: Record<string, Metres> = { A: [0, 0], B: [600, 8], C: [2000, 0] };
  expect(build(drawLine(street, 'B A'), stops).rides).toEqual([['BA', [60]]]);
  expect(build(drawLine(street, 'A B'), stops).rides).toEqual([['AB', [60]]]);
  expect(build(drawLine(street, 'A B C'), stops).rides).toEqual([['ABC', [60, 140]]]);
});

test('a figure of eight serves the stop at its crossing each time', () => {
  // Two squares of 1000 m that meet at X: round the one in the north-east, then the one in the south-west.
  const eight: Metres[] = [[0, 0], [1000, 0], [1000, 1000], [0, 1000], [0, -1000], [-1000, -1000], [-1000, 0], [0, 0]];
  const stops: Record<string, Metres> = { X: [0, 0], N: [500, 1000], S: [-500, -1000], W: [-1000, -300] };
  // X to N 2500, N to X 1500, X to S 1500, S to W 500 + 700, W to X 300 + 1000.
  expect(build(drawLine(eight, 'X N X S W X'), stops).rides).toEqual([['XNXSWX', [250, 150, 150, 120, 130]]]);
  expect(build(drawLine(eight, 'X N S X'), stops).rides).toEqual([['XNSX', [250, 300, 250]]]);
});

test('a line that crosses its own way serves a stop near the crossing where its order says', () => {
  // East for 1000 m, round a block in the north, then south across the first street at x = 500.
  const bow: Metres[] = [[0, 0], [1000, 0], [1000, 500], [500, 500], [500, -500]];
  const stops: Record<string, Metres> = { A: [0, 0], K: [495, 3], R: [1000, 250], Z: [500, -500] };
  expect(build(drawLine(bow, 'A K R Z'), stops).rides).toEqual([['AKRZ', [49.5, 75.5, 175]]]);
  // Behind R the crossing is reached from the north, 3 m before the street: 250 + 500 + 497.
  expect(build(drawLine(bow, 'A R K Z'), stops).rides).toEqual([['ARKZ', [125, 124.7, 50.3]]]);
});

test('a line drawn against its stops is turned round, with a notice', () => {
  const { rides, notices } = build(drawLine([...STREET].reverse(), 'A B C', { direction: 'both' }), THREE);
  expect(rides).toEqual([['ABC', [120, 180]], ['CBA', [180, 120]]]);
  expect(notices).toEqual(['line-against-stops L1']);
});

test('stops a few metres out of order are served at one place between them', () => {
  // B lies 20 m before A: both are served at 990 m.
  const { rides, notices } = build(drawLine(STREET, 'S A B T'), { S: [0, 0], A: [1000, 0], B: [980, 0], T: [3000, 0] });
  expect(rides).toEqual([['SABT', [99, 0, 201]]]);
  expect(notices).toEqual([]);
});

test('a stop far out of order is left out, with a notice, and the others keep their places', () => {
  const places: Record<string, Metres> = { A: [0, 0], B: [600, 0], C: [1200, 0], D: [1800, 0], E: [2400, 0] };
  // E between A and B would meet B and C at (2400 + 600 + 1200) / 3 = 1400, and A behind D likewise: 1000 m off.
  expect(build(drawLine(STREET, 'A E B C D'), places)).toMatchObject({ rides: [['ABCD', [60, 60, 60]]], notices: ['stop-out-of-order E of L1'] });
  expect(build(drawLine(STREET, 'B C D A E'), places)).toMatchObject({ rides: [['BCDE', [60, 60, 60]]], notices: ['stop-out-of-order A of L1'] });
});

test('where a spur is drawn once, its stops are served on the way in, its end too', () => {
  const places: Record<string, Metres> = { A: [0, 0], B: [600, 0], C: [1200, 0], D: [1800, 0], E: [2400, 0] };
  expect(build(drawLine(STREET, 'A B C D C B E'), places)).toMatchObject({ rides: [['ABCDE', [60, 60, 60, 60]]], notices: ['stop-out-of-order C of L1', 'stop-out-of-order B of L1'] });
});

test('a stop beside the line is served, one over 500 m from it is not', () => {
  const { rides, notices } = build(drawLine(STREET, 'A N F C'), { ...THREE, N: [1000, 499], F: [2000, 501] });
  expect(rides).toEqual([['ANC', [100, 200]]]);
  expect(notices).toEqual(['stop-not-served F is 501 m from L1']);
});

test('a line of which fewer than two stops are near has no pattern, with a notice', () => {
  expect(build(drawLine(STREET, 'A F'), { ...THREE, F: [2000, 501] })).toMatchObject({ patterns: [], notices: ['stop-not-served F is 501 m from L1', 'line-without-stops L1'] });
});

test('a line of which the order leaves one stop has no pattern, with a notice', () => {
  // The street passes B 400 m off and A 450 m off, and then comes round to within 395 m of A, 465 m from B.
  const hook: Metres[] = [[-1000, 0], [1000, 0], [1000, -1000], [395, -1000], [395, -300]];
  expect(build(drawLine(hook, 'A B'), { A: [0, -450], B: [-70, -400] })).toMatchObject({ patterns: [], notices: ['stop-out-of-order A of L1', 'line-without-stops L1'] });
});

test('unknown stops and stops without a place are passed over', () => {
  expect(build(drawLine(STREET, 'A x U C'), { ...THREE, U: null })).toMatchObject({ rides: [['AC', [300]]], notices: [] });
});

test('stops at one place ride for no time', () => {
  expect(build(drawLine(STREET, 'A B D C'), { ...THREE, D: [1200, 9] }).rides).toEqual([['ABDC', [120, 0, 180]]]);
});

test('a line that names no stops serves those that name it, in the order they lie along it', () => {
  const stops = [...drawStops({ C: [3000, 0], A: [0, 9], B: [1200, -9] }, ['L1']), ...drawStops({ D: [600, 0] }, ['L2'])];
  const line = drawLine(STREET, '', { direction: 'both' }), findings = new Findings();
  expect(build(line, stops)).toMatchObject({ rides: [['ABC', [120, 180]], ['CBA', [180, 120]]], notices: [] });
  checkBusReferences([line, drawLine(STREET, 'A D', { id: 'L2' })], stops, findings);
  expect(findings.problems()).toEqual([]);
});

test('a line that names stops serves no others that name it', () => {
  expect(build(drawLine(STREET, 'A C'), drawStops(THREE, ['L1'])).rides).toEqual([['AC', [300]]]);
});

test('on random lines rides take the length of their ways, and the ways join from the first stop to the last', () => {
  const random = seeded(31);
  for (let round = 0; round < 100; round++) {
    const path: Metres[] = Array.from({ length: 2 + Math.floor(random() * 12) }, () => [random() * 2000, random() * 2000]), drawn = drawLine(path, 'a b c d e', { direction: 'both' });
    const { patterns } = build(drawn, Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((id): [string, Metres] => [id, [random() * 2000, random() * 2000]])));
    for (const { stops, rideMs, paths } of patterns) {
      expect([rideMs.length, paths.length]).toEqual([stops.length - 1, stops.length - 1]);
      expect(stops.length).toBeGreaterThanOrEqual(2);
      paths.forEach((way, i) => {
        const metres = way.slice(1).reduce((sum, [lon, lat], k) => sum + geodesicMetres(way[k][0], way[k][1], lon, lat), 0);
        expect(Math.abs(metres * 100 - rideMs[i])).toBeLessThanOrEqual(1.1 + metres * 0.01);
        if (i > 0) expect(way[0]).toEqual(paths[i - 1].at(-1));
      });
    }
    if (patterns.length === 2) expect(patterns[1].stops).toEqual([...patterns[0].stops].reverse());
    else expect(patterns).toEqual([]);
  }
});

test('every line of the demo district is ridden from end to end, with two to four minutes between its stops, or less than one where buses come often', async () => {
  const demo = join(import.meta.dirname, '../../data/demo'), findings = new Findings();
  const folder = writeProject({ project: { layers: { ...LAYERS, bus: { lines: join(demo, 'bus-lines.geojson'), stops: join(demo, 'bus-stops.geojson') } } } });
  const { busLines, busStops } = await readLayers(readProject(folder, findings), findings, () => undefined);
  const patterns = buildHeadwayPatterns(busLines, busStops, findings);
  expect(findings.problems()).toEqual([]);
  expect(patterns.map(({ line, stops }) => `${line} ${stops.length}`)).toEqual(['L1 20', 'L1 20', 'L2 19', 'L2 19', 'L3 5', 'L3 5', 'L4 9', 'L5 4', 'L5 4', 'L6 30', 'L6 30', 'L7 19', 'L7 19', 'L8 4', 'L8 4', 'L9 5', 'L9 5']);
  // Stops about 1,300 m apart, and 400 m on the trunk line and the feeder of the villages.
  for (const { line, rideMs } of patterns) for (const ms of rideMs) expect(Math.abs(ms / 60_000 - (/L[67]/.test(line) ? 0.8 : 3)), line).toBeLessThan(/L[67]/.test(line) ? 0.2 : 1);
});
