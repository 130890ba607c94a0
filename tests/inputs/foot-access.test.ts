import { expect, test } from 'vitest';
import { FOOT_TAGS, footAccess, levelOf, type FootAccess } from '../../src/inputs/foot-access.ts';
import { noticesOf } from '../support/command.ts';
import { feature, line } from '../support/project.ts';

type Tags = Partial<Record<(typeof FOOT_TAGS)[number], string>>;
const accessOf = (tags: Tags): FootAccess => footAccess((key) => tags[key] ?? '', () => undefined);
const BOTH = { forward: true, backward: true }, CLOSED = { forward: false, backward: false };

const OPEN: Tags[] = [
  {}, { highway: 'residential' }, { highway: 'footway' }, { highway: 'steps' }, { highway: 'trunk' }, { highway: 'goat_track' },
  { foot: 'yes', access: 'private' }, { foot: 'designated', highway: 'motorway' }, { foot: 'agricultural', access: 'no' },
  { access: 'agricultural' }, { access: 'forestry' }, { access: 'destination' }, { access: 'customers' },
  { highway: 'motorway', sidewalk: 'both' }, { motorroad: 'yes', sidewalk: 'separate' }, { foot: 'perhaps' }, { highway: 'track', foot: 'permissive' },
];
for (const tags of OPEN) {
  test(`${JSON.stringify(tags)} is open both ways`, () => { expect(accessOf(tags)).toEqual(BOTH); });
}

const SHUT: Tags[] = [
  { foot: 'no' }, { foot: 'private' }, { foot: 'use_sidepath' }, { access: 'no' }, { access: 'private' }, { access: 'military', highway: 'service' },
  { highway: 'motorway' }, { highway: 'busway' }, { motorroad: 'yes', highway: 'primary' }, { highway: 'trunk', sidewalk: 'no' }, { highway: 'trunk_link', sidewalk: 'none' },
  { highway: 'construction' }, { highway: 'proposed', foot: 'yes' }, { highway: 'abandoned' }, { highway: 'no' }, { highway: 'motorway', sidewalk: 'no' },
];
for (const tags of SHUT) {
  test(`${JSON.stringify(tags)} is closed`, () => { expect(accessOf(tags)).toEqual(CLOSED); });
}

for (const [value, expected] of [['yes', { forward: true, backward: false }], ['1', { forward: true, backward: false }], ['-1', { forward: false, backward: true }], ['reverse', { forward: false, backward: true }], ['no', BOTH], ['', BOTH]] as const) {
  test(`oneway:foot=${value} opens ${JSON.stringify(expected)}`, () => { expect(accessOf({ 'oneway:foot': value })).toEqual(expected); });
}

test('values of highway and foot that are in no table are told', () => {
  const told: string[] = [];
  for (const tags of [{ highway: 'goat_track' }, { foot: 'perhaps' }, { highway: 'path' }, { access: 'odd' }] as Tags[]) footAccess((key) => tags[key] ?? '', (key, value) => told.push(`${key}=${value}`));
  expect(told).toEqual(['highway=goat_track', 'foot=perhaps']);
});

for (const [tags, level] of [[{}, 0], [{ bridge: 'yes' }, 1], [{ tunnel: 'culvert' }, -1], [{ bridge: 'no' }, 0], [{ layer: '2', bridge: 'yes' }, 2], [{ layer: '-3' }, -3], [{ layer: '0', tunnel: 'yes' }, 0], [{ layer: '1e9' }, 1], [{ layer: '999' }, 100], [{ layer: 'top' }, 0]] as [Tags, number][]) {
  test(`${JSON.stringify(tags)} is on level ${level}`, () => { expect(levelOf((key) => tags[key] ?? '')).toBe(level); });
}

test('every tag in the list of tags is read, and none besides', () => {
  const asked = new Set<string>();
  const ask = (tags: Tags) => (key: (typeof FOOT_TAGS)[number]): string => { asked.add(key); return tags[key] ?? ''; };
  footAccess(ask({}), () => undefined);
  levelOf(ask({}));
  expect([...asked].sort()).toEqual([...FOOT_TAGS].sort());
});

test('closed lines are counted in one notice, and the way round them is measured', async () => {
  const { notices, coverage } = await noticesOf({
    walk: [feature('shut', line([0, 0], [500, 0]), { access: 'private' }), feature('round', line([0, 0], [0, 300], [500, 300], [500, 0])), feature('shut too', line([9, 9], [99, 99]), { foot: 'no' })],
  });
  expect(notices).toContain('closed-to-walking × 2  walk.geojson: lines are closed to people on foot by their tags and left out');
  expect(coverage.settlements[0].services['market'].metres).toBe(1100); // 300 + 500 + 300
});

test('a speed factor stretches time and not metres; a given length does both', async () => {
  const street = (attributes: object): object => feature('w', line([0, 0], [2000, 0]), attributes);
  const minutesAndMetres = async (attributes: object): Promise<(number | null)[]> => {
    const { metres, minutes } = (await noticesOf({ walk: [street(attributes)] })).coverage.settlements[0].services['market'];
    return [minutes, metres];
  };
  expect(await minutesAndMetres({ speedFactor: 0.5 })).toEqual([16.67, 500]);   // 500 m at 30 m/min
  expect(await minutesAndMetres({ lengthMetres: 3000 })).toEqual([12.5, 750]);  // a quarter of 3000 m at 60 m/min
  expect(await minutesAndMetres({ lengthMetres: 3000, speedFactor: 2 })).toEqual([6.25, 750]);
});
