/** The elimination in TypeScript. kernels/elimination.ts is the twin, which does the same steps in the same order. */
import { startsOf } from '../core/ranges.ts';
import type { Elimination } from './elimination.ts';
import type { WalkNetwork } from './walk-network.ts';

/** @returns null where more arcs would be left. */
export function eliminatePlainly({ nodeCount, edgeFrom, edgeTo }: Pick<WalkNetwork, 'nodeCount' | 'edgeFrom' | 'edgeTo'>, mostArcs: number): Elimination | null {
  const lists = new NeighbourLists(nodeCount, edgeFrom, edgeTo), queue = new DegreeQueue(nodeCount);
  for (let n = 0; n < nodeCount; n++) queue.put(n, lists.length[n]);
  const order = new Uint32Array(nodeCount), { length } = lists;
  let arcs = 0;
  for (let i = 0; i < nodeCount; i++) {
    const node = queue.popLowest();
    order[i] = node;
    arcs += length[node];
    if (arcs > mostArcs) return null;
    lists.joinNeighbours(node, (neighbour, before) => { queue.move(neighbour, before, length[neighbour]); });
  }
  return renumber(order, lists);
}

/** The neighbours of each node that are left; of an eliminated node those that were left when it went. */
class NeighbourLists {
  readonly length: Uint32Array;
  readonly #start: Uint32Array;
  readonly #capacity: Uint32Array;
  #pool: Uint32Array;
  #used: number;
  /** By node: the last question in which it was seen. */
  readonly #seen: Uint32Array;
  #question = 0;

  constructor(nodeCount: number, edgeFrom: Uint32Array, edgeTo: Uint32Array) {
    const most = new Uint32Array(nodeCount);
    for (let e = 0; e < edgeFrom.length; e++) { most[edgeFrom[e]]++; most[edgeTo[e]]++; }
    const start = startsOf(most);
    this.#used = start[nodeCount];
    this.#start = start.slice(0, nodeCount);
    this.#capacity = most;
    this.#pool = new Uint32Array(4 * this.#used + 64);
    this.#seen = new Uint32Array(nodeCount);
    this.length = new Uint32Array(nodeCount);
    for (let e = 0; e < edgeFrom.length; e++) {
      this.#pool[this.#start[edgeFrom[e]] + this.length[edgeFrom[e]]++] = edgeTo[e];
      this.#pool[this.#start[edgeTo[e]] + this.length[edgeTo[e]]++] = edgeFrom[e];
    }
    for (let n = 0; n < nodeCount; n++) this.#dropRepeated(n);
  }

  /** A view. */
  of(node: number): Uint32Array { return this.#pool.subarray(this.#start[node], this.#start[node] + this.length[node]); }

  /**
   * Take a node out of the lists of its neighbours and join these to each other.
   * @param visit told of each neighbour and the length that its list had before.
   */
  joinNeighbours(node: number, visit: (neighbour: number, before: number) => void): void {
    const seen = this.#seen, first = this.#start[node], end = first + this.length[node];
    for (let i = first; i < end; i++) {
      const neighbour = this.#pool[i], question = ++this.#question, before = this.length[neighbour];
      let from = this.#start[neighbour], free = -1;
      seen[neighbour] = question;
      for (let j = from; j < from + before; j++) {
        const other = this.#pool[j];
        if (other === node) free = j; else seen[other] = question;
      }
      let length = before;
      for (let j = first; j < end; j++) {
        const other = this.#pool[j];
        if (seen[other] === question) continue;
        if (free >= 0) { this.#pool[free] = other; free = -1; continue; }
        if (length === this.#capacity[neighbour]) from = this.#moveToEnd(neighbour, length);
        this.#pool[from + length++] = other;
      }
      if (free >= 0) this.#pool[free] = this.#pool[from + --length];
      this.length[neighbour] = length;
      if (length !== before) visit(neighbour, before);
    }
  }

  /** Loops and parallel edges. */
  #dropRepeated(node: number): void {
    const question = ++this.#question, start = this.#start[node], end = start + this.length[node];
    this.#seen[node] = question;
    let kept = start;
    for (let i = start; i < end; i++) {
      const other = this.#pool[i];
      if (this.#seen[other] === question) continue;
      this.#seen[other] = question;
      this.#pool[kept++] = other;
    }
    this.length[node] = kept - start;
  }

  /** Twice the room for a list; where it stands now. */
  #moveToEnd(node: number, length: number): number {
    const capacity = Math.max(8, 2 * length), to = this.#used;
    if (to + capacity > this.#pool.length) {
      const grown = new Uint32Array(2 * this.#pool.length + capacity);
      grown.set(this.#pool);
      this.#pool = grown;
    }
    this.#pool.copyWithin(to, this.#start[node], this.#start[node] + length);
    this.#start[node] = to;
    this.#capacity[node] = capacity;
    this.#used += capacity;
    return to;
  }
}

const NONE = 0xffffffff;

/** Nodes by degree, in linked lists. */
class DegreeQueue {
  readonly #head: Uint32Array;
  readonly #next: Uint32Array;
  readonly #previous: Uint32Array;
  #lowest = 0;

  constructor(nodeCount: number) {
    this.#head = new Uint32Array(nodeCount + 1).fill(NONE);
    this.#next = new Uint32Array(nodeCount);
    this.#previous = new Uint32Array(nodeCount);
  }

  put(node: number, degree: number): void {
    const after = this.#head[degree];
    this.#next[node] = after;
    this.#previous[node] = NONE;
    if (after !== NONE) this.#previous[after] = node;
    this.#head[degree] = node;
    if (degree < this.#lowest) this.#lowest = degree;
  }

  move(node: number, from: number, to: number): void {
    this.#remove(node, from);
    this.put(node, to);
  }

  /** The queue must not be empty. */
  popLowest(): number {
    while (this.#head[this.#lowest] === NONE) this.#lowest++;
    const node = this.#head[this.#lowest];
    this.#remove(node, this.#lowest);
    return node;
  }

  #remove(node: number, degree: number): void {
    const before = this.#previous[node], after = this.#next[node];
    if (before === NONE) this.#head[degree] = after; else this.#next[before] = after;
    if (after !== NONE) this.#previous[after] = before;
  }
}

/** Ranks in postorder of the elimination tree, in which the parent of a node is the first of its neighbours to go after it. */
function renumber(order: Uint32Array, lists: NeighbourLists): Elimination {
  const nodeCount = order.length, turn = new Uint32Array(nodeCount), parent = new Uint32Array(nodeCount).fill(NONE);
  order.forEach((node, i) => { turn[node] = i; });
  order.forEach((node, i) => { for (const other of lists.of(node)) parent[i] = Math.min(parent[i], turn[other]); });
  const rankOfTurn = postorder(parent), rank = turn.map((i) => rankOfTurn[i]);
  const lengths = new Uint32Array(nodeCount);
  for (let n = 0; n < nodeCount; n++) lengths[rank[n]] = lists.length[n];
  const firstArc = startsOf(lengths), arcHead = new Uint32Array(firstArc[nodeCount]);
  for (let n = 0; n < nodeCount; n++) {
    const heads = arcHead.subarray(firstArc[rank[n]], firstArc[rank[n] + 1]);
    heads.set(lists.of(n));
    for (let i = 0; i < heads.length; i++) heads[i] = rank[heads[i]];
    heads.sort();
  }
  return { rank, firstArc, arcHead };
}

/** @param parent by turn: a later turn; NONE for a root. @returns number by turn, every parent after all that is below it. */
function postorder(parent: Uint32Array): Uint32Array {
  const size = new Uint32Array(parent.length).fill(1), number = new Uint32Array(parent.length);
  for (let i = 0; i < parent.length; i++) if (parent[i] !== NONE) size[parent[i]] += size[i];
  // From the roots down, each takes the numbers up to `last` of what its parent has left.
  const left = new Uint32Array(parent.length);
  let rest = parent.length;
  for (let i = parent.length - 1; i >= 0; i--) {
    const p = parent[i], last = p === NONE ? rest : left[p];
    if (p === NONE) rest -= size[i]; else left[p] -= size[i];
    number[i] = last - 1;
    left[i] = last - 1;
  }
  return number;
}
