/** One project, with whom it newly serves: in the place of the table of projects. */
import { NO_TOWNSHIP, shortName, TASKS } from '../outputs/html/page-words.ts';
import { PLAN_WORDS, projectName, projectPlace, projectSize } from '../outputs/plan-words.ts';
import { el } from './dom.ts';
import { currentLang, nameOf, t } from './language.ts';
import { settlementName } from './model.ts';
import type { PlanModel } from './plan-model.ts';

export interface ProjectEvents {
  readonly close: () => void;
  readonly chooseProject: (project: number) => void;
  readonly chooseSettlement: (settlement: number) => void;
}

export const STATUS_WORDS = { covered: { zh: '够得着', en: 'reached' }, gap: { zh: '缺', en: 'missing' }, unknown: { zh: '未知', en: 'unknown' } } as const;
const CLASS_NAMES = { basic: { zh: '基础保障类', en: 'basic' }, quality: { zh: '品质提升类', en: 'quality' } } as const;

export function showProject(host: HTMLElement, plan: PlanModel, p: number, events: ProjectEvents): void {
  const project = plan.plan.projects[p], lang = currentLang(), close = el('button', { type: 'button', class: 'txt', id: 'close' }, t('关闭，回到项目表', 'Close, back to the projects'));
  close.addEventListener('click', events.close);
  host.replaceChildren(
    el('header', {}, el('div', {}, el('h2', {}, projectName(project, lang)), el('p', { class: 'sub' }, [`${t('第', 'No. ')}${project.number}${t(' 项', '')}`, ...(project.class === null ? [] : [nameOf(CLASS_NAMES[project.class])]), ...(project.task === null ? [] : [`${project.task} ${nameOf(TASKS[project.task - 1])}`]), project.id].join(' · '))), close),
    el('dl', { class: 'pjd' }, ...factsOf(plan, p).map(([term, value]) => el('div', {}, el('dt', {}, term), el('dd', {}, value)))),
    besides(plan, p, events), changesOf(plan, p, events));
}

/** What nobody has said is marked. */
function factsOf({ plan: { projects } }: PlanModel, p: number): [string, string | HTMLElement][] {
  const project = projects[p], lang = currentLang(), w = PLAN_WORDS[lang], decided = (text: string | null): string | HTMLElement => text ?? el('em', { class: 'open' }, w.open), people = (value: number): string => t(`${Math.round(value).toLocaleString('en')} 人`, `${Math.round(value).toLocaleString('en')} residents`);
  const money = (amount: number): string => t(`${amount.toLocaleString('en', { maximumFractionDigits: 2 })} 万元`, `${amount.toLocaleString('en', { maximumFractionDigits: 2 })} (10,000 yuan)`), percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
  const { year, opens, cost, siteCost, costStatus, districtShare, privateShare, capacity, areaSquareMetres, newlyCovered, catchment, duplication, coverageBefore, coverageAfter, near } = project;
  return [
    [t('位置', 'Place'), projectPlace({ ...project, township: project.township || nameOf(NO_TOWNSHIP) }, lang) + (near === null || project.site.kind === 'junction' ? '' : t(`，离${near.name}最近`, `, nearest to ${near.name}`))],
    [t('规模', 'Size'), decided(projectSize(project, lang))],
    ...(capacity === null ? [] : [[t('容量', 'Holds'), capacity.toLocaleString('en')] as [string, string]]), ...(areaSquareMetres === null ? [] : [[t('面积', 'Area'), t(`${areaSquareMetres.toLocaleString('en')} 平方米`, `${areaSquareMetres.toLocaleString('en')} m²`)] as [string, string]]),
    [t('时间节点', 'Milestones'), w.milestone(year, opens)],
    [t('实施主体', 'Implementer'), decided(project.implementer)], [t('责任部门', 'Department'), decided(project.department)], [t('资金来源', 'Funding'), decided(project.funding)],
    [t('金额', 'Cost'), `${money(cost)}${siteCost > 0 ? t(`，其中场地 ${money(siteCost)}`, `, of it for the place ${money(siteCost)}`) : ''}${costStatus === 'proposed' ? t('（本项目建议，不是报价）', '; a proposal of ours, no quote') : ''}${privateShare > 0 ? t(`；社会资本出服务造价的 ${percent(privateShare)}`, `; private money pays ${percent(privateShare)} of the service`) : ''}${districtShare === null ? '' : t(`；财政部分区级承担 ${percent(districtShare)}`, `; of the public part the district pays ${percent(districtShare)}`)}`],
    [t('新增覆盖', 'Newly covered'), people(newlyCovered)],
    [t('重复率', 'Had it already'), duplication === null ? t('限时内没有人', 'nobody lives within the limit') : t(`${percent(duplication)}（限时内 ${people(catchment)}中原已有该服务的）`, `${percent(duplication)} of the ${people(catchment)} within the limit`)],
    [t('全区覆盖率', 'Whole district'), coverageBefore === null || coverageAfter === null ? t('未知', 'unknown') : t(`该服务 ${percent(coverageBefore)} → ${percent(coverageAfter)}（建成时）`, `${percent(coverageBefore)} → ${percent(coverageAfter)} of this service, when it opens`)],
  ];
}

/** Other projects in the same place. */
function besides({ plan: { projects }, sites, siteOf }: PlanModel, p: number, { chooseProject }: ProjectEvents): HTMLElement | string {
  const others = siteOf[p] < 0 ? [] : sites[siteOf[p]].projects.filter((other) => other !== p);
  if (others.length === 0) return '';
  return el('p', { class: 'beside' }, t('同一处还有：', 'In the same place: '), ...others.flatMap((other, i) => {
    const button = el('button', { type: 'button', class: 'txt' }, `${nameOf(shortName(projects[other].name))}（${projects[other].year}）`);
    button.addEventListener('click', () => { chooseProject(other); });
    return i === 0 ? [button] : [' ', button];
  }));
}

function changesOf({ changes, model }: PlanModel, p: number, { chooseSettlement }: ProjectEvents): HTMLElement {
  const { data, weight, countsPeople } = model, own = [...changes[p]].sort((a, b) => weight[b.settlement] - weight[a.settlement] || a.settlement - b.settlement);
  if (own.length === 0) return el('p', { class: 'sub' }, t('建成时不改变任何居民点的状态：它的作用已由更早建成的项目承担。', 'When it opens it changes no status: earlier projects do already what it would.'));
  const rows = own.map(({ settlement, service, from, to }) => {
    const button = el('button', { type: 'button' }, settlementName(model, settlement));
    button.addEventListener('click', () => { chooseSettlement(settlement); });
    return el('tr', { 'data-settlement': data.settlements.id[settlement] }, el('th', { scope: 'row' }, button), el('td', {}, nameOf(shortName(data.services[service].name))), el('td', {}, `${nameOf(STATUS_WORDS[from])} → ${nameOf(STATUS_WORDS[to])}`), countsPeople ? el('td', { class: 'num' }, Math.round(weight[settlement]).toLocaleString('en')) : null);
  });
  return el('table', { class: 'pjs' }, el('caption', {}, t(`改变 ${own.length} 项（居民点×服务）；图上虚线连到这些居民点`, `What it changes: ${own.length} (a settlement and a service each); dashed lines on the map lead there`)),
    el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, t('居民点', 'Settlement')), el('th', { scope: 'col' }, t('服务', 'Service')), el('th', { scope: 'col' }, t('变化', 'Change')), countsPeople ? el('th', { scope: 'col', class: 'num' }, t('居民', 'Residents')) : null)), el('tbody', {}, ...rows));
}
