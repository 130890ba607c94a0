/** OpenStreetMap files broken at random, in their bytes and in what they say: a report succeeds or ends with an InputError. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../../src/core/problems.ts';
import { renderCoverageJson } from '../../src/outputs/coverage-json.ts';
import { coverageSchema } from '../../src/coverage/coverage-schema.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { CHECKLIST, temporaryFolder } from '../support/project.ts';
import { frame, toBlock, toPbf, toXml, TOWN, type TownObject } from './osm-town.ts';

/** An estate with a corner on the other side of the globe, as some of the objects' changes make it, has 400,000 cells of land: seconds each. */
const RUNS = 60, OBJECT_RUNS = 30, SEED = 20240604;
/** The town, with two poles of one stop and a bus route along its street. */
const OBJECTS: readonly TownObject[] = [...TOWN, ...[80, 81].map((id): TownObject => ({ kind: 'node', id, at: [121.004, 31 + id / 1e6], tags: { highway: 'bus_stop', name: '中' } })),
  { kind: 'relation', id: 90, tags: { type: 'route', route: 'bus', interval: '20' }, members: [{ type: 'node', ref: 80, role: 'forward_stop' }, { type: 'node', ref: 81, role: 'backward_stop' }, { type: 'way', ref: 10, role: '' }] }];

async function outcomeOf(folder: string): Promise<'result' | 'refused'> {
  try {
    const json = [...renderCoverageJson(await computeCoverage(folder), 'lifecircle')].join('');
    expect(coverageSchema.safeParse(JSON.parse(json)).error?.issues).toBeUndefined();
    return 'result';
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const { where, what, fix } of error.faults) {
      expect(Math.min(where.length, what.length, fix.length), error.message).toBeGreaterThan(0);
      expect(where.length + what.length + fix.length, 'a message can be read').toBeLessThan(2000);
    }
    return 'refused';
  }
}

/** @returns how many of the broken files gave a result. */
async function results<T>(name: string, mutation: fc.Arbitrary<T>, content: (mutation: T) => string | Uint8Array, numRuns = RUNS): Promise<number> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'checklist.yaml'), JSON.stringify(CHECKLIST));
  writeFileSync(join(folder, 'lifecircle.yaml'), `layers: {settlements: ${name}, facilities: ${name}, walk: ${name}, bus: {lines: ${name}, stops: ${name}}}\nchecklist: checklist.yaml\n`);
  let seen = 0;
  await fc.assert(fc.asyncProperty(mutation, async (chosen) => {
    writeFileSync(join(folder, name), content(chosen));
    if (await outcomeOf(folder) === 'result') seen++;
  }), { numRuns, seed: SEED });
  return seen;
}

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const byteChange = fc.record({ kind: fc.constantFrom('delete', 'repeat', 'cut', 'flip', 'set'), at: place, length: fc.integer({ min: 1, max: 40 }), byte: fc.integer({ min: 0, max: 255 }) });
const byteChanges = fc.array(byteChange, { minLength: 1, maxLength: 3 });

function changeBytes(bytes: Buffer, changes: readonly { kind: string; at: number; length: number; byte: number }[]): Buffer {
  return changes.reduce((all, { kind, at, length, byte }) => {
    const from = Math.floor(at * all.length), piece = all.subarray(from, from + length), before = all.subarray(0, from), after = all.subarray(from + length);
    if (kind === 'delete') return Buffer.concat([before, after]);
    if (kind === 'repeat') return Buffer.concat([before, piece, piece, after]);
    if (kind === 'cut') return Buffer.from(before);
    const changed = Buffer.from(all);
    if (all.length > 0) changed[from] = kind === 'set' ? byte : all[from] ^ (1 << (byte % 8));
    return changed;
  }, bytes);
}

const IDS = OBJECTS.map((o) => o.id), ODD_TEXT = ['__proto__', 'constructor', '', ' ', 'yes', 'no', '\u0001', '<&">', 'NaN', '1e999', '-1', '~5', '8', 'residential', 'multipolygon', 'private', 'bus', 'route', 'x'.repeat(5000)];
const KEYS = ['highway', 'amenity', 'place', 'landuse', 'population', 'type', 'boundary', 'admin_level', 'area', 'access', 'capacity', 'entrance', 'disused', 'name', 'layer', 'oneway:foot', 'route', 'interval', 'public_transport', '__proto__'];
const objectChange = fc.record({
  kind: fc.constantFrom('drop', 'copy', 'tag', 'tag', 'untag', 'refs', 'refs', 'members', 'route', 'move', 'id'), at: place, id: fc.constantFrom(...IDS, 0, -1, 404, 2 ** 40),
  key: fc.constantFrom(...KEYS), value: fc.constantFrom(...ODD_TEXT), ids: fc.array(fc.constantFrom(...IDS, 404), { maxLength: 6 }), role: fc.constantFrom('outer', 'inner', '', 'platform', 'backward_stop', '__proto__'),
  type: fc.constantFrom('node' as const, 'way' as const, 'relation' as const), lon: fc.constantFrom(121, 121.004, 180, -180, 0, 121.0000001), lat: fc.constantFrom(31, 31.004, 90, -90, 0),
});
type ObjectChange = typeof objectChange extends fc.Arbitrary<infer T> ? T : never;

function changeObjects(changes: readonly ObjectChange[]): TownObject[] {
  const all = [...OBJECTS];
  for (const { kind, at, id, key, value, ids, role, type, lon, lat } of changes) {
    const i = Math.floor(at * all.length), object = all[i];
    if (kind === 'drop') all.splice(i, 1);
    else if (kind === 'copy') all.push(object);
    else if (kind === 'tag') all[i] = { ...object, tags: { ...object.tags, [key]: value } };
    else if (kind === 'untag') all[i] = { ...object, tags: {} };
    else if (kind === 'id') all[i] = { ...object, id };
    else if (kind === 'refs' && object.kind === 'way') all[i] = { ...object, refs: ids };
    else if (kind === 'members') all.push({ kind: 'relation', id, members: ids.map((ref) => ({ type, ref, role })), tags: { type: 'multipolygon', [key]: value, leisure: 'park' } });
    else if (kind === 'route') all.push({ kind: 'relation', id, members: ids.map((ref) => ({ type, ref, role })), tags: { type: 'route', route: 'bus', [key]: value } });
    else if (kind === 'move' && object.kind === 'node') all[i] = { ...object, at: [lon, lat] };
  }
  return all;
}
const objectChanges = fc.array(objectChange, { minLength: 1, maxLength: 6 });

test('bytes of an XML file changed at random: a result or a fault', async () => {
  const bytes = Buffer.from(toXml(OBJECTS));
  expect(await results('t.osm', byteChanges, (changes) => changeBytes(bytes, changes))).toBeLessThan(RUNS);
});

test('bytes of a PBF file changed at random: a result or a fault', async () => {
  const bytes = toPbf(OBJECTS);
  expect(await results('t.osm.pbf', byteChanges, (changes) => changeBytes(bytes, changes))).toBeLessThan(RUNS);
});

test('bytes inside a PBF block changed before it is packed: a result or a fault', async () => {
  const header = toPbf([]).subarray(0, toPbf(OBJECTS).indexOf(Buffer.from('OSMData')) - 6), block = toBlock(OBJECTS);
  expect(await results('t.osm.pbf', byteChanges, (changes) => Buffer.concat([header, frame('OSMData', changeBytes(block, changes))]))).toBeLessThan(RUNS);
});

test('objects changed at random: a result or a fault, in XML and in PBF', async () => {
  expect(await results('t.osm', objectChanges, (changes) => toXml(changeObjects(changes)), OBJECT_RUNS)).toBeGreaterThan(0);
  expect(await results('t.osm.pbf', objectChanges, (changes) => toPbf(changeObjects(changes).filter((o) => o.id >= 0)), OBJECT_RUNS)).toBeGreaterThan(0);
});
