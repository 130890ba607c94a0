/** GIS files broken at random: features or faults come out, and nothing else. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/project.ts';
import { put, readGis } from './gis-files.ts';
import { dbf, DEGREES_PRJ, fgb, flatCell, gpkgBlob, shape, shp, writeGpkg, type Geometry } from './gis-handmade.ts';

const RUNS = 250, SEED = 20240604;

const GEOMETRIES: readonly (Geometry | null)[] = [
  { type: 'Point', coordinates: [121.4, 31.6] }, null, { type: 'LineString', coordinates: [[121.4, 31.6], [121.5, 31.6]] }, { type: 'MultiPoint', coordinates: [[121.4, 31.6], [121.5, 31.6]] },
  { type: 'Polygon', coordinates: [[[121, 31], [121, 32], [122, 32], [121, 31]], [[121.5, 31.6], [121.6, 31.7], [121.5, 31.7], [121.5, 31.6]]] },
  { type: 'MultiPolygon', coordinates: [[[[121, 31], [121, 32], [122, 32], [121, 31]]], [[[123, 31], [123, 32], [124, 32], [123, 31]]]] },
];
const SHP = shp(GEOMETRIES.map(shape)), DBF = dbf([{ name: '名称' }, { name: 'n', type: 'N' }], GEOMETRIES.map((_, i) => ['崇明', String(i)]));
const ZIP = zipSync({ 's.shp': SHP, 's.dbf': DBF, 's.prj': Buffer.from(DEGREES_PRJ), 's.cpg': Buffer.from('UTF-8') });
const FGB = fgb([{ name: '名称', type: 11 }, { name: 'n', type: 5 }], GEOMETRIES.map((geometry, i) => ({ geometry, cells: [flatCell.text(0, '崇明'), flatCell.int(1, i)] })), { wkt: DEGREES_PRJ });

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const changes = fc.array(fc.record({ kind: fc.constantFrom('delete', 'repeat', 'cut', 'flip', 'flip', 'set', 'set'), at: place, length: fc.integer({ min: 1, max: 40 }), byte: fc.integer({ min: 0, max: 255 }) }), { minLength: 1, maxLength: 4 });
type Changes = typeof changes extends fc.Arbitrary<infer T> ? T : never;

function change(bytes: Uint8Array, list: Changes): Buffer {
  return list.reduce((all, { kind, at, length, byte }) => {
    const from = Math.floor(at * all.length), before = all.subarray(0, from), piece = all.subarray(from, from + length), after = all.subarray(from + length);
    if (kind === 'delete') return Buffer.concat([before, after]);
    if (kind === 'repeat') return Buffer.concat([before, piece, piece, after]);
    if (kind === 'cut') return Buffer.from(before);
    const changed = Buffer.from(all);
    if (all.length > 0) changed[from] = kind === 'set' ? byte : all[from] ^ (1 << byte % 8);
    return changed;
  }, Buffer.from(bytes));
}

/** Every mutation ends in features or faults; some of both. `write` gives the path of a broken file. */
async function check(write: (folder: string, list: Changes) => string, numRuns = RUNS): Promise<void> {
  const folder = temporaryFolder(), seen = { sound: 0, faulty: 0 };
  await fc.assert(fc.asyncProperty(changes, async (list) => {
    const { features, faults } = await readGis(write(folder, list));
    seen[faults.length > 0 ? 'faulty' : 'sound']++;
    for (const fault of faults) expect(fault.length).toBeLessThan(2000);
    for (const { geometry } of features) expect(geometry === null || Array.isArray((geometry as Geometry).coordinates)).toBe(true);
  }), { numRuns, seed: SEED });
  expect(Math.min(seen.sound, seen.faulty), JSON.stringify(seen)).toBeGreaterThan(0);
}

test('a broken Shapefile yields features or faults, whichever of its files is broken', async () => {
  await check((folder, list) => {
    const parts = { 's.shp': SHP, 's.dbf': DBF, 's.prj': Buffer.from(DEGREES_PRJ), 's.cpg': Buffer.from('UTF-8') }, names = Object.keys(parts) as (keyof typeof parts)[];
    const broken = names[Math.floor(list[0].at * 1e6) % 3];
    return put(folder, { ...parts, [broken]: change(parts[broken], list) });
  });
});

test('a broken archive yields features or faults', async () => { await check((folder, list) => put(folder, { 's.zip': change(ZIP, list) })); });

test('an archive with broken parts yields features or faults', async () => {
  const parts = unzipSync(ZIP), names = Object.keys(parts);
  await check((folder, list) => {
    const name = names[Math.floor(list[0].at * 1e6) % names.length];
    return put(folder, { 's.zip': zipSync({ ...parts, [name]: change(parts[name], list) }, { level: 0 }) });
  });
});

test('a broken FlatGeobuf yields features or faults', async () => { await check((folder, list) => put(folder, { 'f.fgb': change(FGB, list) })); });

const TABLE = { name: 'villages', columns: '"名称" TEXT, n INTEGER', rows: GEOMETRIES.map((g, i) => [i + 1, gpkgBlob(g), '崇明', i]) };

test('a broken GeoPackage yields features or faults', async () => {
  const bytes = readFileSync(writeGpkg(join(temporaryFolder(), 'g.gpkg'), [TABLE]));
  const used = [...bytes.keys()].filter((at) => bytes[at] !== 0); // most of the file is zeros
  await check((folder, list) => {
    const changed = Buffer.from(bytes), path = join(folder, 'g.gpkg');
    for (const { at, byte, kind } of list) { const there = used[Math.floor(at * used.length)]; changed[there] = kind === 'flip' ? changed[there] ^ (1 << byte % 8) : byte; }
    writeFileSync(path, list[0].kind === 'cut' ? changed.subarray(0, Math.floor(list[0].at * changed.length)) : changed);
    return path;
  });
});

test('a GeoPackage with broken geometries yields features or faults', async () => {
  await check((folder, list) => writeGpkg(join(folder, 'g.gpkg'), [{ ...TABLE, rows: TABLE.rows.map(([key, blob, ...more]) => [key, blob === null ? null : change(blob as Buffer, list), ...more]) }]), 50);
});
