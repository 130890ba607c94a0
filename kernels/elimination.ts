/**
 * The elimination of src/network/plain-elimination.ts: same method, same order, same arcs. Read that file first;
 * what is here only is how things lie in memory.
 *
 *   by node    where its list is (address), for how many there is room, how many there are, the question in which it was last
 *              seen, the next and the previous of its degree, its turn; then its rank, in place of the next
 *   by turn    node, parent, size, number; the numbers left below it, in place of the size
 *   by degree  a node; then the first arc by rank, in place of that
 *   pool       the lists, last, so that they may grow with the memory; then the heads, after them
 *
 * All of them are u32.
 */
const NONE: u32 = 0xffffffff;
const PAGE_BITS: usize = 16;

let nodeCount: usize = 0;
let starts: usize = 0, rooms: usize = 0, lengths: usize = 0, seen: usize = 0, nexts: usize = 0, previous: usize = 0, turns: usize = 0;
let queue: usize = 0, order: usize = 0, parents: usize = 0, sizes: usize = 0, numbers: usize = 0;
let pool: usize = 0, poolEnd: usize = 0;
let question: u32 = 0, lowest: u32 = 0, done: usize = 0, arcs: u32 = 0;

// @ts-expect-error: a decorator of AssemblyScript
@inline
function get(list: usize, i: u32): u32 {
  return load<u32>(list + (<usize>i << 2));
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
function set(list: usize, i: u32, value: u32): void {
  store<u32>(list + (<usize>i << 2), value);
}

/**
 * Begin with the lists of all neighbours.
 * @param from, to u32 by edge, one list after the other.
 * @param at where there is room for twelve u32 a node and one more, and the lists.
 * @returns false where the memory is at its end.
 */
export function begin(nodes: u32, edges: u32, from: usize, to: usize, at: usize): bool {
  const column = <usize>nodes << 2;
  nodeCount = nodes;
  starts = at;
  rooms = starts + column;
  lengths = rooms + column;
  seen = lengths + column;
  nexts = seen + column;
  previous = nexts + column;
  turns = previous + column;
  order = turns + column;
  parents = order + column;
  sizes = parents + column;
  numbers = sizes + column;
  queue = numbers + column;
  pool = poolEnd = queue + column + 4;
  if (!reserve(pool + (<usize>edges << 3))) return false;
  for (let e: u32 = 0; e < edges; e++) {
    set(rooms, get(from, e), get(rooms, get(from, e)) + 1);
    set(rooms, get(to, e), get(rooms, get(to, e)) + 1);
  }
  for (let n: u32 = 0; n < nodes; n++) {
    set(starts, n, <u32>poolEnd);
    poolEnd += <usize>get(rooms, n) << 2;
    set(queue, n, NONE);
  }
  set(queue, nodes, NONE);
  for (let e: u32 = 0; e < edges; e++) {
    append(get(from, e), get(to, e));
    append(get(to, e), get(from, e));
  }
  for (let n: u32 = 0; n < nodes; n++) {
    dropRepeated(n);
    put(n, get(lengths, n));
  }
  return true;
}

function append(node: u32, other: u32): void {
  const length = get(lengths, node);
  set(get(starts, node), length, other);
  set(lengths, node, length + 1);
}

/** Loops and parallel edges. */
function dropRepeated(node: u32): void {
  const mark = ++question, start = <usize>get(starts, node), length = get(lengths, node);
  let kept: u32 = 0;
  set(seen, node, mark);
  for (let i: u32 = 0; i < length; i++) {
    const other = get(start, i);
    if (get(seen, other) == mark) continue;
    set(seen, other, mark);
    set(start, kept++, other);
  }
  set(lengths, node, kept);
}

/** Whether there is memory up to an address; grows by an eighth where there is none. */
function reserve(end: usize): bool {
  if (end < pool) return false; // beyond 4 GB
  const pages = <usize>memory.size(), needed = (end >> PAGE_BITS) + 1;
  return needed <= pages || memory.grow(<i32>max(needed - pages, pages >> 3)) >= 0;
}

function put(node: u32, degree: u32): void {
  const after = get(queue, degree);
  set(nexts, node, after);
  set(previous, node, NONE);
  if (after != NONE) set(previous, after, node);
  set(queue, degree, node);
  if (degree < lowest) lowest = degree;
}

function remove(node: u32, degree: u32): void {
  const before = get(previous, node), after = get(nexts, node);
  if (before == NONE) set(queue, degree, after); else set(nexts, before, after);
  if (after != NONE) set(previous, after, before);
}

const enum Outcome { Done, TooManyArcs, NoMemory }

/** Eliminate so many nodes more, or as many as are left. */
export function eliminate(most: u32, mostArcs: u32): Outcome {
  for (const end = min(nodeCount, done + most); done < end; done++) {
    while (get(queue, lowest) == NONE) lowest++;
    const node = get(queue, lowest);
    remove(node, lowest);
    set(order, <u32>done, node);
    set(turns, node, <u32>done);
    arcs += get(lengths, node);
    if (arcs > mostArcs) return Outcome.TooManyArcs;
    if (!joinNeighbours(node)) return Outcome.NoMemory;
  }
  return Outcome.Done;
}

/** Take a node out of the lists of its neighbours and join these to each other; false where the memory is at its end. */
function joinNeighbours(node: u32): bool {
  const list = <usize>get(starts, node), count = get(lengths, node);
  for (let i: u32 = 0; i < count; i++) {
    const neighbour = get(list, i), mark = ++question, before = get(lengths, neighbour);
    let start = <usize>get(starts, neighbour), free = NONE;
    set(seen, neighbour, mark);
    for (let j: u32 = 0; j < before; j++) {
      const other = get(start, j);
      if (other == node) free = j; else set(seen, other, mark);
    }
    let length = before;
    for (let j: u32 = 0; j < count; j++) {
      const other = get(list, j);
      if (get(seen, other) == mark) continue;
      if (free != NONE) {
        set(start, free, other);
        free = NONE;
        continue;
      }
      if (length == get(rooms, neighbour)) {
        start = moveToEnd(neighbour, length);
        if (start == 0) return false;
      }
      set(start, length++, other);
    }
    if (free != NONE) set(start, free, get(start, --length));
    set(lengths, neighbour, length);
    if (length == before) continue;
    remove(neighbour, before);
    put(neighbour, length);
  }
  return true;
}

/** Twice the room for a list; where it stands now, 0 where the memory is at its end. */
function moveToEnd(node: u32, length: u32): usize {
  const room = max<u32>(8, 2 * length), to = poolEnd;
  if (!reserve(to + (<usize>room << 2))) return 0;
  memory.copy(to, get(starts, node), <usize>length << 2);
  set(starts, node, <u32>to);
  set(rooms, node, room);
  poolEnd += <usize>room << 2;
  return to;
}

/** After `renumber`: where the ranks are, by node. */
export function ranksAt(): usize {
  return nexts;
}

/** By rank its first arc, one more at the end. */
export function firstArcsAt(): usize {
  return queue;
}

/** And the heads of arcs. */
export function headsAt(): usize {
  return poolEnd;
}

/** Ranks in postorder of the elimination tree, and the arcs between them; false where the memory is at its end. */
export function renumber(): bool {
  const nodes = <u32>nodeCount;
  if (!reserve(poolEnd + (<usize>arcs << 2))) return false;
  for (let i: u32 = 0; i < nodes; i++) {
    const node = get(order, i), list = <usize>get(starts, node), count = get(lengths, node);
    let parent = NONE;
    for (let j: u32 = 0; j < count; j++) parent = min(parent, get(turns, get(list, j)));
    set(parents, i, parent);
    set(sizes, i, 1);
  }
  for (let i: u32 = 0; i < nodes; i++) {
    const parent = get(parents, i);
    if (parent != NONE) set(sizes, parent, get(sizes, parent) + get(sizes, i));
  }
  numberDown();
  const ranks = nexts, firstArcs = queue;
  for (let i: u32 = 0; i < nodes; i++) {
    set(ranks, get(order, i), get(numbers, i));
    set(firstArcs, get(numbers, i) + 1, get(lengths, get(order, i)));
  }
  set(firstArcs, 0, 0);
  for (let r: u32 = 0; r < nodes; r++) set(firstArcs, r + 1, get(firstArcs, r) + get(firstArcs, r + 1));
  for (let n: u32 = 0; n < nodes; n++) {
    const list = <usize>get(starts, n), count = get(lengths, n), heads = poolEnd + (<usize>get(firstArcs, get(ranks, n)) << 2);
    for (let i: u32 = 0; i < count; i++) insert(heads, i, get(ranks, get(list, i)));
  }
  return true;
}

/** From the roots down, each turn takes the numbers up to the last of what its parent has left. */
function numberDown(): void {
  let rest = <u32>nodeCount;
  for (let i = <u32>nodeCount; i-- > 0;) {
    const parent = get(parents, i), size = get(sizes, i), last = parent == NONE ? rest : get(sizes, parent);
    if (parent == NONE) rest -= size; else set(sizes, parent, last - size);
    set(numbers, i, last - 1);
    set(sizes, i, last - 1);
  }
}

/** Into a list that ascends. */
function insert(list: usize, length: u32, value: u32): void {
  let at = length;
  for (; at > 0 && get(list, at - 1) > value; at--) set(list, at, get(list, at - 1));
  set(list, at, value);
}
