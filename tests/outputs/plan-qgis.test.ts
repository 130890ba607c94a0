import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import Database from 'libsql';
import { expect, test } from 'vitest';
import type { PlanResult } from '../../src/plan/plan-result.ts';
import { command } from '../support/command.ts';
import { collection, feature, LAYERS, point, temporaryFolder, writeProject } from '../support/project.ts';

test('plan.gpkg has the projects where plan.json has them, and what each changes', async () => {
  const plan = { years: [{ year: 2027, total: 100 }], costs: { market: { cost: 20, months: 6 } }, junctions: false };
  const folder = writeProject({ project: { layers: { ...LAYERS, candidates: 'candidates.geojson' }, plan }, files: { 'candidates.geojson': collection([feature('c1', point(1900, 0), { name: 'Old school', cost: 5 })]) } });
  const out = join(temporaryFolder(), 'out'), { code, stderr } = await command(['plan', folder, '--out', out, '--date', '2026-11-26', '--formats', 'json,gpkg']);
  expect(code, stderr).toBe(0);
  const { projects } = JSON.parse(readFileSync(join(out, 'plan.json'), 'utf8')) as PlanResult, database = new Database(join(out, 'plan.gpkg'), { readonly: true });
  try {
    const rows = database.prepare('SELECT p.*, r.minx, r.miny FROM projects p JOIN rtree_projects_geom r ON r.id = p.fid ORDER BY p.fid').all() as Record<string, unknown>[];
    expect(rows.map((r) => [r['id'], r['number'], r['name'], r['service'], r['township'], r['site_id'], r['site_kind'], r['year'], r['opens'], r['cost'], r['site_cost'], r['cost_status'], r['implementer'], r['newly_covered'], r['duplication']]))
      .toEqual(projects.map((p) => [p.id, p.number, `${p.name.en}, Old school`, p.service, p.township, p.site.id, p.site.kind, p.year, p.opens, p.cost, p.siteCost, p.costStatus, null, p.newlyCovered, p.duplication]));
    // The index keeps 32 bits: some metres.
    for (const [i, { lon, lat }] of projects.entries()) { expect(rows[i]['minx']).toBeCloseTo(lon ?? 0, 4); expect(rows[i]['miny']).toBeCloseTo(lat ?? 0, 4); }
    const changes = database.prepare('SELECT settlement_id, service, before, after, project_id, year FROM effect ORDER BY fid').all() as Record<string, unknown>[];
    expect(changes.map((c) => Object.values(c))).toEqual(projects.flatMap((p) => p.changes.map((c) => [c.settlement, c.service, c.from, c.to, p.id, p.year])));
    expect(changes).toContainEqual({ settlement_id: 'b', service: 'market', before: 'gap', after: 'covered', project_id: 'plan-market-c1', year: 2027 });
  } finally {
    database.close();
  }
});
