import { expect, test } from 'vitest';
import { severityOf, type TableAssessment } from '../../src/coverage/assess.ts';
import { basicServiceEquity, timeEquity } from '../../src/coverage/equity.ts';
import { COVERED, GAP, NO_REASON, UNKNOWN, type Answer } from '../../src/coverage/measure.ts';
import { summarise } from '../../src/coverage/summary.ts';
import type { Service } from '../../src/inputs/checklist.ts';
import type { Settlement } from '../../src/inputs/settlements.ts';
import { UNREACHED } from '../../src/core/units.ts';
import { seeded } from '../support/random.ts';

const settlement = (id: string, population: number, given: Partial<Settlement> = {}): Settlement => ({
  id, name: '', township: 'A', village: '', kind: 'urban', tier: 'core', population, elderly: 0, children: 0, households: 0, place: { type: 'unlocated' }, ...given,
});

const service = (id: string, given: Partial<Service> = {}): Service => ({
  id, name: { zh: id, en: id }, task: 1, dimensions: ['宜居'], class: 'basic', classStatus: 'proposed', limitMinutes: 15, limitMetres: null, radiusMetres: null,
  mode: 'walk', profile: 'adult', satisfiedBy: [], hosts: [], capacity: null, valueStatus: 'proposed', source: '', ...given,
});

/** @param minutes per settlement; null is unreached, NaN is unknown. */
function answer(minutes: readonly (number | null)[], limit = 15): Answer {
  return {
    status: Uint8Array.from(minutes, (m) => (m === null ? GAP : Number.isNaN(m) ? UNKNOWN : m <= limit ? COVERED : GAP)), reason: new Uint8Array(minutes.length).fill(NO_REASON),
    ms: Uint32Array.from(minutes, (m) => (m === null || Number.isNaN(m) ? UNREACHED : m * 60_000)), mm: new Uint32Array(minutes.length), facility: new Uint32Array(minutes.length), byBus: null,
  };
}

function assessment(services: [Service, Answer][], members: number[]): TableAssessment {
  return { table: { id: 'urban', name: { zh: '', en: '' }, kinds: ['urban'], services: services.map(([s]) => s) }, settlements: Uint32Array.from(members), services: services.map(([s, a]) => ({ service: s, answer: a, basis: '' })) };
}

test('basic services are required in core and central towns, piloted in general towns and villages; others are advisory', () => {
  const basic = service('a'), quality = service('b', { class: 'quality' });
  const of = (kind: Settlement['kind'], tier: Settlement['tier']) => severityOf(basic, { kind, tier });
  expect([of('urban', 'core'), of('urban', 'central'), of('urban', 'general'), of('urban', 'village'), of('rural', 'village'), of('rural', 'core')])
    .toEqual(['required', 'required', 'pilot', 'pilot', 'pilot', 'pilot']);
  expect(severityOf(quality, { kind: 'urban', tier: 'core' })).toBe('advisory');
});

test('totals count settlements and people by status, service, township, task and dimension', () => {
  const settlements = [settlement('s1', 1), settlement('s2', 2, { township: 'B' }), settlement('s4', 4, { township: 'B', tier: 'general' }), settlement('s8', 8)];
  const market = service('market'), clinic = service('clinic', { task: 10, dimensions: ['宜养', '宜居'], class: 'quality' });
  const summary = summarise([assessment([[market, answer([5, 20, 20, NaN])], [clinic, answer([5, 5, null, 5])]], [0, 1, 2, 3])], settlements);
  // Populations are powers of two: a sum says exactly who is in it.
  expect(summary.services.get('market')).toEqual({ settlements: { covered: 1, gap: 2, unknown: 1 }, population: { covered: 1, gap: 6, unknown: 8 }, coverage: 1 / 7, denominator: 'population' });
  expect(summary.services.get('clinic')?.population).toEqual({ covered: 11, gap: 4, unknown: 0 });
  expect(summary.total).toEqual({ settlements: { covered: 1, gap: 2, unknown: 1 }, population: { covered: 1, gap: 6, unknown: 8 }, checks: { covered: 4, gap: 3, unknown: 1 }, gaps: { required: 1, pilot: 1, advisory: 1 } });
  expect(summary.townships.map((t) => [t.name, t.settlementCount, t.populationTotal, t.services.get('market')?.coverage])).toEqual([['A', 2, 9, 1], ['B', 2, 6, 0]]);
  expect([...summary.tiers].map(([tier, g]) => [tier, g.population])).toEqual([['core', { covered: 1, gap: 2, unknown: 8 }], ['general', { covered: 0, gap: 4, unknown: 0 }]]);
  expect([...summary.tasks].map(([task, g]) => [task, g.population.covered])).toEqual([[1, 1], [10, 11]]);
  expect([...summary.dimensions].map(([d, g]) => [d, g.settlements])).toEqual([['宜居', { covered: 1, gap: 2, unknown: 1 }], ['宜养', { covered: 3, gap: 1, unknown: 0 }]]);
});

test('where nobody is counted, coverage is by settlements; where nothing is known, there is none', () => {
  const settlements = [settlement('a', 0), settlement('b', 0), settlement('c', 0)];
  const of = (minutes: (number | null)[]) => summarise([assessment([[service('market'), answer(minutes)]], [0, 1, 2])], settlements).services.get('market');
  expect(of([5, 20, NaN])).toMatchObject({ coverage: 0.5, denominator: 'settlements' });
  expect(of([NaN, NaN, NaN])?.coverage).toBeNull();
});

test('in every random assessment the statuses add up to the settlements and people, in every group', () => {
  const random = seeded(3);
  for (let round = 0; round < 50; round++) {
    const settlements = Array.from({ length: 30 }, (_, i) => settlement(`s${i}`, Math.floor(100 * random()), { township: `T${Math.floor(4 * random())}` }));
    const services = Array.from({ length: 6 }, (_, i): [Service, Answer] => [service(`x${i}`, { task: 1 + (i % 3) }), answer(settlements.map(() => (random() < 0.2 ? NaN : random() < 0.2 ? null : 30 * random())))]);
    const { total, services: byService, townships, tasks } = summarise([assessment(services, [...settlements.keys()])], settlements);
    const people = settlements.reduce((sum, s) => sum + s.population, 0);
    const sum = (t: { covered: number; gap: number; unknown: number }) => t.covered + t.gap + t.unknown;
    for (const group of [total, ...byService.values(), ...tasks.values()]) expect([sum(group.settlements), sum(group.population)]).toEqual([30, people]);
    expect(townships.reduce((all, t) => all + sum(t.population), 0)).toBe(people);
    expect(total.gaps.required + total.gaps.pilot + total.gaps.advisory).toBe(total.checks.gap);
  }
});

test('equity of four people at 0, 10, 20 and 30 minutes', () => {
  // Gini of 0, 10, 20, 30: sum |xi - xj| / (2 n^2 mean) = 2 (10+20+30+10+20+10) / (2 x 16 x 15) = 200 / 480.
  const settlements = [0, 1, 2, 3].map((i) => settlement(`s${i}`, 1));
  const equity = timeEquity(answer([0, 10, 20, 30]), Uint32Array.of(0, 1, 2, 3), settlements, 60);
  expect(equity).toMatchObject({ mean: 15, worstDecile: expect.closeTo(30, 9) as number, median: 10, unreachedShare: 0 });
  expect(equity?.gini).toBeCloseTo(200 / 480, 12);
});

test('the worst tenth is a tenth of the people, whatever the settlements', () => {
  // 95 people at 10 min, 5 at 50: the worst ten are 5 x 50 + 5 x 10, mean 30.
  const settlements = [settlement('a', 95), settlement('b', 5)];
  expect(timeEquity(answer([10, 50]), Uint32Array.of(0, 1), settlements, 60)?.worstDecile).toBeCloseTo(30, 12);
});

test('who reaches nothing counts with the minutes of the search, and their share is told; the unknown do not count', () => {
  const settlements = [settlement('a', 3), settlement('b', 1), settlement('c', 100)];
  expect(timeEquity(answer([20, null, NaN]), Uint32Array.of(0, 1, 2), settlements, 60)).toMatchObject({ mean: 30, worstDecile: expect.closeTo(60, 9) as number, unreachedShare: 0.25 });
  expect(timeEquity(answer([NaN, NaN, NaN]), Uint32Array.of(0, 1, 2), settlements, 60)).toBeNull();
});

test('the Gini coefficient is that of all pairs, on random people', () => {
  const random = seeded(9);
  for (let round = 0; round < 30; round++) {
    const settlements = Array.from({ length: 12 }, (_, i) => settlement(`s${i}`, 1 + Math.floor(5 * random())));
    const minutes = settlements.map(() => Math.floor(60 * random()));
    const people = settlements.flatMap((s, i) => Array.from({ length: s.population }, () => minutes[i]));
    const mean = people.reduce((a, b) => a + b, 0) / people.length;
    const pairs = people.reduce((sum, a) => sum + people.reduce((inner, b) => inner + Math.abs(a - b), 0), 0);
    expect(timeEquity(answer(minutes), Uint32Array.from(settlements.keys()), settlements, 60)?.gini).toBeCloseTo(pairs / (2 * people.length ** 2 * mean), 10);
  }
});

test('basic services in reach: shares of what is known, the worst tenth first', () => {
  const settlements = [settlement('a', 90), settlement('b', 10)];
  const tables = [assessment([[service('x'), answer([5, 20])], [service('y'), answer([5, NaN])], [service('z', { class: 'quality' }), answer([20, 20])]], [0, 1])];
  expect(basicServiceEquity(tables, settlements)).toMatchObject({ mean: 0.9, worstDecile: 0 });
});
