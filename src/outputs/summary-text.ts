/** The summary of a report in a terminal. */
import { printable } from '../core/printable.ts';
import type { Notice } from '../core/problems.ts';
import type { CoverageResult, ServiceResult } from '../coverage/result.ts';
import { renderTable } from './text-table.ts';
import { WORDS, type Lang } from './words.ts';

const SERVICES_SHOWN = 10;
/** After a figure that is not official. */
const STATUS_MARKS = { seen: '', memory: ' °', proposed: ' *' } as const;

/** Townships, services that were measured, indicators and notices, as aligned text. */
export function renderSummary(result: CoverageResult, lang: Lang): string {
  const w = WORDS[lang];
  const { summary, services } = result;
  const lacking = (s: ServiceResult): number => s[s.denominator].gap;
  const known = [...new Set(services.map((s) => s.table))].flatMap((t) =>
    services.filter((s) => s.table === t && s.settlements.covered + s.settlements.gap > 0).sort((a, b) => lacking(b) - lacking(a)));
  const shown = known.filter((s) => known.filter((other) => other.table === s.table).indexOf(s) < SERVICES_SHOWN);
  const unknown = services.filter((s) => s.settlements.unknown > 0 && s.settlements.covered + s.settlements.gap === 0);
  const zh = lang === 'zh';
  return [
    zh ? `${result.project.zh}：${result.settlementCount} 个居民点，${people(result.population)} 人；清单 ${result.checklist.name.zh}`
      : `${result.project.en}: ${result.settlementCount} settlements, ${people(result.population)} people; checklist: ${result.checklist.name.en}`,
    ...scenarioOf(result, lang),
    '',
    ...renderTable(
      [w.township, w.settlements, w.population, w.required, w.pilot, w.advisory, w.unknown],
      [...summary.townships.map((t) => [t.name === '' ? w.none : t.name, t.settlementCount, people(t.populationTotal), t.gaps.required, t.gaps.pilot, t.gaps.advisory, t.checks.unknown]),
        [w.total, result.settlementCount, people(result.population), summary.total.gaps.required, summary.total.gaps.pilot, summary.total.gaps.advisory, summary.total.checks.unknown]],
      1),
    zh ? '（各列为缺口数：一个居民点缺一项服务计一）' : '(columns count gaps: one settlement lacking one service)',
    '',
    ...renderTable(
      ['', w.services, w.limit, w.coverage, w.peopleLacking, w.covered, ...(result.bus === undefined ? [] : [w.gainedByBus]), w.gap, w.unknown, w.worstDecile],
      shown.map((s) => [
        s.table === 'urban' || s.table === 'rural' ? w[s.table] : s.table, s.name[lang], limitOf(s, lang), percent(s.coverage), people(lacking(s)),
        s.settlements.covered, ...(result.bus === undefined ? [] : [s.gainedByBus?.settlements ?? '']), s.settlements.gap, s.settlements.unknown, s.equity === null ? '' : `${s.equity.unreachedShare > 0 ? '≥ ' : ''}${s.equity.worstDecile.toFixed(1)}`,
      ]),
      2),
    ...(shown.length === known.length ? [] : [zh ? `（每表列出缺少人口最多的 ${SERVICES_SHOWN} 项，其余 ${known.length - shown.length} 项见结果文件）` : `(the ${SERVICES_SHOWN} that most people lack in each table; the other ${known.length - shown.length} are in the results)`]),
    ...(unknown.length === 0 ? [] : [zh ? `另有 ${unknown.length} 项服务未知：数据中没有这类设施，或没有可测的居民点` : `${unknown.length} more services are unknown: no such facility in the data, or no settlement to measure`]),
    ...gainByBus(services, lang),
    ...shortOfCapacity(services, lang),
    zh ? '* 限值为本项目建议，° 限值凭记忆，均非官方数据' : '* limit proposed by this project, ° limit from memory: neither is an official figure',
    '',
    ...renderTable(
      [w.indicator, w.denominator, w.value, w.target],
      result.indicators.map((i) => [(zh ? i.name : i.nameEn) + (i.nameStatus === 'proposed' ? ' *' : ''), w[i.denominator], i.value === null ? w.unknown : i.kind === 'supply' ? i.value.toFixed(1) : percent(i.value), percent(i.target)]),
      2),
    ...(result.indicators.some((i) => i.nameStatus === 'proposed') ? [zh ? '* 指标为本项目建议，非官方指标' : '* indicator proposed by this project, not an official one'] : []),
    '',
    ...renderNotices(result.notices, lang),
  ].map(printable).join('\n');
}

/** That this is no state of the data; nothing where it is. */
function scenarioOf({ inputs }: CoverageResult, lang: Lang): string[] {
  return inputs.filter(({ layer }) => layer === 'scenario').map(({ file, features }) => (lang === 'zh' ? `情景 ${file}：${features} 处改动，不是现状` : `Scenario ${file}: ${features} change${features === 1 ? '' : 's'}; this is not how things are`));
}

/** One line on what riding adds to walking, a check being one settlement and one service; none without bus data, and where no service counts the bus. */
function gainByBus(services: readonly ServiceResult[], lang: Lang): string[] {
  const counting = services.flatMap(({ gainedByBus, ...s }) => (gainedByBus === undefined ? [] : [{ ...s, gainedByBus }]));
  if (counting.length === 0) return [];
  const checks = counting.reduce((sum, { settlements }) => sum + settlements.covered + settlements.gap, 0), known = people(checks), gained = counting.reduce((sum, s) => sum + s.gainedByBus.settlements, 0);
  const { name, gainedByBus: most } = counting.reduce((best, s) => (s.gainedByBus.settlements > best.gainedByBus.settlements ? s : best));
  if (checks === 0) return [lang === 'zh' ? '公交：没有可乘车的核对项，全部按步行计算' : 'By bus: no check may count it, all are on foot'];
  if (lang === 'zh') return [`公交：可乘车的服务共核对 ${known} 项（一个居民点一项服务计一），其中 ${people(gained)} 项步行超限、乘车达标${gained === 0 ? '' : `；最多的是${name.zh}（${most.settlements} 个居民点，${people(most.population)} 人）`}`];
  return [`By bus: of ${known} checks that may count it, ${people(gained)} are covered that would be gaps on foot${gained === 0 ? '' : `; most for ${name.en} (${most.settlements} settlement${most.settlements === 1 ? '' : 's'}, ${people(most.population)} people)`}`];
}

/** A line for each service with a capacity rule: how many reach one in time, and not enough of it. */
function shortOfCapacity(services: readonly ServiceResult[], lang: Lang): string[] {
  const w = WORDS[lang];
  return services.flatMap(({ table, name, capacity }) => {
    if (capacity === undefined) return [];
    const { short, perThousand, of, minimumRatio, status } = capacity, mark = STATUS_MARKS[status], where = table === 'urban' || table === 'rural' ? w[table] : table;
    const need = of === 'households' ? (lang === 'zh' ? '户' : 'households') : of === 'population' ? w.population : w[of];
    return [lang === 'zh'
      ? `容量：${where}${name.zh}按每千${need} ${perThousand} 个单位、供需比不低于 ${minimumRatio}${mark}，${short.settlements} 个居民点（${people(short.population)} 人）到得了但已满`
      : `Capacity: ${name.en} (${where}), ${perThousand} for a thousand ${need}, ratio at least ${minimumRatio}${mark}: ${short.settlements} settlement${short.settlements === 1 ? '' : 's'} (${people(short.population)} people) reach one in time that is full`];
  });
}

/** A line each, with a heading and an empty line after them; nothing where there are none. */
export function renderNotices(notices: readonly Notice[], lang: Lang): string[] {
  return notices.length === 0 ? [] : [lang === 'zh' ? '提示：' : 'Notices:', ...notices.map((n) => `  ${n.code} × ${n.count}  ${n.where}: ${n.what}`), ''];
}

function limitOf({ limitMinutes, limitMetres, valueStatus }: ServiceResult, lang: Lang): string {
  const w = WORDS[lang];
  const limits = [...(limitMinutes === null ? [] : [`${limitMinutes} ${w.minutes}`]), ...(limitMetres === null ? [] : [`${limitMetres} ${w.metres}`])];
  return limits.join(' / ') + STATUS_MARKS[valueStatus];
}

function percent(share: number | null): string {
  return share === null ? '' : `${(100 * share).toFixed(1)} %`;
}

function people(count: number): string {
  return Math.round(count).toLocaleString('en');
}
