/**
 * Two schools on a street of 2 km, 10 minutes at 60 m/min (600 m) in towns and 20 minutes (1200 m) in villages:
 *
 *   0 m a (town, 100 children)   500 m A   1000 m b (village, 50 children)   1500 m B   2000 m c (town, 150 children)
 *   o-----------------------------+------------------o-------------------------+------------------------o
 *
 * a reaches A (500 m; B is 1500 m off), b both (500 m each), c B. As in the table of two-step-catchments.test.ts:
 * with 120 places in A and 90 in B, a has 0.8, b 1.25 and c 0.45.
 */
import { expect, test } from 'vitest';
import { faultsOf, noticesOf, report } from '../support/command.ts';
import { CHECKLIST, collection, facility, feature, LAYERS, line, point, settlement, type ProjectParts } from '../support/project.ts';

const child = (id: string, x: number, children: number, more: object = {}): object => settlement(id, [x, 0], { children, population: 10 * children, tier: 'core', ...more });
const SCHOOLS = [facility('A', 'market', [500, 0], { capacity: 120 }), facility('B', 'market', [1500, 0], { capacity: 90 })];
const RULE = { of: 'children', perThousand: 1000, minimumRatio: 1 };
const [urban, rural] = CHECKLIST.tables, [market, ...others] = urban.services;
const tables = (more: object = {}): object[] => [{ ...urban, services: [{ ...market, ...more }, ...others] }, { ...rural, services: [{ ...market, limitMinutes: 20, ...more }, ...others] }];

function schools(facilities: readonly object[] = SCHOOLS, project: object = { capacity: { market: RULE } }, checklist: object[] = tables()): ProjectParts {
  return {
    facilities, project, checklist: { tables: checklist }, walk: [feature('street', line([0, 0], [2000, 0]))],
    settlements: [child('a', 0, 100), child('b', 1000, 50, { kind: 'rural' }), child('c', 2000, 150)],
  };
}

/** "ratio status short-of reason" of the schools, settlement by settlement. */
async function standings(parts: ProjectParts): Promise<string[]> {
  const { coverage, code, stderr } = await report(parts, ['--formats', 'json']);
  expect(code, stderr).toBe(0);
  return coverage.settlements.map(({ services: { market: found } }) => `${found.supplyRatio} ${found.status} ${found.shortOf} ${found.reason}`);
}

test('a full school is a gap, short of capacity; towns and villages share it, each within the limit of its table', async () => {
  expect(await standings(schools())).toEqual(['0.8 gap capacity null', '1.25 covered null null', '0.45 gap capacity null']);
});

test('who is too far is short of time, and takes no place from others', async () => {
  // Villages in 5 minutes (300 m): b reaches nothing. A has 120 / 100, B 90 / 150.
  expect(await standings(schools(SCHOOLS, { capacity: { market: RULE } }, [tables()[0], { ...rural, services: [{ ...market, limitMinutes: 5 }, ...others] }])))
    .toEqual(['1.2 covered null null', '0 gap time null', '0.6 gap capacity null']);
});

test('need is so many units for a thousand people; the ratio of the rule is inclusive', async () => {
  // 400 for a thousand: need 40, 20, 60. A: 120 / 60 = 2, B: 90 / 80 = 1.125.
  const rule = { of: 'children', perThousand: 400 };
  expect(await standings(schools(SCHOOLS, { capacity: { market: { ...rule, minimumRatio: 2 } } }))).toEqual(['2 covered null null', '3.125 covered null null', '1.125 gap capacity null']);
  expect(await standings(schools(SCHOOLS, { capacity: { market: { ...rule, minimumRatio: 2.0001 } } }))).toEqual(['2 gap capacity null', '3.125 covered null null', '1.125 gap capacity null']);
});

test('a facility of unknown capacity makes nobody a gap: who has too little without it is unknown', async () => {
  const [, B] = SCHOOLS, parts = schools([facility('A', 'market', [500, 0]), B]), { notices } = await noticesOf(parts);
  expect(await standings(parts)).toEqual(['0 unknown null capacity-not-in-data', '0.45 unknown null capacity-not-in-data', '0.45 gap capacity null']);
  expect(notices).toContain('capacity-missing × 1  facilities.geojson: facilities without a capacity, of services with a capacity rule: who reaches them, and too little without them, is unknown: A (market)');
});

test('the capacity of a place that only provides the service speaks of something else', async () => {
  const [A, B] = [facility('A', 'library', [500, 0], { capacity: 120, provides: ['market'] }), SCHOOLS[1]];
  expect(await standings(schools([A, B]))).toEqual(['0 unknown null capacity-not-in-data', '0.45 unknown null capacity-not-in-data', '0.45 gap capacity null']);
});

test('in square metres it is the area that counts', async () => {
  const plots = [facility('A', 'market', [500, 0], { areaSquareMetres: 120, capacity: 9999 }), facility('B', 'market', [1500, 0], { areaSquareMetres: 90 })];
  expect(await standings(schools(plots, { capacity: { market: { ...RULE, unit: 'squareMetres' } } }))).toEqual(['0.8 gap capacity null', '1.25 covered null null', '0.45 gap capacity null']);
});

test('nobody in need is short of nothing', async () => {
  const parts = schools(), { notices } = await noticesOf({ ...parts, settlements: [child('a', 0, 0, { population: 7 }), child('c', 2000, 0)] });
  expect(await standings({ ...parts, settlements: [child('a', 0, 0, { population: 7 }), child('c', 2000, 150)] })).toEqual(['null covered null null', '0.6 gap capacity null']);
  expect(notices).toContain('capacity-no-need × 1  settlements.geojson: capacity rules of services that nobody needs by the data: only the time decides: urban/market (children)');
});

test('a rule of the checklist holds without one of the project, and its figures serve a rule of the project that has none', async () => {
  const capacity = { minimum: null, unit: 'places', perThousand: 1000, of: 'children', status: 'memory', note: null };
  expect(await standings(schools(SCHOOLS, {}, tables({ capacity: { ...capacity, minimumRatio: 0.5 } })))).toEqual(['0.8 covered null null', '1.25 covered null null', '0.45 gap capacity null']);
  expect(await standings(schools(SCHOOLS, { capacity: { market: {} } }, tables({ capacity })))).toEqual(['0.8 gap capacity null', '1.25 covered null null', '0.45 gap capacity null']);
});

test('without a rule nothing of it is in a result', async () => {
  const capacity = { minimum: 40, unit: 'places', perThousand: 1000, of: 'children', status: 'memory', note: null };
  const { text } = await report(schools(SCHOOLS, {}, tables({ capacity }))), of = text('coverage.json') + text('gaps.csv') + text('settlements.geojson');
  expect(/supplyRatio|shortOf|short_of|supply_ratio|ratio_market|"capacity":\{/.exec(of)).toBeNull();
});

test('the rule, its status and who is short are in coverage.json, the gaps and the summary', async () => {
  const { coverage, text, stderr } = await report(schools(), ['--formats', 'json,csv,geojson']);
  expect(coverage.services[0].capacity).toEqual({ unit: 'places', of: 'children', perThousand: 1000, minimumRatio: 1, status: 'proposed', short: { settlements: 2, population: 2500 } });
  expect(text('gaps.csv')).toMatch(/,mode,short_of,supply_ratio,lon,lat\r?\n/);
  expect(text('gaps.csv')).toMatch(/,walk,capacity,0\.45,/);
  expect(text('settlements.geojson')).toContain('"ratio_market":0.45');
  expect(stderr).toContain('Capacity: Market (urban), 1000 for a thousand children, ratio at least 1 *: 2 settlements (2500 people) reach one in time that is full\n'.replace('2500', '2,500'));
  expect(coverage.notices.filter(({ code, what }) => code === 'value-proposed' && what.startsWith('capacity')).map(({ what }) => what)).toEqual(['capacity rules that are our proposal, not an official figure: urban/market, rural/market']);
});

test('whoever comes by bus shares what is there', async () => {
  // Only villages are far: c is 2000 m from A, out of reach on foot in 10 minutes, and rides 2 km at 60 km/h every 2 minutes from door to door.
  const bus = { lines: 'l.geojson', stops: 's.geojson' }, parts = schools([facility('A', 'market', [0, 0], { capacity: 120 })], { layers: { ...LAYERS, bus }, capacity: { market: RULE } }, tables({ mode: 'walk+bus' }));
  const files = {
    'l.geojson': collection([feature('L', line([0, 0], [2000, 0]), { headwayMinutes: 2, speedKmh: 60, stops: ['p', 'q'] })]),
    's.geojson': collection([feature('p', point(0, 0)), feature('q', point(2000, 0))]),
  };
  const settlements = [child('a', 0, 100), child('c', 2000, 150)];
  expect(await standings({ ...parts, files, settlements })).toEqual(['0.48 gap capacity null', '0.48 gap capacity null']); // 120 / 250
  expect(await standings({ ...schools([facility('A', 'market', [0, 0], { capacity: 120 })]), settlements })).toEqual(['1.2 covered null null', '0 gap time null']);
});

test('a rule for no service, without figures, or with half of them is a fault', async () => {
  expect(await faultsOf(schools(SCHOOLS, { capacity: { markt: RULE } }))).toEqual([expect.stringMatching(/^lifecircle\.yaml:\d+:\d+: "markt" is no service of the checklist small\. Did you mean "market"\.$/)]);
  expect(await faultsOf(schools(SCHOOLS, { capacity: { market: {} } }))).toEqual([expect.stringMatching(/capacity\.market has no figures, and neither has the checklist small\. Give of and perThousand\.$/)]);
  expect(await faultsOf(schools(SCHOOLS, { capacity: { market: { of: 'children' } } }))).toEqual([expect.stringMatching(/capacity\.market has of, and no perThousand\. Give both, or neither for those of the checklist\.$/)]);
  expect(await faultsOf(schools(SCHOOLS, { capacity: { market: { ...RULE, minimumRatio: 0 } } }))).toEqual([expect.stringMatching(/capacity\.market\.minimumRatio is 0, expected a number above 0\. Correct it\.$/)]);
  expect(await faultsOf(schools(SCHOOLS, {}, tables({ capacity: { minimum: null, unit: 'places', perThousand: null, of: null, status: 'memory', note: null, minimumRatio: 1 } }))))
    .toEqual([0, 1].map((t): unknown => expect.stringContaining(`tables.${t}.services.0.capacity.minimumRatio is 1. Give perThousand and of beside it.`)));
});
