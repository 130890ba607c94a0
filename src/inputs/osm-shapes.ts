/** Points, lines and areas out of the objects of an OpenStreetMap file. */
import type { Position } from 'geojson';
import type { OsmData, OsmRelation } from './osm-data.ts';
import { joinRings, nestRings, type RingWay } from './osm-rings.ts';
import type { OsmTags } from './osm-store.ts';
import { DEGREE_UNITS } from './walk-lines.ts';

/** Where an object lies, in degrees, and the ids of the nodes it is drawn with. */
export interface OsmShape {
  readonly geometry: { readonly type: 'Point'; readonly coordinates: Position } | { readonly type: 'MultiPoint'; readonly coordinates: readonly Position[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Position[][])[] } | null;
  readonly nodes: readonly number[];
  /** Parts that the file does not hold, or that do not close. */
  readonly isBroken: boolean;
}

const NOTHING: OsmShape = { geometry: null, nodes: [], isBroken: true };

export function shapeOfNode(osm: OsmData, id: number): OsmShape {
  const index = osm.nodes.find(id);
  return index < 0 ? NOTHING : { geometry: { type: 'Point', coordinates: positionAt(osm, index) }, nodes: [id], isBroken: false };
}

/** A closed way that is an area is a polygon, any other way the points along it. */
export function shapeOfWay(osm: OsmData, id: number, tags: OsmTags): OsmShape {
  const refs = osm.ways.refsOf(id);
  if (refs === undefined) return NOTHING;
  if (!isArea(refs, tags)) return pointsOf(osm, [refs], false);
  return polygonsOf(osm, [{ refs, isInner: false }], false);
}

/** The polygons of a multipolygon or boundary; the points of its outer edge where none of them closes. */
export function shapeOfRelation(osm: OsmData, { members }: OsmRelation): OsmShape {
  const ways: RingWay[] = [], seen = new Set<number>();
  let lacksMembers = false;
  for (const { type, ref, role } of members) {
    if (type !== 'way' || seen.has(ref)) continue;
    seen.add(ref);
    const refs = osm.ways.refsOf(ref);
    if (refs === undefined) lacksMembers = true;
    else ways.push({ refs, isInner: role === 'inner' });
  }
  return polygonsOf(osm, ways, lacksMembers);
}

/** Whether a way encloses an area: it is closed, and its tags are not those of a line. */
function isArea(refs: ArrayLike<number>, tags: OsmTags): boolean {
  if (refs.length < 4 || refs[0] !== refs[refs.length - 1] || tags.get('area') === 'no') return false;
  if (tags.get('area') === 'yes') return true;
  return !tags.has('highway') && tags.get('leisure') !== 'track' && tags.get('railway') !== 'platform';
}

function polygonsOf(osm: OsmData, given: readonly RingWay[], lacksMembers: boolean): OsmShape {
  const whole = given.filter(({ refs }) => Array.from(refs).every((ref) => osm.nodes.find(ref) >= 0));
  const { rings, openWays } = joinRings(whole);
  const { polygons, strayHoles } = nestRings(rings, (node) => {
    const index = osm.nodes.find(node);
    return [osm.nodes.lon(index), osm.nodes.lat(index)];
  });
  const isBroken = lacksMembers || whole.length < given.length || openWays > 0 || strayHoles > 0 || polygons.length === 0;
  if (polygons.length === 0) return pointsOf(osm, given.filter((way) => !way.isInner).map((way) => way.refs), true);
  const coordinates = polygons.map((polygon) => polygon.map((ring) => ring.map((node) => positionAt(osm, osm.nodes.find(node)))));
  return { geometry: { type: 'MultiPolygon', coordinates }, nodes: polygons.flat(2), isBroken };
}

function pointsOf(osm: OsmData, lines: readonly ArrayLike<number>[], isBroken: boolean): OsmShape {
  const nodes = [...new Set(lines.flatMap((refs) => Array.from(refs)))], known = nodes.filter((node) => osm.nodes.find(node) >= 0);
  if (known.length === 0) return NOTHING;
  return { geometry: { type: 'MultiPoint', coordinates: known.map((node) => positionAt(osm, osm.nodes.find(node))) }, nodes: known, isBroken: isBroken || known.length < nodes.length };
}

function positionAt({ nodes }: OsmData, index: number): Position {
  return [nodes.lon(index) / DEGREE_UNITS, nodes.lat(index) / DEGREE_UNITS];
}
