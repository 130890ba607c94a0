/**
 * blueprint.geojson (社区行动蓝图): the projects where they will stand, with the attributes of the facilities layer, so that a
 * project file can name it among its facilities. Their status is planned: to see what they bring, make it existing.
 */
import type { Geometry } from 'geojson';
import type { PlanResult, ProjectResult } from '../plan/plan-result.ts';
import { projectName } from './plan-words.ts';
import type { Lang } from './words.ts';

export function* renderBlueprintGeojson({ projects }: PlanResult, lang: Lang): Generator<string> {
  yield '{"type":"FeatureCollection","features":[';
  for (const [i, project] of projects.entries()) yield `${i === 0 ? '' : ','}\n${JSON.stringify({ type: 'Feature', geometry: geometryOf(project.place), properties: propertiesOf(project, lang) })}`;
  yield '\n]}\n';
}

function propertiesOf(project: ProjectResult, lang: Lang): object {
  const { id, number, service, township, year, opens, cost, implementer, department, funding, newlyCovered, duplication, site, capacity, areaSquareMetres } = project;
  const size = { ...(capacity === null ? {} : { capacity }), ...(areaSquareMetres === null ? {} : { areaSquareMetres }) };
  return { id, type: service, name: projectName(project, lang), status: 'planned', ...size, number, township, year, opens, cost, implementer, department, funding, newlyCovered, duplication, siteId: site.id, siteKind: site.kind };
}

function geometryOf(place: ProjectResult['place']): Geometry | null {
  if (place.type === 'unlocated') return null;
  if (place.type === 'points') return place.points.length === 1 ? { type: 'Point', coordinates: [...place.points[0]] } : { type: 'MultiPoint', coordinates: place.points.map((p) => [...p]) };
  const polygons = place.polygons.map((rings) => rings.map((ring) => ring.map((p) => [...p])));
  return polygons.length === 1 ? { type: 'Polygon', coordinates: polygons[0] } : { type: 'MultiPolygon', coordinates: polygons };
}
