/** Facilities and settlements out of small OpenStreetMap files. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Notice } from '../../src/core/problems.ts';
import { Findings } from '../../src/core/problems.ts';
import { readPopulation } from '../../src/inputs/osm-population.ts';
import { readProject } from '../../src/inputs/project.ts';
import { readLayers, type ReadLayers } from '../../src/inputs/read-inputs.ts';
import { temporaryFolder } from '../support/project.ts';
import { frame, toBlock, toPbf, toXml, TOWN, type TownObject } from './osm-town.ts';

async function read(content: string | Uint8Array, name = 'town.osm', facilities = name): Promise<ReadLayers & { notices: Notice[]; said: string[] }> {
  const folder = temporaryFolder(), findings = new Findings();
  writeFileSync(join(folder, name), content);
  writeFileSync(join(folder, 'lifecircle.yaml'), `layers: {settlements: ${name}, facilities: ${facilities}, walk: ${name}}\n`);
  const inputs = await readLayers(readProject(folder, findings), findings, () => undefined);
  findings.throwIfFaults();
  return { ...inputs, notices: findings.notices(), said: findings.notices().map((n) => `${n.code} × ${n.count}`) };
}
const readTown = async (...more: TownObject[]): ReturnType<typeof read> => await read(toXml([...TOWN, ...more]));
const node = (id: number, tags: Record<string, string>, at: [number, number] = [121.02, 31.001]): TownObject => ({ kind: 'node', id, at, tags });

test('one file gives all three layers, each with its own features and the same sum', async () => {
  const { inputs } = await read(toXml(TOWN));
  const layers = inputs.slice(2).filter(({ layer }) => layer !== 'mapping');
  expect(layers.map(({ layer, features }) => [layer, features])).toEqual([['settlements', 2], ['facilities', 4], ['walk', 1]]);
  expect(inputs.find(({ layer }) => layer === 'mapping')).toEqual({ layer: 'mapping', file: 'osm.yaml', features: null, sha256: createHash('sha256').update(readFileSync(join(import.meta.dirname, '../../data/poi-mappings/osm.yaml'))).digest('hex') });
  expect(new Set(layers.map(({ sha256 }) => sha256)).size).toBe(1);
});

test('PBF and XML give the same', async () => {
  const [xml, pbf] = [await read(toXml(TOWN)), await read(toPbf(TOWN), 'town.osm.pbf')];
  const bare = ({ settlements, facilities, walk: { lines }, said }: typeof xml): unknown => ({ settlements, facilities, lines, said });
  expect(bare(pbf)).toEqual(bare(xml));
});

test('residential land takes name and people of the place in it, and a place outside is a settlement of its own', async () => {
  const { settlements, said, notices } = await read(toXml(TOWN));
  expect(settlements).toMatchObject([
    { id: 'n41', name: '西宅', population: 80, kind: 'rural', tier: 'village', place: { type: 'points' } },
    { id: 'w20', name: '东村', population: 1200, kind: 'rural', place: { type: 'polygons' } },
  ]);
  expect(said).toContain('osm-population-text × 2');
  expect(notices.find((n) => n.code === 'osm-place-label')?.what).toMatch(/n42 "大城" \(city, population "160000"\)$/);
});

test('an area keeps its own name and people, and people of the largest kind of place in it are added', async () => {
  const inside: [number, number] = [121.001, 31.001];
  const { settlements } = await readTown(node(50, { place: 'village', name: 'b', population: '30' }, inside), node(51, { place: 'hamlet', population: '7' }, inside), node(52, { place: 'neighbourhood' }));
  expect(settlements.map((s) => [s.id, s.kind, s.population])).toEqual([['n41', 'rural', 80], ['n52', 'urban', 0], ['w20', 'rural', 1230]]);
});

test('a township is that of a tag, else of the boundary around', async () => {
  const boundary: TownObject = { kind: 'relation', id: 9, members: [{ type: 'way', ref: 20, role: 'outer' }], tags: { type: 'boundary', boundary: 'administrative', admin_level: '8', name: '某镇' } };
  const { settlements } = await readTown(boundary, node(50, { place: 'village', 'is_in:township': '另镇' }));
  expect(settlements.map((s) => [s.id, s.township])).toEqual([['n41', ''], ['n50', '另镇'], ['w20', '某镇']]);
});

test('facilities are nodes, ways and multipolygons, with entrances, status, owner and size', async () => {
  const { facilities, said } = await read(toXml(TOWN));
  expect(facilities).toMatchObject([
    { id: 'n44', type: 'pharmacy', status: 'closed' },
    { id: 'n45', type: 'convenience_store', status: 'existing', open: true },
    { id: 'r30', type: 'community_park', name: '东公园', open: false, place: { type: 'polygons', polygons: [[{ length: 5 }, { length: 5 }]] } },
    { id: 'w21', type: 'primary_school', owner: '县教育局', capacity: 300, place: { type: 'points', points: [[121.008, 31]] } },
  ]);
  // The park: 6 by 6 less 2 by 2 thousandths of a degree, each 95.4 m by 110.9 m at 31 degrees.
  expect((facilities[2].areaSquareMetres ?? 0) / (32 * 95.4 * 110.9)).toBeCloseTo(1, 1);
  expect(said).toEqual(expect.arrayContaining(['osm-mapped-twice × 1', 'poi-unmatched × 1']));
});

test('a mapping of the user is used, and what it is not sure of is for review', async () => {
  const folder = temporaryFolder(), path = join(folder, 'own.yaml');
  writeFileSync(path, 'id: own\nversion: "1"\nname: {zh: 我, en: Me}\ntagsStatus: proposed\nrules:\n  - {type: wet_market, tags: [amenity=bench], confidence: high}\n  - {type: pharmacy, tags: [shop=*], confidence: low}\n');
  const { facilities, review } = await read(toXml(TOWN), 'town.osm', `{file: town.osm, mapping: ${path}}`);
  expect(facilities.map((f) => [f.id, f.type])).toEqual([['n46', 'wet_market']]);
  expect(review).toEqual([{ where: 'town.osm', id: 'n45', name: '', code: 'shop=*', type: 'pharmacy', confidence: 'low', why: 'shop=*' }]);
});

test('areas that the file does not hold whole are said, and reached at the points it has', async () => {
  const broken: TownObject[] = [
    { kind: 'relation', id: 60, members: [{ type: 'way', ref: 22, role: 'outer' }, { type: 'way', ref: 404, role: 'outer' }], tags: { type: 'multipolygon', amenity: 'kindergarten' } },
    { kind: 'relation', id: 61, members: [{ type: 'relation', ref: 61, role: '' }, { type: 'relation', ref: 60, role: '' }], tags: { type: 'multipolygon', amenity: 'kindergarten' } },
    { kind: 'way', id: 62, refs: [1, 2, 999, 1], tags: { amenity: 'childcare' } },
    { kind: 'way', id: 63, refs: [5], tags: { amenity: 'childcare' } },
    { kind: 'relation', id: 64, members: [24, 24].map((ref) => ({ type: 'way', ref, role: 'outer' })), tags: { type: 'multipolygon', amenity: 'toilets' } },
  ];
  const { facilities, said } = await readTown(...broken);
  expect(facilities.map((f) => [f.id, f.place.type === 'points' ? f.place.points.length : f.place.type]).slice(2)).toEqual([['r30', 'polygons'], ['r60', 3], ['r64', 'polygons'], ['w21', 1], ['w62', 2], ['w63', 1]]);
  expect(said).toContain('osm-broken-area × 3');
});

test('of an object that is there twice the last counts, and it is said', async () => {
  const { facilities, said } = await readTown(node(45, {}), node(44, { amenity: 'pharmacy' }), { kind: 'way', id: 21, refs: [5, 6, 7, 8, 5] });
  expect(facilities.map((f) => [f.id, f.status])).toEqual([['n43', 'existing'], ['n44', 'existing'], ['r30', 'existing']]);
  expect(said).toContain('osm-duplicate-id × 3');
});

test('a file without places and residential land falls back on residential buildings', async () => {
  const bare = TOWN.map((o) => (o.tags && ('place' in o.tags || 'landuse' in o.tags) ? { ...o, tags: { building: 'apartments' } } : o));
  const { settlements, said } = await read(toXml(bare.filter((o) => o.id < 40 || o.id > 42)));
  expect([settlements.map((s) => s.id), said.includes('osm-homes × 1')]).toEqual([['w20'], true]);
});

test('hostile words in tags are text', async () => {
  const { facilities, settlements } = await readTown(node(70, { amenity: 'pharmacy', name: '__proto__', ['__proto__']: 'x', constructor: 'y', operator: '=1+1', capacity: '-5', access: 'toString' }), node(71, { place: '__proto__' }), node(72, { place: 'village', population: 'NaN', name: '<b>' }));
  expect(facilities.find((f) => f.id === 'n70')).toMatchObject({ name: '__proto__', owner: '=1+1', capacity: null, open: true });
  expect(settlements.map((s) => [s.id, s.population])).toEqual([['n41', 80], ['n72', 0], ['w20', 1200]]);
});

test.each<[string | undefined, number | null, string[]]>([
  [undefined, null, []], ['', null, []], ['1234', 1234, []], ['1,234', 1234, ['osm-population-text']], ['1 234 567', 1_234_567, ['osm-population-text']], ["12'345", 12_345, ['osm-population-text']],
  ['~500', 500, ['osm-population-text']], ['约500人', 500, ['osm-population-text']], ['500 (2010)', 500, ['osm-population-text']], ['0', 0, []],
  ['many', null, ['osm-population']], ['12.5', null, ['osm-population']], ['-3', null, ['osm-population']], ['1e3', null, ['osm-population']], ['100-200', null, ['osm-population']], ['503679730', null, ['osm-population']], ['Infinity', null, ['osm-population']],
])('the population %j is read as %j', (text, value, codes) => {
  const findings = new Findings();
  expect(readPopulation(text, 'n1', { name: 'a.osm', path: 'a.osm' }, findings)).toBe(value);
  expect(findings.notices().map((n) => n.code)).toEqual(codes);
});

test('a file that cannot be read is one fault, although three layers name it', async () => {
  await expect(read(toXml(TOWN).slice(0, -9))).rejects.toThrow(/^town\.osm:\d+: is not XML[^\n]*$/);
});

test('XML that is not UTF-8 is refused', async () => {
  const bytes = Buffer.from(toXml(TOWN)), at = bytes.indexOf(Buffer.from('东村'));
  bytes.set([0xb6, 0xab], at); // 东 in GBK
  await expect(read(bytes)).rejects.toThrow(/^town\.osm:\d+: is not UTF-8 text\. Save it as UTF-8\.$/);
});

test('a block that is damaged inside is refused with its place', async () => {
  const header = toPbf([]).subarray(0, toPbf(TOWN).indexOf(Buffer.from('OSMData')) - 6), block = toBlock(TOWN);
  const sound = Buffer.concat([header, frame('OSMData', block)]);
  expect((await read(sound, 'a.osm.pbf')).facilities.length).toBe(4);
  const where = new RegExp(`^a\\.osm\\.pbf: is damaged in the block that begins at byte ${header.length}\\. Get the file again`);
  await expect(read(Buffer.concat([header, frame('OSMData', block.subarray(0, block.length - 7))]), 'a.osm.pbf')).rejects.toThrow(where);
  const flipped = Buffer.from(sound);
  flipped[sound.length - 40] ^= 0xff;
  await expect(read(flipped, 'a.osm.pbf')).rejects.toThrow(where);
});
