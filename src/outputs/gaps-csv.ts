/** gaps.csv (需求清单): every missing service, the most pressing first. */
import type { CoverageResult } from '../coverage/result.ts';
import { renderCsv } from './csv.ts';
import { collectGaps, furtherColumns, gapValues, type GapColumn } from './gaps-table.ts';
import { WORDS, type Lang } from './words.ts';

const COLUMNS: readonly GapColumn[] = ['id', 'settlement', 'township', 'village', 'kind', 'tier', 'population', 'severity', 'serviceId', 'service', 'task', 'dimensions', 'class', 'limitMinutes', 'limitMetres', 'valueStatus',
  'nearestMinutes', 'nearestMetres', 'shortfallMinutes', 'shortfallMetres', 'facilityId', 'facility', 'mode'];

export function renderGapsCsv(result: CoverageResult, lang: Lang): Generator<string> {
  const columns: readonly GapColumn[] = [...COLUMNS, ...furtherColumns(result), 'lon', 'lat'], values = gapValues(result, lang), valuesOf = columns.map((column) => values[column]);
  function* rows() {
    yield columns.map((column) => (column === 'id' ? 'id' : WORDS[lang][column]));
    for (const gap of collectGaps(result)) yield valuesOf.map((valueOf) => valueOf(gap));
  }
  return renderCsv(rows());
}
