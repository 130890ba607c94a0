/** The one sentence of the page, and the few facts beside it. */
import type { CoverageResult } from '../../coverage/result.ts';
import { both, bothNames, escapeHtml } from './html-text.ts';
import type { PageData } from './page-shape.ts';
import { shortName } from './page-words.ts';
import { count, percentOf, percentText } from './shares.ts';

/** @returns HTML of the first section. */
export function renderLead(result: CoverageResult, data: PageData): string {
  return `<section class="lead"><div><h1>${bothNames(result.project)}</h1>${renderScenario(result)}<p class="say">${renderSentence(result)}</p></div>${renderFacts(result, data)}</section>`;
}

/** A page of a scenario says so to whoever reads it. */
function renderScenario({ inputs }: CoverageResult): string {
  const changes = inputs.filter(({ layer }) => layer === 'scenario').reduce((sum, { features }) => sum + (features ?? 0), 0);
  return changes === 0 ? '' : `<p class="say"><b>${both(`情景测算（${changes}处改动），不是现状。`, `A scenario of ${changes} ${changes === 1 ? 'change' : 'changes'}: this is not how things are.`)}</b></p>`;
}

/** The basic service that most people lack, over the tables in which it is basic; null where none is known to be lacking. */
export function mostLacked({ services, population }: Pick<CoverageResult, 'services' | 'population'>): { name: CoverageResult['services'][number]['name']; lacking: number } | null {
  const lacking = new Map<string, number>();
  for (const s of services) if (s.class === 'basic') lacking.set(s.id, (lacking.get(s.id) ?? 0) + (population > 0 ? s.population.gap : s.settlements.gap));
  const [id, most] = [...lacking].reduce((best, entry) => (entry[1] > best[1] ? entry : best), ['', 0]);
  const service = services.find((s) => s.id === id);
  return service === undefined ? null : { name: service.name, lacking: most };
}

function renderSentence(result: CoverageResult): string {
  const spread = result.basicServiceEquity, worst = mostLacked(result), hasPeople = result.population > 0;
  if (spread === null) return both('还没有一项基础保障类服务测得出来。', 'No basic service could be measured yet.');
  const mean = escapeHtml(percentText(percentOf(spread.mean))), tenth = escapeHtml(percentText(percentOf(spread.worstDecile)));
  const first = both(`${hasPeople ? '居民' : '居民点'}平均能按时够到 <b>${mean}%</b> 的基础保障类服务；最差的十分之一只够到 <b>${tenth}%</b>。`,
    `On average, ${hasPeople ? 'residents' : 'settlements'} reach <b>${mean}%</b> of the basic services in time; the worst-served tenth reach <b>${tenth}%</b>. `);
  if (worst === null) return first + both('测得的服务人人够得着。', 'What was measured, everyone reaches.');
  const name = shortName(worst.name), lacking = count(worst.lacking);
  return first + both(`缺的${hasPeople ? '人' : '居民点'}最多的是<u>${escapeHtml(name.zh)}</u>：<b class="n">${lacking}&nbsp;${hasPeople ? '人' : '个'}</b>按时够不到。`,
    `Most lacked: <u>${escapeHtml(name.en)}</u>, which <b class="n">${lacking}</b> ${hasPeople ? 'residents' : 'settlements'} cannot reach in time.`);
}

function renderFacts({ settlementCount, population, services, bus }: CoverageResult, { settlements, services: listed, walkMetresPerMinute, elderlyMetresPerMinute }: PageData): string {
  const urban = settlements.kind.filter((kind) => kind === 0).length;
  const unknown = listed.filter(({ id }) => services.every((s) => s.id !== id || s.settlements.covered + s.settlements.gap === 0)).length;
  const facts: [string, string][] = [
    [both('居民点', 'Settlements'), both(`${count(settlementCount)}（城镇 ${count(urban)}，乡村 ${count(settlementCount - urban)}）`, `${count(settlementCount)} (urban ${count(urban)}, rural ${count(settlementCount - urban)})`)],
    [both('常住人口', 'Residents'), population > 0 ? count(population) : both('未知：数据中没有人口', 'unknown: none in the data')],
    [both('清单服务', 'Services on the list'), both(`${listed.length} 项：已算 ${listed.length - unknown}，未知 ${unknown}`, `${listed.length}: ${listed.length - unknown} measured, ${unknown} unknown`)],
    [both('出行方式', 'Mode'), both(`步行 ${walkMetresPerMinute} 米/分钟（老年 ${elderlyMetresPerMinute}）${bus === undefined ? '' : '，部分服务可乘公交'}`, `on foot, ${walkMetresPerMinute} m/min (elderly ${elderlyMetresPerMinute})${bus === undefined ? '' : '; some services also by bus'}`)],
  ];
  return `<dl class="facts">${facts.map(([term, value]) => `<div><dt>${term}</dt><dd>${value}</dd></div>`).join('')}</dl>`;
}
