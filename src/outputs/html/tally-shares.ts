/** Which part of the people reaches a service in time, in each township: as the report counts it, and for either kind of settlement. */
import { CELL, FIRST_UNKNOWN, KINDS, NOBODY } from './page-shape.ts';
import { percentOf } from './shares.ts';

/** What is counted of a settlement, in the order of all. */
interface Counted { readonly kind: readonly number[]; readonly population: readonly number[]; readonly township: readonly number[] }

/**
 * @param codes a CELL by service and settlement. @param settlements `kind` an index into KINDS.
 * @returns whole percent by kind (all, urban, rural), service and township, the whole district first; see shares.ts.
 */
export function tallyShares(codes: readonly Uint8Array[], { kind, population, township }: Counted, townshipCount: number): number[][][] {
  const statusOf = (code: number): 'covered' | 'gap' | 'unknown' => (code === CELL.covered ? 'covered' : code < FIRST_UNKNOWN ? 'gap' : 'unknown');
  return [null, ...KINDS.keys()].map((only) => codes.map((row) => {
    const tallies = Array.from({ length: townshipCount + 1 }, () => ({ people: { covered: 0, gap: 0, unknown: 0 }, places: { covered: 0, gap: 0, unknown: 0 } }));
    row.forEach((code, s) => {
      if (code === CELL.absent || (only !== null && kind[s] !== only)) return;
      const status = statusOf(code);
      for (const { people, places } of [tallies[0], tallies[township[s] + 1]]) {
        people[status] += population[s];
        places[status]++;
      }
    });
    return tallies.map(({ people, places }) => {
      if (places.covered + places.gap + places.unknown === 0) return NOBODY;
      const { covered, gap } = people.covered + people.gap + people.unknown > 0 ? people : places;
      return percentOf(covered + gap > 0 ? rounded(covered / (covered + gap)) : null);
    });
  }));
}

/** Four decimals, as in coverage.json, but nobody and everybody only where it is so. */
function rounded(share: number): number {
  return share === 0 || share === 1 ? share : Math.min(0.9999, Math.max(0.0001, Math.round(1e4 * share) / 1e4));
}
