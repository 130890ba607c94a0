/**
 * How evenly services are spread: the worst-off tenth and the Gini coefficient.
 *
 * People are weighed by population; where nobody is counted, every settlement weighs one. Gini over
 * weighted values sorted upwards: 1 - sum of w_i (S_(i-1) + S_i) / S_n, with w the shares of people
 * and S the running sum of value x share (Lerman & Yitzhaki 1989, J. Econometrics 42:43-47).
 */
import { UNREACHED } from '../core/units.ts';
import type { Settlement } from '../inputs/settlements.ts';
import type { TableAssessment } from './assess.ts';
import { COVERED, UNKNOWN, type Answer } from './measure.ts';

/** Spread of a value over people. */
export interface Spread {
  readonly mean: number;
  /** Mean of the worst-off tenth of the people. */
  readonly worstDecile: number;
  /** 0 where all have the same, towards 1 where few have all. */
  readonly gini: number;
}

/** Spread of the minutes to the nearest facility of a service. */
export interface TimeEquity extends Spread {
  readonly median: number;
  /** Share of people with nothing within the search; they count with the search's minutes, so that mean and worst decile are lower bounds. */
  readonly unreachedShare: number;
}

interface Weighed { readonly value: number; readonly weight: number }

/** Equity of the time to one service over the settlements where it is known; null if there are none. */
export function timeEquity(answer: Answer, members: Uint32Array, settlements: readonly Settlement[], searchMinutes: number): TimeEquity | null {
  const known: Weighed[] = [];
  let unreached = 0;
  const weightOf = weighing(members, settlements);
  members.forEach((s, i) => {
    if (answer.status[i] === UNKNOWN) return;
    const isReached = answer.ms[i] !== UNREACHED, weight = weightOf(s);
    if (!isReached) unreached += weight;
    known.push({ value: isReached ? answer.ms[i] / 60_000 : searchMinutes, weight });
  });
  const sorted = sortWeighed(known);
  const total = totalWeight(sorted);
  if (total === 0) return null;
  return { ...spread(sorted, 'high'), median: meanOfShare(sorted, 0.5, 0.5), unreachedShare: unreached / total };
}

/** Spread of the share of basic services in reach, among those known, over the settlements of the tables; null if nothing is known. */
export function basicServiceEquity(tables: readonly TableAssessment[], settlements: readonly Settlement[]): Spread | null {
  const shares: Weighed[] = [];
  const weightOf = weighing(Uint32Array.from(tables.flatMap((t) => [...t.settlements])), settlements);
  for (const { settlements: members, services } of tables) {
    const basic = services.filter(({ service }) => service.class === 'basic');
    members.forEach((s, i) => {
      const known = basic.filter(({ answer }) => answer.status[i] !== UNKNOWN);
      if (known.length > 0) shares.push({ value: known.filter(({ answer }) => answer.status[i] === COVERED).length / known.length, weight: weightOf(s) });
    });
  }
  const sorted = sortWeighed(shares);
  return totalWeight(sorted) === 0 ? null : spread(sorted, 'low');
}

function weighing(members: Uint32Array, settlements: readonly Settlement[]): (s: number) => number {
  const hasPeople = members.some((s) => settlements[s].population > 0);
  return (s) => (hasPeople ? settlements[s].population : 1);
}

const sortWeighed = (values: Weighed[]): Weighed[] => values.filter((v) => v.weight > 0).sort((a, b) => a.value - b.value);
const totalWeight = (values: readonly Weighed[]): number => values.reduce((sum, v) => sum + v.weight, 0);

/** @param worst which end of the values is the worst off. */
function spread(sorted: readonly Weighed[], worst: 'high' | 'low'): Spread {
  const total = totalWeight(sorted);
  let running = 0, area = 0;
  for (const { value, weight } of sorted) {
    const next = running + value * weight / total;
    area += weight / total * (running + next);
    running = next;
  }
  return {
    mean: running,
    worstDecile: worst === 'high' ? meanOfShare(sorted, 0.9, 1) : meanOfShare(sorted, 0, 0.1),
    gini: running === 0 ? 0 : Math.max(0, 1 - area / running),
  };
}

/** Mean value of the people between two shares of all of them, from the lowest value up; at one share, the value there. */
function meanOfShare(sorted: readonly Weighed[], from: number, to: number): number {
  const total = totalWeight(sorted);
  let below = 0, sum = 0, weight = 0;
  for (const v of sorted) {
    const above = below + v.weight / total;
    if (from === to && above >= from - 1e-12) return v.value;
    const part = Math.min(above, to) - Math.max(below, from);
    if (part > 0) { sum += v.value * part; weight += part; }
    below = above;
  }
  return weight > 0 ? sum / weight : sorted[sorted.length - 1].value;
}
