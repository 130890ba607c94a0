/** Bus lines of a real extract, made patterns that can be ridden. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { geodesicMetres } from '../../src/core/geodesy.ts';
import { Findings } from '../../src/core/problems.ts';
import { UniqueIds } from '../../src/inputs/attributes.ts';
import { readBusLines, type BusLine } from '../../src/inputs/bus-lines.ts';
import { readBusStops, type BusStop } from '../../src/inputs/bus-stops.ts';
import { findCoordinateSystem } from '../../src/inputs/crs.ts';
import { OsmFiles } from '../../src/inputs/osm-files.ts';
import { buildHeadwayPatterns } from '../../src/network/bus-patterns.ts';
import { describeReal, SHARED } from './shared.ts';

describeReal('bus lines of Liechtenstein', () => {
  test('serve almost all of their stops, where the stops are', async () => {
    const findings = new Findings(), name = 'liechtenstein.osm.pbf', lines: BusLine[] = [], stops: BusStop[] = [], crs = findCoordinateSystem('EPSG:4326');
    if (crs === undefined) throw new RangeError('crs is not known');
    const source = { file: { name, path: join(SHARED, 'data/liechtenstein', name) }, attributes: new Map<string, string>(), crs, isCrsDeclared: false, layer: null, mapping: null }, osmFiles = new OsmFiles([], findings);
    await readBusLines(source, new UniqueIds(), lines, findings, osmFiles);
    await readBusStops(source, new UniqueIds(), stops, findings, osmFiles);
    const patterns = buildHeadwayPatterns(lines.map((line) => ({ ...line, headwayMinutes: 30 })), stops, findings);
    const metres = patterns.flatMap(({ stops: served, paths }) => served.map((stop, i) => {
      const [lon, lat] = i === 0 ? paths[0][0] : paths[i - 1][paths[i - 1].length - 1], at = stops[stop].at ?? [0, 0];
      return geodesicMetres(lon, lat, at[0], at[1]);
    })).sort((a, b) => a - b);
    expect({ patterns: patterns.length, named: lines.reduce((sum, line) => sum + line.stops.length, 0), served: metres.length }).toEqual({ patterns: 30, named: 654, served: 645 });
    expect(metres[Math.floor(metres.length / 2)]).toBeLessThan(6);
    expect(metres[Math.floor(metres.length * 0.99)]).toBeLessThan(50);
    expect(metres[metres.length - 1]).toBeLessThan(163);
  });
});
