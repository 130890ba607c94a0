/** Indicators under their official names, each with every denominator in use. */
import area from '@turf/area';
import type { Indicator } from '../inputs/checklist.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { Settlement } from '../inputs/settlements.ts';
import { COVERED, isInUse, isOfType, UNKNOWN, type Measure } from './measure.ts';

export type Denominator = 'population' | 'settlements' | 'residential-land' | 'elderly' | 'children';

/** One value of one indicator. */
export interface IndicatorValue {
  readonly indicator: Indicator;
  readonly denominator: Denominator;
  /** A share for reach, an amount for supply; null where it cannot be said, with the reason. */
  readonly value: number | null;
  readonly reason: string | null;
  /** Size of the denominator: people, settlements or square metres. */
  readonly total: number;
  /** Share of the denominator that is unknown and in neither part of the value; null for supply. */
  readonly unknownShare: number | null;
}

/** Every indicator with every denominator the data has. */
export function computeIndicators(indicators: readonly Indicator[], settlements: readonly Settlement[], facilities: readonly Facility[], measure: Measure): IndicatorValue[] {
  const land = settlements.map(residentialLand);
  return indicators.flatMap((indicator) => (indicator.kind === 'reach'
    ? reachValues(indicator, settlements, land, measure)
    : [supplyValue(indicator, settlements, facilities)]));
}

function reachValues(indicator: Extract<Indicator, { kind: 'reach' }>, settlements: readonly Settlement[], land: readonly number[], measure: Measure): IndicatorValue[] {
  const members = Uint32Array.from(settlements.keys()).filter((s) => indicator.kinds.includes(settlements[s].kind));
  const answers = indicator.groups.map((group) => measure.answer({
    types: new Set(group), profile: indicator.profile, limitMinutes: indicator.limitMinutes, limitMetres: null, minimumSquareMetres: indicator.minimumSquareMetres,
  }, members));
  const absent = indicator.groups.filter((group) => !measure.isInData(new Set(group)));
  const weights: [Denominator, (s: number) => number][] = [
    ['population', (s) => settlements[s].population], ['settlements', () => 1], ['residential-land', (s) => land[s]],
  ];
  return weights.flatMap(([denominator, weightOf]): IndicatorValue[] => {
    const total = members.reduce((sum, s) => sum + weightOf(s), 0);
    if (total === 0 && denominator === 'residential-land') return [];
    const of = { indicator, denominator, total };
    if (total === 0) return [{ ...of, value: null, reason: `no ${denominator} in the data`, unknownShare: 0 }];
    if (absent.length > 0) return [{ ...of, value: null, reason: `no facility in the data of: ${absent.map((g) => g.join(' or ')).join('; ')}`, unknownShare: 1 }];
    let shares = 0, unknown = 0;
    for (const { status } of answers) {
      let covered = 0, known = 0;
      members.forEach((s, i) => {
        if (status[i] !== UNKNOWN) known += weightOf(s);
        if (status[i] === COVERED) covered += weightOf(s);
      });
      shares += known > 0 ? covered / known : NaN;
      unknown += (total - known) / total;
    }
    const value = shares / answers.length;
    return [{ ...of, value: Number.isNaN(value) ? null : value, reason: Number.isNaN(value) ? 'nothing is known' : null, unknownShare: Math.max(0, unknown / answers.length) }];
  });
}

function supplyValue(indicator: Extract<Indicator, { kind: 'supply' }>, settlements: readonly Settlement[], facilities: readonly Facility[]): IndicatorValue {
  const types = new Set(indicator.types);
  const counting = facilities.filter((f) => isInUse(f) && isOfType(f, types));
  const withCapacity = counting.filter((f) => f.capacity !== null);
  const total = settlements.reduce((sum, s) => sum + s[indicator.per], 0);
  const reason = counting.length === 0 ? `no facility in the data of: ${indicator.types.join(' or ')}`
    : withCapacity.length < counting.length ? `${counting.length - withCapacity.length} of ${counting.length} facilities have no capacity in the data`
    : total === 0 ? `no ${indicator.per} in the data` : null;
  const sum = withCapacity.reduce((all, f) => all + (f.capacity ?? 0), 0);
  return { indicator, denominator: indicator.per, value: reason === null ? sum / total * indicator.times : null, reason, total, unknownShare: null };
}

/** Square metres of residential land; 0 for settlements that are points. */
function residentialLand({ place }: Settlement): number {
  return place.type !== 'polygons' ? 0 : area({ type: 'MultiPolygon', coordinates: place.polygons.map((rings) => [...rings]) });
}
