import { createHash } from 'node:crypto';
import { readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { renderCoverageJson } from '../../src/outputs/coverage-json.ts';
import type { CoverageFile } from '../../src/coverage/coverage-schema.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { seeded } from '../support/random.ts';
import { report, reportOn } from '../support/command.ts';
import { writeProject } from '../support/project.ts';
import { ODD_TOWN } from './odd-town.ts';

const FILES = ['coverage.json', 'settlements.geojson', 'gaps.csv', 'townships.csv'];

test('the same input twice gives the same bytes in every file, wherever the project lies', async () => {
  const first = await report(ODD_TOWN), again = await reportOn(first.folder), elsewhere = await report(ODD_TOWN);
  for (const name of FILES) {
    expect(again.text(name)).toBe(first.text(name));
    expect(elsewhere.text(name)).toBe(first.text(name));
  }
});

test('the language changes neither coverage.json nor settlements.geojson', async () => {
  const en = await report(ODD_TOWN, ['--lang', 'en']), zh = await report(ODD_TOWN, ['--lang', 'zh']);
  for (const name of ['coverage.json', 'settlements.geojson']) expect(zh.text(name)).toBe(en.text(name));
  expect(zh.text('gaps.csv')).not.toBe(en.text('gaps.csv'));
});

/** A result without what may depend on the order of features: hashes, numbers of edges, examples in notices. */
function comparable({ manifest, settlements, facilities, notices, services, indicators, ...rest }: CoverageFile): object {
  const withoutEdges = (places: { snaps: { edge: number }[] }[]): object[] => places.map((p) => ({ ...p, snaps: p.snaps.map((snap) => ({ ...snap, edge: 0 })) }));
  return {
    ...rest, parameters: manifest.parameters, services: services.map((row) => ({ ...row, basis: '' })), indicators: indicators.map((row) => ({ ...row, basis: '' })), // bases hang on the bytes of files
    settlements: withoutEdges(settlements), facilities: withoutEdges(facilities),
    notices: notices.map(({ code, where, count }) => `${code} ${where} ${count}`).sort(),
  };
}

test('the order of features in the files changes no status, minute or facility', async () => {
  const random = seeded(7);
  const shuffled = (features: readonly object[]): object[] => features.map((f) => [random(), f] as const).sort(([a], [b]) => a - b).map(([, f]) => f);
  const expected = comparable((await report(ODD_TOWN)).coverage);
  for (let run = 0; run < 10; run++) {
    const { coverage } = await report({ ...ODD_TOWN, settlements: shuffled(ODD_TOWN.settlements), facilities: shuffled(ODD_TOWN.facilities), walk: shuffled(ODD_TOWN.walk) });
    expect(comparable(coverage)).toEqual(expected);
  }
});

test('settlements, facilities and townships are in the order of their code units', async () => {
  const { coverage } = await report(ODD_TOWN);
  expect(coverage.settlements.map((s) => s.id)).toEqual(['s1', 's10', 's2', 's3', 's4', 's5', 's6', 's7']);
  expect(coverage.facilities.map((f) => f.id)).toEqual(['=f1', 'f2', 'f3', 'f4', 'f5']);
  expect(coverage.summary.townships.map((t) => t.name)).toEqual(['', '@west', 'Reedham', 'Saltby']);
});

test('the manifest holds the hash of every file that was read', async () => {
  const { coverage, folder } = await report(ODD_TOWN);
  expect(coverage.manifest.inputs.map((i) => [i.layer, i.file, i.features])).toEqual([
    ['project', 'lifecircle.yaml', null], ['checklist', 'checklist.yaml', null],
    ['settlements', 'settlements.geojson', 8], ['facilities', 'facilities.geojson', 5], ['walk', 'walk.geojson', 4],
  ]);
  for (const { file, sha256 } of coverage.manifest.inputs) expect(sha256).toBe(createHash('sha256').update(readFileSync(join(folder, file))).digest('hex'));
});

test('minutes, metres, facility and mode are null together, and a severity stands with gaps only', async () => {
  const { coverage } = await report(ODD_TOWN);
  const seen = new Set<string>();
  for (const { services } of coverage.settlements) {
    for (const { status, severity, reason, minutes, metres, facilityId, mode, shortfallMinutes } of Object.values(services)) {
      expect(new Set([minutes, metres, facilityId, mode].map((value) => value === null)).size).toBe(1);
      expect(severity !== null).toBe(status === 'gap');
      expect(reason !== null).toBe(status === 'unknown');
      if (shortfallMinutes !== null) expect([status, shortfallMinutes > 0]).toEqual(['gap', true]);
      seen.add(`${status} ${severity ?? reason ?? ''}`);
    }
  }
  // What this town is for: that nothing above passes for want of cases.
  expect([...seen].sort()).toEqual(['covered ', 'gap advisory', 'gap pilot', 'gap required', 'unknown no-such-facility-in-data', 'unknown settlement-not-on-network']);
});

test('the counts of each service add up to the settlements of its table, and the people to theirs', async () => {
  const { coverage } = await report(ODD_TOWN);
  for (const { table, settlements, population } of coverage.services) {
    const members = coverage.settlements.filter((s) => s.table === table);
    expect(settlements.covered + settlements.gap + settlements.unknown).toBe(members.length);
    expect(population.covered + population.gap + population.unknown).toBeCloseTo(members.reduce((sum, s) => sum + s.population, 0), 6);
  }
});

test('coverage.json of the odd town is the golden one (UPDATE_GOLDEN=1 writes it anew)', async () => {
  const golden = join(import.meta.dirname, '../golden/odd-town.coverage.json');
  const rendered = [...renderCoverageJson(await computeCoverage(writeProject(ODD_TOWN)), 'lifecircle')].join('');
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(golden), { recursive: true });
    writeFileSync(golden, rendered);
  }
  expect(rendered).toBe(readFileSync(golden, 'utf8'));
});
