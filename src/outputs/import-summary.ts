/** What an import found, for a terminal. */
import { printable } from '../core/printable.ts';
import type { Notice } from '../core/problems.ts';
import type { OsmLayers } from '../inputs/osm-layers.ts';
import { renderNotices } from './summary-text.ts';
import type { Lang } from './words.ts';

/** A line of counts, then the notices. */
export function renderImportSummary({ settlements, facilities, walkCount, bus, review, notices }: OsmLayers & { readonly notices: readonly Notice[] }, lang: Lang): string {
  const counts = lang === 'zh'
    ? `${settlements.length} 个居民点，${facilities.length} 个设施，${walkCount} 条步行线，${bus.lines.length} 条公交线路，${review.length} 处待核`
    : `${settlements.length} settlements, ${facilities.length} facilities, ${walkCount} walk lines, ${bus.lines.length} bus lines, ${review.length} places to decide`;
  return [counts, '', ...renderNotices(notices, lang)].map((line) => `${printable(line)}\n`).join('');
}
