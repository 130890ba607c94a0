/** Services by townships, as a table that says all without colour, script or pointer. */
import { both, bothNames, escapeHtml } from './html-text.ts';
import { NOBODY, NOTHING_KNOWN, type PageData, type PageService } from './page-shape.ts';
import { limitText, NO_TOWNSHIP, shortName, STATUS_OF_FIGURE, TASKS } from './page-words.ts';
import { classOfPercent, percentText } from './shares.ts';

/** More columns than this are not squeezed into the width of the page. */
const MOST_FITTING = 18;

/** @returns HTML of the table and its legend. The order of its cells is that of `data.townships`, the whole district first; a row of a service has its place in `data.services`. */
export function renderTable({ tables, services, townships, shares: [shares], countsPeople }: PageData): string {
  const isTwoKinds = tables.length === 2 && tables[0] === 'urban' && tables[1] === 'rural';
  const head = `<tr><th scope="col" class="task">${both('任务', 'Task')}</th><th scope="col" class="svc">${both('服务', 'Service')}</th><th scope="col" class="lim">${isTwoKinds ? both('限时<br>城/乡', 'min<br>urb/rur') : both('限时', 'min')}</th><th scope="col" class="all">${both('全区', 'All')}</th>`
    + townships.map((name) => `<th scope="col" class="tw"><span class="v${/[\u2e80-\u9fff]/.test(name) || name === '' ? '' : ' latin'}">${name === '' ? bothNames(NO_TOWNSHIP) : escapeHtml(name)}</span></th>`).join('') + '</tr>';
  const bodies = TASKS.map((task, t) => {
    const own = services.map((service, s) => ({ service, s })).filter(({ service }) => service.task === t + 1);
    const known = own.filter(({ s }) => shares[s][0] !== NOTHING_KNOWN && shares[s][0] !== NOBODY), unknown = own.filter((row) => !known.includes(row)).map(({ service }) => service);
    const label = `<td class="task"><span><b>${t + 1}</b> ${bothNames(task)}</span></td>`;
    return `<tbody data-task="${t + 1}">${known.map(({ service, s }) => renderService(service, s, shares[s], label)).join('')}${renderUnknown(unknown, own.length, townships.length, label)}</tbody>`;
  });
  const caption = both(`${countsPeople ? '居民' : '居民点'}中能按时够到的百分比`, `Percent of ${countsPeople ? 'residents' : 'settlements'} who reach the service in time`);
  return `<div class="scroll" tabindex="0" role="region" aria-label="服务与乡镇 Services by township"><table class="hm${townships.length > MOST_FITTING ? ' wide' : ''}" id="heat"><caption class="sr">${caption}</caption><thead>${head}</thead>${bodies.join('')}</table></div>${townships.length > MOST_FITTING ? `<p class="hmleg onpaper">${both(`${townships.length} 个乡镇，一张纸放不下，见 townships.csv。`, `${townships.length} townships do not fit on the sheet: see townships.csv.`)}</p>` : ''}${renderLegend()}`;
}

function renderService({ name, limits }: PageService, s: number, percents: readonly number[], label: string): string {
  const isBasic = limits.some((limit) => limit?.class === 'basic'), short = shortName(name), [all, ...rest] = percents;
  return `<tr class="${isBasic ? 'basic' : 'quality'}" data-s="${s}">${label}<th scope="row" class="svc" title="${escapeHtml(`${name.zh} ${name.en}`)}">${bothNames(short)}</th><td class="lim">${limitText(limits)}</td><td class="all">${escapeHtml(percentText(all))}</td>`
    + rest.map((percent) => `<td class="c ${classOfPercent(percent)}"><span>${percent === NOBODY ? '–' : percent === NOTHING_KNOWN ? '?' : escapeHtml(percentText(percent))}</span></td>`).join('')
    + `<td class="ph" aria-hidden="true"><svg viewBox="0 0 100 6" preserveAspectRatio="none"><rect class="track" width="100" height="6"/><rect class="fill" width="${Math.max(0, all)}" height="6"/></svg></td></tr>`;
}

/** What is not known is named, and never looks like a gap. */
function renderUnknown(services: readonly PageService[], ofTask: number, columns: number, label: string): string {
  if (services.length === 0 && ofTask > 0) return '';
  const what = services.length === 0 ? both('清单未列', 'not on the list') : both(`${services.length < ofTask ? '另 ' : ''}${services.length} 项未知`, `${services.length}${services.length < ofTask ? ' more' : ''} unknown`);
  const names = services.map(({ name }) => shortName(name));
  return `<tr class="unk">${label}<th scope="row" class="svc">${what}</th><td class="lim"></td><td class="all">${services.length === 0 ? '–' : '?'}</td><td class="unkrow" colspan="${columns}"><span>${both(escapeHtml(names.map(({ zh }) => zh).join('、')), escapeHtml(names.map(({ en }) => en).join(', ')))}</span></td><td class="ph"></td></tr>`;
}

function renderLegend(): string {
  const classes = [['c0', '≥85'], ['c1', '60–84'], ['c2', '30–59'], ['c3', '10–29'], ['c4', '<10']];
  return `<p class="hmleg">${both('按时够得着（%）', 'Reach it in time (%)')} ${classes.map(([name, text]) => `<span class="key"><i class="${name}"></i>${escapeHtml(text)}</span>`).join('')}<span class="key"><i class="unknown"></i>? ${both('未知，不是零', 'unknown, not zero')}</span></p>`
    + `<p class="hmleg">${both(`限时：* ${STATUS_OF_FIGURE.proposed.zh}，° ${STATUS_OF_FIGURE.memory.zh}，其余${STATUS_OF_FIGURE.seen.zh}；都不是官方标准。`, `Limits: * ${STATUS_OF_FIGURE.proposed.en}, ° ${STATUS_OF_FIGURE.memory.en}, others ${STATUS_OF_FIGURE.seen.en}; none is official.`)}</p>`;
}
