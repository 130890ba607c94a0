/**
 * Origins of the sweeps in TypeScript, in typed arrays: the ranks to which each of them leads, all that ways may
 * lead over from there, and who begins on which edge.
 */
import { startsOf } from '../core/ranges.ts';
import { UNREACHED } from '../core/units.ts';
import type { Elimination } from '../network/elimination.ts';
import type { CostedAccess, WalkCosts } from './costs.ts';
import { eachDirect, eachExit } from './edge-ways.ts';
import type { Places } from './label-sweep.ts';
import type { Nearest } from './nearest.ts';

/** The ranks that O origins lead to along their own edges: those of origin o are first[o] .. first[o + 1] - 1. */
export interface Exits {
  readonly first: Uint32Array;
  readonly rank: Uint32Array;
  readonly ms: Uint32Array;
  readonly mm: Float64Array;
  /** All ranks of exits and all that can be reached by arcs up from there, from the highest down: no others matter to these origins. */
  readonly needed: Uint32Array;
}

export class SweepOrigins {
  readonly exits: Exits;
  readonly #costs: WalkCosts;
  /** Length E + 1: the places on edge e are those from firstOnEdge[e] to firstOnEdge[e + 1] - 1. */
  readonly #firstOnEdge: Uint32Array;
  readonly #place: readonly CostedAccess[];
  /** By place. */
  readonly #origin: Uint32Array;

  constructor(elimination: Elimination, costs: WalkCosts, origins: Places) {
    const onEdge = new Uint32Array(costs.network.edgeCount);
    let count = 0;
    for (const accesses of origins) for (const { edge } of accesses) { onEdge[edge]++; count++; }
    const firstOnEdge = startsOf(onEdge), next = firstOnEdge.slice(), place = new Array<CostedAccess>(count), origin = new Uint32Array(count);
    origins.forEach((accesses, o) => {
      for (const access of accesses) {
        const at = next[access.edge]++;
        place[at] = access;
        origin[at] = o;
      }
    });
    this.#costs = costs;
    this.exits = listExits(elimination, costs, origins, count);
    this.#firstOnEdge = firstOnEdge;
    this.#place = place;
    this.#origin = origin;
  }

  /** Let the origins have what they reach along their own edges alone, where that is better. @param limitMs inclusive. */
  improveAlongEdges(destinations: Places, limitMs: number, answer: Nearest): void {
    const firstOnEdge = this.#firstOnEdge, place = this.#place, originOf = this.#origin;
    let destination = 0, origin = 0;
    const offer = (ms: number, mm: number): void => { if (ms <= limitMs) improve(answer, origin, ms, destination, mm); };
    for (const accesses of destinations) {
      for (const there of accesses) {
        for (let i = firstOnEdge[there.edge], end = firstOnEdge[there.edge + 1]; i < end; i++) {
          origin = originOf[i];
          eachDirect(this.#costs, place[i], there, offer);
        }
      }
      destination++;
    }
  }
}

function improve(answer: Nearest, origin: number, ms: number, destination: number, mm: number): void {
  const oldMs = answer.ms[origin], oldDestination = answer.destination[origin];
  if (ms > oldMs || (ms === oldMs && (destination > oldDestination || (destination === oldDestination && mm >= answer.mm[origin])))) return;
  answer.ms[origin] = ms;
  answer.destination[origin] = destination;
  answer.mm[origin] = mm;
}

function listExits(elimination: Elimination, costs: WalkCosts, origins: Places, places: number): Exits {
  // Two ends an edge at most: costs on foot have no stops.
  const first = new Uint32Array(origins.length + 1), rank = new Uint32Array(2 * places), ms = new Uint32Array(2 * places), mm = new Float64Array(2 * places);
  let count = 0;
  const add = (node: number, exitMs: number, exitMm: number): void => {
    rank[count] = elimination.rank[node];
    ms[count] = Math.min(exitMs, UNREACHED);
    mm[count++] = exitMm;
  };
  origins.forEach((accesses, o) => {
    for (const access of accesses) eachExit(costs, access, add);
    first[o + 1] = count;
  });
  const used = rank.subarray(0, count);
  return { first, rank: used, ms: ms.subarray(0, count), mm: mm.subarray(0, count), needed: listNeeded(elimination, used) };
}

/** All arcs of a rank lead to ranks above it in the elimination tree, in which its parent is the head of its first arc. */
function listNeeded({ firstArc, arcHead }: Elimination, ranks: Uint32Array): Uint32Array {
  const rankCount = firstArc.length - 1, isNeeded = new Uint8Array(rankCount);
  let count = 0;
  for (let rank of ranks) {
    while (isNeeded[rank] === 0) {
      isNeeded[rank] = 1;
      count++;
      if (firstArc[rank] < firstArc[rank + 1]) rank = arcHead[firstArc[rank]];
    }
  }
  const needed = new Uint32Array(count);
  for (let rank = rankCount - 1, i = 0; i < count; rank--) if (isNeeded[rank] === 1) needed[i++] = rank;
  return needed;
}
