/** What a plan does for one settlement: which gaps it closes and when, which stay and why. In the place of the table of projects. */
import { CELL } from '../outputs/html/page-shape.ts';
import { NO_TOWNSHIP, shortName } from '../outputs/html/page-words.ts';
import { PLAN_WORDS, projectName } from '../outputs/plan-words.ts';
import { el, mark } from './dom.ts';
import { SEVERITY_NAMES } from './filters.ts';
import { currentLang, nameOf, t } from './language.ts';
import { settlementName } from './model.ts';
import type { PlanModel } from './plan-model.ts';
import { STATUS_WORDS, type ProjectEvents } from './project-panel.ts';
import { SEVERITIES } from './state.ts';
import type { Change } from './unpack-plan.ts';

export function showSettlementInPlan(host: HTMLElement, plan: PlanModel, n: number, events: ProjectEvents): void {
  const { model, plan: { stages } } = plan, { data } = model, all = plan.columnsAt(stages.length - 1), close = el('button', { type: 'button', class: 'txt', id: 'close' }, t('关闭，回到项目表', 'Close, back to the projects'));
  close.addEventListener('click', events.close);
  const staying = SEVERITIES.map((severity) => ({ severity, services: data.services.map((_, s) => s).filter((s) => all[s].code[n] === CELL[severity]) })), changes = plan.changesOf(n);
  const township = data.townships[data.settlements.township[n]];
  host.replaceChildren(
    el('header', {}, el('div', {}, el('h2', {}, settlementName(model, n)), el('p', { class: 'sub' }, `${township === '' ? nameOf(NO_TOWNSHIP) : township} · ${data.settlements.id[n]}${model.countsPeople ? t(` · ${Math.round(model.weight[n]).toLocaleString('en')} 人`, ` · ${Math.round(model.weight[n]).toLocaleString('en')} residents`) : ''}`)), close),
    el('div', { class: 'chips' }, el('span', {}, mark('covered'), el('b', {}, String(changes.filter(({ to }) => to === 'covered').length)), t('规划补上', 'closed by the plan')), ...staying.map(({ severity, services }) => el('span', {}, mark(severity), el('b', {}, String(services.length)), t(`${SEVERITY_NAMES[severity].zh}仍缺`, `${SEVERITY_NAMES[severity].en.toLowerCase()}, stay`)))),
    closedTable(plan, changes, events), stayingTable(plan, n, staying));
}

function closedTable({ plan: { projects }, model: { data, columns } }: PlanModel, changes: readonly Change[], { chooseProject }: ProjectEvents): HTMLElement {
  if (changes.length === 0) return el('p', { class: 'sub' }, t('规划不改变这个居民点的任何一项服务。', 'The plan changes no service of this settlement.'));
  const severityOf = (n: number, s: number): (typeof SEVERITIES)[number] | undefined => SEVERITIES.find((severity) => columns[s].code[n] === CELL[severity]);
  const rows = changes.map(({ project: p, settlement, service, from, to }) => {
    const severity = severityOf(settlement, service), button = el('button', { type: 'button' }, projectName(projects[p], currentLang()));
    button.addEventListener('click', () => { chooseProject(p); });
    return el('tr', { 'data-service': data.services[service].id }, el('td', {}, severity === undefined ? mark('unknown') : mark(severity)), el('th', { scope: 'row' }, nameOf(shortName(data.services[service].name))), el('td', {}, button), el('td', { class: 'num' }, projects[p].opens), el('td', { class: 'chg' }, `${nameOf(STATUS_WORDS[from])} → ${nameOf(STATUS_WORDS[to])}`));
  });
  return el('table', { class: 'pjs closed' }, el('caption', {}, t(`规划改变的 ${changes.length} 项，按建成先后`, `What the plan changes: ${changes.length}, in the order in which projects open`)),
    el('thead', {}, el('tr', {}, el('th', { scope: 'col', class: 'mk' }, el('span', { class: 'sr' }, t('级别', 'Severity'))), el('th', { scope: 'col' }, t('服务', 'Service')), el('th', { scope: 'col' }, t('项目', 'Project')), el('th', { scope: 'col', class: 'num' }, t('建成', 'Opens')), el('th', { scope: 'col' }, t('变化', 'Change')))), el('tbody', {}, ...rows));
}

function stayingTable(plan: PlanModel, n: number, staying: readonly { readonly severity: (typeof SEVERITIES)[number]; readonly services: readonly number[] }[]): HTMLElement {
  const { data, columns } = plan.model, lang = currentLang(), count = staying.reduce((sum, { services }) => sum + services.length, 0);
  if (count === 0) return el('p', { class: 'sub' }, t('没有留下的缺口。', 'No gap stays.'));
  const rows = staying.flatMap(({ severity, services }) => services.map((s) => {
    const reason = plan.reasonOf(n, s), { hundredths } = columns[s];
    return el('tr', { 'data-service': data.services[s].id }, el('td', {}, mark(severity)), el('th', { scope: 'row' }, nameOf(shortName(data.services[s].name))), el('td', {}, reason === null ? t('不是规划的需求', 'no demand of the plan') : PLAN_WORDS[lang].reasons[reason]),
      el('td', { class: 'num' }, hundredths[n] < 0 ? t(`${data.searchMinutes} 分钟内无`, `none in ${data.searchMinutes} min`) : t(`${(hundredths[n] / 100).toFixed(1)} 分钟`, `${(hundredths[n] / 100).toFixed(1)} min`)));
  }));
  return el('table', { class: 'pjs stays' }, el('caption', {}, t(`留下的 ${count} 项和原因`, `Gaps that stay: ${count}, and why`)),
    el('thead', {}, el('tr', {}, el('th', { scope: 'col', class: 'mk' }, el('span', { class: 'sr' }, t('级别', 'Severity'))), el('th', { scope: 'col' }, t('服务', 'Service')), el('th', { scope: 'col' }, t('原因', 'Reason')), el('th', { scope: 'col', class: 'num' }, t('现在最近', 'Nearest today')))), el('tbody', {}, ...rows));
}
