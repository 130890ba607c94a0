/**
 * Bus routes of a small town. A street runs east along y = 0 with a node every thousandth of a degree (95.4 m at 31 degrees):
 * 101 at 1, 102 at 2 … 109 at 9; ways 201 = 101-103, 202 = 103-105, 203 = 105-107, 204 = 107-109.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { busOfOsm } from '../../src/inputs/osm-bus.ts';
import { readOsm } from '../../src/inputs/osm-data.ts';
import { temporaryFolder } from '../support/project.ts';
import { toPbf, toXml, type TownObject } from './osm-town.ts';

type Member = readonly [id: string, role?: string];
const node = (id: number, x: number, y: number, tags: Record<string, string> = {}): TownObject => ({ kind: 'node', id, at: [121 + x / 1000, 31 + y / 1000], tags });
const pole = (id: number, x: number, name: string, y = 0.1): TownObject => node(id, x, y, { highway: 'bus_stop', name });
const way = (id: number, refs: number[], tags: Record<string, string> = { highway: 'residential' }): TownObject => ({ kind: 'way', id, refs, tags });
const route = (id: number, members: readonly Member[], tags: Record<string, string> = {}): TownObject => ({
  kind: 'relation', id, tags: { type: 'route', route: 'bus', name: '1路', ...tags },
  members: members.map(([of, role = '']) => ({ type: of.startsWith('n') ? 'node' : of.startsWith('w') ? 'way' : 'relation', ref: Number(of.slice(1)), role })),
});
const V2 = { 'public_transport:version': '2' };
const STREET = [...Array.from({ length: 9 }, (_, i) => node(101 + i, i + 1, 0)), way(201, [101, 102, 103]), way(202, [103, 104, 105]), way(203, [105, 106, 107]), way(204, [107, 108, 109])];
const POLES = [pole(1, 1, '东'), pole(2, 5, '中'), pole(3, 9, '西')];
const WAYS: Member[] = [['w201'], ['w202'], ['w203'], ['w204']];

async function bus(objects: readonly TownObject[], write: (given: readonly TownObject[]) => string | Uint8Array = toXml, name = 'a.osm') {
  const path = join(temporaryFolder(), name), findings = new Findings();
  writeFileSync(path, write([...STREET, ...objects]));
  const { lines, stops } = busOfOsm(await readOsm({ name, path }, findings), { name, path }, findings);
  findings.throwIfFaults();
  return {
    lines: lines.map(({ properties, geometry }) => ({ ...properties as { id: string; name: string; direction: string; headwayMinutes: number | null; stops: string[] }, xs: (geometry as { coordinates: number[][] }).coordinates.map(([lon]) => Math.round((lon - 121) * 1000)) })),
    stops: stops.map(({ properties }) => properties), said: findings.notices().map((n) => `${n.code} × ${n.count}`), notices: findings.notices(),
  };
}

test('a route of the new scheme runs along its ways, with its stops in order', async () => {
  const objects = [...POLES, route(9, [['n1', 'platform'], ['n2', 'platform'], ['n3', 'platform_exit_only'], ...WAYS], { ...V2, interval: '00:20', duration: '7' })];
  const { lines, stops, said } = await bus(objects);
  expect(lines).toEqual([{ id: 'r9', name: '1路', direction: 'forward', headwayMinutes: 20, runMinutes: 7, stops: ['n1', 'n2', 'n3'], xs: [1, 2, 3, 3, 4, 5, 5, 6, 7, 7, 8, 9].filter((x, i, all) => x !== all[i - 1]) }]);
  expect(stops).toEqual(POLES.map(({ id, tags }) => ({ id: `n${id}`, name: tags?.['name'], lines: ['r9'], osm: [`n${id}`] })));
  expect(said).toEqual([]);
  expect((await bus(objects, toPbf, 'a.osm.pbf')).lines).toEqual(lines);
});

test('trolleybuses are buses; trams, route masters and relations of other kinds are not', async () => {
  const { lines } = await bus([...POLES, route(9, WAYS, { route: 'trolleybus' }), route(10, WAYS, { route: 'tram' }), route(11, WAYS, { type: 'route_master' }), route(12, WAYS, { route: 'hiking' })]);
  expect(lines.map(({ id, direction, stops }) => [id, direction, stops])).toEqual([['r9', 'both', []]]);
});

test('poles across the street, platforms and halts of one name are one stop; the pole gives the place', async () => {
  const halt = node(4, 5, 0, { public_transport: 'stop_position', name: '中' }), across = pole(5, 5.4, '中', -0.1), far = pole(6, 7, '中'), nameless = node(7, 5.1, 0.2, { public_transport: 'platform' });
  const { stops, lines, said } = await bus([...POLES, halt, across, far, nameless, route(9, [['n1', 'stop'], ['n4', 'stop'], ['n7', 'platform'], ['n6', 'stop'], ...WAYS], V2)]);
  expect(stops).toMatchObject([{ id: 'n1' }, { id: 'n2', osm: ['n2', 'n5', 'n4', 'n7'], lines: ['r9'] }, { id: 'n3', lines: [] }, { id: 'n6', osm: ['n6'] }]);
  expect([lines[0].stops, said]).toEqual([['n1', 'n2', 'n6'], ['osm-stops-merged × 3']]);
});

test('all halts before all platforms are served once', async () => {
  const halts = [1, 5, 9].map((x, i) => node(11 + i, x, 0, { public_transport: 'stop_position', name: ['东', '中', '西'][i] }));
  const { lines } = await bus([...POLES, ...halts, route(9, [['n11', 'stop'], ['n12', 'stop'], ['n13', 'stop'], ['n1', 'platform'], ['n2', 'platform'], ['n3', 'platform'], ...WAYS], V2)]);
  expect(lines[0].stops).toEqual(['n1', 'n2', 'n3']);
});

test('a loop serves its terminus twice', async () => {
  const { lines } = await bus([...POLES, route(9, [['n1', 'stop'], ['n2', 'stop'], ['n1', 'stop'], ['w201'], ['w202'], ['w202'], ['w201']], V2)]);
  expect([lines[0].stops, lines[0].xs]).toEqual([['n1', 'n2', 'n1'], [1, 2, 3, 4, 5, 4, 3, 2, 1]]);
});

test('a platform that is a way or an area is a stop in its middle, not part of the line', async () => {
  const platform = way(301, [302, 303], { public_transport: 'platform', name: '台' });
  const { lines, stops } = await bus([node(302, 4, 0.2), node(303, 6, 0.2), platform, route(9, [['w301', 'platform'], ['w301'], ...WAYS], V2)]);
  expect([lines[0].stops, lines[0].xs.length, stops]).toEqual([['w301'], 9, [{ id: 'w301', name: '台', lines: ['r9'], osm: ['w301'] }]]);
});

test('a route of the old scheme with stops for each direction is two lines', async () => {
  const members: Member[] = [...WAYS.slice(0, 3), ['w204', 'forward'], ['w205', 'backward'], ['n1', 'stop'], ['n2', 'forward_stop'], ['n3', 'stop'], ['n4', 'backward_stop'], ['n1', 'stop']];
  const { lines } = await bus([...POLES, pole(4, 5.2, '中山'), node(110, 8, -1), way(205, [109, 110, 107]), route(9, members)]);
  expect(lines.map(({ id, direction, stops, xs }) => [id, direction, stops, xs])).toEqual([
    ['r9', 'forward', ['n1', 'n2', 'n3'], [1, 2, 3, 4, 5, 6, 7, 8, 9]],
    ['r9b', 'forward', ['n3', 'n4', 'n1'], [9, 8, 7, 6, 5, 4, 3, 2, 1]],
  ]);
});

test('directions whose stops alternate are told apart as well', async () => {
  const { lines } = await bus([...POLES, pole(4, 5.2, '中山'), route(9, [['n1', 'stop'], ['n2', 'forward:stop'], ['n4', 'backward:stop'], ['n3', 'forward:stop'], ...WAYS])]);
  expect(lines.map(({ stops }) => stops)).toEqual([['n1', 'n2', 'n3'], ['n4', 'n1']]);
});

test('members without a role are stops by their tags, and other nodes are none', async () => {
  const { lines } = await bus([...POLES, node(8, 3, 0, { highway: 'traffic_signals' }), route(9, [['n1'], ['n8'], ['n3'], ...WAYS])]);
  expect([lines[0].stops, lines[0].direction]).toEqual([['n1', 'n3'], 'both']);
});

test('what the file lacks is left out, bridged and said', async () => {
  const { lines, notices } = await bus([...POLES, route(9, [['n1', 'stop'], ['n404', 'stop'], ['n3', 'stop'], ['r7', 'platform'], ['w201'], ['w405'], ['w204']], V2)]);
  expect([lines[0].stops, lines[0].xs]).toEqual([['n1', 'n3'], [1, 2, 3, 7, 8, 9]]);
  expect(notices.map(({ code, what }) => `${code}: ${what}`)).toEqual([
    expect.stringMatching(/^missing-members: .*: r9 \(3 of 7\)$/), expect.stringMatching(/^osm-route-gap: .*: r9 \(1, 38[12] m\)$/), // 4 × 95.4 m
  ]);
});

test('a route runs the way its stops do, in whatever order its ways are listed', async () => {
  const { lines, said } = await bus([...POLES, route(9, [['n3', 'stop'], ['n2', 'stop'], ['n1', 'stop'], ['w202'], ['w204'], ['w201'], ['w203']], V2)]);
  expect([lines[0].xs, said]).toEqual([[9, 8, 7, 6, 5, 4, 3, 2, 1], ['osm-route-order × 1']]);
});

test('a route whose ways are listed from its end on is turned', async () => {
  const { lines, said } = await bus([...POLES, route(9, [['n3', 'stop'], ['n2', 'stop'], ['n1', 'stop'], ...WAYS], V2)]);
  expect([lines[0].xs, lines[0].stops, said]).toEqual([[9, 8, 7, 6, 5, 4, 3, 2, 1], ['n3', 'n2', 'n1'], ['osm-route-order × 1']]);
});

test('without ways a line runs from stop to stop, and with fewer than two stops it is left out', async () => {
  const { lines, said } = await bus([...POLES, route(9, [['n1', 'stop'], ['n3', 'stop'], ['w404']], V2), route(10, [['n1', 'stop']], V2), route(11, [])]);
  expect([lines.map(({ id, xs }) => [id, xs]), said]).toEqual([[['r9', [1, 9]]], ['missing-members × 1', 'osm-route-gap × 1', 'no-line × 2']]);
});

test.each([['20', 20], ['1:05', 65], ['00:20:00', 20], ['0', null], ['often', null], ['-5', null]])('the interval %j is read as %j minutes', async (interval, minutes) => {
  const { lines, said } = await bus([route(9, WAYS, { interval })]);
  expect([lines[0].headwayMinutes, said]).toEqual([minutes, minutes === null ? ['unknown-value × 1'] : []]);
});

test('hostile words and a route that is its own member are harmless', async () => {
  const { lines, stops } = await bus([node(8, 3, 0, { highway: 'bus_stop', name: '__proto__' }), route(9, [['r9', 'platform'], ['n8', 'constructor stop'], ...WAYS], { name: '<b>', ref: '__proto__' })]);
  expect([lines[0].name, lines[0].stops, stops[0].name]).toEqual(['<b>', ['n8'], '__proto__']);
});
