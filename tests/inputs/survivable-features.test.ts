/** Odd features a run can live with: it ends with 0, says what it did, and no settlement is lost. */
import { expect, test } from 'vitest';
import { computeCoverage } from '../../src/pipeline.ts';
import { noticesOf, report } from '../support/command.ts';
import { area, collection, FACILITIES, facility, feature, LAYERS, line, settlement, SETTLEMENTS, WALK, writeProject, type ProjectParts } from '../support/project.ts';

const point = (coordinates: unknown): object => ({ type: 'Point', coordinates });
const RING = [[121.5, 31.6], [121.5002, 31.6], [121.5002, 31.6002], [121.5, 31.6002]];

const UNLOCATED: [string, unknown, string][] = [
  ['no geometry', null, 'settlements without a geometry'],
  ['a point without coordinates', point([]), 'settlements with an empty geometry'],
  ['no "coordinates" at all', { type: 'Point' }, 'settlements with an empty geometry'],
  ['a polygon without rings', { type: 'Polygon', coordinates: [] }, 'settlements with an empty geometry'],
  ['a multipolygon of nothing', { type: 'MultiPolygon', coordinates: [[]] }, 'settlements with an empty polygon'],
  ['a ring that is no list', { type: 'Polygon', coordinates: [7] }, 'settlements with a broken polygon'],
  ['a ring of two corners', { type: 'Polygon', coordinates: [[RING[0], RING[1], RING[0]]] }, 'settlements with a polygon of fewer than three corners'],
];
for (const [what, geometry, said] of UNLOCATED) {
  test(`a settlement with ${what} stays in the list as unknown`, async () => {
    const { notices, coverage } = await noticesOf({ settlements: [...SETTLEMENTS, feature('odd', geometry, { township: 'Reedham' })] });
    expect(notices).toEqual([`unlocated × 1  settlements.geojson: ${said}; they are kept but cannot be reached: odd`]);
    expect(coverage.settlements).toHaveLength(3);
    const odd = coverage.settlements.find((s) => s.id === 'odd');
    expect(odd).toMatchObject({ lon: null, lat: null, snapMetres: null, snaps: [] });
    for (const service of Object.values(odd?.services ?? {})) expect(service).toMatchObject({ status: 'unknown', reason: 'settlement-not-on-network', minutes: null, metres: null, facilityId: null });
    expect(coverage.summary.settlements).toBe(3);
  });
}

test('a facility without a geometry serves no one and is not "in the data"', async () => {
  const { notices, coverage } = await noticesOf({ facilities: [facility('c1', 'clinic', [600, 0]), feature('m1', null, { type: 'market' })] });
  expect(notices).toEqual(['unlocated × 1  facilities.geojson: facilities without a geometry; they are kept but cannot be reached: m1']);
  expect(coverage.facilities.find((f) => f.id === 'm1')).toMatchObject({ lon: null, snapMetres: null });
  expect(coverage.settlements[0].services['market']).toMatchObject({ status: 'unknown', reason: 'no-such-facility-in-data' });
});

test('a ring that is not closed is closed', async () => {
  const settlements = [feature('open', { type: 'Polygon', coordinates: [RING] }, { township: 'R' })];
  expect((await noticesOf({ settlements })).notices).toEqual(['open-ring × 1  settlements.geojson: settlements with a polygon whose ring is not closed; it was closed: open']);
  expect(JSON.parse((await report({ settlements })).text('settlements.geojson'))).toMatchObject({ features: [{ geometry: { type: 'Polygon', coordinates: [[...RING, RING[0]]] } }] });
});

const LINES: [string, object, string][] = [
  ['without a geometry', feature('odd', null), 'no-line × 1  walk.geojson: lines without a geometry are left out: odd'],
  ['of one point', feature('odd', line([0, 9])), 'no-line × 1  walk.geojson: lines of fewer than two points are left out: odd'],
  ['of no point', feature('odd', { type: 'LineString', coordinates: [] }), 'no-line × 1  walk.geojson: lines of fewer than two points are left out: odd'],
  ['whose coordinates are a number', feature('odd', { type: 'LineString', coordinates: 7 }), 'no-line × 1  walk.geojson: lines of fewer than two points are left out: odd'],
  ['of parts without points', feature('odd', { type: 'MultiLineString', coordinates: [[], 7, [[121.5, 31.6]]] }), 'no-line × 1  walk.geojson: lines of fewer than two points are left out: odd'],
  ['without length', feature('odd', line([0, 9], [0, 9])), 'zero-length-line × 1  walk: lines whose points are all the same are left out: odd'],
];
for (const [what, odd, notice] of LINES) {
  test(`a line ${what} is left out of the network`, async () => {
    const { notices, coverage } = await noticesOf({ walk: [odd, ...WALK] });
    expect(notices).toEqual([notice]);
    expect(coverage.settlements[0].services['market']).toMatchObject({ status: 'covered', metres: 500 });
    expect(coverage.manifest.inputs.find((i) => i.layer === 'walk')?.features).toBe(2);
  });
}

test('a part of a line that cannot be drawn does not take the others with it', async () => {
  const [{ geometry }] = WALK as { geometry: { coordinates: unknown } }[];
  const { notices, coverage } = await noticesOf({ walk: [feature('w', { type: 'MultiLineString', coordinates: [[], geometry.coordinates] })] });
  expect(notices).toHaveLength(1);
  expect(coverage.settlements[1].services['market'].metres).toBe(1500);
});

const VALUES: [string, ProjectParts, string][] = [
  ['kind', { settlements: [settlement('a', [0, 0], { kind: 'suburban' })] }, 'unknown-value × 1  settlements.geojson: "kind" is none of urban, rural; urban is taken: "suburban" (line 2)'],
  ['tier', { settlements: [settlement('a', [0, 0], { kind: 'rural', tier: 7 })] }, 'unknown-value × 1  settlements.geojson: "tier" is none of core, central, general, village; village is taken: 7 (line 2)'],
  ['status', { facilities: [facility('m', 'market', [0, 0], { status: 'ruined' })] }, 'unknown-value × 1  facilities.geojson: "status" is none of existing, planned, closed; existing is taken: "ruined" (line 2)'],
  ['open', { facilities: [facility('m', 'market', [0, 0], { open: 'sometimes' })] }, 'unknown-value × 1  facilities.geojson: "open" is neither true nor false; true is taken: "sometimes" (line 2)'],
  ['provides', { facilities: [facility('m', 'market', [0, 0], { provides: { a: 1 } })] }, 'unreadable-value × 1  facilities.geojson: "provides" is not a list of words and is left out: {"a": 1} (line 2)'],
  ['name', { settlements: [settlement('a', [0, 0], { name: ['x'] })] }, 'unreadable-value × 1  settlements.geojson: "name" is not text and is left empty: ["x"] (line 2)'],
  ['highway', { walk: [feature('w', line([0, 0], [2000, 0]), { highway: 'goat_track' })] }, 'unknown-value × 1  walk.geojson: values of "highway" that are not known; such lines are taken as walkable: "goat_track"'],
  ['type', { facilities: [...FACILITIES, facility('x', 'libary', [0, 0]), facility('y', 'libary', [0, 0]), facility('z', 'casino', [0, 0])] },
    'unknown-facility-type × 3  facilities.geojson: facilities of types that are not in the checklist small count for nothing: "casino" × 1, "libary" (did you mean "library"?) × 2'],
  ['provided type', { facilities: [facility('m', 'market', [0, 0], { provides: ['cafe'] })] }, 'unknown-facility-type × 1  facilities.geojson: types under "provides" that are not in the checklist small: "cafe" × 1'],
  ['type that is not measured', { facilities: [...FACILITIES, facility('b', 'bookseller', [0, 0])], checklist: { notMeasured: [{ id: 'bookseller', name: { zh: '书', en: 'b' }, reason: { zh: '无', en: 'n' } }, { id: 'bookshop', name: { zh: '书', en: 'b' }, reason: { zh: '无', en: 'n' } }] } },
    'type-not-measured × 1  facilities.geojson: facilities of types that the checklist small knows and does not measure: "bookseller" × 1'],
  ['township', { settlements: [settlement('a', [0, 0], { township: null })] }, 'no-township × 1  settlements.geojson: settlements without a township are summed up under "": a'],
];
for (const [attribute, parts, notice] of VALUES) {
  test(`an unknown ${attribute} is noted with its value and file`, async () => {
    expect((await noticesOf(parts)).notices).toEqual([notice]);
  });
}

test('many cases of one kind are one notice that counts them and names eight', async () => {
  const { notices } = await noticesOf({ settlements: Array.from({ length: 100 }, (_, i) => settlement(`s${i}`, [0, 0], { kind: 'x' })) });
  expect(notices).toHaveLength(1);
  expect(notices[0]).toMatch(/^unknown-value × 100 .*(: |, )"x" \(line 9\), and 92 more$/);
});

test('a facility that is planned, closed or not open does not count, and each is named', async () => {
  const facilities = [['p', { status: 'planned' }], ['q', { status: '停用' }], ['r', { open: '否' }], ['s', { open: 0 }]].map(([id, attributes]) => facility(id, 'market', [0, 0], attributes as object));
  const { notices, coverage } = await noticesOf({ facilities: [...facilities, ...FACILITIES] });
  expect(notices).toEqual(['facility-not-in-use × 4  facilities.geojson: facilities that are planned, closed or not open do not count: p (planned), q (closed), r (not open), s (not open)']);
  expect(coverage.settlements[0].services['market'].facilityId).toBe('m1');
});

test('settlements in are settlements out, whatever is odd about them', async () => {
  const odd = [null, point([]), { type: 'Polygon', coordinates: [] }, { type: 'MultiPoint', coordinates: [[121.5, 31.6], [121.5001, 31.6]] }, area([0, 0], [9, 0], [9, 9]), point([10, 10]), point([121.5, 31.6, 3.5])];
  const ids = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 7, 1e21, '  '];
  const settlements = ids.flatMap((id, i) => odd.map((geometry, j) => feature(`${String(id)}${j === 0 ? '' : j}`, geometry, { population: i + j, kind: j % 2 ? 'rural' : 'nowhere' })));
  const { coverage, text } = await report({ settlements });
  expect(coverage.settlements).toHaveLength(settlements.length);
  expect(coverage.summary.settlements).toBe(settlements.length);
  expect((JSON.parse(text('settlements.geojson')) as { features: unknown[] }).features).toHaveLength(settlements.length);
  expect(coverage.manifest.inputs.find((i) => i.layer === 'settlements')?.features).toBe(settlements.length);
  for (const table of ['urban', 'rural']) {
    const members = coverage.settlements.filter((s) => s.table === table).length;
    for (const { settlements: { covered, gap, unknown } } of coverage.services.filter((s) => s.table === table)) expect(covered + gap + unknown).toBe(members);
  }
  const total = coverage.summary.townships.reduce((sum, t) => sum + t.settlementCount, 0);
  expect(total).toBe(settlements.length);
});

test('extra dimensions are passed over', async () => {
  const high = (features: readonly object[]): string => collection(features).replaceAll(/\[(121[.\d]*),([.\d]+)\]/g, '[$1,$2,4.5,99]');
  const { notices, coverage } = await noticesOf({ settlements: high(SETTLEMENTS), facilities: high(FACILITIES), walk: high(WALK) });
  expect(notices).toEqual([]);
  expect(coverage.settlements[1].services['market'].metres).toBe(1500);
});

test('an attribute mapped to a layer that has none of that name is noted', async () => {
  const { notices } = await noticesOf({ project: { layers: { ...LAYERS, settlements: { file: 'settlements.geojson', attributes: { popul: 'population' } } } } });
  expect(notices).toEqual(['unknown-attribute × 1  settlements.geojson: attributes that the project maps and this layer does not have are ignored (it has id, name, township, village, kind, tier, population, elderly, children, households): "popul"']);
});

test('a layer may have more features than a call takes arguments', async () => {
  const lost = (_: unknown, i: number): object => ({ type: 'Feature', properties: { id: i, type: 'clinic' }, geometry: null });
  const { facilities, inputs } = await computeCoverage(writeProject({ facilities: Array.from({ length: 130_000 }, lost) }));
  expect([...facilities]).toHaveLength(130_000);
  expect(inputs.find((i) => i.layer === 'facilities')?.features).toBe(130_000);
});
