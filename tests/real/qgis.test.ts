/** The files for QGIS, opened in the real QGIS and in GDAL. Skipped, visibly, where QGIS for the system's Python, or the checker beside the checkout, is absent. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CoverageFile } from '../../src/coverage/coverage-schema.ts';
import { ODD_TOWN } from '../outputs/odd-town.ts';
import { command, reportOn, type Reported } from '../support/command.ts';
import { temporaryFolder, writeProject } from '../support/project.ts';
import { SHARED, realProject } from './shared.ts';

const PYTHON = '/usr/bin/python3', CHECKER = join(SHARED, 'tools/qgis_check.py');
const hasQgis = existsSync(CHECKER) && spawnSync(PYTHON, ['-c', 'import qgis.core'], { env: { ...process.env, QT_QPA_PLATFORM: 'offscreen' } }).status === 0;
const hasGdal = spawnSync('ogrinfo', ['--version']).status === 0;

/** What the checker says of a file: its lines, all of them if it is broken. */
function openInQgis({ out }: Reported, file: string, expected: readonly string[] = [], options: readonly string[] = ['--strict']): string {
  const { status, stdout, stderr } = spawnSync(PYTHON, [CHECKER, join(out, file), ...options, ...expected.flatMap((e) => ['--expect', e])], { encoding: 'utf8', timeout: 200_000 });
  expect(status, stdout + stderr).toBe(0);
  return stdout;
}

describe.skipIf(!hasQgis || !existsSync(join(SHARED, 'data')))('Liechtenstein in QGIS', () => {
  let told: Reported, columns: number;
  beforeAll(async () => {
    told = await reportOn(realProject('liechtenstein'));
    columns = 12 + 5 + 2 * new Set(told.coverage.services.map((s) => s.id)).size; // attributes, counts, status and minutes of each service
  }, 120_000);

  test('every layer of coverage.gpkg opens with its style, index and names', () => {
    const { settlements, facilities, network } = told.coverage, gaps = settlements.reduce((sum, { gaps: { required, pilot, advisory } }) => sum + required + pilot + advisory, 0);
    openInQgis(told, 'coverage.gpkg', [
      `settlements:count=${settlements.length}`, 'settlements:renderer=RuleRenderer', 'settlements:index=True', 'settlements:geom=Point', `settlements:aliases=${columns}`, `gaps:count=${gaps}`, 'gaps:renderer=categorizedSymbol',
      `facilities:count=${facilities.length}`, 'facilities:renderer=categorizedSymbol', 'townships:renderer=singleSymbol', 'townships:geom=MultiPolygon', 'snaps:renderer=categorizedSymbol', `network:count=${network.edges}`, 'network:renderer=RuleRenderer',
    ]);
  });

  test('the project opens with every layer styled, and draws a map', () => {
    const view = openInQgis(told, 'coverage.qgz', ['Pharmacy (10 min *; 15 min *):renderer=categorizedSymbol', 'Walking network:renderer=RuleRenderer'], ['--strict', '--png', join(told.out, 'map.png')]);
    expect(view).toMatch(/PNG .* colours>=\d{3}/);
  });

  test('the style beside settlements.geojson is taken', () => {
    openInQgis(told, 'settlements.geojson', ['settlements:renderer=RuleRenderer', `settlements:aliases=${columns}`], ['--strict', '--in-place']);
  });
});

describe.skipIf(!hasQgis)('A town of oddities in QGIS', () => {
  test('places that are nowhere, names of every kind and two languages open without a complaint but for the missing geometries', async () => {
    for (const lang of ['zh', 'en']) {
      const told = await reportOn(writeProject(ODD_TOWN), ['--lang', lang, '--formats', 'json,gpkg,qgz']);
      for (const file of ['coverage.gpkg', 'coverage.qgz']) {
        const warnings = openInQgis(told, file, [], []).split('\n').filter((l) => l.startsWith('WARN'));
        for (const warning of warnings) expect(warning).toMatch(/null\/empty geometries|empty layer/);
      }
    }
  });
});

describe.skipIf(!hasQgis)('Ground in QGIS', () => {
  test('catchments open as areas, and each service shows its own', async () => {
    const told = await reportOn(writeProject(), ['--lang', 'en', '--formats', 'json,qgz', '--catchments']);
    openInQgis(told, 'coverage.gpkg', ['catchments:count=4', 'catchments:geom=MultiPolygon', 'served:count=4', 'served:renderer=singleSymbol', 'served:index=True'], []);
    const layers = openInQgis(told, 'coverage.qgz', [], []).split('\n').filter((l) => l.startsWith('Ground served:'));
    expect(layers.map((l) => /count=(\d+)/.exec(l)?.[1])).toEqual(['2', '2']); // of the four rows those of the market, and those of the clinic
  });
});

describe.skipIf(!hasQgis)('A plan in QGIS', () => {
  test('every layer opens with its style and names, and the project draws its map, in both languages', async () => {
    for (const lang of ['zh', 'en']) {
      const folder = writeProject({ project: { plan: { years: [{ year: 2027, total: 100 }, { year: 2028, total: 100 }], costs: { market: { cost: 80, months: 6 }, clinic: { cost: 80, months: 14 } }, siteCost: 0 } } }), out = join(folder, 'plan');
      expect((await command(['plan', folder, '--out', out, '--date', '2026-11-26', '--formats', 'json,qgz', '--lang', lang])).code).toBe(0);
      const told = { out } as Reported, { projects, settlements } = JSON.parse(readFileSync(join(out, 'plan.json'), 'utf8')) as { projects: { changes: unknown[] }[]; settlements: unknown[] };
      expect(projects.length).toBe(2);
      openInQgis(told, 'plan.gpkg', [
        'sites:renderer=categorizedSymbol', `projects:count=${projects.length}`, 'projects:index=True', `effect:count=${projects.flatMap(({ changes }) => changes).length}`, 'effect:geom=Point', `settlements:count=${settlements.length}`, 'settlements:renderer=RuleRenderer', 'townships:geom=MultiPolygon',
      ], []);
      expect(openInQgis(told, 'plan.qgz', [], ['--png', join(out, 'map.png')])).toMatch(/PNG .* colours>=\d{2}/);
      // A rule that QGIS cannot read leaves features without a symbol.
      for (const line of openInQgis(told, 'plan.qgz', [], []).split('\n').filter((l) => l.includes('unsymbolised='))) expect(line).toContain('unsymbolised=0');
    }
  });
});

describe.skipIf(!hasGdal)('The demo in GDAL', () => {
  test('counts, sums and places are those of coverage.json', async () => {
    const out = temporaryFolder(), demo = resolve(import.meta.dirname, '../../data/demo');
    expect((await command(['report', demo, '--out', out, '--formats', 'json,gpkg'])).code).toBe(0);
    const { settlements, facilities } = JSON.parse(readFileSync(join(out, 'coverage.json'), 'utf8')) as CoverageFile;
    /** The one row of a query, as ogrinfo shows it. */
    const ask = (sql: string): number[] => [...execFileSync('ogrinfo', ['-ro', '-q', join(out, 'coverage.gpkg'), '-sql', sql], { encoding: 'utf8' }).matchAll(/ \(\w+\) = (\S+)/g)].map((m) => Number(m[1]));
    const sum = (valueOf: (s: CoverageFile['settlements'][number]) => number): number => settlements.reduce((all, s) => all + valueOf(s), 0), all = sum(({ gaps: { required, pilot, advisory } }) => required + pilot + advisory);
    expect(ask('SELECT count(*) AS n, sum(gaps_required) AS r, sum(gaps_pilot) AS p, sum(gaps_advisory) AS a, sum(population) AS people FROM settlements'))
      .toEqual([settlements.length, sum((s) => s.gaps.required), sum((s) => s.gaps.pilot), sum((s) => s.gaps.advisory), sum((s) => s.population)]);
    expect(ask('SELECT count(*) AS n, sum(ST_X(geom)) AS x FROM gaps').map((v) => v.toFixed(3))).toEqual([all, sum((s) => (s.lon ?? 0) * (s.gaps.required + s.gaps.pilot + s.gaps.advisory))].map((v) => v.toFixed(3)));
    expect(ask('SELECT count(*) AS n FROM facilities')).toEqual([facilities.length]);
    // The index answers for a window as the places do.
    const [{ lon, lat }] = settlements, reach = 0.02, isNear = (s: { lon: number | null; lat: number | null }): boolean => Math.abs((s.lon ?? 0) - (lon ?? 0)) <= reach && Math.abs((s.lat ?? 0) - (lat ?? 0)) <= reach;
    const window = [(lon ?? 0) - reach, (lat ?? 0) - reach, (lon ?? 0) + reach, (lat ?? 0) + reach].map(String);
    const found = execFileSync('ogrinfo', ['-ro', '-so', '-spat', ...window, join(out, 'coverage.gpkg'), 'settlements'], { encoding: 'utf8' });
    expect(/Feature Count: (\d+)/.exec(found)?.[1]).toBe(String(settlements.filter(isNear).length));
  });
});
