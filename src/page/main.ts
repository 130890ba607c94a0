/** The page's script: reads what the page carries, and keeps map, table, panel and charts to one state. */
import type { Isochrone } from '../isochrones/isochrone.ts';
import type { PageData } from '../outputs/html/page-shape.ts';
import { byId, el } from './dom.ts';
import type { DrawnWay } from './draw-way.ts';
import { showEquity } from './equity-chart.ts';
import { showFacility } from './facility-panel.ts';
import { Filters } from './filters.ts';
import { HeatTable } from './heat-table.ts';
import { onLangChange, setLang, currentLang, t } from './language.ts';
import { showLegend } from './legend.ts';
import { MapView, type Chosen } from './map-view.ts';
import { showMinutes } from './minutes-charts.ts';
import { limitFor, readModel, settlementName, type Model } from './model.ts';
import { showPanel } from './panel.ts';
import { openOnPaper } from './paper.ts';
import { planModelOf } from './plan-model.ts';
import { PlanView } from './plan-view.ts';
import { SearchBox } from './search-box.ts';
import { select, type Selection } from './selection.ts';
import { findWay } from './settlement-way.ts';
import { addressOf, emptyState, LIMITS_OF_CIRCLES, readAddress, type State } from './state.ts';
import { WayFinder } from './ways.ts';

/** Pixels a metre at which a settlement is shown with its surroundings. */
const NEAR_SCALE = 0.12;

class Page {
  readonly #model: Model;
  readonly #state: State;
  /** null in a page of today alone. */
  readonly #plan: PlanView | null;
  readonly #ways: WayFinder;
  readonly #map: MapView;
  readonly #table: HeatTable;
  readonly #filters: Filters;
  readonly #search: SearchBox;
  readonly #legend = el('div', { class: 'leg' });
  readonly #panel = byId('panel');
  #selection: Selection;
  #way: DrawnWay | null = null;
  #steps = '';
  #circles: Isochrone[] = [];
  #showsAllMinutes = false;
  #charts = 0;

  constructor(model: Model) {
    this.#model = model;
    this.#state = emptyState(model.data);
    this.#ways = new WayFinder(model);
    setLang(currentLang());
    readAddress(location.hash, model.data, this.#state);
    const change = (changed: Partial<State>): void => { this.#change(changed); };
    this.#search = new SearchBox(model, (settlement) => { this.#choose({ settlement, facility: -1, site: -1 }, true); });
    this.#filters = new Filters(byId('filters'), model, this.#state, change, this.#search.element);
    this.#table = new HeatTable(byId('heat') as HTMLTableElement, model, this.#state, change);
    this.#map = new MapView(byId('map'), model, { choose: (chosen) => { this.#choose(chosen, false); }, describe: (chosen) => this.#describe(chosen) });
    byId('map').append(this.#legend, el('p', { class: 'mapft' }));
    const plan = planModelOf(model);
    this.#plan = plan && new PlanView(plan, this.#state, { close: () => { this.#close(); }, chooseProject: (project) => { this.#chooseProject(project); }, chooseSettlement: (settlement) => { this.#choose({ settlement, facility: -1, site: -1 }, true); } }, change);
    this.#selection = this.#select();
    const print = el('button', { type: 'button', class: 'txt', id: 'print' });
    print.addEventListener('click', () => { window.print(); });
    byId('tools').append(print);
    document.addEventListener('keydown', (event) => { if (event.key === 'Escape' && (this.#state.settlement >= 0 || this.#state.facility >= 0 || this.#state.project >= 0)) this.#close(); });
    openOnPaper();
    onLangChange(() => { this.#relabel(); this.#refresh(); });
    addEventListener('hashchange', () => {
      if (location.hash === addressOf(model.data, this.#state)) return;
      Object.assign(this.#state, emptyState(model.data));
      readAddress(location.hash, model.data, this.#state);
      this.#relabel();
      this.#find(true);
      this.#refresh();
    });
    this.#relabel();
    this.#find(true);
    if (this.#state.township >= 0) this.#showTownship();
    if (this.#state.settlement >= 0 && this.#way === null) this.#showSettlementOnMap();
    if (this.#state.project >= 0) this.#showPlanChoice();
    this.#refresh();
  }

  /** The view of the plan, where it is the one looked at. */
  get #planShown(): PlanView | null {
    return this.#state.view === 'plan' ? this.#plan : null;
  }

  #select(): Selection {
    return this.#planShown?.select() ?? select(this.#model, this.#state);
  }

  #relabel(): void {
    byId('print').textContent = t('打印', 'Print');
    const foot = document.querySelector('.mapft');
    if (foot) foot.textContent = t(`灰线为可步行路网${this.#model.boundaries.length > 0 ? '，点划线为乡镇界' : ''}。${this.#model.countsPeople ? '点的大小＝人口。' : ''}按住 Ctrl 滚轮缩放。`, `Grey lines: walkable network${this.#model.boundaries.length > 0 ? '; dash-dotted: townships' : ''}. ${this.#model.countsPeople ? 'Dot size: residents. ' : ''}Ctrl and wheel zoom.`);
    this.#search.relabel();
    this.#map.relabel();
    this.#table.relabel();
    showEquity(byId('equity'), this.#model);
    if (this.#state.settlement >= 0) this.#find(false);
  }

  #change(changed: Partial<State>): void {
    const before = this.#state.township;
    Object.assign(this.#state, changed);
    if (changed.facility === undefined && changed.service !== undefined) this.#state.facility = -1;
    if (changed.view === 'today') this.#state.project = -1;
    if (this.#state.settlement >= 0 && changed.service !== undefined && changed.service >= 0) this.#state.way = changed.service;
    this.#find(true);
    if (this.#state.township !== before) this.#showTownship();
    this.#refresh();
  }

  /** A settlement with the way to the service in question, or to the nearest thing it lacks; a facility with those who walk there. */
  #choose({ settlement, facility, site }: Chosen, moves: boolean): void {
    if (site >= 0 && this.#plan !== null) this.#chooseProject(this.#plan.projectAt(site));
    if (settlement < 0 && facility < 0) return;
    const state = this.#state;
    state.facility = facility;
    state.project = -1;
    if (settlement >= 0 && settlement !== state.settlement) state.way = state.service >= 0 ? state.service : this.#nearestGap(settlement);
    state.settlement = settlement;
    this.#find(true);
    if (moves && this.#way === null && settlement >= 0) this.#showSettlementOnMap();
    this.#refresh();
    if (settlement >= 0) this.#bringPanel(moves);
  }

  /** A project, or none where it is the one that is chosen already. */
  #chooseProject(project: number): void {
    const focused = document.activeElement !== null && byId('projects').contains(document.activeElement);
    Object.assign(this.#state, { project, settlement: -1, way: -1, facility: -1, circle: 0 });
    this.#find(false);
    this.#showPlanChoice();
    this.#refresh();
    this.#bringPanel(focused || this.#panel.contains(document.activeElement) || document.activeElement === document.body);
  }

  #showPlanChoice(): void {
    if (this.#plan !== null) this.#map.showPoints(this.#plan.placesOfChoice());
  }

  #bringPanel(takesFocus: boolean): void {
    if (takesFocus) this.#panel.focus({ preventScroll: true });
    if (matchMedia('(max-width: 1100px)').matches) this.#panel.scrollIntoView({ block: 'start' });
  }

  #close(): void {
    const hadFocus = this.#panel.contains(document.activeElement) || document.activeElement === document.body;
    const { project } = this.#state;
    Object.assign(this.#state, { settlement: -1, way: -1, facility: -1, circle: 0, project: -1 });
    this.#find(false);
    this.#refresh();
    if (!hadFocus) return;
    if (project >= 0) this.#plan?.focusTable(project); else byId('f-search').focus({ preventScroll: true });
  }

  #nearestGap(settlement: number): number {
    const lacking = this.#selection.services.filter((s) => { const { code, hundredths } = this.#model.columns[s]; return code[settlement] >= 2 && code[settlement] <= 4 && hundredths[settlement] >= 0; });
    return lacking.reduce((best, s) => (best < 0 || this.#model.columns[s].hundredths[settlement] < this.#model.columns[best].hundredths[settlement] ? s : best), -1);
  }

  /** Ways and circles of the state. */
  #find(moves: boolean): void {
    const { settlement, way, circle, facility, service, view } = this.#state;
    this.#circles = [];
    const found = view === 'today' && settlement >= 0 && way >= 0 ? findWay(this.#model, this.#ways, settlement, way) : null, drawn = this.#way = found?.drawn ?? null;
    this.#steps = found?.steps ?? '';
    if (view === 'today' && settlement >= 0 && circle > 0) this.#circles = this.#ways.circlesFrom(settlement, LIMITS_OF_CIRCLES.filter((minutes) => minutes <= circle));
    if (facility >= 0) this.#circles = this.#ways.catchmentOf(facility, this.#limitOf(service), service < 0 ? 'adult' : this.#model.data.services[service].limits.find((limit) => limit !== null)?.profile ?? 'adult');
    const { toMetres } = this.#model, seen = [...drawn?.parts.flatMap(({ points }) => points) ?? [], ...this.#circles.flatMap(({ polygons }) => polygons.flat(2).map(([lon, lat]) => toMetres(lon, lat)))];
    if (moves && seen.length > 0) this.#map.showPoints(seen);
  }

  /** Minutes within which a service must be reached; the longer, where the tables differ. */
  #limitOf(service: number): number {
    return service < 0 ? 15 : Math.max(...this.#model.data.services[service].limits.map((limit) => limit?.limitMinutes ?? 0)) || 15;
  }

  #showSettlementOnMap(): void {
    const { settlement } = this.#state, { x, y } = this.#model.settlements;
    const others = this.#planShown?.placesOfChoice() ?? [];
    this.#map.showPoints([[x[settlement], y[settlement]], ...others], others.length === 0 ? NEAR_SCALE : undefined);
  }

  #showTownship(): void {
    const { township } = this.#state, { settlements: { x, y }, data } = this.#model;
    if (this.#state.settlement >= 0) return;
    if (township < 0) this.#map.showAll();
    else this.#map.showPoints(data.settlements.township.flatMap((of, n) => (of === township ? [[x[n], y[n]] as const] : [])));
  }

  #describe({ settlement: n, facility: f, site }: Chosen): string {
    const { data, columns } = this.#model, { service } = this.#state, plan = this.#planShown;
    if (plan !== null && site >= 0) return plan.describeMark(site);
    if (plan !== null && n >= 0) return plan.describeSettlement(n, this.#selection.missing[n]);
    if (f >= 0) return data.facilities.name[f] || t('（无名称）', '(no name)');
    if (service < 0) return t(`${settlementName(this.#model, n)}：缺 ${this.#selection.missing[n]} 项`, `${settlementName(this.#model, n)}: ${this.#selection.missing[n]} missing`);
    const { hundredths } = columns[service], limit = limitFor(this.#model, service, n)?.limitMinutes ?? null;
    return `${settlementName(this.#model, n)}: ${hundredths[n] < 0 ? t(`${data.searchMinutes} 分钟内无`, `none in ${data.searchMinutes} min`) : t(`${(hundredths[n] / 100).toFixed(1)} 分钟`, `${(hundredths[n] / 100).toFixed(1)} min`)}${limit === null ? '' : t(`（限时 ${limit}）`, ` (limit ${limit})`)}`;
  }

  #refresh(): void {
    const { data } = this.#model, { settlement, service, facility, spare, project } = this.#state, plan = this.#planShown;
    this.#selection = this.#select();
    this.#filters.follow(this.#selection);
    this.#table.follow();
    this.#plan?.follow();
    this.#map.draw({ selection: this.#selection, settlement, facilities: service < 0 ? (facility < 0 ? [] : [facility]) : this.#facilitiesOf(service), way: this.#way, circles: this.#circles, sites: plan?.marks() ?? [], links: plan?.links() ?? [], served: plan?.served() ?? [], spare: plan !== null && spare ? data.plan?.spare ?? [] : [] });
    if (plan === null) showLegend(this.#legend, this.#model, this.#state, this.#selection); else plan.showLegend(this.#legend, this.#selection);
    this.#panel.hidden = settlement < 0 && facility < 0 && project < 0;
    for (const id of ['tablecol', 'plancol']) { const column = document.getElementById(id); if (column !== null) column.hidden = !this.#panel.hidden; }
    const isOfPlan = plan?.showPanel(this.#panel) ?? false;
    if (!isOfPlan && settlement >= 0) this.#showSettlement();
    else if (!isOfPlan && facility >= 0) showFacility(this.#panel, this.#model, { facility, service, minutes: this.#limitOf(service) }, this.#circles, () => { this.#close(); });
    document.title = data.plan === undefined ? t(`${data.project.zh}：15分钟社区生活圈报告`, `${data.project.en}: 15-minute life circle report`) : t(`${data.project.zh}：15分钟社区生活圈规划`, `${data.project.en}: 15-minute life circle plan`);
    history.replaceState(null, '', addressOf(data, this.#state));
    // Charts are further down: they may come a moment later.
    cancelAnimationFrame(this.#charts);
    this.#charts = requestAnimationFrame(() => { setTimeout(() => { this.#showMinutes(); }); });
  }

  #facilitiesOf(service: number): number[] {
    const { data } = this.#model, types = new Set(data.services[service].limits.flatMap((limit) => limit?.types ?? []));
    return data.facilities.types.flatMap((own, f) => (own.some((type) => types.has(data.facilityTypes[type])) ? [f] : []));
  }

  #showSettlement(): void {
    const { circle } = this.#state, last = this.#circles.at(-1), focused = document.activeElement instanceof HTMLElement && this.#panel.contains(document.activeElement) ? document.activeElement : null, focusedText = focused?.textContent;
    const text = circle === 0 ? '' : last === undefined ? t('到不了路网', 'no network in reach') : t(`${circle} 分钟走到 ${(last.areaSquareMetres / 1e6).toFixed(2)} 平方公里、${(last.streetMetres / 1000).toFixed(1)} 公里街道`, `${circle} min: ${(last.areaSquareMetres / 1e6).toFixed(2)} km², ${(last.streetMetres / 1000).toFixed(1)} km of streets`);
    showPanel(this.#panel, this.#model, this.#state, { close: () => { this.#close(); }, showWay: (way) => { this.#change({ way }); }, showCircle: (minutes) => { this.#change({ circle: minutes }); } }, this.#steps, text);
    // Made anew: focus goes to the button of the same text.
    if (focusedText !== undefined && focused !== this.#panel) [...this.#panel.querySelectorAll('button')].find((button) => button.textContent === focusedText)?.focus({ preventScroll: true });
  }

  #showMinutes(): void {
    showMinutes(byId('minutes'), this.#model, this.#selection, this.#showsAllMinutes, () => { this.#showsAllMinutes = !this.#showsAllMinutes; this.#showMinutes(); });
  }
}

/** Bytes of text in base64; a loop, because there are millions. */
function bytesOf(base64: string): Uint8Array {
  const text = atob(base64), bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

document.documentElement.classList.add('js');
new Page(readModel(JSON.parse(byId('data').textContent) as PageData, bytesOf(byId('numbers').textContent)));
