/** What the style of a map takes from a result: where things are, how many people and gaps there are. */
import type { CoverageResult, FacilityResult, SettlementResult } from '../coverage/result.ts';
import { findGapClasses } from './gap-classes.ts';
import { joinBoxes, type Box } from './geopackage-geometry.ts';

export interface MapFacts {
  /** Of settlements and facilities; null if none has a place. */
  readonly box: Box | null;
  /** People of the largest settlement. */
  readonly mostPeople: number;
  /** Where up to four classes of settlements by the basic services they lack begin; those that lack none are apart. */
  readonly gapClasses: readonly number[];
  /** Whether most settlements are drawn as areas. */
  readonly isOfAreas: boolean;
}

export function readMapFacts({ settlements, facilities, settlementPlaces }: CoverageResult): MapFacts {
  const counts: { missing: number; weight: number }[] = [];
  let box: Box | null = null, mostPeople = 0;
  const widen = ({ lon, lat }: SettlementResult | FacilityResult): void => { if (lon !== null && lat !== null) box = joinBoxes(box, [lon, lon, lat, lat]); };
  for (const settlement of settlements) {
    widen(settlement);
    mostPeople = Math.max(mostPeople, settlement.population);
    counts.push({ missing: settlement.gaps.required + settlement.gaps.pilot, weight: settlement.population });
  }
  for (const facility of facilities) widen(facility);
  return { box, mostPeople, gapClasses: findGapClasses(mostPeople > 0 ? counts : counts.map(({ missing }) => ({ missing, weight: 1 }))), isOfAreas: settlementPlaces.filter((p) => p.type === 'polygons').length > settlementPlaces.filter((p) => p.type === 'points').length };
}
