/** Features that are impossible: coordinates, geometries, ids, numbers. */
import { expect, test } from 'vitest';
import { faultsOf, report } from '../support/command.ts';
import { area, collection, FACILITIES, facility, feature, LAYERS, line, point, settlement, SETTLEMENTS, WALK, type ProjectParts } from '../support/project.ts';

const at = (coordinates: unknown, type = 'Point'): object => feature('x', { type, coordinates }, { type: 'market', population: 1 });
const FINE = { settlements: SETTLEMENTS, facilities: FACILITIES, walk: WALK };

const COORDINATES: [string, unknown, string][] = [
  ['beyond 1e308', '[1e400, 31.6]', 'the coordinate [Infinity, 31.6] is not a pair of finite numbers'],
  ['text', '["121.5", "31.6"]', 'the coordinate ["121.5", "31.6"] is not a pair of finite numbers'],
  ['null', '[null, 31.6]', 'the coordinate [null, 31.6] is not a pair of finite numbers'],
  ['single', '[121.5]', 'the coordinate [121.5] is not a pair of finite numbers'],
  ['objects that cannot be printed', '[{"toString": 1}, {"valueOf": 1}]', 'the coordinate [{"toString": 1}, {"valueOf": 1}] is not a pair of finite numbers'],
  ['nested ten thousand deep', `${'['.repeat(10_000)}1${']'.repeat(10_000)}`, 'the coordinate [[[…]]] is not a pair of finite numbers'],
  ['swapped', '[31.6, 121.5]', 'the coordinate [31.6, 121.5] has a latitude beyond 90 degrees: latitude and longitude look swapped'],
  ['projected', '[351234.5, 3497123.25]', 'the coordinate [351234.5, 3497123.25] is not in degrees: it looks like metres of a projected system'],
  ['out of range', '[200.5, 31.6]', 'the coordinate [200.5, 31.6] is out of the range of longitude and latitude'],
];
for (const [kind, text, said] of COORDINATES) {
  for (const layer of ['settlements', 'facilities', 'walk'] as const) {
    test(`coordinates that are ${kind} are refused in ${layer}, with the line`, async () => {
      const geometry = layer === 'walk' ? { type: 'LineString', coordinates: ['HERE', [121.5, 31.6]] } : { type: 'Point', coordinates: 'HERE' };
      const odd = collection([...FINE[layer], feature('x', geometry, { type: 'market' })]).replace('"HERE"', String(text));
      const [fault, ...more] = await faultsOf({ [layer]: odd });
      expect(fault).toContain(`${layer}.geojson:${FINE[layer].length + 2}: ${said}. `);
      expect(more).toEqual([]);
    });
  }
}

test('a faulty corner of a polygon is refused', async () => {
  const [fault] = await faultsOf({ settlements: [at([[[121.5, 31.6], [121.6, 31.6], [121.6, 91], [121.5, 31.6]]], 'Polygon')] });
  expect(fault).toContain('the coordinate [121.6, 91] is out of the range');
});

/** All longitudes and latitudes exchanged: in range at 12 degrees east, so that only the walk layer gives it away. */
const moved = (features: readonly object[]): string => collection(features).replaceAll('[121.', '[12.');
const exchanged = (features: readonly object[]): string => moved(features).replaceAll(/\[([\d.]+),([\d.]+)\]/g, '[$2,$1]');

for (const layer of ['settlements', 'facilities'] as const) {
  test(`${layer} that would lie on the walk layer if their axes were swapped are refused`, async () => {
    const faults = await faultsOf({ settlements: moved(SETTLEMENTS), facilities: moved(FACILITIES), walk: moved(WALK), [layer]: exchanged(FINE[layer]) });
    expect(faults).toEqual([`${layer}.geojson: no place of the ${layer} lies near the walk layer (walk.geojson), but 2 of 2 would with latitude and longitude swapped. Write longitude first in both layers.`]);
  });
}

test('a walk layer with swapped axes is given away by both other layers', async () => {
  const faults = await faultsOf({ settlements: moved(SETTLEMENTS), facilities: moved(FACILITIES), walk: exchanged(WALK) });
  expect(faults.map((f) => f.split(':')[0])).toEqual(['settlements.geojson', 'facilities.geojson']);
});

test('layers far apart that swapping does not bring together are measured, with a notice', async () => {
  const { code, coverage } = await report({ settlements: [feature('far', { type: 'Point', coordinates: [10, 50] })] });
  expect(code).toBe(0);
  expect(coverage.notices.map((n) => n.code)).toContain('layer-apart');
});

const GEOMETRIES: [keyof ProjectParts, object, string][] = [
  ['settlements', line([0, 0], [9, 0]), '"x" has a geometry of type "LineString", expected Point, MultiPoint, Polygon or MultiPolygon. Put only points and polygons into settlements'],
  ['facilities', { type: 'GeometryCollection', geometries: [] }, '"x" has a geometry of type "GeometryCollection", expected Point'],
  ['walk', point(0, 0), '"x" has a geometry of type "Point", expected LineString or MultiLineString. Put only lines into the walk layer'],
  ['walk', area([0, 0], [9, 0], [9, 9]), '"x" has a geometry of type "Polygon", expected LineString or MultiLineString'],
  ['settlements', { type: 'point', coordinates: [121.5, 31.6] }, '"x" has a geometry of type "point", expected Point'],
  ['facilities', [], '"x" has a geometry of type undefined, expected Point'],
];
for (const [layer, geometry, said] of GEOMETRIES) {
  test(`a geometry ${JSON.stringify(geometry).slice(0, 30)} is refused in ${layer}`, async () => {
    const [fault] = await faultsOf({ [layer]: [feature('x', geometry, { type: 'market' })] });
    expect(fault).toContain(`${layer}.geojson:2: ${said}`);
  });
}

test('an id that is missing, null, empty or no text is refused, feature by feature', async () => {
  const faults = await faultsOf({ settlements: [{ type: 'Feature', properties: null, geometry: null }, ...[null, '', true, {}, [1]].map((id) => settlement(id, [0, 0]))] });
  expect(faults).toEqual([
    ...[2, 3, 4].map((row) => `settlements.geojson:${row}: the feature has no "id". Give every feature an id of its own.`),
    ...[[5, 'true'], [6, '{}'], [7, '[1]']].map(([row, shown]) => `settlements.geojson:${row}: "id" is ${shown}, expected text or a number. Give every feature an id of its own.`),
  ]);
});

test('an id that is used twice is refused, with both places', async () => {
  expect(await faultsOf({ facilities: [...FACILITIES, facility('m1', 'clinic', [0, 0])] })).toEqual([
    'facilities.geojson:4: the id "m1" is used already at facilities.geojson:2. Give every feature an id of its own.',
  ]);
});

test('an id that is used in two files of a layer is refused, also as number and text', async () => {
  const files = { 'more.geojson': collection([settlement('a', [9, 0]), settlement('7', [9, 0])]), 'most.geojson': collection([settlement(7, [9, 0])]) };
  expect(await faultsOf({ project: { layers: { ...LAYERS, settlements: ['settlements.geojson', 'more.geojson', 'most.geojson'] } }, files })).toEqual([
    'more.geojson:2: the id "a" is used already at settlements.geojson:2. Give every feature an id of its own.',
    'most.geojson:2: the id "7" is used already at more.geojson:3. Give every feature an id of its own.',
  ]);
});

test('a settlement and a facility may share an id', async () => {
  expect((await report({ facilities: [facility('a', 'market', [500, 0])] })).code).toBe(0);
});

const NUMBERS: [unknown, string, string][] = [
  [-1, '-1', 'Correct it or leave it out'], ['12', '"12"', 'Store it as a number'], ['many', '"many"', 'Store it as a number'], [true, 'true', 'Correct it'],
  [[], '[]', 'Correct it'], [{ n: 1 }, '{"n": 1}', 'Correct it'], ['', '""', 'Store it as a number'], [1e13, '10000000000000', 'Correct it'],
];
for (const [value, shown, fix] of NUMBERS) {
  test(`a population of ${JSON.stringify(value)} is refused`, async () => {
    const [fault] = await faultsOf({ settlements: [settlement('a', [0, 0], { population: value })] });
    expect(fault).toContain(`settlements.geojson:2: "population" is ${shown}, expected a number from 0 to 10^12. ${fix}`);
  });
}

test('a population of 1e400 is refused and not called null', async () => {
  const [fault] = await faultsOf({ settlements: collection(SETTLEMENTS).replace('300', '1e400') });
  expect(fault).toContain('settlements.geojson:2: "population" is Infinity, expected a number');
});

test('every number of a settlement and of a facility is checked', async () => {
  const settlements = [settlement('a', [0, 0], { population: -1, elderly: -1, children: -1, households: -1 })];
  const faults = await faultsOf({ settlements, facilities: [facility('f', 'market', [0, 0], { capacity: -1, areaSquareMetres: 'big' })] });
  expect(faults.map((f) => /"(\w+)" is/.exec(f)?.[1])).toEqual(['population', 'elderly', 'children', 'households', 'capacity', 'areaSquareMetres']);
});

test('a facility without a type is refused', async () => {
  expect(await faultsOf({ facilities: [facility('f', null, [0, 0]), facility('g', ' ', [0, 0]), { type: 'Feature', id: 'h', properties: {}, geometry: null }] })).toEqual(
    ['f', 'g', 'h'].map((id, i) => `facilities.geojson:${i + 2}: the facility "${id}" has no "type". Give it a type of the checklist (lifecircle checklist show).`));
});

for (const [attribute, value, range] of [['speedFactor', 0, 'above 0 and up to 10'], ['speedFactor', -1, 'above 0 and up to 10'], ['speedFactor', 11, 'above 0 and up to 10'], ['speedFactor', 'fast', 'above 0 and up to 10'],
  ['lengthMetres', -1, 'above 0 and up to 1000000'], ['lengthMetres', 0, 'above 0 and up to 1000000'], ['lengthMetres', '5 m', 'above 0 and up to 1000000']] as const) {
  test(`a ${attribute} of ${JSON.stringify(value)} is refused`, async () => {
    const [fault] = await faultsOf({ walk: [feature('w', line([0, 0], [2000, 0]), { [attribute]: value })] });
    expect(fault).toContain(`walk.geojson:2: "${attribute}" is ${JSON.stringify(value)}, expected a number ${range}.`);
  });
}

test('a walk layer of which nothing is open on foot is refused', async () => {
  expect(await faultsOf({ walk: [feature('w', line([0, 0], [2000, 0]), { foot: 'no' })] })).toEqual(['walk.geojson: has no line that is open to people on foot. Give the walkable network.']);
});

test('twenty faults of a kind are listed and the rest counted', async () => {
  const faults = await faultsOf({ settlements: Array.from({ length: 50 }, (_, i) => settlement(i, [0, 0], { population: -1 })) });
  expect(faults).toHaveLength(21);
  expect(faults[20]).toBe('settlements.geojson: 30 more of the same kind as: "population" is -1, expected a number from 0 to 10^12. Correct it or leave it out.');
});

test('a value of any length is shown by its beginning', async () => {
  const [fault] = await faultsOf({ settlements: [settlement('a', [0, 0], { population: 'x'.repeat(1e5) })] });
  expect(fault).toContain('… (100000 characters)"');
  expect(fault.length).toBeLessThan(300);
});
