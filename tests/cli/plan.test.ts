import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { PLAN_SCHEMA_FILE, renderPlanSchema } from '../../bench/write-schema.ts';
import type { PlanResult } from '../../src/plan/plan-result.ts';
import { command } from '../support/command.ts';
import { CHECKLIST, collection, facility, feature, LAYERS, line, point, settlement, SETTLEMENTS, temporaryFolder, writeProject, type ProjectParts } from '../support/project.ts';

// The street: a (urban, core, 300 people) at 0 m reaches market and clinic; b (rural, 100 people) at 2000 m neither.
// A market at 1900 m (c1) is 100 m from b; it costs 20 and its place 5.
const COSTS = { market: { cost: 20, months: 6 }, clinic: { cost: 40, months: 14 } };
const candidate = (id: string, x: number, more: object = {}, y = 0): object => feature(id, point(x, y), { name: `Old school ${id}`, cost: 5, ...more });
const town = (plan: object, candidates: readonly object[] = [candidate('c1', 1900)], more: ProjectParts = {}): ProjectParts => ({
  project: { layers: { ...LAYERS, candidates: 'candidates.geojson' }, plan: { years: [{ year: 2027, total: 100 }], costs: COSTS, junctions: false, ...plan } }, ...more, files: { 'candidates.geojson': collection(candidates) },
});

const ajv = new Ajv2020({ allErrors: true }), published = readFileSync(PLAN_SCHEMA_FILE, 'utf8'), isOfSchema = ajv.compile(JSON.parse(published) as object);

async function plan(parts: ProjectParts, ...options: string[]): Promise<{ code: number; stderr: string; plan: PlanResult & { schemaVersion: 1 }; csv: string }> {
  const folder = writeProject(parts), out = join(temporaryFolder(), 'out');
  const { code, stderr } = await command(['plan', folder, '--out', out, '--date', '2026-11-01', ...options]);
  const read = (name: string): string => (existsSync(join(out, name)) ? readFileSync(join(out, name), 'utf8') : '');
  const found = JSON.parse(read('plan.json') || 'null') as PlanResult & { schemaVersion: 1 };
  if (code === 0) expect(isOfSchema(found), JSON.stringify(isOfSchema.errors?.slice(0, 4))).toBe(true);
  return { code, stderr, plan: found, csv: read('projects.csv') };
}

test('the published schema is what npm run schema writes', () => { expect(published).toBe(renderPlanSchema()); });

test('two services at one candidate pay for its place once, basic first', async () => {
  const { plan: { projects, solution, unmet, stages }, csv } = await plan(town({}));
  expect(projects.map(({ id, cost, siteCost, opens, newlyCovered, duplication }) => [id, cost, siteCost, opens, newlyCovered, duplication])).toEqual([
    ['plan-market-c1', 25, 5, '2027-06', 100, 0],
    ['plan-clinic-c1', 40, 0, '2028-02', 100, 0],
  ]);
  expect(solution).toMatchObject({ cost: 65, budget: 100, gap: 0, isProven: true, openedSites: 1 });
  expect(unmet).toEqual([]);
  // The clinic opens when the only year is over.
  expect(stages.map(({ stage, projects: open, total }) => [stage, open, total.pairs.gap])).toEqual([['before', 0, 2], [2027, 1, 1], ['all', 2, 0]]);
  expect(csv.split('\r\n')[1]).toContain('to be decided');
});

test('of each severity there is the share of people who reach it, and each settlement has its gaps before and after', async () => {
  const { plan: { stages, settlements } } = await plan(town({}));
  // The market is basic: the 300 people of a, in a core town, have it, the 100 of the village b from 2027 on. The clinic, of quality, opens in 2028.
  expect(stages.map(({ stage, total: { shares: { basic, required, pilot, advisory } } }) => [stage, basic, required, pilot, advisory])).toEqual([['before', 0.75, 1, 0, 0.75], [2027, 1, 1, 1, 0.75], ['all', 1, 1, 1, 1]]);
  expect(settlements.map(({ id, before, after }) => [id, before.covered, before.gaps, after.covered, after.gaps])).toEqual([
    ['a', 2, { required: 0, pilot: 0, advisory: 0 }, 2, { required: 0, pilot: 0, advisory: 0 }], ['b', 0, { required: 0, pilot: 1, advisory: 1 }, 2, { required: 0, pilot: 0, advisory: 0 }],
  ]);
});

test('rules name who builds, who is responsible and who pays; what none says stays open', async () => {
  const rules = [{ services: ['market'], funding: 'both', districtShare: 0.5 }, { tasks: [3], department: 'Health' }, { townships: ['Saltby'], implementer: 'Council of {township}' }];
  const { plan: { projects, years } } = await plan(town({ rules, years: [{ year: 2027, district: 100, eachTownship: 20 }] }));
  expect(projects.map((p) => [p.service, p.implementer, p.department, p.funding, p.districtShare])).toEqual([['market', 'Council of Saltby', null, 'both', 0.5], ['clinic', 'Council of Saltby', 'Health', null, null]]);
  // Half of the market's 20; all of its place and of the clinic is the district's.
  expect(years[0].payers).toEqual([{ payer: 'district', township: null, income: 100, spent: 55 }, { payer: 'township', township: 'Saltby', income: 20, spent: 10 }]);
});

test('what a township cannot pay is not planned, however much the district has', async () => {
  const { plan: { projects, unmet } } = await plan(town({ rules: [{ services: ['market'], districtShare: 0 }], years: [{ year: 2027, district: 1000, eachTownship: 19 }] }));
  expect([projects.map((p) => p.service), unmet.map((u) => [u.service, u.reason])]).toEqual([['clinic'], [['market', 'budget']]]);
});

test('private money is in no public budget, has one of its own where a year says so, and shares a cost with district and township', async () => {
  // The market costs 20: 15 private, of the other 5 the district pays 2 and the township 3. Place and clinic cost 5 + 40 of the district.
  const rules = [{ services: ['market'], privateShare: 0.75, districtShare: 0.4 }], year = { year: 2027, district: 47, eachTownship: 3 };
  const { plan: { projects, years, solution }, stderr } = await plan(town({ rules, years: [{ ...year, private: 15 }] }));
  expect(projects.map((p) => [p.service, p.cost, p.privateShare, p.districtShare])).toEqual([['market', 25, 0.75, 0.4], ['clinic', 40, 0, null]]);
  expect(years[0]).toMatchObject({ income: 50, spent: 50, left: 0, private: { income: 15, spent: 15 }, payers: [{ payer: 'district', income: 47, spent: 47 }, { payer: 'township', income: 3, spent: 3 }] });
  expect([solution.cost, solution.budget, solution.privateCost, stderr]).toEqual([65, 50, 15, expect.stringContaining('15 of it is private money and in no public budget\n')]);
  expect((await plan(town({ rules, years: [{ ...year, private: 14 }] }))).plan.projects.map((p) => p.service)).toEqual(['clinic']);
  const unlimited = await plan(town({ rules: [{ privateShare: 1 }], years: [{ year: 2027, total: 0 }] }));
  expect([unlimited.plan.projects.length, unlimited.plan.solution.isProven, unlimited.plan.years[0]]).toEqual([2, true, expect.objectContaining({ income: 0, spent: 0, payers: [], private: { income: null, spent: 65 } })]);
  expect((await plan(town({})))).toMatchObject({ plan: { years: [{ private: null }], solution: { privateCost: 0 } } });
});

test('a year saves for the next, and a service of the basic class goes first', async () => {
  const { plan: { projects, years } } = await plan(town({ years: [{ year: 2027, total: 30 }, { year: 2028, total: 35 }] }));
  expect([projects.map((p) => [p.service, p.year]), years.map(({ spent, left }) => [spent, left])]).toEqual([[['market', 2027], ['clinic', 2028]], [[25, 5], [40, 0]]]);
});

test('the plan of a year is due by 30 November of the year before', async () => {
  const years = ['--years', '2027-2028', '--budget', '9'];
  expect((await plan(town({}), ...years)).plan.years.map(({ due, isOverdue }) => [due, isOverdue])).toEqual([['2026-11-30', false], ['2027-11-30', false]]);
  expect((await plan(town({}), ...years, '--date', '2026-12-01')).plan.years.map(({ isOverdue }) => isOverdue)).toEqual([true, false]);
});

test('more budget never covers less, in 8 towns of chance', async () => {
  for (let seed = 1; seed <= 8; seed++) {
    const candidates = Array.from({ length: 6 }, (_, i) => candidate(`c${i}`, (seed * 977 * (i + 1)) % 2000, { cost: (seed * 7 * i) % 11 })), covered: number[] = [];
    for (const budget of [0, 20, 30, 60, 90]) covered.push((await plan(town({}, candidates), '--budget', String(budget))).plan.solution.value);
    expect(covered, `seed ${seed}`).toEqual(covered.toSorted((a, b) => a - b));
  }
});

test('a school that is closed to the public is opened rather than another built', async () => {
  const parts = town({ openedShare: 0.1 }, [], { facilities: [facility('m1', 'market', [500, 0]), facility('c1', 'clinic', [600, 0]), facility('m2', 'market', [1900, 0], { open: false })] });
  const { plan: { projects } } = await plan(parts);
  expect(projects.map(({ site, cost, opens }) => [site.id, site.kind, cost, opens])).toEqual([['m2', 'closed', 2, '2027-01']]);
});

test('without a candidate near, the place where the settlement meets the way is taken', async () => {
  const { plan: { projects } } = await plan(town({ junctions: true, siteCost: 3 }, []));
  expect(projects.map(({ site, near, cost }) => [site.kind, near?.id, cost])).toEqual([['junction', 'b', 23], ['junction', 'b', 40]]);
});

test('care beside health saves a share of its cost', async () => {
  const beside = [{ services: ['clinic'], of: ['market'], withinMetres: 100, saving: 0.25 }];
  const { plan: { projects } } = await plan(town({ beside }, [candidate('c1', 1900)], { facilities: [facility('m1', 'market', [1950, 0]), facility('c9', 'clinic', [0, 0])] }));
  // The market is there. 40 less a quarter, and 5 for the place.
  expect(projects.map(({ service, cost }) => [service, cost])).toEqual([['clinic', 35]]);
});

test('of those whom a project reaches, the share that was served before is its duplication', async () => {
  // d at 1050 m has the market at 500 m and the clinic at 600 m. From 1500 m both d, 450 m away, and b, 500 m away, are reached: 200 of 300 people were served.
  const settlements = [...SETTLEMENTS, settlement('d', [1050, 0], { township: 'Saltby', kind: 'urban', tier: 'core', population: 200 })];
  const { plan: { projects } } = await plan(town({}, [candidate('c1', 1500)], { settlements }));
  expect(projects.map(({ id, newlyCovered, duplication }) => [id, newlyCovered, duplication])).toEqual([['plan-market-c1', 100, 0.6667], ['plan-clinic-c1', 100, 0.6667]]);
});

test('a facility whose removal would cover somebody is not spare', async () => {
  // Within 10 minutes and 500 m. The market 900 m up a moving way is the nearest, 7.5 minutes, and too long a way: a gap. Without it the market
  // 480 m off, 8 minutes, counts. Without that one nothing changes.
  const checklist = { ...CHECKLIST, tables: CHECKLIST.tables.map((table) => ({ ...table, services: table.services.filter(({ id }) => id === 'market').map((service) => ({ ...service, limitMetres: 500 })) })) };
  const { plan: { spare } } = await plan(town({}, [], {
    checklist, settlements: [SETTLEMENTS[0]], facilities: [facility('fast', 'market', [900, 0]), facility('slow', 'market', [-480, 0])],
    walk: [feature('moving', line([0, 0], [900, 0]), { speedFactor: 2 }), feature('street', line([0, 0], [-480, 0]))],
  }));
  expect(spare.map(({ id }) => id)).toEqual(['slow']);
});

test('a facility that nobody would miss is named, and one of two beside each other as well', async () => {
  const { plan: { spare } } = await plan(town({}, [], { facilities: [facility('m1', 'market', [500, 0]), facility('m2', 'market', [510, 0]), facility('c1', 'clinic', [600, 0])] }));
  expect(spare.map(({ id, services }) => [id, services])).toEqual([['m1', ['market']], ['m2', ['market']]]);
});

test('demand without a site within the limit, and without a cost, is listed', async () => {
  const { plan: { unmet }, stderr } = await plan(town({}, [candidate('c1', 1000)]));
  expect(unmet.map(({ settlement, service, reason }) => [settlement, service, reason])).toEqual([['b', 'market', 'no-site'], ['b', 'clinic', 'no-site']]);
  expect(stderr).toContain('2 gaps stay: no site within the limit');
  const free = await plan(town({ costs: { clinic: COSTS.clinic } }));
  expect(free.plan.unmet.map(({ service, reason }) => [service, reason])).toEqual([['market', 'no-cost']]);
});

test('no money, candidates off the network or twice in one place, a second of time: an answer every time', async () => {
  const poor = await plan(town({}), '--budget', '0');
  expect([poor.code, poor.plan.projects, poor.plan.unmet.map((u) => u.reason)]).toEqual([0, [], ['budget', 'budget']]);
  const odd = await plan(town({}, [candidate('c1', 1900), candidate('c2', 1900), candidate('c3', 1900, {}, 900), candidate('c4', 100, { allows: ['markt'] })]), '--time-limit', '1');
  expect([odd.code, odd.plan.solution.isProven]).toEqual([0, true]);
  expect(odd.plan.notices.map(({ code }) => code)).toEqual(expect.arrayContaining(['shared-place', 'candidate-not-on-network', 'unknown-plan-name']));
});

test('what cannot be is refused by name', async () => {
  const refused = async (parts: ProjectParts, ...options: string[]): Promise<string> => {
    const { code, stderr } = await plan(parts, ...options);
    expect(code).toBe(2);
    return stderr;
  };
  expect(await refused(town({ costs: { market: { cost: -1, months: 6 } } }))).toContain('plan.costs.market.cost is -1, expected an amount of 0 or more');
  expect(await refused(town({}, [candidate('c1', 0, { cost: -5 })]))).toContain('"cost" is -5');
  expect(await refused(town({}, [candidate('c1', 0), candidate('c1', 9)]))).toContain('the id "c1" is used already');
  expect(await refused(town({}), '--years', '2031')).toContain('there is no budget for 2031');
  expect(await refused(town({}), '--budget', '-3')).toContain('Give an amount of 0 or more');
  expect(await refused(town({}), '--years', '2029-2027')).toContain('Give a year or two');
  expect(await refused(town({ years: [{ year: 2027, total: 1 }, { year: 2027, total: 1 }] }))).toContain('Name each year once');
  expect(await refused(town({ years: [{ year: 2027, total: 1, private: 1 }, { year: 2028, total: 1 }] }))).toContain('Give private for every year, or for none');
});
