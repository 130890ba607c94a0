/** How the numbers came about: rules, parameters, the checklist, the files with their hashes. */
import type { CoverageResult } from '../../coverage/result.ts';
import { both, bothNames, escapeHtml } from './html-text.ts';
import type { PageData } from './page-shape.ts';
import { STATUS_OF_FIGURE } from './page-words.ts';
import { count } from './shares.ts';

/** @returns HTML of the section's contents. */
export function renderMethod(result: CoverageResult, { isPublic, searchMinutes, walkMetresPerMinute, elderlyMetresPerMinute }: PageData, tool: string): string {
  const { bus, checklist, network, parameters, indicators } = result;
  const rules = [
    both(`时间＝居民点到路网＋沿路＋路网到设施，三段都计，步速 ${walkMetresPerMinute} 米/分钟（为老服务 ${elderlyMetresPerMinute}）。`, `Time = settlement to network + along it + network to facility. All three count, at ${walkMetresPerMinute} m/min (${elderlyMetresPerMinute} for services of the elderly).`),
    ...(bus === undefined ? [] : [both(bus.by === 'headway' ? '允许乘车的服务：候车取发车间隔的一半，另加一分钟；步行更快时按步行。' : '允许乘车的服务：按时刻表，取时段内逐分钟出发的中位数；步行更快时按步行。', bus.by === 'headway' ? 'Services that count the bus: half the headway is waited, and a minute more; a walk that is faster wins.' : 'Services that count the bus: the median over a departure each minute of the window, by timetable; a walk that is faster wins.')]),
    both('按路网时间判断，不按直线距离或面积；正好等于限时算达到。', 'Decided by network time, never by circles or areas; exactly the limit counts as reached.'),
    both('“必须补”：全面推进地区缺的基础保障类；“试点补”：一般镇和乡村缺的基础保障类；“按需补”：缺的品质提升类。', 'Required: a basic service missing where the programme is in full force. Pilot: the same in general towns and villages. Advisory: a service of quality missing.'),
    both(`${searchMinutes} 分钟内找不到设施，写“${searchMinutes} 分钟内无”，不写数字。`, `Nothing within ${searchMinutes} minutes is stated as such, never as a number.`),
    both('百分比＝达到 ÷（达到＋缺）；未知的两边都不算。', 'Share = reached ÷ (reached + missing). What is unknown is in neither.'),
    both('本页的走法和步行圈由页内的路网现算，与结果文件的毫秒数相同；不联网。', 'Ways and walking circles are computed in this page on the network it carries, to the milliseconds of the result; nothing is fetched.'),
  ];
  const used = Object.entries(parameters).filter(([, value]) => value !== null).map(([key, value]) => `<div><dt>${escapeHtml(key)}</dt><dd>${escapeHtml(Array.isArray(value) ? value.join(', ') : String(value))}</dd></div>`);
  const notes = [...new Map(indicators.map((i) => [i.name, i])).values()].map((i) => `<li>${both(`<b>${escapeHtml(i.name)}</b>：${escapeHtml(i.note.zh)}（名称：${STATUS_OF_FIGURE[i.nameStatus].zh}；口径：${STATUS_OF_FIGURE[i.definitionStatus].zh}）`, `<b>${escapeHtml(i.nameEn)}</b>: ${escapeHtml(i.note.en)} (Name: ${STATUS_OF_FIGURE[i.nameStatus].en}; definition: ${STATUS_OF_FIGURE[i.definitionStatus].en}.)`)}</li>`);
  return `<ol class="meth">${rules.map((rule) => `<li>${rule}</li>`).join('')}</ol>`
    + `<details><summary>${both('参数与路网', 'Parameters and network')}</summary><dl class="par">${used.join('')}<div><dt>${both('路网', 'network')}</dt><dd>${both(`${count(network.kilometres)} 公里，${count(network.edges)} 段，${network.components} 片（孤岛 ${network.islands}）`, `${count(network.kilometres)} km, ${count(network.edges)} edges, ${network.components} parts (${network.islands} islands)`)}</dd></div></dl></details>`
    + `<details><summary>${both('清单', 'Checklist')}：${bothNames(checklist.name)} ${escapeHtml(checklist.version)}</summary><p>${both(escapeHtml(checklist.note.zh), escapeHtml(checklist.note.en))}</p></details>`
    + `<details><summary>${both('指标口径', 'Definitions of the indicators')}</summary><ul class="defs">${notes.join('')}</ul></details>`
    + (isPublic ? '' : `<details><summary>${both('输入文件', 'Input files')}</summary><ul class="files">${result.inputs.map(({ layer, file, sha256, features }) => `<li><b>${escapeHtml(file)}</b> ${layer}${features === null ? '' : ` ${count(features)}`}<br><code>sha256 ${sha256}</code></li>`).join('')}</ul></details>`)
    + `<p class="tool">${escapeHtml(tool)}</p>`;
}
