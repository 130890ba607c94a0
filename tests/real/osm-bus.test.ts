/** Bus routes and stops of real extracts, counted against osmium. */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { busOfOsm } from '../../src/inputs/osm-bus.ts';
import { readOsm } from '../../src/inputs/osm-data.ts';
import { describeReal, SHARED } from './shared.ts';

const hasOsmium = spawnSync('osmium', ['--version']).status === 0;

/** Objects that osmium finds, as "n1", "r3". */
function osmium(name: string, filter: string): string[] {
  const opl = execFileSync('osmium', ['tags-filter', '-R', join(SHARED, 'data', name), filter, '-f', 'opl', '-o', '-'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return opl.split('\n').flatMap((line) => /^[nr]\d+/.exec(line)?.[0] ?? []).sort();
}

describeReal('buses of OpenStreetMap', () => {
  describe.skipIf(!hasOsmium).each([
    // Of 16 relations 14 tell their directions apart by roles and are two lines each. 29 objects are halts of routes beside the 307 poles.
    ['liechtenstein/liechtenstein.osm.pbf', { routes: 16, lines: 30, poles: 307, objects: 336, stops: 166 }],
    ['china/suzhou-bus.osm', { routes: 3, lines: 3, poles: 25, objects: 25, stops: 16 }],
  ] as const)('%s', (name, counts) => {
    test('has the routes and poles that osmium finds', async () => {
      const findings = new Findings(), file = { name, path: join(SHARED, 'data', name) };
      const { lines, stops } = busOfOsm(await readOsm(file, findings), file, findings);
      const routes = osmium(name, 'r/route=bus'), poles = osmium(name, 'n/highway=bus_stop'), objects = stops.flatMap(({ properties }) => properties['osm'] as string[]);
      expect([...new Set(lines.map(({ id }) => String(id).replace(/b$/, '')))].sort()).toEqual(routes);
      expect(objects).toEqual(expect.arrayContaining(poles));
      expect(new Set(objects).size).toBe(objects.length);
      expect({ routes: routes.length, lines: lines.length, poles: poles.length, objects: objects.length, stops: stops.length }).toEqual(counts);
    });
  });
});
