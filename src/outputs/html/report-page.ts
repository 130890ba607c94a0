/**
 * report.html: the whole result as one page that opens from a disk and asks no network for anything.
 *
 * Sentence, indicators, table, notices and method stand in the HTML in both languages, one of which is shown; map, filters, panel
 * and charts are made by the script in src/page, which comes as a bundle. A policy in the page lets nothing else run or load.
 */
import { createHash } from 'node:crypto';
import type { Notice } from '../../core/problems.ts';
import type { CoverageResult } from '../../coverage/result.ts';
import type { PlanResult } from '../../plan/plan-result.ts';
import type { Lang } from '../words.ts';
import { both, bothNames, escapeHtml, jsonForScript } from './html-text.ts';
import { packPage } from './page-data.ts';
import { renderIndicators } from './render-indicators.ts';
import { renderLead } from './render-lead.ts';
import { renderMethod } from './render-method.ts';
import { renderNotices } from './render-notices.ts';
import { renderPlanEffect, renderPlanMethod, renderPlanRest } from './render-plan-effect.ts';
import { renderPlanLead } from './render-plan-lead.ts';
import { renderProjects } from './render-projects.ts';
import { renderTable } from './render-table.ts';
import { percentOf, percentText } from './shares.ts';

/** The page's own script and style, as `npm run build:page` makes them. */
export interface PageAssets { readonly script: string; readonly style: string }

export interface PageOptions {
  /** Name and version of the program. */
  readonly tool: string;
  /** The language it opens in. */
  readonly lang: Lang;
  /** Leaves out what concerns single settlements' people, and the files. */
  readonly isPublic: boolean;
}

/**
 * Pieces of the page. Same result, same bytes.
 * @param plan what the page shows in a second view; null for a page of today alone.
 */
export function* renderReportPage(result: CoverageResult, { script, style }: PageAssets, { tool, lang, isPublic }: PageOptions, plan: PlanResult | null = null): Generator<string> {
  const packed = packPage(result, isPublic, plan), { data } = packed, ofPlan = (render: (shown: PlanResult) => string): string => (plan === null ? '' : render(plan));
  const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'`;
  const title = titleOf(result.project, plan !== null);
  yield `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-Hans' : 'en'}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="generator" content="${escapeHtml(tool)}">
<title>${escapeHtml(title[lang])}</title>
<style>${style}</style></head><body>
<input class="lang" type="radio" name="lang" id="lang-zh" aria-label="中文"${lang === 'zh' ? ' checked' : ''}><input class="lang" type="radio" name="lang" id="lang-en" aria-label="English"${lang === 'en' ? ' checked' : ''}>
<div class="wrap"><header class="top"><b>${both('15分钟社区生活圈', '15-minute life circle')}</b><span class="o">${both('居民点服务可达报告', 'What each settlement can reach')}</span><span class="sp"></span><span id="tools"></span><span class="seg" aria-hidden="true"><label for="lang-zh">中文</label><label for="lang-en">English</label></span></header>
<main>${ofPlan(() => '<div id="views"></div>')}<div class="sheet">`;
  yield ofPlan((shown) => renderPlanLead(shown, data.countsPeople));
  yield renderLead(result, data);
  yield renderIndicators(result);
  yield `<div id="filters"></div>
<div class="main"><section class="mapcol" aria-labelledby="map-title"><h2 id="map-title">${both('每个居民点缺几项', 'How many services each settlement lacks')}</h2><p class="sub" id="map-sub"></p><div id="map"><noscript><p class="sub">${both('地图、筛选和图表需要脚本；上面的结论、指标和表格不需要。', 'Map, filters and charts need scripts. The sentence, the indicators and the table do not.')}</p></noscript></div></section>
<section class="tablecol" id="tablecol" aria-labelledby="table-title"><h2 id="table-title">${both('哪项服务、在哪里最缺', 'Which service is missing where')}</h2><p class="sub">${both(`${data.countsPeople ? '居民' : '居民点'}中能按时够到的百分比。颜色越深，够不到的越多。乡镇自北向南排列。`, `Percent of ${data.countsPeople ? 'residents' : 'settlements'} who reach the service in time. Darker: more do not. Townships run north to south.`)}</p>${renderTable(data)}</section>${ofPlan((shown) => `
<section class="plancol ofplan" id="plancol" aria-labelledby="plan-title"><h2 id="plan-title">${both('建什么，在哪里，哪一年', 'What is built where, and when')}</h2><p class="sub" id="plan-sub">${both('年度行动计划。“待定”要有人填；<sup>*</sup> 造价为本项目建议。', 'The yearly plan. What is to be decided, somebody has to fill in. <sup>*</sup> A cost of ours.')}</p>${renderProjects(shown, data)}</section>`)}
<section class="panel" id="panel" tabindex="-1" hidden></section>${ofPlan((shown) => `
<section class="effect ofplan" aria-labelledby="effect-title"><h2 id="effect-title">${both('规划前后：各乡镇够得着多少基础保障类服务', 'Before and after: basic services in reach, by township')}</h2><p class="sub">${both(`${data.countsPeople ? '按居民数的百分比' : '按居民点数的百分比'}，到各年底；右边是缺口数（居民点×服务）由规划前到全部建成后。`, `Percent ${data.countsPeople ? 'of residents' : 'of settlements'} at the end of each year; on the right gaps (a settlement and a service it lacks), before the plan and when all is built.`)}</p>${renderPlanEffect(shown, data)}</section>`)}</div></div>${ofPlan((shown) => `
<div class="two ofplan">${renderPlanRest(shown, data)}${renderPlanMethod(shown)}</div>`)}
<div class="two${plan === null ? '' : ' oftoday'}"><section class="scripted" aria-labelledby="minutes-title"><h2 id="minutes-title">${both('到最近设施要几分钟', 'Minutes to the nearest facility')}</h2><div id="minutes"></div></section>
<section aria-labelledby="equity-title"><h2 id="equity-title">${both('差距：最差的十分之一', 'Equity: the worst-served tenth')}</h2>${renderEquity(result)}<div id="equity"></div></section></div>
<div class="two"><section aria-labelledby="notice-title"><h2 id="notice-title">${both('哪些未知，数据有什么问题', 'What is unknown, and what the data suffers from')}</h2>`;
  yield renderNotices(plan === null ? result.notices : joinNotices(result.notices, plan.notices), packed);
  yield `</section><section aria-labelledby="method-title"><h2 id="method-title">${both('怎么算的', 'How this was measured')}</h2>`;
  yield renderMethod(result, data, tool);
  yield `</section></div></main>
<footer><span>${plan !== null ? both('内部版：含单个居民点的人口。', 'Internal version: it holds residents of single settlements.') : both(isPublic ? '公开版：不含单个居民点的人口，不含文件名与设施内部信息。' : '内部版：含单个居民点的人口；公开发布请用 --public。', isPublic ? 'Public version: without residents of single settlements, file names and internal columns.' : 'Internal version: it holds residents of single settlements; publish the one made with --public.')}</span><span>${bothNames(result.checklist.name)} ${escapeHtml(result.checklist.version)}</span></footer></div>
<script type="application/json" id="data">`;
  yield jsonForScript(data);
  yield '</script>\n<script type="text/plain" id="numbers">';
  yield Buffer.from(packed.numbers.buffer, packed.numbers.byteOffset, packed.numbers.byteLength).toString('base64');
  yield `</script>\n<script>${script}</script>\n</body></html>\n`;
}

/** What the page is called, in both languages. */
function titleOf({ zh, en }: CoverageResult['project'], isPlan: boolean): Record<Lang, string> {
  return isPlan ? { zh: `${zh}：15分钟社区生活圈规划`, en: `${en}: 15-minute life circle plan` } : { zh: `${zh}：15分钟社区生活圈报告`, en: `${en}: 15-minute life circle report` };
}

/** Those of both, each once. */
function joinNotices(ofToday: readonly Notice[], ofPlan: readonly Notice[]): Notice[] {
  return [...new Map([...ofPlan, ...ofToday].map((notice) => [`${notice.code} ${notice.where} ${notice.what}`, notice])).values()];
}

function renderEquity({ basicServiceEquity: spread, population }: CoverageResult): string {
  if (spread === null) return `<p class="sub">${both('没有可知的基础保障类服务。', 'No basic service is known.')}</p>`;
  const worst = escapeHtml(percentText(percentOf(spread.worstDecile))), mean = escapeHtml(percentText(percentOf(spread.mean))), gini = spread.gini.toFixed(2), [whoZh, who] = population > 0 ? ['居民', 'Residents'] : ['居民点', 'Settlements'];
  return `<p class="sub">${both(`${whoZh}由差到好排成一列，看各自够得着基础保障类服务的百分之几。最差的十分之一平均 <b>${worst}%</b>，全体平均 <b>${mean}%</b>；基尼系数 ${gini}（0 为人人相同）。`, `${who} lined up from worst to best served; the height is the share of basic services in reach. The worst tenth average <b>${worst}%</b>, all <b>${mean}%</b>; Gini ${gini} (0: all alike).`)}</p>`;
}
