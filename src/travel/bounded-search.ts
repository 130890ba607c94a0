/**
 * The times from one place to everywhere within a limit, place after place.
 *
 * The search is that which `nearest.ts` runs backwards. It clears only the labels it set, so that a short
 * limit on a large network is cheap. On a network turned round by `turnRound` it runs forwards along the ways.
 */
import { UNREACHED } from '../core/units.ts';
import { BACKWARD, FORWARD, type WalkNetwork } from '../network/walk-network.ts';
import type { CostedAccess, WalkCosts } from './costs.ts';
import { eachDirect, eachEntry, eachExit } from './edge-ways.ts';
import { LabelSearch } from './label-search.ts';

/** The network with every one-way turned round: what was reached backwards is reached forwards. */
export function turnRound(network: WalkNetwork): WalkNetwork {
  return { ...network, edgeDirection: network.edgeDirection.map((d) => ((d & FORWARD) ? BACKWARD : 0) | ((d & BACKWARD) ? FORWARD : 0)) };
}

export class BoundedSearch {
  readonly #costs: WalkCosts;
  readonly #limitMs: number;
  readonly #search: LabelSearch;
  #starts: readonly CostedAccess[] = [];

  constructor(costs: WalkCosts, limitMs: number) {
    this.#costs = costs;
    this.#limitMs = limitMs;
    this.#search = new LabelSearch(costs);
  }

  /** Search from the accesses of one place. */
  run(starts: readonly CostedAccess[]): void {
    this.#starts = starts;
    this.#search.run(this.#limitMs, 1, (offer) => {
      for (const start of starts) eachEntry(this.#costs, start, (node, ms, mm) => { offer(node, ms, 0, mm); });
    });
  }

  /** The nodes that the search reached. */
  reached(): Uint32Array { return this.#search.reached; }

  /** What the search began with. */
  get starts(): readonly CostedAccess[] { return this.#starts; }

  /** Milliseconds to a node; UNREACHED where it is not reached within the limit. */
  msOf(node: number): number { return this.#search.labels.msOf(node); }

  /** The fastest, then the shortest, way to one of the accesses of a place; UNREACHED if none is within the limit. */
  readOff(accesses: readonly CostedAccess[]): { ms: number; mm: number } {
    const limitMs = this.#limitMs, { labels } = this.#search;
    let bestMs = UNREACHED, bestMm = UNREACHED;
    const offer = (ms: number, mm: number): void => {
      if (ms <= limitMs && (ms < bestMs || (ms === bestMs && mm < bestMm))) { bestMs = ms; bestMm = mm; }
    };
    for (const access of accesses) {
      eachExit(this.#costs, access, (node, ms, mm) => { if (labels.msOf(node) !== UNREACHED) offer(ms + labels.msOf(node), mm + labels.mmOf(node)); });
      for (const start of this.#starts) eachDirect(this.#costs, access, start, offer);
    }
    return { ms: bestMs, mm: bestMm };
  }
}
