/** What is chosen in the page, and the address that says so. */
import { KINDS, type PageData } from '../outputs/html/page-shape.ts';
import { currentLang, setLang } from './language.ts';

export const SEVERITIES = ['required', 'pilot', 'advisory'] as const;

/** Places in the lists of the data; -1 where nothing is chosen. */
export interface State {
  service: number;
  /** 1 to 12; 0 for all. */
  task: number;
  /** One of the five 宜; '' for all. */
  dimension: string;
  township: number;
  kind: number;
  readonly severities: Record<(typeof SEVERITIES)[number], boolean>;
  settlement: number;
  /** The service whose way is shown from the settlement. */
  way: number;
  /** The facility whose catchment is shown. */
  facility: number;
  /** Longest of the walking circles around the settlement in minutes; 0 for none. */
  circle: number;
  /** What is looked at; a page without a plan shows today. */
  view: 'today' | 'plan';
  project: number;
  /** In which projects begin; 0 for all. */
  year: number;
  /** Place in the stages of the plan. */
  stage: number;
  /** What the colour of a project says. */
  colour: 'year' | 'class';
  /** Whether facilities that could go are marked. */
  spare: boolean;
}

export const LIMITS_OF_CIRCLES = [5, 10, 15];

export function emptyState({ plan }: Pick<PageData, 'plan'>): State {
  return {
    service: -1, task: 0, dimension: '', township: -1, kind: -1, severities: { required: true, pilot: true, advisory: false }, settlement: -1, way: -1, facility: -1, circle: 0,
    view: plan === undefined ? 'today' : 'plan', project: -1, year: 0, stage: (plan?.stages.length ?? 0) - 1, colour: 'year', spare: false,
  };
}

/** Take over what an address says; what it says of things that are not there is passed over. */
export function readAddress(hash: string, data: PageData, state: State): void {
  const query = new URLSearchParams(hash.replace(/^#/, '')), serviceOf = (key: string): number => data.services.findIndex(({ id }) => id === query.get(key));
  const lang = query.get('lang'), severities = query.get('severity')?.split(',');
  if (lang === 'zh' || lang === 'en') setLang(lang);
  state.service = serviceOf('service');
  state.task = Math.max(0, Math.min(12, Math.trunc(Number(query.get('task'))))) || 0;
  state.dimension = data.services.some(({ dimensions }) => dimensions.includes(query.get('dimension') ?? '')) ? query.get('dimension') ?? '' : '';
  state.township = data.townships.indexOf(query.get('township') ?? '\0');
  state.kind = (KINDS as readonly string[]).indexOf(query.get('kind') ?? '');
  for (const severity of SEVERITIES) if (severities !== undefined) state.severities[severity] = severities.includes(severity);
  state.settlement = data.settlements.id.indexOf(query.get('settlement') ?? '\0');
  state.way = state.settlement < 0 ? -1 : serviceOf('way');
  state.facility = data.facilities.id.indexOf(query.get('facility') ?? '\0');
  state.circle = state.settlement < 0 ? 0 : LIMITS_OF_CIRCLES.find((minutes) => String(minutes) === query.get('circle')) ?? 0;
  if (data.plan !== undefined) readPlanAddress(query, data.plan, state);
}

function readPlanAddress(query: URLSearchParams, { projects, years, stages }: NonNullable<PageData['plan']>, state: State): void {
  const stage = stages.findIndex((at) => String(at) === query.get('stage'));
  state.view = query.get('view') === 'today' ? 'today' : 'plan';
  state.project = state.settlement >= 0 || state.facility >= 0 ? -1 : projects.findIndex(({ id }) => id === query.get('project'));
  state.year = years.find((year) => String(year) === query.get('year')) ?? 0;
  state.stage = stage < 0 ? stages.length - 1 : stage;
  state.colour = query.get('colour') === 'class' ? 'class' : 'year';
  state.spare = query.get('spare') === '1';
}

/** The address of a state; what is as it was at first is left out. */
export function addressOf(data: PageData, state: State): string {
  const { service, task, dimension, township, kind, severities, settlement, way, facility, circle } = state;
  const query = new URLSearchParams({ lang: currentLang() }), chosen = SEVERITIES.filter((severity) => severities[severity]);
  if (service >= 0) query.set('service', data.services[service].id);
  if (task > 0) query.set('task', String(task));
  if (dimension !== '') query.set('dimension', dimension);
  if (township >= 0) query.set('township', data.townships[township]);
  if (kind >= 0) query.set('kind', KINDS[kind]);
  if (chosen.join() !== 'required,pilot') query.set('severity', chosen.join(','));
  if (settlement >= 0) query.set('settlement', data.settlements.id[settlement]);
  if (way >= 0) query.set('way', data.services[way].id);
  if (facility >= 0) query.set('facility', data.facilities.id[facility]);
  if (circle > 0) query.set('circle', String(circle));
  if (data.plan !== undefined) addPlan(query, data.plan, state);
  return `#${query.toString()}`;
}

function addPlan(query: URLSearchParams, { projects, stages }: NonNullable<PageData['plan']>, { view, project, year, stage, colour, spare }: State): void {
  if (view === 'today') query.set('view', view);
  if (project >= 0) query.set('project', projects[project].id);
  if (year > 0) query.set('year', String(year));
  if (stage < stages.length - 1) query.set('stage', String(stages[stage]));
  if (colour === 'class') query.set('colour', colour);
  if (spare) query.set('spare', '1');
}
