import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drawDemo } from '../../data/demo/generate.js';
import { computeCoverage } from '../../src/pipeline.ts';
import { temporaryFolder } from '../support/project.ts';

interface Planted {
  readonly settlement: string; readonly service: string; readonly status: string; readonly severity: string | null; readonly reason: string | null;
  readonly facility: string | null; readonly minutes: readonly [number, number] | null; readonly why: string;
  /** Of facts of the bus: how it is reached, the only ride from stop to stop, the stop nearest to the settlement. */
  readonly mode?: string | null; readonly line?: string; readonly stops?: readonly [string, string]; readonly busStop?: string | null; readonly tripsPerDay?: number;
}

const demo = join(import.meta.dirname, '../../data/demo');
const result = await computeCoverage(demo);
const settlements = new Map([...result.settlements].map((s) => [s.id, s]));
const planted = JSON.parse(readFileSync(join(demo, 'planted.json'), 'utf8')) as Planted[];

test('the demo district has at least 200 settlements and 15 planted facts', () => {
  expect(result.settlementCount).toBeGreaterThanOrEqual(200);
  expect(planted.length).toBeGreaterThanOrEqual(15);
});

for (const { settlement, service, status, severity, reason, facility, minutes, why, ...bus } of planted) {
  test(`planted: ${settlement} ${service}: ${why}`, () => {
    const found = settlements.get(settlement)?.services.get(service), nearest = settlements.get(settlement)?.busStop;
    expect(found).toMatchObject({ status, severity, reason });
    if (facility !== null) expect(found?.facilityId).toBe(facility);
    if (minutes !== null) {
      expect(found?.minutes).toBeGreaterThanOrEqual(minutes[0]);
      expect(found?.minutes).toBeLessThanOrEqual(minutes[1]);
    }
    if (bus.mode !== undefined) expect(found?.mode).toBe(bus.mode);
    if (bus.stops !== undefined) expect(found?.bus?.rides.map((r) => [r.line, r.fromStop, r.toStop])).toEqual([[bus.line, ...bus.stops]]);
    if (bus.busStop !== undefined) expect(nearest?.id ?? null).toBe(bus.busStop);
    if (bus.tripsPerDay !== undefined) expect(nearest?.tripsPerDay).toBe(bus.tripsPerDay);
  });
}

test('the files of the demo are what its generator draws', () => {
  const drawn = drawDemo();
  expect(drawn.size).toBeGreaterThan(5);
  for (const [name, text] of drawn) expect(readFileSync(join(demo, name), 'utf8') === text, name).toBe(true);
});

test('every deliberate fault of the demo becomes a notice', () => {
  const codes = result.notices.map((n) => n.code);
  expect(codes).toEqual(expect.arrayContaining([
    'no-township', 'unknown-value', 'unlocated', 'no-line', 'zero-length-line', 'near-miss-joined', 'duplicate-line',
    'settlement-not-on-network', 'facility-not-on-network', 'island-avoided', 'unknown-facility-type', 'facility-not-in-use', 'no-such-facility-in-data', 'line-out-of-hours',
  ]));
});

test('not every village with a stop has one of eight departures a day', () => {
  const [population] = result.indicators.filter(({ kind }) => kind === 'stop'), stops = result.services.find(({ table, id }) => table === 'rural' && id === 'bus_stop');
  expect(population).toMatchObject({ denominator: 'population', reason: null });
  expect(population.value).toBeLessThan(stops?.coverage ?? 0);
});

test('the bus adds checks in villages, and takes none away', async () => {
  const folder = temporaryFolder();
  cpSync(demo, folder, { recursive: true });
  const project = readFileSync(join(folder, 'lifecircle.yaml'), 'utf8');
  writeFileSync(join(folder, 'lifecircle.yaml'), project.replace(/^ {2}bus:/m, '  # bus:'));
  const onFoot = new Map([...(await computeCoverage(folder)).settlements].map((s) => [s.id, s]));
  let gained = 0;
  for (const { id, kind, services } of settlements.values()) {
    for (const [service, { status, minutes }] of services) {
      const before = onFoot.get(id)?.services.get(service);
      if (before?.minutes !== null) expect(minutes, `${id} ${service}`).toBeLessThanOrEqual(before?.minutes ?? 0);
      if (status === before?.status) continue;
      expect([kind, before?.status, status], `${id} ${service}`).toEqual(['rural', 'gap', 'covered']);
      gained++;
    }
  }
  expect(gained).toBe(result.services.reduce((sum, s) => sum + (s.gainedByBus?.settlements ?? 0), 0));
  expect(gained).toBeGreaterThanOrEqual(30);
});
