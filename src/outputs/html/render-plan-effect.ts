/** What a plan brings and what it leaves: shares by stage and township, gaps that stay by reason, facilities that could go, and how it was found. */
import type { PlanResult, StageResult, TallyResult, UnmetResult } from '../../plan/plan-result.ts';
import { PLAN_WORDS } from '../plan-words.ts';
import { both, bothNames, escapeHtml } from './html-text.ts';
import type { PageData } from './page-shape.ts';
import { NO_TOWNSHIP, shortName } from './page-words.ts';
import { money, shareText } from './plan-figures.ts';
import { classOfPercent, count, percentOf } from './shares.ts';

const SEVERITIES = [['required', '必须补', 'Required'], ['pilot', '试点补', 'Pilot'], ['advisory', '按需补', 'Advisory']] as const;

/** @returns HTML of the table of townships by stage. */
export function renderPlanEffect({ stages }: PlanResult, { townships }: PageData): string {
  const [first] = stages, last = stages[stages.length - 1], rowOf = (label: string, tallyOf: (stage: StageResult) => TallyResult | undefined): string => {
    const before = tallyOf(first), after = tallyOf(last);
    if (before === undefined || after === undefined) return '';
    return `<tr><th scope="row">${label}</th>${stages.map((stage) => { const share = tallyOf(stage)?.shares.basic ?? null; return `<td class="${classOfPercent(percentOf(share))}">${shareText(share)}</td>`; }).join('')}`
      + SEVERITIES.map(([severity]) => `<td class="num">${count(before.gaps[severity])} → ${count(after.gaps[severity])}</td>`).join('') + '</tr>';
  };
  return `<div class="scroll" tabindex="0" role="region" aria-label="规划成效 Effect by township"><table class="pte" id="effect"><caption class="sr">${both('各阶段各乡镇的基础保障类覆盖和缺口数', 'Basic services reached and gaps, by stage and township')}</caption><thead><tr><th scope="col">${both('乡镇', 'Township')}</th>${stages.map(({ stage, projects }) => `<th scope="col">${stageName(stage)}<span class="sub2">${both(`${projects} 项建成`, `${projects} open`)}</span></th>`).join('')}`
    + SEVERITIES.map(([, zh, en]) => `<th scope="col" class="num">${both(`${zh}缺口`, `${en} gaps`)}</th>`).join('') + `</tr></thead><tbody class="all">${rowOf(both('全区', 'Whole district'), ({ total }) => total)}</tbody><tbody>`
    + townships.map((name) => rowOf(name === '' ? bothNames(NO_TOWNSHIP) : escapeHtml(name), (stage) => stage.townships.find((t) => t.name === name))).join('') + '</tbody></table></div>';
}

export function stageName(stage: StageResult['stage']): string {
  return typeof stage === 'number' ? both(PLAN_WORDS.zh.yearEnd(stage), PLAN_WORDS.en.yearEnd(stage)) : both(PLAN_WORDS.zh[stage], PLAN_WORDS.en[stage]);
}

/** @returns HTML: gaps that stay by reason, facilities that could go, who pays. */
export function renderPlanRest({ unmet, spare, years }: PlanResult, data: PageData): string {
  return `<section aria-labelledby="unmet-title"><h2 id="unmet-title">${both('哪些缺口留下，为什么', 'Which gaps stay, and why')}</h2>${renderReasons(unmet)}`
    + `<details><summary>${both(`现有设施中可撤并的 ${spare.length} 处`, `Facilities that could go: ${spare.length}`)}</summary><p>${both('每处单独撤除，都不改变任何居民点任何一项服务的状态；两处挨着的只能撤一处。', 'Each alone could go and no status of any settlement would change; of two beside each other one is needed.')}</p><ul class="spare">${spare.map((facility) => `<li data-facility="${escapeHtml(facility.id)}"><b>${facility.name.trim() === '' ? both('（无名称）', '(no name)') : escapeHtml(facility.name)}</b> ${renderType(facility.type, data)} <code>${escapeHtml(facility.id)}</code></li>`).join('')}</ul></details>`
    + renderPayers(years) + '</section>';
}

function renderReasons(unmet: readonly UnmetResult[]): string {
  if (unmet.length === 0) return `<p class="sub">${both('没有留下的缺口。', 'No gap stays.')}</p>`;
  const reasons = [...new Set(unmet.map(({ reason }) => reason))].map((reason) => ({ reason, own: unmet.filter((u) => u.reason === reason) })).sort((a, b) => b.own.length - a.own.length);
  const cells = (own: readonly UnmetResult[]): string => SEVERITIES.map(([severity]) => `<td class="num">${count(own.filter((u) => u.severity === severity).length)}</td>`).join('') + `<td class="num"><b>${count(own.length)}</b></td>`;
  return `<table class="rest" id="reasons"><thead><tr><th scope="col">${both('原因', 'Reason')}</th>${SEVERITIES.map(([, zh, en]) => `<th scope="col" class="num">${both(zh, en)}</th>`).join('')}<th scope="col" class="num">${both('合计', 'All')}</th></tr></thead><tbody>`
    + reasons.map(({ reason, own }) => `<tr><th scope="row">${both(PLAN_WORDS.zh.reasons[reason], PLAN_WORDS.en.reasons[reason])}</th>${cells(own)}</tr>`).join('') + '</tbody></table>';
}

function renderType(type: string, { services }: PageData): string {
  const service = services.find(({ id }) => id === type);
  return service === undefined ? escapeHtml(type) : bothNames(shortName(service.name));
}

/** Only where several pay. */
function renderPayers(years: PlanResult['years']): string {
  const rows = years.flatMap(({ year, payers, private: social }) => [...payers.filter(({ payer }) => payer !== 'total').map((p) => ({ year, ...p })), ...(social === null ? [] : [{ year, payer: 'private' as const, township: null, ...social }])]);
  if (rows.length === 0) return '';
  const who = ({ payer, township }: (typeof rows)[number]): string => both(PLAN_WORDS.zh.payers[payer], PLAN_WORDS.en.payers[payer]) + (township === null ? '' : ` ${township === '' ? bothNames(NO_TOWNSHIP) : escapeHtml(township)}`);
  return `<details><summary>${both('谁每年有多少、出多少（万元）', 'What each payer has and spends (10,000 yuan)')}</summary><table class="rest"><thead><tr><th scope="col">${both('年度', 'Year')}</th><th scope="col">${both('谁出', 'Who pays')}</th><th scope="col" class="num">${both('预算', 'Budget')}</th><th scope="col" class="num">${both('安排', 'Spent')}</th></tr></thead><tbody>`
    + rows.map((row) => `<tr><td>${row.year}</td><th scope="row">${who(row)}</th><td class="num">${row.income === null ? '–' : money(row.income)}</td><td class="num">${money(row.spent)}</td></tr>`).join('') + '</tbody></table></details>';
}

/** @returns HTML of how a plan was found, and of what its figures rest on. */
export function renderPlanMethod({ solution, parameters, sites }: PlanResult): string {
  const rules = [
    both('需求是报告中的每一处缺口；权重＝人口×级别（必须补、试点补、按需补）×偏远程度。', 'Demand is every gap of the report; it weighs people × severity (required, pilot, advisory) × remoteness.'),
    both(`看过的场地：备选 ${count(sites.candidate)}，既有设施内 ${count(sites.host)}，停用设施 ${count(sites.closed)}，新址（路口） ${count(sites.junction)}。新址只说大致在哪里，要另行落实用地。`, `Sites looked at: ${count(sites.candidate)} candidates, ${count(sites.host)} inside facilities, ${count(sites.closed)} facilities not open, ${count(sites.junction)} new places at junctions. A new place says roughly where: land is still to be found.`),
    both('先按各年预算之和定蓝图，再分年：基础保障类在先。项目在启动年度的一月付款，建成月份之后才算覆盖。', 'The blueprint comes first, within the money of all years; then years, basic services first. A project is paid in January of the year it begins, and counts once it is open.'),
    both('新增覆盖＝因这个项目由缺变为够得着的居民点的人口，之前建成的项目都算在内。重复率＝限时内的人口中原已有该服务的比例。', 'Newly covered: people of settlements that get a service that they lacked, given the projects that open before. Had it: share of the people within the limit who had the service already.'),
    both('年底的覆盖只算当时已建成的项目。图上从项目到居民点的虚线是直线，不是走法。', 'The share at the end of a year counts projects open by then. Dashed lines on the map are straight: whom a project serves, not the way there.'),
    both('<sup>*</sup> 造价为本项目建议，不是任何人的报价；“待定”要有人填。', '<sup>*</sup> A cost of ours, and nobody\'s quote. What is to be decided, somebody has to fill in.'),
  ];
  const used = Object.entries(parameters).filter(([, value]) => value !== null).map(([key, value]) => `<div><dt>${escapeHtml(key)}</dt><dd>${escapeHtml(typeof value === 'string' ? value : JSON.stringify(value))}</dd></div>`);
  return `<section aria-labelledby="planmethod-title"><h2 id="planmethod-title">${both('规划是怎么得出的', 'How the plan was found')}</h2><ol class="meth">${rules.map((rule) => `<li>${rule}</li>`).join('')}</ol>`
    + `<details><summary>${both('规划参数与最优性', 'Parameters of the plan, and its proof')}</summary><dl class="par">${[['value', solution.value], ['bound', solution.bound], ['gap', solution.gap]].map(([key, value]) => `<div><dt>${key}</dt><dd>${value}</dd></div>`).join('')}${used.join('')}</dl></details></section>`;
}
