/** A plan over the state of today: where projects stand, and what the columns of services are at the end of each year. */
import { severityOf } from '../coverage/assess.ts';
import { CELL, KINDS, TIERS, type PagePlan, type PageProject } from '../outputs/html/page-shape.ts';
import { limitFor, type Column, type Model } from './model.ts';
import type { Change, UnpackedPlan } from './unpack-plan.ts';

/** A place where one project or several stand, metres. */
export interface Site { readonly x: number; readonly y: number; readonly kind: PageProject['site']['kind']; /** Places of the projects, in the order of the plan. */ readonly projects: readonly number[] }

export interface PlanModel {
  readonly model: Model;
  readonly plan: PagePlan;
  readonly changes: UnpackedPlan['changes'];
  readonly sites: readonly Site[];
  /** By project: its site; -1 where it has no place. */
  readonly siteOf: readonly number[];
  /** Places of projects in the order in which they open. */
  readonly order: readonly number[];
  /** What changes for a settlement, in the order in which projects open. */
  readonly changesOf: (settlement: number) => readonly Change[];
  /** Why a gap stays; null where the plan does not say. */
  readonly reasonOf: (settlement: number, service: number) => UnpackedPlan['unmet'][number]['reason'] | null;
  /** The columns at a stage. */
  readonly columnsAt: (stage: number) => readonly Column[];
}

/** null where the page has no plan. */
export function planModelOf(model: Model): PlanModel | null {
  const { plan: unpacked, data: { plan, services } } = model;
  if (unpacked === null || plan === undefined) return null;
  const sites = placeProjects(plan, model), siteOf = new Array<number>(plan.projects.length).fill(-1);
  sites.forEach((site, i) => { for (const p of site.projects) siteOf[p] = i; });
  const order = plan.projects.map((_, p) => p).sort((a, b) => (plan.projects[a].opens < plan.projects[b].opens ? -1 : plan.projects[a].opens > plan.projects[b].opens ? 1 : a - b));
  const bySettlement = new Map<number, Change[]>(), reasons = new Map(unpacked.unmet.map(({ settlement, service, reason }) => [settlement * services.length + service, reason]));
  for (const p of order) for (const change of unpacked.changes[p]) bySettlement.set(change.settlement, [...bySettlement.get(change.settlement) ?? [], change]);
  const known = new Map<number, readonly Column[]>();
  return {
    model, plan, changes: unpacked.changes, sites, siteOf, order,
    changesOf: (settlement) => bySettlement.get(settlement) ?? [],
    reasonOf: (settlement, service) => reasons.get(settlement * services.length + service) ?? null,
    columnsAt: (stage) => {
      const columns = known.get(stage) ?? changeColumns(model, order.filter((p) => isOpenAt(plan, p, stage)).flatMap((p) => unpacked.changes[p]));
      known.set(stage, columns);
      return columns;
    },
  };
}

/** Whether a project is open at a stage: before the plan, at the end of a year, when all is built. */
export function isOpenAt({ stages, projects }: PagePlan, p: number, at: number): boolean {
  const stage = stages[at];
  return stage === 'all' || (stage !== 'before' && Number(projects[p].opens.slice(0, 4)) <= stage);
}

function placeProjects({ projects }: PagePlan, { toMetres }: Model): Site[] {
  const sites = new Map<string, Site & { projects: number[] }>();
  projects.forEach(({ site: { id, kind }, lon, lat }, p) => {
    if (lon === null || lat === null) return;
    const [x, y] = toMetres(lon, lat), site = sites.get(`${kind} ${id}`) ?? { x, y, kind, projects: [] };
    site.projects.push(p);
    sites.set(`${kind} ${id}`, site);
  });
  return [...sites.values()];
}

/** Only the columns of services that change are new. */
function changeColumns(model: Model, changes: readonly Change[]): readonly Column[] {
  const codes = new Map<number, Uint8Array>();
  for (const { settlement, service, to } of changes) {
    const code = codes.get(service) ?? model.columns[service].code.slice();
    code[settlement] = to === 'covered' ? CELL.covered : to === 'gap' ? gapCode(model, settlement, service) : CELL.edgeOfData;
    codes.set(service, code);
  }
  return model.columns.map((column, s) => { const code = codes.get(s); return code === undefined ? column : { ...column, code }; });
}

/** How grave a gap is that comes to light where nothing was known. */
function gapCode(model: Model, n: number, s: number): number {
  const { kind, tier } = model.data.settlements;
  return CELL[severityOf({ class: limitFor(model, s, n)?.class ?? 'quality' }, { kind: KINDS[kind[n]], tier: TIERS[tier[n]] })];
}
