/**
 * townships.csv (乡镇汇总): one row for every township, one column of coverage for every service, its heading with the
 * status of the limits; the whole district last.
 */
import type { CoverageResult } from '../coverage/result.ts';
import { renderCsv } from './csv.ts';
import { WORDS, type Lang } from './words.ts';

export function renderTownshipsCsv({ services, summary, settlementCount, population }: CoverageResult, lang: Lang): Generator<string> {
  const w = WORDS[lang];
  const headings = new Map(services.map(({ id, name }) => {
    const statuses = [...new Set(services.filter((s) => s.id === id).map((s) => w[s.valueStatus]))].join('/');
    return [id, lang === 'zh' ? `${name.zh} 覆盖率（限值：${statuses}）` : `${name.en}: coverage (limit: ${statuses})`];
  }));
  const gapsOf = ({ required, pilot, advisory }: typeof summary.total.gaps): number[] => [required, pilot, advisory];
  const rows = [
    [w.township, w.settlements, w.population, w.required, w.pilot, w.advisory, w.unknown, ...headings.values()],
    ...summary.townships.map((t) => [
      t.name === '' ? w.none : t.name, t.settlementCount, t.populationTotal, ...gapsOf(t.gaps), t.checks.unknown, ...[...headings.keys()].map((id) => t.services.get(id)?.coverage ?? null),
    ]),
    [w.total, settlementCount, population, ...gapsOf(summary.total.gaps), summary.total.checks.unknown, ...[...headings.keys()].map((id) => summary.services.get(id)?.coverage ?? null)],
  ];
  return renderCsv(rows);
}
