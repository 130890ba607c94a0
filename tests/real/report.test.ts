import { beforeAll, expect, test } from 'vitest';
import type { CoverageResult, SettlementResult } from '../../src/coverage/result.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { explainService } from '../../src/pipeline-project.ts';
import { describeReal, realProject } from './shared.ts';

describeReal('Liechtenstein', () => {
  let folder: string, result: CoverageResult, settlements: SettlementResult[];
  beforeAll(async () => {
    folder = realProject('liechtenstein');
    result = await computeCoverage(folder);
    settlements = [...result.settlements];
  });

  test('every settlement of the data is in the result, off the network or on it', () => {
    expect(settlements.length).toBe(763);
    const off = settlements.filter((s) => s.snapMetres === null);
    expect(off.length).toBe(3);
    for (const s of off) for (const service of s.services.values()) expect(service).toMatchObject({ status: 'unknown', reason: 'settlement-not-on-network', minutes: null });
  });

  test('the two types that are in no checklist are named with their numbers', () => {
    expect(result.notices.find((n) => n.code === 'unknown-facility-type')).toMatchObject({ count: 18, what: expect.stringMatching(/"children_playground" × 17.*"library" × 1/) as string });
  });

  test('for each table and service the settlements add up', () => {
    const members = new Map(['urban', 'rural'].map((kind) => [kind, settlements.filter((s) => s.kind === kind).length]));
    for (const { table, settlements: { covered, gap, unknown } } of result.services) expect(covered + gap + unknown).toBe(members.get(table));
  });

  test('a service is covered exactly where its time is within the limit', () => {
    const limits = new Map(result.services.map((s) => [`${s.table}/${s.id}`, s.limitMinutes]));
    let covered = 0;
    for (const s of settlements) for (const [id, { status, minutes }] of s.services) {
      const limit = limits.get(`${s.table}/${id}`) ?? NaN;
      if (status === 'covered') { covered++; expect(minutes).toBeLessThanOrEqual(limit); }
      if (status === 'gap' && minutes !== null) expect(minutes).toBeGreaterThanOrEqual(limit);
    }
    expect(covered).toBeGreaterThan(1000);
  });

  test('the way explained is the way reported', async () => {
    for (const s of settlements.filter((_, i) => i % 97 === 0)) {
      for (const service of ['primary_school', 'community_park']) {
        const reported = s.services.get(service), { route, facilityId } = await explainService(folder, s.id, service);
        expect(facilityId).toBe(reported?.facilityId);
        expect(route === null ? null : Math.round(route.ms / 600) / 100).toBe(reported?.minutes);
        expect(route === null ? null : Math.round(route.mm / 100) / 10).toBe(reported?.metres);
      }
    }
  });
});

describeReal('Porto Alegre', () => {
  test('runs, and the services it has data for are measured', async () => {
    const result = await computeCoverage(realProject('porto-alegre'));
    expect(result.settlementCount).toBe(1124);
    const measured = result.services.filter((s) => s.table === 'urban' && s.settlements.covered > 0).map((s) => s.id);
    expect(measured).toEqual(expect.arrayContaining(['bus_stop', 'wet_market', 'public_toilet', 'sports_center']));
    expect(result.services.find((s) => s.table === 'urban' && s.id === 'kindergarten')?.settlements).toEqual({ covered: 0, gap: 0, unknown: 1124 });
  });
});
