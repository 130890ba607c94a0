/** What the summary says of buses, on the small town of `project.ts` with a bus from b to the market. */
import { expect, test } from 'vitest';
import { report } from '../support/command.ts';
import { CHECKLIST, collection, feature, LAYERS, line, point, SETTLEMENTS, type ProjectParts } from '../support/project.ts';

const BY_BUS = { ...CHECKLIST, tables: CHECKLIST.tables.map((t) => ({ ...t, services: t.services.map((s) => ({ ...s, mode: s.id === 'library' ? 'walk' : 'walk+bus' })) })) };

const withBus = (headwayMinutes: number): ProjectParts => ({
  checklist: BY_BUS, project: { layers: { ...LAYERS, bus: { lines: 'l.geojson', stops: 's.geojson' } } },
  files: {
    'l.geojson': collection([feature('L1', line([2000, 0], [500, 0]), { headwayMinutes, speedKmh: 30, firstDeparture: '06:00', lastDeparture: '19:00', stops: ['s2', 's1'] })]),
    's.geojson': collection([feature('s1', point(500, 0)), feature('s2', point(2000, 0))]),
  },
});

test('the summary tells what the bus adds in all, and to which service most', async () => {
  // Market and clinic, asked for by bus in both tables: b reaches both by bus only. The market comes first.
  const { stderr } = await report(withBus(10));
  expect(stderr).toContain('\nBy bus: of 4 checks that may count it, 2 are covered that would be gaps on foot; most for Market (1 settlement, 100 people)\n');
  expect(stderr).toMatch(/covered +only by bus +gap/);
  expect(stderr).toMatch(/^rural +Market +10 min +100\.0 % +0 +1 +1 +0 +0 +9\.0$/m);
  expect((await report(withBus(10), ['--lang', 'zh'])).stderr).toContain('\n公交：可乘车的服务共核对 4 项（一个居民点一项服务计一），其中 2 项步行超限、乘车达标；最多的是菜场（1 个居民点，100 人）\n');
});

test('a bus that comes too seldom to change anything is told of as well', async () => {
  const { stderr } = await report(withBus(60));
  expect(stderr).toContain('\nBy bus: of 4 checks that may count it, 0 are covered that would be gaps on foot\n');
});

test('where no settlement has a service that counts the bus, that is said', async () => {
  const ruralOnly = { ...BY_BUS, tables: BY_BUS.tables.map((t) => ({ ...t, services: t.services.map((s) => (t.kinds.includes('rural') ? s : { ...s, mode: 'walk' })) })) };
  const parts = { ...withBus(10), checklist: ruralOnly, settlements: SETTLEMENTS.slice(0, 1) };
  expect((await report(parts)).stderr).toContain('\nBy bus: no check may count it, all are on foot\n');
  expect((await report(parts, ['--lang', 'zh'])).stderr).toContain('\n公交：没有可乘车的核对项，全部按步行计算\n');
});

test('an indicator of our own is marked in the summary', async () => {
  expect((await report(withBus(10))).stderr).toMatch(/^Villages: .* \* +population +100\.0 %$/m);
});

test('without bus data nothing is said of buses', async () => {
  const { stderr } = await report({ checklist: BY_BUS });
  expect(stderr).not.toMatch(/By bus:|only by bus|Villages:|proposed by this project, not an official/);
});
