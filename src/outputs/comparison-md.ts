/** A comparison as Markdown, short enough for the comment of a merge request. */
import type { Comparison } from '../comparison/compare.ts';
import { describeCauses, describeData, describeTurn } from './comparison-words.ts';
import { WORDS, type Lang } from './words.ts';

const CHANGES_SHOWN = 50;

export function renderComparisonMarkdown(comparison: Comparison, lang: Lang): string {
  const zh = lang === 'zh', w = WORDS[lang], { changes, total, names } = comparison, data = describeData(comparison, lang);
  const amount = ({ settlements, population }: { settlements: number; population: number }): string => (zh ? `${settlements} 项（${people(population)} 人次）` : `${settlements} (${people(population)} people)`);
  const nameOf = (id: string): string => names.get(id)?.[lang] ?? id;
  const row = (cells: readonly (string | number)[]): string => `| ${cells.map((cell) => cellOf(String(cell))).join(' | ')} |`;
  const table = (heading: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] => [row(heading), `|${heading.map(() => '---|').join('')}`, ...rows.map(row), ''];
  const lines = [
    zh ? `### 生活圈覆盖变化：变好 ${amount(total.better)}，变差 ${amount(total.worse)}` : `### Life circle coverage: better ${amount(total.better)}, worse ${amount(total.worse)}`, '',
    ...(data.length === 0 ? [zh ? '数据没有变化。' : 'The data is the same.'] : data.map((line) => `- ${cellOf(line)}`)), '',
  ];
  if (changes.length > 0) {
    lines.push(...table([w.services, zh ? '变好' : 'better', zh ? '变差' : 'worse'], [...comparison.services].map(([key, { better, worse }]) => [`${key.split('/')[0]}/${nameOf(key.split('/')[1])}`, amount(better), amount(worse)])));
    lines.push('<details>', `<summary>${zh ? '明细' : 'Details'}</summary>`, '', ...table([w.settlement, w.township, w.population, w.services, zh ? '变化' : 'change', zh ? '原因' : 'why'],
      changes.slice(0, CHANGES_SHOWN).map((change) => [`${change.settlementId} ${change.settlement}`.trim(), change.township, people(change.population), nameOf(change.service), describeTurn(change, lang), describeCauses(change.causes, lang)])));
    if (changes.length > CHANGES_SHOWN) lines.push(zh ? `另有 ${changes.length - CHANGES_SHOWN} 项。` : `And ${changes.length - CHANGES_SHOWN} more.`, '');
    lines.push('</details>', '');
  }
  return lines.join('\n');
}

/** Names are text: nothing of them becomes a table, a link, HTML or a mention of somebody. */
function cellOf(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, ' ').replace(/[\\`*_[\]<>|#~@&]/g, (c) => `&#${c.charCodeAt(0)};`);
}

function people(count: number): string {
  return Math.round(count).toLocaleString('en');
}
