/**
 * Bus lines and stops out of OpenStreetMap: relations of `route=bus` and `route=trolleybus`, and nodes of `highway=bus_stop`.
 *
 * The new scheme has a relation for each direction, with `stop` and `platform` members in the order they are served; the old
 * one may hold both directions, told apart by roles that begin with `forward` and `backward` (wiki.openstreetmap.org,
 * Relation:route and Buses). docs/inputs.md has the rules.
 */
import type { Position } from 'geojson';
import { geodesicMetres } from '../core/geodesy.ts';
import { quote } from '../core/printable.ts';
import type { Findings } from '../core/problems.ts';
import type { NamedFile } from './files.ts';
import type { RawFeature } from './geojson.ts';
import { mergeStops, type StopObject } from './osm-bus-stops.ts';
import type { OsmData, OsmRelation } from './osm-data.ts';
import { nameOf } from './osm-facilities.ts';
import { shapeOfNode, shapeOfRelation, shapeOfWay } from './osm-shapes.ts';
import { stitchWays } from './osm-stitch.ts';
import type { OsmMember, OsmTags } from './osm-store.ts';

export interface OsmBus { readonly lines: readonly RawFeature[]; readonly stops: readonly RawFeature[] }

/** What is known of a member and of the file around it. */
interface Context { readonly osm: OsmData; readonly tagsOf: ReadonlyMap<string, OsmTags>; readonly relations: ReadonlyMap<number, OsmRelation>; readonly file: NamedFile; readonly findings: Findings }
interface Direction { readonly id: string; readonly direction: 'both' | 'forward'; readonly ways: readonly OsmMember[]; readonly stops: readonly OsmMember[] }

const NO_TAGS: OsmTags = new Map();
const idOf = ({ type, ref }: OsmMember): string => `${type[0]}${ref}`;
const metresBetween = (a: Position, b: Position): number => geodesicMetres(a[0], a[1], b[0], b[1]);

/** @returns lines and stops as features of the contract: lines in the order of the file, stops by id. */
export function busOfOsm(osm: OsmData, file: NamedFile, findings: Findings): OsmBus {
  const tagsOf = new Map<string, OsmTags>();
  for (const { id, tags } of osm.taggedNodes) tagsOf.set(`n${id}`, tags);
  for (const { id, tags } of osm.taggedWays) tagsOf.set(`w${id}`, tags);
  const context = { osm, tagsOf, file, findings, relations: new Map(osm.relations.map((relation) => [relation.id, relation])) };
  const routes = osm.busRoutes.map((route) => ({ route, directions: directionsOf(route, context) }));
  const merged = mergeStops(stopObjects(routes.flatMap(({ directions }) => directions.flatMap(({ stops }) => stops)), context));
  const stopOf = new Map(merged.flatMap((stop) => stop.objects.map((object) => [object, stop] as const)));
  const gathered = merged.reduce((sum, { objects }) => sum + objects.length - 1, 0);
  if (gathered > 0) findings.notice('osm-stops-merged', file.name, 'stops and platforms of one name within 100 m are one stop', '', gathered);
  const linesOf = new Map<string, string[]>();
  const lines = routes.flatMap(({ route, directions }) => {
    noteMissing(route, context);
    return directions.flatMap((direction) => {
      const stops = sequence(direction.stops, stopOf, tagsOf).map((object) => stopOf.get(object)).filter((stop) => stop !== undefined);
      const coordinates = pathOf(direction, stops.map(({ at }) => at), context);
      if (coordinates.length < 2) {
        findings.notice('no-line', file.name, 'bus lines of which the file has no way and fewer than two stops are left out', direction.id);
        return [];
      }
      for (const { id } of stops) if (!linesOf.get(id)?.includes(direction.id)) linesOf.set(id, [...linesOf.get(id) ?? [], direction.id]);
      return [lineFeature(route, direction, stops.map(({ id }) => id), coordinates, context)];
    });
  });
  return {
    lines,
    stops: merged.map(({ id, name, at, objects }) => ({ where: file.name, id, geometry: { type: 'Point', coordinates: at }, properties: { id, name, lines: linesOf.get(id) ?? [], osm: objects } })),
  };
}

function lineFeature({ tags }: OsmRelation, { id, direction }: Direction, stops: readonly string[], coordinates: readonly Position[], context: Context): RawFeature {
  const name = nameOf(tags) || (tags.get('ref') ?? '');
  return {
    where: context.file.name, id, geometry: { type: 'LineString', coordinates },
    properties: { id, name, direction, headwayMinutes: minutesOf(tags, 'interval', id, context), runMinutes: minutesOf(tags, 'duration', id, context), stops },
  };
}

/** One of a relation of the new scheme; two of one of the old scheme that tells its directions apart. */
function directionsOf({ id, tags, members }: OsmRelation, { tagsOf }: Context): Direction[] {
  const isStop = (member: OsmMember): boolean => isStopMember(member, tagsOf.get(idOf(member)) ?? NO_TAGS);
  const stops = members.filter(isStop), ways = members.filter((member) => member.type === 'way' && !isStop(member));
  const isBack = ({ role }: OsmMember): boolean => role.startsWith('backward'), isForth = ({ role }: OsmMember): boolean => role.startsWith('forward');
  const forthWays = ways.filter((way) => !isBack(way));
  if (!stops.some(isBack)) {
    const isOneDirection = tags.get('public_transport:version') === '2' || stops.some(({ role }) => role.startsWith('platform'));
    return [{ id: `r${id}`, direction: isOneDirection ? 'forward' : 'both', ways: isOneDirection ? ways : forthWays, stops }];
  }
  const firstBack = stops.findIndex(isBack), lastForth = stops.findLastIndex(isForth), isApart = lastForth < firstBack;
  return [
    { id: `r${id}`, direction: 'forward', ways: forthWays, stops: (isApart ? stops.slice(0, firstBack) : stops).filter((stop) => !isBack(stop)) },
    { id: `r${id}b`, direction: 'forward', ways: ways.filter((way) => !isForth(way)).reverse(), stops: isApart ? stops.slice(lastForth + 1) : stops.filter((stop) => !isForth(stop)).reverse() },
  ];
}

/** By its role, or where it has none by its tags. */
function isStopMember({ type, role }: OsmMember, tags: OsmTags): boolean {
  if (/stop|platform/.test(role)) return true;
  const isTagged = tags.get('highway') === 'bus_stop' || tags.get('highway') === 'platform' || /^(platform|stop_position|station)$/.test(tags.get('public_transport') ?? '');
  return isTagged && (type === 'node' || role === '');
}

/** Every bus stop of the file and every stop of a route, once. Where nothing of a member is in the file, it is left out; `noteMissing` says so. */
function stopObjects(members: readonly OsmMember[], { osm, tagsOf, relations }: Context): StopObject[] {
  const objects = new Map<string, StopObject>();
  for (const { id, tags } of osm.taggedNodes) {
    const { geometry } = shapeOfNode(osm, id);
    if (tags.get('highway') === 'bus_stop' && geometry?.type === 'Point') objects.set(`n${id}`, { id: `n${id}`, name: nameOf(tags), at: geometry.coordinates, isPole: true });
  }
  for (const member of members) {
    const id = idOf(member), tags = tagsOf.get(id) ?? NO_TAGS, at = placeOf(member, tags, osm, relations);
    if (at !== null && !objects.has(id)) objects.set(id, { id, name: nameOf(tags), at, isPole: false });
  }
  return [...objects.values()];
}

/** The middle of what is drawn of a member. */
function placeOf({ type, ref }: OsmMember, tags: OsmTags, osm: OsmData, relations: Context['relations']): Position | null {
  const relation = type === 'relation' ? relations.get(ref) : undefined;
  const { nodes } = type === 'node' ? shapeOfNode(osm, ref) : type === 'way' ? shapeOfWay(osm, ref, tags) : relation === undefined ? { nodes: [] } : shapeOfRelation(osm, relation);
  const points = positionsOf([...new Set(nodes)], osm);
  const mean = (axis: 0 | 1): number => Math.round(points.reduce((sum, point) => sum + point[axis], 0) / points.length * 1e7) / 1e7;
  return points.length === 0 ? null : [mean(0), mean(1)];
}

function positionsOf(nodes: readonly number[], osm: OsmData): Position[] {
  return nodes.flatMap((node) => {
    const { geometry } = shapeOfNode(osm, node);
    return geometry?.type === 'Point' ? [geometry.coordinates] : [];
  });
}

/** The stops in the order they are served, none twice in a row. Halts and platforms of one stop may follow one another, or all halts may come before all platforms. */
function sequence(members: readonly OsmMember[], stopOf: ReadonlyMap<string, { readonly id: string }>, tagsOf: ReadonlyMap<string, OsmTags>): string[] {
  const isPlatform = (member: OsmMember): boolean => member.role.includes('platform') || (!member.role.includes('stop') && tagsOf.get(idOf(member))?.get('public_transport') === 'platform');
  const served = (some: readonly OsmMember[]): string[] => some.map((member) => stopOf.get(idOf(member))?.id).filter((id) => id !== undefined).filter((id, i, all) => id !== all[i - 1]);
  const halts = served(members.filter((member) => !isPlatform(member))), platforms = served(members.filter(isPlatform));
  const isIn = (some: readonly string[], others: readonly string[]): boolean => some.every((id) => others.includes(id));
  if (isIn(platforms, halts)) return halts;
  if (isIn(halts, platforms)) return platforms;
  return [...new Set(served(members))];
}

/** Along the ways; where they leave a gap, straight on. Straight from stop to stop where the file has none of them. */
function pathOf({ id, ways }: Direction, stops: readonly Position[], { osm, file, findings }: Context): Position[] {
  const drawn = ways.map(({ ref }) => Array.from(osm.ways.refsOf(ref) ?? []).filter((node) => osm.nodes.find(node) >= 0));
  const { pieces, gapMetres, isReordered } = stitchWays(drawn.map((nodes) => (nodes.length < 2 ? null : nodes)), (from, to) => metresBetween(positionsOf([from], osm)[0], positionsOf([to], osm)[0]));
  const noteGap = (gaps: string): void => { findings.notice('osm-route-gap', file.name, 'bus routes have gaps, which are bridged by a straight line', `${id} (${gaps})`); };
  if (pieces.length === 0) {
    if (stops.length >= 2) noteGap('all of it');
    return stops.length >= 2 ? [...stops] : [];
  }
  if (gapMetres.length > 0) noteGap(`${gapMetres.length}, ${gapMetres.reduce((sum, gap) => sum + gap, 0).toFixed(0)} m`);
  const path = positionsOf(pieces.flat(), osm), isBackwards = isAgainst(path, stops);
  if (isReordered || isBackwards) findings.notice('osm-route-order', file.name, 'ways of bus routes are not in the order they are driven and were put into one', id);
  return isBackwards ? path.reverse() : path;
}

/** Whether the stops, in their order, run back along the line more often than on. */
function isAgainst(path: readonly Position[], stops: readonly Position[]): boolean {
  const along = stops.map((stop) => path.reduce((nearest, point, i) => (metresBetween(stop, point) < metresBetween(stop, path[nearest]) ? i : nearest), 0));
  return along.reduce((sum, at, i) => sum + (i === 0 ? 0 : Math.sign(at - along[i - 1])), 0) < 0;
}

function noteMissing({ id, members }: OsmRelation, { osm, relations, file, findings }: Context): void {
  const isHere = ({ type, ref }: OsmMember): boolean => (type === 'node' ? osm.nodes.find(ref) >= 0 : type === 'way' ? osm.ways.has(ref) : relations.has(ref));
  const missing = members.filter((member) => !isHere(member)).length;
  if (missing > 0) findings.notice('missing-members', file.name, 'bus routes refer to ways and stops that the file does not hold; they are left out', `r${id} (${missing} of ${members.length})`);
}

/** Minutes out of "20", "00:20" or "00:20:00"; null where there is none. */
function minutesOf(tags: OsmTags, key: 'interval' | 'duration', id: string, { file, findings }: Context): number | null {
  const text = tags.get(key);
  if (text === undefined) return null;
  const { hours = '0', minutes = '0' } = (/^\s*(?:(?<hours>\d{1,2}):)?(?<minutes>\d{1,3})(?::\d\d)?\s*$/.exec(text)?.groups ?? {}) as { hours?: string; minutes?: string };
  const value = 60 * Number(hours) + Number(minutes);
  if (value > 0) return value;
  findings.notice('unknown-value', file.name, `values of "${key}" of bus routes that are no time above 0 are left out`, `${id} ${quote(text)}`);
  return null;
}
