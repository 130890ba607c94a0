/** Nodes and ways of an OpenStreetMap file in flat arrays: 16 bytes a node, 8 a reference. */
import { DEGREE_UNITS } from './walk-lines.ts';

export type OsmTags = ReadonlyMap<string, string>;

export interface OsmMember { readonly type: 'node' | 'way' | 'relation'; readonly ref: number; readonly role: string }

/** What a reader hands its objects to, one at a time. */
export interface OsmSink {
  /** Degrees. */
  node(id: number, lon: number, lat: number, tags: Iterable<readonly [string, string]>): void;
  way(id: number, refs: readonly number[], tags: Iterable<readonly [string, string]>): void;
  relation(id: number, members: readonly OsmMember[], tags: Iterable<readonly [string, string]>): void;
}

/** Floats or whole numbers in an array that grows by doubling. */
class Growing<T extends Float64Array | Int32Array> {
  #array: T;
  length = 0;
  readonly #make: (length: number) => T;

  constructor(make: (length: number) => T) {
    this.#make = make;
    this.#array = make(1 << 10);
  }

  push(value: number): void {
    if (this.length === this.#array.length) {
      const grown = this.#make(2 * this.length);
      grown.set(this.#array);
      this.#array = grown;
    }
    this.#array[this.length++] = value;
  }

  /** The values so far, without a copy. */
  get values(): T { return this.#array.subarray(0, this.length) as T; }
}

const floats = (length: number): Float64Array => new Float64Array(length);

/** Coordinates by id. Ids are floats, for they are beyond 32 bits. */
export class NodeStore {
  readonly #ids = new Growing(floats);
  readonly #lon = new Growing((length) => new Int32Array(length));
  readonly #lat = new Growing((length) => new Int32Array(length));
  #order: Uint32Array | null = null;
  #isSorted = true;
  #duplicates: number[] = [];

  add(id: number, lon: number, lat: number): void {
    if (this.#ids.length > 0 && id <= this.#ids.values[this.#ids.length - 1]) this.#isSorted = false;
    this.#ids.push(id);
    this.#lon.push(Math.round(lon * DEGREE_UNITS));
    this.#lat.push(Math.round(lat * DEGREE_UNITS));
  }

  /** Call once when all nodes are there. Extracts are sorted by id already, as a rule. */
  finish(): void {
    if (this.#isSorted) return;
    const ids = this.#ids.values;
    const order = Uint32Array.from(ids, (_, i) => i).sort((a, b) => ids[a] - ids[b] || a - b);
    for (let i = 1; i < order.length; i++) if (ids[order[i]] === ids[order[i - 1]]) this.#duplicates.push(ids[order[i]]);
    this.#order = order;
  }

  /** Ids that were added again; known when finished. */
  get duplicates(): readonly number[] { return this.#duplicates; }

  get length(): number { return this.#ids.length; }

  /** Index of a node, -1 where the file does not hold it; the last one of an id that is there twice. */
  find(id: number): number {
    const ids = this.#ids.values, order = this.#order;
    let low = 0, high = ids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (ids[order === null ? middle : order[middle]] <= id) low = middle + 1; else high = middle;
    }
    if (low === 0) return -1;
    const index = order === null ? low - 1 : order[low - 1];
    return ids[index] === id ? index : -1;
  }

  /** 1e-7 degrees. */
  lon(index: number): number { return this.#lon.values[index]; }
  lat(index: number): number { return this.#lat.values[index]; }
}

/** References of ways, tagged or not: an untagged one may be part of an area. */
export class WayStore {
  readonly #ids = new Growing(floats);
  readonly #first = new Growing(floats);
  readonly #refs = new Growing(floats);
  readonly #index = new Map<number, number>();

  /** Index of the way; a second one of the same id takes the place of the first. */
  add(id: number, refs: readonly number[]): number {
    const index = this.#ids.length;
    this.#ids.push(id);
    this.#first.push(this.#refs.length);
    for (const ref of refs) this.#refs.push(ref);
    this.#index.set(id, index);
    return index;
  }

  get length(): number { return this.#ids.length; }

  has(id: number): boolean { return this.#index.has(id); }

  /** Node ids along a way; undefined where the file does not hold it. */
  refsOf(id: number): Float64Array | undefined {
    const index = this.#index.get(id);
    if (index === undefined) return undefined;
    const first = this.#first.values;
    return this.#refs.values.subarray(first[index], index + 1 < first.length ? first[index + 1] : this.#refs.length);
  }
}
