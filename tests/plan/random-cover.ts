/** Small seeded questions of where to build, and their answers by looking at every selection. */
import { coveredBy, packSets, type CoverageSets } from '../../src/plan/coverage-sets.ts';
import { seeded } from '../support/random.ts';

export interface RandomCover { readonly sets: CoverageSets; readonly weights: number[]; readonly costs: number[]; readonly random: () => number }

/** Up to 9 sites and 14 demands; some demand is reached by none, some sites are equal, some weights and costs are 0. */
export function randomCover(seed: number): RandomCover {
  const random = seeded(seed * 7919), whole = (below: number): number => Math.floor(random() * below);
  const siteCount = 1 + whole(9), demandCount = 1 + whole(14), density = 0.1 + 0.4 * random();
  const lists = Array.from({ length: siteCount }, () => [...Array(demandCount).keys()].filter(() => random() < density));
  if (siteCount > 2 && random() < 0.3) lists[siteCount - 1] = [...lists[0]];
  return { sets: packSets(lists, demandCount), weights: lists.length === 0 ? [] : Array.from({ length: demandCount }, () => whole(20)), costs: lists.map(() => whole(8)), random };
}

/** Every subset of 0 … n − 1. */
export function* subsets(n: number): Generator<number[]> {
  for (let bits = 0; bits < 2 ** n; bits++) yield [...Array(n).keys()].filter((i) => (bits >> i) & 1);
}

export function weightOf(sets: CoverageSets, weights: readonly number[], sites: readonly number[]): number {
  return [...new Set(sites.flatMap((s) => [...coveredBy(sets, s)]))].reduce((sum, d) => sum + weights[d], 0);
}

export function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
