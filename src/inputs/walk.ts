/** The walk layer: lines people may walk along, out of GeoJSON or an OpenStreetMap extract. */
import { geodesicMetres } from '../core/geodesy.ts';
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import { AttributeReader } from './attributes.ts';
import { FOOT_TAGS, footAccess, levelOf, type Tag } from './foot-access.ts';
import { FlatGeometry } from './flat-geometry.ts';
import type { FileFacts, RawFeature } from './geojson.ts';
import { checkPosition, isInDegrees } from './geometry.ts';
import { readLayer } from './layer.ts';
import { isOsm, OsmFiles } from './osm-files.ts';
import { walkLinesOfOsm } from './osm-walk.ts';
import type { LayerSource } from './project.ts';
import { DEGREE_UNITS, type WalkLinesBuilder } from './walk-lines.ts';

const ATTRIBUTES = ['id', 'name', 'speedFactor', 'lengthMetres', ...FOOT_TAGS] as const;

/** What the attributes of a line say. */
interface Description {
  readonly id: unknown;
  /** As WalkLines.direction; 0 where the line is closed, and the rest was not read. */
  readonly direction: number;
  readonly speedFactor: number;
  readonly givenMetres: number;
  readonly level: number;
  readonly name: string;
}

/** Features that are alike come with the same properties, of which so many are described once. */
const MOST_DESCRIBED = 1024;

/** Read a file of lines into `lines`; faults and oddities go to `findings`. undefined where an OpenStreetMap file cannot be read. */
export async function readWalk(source: LayerSource, lines: WalkLinesBuilder, findings: Findings, osmFiles = new OsmFiles([], findings)): Promise<FileFacts | undefined> {
  if (isOsm(source.file)) {
    const osm = await osmFiles.read(source.file, findings);
    return osm && { sha256: osm.sha256, features: walkLinesOfOsm(osm, source.file, lines, findings) };
  }
  const attributes = new AttributeReader(source, ATTRIBUTES, findings);
  const file = source.file.name;
  let closed = 0;
  const described = new Map<RawFeature['properties'], Description>();
  const describe = (feature: RawFeature): Description => {
    const before = findings.calls, tag: Tag = (key) => attributes.text(feature, key).trim();
    const { forward, backward } = footAccess(tag, (key, value) => {
      findings.notice('unknown-value', file, `values of "${key}" that are not known; such lines are taken as walkable`, quote(value));
    });
    const direction = (forward ? 1 : 0) | (backward ? 2 : 0), isOpen = direction !== 0;
    const description: Description = {
      id: attributes.raw(feature, 'id'), direction,
      speedFactor: isOpen ? attributes.positive(feature, 'speedFactor', 1, 10) : 1,
      givenMetres: isOpen ? attributes.positive(feature, 'lengthMetres', NaN, 1e6) : NaN,
      name: isOpen ? attributes.text(feature, 'name').trim() : '', level: isOpen ? levelOf(tag) : 0,
    };
    if (findings.calls === before && described.size < MOST_DESCRIBED) described.set(feature.properties, description);
    return description;
  };
  const facts = await readLayer(source, findings, (feature) => {
    const { where } = feature, known = described.get(feature.properties);
    const givenId = (known === undefined ? attributes.raw(feature, 'id') : known.id) ?? feature.id;
    const id = typeof givenId === 'string' || typeof givenId === 'number' ? String(givenId) : `line ${where.slice(where.lastIndexOf(':') + 1)}`;
    const parts = readParts(feature, id, file, findings);
    if (parts === null) return;
    const { direction, speedFactor, givenMetres, level, name } = known ?? describe(feature);
    if (direction === 0) { closed++; return; }
    const shares = Number.isNaN(givenMetres) ? null : shareOut(givenMetres, parts), { numbers, stride, spans } = parts;
    for (let i = 0; i < spans.length; i += 2) {
      for (let n = spans[i]; n < spans[i + 1]; n += stride) lines.addVertex(Math.round(numbers[n] * DEGREE_UNITS), Math.round(numbers[n + 1] * DEGREE_UNITS));
      lines.endLine(id, direction, speedFactor, shares === null ? NaN : shares[i >> 1], level, name);
    }
  }, true);
  if (closed > 0) findings.notice('closed-to-walking', file, 'lines are closed to people on foot by their tags and left out', '', closed);
  if (facts.features > 0) attributes.finish();
  return facts;
}

/** Lines of two points and more. */
interface Parts {
  /** Longitude, latitude and what else a position has, one after the other. */
  readonly numbers: ArrayLike<number>;
  /** Numbers of a position. */
  readonly stride: number;
  /** By line, where it begins and where it ends in `numbers`. */
  readonly spans: readonly number[];
  /** How many lines there were, also shorter ones. */
  readonly given: number;
}

/** The drawable parts of a line feature; null with a notice or fault where there are none. */
function readParts({ geometry, where }: RawFeature, id: string, file: string, findings: Findings): Parts | null {
  if (geometry === null) {
    findings.notice('no-line', file, 'lines without a geometry are left out', id, 1, { id, where });
    return null;
  }
  const { type } = geometry as { readonly type: unknown };
  if (type !== 'LineString' && type !== 'MultiLineString') {
    findings.fault('geometry-type', where, `${quote(id)} has a geometry of type ${quote(type)}, expected LineString or MultiLineString`, 'Put only lines into the walk layer');
    return null;
  }
  const depth = type === 'LineString' ? 1 : 2;
  const parts = geometry instanceof FlatGeometry && geometry.depth === depth ? flatParts(geometry, where, findings)
    : nestedParts((geometry instanceof FlatGeometry ? geometry.toNested() : geometry as object), depth, where, findings);
  if (parts === null) return null;
  if (parts.spans.length < 2 * Math.max(1, parts.given)) findings.notice('no-line', file, 'lines of fewer than two points are left out', id, 1, { id, where });
  return parts.spans.length === 0 ? null : parts;
}

/** null, with a fault, where a position is out of range. */
function flatParts({ numbers, stride, depth, counts }: FlatGeometry, where: string, findings: Findings): Parts | null {
  const spans: number[] = [], given = depth === 1 ? 1 : counts[0];
  let n = 0;
  for (let part = 0; part < given; part++) {
    const begin = n, end = begin + counts[depth - 1 + part] * stride;
    for (; n < end; n += stride) if (!isInDegrees(numbers[n], numbers[n + 1]) && !checkPosition([numbers[n], numbers[n + 1]], where, findings)) return null;
    if (end - begin >= 2 * stride) spans.push(begin, end);
  }
  return { numbers, stride, spans, given };
}

/** The same of coordinates as in GeoJSON, whatever they are. */
function nestedParts(geometry: object, depth: number, where: string, findings: Findings): Parts | null {
  const { coordinates } = geometry as { coordinates?: unknown }, numbers: number[] = [], spans: number[] = [];
  const parts: unknown[] = depth === 1 ? [coordinates] : Array.isArray(coordinates) ? coordinates : [];
  for (const part of parts) {
    if (!Array.isArray(part)) continue;
    const begin = numbers.length;
    for (const position of part as unknown[]) {
      if (!checkPosition(position, where, findings)) return null;
      numbers.push(position[0], position[1]);
    }
    if (part.length >= 2) spans.push(begin, numbers.length);
  }
  return { numbers, stride: 2, spans, given: parts.length };
}

/** A length shared out over the parts of a line by their drawn lengths; evenly where nothing is drawn. */
function shareOut(metres: number, { numbers, stride, spans }: Parts): number[] {
  const drawn: number[] = [];
  for (let i = 0; i < spans.length; i += 2) {
    let sum = 0;
    for (let n = spans[i] + stride; n < spans[i + 1]; n += stride) sum += geodesicMetres(numbers[n - stride], numbers[n - stride + 1], numbers[n], numbers[n + 1]);
    drawn.push(sum);
  }
  const total = drawn.reduce((sum, d) => sum + d, 0);
  return drawn.map((d) => (total > 0 ? metres * d / total : metres / drawn.length));
}
