/** What the style of a map takes from a result: where things are, how many people and gaps there are. */
import type { CoverageResult, FacilityResult, SettlementResult } from '../coverage/result.ts';
import { joinBoxes, type Box } from './geopackage-geometry.ts';

export interface MapFacts {
  /** Of settlements and facilities; null if none has a place. */
  readonly box: Box | null;
  /** People of the largest settlement. */
  readonly mostPeople: number;
  /** Upper bounds of up to four classes of settlements by the basic services they lack, of about as many settlements each; those that lack none are apart. */
  readonly gapClasses: readonly number[];
  /** Whether most settlements are drawn as areas. */
  readonly isOfAreas: boolean;
}

const CLASSES = 4;

export function readMapFacts({ settlements, facilities, settlementPlaces }: CoverageResult): MapFacts {
  const counts: number[] = [];
  let box: Box | null = null, mostPeople = 0;
  const widen = ({ lon, lat }: SettlementResult | FacilityResult): void => { if (lon !== null && lat !== null) box = joinBoxes(box, [lon, lon, lat, lat]); };
  for (const settlement of settlements) {
    widen(settlement);
    mostPeople = Math.max(mostPeople, settlement.population);
    const missing = settlement.gaps.required + settlement.gaps.pilot;
    if (missing > 0) counts.push(missing);
  }
  for (const facility of facilities) widen(facility);
  return { box, mostPeople, gapClasses: classesOf(counts), isOfAreas: settlementPlaces.filter((p) => p.type === 'polygons').length > settlementPlaces.filter((p) => p.type === 'points').length };
}

function classesOf(counts: number[]): number[] {
  counts.sort((a, b) => a - b);
  const bounds = Array.from({ length: CLASSES }, (_, i) => counts[Math.ceil(((i + 1) * counts.length) / CLASSES) - 1]);
  return counts.length === 0 ? [] : [...new Set(bounds)];
}
