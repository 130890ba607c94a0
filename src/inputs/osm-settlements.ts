/**
 * Settlements out of OpenStreetMap: areas where people live, and places that are mapped as a point.
 * docs/inputs.md has the rules. Nobody is counted twice: a place in an area gives it its name and people and is no
 * settlement of its own.
 */
import type { Position } from 'geojson';
import isInPolygon from '@turf/boolean-point-in-polygon';
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import type { NamedFile } from './files.ts';
import type { RawFeature } from './geojson.ts';
import { HOMES, TOWNSHIP_LEVEL, type OsmData } from './osm-data.ts';
import { nameOf } from './osm-facilities.ts';
import { readPopulation } from './osm-population.ts';
import { shapeOfNode, shapeOfRelation, shapeOfWay, type OsmShape } from './osm-shapes.ts';
import type { OsmTags } from './osm-store.ts';

/** Values of `place` where people live, the largest first, and whether they are towns. */
const PLACES: ReadonlyMap<string, 'urban' | 'rural'> = new Map([
  ['town', 'urban'], ['suburb', 'urban'], ['quarter', 'urban'], ['neighbourhood', 'urban'],
  ['village', 'rural'], ['hamlet', 'rural'], ['isolated_dwelling', 'rural'], ['farm', 'rural'],
]);
const RANKS = [...PLACES.keys()];
/** Labels of a whole city or region, in the middle of it. */
const LABELS = new Set(['city', 'borough', 'municipality', 'county', 'district', 'region', 'province', 'state', 'country', 'island']);
/** A walk from one point says little of more people. */
const MANY_PEOPLE = 20_000;

interface Area { readonly id: string; readonly tags: OsmTags; readonly shape: OsmShape; readonly polygon: GeoJSON.MultiPolygon | null; readonly places: Place[] }
interface Place { readonly id: string; readonly tags: OsmTags; readonly place: string; readonly at: Position }

/** @returns the settlements as features of the contract: areas, then points. */
export function settlementsOfOsm(osm: OsmData, file: NamedFile, findings: Findings): RawFeature[] {
  const places = placesOf(osm), areas = areasOf(osm, isResidential, file, findings);
  const alone = places.filter((place) => !standsInArea(place, areas));
  noteLeftOut(osm, file, findings);
  if (areas.length === 0 && alone.length === 0) return homesOf(osm, file, findings);
  const townshipAt = townshipFinder(osm, file, findings);
  const toFeature = (id: string, tags: OsmTags, named: readonly Place[], shape: OsmShape): RawFeature => {
    const at = middleOf(shape), chief = named.at(0), own = readPopulation(tags.get('population'), id, file, findings);
    const population = own ?? sumOf(named.filter((p) => p.place === chief?.place).map((p) => readPopulation(p.tags.get('population'), p.id, file, findings)));
    if (population === null) findings.notice('osm-no-population', file.name, 'settlements without a population weigh nothing', id);
    if (population !== null && population > MANY_PEOPLE) findings.notice('osm-large-place', file.name, `more than ${MANY_PEOPLE} people live in one settlement; draw its quarters`, id);
    const kind = PLACES.get(chief?.place ?? tags.get('place') ?? '') ?? nearestKind(at, places);
    const name = nameOf(tags) || (chief === undefined ? '' : nameOf(chief.tags));
    const township = [tags, ...named.map((p) => p.tags)].map(townshipOf).find((t) => t !== '') ?? townshipAt(at);
    return { where: file.name, id, geometry: shape.geometry, properties: { id, name, township, kind, population } };
  };
  return [
    ...areas.map(({ id, tags, shape, places: named }) => toFeature(id, tags, named, shape)),
    ...alone.map(({ id, tags, at, place }) => toFeature(id, tags, [{ id, tags, at, place }], { geometry: { type: 'Point', coordinates: at }, nodes: [], isBroken: false })),
  ];
}

/** Points, the largest places first. */
function placesOf(osm: OsmData): Place[] {
  const places = osm.taggedNodes.flatMap(({ id, tags }): Place[] => {
    const place = tags.get('place') ?? '', { geometry } = shapeOfNode(osm, id);
    return PLACES.has(place) && geometry?.type === 'Point' ? [{ id: `n${id}`, tags, place, at: geometry.coordinates }] : [];
  });
  return places.sort((a, b) => RANKS.indexOf(a.place) - RANKS.indexOf(b.place));
}

function isResidential(tags: OsmTags): boolean {
  return tags.get('landuse') === 'residential' || (PLACES.has(tags.get('place') ?? '') && tags.get('type') !== 'boundary');
}

function areasOf(osm: OsmData, isOne: (tags: OsmTags) => boolean, file: NamedFile, findings: Findings): Area[] {
  const areas: Area[] = [];
  const take = (id: string, tags: OsmTags, shape: OsmShape): void => {
    if (shape.isBroken) findings.notice('osm-broken-area', file.name, 'areas are not whole in this file, or do not close: the polygons that close count, else the points of their edge', id);
    if (shape.geometry === null) return; // said above
    areas.push({ id, tags, shape, polygon: shape.geometry.type === 'MultiPolygon' ? shape.geometry as GeoJSON.MultiPolygon : null, places: [] });
  };
  for (const { id, tags } of osm.taggedWays) if (isOne(tags)) take(`w${id}`, tags, shapeOfWay(osm, id, tags));
  for (const relation of osm.relations) if (isOne(relation.tags)) take(`r${relation.id}`, relation.tags, shapeOfRelation(osm, relation));
  return areas;
}

/** Give a place to the areas it lies in: the first of them keeps it. */
function standsInArea(place: Place, areas: readonly Area[]): boolean {
  const around = areas.find(({ polygon }) => polygon !== null && isInPolygon(place.at, polygon));
  around?.places.push(place);
  return around !== undefined;
}

/** An extract without places and residential land may have the homes themselves. */
function homesOf(osm: OsmData, file: NamedFile, findings: Findings): RawFeature[] {
  const homes = areasOf(osm, (tags) => HOMES.has(tags.get('building') ?? ''), file, findings);
  if (homes.length > 0) findings.notice('osm-homes', file.name, 'has neither residential land nor places: residential buildings are taken as the settlements', '', homes.length);
  return homes.map(({ id, tags, shape }) => ({ where: file.name, id, geometry: shape.geometry, properties: { id, name: nameOf(tags), township: townshipOf(tags), kind: 'urban', population: null } }));
}

function noteLeftOut(osm: OsmData, file: NamedFile, findings: Findings): void {
  for (const { id, tags } of osm.taggedNodes) {
    const place = tags.get('place') ?? '';
    if (LABELS.has(place)) findings.notice('osm-place-label', file.name, 'points that stand for a whole city or region are no settlements, and their people are not counted', `n${id} ${quote(nameOf(tags))} (${place}${tags.has('population') ? `, population ${quote(tags.get('population'))}` : ''})`);
    else if (place !== '' && !PLACES.has(place)) findings.notice('osm-place-unused', file.name, 'points of other kinds of place are no settlements', `n${id} (${place})`);
  }
}

function townshipOf(tags: OsmTags): string {
  return tags.get('is_in:township') ?? tags.get('addr:township') ?? tags.get('addr:city') ?? '';
}

/** The name of the township boundary around a point, '' where there is none. */
function townshipFinder(osm: OsmData, file: NamedFile, findings: Findings): (at: Position) => string {
  const isTownship = (tags: OsmTags): boolean => tags.get('boundary') === 'administrative' && tags.get('admin_level') === TOWNSHIP_LEVEL;
  const townships = areasOf(osm, isTownship, file, findings);
  return (at) => nameOf(townships.find(({ polygon }) => polygon !== null && isInPolygon(at, polygon))?.tags ?? new Map());
}

/** Urban or rural, as the nearest place is; urban where there is none. */
function nearestKind([lon, lat]: Position, places: readonly Place[]): 'urban' | 'rural' {
  const scale = Math.cos(lat * Math.PI / 180);
  let nearest: Place | undefined, least = Infinity;
  for (const place of places) {
    const distance = ((place.at[0] - lon) * scale) ** 2 + (place.at[1] - lat) ** 2;
    if (distance < least) { nearest = place; least = distance; }
  }
  return PLACES.get(nearest?.place ?? '') ?? 'urban';
}

/** A corner will do: it tells townships and towns apart. */
function middleOf({ geometry }: OsmShape): Position {
  if (geometry === null) return [0, 0];
  return geometry.type === 'Point' ? geometry.coordinates : geometry.type === 'MultiPoint' ? geometry.coordinates[0] : geometry.coordinates[0][0][0];
}

function sumOf(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((n) => n !== null);
  return known.length === 0 ? null : known.reduce((sum, n) => sum + n, 0);
}
