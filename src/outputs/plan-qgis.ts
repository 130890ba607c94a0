/** A plan for QGIS: plan.gpkg and plan.qgz. */
import type { PlanResult } from '../plan/plan-result.ts';
import { writeGeoPackage } from './geopackage.ts';
import { MAP_WORDS } from './map-words.ts';
import { PLAN_LAYER_WORDS } from './plan-layer-words.ts';
import { planStyleOf, readPlanFacts, shareStyle } from './plan-styles.ts';
import { planTables, type PlanLayerName } from './plan-tables.ts';
import { PLAN_WORDS } from './plan-words.ts';
import { renderQgz, type ProjectLayer } from './qgis-project.ts';
import { renderQml } from './qgis-style.ts';
import type { Lang } from './words.ts';

const GEOPACKAGE = 'plan.gpkg';

/** @param path of a file that is not there yet. @param tool name and version of the program. */
export function writePlanGeoPackage(plan: PlanResult, lang: Lang, tool: string, path: string): void {
  const { project, inputs, parameters, checklist } = plan;
  const tables = [...planTables(plan, lang)].map(([name, table]) => ({ ...table, qml: renderQml(planStyleOf(name, table, plan, lang)) }));
  writeGeoPackage(path, tables, JSON.stringify({ tool, project, inputs, parameters, checklist }));
}

/** The project: sites by year over settlements by what they still lack; townships by borders, or by what is in reach before and after. */
export function* renderPlanQgz(plan: PlanResult, lang: Lang): Generator<Uint8Array> {
  const tables = planTables(plan, lang), t = PLAN_LAYER_WORDS[lang], words = PLAN_WORDS[lang];
  const layer = (table: PlanLayerName, given: Partial<ProjectLayer> = {}): ProjectLayer[] => {
    const found = tables.get(table);
    return found === undefined ? [] : [{ id: `lifecircle_plan_${table}`, title: found.title, about: found.description, table, style: planStyleOf(table, found, plan, lang), isShown: false, isExpanded: false, ...given }];
  };
  const fields = tables.get('townships')?.columns ?? [], shares = (['before', 'all'] as const).flatMap((stage) => layer('townships', { id: `lifecircle_plan_townships_${stage}`, title: t.basicAt(words[stage]), style: { ...shareStyle(stage, lang), fields } }));
  yield renderQgz({
    title: plan.project[lang], about: `${t.aboutProjects}. ${t.shapes}. ${plan.checklist.name[lang]}. ${plan.checklist.note[lang]} ${MAP_WORDS[lang].proposedLimits}`, geoPackage: GEOPACKAGE, box: readPlanFacts(plan).box,
    members: [
      ...layer('sites', { about: `${t.aboutSites}. ${t.shapes}`, isShown: true, isExpanded: true }), ...layer('projects'), ...layer('effect'), ...layer('spare'), ...layer('unmet'), ...layer('settlements', { title: t.overview, isShown: true, isExpanded: true }),
      { title: t.oneAtATime, isExclusive: true, isExpanded: false, members: [...layer('townships', { title: t.outline, isShown: true }), ...shares] },
    ],
  }, 'plan.qgs');
}
