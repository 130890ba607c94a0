/** Files that cannot be read, or are not what their name says. */
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultsOf, report, reportOn } from '../support/command.ts';
import { collection, FACILITIES, LAYERS, SETTLEMENTS, WALK, writeProject } from '../support/project.ts';

const settlements = collection(SETTLEMENTS);
const cut = (text: string, after: string): string => text.slice(0, text.indexOf(after) + after.length);
const withCrs = (crs: unknown): string => collection(SETTLEMENTS, { crs });

const FAULTS: [string, string | Uint8Array, RegExp][] = [
  ['cut off within a feature', cut(settlements, '"Birch"'), /^settlements\.geojson:3: the file ends in the middle of the feature that begins here\. Get the whole file/],
  ['cut off between features', cut(settlements, '},\n'), /^settlements\.geojson:2: is not JSON \(Unexpected end of JSON input\)\. Mend it or export it again/],
  ['cut off before its last bracket', settlements.trimEnd().slice(0, -2), /^settlements\.geojson:4: is not JSON/],
  ['empty', '', /^settlements\.geojson: is empty\. Give a GeoJSON FeatureCollection/],
  ['blank', ' \n\t\r\n', /^settlements\.geojson: is empty/],
  ['plain text', 'hello', /^settlements\.geojson:1: is not JSON \(Unexpected token 'h'\)\. /],
  ['a Shapefile', Uint8Array.of(0, 0, 0x27, 0x0a, 0, 0, 0, 0), /^settlements\.geojson:1: is not JSON/],
  ['UTF-16 with its mark', Buffer.from(`\ufeff${settlements}`, 'utf16le'), /^settlements\.geojson: is UTF-16 text\. Save it as UTF-8\.$/],
  ['UTF-16 without a mark', Buffer.from(settlements, 'utf16le'), /^settlements\.geojson: is UTF-16 text/],
  ['big-endian UTF-16', Buffer.from(`\ufeff${settlements}`, 'utf16le').swap16(), /^settlements\.geojson: is UTF-16 text/],
  ['in GBK', Buffer.from(settlements.replace('Birch', '\u00b2\u00cb'), 'latin1'), /^settlements\.geojson:3: is not UTF-8 text\. Save it as UTF-8\.$/],
  ['in GBK between its features', Buffer.from(settlements.replace('"features"', '"name":"\u00b2\u00cb","features"'), 'latin1'), /^settlements\.geojson: is not UTF-8 text/],
  ['JSON with NaN', settlements.replace('121.5,', 'NaN,'), /^settlements\.geojson:2: holds NaN, which is not JSON\. Remove the value or the feature\.$/],
  ['JSON with -Infinity', settlements.replace('300', '-Infinity'), /^settlements\.geojson:2: holds -Infinity, which is not JSON/],
  ['JSON with a comma too many', settlements.replace('}\n]', '},\n]'), /^settlements\.geojson:4: is not JSON \(Unexpected token '\]'\)\. /],
  ['a faulty feature over several lines', settlements.replace('"Birch",', '"Birch"\n\n'), /^settlements\.geojson:5: is not JSON/],
  ['two collections', `${settlements}{"type":"FeatureCollection","features":[]}`, /^settlements\.geojson:5: is not JSON .*If the file has a feature a line, end its name in \.geojsonl/],
  ['a feature a line under the wrong name', SETTLEMENTS.map((f) => JSON.stringify(f)).join('\n'), /^settlements\.geojson:2: is not JSON .*end its name in \.geojsonl/],
  ['a collection without features', '{"type":"FeatureCollection"}', /^settlements\.geojson:1: is a FeatureCollection without a list of "features"/],
  ['a collection whose features are a map', '{"type":"FeatureCollection","features":{}}', /is a FeatureCollection without a list of "features"/],
  ['a collection with null for a feature', collection([...SETTLEMENTS, null as unknown as object]), /element 3 of "features" is null, expected a Feature/],
  ['TopoJSON', '{"type":"Topology","objects":{}}', /^settlements\.geojson:1: has "type": "Topology", expected a GeoJSON FeatureCollection or Feature/],
  ['a JSON number', '7', /^settlements\.geojson:1: is 7, expected/],
  ['a feature of another type', collection([...SETTLEMENTS, { type: 'Feeture' }]), /^settlements\.geojson:4: has "type": "Feeture"/],
  ['in another coordinate system', withCrs({ type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4549' } }), /its "crs" member names "urn:ogc:def:crs:EPSG::4549", the project says EPSG:4326\. Give the file "crs: EPSG:4549" in the project, or export it in EPSG:4326/],
  ['in another coordinate system by number', withCrs({ type: 'EPSG', properties: { code: 2385 } }), /its "crs" member names 2385/],
  ['in a coordinate system by link', withCrs({ type: 'link', properties: { href: 'http://example.com/crs/42' } }), /its "crs" member names \{/],
  ['in a system that only ends like 4326', withCrs({ type: 'name', properties: { name: 'EPSG:14326' } }), /its "crs" member names "EPSG:14326"/],
];
for (const [what, content, said] of FAULTS) {
  test(`a layer that is ${what} is refused`, async () => {
    const faults = await faultsOf({ settlements: content });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(said);
  });
}

for (const name of ['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326', 'urn:ogc:def:crs:EPSG::4490']) {
  test(`a "crs" member that names ${name} is accepted`, async () => {
    expect((await reportOn(writeProject({ settlements: withCrs({ type: 'name', properties: { name } }) }))).code).toBe(0);
  });
}

const oneLine = collection(WALK).replaceAll('\n', '');
for (const [what, content, said] of [
  ['a whole collection on its line', oneLine, /^walk\.geojsonl:1: is a whole FeatureCollection, expected one feature a line\. .*name ends in \.geojson/],
  ['a broken line', `${JSON.stringify(WALK[0])}\n{"type":\n`, /^walk\.geojsonl:2: is not JSON/],
  ['a line in GBK', Buffer.from(`{"type":"Feature","properties":{"name":"\u00b2\u00cb"},"geometry":null}`, 'latin1'), /^walk\.geojsonl:1: is not UTF-8/],
] as const) {
  test(`a newline-delimited layer with ${what} is refused`, async () => {
    const [fault] = await faultsOf({ project: { layers: { ...LAYERS, walk: 'walk.geojsonl' } }, files: { 'walk.geojsonl': content } });
    expect(fault).toMatch(said);
  });
}

for (const layer of ['settlements', 'facilities', 'walk'] as const) {
  test(`a missing ${layer} file is refused with the path that was tried`, async () => {
    const folder = writeProject({ project: { layers: { ...LAYERS, [layer]: 'data/absent.geojson' } } });
    const { code, stderr } = await reportOn(folder);
    expect([code, stderr]).toEqual([2, `error: data/absent.geojson: there is no such file. Check the path ${join(folder, 'data/absent.geojson')}.\n`]);
  });
}

test('a folder for a layer is refused', async () => {
  const folder = writeProject({ project: { layers: { ...LAYERS, walk: 'ways' } } });
  mkdirSync(join(folder, 'ways'));
  expect(await reportOn(folder)).toMatchObject({ code: 2, stderr: 'error: ways: is a folder, expected a file. Name the file inside it.\n' });
});

test.skipIf(process.getuid?.() === 0)('a layer that may not be read is refused', async () => {
  const folder = writeProject();
  chmodSync(join(folder, 'walk.geojson'), 0);
  expect((await reportOn(folder)).stderr).toMatch(/^error: walk\.geojson: may not be read\./);
});

test('layers without any feature are refused, but for facilities', async () => {
  expect(await faultsOf({ settlements: [], facilities: [], walk: [] })).toEqual([
    'settlements.geojson: has no settlements. Give at least one.',
    'walk.geojson: has no lines. Give the walkable network.',
  ]);
});

test('one run shows the faults of all files', async () => {
  const faults = await faultsOf({
    settlements: settlements.replace('300', '-1'), facilities: collection(FACILITIES).replace('"market"', 'null'), walk: '{', checklist: { version: 1 },
    project: { layers: { ...LAYERS, facilities: ['facilities.geojson', 'absent.geojson'] } },
  });
  expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual(['absent.geojson', 'checklist.yaml', 'facilities.geojson', 'settlements.geojson', 'walk.geojson']);
});

test('a walk layer whose lines are all points is no network', async () => {
  const { code, stderr } = await report({ walk: [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [[121.5, 31.6], [121.5, 31.6]] } }] });
  expect([code, stderr]).toEqual([2, 'error: walk.geojson: has no line of any length. Give the walkable network.\n']);
});
