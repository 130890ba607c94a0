/**
 * One way, leg by leg: the very way whose time the searches give.
 *
 * A search backwards from the destination, bounded by the time of the way, leaves the few nodes the
 * way can run over; they become a small graph (ngraph.graph) in which A* finds it (ngraph.path).
 */
import createGraph from 'ngraph.graph';
import { aStar } from 'ngraph.path';
import { UNREACHED } from '../core/units.ts';
import { DEGREE_UNITS } from '../inputs/walk-lines.ts';
import type { Access } from '../network/snap.ts';
import { BACKWARD, componentOf, FORWARD, lineAt, pointOn, shapeAt, streetAt, type WalkNetwork } from '../network/walk-network.ts';
import { costAccess, type CostedAccess, type WalkCosts } from './costs.ts';
import { findNearest, searchBackwards } from './nearest.ts';

/** Part of a way: the straight leg to or from the network, what runs along one line of it, or the wait for a bus and the ride. */
export interface Leg {
  readonly kind: 'access' | 'network' | 'egress' | 'wait' | 'ride';
  /** Id of the line walked along; null off the network and on a join between lines. Name or id of the bus line. */
  readonly line: string | null;
  /** Name of the street walked along; null where it has none, on a join, and wherever no street is walked along. */
  readonly name: string | null;
  readonly ms: number;
  /** On foot. */
  readonly mm: number;
  readonly coordinates: readonly (readonly [lon: number, lat: number])[];
}

export interface Route {
  /** Equal to the milliseconds that `findNearest` gives for the same places. */
  readonly ms: number;
  readonly mm: number;
  readonly legs: readonly Leg[];
}

/** A stretch of an edge, walked from one distance to the other. */
interface Stretch { readonly edge: number; readonly fromMetres: number; readonly toMetres: number; readonly ms: number; readonly mm: number }

/**
 * The fastest way from one of the accesses of a place to one of those of another, or null if there is
 * none within `limitMs`.
 */
export function explainRoute(costs: WalkCosts, origins: readonly Access[], destinations: readonly Access[], limitMs: number): Route | null {
  const components = new Set(destinations.map((d) => componentOf(costs.network, d.edge)));
  const from = origins.filter((o) => components.has(componentOf(costs.network, o.edge)));
  const nearest = findNearest(costs, from.map((o) => [costAccess(costs, o)]), destinations.map((d) => [costAccess(costs, d)]), limitMs);
  const best = nearest.ms.indexOf(nearest.ms.reduce((least, ms) => Math.min(least, ms), UNREACHED));
  if (best < 0 || nearest.ms[best] === UNREACHED) return null;
  const origin = from[best], destination = destinations[nearest.destination[best]], ms = nearest.ms[best];
  const start = costAccess(costs, origin), end = costAccess(costs, destination);
  const network = groupByLine(costs.network, findStretches(costs, origin, start, destination, end, ms));
  const arrival = network.at(-1)?.coordinates.at(-1) ?? [origin.lon, origin.lat];
  // Where an area is entered there is no leg; else the leg begins where the access lies.
  const egress: Leg['coordinates'] = destination.legMetres === 0 ? [arrival, arrival] : [[destination.lon, destination.lat], [destination.placeLon, destination.placeLat]];
  return { ms, mm: nearest.mm[best], legs: [
    { kind: 'access', line: null, name: null, ms: start.legMs, mm: start.legMm, coordinates: [[origin.placeLon, origin.placeLat], [origin.lon, origin.lat]] },
    ...network,
    { kind: 'egress', line: null, name: null, ms: end.legMs, mm: end.legMm, coordinates: egress },
  ] };
}

function findStretches(costs: WalkCosts, from: Access, start: CostedAccess, to: Access, end: CostedAccess, totalMs: number): Stretch[] {
  const { network, edgeMs, edgeMm } = costs;
  const graph = createGraph<null, Stretch>();
  /** Of parallel ways between two nodes only the fastest, then the shortest, is kept. */
  const link = (a: number | string, b: number | string, stretch: Stretch): void => {
    const there = graph.getLink(a, b);
    if (there && (there.data.ms < stretch.ms || (there.data.ms === stretch.ms && there.data.mm <= stretch.mm))) return;
    if (there) graph.removeLink(there);
    graph.addLink(a, b, stretch);
  };
  const along = (edge: number, fromMetres: number, toMetres: number, ms: number, mm: number): Stretch => ({ edge, fromMetres, toMetres, ms, mm });
  const { labels } = searchBackwards(costs, [[end]], totalMs);
  for (let e = 0; e < network.edgeCount; e++) {
    const a = network.edgeFrom[e], b = network.edgeTo[e], length = network.edgeMetres[e];
    if (labels.msOf(a) === UNREACHED || labels.msOf(b) === UNREACHED || a === b) continue;
    if (network.edgeDirection[e] & FORWARD) link(a, b, along(e, 0, length, edgeMs[e], edgeMm[e]));
    if (network.edgeDirection[e] & BACKWARD) link(b, a, along(e, length, 0, edgeMs[e], edgeMm[e]));
  }
  // An origin is a point of its edge; a destination may be a span, entered at its near end.
  const isOpen = (edge: number, way: number, isAtNode: boolean): boolean => isAtNode || (network.edgeDirection[edge] & way) !== 0;
  const at = from.fromMetres, { edge: startEdge } = start, { edge: endEdge } = end;
  if (isOpen(startEdge, BACKWARD, start.fromMs === 0)) link('from', network.edgeFrom[startEdge], along(startEdge, at, 0, start.fromMs, start.fromMm));
  if (isOpen(startEdge, FORWARD, start.toMs === edgeMs[startEdge])) link('from', network.edgeTo[startEdge], along(startEdge, at, network.edgeMetres[startEdge], edgeMs[startEdge] - start.toMs, edgeMm[startEdge] - start.toMm));
  if (isOpen(endEdge, FORWARD, end.fromMs === 0)) link(network.edgeFrom[endEdge], 'to', along(endEdge, 0, to.fromMetres, end.fromMs, end.fromMm));
  if (isOpen(endEdge, BACKWARD, end.toMs === edgeMs[endEdge])) link(network.edgeTo[endEdge], 'to', along(endEdge, network.edgeMetres[endEdge], to.toMetres, edgeMs[endEdge] - end.toMs, edgeMm[endEdge] - end.toMm));
  if (startEdge === endEdge) {
    const ahead = end.fromMs >= start.toMs, behind = end.toMs <= start.fromMs;
    if (!ahead && !behind) link('from', 'to', along(startEdge, at, at, 0, 0));
    if (ahead && isOpen(startEdge, FORWARD, false)) link('from', 'to', along(startEdge, at, to.fromMetres, end.fromMs - start.toMs, end.fromMm - start.toMm));
    if (behind && isOpen(startEdge, BACKWARD, false)) link('from', 'to', along(startEdge, at, to.toMetres, start.fromMs - end.toMs, start.fromMm - end.toMm));
  }
  const nodes = aStar(graph, { oriented: true, distance: (_, __, { data }) => data.ms }).find('from', 'to');
  if (nodes.at(0)?.id !== 'from') nodes.reverse();
  return nodes.slice(1).flatMap((node, i) => graph.getLink(nodes[i].id, node.id)?.data ?? []);
}

/** Consecutive stretches along one line become one leg: of lines that share an id, along one street. */
function groupByLine(network: WalkNetwork, stretches: readonly Stretch[]): Leg[] {
  const legs: { kind: 'network'; line: string | null; name: string | null; ms: number; mm: number; coordinates: (readonly [number, number])[] }[] = [];
  for (const stretch of stretches.flatMap((s) => cutByLine(network, s))) {
    const last = legs.at(-1);
    if (last?.line === stretch.line && last.name === stretch.name) {
      last.ms += stretch.ms;
      last.mm += stretch.mm;
      last.coordinates.push(...stretch.coordinates.slice(1));
    } else legs.push({ kind: 'network', ...stretch, coordinates: [...stretch.coordinates] });
  }
  return legs.filter((leg) => leg.coordinates.length > 1 && leg.mm + leg.ms > 0);
}

/** A stretch cut where its edge passes from one line to another; times are shared out by length, and add up. */
function cutByLine(network: WalkNetwork, { edge, fromMetres, toMetres, ms, mm }: Stretch): Omit<Leg, 'kind'>[] {
  const { firstShape, shapeMetres, shapeLine, shapeLon, shapeLat } = network;
  const first = firstShape[edge], last = firstShape[edge + 1] - 1;
  const low = Math.min(fromMetres, toMetres), high = Math.max(fromMetres, toMetres);
  const inner: number[] = [];
  for (let s = first + 1; s < last; s++) if (shapeMetres[s] > low && shapeMetres[s] < high) inner.push(s);
  const point = (s: number): readonly [number, number] => [shapeLon[s] / DEGREE_UNITS, shapeLat[s] / DEGREE_UNITS];
  const cuts = [low, ...inner.filter((s) => shapeLine[s] !== shapeLine[s - 1]).map((s) => shapeMetres[s]), high];
  const share = (whole: number, metres: number): number => (high === low ? 0 : Math.round(whole * (metres - low) / (high - low)));
  const parts = cuts.slice(1).map((to, i): Omit<Leg, 'kind'> => {
    const from = cuts[i];
    return {
      line: lineAt(network, edge, from), name: streetAt(network, edge, from), ms: i === cuts.length - 2 ? ms - share(ms, from) : share(ms, to) - share(ms, from), mm: i === cuts.length - 2 ? mm - share(mm, from) : share(mm, to) - share(mm, from),
      coordinates: [pointAt(network, edge, from), ...inner.filter((s) => shapeMetres[s] > from && shapeMetres[s] < to).map(point), pointAt(network, edge, to)],
    };
  });
  return fromMetres <= toMetres ? parts : parts.reverse().map((part) => ({ ...part, coordinates: [...part.coordinates].reverse() }));
}

function pointAt(network: WalkNetwork, edge: number, metres: number): readonly [number, number] {
  const { shapeMetres } = network, shape = shapeAt(network, edge, metres);
  const length = shapeMetres[shape + 1] - shapeMetres[shape];
  const { lon, lat } = pointOn(network, shape, length === 0 ? 0 : (metres - shapeMetres[shape]) / length);
  return [lon, lat];
}
