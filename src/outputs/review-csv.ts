/** poi-review.csv: places of web maps that the mapping is not sure of, or has no rule for. */
import type { CoverageResult } from '../coverage/result.ts';
import { renderCsv } from './csv.ts';

/** In the order of the files. Whoever decides writes the id and the type under `decided` of a copy of the mapping. */
export function renderReviewCsv({ review }: Pick<CoverageResult, 'review'>): Generator<string> {
  return renderCsv([
    ['where', 'id', 'name', 'code', 'type', 'confidence', 'why'],
    ...review.map(({ where, id, name, code, type, confidence, why }) => [where, id, name, code, type, confidence, why]),
  ]);
}
