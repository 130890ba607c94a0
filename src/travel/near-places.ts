/** Which of many places are reached from one origin after the other, without looking at each of them. */
import { UNREACHED } from '../core/units.ts';
import { BoundedSearch } from './bounded-search.ts';
import type { CostedAccess, WalkCosts } from './costs.ts';
import { eachExit } from './edge-ways.ts';

/** Places by the nodes they lead to and the edges they lie on. */
export class NearPlaces {
  /** The places that lead to node n are place[first[n]] .. place[first[n + 1] - 1]. */
  readonly #first: Uint32Array;
  readonly #place: Uint32Array;
  readonly #onEdge = new Map<number, number[]>();
  /** Length of all places: number of the last question that found it. */
  readonly #found: Uint32Array;
  #question = 0;

  constructor(costs: WalkCosts, places: readonly (readonly CostedAccess[])[]) {
    const first = new Uint32Array(costs.nodeCount + 1);
    const eachNode = (visit: (node: number, place: number) => void): void => {
      places.forEach((accesses, p) => { for (const access of accesses) eachExit(costs, access, (node) => { visit(node, p); }); });
    };
    eachNode((node) => { first[node + 1]++; });
    for (let n = 0; n < costs.nodeCount; n++) first[n + 1] += first[n];
    const next = first.slice(), place = new Uint32Array(first[costs.nodeCount]);
    eachNode((node, p) => { place[next[node]++] = p; });
    places.forEach((accesses, p) => {
      for (const { edge } of accesses) {
        const there = this.#onEdge.get(edge);
        if (there) there.push(p); else this.#onEdge.set(edge, [p]);
      }
    });
    this.#first = first;
    this.#place = place;
    this.#found = new Uint32Array(places.length);
  }

  /** The places that may be within reach of the last search, ascending; the others are not. */
  of(search: BoundedSearch): number[] {
    const question = ++this.#question, found: number[] = [];
    const take = (p: number): void => {
      if (this.#found[p] === question) return;
      this.#found[p] = question;
      found.push(p);
    };
    for (const node of search.reached()) for (let i = this.#first[node]; i < this.#first[node + 1]; i++) take(this.#place[i]);
    for (const { edge } of search.starts) for (const p of this.#onEdge.get(edge) ?? []) take(p);
    return found.sort((a, b) => a - b);
  }
}

/** A place that is reached. */
export interface ReachedPlace { readonly place: number; readonly ms: number; readonly mm: number }

/** Searches within a limit from one origin after the other, and reads the places off. */
export class PlaceSearch {
  readonly #search: BoundedSearch;
  readonly #near: NearPlaces;
  readonly #places: readonly (readonly CostedAccess[])[];

  /** @param costs on the network turned round for places that one gets to, as it is for those that one comes from. */
  constructor(costs: WalkCosts, places: readonly (readonly CostedAccess[])[], limitMs: number) {
    this.#search = new BoundedSearch(costs, limitMs);
    this.#near = new NearPlaces(costs, places);
    this.#places = places;
  }

  /** Ascending; none from an origin off the network. */
  from(origin: readonly CostedAccess[]): ReachedPlace[] {
    if (origin.length === 0) return [];
    this.#search.run(origin);
    const reached: ReachedPlace[] = [];
    for (const place of this.#near.of(this.#search)) {
      const { ms, mm } = this.#search.readOff(this.#places[place]);
      if (ms !== UNREACHED) reached.push({ place, ms, mm });
    }
    return reached;
  }
}
