/** Indicators under their official names, each with every denominator in use. */
import type { Indicator } from '../inputs/checklist.ts';
import type { Facility } from '../inputs/facilities.ts';
import type { Settlement } from '../inputs/settlements.ts';
import type { StopMeasure } from './bus-stops.ts';
import type { LandCells } from './land-cells.ts';
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

/** The same questions for the settlements or for the cells of their land. */
export interface Asked {
  readonly measure: Measure;
  /** null where there is no bus data: indicators of stops are left out then. */
  readonly stops: StopMeasure | null;
}

/**
 * Every indicator with every denominator the data has.
 * @param land null where no settlement is an area.
 */
export function computeIndicators(indicators: readonly Indicator[], settlements: readonly Settlement[], facilities: readonly Facility[], people: Asked, land: Asked & { readonly cells: LandCells } | null): IndicatorValue[] {
  return indicators.flatMap((indicator): IndicatorValue[] => {
    if (indicator.kind === 'supply') return [supplyValue(indicator, settlements, facilities)];
    if (indicator.kind === 'stop' && people.stops === null) return [];
    const isMember = (s: number): boolean => indicator.kinds.includes(settlements[s].kind), members = Uint32Array.from(settlements.keys()).filter(isMember);
    const absent = indicator.kind === 'stop' ? [] : indicator.groups.filter((group) => !people.measure.isInData(new Set(group)));
    const statuses = statusesOf(indicator, people, members);
    const share = (denominator: Denominator, weightOf: (s: number) => number): IndicatorValue => shareOf(indicator, denominator, statuses, Float64Array.from(members, weightOf), absent);
    const values = [share('population', (s) => settlements[s].population), share('settlements', () => 1)];
    if (land === null) return values;
    const { settlement, squareMetres } = land.cells, cells = Uint32Array.from(settlement.keys()).filter((cell) => isMember(settlement[cell]));
    return cells.length === 0 ? values : [...values, shareOf(indicator, 'residential-land', statusesOf(indicator, land, cells), Float64Array.from(cells, (cell) => squareMetres[cell]), absent)];
  });
}

/** The status of each member, one list for each group of the indicator. */
function statusesOf(indicator: Exclude<Indicator, { kind: 'supply' }>, { measure, stops }: Asked, members: Uint32Array): Uint8Array[] {
  if (indicator.kind === 'stop') return stops === null ? [] : [stops.statusOf(members, indicator.limitMinutes, indicator.tripsPerDay)];
  return indicator.groups.map((group) => measure.answer({
    types: new Set(group), profile: indicator.profile, mode: 'walk', limitMinutes: indicator.limitMinutes, limitMetres: null, minimumSquareMetres: indicator.minimumSquareMetres,
  }, members).status);
}

/** @param statuses of the members, one list for each group; @param weights of the members; @param absent groups of which nothing is in the data. */
function shareOf(indicator: Indicator, denominator: Denominator, statuses: readonly Uint8Array[], weights: Float64Array, absent: readonly (readonly string[])[]): IndicatorValue {
  const total = weights.reduce((sum, weight) => sum + weight, 0), of = { indicator, denominator, total };
  if (total === 0) return { ...of, value: null, reason: `no ${denominator} in the data`, unknownShare: 0 };
  if (absent.length > 0) return { ...of, value: null, reason: `no facility in the data of: ${absent.map((g) => g.join(' or ')).join('; ')}`, unknownShare: 1 };
  let shares = 0, unknown = 0;
  for (const status of statuses) {
    let covered = 0, known = 0;
    weights.forEach((weight, i) => {
      if (status[i] !== UNKNOWN) known += weight;
      if (status[i] === COVERED) covered += weight;
    });
    shares += known > 0 ? covered / known : NaN;
    unknown += (total - known) / total;
  }
  const value = shares / statuses.length;
  return { ...of, value: Number.isNaN(value) ? null : value, reason: Number.isNaN(value) ? 'nothing is known' : null, unknownShare: Math.max(0, unknown / statuses.length) };
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
