/** Features and lines that reach over many chunks of a file, and those that are too long for one text. */
import { constants } from 'node:buffer';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Findings, InputError } from '../../src/core/problems.ts';
import { readFeatures, type RawFeature } from '../../src/inputs/geojson.ts';
import { GrowingBytes, refuseTooLong } from '../../src/inputs/growing-bytes.ts';
import { temporaryFolder } from '../support/project.ts';
import { seeded } from '../support/random.ts';

const CHUNK_BYTES = 1 << 20;
const feature = (id: number, bytes: number): string => JSON.stringify({ type: 'Feature', id, properties: { text: 'é'.repeat(bytes / 2) }, geometry: null });
/** A small one, one of just over three chunks, one that ends in the middle of a chunk. */
const FEATURES = [feature(1, 10), feature(2, 3 * CHUNK_BYTES), feature(3, CHUNK_BYTES / 2), feature(4, 0)];

function read(name: string, content: string): [unknown, number, string][] {
  const path = join(temporaryFolder(), name), findings = new Findings(), found: [unknown, number, string][] = [];
  writeFileSync(path, content);
  readFeatures({ name, path }, 'EPSG:4326', findings, ({ id, properties, where }: RawFeature) => { found.push([id, (properties['text'] as string).length, where]); });
  findings.throwIfFaults();
  return found;
}

for (const [name, content] of [['a.ndjson', FEATURES.join('\n')], ['a.geojson', `{"features":[\n${FEATURES.join(',\n')}]}`]] as const) {
  test(`features of ${name} are whole and on their line, however many chunks they reach over`, () => {
    const first = name === 'a.ndjson' ? 1 : 2;
    expect(read(name, content)).toEqual([5, 3 * CHUNK_BYTES / 2, CHUNK_BYTES / 4, 0].map((length, i) => [i + 1, length, `${name}:${first + i}`]));
  });
}

test('a member "features" of an inner object before the real one is none', () => {
  expect(read('a.geojson', `{"about":{"features":[{"a":1}]},"features":[${FEATURES[0]}]}`)).toEqual([[1, 5, 'a.geojson:1']]);
});

test('on 300 random files, features are those of JSON.parse on the lines where they begin, also behind features that are no JSON', () => {
  const random = seeded(8), pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)];
  const path = join(temporaryFolder(), 'traps.geojson');
  for (let run = 0; run < 300; run++) {
    let text = '{"features": [';
    const right: [unknown, string][] = [], broken: string[] = [];
    for (let i = 0; i < 5; i++) {
      if (i > 0) text += ',';
      text += pick(['', '\n', ' \n\n']);
      const where = `traps.geojson:${text.split('\n').length}`, trap = Array.from({ length: 6 }, () => pick(['"', '\\', '{', '}', '[', ']', '\n', '𠮷', ':'])).join('');
      const properties = { [trap]: [trap, { features: [{ trap }] }] };
      const feature = JSON.stringify({ type: 'Feature', properties, geometry: null }, null, pick(['', ' ']));
      if (random() < 0.2) broken.push(where); else right.push([properties, where]);
      text += broken.at(-1) === where ? feature.replace('"type"', '"ty\npe\\\n"') : feature; // no line end may stand in a string
    }
    writeFileSync(path, `${text}]}`);
    const findings = new Findings(), found: [unknown, string][] = [];
    readFeatures({ name: 'traps.geojson', path }, 'EPSG:4326', findings, ({ properties, where }) => { found.push([properties, where]); });
    expect(found).toEqual(right);
    expect(findings.hasFaults).toBe(broken.length > 0);
  }
});

test('gathered bytes are those of the pieces in order', () => {
  const gathered = new GrowingBytes(), pieces = Array.from({ length: 200 }, (_, i) => Buffer.alloc(i * 7 % 50, i));
  for (const piece of pieces) gathered.append(piece, 'a');
  expect(gathered.bytes.equals(Buffer.concat(pieces))).toBe(true);
  gathered.clear();
  expect(gathered.bytes.length).toBe(0);
});

test('more than a text can hold is a fault that names its place', () => {
  expect(() => { refuseTooLong(constants.MAX_STRING_LENGTH, 'a.geojson:7'); }).not.toThrow();
  expect(() => { refuseTooLong(constants.MAX_STRING_LENGTH + 1, 'a.geojson:7'); }).toThrow(InputError);
  expect(() => { refuseTooLong(constants.MAX_STRING_LENGTH + 1, 'a.geojson:7'); }).toThrow(/^a\.geojson:7: has more than 512 MiB in one piece\. /);
});
