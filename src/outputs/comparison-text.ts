/** A comparison in a terminal. */
import { printable } from '../core/printable.ts';
import type { Balance, Comparison } from '../comparison/compare.ts';
import { describeCauses, describeData, describeTurn } from './comparison-words.ts';
import { renderTable } from './text-table.ts';
import { WORDS, type Lang } from './words.ts';

const CHANGES_SHOWN = 40;

/** Balances, then the changes of most people, then what changed in the data. */
export function renderComparisonText(comparison: Comparison, lang: Lang): string {
  const zh = lang === 'zh', w = WORDS[lang], { changes, names } = comparison, data = describeData(comparison, lang);
  const nameOf = (key: string): string => names.get(key.split('/')[1])?.[lang] ?? key;
  const balances = (heading: string, rows: ReadonlyMap<string, Balance>, label: (key: string) => string): string[] => renderTable(
    [heading, ...(zh ? ['变好', '人', '变差', '人', '其他'] : ['better', 'people', 'worse', 'people', 'other'])],
    [...rows].map(([key, { better, worse, other }]) => [label(key), better.settlements, people(better.population), worse.settlements, people(worse.population), other.settlements]), 1);
  const lines = changes.length === 0 ? [zh ? '没有状态变化' : 'no status changed'] : [
    ...balances(w.services, comparison.services, (key) => `${key.split('/')[0]}/${nameOf(key)}`), '',
    ...balances(w.township, comparison.townships, (name) => (name === '' ? w.none : name)), '',
    ...renderTable([w.settlement, w.population, w.services, zh ? '变化' : 'change', zh ? '原因' : 'why'].map(String), changes.slice(0, CHANGES_SHOWN).map((change) => [
      `${change.settlementId} ${change.settlement}`.trim(), people(change.population), nameOf(`/${change.service}`), describeTurn(change, lang), describeCauses(change.causes, lang),
    ]), 5),
    ...(changes.length > CHANGES_SHOWN ? [zh ? `…另有 ${changes.length - CHANGES_SHOWN} 项（--format json 列出全部）` : `… and ${changes.length - CHANGES_SHOWN} more (--format json lists all)`] : []),
  ];
  return [...lines, '', ...(data.length === 0 ? [zh ? '数据没有变化' : 'the data is the same'] : [zh ? '数据变化：' : 'Data:', ...data.map((line) => `  ${line}`)]), ''].map(printable).join('\n');
}

function people(count: number): string {
  return Math.round(count).toLocaleString('en');
}
