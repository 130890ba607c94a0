/** What the edges of a network cost a group of people: whole milliseconds, whole millimetres. */
import { walkMs, type WalkProfile } from '../core/units.ts';
import type { Access } from '../network/snap.ts';
import { BACKWARD, FORWARD, type WalkNetwork } from '../network/walk-network.ts';

/**
 * The network as a search sees it that runs backwards, from facilities to where one can come from.
 * The arcs of node n are firstArc[n] .. firstArc[n + 1] - 1; each leads to a node from which n is
 * reached along one edge.
 */
export interface WalkCosts {
  readonly network: WalkNetwork;
  readonly profile: WalkProfile;
  /** N: the nodes of the network, and after them whatever else the search runs over. */
  readonly nodeCount: number;
  /** Length N + 1. */
  readonly firstArc: Uint32Array;
  /** Length A. */
  readonly arcNode: Uint32Array;
  readonly arcMs: Uint32Array;
  readonly arcMm: Uint32Array;
  /** Length E. Rounded once for a whole edge, so that a way errs by at most half a millisecond an edge; at least 1 ms. */
  readonly edgeMs: Uint32Array;
  readonly edgeMm: Uint32Array;
  /** Bus stops that are nodes of the search, by the edge they lie on; left out where there are none. */
  readonly stopsOnEdge?: ReadonlyMap<number, readonly { readonly node: number; readonly access: CostedAccess }[]>;
}

/** Edges longer than any limit are as good as closed; this keeps them within 32 bits. */
const LONGEST = 0x7fffffff;

export function computeWalkCosts(network: WalkNetwork, profile: WalkProfile): WalkCosts {
  const { nodeCount, edgeCount, edgeFrom, edgeTo, edgeMetres, edgeDirection, edgeSpeedFactor } = network;
  const edgeMs = new Uint32Array(edgeCount), edgeMm = new Uint32Array(edgeCount);
  for (let e = 0; e < edgeCount; e++) {
    edgeMs[e] = Math.min(LONGEST, Math.max(1, walkMs(edgeMetres[e], profile.metresPerMinute * edgeSpeedFactor[e])));
    edgeMm[e] = Math.min(LONGEST, Math.round(edgeMetres[e] * 1000));
  }
  const firstArc = new Uint32Array(nodeCount + 1);
  for (let e = 0; e < edgeCount; e++) {
    if (edgeDirection[e] & FORWARD) firstArc[edgeTo[e] + 1]++;
    if (edgeDirection[e] & BACKWARD) firstArc[edgeFrom[e] + 1]++;
  }
  for (let n = 0; n < nodeCount; n++) firstArc[n + 1] += firstArc[n];
  const arcs = firstArc[nodeCount], next = firstArc.slice();
  const arcNode = new Uint32Array(arcs), arcMs = new Uint32Array(arcs), arcMm = new Uint32Array(arcs);
  const addArc = (at: number, from: number, e: number): void => {
    const a = next[at]++;
    arcNode[a] = from;
    arcMs[a] = edgeMs[e];
    arcMm[a] = edgeMm[e];
  };
  for (let e = 0; e < edgeCount; e++) {
    if (edgeDirection[e] & FORWARD) addArc(edgeTo[e], edgeFrom[e], e);
    if (edgeDirection[e] & BACKWARD) addArc(edgeFrom[e], edgeTo[e], e);
  }
  return { network, profile, nodeCount, firstArc, arcNode, arcMs, arcMm, edgeMs, edgeMm };
}

/** The same costs without the names of lines and streets, which no search asks for and which are long to send to another thread. */
export function nameless<Costs extends WalkCosts>(costs: Costs): Costs {
  return { ...costs, network: { ...costs.network, lineId: [], names: [] } };
}

/** An access in the units of a search: its leg, and where it lies between the ends of its edge. */
export interface CostedAccess {
  readonly edge: number;
  readonly legMs: number;
  readonly legMm: number;
  /** From the edge's start to the span's start and end. What is left to the edge's end is edgeMs minus these. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly fromMm: number;
  readonly toMm: number;
}

export function costAccess({ network, profile, edgeMs, edgeMm }: WalkCosts, { edge, fromMetres, toMetres, legMetres }: Access): CostedAccess {
  const length = network.edgeMetres[edge];
  const share = (metres: number): number => (length === 0 ? 0 : metres / length);
  return {
    edge,
    legMs: walkMs(legMetres, profile.metresPerMinute), legMm: Math.round(legMetres * 1000),
    fromMs: Math.round(edgeMs[edge] * share(fromMetres)), toMs: Math.round(edgeMs[edge] * share(toMetres)),
    fromMm: Math.round(edgeMm[edge] * share(fromMetres)), toMm: Math.round(edgeMm[edge] * share(toMetres)),
  };
}

/** The accesses of many places. */
export function costAll(costs: WalkCosts, places: readonly (readonly Access[])[]): CostedAccess[][] {
  return places.map((accesses) => accesses.map((access) => costAccess(costs, access)));
}
