/** What a plan comes to in one sentence, the facts that a reader should doubt or decide, and a card for each year's money. */
import type { PlanResult, YearResult } from '../../plan/plan-result.ts';
import { both, bothNames, escapeHtml } from './html-text.ts';
import { dueText, money, shareText } from './plan-figures.ts';
import { count } from './shares.ts';

/** @returns HTML of the first section and of the strip of years. */
export function renderPlanLead(plan: PlanResult, countsPeople: boolean): string {
  return `<section class="lead ofplan"><div><h1>${bothNames(plan.project)}</h1><p class="say">${renderSentence(plan, countsPeople)}</p></div>${renderFacts(plan)}</section>${renderYears(plan)}`;
}

function renderSentence({ years, projects, solution, stages }: PlanResult, countsPeople: boolean): string {
  const first = years[0].year, last = years[years.length - 1].year, span = first === last ? String(first) : `${first}–${last}`, before = stages[0].total, after = stages[stages.length - 1].total;
  const what = both(`${span}年在 <b>${count(solution.openedSites)}</b> 处建 <b>${count(projects.length)}</b> 个项目，用 <b>${money(solution.cost)}&nbsp;万元</b>（${solution.privateCost > 0 ? `其中社会资本 ${money(solution.privateCost)}；财政预算` : '预算'} ${money(solution.budget)}）。`,
    `${span}: <b>${count(projects.length)}</b> projects at <b>${count(solution.openedSites)}</b> sites, for <b>${money(solution.cost)}</b>${solution.privateCost > 0 ? `, ${money(solution.privateCost)} of it private money; public budgets hold` : ' of'} ${money(solution.budget)} (10,000 yuan). `);
  if (before.shares.basic === null) return what;
  const who = countsPeople ? ['居民', 'residents'] : ['居民点', 'settlements'];
  return what + both(`${who[0]}按时够得着的基础保障类服务由 <b>${shareText(before.shares.basic)}</b> 到 <b>${shareText(after.shares.basic)}</b>，其中必须补的由 <b>${shareText(before.shares.required)}</b> 到 <b>${shareText(after.shares.required)}</b>。`,
    `Of the basic services, ${who[1]} reach <b>${shareText(before.shares.basic)}</b> in time today and <b>${shareText(after.shares.basic)}</b> when all is built; of those required, <b>${shareText(before.shares.required)}</b> and <b>${shareText(after.shares.required)}</b>.`);
}

function renderFacts({ solution, years, projects, spare }: PlanResult): string {
  const late = years.filter(({ isOverdue }) => isOverdue).map(({ year }) => year), open = (key: 'implementer' | 'funding'): number => projects.filter((p) => p[key] === null).length, proposed = projects.filter(({ costStatus }) => costStatus === 'proposed').length, doubled = projects.filter(({ duplication }) => duplication !== null && duplication > 0.5).length;
  const facts: [string, string][] = [
    [both('离最优', 'Proof'), solution.isProven ? both('已证明最优', 'proven the best') : both(`与上界相差 ${(100 * solution.gap).toFixed(2)}%`, `within ${(100 * solution.gap).toFixed(2)}% of the bound`)],
    [both('计划报送期限', 'Deadlines'), late.length === 0 ? both('都未过', 'none has passed') : `<b class="late">${both(`${late.join('、')} 年度已过期`, `overdue: ${late.join(', ')}`)}</b>`],
    [both('待定', 'To be decided'), both(`实施主体 ${open('implementer')} 项，资金来源 ${open('funding')} 项`, `implementer of ${open('implementer')}, funding of ${open('funding')}`)],
    [both('造价', 'Costs'), proposed === 0 ? both('均为项目文件给出', 'all given by the project file') : both(`${proposed} 项为本项目建议，不是报价`, `${proposed} are our proposals, no quotes`)],
    [both('过半已有服务', 'Over half had it'), both(`${doubled} 个项目的服务人口`, `the people of ${doubled} projects`)],
    [both('可撤并', 'Could go'), both(`${spare.length} 处现有设施`, `${spare.length} facilities`)],
  ];
  return `<dl class="facts">${facts.map(([term, value]) => `<div><dt>${term}</dt><dd>${value}</dd></div>`).join('')}</dl>`;
}

function renderYears({ years, stages }: PlanResult): string {
  const shareAt = (year: number): string => shareText(stages.find(({ stage }) => stage === year)?.total.shares.basic ?? null);
  return `<section class="ind ofplan" aria-label="各年预算 Budget of each year">${years.map((year, y) => renderYear(year, y === 0 ? 0 : years[y - 1].left, shareAt(year.year))).join('')}</section>`;
}

function renderYear({ year, due, isOverdue, projects, income, spent, left, isProven, private: social }: YearResult, carried: number, share: string): string {
  const available = income + carried, width = available > 0 ? Math.min(100, 100 * spent / available).toFixed(1) : '0';
  return `<div class="card"><h2 class="n">${both(`${year} 年度：安排与可用（万元）`, `${year}: spent of available (10,000 yuan)`)}</h2><div class="v">${money(spent)}<small> / ${money(available)}</small></div>`
    + `<svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true"><rect class="track" y="3" width="100" height="6"/><rect class="fill" y="3" width="${width}" height="6"/></svg><div class="d">`
    + `<p>${both(`${projects} 个项目${isProven ? '' : '（未证明最优）'}`, `${projects} projects${isProven ? '' : ' (not proven the best)'}`)}</p><p>${both(`预算 ${money(income)}${carried > 0 ? `，上年结余 ${money(carried)}` : ''}，结余 ${money(left)}`, `budget ${money(income)}${carried > 0 ? `, ${money(carried)} carried over` : ''}, ${money(left)} left`)}</p>`
    + (social === null ? '' : `<p>${both(`另有社会资本 ${money(social.spent)}${social.income === null ? '' : `（可用 ${money(social.income)}）`}`, `private money ${money(social.spent)}${social.income === null ? '' : ` of ${money(social.income)}`}`)}</p>`)
    + `<p>${both('期限', 'due')} ${dueText(escapeHtml(due), isOverdue)}</p><p>${both(`年底够得着 ${share} 的基础保障类`, `at its end ${share} of basic services`)}</p></div></div>`;
}
