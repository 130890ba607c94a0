/**
 * A network ready to be asked again and again: its elimination, with what every arc costs one group of people.
 *
 * Method: from the lowest rank up, each arc between two neighbours of a node takes the way over that node
 * where it is better (the basic customisation of Dibbelt, Strasser & Wagner 2014). Better is faster, then
 * shorter: the order of (milliseconds, millimetres) does not change when the same pair is added on both
 * sides, so that the best of a way is made of the best of its parts, as with times alone. New costs on the
 * same network, whatever they are, need no new order.
 */
import { UNREACHED } from '../core/units.ts';
import type { Elimination } from '../network/elimination.ts';
import { BACKWARD, FORWARD } from '../network/walk-network.ts';
import type { WalkCosts } from './costs.ts';

export interface Hierarchy {
  readonly costs: WalkCosts;
  readonly elimination: Elimination;
  /** By arc of the elimination: from its tail up to its head. Milliseconds; UNREACHED where there is no way. */
  readonly upMs: Uint32Array;
  /** Millimetres, where there is a way. */
  readonly upMm: Float64Array;
  /** And from its head down to its tail. */
  readonly downMs: Uint32Array;
  readonly downMm: Float64Array;
}

/** @param elimination of the network of the costs. */
export function customise(elimination: Elimination, costs: WalkCosts): Hierarchy {
  const { firstArc, arcHead } = elimination, arcs = arcHead.length, rankCount = firstArc.length - 1;
  if (rankCount !== costs.nodeCount) throw new RangeError(`the elimination has ${rankCount} nodes, expected ${costs.nodeCount}`);
  const noWay = (): Uint32Array<ArrayBuffer> => new Uint32Array(arcs).fill(UNREACHED);
  const hierarchy: Hierarchy = { costs, elimination, upMs: noWay(), upMm: new Float64Array(arcs), downMs: noWay(), downMm: new Float64Array(arcs) };
  layEdges(hierarchy);
  layShortcuts(hierarchy);
  return hierarchy;
}

function improve(ms: Uint32Array, mm: Float64Array, arc: number, newMs: number, newMm: number): void {
  if (newMs > ms[arc] || newMs >= UNREACHED || (newMs === ms[arc] && newMm >= mm[arc])) return;
  ms[arc] = newMs;
  mm[arc] = newMm;
}

function layEdges({ costs, elimination: { rank, firstArc, arcHead }, upMs, upMm, downMs, downMm }: Hierarchy): void {
  const { network: { edgeFrom, edgeTo, edgeDirection, edgeCount }, edgeMs, edgeMm } = costs;
  for (let e = 0; e < edgeCount; e++) {
    const from = rank[edgeFrom[e]], to = rank[edgeTo[e]];
    if (from === to) continue; // a loop is on no best way
    const low = Math.min(from, to), high = Math.max(from, to);
    let arc = firstArc[low];
    while (arcHead[arc] !== high) arc++;
    const isUp = from < to;
    if (edgeDirection[e] & (isUp ? FORWARD : BACKWARD)) improve(upMs, upMm, arc, edgeMs[e], edgeMm[e]);
    if (edgeDirection[e] & (isUp ? BACKWARD : FORWARD)) improve(downMs, downMm, arc, edgeMs[e], edgeMm[e]);
  }
}

/** When it is the turn of a rank, the arcs of all lower ones are final; then its own become so. */
function layShortcuts({ elimination: { firstArc, arcHead }, upMs, upMm, downMs, downMm }: Hierarchy): void {
  const rankCount = firstArc.length - 1, { firstLower, lowerArc, lowerTail } = listLower(firstArc, arcHead), arcTo = new Uint32Array(rankCount);
  for (let rank = 0; rank < rankCount; rank++) {
    for (let arc = firstArc[rank]; arc < firstArc[rank + 1]; arc++) arcTo[arcHead[arc]] = arc;
    for (let i = firstLower[rank]; i < firstLower[rank + 1]; i++) {
      const over = lowerArc[i], end = firstArc[lowerTail[i] + 1];
      const hereMs = downMs[over], hereMm = downMm[over], backMs = upMs[over], backMm = upMm[over];
      for (let other = over + 1; other < end; other++) {
        const arc = arcTo[arcHead[other]];
        improve(upMs, upMm, arc, hereMs + upMs[other], hereMm + upMm[other]);
        improve(downMs, downMm, arc, downMs[other] + backMs, downMm[other] + backMm);
      }
    }
  }
}

/** The arcs that lead up to each rank, with their tails. */
function listLower(firstArc: Uint32Array, arcHead: Uint32Array): { firstLower: Uint32Array; lowerArc: Uint32Array; lowerTail: Uint32Array } {
  const rankCount = firstArc.length - 1, firstLower = new Uint32Array(rankCount + 1), lowerArc = new Uint32Array(arcHead.length), lowerTail = new Uint32Array(arcHead.length);
  for (const head of arcHead) firstLower[head + 1]++;
  for (let r = 0; r < rankCount; r++) firstLower[r + 1] += firstLower[r];
  const next = firstLower.slice();
  for (let tail = 0; tail < rankCount; tail++) {
    for (let arc = firstArc[tail]; arc < firstArc[tail + 1]; arc++) {
      const at = next[arcHead[arc]]++;
      lowerArc[at] = arc;
      lowerTail[at] = tail;
    }
  }
  return { firstLower, lowerArc, lowerTail };
}
