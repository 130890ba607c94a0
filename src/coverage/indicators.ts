/** Indicators under their official names, each with every denominator in use. */
import area from '@turf/area';
import type { Indicator } from '../inputs/checklist.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { Settlement } from '../inputs/settlements.ts';
import type { StopMeasure } from './bus-stops.ts';
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

/**
 * Every indicator with every denominator the data has.
 * @param stops null where there is no bus data: indicators of stops are left out then.
 */
export function computeIndicators(indicators: readonly Indicator[], settlements: readonly Settlement[], facilities: readonly Facility[], measure: Measure, stops: StopMeasure | null): IndicatorValue[] {
  const land = settlements.map(residentialLand), membersOf = (kinds: readonly Settlement['kind'][]): Uint32Array => Uint32Array.from(settlements.keys()).filter((s) => kinds.includes(settlements[s].kind));
  return indicators.flatMap((indicator): IndicatorValue[] => {
    if (indicator.kind === 'supply') return [supplyValue(indicator, settlements, facilities)];
    const members = membersOf(indicator.kinds);
    if (indicator.kind === 'stop') return stops === null ? [] : shareValues(indicator, [stops.statusOf(members, indicator.limitMinutes, indicator.tripsPerDay)], [], members, settlements, land);
    const answers = indicator.groups.map((group) => measure.answer({
      types: new Set(group), profile: indicator.profile, mode: 'walk', limitMinutes: indicator.limitMinutes, limitMetres: null, minimumSquareMetres: indicator.minimumSquareMetres,
    }, members));
    return shareValues(indicator, answers.map(({ status }) => status), indicator.groups.filter((group) => !measure.isInData(new Set(group))), members, settlements, land);
  });
}

/** @param statuses of the members, one list for each group; @param absent groups of which nothing is in the data. */
function shareValues(indicator: Indicator, statuses: readonly Uint8Array[], absent: readonly (readonly string[])[], members: Uint32Array, settlements: readonly Settlement[], land: readonly number[]): IndicatorValue[] {
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
    for (const status of statuses) {
      let covered = 0, known = 0;
      members.forEach((s, i) => {
        if (status[i] !== UNKNOWN) known += weightOf(s);
        if (status[i] === COVERED) covered += weightOf(s);
      });
      shares += known > 0 ? covered / known : NaN;
      unknown += (total - known) / total;
    }
    const value = shares / statuses.length;
    return [{ ...of, value: Number.isNaN(value) ? null : value, reason: Number.isNaN(value) ? 'nothing is known' : null, unknownShare: Math.max(0, unknown / statuses.length) }];
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
