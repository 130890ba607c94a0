/** Totals, spreads and indicators as they are published: rounded. */
import { round } from '../core/units.ts';
import type { Spread, TimeEquity } from './equity.ts';
import type { IndicatorValue } from './indicators.ts';
import type { IndicatorResult } from './result.ts';
import type { GroupSummary, ServiceSummary, Summary, Tally } from './summary.ts';

/** @param basis undefined where it has none. */
export function describeIndicator({ indicator, denominator, value, reason, total, unknownShare }: IndicatorValue, basis: string | undefined): IndicatorResult {
  const { name, kind, target, nameStatus, definitionStatus, note } = indicator;
  return {
    name: name.zh, nameEn: name.en, kind, denominator, value: roundOrNull(value, 4), reason, total: round(total, 1), unknownShare: roundOrNull(unknownShare, 4),
    target: target?.share ?? null, targetYear: target?.year ?? null, targetStatus: target?.status ?? null, nameStatus, definitionStatus, note, ...(basis === undefined ? {} : { basis }),
  };
}

export function roundOrNull(value: number | null, decimals: number): number | null {
  return value === null ? null : round(value, decimals);
}

export function roundSpread({ mean, worstDecile, gini }: Spread, decimals: number): Spread {
  return { mean: round(mean, decimals), worstDecile: round(worstDecile, decimals), gini: round(gini, 4) };
}

export function roundEquity(equity: TimeEquity): TimeEquity {
  return { ...roundSpread(equity, 2), median: round(equity.median, 2), unreachedShare: round(equity.unreachedShare, 4) };
}

export function roundService({ settlements, population, coverage, denominator }: ServiceSummary): ServiceSummary {
  return { settlements, population: roundTally(population), coverage: roundOrNull(coverage, 4), denominator };
}

export function roundSummary(summary: Summary): Summary {
  const roundAll = <K, V>(map: ReadonlyMap<K, V>, one: (value: V) => V): Map<K, V> => new Map([...map].map(([key, value]) => [key, one(value)]));
  return {
    tables: summary.tables.map((t) => t.map(roundService)),
    services: roundAll(summary.services, roundService),
    total: roundGroup(summary.total),
    townships: summary.townships.map((t) => ({ ...roundGroup(t), populationTotal: round(t.populationTotal, 2), services: roundAll(t.services, roundService) })),
    tiers: roundAll(summary.tiers, roundGroup), tasks: roundAll(summary.tasks, roundGroup), dimensions: roundAll(summary.dimensions, roundGroup),
  };
}

const roundTally = ({ covered, gap, unknown }: Tally): Tally => ({ covered: round(covered, 2), gap: round(gap, 2), unknown: round(unknown, 2) });

function roundGroup<G extends GroupSummary>(group: G): G {
  return { ...group, population: roundTally(group.population) };
}
