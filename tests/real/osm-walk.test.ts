/** Real OpenStreetMap files; the figures are those of osmium fileinfo and osmium tags-filter w/highway. */
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { readOsm } from '../../src/inputs/osm-data.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { describeReal, realProject, SHARED } from './shared.ts';

const COUNTS = [
  ['liechtenstein/liechtenstein.osm.pbf', 142_832, 15_247, 4660],
  ['china/ninghua-county-town.osm', 606, 40, 29],
  ['china/shenzhen-pinghu.osm', 8005, 773, 516],
  ['china/suzhou-bus.osm', 3258, 406, 95],
] as const;

describeReal('real OpenStreetMap files', () => {
  for (const [name, nodes, ways, highways] of COUNTS) {
    test(`${name} has the nodes, ways and highways that osmium counts`, async () => {
      const osm = await readOsm({ name, path: join(SHARED, 'data', name) }, new Findings());
      expect([osm.nodes.length, osm.ways.length, osm.taggedWays.filter((w) => w.tags.has('highway')).length]).toEqual([nodes, ways, highways]);
    });
  }

  test('a PBF cut off anywhere within a block is refused', async () => {
    const bytes = readFileSync(join(SHARED, 'data/liechtenstein/liechtenstein.osm.pbf')), folder = mkdtempSync(join(tmpdir(), 'lifecircle-osm-'));
    for (const length of [30, 5000, 700_000, bytes.length - 1]) {
      const path = join(folder, `${length}.osm.pbf`);
      writeFileSync(path, bytes.subarray(0, length));
      await expect(readOsm({ name: 'cut.osm.pbf', path }, new Findings())).rejects.toThrow(/^cut\.osm\.pbf: is cut off: it ends in the middle of the block that begins at byte \d+\./);
    }
  });

  test('a report straight from the extract has the statuses of one from its ready-made walk layer', async () => {
    const ready = realProject('liechtenstein'), direct = realProject('liechtenstein');
    symlinkSync(join(SHARED, 'data/liechtenstein/liechtenstein.osm.pbf'), join(direct, 'city.osm.pbf'));
    writeFileSync(join(direct, 'lifecircle.yaml'), readFileSync(join(direct, 'lifecircle.yaml'), 'utf8').replace('walk.geojson', 'city.osm.pbf'));
    const statuses = async (folder: string): Promise<string[]> => [...(await computeCoverage(folder)).settlements].flatMap((s) => [...s.services].map(([id, { status }]) => `${s.id} ${id} ${status}`));
    const [a, b] = [await statuses(ready), await statuses(direct)];
    expect(a.length).toBe(35_861);
    expect(b).toEqual(a);
  });
});
