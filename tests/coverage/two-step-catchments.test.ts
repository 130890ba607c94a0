import { expect, test } from 'vitest';
import { shareCapacities, type Reach } from '../../src/coverage/two-step-catchments.ts';
import { seeded } from '../support/random.ts';

const pairs = (...given: [settlement: number, facility: number][]): Reach[] => given.map(([settlement, facility]) => ({ settlement, facility }));
const share = (need: number[], capacity: number[], reached: Reach[]): ReturnType<typeof shareCapacities> => shareCapacities(Float64Array.from(need), Float64Array.from(capacity), reached);

test('2SFCA equals a table worked out by hand', () => {
  // Children:  s0 100, s1 50, s2 150        School A: 120 places, reached from s0 and s1.  School B: 90 places, reached from s1 and s2.
  //
  //   R_A = 120 / (100 + 50) = 0.8          A_0 = 0.8
  //   R_B =  90 / (50 + 150) = 0.45         A_1 = 0.8 + 0.45 = 1.25
  //                                         A_2 = 0.45
  //   given out: 100 x 0.8 + 50 x 1.25 + 150 x 0.45 = 80 + 62.5 + 67.5 = 210 = 120 + 90
  const { ofSettlement, ofFacility, unknown } = share([100, 50, 150], [120, 90], pairs([0, 0], [1, 0], [1, 1], [2, 1]));
  expect([...ofFacility]).toEqual([0.8, 0.45]);
  expect([...ofSettlement]).toEqual([0.8, 1.25, 0.45]);
  expect([...unknown]).toEqual([0, 0, 0]);
});

test('who reaches nothing has nothing, and takes nothing from others', () => {
  expect([...share([100, 900], [50], pairs([0, 0])).ofSettlement]).toEqual([0.5, 0]);
});

test('a facility of unknown capacity offers nothing that is known, and is counted for those who reach it', () => {
  const { ofSettlement, unknown } = share([100, 100], [50, NaN], pairs([0, 0], [0, 1], [1, 1]));
  expect([[...ofSettlement], [...unknown]]).toEqual([[0.5, 0], [1, 1]]);
});

test('a facility that nobody in need reaches is never full; one without a place always is', () => {
  expect([...share([0], [7], pairs([0, 0])).ofSettlement]).toEqual([Infinity]);
  expect([...share([0], [0], pairs([0, 0])).ofSettlement]).toEqual([0]);
});

const whole = (random: () => number, from: number, to: number): number => from + Math.floor(random() * (to - from + 1));

/** Place by place: every facility hands its capacity out to the people of its catchment, one share each. */
function handOut(need: readonly number[], capacity: readonly number[], reached: readonly Reach[]): number[] {
  const got = need.map(() => 0);
  capacity.forEach((offered, j) => {
    const people = reached.filter((pair) => pair.facility === j).flatMap(({ settlement }) => Array<number>(need[settlement]).fill(settlement));
    for (const settlement of people) got[settlement] += offered / people.length;
  });
  return got.map((places, i) => places / need[i]);
}

test('handing out person by person comes to the same, and nothing is lost or given out twice', () => {
  const random = seeded(31);
  for (let round = 0; round < 300; round++) {
    const need = Array.from({ length: whole(random, 1, 8) }, () => whole(random, 1, 40)), capacity = Array.from({ length: whole(random, 1, 6) }, () => whole(random, 0, 90));
    const reached = need.flatMap((_, settlement) => capacity.flatMap((__, facility) => (random() < 0.4 ? [{ settlement, facility }] : [])));
    const { ofSettlement } = share(need, capacity, reached), slow = handOut(need, capacity, reached);
    ofSettlement.forEach((ratio, i) => { expect(ratio).toBeCloseTo(slow[i], 9); });
    const used = new Set(reached.map(({ facility }) => facility)), total = [...used].reduce((sum, j) => sum + capacity[j], 0);
    expect(need.reduce((sum, people, i) => sum + people * ofSettlement[i], 0)).toBeCloseTo(total, 6);
  }
});

test('one place more never makes anybody worse, one person more never makes anybody better', () => {
  const random = seeded(77);
  for (let round = 0; round < 200; round++) {
    const need = Array.from({ length: whole(random, 1, 6) }, () => whole(random, 1, 40)), capacity = Array.from({ length: whole(random, 1, 5) }, () => whole(random, 0, 90));
    const reached = need.flatMap((_, settlement) => capacity.flatMap((__, facility) => (random() < 0.5 ? [{ settlement, facility }] : [])));
    const before = share(need, capacity, reached).ofSettlement, at = whole(random, 0, capacity.length - 1), who = whole(random, 0, need.length - 1);
    const morePlaces = share(need, capacity.with(at, capacity[at] + 1), reached).ofSettlement, morePeople = share(need.with(who, need[who] + 1), capacity, reached).ofSettlement;
    before.forEach((ratio, i) => { expect(morePlaces[i]).toBeGreaterThanOrEqual(ratio - 1e-12); expect(morePeople[i]).toBeLessThanOrEqual(ratio + 1e-12); });
  }
});
