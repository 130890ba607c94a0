/** A project of QGIS (.qgz): a zip archive with one XML file that names layers of a GeoPackage beside it. */
import { zipSync } from 'fflate';
import type { Box } from './geopackage-geometry.ts';
import { QGIS_VERSION, renderStyle, type LayerStyle } from './qgis-style.ts';
import { element, escapeXml, type Attributes } from './qgis-xml.ts';

export interface ProjectLayer {
  /** Its own within the project; of 14 characters or more, else QGIS makes up another and loses the layer. */
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** Of the GeoPackage. */
  readonly table: string;
  /** SQL condition on the rows that it shows; left out for all of them. */
  readonly filter?: string;
  /** null for a table without a map. */
  readonly style: LayerStyle | null;
  readonly isShown: boolean;
  readonly isExpanded?: boolean;
}

export interface LayerGroup {
  readonly title: string;
  /** Whether only one member is shown at a time. */
  readonly isExclusive: boolean;
  readonly isExpanded: boolean;
  /** Left out where that follows from its members; false hides them, to be shown together. */
  readonly isShown?: boolean;
  readonly members: readonly (ProjectLayer | LayerGroup)[];
}

export interface QgisProject {
  readonly title: string;
  readonly about: string;
  /** Name of the GeoPackage in the same folder. */
  readonly geoPackage: string;
  /** What the map shows at first, degrees; null for everywhere. */
  readonly box: Box | null;
  /** From top to bottom. */
  readonly members: readonly (ProjectLayer | LayerGroup)[];
}

const SYSTEM = { 4326: '+proj=longlat +datum=WGS84 +no_defs', 3857: '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs' } as const;
const GEOMETRY = { marker: 'Point', line: 'Line', fill: 'Polygon' } as const;
const BACKGROUND = { Red: 252, Green: 251, Blue: 248 } as const;
/** Local, and never read again: the archive must not know the time. */
const ARCHIVED_AT = new Date(2000, 0, 1);

/** @param name of the file in the archive. */
export function renderQgz(project: QgisProject, name: string): Uint8Array {
  return zipSync({ [name]: [new TextEncoder().encode(renderQgs(project)), { level: 9, mtime: ARCHIVED_AT }] });
}

/** The map is drawn in Web Mercator, in which towns keep their shape; lengths are measured on the ellipsoid. */
function renderQgs({ title, about, geoPackage, box, members }: QgisProject): string {
  return `<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n${element('qgis', { version: QGIS_VERSION, projectname: title }, [
    element('homePath', { path: '' }), element('title', {}, escapeXml(title)), element('projectCrs', {}, system(3857)),
    element('layer-tree-group', {}, members.map((member) => renderNode(member, geoPackage))),
    element('mapcanvas', { name: 'theMapCanvas', annotationsVisible: 1 }, [element('units', {}, 'meters'), extentOf(box), element('rotation', {}, '0'), element('destinationsrs', {}, system(3857))]),
    element('projectlayers', {}, members.flatMap(layersOf).map((layer) => renderLayer(layer, geoPackage))),
    element('properties', {}, [
      element('SpatialRefSys', {}, element('ProjectionsEnabled', { type: 'int' }, '1')), element('Paths', {}, element('Absolute', { type: 'bool' }, 'false')), element('Measure', {}, element('Ellipsoid', { type: 'QString' }, 'EPSG:7030')),
      element('Gui', {}, Object.entries(BACKGROUND).map(([part, value]) => element(`CanvasColor${part}Part`, { type: 'int' }, String(value)))),
    ]),
    element('projectMetadata', {}, [element('type', {}, 'dataset'), element('title', {}, escapeXml(title)), element('abstract', {}, escapeXml(about))]),
  ])}\n`;
}

function isGroup(member: ProjectLayer | LayerGroup): member is LayerGroup { return 'members' in member; }

function layersOf(member: ProjectLayer | LayerGroup): ProjectLayer[] {
  return isGroup(member) ? member.members.flatMap(layersOf) : [member];
}

function isShown(member: ProjectLayer | LayerGroup): boolean {
  return member.isShown ?? (isGroup(member) && member.members.some(isShown));
}

function renderNode(member: ProjectLayer | LayerGroup, geoPackage: string): string {
  const checked = isShown(member) ? 'Qt::Checked' : 'Qt::Unchecked', expanded = member.isExpanded ? 1 : 0;
  if (!isGroup(member)) return element('layer-tree-layer', { id: member.id, name: member.title, providerKey: 'ogr', source: sourceOf(member, geoPackage), expanded, checked });
  const exclusive: Attributes = member.isExclusive ? { 'mutually-exclusive': 1, 'mutually-exclusive-child': member.members.findIndex(isShown) } : {};
  return element('layer-tree-group', { name: member.title, expanded, checked, ...exclusive }, member.members.map((one) => renderNode(one, geoPackage)));
}

function sourceOf({ table, filter }: ProjectLayer, geoPackage: string): string {
  return `./${geoPackage}|layername=${table}${filter === undefined ? '' : `|subset=${filter}`}`;
}

/** Its style is written out: the one in the GeoPackage is not looked at when a project is opened. */
function renderLayer(layer: ProjectLayer, geoPackage: string): string {
  const { id, title, about, style } = layer;
  const shape: Attributes = style === null ? { geometry: 'No geometry' } : { geometry: GEOMETRY[style.kind], labelsEnabled: style.isLabelled ? 1 : 0, simplifyDrawingHints: style.kind === 'marker' ? 0 : 1, simplifyDrawingTol: 1, simplifyLocal: 1, simplifyMaxScale: 1 };
  return element('maplayer', { type: 'vector', ...shape, styleCategories: 'AllStyleCategories' }, [
    element('id', {}, escapeXml(id)), element('datasource', {}, escapeXml(sourceOf(layer, geoPackage))), element('layername', {}, escapeXml(title)), element('abstract', {}, escapeXml(about)),
    style === null ? '' : element('srs', {}, system(4326)), element('provider', { encoding: 'UTF-8' }, 'ogr'), style === null ? '' : renderStyle(style),
  ]);
}

/** QGIS takes a coordinate system only where its definition stands beside its name. */
function system(id: keyof typeof SYSTEM): string {
  return element('spatialrefsys', {}, [element('proj4', {}, SYSTEM[id]), element('srid', {}, String(id)), element('authid', {}, `EPSG:${id}`)]);
}

function extentOf(box: Box | null): string {
  const [west, east, south, north] = box ?? [-180, 180, -85, 85], [xmin, ymin] = toMercator(west, south), [xmax, ymax] = toMercator(east, north);
  const margin = Math.max(200, 0.05 * Math.max(xmax - xmin, ymax - ymin));
  return element('extent', {}, Object.entries({ xmin: xmin - margin, ymin: ymin - margin, xmax: xmax + margin, ymax: ymax + margin }).map(([side, metres]) => element(side, {}, metres.toFixed(1))));
}

function toMercator(lon: number, lat: number): [number, number] {
  const radius = 6_378_137, most = 85.06;
  return [(radius * lon * Math.PI) / 180, radius * Math.log(Math.tan(Math.PI / 4 + (Math.max(-most, Math.min(most, lat)) * Math.PI) / 360))];
}
