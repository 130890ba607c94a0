/** A result for QGIS: coverage.gpkg, coverage.qgz and the style beside settlements.geojson. */
import type { CoverageResult } from '../coverage/result.ts';
import type { CatchmentsOfService } from '../isochrones/service-catchments.ts';
import { overviewStyle, serviceStyle, styleOf, titleOfService } from './coverage-styles.ts';
import { coverageTables, type LayerName } from './coverage-tables.ts';
import { writeGeoPackage } from './geopackage.ts';
import { readMapFacts } from './map-facts.ts';
import { MAP_WORDS, TASK_NAMES } from './map-words.ts';
import { renderQgz, type LayerGroup, type ProjectLayer } from './qgis-project.ts';
import { renderQml } from './qgis-style.ts';
import { servicesOf, settlementColumns } from './settlement-columns.ts';
import { WORDS, type Lang } from './words.ts';

const GEOPACKAGE = 'coverage.gpkg';

/** Ground from where services are reached; null where it was not asked for. */
export type GroundOfServices = readonly CatchmentsOfService[] | null;

/** @param path of a file that is not there yet. @param tool name and version of the program. */
export function writeCoverageGeoPackage(result: CoverageResult, ground: GroundOfServices, lang: Lang, tool: string, path: string): void {
  const facts = readMapFacts(result);
  const tables = [...coverageTables(result, ground, lang)].map(([name, table]) => {
    const style = styleOf(name, table, facts, lang);
    return { ...table, qml: style && renderQml(style) };
  });
  writeGeoPackage(path, tables, JSON.stringify({ tool, project: result.project, inputs: result.inputs, parameters: result.parameters, checklist: result.checklist }));
}

/** The style that QGIS takes for settlements.geojson if it lies beside it. */
export function* renderSettlementsQml(result: CoverageResult, lang: Lang): Generator<string> {
  const facts = readMapFacts(result);
  yield renderQml({ ...overviewStyle(facts, facts.isOfAreas ? 'fill' : 'marker', lang), fields: settlementColumns(result, lang) });
}

/** The project: settlements by what they lack, or by one service with the ground it serves, over facilities, townships and the network. */
export function* renderCoverageQgz(result: CoverageResult, ground: GroundOfServices, lang: Lang): Generator<Uint8Array> {
  const facts = readMapFacts(result), tables = coverageTables(result, ground, lang), m = MAP_WORDS[lang];
  const layer = (table: LayerName, given: Partial<ProjectLayer> = {}): ProjectLayer[] => {
    const found = tables.get(table);
    return found === undefined ? [] : [{ id: `lifecircle_layer_${table}`, title: found.title, about: found.description, table, style: styleOf(table, found, facts, lang), isShown: false, isExpanded: false, ...given }];
  };
  const fields = settlementColumns(result, lang);
  const tableCount = new Set(result.services.map((s) => s.table)).size, isForAll = (id: string): boolean => result.services.filter((s) => s.id === id).length === tableCount;
  const services = servicesOf(result), tasks = [...new Set(services.map((s) => s.task))].sort((a, b) => a - b);
  const viewOf = ({ id }: (typeof services)[number]): (ProjectLayer | LayerGroup)[] => {
    const title = titleOfService(id, result, lang), status = { id: `lifecircle_status_${id}`, about: m.proposedLimits, style: { ...serviceStyle(id, isForAll(id), facts, lang), fields } };
    if (!ground?.some((of) => of.service.id === id)) return layer('settlements', { ...status, title });
    return [{ title, isExclusive: false, isExpanded: false, isShown: false, members: [
      ...layer('settlements', { ...status, title: m.settlements, isShown: true }), ...layer('served', { id: `lifecircle_served_${id}`, filter: `"service_id" = '${id}'`, isShown: true }),
    ] }];
  };
  const byTask = tasks.map((task): LayerGroup => ({
    title: `${WORDS[lang].task} ${task} ${TASK_NAMES[lang][task - 1]}`, isExclusive: true, isExpanded: false, isShown: false,
    members: services.filter((s) => s.task === task).flatMap(viewOf),
  }));
  yield renderQgz({
    title: result.project[lang], about: `${result.checklist.name[lang]}. ${result.checklist.note[lang]} ${m.proposedLimits}`, geoPackage: GEOPACKAGE, box: facts.box,
    members: [
      { title: m.oneAtATime, isExclusive: true, isExpanded: true, members: [...layer('settlements', { title: m.overview, isShown: true, isExpanded: true }), ...byTask] },
      ...layer('gaps'), ...layer('facilities', { isShown: true }), ...layer('catchments'), ...layer('townships', { isShown: true }), ...layer('snaps'), ...layer('network', { isShown: true }), ...layer('services'),
    ],
  }, 'coverage.qgs');
}
