/** Files in every shape that GeoJSON and YAML come in: read alike, without a fault. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { Findings } from '../../src/core/problems.ts';
import { readFeatures, type RawFeature } from '../../src/inputs/geojson.ts';
import { noticesOf } from '../support/command.ts';
import { CHECKLIST, collection, feature, LAYERS, line, point, PROJECT, SETTLEMENTS, temporaryFolder, WALK, type ProjectParts } from '../support/project.ts';
import { partsOf, TUESDAY } from './gtfs-feeds.ts';

/** What is measured on the default street, however its files are written. */
async function expectTheSame(parts: ProjectParts, notices: string[] = []): Promise<void> {
  const found = await noticesOf(parts);
  expect(found.notices).toEqual(notices);
  expect(found.coverage.settlements.map(({ id, services }) => [id, services['market'].metres, services['clinic'].metres])).toEqual([['a', 500, 600], ['b', 1500, 1400]]);
}

const settlements = collection(SETTLEMENTS), MARK = '\ufeff';
const pretty = JSON.stringify(JSON.parse(settlements), null, 2);

const SHAPES: [string, string | Uint8Array][] = [
  ['indented', pretty],
  ['with CRLF line ends', pretty.replaceAll('\n', '\r\n')],
  ['on one line', settlements.replaceAll('\n', '')],
  ['with other members before and after', collection(SETTLEMENTS, { name: 'x', bbox: [1, 2, 3, 4], crs: null, meta: { features: [{ type: 'Feature' }, 7], a: [[{}]] } }).replace(/\}\s*$/, ',"links":[{"a":{}}],"n":null}')],
  ['with "features" first', `{"features":[${SETTLEMENTS.map((f) => JSON.stringify(f)).join(',')}],"type":"FeatureCollection"}`],
  ['without a type', `{"features":[${SETTLEMENTS.map((f) => JSON.stringify(f)).join(',')}]}`],
  ['with "features" as a text beside', collection(SETTLEMENTS, { a: 'features', b: '"features":[{', features_: [{}] })],
  ['with "features" in the properties', settlements.replace('"Alder"', '"Alder","features":[{"type":"Feature"},[{}]]')],
  ['with braces, quotes and backslashes in texts', settlements.replace('"Alder"', '"Alder","x":"}]},{\\\\\\"[{","y":"\\\\","z":"\\u007b"')],
  ['with members of a feature in another order', settlements.replace(/\{"type":"Feature","properties":(.*),"geometry":(.*)\}(,?)\n/g, '{"geometry":$2,"bbox":[0,0,1,1],"properties":$1,"type":"Feature"}$3\n')],
];
for (const [what, content] of SHAPES) {
  test(`a layer ${what} is read`, async () => { await expectTheSame({ settlements: content }); });
}

test('a byte order mark is skipped and noted', async () => {
  await expectTheSame({ settlements: MARK + settlements, walk: MARK + collection(WALK), project: MARK + JSON.stringify(PROJECT), checklist: MARK + JSON.stringify(CHECKLIST) }, [
    'byte-order-mark × 1  settlements.geojson: begins with a byte order mark, which was skipped',
    'byte-order-mark × 1  walk.geojson: begins with a byte order mark, which was skipped',
  ]);
});

const lines = (features: readonly object[], separator: string, before = ''): string => features.map((f) => before + JSON.stringify(f)).join(separator);
const NEWLINE_DELIMITED: [string, string, string][] = [
  ['a feature a line', 'geojsonl', lines(SETTLEMENTS, '\n')],
  ['a line end at the end', 'ndjson', `${lines(SETTLEMENTS, '\n')}\n`],
  ['CRLF and blank lines', 'jsonl', `\r\n \t\r\n${lines(SETTLEMENTS, '\r\n\r\n')}\r\n\r\n`],
  ['record separators (RFC 8142)', 'geojsons', lines(SETTLEMENTS, '\n', '\u001e')],
  ['record separators and blank records', 'GEOJSONSEQ', `\u001e\n${lines(SETTLEMENTS, '\n\u001e\n', '\u001e')}\n\u001e`],
];
for (const [what, ending, content] of NEWLINE_DELIMITED) {
  test(`newline-delimited GeoJSON with ${what} (.${ending}) is read`, async () => {
    await expectTheSame({ project: { layers: { ...LAYERS, settlements: `s.${ending}` } }, files: { [`s.${ending}`]: content } });
  });
}

test('a byte order mark before newline-delimited GeoJSON is skipped and noted', async () => {
  await expectTheSame({ project: { layers: { ...LAYERS, settlements: 's.ndjson' } }, files: { 's.ndjson': MARK + lines(SETTLEMENTS, '\n') } },
    ['byte-order-mark × 1  s.ndjson: begins with a byte order mark, which was skipped']);
});

test('a single feature or a bare geometry is a layer', async () => {
  const street = WALK[0] as { geometry: object };
  await expectTheSame({ walk: JSON.stringify(street) });
  await expectTheSame({ walk: JSON.stringify(street.geometry, null, 1) });
  await expectTheSame({ project: { layers: { ...LAYERS, walk: 'w.ndjson' } }, files: { 'w.ndjson': JSON.stringify(street.geometry) } });
});

test('a layer in several files is one layer', async () => {
  const files = { 'a.geojson': collection([SETTLEMENTS[0]]), 'b.ndjson': JSON.stringify(SETTLEMENTS[1]), 'w1.geojson': collection([feature('w1', line([0, 0], [600, 0]))]), 'w2.geojson': collection([feature('w2', line([600, 0], [2000, 0]))]) };
  await expectTheSame({ project: { layers: { settlements: ['a.geojson', { file: 'b.ndjson' }], facilities: ['facilities.geojson'], walk: ['w1.geojson', { file: 'w2.geojson', crs: 'epsg:4490' }] } }, files });
});

test('keys of the project that mean nothing are noted with their line, at any depth', async () => {
  const project = `nmae: x
layers:
  settlements: settlements.geojson
  facilities:
    - {file: facilities.geojson, maping: amap}
  walk:
    file: walk.geojson
    colour: red
  footpaths: x
checklist: checklist.yaml
travel: {walkMetersPerMinute: 50}
__proto__: {layers: 1}
`;
  await expectTheSame({ project }, [
    'unknown-key × 6  lifecircle.yaml: keys that mean nothing here are ignored: "maping" (line 5), "colour" (line 8), "footpaths" (line 9), "walkMetersPerMinute" (line 11), "nmae" (line 1), "__proto__" (line 12)',
  ]);
});

test('buses change nothing, and that is said', async () => {
  const said = ['bus-not-modelled × 1  lifecircle.yaml: buses are not modelled by this version: all times are on foot'];
  await expectTheSame({ project: { layers: { ...LAYERS, bus: { gtfs: ['feed.zip'], date: TUESDAY } } }, files: { 'feed.zip': zipSync(partsOf({})) } }, said);
  const bus = { lines: 'bus-lines.geojson', stops: 'bus-stops.geojson' };
  const files = {
    [bus.lines]: collection([feature('L1', line([0, 0], [2000, 0]), { headwayMinutes: 20, stops: ['s1', 's2'] })]),
    [bus.stops]: collection([feature('s1', point(0, 9)), feature('s2', point(2000, 9))]),
  };
  await expectTheSame({ project: { layers: { ...LAYERS, bus } }, files }, said);
});

test('a tag that YAML does not know is noted', async () => {
  await expectTheSame({ project: JSON.stringify(PROJECT).replace('"walk.geojson"', '!file "walk.geojson"') }, ['yaml × 1  lifecircle.yaml: oddities of the YAML that were passed over: Unresolved tag: !file (line 1)']);
});

test('anchors and aliases of YAML are values like others', async () => {
  await expectTheSame({ project: JSON.stringify({ crs: 'X', ...PROJECT, layers: { ...LAYERS, walk: { file: 'walk.geojson', crs: 'Y' } } }).replace('"X"', '&crs "EPSG:4326"').replace('"Y"', '*crs ') });
});

test('facilities may be none at all: every service is unknown', async () => {
  const { notices, coverage } = await noticesOf({ facilities: [] });
  expect(notices).toEqual(['no-facilities × 1  facilities.geojson: has no facilities: every service is unknown']);
  for (const { services } of coverage.settlements) for (const { status, reason } of Object.values(services)) expect([status, reason]).toEqual(['unknown', 'no-such-facility-in-data']);
});

test('the cut between features falls in the same places wherever the chunks of the file end', () => {
  // One chunk is a mebibyte; the filler moves its end, byte by byte, through a feature with every kind of trap.
  const trap = JSON.stringify(feature('é𠮷', null, { text: '}"\\]{\u0001é𠮷', more: [{ features: [{}] }] }));
  const file = join(temporaryFolder(), 'large.geojson');
  const head = `{"type":"FeatureCollection","features":[${JSON.stringify(feature('filler', null, { x: '' }))}`, tail = `,\n${trap}]}`;
  for (let shift = 0; shift <= Buffer.byteLength(tail); shift++) {
    writeFileSync(file, head.replace('""', `"${'x'.repeat((1 << 20) - head.length - shift)}"`) + tail);
    const seen: RawFeature[] = [], findings = new Findings();
    const { features } = readFeatures({ name: 'large.geojson', path: file }, 'EPSG:4326', findings, (f) => { seen.push(f); });
    expect([features, findings.hasFaults, seen[1].where]).toEqual([2, false, 'large.geojson:2']);
    expect(JSON.stringify(seen[1].properties)).toBe(JSON.stringify((JSON.parse(trap) as { properties: object }).properties));
  }
});
