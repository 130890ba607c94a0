/** The layers of plan.gpkg: what a plan holds, as rows. Every value in it is one of plan.json. */
import type { Position } from 'geojson';
import type { PlanResult, ProjectResult, SettlementOutcome, SpareResult, StageResult, UnmetResult } from '../plan/plan-result.ts';
import type { Table } from './geopackage.ts';
import type { GeoPackageGeometry } from './geopackage-geometry.ts';
import { shortName } from './html/page-words.ts';
import { MAP_WORDS } from './map-words.ts';
import { PLAN_LAYER_WORDS } from './plan-layer-words.ts';
import { PLAN_WORDS, projectName } from './plan-words.ts';
import { choicesOf, type ValueColumn } from './settlement-columns.ts';
import { WORDS, type Lang } from './words.ts';

/** A table before it has a style. */
export type PlanLayer = Omit<Table, 'qml'>;
export type PlanLayerName = 'sites' | 'projects' | 'effect' | 'settlements' | 'unmet' | 'spare' | 'townships';

/** In the order in which QGIS lists them. */
export function planTables(plan: PlanResult, lang: Lang): ReadonlyMap<PlanLayerName, PlanLayer> {
  const layers = { sites, projects, effect, settlements, unmet, spare, townships };
  return new Map((Object.keys(layers) as PlanLayerName[]).map((name) => [name, layers[name](plan, lang)]));
}

/** Projects of one place. */
interface Site { readonly projects: readonly ProjectResult[]; readonly first: ProjectResult }

/** A row for each place, with what is built there. */
function sites({ projects: all }: PlanResult, lang: Lang): PlanLayer {
  const t = PLAN_LAYER_WORDS[lang], groups = new Map<string, ProjectResult[]>();
  for (const project of all) groups.set(project.site.id, [...groups.get(project.site.id) ?? [], project]);
  const years = ({ projects }: Site): string => [...new Set(projects.map(({ year }) => year))].join('/');
  const columns: ValueColumn<Site>[] = [
    text('site_id', t.site, ({ first }) => first.site.id), { ...text<Site>('site_kind', t.siteKind, ({ first }) => first.site.kind), choices: kinds(lang) }, text('township', t.township, ({ first }) => first.township),
    integer('year', t.firstYear, ({ first }) => first.year), text('years', t.years, years), integer('projects', t.projectCount, ({ projects }) => projects.length), text('names', t.names, ({ projects }) => projects.map((p) => projectName(p, lang)).join(lang === 'zh' ? '；' : '; ')),
    text('label', t.label, (site) => `${years(site)} ${t.several(shortName(site.first.name)[lang], site.projects.length)}`),
  ];
  return { name: 'sites', title: t.sites, description: t.aboutSites, geometry: 'POINT', ...tableOf([...groups.values()].map((projects): Site => ({ projects, first: projects[0] })), columns, ({ first }) => pointOf(first)) };
}

function projects({ projects: all }: PlanResult, lang: Lang): PlanLayer {
  const t = PLAN_LAYER_WORDS[lang];
  const columns: ValueColumn<ProjectResult>[] = [
    text('id', t.id, (p) => p.id), integer('number', t.number, (p) => p.number), text('name', t.name, (p) => projectName(p, lang)), text('service', t.service, (p) => p.service), text('township', t.township, (p) => p.township), text('site_id', t.site, (p) => p.site.id),
    { ...text<ProjectResult>('site_kind', t.siteKind, (p) => p.site.kind), choices: kinds(lang) }, integer('year', t.year, (p) => p.year), text('opens', t.opens, (p) => p.opens), double('capacity', MAP_WORDS[lang].capacity, (p) => p.capacity), double('area_square_metres', MAP_WORDS[lang].areaSquareMetres, (p) => p.areaSquareMetres), double('cost', t.cost, (p) => p.cost), double('site_cost', t.siteCost, (p) => p.siteCost), double('private_share', t.privateShare, (p) => p.privateShare), double('district_share', t.districtShare, (p) => p.districtShare),
    { ...text<ProjectResult>('cost_status', t.costStatus, (p) => p.costStatus), choices: choicesOf('cost_status', ['project', 'proposed'], { project: t.costOfProject, proposed: WORDS[lang].proposed }) },
    text('implementer', t.implementer, (p) => p.implementer), text('department', t.department, (p) => p.department), text('funding', t.funding, (p) => p.funding), double('newly_covered', t.newlyCovered, (p) => p.newlyCovered), double('duplication', t.duplication, (p) => p.duplication),
  ];
  return { name: 'projects', title: t.projects, description: t.aboutProjects, geometry: 'POINT', ...tableOf(all, columns, pointOf) };
}

/** A row for each change, where the settlement is; where the project is, stands in columns. */
function effect({ projects: all, settlements: places }: PlanResult, lang: Lang): PlanLayer {
  type Change = { readonly project: ProjectResult; readonly change: ProjectResult['changes'][number]; readonly place: SettlementOutcome | undefined };
  const t = PLAN_LAYER_WORDS[lang], choices = choicesOf('reached', ['covered', 'gap', 'unknown'], WORDS[lang]), placeOf = new Map(places.map((s) => [s.id, s]));
  const columns: ValueColumn<Change>[] = [
    text('settlement_id', t.settlementId, ({ change }) => change.settlement), text('settlement', t.settlement, ({ place }) => place?.name ?? null), text('township', t.township, ({ place }) => place?.township ?? null), text('service', t.service, ({ change }) => change.service),
    { ...text<Change>('before', t.from, ({ change }) => change.from), choices }, { ...text<Change>('after', t.to, ({ change }) => change.to), choices }, text('project_id', t.id, ({ project }) => project.id), text('project', t.name, ({ project }) => projectName(project, lang)),
    integer('year', t.year, ({ project }) => project.year), text('opens', t.opens, ({ project }) => project.opens), double('project_lon', t.projectLon, ({ project }) => project.lon), double('project_lat', t.projectLat, ({ project }) => project.lat),
  ];
  const rows = all.flatMap((project) => project.changes.map((change): Change => ({ project, change, place: placeOf.get(change.settlement) })));
  return { name: 'effect', title: t.effect, description: t.aboutEffect, geometry: 'POINT', ...tableOf(rows, columns, ({ place }) => place === undefined ? null : pointOf(place)) };
}

/** Counts when all is built under the names that coverage.gpkg has for those of today, so that they look alike. */
function settlements({ settlements: all }: PlanResult, lang: Lang): PlanLayer {
  const t = PLAN_LAYER_WORDS[lang], w = WORDS[lang], m = MAP_WORDS[lang], severities = ['required', 'pilot', 'advisory'] as const;
  const columns: ValueColumn<SettlementOutcome>[] = [
    text('id', t.settlementId, (s) => s.id), text('name', w.name, (s) => s.name), text('township', t.township, (s) => s.township), { ...text<SettlementOutcome>('kind', w.kind, (s) => s.kind), choices: choicesOf('kind', ['urban', 'rural'], w) }, double('population', w.population, (s) => s.population),
    ...severities.map((severity) => integer<SettlementOutcome>(`gaps_${severity}`, t.staying(w[severity]), (s) => s.after.gaps[severity])), integer('covered', m.coveredServices, (s) => s.after.covered), integer('unknown', m.unknownServices, (s) => s.after.unknown),
    ...severities.map((severity) => integer<SettlementOutcome>(`before_${severity}`, t.before(w[severity]), (s) => s.before.gaps[severity])), integer('before_covered', t.before(m.coveredServices), (s) => s.before.covered), integer('before_unknown', t.before(m.unknownServices), (s) => s.before.unknown),
  ];
  return { name: 'settlements', title: t.settlements, description: t.aboutSettlements, geometry: 'POINT', ...tableOf(all, columns, pointOf) };
}

function unmet({ unmet: all, settlements: places }: PlanResult, lang: Lang): PlanLayer {
  const t = PLAN_LAYER_WORDS[lang], w = WORDS[lang], { reasons } = PLAN_WORDS[lang], placeOf = new Map(places.map((s) => [s.id, s]));
  const columns: ValueColumn<UnmetResult>[] = [
    text('settlement_id', t.settlementId, (u) => u.settlement), text('settlement', t.settlement, (u) => u.name), text('township', t.township, (u) => u.township), text('service', t.service, (u) => u.service),
    { ...text<UnmetResult>('severity', w.severity, (u) => u.severity), choices: choicesOf('severity', ['required', 'pilot', 'advisory'], w) }, double('people', t.people, (u) => u.people), { ...text<UnmetResult>('reason', t.reason, (u) => u.reason), choices: choicesOf('reason', Object.keys(reasons), reasons) },
  ];
  return { name: 'unmet', title: t.unmet, description: t.aboutUnmet, geometry: 'POINT', ...tableOf(all, columns, (u) => { const place = placeOf.get(u.settlement); return place === undefined ? null : pointOf(place); }) };
}

function spare({ spare: all }: PlanResult, lang: Lang): PlanLayer {
  const t = PLAN_LAYER_WORDS[lang], m = MAP_WORDS[lang];
  const columns: ValueColumn<SpareResult>[] = [text('id', m.id, (f) => f.id), text('name', WORDS[lang].name, (f) => f.name), text('type', m.type, (f) => f.type), text('services', t.service, (f) => f.services.join(' '))];
  return { name: 'spare', title: t.spare, description: t.aboutSpare, geometry: 'POINT', ...tableOf(all, columns, pointOf) };
}

/** Shares of basic services at each stage, and gaps before and after. */
function townships({ stages, townshipAreas }: PlanResult, lang: Lang): PlanLayer {
  type Township = StageResult['townships'][number];
  const t = PLAN_LAYER_WORDS[lang], w = WORDS[lang], m = MAP_WORDS[lang], words = PLAN_WORDS[lang], areas = new Map([...townshipAreas].map((area) => [area.name, area])), last = stages[stages.length - 1], at = ({ townships: all }: StageResult, { name }: Township): Township | undefined => all.find((one) => one.name === name);
  const columns: ValueColumn<Township>[] = [
    text('name', w.name, ({ name }) => name), { ...text<Township>('area', m.area, ({ name }) => areas.get(name)?.kind ?? null), choices: choicesOf('township_area', ['boundary', 'hull'], m) },
    ...stages.flatMap((stage) => { const when = typeof stage.stage === 'number' ? words.yearEnd(stage.stage) : words[stage.stage]; return [double<Township>(`basic_${stage.stage}`, t.basicAt(when), (one) => at(stage, one)?.shares.basic ?? null), double<Township>(`coverage_${stage.stage}`, t.coverageAt(when), (one) => at(stage, one)?.coverage ?? null)]; }),
    ...(['required', 'pilot', 'advisory'] as const).flatMap((severity) => [integer<Township>(`before_${severity}`, t.before(w[severity]), (one) => one.gaps[severity]), integer<Township>(`gaps_${severity}`, t.staying(w[severity]), (one) => at(last, one)?.gaps[severity] ?? null)]),
  ];
  return { name: 'townships', title: t.townships, description: `${t.aboutTownships} ${m.aboutTownships}`, geometry: 'MULTIPOLYGON', ...tableOf(stages[0].townships, columns, ({ name }) => polygonsOf(areas.get(name)?.polygons ?? [])) };
}

const text = <T>(name: string, alias: string, valueOf: (item: T) => string | null): ValueColumn<T> => ({ name, type: 'TEXT', alias, valueOf });
const double = <T>(name: string, alias: string, valueOf: (item: T) => number | null): ValueColumn<T> => ({ name, type: 'DOUBLE', alias, valueOf });
const integer = <T>(name: string, alias: string, valueOf: (item: T) => number | null): ValueColumn<T> => ({ name, type: 'INTEGER', alias, valueOf });
const kinds = (lang: Lang) => choicesOf('site_kind', Object.keys(PLAN_WORDS[lang].kinds), PLAN_WORDS[lang].kinds);

function tableOf<T>(items: readonly T[], columns: readonly ValueColumn<T>[], geometryOf: (item: T) => GeoPackageGeometry | null): Pick<Table, 'columns' | 'rows'> {
  return { columns, rows: items.map((item) => ({ geometry: geometryOf(item), values: columns.map(({ valueOf }) => valueOf(item) ?? null) })) };
}

function pointOf({ lon, lat }: { readonly lon: number | null; readonly lat: number | null }): GeoPackageGeometry | null {
  return lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] };
}

function polygonsOf(polygons: readonly (readonly Position[][])[]): GeoPackageGeometry | null {
  return polygons.length === 0 ? null : { type: 'MultiPolygon', coordinates: polygons as Position[][][] };
}
