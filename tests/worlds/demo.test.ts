import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drawDemo } from '../../data/demo/generate.js';
import { computeCoverage } from '../../src/pipeline.ts';

interface Planted {
  readonly settlement: string; readonly service: string; readonly status: string; readonly severity: string | null; readonly reason: string | null;
  readonly facility: string | null; readonly minutes: readonly [number, number] | null; readonly why: string;
}

const demo = join(import.meta.dirname, '../../data/demo');
const result = await computeCoverage(demo);
const settlements = new Map([...result.settlements].map((s) => [s.id, s]));
const planted = JSON.parse(readFileSync(join(demo, 'planted.json'), 'utf8')) as Planted[];

test('the demo district has at least 200 settlements and 15 planted facts', () => {
  expect(result.settlementCount).toBeGreaterThanOrEqual(200);
  expect(planted.length).toBeGreaterThanOrEqual(15);
});

for (const { settlement, service, status, severity, reason, facility, minutes, why } of planted) {
  test(`planted: ${settlement} ${service}: ${why}`, () => {
    const found = settlements.get(settlement)?.services.get(service);
    expect(found).toMatchObject({ status, severity, reason });
    if (facility !== null) expect(found?.facilityId).toBe(facility);
    if (minutes !== null) {
      expect(found?.minutes).toBeGreaterThanOrEqual(minutes[0]);
      expect(found?.minutes).toBeLessThanOrEqual(minutes[1]);
    }
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
    'settlement-not-on-network', 'facility-not-on-network', 'island-avoided', 'unknown-facility-type', 'facility-not-in-use', 'no-such-facility-in-data',
  ]));
});
