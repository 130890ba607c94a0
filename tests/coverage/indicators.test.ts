import { expect, test } from 'vitest';
import { degreeMetres } from '../../src/core/geodesy.ts';
import { Findings } from '../../src/core/problems.ts';
import { computeIndicators } from '../../src/coverage/indicators.ts';
import { cutLandIntoCells } from '../../src/coverage/land-cells.ts';
import { Measure } from '../../src/coverage/measure.ts';
import type { Indicator } from '../../src/inputs/checklist.ts';
import type { Facility } from '../../src/inputs/facilities.ts';
import type { Settlement } from '../../src/inputs/settlements.ts';
import { findFacilityAccess, findSettlementAccess } from '../../src/network/access.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { SnapIndex, type Access } from '../../src/network/snap.ts';
import { computeWalkCosts } from '../../src/travel/costs.ts';
import { area, at, drawLines } from '../support/town.ts';

const text = { zh: '', en: '' };
const head = { name: text, target: null, nameStatus: 'seen', definitionStatus: 'memory', note: text } as const;
const reach = (groups: string[][], given = {}): Indicator => ({ kind: 'reach', ...head, groups, limitMinutes: 10, profile: 'adult', kinds: ['urban', 'rural'], minimumSquareMetres: null, ...given });
const supply: Indicator = { kind: 'supply', ...head, types: ['home'], per: 'elderly', times: 1000, unit: text };

const settlement = (id: string, place: Settlement['place'], given: Partial<Settlement> = {}): Settlement => ({
  id, place, name: '', township: '', village: '', kind: 'urban', tier: 'core', population: 0, elderly: 0, children: 0, households: 0, ...given,
});
const facility = (id: string, place: Facility['place'], given: Partial<Facility> = {}): Facility => ({
  id, place, type: 'school', name: '', provides: [], status: 'existing', capacity: null, areaSquareMetres: null, owner: '', open: true, updated: null, ...given,
});

// A street of 3 km with the school at 0: the estate of 100 x 50 m at 300 m reaches it in 10 minutes, the one of
// 100 x 150 m at 2,000 m does not, the third is off the network.
const town = [
  settlement('near', area([250, 10], [350, 10], [350, 60], [250, 60]), { population: 100, elderly: 40 }),
  settlement('far', area([1950, 10], [2050, 10], [2050, 160], [1950, 160]), { population: 300, elderly: 60, kind: 'rural' }),
  settlement('off', at([0, 5000]), { population: 600 }),
];

function compute(indicator: Indicator, facilities: Facility[], settlements = town) {
  const network = buildNetwork(drawLines([[[0, 0], [3000, 0]]]), 0.5, new Findings()), index = new SnapIndex(network);
  const facilityAccess = facilities.map((f) => findFacilityAccess(index, f.place, 300)), cells = cutLandIntoCells(settlements);
  const costs = { adult: computeWalkCosts(network, { id: 'adult', metresPerMinute: 60 }), elderly: computeWalkCosts(network, { id: 'elderly', metresPerMinute: 48 }) };
  const ask = (settlementAccess: Access[][]) => ({ measure: new Measure({ facilities, facilityAccess, settlementAccess, costs, cutEnds: [], searchMinutes: 60, bus: null }), stops: null });
  return computeIndicators([indicator], settlements, facilities, ask(settlements.map((s) => findSettlementAccess(index, s.place, 300))), { cells, ...ask(cells.middle.map(([lon, lat]) => [index.nearest(lon, lat, 300) ?? []].flat())) });
}

test('one value for each denominator, with what is unknown beside it', () => {
  const values = compute(reach([['school']]), [facility('f', at([0, 0]))]);
  expect(values.map((v) => [v.denominator, v.value, v.total])).toEqual([['population', 0.25, 1000], ['settlements', 0.5, 3], ['residential-land', expect.closeTo(0.25, 3) as number, expect.closeTo(20_000, -2) as number]]);
  expect(values.map((v) => v.unknownShare)).toEqual([0.6, expect.closeTo(1 / 3, 12), 0]);
  expect(degreeMetres(31.6).lat).toBeGreaterThan(110_000); // the town is drawn in metres
});

test('the value of several groups is their mean; a group that is nowhere in the data makes it unknown', () => {
  const school = facility('f', at([0, 0])), clinic = facility('c', at([2000, 0]), { type: 'clinic' });
  expect(compute(reach([['school'], ['clinic']]), [school, clinic])[0].value).toBe((0.25 + 0.75) / 2);
  expect(compute(reach([['school'], ['clinic', 'hospital']]), [school])[0]).toMatchObject({ value: null, reason: 'no facility in the data of: clinic or hospital' });
});

test('only settlements of its kinds are measured, only facilities large enough count', () => {
  expect(compute(reach([['school']], { kinds: ['rural'] }), [facility('f', at([0, 0]))])[0]).toMatchObject({ value: 0, total: 300 });
  expect(compute(reach([['school']], { minimumSquareMetres: 400 }), [facility('f', at([0, 0]), { areaSquareMetres: 399 })])[0].value).toBe(0);
});

// The estate reaches from 400 m to 800 m along the street and 10 m to 110 m off it. With 600 m to walk, its row at y holds
// land up to x = 600 - y: 200 - y of its 400 m, from 190 m at its near side to 90 m at its far side, 140 m on average.
test('land counts as far as the time goes, whatever its middle says', () => {
  const estate = settlement('estate', area([400, 10], [800, 10], [800, 110], [400, 110])), school = facility('f', at([0, 0]));
  const values = compute(reach([['school']]), [school], [estate]);
  expect(values.at(-1)).toMatchObject({ denominator: 'residential-land', value: expect.closeTo(140 / 400, 2) as number, total: expect.closeTo(40_000, -2) as number, unknownShare: 0 });
  expect(values[1]).toMatchObject({ denominator: 'settlements', value: 0 }); // its middle is at 600 m and 60 m off
});

test('land too far from any street is unknown, not a gap', () => {
  // From 100 m to 500 m off the street: 200 m of its 400 m lie within 300 m of it, and all of those 600 m from the school.
  const deep = settlement('deep', area([0, 100], [100, 100], [100, 500], [0, 500]));
  expect(compute(reach([['school']]), [facility('f', at([0, 0]))], [deep]).at(-1)).toMatchObject({ denominator: 'residential-land', value: 1, unknownShare: expect.closeTo(0.5, 2) as number });
});

test('supply is the sum of capacities over people; a capacity that is missing makes it unknown', () => {
  const home = (id: string, given: Partial<Facility>) => facility(id, at([0, 0]), { type: 'home', ...given });
  expect(compute(supply, [home('a', { capacity: 3 }), home('b', { capacity: 2 }), home('c', { capacity: 50, status: 'planned' })])[0]).toMatchObject({ value: 50, denominator: 'elderly', total: 100 });
  expect(compute(supply, [home('a', { capacity: 3 }), home('b', {})])[0]).toMatchObject({ value: null, reason: '1 of 2 facilities have no capacity in the data' });
  expect(compute(supply, [])[0].reason).toBe('no facility in the data of: home');
});
