/**
 * Files broken at random: a report either succeeds, with outputs that follow the schema, or ends with an
 * InputError that says where, what and how. Nothing else is thrown, and nothing goes on for ever.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../../src/core/problems.ts';
import { renderCoverageJson } from '../../src/outputs/coverage-json.ts';
import { coverageSchema } from '../../src/coverage/coverage-schema.ts';
import { renderGapsCsv } from '../../src/outputs/gaps-csv.ts';
import { renderSettlementsGeojson } from '../../src/outputs/settlements-geojson.ts';
import { renderSummary } from '../../src/outputs/summary-text.ts';
import { renderTownshipsCsv } from '../../src/outputs/townships-csv.ts';
import { computeCoverage } from '../../src/pipeline.ts';
import { ODD_TOWN } from '../outputs/odd-town.ts';
import { CHECKLIST, collection, LAYERS, PROJECT, writeProject } from '../support/project.ts';

const RUNS = 60, SEED = 20240604;

const FILES = {
  'settlements.geojson': collection(ODD_TOWN.settlements),
  'facilities.geojson': collection(ODD_TOWN.facilities),
  'walk.geojson': collection(ODD_TOWN.walk),
  'checklist.yaml': JSON.stringify(CHECKLIST, null, 1),
  'lifecircle.yaml': JSON.stringify({
    ...PROJECT, crs: 'EPSG:4326', layers: { ...LAYERS, facilities: [LAYERS.facilities], walk: { file: LAYERS.walk, crs: 'EPSG:4490', attributes: { id: 'id' } } },
    travel: { walkMetresPerMinute: 60, elderlyMetresPerMinute: 48, maxSnapMetres: 300, searchMinutes: 60 }, network: { joinToleranceMetres: 0.5, joinCrossings: true, extent: [121, 31, 122, 32] },
  }, null, 1),
};

/** Run a project whose one file is broken. @returns how it ended. */
async function outcomeOf(folder: string): Promise<'result' | 'refused'> {
  try {
    const result = await computeCoverage(folder);
    for (const lang of ['zh', 'en'] as const) {
      for (const pieces of [renderGapsCsv(result, lang), renderTownshipsCsv(result, lang), [renderSummary(result, lang)]]) expect([...pieces].join('')).not.toMatch(/\bNaN\b|undefined|Infinity/);
    }
    const file: unknown = JSON.parse([...renderCoverageJson(result, 'lifecircle')].join(''));
    expect(coverageSchema.safeParse(file).error?.issues).toBeUndefined();
    expect(JSON.parse([...renderSettlementsGeojson(result)].join(''))).toMatchObject({ type: 'FeatureCollection' });
    return 'result';
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.faults.length).toBeGreaterThan(0);
    for (const { where, what, fix } of error.faults) {
      expect(Math.min(where.length, what.length, fix.length), error.message).toBeGreaterThan(0);
      expect(where.length + what.length + fix.length, 'a message can be read').toBeLessThan(2000);
    }
    return 'refused';
  }
}

async function everyOutcome<T>(name: keyof typeof FILES, mutation: fc.Arbitrary<T>, mutate: (text: string, mutation: T) => string | Uint8Array): Promise<void> {
  const folder = writeProject({ ...ODD_TOWN, files: FILES });
  const seen = { result: 0, refused: 0 };
  await fc.assert(fc.asyncProperty(mutation, async (chosen) => {
    writeFileSync(join(folder, name), mutate(FILES[name], chosen));
    seen[await outcomeOf(folder)]++;
  }), { numRuns: RUNS, seed: SEED });
  expect(seen.refused, 'some of the files are bad').toBeGreaterThan(0);
  expect(seen.result + seen.refused).toBe(RUNS);
}

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

const byteChange = fc.record({ kind: fc.constantFrom('delete', 'duplicate', 'truncate', 'flip', 'insert'), at: place, length: fc.integer({ min: 1, max: 40 }), byte: fc.integer({ min: 0, max: 255 }) });

function changeBytes(text: string, changes: readonly { kind: string; at: number; length: number; byte: number }[]): Uint8Array {
  let bytes = Buffer.from(text);
  for (const { kind, at, length, byte } of changes) {
    const from = Math.floor(at * bytes.length), before = bytes.subarray(0, from), piece = bytes.subarray(from, from + length), after = bytes.subarray(from + length);
    if (kind === 'delete') bytes = Buffer.concat([before, after]);
    else if (kind === 'duplicate') bytes = Buffer.concat([before, piece, piece, after]);
    else if (kind === 'truncate') bytes = Buffer.from(before);
    else if (kind === 'insert') bytes = Buffer.concat([before, Uint8Array.of(byte), piece, after]);
    else if (piece.length > 0) bytes = Buffer.concat([before, Uint8Array.of(piece[0] ^ (1 << (byte % 8))), bytes.subarray(from + 1)]);
  }
  return bytes;
}

/** Values that JSON.stringify cannot write stand as a text that is replaced afterwards. */
const RAW: Record<string, string> = { '@huge': '1e400', '@deep': '['.repeat(3000) + ']'.repeat(3000), '@deepMap': '{"a":'.repeat(900) + '0' + '}'.repeat(900), '@proto': '{"__proto__":{"a":1},"toString":1,"valueOf":null}', '@long': `"${'x'.repeat(60_000)}"`, '@minusZero': '-0.0' };
const ODD = [null, {}, [], '', ' ', 0, -1, 0.5, 1e308, 5e-324, 1e15, true, false, 'x', '__proto__', 'constructor', '../x', '\u0000', '\ud800', [[]], [null], ['a', 7], [121.5, 31.6], [31.6, 121.5], { type: 'Point', coordinates: [121.5, 31.6] }, ...Object.keys(RAW)];

const valueChange = fc.record({ kind: fc.constantFrom('replace', 'replace', 'replace', 'delete', 'repeat', 'rename', 'wrap'), at: place, odd: fc.constantFrom(...ODD) });

/** Every holder of a value in a document: an object or list, and the key. */
function slotsOf(value: unknown): { holder: Record<string, unknown>; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...slotsOf(holder[key])]);
}

function changeValues(text: string, changes: readonly { kind: string; at: number; odd: unknown }[]): string {
  const root = { document: JSON.parse(text) as unknown };
  for (const { kind, at, odd } of changes) {
    const slots = slotsOf(root), { holder, key } = slots[Math.floor(at * slots.length)];
    if (kind === 'replace') holder[key] = structuredClone(odd);
    else if (kind === 'wrap') holder[key] = [holder[key]];
    else if (kind === 'delete') Reflect.deleteProperty(holder, key);
    else if (Array.isArray(holder)) holder.push(holder[Number(key)]);
    else Object.defineProperty(holder, kind === 'rename' ? `${key}x` : String(odd), { value: holder[key], enumerable: true, configurable: true, writable: true });
    if (!('document' in root)) return '';
  }
  const written = JSON.stringify(root.document, null, 1) as string | undefined;
  return Object.entries(RAW).reduce((all, [name, raw]) => all.replaceAll(`"${name}"`, () => raw), written ?? '');
}

for (const name of Object.keys(FILES) as (keyof typeof FILES)[]) {
  test(`bytes of ${name} changed at random: a result or a fault`, async () => {
    await everyOutcome(name, fc.array(byteChange, { minLength: 1, maxLength: 3 }), changeBytes);
  });

  test(`values of ${name} replaced by odd ones: a result or a fault`, async () => {
    await everyOutcome(name, fc.array(valueChange, { minLength: 1, maxLength: 3 }), changeValues);
  });
}

test('random bytes are no layer, no project and no checklist', async () => {
  for (const name of Object.keys(FILES) as (keyof typeof FILES)[]) {
    const folder = writeProject({ ...ODD_TOWN, files: FILES });
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
      writeFileSync(join(folder, name), bytes);
      expect(await outcomeOf(folder)).toBe('refused');
    }), { numRuns: RUNS, seed: SEED });
  }
});
