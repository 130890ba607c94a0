/** Which candidate sites would serve which demand: pairs of known times, cut at the limit. Never straight lines. */
import { startsOf } from '../core/ranges.ts';

/** How far one demand is from one site. */
export interface CoveragePair {
  /** Indices, from 0. */
  readonly site: number;
  readonly demand: number;
  /** Time or length on the network, in the unit of the limit; 0 or more, Infinity where unreached. Direction is the caller's: from settlement to facility. */
  readonly value: number;
}

/** For each site the demand it covers: that of site s stands at `demand[first[s]]` .. `demand[first[s + 1] - 1]`, ascending, each once. */
export interface CoverageSets {
  readonly siteCount: number;
  readonly demandCount: number;
  /** Length `siteCount + 1`. */
  readonly first: Uint32Array;
  readonly demand: Uint32Array;
}

/**
 * The pairs within the limit, as sets. Pairs may come in any order and more than once; a pair that is not given is unreached.
 * @param limit inclusive.
 * @throws RangeError for an index beyond the counts, a negative value or limit, or NaN.
 */
export function coverageWithin(pairs: Iterable<CoveragePair>, { siteCount, demandCount, limit }: { readonly siteCount: number; readonly demandCount: number; readonly limit: number }): CoverageSets {
  if (!(limit >= 0)) throw new RangeError(`limit is ${limit}, expected 0 or more`);
  const lists = Array.from({ length: siteCount }, (): number[] => []);
  for (const { site, demand, value } of pairs) {
    if (!Number.isInteger(site) || site < 0 || site >= siteCount) throw new RangeError(`site is ${site}, expected a whole number below ${siteCount}`);
    if (!Number.isInteger(demand) || demand < 0 || demand >= demandCount) throw new RangeError(`demand is ${demand}, expected a whole number below ${demandCount}`);
    if (!(value >= 0)) throw new RangeError(`value is ${value}, expected 0 or more`);
    if (value <= limit && value !== Infinity) lists[site].push(demand);
  }
  return packSets(lists, demandCount);
}

/** @param lists of demand, one a site, in any order. */
export function packSets(lists: readonly (readonly number[])[], demandCount: number): CoverageSets {
  const sorted = lists.map((list) => Uint32Array.from(new Set(list)).sort());
  const first = startsOf(sorted.map(({ length }) => length)), demand = new Uint32Array(first[lists.length]);
  sorted.forEach((list, s) => { demand.set(list, first[s]); });
  return { siteCount: lists.length, demandCount, first, demand };
}

/** The demand of one site, ascending; a view. */
export function coveredBy({ first, demand }: CoverageSets, site: number): Uint32Array {
  return demand.subarray(first[site], first[site + 1]);
}

/** For each demand the sites that cover it, ascending. */
export function sitesOfDemand(sets: CoverageSets): number[][] {
  const sites = Array.from({ length: sets.demandCount }, (): number[] => []);
  for (let s = 0; s < sets.siteCount; s++) for (const d of coveredBy(sets, s)) sites[d].push(s);
  return sites;
}
