import { expect, test } from 'vitest';
import { compareCoverages, type Comparison } from '../../src/comparison/compare.ts';
import { parseCoverage } from '../../src/coverage/coverage-file.ts';
import type { CoverageFile } from '../../src/coverage/coverage-schema.ts';
import { readCoverage } from '../../src/pipeline-comparison.ts';
import { CHECKLIST, facility, feature, line, settlement, SETTLEMENTS, writeProject, type ProjectParts } from '../support/project.ts';
import { seeded } from '../support/random.ts';
import type { Metres } from '../support/town.ts';

const coverageOf = (parts: ProjectParts): Promise<CoverageFile> => readCoverage(writeProject(parts), () => undefined);
const compared = async (before: ProjectParts, after: ProjectParts): Promise<Comparison> => compareCoverages(await coverageOf(before), await coverageOf(after));
/** "b market gap>covered: facility-added m2". */
const told = ({ changes }: Comparison): string[] => changes.map(({ settlementId, service, before, after, causes }) => `${settlementId} ${service} ${before.status}>${after.status}: ${causes.map(({ kind, of }) => [kind, ...of].join(' ')).join('; ')}`);

// The small project: a (300 people, urban) has the market m1 at 500 m and the clinic c1 at 600 m; b (100, rural) has neither.
const m1 = facility('m1', 'market', [500, 0]), c1 = facility('c1', 'clinic', [600, 0]);

test('the same data has no changes', async () => {
  const { changes, data, total } = await compared({}, {});
  expect([changes, [...data.facilities], data.parameters, [...data.layers]]).toEqual([[], [], [], []]);
  expect(total.worse).toEqual({ settlements: 0, population: 0 });
});

const sized = (capacity: number): object => facility('m1', 'market', [500, 0], { capacity }), FULL = { capacity: { market: { of: 'population', perThousand: 1000 } } };

const SCENARIOS: Readonly<Record<string, [before: ProjectParts, after: ProjectParts, told: string[]]>> = {
  'a facility that is removed': [{ facilities: [m1, c1, facility('m2', 'market', [1900, 0])] }, { facilities: [c1, facility('m2', 'market', [1900, 0])] }, ['a market covered>gap: facility-removed m1']],
  'the last facility of its type: nothing is known any more': [{ facilities: [m1, c1] }, { facilities: [c1] }, ['a market covered>unknown: facility-removed m1', 'b market gap>unknown: facility-removed m1']],
  'a facility that is added': [{ facilities: [m1, c1] }, { facilities: [m1, c1, facility('m2', 'market', [1900, 0])] }, ['b market gap>covered: facility-added m2']],
  'a facility that moved from one to the other': [{ facilities: [m1, c1] }, { facilities: [facility('m1', 'market', [1500, 0]), c1] }, ['a market covered>gap: facility-moved m1', 'b market gap>covered: facility-moved m1']],
  'a facility that is something else now': [{ facilities: [m1, c1, facility('m2', 'market', [1000, 0])] }, { facilities: [facility('m1', 'bank', [500, 0]), c1, facility('m2', 'market', [1000, 0])] }, ['a market covered>gap: facility-retyped m1']],
  'a facility that closed': [{ facilities: [m1, c1] }, { facilities: [facility('m1', 'market', [500, 0], { status: 'closed' }), c1] }, ['a market covered>gap: facility-closed m1']],
  'a facility that opened': [{ facilities: [facility('m1', 'market', [500, 0], { open: false }), c1] }, { facilities: [m1, c1] }, ['a market gap>covered: facility-opened m1']],
  'a settlement that moved': [{}, { settlements: [settlement('a', [-200, 0], { kind: 'urban', tier: 'core', township: 'Reedham', population: 300 }), SETTLEMENTS[1]], walk: [feature('street', line([-300, 0], [2000, 0]))] }, ['a clinic covered>gap: settlement-moved a', 'a market covered>gap: settlement-moved a']],
  'a village that is a town now': [{}, { settlements: [SETTLEMENTS[0], settlement('b', [2000, 0], { kind: 'urban', tier: 'core', township: 'Saltby' })] }, ['b market gap>gap: settlement-reclassed b']],
  'a shorter limit': [{}, { checklist: { tables: CHECKLIST.tables.map((t) => ({ ...t, services: t.services.map((s) => ({ ...s, limitMinutes: 8 })) })) } }, ['a clinic covered>gap: checklist-changed limitMinutes', 'a market covered>gap: checklist-changed limitMinutes']],
  // The clinic at 600 m is on the far bank; what lies beyond the dead ends in the middle is not known.
  'a bridge that is gone': [{}, { walk: [feature('west', line([0, 0], [450, 0])), feature('east', line([550, 0], [2000, 0]))] }, ['a clinic covered>unknown: network-changed', 'b market gap>unknown: network-changed']],
  // 100 places for a, who has 300 people at 500 m: full. Villages are out of reach.
  'a market that grew': [{ facilities: [sized(100)], project: FULL }, { facilities: [sized(300)], project: FULL }, ['a market gap>covered: facility-resized m1']],
  'people who came to a full market': [{ facilities: [sized(300)], project: FULL }, { facilities: [sized(300)], project: FULL, settlements: [...SETTLEMENTS, settlement('z', [100, 0])] }, ['a market covered>gap: need-changed']],
  'a second market beside a full one': [{ facilities: [sized(100)], project: FULL }, { facilities: [sized(100), facility('m2', 'market', [550, 0], { capacity: 200 })], project: FULL }, ['a market gap>covered: facility-added m2']],
  'a rule of capacity': [{ facilities: [sized(100)] }, { facilities: [sized(100)], project: FULL }, ['a market covered>gap: checklist-changed capacity']],
  'slower people': [{}, { project: { travel: { walkMetresPerMinute: 45 } } }, ['a market covered>gap: parameters-changed walkMetresPerMinute']],
  'two things at once': [{ facilities: [m1, c1, facility('m2', 'market', [1900, 0])] }, { facilities: [facility('c1', 'clinic', [1800, 0]), facility('m2', 'market', [1900, 0])] }, ['a clinic covered>gap: facility-moved c1', 'a market covered>gap: facility-removed m1', 'b clinic gap>covered: facility-moved c1']],
};

for (const [name, [before, after, expected]] of Object.entries(SCENARIOS)) {
  test(`found out: ${name}`, async () => { expect(told(await compared(before, after))).toEqual(expected); });
}

test('those of most people come first, and balances count settlements and people', async () => {
  const { changes, services, townships, total } = await compared({ facilities: [m1, c1] }, { facilities: [facility('m1', 'market', [1500, 0]), c1] });
  expect(changes.map(({ population }) => population)).toEqual([300, 100]);
  expect([...services]).toEqual([['rural/market', { better: { settlements: 1, population: 100 }, worse: { settlements: 0, population: 0 }, other: { settlements: 0, population: 0 } }], ['urban/market', { better: { settlements: 0, population: 0 }, worse: { settlements: 1, population: 300 }, other: { settlements: 0, population: 0 } }]]);
  expect([...townships.keys()]).toEqual(['Reedham', 'Saltby']);
  expect(total).toMatchObject({ better: { settlements: 1 }, worse: { settlements: 1 } });
});

test('settlements and services of one result only are named, and are no change of status', async () => {
  const { changes, data } = await compared({}, { settlements: [SETTLEMENTS[0], settlement('z', [100, 0])], checklist: { tables: CHECKLIST.tables.map((t) => ({ ...t, services: t.services.slice(0, 2) })) } });
  expect([data.settlementsAdded.map(({ id }) => id), data.settlementsRemoved.map(({ id }) => id), data.servicesRemoved, changes]).toEqual([['z'], ['b'], ['urban/library', 'rural/library'], []]);
});

test('what is no coverage.json is refused with its name', () => {
  expect(() => parseCoverage('{', 'x.json')).toThrow('x.json: is not JSON');
  expect(() => parseCoverage('{"schemaVersion":2}', 'x.json')).toThrow('x.json: is no coverage.json of this version: schemaVersion');
});

// Towns of ten streets with 12 homes and 16 facilities, edited at random in one to six ways at once.
test('on 120 random edits every change is explained, back again is the reverse, and back in full is nothing', async () => {
  const random = seeded(23), anywhere = (): Metres => [Math.round(1800 * random()), Math.round(1800 * random())], pick = <T>(list: readonly T[]): T => list[Math.floor(list.length * random())];
  const TYPES = ['market', 'clinic', 'library', 'bookshop', 'bank'], kinds = new Set<string>();
  let changed = 0;
  for (let town = 0; town < 120; town++) {
    const homes = Array.from({ length: 12 }, (_, i) => ({ id: `h${i}`, at: anywhere(), more: { kind: pick(['urban', 'rural']), population: Math.floor(500 * random()) } }));
    const places = Array.from({ length: 16 }, (_, i) => ({ id: `f${i}`, type: pick(TYPES), at: anywhere(), more: { status: random() < 0.75 ? 'existing' : 'closed' } }));
    const streets = Array.from({ length: 10 }, (_, i) => (i < 5 ? { id: `w${i}`, path: [0, 1, 2, 3, 4].map((k): Metres => [450 * k, 450 * i]) } : { id: `w${i}`, path: [0, 1, 2, 3, 4].map((k): Metres => [450 * (i - 5), 450 * k]) }));
    const partsOf = (h: typeof homes, f: typeof places, s: typeof streets, walkMetresPerMinute: number, limitMinutes: number): ProjectParts => ({
      settlements: h.map(({ id, at, more }) => settlement(id, at, more)), facilities: f.map(({ id, type, at, more }) => facility(id, type, at, more)), walk: s.map(({ id, path }) => feature(id, line(...path))),
      project: { travel: { walkMetresPerMinute } }, checklist: { tables: CHECKLIST.tables.map((t) => ({ ...t, services: t.services.map((service) => (service.id === 'market' ? { ...service, limitMinutes } : service)) })) },
    });
    let [h, f, s, speed, limit] = [homes, places, streets, 60, 10];
    for (let edits = 1 + Math.floor(6 * random()); edits > 0; edits--) {
      const i = Math.floor(f.length * random()), j = Math.floor(h.length * random());
      switch (Math.floor(10 * random())) {
        case 0: f = f.filter((_, k) => k !== i); break;
        case 1: f = [...f, { id: `n${edits}`, type: pick(TYPES), at: anywhere(), more: { status: 'existing' } }]; break;
        case 2: f = f.map((one, k) => (k === i ? { ...one, at: anywhere() } : one)); break;
        case 3: f = f.map((one, k) => (k === i ? { ...one, type: pick(TYPES) } : one)); break;
        case 4: f = f.map((one, k) => (k === i ? { ...one, more: { status: one.more.status === 'existing' ? 'closed' : 'existing' } } : one)); break;
        case 5: h = h.map((one, k) => (k === j ? { ...one, at: anywhere() } : one)); break;
        case 6: h = h.map((one, k) => (k === j ? { ...one, more: { ...one.more, kind: one.more.kind === 'urban' ? 'rural' : 'urban' } } : one)); break;
        case 7: if (random() < 0.3) s = s.filter((_, k) => k !== Math.floor(s.length / 2)); break;
        case 8: if (random() < 0.3) speed = pick([50, 70]); break;
        default: if (random() < 0.3) limit = pick([8, 12]);
      }
    }
    const before = await coverageOf(partsOf(homes, places, streets, 60, 10)), after = await coverageOf(partsOf(h, f, s, speed, limit));
    const there = compareCoverages(before, after), back = compareCoverages(after, before);
    for (const { causes } of there.changes) for (const { kind } of causes) { expect(kind).not.toBe('unexplained'); kinds.add(kind); }
    for (const { causes } of back.changes) for (const { kind } of causes) expect(kind).not.toBe('unexplained');
    const sign = ({ changes }: Comparison, first: 'before' | 'after', second: 'before' | 'after') => changes.map((c) => `${c.settlementId} ${c.service} ${c[first].status} ${c[second].status}`).sort();
    expect(sign(back, 'after', 'before')).toEqual(sign(there, 'before', 'after'));
    changed += there.changes.length;
    expect(compareCoverages(before, await coverageOf(partsOf(homes, places, streets, 60, 10))).changes).toEqual([]);
  }
  expect(changed).toBeGreaterThan(300);
  expect([...kinds].sort()).toEqual(['checklist-changed', 'facility-added', 'facility-closed', 'facility-moved', 'facility-opened', 'facility-removed', 'facility-retyped', 'network-changed', 'parameters-changed', 'settlement-moved', 'settlement-reclassed']);
}, 120_000);
