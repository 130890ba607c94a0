/** 年度行动计划 as a table: by year and township, with the columns that the action plan names. */
import type { PlanResult, ProjectResult, YearResult } from '../../plan/plan-result.ts';
import { PLAN_WORDS, projectName } from '../plan-words.ts';
import { both, escapeHtml } from './html-text.ts';
import type { PageData } from './page-shape.ts';
import { NO_TOWNSHIP } from './page-words.ts';
import { dueText, money, shareText } from './plan-figures.ts';
import { count } from './shares.ts';

const COLUMNS = 8;
/** From this share on a project mostly serves people who had the service. */
const MOSTLY_DOUBLED = 0.5;

/** @returns HTML of the table; a row of a project has its place in the plan. */
export function renderProjects({ years, projects }: PlanResult, { townships }: PageData): string {
  const heads = [['序号', 'No.', 'num'], ['建设项目', 'Project', 'pj'], ['时间节点', 'Begins, opens', 'ms'], ['实施主体', 'Implementer', 'who'], ['资金来源', 'Funding', 'who'], ['金额（万元）', '10,000 yuan', 'num'], ['新增覆盖（人）', 'Newly covered', 'num'], ['重复率', 'Had it', 'num dup']];
  const rows = projects.map((project, p) => ({ project, p })), known = new Set(townships);
  const order = [...townships, ...new Set(projects.map(({ township }) => township).filter((name) => !known.has(name)))];
  return `<div class="pjscroll" tabindex="0" role="region" aria-label="年度行动计划 Projects"><table class="pjt" id="projects"><caption class="sr">${both('年度行动计划：按年度和乡镇', 'Projects by year and township')}</caption><thead><tr>${heads.map(([zh, en, name]) => `<th scope="col" class="${name}">${both(zh, en)}</th>`).join('')}</tr></thead>`
    + years.map((year) => renderYear(year, order, rows.filter(({ project }) => project.year === year.year))).join('') + '</table></div>';
}

function renderYear({ year, due, isOverdue, spent, projects }: YearResult, townships: readonly string[], rows: readonly { readonly project: ProjectResult; readonly p: number }[]): string {
  const head = `<tbody class="yr" data-y="${year}"><tr><th colspan="${COLUMNS}" scope="rowgroup">${both(`${year} 年度：${projects} 个项目，${money(spent)} 万元；计划期限`, `${year}: ${projects} projects, ${money(spent)} (10,000 yuan); plan due`)} ${dueText(escapeHtml(due), isOverdue)}</th></tr></tbody>`;
  return head + townships.map((township) => {
    const own = rows.filter(({ project }) => project.township === township);
    return own.length === 0 ? '' : `<tbody data-y="${year}"><tr class="tw"><th colspan="${COLUMNS}" scope="rowgroup">${township === '' ? both(NO_TOWNSHIP.zh, NO_TOWNSHIP.en) : escapeHtml(township)}</th></tr>${own.map(({ project, p }) => renderProject(project, p)).join('')}</tbody>`;
  }).join('');
}

function renderProject(project: ProjectResult, p: number): string {
  const { number, site, year, opens, implementer, funding, cost, costStatus, newlyCovered, duplication } = project, kind = both(PLAN_WORDS.zh.kinds[site.kind], PLAN_WORDS.en.kinds[site.kind]);
  return `<tr data-p="${p}"><td class="num">${number}</td><th scope="row" class="pj"><span class="pn">${both(escapeHtml(projectName(project, 'zh')), escapeHtml(projectName(project, 'en')))}</span> <span class="pk">${kind}</span></th>`
    + `<td class="ms">${year}-01 → ${escapeHtml(opens)}</td><td class="who">${decided(implementer)}</td><td class="who">${decided(funding)}</td><td class="num">${money(cost)}${costStatus === 'proposed' ? '<sup>*</sup>' : ''}</td><td class="num">${count(newlyCovered)}</td>`
    + `<td class="num dup">${duplication === null ? '–' : duplication > MOSTLY_DOUBLED ? `<b class="late">${shareText(duplication)}</b>` : shareText(duplication)}</td></tr>`;
}

/** What nobody has said stands out: somebody has to fill it in. */
function decided(text: string | null): string {
  return text === null ? `<em class="open">${both(PLAN_WORDS.zh.open, PLAN_WORDS.en.open)}</em>` : escapeHtml(text);
}
