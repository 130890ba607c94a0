/**
 * All three layers straight from real OpenStreetMap files, counted against osmium.
 *
 * Types with one tag agree object by object. Others cannot: a park may be a pocket park, a school is for review unless its level is known,
 * a place in residential land is no settlement of its own.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Notice } from '../../src/core/problems.ts';
import { Findings } from '../../src/core/problems.ts';
import { readProject } from '../../src/inputs/project.ts';
import { readLayers, type ReadLayers } from '../../src/inputs/read-inputs.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { describeReal, SHARED } from './shared.ts';

const FILES = ['liechtenstein/liechtenstein.osm.pbf', 'heidelberg/heidelberg.osm.pbf', 'china/ninghua-county-town.osm', 'china/shenzhen-pinghu.osm', 'china/suzhou-bus.osm'] as const;
const TAGS = [
  ['ball_court', 'leisure=pitch'], ['kindergarten', 'amenity=kindergarten'], ['public_toilet', 'amenity=toilets'], ['fresh_supermarket', 'shop=supermarket'], ['pharmacy', 'amenity=pharmacy'],
  ['fire_station', 'amenity=fire_station'], ['convenience_store', 'shop=convenience'], ['wet_market', 'amenity=marketplace', 'shop=greengrocer'],
] as const;
const PLACES = 'town,suburb,quarter,neighbourhood,village,hamlet,isolated_dwelling,farm';
const hasOsmium = spawnSync('osmium', ['--version']).status === 0;

function projectOf(name: (typeof FILES)[number]): string {
  const folder = mkdtempSync(join(tmpdir(), 'lifecircle-real-')), file = name.endsWith('.pbf') ? 'city.osm.pbf' : 'city.osm';
  symlinkSync(join(SHARED, 'data', name), join(folder, file));
  writeFileSync(join(folder, 'lifecircle.yaml'), `layers: {settlements: ${file}, facilities: ${file}, walk: ${file}}\n`);
  return folder;
}

async function read(name: (typeof FILES)[number]): Promise<ReadLayers & { notices: Notice[] }> {
  const findings = new Findings(), inputs = await readLayers(readProject(projectOf(name), findings), findings, () => undefined);
  findings.throwIfFaults();
  return { ...inputs, notices: findings.notices() };
}

/** Objects that osmium finds, as "n1", "w2", "r3". */
function osmium(name: string, ...filter: string[]): string[] {
  const opl = execFileSync('osmium', ['tags-filter', '-R', join(SHARED, 'data', name), ...filter, '-f', 'opl', '-o', '-'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return opl.split('\n').flatMap((line) => /^[nwr]\d+/.exec(line)?.[0] ?? []).sort();
}

describeReal('reports straight from an extract', () => {
  for (const [name, settlements, facilities] of [[FILES[0], 28, 550], [FILES[1], 4, 1196], [FILES[2], 2, 7], [FILES[3], 5, 58], [FILES[4], 34, 65]] as const) {
    test(`${name}: ${settlements} settlements and ${facilities} facilities`, async () => {
      const result = await computeCoverage(projectOf(name));
      expect([result.settlementCount, result.inputs.find((i) => i.layer === 'facilities')?.features]).toEqual([settlements, facilities]);
    });
  }
});

describeReal('Liechtenstein', () => {
  let inputs: Awaited<ReturnType<typeof read>>;
  beforeAll(async () => { inputs = await read(FILES[0]); });

  test('has the facilities of the ready-made layer, but for the differences written down', () => {
    interface Ready { features: { properties: { id: string; type: string } }[] }
    const ready = JSON.parse(readFileSync(join(SHARED, 'data/liechtenstein/facilities.geojson'), 'utf8')) as Ready;
    // Areas are "a" and twice the id of a way, or twice that of a relation and 1, there.
    const idOf = (id: string): string => (id.startsWith('a') ? (Number(id.slice(1)) % 2 === 0 ? `w${Number(id.slice(1)) / 2}` : `r${(Number(id.slice(1)) - 1) / 2}`) : id);
    const types = new Map(inputs.facilities.map((f) => [f.id, f.type])), review = new Set(inputs.review.map((row) => row.id));
    const differ = new Map<string, number>();
    for (const { properties: { id, type } } of ready.features) {
      const ours = types.get(idOf(id)) ?? (review.has(idOf(id)) ? 'for review' : 'none');
      if (ours !== type) differ.set(`${type}: ${ours}`, (differ.get(`${type}: ${ours}`) ?? 0) + 1);
    }
    // No type of the checklist; a hospital; parks below 4,000 m2; a library is a culture centre; schools of unknown level.
    expect(Object.fromEntries(differ)).toEqual({
      'children_playground: none': 17, 'community_health_center: none': 1, 'community_park: pocket_park': 4, 'library: culture_center': 1, 'primary_school: for review': 16,
    });
  });

  test('the people of its settlements are those of its places, each once', () => {
    // 430 + 1357 + 1037 + 5933 + 1636 + 4913 + 4539 + 2634 + 2065 + 4284 + 4138 + 5229, the tags of its twelve villages that have one.
    expect(inputs.settlements.reduce((sum, s) => sum + s.population, 0)).toBe(38_195);
  });
});

describeReal('counts of osmium', () => {
  describe.skipIf(!hasOsmium)('with osmium installed', () => {
    test.each(FILES)('facilities of %s are those with the tags', async (name) => {
      const { facilities } = await read(name), ours = (type: string): string[] => facilities.filter((f) => f.type === type || f.provides.includes(type)).map((f) => f.id).sort();
      for (const [type, ...filter] of TAGS) expect(ours(type), type).toEqual(osmium(name, ...filter));
      // Platforms of buses are stops too; those of trains and trams are not.
      const stops = osmium(name, 'highway=bus_stop'), platforms = osmium(name, 'public_transport=platform');
      expect(ours('bus_stop')).toEqual(expect.arrayContaining(stops));
      expect([...stops, ...platforms]).toEqual(expect.arrayContaining(ours('bus_stop')));
    });

    test.each(FILES.filter((name) => !name.startsWith('heidelberg')))('settlements of %s are its residential land, and places outside', async (name) => {
      const ids = (await read(name)).settlements.map((s) => s.id), land = osmium(name, 'landuse=residential'), places = osmium(name, `place=${PLACES}`);
      expect(ids).toEqual(expect.arrayContaining(land));
      expect([...land, ...places]).toEqual(expect.arrayContaining(ids));
    });
  });
});
