/** Which part of the people reaches a service in time, in each township: as the report counts it, and for either kind of settlement. */
import type { ServiceOfSettlement, SettlementResult } from '../../coverage/result.ts';
import { KINDS, NOBODY } from './page-shape.ts';
import { percentOf } from './shares.ts';

/** @returns whole percent by kind (all, urban, rural), service and township, the whole district first; see shares.ts. */
export function tallyShares(settlements: readonly SettlementResult[], cells: readonly (readonly (ServiceOfSettlement | undefined)[])[], townshipOf: readonly number[], townshipCount: number): number[][][] {
  return [null, ...KINDS].map((kind) => cells.map((row) => {
    const tallies = Array.from({ length: townshipCount + 1 }, () => ({ people: { covered: 0, gap: 0, unknown: 0 }, places: { covered: 0, gap: 0, unknown: 0 } }));
    row.forEach((cell, s) => {
      if (cell === undefined || (kind !== null && settlements[s].kind !== kind)) return;
      for (const { people, places } of [tallies[0], tallies[townshipOf[s] + 1]]) {
        people[cell.status] += settlements[s].population;
        places[cell.status]++;
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
