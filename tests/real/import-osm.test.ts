/** Real extracts, imported: the report on the layers is that straight from the extract, settlement by settlement and service by service. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { computeCoverage } from '../../src/pipeline.ts';
import { command } from '../support/command.ts';
import { withoutBasis } from '../support/without-basis.ts';
import { describeReal, SHARED } from './shared.ts';

describeReal('imported extracts', () => {
  test.each(['liechtenstein/liechtenstein.osm.pbf', 'china/ninghua-county-town.osm', 'china/shenzhen-pinghu.osm', 'china/suzhou-bus.osm'])('%s', async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'lifecircle-import-')), file = name.endsWith('.pbf') ? 'city.osm.pbf' : 'city.osm', out = join(folder, 'city');
    try {
      symlinkSync(join(SHARED, 'data', name), join(folder, file));
      writeFileSync(join(folder, 'lifecircle.yaml'), `layers: {settlements: ${file}, facilities: ${file}, walk: ${file}}\n`);
      const { code, stderr } = await command(['import', 'osm', join(folder, file), '--out', out]);
      expect(code, stderr).toBe(0);
      const [ours, theirs] = [await computeCoverage(out), await computeCoverage(folder)];
      expect([...ours.settlements]).toEqual([...theirs.settlements]);
      expect([ours.network, withoutBasis(ours.indicators)]).toEqual([theirs.network, withoutBasis(theirs.indicators)]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
