/** Comparisons in words: causes, standings, and what changed in the data. */
import type { Comparison, StatusChange } from '../comparison/compare.ts';
import type { FacilityChange } from '../comparison/data-changes.ts';
import type { Cause, CauseKind } from '../comparison/find-causes.ts';
import { WORDS, type Lang } from './words.ts';

const CAUSES: Readonly<Record<Lang, Readonly<Record<CauseKind, string>>>> = {
  zh: {
    'facility-added': '新增设施', 'facility-removed': '删除设施', 'facility-moved': '移动设施', 'facility-retyped': '改设施类型', 'facility-opened': '启用设施', 'facility-closed': '停用设施', 'facility-resized': '设施容量改变',
    'settlement-moved': '居民点移动', 'settlement-reclassed': '居民点城乡或层级改变', 'need-changed': '需求人数改变', 'checklist-changed': '清单改变', 'network-changed': '步行网络改变', 'bus-changed': '公交数据改变', 'parameters-changed': '参数改变', 'tool-changed': '程序版本不同', unexplained: '原因不明',
  },
  en: {
    'facility-added': 'facility added', 'facility-removed': 'facility removed', 'facility-moved': 'facility moved', 'facility-retyped': 'facility of another type', 'facility-opened': 'facility opened', 'facility-closed': 'facility closed', 'facility-resized': 'facility of another capacity',
    'settlement-moved': 'settlement moved', 'settlement-reclassed': 'settlement of another kind or tier', 'need-changed': 'other numbers of people in need', 'checklist-changed': 'checklist changed', 'network-changed': 'walking network changed', 'bus-changed': 'bus data changed', 'parameters-changed': 'parameters changed', 'tool-changed': 'another version of the program', unexplained: 'unexplained',
  },
};

/** "facility removed f12; checklist changed limitMinutes". */
export function describeCauses(causes: readonly Cause[], lang: Lang): string {
  return causes.map(({ kind, of }) => [CAUSES[lang][kind], ...of].join(' ')).join(lang === 'zh' ? '；' : '; ');
}

/** "covered 8.3 min → gap 17.4 min". */
export function describeTurn({ before, after }: StatusChange, lang: Lang): string {
  const describe = ({ status, severity, minutes }: StatusChange['before']): string => [severity === null ? WORDS[lang][status] : `${WORDS[lang][status]}（${WORDS[lang][severity]}）`, ...(minutes === null ? [] : [`${minutes.toFixed(1)} ${WORDS[lang].minutes}`])].join(' ');
  const text = `${describe(before)} → ${describe(after)}`;
  return lang === 'zh' ? text : text.replaceAll('（', ' (').replaceAll('）', ')');
}

/** A line for each kind of change of the data; none where the data is the same. */
export function describeData({ data, populationBefore, populationAfter }: Comparison, lang: Lang): string[] {
  const zh = lang === 'zh', say = (chinese: string, english: string): string => (zh ? chinese : english), counts = new Map<FacilityChange, number>();
  for (const { changes } of data.facilities.values()) for (const change of changes) counts.set(change, (counts.get(change) ?? 0) + 1);
  const some = (count: number, chinese: string, english: string): string[] => (count === 0 ? [] : [`${say(chinese, english)}: ${count}`]);
  return [
    ...[...counts].map(([change, count]) => `${CAUSES[lang][`facility-${change}`]}: ${count}`),
    ...some(data.settlementsAdded.length, '新增居民点', 'settlements added'), ...some(data.settlementsRemoved.length, '删除居民点', 'settlements removed'), ...some(data.settlementsMoved.size, '移动居民点', 'settlements moved'),
    ...some(data.settlementsReclassed.size, '居民点城乡或层级改变', 'settlements of another kind or tier'), ...some(data.populationsChanged.size, '居民点人口改变', 'settlements with other people in them'),
    ...(populationBefore === populationAfter ? [] : [`${say('总人口', 'people')}: ${populationBefore} → ${populationAfter}`]),
    ...[...data.servicesChanged].map(([key, fields]) => `${CAUSES[lang]['checklist-changed']}: ${key} (${fields.join(', ')})`),
    ...(data.servicesAdded.length === 0 ? [] : [`${say('清单新增', 'services added')}: ${data.servicesAdded.join(', ')}`]), ...(data.servicesRemoved.length === 0 ? [] : [`${say('清单删除', 'services removed')}: ${data.servicesRemoved.join(', ')}`]),
    ...(data.layers.has('walk') ? [CAUSES[lang]['network-changed']] : []), ...(data.layers.has('bus') ? [CAUSES[lang]['bus-changed']] : []),
    ...(data.parameters.length === 0 ? [] : [`${CAUSES[lang]['parameters-changed']}: ${data.parameters.join(', ')}`]), ...(data.isOtherTool ? [CAUSES[lang]['tool-changed']] : []),
  ];
}
