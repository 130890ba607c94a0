import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { renderSchema, SCHEMA_FILE } from '../../bench/write-schema.ts';
import { coverageSchema } from '../../src/coverage/coverage-schema.ts';
import { report } from '../support/command.ts';
import { facility, settlement, type ProjectParts } from '../support/project.ts';
import { ODD_TOWN } from './odd-town.ts';

const published = readFileSync(SCHEMA_FILE, 'utf8');
const ajv = new Ajv2020({ allErrors: true });

test('data/coverage.schema.json is what npm run schema writes', () => {
  expect(published).toBe(renderSchema());
});

test('the published schema is a schema, names its draft and has a title', () => {
  const schema = JSON.parse(published) as Record<string, unknown>;
  expect(ajv.validateSchema(schema), JSON.stringify(ajv.errors)).toBe(true);
  expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', title: expect.stringContaining('coverage.json') as string, description: expect.any(String) as string });
  expect(schema).not.toHaveProperty('$id');
});

const RESULTS: [string, ProjectParts][] = [
  ['the default street', {}],
  ['a town of every kind of row', ODD_TOWN],
  ['a project without facilities', { facilities: [] }],
  ['a settlement without anything', { settlements: [{ type: 'Feature', id: 0, properties: null, geometry: null }] }],
  ['the largest amounts', { settlements: [settlement('a', [0, 0], { population: 1e12, elderly: 1e12, children: 1e12, households: 1e12 }), settlement('b', [0, 0], { population: 1e12 })], facilities: [facility('f', 'market', [0, 0], { capacity: 1e12, areaSquareMetres: 1e12 })] }],
  ['the smallest amounts', { settlements: [settlement('a', [0, 0], { population: 1e-9 })] }],
  ['a project with an extent and other speeds', { project: { travel: { walkMetresPerMinute: 0.001, searchMinutes: 1 }, network: { extent: [121, 31, 122, 32], joinCrossings: true, joinToleranceMetres: 0 } } }],
  ['the built-in checklist', { project: { checklist: 'chongming' }, facilities: [facility('f', 'wet_market', [0, 0])] }],
  ['the checklist of the standard', { project: { checklist: 'gb50180' }, facilities: [facility('f', 'nursing_home', [0, 0], { capacity: 3 })] }],
];
const validate = ajv.compile(JSON.parse(published) as object);
for (const [what, parts] of RESULTS) {
  test(`coverage.json of ${what} follows the published schema`, async () => {
    const { coverage, code } = await report(parts);
    expect(code).toBe(0);
    expect(validate(coverage), JSON.stringify(validate.errors?.slice(0, 5))).toBe(true);
    expect(coverageSchema.safeParse(coverage).error?.issues).toBeUndefined();
  });
}

test('no number of a result is lost: JSON has null only where the schema allows it', async () => {
  const { text } = await report(ODD_TOWN);
  expect(text('coverage.json')).not.toMatch(/NaN|Infinity|undefined/);
});

const DEVIATIONS: [string, (file: Record<string, never>) => void][] = [
  ['a field too many', (file) => { Object.assign(file['settlements'][0], { extra: 1 }); }],
  ['a field too few', (file) => { Reflect.deleteProperty(file['settlements'][0], 'snapMetres'); }],
  ['another status', (file) => { Object.assign(file['settlements'][0]['services']['market'], { status: 'missing' }); }],
  ['another reason', (file) => { Object.assign(file['settlements'][0]['services']['market'], { reason: 'bad luck' }); }],
  ['a share above one', (file) => { Object.assign(file['services'][0], { coverage: 1.1 }); }],
  ['another version', (file) => { Object.assign(file, { schemaVersion: 2 }); }],
];
for (const [what, change] of DEVIATIONS) {
  test(`the published schema refuses ${what}`, async () => {
    const { text } = await report();
    const file = JSON.parse(text('coverage.json')) as Record<string, never>;
    expect(validate(file)).toBe(true);
    change(file);
    expect(validate(file)).toBe(false);
  });
}
