/** Features read at sight against JSON.parse of the whole file: values equal to the bit, whatever forms numbers, keys and white space have. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { Findings, type Problem } from '../../src/core/problems.ts';
import { allowWasm } from '../../src/core/wasm.ts';
import { DEGREES, findCoordinateSystem } from '../../src/inputs/crs.ts';
import { FeatureScanner } from '../../src/inputs/feature-scanner.ts';
import { readFeatures, type RawFeature } from '../../src/inputs/geojson.ts';
import { WalkLinesBuilder, type WalkLines } from '../../src/inputs/walk-lines.ts';
import { readWalk } from '../../src/inputs/walk.ts';
import { seeded } from '../support/random.ts';

afterEach(() => { allowWasm(true); });

const FOLDER = mkdtempSync(join(tmpdir(), 'lifecircle-test-'));
afterAll(() => { rmSync(FOLDER, { recursive: true }); });

/** Texts of GeoJSON that JSON.parse takes, in forms that are rarely written. */
class OddWriter {
  readonly #random: () => number;
  constructor(seed: number) { this.#random = seeded(seed); }

  chance(share: number): boolean { return this.#random() < share; }
  below(n: number): number { return Math.floor(n * this.#random()); }
  pick<T>(from: readonly T[]): T { return from[this.below(from.length)]; }
  space(): string { return this.chance(0.9) ? '' : this.pick([' ', '\n', '\t', '\r\n', '  \n ']); }

  number(): string {
    if (this.chance(0.6)) return `${this.chance(0.3) ? '-' : ''}${this.below(180)}.${String(this.below(1e7)).padStart(7, '0')}`;
    const digits = (n: number): string => Array.from({ length: n }, () => this.below(10)).join('');
    return this.pick(['1e5', '-0', '0', '-0.0', '0.1e-7', '1E+2', '1.5e300', '5e-324', '9007199254740993', '0.30000000000000004', `${1 + this.below(9)}${digits(this.below(25))}`, `${this.below(180)}.${digits(1 + this.below(25))}`, `-${this.below(90)}.${digits(15)}`]);
  }

  list(members: readonly string[]): string { return `[${this.space()}${members.join(`${this.space()},${this.space()}`)}${this.space()}]`; }
  position(length: number): string { return this.list(Array.from({ length }, () => this.number())); }
  coordinates(depth: number, length: number): string {
    if (depth === 0 || this.chance(0.01)) return this.position(this.chance(0.01) ? this.below(6) : length);
    return this.chance(0.02) ? '[]' : this.list(Array.from({ length: 1 + this.below(4) }, () => this.coordinates(depth - 1, length)));
  }

  object(members: readonly (readonly [key: string, value: string])[]): string {
    const shuffled = [...members].sort(() => this.#random() - 0.5), key = (name: string): string => (this.chance(0.02) ? `"${name.replace('o', '\\u006f')}"` : `"${name}"`);
    return `{${this.space()}${shuffled.map(([name, value]) => `${key(name)}${this.space()}:${this.space()}${value}`).join(`${this.space()},${this.space()}`)}${this.space()}}`;
  }

  geometry(): string {
    if (this.chance(0.05)) return this.pick(['null', '{}', '7', '"x"', '[]', '{"type":"LineString"}', '{"type":"LineString","coordinates":null}', '{"coordinates":{"coordinates":[[1,2]]}}', '{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}']);
    const depth = this.below(4), own: [string, string][] = [['type', JSON.stringify(this.chance(0.05) ? 'Nothing' : ['Point', 'LineString', 'Polygon', 'MultiPolygon'][depth])], ['coordinates', this.coordinates(depth, this.chance(0.2) ? 3 : 2)]];
    if (this.chance(0.05)) own.push(['bbox', '[1,2,3,4]'], ['coordinatesX', '[[1]]']);
    if (this.chance(0.03)) own.push(['coordinates', '[[5,6],[7,8]]']);
    return this.object(own);
  }

  properties(): string {
    return this.pick(['{}', 'null', '{"highway":"path"}', '{"highway":"footway"}', '{"name":"人民路 \\"东\\"","coordinates":[[1,2],[3,4]]}', '{"a":{"geometry":{"coordinates":[[1,2]]}},"b":"\\\\"}', '{"\\u0063oordinates":"}]{["}', `{"id":${this.number()}}`, '{"a":1,"a":2}', '{"__proto__":{"a":1},"name":"\\ud800"}', '[]']);
  }

  feature(): string {
    const own: [string, string][] = [['type', '"Feature"'], ['properties', this.properties()], ['geometry', this.geometry()]];
    if (this.chance(0.3)) own.push(['id', this.pick(['1', '"a"', 'null', '"geometry"'])]);
    if (this.chance(0.03)) own.push(['geometry', this.geometry()]);
    if (this.chance(0.05)) own.push(['coordinates', '[[9,9]]']);
    return this.object(own);
  }
}

interface Read { readonly features: unknown[]; readonly problems: Problem[] }

function read(name: string, text: string | Uint8Array, withWasm: boolean): Read {
  allowWasm(withWasm);
  const path = join(FOLDER, name), findings = new Findings(), features: unknown[] = [];
  writeFileSync(path, text);
  readFeatures({ name, path }, 'EPSG:4326', findings, ({ where, id, properties, geometry }: RawFeature) => { features.push({ where, id, properties, geometry }); });
  return { features, problems: findings.problems() };
}

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

test('on 1,000 files of odd forms, features are those of JSON.parse of the whole file, with WebAssembly and without', () => {
  for (let seed = 1; seed <= 1000; seed++) {
    const odd = new OddWriter(seed), features = Array.from({ length: 1 + odd.below(12) }, () => odd.feature()), isLines = seed % 3 === 0;
    const text = isLines ? features.map((f) => f.replaceAll(/\s/g, ' ')).join(odd.pick(['\n', '\r\n', '\n\u001e'])) : `${odd.pick(['', '\n'])}{"type":"FeatureCollection","features":[${features.join(`${odd.space()},${odd.space()}`)}]}`;
    const parsed = isLines ? text.split('\n').map((row) => JSON.parse(row.replace('\u001e', '')) as unknown) : (JSON.parse(text) as { features: unknown[] }).features;
    const right = parsed.map((f) => { const { id, properties, geometry } = f as Record<string, unknown>; return { id, properties: isRecord(properties) ? properties : {}, geometry }; });
    const name = isLines ? 'odd.geojsonl' : 'odd.geojson', scanned = read(name, text, true), whole = read(name, text, false);
    expect(scanned, `seed ${seed}: ${text}`).toEqual(whole);
    expect(scanned.features.map((f) => { const { id, properties, geometry } = f as RawFeature; return { id, properties, geometry }; }), `seed ${seed}: ${text}`).toEqual(right);
  }
});

test('on 500 files with bytes changed, features and faults are those without WebAssembly', () => {
  let broken = 0;
  for (let seed = 1; seed <= 500; seed++) {
    const odd = new OddWriter(seed), bytes = Buffer.from(`{"features":[${Array.from({ length: 3 }, () => odd.feature()).join(',\n')}]}`);
    for (let changes = 1 + odd.below(3); changes > 0; changes--) bytes[odd.below(bytes.length)] = odd.pick([...Buffer.from('{}[]",:\\ \n0-.e\u0000'), 0xff, 0xe4]);
    const changed = odd.chance(0.1) ? bytes.subarray(0, odd.below(bytes.length)) : bytes, scanned = read('broken.geojson', changed, true);
    expect(scanned, `seed ${seed}: ${changed.toString('latin1')}`).toEqual(read('broken.geojson', changed, false));
    if (scanned.problems.length > 0) broken++;
  }
  expect(broken).toBeGreaterThan(150);
});

/** The numbers of a line of so many positions. */
function scanNumbers(numbers: readonly string[]): number[] {
  const scanner = FeatureScanner.open(), pairs: string[] = [];
  for (let i = 0; i < numbers.length; i += 2) pairs.push(`[${numbers[i]},${numbers[i + 1]}]`);
  scanner?.open(Buffer.from(`{"type":"Feature","geometry":{"coordinates":[${pairs.join()}]}}`));
  const found = scanner?.scan(0);
  return [...found?.geometry.numbers.subarray(0, numbers.length) ?? []];
}

test('numbers of up to 19 digits are the nearest there are, and half-way the even ones', () => {
  const random = seeded(7), below = (n: number): number => Math.floor(n * random());
  for (let run = 0; run < 5; run++) {
    const numbers: string[] = [];
    for (let i = 0; i < 5000; i++) {
      const digits = Array.from({ length: 1 + below(19) }, () => below(10)).join('').replace(/^0+(?=.)/, ''), decimals = below(digits.length);
      numbers.push(decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`);
      // From 2^52 on doubles are 1 apart, below it 1/2, 1/4, 1/8: the next digit of their binary is half-way.
      const k = below(4), whole = BigInt(2 ** (52 - k)) + BigInt(below(2 ** (50 - k))), half = (2 * below(2 ** k) + 1) * 10 ** (k + 1) / 2 ** (k + 1);
      numbers.push(`-${whole}.${String(half).padStart(k + 1, '0')}`);
      numbers.push(String(2n ** 53n + BigInt(below(2 ** 40)) * 2n + 1n), String(2n ** 62n + 2n ** 9n * (2n * BigInt(below(1000)) + 1n)));
    }
    expect(scanNumbers(numbers)).toEqual(numbers.map(Number));
  }
});

test('plain features are read at sight, and the rest of alike ones is parsed once', () => {
  const scanner = FeatureScanner.open(), begun = '{"type":"Feature","properties":{"a":1},"geometry":{"type":"LineString","coordinates":';
  const scan = (text: string) => { scanner?.open(Buffer.from(text)); return scanner?.scan(0); };
  const first = scan(`${begun}[[1,2],[3,4]]}}`), text = `${begun} [ [5 ,6]\n, [ 7,8.5 ] ] } }`, second = scan(`${text} ,{`);
  expect(second).toMatchObject({ end: text.length, lines: 1, geometry: { depth: 1, stride: 2 } });
  expect(second?.geometry.toNested()).toEqual({ type: 'LineString', coordinates: [[5, 6], [7, 8.5]] });
  expect(scan(`${begun}[[9,9],[3,4]]}}`)?.rest).toBe(first?.rest);
  expect(scan(`${begun.replace('1', '2')}[[9,9],[3,4]]}}`)?.rest).not.toBe(first?.rest);
});

test.each(['[[1,2],[3,4]]}', '[[1,2],[3,4]', '[[1e2,2],[3,4]]}}', '[[1,2],[3]]}}', '[[1,2],[[3,4]]]}}', '[[1],[2]]}}', '[]}}', '[[]]}}', '[[1,2,3,4,5]]}}', '[[[[[1,2]]]]]}}', '[[01,2]]}}', '[[1.,2]]}}', '[[-,2]]}}', '[[.5,2]]}}', '[[1,2],]}}', '[[1,"2"]]}}', '[[1,null]]}}', '[[1,12345678901234567890]]}}', '[[1,2]],"coordinates":[]}}', '[[1,2]],"\\u0061":1}}', '[[1,2]]},"geometry":null}', '[[1,2]]},"a":}', '[[1,2]]},"a":"\n"}'])(
  'a feature that ends in %s is left to JSON.parse', (end) => {
    const scanner = FeatureScanner.open();
    scanner?.open(Buffer.from(`{"type":"Feature","geometry":{"type":"LineString","coordinates":${end}`));
    expect(scanner?.scan(0)).toBeNull();
  });

async function walkOf(text: string, system: string, withWasm: boolean): Promise<{ lines: WalkLines; problems: Problem[] }> {
  allowWasm(withWasm);
  const path = join(FOLDER, 'walk.geojson'), builder = new WalkLinesBuilder(), findings = new Findings();
  writeFileSync(path, text);
  await readWalk({ file: { name: 'walk.geojson', path }, attributes: new Map(), crs: findCoordinateSystem(system) ?? DEGREES, isCrsDeclared: true, layer: null, mapping: null }, builder, findings);
  return { lines: builder.finish(), problems: findings.problems() };
}

test.each(['EPSG:4326', 'gcj02', 'EPSG:32651'])('on 150 random walk layers in %s, lines, notices and faults are those without WebAssembly', async (system) => {
  const isDegrees = !system.startsWith('EPSG:3');
  for (let seed = 1; seed <= 150; seed++) {
    const odd = new OddWriter(seed), bad = odd.chance(0.5) ? 0.02 : 0;
    const position = (): string => odd.list([...(odd.chance(bad) ? odd.pick([['31', '121'], ['500', '31'], ['350000', '3400000'], ['null', '1'], ['-1e9', '5']])
      : isDegrees ? [`121.${odd.below(1e6)}`, `31.${odd.below(1e6)}`] : [`${340000 + odd.below(9000)}.${odd.below(100)}`, `${3480000 + odd.below(9000)}`]), ...(seed % 4 === 0 ? ['7.5'] : [])]);
    const line = (): string => odd.list(Array.from({ length: odd.chance(0.1) ? 1 : 2 + odd.below(5) }, position));
    const feature = (): string => {
      const isMulti = odd.chance(0.3), type = odd.chance(0.02) ? 'Point' : odd.chance(0.02) === isMulti ? 'LineString' : 'MultiLineString';
      const properties = odd.pick(['{"highway":"path"}', '{"highway":"path"}', '{"highway":"motorway"}', '{"highway":"oddity"}', '{"highway":["path"]}', '{"id":7,"name":" A ","lengthMetres":500}', '{"lengthMetres":-1}', '{"speedFactor":0.5,"bridge":"yes"}', '{"foot":"perhaps"}', '{"名称":"路","oneway:foot":"yes"}']);
      return `{"type":"Feature","properties":${properties},"geometry":${odd.chance(0.02) ? 'null' : `{"type":"${type}","coordinates":${isMulti ? odd.list(Array.from({ length: 1 + odd.below(3) }, line)) : line()}}`}}`;
    };
    const text = `{"type":"FeatureCollection","features":[${Array.from({ length: 12 }, feature).join(',\n')}]}`;
    const scanned = await walkOf(text, system, true);
    expect(scanned, `seed ${seed}: ${text}`).toEqual(await walkOf(text, system, false));
  }
});
