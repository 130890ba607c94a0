import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import Database from 'libsql';
import { expect, test } from 'vitest';
import { shareStyle } from '../../src/outputs/plan-styles.ts';
import type { PlanResult } from '../../src/plan/plan-result.ts';
import { command } from '../support/command.ts';
import { collection, facility, feature, LAYERS, point, temporaryFolder, writeProject } from '../support/project.ts';

type Row = Record<string, unknown>;

/** The small town, b of which lacks market and clinic: an old school 100 m away takes both, two years after each other. A second market stands beside the first. */
async function planTown(lang: 'zh' | 'en'): Promise<{ readonly out: string; readonly plan: PlanResult; readonly rows: (sql: string) => Row[] }> {
  const folder = writeProject({
    project: { layers: { ...LAYERS, candidates: 'candidates.geojson' }, plan: { years: [{ year: 2027, total: 30 }, { year: 2028, total: 40 }], costs: { market: { cost: 20, months: 6 }, clinic: { cost: 40, months: 8 } }, junctions: false } },
    facilities: [facility('m1', 'market', [500, 0]), facility('m2', 'market', [510, 0]), facility('c1', 'clinic', [600, 0])],
    files: { 'candidates.geojson': collection([feature('c1', point(1900, 0), { name: 'Old school', cost: 5 })]) },
  });
  const out = join(temporaryFolder(), 'out'), { code, stderr } = await command(['plan', folder, '--out', out, '--date', '2026-11-26', '--formats', 'json,qgz', '--lang', lang]);
  expect(code, stderr).toBe(0);
  const rows = (sql: string): Row[] => {
    const database = new Database(join(out, 'plan.gpkg'), { readonly: true });
    try { return database.prepare(sql).all() as Row[]; } finally { database.close(); }
  };
  return { out, rows, plan: JSON.parse(readFileSync(join(out, 'plan.json'), 'utf8')) as PlanResult };
}

test('projects stand where plan.json has them, with its values', async () => {
  const { plan: { projects }, rows } = await planTown('en');
  const found = rows('SELECT p.*, r.minx, r.miny FROM projects p JOIN rtree_projects_geom r ON r.id = p.fid ORDER BY p.fid');
  expect(found.map((r) => [r['id'], r['number'], r['name'], r['service'], r['township'], r['site_id'], r['site_kind'], r['year'], r['opens'], r['cost'], r['site_cost'], r['cost_status'], r['implementer'], r['newly_covered'], r['duplication']]))
    .toEqual(projects.map((p) => [p.id, p.number, `${p.name.en}, Old school`, p.service, p.township, p.site.id, p.site.kind, p.year, p.opens, p.cost, p.siteCost, p.costStatus, null, p.newlyCovered, p.duplication]));
  // The index keeps 32 bits: some metres.
  for (const [i, { lon, lat }] of projects.entries()) { expect(found[i]['minx']).toBeCloseTo(lon ?? 0, 4); expect(found[i]['miny']).toBeCloseTo(lat ?? 0, 4); }
});

test('a site is one row, whatever is built there; its label says when and what', async () => {
  const { rows } = await planTown('en');
  expect(rows('SELECT site_id, site_kind, year, years, projects, label FROM sites').map((r) => Object.values(r))).toEqual([['c1', 'candidate', 2027, '2027/2028', 2, '2027/2028 Market +1']]);
});

test('each change stands at its settlement and knows where its project is', async () => {
  const { plan: { projects, settlements }, rows } = await planTown('en');
  const changes = rows('SELECT settlement_id, service, before, after, project_id, year, project_lon, r.minx FROM effect e JOIN rtree_effect_geom r ON r.id = e.fid ORDER BY e.fid'), b = settlements.find(({ id }) => id === 'b');
  expect(changes.map((c) => [c['settlement_id'], c['service'], c['before'], c['after'], c['project_id'], c['year'], c['project_lon']])).toEqual(projects.flatMap((p) => p.changes.map((c) => [c.settlement, c.service, c.from, c.to, p.id, p.year, p.lon])));
  expect(changes.length).toBe(2);
  for (const change of changes) expect(change['minx']).toBeCloseTo(b?.lon ?? 0, 4);
});

test('settlements have what they lack before and when all is built; townships the shares of each stage; what stays and what could go have their rows', async () => {
  const { plan: { settlements, stages, unmet, spare }, rows } = await planTown('en');
  expect(rows('SELECT id, before_required, before_pilot, gaps_required, gaps_pilot, covered FROM settlements').map((r) => Object.values(r))).toEqual(settlements.map((s) => [s.id, s.before.gaps.required, s.before.gaps.pilot, s.after.gaps.required, s.after.gaps.pilot, s.after.covered]));
  expect(rows('SELECT name, basic_before, basic_2027, basic_2028, basic_all, before_pilot, gaps_pilot FROM townships').map((r) => Object.values(r)))
    .toEqual(stages[0].townships.map((t, i) => [t.name, ...stages.map(({ townships }) => townships[i].shares.basic), t.gaps.pilot, stages[3].townships[i].gaps.pilot]));
  expect(rows('SELECT settlement_id, service, reason FROM unmet').map((r) => Object.values(r))).toEqual(unmet.map((u) => [u.settlement, u.service, u.reason]));
  expect(rows('SELECT id FROM spare').map((r) => r['id'])).toEqual(spare.map(({ id }) => id));
  expect(spare.map(({ id }) => id)).toEqual(['m1', 'm2']);
});

test('the project shows sites over settlements and townships, each from the GeoPackage beside it', async () => {
  const { out, rows } = await planTown('en');
  const [[name, bytes]] = Object.entries(unzipSync(readFileSync(join(out, 'plan.qgz')))), xml = new TextDecoder().decode(bytes);
  expect(name).toBe('plan.qgs');
  const layers = [...xml.matchAll(/<layer-tree-layer id="(\w+)"[^>]*source="([^"]+)"[^>]*checked="Qt::(\w+)"/g)].map(([, id, source, checked]) => [id, source, checked]);
  expect(layers.filter(([, , checked]) => checked === 'Checked').map(([id]) => id)).toEqual(['lifecircle_plan_sites', 'lifecircle_plan_settlements', 'lifecircle_plan_townships']);
  const tables = new Set(rows('SELECT table_name FROM gpkg_contents').map((r) => `./plan.gpkg|layername=${String(r['table_name'])}`));
  for (const [, source] of layers) expect(tables).toContain(source);
});

test('in Chinese the columns and their values have Chinese names', async () => {
  const { rows: ofZh } = await planTown('zh'), aliases = new Map(ofZh("SELECT column_name, name FROM gpkg_data_columns WHERE table_name = 'projects'").map((r) => [r['column_name'], r['name']]));
  expect([aliases.get('implementer'), aliases.get('funding'), aliases.get('opens'), aliases.get('newly_covered')]).toEqual(['实施主体', '资金来源', '建成月份', '新增覆盖人口']);
  expect(ofZh("SELECT description FROM gpkg_data_column_constraints WHERE constraint_name = 'site_kind' AND value = 'junction'").map((r) => r['description'])).toEqual(['新址']);
});

test('every share of a township falls into one class, and none where nothing is known into another', () => {
  const { renderer } = shareStyle('all', 'en'), filters = renderer.type === 'rules' ? renderer.rules.map(({ filter }) => filter ?? '') : [];
  const holds = (filter: string, share: number): boolean => [...filter.matchAll(/"basic_all" (>=|<) ([\d.]+)/g)].every(([, sign, bound]) => (sign === '<' ? share < Number(bound) : share >= Number(bound)));
  for (let percent = 0; percent <= 100; percent++) expect(filters.slice(0, -1).filter((filter) => holds(filter, percent / 100)), String(percent)).toHaveLength(1);
  expect(filters.at(-1)).toBe('"basic_all" IS NULL');
  for (const filter of filters) expect(filter).not.toContain('BETWEEN');
});
