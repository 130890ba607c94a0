/** The walk layer: lines people may walk along, out of GeoJSON or an OpenStreetMap extract. */
import type { Position } from 'geojson';
import { geodesicMetres } from '../core/geodesy.ts';
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import { AttributeReader } from './attributes.ts';
import { FOOT_TAGS, footAccess, levelOf, type Tag } from './foot-access.ts';
import type { FileFacts, RawFeature } from './geojson.ts';
import { checkPosition } from './geometry.ts';
import { readLayer } from './layer.ts';
import { isOsm, OsmFiles } from './osm-files.ts';
import { walkLinesOfOsm } from './osm-walk.ts';
import type { LayerSource } from './project.ts';
import { DEGREE_UNITS, type WalkLinesBuilder } from './walk-lines.ts';

const ATTRIBUTES = ['id', 'name', 'speedFactor', 'lengthMetres', ...FOOT_TAGS] as const;

/** Read a file of lines into `lines`; faults and oddities go to `findings`. undefined where an OpenStreetMap file cannot be read. */
export async function readWalk(source: LayerSource, lines: WalkLinesBuilder, findings: Findings, osmFiles = new OsmFiles([], findings)): Promise<FileFacts | undefined> {
  if (isOsm(source.file)) {
    const osm = await osmFiles.read(source.file, findings);
    return osm && { sha256: osm.sha256, features: walkLinesOfOsm(osm, source.file, lines, findings) };
  }
  const attributes = new AttributeReader(source, ATTRIBUTES, findings);
  const file = source.file.name;
  let closed = 0;
  const facts = await readLayer(source, findings, (feature) => {
    const { where } = feature;
    const givenId = attributes.raw(feature, 'id') ?? feature.id;
    const id = typeof givenId === 'string' || typeof givenId === 'number' ? String(givenId) : `line ${where.split(':').at(-1) ?? ''}`;
    const parts = readParts(feature, id, file, findings);
    if (parts.length === 0) return;

    const tag: Tag = (key) => attributes.text(feature, key).trim();
    const { forward, backward } = footAccess(tag, (key, value) => {
      findings.notice('unknown-value', file, `values of "${key}" that are not known; such lines are taken as walkable`, quote(value));
    });
    if (!forward && !backward) { closed++; return; }
    const speedFactor = attributes.positive(feature, 'speedFactor', 1, 10);
    const givenMetres = attributes.positive(feature, 'lengthMetres', NaN, 1e6);
    const name = attributes.text(feature, 'name').trim();
    const shares = Number.isNaN(givenMetres) ? parts.map(() => NaN) : shareOut(givenMetres, parts);
    parts.forEach((part, i) => {
      for (const [lon, lat] of part) lines.addVertex(Math.round(lon * DEGREE_UNITS), Math.round(lat * DEGREE_UNITS));
      lines.endLine(id, (forward ? 1 : 0) | (backward ? 2 : 0), speedFactor, shares[i], levelOf(tag), name);
    });
  });
  if (closed > 0) findings.notice('closed-to-walking', file, 'lines are closed to people on foot by their tags and left out', '', closed);
  if (facts.features > 0) attributes.finish();
  return facts;
}

/** The drawable parts of a line feature; [] with a notice or fault where there are none. */
function readParts(feature: RawFeature, id: string, file: string, findings: Findings): Position[][] {
  const { geometry, where } = feature;
  if (geometry === null) {
    findings.notice('no-line', file, 'lines without a geometry are left out', id, 1, { id, where });
    return [];
  }
  const { type, coordinates } = geometry as { type: unknown; coordinates: unknown };
  if (type !== 'LineString' && type !== 'MultiLineString') {
    findings.fault('geometry-type', where, `${quote(id)} has a geometry of type ${quote(type)}, expected LineString or MultiLineString`, 'Put only lines into the walk layer');
    return [];
  }
  const parts: unknown[] = type === 'LineString' ? [coordinates] : Array.isArray(coordinates) ? coordinates : [];
  const drawable: Position[][] = [];
  for (const part of parts) {
    if (!Array.isArray(part)) continue;
    if (!part.every((p) => checkPosition(p, where, findings))) return [];
    if (part.length >= 2) drawable.push(part);
  }
  if (drawable.length < Math.max(1, parts.length)) findings.notice('no-line', file, 'lines of fewer than two points are left out', id, 1, { id, where });
  return drawable;
}

/** A length shared out over the parts of a line by their drawn lengths; evenly where nothing is drawn. */
function shareOut(metres: number, parts: readonly Position[][]): number[] {
  const drawn = parts.map((part) => part.reduce((sum, p, i) => (i === 0 ? 0 : sum + geodesicMetres(part[i - 1][0], part[i - 1][1], p[0], p[1])), 0));
  const total = drawn.reduce((sum, d) => sum + d, 0);
  return drawn.map((d) => (total > 0 ? metres * d / total : metres / parts.length));
}
