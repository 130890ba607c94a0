/**
 * Bus lines by headway laid over the walking network: one graph for people who walk and ride.
 *
 *   network   ---o--------o---           stops are joined to the edge they lie on,
 *                 \ stop /                      on foot, both ways
 *                   o
 *           board ↓   ↑ alight           boarding costs the slack and a share of the headway, alighting nothing
 *   pattern   o---->o---->o---->o        riding costs the time between stops
 *
 * The searches over the walking network run over this graph as they are. Metres are those on foot.
 */
import type { HeadwayPattern } from '../network/bus-patterns.ts';
import { nameless, type CostedAccess, type WalkCosts } from './costs.ts';
import { eachDirect, eachEntry, eachExit } from './edge-ways.ts';

export interface HeadwayRules {
  /** Least time at a stop before boarding. */
  readonly slackMs: number;
  /** Share of the headway that people wait on top of it: 0.5 for the median. */
  readonly waitShare: number;
}

/** Costs of walking and riding. Nodes: those of the network, then the stops, then the places of each pattern. */
export interface HeadwayCosts extends WalkCosts {
  readonly patterns: readonly HeadwayPattern[];
  /** The node of stop 0. */
  readonly firstStopNode: number;
  /** By pattern: the node of its first place; and one more, the number of nodes. */
  readonly firstPlaceNode: readonly number[];
}

/** The same costs without what only tells of a way, for another thread. */
export function lineless(costs: HeadwayCosts): HeadwayCosts {
  return { ...nameless(costs), patterns: [] };
}

/** An arc as the search sees it: `from` is reached from `to`. */
interface Arc { readonly node: number; readonly reachedFrom: number; readonly ms: number; readonly mm: number }

/**
 * @param walk costs on foot; if they are those of a network turned round, say so in `isTurned`.
 * @param stopAccess where each stop meets the network; none if it does not.
 */
export function addHeadwayLines(walk: WalkCosts, stopAccess: readonly (readonly CostedAccess[])[], patterns: readonly HeadwayPattern[], { slackMs, waitShare }: HeadwayRules, isTurned: boolean): HeadwayCosts {
  const firstStopNode = walk.nodeCount, firstPlaceNode = [firstStopNode + stopAccess.length];
  for (const { stops } of patterns) firstPlaceNode.push(firstPlaceNode[firstPlaceNode.length - 1] + stops.length);
  const arcs: Arc[] = [], stopsOnEdge = new Map<number, { node: number; access: CostedAccess }[]>();
  stopAccess.forEach((accesses, s) => {
    const stop = firstStopNode + s;
    for (const access of accesses) {
      eachEntry(walk, access, (node, ms, mm) => { arcs.push({ node: stop, reachedFrom: node, ms, mm }); });
      eachExit(walk, access, (node, ms, mm) => { arcs.push({ node, reachedFrom: stop, ms, mm }); });
      const there = stopsOnEdge.get(access.edge) ?? [];
      for (const other of there) {
        eachDirect(walk, access, other.access, (ms, mm) => { arcs.push({ node: other.node, reachedFrom: stop, ms, mm }); });
        eachDirect(walk, other.access, access, (ms, mm) => { arcs.push({ node: stop, reachedFrom: other.node, ms, mm }); });
      }
      stopsOnEdge.set(access.edge, [...there, { node: stop, access }]);
    }
  });
  const ride = (from: number, to: number, ms: number): void => { arcs.push({ node: isTurned ? from : to, reachedFrom: isTurned ? to : from, ms, mm: 0 }); };
  patterns.forEach(({ stops, rideMs, headwayMs }, p) => {
    stops.forEach((s, i) => {
      const place = firstPlaceNode[p] + i, stop = firstStopNode + s;
      if (i < stops.length - 1) {
        ride(stop, place, slackMs + Math.round(headwayMs * waitShare));
        ride(place, place + 1, rideMs[i]);
      }
      if (i > 0) ride(place, stop, 0);
    });
  });
  const nodeCount = firstPlaceNode[patterns.length];
  return { ...walk, nodeCount, ...appendArcs(walk, nodeCount, arcs), stopsOnEdge, patterns, firstStopNode, firstPlaceNode };
}

function appendArcs(walk: WalkCosts, nodeCount: number, arcs: readonly Arc[]): Pick<WalkCosts, 'firstArc' | 'arcNode' | 'arcMs' | 'arcMm'> {
  const firstArc = new Uint32Array(nodeCount + 1);
  for (let n = 0; n < walk.nodeCount; n++) firstArc[n + 1] = walk.firstArc[n + 1] - walk.firstArc[n];
  for (const { node } of arcs) firstArc[node + 1]++;
  for (let n = 0; n < nodeCount; n++) firstArc[n + 1] += firstArc[n];
  const count = firstArc[nodeCount], arcNode = new Uint32Array(count), arcMs = new Uint32Array(count), arcMm = new Uint32Array(count), next = firstArc.slice();
  for (let n = 0; n < walk.nodeCount; n++) {
    for (let a = walk.firstArc[n]; a < walk.firstArc[n + 1]; a++) {
      const to = next[n]++;
      arcNode[to] = walk.arcNode[a];
      arcMs[to] = walk.arcMs[a];
      arcMm[to] = walk.arcMm[a];
    }
  }
  for (const { node, reachedFrom, ms, mm } of arcs) {
    const to = next[node]++;
    arcNode[to] = reachedFrom;
    arcMs[to] = ms;
    arcMm[to] = mm;
  }
  return { firstArc, arcNode, arcMs, arcMm };
}
