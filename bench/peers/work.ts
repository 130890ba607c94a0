/** The work that lifecircle and its peers are asked for: the same networks, places and limits on both sides. Everything is seeded. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUS_DEFAULTS } from '../../src/core/bus-settings.ts';
import { Findings } from '../../src/core/problems.ts';
import { startsOf } from '../../src/core/ranges.ts';
import { minutesToMs } from '../../src/core/units.ts';
import { DEGREES } from '../../src/inputs/crs.ts';
import { DEGREE_UNITS, WalkLinesBuilder } from '../../src/inputs/walk-lines.ts';
import { readWalk } from '../../src/inputs/walk.ts';
import { buildNetwork } from '../../src/network/build-network.ts';
import { SnapIndex, type Access } from '../../src/network/snap.ts';
import { pointOn, type WalkNetwork } from '../../src/network/walk-network.ts';
import { computeWalkCosts, type CostedAccess, type WalkCosts } from '../../src/travel/costs.ts';
import { seeded } from '../../tests/support/random.ts';

export const WALKER = { id: 'adult', metresPerMinute: 60 } as const;

/** A layer of lines, or an extract, as a network. */
export async function readNetwork(path: string): Promise<WalkNetwork> {
  const builder = new WalkLinesBuilder();
  await readWalk({ file: { name: path, path }, attributes: new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null }, builder, new Findings());
  return buildNetwork(builder.finish(), 0.5, new Findings());
}

/** The nearest of each service for each settlement: settlements and places are at nodes, so that no peer has to know how to leave the middle of an edge. */
export interface NearestWork {
  readonly costs: WalkCosts;
  readonly limitMs: number;
  /** Nodes. */
  readonly settlements: Uint32Array;
  readonly services: readonly Uint32Array[];
}

const SETTLEMENTS = 20_000, SERVICES = 20, FEWEST_PLACES = 50, MOST_PLACES = 2000;

export async function openNearestWork({ walk, minutes }: { readonly walk: string; readonly minutes: number }): Promise<NearestWork> {
  const costs = computeWalkCosts(await readNetwork(walk), WALKER), random = seeded(17);
  const nodes = (count: number): Uint32Array => Uint32Array.from({ length: count }, () => Math.floor(costs.nodeCount * random()));
  const placesOf = (service: number): number => Math.round(FEWEST_PLACES * (MOST_PLACES / FEWEST_PLACES) ** (service / (SERVICES - 1)));
  return { costs, limitMs: minutesToMs(minutes), settlements: nodes(SETTLEMENTS), services: Array.from({ length: SERVICES }, (_, service) => nodes(placesOf(service))) };
}

/** For each node the place at it, as an access to one of its edges. */
export function accessesOfNodes({ network, edgeMs, edgeMm }: WalkCosts): (node: number) => CostedAccess {
  const edgeOf = new Uint32Array(network.nodeCount), isAtEnd = new Uint8Array(network.nodeCount);
  for (let e = 0; e < network.edgeCount; e++) {
    edgeOf[network.edgeFrom[e]] = edgeOf[network.edgeTo[e]] = e;
    isAtEnd[network.edgeFrom[e]] = 0;
    isAtEnd[network.edgeTo[e]] = 1;
  }
  return (node) => {
    const edge = edgeOf[node], ms = isAtEnd[node] === 0 ? 0 : edgeMs[edge], mm = isAtEnd[node] === 0 ? 0 : edgeMm[edge];
    return { edge, legMs: 0, legMm: 0, fromMs: ms, toMs: ms, fromMm: mm, toMm: mm };
  };
}

/** Lay the network and the questions into a folder, for peers; python/graph.py reads them. Of parallel arcs only the fastest: most peers know no others. */
export function layGraph({ costs, limitMs, settlements, services }: NearestWork, folder: string): void {
  const { nodeCount, firstArc, arcNode, arcMs, network } = costs, fastest = new Map<number, number>();
  for (let head = 0; head < nodeCount; head++) {
    for (let a = firstArc[head]; a < firstArc[head + 1]; a++) {
      const key = arcNode[a] * nodeCount + head;
      if (arcNode[a] !== head) fastest.set(key, Math.min(arcMs[a], fastest.get(key) ?? Infinity));
    }
  }
  const lon = new Float64Array(nodeCount), lat = new Float64Array(nodeCount), { firstShape, shapeLon, shapeLat } = network;
  for (let e = 0; e < network.edgeCount; e++) {
    for (const [node, shape] of [[network.edgeFrom[e], firstShape[e]], [network.edgeTo[e], firstShape[e + 1] - 1]]) {
      lon[node] = shapeLon[shape] / DEGREE_UNITS;
      lat[node] = shapeLat[shape] / DEGREE_UNITS;
    }
  }
  const keys = [...fastest.keys()], arrays = {
    tail: Uint32Array.from(keys, (k) => Math.floor(k / nodeCount)), head: Uint32Array.from(keys, (k) => k % nodeCount), ms: Uint32Array.from(fastest.values()), lon, lat,
    settlements, firstPlace: startsOf(services.map(({ length }) => length)), places: Uint32Array.from(services.flatMap((places) => [...places])),
  };
  for (const [name, array] of Object.entries(arrays)) writeFileSync(join(folder, `${name}.bin`), array);
  writeFileSync(join(folder, 'graph.json'), JSON.stringify({ nodeCount, limitMs }));
}

/** Times to the nearest place of each service over the departures of two hours, walking and by bus. */
export const BUS = { settlements: 40, services: 40, placesOfService: 12, settings: BUS_DEFAULTS, searchMs: minutesToMs(60), limitMs: minutesToMs(15), date: '2019-05-13' };

export interface BusPlaces { readonly origins: readonly Access[]; readonly services: readonly (readonly Access[])[] }

export function chooseBusPlaces(index: SnapIndex): BusPlaces {
  const random = seeded(7), places = (count: number): Access[] => Array.from({ length: count }, () => placeBesideStreet(index, random));
  return { origins: places(BUS.settlements), services: Array.from({ length: BUS.services }, () => places(BUS.placesOfService)) };
}

/** For R5: the places of all services in one list. */
export function layBusPlaces({ origins, services }: BusPlaces, folder: string): void {
  const csv = (places: readonly Access[]): string => ['id,lon,lat', ...places.map(({ placeLon, placeLat }, i) => `${i},${placeLon},${placeLat}`), ''].join('\n');
  writeFileSync(join(folder, 'origins.csv'), csv(origins));
  writeFileSync(join(folder, 'places.csv'), csv(services.flat()));
}

export const ISOCHRONES = { places: 40, minutes: 15, bufferMetres: 50, simplifyMetres: 10 };

export function chooseIsochronePlaces(index: SnapIndex): Access[] {
  const random = seeded(3);
  return Array.from({ length: ISOCHRONES.places }, () => placeBesideStreet(index, random));
}

/** A few metres beside a random point of the largest component. */
function placeBesideStreet(index: SnapIndex, random: () => number): Access {
  const { network } = index;
  for (;;) {
    const edge = Math.floor(network.edgeCount * random()), { lon, lat } = pointOn(network, network.firstShape[edge], random());
    const access = index.nearest(lon + 1e-4 * (random() - 0.5), lat + 1e-4 * (random() - 0.5), 100);
    if (access !== null && network.nodeComponent[network.edgeFrom[access.edge]] === 0) return access;
  }
}

/** Where to build in San Francisco, as spopt publishes it. */
export interface PlanWork {
  /** By census tract, then by store; Infinity where the table has no pair. */
  readonly metres: readonly (readonly number[])[];
  readonly people: readonly number[];
  readonly limitMetres: number;
  readonly sites: number;
}

export function readPlanWork(csv: string): PlanWork {
  const rows = readFileSync(csv, 'utf8').trim().split('\n').slice(1).map((line) => line.split(',')), stores = [...new Set(rows.map(([, store]) => store))].sort();
  const people = new Map(rows.map(([, , tract, count]) => [tract, Number(count)])), metres = new Map([...people.keys()].map((tract) => [tract, stores.map(() => Infinity)]));
  for (const [distance, store, tract] of rows) (metres.get(tract) ?? [])[stores.indexOf(store)] = Number(distance);
  return { metres: [...metres.values()], people: [...people.values()], limitMetres: 5000, sites: 4 };
}
