/** Facilities out of OpenStreetMap: nodes, ways and multipolygons whose tags the mapping knows. */
import area from '@turf/area';
import isInPolygon from '@turf/boolean-point-in-polygon';
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import type { NamedFile } from './files.ts';
import type { RawFeature } from './geojson.ts';
import type { OsmData } from './osm-data.ts';
import { applyOsmMapping, type OsmMapping, type OsmMatch } from './osm-mapping.ts';
import { shapeOfNode, shapeOfRelation, shapeOfWay, type OsmShape } from './osm-shapes.ts';
import type { OsmTags } from './osm-store.ts';
import type { ReviewRow } from './poi-mapping.ts';

/** Objects with one of these keys that no rule takes are counted. */
const POI_KEYS = ['amenity', 'shop', 'healthcare', 'social_facility', 'leisure', 'office', 'craft', 'tourism', 'emergency'];
const NO_ENTRANCE = new Set(['no', 'emergency', 'exit', 'fire_exit', 'service', 'garage']);
const SHOWN_TAGS = 8;
const NO_MATCH: OsmMatch = { sure: null, doubtful: [] };

interface Candidate { readonly feature: RawFeature; readonly shape: OsmShape; readonly sameAs: string }

/** @returns the facilities as features of the contract, in the order nodes, ways, relations of the file, and what a person must decide. */
export function facilitiesOfOsm(osm: OsmData, mapping: OsmMapping, file: NamedFile, findings: Findings): { features: RawFeature[]; review: ReviewRow[] } {
  const entrances = new Set(osm.taggedNodes.filter(({ tags }) => tags.has('entrance') && !NO_ENTRANCE.has(tags.get('entrance') ?? '')).map(({ id }) => id));
  const candidates: Candidate[] = [], review: ReviewRow[] = [], unmatched = new Map<string, number>();
  const take = (id: string, tags: OsmTags, draw: () => OsmShape): void => {
    if (mapping.decided.get(id) === 'none') {
      findings.notice('poi-none', file.name, 'places that the mapping says are none are left out', id);
      return;
    }
    const key = POI_KEYS.find((k) => tags.has(k)), isKnown = [...mapping.byKey.keys()].some((k) => tags.has(k));
    const { sure, doubtful } = isKnown || mapping.decided.has(id) ? applyOsmMapping(mapping, id, tags, () => sizeOf(draw())) : NO_MATCH;
    const name = nameOf(tags);
    for (const { type, why, tags: code } of doubtful) review.push({ where: file.name, id, name, code, type, confidence: 'low', why });
    if (sure === null) {
      if (doubtful.length === 0 && key !== undefined) unmatched.set(`${key}=${tags.get(key)}`, (unmatched.get(`${key}=${tags.get(key)}`) ?? 0) + 1);
      return;
    }
    const drawn = draw();
    if (drawn.isBroken) findings.notice('osm-broken-area', file.name, 'areas are not whole in this file, or do not close: the polygons that close count, else the points of their edge', id);
    if (drawn.geometry === null) return; // none of its points is in the file: said above
    const { type, provides } = sure;
    candidates.push({
      shape: drawn, sameAs: name === '' ? '' : `${type}\u0000${name}`,
      feature: {
        where: file.name, id, geometry: drawn.geometry,
        properties: { id, type, name, provides, status: statusOf(tags), open: !/^(private|no)$/.test(tags.get('access') ?? ''), owner: tags.get('operator') ?? '', areaSquareMetres: sizeOf(drawn), capacity: wholeNumber(tags.get('capacity')) },
      },
    });
  };
  for (const { id, tags } of osm.taggedNodes) take(`n${id}`, tags, () => shapeOfNode(osm, id));
  for (const { id, tags } of osm.taggedWays) take(`w${id}`, tags, () => shapeOfWay(osm, id, tags));
  for (const relation of osm.relations) take(`r${relation.id}`, relation.tags, () => shapeOfRelation(osm, relation));
  noteOpen(review, unmatched, mapping, file, findings);
  return { features: withoutDoubles(candidates, file, findings).map((candidate) => atEntrances(candidate, entrances, osm)), review };
}

export function nameOf(tags: OsmTags): string {
  return tags.get('name') ?? tags.get('name:zh') ?? '';
}

function sizeOf({ geometry }: OsmShape): number | null {
  return geometry?.type === 'MultiPolygon' ? area(geometry as GeoJSON.MultiPolygon) : null;
}

function statusOf(tags: OsmTags): 'existing' | 'planned' | 'closed' {
  const isSet = (key: string): boolean => !['', 'no'].includes(tags.get(key) ?? '');
  if (isSet('disused') || isSet('abandoned') || isSet('demolished') || /^(off|closed)$/.test(tags.get('opening_hours') ?? '')) return 'closed';
  return isSet('construction') || isSet('planned') || isSet('proposed') || tags.get('building') === 'construction' ? 'planned' : 'existing';
}

function wholeNumber(text = ''): number | null {
  return /^\d{1,7}$/.test(text.trim()) ? Number(text) : null;
}

/** A node in an area of the same type and name is the same place, mapped twice. */
function withoutDoubles(candidates: readonly Candidate[], file: NamedFile, findings: Findings): Candidate[] {
  const areas = new Map<string, GeoJSON.MultiPolygon[]>();
  for (const { shape: { geometry }, sameAs } of candidates) {
    if (geometry?.type === 'MultiPolygon' && sameAs !== '') areas.set(sameAs, [...areas.get(sameAs) ?? [], geometry as GeoJSON.MultiPolygon]);
  }
  return candidates.filter(({ shape: { geometry }, sameAs, feature }) => {
    if (geometry?.type !== 'Point' || !areas.get(sameAs)?.some((polygon) => isInPolygon(geometry.coordinates, polygon))) return true;
    findings.notice('osm-mapped-twice', file.name, 'points in an area of the same type and name are left out', String(feature.id));
    return false;
  });
}

/** An area with entrances on its edge is reached there and nowhere else. */
function atEntrances({ feature, shape }: Candidate, entrances: ReadonlySet<number>, osm: OsmData): RawFeature {
  if (shape.geometry?.type !== 'MultiPolygon') return feature;
  const there = [...new Set(shape.nodes)].filter((node) => entrances.has(node));
  return there.length === 0 ? feature : { ...feature, geometry: { type: 'MultiPoint', coordinates: there.map((node) => shapeOfNode(osm, node).geometry?.coordinates) } };
}

function noteOpen(review: readonly ReviewRow[], unmatched: ReadonlyMap<string, number>, mapping: OsmMapping, file: NamedFile, findings: Findings): void {
  if (review.length > 0) findings.notice('poi-low-confidence', file.name, `places that the mapping ${quote(mapping.id)} is not sure of do not count until they are reviewed`, '', review.length);
  const sorted = [...unmatched].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)), total = sorted.reduce((sum, [, count]) => sum + count, 0);
  const often = sorted.slice(0, SHOWN_TAGS).map(([tag, count]) => `${quote(tag)} × ${count}`).join(', ');
  if (total > 0) findings.notice('poi-unmatched', file.name, `places of no rule of the mapping ${quote(mapping.id)} do not count; the most frequent are ${often}`, '', total);
}
