/** What one facility is to the settlements around it: in the place of the table. */
import type { Isochrone } from '../isochrones/isochrone.ts';
import { CELL } from '../outputs/html/page-shape.ts';
import { el } from './dom.ts';
import { nameOf, t } from './language.ts';
import type { Model } from './model.ts';

/** How many have it as their nearest for the service, and from where one walks there within the minutes. */
export function showFacility(host: HTMLElement, model: Model, { facility: f, service, minutes }: { readonly facility: number; readonly service: number; readonly minutes: number }, circles: readonly Isochrone[], close: () => void): void {
  const { data } = model, button = el('button', { type: 'button', class: 'txt', id: 'close' }, t('关闭，回到表格', 'Close, back to the table')), area = ((circles.at(-1)?.areaSquareMetres ?? 0) / 1e6).toFixed(2);
  button.addEventListener('click', close);
  host.replaceChildren(
    el('header', {}, el('div', {}, el('h2', {}, data.facilities.name[f] || t('（无名称的设施）', '(facility without a name)')), el('p', { class: 'sub' }, `${service < 0 ? '' : `${nameOf(data.services[service].name)} · `}${data.facilities.id[f]}`)), button),
    el('p', {}, t(`图上蓝色：${minutes} 分钟内能走到这里的范围（${area} 平方公里）。`, `Blue on the map: from where one walks here within ${minutes} minutes (${area} km²).`)),
    el('p', {}, service < 0 ? '' : describeUse(model, f, service)));
}

function describeUse({ data, weight, columns, countsPeople }: Model, f: number, service: number): string {
  const { facility, code } = columns[service], own = data.settlements.id.map((_, n) => n).filter((n) => facility[n] === f), inTime = own.filter((n) => code[n] === CELL.covered);
  const people = (list: readonly number[]): string => Math.round(list.reduce((sum, n) => sum + weight[n], 0)).toLocaleString('en');
  return countsPeople ? t(`${own.length} 个居民点（${people(own)} 人）以它为最近，其中 ${inTime.length} 个（${people(inTime)} 人）按时够得着。`, `It is the nearest for ${own.length} settlements (${people(own)} residents); ${inTime.length} (${people(inTime)} residents) reach it in time.`)
    : t(`${own.length} 个居民点以它为最近，其中 ${inTime.length} 个按时够得着。`, `It is the nearest for ${own.length} settlements; ${inTime.length} reach it in time.`);
}
