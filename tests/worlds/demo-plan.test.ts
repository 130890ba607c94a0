/** The three-year plan of the demo district, and whether a report keeps what it promises. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderBlueprintGeojson } from '../../src/outputs/blueprint-geojson.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { computePlan } from '../../src/pipeline-plan.ts';
import { temporaryFolder } from '../support/project.ts';

const DEMO = join(import.meta.dirname, '../../data/demo');
const plan = await computePlan(DEMO, { today: '2026-11-26', budget: null, years: null, timeLimitSeconds: 2 });

async function statusesOf(path: string): Promise<Map<string, string>> {
  const { settlements } = await computeCoverage(path), found = new Map<string, string>();
  for (const { id, services } of settlements) for (const [service, { status }] of services) found.set(`${id} ${service}`, status);
  return found;
}

test('projects added as facilities give each settlement and service the status that was promised', async () => {
  const folder = temporaryFolder(), promised = await statusesOf(DEMO), project = readFileSync(join(DEMO, 'lifecircle.yaml'), 'utf8');
  cpSync(DEMO, folder, { recursive: true });
  writeFileSync(join(folder, 'blueprint.geojson'), [...renderBlueprintGeojson(plan, 'zh')].join('').replaceAll('"status":"planned"', '"status":"existing"'));
  writeFileSync(join(folder, 'lifecircle.yaml'), project.replace('facilities: facilities.geojson', 'facilities: [facilities.geojson, blueprint.geojson]'));
  // In the order in which they open: the promise of each holds where those before it stand.
  for (const { changes } of plan.projects.toSorted((a, b) => (a.opens < b.opens ? -1 : a.opens > b.opens ? 1 : a.number - b.number))) {
    for (const { settlement, service, from, to } of changes) {
      expect(promised.get(`${settlement} ${service}`)).toBe(from);
      promised.set(`${settlement} ${service}`, to);
    }
  }
  expect(plan.projects.length).toBeGreaterThan(50);
  expect(await statusesOf(folder)).toEqual(promised);
});

test('no year spends more than there is, and no payer either', () => {
  const left = new Map<string, number>();
  for (const { payers } of plan.years) for (const { payer, township, income, spent } of payers) {
    const key = `${payer} ${township}`;
    left.set(key, (left.get(key) ?? 0) + income - spent);
    expect(left.get(key), key).toBeGreaterThan(-0.01);
  }
  expect(plan.years.map(({ spent, private: social }) => spent + (social?.spent ?? 0)).reduce((a, b) => a + b)).toBeCloseTo(plan.projects.reduce((sum, { cost }) => sum + cost, 0), 1);
});

test('every year covers more than the one before, and the last is that when all is built', () => {
  const covered = plan.stages.map(({ total }) => total.pairs.covered), gained = plan.projects.flatMap(({ changes }) => changes).filter(({ from, to }) => from === 'gap' && to === 'covered').length;
  expect(covered).toEqual(covered.toSorted((a, b) => a - b));
  expect(covered[covered.length - 1] - covered[0]).toBe(gained);
  expect(plan.stages.map(({ stage }) => stage)).toEqual(['before', 2027, 2028, 2029, 'all']);
});

test('the gaps of all settlements before and after are those of the first and the last stage', () => {
  const sum = (when: 'before' | 'after', severity: 'required' | 'pilot' | 'advisory'): number => plan.settlements.reduce((all, s) => all + s[when].gaps[severity], 0);
  for (const severity of ['required', 'pilot', 'advisory'] as const) expect([sum('before', severity), sum('after', severity)], severity).toEqual([plan.stages[0].total.gaps[severity], plan.stages[4].total.gaps[severity]]);
});

test('what is left open names why, and together with what is closed it is every gap', () => {
  const gaps = plan.stages[0].total.gaps, closed = plan.projects.flatMap(({ changes }) => changes).length;
  expect(plan.unmet.length + closed).toBe(gaps.required + gaps.pilot + gaps.advisory);
});
