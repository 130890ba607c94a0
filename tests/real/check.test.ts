import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeatureCollection } from 'geojson';
import { beforeAll, expect, test } from 'vitest';
import type { CheckFinding } from '../../src/checks/check-finding.ts';
import type { CoverageFile } from '../../src/coverage/coverage-schema.ts';
import { command, reportOn } from '../support/command.ts';
import { collection } from '../support/project.ts';
import { describeReal, realProject } from './shared.ts';

describeReal('Liechtenstein', () => {
  let baseline: string, before: CoverageFile;
  beforeAll(async () => {
    const { out, coverage } = await reportOn(realProject('liechtenstein'), ['--formats', 'json']);
    [baseline, before] = [join(out, 'coverage.json'), coverage];
  });

  test('of the data itself, nothing is lost', async () => {
    const { code, stdout } = await command(['check', realProject('liechtenstein'), '--baseline', baseline, '--date', '2026-06-30', '--format', 'json']);
    const { findings, passes } = JSON.parse(stdout) as { findings: CheckFinding[]; passes: object[] };
    expect([code, findings.filter(({ severity }) => severity !== 'warning'), passes.length]).toEqual([0, [], 1]);
  });

  test('the school that serves most settlements closes: found are those that the two results tell apart, and its line', async () => {
    const served = new Map<string, number>();
    for (const { services } of before.settlements) { const { status, facilityId } = services['primary_school']; if (status === 'covered' && facilityId !== null) served.set(facilityId, (served.get(facilityId) ?? 0) + 1); }
    const [[school]] = [...served].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)), folder = realProject('liechtenstein'), file = join(folder, 'facilities.geojson');
    const { features, ...members } = JSON.parse(readFileSync(file, 'utf8')) as FeatureCollection;
    rmSync(file); // a link
    writeFileSync(file, collection(features.map((f) => (f.properties?.['id'] === school ? { ...f, properties: { ...f.properties, status: 'closed' } } : f)), members));
    const { coverage: after } = await reportOn(folder, ['--formats', 'json']), now = new Map(after.settlements.map((s) => [s.id, s.services]));
    const expected = before.settlements.flatMap(({ id, services }) => Object.keys(services).filter((service) => services[service].status === 'covered' && now.get(id)?.[service].status !== 'covered').map((service) => `${id} ${service}`));
    const { stdout } = await command(['check', folder, '--baseline', baseline, '--date', '2026-06-30', '--format', 'json']), { findings } = JSON.parse(stdout) as { findings: CheckFinding[] };
    const losses = findings.filter(({ code }) => code === 'lost-required' || code === 'lost-service');
    expect(expected.length).toBeGreaterThan(5);
    expect(losses.map(({ settlement, service }) => `${settlement} ${service}`).sort()).toEqual(expected.sort());
    const line = features.findIndex((f) => f.properties?.['id'] === school) + 2;
    for (const { causes, file: at, line: on } of losses) expect([causes, at, on]).toEqual([[{ kind: 'facility-closed', of: [school] }], 'facilities.geojson', line]);
  });
});
